/*
 * name_key.c - the key that all spellings of one person's name share.
 *
 * It is pinyin or plain Latin letters, the parts sorted, so that 张伟, 張偉, Zhang Wei
 * and "Wei, ZHANG" have the same key. Characters are looked up in tables: one call of
 * ICU's Han-Latin transliterator was measured at 135 µs, a whole key here at 150 ns.
 */
#include "asian_names.h"
#include "han_name.h"
#include "person.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"
#include "winnow/transform.h"

#include <string.h>

#define MAX_PARTS 8

typedef struct key {
    char *text; /* room for all parts */
    size_t len, start;
    wn_str parts[MAX_PARTS + 1];
    size_t count;
    bool hyphen[MAX_PARTS + 1]; /* a hyphen is before the part: Xiao-Ming */
} key;

static bool is_title(wn_str s)
{
    static const char titles[][4] = {"mr", "mrs", "ms", "miss", "dr",  "prof",
                                     "jr", "sr",  "mx", "herr", "frau"};
    char word[4] = "";
    uint32_t packed, title;
    bool found = false;

    if (s.len > 4)
        return false;
    memcpy(word, s.ptr, s.len);
    memcpy(&packed, word, 4);
    for (size_t i = 0; i < WN_COUNT(titles); i++) {
        memcpy(&title, titles[i], 4);
        found |= packed == title;
    }
    return found;
}

static void end_part(key *k, bool hyphen)
{
    wn_str part = {k->text + k->start, k->len - k->start};

    if (part.len == 0)
        return;
    if (part.len == 2 && part.ptr[1] == 'v' && (part.ptr[0] == 'l' || part.ptr[0] == 'n'))
        k->text[k->len - 1] = 'u'; /* Lv Bu: how 吕 is typed */
    k->start = k->len;
    if (k->count < MAX_PARTS && !is_title(part)) {
        k->parts[k->count++] = part;
        k->hyphen[k->count] = hyphen;
    }
}

static void add_sound(key *k, const char *sound, uint32_t c)
{
    if (sound)
        k->len = (size_t)(stpcpy(k->text + k->len, sound) - k->text);
    else
        k->len += wn_utf8_put(k->text + k->len, c);
}

/* Adds the pinyin of a Chinese name as two parts: "zhang" and "wei". */
static void add_han(key *k, wn_str name)
{
    han_name parts;

    han_name_parse(name, &parts);
    const char *compound = wn_compound_surname(parts.family);
    if (compound) {
        add_sound(k, compound, 0);
    } else {
        for (size_t at = 0; at < parts.family.len;) {
            bool first = at == 0;
            uint32_t c = wn_simplified(wn_utf8_next(parts.family, &at));
            if (c != 0xB7)
                add_sound(k, first ? wn_pinyin_surname(c) : wn_pinyin(c), c);
        }
    }
    end_part(k, false);
    wn_str given = parts.given.len ? parts.given : parts.title;
    for (size_t at = 0; at < given.len;) {
        uint32_t c = wn_simplified(wn_utf8_next(given, &at));
        add_sound(k, wn_pinyin(c), c);
    }
    end_part(k, false);
}

/* Joins parts from..to: van den Berg is Vandenberg, Xiao Ming is Xiaoming. They follow
 * each other in the text, with only titles between them. */
static void join(key *k, size_t from, size_t to)
{
    char *at = (char *)k->parts[from].ptr;
    size_t len = 0;

    for (size_t i = from; i < to; i++) {
        memmove(at + len, k->parts[i].ptr, k->parts[i].len);
        len += k->parts[i].len;
    }
    k->parts[from].len = len;
    for (size_t i = to; i < k->count; i++) {
        k->parts[from + 1 + i - to] = k->parts[i];
        k->hyphen[from + 1 + i - to] = k->hyphen[i];
    }
    k->count -= to - from - 1;
}

/* Joins parts from..to, except initials at both ends. */
static void join_run(key *k, size_t from, size_t to)
{
    while (to > from && k->parts[to - 1].len == 1)
        to--;
    while (from < to && k->parts[from].len == 1)
        from++;
    if (to > from + 1)
        join(k, from, to);
}

/* Is the first or last part an East Asian family name, or a part of one (Ou-Yang)? */
static bool may_be_asian(const key *k)
{
    return asian_is_family(k->parts[0]) || asian_is_family(k->parts[k->count - 1]);
}

/* Joins the parts of the family name, and those of the given name: Zhang Xiao Ming,
 * Xiao-Ming Zhang, Ou Yang Xiu. `comma`: how many parts stand before the comma. False:
 * no such name. */
static bool join_asian(key *k, size_t comma)
{
    wn_str words[MAX_PARTS + 1];
    char text[MAX_PARTS + 1][32];
    size_t first[MAX_PARTS + 2], count = 0, family;

    if (!may_be_asian(k))
        return false;
    for (size_t i = 0; i < k->count; i++) { /* makes Xiao-Ming one word again */
        bool goes_on = count > 0 && k->hyphen[i];
        size_t len = goes_on ? words[count - 1].len : 0;
        if (len + k->parts[i].len + 1 >= sizeof(text[0]))
            return false;
        count += !goes_on;
        if (goes_on)
            text[count - 1][len++] = '-';
        else
            first[count - 1] = i;
        memcpy(text[count - 1] + len, k->parts[i].ptr, k->parts[i].len);
        words[count - 1] = (wn_str){text[count - 1], len + k->parts[i].len};
    }
    asian_order order = asian_order_of(words, count, &family);
    if (order == ASIAN_NO || (order == ASIAN_EITHER && !comma))
        return order != ASIAN_NO;
    first[count] = k->count;
    size_t cut = comma                  ? comma
                 : order == ASIAN_FIRST ? first[family]
                                        : first[count - family];
    join_run(k, cut, k->count);
    join_run(k, 0, cut);
    return true;
}

static bool is_particle(wn_str s)
{
    return s.len > 1 && s.len < 7 && *s.ptr != 'b' && strchr(person_roles(s), 'p');
}

/* Joins particles to the next part: van den Berg is Vandenberg, De-Andre Deandre, Mc
 * Donald McDonald. Not the first part, as Van and Ben are given names, unless it stands
 * before a comma. bin is "son of". */
static void join_particles(key *k, size_t comma)
{
    for (size_t i = comma ? 0 : 1; i + 1 < k->count; i++) {
        size_t to = i;
        while (to + 1 < k->count && to + 1 != comma && is_particle(k->parts[to]))
            to++;
        if (to > i)
            join(k, i, to + 1);
        comma -= to > i && comma > to ? to - i : 0;
    }
    if (!comma && k->count > 1 && k->hyphen[1] && is_particle(k->parts[0]))
        join(k, 0, 2);
}

/* Are these initials: MT, JF? Only for names that are not all in capitals. */
static bool is_run_of_initials(wn_str s, size_t from, size_t to)
{
    if (to - from < 2 || to - from > 3)
        return false;
    for (size_t i = from; i < to; i++)
        if (s.ptr[i] < 'A' || s.ptr[i] > 'Z' || strchr("AEIOUY", s.ptr[i]))
            return false;
    return to - from != 2 || memcmp(s.ptr + from, "NG", 2) != 0;
}

static void add_ascii(key *k, wn_str s, size_t *at)
{
    size_t to = *at;

    while (to < s.len && ((s.ptr[to] | 32) >= 'a' && (s.ptr[to] | 32) <= 'z'))
        to++;
    if (to == *at) {
        if (s.ptr[*at] != '\'')
            end_part(k, s.ptr[*at] == '-');
        ++*at;
        return;
    }
    bool initials = to - *at < 4 && k->len == k->start &&
                    is_run_of_initials(s, *at, to) && name_case_of(s) == 'm';
    for (; *at < to; ++*at) {
        k->text[k->len++] = (char)(s.ptr[*at] | 32);
        if (initials)
            end_part(k, false);
    }
}

/* Adds names in Latin and other scripts: lower case, without accents, cut at blanks and
 * marks. */
static void add_latin(key *k, wn_str s)
{
    size_t comma = 0;

    for (size_t at = 0; at < s.len;) {
        if ((unsigned char)s.ptr[at] < 0x80) {
            bool here = s.ptr[at] == ',' && comma == 0;
            add_ascii(k, s, &at);
            comma = here ? k->count : comma;
            continue;
        }
        uint32_t c = wn_utf8_next(s, &at);
        if (c == 0xB7 || c == 0x3000 || c == 0x30FB || (c >= 0x2000 && c <= 0x206F)) {
            if (c != 0x2019 && c != 0x2018 && c != 0x200C && c != 0x200D)
                end_part(k, c == 0x2010 || c == 0x2011);
            continue;
        }
        const char *sound = wn_latin_ascii(c);
        add_sound(k, sound ? sound : wn_pinyin(wn_simplified(c)), wn_lower(c));
    }
    end_part(k, false);
    comma = comma < k->count ? comma : 0;
    if (k->count > 1 && !join_asian(k, comma))
        join_particles(k, comma);
}

/* The Chinese characters in a name of two scripts (张伟 Zhang Wei), if there are two or
 * more; blanks between them may stand: 张 伟. Else "". */
static wn_str han_run(wn_str s, char *out)
{
    size_t len = 0, count = 0;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            if (s.ptr[from] == ' ')
                continue;
            if (count >= 2)
                break;
            len = count = 0;
            continue;
        }
        uint32_t c = wn_utf8_next(s, &at);
        if (wn_is_han(c) || (c == 0xB7 && count > 0)) {
            memcpy(out + len, s.ptr + from, at - from);
            len += at - from;
            count += c != 0xB7;
        } else if (wn_latin_ascii(c) && c >= 0x3040) {
            return WN_STR(""); /* Japanese, Korean: the whole is one name */
        }
    }
    return count >= 2 || (count == 1 && len == s.len) ? (wn_str){out, len} : WN_STR("");
}

static void sort(wn_str *parts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        wn_str part = parts[i];
        size_t at = i;
        for (; at > 0 && wn_str_compare(part, parts[at - 1]) < 0; at--)
            parts[at] = parts[at - 1];
        parts[at] = part;
    }
}

wn_str wn_person_key(wn_str name, wn_arena *arena)
{
    size_t room = name.len * 4 + 16, len = 0;
    key k = {.count = 0};

    if (name.len == 0)
        return WN_STR("");
    char *memory = wn_arena_bytes(arena, 3 * room);
    k.text = memory + room;
    wn_str han = wn_is_ascii(name) ? WN_STR("") : han_run(name, memory + 2 * room);
    if (han.len)
        add_han(&k, han);
    else
        add_latin(&k, name);
    sort(k.parts, k.count);
    for (size_t i = 0; i < k.count; i++) {
        if (i > 0)
            memory[len++] = ' ';
        memcpy(memory + len, k.parts[i].ptr, k.parts[i].len);
        len += k.parts[i].len;
    }
    wn_arena_trim(arena, memory, 3 * room, len);
    return (wn_str){memory, len};
}
