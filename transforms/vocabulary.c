/*
 * vocabulary.c - words with a fixed meaning: countries, languages, yes and no, gender.
 * The words come from ICU and the tables beside this file. A word that only nearly
 * matches is suggested, never taken.
 */
#include "tidy.h"
#include "core/han.h"
#include "core/lookup.h"
#include "winnow/transform.h"

#include <string.h>

#include "bool_words.inc"
#include "country_names.inc"
#include "country_words.inc"
#include "gender_words.inc"
#include "language_names.inc"
#include "language_words.inc"

#define LONGEST 120

static wn_str tidied(wn_str in, wn_arena *arena)
{
    return tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
}

/* Looks up a tidy value. */
static wn_verdict find(wn_str s, const lookup *own, const lookup *names, wn_cleaned *out)
{
    char text[LONGEST];

    if (s.len == 0)
        return WN_EMPTY;
    if (s.len >= LONGEST)
        return WN_INVALID;
    wn_str word = lookup_folded(s, text, sizeof(text));
    const char *meaning = own ? lookup_find(own, word) : NULL;
    if (!meaning && names)
        meaning = lookup_find(names, word);
    if (!meaning && word.len > 2 && word.ptr[word.len - 1] == '.')
        meaning = lookup_find(own ? own : names, (wn_str){word.ptr, word.len - 1});
    if (!meaning)
        return WN_INVALID;
    out->value = wn_str_of(meaning);
    return WN_CLEAN;
}

static wn_verdict apply_country(wn_str in, const void *config, wn_arena *arena,
                                wn_cleaned *out)
{
    (void)config;
    return find(tidied(in, arena), &country_words, &country_names, out);
}

enum { CROSS_ASK, CROSS_YES, CROSS_NO };
static const char *const crosses[] = {"ask", "yes", "no", NULL};

struct bool_config {
    int cross;
};

static const wn_option bool_options[] = {
    {.name = "cross",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct bool_config, cross),
     .fallback = "ask",
     .choices = crosses,
     .en = "what X says: yes (a cross in a box) or no (as beside O); ask: yes, with a "
           "remark",
     .zh = "X 的含义：yes（打叉即选中）或 no（与 O 相对）；ask：按是处理并加备注"},
    {.type = WN_OPT_END},
};

static wn_verdict apply_bool(wn_str in, const void *config, wn_arena *arena,
                             wn_cleaned *out)
{
    const struct bool_config *c = config;
    wn_str s = tidied(in, arena);
    wn_verdict verdict = find(s, &bool_words, NULL, out);

    if (wn_str_equal(s, WN_STR("×"))) { /* folding would make it a star */
        out->value = WN_STR("0");
        return WN_CLEAN;
    }
    if (verdict != WN_CLEAN || s.len != 1 || (s.ptr[0] | 32) != 'x')
        return verdict;
    if (c->cross == CROSS_NO)
        out->value = WN_STR("0");
    else if (c->cross == CROSS_ASK)
        out->remark = WN_REMARK_CHANGED;
    return WN_CLEAN;
}

static wn_verdict apply_gender(wn_str in, const void *config, wn_arena *arena,
                               wn_cleaned *out)
{
    (void)config;
    return find(tidied(in, arena), &gender_words, NULL, out);
}

/* Is it what may follow the language of a tag (BCP 47): -CN, _Hans, -419? */
static bool is_subtags(wn_str s)
{
    while (s.len > 2 && (s.ptr[0] == '-' || s.ptr[0] == '_')) {
        size_t letters = 0, digits = 0, n = 1;
        for (; n < s.len && s.ptr[n] != '-' && s.ptr[n] != '_'; n++) {
            letters += (unsigned)((s.ptr[n] | 32) - 'a') < 26;
            digits += (unsigned)(s.ptr[n] - '0') < 10;
        }
        bool script = letters == 4 || letters == 2;
        if (letters + digits != n - 1 || !(digits ? digits == 3 && !letters : script))
            return false;
        s = (wn_str){s.ptr + n, s.len - n};
    }
    return s.len == 0;
}

/* Cuts off the country: English (US), Português (Brasil). *s then ends before it. */
static bool cut_country(wn_str *s)
{
    const char *open = s->len > 2 ? memchr(s->ptr, '(', s->len) : NULL;
    wn_cleaned country = {0};

    if (!open || open == s->ptr || s->ptr[s->len - 1] != ')')
        return false;
    wn_str inside = {open + 1, (size_t)(s->ptr + s->len - open) - 2};
    *s = wn_str_trim((wn_str){s->ptr, (size_t)(open - s->ptr)});
    return find(wn_str_trim(inside), &country_words, &country_names, &country) ==
           WN_CLEAN;
}

/* zh-CN and en_US name a language first. */
static wn_verdict apply_language(wn_str in, const void *config, wn_arena *arena,
                                 wn_cleaned *out)
{
    wn_str s = tidied(in, arena);

    (void)config;
    if (s.len >= 5 && is_subtags((wn_str){s.ptr + 2, s.len - 2}))
        s.len = 2;
    wn_verdict verdict = find(s, &language_words, &language_names, out);
    if (verdict != WN_INVALID || !cut_country(&s))
        return verdict;
    return find(s, &language_words, &language_names, out);
}

static const wn_example countries[] = {
    {NULL, "Germany", "DE"}, {NULL, "Deutschland", "DE"},
    {NULL, "德国", "DE"},    {NULL, "USA", "US"},
    {NULL, "U.K.", "GB"},    {NULL, "中国大陆", "CN"},
    {NULL, "ＣＨＮ", "CN"},  {NULL, "España", "ES"},
    {NULL, "臺灣", "TW"},    {NULL, "Korea, Republic of", "KR"},
    {NULL, "Россия", "RU"},  {NULL, "Atlantis", NULL},
    {NULL, "Georgia", "GE"}, {NULL, "New Jersey", NULL},
    {NULL, NULL, NULL}};
static const wn_example bools[] = {
    {NULL, "Yes", "1"}, {NULL, "TRUE", "1"},   {NULL, "是", "1"},
    {NULL, "x", "1"},   {NULL, "0", "0"},      {NULL, "Nein", "0"},
    {NULL, "否", "0"},  {NULL, "maybe", NULL}, {NULL, NULL, NULL}};
static const wn_example genders[] = {
    {NULL, "M", "male"},       {NULL, "女", "female"}, {NULL, "Frau", "female"},
    {NULL, "Mr.", "male"},     {NULL, "1", "male"},    {NULL, "divers", "other"},
    {NULL, "保密", "unknown"}, {NULL, "robot", NULL},  {NULL, NULL, NULL}};
static const wn_example languages[] = {
    {NULL, "German", "de"},     {NULL, "中文", "zh"},      {NULL, "zh-CN", "zh"},
    {NULL, "zh_Hant-TW", "zh"}, {NULL, "zh-CN old", NULL}, {NULL, "ENG", "en"},
    {NULL, "Français", "fr"},   {NULL, "Klingon", NULL},   {NULL, NULL, NULL}};

const wn_transform wn_transform_country = {
    .name = "country",
    .en = "a country by its name in any language, to ISO 3166 (DE); a state or city is "
          "none",
    .zh = "国家：任何语言的名称，统一为 ISO 3166 代码（DE）；州、省、城市不算",
    .blanks = WN_BLANKS_OWN,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply_country,
    .examples = countries,
};

const wn_transform wn_transform_bool = {
    .name = "bool",
    .en = "yes or no in any spelling, to 1 or 0. X is yes in one list and no in another: "
          "cross= says which",
    .zh = "是或否的各种写法，统一为 1 或 0；X 在有的表里是、有的表里否，由 cross= 说明",
    .options = bool_options,
    .config_size = sizeof(struct bool_config),
    .remarks = 1u << WN_REMARK_CHANGED,
    .is_number = true,
    .blanks = WN_BLANKS_OWN,
    .sql = "BOOLEAN",
    .mask = "none",
    .apply = apply_bool,
    .examples = bools,
};

const wn_transform wn_transform_gender = {
    .name = "gender",
    .en = "male, female, other or unknown, in any spelling",
    .zh = "性别的各种写法，统一为 male、female、other、unknown",
    .blanks = WN_BLANKS_OWN,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply_gender,
    .examples = genders,
};

const wn_transform wn_transform_language = {
    .name = "language",
    .en = "a language by its name or code, to ISO 639-1 (de)",
    .zh = "语言名称或代码，统一为 ISO 639-1（de）",
    .sql = "TEXT",
    .mask = "none",
    .apply = apply_language,
    .examples = languages,
};
