/* row_images.h - row images: rows as they were before a run changed them, kept in
 * winnow_history. Undo needs nothing else. */
#ifndef TARGET_ROW_IMAGES_H
#define TARGET_ROW_IMAGES_H

#include "own.h"

/* The row images of one run. When a row has two images, the one with the lower step shows
 * the row before the run. With `waits` those of golden records go into the temporary table
 * new_image, until images_settle: so they are found without a search in the history. */
typedef struct row_images {
    db *db;
    int64_t run, step;
    bool waits;
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
/* images_wait makes new_image; images_settle moves its rows into the history. */
wn_rc images_wait(row_images *h);
wn_rc images_settle(row_images *h);
/* Makes the temporary table `into` with the rows that the images of a run hold in `from`
 * (winnow_history, new_image), and their step (column "+step"). The images are those of
 * `table`, or, with `table` "", those of golden records of the entity. */
wn_rc images_unpack(db *d, const char *from, const char *into, int64_t run, wn_str table,
                    wn_str entity, const wn_str *names, const char *const *types,
                    size_t count);
/* Where a row has several images, keeps the first only: it shows the row before the
 * run. */
wn_rc images_keep_first(db *d, const char *table, const char *key);
/* Both for golden records of the entity: how each was before the run. */
wn_rc images_unpack_golden(db *d, const char *from, const char *into, int64_t run,
                           const wn_entity *entity);
/* Appends an expression: these columns of the row `t` as JSON, as images have them. */
void images_add_json(const db *d, wn_buf *sql, const wn_str *names, size_t count);

#endif
