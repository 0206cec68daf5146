/*
 * orders.c - day and month of a column of dates, decided by all of its rows.
 *
 * 03/04/2024 alone proves nothing; 25/12/2023 somewhere else in the column does. A
 * run begins without asking; the first date that could be read either way stops it
 * (WN_E_ORDERS), all rows are looked at once, and it begins again. So columns that
 * are plain cost nothing. What the rows do not prove, an admin must: a run with a
 * mapping stops with the question, one without leaves those values as read.
 */
#include "winnow/file.h"
#include "winnow/pipeline.h"

#include <stdlib.h>
#include <string.h>

typedef struct evidence {
    wn_bind *bind;
    int *columns;                  /* of the input, as the bind has them; -1: none */
    uint64_t rows[16], first_line; /* by the set of orders; where it begins to matter */
} evidence;

static bool is_open(const wn_file *file, const wn_bind *bind)
{
    return file->entity->fields[bind->field].type->orders && !bind->settled;
}

static void look_at(const wn_file *file, evidence *e, const wn_record *record)
{
    const wn_transform *type = file->entity->fields[e->bind->field].type;

    for (size_t c = 0; c < e->bind->count; c++) {
        if (e->columns[c] < 0 || (uint32_t)e->columns[c] >= record->source_count)
            continue;
        unsigned orders = type->orders(record->source[e->columns[c]], e->bind->config);
        if (orders == 0)
            continue;
        e->rows[orders & 15]++;
        if ((orders & (orders - 1)) && !e->first_line)
            e->first_line = record->line;
    }
}

/* The orders by which every row of the column can be read. */
static unsigned common_orders(const evidence *e)
{
    unsigned common = 15;
    bool any = false;

    for (unsigned set = 1; set < 16; set++) {
        if (e->rows[set] == 0)
            continue;
        common &= set;
        any = true;
    }
    return any ? common : 0;
}

/* Can no row to come decide any more? Where rows contradict each other, it is so. */
static bool is_over(const evidence *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!all[i].first_line || common_orders(&all[i]) != 0)
            return false;
    return count > 0;
}

static wn_rc read_all(const wn_file *file, wn_input *input, evidence *all, size_t count,
                      const wn_context *context)
{
    wn_batch batch;
    wn_rows rows;

    wn_batch_init(&batch, 512);
    batch.file = file;
    batch.entity = file->entity;
    wn_rc rc = wn_rows_open(&rows, &context->plan->model, file, input, context->err);
    while (rc >= 0 && !is_over(all, count) &&
           (rc = wn_rows_next(&rows, &batch)) == WN_MORE) {
        for (size_t r = 0; r < batch.count; r++)
            for (size_t i = 0; i < count; i++)
                look_at(file, &all[i], &batch.records[r]);
        wn_batch_clear(&batch);
        if (*context->cancelled)
            rc = wn_fail(context->err, WN_E_INTERRUPTED, WN_SAY_INTERRUPTED);
    }
    wn_rows_close(&rows);
    input->consumed = 0;
    wn_batch_release(&batch);
    return rc;
}

static void ask(const wn_file *file, const wn_input *input, const evidence *e,
                wn_diags *diags)
{
    char letter[8];
    int column = e->columns[0] >= 0 ? e->columns[0] : 0;
    unsigned common = common_orders(e);

    wn_diag_add(diags, file->mapping, e->bind->line, e->bind->column, 0, WN_STR(""),
                common ? WN_SAY_ORDER_UNPROVEN : WN_SAY_ORDER_CONTRADICTED,
                WN_FMT(wn_path_base(wn_str_of(input->path))),
                WN_FMT(input->columns[column]),
                wn_column_letter(letter, (size_t)column + input->left),
                (unsigned long long)e->first_line);
}

/* Settle each column: its order is set, or it is asked for, or it stays open. */
static void settle(wn_plan *plan, const wn_file *file, const wn_input *input,
                   evidence *all, size_t count, wn_diags *diags)
{
    static const char *const names[] = {NULL, "ymd", "dmy", "mdy"};

    for (size_t i = 0; i < count; i++) {
        evidence *e = &all[i];
        const wn_transform *type = file->entity->fields[e->bind->field].type;
        unsigned common = common_orders(e);
        e->bind->settled = true;
        for (int order = 1; order <= 3; order++) {
            if (common != 1u << order)
                continue;
            void *config = wn_arena_alloc(&plan->arena, type->config_size + 1);
            memcpy(config, e->bind->config, type->config_size);
            wn_option_set(wn_option_find(type, WN_STR("date-order")),
                          wn_str_of(names[order]), config, &plan->arena, &plan->model);
            e->bind->config = config;
        }
        if (e->first_line && diags && (common & (common - 1) || common == 0))
            ask(file, input, e, diags);
    }
}

static wn_rc decide_file(wn_plan *plan, wn_file *file, wn_input *input,
                         const wn_context *context, wn_diags *diags)
{
    evidence *all = wn_alloc(file->bind_count + 1, sizeof(*all));
    size_t count = 0;

    for (size_t b = 0; b < file->bind_count; b++) {
        wn_bind *bind = &file->binds[b];
        if (!is_open(file, bind))
            continue;
        all[count].bind = bind;
        all[count].columns = wn_alloc(bind->count, sizeof(*all->columns));
        for (size_t c = 0; c < bind->count; c++)
            all[count].columns[c] = wn_input_column(input, bind->columns[c]);
        count++;
    }
    wn_rc rc = count ? read_all(file, input, all, count, context) : WN_OK;
    if (rc >= 0)
        settle(plan, file, input, all, count, diags);
    for (size_t i = 0; i < count; i++)
        free(all[i].columns);
    free(all);
    return rc;
}

wn_rc wn_orders_decide(wn_plan *plan, const wn_context *context, wn_diags *diags)
{
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count && rc >= 0; f++)
        rc = decide_file(plan, &plan->files[f], &context->inputs[f], context,
                         context->unasked ? NULL : diags);
    if (rc >= 0 && diags->errors > 0)
        rc = wn_fail(context->err, WN_E_MAPPING, WN_SAY_ORDER_QUESTION, diags->errors);
    return rc;
}
