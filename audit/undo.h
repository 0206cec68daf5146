/* undo.h - shared by undo.c, which undoes a run, and undo_golden.c, which sees to its
 * golden records. */
#ifndef AUDIT_UNDO_H
#define AUDIT_UNDO_H

#include "trace.h"
#include "target/catalog.h"
#include "target/row_images.h"

typedef struct undo {
    db *db;
    wn_error *err;
    catalog catalog;
    catalog_run of;   /* what is undone */
    int64_t images;   /* of this run come back */
    int64_t restored; /* undoing an undo: of this run had come back, and go; 0: none */
    row_images own_images;
    wn_undone *told;
} undo;

/* undo_images.c: a table of this connection with the rows of a run's images of `table`
 * ("" for golden records of the entity), and their step. */
wn_rc undo_unpack(undo *u, const char *into, int64_t run, wn_str table, wn_str entity,
                  const wn_str *names, const char *const *types, size_t count);
/* Of several images of a row the first is what it was. */
wn_rc undo_keep_first(undo *u, const char *table, const char *key);

/* undo_golden.c: of all entities, what goes (undo_gone), what comes back (undo_back), and
 * what is kept (undo_kept: entity, id). */
wn_rc undo_survey(undo *u);
wn_rc undo_reverse_golden(undo *u);

#endif
