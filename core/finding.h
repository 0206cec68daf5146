/*
 * finding.h - the kinds of things that can be wrong with data, and the tallies.
 *
 * A rule is a kind of mistake ("a required field is empty", see checks/). A check is a
 * rule applied to fields of an entity, with its severity, limits and consequence (see
 * mapping.h). Stages note findings on records; the tallies keep the counts, and only the
 * report stage reads them. They are the only data that does not flow with the batches.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include "record.h"
#include "words.h"

typedef enum wn_check_result { WN_NOT_APPLICABLE, WN_PASSED, WN_FAILED } wn_check_result;

/* The attributes that a <check> of the rule may have besides its fields. */
enum {
    WN_SAYS_AFTER = 1,
    WN_SAYS_WITHIN = 2,
    WN_SAYS_PATTERN = 4,
    WN_SAYS_VALUES = 8,
    WN_SAYS_MIN = 16,
    WN_SAYS_BY = 32,
    WN_SAYS_MOVE_TO = 64,
    WN_SAYS_SHARE = 128,
    WN_SAYS_THAT = 256,
    WN_SAYS_MAX = 512,
    WN_SAYS_LEAST = 1024,
};

/* What by= of a <check> of the rule names. */
typedef enum wn_by {
    WN_BY_MOMENT, /* ENTITY.FIELD: a date of records that are linked to this one */
    WN_BY_LINKED, /* ENTITY: records that are linked to this one */
    WN_BY_OTHER,  /* ENTITY or ENTITY.FIELD: records of any other entity */
} wn_by;

struct wn_check_context;

/* A kind of check: one file in checks/, and a line in rules.def. */
typedef struct wn_rule {
    const char *name; /* stable: in mapping files, findings and reports */
    wn_dimension dimension;
    wn_severity severity;    /* default of the check's severity */
    double green, red;       /* default of the largest shares that may fail */
    bool in_model;           /* may be written as <check rule="..."> */
    unsigned says, must_say; /* attributes (WN_SAYS_...) it may have, and must have */
    int min_fields;          /* fewest fields that a <check> names; 0: none is needed */
    int max_fields;          /* most fields; 0: any number */
    bool only_dates;         /* its fields must be dates */
    bool only_numbers;       /* its fields must be numbers */
    bool all_fields;         /* without fields= it is about all fields */
    wn_by by;
    /* Once, when the model is loaded: compile pattern= or that=, and test whether the
     * fields suit the rule. False: `why` (room for WN_WHY_ROOM) says why not. */
    bool (*prepare)(wn_check *check, wn_lang lang, char *why);
    void (*forget)(wn_check *check); /* free what prepare made */
    /* Does the field have this check without a <check> in the model? NULL: no field. */
    bool (*implied)(const wn_field *field);
    bool for_record; /* every entity has this check, for the record as a whole */
    /* Check the record, and note findings on it. NULL: another stage counts the check. */
    wn_check_result (*look)(const struct wn_check_context *cx);
    /* Before the run: see each record of the entity that by= names, else of the check's
     * own. Only these fields are read: those that the check names, those with a meaning
     * (role=) in `also`, and those of by='s entity for which `needs` is true. */
    void (*gather)(const struct wn_check_context *cx);
    bool also[WN_MEANS_COUNT];
    bool (*needs)(const wn_check *check, const wn_field *of_by);
    bool gathers_all; /* gather also sees the records that the run leaves out */
    /* Once, after all was gathered, while no worker runs. There is no record. */
    void (*settle)(const struct wn_check_context *cx);
    /* Once, at the end. A rule without `look` is about columns, files or entities: here
     * it checks and counts them. A rule with `look` says here why it was not asked. */
    void (*total)(const struct wn_check_context *cx);
    const char *en, *zh;             /* what is wrong, one sentence */
    const char *do_en, *do_zh;       /* what to do about it */
    const char *about_en, *about_zh; /* what the rule does not report, and why; or NULL */
    unsigned edition; /* add one when the rule's meaning changes: earlier periods are then
                         not compared with later ones */
} wn_rule;

#define WN_WHY_ROOM 512

/* The rule of a transform's remark; not for WN_REMARK_NONE. */
static inline wn_rule_id wn_remark_rule(wn_remark remark)
{
    return (wn_rule_id)(WN_RULE_SEVERAL + (remark - WN_REMARK_SEVERAL));
}

extern const wn_rule *const wn_rules[WN_RULE_COUNT];
int wn_rule_find(wn_str name); /* index into wn_rules, or -1 */

/* The check's label for people: its own, else that of its rule. */
wn_str wn_check_label(const wn_check *check, wn_lang lang);

typedef struct wn_counts {
    uint64_t applicable, failed;
} wn_counts;

/* What was done with records in the period of the run. */
typedef struct wn_activity {
    uint64_t dated, updated; /* records that say when they were changed; changed in it */
    uint64_t opened, closed; /* in it; of entities that have a field with role="closed" */
} wn_activity;

/* The records of one department, as it is spelled. */
typedef struct wn_group {
    wn_str name;
    uint64_t records, spelled; /* all; after wn_tallies_fold: with this very spelling */
    wn_counts *checks;         /* by check, over the whole model */
    wn_activity activity;
} wn_group;

#define WN_NO_GROUP SIZE_MAX

/* What a check that is not about records found, or why a check was not asked. */
typedef struct wn_told {
    const wn_check *check;
    const wn_field *field; /* or NULL */
    wn_str place;          /* a system, a file, or "" */
    wn_str value;          /* of the field, or "" */
    bool is_count;         /* now and before are numbers of records, else shares */
    double now, before;    /* before negative: there is none */
    char period[16];       /* of `before`, or "" */
    bool is_skipped;       /* the check was not asked */
    wn_word why;           /* why it was not asked */
} wn_told;

/* Counts of the values of one <field>'s column, by what its type said about them. */
typedef struct wn_column_counts {
    uint64_t filled, refused;
    uint64_t proven, against; /* see wn_cleaned.fits */
    uint64_t scaled;
    uint8_t taken[WN_SHAPES]; /* see WN_TAKEN_... */
} wn_column_counts;

/* Are so many values refused, or written in another way than the mapping says, that a run
 * must ask (bind->refused)? */
bool wn_column_is_refused(const wn_column_counts *counts, const wn_bind *bind);
/* The number of such values. */
uint64_t wn_column_refused(const wn_column_counts *counts);
void wn_column_count(wn_column_counts *counts, const wn_cell *cell);
void wn_column_add(wn_column_counts *to, const wn_column_counts *from);
/* Do some values contradict the way in which others were read? See WN_TAKEN_... */
bool wn_column_is_open(const wn_column_counts *counts, const wn_bind *bind);

/* Counts of a run. Each worker has tallies of its own; they are added up at the end, so
 * the sums do not depend on the number of workers. */
typedef struct wn_tallies {
    wn_counts *counts;                       /* by check, over the whole model */
    uint64_t *waived;                        /* by check: failures that were accepted */
    uint64_t (*states)[WN_CELL_STATE_COUNT]; /* by field, over the whole model */
    wn_column_counts *columns;               /* see wn_tallies_column */
    size_t *first_column;                    /* index into columns, by file of the plan */
    uint64_t *rows;                          /* by file of the plan */
    char (*newest)[20]; /* by file: the latest time that a record was made or changed, not
                           after the day of the run; "": none says */
    wn_told *told;
    size_t told_count, told_room;
    uint64_t changed;   /* values that a transform rewrote */
    uint64_t ungrouped; /* records without a group because there are too many groups */
    size_t checks, fields, column_count, files;
    wn_group *groups;
    size_t group_count, group_room;
    wn_map group_of; /* spelling -> group */
    wn_arena names;
} wn_tallies;

void wn_tallies_init(wn_tallies *tallies, const wn_plan *plan);
/* The counts of the file's <field> number `bind`, from 0. */
wn_column_counts *wn_tallies_column(const wn_tallies *tallies, const wn_file *file,
                                    size_t bind);
void wn_tallies_add(wn_tallies *to, const wn_tallies *from);
void wn_tallies_release(wn_tallies *tallies);
/* What this record adds to the activity of its department in the period, a month. Records
 * that are compared for duplicates, people and companies, count as updated; where the
 * model compares none (`any`), all do. A save that changed nothing is no update. */
wn_activity wn_activity_of(const wn_record *record, const char *period, bool any);
/* Takes the times of the record, where they are later than newest[20]. */
void wn_newest_take(char newest[20], const wn_record *record, const char *as_of);
void wn_activity_add(wn_activity *to, wn_activity from);
/* Does the model compare no entity for duplicates? */
bool wn_model_matches_none(const wn_model *model);
/* Put departments together whose names differ in case, width or blanks only, under the
 * spelling that most records have. Once, at the end. */
void wn_tallies_fold(wn_tallies *tallies);
/* Add what a check that is not about records found; the texts are copied. */
void wn_tallies_tell(wn_tallies *tallies, wn_told told);
/* Counts of an entity's records from one system's files: all records; and, of those whose
 * file has the column of a field, how many have a value there, and how many have none. */
typedef struct wn_level {
    uint64_t records, filled, empty;
    char period[16]; /* the counts are of this period; "": of this run */
} wn_level;
wn_level wn_tallies_level(const wn_tallies *tallies, const wn_plan *plan,
                          const wn_source *source, const wn_entity *entity, int field);
/* Does any file have a column for the field? *share: in which share of the records it has
 * a value. */
bool wn_tallies_filled(const wn_tallies *tallies, const wn_field *field, double *share);
/* The group of the record's department; WN_NO_GROUP: the record names none, or there are
 * too many groups. */
size_t wn_tallies_group(wn_tallies *tallies, const wn_record *record);
/* Count a check's result for a record; `group` is the record's. A finding that was waived
 * (see history.h) is removed from the record and counts as passed. */
struct wn_history;
void wn_tallies_count(wn_tallies *tallies, size_t group, const struct wn_history *history,
                      wn_record *record, const wn_check *check, wn_check_result outcome);

#endif
