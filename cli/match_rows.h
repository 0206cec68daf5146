/* match_rows.h - the rows of all files that winnow match is given, as one table. */
#ifndef CLI_MATCH_ROWS_H
#define CLI_MATCH_ROWS_H

#include "cli.h"

#include "workbook/workbook.h"

#include "winnow/linkage.h"

/* For each column of a file: where its values go. */
typedef struct match_headings {
    size_t count, *to; /* the number of a column of the table, or a mark of
                          match_rows.c */
} match_headings;

/* The rows of all files in one table: columns with the same name or meaning are one. */
typedef struct match_rows {
    const cli_options *options;
    wn_error *err;
    wn_arena arena;
    wn_str *names;      /* names of the columns that are compared */
    const char **types; /* their transforms in the mapping, or NULL */
    size_t name_count, name_room, type_room;
    wn_plan plan; /* the plan of --mapping */
    wn_diags diags;
    wn_workbooks books;
    match_headings *files; /* by file */
    wn_str *ids;           /* by record: its --key, or "" */
    uint64_t *contents;    /* by record: a hash of all it says; where people decide */
    size_t count, id_room, content_room;
    wn_map sources; /* values of the --source column, numbered */
    const char *stdin_path;
    /* The file of a row is a column like others: the data decide whether a file has
     * duplicates within itself. */
    size_t file_column;
    wn_str file;
    wn_linkage *linkage;
    bool has_key, has_source, has_contents; /* the caller sets the last one */
} match_rows;

/* A row as it is read: its values by column of the table, its key, its source. */
typedef struct match_row {
    const wn_str *values;
    wn_str id, source;
} match_row;

/* Read the headers of all files, and the mapping: then the columns of the table are
 * known, and `linkage` is there. */
wn_rc match_rows_open(match_rows *r);
/* Read all files into the linkage. */
wn_rc match_rows_add(match_rows *r);
/* Read them again, and give each row in the same order. */
typedef void (*match_take)(void *data, const match_row *row);
wn_rc match_rows_again(match_rows *r, match_take take, void *data);
/* Sort the numbers of records, each once; returns how many there are. */
size_t match_rows_sort(uint32_t *records, size_t count);
/* Read the files again, and keep the values of these records (sorted) by record and
 * column; texts live as long as `r`. `out` has room. */
wn_rc match_rows_values(match_rows *r, const uint32_t *records, size_t count,
                        wn_str *out);
/* Those of one record; NULL: it is not among them. */
const wn_str *match_rows_found(const match_rows *r, const uint32_t *records, size_t count,
                               const wn_str *values, uint32_t record);
/* Append the name of a record: its key, or its number from 1. */
void match_add_id(const match_rows *r, uint32_t record, wn_buf *out);
void match_rows_release(match_rows *r);

#endif
