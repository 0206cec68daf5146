/* column_choices.h - what the options of a column may be, with what a sample becomes; and
 * which of them would cure what is wrong with it. */
#ifndef SERVE_COLUMN_CHOICES_H
#define SERVE_COLUMN_CHOICES_H

#include "shown_book.h"

/* A row of a table's sheet. */
typedef struct shown_column {
    const shown_book *book;
    const shown_table *table;
    const grid_row *row;
    const wn_field *field; /* that it goes to; NULL: none */
} shown_column;

typedef enum column_cause {
    CAUSE_UNDECIDED, /* nobody has said what becomes of it */
    CAUSE_ORDER,     /* of day and month */
    CAUSE_DECIMAL,
    CAUSE_REGION,
    CAUSE_UNIT,
    CAUSE_VALUES, /* that are not in the list */
    CAUSE_OTHER,
    CAUSES
} column_cause;

shown_column shown_column_of(const shown_book *book, const shown_table *table,
                             const grid_row *row);
/* Why it has a problem. */
column_cause column_cause_of(const shown_column *c, wn_lang lang);

/* Buttons "date-order=dmy" ... that belong to the form of the row, or to no other than the
 * one around them (form ""). `only`: the option's name; NULL: all that its type has. Those
 * that are set are pressed. Returns how many. */
size_t write_choices(frame *f, const shown_column *c, const char *only, const char *form);
/* The options cell with "date-order=dmy" set, or, where it is so already, removed. False:
 * the cell cannot be read. */
bool column_choose(wn_str options, wn_str choice, wn_lang lang, wn_arena *arena,
                   wn_str *out);

#endif
