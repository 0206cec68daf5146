/* job_lines.h - what a command printed with --json: one object a line. */
#ifndef SERVE_JOB_LINES_H
#define SERVE_JOB_LINES_H

#include "jobs.h"

#include <jansson.h>

/* A member of an object: its text, "" where it has none; its number, 0 where it has none
 * or a negative one. Borrowed. */
wn_str json_member(const json_t *object, const char *name);
uint64_t json_count(const json_t *object, const char *name);
/* Call `take` for each object that the job printed, in order. */
void job_each_line(const room *r, const job *j, void (*take)(void *data, const json_t *line),
                   void *data);

#endif
