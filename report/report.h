/* report.h - shared by stages/report.c and the files of report/ only. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "core/mask.h"
#include "core/output.h"
#include "core/stage.h"
#include "health/feeds.h"
#include "health/metrics.h"

/* ---- stages/report.c -------------------------------------------------------------- */

/* How many findings of each check the page shows as examples. */
#define REPORT_SAMPLES 3

typedef struct report_sample {
    wn_str file, field, column, value; /* value: masked */
    uint64_t line;
    char mark; /* stands before the line number; see wn_line_mark */
    char letter[8];
} report_sample;

/* A file of the run's folder that grows while records come by. */
typedef struct report_stream {
    wn_output *file;
    wn_buf out;
} report_stream;

/* What became of the values that the sources have of a field. */
#define REPORT_EXAMPLES 2

typedef struct report_field {
    uint64_t filled, loaded, absorbed, refused, invalid, blank, changed;
    wn_str examples[REPORT_EXAMPLES][2]; /* as read, as loaded; masked */
    int example_count;
} report_field;

/* A channel (a lead source, say) and how many of its records were duplicates. */
typedef struct report_channel {
    wn_str name;
    uint64_t count;
} report_channel;

/* The values of a field with a list: how often they are written in which way, and how
 * often there was such a value in the last period. */
typedef struct spread_spelling {
    wn_str text;  /* as read; masked */
    size_t value; /* index into values, until report_spread_end */
    uint64_t count;
    const struct spread_spelling *next; /* of the same value, from report_spread_end on */
} spread_spelling;
typedef struct spread_value {
    wn_str value;
    uint64_t count, was;
    size_t spellings;
    const spread_spelling *first; /* the most frequent; from report_spread_end on */
} spread_value;
typedef struct report_spread {
    const wn_entity *entity;
    const wn_field *field;
    spread_value *values; /* the most frequent first, from report_spread_end on */
    spread_spelling *spellings;
    size_t value_count, value_room, spelling_count, spelling_room;
    wn_map value_of, spelling_of;
    uint64_t records, filled, was; /* records with the column; with a value; then */
    uint64_t others; /* filled with one of too many spellings: they are in no value */
} report_spread;

#define REPORT_SAMPLED 300 /* records in sample.xlsx, where there are so many */
#define REPORT_MOST_LISTED 2000 /* findings of a check that a migration lists */

/* The kind of a report: of a migration, or of a health check. */
typedef struct report_kind {
    const char *const *files; /* that it writes into the run's folder */
    wn_word title, books; /* title of the page; sentence of the message: what was read */
    bool loads;           /* says where values and refused records went */
    bool compares; /* with earlier periods; then it is named by month, not by day */
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
        *again;       /* by file: its refused records, to be put right and read again */
    size_t *again_of; /* by file: index into `again`; files of one name share a stream */
    wn_map again_lines; /* lines written there, so that each is written only once */
    uint64_t refused_rows, pair_rows;
    struct pairs_book *pairs_book;
    const wn_entity *pairs_of; /* the entity of its last sheet */
    uint64_t pairs_beyond;     /* pairs that it has no room for */
    metrics_seen seen;
    report_field *fields;     /* by field, over the model */
    report_spread **spreads;  /* by field, over the model; NULL: no record has it */
    report_channel *channels; /* the most frequent first, at the end */
    size_t channel_count, channel_room;
    int tables;        /* in all pages so far: a number in the label of each */
    wn_map channel_of; /* by name */
    struct worklists *lists;
    struct lifecycle *lifecycle;
    struct sampling *sampling;
    struct spellings *spellings;
    struct managers *managers; /* NULL: not asked for */
    bool has_changes; /* changes.csv has rows */
    uint64_t sampled, seed; /* records in the sample; a hash of the run's name */
    report_sample (*samples)[REPORT_SAMPLES]; /* by check */
    uint8_t *sample_count;
    uint64_t *findings; /* by check */
    uint64_t *refusals; /* by check: records that were refused for it */
    health_metrics metrics;
    feeds feeds;
    wn_outputs outputs; /* files of the run's folder; they get their names at the end */
} report;

/* ---- stream.c --------------------------------------------------------------------- */

/* Is the file written for whom the folder is (wn_settings.audience)? */
bool report_goes(const report *r, const char *name);
/* May pages and JSON show values of records, names and keys? For the admin alone. */
bool report_shows_values(const report *r);
/* Begins a file of the run's folder. Owned by r->outputs. NULL: the error says why. */
wn_output *report_begin(report *r, const char *name);
/* Writes a whole file. */
wn_rc report_write(report *r, const char *name, const wn_buf *bytes);

/* Begins a stream. report_stream_flush writes its bytes to the file when there are many,
 * or when `all` is true. */
wn_rc report_stream_open(report *r, report_stream *stream, const char *name);
wn_rc report_stream_flush(report *r, report_stream *stream, bool all);

/* ---- refused.c -------------------------------------------------------------------- */

wn_rc report_refused_open(report *r);
wn_rc report_refused(report *r, const wn_record *record);
wn_rc report_refused_end(report *r);
void report_refused_release(report *r);

/* ---- worklist.c ------------------------------------------------------------------- */

/* The work lists, from which people put records right: a workbook of all, and one for
 * each department, with a sheet for each check. Findings are spooled on disk; the
 * workbooks are written at the end. */
wn_rc report_lists_open(report *r);
wn_rc report_lists_add(report *r, const wn_record *record);
wn_rc report_lists_end(report *r);
void report_lists_release(report *r);
bool report_has_lists(const report *r); /* is there one for some department? */

/* Adds lines to report_left about what the workbooks have no room for. Call it before
 * they are written: they show these lines. */
void report_lists_left(report *r);

/* ---- pairs.c ---------------------------------------------------------------------- */

/* pairs.csv and pairs.xlsx: the pairs that a person should look at, and those that people
 * decided about. */
wn_rc report_pairs_open(report *r);
wn_rc report_pairs_add(report *r, const wn_pair *pair, wn_arena *arena);
void report_pairs_left(const report *r); /* as report_lists_left, for pairs.xlsx */
wn_rc report_pairs_end(report *r);
void report_pairs_release(report *r);

/* ---- left.c ----------------------------------------------------------------------- */

/* Adds a line, in each language, about something that is not shown whole. */
void report_left(const report *r, wn_word word, ...) WN_SAYS(2, 3);
/* Gives these lines in one language, one by one; returns how many there are. */
size_t report_left_write(const report *r, wn_lang lang, void *data,
                         void (*give)(void *data, size_t i, wn_str line));

/* ---- lifecycle.c ------------------------------------------------------------------ */

/* list-NAME.csv: the records that checks propose for the list NAME. */
wn_rc report_lifecycle_add(report *r, const wn_record *record);
wn_rc report_lifecycle_end(report *r);
void report_lifecycle_release(report *r);

/* ---- spread.c --------------------------------------------------------------------- */

void report_spread_add(report *r, const wn_record *record);
void report_spread_end(report *r);
void report_spread_release(report *r);

/* ---- aliases.c ------------------------------------------------------------------ */

/* How each department writes the name of a company that is several records: aliases.h.
 * `add`: groups are whole in a batch. */
void report_spellings_open(report *r);
void report_spellings_add(report *r, wn_batch *batch);
void report_spellings_end(report *r);
void report_spellings_release(report *r);

/* ---- sample.c --------------------------------------------------------------------- */

/* A sample of records, which a person compares with the old system and signs. Each file
 * and department has its proportional share; the run's seed chooses the records. */
void report_sample_open(report *r);
void report_sample_add(report *r, const wn_record *record);
wn_rc report_sample_end(report *r);
void report_sample_left(const report *r); /* as report_lists_left, for the sample */
void report_sample_release(report *r);

/* ---- one file, one output --------------------------------------------------------- */

void report_html(report *r, wn_lang lang, wn_buf *out);
void report_health(report *r, wn_buf *out);   /* health.json */
struct json_t *report_feeds_json(const report *r); /* feeds_json.c, for health.json */
struct json_t *report_skews_json(const report *r);
void report_summary(report *r, wn_buf *out);  /* summary.md */
void report_manifest(report *r, wn_buf *out); /* manifest.json */

/* Writes index.html, a page of all periods, beside the run's folder; see page_periods.c.
 * For a run whose files have their names. Returns whether it was written. */
bool report_periods(report *r);
bool report_has_periods(const report *r); /* is it such a run? */

/* ---- masks ------------------------------------------------------------------------ */

/* A value as reports show it, in the arena. field NULL: nobody knows of which field. */
wn_str report_masked(const report *r, const wn_field *field, wn_str value,
                     wn_arena *arena);
/* The value of the finding, masked; "" when it has none. */
wn_str report_value(const report *r, const wn_finding *finding, const wn_record *record,
                    wn_arena *arena);
/* The name of the record, masked; "" when it has none. */
wn_str report_name(const report *r, const wn_entity *entity, const wn_cell *cells,
                   wn_arena *arena);
/* The value of the record's field with this role; "" when it has none. Borrowed. */
wn_str report_cell(const wn_record *record, wn_means means);
/* A text of the data that is of no field, such as a department; parts of it that may be
 * personal are masked. */
wn_str report_seen(const report *r, wn_str text, wn_arena *arena);
/* Fills r->key_tells. Call it before the first record. */
void report_keys_look(report *r);
/* The key of a record of this system and entity (NULL: nobody knows which entity). It is
 * masked when it stands in a masked column, or may be a name, a mailbox, a phone number
 * or the number of a person. */
wn_str report_shown_key(const report *r, wn_str system, const wn_entity *entity,
                        wn_str key, wn_arena *arena);
/* Calls give(page, key) with the key that report_shown_key returns. */
struct page;
void report_key(const report *r, wn_str system, wn_str key, struct page *page,
                void (*give)(struct page *page, wn_str text));

#endif
