/* column_values.c - describes the values of a column: how many fit a type, how many name
 * people or companies, how many are in another column. */
#include "drafting.h"

#include "core/han.h"
#include "core/memory.h"
#include "transforms/transforms.h"

#include <string.h>
#include <strings.h>

/* Types that values can contradict. Every text is a text, but not every text is a
 * date. */
static const char *const strict[] = {
    "bool", "card",    "cn_id", "country", "date",  "datetime", "email", "gender",
    "iban", "integer", "money", "percent", "phone", "url",      "uscc",  "vat"};

bool draft_is_strict(const char *type)
{
    for (size_t i = 0; i < WN_COUNT(strict); i++)
        if (!strcmp(strict[i], type))
            return true;
    return false;
}

/* Seven to fifteen digits (ITU-T E.164) with the usual signs between them. Words after
 * them, for an extension, are allowed. */
static bool is_phone(wn_str s)
{
    size_t digits = 0, others = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_narrow(wn_utf8_next(s, &at));
        digits += c >= '0' && c <= '9';
        others +=
            !(c >= '0' && c <= '9') && !(c < 0x80 && strchr(" +-().,/;:#x\t", (int)c));
    }
    return digits >= 7 && digits <= 40 && others * 2 < digits;
}

#define MOST_COUNTED 15 /* longer numbers that are digits only are codes */

/* Can the value be of this type at all? Digits alone are a date only if complete, or as a
 * spreadsheet stores days. */
static bool may_be(const wn_transform *type, wn_str value)
{
    if (wn_str_span(value, "0123456789") < value.len)
        return true;
    if (type->is_date)
        return value.len == 8 || value.len == 14 || value.len == 5;
    return !type->is_number || value.len == 1 ||
           (value.ptr[0] != '0' && value.len <= MOST_COUNTED);
}

static bool fits(const wn_transform *type, const void *config, wn_str value,
                 wn_arena *arena)
{
    wn_cleaned out = {.value = value};
    wn_verdict verdict = type->apply(value, config, arena, &out);

    return verdict == WN_EMPTY || out.remark == WN_REMARK_AMBIGUOUS ||
           (verdict == WN_CLEAN && may_be(type, value) &&
            !((type->is_date || type->is_number) && /* it is part of a note */
              (out.remark == WN_REMARK_REST || out.remark == WN_REMARK_SEVERAL)));
}

/* A code with a wrong check digit is still a code: the run will report it. */
static bool is_code(const char *name, wn_str value)
{
    size_t capitals = 0;

    if (strcmp(name, "uscc") != 0)
        return false;
    for (size_t i = 0; i < value.len; i++)
        capitals += (value.ptr[i] >= '0' && value.ptr[i] <= '9') ||
                    (value.ptr[i] >= 'A' && value.ptr[i] <= 'Z');
    return capitals == value.len && value.len == 18;
}

double draft_fit_with(const draft_column *c, const char *name, const char *options)
{
    const wn_transform *type = wn_transform_find(wn_str_of(name));
    wn_arena arena = {0}, scratch = {0};
    size_t good = 0;

    if (!type || c->some_count == 0)
        return 1;
    void *config = wn_config_new(type, &arena);
    if (options)
        wn_config_parse(type, wn_str_of(options), config, &arena);
    bool as_phone = !strcmp(name, "phone") && !options;
    for (size_t i = 0; i < c->some_count; i++) {
        good += as_phone ? is_phone(c->some[i])
                         : fits(type, config, c->some[i], &scratch) ||
                               is_code(name, c->some[i]);
        wn_arena_reset(&scratch);
    }
    wn_arena_release(&scratch);
    wn_arena_release(&arena);
    return (double)good / (double)c->some_count;
}

double draft_fit(const draft_column *c, const char *type)
{
    return draft_fit_with(c, type, NULL);
}

/* The page of a person in a social network. */
bool draft_is_profile(wn_str value)
{
    static const char *const networks[] = {
        "linkedin.com/in", "xing.com/profile", "facebook.com/", "twitter.com/",
        "//x.com/",        "instagram.com/",   "weibo.com/"};

    for (size_t i = 0; i < WN_COUNT(networks); i++)
        if (memmem(value.ptr, value.len, networks[i], strlen(networks[i])))
            return true;
    return false;
}

/* Days as a spreadsheet counts them, from 1954 to 2064. */
bool draft_is_serial(wn_str value)
{
    return value.len == 5 && wn_str_span(value, "0123456789") == 5 &&
           value.ptr[0] >= '2' && value.ptr[0] <= '5';
}

/* www.acme.example, https://...; not a number with dots, not prose. */
bool draft_is_site(wn_str value)
{
    const char *dot = memrchr(value.ptr, '.', value.len);
    size_t end = 0;

    if (memchr(value.ptr, ' ', value.len))
        return false;
    if (memmem(value.ptr, value.len, "://", 3) ||
        (value.len >= 4 && !strncasecmp(value.ptr, "www.", 4)))
        return true;
    for (const char *p = dot ? dot + 1 : value.ptr; dot && p < value.ptr + value.len; p++)
        end += (*p | 32) >= 'a' && (*p | 32) <= 'z';
    return dot && end >= 2 && dot + 1 + end == value.ptr + value.len;
}

bool draft_has_letters(wn_str value)
{
    for (size_t at = 0; at < value.len;)
        if (wn_is_letter(wn_utf8_next(value, &at)))
            return true;
    return false;
}

/* 098.675.123-11: the tax number of a person or a firm in Brazil. */
static bool is_tax_number(wn_str value)
{
    static const char *const shapes[] = {"999.999.999-99", "99.999.999/9999-99"};

    for (size_t s = 0; s < WN_COUNT(shapes); s++) {
        size_t i = 0;
        while (i < value.len && shapes[s][i] &&
               (shapes[s][i] == '9' ? value.ptr[i] >= '0' && value.ptr[i] <= '9'
                                    : value.ptr[i] == shapes[s][i]))
            i++;
        if (i == value.len && !shapes[s][i])
            return true;
    }
    return false;
}

bool draft_is_phones(const draft_column *c)
{
    double share = 0;

    return c->some_count >= 3 && draft_share(c, is_tax_number) < .5 &&
           wn_phone_region(c->some, c->some_count, .9, &share);
}

double draft_share(const draft_column *c, bool (*is)(wn_str value))
{
    size_t good = 0;

    for (size_t i = 0; i < c->some_count; i++)
        good += is(c->some[i]);
    return c->some_count ? (double)good / (double)c->some_count : 0;
}

bool draft_is_company(wn_str value)
{
    wn_arena arena = {0};
    bool is = wn_company_has_form(value, &arena);

    wn_arena_release(&arena);
    return is;
}

/* Two to four capitalised words without digits, or two to four Chinese characters. Names
 * of companies can look the same, so this is weak evidence. */
bool draft_is_person(wn_str value)
{
    size_t words = 0, han = 0, count = 0;
    bool begins = true, capital = false;

    for (size_t at = 0; at < value.len;) {
        uint32_t c = wn_utf8_next(value, &at);
        if (c < 0x80 && strchr("0123456789&@/+=_", (int)c))
            return false;
        count++;
        han += wn_is_han(c);
        if (begins && wn_is_letter(c)) {
            words++;
            capital = capital || wn_lower(c) != c;
        }
        begins = c == ' ' || c == ',';
    }
    if (han > 0)
        return han == count && count >= 2 && count <= 4;
    return words >= 2 && words <= 4 && capital && !draft_is_company(value);
}

/* Only digits, letters and signs that ids have; no blanks; not a small number. */
static bool is_strong(wn_str value)
{
    size_t digits = wn_str_span(value, "0123456789");

    return value.len >= 4 &&
           (digits < value.len || value.len >= 5 || value.ptr[0] == '0');
}

/* Are the values special enough to show which column they come from? Small numbers are
 * not: every column of numbers has them. */
bool draft_is_telling(const draft_column *c)
{
    return c->distinct >= 2 && draft_share(c, is_strong) >= .8;
}

bool draft_is_unique(const draft_column *c)
{
    return c->filled > 0 && c->distinct == c->filled;
}

#define TRIED 8 /* these first: most have none in common */

double draft_inclusion(const draft_column *in, const draft_column *of)
{
    size_t hits = 0;

    for (size_t i = 0; i < TRIED && i < in->some_count; i++)
        hits += wn_map_find(&of->values, wn_fingerprint_of(in->some[i])) != NULL;
    if (hits == 0)
        return 0;
    hits = 0;
    for (size_t i = 0; i < in->values.room; i++) {
        const wn_map_slot *slot = &in->values.slots[i];
        hits += wn_map_is_used(slot) &&
                wn_map_find(&of->values, (wn_fingerprint){slot->a, slot->b});
    }
    return in->distinct ? (double)hits / (double)in->distinct : 0;
}

bool draft_unit_is_known(wn_str unit)
{
    wn_unit known;

    return wn_unit_factor(unit, &known);
}
