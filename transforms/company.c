/*
 * company.c - names of companies. The value keeps its legal form; the key leaves it out,
 * so that 北京华信科技有限公司 and 华信科技 have the same key.
 */
#include "company.h"

#include "tidy.h"
#include "transforms.h"
#include "core/han.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

enum {
    PART_FULL,
    PART_BASE,
    PART_BRAND,
    PART_FORM,
    PART_PLACE,
    PART_BRANCH,
    PART_KEY,
    PART_PINYIN,
    PART_INITIALS
};
static const char *const parts[] = {"full",   "base", "brand",  "form",     "place",
                                    "branch", "key",  "pinyin", "initials", NULL};

struct config {
    int part;
};

static const wn_option options[] = {
    {.name = "part",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, part),
     .fallback = "full",
     .choices = parts,
     .en =
         "take this part of the name only; base: without legal form; key: to compare by",
     .zh = "只取名称的这一部分；base：去掉公司类型；key：用于比对"},
    {.type = WN_OPT_END},
};

/* The pinyin of the core, or only the first letters. */
static wn_str spelled(wn_str core, bool initials, wn_arena *arena)
{
    size_t room = core.len * 4 + 8, len = 0;
    char *out = wn_arena_bytes(arena, room);
    bool begins = true;

    for (size_t at = 0; at < core.len;) {
        uint32_t c = wn_utf8_next(core, &at);
        const char *sound = wn_is_han(c) ? wn_pinyin(c) : NULL;
        if (c == ' ' || (c < 0x80 && initials && !begins)) {
            begins = c == ' ';
            continue;
        }
        begins = sound != NULL;
        if (sound && initials)
            out[len++] = *sound;
        else if (sound)
            len = (size_t)(stpcpy(out + len, sound) - out);
        else
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

/* Removes what names of shares add before and after the company's name: *ST富吉,
 * 君圣泰医药-B, 微博-SW. */
static wn_str without_marks(wn_str s)
{
    static const char *const before[] = {"*st", "st", "xd", "dr"};
    size_t end = s.len;

    for (size_t i = 0; i < WN_COUNT(before); i++) {
        size_t n = strlen(before[i]);
        if (s.len >= n + 6 && !memcmp(s.ptr, before[i], n) &&
            (unsigned char)s.ptr[n] >= 0xE3)
            s = (wn_str){s.ptr + n, s.len - n};
    }
    for (end = s.len; end > 0 && s.len - end < 2 && strchr("abprswx", s.ptr[end - 1]);)
        end--;
    bool mark = end < s.len && end >= 6 && (unsigned char)s.ptr[end - 1] >= 0x80 &&
                (unsigned char)s.ptr[end - 3] >= 0xE3;
    return mark ? (wn_str){s.ptr, end} : s;
}

/* Removes a shortened form: 华锦股份 and 华锦控股集团 are short for 华锦…股份有限公司. */
static wn_str without_rest_of_form(wn_str s)
{
    static const char *const rests[] = {"股份", "集团", "控股"};

    for (size_t i = 0; i < 2 * WN_COUNT(rests); i++)
        if (s.len >= 12 && wn_str_ends(s, wn_str_of(rests[i % WN_COUNT(rests)])))
            s.len -= 6;
    return s;
}

/* The key of a company. It includes the branch: 华信（上海）有限公司深圳分公司 is not
 * 华信（上海）有限公司. */
static wn_str key_of(const company *c, wn_arena *arena)
{
    wn_str core = c->is_han ? without_rest_of_form(without_marks(c->core)) : c->core;

    if (!c->branch.len || memmem(core.ptr, core.len, c->branch.ptr, c->branch.len))
        return core;
    char *key = wn_arena_bytes(arena, core.len + c->branch.len + 1);
    char *to = mempcpy(key, core.ptr, core.len);
    *to++ = '/';
    memcpy(to, c->branch.ptr, c->branch.len);
    return (wn_str){key, core.len + c->branch.len + 1};
}

wn_str wn_company_key(wn_str name, wn_arena *arena, wn_str *place)
{
    company c;

    company_parse(name, arena, &c);
    if (place)
        *place = c.place.len && memcmp(c.place.ptr, "中国", 6) ? c.place : WN_STR("");
    return key_of(&c, arena);
}

bool wn_company_has_form(wn_str name, wn_arena *arena)
{
    company c;

    company_parse(name, arena, &c);
    return c.form.len > 0;
}

static wn_str part_of(const company *c, int part, wn_arena *arena)
{
    switch (part) {
    case PART_BASE:
        return c->base;
    case PART_BRAND:
        return company_brand(c);
    case PART_FORM:
        return c->form;
    case PART_PLACE:
        return c->place;
    case PART_BRANCH:
        return c->branch;
    case PART_KEY:
        return key_of(c, arena);
    default:
        return spelled(c->core, part == PART_INITIALS, arena);
    }
}

/* Is it a character of a script with blanks between words? Not Chinese, nor the
 * brackets beside it. */
static bool has_blanks(uint32_t c)
{
    return c > ' ' && c != '(' && c != ')' && (c < 0x2E80 || wn_is_letter(c)) &&
           !wn_is_han(c);
}

/* Cleans a Chinese name: brackets become （）, and blanks stay only beside words of other
 * scripts. */
static wn_str clean_han(wn_str s, wn_arena *arena)
{
    if (!memchr(s.ptr, '(', s.len) && !memchr(s.ptr, ')', s.len) &&
        !memchr(s.ptr, ' ', s.len))
        return s;
    char *text = wn_arena_bytes(arena, s.len * 3), *to = text;
    bool word = false; /* the last character is of a script that has blanks */
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t c = wn_utf8_next(s, &at);
        size_t ahead = at;
        uint32_t next = at < s.len ? wn_utf8_next(s, &ahead) : 0;
        if (c == '(' || c == ')')
            to = mempcpy(to, c == '(' ? "（" : "）", 3);
        else if (c != ' ' || word || has_blanks(next))
            to = mempcpy(to, s.ptr + from, at - from);
        word = has_blanks(c);
    }
    wn_arena_trim(arena, text, s.len * 3, (size_t)(to - text));
    return (wn_str){text, (size_t)(to - text)};
}

/* The name in full. */
static wn_verdict clean(wn_str in, wn_arena *arena, wn_str *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    bool letters = false, han = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t x = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        if (x == 0xFFFD)
            return WN_INVALID;
        letters = letters || x >= 0x80 || ((x | 32) >= 'a' && (x | 32) <= 'z');
        han = han || (x >= 0x80 && wn_is_han(x));
    }
    if (s.len == 0 || !letters)
        return s.len ? WN_INVALID : WN_EMPTY;
    *out = han ? clean_han(s, arena) : s;
    return WN_CLEAN;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str whole;
    wn_verdict verdict = clean(in, arena, &whole);
    company parsed;

    if (verdict != WN_CLEAN)
        return verdict;
    out->value = whole;
    if (c->part != PART_FULL) {
        company_parse(whole, arena, &parsed);
        out->value = part_of(&parsed, c->part, arena);
    }
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

void wn_company_take(wn_str name, wn_arena *arena, wn_taken *out)
{
    static const int taken[] = {PART_KEY, PART_PLACE, PART_BRANCH};
    wn_str whole;
    wn_verdict verdict = clean(name, arena, &whole);
    company parsed;

    if (verdict == WN_CLEAN)
        company_parse(whole, arena, &parsed);
    for (size_t i = 0; i < WN_COUNT(taken); i++) {
        out[i] = (wn_taken){.verdict = verdict};
        if (verdict == WN_CLEAN)
            out[i].out.value = part_of(&parsed, taken[i], arena);
        if (verdict == WN_CLEAN && out[i].out.value.len == 0)
            out[i].verdict = WN_EMPTY;
    }
}

static const wn_example examples[] = {
    {NULL, " 北京华信科技有限公司 ", "北京华信科技有限公司"},
    {NULL, "华信(中国)有限公司", "华信（中国）有限公司"},
    {NULL, "Ａｃｍｅ　Inc.", "Acme Inc."},
    {NULL, "Procter &amp;amp; Gamble", "Procter & Gamble"},
    {NULL, "华信 Cloud 科技 有限公司", "华信 Cloud 科技有限公司"},
    {NULL, "<b>华信有限公司</b>", "华信有限公司"},
    {"part=key", "北京华信科技有限责任公司", "华信科技"},
    {"part=key", "北京華信科技股份有限公司", "华信科技"},
    {"part=key", "华信科技（北京）有限公司", "华信科技"},
    {"part=brand", "北京华信科技有限公司", "华信"},
    {"part=place", "浙江省杭州市创能网络科技有限公司", "浙江"},
    {"part=branch", "深圳市天成贸易有限公司上海分公司", "上海分公司"},
    {"part=form", "北京华信科技有限责任公司", "有限责任公司"},
    {"part=pinyin", "华信科技", "huaxinkeji"},
    {"part=initials", "华信科技", "hxkj"},
    {"part=key", "DELTA ROBOTICS, INC.", "delta robotics"},
    {"part=base", "Müller Maschinenbau GmbH & Co. KG", "Müller Maschinenbau"},
    {"part=form", "Müller Maschinenbau GmbH & Co. KG", "GmbH & Co. KG"},
    {"part=base", "Compañía Española S.A.", "Compañía Española"},
    {"part=base", "ООО «Ромашка»", "Ромашка"},
    {"part=base", "€uro Company Ltd", "€uro"},
    {"part=base", "A.B.C. Corp", "A.B.C."},
    {"part=base", "Sia SpA", "Sia"},
    {"part=base", "AS Alfa", "AS Alfa"},
    {"part=base", "SIA „Alfa“", "Alfa"},
    {"part=base", "Day Spa", "Day Spa"},
    {"part=base", "株式会社サンプル", "サンプル"},
    {"part=base", "(주)사과", "사과"},
    {"part=base", "PT Astra International Tbk", "Astra International"},
    {"part=key", "株式会社サンプル", "サンプル"},
    {"part=key", "삼성전자 주식회사", "삼성전자"},
    {"part=form", "Acme Pty. Ltd.", "Ltd"},
    {NULL, "12345", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_company = {
    .name = "company",
    .en = "the name of a company. Its legal form is known by lists (of ISO 20275, too), at "
          "the end, or in front where the form stands there; a word that is no form where "
          "it is written so (AS Alfa, Day Spa) stays in the base",
    .zh = "公司名称。公司类型按名录（含 ISO 20275）识别，在末尾，或在惯于前置的写法里在前；"
          "写法不像公司类型的普通词（AS Alfa、Day Spa）留在 base 里",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_COMPANY,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
