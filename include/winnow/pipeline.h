/* pipeline.h - the whole run, for cli/ and tests. */
#ifndef WINNOW_PIPELINE_H
#define WINNOW_PIPELINE_H

#include "winnow/stage.h"

/* The stages in the order of the flow; ends with NULL. */
#define WN_STAGE_COUNT 8
extern const wn_stage_class *const wn_stages[WN_STAGE_COUNT + 1];

/* Readers, for `explain`, `cat` and `draft`; ends with NULL. */
extern const wn_reader_class *const wn_readers[];

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
 * and wn_orders_decide must look at all rows before the next attempt. */
wn_rc wn_pipeline_run(const wn_context *context);
/* The first stages alone, for context->verification (see verify.h). */
wn_rc wn_pipeline_verify(const wn_context *context);
/* Decide the order of day and month of each column of dates by all of its rows, and
 * set it in the plan. A run with a mapping fails with WN_E_MAPPING and a question in
 * diags for each column that proves nothing. */
wn_rc wn_orders_decide(wn_plan *plan, const wn_context *context, wn_diags *diags);

#endif
