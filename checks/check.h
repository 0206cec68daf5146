/*
 * check.h - what a kind of check looks at. One file a kind in checks/.
 *
 * A check is asked of each record, by many workers at once: it keeps nothing. What it
 * must know of other records (is the value unique? who was called since?) is gathered
 * before, in a reading of its own.
 */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include "core/history.h"

/* What was gathered of other records: two tables a check, whose meaning is its own; and
 * what the rule keeps besides. */
typedef struct wn_gathered {
    wn_map (*tables)[2]; /* by check */
    struct wn_gathered_own {
        void *state; /* in the arena */
        wn_arena arena;
    } * own;
    size_t count;
} wn_gathered;

/* A check at work on one record; or on what was gathered, and on the whole: on none. */
typedef struct wn_check_context {
    const wn_check *check;
    const wn_entity *entity;
    const wn_context *context;
    wn_record *record;
    wn_arena *arena;
    wn_gathered *gathering; /* what is gathered now; NULL: nothing is */
    const char *limit;      /* the day of the run less after=, "YYYY-MM-DDTHH:MM:SS" */
    wn_map *nearest; /* values not in a list that were met -> the spelling meant, + 1 */
} wn_check_context;

static inline const wn_cell *wn_check_cell(const wn_check_context *cx, size_t i)
{
    return &cx->record->cells[cx->check->fields[i]];
}

static inline const wn_field *wn_check_field(const wn_check_context *cx, size_t i)
{
    return &cx->entity->fields[cx->check->fields[i]];
}

/* Note that the check's field i fails, and let the policy, or the check's own fate,
 * decide about the record. */
wn_finding *wn_check_note(const wn_check_context *cx, size_t i, wn_policy policy);

/* The text with letters, digits and marks of full width as of half width: itself where
 * there are none, else in the arena. */
wn_str wn_check_narrow(const wn_check_context *cx, wn_str text);

/* What a field tells of a place, by its type and name; and the domain of a mailbox or web
 * address. */
wn_place wn_check_place(const wn_field *field);
wn_str wn_check_domain(const wn_field *field, const wn_cell *cell);

/* The worst of what `judge` says of each field: failed, then passed. */
typedef wn_check_result (*wn_judge)(const wn_check_context *cx, size_t i);
wn_check_result wn_check_each(const wn_check_context *cx, wn_judge judge);

/* Of what other stages note: failed when it was noted, else passed. */
wn_check_result wn_check_noted(const wn_check_context *cx);
/* The same, of records that have a value in one of the fields. */
wn_check_result wn_check_remarked(const wn_check_context *cx);
/* Dates before the limit are too old. */
wn_check_result wn_check_age(const wn_check_context *cx);

/* While it is gathered: one of the two tables that the check gathers into; what it keeps
 * besides, so many zeroed bytes, made at the first call (size 0: NULL where there is
 * none); and an arena that lives as long. */
wn_map *wn_gather_table(const wn_check_context *cx, int which);
void *wn_gather_state(const wn_check_context *cx, size_t size);
wn_arena *wn_gather_arena(const wn_check_context *cx);
/* Of what was gathered: the number under the fingerprint, `none` where there is none; and
 * what the check kept besides, or NULL. */
int64_t wn_gathered_find(const wn_check_context *cx, int which, wn_fingerprint print,
                         int64_t none);
const void *wn_gathered_state(const wn_check_context *cx);
/* Which record the cell's link is to: as its own print (see wn_record_fingerprint). */
wn_fingerprint wn_link_fingerprint(const wn_check_context *cx, const wn_cell *link,
                                   int target);
wn_fingerprint wn_record_fingerprint(const wn_record *record);

/* Does the condition of the check (where=) hold for the record? */
bool wn_check_applies(const wn_check *check, const wn_record *record);
/* Is the check one that this run asks? Not all are, each week. */
static inline bool wn_check_is_asked(const wn_context *context, const wn_check *check)
{
    return !context->settings->only_key || check->is_key;
}
/* The check of the rule that is about the field; NULL: none. */
const wn_check *wn_check_for(const wn_entity *entity, wn_rule_id rule, int field);
/* What is gathered of a plan, empty; and given back. */
void wn_gathered_init(struct wn_gathered *gathered, const wn_model *model);
void wn_gathered_release(struct wn_gathered *gathered);
/* The entities that some check must look at before the run, by their numbers, and the
 * fields that it looks at, by theirs. */
void wn_mark_gathered(const wn_context *context, bool *entities, bool *fields);
/* All is gathered. */
void wn_gathered_settle(const wn_context *context, struct wn_gathered *gathered);
/* Is it asked of no record? Others may say at the end why they were not asked. */
static inline bool wn_is_total(const wn_check *check)
{
    return wn_rules[check->rule]->total && !wn_rules[check->rule]->look;
}
/* Ask the checks that are asked of no record. Once, when the sums are known. */
void wn_checks_total(const wn_context *context);
/* One of the things such a check is asked of; failed: told. */
void wn_total_count(const wn_check_context *cx, bool failed, wn_told told);
/* Why it is not asked, of the field (-1: of all). */
void wn_total_skip(const wn_check_context *cx, int field, wn_str place, wn_word why);
/* The system of the plan's ith file, where that is the first of its files of the check's
 * entity; else NULL. */
const wn_source *wn_total_system(const wn_check_context *cx, size_t i);
/* Are the records of the entity that the system's files bring (NULL: of any system) some
 * of them only: --where, or refused ones that were put right? */
bool wn_is_part(const wn_context *context, const wn_source *source,
                const wn_entity *entity);
/* Does a file of the entity bring the field? */
bool wn_is_brought(const wn_plan *plan, const wn_entity *entity, int field);
bool wn_has_file(const wn_plan *plan, const wn_entity *entity);
/* Ask the check of the record: WN_NOT_APPLICABLE where its condition does not hold. */
wn_check_result wn_check_ask(const wn_check_context *cx);

#endif
