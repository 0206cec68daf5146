/*
 * waiver_file.h - findings that need not be put right, as the next monthly check reads
 * them: work lists "RULE ENTITY.csv" in the folder of answers, a row a finding.
 *
 * "no need" waives it until a day; "fixed" takes a waiver back. Rows that a check has taken
 * are removed before the next one: a day that has passed would be told as a mistake.
 */
#ifndef SERVE_WAIVER_FILE_H
#define SERVE_WAIVER_FILE_H

#include "room.h"

typedef struct waiver_row {
    wn_str rule, entity, record, system, who, note;
    wn_str until; /* YYYY-MM-DD; "": a waiver is taken back */
    int64_t finding;
} waiver_row;

typedef struct waiver_rows {
    wn_arena arena;
    waiver_row *items;
    size_t count, room;
} waiver_rows;

/* The number of a finding by its code in lists and forms: x and hexadecimal; 0: none. */
int64_t waiver_finding(wn_str code);
/* All rows that the page has written and that no check has taken. */
void waiver_rows_read(waiver_rows *all, const room *r);
void waiver_rows_release(waiver_rows *all);
/* Write the row in place of any other of its finding. False: errno says why; EEXIST: a file
 * of that name is not the page's. */
bool waiver_write(const room *r, const waiver_row *row);
/* Remove the row of this finding. False as above. */
bool waiver_drop(const room *r, const waiver_row *row);
/* Remove the rows that a check has taken: `is_taken` says which. */
void waiver_tidy(const room *r, bool (*is_taken)(void *data, const waiver_row *row), void *data);

#endif
