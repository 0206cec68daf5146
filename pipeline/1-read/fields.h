/* fields.h - records that are named values, of which no header tells all names: JSON,
 * vCards. The file is read twice: once for the names, once for the values. */
#ifndef READ_FIELDS_H
#define READ_FIELDS_H

#include "read.h"

typedef struct read_fields {
    wn_input *input;
    wn_error *err;
    wn_map columns; /* name -> index + 1 */
    wn_str *names;
    size_t count, room;
    wn_buf *values; /* by column, of the record being read; NULL: first pass */
} read_fields;

void read_fields_init(read_fields *f, wn_input *input, wn_error *err);
/* A value of the record; one that is there already is joined with " | ". */
void read_fields_put(read_fields *f, wn_str name, wn_str value);
/* What a reader's next() does: `advance` until the batch is full or it returns false. */
wn_rc read_fields_next(read_fields *f, wn_batch *batch, bool (*advance)(void *reader),
                       void *reader);
/* All names were seen: they are the input's columns. */
void read_fields_settle(read_fields *f);
/* The record is whole. In the first pass nothing. */
void read_fields_give(read_fields *f, wn_batch *batch, uint64_t line);
void read_fields_release(read_fields *f);

#endif
