/* han.c - look-ups in the tables that tools/tables.c wrote at build time. */
#include "han.h"

#include "memory.h"
#include "text.h"

#include <string.h>

#include "tables.inc"

const char *wn_pinyin(uint32_t c)
{
    if (c < 0x4E00 || c > 0x9FFF || table_pinyin[c - 0x4E00] == 0)
        return NULL;
    return table_syllables[table_pinyin[c - 0x4E00]];
}

#define FIND(table, c) wn_find_key(table, WN_COUNT(table), sizeof((table)[0]), c)

const char *wn_pinyin_surname(uint32_t c)
{
    const struct table_surname *own = FIND(table_surnames, c);

    return own ? own->reading : wn_pinyin(c);
}

const char *wn_compound_surname(wn_str name)
{
    char plain[12];
    size_t len = 0, at = 0;

    while (at < name.len && len < 6)
        len += wn_utf8_put(plain + len, wn_simplified(wn_utf8_next(name, &at)));
    if (len != 6 || at != 6)
        return NULL;
    size_t low = 0, high = WN_COUNT(table_compounds);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(table_compounds[middle].name, plain, 6);
        if (order == 0)
            return table_compounds[middle].reading;
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* ---- simplified and traditional ------------------------------------------------- */

/* The characters of one direction, and the phrases that are exceptions; sorted by the
 * text that is replaced. */
typedef struct script {
    const uint16_t *usual; /* by character from U+4E00; 0: look among the rare ones */
    const struct table_pair *rare;
    const struct table_phrase *phrases;
    const char *texts;      /* of them */
    const uint32_t *firsts; /* the first characters of phrases */
    size_t rare_count, phrase_count, first_count;
} script;

#define SCRIPT(name)                                                                     \
    {                                                                                    \
        table_##name, table_##name##_rare, table_##name##_phrases, table_##name##_texts, \
            table_##name##_first, WN_COUNT(table_##name##_rare), WN_COUNT(table_##name##_phrases),             \
            WN_COUNT(table_##name##_first)                                               \
    }
static const script simplified = SCRIPT(simplified), traditional = SCRIPT(traditional);

static uint32_t convert_one(const script *to, uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF && to->usual[c - 0x4E00])
        return to->usual[c - 0x4E00];
    const struct table_pair *rare =
        c < 0x3400 ? NULL : wn_find_key(to->rare, to->rare_count, sizeof(*to->rare), c);
    return rare ? rare->to : c;
}

uint32_t wn_simplified(uint32_t c)
{
    return convert_one(&simplified, c);
}

/* The longest phrase that the text begins with, or NULL. Phrases with the same first two
 * characters are neighbours. */
static const struct table_phrase *find_phrase(const script *to, wn_str s)
{
    const struct table_phrase *best = NULL;
    size_t low = 0, high = s.len < 6 ? 0 : to->phrase_count, longest = 0;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (memcmp(to->texts + to->phrases[middle].from, s.ptr, 6) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; s.len >= 6 && low < to->phrase_count; low++) {
        const struct table_phrase *p = &to->phrases[low];
        const char *phrase = to->texts + p->from;
        size_t len = strlen(phrase);
        if (memcmp(phrase, s.ptr, 6))
            break;
        if (len <= s.len && !memcmp(phrase, s.ptr, len) && len > longest) {
            longest = len;
            best = p;
        }
    }
    return best;
}

static bool begins_with_one_of(wn_str s, const char *const *words)
{
    for (; *words; words++)
        if (s.len >= strlen(*words) && !memcmp(s.ptr, *words, strlen(*words)))
            return true;
    return false;
}

/* Is the character at s.ptr[from..to] a family name, as in 范经理, 联系余先生? A family
 * name is the same in both scripts; in other words the character changes (範圍, 餘額).
 * 由于 and 对于 are words, not names. */
static bool is_family_name(wn_str s, size_t from, size_t to)
{
    static const char *const names[] = {"范", "余", "于", "郁", "岳", "游", "涂",
                                        "种", "党", "丑", "占", "仆", NULL};
    static const char *const titles[] = {"先生", "女士", "小姐", "太太", "夫人", "经理",
                                         "老师", "老師", "主任", "博士", "教授", "医生",
                                         "老板", "經理", "總監", "总监", NULL};
    static const char *const before[] = {"和", "与", "跟", "给", "找", "请", "是",
                                         "约", "见", "系", "访", "致", "及", NULL};
    wn_str rest = {s.ptr + to, s.len - to};

    if (to - from != 3 || !begins_with_one_of((wn_str){s.ptr + from, 3}, names))
        return false;
    if (!begins_with_one_of(rest, titles)) { /* 范总 is a person; 于总部 is not */
        size_t at = 3;
        if (!begins_with_one_of(rest, (const char *const[]){"总", NULL}) ||
            (at < rest.len && wn_is_han(wn_utf8_next(rest, &at))))
            return false;
    }
    size_t last = from >= 3 ? from - 3 : 0;
    bool han = from >= 3 && wn_is_han(wn_utf8_next(s, &last)) && last == from;
    return !han || (memcmp(s.ptr + from, "于", 3) != 0 &&
                    begins_with_one_of((wn_str){s.ptr + from - 3, 3}, before));
}

static size_t convert(const script *to, wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        if ((unsigned char)s.ptr[at] < 0x80) {
            out[len++] = s.ptr[at++];
            continue;
        }
        uint32_t c = wn_utf8_next(s, &at);
        const struct table_phrase *p =
            c >= 0x3400 &&
                    wn_find_key(to->firsts, to->first_count, sizeof(*to->firsts), c)
                ? find_phrase(to, (wn_str){s.ptr + from, s.len - from})
                : NULL;
        if (p) {
            len = (size_t)(stpcpy(out + len, to->texts + p->to) - out);
            at = from + strlen(to->texts + p->from);
        } else {
            uint32_t other = convert_one(to, c);
            bool stays = other != c && to == &traditional && is_family_name(s, from, at);
            len += wn_utf8_put(out + len, stays ? c : other);
        }
    }
    return len;
}

size_t wn_simplify(wn_str s, char *out)
{
    return convert(&simplified, s, out);
}

size_t wn_traditionalize(wn_str s, char *out)
{
    return convert(&traditional, s, out);
}

/* ---- other scripts --------------------------------------------------------------- */

const char *wn_latin_ascii(uint32_t c)
{
    const char *text = c >= 0xC0 && c <= 0x1EFF     ? table_latin[c - 0xC0]
                       : c >= 0x3040 && c <= 0x30FF ? table_kana[c - 0x3040]
                       : c >= 0xAC00 && c <= 0xD7A3 ? table_hangul[c - 0xAC00]
                                                    : "";
    return *text ? text : NULL;
}

uint32_t wn_narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 || c == 0xA0 ? ' ' : c;
}

uint32_t wn_fold_letter(uint32_t c)
{
    if (c < FOLD_FIRST)
        return c >= 'A' && c <= 'Z' ? c | 32 : c;
    return c <= FOLD_LAST               ? table_fold[c - FOLD_FIRST]
           : c == 0x200C || c == 0x200D ? 0
                                        : c;
}

uint32_t wn_lower(uint32_t c)
{
    if (c < FOLD_FIRST)
        return c >= 'A' && c <= 'Z' ? c | 32 : c;
    return c <= FOLD_LAST ? table_lower[c - FOLD_FIRST] : c;
}

uint32_t wn_upper(uint32_t c)
{
    if (c < FOLD_FIRST)
        return c >= 'a' && c <= 'z' ? c & ~32u : c;
    return c <= FOLD_LAST ? table_upper[c - FOLD_FIRST] : c;
}

int wn_digit(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (c >= 0xFF10 && c <= 0xFF19)
        return (int)(c - 0xFF10);
    if (c < table_zeros[0] || (c >= 0x3000 && c <= 0x9FFF))
        return -1;
    for (size_t i = 0; i < WN_COUNT(table_zeros) && table_zeros[i] <= c; i++)
        if (c - table_zeros[i] < 10)
            return (int)(c - table_zeros[i]);
    return -1;
}

bool wn_has_digit(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (wn_digit(wn_utf8_next(s, &at)) >= 0)
            return true;
    return false;
}

bool wn_is_letter(uint32_t c)
{
    size_t low = 0, high = WN_COUNT(table_letters);

    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > table_letters[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < WN_COUNT(table_letters) && c >= table_letters[low].first;
}
