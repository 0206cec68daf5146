/*
 * convert.c - the values of a source column, in the form they are compared in.
 */
#include "convert.h"
#include "column_type.h"
#include "normal_form.h"

#include "core/memory.h"
#include "transforms/transforms.h"
#include "winnow/transform.h"

#include <stdlib.h>
#include <string.h>

static const wn_transform *transform(const char *name)
{
    return wn_transform_find(wn_str_of(name));
}

typedef struct convert_state {
    link_table *table;
    link_column *to;
    const wn_transform *transform, *text;
    const void *config, *text_config;
    link_kind kind;
    wn_arena *scratch;
    uint32_t *of_value;
} convert_state;

static uint32_t put(convert_state *c, wn_str text, wn_str sound)
{
    uint32_t id = link_intern_text(&c->to->values, text, &c->to->arena);

    if (id && sound.ptr != text.ptr && sound.len)
        link_set_sound(&c->to->values.values[id], sound, &c->to->arena);
    return id;
}

static bool has_people(const link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == LINK_ROLE_GIVEN)
            return true;
    return false;
}

/* A company's name that names no branch: it is the whole company ("-"), or the group, the
 * holding. A short Chinese name does not say which (""). */
static wn_str unit_of(wn_str company, wn_arena *arena)
{
    bool han = wn_has_han(company),
         whole = memmem(company.ptr, company.len, "公司", 6) != NULL;
    unsigned level = wn_company_level(company);

    if (han && !whole)
        return memmem(company.ptr, company.len, "集团", 6) ? WN_STR("集团") : WN_STR("");
    return level ? wn_arena_format(arena, "%u", level) : WN_STR("-");
}

/* é©¬åˆš -> 马刚: UTF-8 that was once read as Latin-1. */
static wn_str decoded_again(convert_state *c, wn_str raw)
{
    wn_cleaned out = {0};

    if (!memchr(raw.ptr, 0xC3, raw.len) && !memchr(raw.ptr, 0xC2, raw.len))
        return raw; /* it has no letter of Western Europe */
    return c->text->apply(raw, c->text_config, c->scratch, &out) == WN_CLEAN &&
                   out.remark == WN_REMARK_GARBLED
               ? out.value
               : raw;
}

/* A name that came in its parts (WN_LINK_PARTS): *raw becomes the part of this column. */
static bool take_part(const convert_state *c, wn_str *raw)
{
    wn_str rest = *raw;
    bool person = c->kind == LINK_KIND_GIVEN || c->kind == LINK_KIND_FAMILY;

    if (!person || !memchr(raw->ptr, *WN_LINK_PARTS, raw->len))
        return false;
    wn_str given = wn_str_cut(&rest, WN_STR(WN_LINK_PARTS));
    *raw = c->kind == LINK_KIND_GIVEN ? given : rest;
    return true;
}

/* Intern what the transform found in the value. */
static uint32_t put_cleaned(convert_state *c, wn_str raw, wn_verdict verdict,
                            wn_cleaned out)
{
    if (c->kind == LINK_KIND_UNIT && verdict != WN_CLEAN)
        return put(c, unit_of(raw, c->scratch), WN_STR(""));
    wn_str clean = verdict == WN_CLEAN ? out.value : raw;
    if (out.remark == WN_REMARK_SHARED && has_people(c->table))
        return 0; /* info@ says nothing about a person */
    bool person = c->kind == LINK_KIND_GIVEN || c->kind == LINK_KIND_FAMILY;
    bool misplaced = out.remark == WN_REMARK_MISPLACED &&
                     !(person && verdict == WN_CLEAN); /* 张伟@华信: that is left out */
    if ((c->transform && verdict == WN_EMPTY) || misplaced ||
        link_is_placeholder(link_folded(raw, c->scratch), c->kind))
        return 0;
    switch (c->to->type) {
    case WN_LINK_DATE: {
        wn_str digits = link_digits(clean, c->scratch);
        if (verdict != WN_CLEAN)
            digits =
                link_digits(raw, c->scratch); /* 1957502-13: a typing error in a date */
        bool good = digits.len >= 6 && digits.len <= 10;
        return put(c, good ? digits : link_folded(raw, c->scratch), WN_STR(""));
    }
    case WN_LINK_YEAR:
    case WN_LINK_DIGITS: {
        wn_str digits = link_first_number(wn_str_cut(&clean, WN_STR(";")), c->scratch);
        if (c->kind == LINK_KIND_PHONE &&
            (digits.len < 5 || out.remark == WN_REMARK_DAMAGED))
            return 0; /* 0, 110, 6.14945E+10 */
        return put(c, digits.len ? digits : link_folded(raw, c->scratch), WN_STR(""));
    }
    case WN_LINK_EMAIL:
        return put(c, verdict == WN_CLEAN ? clean : link_folded(raw, c->scratch),
                   WN_STR(""));
    default: {
        bool spoken = c->kind == LINK_KIND_FAMILY || c->kind == LINK_KIND_GIVEN ||
                      c->kind == LINK_KIND_CITY;
        wn_str text = link_folded(
            spoken ? link_bars_as_letters(clean, c->scratch) : clean, c->scratch);
        if (c->kind == LINK_KIND_CITY && text.len > 6 && wn_str_ends(text, WN_STR("市")))
            text.len -= 3;
        wn_str sound =
            spoken ? link_romanized(text, c->kind == LINK_KIND_FAMILY, c->scratch)
                   : text;
        return put(c, text, spoken ? link_digits_as_letters(sound, c->scratch) : text);
    }
    }
}

static uint32_t convert(convert_state *c, wn_str raw)
{
    wn_cleaned out = {0};
    wn_verdict verdict = WN_INVALID;
    bool part = take_part(c, &raw);

    raw = decoded_again(c, raw);
    if (c->transform && !part)
        verdict = c->transform->apply(raw, c->config, c->scratch, &out);
    return put_cleaned(c, raw, verdict, out);
}

/* The country that most numbers of the column can be of: so a number with its country
 * code is the same as one without. */
static const char *options_of_phones(const link_source_column *s, wn_arena *arena)
{
    wn_str values[400];
    size_t step = s->values.count / WN_COUNT(values) + 1, count = 0;
    double share;

    for (size_t i = 1; i < s->values.count; i += step)
        values[count++] = link_text(&s->values.values[i]);
    const char *region = wn_phone_region(values, count, 0.5, &share);
    return region && *region ? wn_arena_format(arena, "region=%s", region).ptr : "";
}

static void begin(convert_state *c, link_table *t, link_column *to,
                  const link_source_column *source, const link_conversion *how,
                  wn_arena *settings, wn_arena *scratch)
{
    *c = (convert_state){.table = t, .to = to, .kind = how->kind, .scratch = scratch};
    c->of_value = wn_alloc(source->values.count + 1, sizeof(*c->of_value));
    c->text_config = wn_config_new(c->text = transform("text"), settings);
    if (!how->transform)
        return;
    void *config = wn_config_new(c->transform = transform(how->transform), settings);
    const char *options = c->transform->role == WN_ROLE_PHONE
                              ? options_of_phones(source, settings)
                              : how->options;
    wn_config_parse(c->transform, wn_str_of(options), config, settings);
    c->config = config;
}

/* Of a value several columns are made: its name is taken apart once. */
static void convert_name(convert_state *of, size_t count, size_t i, wn_str raw)
{
    wn_taken taken[WN_MOST_TAKEN];

    WN_ASSERT(count <= WN_MOST_TAKEN);
    if (memchr(raw.ptr, *WN_LINK_PARTS, raw.len)) { /* it came in parts */
        for (size_t k = 0; k < count; k++)
            of[k].of_value[i] = convert(&of[k], raw);
        return;
    }
    raw = decoded_again(of, raw);
    if (of->kind == LINK_KIND_GIVEN)
        wn_person_take(raw, of->scratch, taken);
    else
        wn_company_take(raw, of->scratch, taken);
    for (size_t k = 0; k < count; k++)
        of[k].of_value[i] = put_cleaned(&of[k], raw, taken[k].verdict, taken[k].out);
}

void link_convert_source(link_table *t, size_t column, size_t count,
                         const link_source_column *source, const link_conversion *how)
{
    wn_arena settings = {0}, scratch = {0};
    convert_state of[WN_MOST_TAKEN];

    WN_ASSERT(count > 0 && count <= WN_MOST_TAKEN && column + count <= t->column_count);
    for (size_t k = 0; k < count; k++)
        begin(&of[k], t, &t->columns[column + k], source, &how[k], &settings, &scratch);
    for (size_t i = 1; i < source->values.count && !link_is_cancelled(t); i++) {
        wn_str raw = link_text(&source->values.values[i]);
        if (count > 1)
            convert_name(of, count, i, raw);
        else
            of->of_value[i] = convert(of, raw);
        wn_arena_reset(&scratch);
    }
    for (size_t r = 0; r < t->records; r++)
        for (size_t k = 0; k < count; k++)
            t->rows[r * t->column_count + column + k].id =
                of[k].of_value[source->ids[r]];
    for (size_t k = 0; k < count; k++)
        free(of[k].of_value);
    wn_arena_release(&scratch);
    wn_arena_release(&settings);
}
