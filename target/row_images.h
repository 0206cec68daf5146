/* row_images.h - row images: rows as they were before a run changed them, kept in
 * winnow_history. Undo needs nothing else. */
#ifndef TARGET_ROW_IMAGES_H
#define TARGET_ROW_IMAGES_H

#include "own.h"

/* The row images of one run. When a row has two images, the one with the lower step shows
 * the row before the run. */
typedef struct row_images {
    db *db;
    int64_t run, step;
} row_images;

/* Changes `id` (a buffer of 48 bytes) so that no run of the target has this id. */
wn_rc images_name_run(db *d, char *id);
/* Keeps images of the rows of one of winnow's own tables for which `condition` holds; the
 * condition calls the row `t`. */
wn_rc images_keep(row_images *h, const char *table, const char *condition);
/* As images_keep, of the golden records of the entity. */
wn_rc images_keep_golden(row_images *h, const wn_entity *entity, const char *condition);
/* Notes that golden records are new, so that undo deletes them. `query` gives their ids
 * as `id`. */
wn_rc images_note_new(row_images *h, const wn_entity *entity, const char *query);
/* Appends an expression: these columns of the row `t` as JSON, as images have them. */
void images_add_json(const db *d, wn_buf *sql, const wn_str *names, size_t count);

#endif
