/* draft_doubts.h - what a draft is not sure of, each with its cure, as a part of a page. */
#ifndef SERVE_DRAFT_DOUBTS_H
#define SERVE_DRAFT_DOUBTS_H

#include "site.h"

/* The doubts that the job `winnow draft` told. A cure changes the mapping as the page of
 * columns does, or leads to the column there. */
void draft_doubts_write(frame *f, const job *drafted);

#endif
