/* convert.h - the values of a source column, in the form they are compared in. */
#ifndef LINKAGE_CONVERT_H
#define LINKAGE_CONVERT_H

#include "column_type.h"

typedef struct link_conversion {
    link_kind kind;                  /* of the compared column */
    const char *transform, *options; /* transform NULL: none is applied */
} link_conversion;

/* Intern the converted values of `source` into the compared columns that are made of it,
 * `count` from `column` on, and fill these. */
void link_convert_source(link_table *t, size_t column, size_t count,
                         const link_source_column *source, const link_conversion *how);

#endif
