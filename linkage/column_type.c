/*
 * column_type.c - what each column is, by its name, its type in the model, and its
 * values.
 *
 * Each value is read once, however many records have it. Columns that are about the row
 * and not about whom it describes (when it was created, its number) are not compared.
 */
#include "column_type.h"
#include "model.h"

#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"

#include <string.h>

#include "column_words.inc"

const char *const link_kind_names[LINK_KIND_COUNT] = {
    "unknown", "given",   "family", "person",   "company",   "place",
    "unit",    "url",     "link",   "phone",    "email",     "date",
    "birth",   "address", "city",   "identity", "attribute", "admin"};

static link_kind kind_named(const char *name)
{
    int k = 0;

    while (k < LINK_KIND_COUNT - 1 && strcmp(link_kind_names[k], name) != 0)
        k++;
    return (link_kind)k;
}

#define LONGEST_NAME 252 /* bytes of a column's name that are looked at */
#define LONGEST_WORD 32  /* of column_words.tsv, bytes */

/* The name folded, between = signs, as whole names stand in column_words.tsv. */
static size_t fold_name(wn_str column, char *out)
{
    size_t len = 0;

    out[len++] = '=';
    for (size_t at = 0; at < column.len && len <= LONGEST_NAME;) {
        uint32_t c = wn_fold_letter(wn_simplified(wn_narrow(wn_utf8_next(column, &at))));
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            len += wn_utf8_put(out + len, c);
    }
    out[len++] = '=';
    return len;
}

/* Of all words that stand in the name, the one whose row comes first decides. */
link_kind link_kind_by_name(wn_str column)
{
    char name[LONGEST_NAME + 8];
    size_t len = fold_name(column, name), best = WN_COUNT(column_words_meanings);

    for (size_t from = 0; from + 3 <= len; from++)
        for (size_t n = 3; lookup_may_begin(&column_words, name + from) &&
                           n <= LONGEST_WORD && from + n <= len;
             n++) {
            const char *word = lookup_find(&column_words, (wn_str){name + from, n});
            for (size_t row = 0; word && row < best; row++)
                if (column_words_meanings[row] == word)
                    best = row;
        }
    return best < WN_COUNT(column_words_meanings)
               ? kind_named(column_words_meanings[best])
               : LINK_KIND_UNKNOWN;
}

int wn_link_heading(wn_str name)
{
    link_kind k = link_kind_by_name(name);

    return k == LINK_KIND_ADMIN || k == LINK_KIND_IDENTITY ? LINK_KIND_UNKNOWN : (int)k;
}

bool wn_link_is_given(wn_str heading)
{
    return link_kind_by_name(heading) == LINK_KIND_GIVEN;
}

bool wn_link_is_family(wn_str heading)
{
    return link_kind_by_name(heading) == LINK_KIND_FAMILY;
}

/* ---- values ----------------------------------------------------------------------- */

static const wn_transform *transform(const char *name)
{
    return wn_transform_find(wn_str_of(name));
}

/* 19530306, 1953-03-06, 6 Mar 1953; a bare number of other lengths is no date. */
static bool looks_like_date(wn_str s, size_t digits)
{
    bool marks = memchr(s.ptr, '-', s.len) || memchr(s.ptr, '/', s.len) ||
                 memchr(s.ptr, '.', s.len) || memmem(s.ptr, s.len, "年", 3);
    bool year = digits == 8 && s.len == 8 && (s.ptr[0] == '1' || s.ptr[0] == '2') &&
                s.ptr[4] <= '1' && s.ptr[6] <= '3';

    return digits >= 4 && digits <= 8 && s.len <= 20 && (year || marks);
}

/* 1700 to 2049: hardly any column of other numbers has these alone. */
static bool is_year(wn_str s)
{
    int64_t number;

    return s.len == 4 && wn_str_number(s, &number) && number >= 1700 && number < 2050;
}

void link_shape_of(const link_source_column *s, link_shape *out)
{
    wn_arena arena = {0}, settings = {0};
    const wn_transform *date = transform("date");
    const wn_transform *company = transform("company");
    const void *config = wn_config_new(date, &settings);
    void *form = wn_config_new(company, &settings);
    size_t step = s->values.count > 20000 ? s->values.count / 20000 : 1;

    wn_config_parse(company, WN_STR("part=form"), form, &settings);
    *out = (link_shape){.orders = ~0u, .distinct = s->values.count - 1};
    for (size_t i = 1; i < s->values.count; i += step) {
        const link_value *v = &s->values.values[i];
        wn_str text = link_text(v);
        size_t digits = 0, others = 0, han = 0, characters = 0;
        for (size_t at = 0; at < text.len; characters++) {
            uint32_t c = wn_utf8_next(text, &at);
            digits += c >= '0' && c <= '9';
            others += !(c >= '0' && c <= '9') && c != '-' && c != ' ' && c != '+' &&
                      c != '(' && c != ')';
            han += wn_is_han(c);
        }
        double n = v->count;
        out->filled += n;
        out->digits += digits > 0 && others == 0 ? n : 0;
        out->years += is_year(text) ? n : 0;
        out->mails += memchr(text.ptr, '@', text.len) ? n : 0;
        out->blanks += memchr(text.ptr, ' ', text.len) ? n : 0;
        out->han += han > 0 ? n : 0;
        out->length += n * (double)characters;
        if (looks_like_date(text, digits)) {
            wn_cleaned cleaned = {0};
            wn_verdict verdict = date->apply(text, config, &arena, &cleaned);
            bool good = (verdict == WN_CLEAN && cleaned.remark != WN_REMARK_REST) ||
                        cleaned.remark == WN_REMARK_AMBIGUOUS;
            out->dates += good ? n : 0;
            unsigned orders = good ? date->readings(text, config, &arena).set : 0;
            out->orders &= orders ? orders : ~0u;
        }
        if (i % 8 == 1) { /* a sample is enough */
            wn_cleaned cleaned = {0};
            out->firms +=
                company->apply(text, form, &arena, &cleaned) == WN_CLEAN ? 8 * n : 0;
        }
        wn_arena_reset(&arena);
    }
    wn_arena_release(&arena);
    wn_arena_release(&settings);
}

/* What the types of the model are; for other types the name of the field decides. */
static const struct {
    const char *transform;
    link_kind kind;
} kinds_of_types[] = {{"name", LINK_KIND_PERSON},     {"company", LINK_KIND_COMPANY},
                      {"phone", LINK_KIND_PHONE},     {"email", LINK_KIND_EMAIL},
                      {"uscc", LINK_KIND_IDENTITY},   {"vat", LINK_KIND_IDENTITY},
                      {"cn_id", LINK_KIND_IDENTITY},  {"iban", LINK_KIND_IDENTITY},
                      {"card", LINK_KIND_IDENTITY},   {"url", LINK_KIND_URL},
                      {"address", LINK_KIND_ADDRESS}, {"link", LINK_KIND_LINK},
                      {"datetime", LINK_KIND_ADMIN},  {"money", LINK_KIND_ATTRIBUTE},
                      {"integer", LINK_KIND_ADMIN},   {"percent", LINK_KIND_ADMIN},
                      {"bool", LINK_KIND_ADMIN},      {"choice", LINK_KIND_ATTRIBUTE},
                      {"id", LINK_KIND_ADMIN},        {"language", LINK_KIND_ADMIN}};

static bool is_half_name(link_kind k)
{
    return k == LINK_KIND_GIVEN || k == LINK_KIND_FAMILY;
}

/* What name and type say that the column is; `sure`: the values cannot change it. */
static link_kind kind_said(const link_source_column *s, bool *sure)
{
    link_kind named = link_kind_by_name(s->name), type = named;

    *sure = false;
    for (size_t i = 0; i < WN_COUNT(kinds_of_types) && s->transform && !*sure; i++)
        if ((*sure = !strcmp(s->transform, kinds_of_types[i].transform)))
            type = kinds_of_types[i].kind;
    /* a field of half a name has its type, too: it is no whole name */
    if (*sure && !(type == LINK_KIND_PERSON && is_half_name(named)))
        named = type;
    if (!*sure && s->transform && !strcmp(s->transform, "date") &&
        named != LINK_KIND_BIRTH)
        named = LINK_KIND_ADMIN;
    *sure |= named == LINK_KIND_ADMIN;
    return named;
}

bool link_is_ignored(const link_source_column *s)
{
    bool sure;

    return kind_said(s, &sure) == LINK_KIND_ADMIN;
}

link_kind link_kind_of(const link_source_column *s, const link_shape *h, size_t records)
{
    bool sure;
    link_kind named = kind_said(s, &sure);

    if (named == LINK_KIND_ATTRIBUTE && (double)records < LINK_SMALL_TABLE)
        return LINK_KIND_ADMIN; /* too few records to learn what it tells */
    if (sure)
        return h->distinct < 1 ? LINK_KIND_ADMIN : named;
    if (s->found)
        return (link_kind)s->found;
    double n = h->filled > 0 ? h->filled : 1;

    if (h->distinct < 2)
        return LINK_KIND_ADMIN;
    if ((double)h->distinct * 1000.0 >= 999.0 * n && n > 0.9 * (double)records &&
        named != LINK_KIND_EMAIL && named != LINK_KIND_PERSON && h->blanks < 0.1 * n &&
        h->han < 0.1 * n && h->mails < 0.5 * n && h->dates < 0.5 * n && records > 50 &&
        named == LINK_KIND_UNKNOWN && h->length / n < 25)
        return LINK_KIND_ADMIN; /* a number of the row */
    if (h->mails > 0.6 * n)
        return LINK_KIND_EMAIL;
    if (h->dates > 0.7 * n)
        return named == LINK_KIND_BIRTH || named == LINK_KIND_UNKNOWN ? LINK_KIND_BIRTH
                                                                      : LINK_KIND_DATE;
    if ((named == LINK_KIND_UNKNOWN || named == LINK_KIND_PERSON) && h->firms > 0.3 * n &&
        h->length > 6 * n)
        return LINK_KIND_COMPANY;
    /* of many records, training says what a year tells (measured: .948 against .926) */
    if (named == LINK_KIND_BIRTH && h->years > 0.95 * n &&
        (double)records < LINK_SMALL_TABLE)
        return LINK_KIND_BIRTH;
    return named == LINK_KIND_EMAIL || named == LINK_KIND_BIRTH ? LINK_KIND_UNKNOWN
                                                                : named;
}

wn_link_type link_type_of(link_kind k, const link_shape *h)
{
    double n = h->filled > 0 ? h->filled : 1, length = h->length / n;

    switch (k) {
    case LINK_KIND_ADMIN:
        return WN_LINK_SKIP;
    case LINK_KIND_EMAIL:
        return WN_LINK_EMAIL;
    case LINK_KIND_DATE:
    case LINK_KIND_BIRTH:
        return h->years > 0.95 * n ? WN_LINK_YEAR : WN_LINK_DATE;
    case LINK_KIND_PHONE:
        return WN_LINK_DIGITS;
    case LINK_KIND_GIVEN:
    case LINK_KIND_FAMILY:
    case LINK_KIND_PERSON:
        return WN_LINK_TEXT;
    case LINK_KIND_COMPANY:
        return WN_LINK_COMPANY;
    case LINK_KIND_URL:
    case LINK_KIND_LINK:
        return WN_LINK_CATEGORY;
    case LINK_KIND_CITY:
        return h->distinct <= 60 && (double)h->distinct < n / 4 ? WN_LINK_CATEGORY
                                                                : WN_LINK_TEXT;
    default:
        break;
    }
    if (h->digits > 0.85 * n && (h->distinct > 60 || k == LINK_KIND_IDENTITY))
        return h->years > 0.95 * n ? WN_LINK_YEAR : WN_LINK_DIGITS;
    if ((h->distinct <= 60 && (double)h->distinct < n / 4) ||
        (double)h->distinct < n / 400)
        return WN_LINK_CATEGORY;
    if ((h->blanks > 0.5 * n && length > 22) || (h->han > 0.5 * n && length > 6))
        return WN_LINK_TOKENS;
    return WN_LINK_TEXT;
}
