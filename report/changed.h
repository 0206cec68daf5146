/* changed.h - what a run changes in the target: as JSON, and its examples as a table. */
#ifndef REPORT_CHANGED_H
#define REPORT_CHANGED_H

#include "core/outcome.h"

struct json_t;

/* Numbers and names of fields, no values; what is not known is null. The caller's. */
struct json_t *changed_row(const wn_change *change);
struct json_t *changed_json(const wn_load_outcome *load);
/* Appends the rows of changes.csv: values before and after. None: there are no examples.
 */
void changed_examples(const wn_load_outcome *load, wn_buf *out);

#endif
