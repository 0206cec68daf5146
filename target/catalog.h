/* catalog.h - the entities of a target, read from its own table winnow_column: for
 * commands that have no mapping, and for fields that the model of this run lacks. */
#ifndef TARGET_CATALOG_H
#define TARGET_CATALOG_H

#include "db.h"

typedef struct catalog {
    wn_model model; /* names, fields, types and links; nothing else */
    /* field->number: of its column among those of the entity, in the order in which runs
     * made them and by name; it never changes */
    wn_arena arena;
} catalog;

/* Fills *c; catalog_release frees it, also after an error. WN_E_TARGET: winnow did not
 * write this database. */
wn_rc catalog_read(catalog *c, db *d);
void catalog_release(catalog *c);

/* The number of the latest run; 0: winnow has loaded nothing there. */
wn_rc catalog_latest(db *d, int64_t *number);

/* One run that the target remembers. */
typedef struct catalog_run {
    int64_t number, undo_of, undone_by; /* 0: none */
    bool is_undo;
    char id[64];
    wn_str first_ids; /* the first golden ids it made: "account=12 contact=7 ..." */
    wn_arena *arena;  /* the caller's; holds first_ids */
} catalog_run;

/* Finds the run with this id; "": the latest run that is no undo and was not undone.
 * out->number is 0 when there is none. */
wn_rc catalog_find_run(db *d, wn_str id, wn_arena *arena, catalog_run *out);

#endif
