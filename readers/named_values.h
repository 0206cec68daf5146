/* named_values.h - records that are named values, where no header tells all names: JSON,
 * XML, vCards, LDIF. The file is read twice: once for the names, once for the values. */
#ifndef READERS_NAMED_VALUES_H
#define READERS_NAMED_VALUES_H

#include "read.h"

/* The values of the record being read, by column. */
typedef struct read_values {
    wn_input *input;
    wn_error *err;
    size_t count;
    wn_buf *texts;
    wn_str *cells;  /* the same, when the record is whole */
    uint32_t *many; /* values in a text */
    bool *numbers;  /* it is one value, a number in the file */
    wn_map listed;  /* those of texts with several: each is written once */
} read_values;

/* For the input's columns, which are known. */
void read_values_open(read_values *v, wn_input *input, wn_error *err);
/* A value of the record; what is there already is joined with " | ". */
void read_values_add(read_values *v, size_t column, wn_str value);
/* Forget those of one column. */
void read_values_drop(read_values *v, size_t column);
/* The record is whole: its cells, until the next value. */
const wn_str *read_values_cells(read_values *v);
void read_values_release(read_values *v);
/* A record of these cells, one a column, which are copied; `numbers`: see wn_record. */
void read_give(wn_input *input, wn_batch *batch, uint64_t line, const wn_str *cells,
               const bool *numbers);

typedef struct read_fields {
    wn_input *input;
    wn_error *err;
    wn_map columns; /* name -> index + 1 */
    wn_str *names;
    size_t count, room;
    bool any_case;      /* names are the same but for the case of ASCII letters */
    bool is_settled;    /* false: first pass */
    read_values values; /* of the record being read */
} read_fields;

void read_fields_init(read_fields *f, wn_input *input, wn_error *err);
/* A value of the record; one that is there already is joined with " | ". */
void read_fields_put(read_fields *f, wn_str name, wn_str value);
/* The same of one that is a number in the file. */
void read_fields_put_number(read_fields *f, wn_str name, wn_str value);
/* What a reader's next() does: `advance` until the batch is full or it returns false. */
wn_rc read_fields_next(read_fields *f, wn_batch *batch, bool (*advance)(void *reader),
                       void *reader);
/* All names were seen: they are the input's columns. */
void read_fields_settle(read_fields *f);
/* The record is whole. In the first pass nothing. */
void read_fields_give(read_fields *f, wn_batch *batch, uint64_t line);
void read_fields_release(read_fields *f);

/* Where a reader keeps lines of a record that nobody understands. */
#define READ_STRANGE WN_STR("(not understood)")

/* In lower case (ASCII), with a NUL behind; "" where it is no word. */
wn_str read_lowered(char *out, size_t room, wn_str word);
/* Is the word, lowered, among these, which stand between blanks? */
bool read_has_word(const char *words, wn_str lower);

#endif
