/* finding_row.h - writes a finding as a row of winnow_finding; for a run and for a health
 * check. */
#ifndef TARGET_FINDING_ROW_H
#define TARGET_FINDING_ROW_H

#include "own_writer.h"

#include "core/stage.h"

/* The name of the finding's field, and of a column of the record's file; "" when there is
 * none. Borrowed. */
wn_str finding_field(const wn_record *record, const wn_finding *finding);
wn_str finding_column(const wn_context *context, const wn_record *record,
                      uint32_t column);
/* Inserts the finding; `into` writes winnow_finding, or rows of it that wait. */
wn_rc finding_insert(own_writer *into, const wn_context *context, const wn_record *record,
                     const wn_finding *finding, int64_t run);

#endif
