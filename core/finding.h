/*
 * finding.h - the kinds of things that can be wrong with data, and the ledger.
 *
 * A rule is a kind ("a required field is empty", see checks/); a check is a rule applied
 * to fields of an entity, with its severity, its limits and its consequence (see
 * mapping.h). Stages note findings on records; the ledger keeps the counts,
 * and only report reads it. That is the one side channel of the pipeline.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include "record.h"
#include "words.h"

typedef enum wn_check_result { WN_NOT_APPLICABLE, WN_PASSED, WN_FAILED } wn_check_result;

/* What a <check> of the rule may say besides its fields. */
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

/* A kind of check. One file a kind in checks/, and a line in rules.def. */
typedef struct wn_rule {
    const char *name; /* stable: in mapping files, findings and reports */
    wn_dimension dimension;
    wn_severity severity;    /* when the check does not say */
    double green, red;       /* largest share that may fail, when it does not say */
    bool in_model;           /* may be written as <check rule="..."> */
    unsigned says, must_say; /* of the attributes above */
    int min_fields;          /* that a <check> names; 0: it need not name any */
    int max_fields;          /* 0: any number */
    bool only_dates;         /* its fields are dates */
    bool only_numbers;       /* its fields are numbers */
    bool all_fields;         /* fields= may be left out: all of them */
    wn_by by;
    /* Make ready what pattern= or that= says, or look whether the fields are such, once;
     * false: `why` (room for WN_WHY_ROOM) it cannot be. */
    bool (*prepare)(wn_check *check, wn_lang lang, char *why);
    void (*forget)(wn_check *check);
    /* For which fields the check is there without being written; NULL: for none. */
    bool (*implied)(const wn_field *field);
    bool for_record; /* it is there for the record as a whole */
    /* Look at the record, note what fails on it. NULL: another stage counts it. */
    wn_check_result (*look)(const struct wn_check_context *look);
    /* Look at a record before the run: of the entity that by= names, else its own. Of
     * its fields only those are read that the check names, and those that mean this. */
    void (*gather)(const struct wn_check_context *look);
    bool also[WN_MEANS_COUNT];
    /* Of the entity that by= names, which fields it looks at as well. */
    bool (*needs)(const wn_check *check, const wn_field *of_by);
    bool gathers_all; /* of that entity also the records that the run leaves out */
    /* Once, when all is gathered and no worker runs: of no record. */
    void (*settle)(const struct wn_check_context *look);
    /* Once, at the end: without look, it is asked of columns, files or entities and not
     * of records, and counts itself; with look, it says why it was not asked. */
    void (*total)(const struct wn_check_context *look);
    const char *en, *zh;             /* what is wrong, one sentence */
    const char *do_en, *do_zh;       /* what to do about it */
    const char *about_en, *about_zh; /* what it passes over, and why; or NULL */
    unsigned edition; /* one more when it comes to ask something else: periods before are
                         not compared with those behind */
} wn_rule;

#define WN_WHY_ROOM 512

/* The rule that a transform's remark is a finding of; not of WN_REMARK_NONE. */
static inline wn_rule_id wn_remark_rule(wn_remark remark)
{
    return (wn_rule_id)(WN_RULE_SEVERAL + (remark - WN_REMARK_SEVERAL));
}

extern const wn_rule *const wn_rules[WN_RULE_COUNT];
int wn_rule_find(wn_str name); /* index into wn_rules, or -1 */

/* What a person reads for a check: its own label, else its rule's. */
wn_str wn_check_label(const wn_check *check, wn_lang lang);

typedef struct wn_counts {
    uint64_t applicable, failed;
} wn_counts;

/* The records of one department, as it is spelled. */
typedef struct wn_group {
    wn_str name;
    uint64_t records, spelled; /* all; and those with this spelling, once folded */
    wn_counts *checks;         /* by check, over the whole model */
} wn_group;

#define WN_NO_GROUP SIZE_MAX

/* What a check that is asked of no record found, or why it was not asked. */
typedef struct wn_told {
    const wn_check *check;
    const wn_field *field; /* or NULL */
    wn_str place;          /* a system, a file, or "" */
    wn_str value;          /* of the field, or "" */
    bool is_count;         /* now and before are numbers of records, else shares */
    double now, before;    /* before negative: there is none */
    char period[16];       /* of `before`, or "" */
    bool is_skipped;       /* not asked: */
    wn_word why;
} wn_told;

/* The values of one column, by a <field>, and how its type took them. */
typedef struct wn_column_counts {
    uint64_t filled, refused;
    uint64_t proven, against; /* see wn_cleaned.fits */
    uint64_t scaled;
    uint8_t taken[WN_SHAPES]; /* see WN_TAKEN_... */
} wn_column_counts;

/* Are more of them refused, or read against what the mapping says of them, than a run
 * takes unasked? */
bool wn_column_is_refused(const wn_column_counts *counts, const wn_bind *bind);
/* How many that is. */
uint64_t wn_column_refused(const wn_column_counts *counts);
void wn_column_count(wn_column_counts *counts, const wn_cell *cell);
void wn_column_add(wn_column_counts *to, const wn_column_counts *from);
/* Do values of it contradict how others were read? */
bool wn_column_is_open(const wn_column_counts *counts, const wn_bind *bind);

/* Counts of a run. Each worker has a ledger of its own; they are added up at the end, so
 * the sums do not depend on their number. */
typedef struct wn_tallies {
    wn_counts *counts;                       /* by check, over the whole model */
    uint64_t *waived;                        /* by check: failed, and accepted as it is */
    uint64_t (*states)[WN_CELL_STATE_COUNT]; /* by field, over the whole model */
    wn_column_counts *columns;               /* see wn_tallies_column */
    size_t *first_column;                    /* by file of the plan */
    uint64_t *rows;                          /* by file of the plan */
    wn_told *told;
    size_t told_count, told_room;
    uint64_t changed;   /* values a transform rewrote */
    uint64_t ungrouped; /* records of departments beyond those that are compared */
    size_t checks, fields, column_count, files;
    wn_group *groups;
    size_t group_count, group_room;
    wn_map group_of; /* spelling -> group */
    wn_arena names;
} wn_tallies;

void wn_tallies_init(wn_tallies *tallies, const wn_plan *plan);
/* What was counted of the file's nth <field>. */
wn_column_counts *wn_tallies_column(const wn_tallies *tallies, const wn_file *file,
                                    size_t bind);
void wn_tallies_add(wn_tallies *to, const wn_tallies *from);
void wn_tallies_release(wn_tallies *tallies);
/* Departments whose names differ in case, width or blanks alone are one, under the
 * spelling that most records have. Once, at the end. */
void wn_tallies_fold(wn_tallies *tallies);
/* What a check found that is asked of no record; its texts are copied. */
void wn_tallies_tell(wn_tallies *tallies, wn_told told);
/* Of the records of an entity that a system's files bring: how many; and of those that
 * have the column of the field, in how many it is filled, and in how many not. */
typedef struct wn_level {
    uint64_t records, filled, empty;
    char period[16]; /* of which it is, or "": of this run */
} wn_level;
wn_level wn_tallies_level(const wn_tallies *tallies, const wn_plan *plan,
                          const wn_source *source, const wn_entity *entity, int field);
/* Is the field brought by some file, and by which share of the records filled? */
bool wn_tallies_filled(const wn_tallies *tallies, const wn_field *field, double *share);
/* The group of the record's department; WN_NO_GROUP: it names none, or there are too
 * many. */
size_t wn_tallies_group(wn_tallies *tallies, const wn_record *record);
/* Count what a check said of a record; group: of the record. What was waived (see
 * history.h) is taken off the record again and counts as passed. */
struct wn_history;
void wn_tallies_count(wn_tallies *tallies, size_t group, const struct wn_history *history,
                      wn_record *record, const wn_check *check, wn_check_result outcome);

#endif
