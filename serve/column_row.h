/* column_row.h - a column of a table as a row that people change. */
#ifndef SERVE_COLUMN_ROW_H
#define SERVE_COLUMN_ROW_H

#include "column_choices.h"

/* What a row is known by, and what it was: fields of its form. */
void write_row_fields(frame *f, const shown_column *c);
/* Begin a form of the row with nothing in it but what it is known by: a choice in it is the
 * whole change. `back`: "start" leads to the first page again; NULL: to the row. */
void begin_row_form(frame *f, const shown_column *c, const char *back);
/* The row; where a form was sent about it and refused, with what was typed. */
void write_column_row(frame *f, const shown_column *c, bool is_typed);
/* The row that the form is about; NULL: it is gone. */
const grid_row *column_row_asked(const request *q, const shown_table *table);
/* Is it this row? */
bool is_row_asked(const request *q, const shown_table *table, const grid_row *row);
/* The words "--set=..." of what the form changes. Returns how many; SIZE_MAX: the options
 * cannot be read. */
size_t column_row_cells(const request *q, const shown_column *c, const char **cells,
                        wn_arena *arena);

#endif
