/*
 * summary.h - the numbers that a run found, and those of its verification. All other
 * results are in the files that the run wrote.
 */
#ifndef WINNOW_SUMMARY_H
#define WINNOW_SUMMARY_H

#include "winnow/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What becomes of a record. Every record that was read arrives at the load stage with one
 * of these; no stage drops a record, so the counts add up. */
typedef enum wn_disposition {
    WN_DISPOSITION_LOADED,    /* written to the target */
    WN_DISPOSITION_UNCHANGED, /* the target already has exactly these values */
    WN_DISPOSITION_REVIEW,    /* written to the target; a person should look at it */
    WN_DISPOSITION_REFUSED,   /* written to the file of refused records, with findings */
    WN_DISPOSITION_ABSORBED, /* merged into another record; kept in the cross-reference */
    WN_DISPOSITION_SKIPPED,  /* outside --where */
    WN_DISPOSITION_COUNT
} wn_disposition;

/* "loaded", "unchanged" ... */
const char *wn_disposition_name(wn_disposition disposition);

/* A whole run. Texts are borrowed until wn_run_free. Counts are numbers of records, where
 * the comment does not say something else. */
typedef struct wn_summary {
    const char *run_id;    /* as the target has it */
    const char *artefacts; /* names of the files in out_dir, with blanks between them */
    const char *backup;    /* the copy made before the target was changed, or "" */
    uint64_t read, dispositions[WN_DISPOSITION_COUNT]; /* their sum is `read` */
    /* Groups of two records or more; records in them, without the first of each. */
    uint64_t groups, surplus;
    uint64_t review_pairs; /* pairs that a person should look at */
    uint64_t unread_rows;  /* of the given files, that no <file> of the mapping reads */
    size_t unread;         /* files, tables, sheets of the given paths that somebody should
                              look at, with these rows, or of which it is not known how
                              many rows they have */
    size_t files;          /* number of <file>s, see wn_run_file */
    double score;          /* of the checks, 0 to 100; negative: nothing was checked */
    int colour;            /* 0 green, 1 yellow, 2 red: the exit code of the program. Red
                              until wn_run_execute has ended well */
    bool gated;            /* too many records were refused: nothing is committed */
    bool unkept; /* all is committed, but the files that were written could not get their
                    names: see wn_run_error */
} wn_summary;

/* What became of the records of one <file> of the mapping. */
typedef struct wn_file_summary {
    wn_str name, system, entity;
    uint64_t read, dispositions[WN_DISPOSITION_COUNT];
} wn_file_summary;

/* The target compared with the sources, which were read again. */
typedef struct wn_verified {
    uint64_t records;   /* read again */
    uint64_t compared;  /* of these: records that did not change since they were loaded */
    uint64_t golden;    /* golden records that were compared, value by value */
    uint64_t values;    /* values that were compared */
    uint64_t differ;    /* golden records with another value, or that are gone */
    uint64_t missing;   /* source records that the target does not know */
    uint64_t altered;   /* source records that changed since they were loaded */
    uint64_t edited;    /* golden records that people changed since they were written */
    uint64_t stayed;    /* golden records in which the run let a changed value stay */
    uint64_t older;     /* source records of which the target has a newer state */
    uint64_t uncovered; /* golden records from exports that were not read this time */
    uint64_t sampled;   /* records on the sample sheet */
    uint64_t seed;      /* of the sample */
    wn_buf list; /* the first hundred differences, for people, with masked values. The
                    caller owns it: wn_buf_release */
} wn_verified;

#ifdef __cplusplus
}
#endif

#endif
