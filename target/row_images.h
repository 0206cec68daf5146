/* row_images.h - images of rows before a run changes them: what undo needs. */
#ifndef TARGET_ROW_IMAGES_H
#define TARGET_ROW_IMAGES_H

#include "own.h"

/* Where images go: those of one run. Of two images of a row the one of the lower step is
 * what it was before the run. */
typedef struct row_images {
    db *db;
    int64_t run, step;
} row_images;

/* Make the id of a run (room for 48) one that no run of the target has. */
wn_rc images_name_run(db *d, char *id);
/* The rows of one of winnow's own tables where the condition holds (it calls the row
 * `t`), as they are now. */
wn_rc images_keep(row_images *h, const char *table, const char *condition);
/* The same of golden records of the entity. */
wn_rc images_keep_golden(row_images *h, const wn_entity *entity, const char *condition);
/* A golden record that was not there before: the ids that the query gives. */
wn_rc images_note_new(row_images *h, const wn_entity *entity, const char *query);
/* The row `t` as JSON, as images have it. */
void images_add_json(const db *d, wn_buf *sql, const wn_str *names, size_t count);
/* Names of the table's columns; room for 32. How many. */
size_t images_columns(const own_table *own, wn_str *names);

#endif
