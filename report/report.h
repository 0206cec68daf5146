/* report.h - shared by the files of stage 8 only. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "core/mask.h"
#include "core/output.h"
#include "core/stage.h"
#include "health/metrics.h"

/* ---- report.c --------------------------------------------------------------------- */

/* A few findings of each check, to show what they look like. */
#define REPORT_SAMPLES 3

typedef struct report_sample {
    wn_str file, field, column, value; /* value: masked */
    uint64_t line;
    char mark; /* before the line */
    char letter[8];
} report_sample;

/* A file of the run's folder that grows while records come by. */
typedef struct report_stream {
    wn_output *file;
    wn_buf out;
} report_stream;

/* What became of the values of a field, as its source filled them. */
#define REPORT_EXAMPLES 2

typedef struct report_field {
    uint64_t filled, loaded, absorbed, refused, invalid, blank, changed;
    wn_str examples[REPORT_EXAMPLES][2]; /* as read, as loaded; masked */
    int example_count;
} report_field;

/* Where records came from that turned out to be duplicates. */
typedef struct report_channel {
    wn_str name;
    uint64_t count;
} report_channel;

#define REPORT_MOST_LISTED 2000 /* findings of a check, in a run */

/* What a report is of: a migration, or a health check. */
typedef struct report_kind {
    const char *const *files; /* of the run's folder */
    wn_word title, books;     /* of the page; what was read, in the message */
    bool loads;           /* values and refused records are followed to where they went */
    bool compares;        /* with earlier periods: a month, and not a day, is its name */
    uint64_t most_listed; /* findings of a check on a work list; 0: all */
} report_kind;

typedef struct report {
    wn_stage stage;
    const report_kind *kind;
    wn_arena arena;
    bool *key_tells; /* by file: its keys stand in a column that is masked */
    wn_key key;      /* for pseudonyms, where a field asks for them */
    report_stream refused, pairs;
    report_stream
        *again;         /* by file: its refused records, to be put right and read again */
    size_t *again_of;   /* by file: whose stream it is, of a table that is read twice */
    wn_map again_lines; /* of files that are read twice: a record stands there once */
    uint64_t refused_rows, pair_rows;
    metrics_seen seen;
    report_field *fields;     /* by field, over the model */
    report_channel *channels; /* the most frequent first, at the end */
    size_t channel_count, channel_room;
    wn_map channel_of; /* by name */
    struct worklists *lists;
    struct lifecycle *lifecycle;
    struct sampling *sampling;
    uint64_t sampled, seed;
    report_sample (*samples)[REPORT_SAMPLES]; /* by check */
    uint8_t *sample_count;
    uint64_t *findings; /* by check */
    health_metrics metrics;
    wn_outputs outputs; /* files of the run's folder; they get their names at the end */
} report;

/* ---- stream.c --------------------------------------------------------------------- */

/* Begin a file of the run's folder. NULL: the error says why. */
wn_output *report_begin(report *r, const char *name);
/* Write a whole file. */
wn_rc report_write(report *r, const char *name, const wn_buf *bytes);

/* Begin a stream; its bytes go to the file when there are many. */
wn_rc report_stream_open(report *r, report_stream *stream, const char *name);
wn_rc report_stream_flush(report *r, report_stream *stream, bool all);

/* ---- refused.c -------------------------------------------------------------------- */

wn_rc report_refused_open(report *r);
wn_rc report_refused(report *r, const wn_record *record);
wn_rc report_refused_end(report *r);
void report_refused_release(report *r);

/* ---- worklist.c ------------------------------------------------------------------- */

/* What people put right: a workbook, or one for each department, a sheet for each check.
 * Findings are spooled on disk and written sheet by sheet at the end. */
wn_rc report_lists_open(report *r);
wn_rc report_lists_add(report *r, const wn_record *record);
wn_rc report_lists_end(report *r);
void report_lists_release(report *r);

/* Says what the workbooks of so much leave out; before they are written. */
void report_lists_left(const report *r);

/* ---- left.c ----------------------------------------------------------------------- */

/* One line, in each language, of what is not shown whole. */
void report_left(const report *r, wn_word word, ...) WN_SAYS(2, 3);
/* Its lines in that language, one by one; returns how many there are. */
size_t report_left_write(const report *r, wn_lang lang, void *data,
                         void (*give)(void *data, size_t i, wn_str line));

/* ---- lifecycle.c ------------------------------------------------------------------ */

/* list-NAME.csv: who is proposed for which list. */
wn_rc report_lifecycle_add(report *r, const wn_record *record);
wn_rc report_lifecycle_end(report *r);
void report_lifecycle_release(report *r);

/* ---- sample.c --------------------------------------------------------------------- */

/* Records for a person to hold against the old system, and sign: as many of each file and
 * department as it has, told by the run's own seed. */
void report_sample_open(report *r);
void report_sample_add(report *r, const wn_record *record);
wn_rc report_sample_end(report *r);
void report_sample_left(const report *r); /* as report_lists_left */
void report_sample_release(report *r);

/* ---- one file, one output --------------------------------------------------------- */

void report_html(report *r, wn_lang lang, wn_buf *out);
void report_health(report *r, wn_buf *out);   /* health.json */
void report_summary(report *r, wn_buf *out);  /* summary.md */
void report_manifest(report *r, wn_buf *out); /* manifest.json */

/* ---- masks ------------------------------------------------------------------------ */

/* A value as reports show it; field NULL: of none that is known. */
wn_str report_masked(const report *r, const wn_field *field, wn_str value,
                     wn_arena *arena);
/* What was found, masked, of the record; "" where there is no value. */
wn_str report_value(const report *r, const wn_finding *finding, const wn_record *record,
                    wn_arena *arena);
/* The name of the record, masked; "" where it has none. */
wn_str report_name(const report *r, const wn_entity *entity, const wn_cell *cells,
                   wn_arena *arena);
/* What the field of the record says that means it, or "". Borrowed. */
wn_str report_cell(const wn_record *record, wn_means means);
/* A text of the data that is of no field, as a department: what tells of a person in it
 * is masked. */
wn_str report_seen(const report *r, wn_str text, wn_arena *arena);
/* Which files have keys that stand in a masked column; before the first record. */
void report_keys_look(report *r);
/* The key of a record of that system and entity (NULL: nobody knows): as it is, unless it
 * tells what is masked beside it, or may be a name, a mailbox or a phone number. */
wn_str report_shown_key(const report *r, wn_str system, const wn_entity *entity,
                        wn_str key, wn_arena *arena);
/* The same, given on. */
struct page;
void report_key(const report *r, wn_str system, wn_str key, struct page *page,
                void (*give)(struct page *page, wn_str text));

#endif
