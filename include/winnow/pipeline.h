/* pipeline.h - the whole run, for cli/ and tests. */
#ifndef WINNOW_PIPELINE_H
#define WINNOW_PIPELINE_H

#include "winnow/stage.h"

/* The stages in the order of the flow; ends with NULL. */
#define WN_STAGE_COUNT 8
extern const wn_stage_class *const wn_stages[WN_STAGE_COUNT + 1];


/* What each command writes into a run's folder, as patterns for wn_folder_check. */
extern const char *const wn_run_files[],
    *const wn_health_files[], *const wn_verify_files[], *const wn_draft_files[],
                                                            *const wn_database_files[];

/* Of mappings that are packs: which files are there, by name or by signature, and which
 * of their columns; the rest is taken out of the plan. WN_E_SOURCE where none is there.
 */
wn_rc wn_plan_fit(wn_plan *plan, const char *const *folders, size_t count, wn_error *err);

/* Look the plan's files up in the folders and survey them; check that every
 * column is mapped, kept or dropped. WN_E_SOURCE, or WN_E_MAPPING with all
 * mistakes in diags. `inputs` has room for plan->file_count. */
wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_input *inputs, wn_diags *diags, wn_error *err);

/* Run the stages. WN_E_ORDERS: a date could be read either way; nothing was kept,
 * and wn_orders_decide must look at all rows before the next attempt. WN_E_REFUSED: a
 * column of a mapping is not what its field asks for; nothing was kept, and
 * wn_columns_ask says which. */
wn_rc wn_pipeline_run(const wn_context *context);
/* The first stages alone, for context->verification (see verify.h). */
wn_rc wn_pipeline_verify(const wn_context *context);
/* Decide the order of day and month of each column of dates by all of its rows, and
 * set it in the plan. A run with a mapping fails with WN_E_MAPPING and a question in
 * diags for each column that proves nothing. */
wn_rc wn_orders_decide(wn_plan *plan, const wn_context *context, wn_diags *diags);

/* What a column holds, as its <field> takes it. */
typedef struct wn_column_seen {
    const wn_file *file;
    const wn_bind *bind;
    uint64_t rows, unlisted; /* unlisted: not in the list of a choice */
    wn_column_counts counts;
    struct {
        wn_str value;
        uint64_t line;
    } samples[3]; /* of those that are not valid, as read */
    size_t sample_count;
    const wn_option *cure; /* with which choice most of the refused are valid; or NULL */
    int choice;
    uint64_t cured;
} wn_column_seen;

typedef struct wn_columns {
    wn_column_seen *items; /* by file and <field> of the plan */
    size_t count;
    void *work; /* of the reading */
    wn_arena arena;
} wn_columns;

/* Read the first `most` rows of each file (0: all) as a run does, and judge the columns.
 * WN_E_ORDERS as above. */
wn_rc wn_columns_judge(const wn_context *context, uint64_t most, wn_columns *out);
void wn_columns_release(wn_columns *columns);
static inline bool wn_column_stops(const wn_column_seen *column)
{
    return wn_column_is_refused(&column->counts, column->bind);
}
/* One of its samples as people see it. */
wn_str wn_column_sample(const wn_column_seen *column, size_t i, bool unmasked,
                        wn_arena *arena);
/* A question in diags for each column that stops a run; WN_E_MAPPING. */
wn_rc wn_columns_question(const wn_context *context, const wn_columns *columns,
                          wn_diags *diags);
/* Both, of all rows: what a run that ended with WN_E_REFUSED has to ask. */
wn_rc wn_columns_ask(const wn_context *context, wn_diags *diags);
/* The stages alone that wn_columns_judge needs. */
wn_rc wn_pipeline_judge(const wn_context *context);

/* Is the note about tables below or beside this one that other files of the plan read? */
bool wn_note_is_settled(const wn_context *context, const wn_input *input,
                        const wn_note *note);

#endif
