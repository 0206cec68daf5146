/*
 * history.h - what earlier periods said, and what this one adds to it.
 *
 * A period is a month, YYYY-MM. Over the periods, a finding is a check and a record: it
 * is new, still open, fixed, or it has come back. The load stage reads the history from
 * the target before the first record, and counts while records arrive; checks and reports
 * only read it.
 */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include "context.h"

/* The number of a finding, above zero and the same in each period: a hash of the check
 * and of the record's system, entity and key (of its cells where it has no key). */
int64_t wn_finding_number(const wn_check *check, const wn_record *record);
/* The same, for a record that is given by its texts. */
int64_t wn_finding_number_of(wn_str rule, wn_str system, wn_str entity, wn_str key);
/* The number of a record, made in the same way. */
int64_t wn_record_number(const wn_record *record);

/* An earlier period. */
typedef struct wn_period {
    char name[16];
    char as_of[16];    /* the day of its check, YYYY-MM-DD */
    wn_counts *counts; /* by check of today's model; zero where `asked` is false */
    bool *asked;       /* by check: the check had the same meaning then as now */
    uint64_t *rows;    /* by entity */
    double score;      /* the score that was reported then; negative: none */
    uint64_t records, clean;
    char rules[32]; /* identifies the set of checks: it differs when the rules changed */
} wn_period;

/* From numbers above zero to their positions, in the order in which they were added.
 * There are millions of findings: a number takes 16 bytes here, but 80 in a wn_map. */
typedef struct wn_index {
    int64_t *numbers;
    uint32_t *slots; /* position + 1 */
    size_t count, room, slot_count;
} wn_index;

#define WN_NOWHERE UINT32_MAX
uint32_t wn_index_find(const wn_index *index, int64_t number); /* or WN_NOWHERE */
uint32_t wn_index_add(wn_index *index, int64_t number, bool *is_new);

/* What was known of a finding before this period. */
typedef struct wn_episode {
    uint32_t check;
    uint16_t first; /* the month (see wn_month_number) since which the finding is open, or
                       was open the last time */
    bool known : 1; /* seen before this period */
    bool open : 1;  /* open in the last period before this one */
    bool seen : 1;  /* seen in this period */
    bool begun : 1; /* by an earlier run of this period */
    bool ended : 1;
} wn_episode;

/* What the findings of a check became. */
typedef struct wn_lifecycle {
    uint64_t fresh, open, returned, fixed;
} wn_lifecycle;

/* A department in the last period before this one. */
typedef struct wn_history_group {
    wn_str name;
    wn_counts *counts; /* by check of today's model */
    wn_activity activity;
} wn_history_group;

/* A column of a file that is new or gone, or a new value of a field with a list. */
typedef struct wn_novelty {
    enum { WN_COLUMN_NEW, WN_COLUMN_GONE, WN_VALUE_NEW } kind;
    wn_str where, what; /* file and column; entity.field and value */
    uint64_t count;     /* records with the value */
} wn_novelty;

/* How many records had a value of a field with a list, in the last period. */
typedef struct wn_value_count {
    wn_str entity, field, value;
    uint64_t count;
} wn_value_count;

/* A finding that a person accepted as it is. */
typedef struct wn_waiver {
    int64_t finding;
    wn_str rule, entity, system, key, who, why;
    char until[16]; /* the last day, YYYY-MM-DD */
} wn_waiver;

/* What people wrote into a work list of an earlier period. */
typedef enum wn_reply {
    WN_REPLY_FIXED,
    WN_REPLY_NO_NEED,
    WN_REPLY_MERGE,
    WN_REPLY_DISPUTED,
    WN_REPLY_COUNT
} wn_reply;

typedef struct wn_answer {
    wn_str rule, entity, system, key, note, who;
    int64_t finding;
    wn_reply reply;
    char until[16]; /* of WN_REPLY_NO_NEED: YYYY-MM-DD */
    bool found;     /* this run still has the finding */
} wn_answer;

/* All answers. The caller gives them; they stay when a run begins again. */
typedef struct wn_answers {
    wn_answer *items;
    size_t count, room;
    wn_map known; /* finding number -> index + 1 of items */
    wn_arena arena;
} wn_answers;

typedef struct wn_history {
    wn_period *periods; /* before this one, oldest first */
    size_t count, room;
    wn_index findings;    /* their numbers */
    wn_episode *episodes; /* by position in findings */
    size_t episode_room;
    wn_map waived; /* finding number -> index + 1 of waivers that hold on the day */
    wn_waiver *waivers;
    size_t waiver_count, waiver_room;
    wn_index touched; /* records, by their numbers */
    struct wn_touch *touches;
    size_t touch_room;
    wn_history_group *groups;
    size_t group_count, group_room;
    wn_map group_of;          /* department, folded -> index + 1 */
    wn_lifecycle *lifecycles; /* by check */
    wn_novelty *novelties;
    size_t novelty_count, novelty_room;
    wn_value_count *values;
    size_t value_count, value_room;
    uint64_t unwatched; /* cells whose value was not kept: there were too many values */
    wn_answers answers;
    wn_level *levels; /* see wn_history_level */
    size_t level_count, level_room;
    wn_map level_of;
    wn_arena arena;
} wn_history;

/* The level (see wn_tallies_level) of an entity's records from a system's files, in the
 * last period that has one. field "": of the records as a whole. NULL: no period has one.
 */
const wn_level *wn_history_level(const wn_history *history, wn_str system, wn_str entity,
                                 wn_str field);
wn_fingerprint wn_level_fingerprint(wn_str place,
                                    wn_str field); /* place: "system/entity" */
/* The department in the last period, whatever the case and width; NULL: it was not there.
 */
wn_history_group *wn_history_group_named(const wn_history *history, wn_str name);
/* What was known of a finding before; NULL: the finding is new. */
const wn_episode *wn_history_episode(const wn_history *history, int64_t finding);
bool wn_is_waived(const wn_history *history, const wn_check *check,
                  const wn_record *record);
/* Make room for the checks of the model. The answers stay, each with `found` false. */
void wn_history_begin(wn_history *history, const wn_model *model);
/* Free all but the answers; free the answers. */
void wn_history_release(wn_history *history);
void wn_answers_release(wn_answers *answers);

/* The state of a record when it was seen last. */
typedef struct wn_touch {
    uint64_t content; /* a hash of all values but the time of update */
    int64_t since;    /* the update that brought this content; seconds, see wn_moment */
    int64_t updated;  /* the last update */
} wn_touch;

uint64_t wn_touch_content(const wn_record *record);
const wn_touch *wn_history_touch(const wn_history *history,
                                 const wn_record *record); /* or NULL */
/* *since: the time since which the record has its content. False: not known, or the
 * content is new. */
bool wn_touched_since(const wn_history *history, const wn_record *record, int64_t *since);

#endif
