/* finding_kinds.h - what was found, by kind: how much of each a database keeps. */
#ifndef SERVE_FINDING_KINDS_H
#define SERVE_FINDING_KINDS_H

#include "core/text.h"
#include "winnow/error.h"

/* Where findings stand: in the target, those of what was loaded; in the history, those of
 * the last whole monthly check. */
typedef enum finding_place { FINDINGS_LOADED, FINDINGS_CHECKED, FINDING_PLACES } finding_place;

typedef struct finding_kind {
    wn_str rule, severity, entity, field;
    uint64_t count;
} finding_kind;

typedef struct finding_kinds {
    wn_arena arena;
    finding_kind *items; /* the most frequent first */
    size_t count, room;
    int64_t run; /* of which they are; 0: none was read */
} finding_kinds;

/* Read them where the database has had another run. A database without findings has none.
 * WN_E_TARGET. */
wn_rc finding_kinds_read(finding_kinds *k, const char *target, wn_error *err);
void finding_kinds_release(finding_kinds *k);

#endif
