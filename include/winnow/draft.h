/* draft.h - a proposal of a mapping for exports that nobody mapped yet. */
#ifndef WINNOW_DRAFT_H
#define WINNOW_DRAFT_H

#include "winnow/pipeline.h"

/* Append a mapping for the files to out: every column appears, by its name and
 * by what its first values are; what is uncertain is marked in a note=. */
wn_rc wn_draft(const char *const *paths, size_t count, wn_str records, wn_str sheet,
               wn_buf *out, wn_error *err);
/* The clean model that drafts refer to: mappings/crm.model.xml, compiled in. */
wn_str wn_draft_model(void);

#endif
