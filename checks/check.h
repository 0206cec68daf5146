/*
 * check.h - what every kind of check includes. Each kind is one file in checks/.
 *
 * A check looks at one record at a time, and many workers run it at once: it keeps no
 * state. What it must know of other records (is the value unique? who was called since?)
 * is gathered before the run, in a pass of its own.
 */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include "core/history.h"

/* What the checks gathered from other records. Each check has two tables, and may keep
 * a state of its own besides; what they hold is the check's own business. */
typedef struct wn_gathered {
    wn_map (*tables)[2]; /* by the number of the check */
    struct wn_gathered_own {
        void *state; /* one struct of the check's own, allocated in the arena; or NULL */
        wn_arena arena;
    } * own;
    size_t count;
} wn_gathered;

/* A check at work on one record. Where it settles what was gathered (settle), or counts
 * a total (total), there is no record. */
typedef struct wn_check_context {
    const wn_check *check;
    const wn_entity *entity;
    const wn_context *context;
    wn_record *record;
    wn_arena *arena;
    wn_gathered *gathering; /* where to gather; NULL outside of gathering */
    const char *limit;      /* the day of the run less after=, "YYYY-MM-DDTHH:MM:SS" */
    wn_map *nearest; /* cache: a value that is not in its list -> 1 + the number of the
                        spelling that was probably meant; 0: none */
} wn_check_context;

static inline const wn_cell *wn_check_cell(const wn_check_context *cx, size_t i)
{
    return &cx->record->cells[cx->check->fields[i]];
}

static inline const wn_field *wn_check_field(const wn_check_context *cx, size_t i)
{
    return &cx->entity->fields[cx->check->fields[i]];
}

/* Note a finding: the check fails on its field i. The policy and the disposition of the
 * check then decide about the record. Returns the finding, which the record keeps; the
 * caller may set its advice. */
wn_finding *wn_check_note(const wn_check_context *cx, size_t i, wn_policy policy);

/* The text with full-width letters, digits and marks made half-width: the text itself
 * where nothing changes, else a copy in the arena. */
wn_str wn_check_narrow(const wn_check_context *cx, wn_str text);

/* What kind of place a field names (country, city ...), by its type and name.
 *
 * wn_check_domain: the domain of a mailbox or web address; it points into the cell's
 * value. */
wn_place wn_check_place(const wn_field *field);
wn_str wn_check_domain(const wn_field *field, const wn_cell *cell);

/* Calls `judge` for each field of the check. Returns the worst result: WN_FAILED, then
 * WN_PASSED, then WN_NOT_APPLICABLE. */
typedef wn_check_result (*wn_judge)(const wn_check_context *cx, size_t i);
wn_check_result wn_check_each(const wn_check_context *cx, wn_judge judge);

/* For checks whose findings another stage notes: failed where the record has such a
 * finding, else passed. */
wn_check_result wn_check_noted(const wn_check_context *cx);
/* The same, but not applicable where no field of the check has a value. */
wn_check_result wn_check_remarked(const wn_check_context *cx);
/* Fails dates that are before cx->limit. */
wn_check_result wn_check_age(const wn_check_context *cx);

/* For use while gathering.
 *
 * wn_gather_table: one of the check's two tables, 0 or 1.
 *
 * wn_gather_state: the check's own state: `size` zeroed bytes, made at the first call.
 * With size 0 it makes nothing, and returns NULL where there is no state.
 *
 * wn_gather_arena: an arena that lives as long as what was gathered. */
wn_map *wn_gather_table(const wn_check_context *cx, int which);
void *wn_gather_state(const wn_check_context *cx, size_t size);
wn_arena *wn_gather_arena(const wn_check_context *cx);
/* For use during the run, on what was gathered.
 *
 * wn_gathered_find: the number in the table under the fingerprint; `none` where there is
 * none.
 *
 * wn_gathered_state: the check's own state, or NULL. */
int64_t wn_gathered_find(const wn_check_context *cx, int which, wn_fingerprint print,
                         int64_t none);
const void *wn_gathered_state(const wn_check_context *cx);
/* The fingerprint of the record that the link leads to, in the entity with the number
 * `target`. It equals wn_record_fingerprint of that record. */
wn_fingerprint wn_link_fingerprint(const wn_check_context *cx, const wn_cell *link,
                                   int target);
wn_fingerprint wn_record_fingerprint(const wn_record *record);

/* Does the condition of the check (where=) hold for the record? */
bool wn_check_applies(const wn_check *check, const wn_record *record);
/* Does this run ask the check? A run may ask only the checks with key="yes"
 * (--period=key). */
static inline bool wn_check_is_asked(const wn_context *context, const wn_check *check)
{
    return !context->settings->only_key || check->is_key;
}
/* The first check of this rule on the field; NULL: there is none. */
const wn_check *wn_check_for(const wn_entity *entity, wn_rule_id rule, int field);
/* Makes an empty set of tables for all checks of the model; release frees it. */
void wn_gathered_init(struct wn_gathered *gathered, const wn_model *model);
void wn_gathered_release(struct wn_gathered *gathered);
/* Must the check look at records before the run? Not if no file brings a field that it is
 * about: leads are compared with contacts only where there are leads. */
bool wn_check_gathers(const wn_context *context, const wn_check *check);
/* Marks the entities and the fields that some check must look at before the run, each
 * under its number. */
void wn_mark_gathered(const wn_context *context, bool *entities, bool *fields);
/* Called once when all is gathered: each check settles what it has (see
 * wn_rule.settle). */
void wn_gathered_settle(const wn_context *context, struct wn_gathered *gathered);
/* Is the check asked of no record, but only once at the end of a run? (A check that is
 * asked of records may have a total() too, to say why it was not asked.) */
static inline bool wn_is_total(const wn_check *check)
{
    return wn_rules[check->rule]->total && !wn_rules[check->rule]->look;
}
/* Calls total() of the checks that have one: once per run, when the sums are known. */
void wn_checks_total(const wn_context *context);
/* Counts one thing (column, file, system) that such a check was asked of. Where it
 * failed, `told` goes into the report. */
void wn_total_count(const wn_check_context *cx, bool failed, wn_told told);
/* Says why the check was not asked of the field; field -1: of any. */
void wn_total_skip(const wn_check_context *cx, int field, wn_str place, wn_word why);
/* Visits each system once: returns the source of the plan's ith file if this is the
 * first file of its system with the check's entity, else NULL. */
const wn_source *wn_total_system(const wn_check_context *cx, size_t i);
/* Does this run read only a part of the entity's records from the system of `source`
 * (NULL: from any system)? So it is with --where, or when refused records come back
 * corrected. */
bool wn_is_part(const wn_context *context, const wn_source *source,
                const wn_entity *entity);
/* wn_is_brought: does a file of the entity have a column for the field?
 *
 * wn_has_file: does the plan have a file of the entity? */
bool wn_is_brought(const wn_plan *plan, const wn_entity *entity, int field);
bool wn_has_file(const wn_plan *plan, const wn_entity *entity);
/* Ask the check of the record. Where its condition (where=) does not hold, returns
 * WN_NOT_APPLICABLE, and drops what readers or transforms noted for it. */
wn_check_result wn_check_ask(const wn_check_context *cx);

#endif
