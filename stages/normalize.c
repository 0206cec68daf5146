/* normalize.c - stage 3: each field goes through its transform; the raw cell is kept. */
#include "memo.h"
#include "checks/check.h"
#include "core/stage.h"

#include <string.h>

struct normalize {
    wn_stage stage;
    const wn_file *file;
    int **context_columns; /* by bind: the columns that the config for a record is made
                              with */
    size_t *alike;  /* by bind: the first one whose configs for records are the same */
    void **numbers; /* by bind: the config for cells that are numbers in the file */
    memo *memos;    /* by bind */
    wn_arena arena; /* emptied for each file */
};

/* Return the config for cells that are numbers in the file: these have a point before the
 * fraction, whatever mark texts of the column have. NULL: the type does not ask for the
 * mark. */
static void *config_of_numbers(const wn_file *file, const wn_bind *bind, wn_arena *arena)
{
    const wn_transform *type = file->entity->fields[bind->field].type;
    const wn_option *option = wn_option_find(type, WN_STR("decimal"));

    if (!option || (bind->count > 1 && !bind->first_filled))
        return NULL;
    void *config = wn_arena_alloc(arena, type->config_size + 1);
    memcpy(config, bind->config, type->config_size);
    wn_option_set(option, WN_STR("point"), config, arena, NULL);
    type->settle(config, 0, 0, false);
    return config;
}

/* The first bind that makes the same configs from the same cells as bind b: a row's
 * telephone and its mobile number have one country. */
static size_t first_alike(const wn_file *file, size_t b)
{
    const wn_bind *bind = &file->binds[b];
    const wn_field *fields = file->entity->fields;
    size_t size = fields[bind->field].type->config_size;

    for (size_t a = 0; a < b; a++) {
        const wn_bind *other = &file->binds[a];
        if (fields[other->field].type != fields[bind->field].type ||
            other->context_column_count != bind->context_column_count ||
            memcmp(other->config, bind->config, size) != 0)
            continue;
        size_t i = 0;
        while (i < bind->context_column_count &&
               other->context_columns[i].option == bind->context_columns[i].option &&
               wn_str_equal(other->context_columns[i].column,
                            bind->context_columns[i].column))
            i++;
        if (i == bind->context_column_count)
            return a;
    }
    return b;
}

static void forget_file(struct normalize *n)
{
    for (size_t b = 0; n->file && b < n->file->bind_count; b++)
        memo_release(&n->memos[b]);
    wn_arena_reset(&n->arena);
}

static wn_rc stage_begin_file(wn_stage *stage, const wn_file *file)
{
    struct normalize *n = (struct normalize *)stage;
    const wn_input *input = &stage->context->known->inputs[file->number];

    forget_file(n);
    n->file = file;
    n->context_columns =
        wn_arena_alloc(&n->arena, file->bind_count * sizeof(*n->context_columns));
    n->numbers = wn_arena_alloc(&n->arena, file->bind_count * sizeof(*n->numbers));
    n->alike = wn_arena_alloc(&n->arena, file->bind_count * sizeof(*n->alike));
    n->memos = wn_arena_alloc(&n->arena, file->bind_count * sizeof(*n->memos));
    for (size_t b = 0; b < file->bind_count; b++) {
        const wn_bind *bind = &file->binds[b];
        n->alike[b] = bind->context_column_count > 0 ? first_alike(file, b) : b;
        n->numbers[b] = config_of_numbers(file, bind, &n->arena);
        n->context_columns[b] =
            wn_arena_alloc(&n->arena, bind->context_column_count * sizeof(int));
        for (size_t i = 0; i < bind->context_column_count; i++)
            n->context_columns[b][i] =
                wn_input_column(input, bind->context_columns[i].column);
    }
    return WN_OK;
}

/* Note the transform's remark as a finding on the record. */
static void note(wn_record *record, int field, const wn_cleaned *out, wn_arena *arena)
{
    const wn_check *check =
        wn_check_for(record->file->entity, wn_remark_rule(out->remark), field);
    const wn_cell *cell = &record->cells[field];

    if (check)
        wn_record_note(record, arena, check, field, cell->column, cell->raw)->advice =
            out->advice;
}

/* The last config made for a record, and the cells beside it that it was made with: the
 * next row often has the same cells. */
typedef struct made {
    const void *config; /* NULL: none yet */
    wn_str *cells;
} made;

static const void *config_of(const wn_bind *bind, const wn_transform *type,
                             const int *context_columns, const wn_record *record,
                             made *last, wn_arena *arena)
{
    bool same = last->config != NULL;

    for (size_t i = 0; i < bind->context_column_count; i++) {
        bool there = context_columns[i] >= 0 &&
                     (uint32_t)context_columns[i] < record->source_count;
        wn_str cell = there ? record->source[context_columns[i]] : WN_STR("");
        same = same && wn_str_equal(cell, last->cells[i]);
        last->cells[i] = cell;
    }
    if (same)
        return last->config;
    last->config = bind->config;
    for (size_t i = 0; i < bind->context_column_count; i++)
        if (last->cells[i].len > 0)
            last->config =
                type->with(last->config, bind->context_columns[i].option,
                           bind->context_columns[i].place, last->cells[i], arena);
    return last->config;
}

/* Is the value blank? A key may be any word but an empty one, since the record is found
 * by it. */
static bool is_blank(const wn_model *model, const wn_bind *bind, const wn_record *record,
                     wn_str value, wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    const wn_transform *type = entity->fields[bind->field].type;

    if (bind->field == entity->key && type->blanks == WN_BLANKS_KEYS)
        return wn_model_is_blank(model, value) && wn_blank_is_plain(type, value);
    return wn_value_is_blank(model, type, bind->config, value, arena);
}

/* The blank test and the transform. */
static wn_verdict clean(const wn_model *model, const wn_bind *bind, const void *config,
                        const wn_record *record, wn_cleaned *out, wn_arena *arena)
{
    wn_str value = out->value;

    if (is_blank(model, bind, record, value, arena))
        return WN_EMPTY;
    return record->file->entity->fields[bind->field].type->apply(value, config, arena,
                                                                 out);
}

/* The same, for a value that may have been in the column before. */
static wn_verdict clean_again(struct normalize *n, size_t b, const wn_record *record,
                              wn_cleaned *out, wn_arena *arena)
{
    const wn_bind *bind = &n->file->binds[b];
    wn_str value = out->value;
    uint64_t hash = 0;
    const memo_entry *known = memo_find(&n->memos[b], value, &hash);

    if (!known) {
        wn_verdict verdict =
            clean(&n->stage.context->plan->model, bind, bind->config, record, out, arena);
        memo_keep(&n->memos[b], hash, value, verdict, out);
        return verdict;
    }
    *out = known->out; /* the memo's texts end before the batch's */
    out->value =
        wn_str_equal(out->value, value) ? value : wn_arena_str(arena, out->value);
    out->advice = wn_arena_str(arena, out->advice);
    return known->verdict;
}

static const wn_cell_state states[] = {[WN_CLEAN] = WN_CELL_CLEAN,
                                       [WN_EMPTY] = WN_CELL_BLANK,
                                       [WN_INVALID] = WN_CELL_INVALID,
                                       [WN_UNKNOWN] = WN_CELL_UNKNOWN};

/* Clean one field of a record with this config. False: the order of day and month, or the
 * decimal mark, must be found out first. */
static bool judge(struct normalize *n, size_t b, wn_record *record, const void *config,
                  wn_arena *arena)
{
    const wn_bind *bind = &n->file->binds[b];
    wn_cell *cell = &record->cells[bind->field];
    wn_cleaned out = {.value = cell->value};
    wn_verdict verdict;

    if (n->numbers[b] && record->numbers && cell->column < record->source_count &&
        record->numbers[cell->column])
        config = n->numbers[b];
    if (config == bind->config)
        verdict = clean_again(n, b, record, &out, arena);
    else
        verdict =
            clean(&n->stage.context->plan->model, bind, config, record, &out, arena);
    cell->state = states[verdict];
    if (verdict == WN_CLEAN)
        cell->value = out.value;
    cell->fits = out.fits;
    cell->scaled = out.scaled;
    if (out.remark)
        note(record, bind->field, &out, arena);
    if (out.taken && config != n->numbers[b])
        wn_tallies_column(n->stage.context->tallies, n->file, b)->taken[out.shape] |=
            out.taken;
    return out.remark != WN_REMARK_AMBIGUOUS || bind->settled ||
           !record->file->entity->fields[bind->field].type->question;
}

/* Clean one field of all records. `configs`: those made for the records of the batch, by
 * the first bind that makes them; filled here. False: as judge. */
static bool judge_column(struct normalize *n, size_t b, wn_batch *batch,
                         const void **configs)
{
    const wn_bind *bind = &n->file->binds[b];
    wn_arena *arena = &batch->arena;
    made last = {
        .cells = wn_arena_alloc(arena, bind->context_column_count * sizeof(*last.cells))};

    for (size_t r = 0; r < batch->count; r++) {
        wn_record *record = &batch->records[r];
        wn_cell *cell = &record->cells[bind->field];
        if (cell->state != WN_CELL_FILLED)
            continue;
        if (configs && !configs[r])
            configs[r] = config_of(bind, n->file->entity->fields[bind->field].type,
                                   n->context_columns[b], record, &last, arena);
        if (!judge(n, b, record, configs ? configs[r] : bind->config, arena))
            return false;
        if (cell->state == WN_CELL_CLEAN && !wn_str_equal(cell->value, cell->raw))
            n->stage.context->tallies->changed++;
    }
    return true;
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct normalize *n = (struct normalize *)stage;
    const wn_file *file = n->file;
    const bool *needed = stage->context->needed;
    const void ***configs =
        wn_arena_alloc(&batch->arena, file->bind_count * sizeof(*configs));

    /* field by field, not record by record: so one transform's tables stay in the
     * cache */
    for (size_t b = 0; b < file->bind_count; b++) {
        size_t first = n->alike[b];
        if (needed && !needed[file->entity->fields[file->binds[b].field].number])
            continue;
        if (file->binds[b].context_column_count > 0 && !configs[first])
            configs[first] =
                wn_arena_alloc(&batch->arena, batch->count * sizeof(**configs));
        if (!judge_column(n, b, batch, configs[first]))
            return WN_ASKS_ORDER;
    }
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    struct normalize *n = (struct normalize *)stage;

    (void)committed;
    forget_file(n);
    wn_arena_release(&n->arena);
}

const wn_stage_class wn_stage_normalize = {
    .name = "normalize",
    .en = "rewrite names, dates, phones and the rest to one form",
    .zh = "规范化",
    .size = sizeof(struct normalize),
    .is_parallel = true,
    .begin_file = stage_begin_file,
    .process = stage_process,
    .close = stage_close,
};
