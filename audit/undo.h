/* undo.h - shared by undo.c, which undoes a run, and undo_golden.c, which undoes its
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
    catalog_run of;   /* the run that is undone */
    int64_t images;   /* number of the run whose row images are put back */
    int64_t restored; /* when an undo is undone: number of the run that it had undone,
                         whose restored rows go again; else 0 */
    row_images own_images;
    wn_undone *told;
} undo;

/* undo_golden.c: make, over all entities, the temporary tables of golden records that
 * go (undo_gone), come back (undo_back) or are kept (undo_kept); columns: entity, id. */
wn_rc undo_survey(undo *u);
wn_rc undo_reverse_golden(undo *u);

#endif
