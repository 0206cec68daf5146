/* run_shown.h - what a run did, as a part of a page. */
#ifndef SERVE_RUN_SHOWN_H
#define SERVE_RUN_SHOWN_H

#include "job_lines.h"
#include "site.h"

/* All that is known of a run or a dry run that has ended with at most 2. */
void run_shown(frame *f, const job *j);
/* change_shown.c: what it changed in the target, or would change. */
void change_shown(frame *f, const json_t *manifest, wn_str folder);
/* All that the command said, as a terminal shows it. */
void run_shown_said(frame *f, const job *j);
/* The folder that a job writes into, and that job_start was followed by job_keep "folder"
 * with; in the arena. */
wn_str run_shown_folder(const serve *s, const job *j, wn_arena *arena);
/* The id of the run; "": it loaded nothing. In the arena. */
wn_str run_shown_id(const serve *s, const job *j, wn_arena *arena);

#endif
