/* report.h - shared by the files of stage 8 only. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "winnow/mask.h"
#include "winnow/stage.h"

/* ---- score.c ---------------------------------------------------------------------- */

typedef struct report_cell {
    double score; /* 0 to 100; negative: nothing to check */
    int colour;   /* 0 green, 1 yellow, 2 red */
} report_cell;

typedef struct report_scores {
    report_cell (*cells)[WN_DIMENSION_COUNT + 1];   /* by entity; last: overall */
    report_cell dimensions[WN_DIMENSION_COUNT + 1]; /* over all entities; last: total */
    int weakest;                                    /* dimension, or -1 */
} report_scores;

/* Score of a share of failures between its limits; see score.c. */
double report_check_score(double failed, double green, double red);
double report_share(const wn_ledger *ledger, const wn_check *check);
void report_score(report_scores *scores, const wn_context *context);
void report_scores_release(report_scores *scores);

/* ---- report.c --------------------------------------------------------------------- */

/* A few findings of each check, to show what they look like. */
#define REPORT_SAMPLES 3

typedef struct report_sample {
    wn_str file, field, column, value; /* value: masked */
    uint64_t line;
    char letter[8];
} report_sample;

/* A file of the run's folder that grows while records come by. */
typedef struct report_stream {
    int fd;
    wn_buf out;
} report_stream;

typedef struct report {
    wn_stage stage;
    wn_arena arena;
    wn_key key; /* for pseudonyms, where a field asks for them */
    report_stream refused, pairs;
    report_stream
        *again;         /* by file: its refused records, to be put right and read again */
    wn_map again_lines; /* of files that are read twice: a record stands there once */
    uint64_t refused_rows, pair_rows, clean, records;
    report_sample (*samples)[REPORT_SAMPLES]; /* by check */
    uint8_t *sample_count;
    uint64_t *findings; /* by check */
    report_scores scores;
    wn_arena names; /* paths of files written, to remove on failure */
    const char **written;
    size_t written_count, written_room;
} report;

/* Write a whole file into the run's folder and remember it. */
wn_rc report_write(report *r, const char *name, const wn_buf *bytes);

/* Begin a stream; its bytes go to the file when there are many. */
wn_rc report_stream_open(report *r, report_stream *stream, const char *name);
wn_rc report_stream_flush(report *r, report_stream *stream, bool all);

/* ---- refused.c -------------------------------------------------------------------- */

wn_rc report_refused_open(report *r);
wn_rc report_refused(report *r, const wn_record *record);
wn_rc report_refused_end(report *r);
void report_refused_release(report *r);

/* ---- one file, one output --------------------------------------------------------- */

void report_html(report *r, wn_lang lang, wn_buf *out);
void report_health(report *r, wn_buf *out);   /* health.json */
void report_summary(report *r, wn_buf *out);  /* summary.md */
void report_manifest(report *r, wn_buf *out); /* manifest.json */

#endif
