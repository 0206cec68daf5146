/* validate.h - shared by the files of stage 4 only. */
#ifndef VALIDATE_VALIDATE_H
#define VALIDATE_VALIDATE_H

#include "winnow/stage.h"

/* A check at work on one record. */
typedef struct validate_view {
    const wn_check *check;
    const wn_entity *entity;
    const wn_context *context;
    wn_record *record;
    wn_arena *arena;
    const char *limit; /* stale, inactive: dates before it are too old */
    wn_map *nearest;   /* values not in a list that were met -> the spelling meant, + 1 */
} validate_view;

typedef enum validate_outcome { NOT_APPLICABLE, PASSED, FAILED } validate_outcome;

/* Look at the record; note each failing field on it. */
typedef validate_outcome (*validate_rule)(const validate_view *view);

/* By rule; NULL: noted by another stage. */
extern const validate_rule validate_rules[WN_RULE_COUNT];

/* as_of minus the duration as YYYY-MM-DD; out has room for 16. */
void validate_limit(char *out, const char *as_of, wn_duration after);

#endif
