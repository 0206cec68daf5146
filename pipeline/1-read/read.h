/* read.h - shared by the files of stage 1 only. */
#ifndef READ_READ_H
#define READ_READ_H

#include "winnow/pipeline.h"

#define READ_MAX_COLUMNS 16384
#define READ_MAX_CELL ((size_t)16 << 20)

/* How a delimited file is written. */
typedef struct read_dialect {
    char delimiter, quote;
    bool cr_only; /* lines end in a lone CR, as on a Mac of old */
} read_dialect;

/* From the first bytes of the file, as UTF-8. */
read_dialect read_dialect_of(wn_str head);

/* Make names unique and not empty: "Phone", "Phone (2)", "(column C)". */
void read_name_columns(wn_input *input);

#endif
