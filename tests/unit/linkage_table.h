/* linkage_table.h - a small table of categories, made by hand, for tests of the engine.
 */
#ifndef TESTS_UNIT_LINKAGE_TABLE_H
#define TESTS_UNIT_LINKAGE_TABLE_H

#include "core/memory.h"
#include "linkage/model.h"

#include <math.h>
#include <stdlib.h>

#define TABLE_RECORDS 16
#define TABLE_COLUMNS 3

/* By record and column a small number; 0: no value. Number n is had by 10 n of 1,000
 * records, as the table says (only few are really there). */
typedef int table_rows[TABLE_RECORDS][TABLE_COLUMNS];

static inline void table_make(link_table *t, table_rows rows)
{
    *t = (link_table){.column_count = TABLE_COLUMNS,
                      .records = TABLE_RECORDS,
                      .given = -1,
                      .family = -1};
    t->rows = wn_alloc(TABLE_RECORDS * TABLE_COLUMNS, sizeof(*t->rows));
    t->origin = wn_alloc(TABLE_RECORDS, sizeof(*t->origin));
    t->number = wn_alloc(TABLE_RECORDS, sizeof(*t->number));
    t->record = wn_alloc(TABLE_RECORDS, sizeof(*t->record));
    for (uint32_t r = 0; r < TABLE_RECORDS; r++)
        t->number[r] = t->record[r] = r;
    for (size_t c = 0; c < TABLE_COLUMNS; c++) {
        link_column *column = &t->columns[c];
        *column = (link_column){.type = WN_LINK_CATEGORY, .levels = 2, .filled = 1000};
        link_dictionary_open(&column->values);
        for (char text[2] = "a"; *text <= 'z'; ++*text)
            link_intern_text(&column->values, wn_str_of(text), &t->arena);
        for (uint32_t i = 1; i < column->values.count; i++)
            column->values.values[i].count = 10 * i;
        for (size_t r = 0; r < TABLE_RECORDS; r++)
            t->rows[r * TABLE_COLUMNS + c].id = (uint32_t)rows[r][c];
    }
    t->records = 1000; /* no small table: frequencies are those that are seen */
}

/* All columns alike: m of "the same", and u. */
static inline void table_model(link_model *model, double m, double u, double prior)
{
    *model = (link_model){.email = -1, .prior = prior, .pairs = 1000.0 * 999 / 2};
    for (size_t c = 0; c < TABLE_COLUMNS; c++) {
        model->levels[c] = 2;
        model->parent[c] = -1;
        model->m[c][0] = 1 - m;
        model->m[c][1] = m;
        model->u[c][0] = 1 - u;
        model->u[c][1] = u;
        for (int l = 0; l < 2; l++)
            model->weight[c][l] = log2(model->m[c][l] / model->u[c][l]);
    }
}

#endif
