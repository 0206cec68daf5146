/*
 * name.c - names of people, and the key under which two spellings meet.
 *
 * The value keeps the script it was written in. The key is pinyin or plain
 * Latin letters with the parts sorted, so that 张伟, 張偉, Zhang Wei and
 * "Wei, ZHANG" share one.
 */
#include "tidy.h"
#include "winnow/han.h"
#include "winnow/transform.h"

#include <stdlib.h>
#include <string.h>

enum { ORDER_AUTO, ORDER_FAMILY_FIRST, ORDER_GIVEN_FIRST };
static const char *const orders[] = {"auto", "family-first", "given-first", NULL};

struct config {
    int order;
};

static const wn_option options[] = {
    {.name = "order",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, order),
     .fallback = "auto",
     .choices = orders,
     .en = "which part of a Latin name is written first",
     .zh = "拉丁字母姓名哪一部分在前"},
    {.type = WN_OPT_END},
};

static const char *const compound_surnames[] = {
    "欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "夏侯", "令狐", "东方", "慕容",
    "尉迟", "公孙", "长孙", "宇文", "轩辕", "端木", "南宫", "独孤", "申屠", "百里",
};

static const char *const honorifics[] = {"先生", "女士", "小姐", "太太", "夫人", "同志"};

static bool ends_with(wn_str s, const char *end)
{
    size_t len = strlen(end);

    return s.len >= len && !memcmp(s.ptr + s.len - len, end, len);
}

static bool is_all_han(wn_str s)
{
    bool any = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        if (c != ' ' && c != 0xB7 && !wn_is_han(c))
            return false;
        any = any || wn_is_han(c);
    }
    return any;
}

static bool has_han(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (wn_is_han(wn_utf8_next(s, &at)))
            return true;
    return false;
}

static wn_str without_blanks(wn_str s, wn_arena *arena)
{
    if (!memchr(s.ptr, ' ', s.len))
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != ' ')
            out[len++] = s.ptr[i];
    return (wn_str){out, len};
}

static wn_str tidy_han(wn_str s, wn_arena *arena)
{
    s = without_blanks(s, arena);
    for (size_t i = 0; i < WN_COUNT(honorifics); i++) {
        size_t len = strlen(honorifics[i]);
        if (ends_with(s, honorifics[i]) && s.len >= len + 6) /* two characters stay */
            return (wn_str){s.ptr, s.len - len};
    }
    return s;
}

/* "Zhang, Wei" -> "Wei Zhang". Suffixes after the comma (Jr., PhD) stay there. */
static wn_str turn_around(wn_str s, wn_arena *arena)
{
    wn_str rest = s, family = wn_str_trim(wn_str_cut(&rest, WN_STR(",")));

    rest = wn_str_trim(rest);
    if (rest.len == 0 || family.len == 0 || memchr(rest.ptr, ',', rest.len) ||
        memchr(rest.ptr, '.', rest.len) ||
        (rest.len <= 3 && rest.ptr[rest.len - 1] == 'D'))
        return s;
    return wn_arena_format(arena, "%.*s %.*s", WN_FMT(rest), WN_FMT(family));
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ALL CAPS or all small to Name Case; names that mix already are left alone. */
static wn_str name_case(wn_str s, wn_arena *arena)
{
    bool upper = false, lower = false;

    for (size_t i = 0; i < s.len; i++) {
        upper = upper || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z');
        lower = lower || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z');
    }
    if (upper == lower || s.len < 3)
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    bool begins = true;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        out[i] = !is_letter(c) ? c : begins ? (char)(c & ~32) : (char)(c | 32);
        begins = !is_letter(c) && (unsigned char)c < 0x80;
    }
    return (wn_str){out, s.len};
}

static bool is_name(wn_str s)
{
    size_t letters = 0, digits = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        digits += c >= '0' && c <= '9';
        letters += c >= 0x80 || (c < 0x80 && is_letter((char)c));
        if (c == '@' || c == 0xFFFD)
            return false;
    }
    return letters > 0 && digits <= 2 && s.len <= 200;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW, arena);

    if (s.len == 0)
        return WN_EMPTY;
    if (!is_name(s))
        return WN_INVALID;
    if (is_all_han(s)) {
        out->value = tidy_han(s, arena);
        return WN_CLEAN;
    }
    s = turn_around(s, arena);
    const char *blank =
        c->order == ORDER_FAMILY_FIRST && !has_han(s) && !memchr(in.ptr, ',', in.len)
            ? memchr(s.ptr, ' ', s.len)
            : NULL;
    if (blank) {
        size_t family = (size_t)(blank - s.ptr);
        s = wn_arena_format(arena, "%.*s %.*s", (int)(s.len - family - 1), blank + 1,
                            (int)family, s.ptr);
    }
    out->value = name_case(s, arena);
    return WN_CLEAN;
}

/* ---- the key -------------------------------------------------------------------------
 */

#define MAX_PARTS 8

static size_t surname_length(wn_str s)
{
    for (size_t i = 0; i < WN_COUNT(compound_surnames); i++)
        if (s.len > 6 && !memcmp(s.ptr, compound_surnames[i], 6))
            return 6;
    size_t at = 0;
    wn_utf8_next(s, &at);
    return at;
}

/* Pinyin of a Han name as two parts: "zhang" and "wei". */
static size_t han_parts(wn_str s, wn_arena *arena, wn_str *parts)
{
    size_t family = surname_length(s), room = s.len * 3 + 8, len = 0, split = 0;
    char *text = wn_arena_bytes(arena, room);

    for (size_t at = 0; at < s.len;) {
        bool first = at == 0;
        if (at == family)
            split = len;
        uint32_t c = wn_simplified(wn_utf8_next(s, &at));
        const char *sound = first && family <= 4 ? wn_pinyin_surname(c) : wn_pinyin(c);
        char own[4];
        wn_str piece = sound ? wn_str_of(sound) : (wn_str){own, wn_utf8_put(own, c)};
        if (len + piece.len > room)
            break;
        memcpy(text + len, piece.ptr, piece.len);
        len += piece.len;
    }
    if (s.len <= family)
        split = len;
    parts[0] = (wn_str){text, split};
    parts[1] = (wn_str){text + split, len - split};
    return parts[1].len ? 2 : 1;
}

static bool is_title(wn_str s)
{
    static const char *const titles[] = {"mr", "mrs",  "ms", "miss",
                                         "dr", "prof", "jr", "sr"};

    for (size_t i = 0; i < WN_COUNT(titles); i++)
        if (wn_str_equal(s, wn_str_of(titles[i])))
            return true;
    return false;
}

/* Latin and other scripts: lower case, accents off, cut at blanks and marks. */
static size_t latin_parts(wn_str s, wn_arena *arena, wn_str *parts)
{
    char *text = wn_arena_bytes(arena, s.len * 3 + 8);
    size_t count = 0, len = 0, start = 0;

    for (size_t at = 0; at <= s.len && count < MAX_PARTS;) {
        uint32_t c = at < s.len ? wn_utf8_next(s, &at) : (at++, ' ');
        const char *plain = wn_latin_ascii(c);
        if (plain) {
            len = (size_t)(stpcpy(text + len, plain) - text);
        } else if (c >= 0x80) {
            len += wn_utf8_put(text + len, wn_simplified(c));
        } else if (is_letter((char)c)) {
            text[len++] = (char)(c | 32);
        } else if (c != '\'' && len > start) {
            parts[count] = (wn_str){text + start, len - start};
            start = len;
            if (!is_title(parts[count]))
                count++;
        }
    }
    return count;
}

static int by_text(const void *left, const void *right)
{
    return wn_str_compare(*(const wn_str *)left, *(const wn_str *)right);
}

wn_str wn_person_key(wn_str name, wn_arena *arena)
{
    wn_str parts[MAX_PARTS + 1];
    size_t count, len = 0;

    if (name.len == 0)
        return WN_STR("");
    if (is_all_han(name))
        count = han_parts(without_blanks(name, arena), arena, parts);
    else
        count = latin_parts(name, arena, parts);
    qsort(parts, count, sizeof(*parts), by_text);
    for (size_t i = 0; i < count; i++)
        len += parts[i].len + 1;
    char *key = wn_arena_bytes(arena, len + 1), *to = key;
    for (size_t i = 0; i < count; i++) {
        to = mempcpy(to, parts[i].ptr, parts[i].len);
        *to++ = ' ';
    }
    return (wn_str){key, len ? len - 1 : 0};
}

static const wn_example examples[] = {
    {NULL, " 张 三 ", "张三"},
    {NULL, "张伟先生", "张伟"},
    {NULL, "王先生", "王先生"},
    {NULL, "ZHANG WEI", "Zhang Wei"},
    {NULL, "Zhang, Wei", "Wei Zhang"},
    {"order=family-first", "Müller Jörg", "Jörg Müller"},
    {"order=family-first", "张 伟", "张伟"},
    {NULL, "Ludwig van der Berg", "Ludwig van der Berg"},
    {NULL, "o'brien", "O'Brien"},
    {NULL, "Ｚｈａｎｇ　Ｗｅｉ", "Zhang Wei"},
    {NULL, "13800138000", NULL},
    {NULL, "li@example.com", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_name = {
    .name = "name",
    .en = "the name of a person",
    .zh = "人名",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_PERSON,
    .sql = "TEXT",
    .mask = "name",
    .apply = apply,
    .examples = examples,
};
