/*
 * summary.h - what a run, and a second reading, found: the numbers. Everything else
 * stands in the files that it wrote.
 */
#ifndef WINNOW_SUMMARY_H
#define WINNOW_SUMMARY_H

#include "winnow/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What becomes of a record. Every record read reaches load with one of these;
 * nothing is dropped on the way, so the counts add up. */
typedef enum wn_disposition {
    WN_DISPOSITION_LOADED,    /* into the target */
    WN_DISPOSITION_UNCHANGED, /* the target already says exactly this */
    WN_DISPOSITION_REVIEW,    /* into the target, marked for a person to look at */
    WN_DISPOSITION_REFUSED,   /* into the refusals, with its findings */
    WN_DISPOSITION_ABSORBED, /* merged into another record; kept in the cross-reference */
    WN_DISPOSITION_SKIPPED,  /* outside --where */
    WN_DISPOSITION_COUNT
} wn_disposition;

const char *wn_disposition_name(wn_disposition disposition); /* "loaded", "unchanged" ... */

/* A whole run. Texts are borrowed until wn_run_free. Counts are records, but where they
 * say something else. */
typedef struct wn_summary {
    const char *run_id;    /* as the target has it */
    const char *artefacts; /* names of the files in out_dir, blanks between */
    const char *backup;    /* what was copied before the target was changed, or "" */
    uint64_t read,
        dispositions[WN_DISPOSITION_COUNT]; /* they add up to what was read */
    uint64_t groups, surplus; /* with two records or more; records beyond the first */
    uint64_t review_pairs;    /* pairs that a person should look at */
    uint64_t unread_rows; /* of the files given, that no <file> of the mapping reads */
    size_t files;         /* see wn_run_file */
    double score;         /* of the checks, 0 to 100; negative: nothing was checked */
    int colour;           /* 0 green, 1 yellow, 2 red: the exit code of the program */
    bool gated;           /* too many were refused: nothing is committed */
    bool unkept; /* all is committed, but its files could not get their names: see
                    wn_run_error */
} wn_summary;

/* What became of the records of one <file> of the mapping. */
typedef struct wn_file_summary {
    wn_str name, system, entity;
    uint64_t read, dispositions[WN_DISPOSITION_COUNT];
} wn_file_summary;

/* What was loaded, held against the sources once more. */
typedef struct wn_verified {
    uint64_t records;  /* read again */
    uint64_t compared; /* of them, those that the target knows as they are */
    uint64_t golden;   /* golden records that were compared, value by value */
    uint64_t values;
    uint64_t differ;    /* golden records that say something else, or are gone */
    uint64_t missing;   /* source records that the target does not know */
    uint64_t altered;   /* source records that say something else than was loaded */
    uint64_t edited;    /* golden records that people changed since they were written */
    uint64_t stayed;    /* of which the run let a value stay */
    uint64_t older;     /* source records that the target has newer */
    uint64_t uncovered; /* golden records that stand on exports that were not read now */
    uint64_t sampled;   /* records on the sample sheet */
    uint64_t seed;      /* of the sample */
    wn_buf list;        /* what differs, for people, values masked; the first hundred. The
                          caller's: wn_buf_release */
} wn_verified;

#ifdef __cplusplus
}
#endif

#endif
