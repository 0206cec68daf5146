/*
 * date_order.c - what the rows of a column tell of each other: the order of day and
 * month, the mark before the fraction.
 *
 * 03/04/2024 alone proves nothing; 25/12/2023 somewhere else in the column does. So do
 * 99,50 and 1.234. A run begins without asking; the first value that could be read either
 * way stops it (WN_E_ORDERS), and so do, at the end of a file, values that were read as
 * most are beside others that cannot be. All rows are looked at once, and it begins
 * again. So columns that are plain cost nothing. Values prove something for those of
 * their own shape alone: dates with dots are other dates than those with slashes. What
 * the rows do not prove, an admin must: a run with a mapping stops with the question, one
 * without leaves those values as read.
 */
#include "date_order.h"

#include "winnow/file.h"
#include "winnow/pipeline.h"

#include <stdlib.h>
#include <string.h>

static bool is_open(const wn_file *file, const wn_bind *bind)
{
    return file->entity->fields[bind->field].type->question && !bind->settled;
}

static bool is_one(unsigned set)
{
    return set && !(set & (set - 1));
}

static void look_at(const wn_file *file, evidence *e, const wn_record *record,
                    wn_arena *of_batch, wn_arena *arena)
{
    const wn_transform *type = file->entity->fields[e->bind->field].type;

    for (size_t c = 0; c < e->bind->count; c++) {
        int at = e->columns[c];
        if (at < 0 || (uint32_t)at >= record->source_count ||
            (record->numbers && record->numbers[at]))
            continue;
        wn_reading reading =
            type->readings(record->source[at], e->bind->config, of_batch);
        if (reading.set == 0)
            continue;
        shape_evidence *s = &e->shapes[reading.shape];
        s->rows[reading.set & 15]++;
        bool usual = !is_one(reading.set) && !reading.asks && !type->is_date;
        s->asking += reading.asks;
        s->usual += usual;
        if (!(reading.asks || usual) || s->first_line)
            continue;
        s->first_line = record->line;
        s->first = wn_arena_str(arena, wn_str_trim(record->source[at]));
    }
}

/* The choices by which every row of the shape can be read; 0: none, or no rows. */
static unsigned common_of(const shape_evidence *s)
{
    unsigned common = 15;

    for (unsigned set = 1; set < 16; set++)
        if (s->rows[set])
            common &= set;
    return evidence_rows(s) ? common : 0;
}

static wn_rc read_all(const wn_file *file, wn_input *input, evidence *all, size_t count,
                      const wn_context *context, wn_arena *arena)
{
    wn_batch batch;
    wn_rows rows;

    wn_batch_init(&batch, 512);
    batch.file = file;
    batch.entity = file->entity;
    wn_rc rc = wn_rows_open(&rows, &context->plan->model, file, input, context->err);
    while (rc >= 0 && (rc = wn_rows_next(&rows, &batch)) == WN_MORE) {
        for (size_t r = 0; r < batch.count; r++)
            for (size_t i = 0; i < count; i++)
                look_at(file, &all[i], &batch.records[r], &batch.arena, arena);
        wn_batch_clear(&batch);
        if (*context->cancelled)
            rc = wn_fail(context->err, WN_E_INTERRUPTED, WN_SAY_INTERRUPTED);
    }
    wn_rows_close(&rows);
    input->consumed = 0;
    wn_batch_release(&batch);
    return rc;
}

/* ---- what they prove -------------------------------------------------------------- */

static unsigned choice_of(unsigned set)
{
    unsigned choice = 0;

    while (set >>= 1)
        choice++;
    return choice;
}

/* What the mapping says, as a choice; 0: the rows are asked. */
static unsigned said_of(const evidence *e)
{
    return (unsigned)*(const int *)((const char *)e->bind->config + e->option->offset);
}

/* Can rows of another shape be read as the mapping says? Then it is about those. */
static bool is_said_of_others(const evidence *e, size_t shape, unsigned said)
{
    for (size_t s = 0; s < WN_SHAPES; s++)
        if (s != shape && (common_of(&e->shapes[s]) >> said & 1))
            return true;
    return false;
}

/* With dots the day is first everywhere; where rows of another shape agree, that is it.
 */
static unsigned beside_of(const evidence *e, size_t shape)
{
    unsigned agreed = 0;

    for (size_t s = 0; s < WN_SHAPES; s++) {
        unsigned common = common_of(&e->shapes[s]);
        if (s == shape || !evidence_rows(&e->shapes[s]))
            continue;
        if (!is_one(common) || (agreed && agreed != common))
            return 0;
        agreed = common;
    }
    return agreed && shape == e->day_first && choice_of(agreed) == WN_DAY_FIRST ? agreed
                                                                                : 0;
}

#define FEW 20 /* times as many rows: then those others are slips */

/* Are the rows that are read as most are in doubt? Not for a slip among many that prove
 * it (choice 1: see decimal=). */
static bool are_doubtful(const shape_evidence *s)
{
    uint64_t against = 0;

    for (unsigned set = 1; set < 16; set++)
        against += is_one(set) && set != 1u << 1 ? s->rows[set] : 0;
    return s->usual && against * FEW > s->rows[1u << 1];
}

/* True: somebody must be asked. */
static bool settle_shape(const evidence *e, size_t shape, void *config)
{
    const shape_evidence *s = &e->shapes[shape];
    unsigned common = common_of(s), said = said_of(e), beside = beside_of(e, shape);

    if (said) { /* the rows of the shape prove the contrary */
        bool own = is_said_of_others(e, shape, said);
        if (is_one(common) && !(common >> said & 1))
            e->type->settle(config, (unsigned)shape, own ? choice_of(common) : 0, !own);
        return false;
    }
    if (!is_one(common) && common && beside)
        common = beside;
    if (is_one(common)) {
        e->type->settle(config, (unsigned)shape, choice_of(common), false);
        return false;
    }
    bool mixed = common ? s->asking && s->usual : are_doubtful(s);
    e->type->settle(config, (unsigned)shape, 0, mixed);
    return s->asking > 0 || mixed;
}

/* Settle each column: it is taken down in its config, or asked for, or stays open. */
static void settle(wn_plan *plan, const wn_file *file, const wn_input *input,
                   evidence *all, size_t count, questions *q)
{
    for (size_t i = 0; i < count; i++) {
        evidence *e = &all[i];
        bool asks[WN_SHAPES] = {false};
        void *config = wn_arena_alloc(&plan->arena, e->type->config_size + 1);
        memcpy(config, e->bind->config, e->type->config_size);
        for (size_t s = 0; s < WN_SHAPES; s++)
            asks[s] = evidence_rows(&e->shapes[s]) && settle_shape(e, s, config);
        for (size_t s = 0; s < WN_SHAPES; s++)
            if (asks[s] && q)
                orders_ask(q, file, input, e, s, common_of(&e->shapes[s]) == 0);
        e->bind->config = config;
        e->bind->settled = true;
    }
}

static wn_rc decide_file(wn_plan *plan, wn_file *file, wn_input *input,
                         const wn_context *context, questions *q)
{
    evidence *all = wn_alloc(file->bind_count + 1, sizeof(*all));
    wn_arena arena = {0};
    size_t count = 0;

    for (size_t b = 0; b < file->bind_count; b++) {
        wn_bind *bind = &file->binds[b];
        if (!is_open(file, bind))
            continue;
        evidence *e = &all[count++];
        e->bind = bind;
        e->type = file->entity->fields[bind->field].type;
        e->option = wn_option_find(e->type, wn_str_of(e->type->question));
        e->day_first = e->type->is_date ? WN_SHAPE_DOTS : WN_SHAPES;
        e->columns = wn_alloc(bind->count, sizeof(*e->columns));
        for (size_t c = 0; c < bind->count; c++)
            e->columns[c] = wn_input_column(input, bind->columns[c]);
    }
    wn_rc rc = count ? read_all(file, input, all, count, context, &arena) : WN_OK;
    if (rc >= 0)
        settle(plan, file, input, all, count, q);
    for (size_t i = 0; i < count; i++)
        free(all[i].columns);
    free(all);
    wn_arena_release(&arena);
    return rc;
}

wn_rc wn_orders_decide(wn_plan *plan, const wn_context *context, wn_diags *diags)
{
    questions q = {.diags = diags};
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count && rc >= 0; f++)
        rc = decide_file(plan, &plan->files[f], &context->inputs[f], context,
                         context->unasked ? NULL : &q);
    if (rc >= 0 && diags->errors > 0)
        rc = wn_fail(context->err, WN_E_MAPPING,
                     !q.others  ? WN_SAY_ORDER_QUESTION
                     : !q.dates ? WN_SAY_DECIMAL_QUESTION
                                : WN_SAY_COLUMN_QUESTION,
                     diags->errors);
    return rc;
}
