/*
 * date_order.c - decides from all rows of a column the order of day and month, and the
 * decimal mark.
 *
 * 03/04/2024 alone proves nothing; 25/12/2023 elsewhere in the column does. So do
 * 99,50 and 1.234. A run begins without asking. It stops (WN_ASKS_ORDER) at the first
 * value that could be read either way; or at the end of a file where some values were
 * read in the usual way, and others cannot be read so. Then a pass of its own looks at
 * all rows once, and the run begins again. So columns without such values cost
 * nothing.
 *
 * Values prove something only for values of their own shape: dates with dots are other
 * dates than those with slashes. What the rows do not prove, an admin must decide: a
 * run with a mapping stops with the question, a run without one leaves those values as
 * they were read.
 */
#include "date_order.h"
#include "pipeline.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

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

/* Return the set of choices by which every row of the shape can be read; 0: none, or no
 * rows. */
static unsigned common_of(const shape_evidence *s)
{
    unsigned common = 15;

    for (unsigned set = 1; set < 16; set++)
        if (s->rows[set])
            common &= set;
    return evidence_rows(s) ? common : 0;
}

/* ---- what they prove -------------------------------------------------------------- */

static unsigned choice_of(unsigned set)
{
    unsigned choice = 0;

    while (set >>= 1)
        choice++;
    return choice;
}

/* Return the choice that the mapping makes; 0: it makes none, the rows are asked. */
static unsigned said_of(const evidence *e)
{
    return (unsigned)*(const int *)((const char *)e->bind->config + e->option->offset);
}

/* Can rows of another shape be read as the mapping says? Then it may be about those
 * rows. */
static bool is_said_of_others(const evidence *e, size_t shape, unsigned said)
{
    for (size_t s = 0; s < WN_SHAPES; s++)
        if (s != shape && (common_of(&e->shapes[s]) >> said & 1))
            return true;
    return false;
}

/* Return what rows of all other shapes agree on, for the shape with dots: dates with dots
 * have the day first in every country, so that is believed if the others have it, too. 0:
 * nothing. */
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

#define FEW 20 /* with so many times more rows, the others are slips */

/* Are rows that were read in the usual way in doubt? Not for a few slips among many rows
 * that prove it (choice 1: see decimal=). */
static bool are_doubtful(const shape_evidence *s)
{
    uint64_t against = 0;

    for (unsigned set = 1; set < 16; set++)
        against += is_one(set) && set != 1u << 1 ? s->rows[set] : 0;
    return s->usual && against * FEW > s->rows[1u << 1];
}

/* Settle one shape of a column in `config`. True: a person must be asked. */
static bool settle_shape(const evidence *e, size_t shape, void *config)
{
    const shape_evidence *s = &e->shapes[shape];
    unsigned common = common_of(s), said = said_of(e), beside = beside_of(e, shape);

    if (said) { /* settle where all rows of the shape prove the contrary */
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

/* Settle each column: the answer is written into its config, or is asked for, or stays
 * open. */
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

/* Find the columns of a file that must be settled. */
static void open_file(wn_date_orders *orders, wn_file *file, const wn_input *input)
{
    size_t count = 0;
    evidence *all = wn_arena_alloc(&orders->arena, (file->bind_count + 1) * sizeof(*all));

    for (size_t b = 0; b < file->bind_count; b++) {
        wn_bind *bind = &file->binds[b];
        if (!is_open(file, bind))
            continue;
        evidence *e = &all[count++];
        *e = (evidence){.bind = bind, .type = file->entity->fields[bind->field].type};
        e->option = wn_option_find(e->type, wn_str_of(e->type->question));
        e->day_first = e->type->is_date ? WN_SHAPE_DOTS : WN_SHAPES;
        e->columns = wn_arena_alloc(&orders->arena, bind->count * sizeof(*e->columns));
        for (size_t c = 0; c < bind->count; c++)
            e->columns[c] = wn_input_column(input, bind->columns[c]);
    }
    orders->columns[file->number] = all;
    orders->counts[file->number] = count;
}

static wn_rc ask_all(const wn_context *context, const questions *q)
{
    if (q->diags->errors == 0)
        return WN_OK;
    return wn_fail(context->err, WN_E_MAPPING,
                   !q->others  ? WN_SAY_ORDER_QUESTION
                   : !q->dates ? WN_SAY_DECIMAL_QUESTION
                               : WN_SAY_COLUMN_QUESTION,
                   q->diags->errors);
}

wn_rc wn_date_order_decide(wn_plan *plan, const wn_pipeline *pipeline, wn_diags *diags)
{
    const wn_context *context = pipeline->context;
    questions q = {.diags = diags};
    bool *files = wn_alloc(plan->file_count + 1, sizeof(*files));
    wn_date_orders orders = {
        .columns = wn_alloc(plan->file_count, sizeof(*orders.columns)),
        .counts = wn_alloc(plan->file_count, sizeof(*orders.counts))};
    wn_pipeline reading = *pipeline;

    for (size_t f = 0; f < plan->file_count; f++) {
        open_file(&orders, &plan->files[f], &context->known->inputs[f]);
        files[f] = orders.counts[f] > 0;
    }
    reading.files = files;
    reading.may.orders = &orders;
    wn_rc rc = wn_pipeline_pass(&reading, &wn_pass_order);
    for (size_t f = 0; f < plan->file_count && rc >= 0; f++)
        settle(plan, &plan->files[f], &context->known->inputs[f], orders.columns[f],
               orders.counts[f], context->settings->unasked ? NULL : &q);
    if (rc >= 0)
        rc = ask_all(context, &q);
    wn_arena_release(&orders.arena);
    free(orders.columns);
    free(orders.counts);
    free(files);
    return rc;
}
