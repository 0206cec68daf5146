/* named_values.h - records whose values have names, in files without a header: JSON, XML,
 * vCards, LDIF. The file is read twice: first for the names, then for the values. */
#ifndef READERS_NAMED_VALUES_H
#define READERS_NAMED_VALUES_H

#include "read.h"

/* The values of the record being read, by column. */
typedef struct read_values {
    wn_input *input;
    wn_error *err;
    size_t count;
    wn_buf *texts;
    wn_str *cells;  /* the same texts, set when the record is complete */
    uint32_t *many; /* how many values are joined in each text */
    bool *numbers;  /* it is one value, and the file says it is a number */
    wn_map listed;  /* values that stand in a joined text: none is written twice */
} read_values;

/* Prepare for the input's columns, which must be set. */
void read_values_open(read_values *v, wn_input *input, wn_error *err);
/* Add a value of the record. A second value of a column is joined with " | ". */
void read_values_add(read_values *v, size_t column, wn_str value);
/* Forget the values of one column. */
void read_values_drop(read_values *v, size_t column);
/* The record is complete: returns its cells, one for each column, valid until the next
 * call that adds a value. */
const wn_str *read_values_cells(read_values *v);
void read_values_release(read_values *v);
/* Add a record to the batch. `cells`: one for each column; they are copied. `numbers`:
 * see wn_record. */
void read_give(wn_input *input, wn_batch *batch, uint64_t line, const wn_str *cells,
               const bool *numbers);

typedef struct read_fields {
    wn_input *input;
    wn_error *err;
    wn_map columns; /* name -> index + 1 */
    wn_str *names;
    size_t count, room;
    bool any_case; /* names that differ only in the case of ASCII letters are the same */
    bool is_settled;    /* all names are known; false: in the first pass */
    read_values values; /* of the record being read */
} read_fields;

void read_fields_init(read_fields *f, wn_input *input, wn_error *err);
/* Add a value of the record. A second value of a name is joined with " | ". */
void read_fields_put(read_fields *f, wn_str name, wn_str value);
/* The same for a value that is a number in the file. */
void read_fields_put_number(read_fields *f, wn_str name, wn_str value);
/* The next() of a reader: calls `advance` until the batch is full or it returns false. */
wn_rc read_fields_next(read_fields *f, wn_batch *batch, bool (*advance)(void *reader),
                       void *reader);
/* All names were seen: they become the input's columns. */
void read_fields_settle(read_fields *f);
/* The record is complete. In the first pass this does nothing. */
void read_fields_give(read_fields *f, wn_batch *batch, uint64_t line);
void read_fields_release(read_fields *f);

/* The column for lines of a record that the reader does not understand. */
#define READ_STRANGE WN_STR("(not understood)")

/* The word in lower case (ASCII), with a NUL after it, in `out`; "" if it does not
 * fit. */
wn_str read_lowered(char *out, size_t room, wn_str word);
/* Is the lower-case word in the list `words`, which has a blank around each word? */
bool read_has_word(const char *words, wn_str lower);

#endif
