/*
 * prepare.c - which columns are compared, and the table that they make.
 *
 * A column of whole names becomes two, given and family; a column of companies three:
 * what the company is called, where it is, and whether it is a branch.
 */
#include "column_type.h"
#include "comparison.h"
#include "convert.h"
#include "canonical.h"
#include "repeats.h"
#include "saved.h"

#include "core/memory.h"
#include "core/parallel.h"
#include "transforms/transforms.h"

#include <math.h>
#include <stdlib.h>

/* A compared column that is planned; it is filled when the number of columns is known. */
typedef struct prepare_plan {
    link_source_column *source;
    link_conversion conversion;
} prepare_plan;

/* What is done with all columns, each by a thread of its own. */
typedef struct prepare_work {
    link_table *table;
    prepare_plan *plans;
    size_t count;
} prepare_work;

/* Fill the columns that are made of one source, of which this is the first, and forget
 * the source. */
static void convert_source(void *data, size_t column)
{
    const prepare_work *w = data;
    link_source_column *source = w->plans[column].source;
    link_conversion how[WN_MOST_TAKEN];
    size_t count = 0;

    if (column > 0 && w->plans[column - 1].source == source)
        return;
    while (column + count < w->count && w->plans[column + count].source == source) {
        WN_ASSERT(count < WN_MOST_TAKEN);
        how[count] = w->plans[column + count].conversion;
        count++;
    }
    link_convert_source(w->table, column, count, source, how);
    link_source_release(source);
}

/* How many records have each value; and the signatures, beside the values' numbers. To be
 * called when no value changes its column any more. */
static void count_values(void *data, size_t column)
{
    link_table *t = ((const prepare_work *)data)->table;
    link_column *c = &t->columns[column];

    for (size_t r = 0; r < t->records; r++) {
        link_cell *cell = &t->rows[r * t->column_count + column];
        if (!cell->id)
            continue;
        cell->signature = c->values.values[cell->id].signature;
        c->values.values[cell->id].count++;
        c->filled++;
    }
    for (size_t i = 0; i < t->copy_count; i++) {
        uint32_t id = link_value_id(t, t->copies[i].row, column);
        if (t->copies[i].whole_of != LINK_NOTHING || !id)
            continue;
        if (!c->more)
            c->more = wn_alloc(c->values.count, sizeof(*c->more));
        c->more[id]++;
        c->more[0]++; /* of all values */
    }
}

static link_column *new_column(link_table *t, wn_str name, wn_link_type type, link_kind k)
{
    static const link_role roles[] = {[LINK_KIND_GIVEN] = LINK_ROLE_GIVEN,
                                      [LINK_KIND_FAMILY] = LINK_ROLE_FAMILY,
                                      [LINK_KIND_BIRTH] = LINK_ROLE_BIRTH,
                                      [LINK_KIND_EMAIL] = LINK_ROLE_EMAIL,
                                      [LINK_KIND_IDENTITY] = LINK_ROLE_IDENTITY,
                                      [LINK_KIND_COMPANY] = LINK_ROLE_COMPANY,
                                      [LINK_KIND_LINK] = LINK_ROLE_LINK,
                                      [LINK_KIND_UNIT] = LINK_ROLE_UNIT,
                                      [LINK_KIND_ATTRIBUTE] = LINK_ROLE_ATTRIBUTE,
                                      [LINK_KIND_ADMIN] = LINK_ROLE_NONE};
    link_column *c = &t->columns[t->column_count];

    *c = (link_column){
        .name = name, .type = type, .levels = link_level_count(type), .role = roles[k]};
    link_dictionary_open(&c->values);
    return c;
}

/* Do the dates of the column begin with the month? */
static bool begins_with_month(const link_shape *h)
{
    return (h->orders & 8) && !(h->orders & 4);
}

/* Source columns of these kinds become several; of others, one. */
static const struct {
    link_kind of, kind;
    wn_link_type type;
    const char *transform, *options, *part;
} forms[] = {
    {LINK_KIND_PERSON, LINK_KIND_GIVEN, WN_LINK_TEXT, "name", "part=given", "/given"},
    {LINK_KIND_PERSON, LINK_KIND_FAMILY, WN_LINK_TEXT, "name", "part=family", "/family"},
    {LINK_KIND_COMPANY, LINK_KIND_COMPANY, WN_LINK_COMPANY, "company", "part=key", ""},
    {LINK_KIND_COMPANY, LINK_KIND_PLACE, WN_LINK_CATEGORY, "company", "part=place",
     "/place"},
    {LINK_KIND_COMPANY, LINK_KIND_UNIT, WN_LINK_CATEGORY, "company", "part=branch",
     "/unit"},
    {LINK_KIND_UNKNOWN, LINK_KIND_UNKNOWN, WN_LINK_SKIP, NULL, "", ""},
};

static const char *transform_of(link_kind k, wn_link_type type)
{
    return type == WN_LINK_DATE    ? "date"
           : type == WN_LINK_EMAIL ? "email"
           : k == LINK_KIND_PHONE  ? "phone"
           : k == LINK_KIND_URL    ? "url"
                                   : NULL;
}

/* A source column, and what it would be compared as. */
typedef struct prepare_choice {
    link_source_column *source;
    double bits; /* how much it can tell */
    link_kind kind;
    wn_link_type type;
    bool month_first, chosen;
} prepare_choice;

static size_t plan_column(link_table *t, const prepare_choice *choice,
                          prepare_plan *plans, size_t count)
{
    link_source_column *s = choice->source;
    link_kind k = choice->kind;
    wn_link_type type = choice->type;

    for (size_t i = 0; i < WN_COUNT(forms); i++) {
        bool whole = forms[i].of == LINK_KIND_UNKNOWN && k != LINK_KIND_PERSON &&
                     k != LINK_KIND_COMPANY;
        if (forms[i].of != k && !whole)
            continue;
        bool own = forms[i].of == LINK_KIND_UNKNOWN;
        wn_str name =
            own ? s->name
                : wn_arena_format(&t->arena, "%.*s%s", WN_FMT(s->name), forms[i].part);
        link_kind made_kind = own ? k : forms[i].kind;
        link_column *made = new_column(t, name, own ? type : forms[i].type, made_kind);
        made->source = wn_arena_str(&t->arena, s->name);
        made->given_at = s->given_at;
        made->source_kind = k;
        made->source_type = type;
        t->column_count++;
        made->month_first = choice->month_first;
        const char *options =
            own && type == WN_LINK_DATE
                ? (choice->month_first ? "date-order=mdy" : "date-order=dmy")
            : own && k == LINK_KIND_URL ? "part=domain"
                                        : forms[i].options;
        plans[count++] = (prepare_plan){
            s, {made_kind, own ? transform_of(k, type) : forms[i].transform, options}};
    }
    return count;
}

/* Bob is short for Robert: the signature then says that the value must be looked at. */
static void set_full_names(link_table *t, link_column *c)
{
    for (size_t i = 1; i < c->values.count; i++) {
        link_value *v = &c->values.values[i];
        const char *full = wn_full_names((wn_str){v->sound, v->sound_len});
        size_t k = 0;
        if (!full)
            continue;
        while (k < t->full_count && t->fulls[k] != full)
            k++;
        if (k == t->full_count) {
            t->fulls = wn_grow(t->fulls, k, &t->full_room, sizeof(*t->fulls));
            t->fulls[t->full_count++] = full;
        }
        v->full = (uint16_t)(k + 1);
        v->signature |= LINK_SIGNATURE_LOOK;
    }
}

static void set_signatures(void *data, size_t column)
{
    link_column *c = &((const prepare_work *)data)->table->columns[column];

    for (size_t i = 1; i < c->values.count; i++) {
        link_value *v = &c->values.values[i];
        wn_str sound = {v->sound, v->sound_len};
        if (c->type == WN_LINK_EMAIL)
            sound = wn_str_cut(&sound, WN_STR("@"));
        v->signature = c->type == WN_LINK_DATE   ? link_date_signature(sound)
                       : c->type == WN_LINK_YEAR ? link_year_signature(sound)
                                                 : link_signature(sound);
    }
    if (c->role == LINK_ROLE_GIVEN || c->role == LINK_ROLE_FAMILY)
        link_set_scripts(c);
}

/* Is it a given or family name that was cut out of a whole name? */
static bool is_part_of_whole(const link_table *t, size_t column)
{
    return t->columns[column].source_kind == LINK_KIND_PERSON;
}

/* The column of the role; of several, one that holds nothing else in its source before
 * one that was cut out of a whole name. -1: there is none. */
static int name_column(const link_table *t, link_role role)
{
    int found = -1;

    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == role &&
            (found < 0 ||
             (is_part_of_whole(t, (size_t)found) && !is_part_of_whole(t, c))))
            found = (int)c;
    return found;
}

/* How much a column can tell: how often it is filled, and with how many values. A number
 * that belongs to one person tells much even where few have it. */
static double information(const link_source_column *s, size_t records)
{
    double filled = 0;

    for (size_t i = 1; i < s->values.count; i++)
        filled += s->values.values[i].count;
    double bits = filled / (double)records * log2((double)s->values.count);
    return link_kind_by_name(s->name) == LINK_KIND_IDENTITY ? 20 * bits : bits;
}

static int by_bits(const void *left, const void *right)
{
    const prepare_choice *a = left, *b = right;

    if (a->bits < b->bits || a->bits > b->bits)
        return a->bits > b->bits ? -1 : 1;
    return a->source < b->source ? -1 : a->source > b->source;
}

static int by_place(const void *left, const void *right)
{
    const prepare_choice *a = left, *b = right;

    return a->source < b->source ? -1 : a->source > b->source;
}

/* What an earlier run took the column for; false: it was not compared. */
static bool recall(const link_saved_model *saved, prepare_choice *c)
{
    for (size_t i = 0; i < saved->column_count; i++) {
        const link_saved_column *column = &saved->columns[i];
        if (!wn_str_equal(column->source, c->source->name))
            continue;
        c->kind = column->kind;
        c->type = column->type;
        if (column->month_first >= 0)
            c->month_first = column->month_first;
        return true;
    }
    return false;
}

/* Of several lists, does one alone fill the column? */
static bool is_one_sided(const link_table *t, const link_source_column *s)
{
    uint32_t first = LINK_NOTHING;

    for (size_t r = 0; t->origins > 1 && r < t->records; r++) {
        if (!s->ids[r])
            continue;
        if (first != LINK_NOTHING && t->origin[r] != first)
            return false;
        first = t->origin[r];
    }
    return t->origins > 1;
}

/* Does it name a person or company, or lead to one? Then it tells something within its
 * list. What else only one list has (its household, its ward) would be taken for evidence
 * in that list, and compare nothing between the two. */
static bool is_identifying(link_kind k)
{
    return k == LINK_KIND_GIVEN || k == LINK_KIND_FAMILY || k == LINK_KIND_PERSON ||
           k == LINK_KIND_COMPANY || k == LINK_KIND_PHONE || k == LINK_KIND_EMAIL ||
           k == LINK_KIND_BIRTH || k == LINK_KIND_IDENTITY || k == LINK_KIND_ADDRESS ||
           k == LINK_KIND_CITY;
}

/* What the column would be compared as; returns how many compared columns it makes. */
static size_t judge(link_table *t, prepare_choice *c)
{
    link_shape shape;

    link_shape_of(c->source, &shape);
    c->kind = link_kind_of(c->source, &shape, t->records);
    c->type = link_type_of(c->kind, &shape);
    c->month_first = begins_with_month(&shape);
    if ((t->saved && !recall(t->saved, c)) || c->type == WN_LINK_SKIP)
        return 0;
    if (!t->saved && !is_identifying(c->kind) && is_one_sided(t, c->source)) {
        if (t->one_sided_count < WN_LINK_COLUMNS)
            t->one_sided[t->one_sided_count++] = c->source->name;
        return 0;
    }
    return c->kind == LINK_KIND_COMPANY ? 3 : c->kind == LINK_KIND_PERSON ? 2 : 1;
}

/* Where there are more columns than can be compared, those that can tell most are. */
static void choose(link_table *t, prepare_choice *choices)
{
    size_t made = 0;

    for (size_t s = 0; s < t->source_count; s++) {
        link_source_column *source = &t->sources[s];
        choices[s] =
            (prepare_choice){.source = source, .bits = information(source, t->records)};
    }
    qsort(choices, t->source_count, sizeof(*choices), by_bits);
    for (size_t i = 0; i < t->source_count && made < WN_LINK_COLUMNS; i++) {
        size_t needed = judge(t, &choices[i]);
        choices[i].chosen = needed > 0 && made + needed <= WN_LINK_COLUMNS;
        made += choices[i].chosen ? needed : 0;
    }
    qsort(choices, t->source_count, sizeof(*choices), by_place);
}

static size_t plan_columns(link_table *t, prepare_plan *plans)
{
    prepare_choice *choices = wn_alloc(t->source_count + 1, sizeof(*choices));
    size_t count = 0;

    link_gather_addresses(t);
    link_restore_swapped_values(t);
    link_find_names(t);
    link_cut_whole_names(t);
    choose(t, choices);
    for (size_t s = 0; s < t->source_count; s++)
        if (choices[s].chosen)
            count = plan_column(t, &choices[s], plans, count);
        else
            link_source_release(choices[s].source);
    free(choices);
    return count;
}

/* Phones, and names in whole and in parts, each in the column that it belongs to. */
static void put_in_place(link_table *t, const prepare_plan *plans, size_t count)
{
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            link_kind kind = plans[a].conversion.kind;
            if (plans[b].conversion.kind != kind)
                continue;
            if (kind == LINK_KIND_PHONE)
                link_sort_phones(t, a, b);
            else if (is_part_of_whole(t, a) && !is_part_of_whole(t, b))
                link_gather_names(t, b, a);
            else if (kind == LINK_KIND_GIVEN || kind == LINK_KIND_FAMILY)
                link_gather_names(t, a, b);
        }
}

/* The compared columns in the order in which their sources came. */
static void find_shown(link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        size_t at = c;
        for (; at > 0 && t->columns[t->shown[at - 1]].given_at > t->columns[c].given_at;
             at--)
            t->shown[at] = t->shown[at - 1];
        t->shown[at] = c;
    }
}

/* What is left of whole names beside their parts is neither a given nor a family name; of
 * a column with nothing in it nothing can be learned. */
static void forget_leftovers(link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        link_column *column = &t->columns[c];
        if (is_part_of_whole(t, c) && (int)c != t->given && (int)c != t->family)
            column->role = LINK_ROLE_NONE;
        column->is_repeat |= column->filled == 0;
    }
}

void link_table_prepare(link_table *t, bool across)
{
    prepare_plan plans[WN_LINK_COLUMNS];

    link_table_settle(t);
    link_order_records(t);
    if (!across && link_find_all_same(t))
        return;
    size_t count = plan_columns(t, plans);

    t->rows = wn_alloc(t->records * (count + 1), sizeof(*t->rows));
    prepare_work work = {t, plans, count};
    wn_parallel(t->threads, count, convert_source, &work);
    put_in_place(t, plans, count);
    link_number_rows(t, !across); /* copies in one source are for that source to find */
    wn_parallel(t->threads, count, set_signatures, &work);
    for (size_t c = 0; c < count; c++)
        if (t->columns[c].role == LINK_ROLE_GIVEN)
            set_full_names(t, &t->columns[c]);
    wn_parallel(t->threads, count, count_values, &work);
    for (size_t c = 0; c < count; c++)
        if (t->columns[c].type == WN_LINK_TEXT || link_has_words(&t->columns[c]))
            link_tokenize(t, &t->columns[c]);
    for (size_t c = 0; c < count; c++)
        link_dictionary_close(&t->columns[c].values);
    link_dictionary_release(&t->token_names); /* tokens have their texts themselves */
    link_weigh_tokens(t);
    link_choose_sample(t);
    link_find_repeats(t);
    find_shown(t);
    t->given = name_column(t, LINK_ROLE_GIVEN);
    t->family = name_column(t, LINK_ROLE_FAMILY);
    forget_leftovers(t);
    if (t->records >= LINK_LARGE_TABLE) /* the values as they came were a lot of it */
        wn_give_back();
}
