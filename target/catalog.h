/* catalog.h - the entities of a target, as the target itself describes them
 * (winnow_column): for commands that have no mapping. */
#ifndef TARGET_CATALOG_H
#define TARGET_CATALOG_H

#include "db.h"

typedef struct catalog {
    wn_model model; /* names, fields, types and links; nothing else */
    wn_arena arena;
} catalog;

/* WN_E_TARGET when the database is none that winnow wrote. */
wn_rc catalog_read(catalog *c, db *d);
void catalog_release(catalog *c);

/* A run of the target by its id, or the latest one ("" ). */
typedef struct catalog_run {
    int64_t number, undo_of, undone_by; /* 0: none */
    bool is_undo;
    char id[64];
    wn_str first_ids; /* "account=12 contact=7 ..." */
    wn_arena *arena;  /* of whoever asks: owns them */
} catalog_run;

/* number 0: there is none of that name. */
wn_rc catalog_find_run(db *d, wn_str id, wn_arena *arena, catalog_run *out);

#endif
