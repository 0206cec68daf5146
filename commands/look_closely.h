/* look_closely.h - what the first rows of a mapping's files hold, for its workbook. */
#ifndef COMMANDS_LOOK_CLOSELY_H
#define COMMANDS_LOOK_CLOSELY_H

#include "core/drafted.h"
#include "run/driver.h"
#include "workbook/workbook.h"

/* Fill in what `columns` found out with columns.closely set (NULL: no file was read), the
 * mistakes and questions of the run, and the doubts of a draft (NULL: it is none). All is
 * in the arena, but for what the run has. */
void wn_look_closely(const wn_run *run, const wn_columns *columns,
                     const wn_drafted *drafted, bool unmasked, wn_arena *arena,
                     wn_seen *out);

#endif
