/*
 * outcome.h - the results of a run, for people and scripts. There is a part for each
 * stage that has results: only this stage writes it; later stages and the caller read it.
 */
#ifndef CORE_OUTCOME_H
#define CORE_OUTCOME_H

#include "decision.h"
#include "mapping.h"
#include "record.h"

/* What became of the records of one <file>. */
typedef struct wn_file_counts {
    uint64_t read, dispositions[WN_DISPOSITION_COUNT];
} wn_file_counts;

/* Why rows of the given files are not records of any <file>. WN_SAY_UNREAD_... are the
 * sentences. */
typedef enum wn_unread_why {
    WN_UNREAD_FILE,    /* no <file> reads this file, or this table of it */
    WN_UNREAD_WHERE,   /* the table is read, but no where= takes these rows */
    WN_UNREAD_BELOW,   /* the rows are below the table that is read */
    WN_UNREAD_UNKNOWN, /* winnow cannot read the file: `reason` */
    WN_UNREAD_LEFT,    /* left out by a <skip>: `reason` */
    WN_UNREAD_INSTEAD, /* another file of the same name is read instead */
    WN_UNREAD_FOLDER,  /* a folder with files inside a given folder; not searched */
    WN_UNREAD_COUNT
} wn_unread_why;

extern const char *const wn_unread_names[WN_UNREAD_COUNT];

/* A file, a table of one or rows of a table that are not read. */
typedef struct wn_unread {
    wn_str file, table; /* table "": the file is one table */
    bool is_sheet;
    wn_unread_why why;
    uint64_t rows;
    bool is_counted, is_more; /* is `rows` known? are there more than `rows`? */
    wn_str reason[WN_LANG_COUNT];
} wn_unread;

typedef struct wn_unreads {
    wn_unread *items;
    size_t count, room;
    uint64_t rows; /* all rows that nobody left out on purpose */
    size_t open;   /* number of items that somebody should look at */
    wn_arena arena;
} wn_unreads;

/* Should somebody look at it: were rows not left out on purpose, or is it not known what
 * the file is? */
bool wn_unread_is_open(const wn_unread *unread);
void wn_unreads_release(wn_unreads *unreads);

/* A column that earlier exports of a system had and this export does not have. With
 * column "": the export has no files of the entity any more. The values and records in
 * the target stay as they are. */
typedef struct wn_gone {
    const wn_file *file; /* the file without the column; NULL: the file is gone */
    wn_str name;         /* the name that the missing file had */
    wn_str system, entity, field, column;
    bool is_new; /* the last exports had it */
} wn_gone;

typedef struct wn_gones {
    wn_gone *items;
    size_t count, room, fresh; /* fresh: number of items with is_new */
    wn_arena arena;
} wn_gones;

/* A field that changes in golden records of the target, and the first that do; ptr NULL:
 * no value. */
#define WN_CHANGE_EXAMPLES 3
typedef struct wn_changed_field {
    wn_str name;
    uint64_t count;
    size_t example_count;
    struct wn_change_example {
        int64_t id;
        wn_str before, after;
    } examples[WN_CHANGE_EXAMPLES];
} wn_changed_field;

/* What a run changes in one table of the target: golden records, but for the last three,
 * which are source records. before = changed + same + joined. */
typedef struct wn_change {
    wn_str table;
    const wn_entity *entity; /* of the plan; NULL: it has none of that name */
    uint64_t before, fresh, changed, same;
    uint64_t joined, apart; /* put together with others; that lost source records */
    uint64_t added;         /* new source records of golden ids that the target knew */
    uint64_t gone;          /* in none of the exports any more, and not marked so yet */
    uint64_t unread;        /* of exports that were not read, or not as a whole */
    bool gone_known; /* some export of the table was read as a whole, or it had none */
    wn_changed_field *fields; /* most changes first; examples of the first few only */
    size_t field_count;
} wn_change;

typedef enum wn_change_state {
    WN_CHANGE_NONE,  /* there is no target that keeps records, or no run got that far */
    WN_CHANGE_ANEW,  /* files that each run makes anew: not compared */
    WN_CHANGE_FIRST, /* the target had no records */
    WN_CHANGE_AGAIN,
    WN_CHANGE_GATED, /* nothing is changed: too many records were refused */
    WN_CHANGE_STATES
} wn_change_state;

extern const char *const wn_change_names[WN_CHANGE_STATES];

typedef struct wn_changes {
    wn_change_state state;
    wn_change *items; /* by table; in FIRST and AGAIN only */
    size_t count, room;
    wn_arena arena;
} wn_changes;

/* By the reading stage. */
typedef struct wn_read_outcome {
    uint64_t *records; /* by file */
} wn_read_outcome;

/* By the match stage. */
typedef struct wn_match_outcome {
    uint64_t review_pairs;
    /* Duplicates that remain, by the model's estimate: among the pairs to review, and
     * among those of less probability. What was never compared is not in it. */
    double expected_in_review, expected_elsewhere;
    uint64_t met;      /* decisions given to this run that are about records of it */
    uint64_t contrary; /* decisions that contradict each other */
    char contrary_id[WN_PAIR_ID + 1]; /* see wn_rulings */
    bool *taken; /* by decision: it is taken back, and both records are there; NULL: none */
    uint64_t taken_back;   /* so many */
    uint64_t out_of_reach; /* "same", but each side has a record of the target only */
    bool *doubtful;        /* by entity: its columns do not tell records apart */
    struct wn_match_checked {
        uint64_t answers; /* decisions that were held against the probabilities */
        double said, is;  /* share of them said to be the same; that are */
        bool corrected;   /* they contradict: the probabilities were corrected */
    } * checked;          /* by entity */
} wn_match_outcome;

/* By the merge stage. */
typedef struct wn_merge_outcome {
    uint64_t groups, surplus; /* with two records or more; records beyond the first */
} wn_merge_outcome;

/* By the load stage. */
typedef struct wn_load_outcome {
    wn_file_counts *books; /* by file; dispositions counted when records arrive at load */
    wn_file_counts *rows;  /* by file; dispositions counted from rows of the target */
    wn_gones gones;        /* columns and files of earlier exports that are gone */
    wn_changes changes;    /* what this run changes in the target, or would */
    uint64_t older;        /* records that are older than their state in the target */
    uint64_t joined; /* values that people changed in records that were put together */
    uint64_t edited; /* values that people changed and that differ from the source's */
    wn_buf missing;  /* CSV: records of earlier runs that the exports no longer have */
    bool gated;      /* too many records were refused: nothing is committed */
    char kept_since[11]; /* the day of the target's first run that holds: from then on it
                            knows old ids; "": it keeps none */
    char run_id[64]; /* ends with -2 if the target had a run of that name; "": none */
    char
        backup[512]; /* the copy made before the target was changed, or how to make one */
} wn_load_outcome;

/* With the gate, which is known when all is counted. */
static inline wn_change_state wn_change_state_of(const wn_load_outcome *load)
{
    return load->gated ? WN_CHANGE_GATED : load->changes.state;
}

/* By the report stage. */
typedef struct wn_report_outcome {
    uint64_t records, clean;    /* of this period, as they leave the pipeline */
    uint64_t *rows;             /* records by entity */
    wn_buf left[WN_LANG_COUNT]; /* lines that workbooks and pages have no room for */
    double score;               /* 0 to 100; negative: nothing was checked */
    int colour;                 /* 0 green, 1 yellow, 2 red */
    int weakest;                /* dimension, or -1 */
    bool delta_known;           /* there is an earlier period to compare with */
    double delta;               /* change of the score since that period */
    bool unkept;         /* all is committed, but the files could not get their names */
    char artefacts[512]; /* names of the files written, with blanks between them */
    char left_out[256];  /* of those that are not written for this audience */
} wn_report_outcome;

typedef struct wn_outcome {
    wn_read_outcome read;
    wn_match_outcome match;
    wn_merge_outcome merge;
    wn_load_outcome load;
    wn_report_outcome report;
    wn_unreads unread; /* rows of the given files that were not read; written by run/ */
    double *seconds;   /* by stage; written by run/ */
} wn_outcome;

/* What is so before a run ended: nothing was checked, nothing may be taken for good. */
#define WN_OUTCOME_NONE \
    ((wn_outcome){.report = {.score = -1, .colour = 2, .weakest = -1}})

/* Make room for the files and entities of the plan, all as in WN_OUTCOME_NONE; free it.
 */
void wn_outcome_init(wn_outcome *outcome, const wn_plan *plan);
void wn_outcome_release(wn_outcome *outcome);

#endif
