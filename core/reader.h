/* reader.h - one export format. The read stage has the table of readers. */
#ifndef CORE_READER_H
#define CORE_READER_H

#include "finding.h"

#include "winnow/error.h"

/* Bytes read at a time. */
#ifdef WINNOW_HARD
#define WN_CHUNK 7
#else
#define WN_CHUNK ((size_t)256 << 10)
#endif

typedef struct wn_reader_class wn_reader_class;

/* A sheet of a workbook, a table of a database or of a page, a file of an archive. */
typedef struct wn_table {
    wn_str name;
    bool is_hidden;
} wn_table;

/* A part of a sheet: rows from 1, columns from 0, the last ones among them. */
typedef struct wn_range {
    uint64_t top, bottom;
    size_t left, right;
} wn_range;

/* Something to know about an input beside its records: see words.def, READ_NOTE_... */
typedef struct wn_note {
    wn_word word;
    uint64_t number;
    wn_str text;
    uint64_t line; /* of an example; 0: none */
} wn_note;

/* What is known of the files that were looked over: whoever has it asks each file once,
 * as long as it is the same. Of one thread; inputs that were surveyed with it end before
 * it does. NULL, wherever one is asked for: nothing is kept. */
typedef struct wn_surveys wn_surveys;
wn_surveys *wn_surveys_new(void);
void wn_surveys_free(wn_surveys *surveys);

/* An input file as it was found on disk: what a survey of all its bytes told
 * before the first record is read. */
typedef struct wn_input {
    const char *path; /* as people name it: "WE_1.zip/Account.csv" */
    const char *file; /* what to open: the same, or where a part of an archive was put */
    int unpacked;     /* fd of that part, or 0 */
    int at_hand;      /* fd that was surveyed, for the first to read it; 0: none */
    wn_surveys *surveys; /* the caller's, before the survey; or NULL */
    struct read_surveyed *surveyed;
    char sha256[2 * WN_SHA256_SIZE + 1];
    uint64_t bytes;
    const char *encoding;   /* NULL: the format says it itself */
    size_t mark;            /* bytes of byte order mark */
    bool is_utf8;           /* every byte of it */
    const char *other;      /* of UTF-8 with broken lines: what those are in, or NULL */
    bool has_nul, has_lost; /* NUL bytes; U+FFFD, or bytes that decode to it */
    wn_str head;            /* the first bytes, as UTF-8 */
    wn_str records;         /* XML, JSON: path of the record element, or "" */
    wn_str sheet;           /* name or number of the table to read, or "" */
    size_t chunk;           /* bytes to read at a time */
    _Atomic uint64_t consumed; /* bytes read so far, for the progress line */
    uint64_t survey_limit;     /* look at so many bytes only; 0: at all */
    const wn_reader_class *reader;
    bool is_raw;     /* of a sheet every row as it stands, header and all */
    wn_str *columns; /* set by the reader's open; unique, not "" */
    size_t column_count;
    wn_str *header; /* of a grid: the header's cells as they stand in the file, of several
                     * rows joined */
    size_t header_count;
    size_t header_rows; /* of names, units and technical names; 0: none, or no grid */
    size_t left;        /* empty columns of the sheet before the first of these */
    bool is_headless;   /* no row of names: columns are called by their letters */
    wn_table *tables;   /* set by the reader's open, where there can be several */
    size_t table_count, table;
    bool line_is_record; /* several stand in one line: a record's line is its number */
    wn_range range;      /* of the sheet: what is read of it; all 0: everything */
    wn_str dialect;      /* how delimited text is written, for people: its delimiter */
    wn_note *notes;
    size_t note_count, note_room;
    uint64_t rows;  /* that the last reading by wn_rows gave, of this <file> or not */
    uint8_t *taken; /* where the <file> has a where=: a bit for each, those it took */
    size_t taken_room;
    wn_arena arena; /* owns head and columns, where no wn_surveys does */
} wn_input;

/* Append the note as a sentence. */
void wn_note_say(const wn_note *note, wn_lang lang, wn_buf *out);

struct wn_reader_class {
    const char *name;
    const char *en, *zh;
    /* How sure, 0 to 100, that a file that begins like this is this format. The head is
     * text as UTF-8; of a binary format, the bytes as they are. */
    int (*probe)(const wn_input *input, wn_str head);
    bool is_binary; /* asked before anything is taken for text */
    /* Get ready and set input->columns. On failure close is still called. */
    wn_rc (*open)(void **reader_out, wn_input *input, wn_error *err);
    /* Append records with source cells and line until the batch is full
     * (WN_MORE) or the input is at its end (WN_OK). */
    wn_rc (*next)(void *reader, wn_batch *batch);
    void (*close)(void *reader);
};

/* The formats that are read, in the order in which they are asked; ends with NULL. */
extern const wn_reader_class *const wn_readers[];

/* The rows of a table that are a <file>'s records, read from the first to the last: those
 * for which its where= holds. Whoever reads the records of a <file> reads them so. */
typedef struct wn_rows {
    const wn_model *model; /* its blank values are not filled */
    const wn_file *file;
    wn_input *input;
    void *reader;
    int **columns; /* of the input, by term and name */
} wn_rows;

wn_rc wn_rows_open(wn_rows *rows, const wn_model *model, const wn_file *file,
                   wn_input *input, wn_error *err);
/* As a reader's next; but WN_MORE may come with an empty batch: none of so many. */
wn_rc wn_rows_next(wn_rows *rows, wn_batch *batch);
void wn_rows_close(wn_rows *rows); /* once more does no harm */

/* Read all bytes once: size, SHA-256, encoding (`forced` unless ""), format. The file
 * stays open for the next reader: whoever keeps many inputs lets go of it. */
wn_rc wn_input_survey(wn_input *input, const char *path, wn_str forced, wn_error *err);
void wn_input_let_go(wn_input *input);
/* Open and close it, for what is learned of the table that records= or sheet= names, of
 * its columns, of other tables. */
wn_rc wn_input_look(wn_input *input, wn_error *err);
/* The same for who has opened it himself, and goes on to read it. */
void wn_input_looked(wn_input *input);
/* The same file at hand for one reader more; 0: it is not open, which does no harm. */
int wn_input_at_hand(const wn_input *input);
void wn_input_release(wn_input *input);
/* Is it the address of a database (postgresql://..., host=... dbname=...)? And how that
 * is shown and kept: without a password. */
bool wn_input_is_address(const char *path);
wn_str wn_input_shown(const char *path, wn_arena *arena);
/* The same text for the same file, however it is named: by another spelling, by a link;
 * of an archive with one file, that file. Only to compare. In the arena. */
wn_str wn_input_identity(wn_surveys *surveys, const char *path, wn_arena *arena);
/* The path from the root on, without "." and ".."; links stay. In the arena. */
wn_str wn_input_whole(const char *path, wn_arena *arena);
/* How each of the files is called among them: "list.csv", or "north/list.csv" where there
 * is another list.csv. `out` has room for count; in the arena. */
void wn_input_names(const char *const *paths, size_t count, wn_str *out, wn_arena *arena);

/* Files to read, each once: those of a folder, those in an archive, or the one itself. */
typedef struct wn_input_list {
    wn_surveys *surveys; /* the caller's, or NULL */
    const char **paths;
    size_t count, room;
    const char **repeated; /* what was named again, and is there already */
    size_t repeated_count, repeated_room;
    wn_map seen; /* their identities */
    wn_arena arena;
} wn_input_list;

void wn_input_list_add(wn_input_list *list, const char *path);
void wn_input_list_release(wn_input_list *list);
/* Columns that winnow itself wrote behind those of the source ("winnow: reason"), in a
 * file of refused records that was put right: they are not read. */
size_t wn_input_own_columns(const wn_input *input);
/* The column a mapping means by this name: exactly, else the only one that is
 * the same but for case, width and blanks; -1: none. */
int wn_input_column(const wn_input *input, wn_str name);
/* By column of the input: the first <rest> of the file that fits its name, or -1. */
void wn_input_column_rules(const wn_input *input, const wn_file *file, int *out);
/* What a run calls the file of this one's refused records, in its folder refused/; a
 * table of several in a file has one of its own. */
wn_str wn_refused_name(const wn_file *file, wn_arena *arena);
/* Does the name fit the pattern, in which * stands for anything? */
bool wn_pattern_match(wn_str pattern, wn_str name);
/* The letters a spreadsheet gives the column: 0 -> A, 26 -> AA. out has room
 * for 8. Returns out. */
const char *wn_column_letter(char *out, size_t column);

#endif
