/*
 * outcome.h - what a run found, for people and scripts. A part for each stage that has
 * something to say: it alone writes it, and the stages behind it and the caller look.
 */
#ifndef CORE_OUTCOME_H
#define CORE_OUTCOME_H

#include "mapping.h"
#include "record.h"

/* What became of the records of one <file>. */
typedef struct wn_file_counts {
    uint64_t read, dispositions[WN_DISPOSITION_COUNT];
} wn_file_counts;

/* Why rows of the files given are records of no <file>; the words of it:
 * WN_SAY_UNREAD_...
 */
typedef enum wn_unread_why {
    WN_UNREAD_FILE,    /* no <file> reads the file, or this table of it */
    WN_UNREAD_WHERE,   /* of a table that is read: no where= takes them */
    WN_UNREAD_BELOW,   /* below the table that is read */
    WN_UNREAD_UNKNOWN, /* winnow cannot read it: `reason` */
    WN_UNREAD_LEFT,    /* left out by a <skip>: `reason` */
    WN_UNREAD_INSTEAD, /* a file, and another of its name is read in its place */
    WN_UNREAD_FOLDER,  /* of files, in a folder that was given: nobody looks into it */
    WN_UNREAD_COUNT
} wn_unread_why;

extern const char *const wn_unread_names[WN_UNREAD_COUNT];

/* A file, a table of one or rows of a table that are not read. */
typedef struct wn_unread {
    wn_str file, table; /* table "": the file is one */
    bool is_sheet;
    wn_unread_why why;
    uint64_t rows;
    bool is_counted, is_more; /* not counted: nobody knows; more: at least so many */
    wn_str reason[WN_LANG_COUNT];
} wn_unread;

typedef struct wn_unreads {
    wn_unread *items;
    size_t count, room;
    uint64_t rows; /* that nobody left out on purpose */
    size_t open;   /* of the items: those with such rows, or not understood */
    wn_arena arena;
} wn_unreads;

/* Is it one that somebody should look at? */
bool wn_unread_is_open(const wn_unread *unread);
void wn_unreads_release(wn_unreads *unreads);

/* A column that earlier exports of a system had and this one has not; or, with column "",
 * all of its files of an entity. Values and records of it stay as they are. */
typedef struct wn_gone {
    const wn_file *file; /* that lacks the column; NULL: the file is gone */
    wn_str name;         /* of the file that is gone, as it was called */
    wn_str system, entity, field, column;
    bool is_new; /* the last exports had it */
} wn_gone;

typedef struct wn_gones {
    wn_gone *items;
    size_t count, room, fresh; /* fresh: of the items, those that are new */
    wn_arena arena;
} wn_gones;

/* By the reading stage. */
typedef struct wn_read_outcome {
    uint64_t *records; /* by file */
} wn_read_outcome;

/* By the match stage. */
typedef struct wn_match_outcome {
    uint64_t review_pairs;
    bool *doubtful; /* by entity: what columns it has tells no records apart */
} wn_match_outcome;

/* By the merge stage. */
typedef struct wn_merge_outcome {
    uint64_t groups, surplus; /* with two records or more; records beyond the first */
} wn_merge_outcome;

/* By the load stage. */
typedef struct wn_load_outcome {
    wn_file_counts *books; /* by file; fates counted as records arrive at the end */
    wn_file_counts *rows;  /* by file; fates counted from rows of the target */
    wn_gones gones;        /* what earlier files had that they have not */
    uint64_t older;        /* records that are older than what the target has of them */
    uint64_t joined;  /* values that people changed in records that were put together */
    uint64_t edited;  /* values that people changed and of which the source has others */
    wn_buf missing;   /* CSV: records of before that the exports have no more */
    bool gated;       /* too many were refused: nothing is committed */
    char run_id[64];  /* -2 at its end when the target has a run of that name; "": none */
    char backup[512]; /* what was copied before the target was changed, or how to */
} wn_load_outcome;

/* By the report stage. */
typedef struct wn_report_outcome {
    uint64_t records, clean;    /* of this period, as they leave */
    uint64_t *rows;             /* the same by entity */
    wn_buf left[WN_LANG_COUNT]; /* lines: what workbooks and pages have no room for */
    double score;               /* 0 to 100; negative: nothing was checked */
    int colour;                 /* 0 green, 1 yellow, 2 red */
    int weakest;                /* dimension, or -1 */
    bool delta_known;           /* there is an earlier period to compare with */
    double delta;               /* of the score, since then */
    bool unkept;         /* all is committed, but its files could not get their names */
    char artefacts[512]; /* names of the files written, blanks between */
} wn_report_outcome;

typedef struct wn_outcome {
    wn_read_outcome read;
    wn_match_outcome match;
    wn_merge_outcome merge;
    wn_load_outcome load;
    wn_report_outcome report;
    wn_unreads unread; /* what the files given have beside what was read; by the driver */
    double *seconds;   /* by stage; by the driver */
} wn_outcome;

/* Room for what the plan has, all zero; and given back. */
void wn_outcome_init(wn_outcome *outcome, const wn_plan *plan);
void wn_outcome_release(wn_outcome *outcome);

#endif
