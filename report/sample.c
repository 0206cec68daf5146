/*
 * sample.c - sample.xlsx: 300 records, which a person compares with the old system and
 * signs. 0 mistakes in 300 mean, with 95 % confidence, that fewer than 1 % of all records
 * are wrong (exact binomial: 0.99 %).
 *
 * Each file and department is a stratum, and has its share of the 300. A hash of the
 * run's seed and the record's number decides which of its records are taken: the same
 * seed takes the same records.
 */
#include "report.h"
#include "sheet.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STRATA 200

/* A record as it came. Most of them are given up for others before the end, so what is
 * shown of it is made there. */
typedef struct taken {
    uint64_t order; /* a hash; records with the smallest are taken */
    uint64_t line;
    wn_str key, *values; /* values: by field; "": it is not shown */
    wn_disposition disposition;
} taken;

typedef struct stratum {
    const wn_file *file;
    wn_str department;
    uint64_t records;
    taken *items;                     /* those with the smallest order so far */
    size_t count, room, worst, quota; /* worst: the item with the largest order */
    uint64_t left; /* the remainder of its share, which rounding down left out */
} stratum;

typedef struct sampling {
    uint64_t records;
    stratum *strata;
    size_t count, room;
    uint64_t beyond; /* records of departments that have no stratum of their own */
    wn_arena arena;
} sampling;

void report_sample_open(report *r)
{
    r->sampling = wn_alloc(1, sizeof(*r->sampling));
    r->seed = wn_hash(wn_str_of(wn_run_name(r->stage.context)), 300);
}

static stratum *stratum_of(sampling *s, const wn_record *record)
{
    int field = record->file->entity->department;
    wn_str department = field >= 0 && wn_cell_has_value(&record->cells[field])
                            ? record->cells[field].value
                            : WN_STR("");

    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < s->count; i++)
            if (s->strata[i].file == record->file &&
                wn_str_equal(s->strata[i].department, department))
                return &s->strata[i];
        if (s->count < MOST_STRATA || department.len == 0)
            break;
        s->beyond += pass == 0;
        department = WN_STR("");
    }
    s->strata = wn_grow(s->strata, s->count, &s->room, sizeof(*s->strata));
    s->strata[s->count] = (stratum){.file = record->file,
                                    .department = wn_arena_str(&s->arena, department)};
    return &s->strata[s->count++];
}

static void find_worst(stratum *one)
{
    one->worst = 0;
    for (size_t i = 1; i < one->count; i++)
        if (one->items[i].order > one->items[one->worst].order)
            one->worst = i;
}

/* The values of the record that may be shown, by field. */
static wn_str *values_of(report *r, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;
    wn_arena *arena = &r->sampling->arena;
    wn_str *values = wn_arena_alloc(arena, (entity->field_count + 1) * sizeof(*values));

    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_field *field = &entity->fields[f];
        if (wn_cell_has_value(&record->cells[f]) && !field->key && field->target < 0)
            values[f] = wn_arena_str(arena, record->cells[f].value);
    }
    return values;
}

/* The fields of the record, masked: "name: 北京**", a line for each. In the arena. */
static wn_str what_it_says(report *r, const wn_entity *entity, const taken *item)
{
    wn_lang lang = r->stage.context->settings->lang;
    wn_arena scratch = {0};
    wn_buf text = {0};

    for (size_t f = 0; f < entity->field_count && text.len < 1500; f++) {
        const wn_field *field = &entity->fields[f];
        if (item->values[f].len == 0)
            continue;
        wn_str shown = report_masked(r, field, item->values[f], &scratch);
        wn_buf_format(&text, "%s%.*s: %.*s", text.len ? "\n" : "",
                      WN_FMT(wn_label(lang, field->en, field->zh, field->name)),
                      WN_FMT(shown));
    }
    wn_str says = wn_arena_str(&r->sampling->arena, wn_buf_str(&text));
    wn_buf_release(&text);
    wn_arena_release(&scratch);
    return says;
}

/* How many records of a stratum are kept: twice its share so far and 10 more, since its
 * share may grow while more records come. */
static size_t keeps(const sampling *s, const stratum *one)
{
    size_t most = (size_t)(2 * REPORT_SAMPLED * one->records / s->records) + 10;

    return most < REPORT_SAMPLED ? most : REPORT_SAMPLED;
}

void report_sample_add(report *r, const wn_record *record)
{
    stratum *one = stratum_of(r->sampling, record);
    uint64_t order =
        wn_hash((wn_str){(const char *)&record->number, sizeof(record->number)},
                r->seed ^ (uint64_t)record->file->number);
    size_t at = one->count;

    one->records++;
    r->sampling->records++;
    if (one->count >= keeps(r->sampling, one)) {
        if (order >= one->items[one->worst].order)
            return;
        at = one->worst;
    } else {
        one->items = wn_grow(one->items, one->count, &one->room, sizeof(*one->items));
        one->count++;
    }
    one->items[at] = (taken){.order = order,
                             .line = record->line,
                             .key = wn_arena_str(&r->sampling->arena, record->key),
                             .values = values_of(r, record),
                             .disposition = record->disposition};
    find_worst(one);
}

void report_sample_left(const report *r)
{
    char a[28];

    if (r->sampling->beyond > 0)
        report_left(r, WN_SAY_LEFT_STRATA, (size_t)MOST_STRATA,
                    wn_thousands(a, r->sampling->beyond));
}

/* ---- the sheet -------------------------------------------------------------------- */

static int by_order(const void *left, const void *right)
{
    const taken *a = left, *b = right;

    return a->order < b->order ? -1 : a->order > b->order;
}

/* Gives each stratum its share, rounded down; what is left goes to the strata with the
 * largest remainders. */
static void share_out(sampling *s)
{
    size_t given = 0;

    for (size_t i = 0; i < s->count; i++) {
        stratum *one = &s->strata[i];
        one->quota = (size_t)(one->records * REPORT_SAMPLED / s->records);
        one->quota = one->quota > one->count ? one->count : one->quota;
        one->left = one->records * REPORT_SAMPLED % s->records;
        given += one->quota;
    }
    while (given < REPORT_SAMPLED && given < s->records) {
        stratum *next = NULL;
        for (size_t i = 0; i < s->count; i++)
            if (s->strata[i].quota < s->strata[i].count &&
                (!next || s->strata[i].left > next->left))
                next = &s->strata[i];
        if (!next)
            break;
        next->quota++;
        next->left = 0;
        given++;
    }
}

static const sheet_column columns[] = {
    {.word = WN_SAY_SAMPLE_NUMBER, .width = 6},
    {.word = WN_SAY_LIST_WHERE, .width = 28},
    {.word = WN_SAY_LIST_DEPARTMENT, .width = 14},
    {.word = WN_SAY_LIST_RECORD, .width = 18},
    {.word = WN_SAY_SAMPLE_FATE, .width = 10},
    {.word = WN_SAY_SAMPLE_SAYS, .width = 70},
    {.word = WN_SAY_SAMPLE_RIGHT, .width = 12},
    {.word = WN_SAY_LIST_NOTE, .width = 30},
};

static void write_stratum(report *r, book *b, sheet *s, stratum *one)
{
    char text[32];
    const wn_file *file = one->file;
    int field = file->entity->department;
    wn_arena *arena = &r->sampling->arena;
    wn_str department = report_masked(r, field < 0 ? NULL : &file->entity->fields[field],
                                      one->department, arena);

    qsort(one->items, one->count, sizeof(*one->items), by_order);
    for (size_t i = 0; i < one->quota; i++) {
        const taken *item = &one->items[i];
        snprintf(text, sizeof(text), "%llu", (unsigned long long)++r->sampled);
        sheet_cell(b, s, 0, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        sheet_text(b, s, 1,
                   wn_arena_format(arena, "%.*s%c%llu", WN_FMT(file->name),
                                   wn_line_mark(r->stage.context, file),
                                   (unsigned long long)item->line));
        sheet_text(b, s, 2, department);
        sheet_text(
            b, s, 3,
            report_shown_key(r, file->source->system, file->entity, item->key, arena));
        sheet_text(
            b, s, 4,
            wn_str_of(wn_say(b->lang, WN_SAY_LOADED + (wn_word)item->disposition)));
        sheet_text(b, s, 5, what_it_says(r, file->entity, item));
        sheet_cell(b, s, 6, SHEET_TEXT, SHEET_INPUT, false, WN_STR(""));
        sheet_cell(b, s, 7, SHEET_TEXT, SHEET_INPUT, false, WN_STR(""));
        sheet_next(s);
    }
}

/* A line for each file: how many records it has, and how many of them are here. */
static void write_shares(report *r, book *b, sheet *s)
{
    static const wn_word heads[] = {WN_SAY_SAMPLE_FILE, WN_SAY_SAMPLE_RECORDS,
                                    WN_SAY_SAMPLE_HERE};
    const sampling *all = r->sampling;
    char text[32];

    for (uint16_t c = 0; c < WN_COUNT(heads); c++)
        worksheet_write_string(s->lxw, s->row, c, wn_say(b->lang, heads[c]), b->head);
    sheet_next(s);
    for (size_t f = 0; f < r->stage.context->plan->file_count; f++) {
        const wn_file *file = &r->stage.context->plan->files[f];
        unsigned long long records = 0, here = 0;
        for (size_t i = 0; i < all->count; i++)
            if (all->strata[i].file == file) {
                records += all->strata[i].records;
                here += all->strata[i].quota;
            }
        if (records == 0)
            continue;
        sheet_text(b, s, 0, file->name);
        snprintf(text, sizeof(text), "%llu", records);
        sheet_cell(b, s, 1, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        snprintf(text, sizeof(text), "%llu", here);
        sheet_cell(b, s, 2, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        sheet_next(s);
    }
}

/* What the sample says: of everything, where there are no more records than it has room
 * for. */
static void write_meaning(report *r, book *b, sheet *s)
{
    static const wn_word risk[] = {WN_SAY_SAMPLE_README_3};
    uint64_t records = r->sampling->records;
    char text[512], digits[28];

    if (records > REPORT_SAMPLED)
        snprintf(text, sizeof(text), wn_say(b->lang, WN_SAY_SAMPLE_PART), REPORT_SAMPLED,
                 wn_thousands(digits, records));
    else
        snprintf(text, sizeof(text), wn_say(b->lang, WN_SAY_SAMPLE_ALL),
                 wn_thousands(digits, records));
    sheet_line(b, s, text);
    sheet_next(s);
    snprintf(text, sizeof(text), wn_say(b->lang, risk[0]), "");
    if (records > REPORT_SAMPLED)
        sheet_line(b, s, text);
}

static wn_rc write_cover(report *r, book *b)
{
    static const wn_word lines[] = {WN_SAY_SAMPLE_README_1, WN_SAY_SAMPLE_README_2,
                                    WN_SAY_SAMPLE_SIGN};
    wn_error *err = r->stage.context->err;
    char text[256];
    sheet s;

    if (book_cover(b, &s, wn_say(b->lang, WN_SAY_SAMPLE_TITLE), err) < 0)
        return err->rc;
    s.row = 1;
    snprintf(text, sizeof(text), wn_say(b->lang, WN_SAY_SAMPLE_RUN),
             wn_run_name(r->stage.context), (unsigned long long)r->seed);
    sheet_line(b, &s, text);
    sheet_next(&s);
    write_meaning(r, b, &s);
    for (size_t i = 0; i < WN_COUNT(lines); i++) {
        sheet_next(&s);
        sheet_line(b, &s, wn_say(b->lang, lines[i]));
    }
    sheet_next(&s);
    write_shares(r, b, &s);
    sheet_next(&s);
    sheet_left(b, &s, r);
    return WN_OK;
}

static wn_rc write_rows(report *r, book *b)
{
    const wn_context *context = r->stage.context;
    const char *choices[3] = {wn_say(context->settings->lang, WN_SAY_SAMPLE_SAME),
                              wn_say(context->settings->lang, WN_SAY_SAMPLE_DIFFERENT),
                              NULL};
    sheet s;
    wn_rc rc = book_sheet(b, &s, wn_say(context->settings->lang, WN_SAY_SAMPLE_SHEET),
                          columns, WN_COUNT(columns), 0, NULL, context->err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < r->sampling->count; i++)
        write_stratum(r, b, &s, &r->sampling->strata[i]);
    sheet_finish(&s, 6, choices);
    return WN_OK;
}

wn_rc report_sample_end(report *r)
{
    const wn_context *context = r->stage.context;
    book b;

    if (r->sampling->count == 0)
        return WN_OK;
    wn_rc rc = book_open(&b, report_begin(r, "sample.xlsx"), context->settings->out_dir,
                         context->settings->lang, context->err);
    share_out(r->sampling);
    if (rc >= 0)
        rc = write_cover(r, &b);
    if (rc >= 0)
        rc = write_rows(r, &b);
    if (rc >= 0)
        rc = book_close(&b, context->err);
    book_drop(&b);
    return rc;
}

void report_sample_release(report *r)
{
    if (!r->sampling)
        return;
    for (size_t i = 0; i < r->sampling->count; i++)
        free(r->sampling->strata[i].items);
    free(r->sampling->strata);
    wn_arena_release(&r->sampling->arena);
    free(r->sampling);
}
