/* pipeline.h - the whole run, for cli/ and tests. */
#ifndef WINNOW_PIPELINE_H
#define WINNOW_PIPELINE_H

#include "winnow/stage.h"

/* The stages in the order of the flow; ends with NULL. */
#define WN_STAGE_COUNT 8
extern const wn_stage_class *const wn_stages[WN_STAGE_COUNT + 1];

/* Readers, for `explain`, `cat` and `draft`; ends with NULL. */
extern const wn_reader_class *const wn_readers[];

/* Look the plan's files up in the folders and survey them; check that every
 * column is mapped, kept or dropped. WN_E_SOURCE, or WN_E_MAPPING with all
 * mistakes in diags. `inputs` has room for plan->file_count. */
wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_input *inputs, wn_diags *diags, wn_error *err);

wn_rc wn_pipeline_run(const wn_context *context);

#endif
