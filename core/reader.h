/* reader.h - inputs, and what a reader of an export format is (wn_reader_class). */
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

/* A part of a sheet: rows from 1, columns from 0; bottom and right are included. */
typedef struct wn_range {
    uint64_t top, bottom;
    size_t left, right;
} wn_range;

/* A note for people about an input: see READ_NOTE_... in words.def. */
typedef struct wn_note {
    wn_word word;
    uint64_t number;
    wn_str text;
    uint64_t line; /* of an example; 0: none */
} wn_note;

/* What surveys found out about files: with it, a file is surveyed only once as long as it
 * does not change. For one thread; release the inputs surveyed with it before it. Every
 * function takes NULL as well: then nothing is kept. */
typedef struct wn_surveys wn_surveys;
wn_surveys *wn_surveys_new(void);
void wn_surveys_free(wn_surveys *surveys);

/* An input file, with what a survey of all its bytes found out before the first
 * record is read. */
typedef struct wn_input {
    const char *path; /* as people name it: "WE_1.zip/Account.csv" */
    const char *file; /* path to open: the same, or that of the unpacked archive member */
    int unpacked;     /* fd of the unpacked member, or 0 */
    int at_hand;      /* open fd of the survey, kept for the first reader; 0: none */
    wn_surveys *surveys; /* the caller sets it before the survey; or NULL */
    struct read_surveyed *surveyed;
    char sha256[2 * WN_SHA256_SIZE + 1];
    uint64_t bytes;
    const char *encoding;      /* NULL: the format itself says its encoding */
    size_t mark;               /* length of the byte order mark, in bytes */
    bool is_utf8;              /* all bytes are valid UTF-8 */
    const char *other;         /* encoding of the lines that are not UTF-8, or NULL */
    bool has_nul, has_lost;    /* has NUL bytes; has U+FFFD, or bytes that decode to it */
    wn_str head;               /* the first bytes, as UTF-8 */
    wn_str records;            /* XML, JSON: path of the record element, or "" */
    wn_str sheet;              /* name or number of the table to read, or "" */
    size_t chunk;              /* bytes to read at a time */
    _Atomic uint64_t consumed; /* bytes read so far, for the progress line */
    uint64_t survey_limit;     /* survey only so many bytes; 0: the whole file */
    const wn_reader_class *reader;
    bool is_raw;     /* of a sheet, read every row unchanged, the header too, and values
                      * as a spreadsheet shows them */
    bool is_filled;  /* with is_raw: values as records have them (dates YYYY-MM-DD, merged
                      * cells in each row) */
    wn_str *columns; /* set by the reader's open; unique, not "" */
    size_t column_count;
    wn_str *header; /* of a grid: the header's cells as they are in the file; several
                     * header rows are joined */
    size_t header_count;
    size_t header_rows; /* rows of names, units, technical names; 0: none, or no grid */
    size_t left;        /* number of empty columns before the first of `columns` */
    bool is_headless;   /* no row of names: columns are named by their letters */
    wn_table *tables;   /* set by the reader's open, where there can be several */
    size_t table_count, table;
    bool line_is_record; /* a line has several records: their numbers stand for lines */
    wn_range range;      /* the part of the sheet to read; all 0: everything */
    wn_str dialect;      /* of delimited text: its delimiter, for people */
    wn_note *notes;
    size_t note_count, note_room;
    uint64_t rows; /* all rows that the last reading by wn_rows saw, also of no <file> */
    uint8_t
        *taken; /* if the <file> has a where=: a bit for each row, set if it was taken */
    size_t taken_room;
    wn_arena arena; /* owns head and columns, unless a wn_surveys owns them */
} wn_input;

/* Is each cell wanted as a spreadsheet shows it, and nothing beside? Else merged cells
 * have their value in each row. */
static inline bool wn_input_as_shown(const wn_input *input)
{
    return input->is_raw && !input->is_filled;
}

/* Append the note's sentence to out. */
void wn_note_say(const wn_note *note, wn_lang lang, wn_buf *out);

struct wn_reader_class {
    const char *name;
    const char *en, *zh;
    /* How likely, 0 to 100, a file that begins with `head` has this format. The head is
     * UTF-8; for a binary format, the unchanged bytes. */
    int (*probe)(const wn_input *input, wn_str head);
    bool is_binary; /* binary formats are probed before all text formats */
    /* Get ready and set input->columns. On failure close is still called. */
    wn_rc (*open)(void **reader_out, wn_input *input, wn_error *err);
    /* Append records with source cells and line until the batch is full
     * (WN_MORE) or the input is at its end (WN_OK). */
    wn_rc (*next)(void *reader, wn_batch *batch);
    void (*close)(void *reader);
};

/* All formats, in the order in which they are probed; ends with NULL. */
extern const wn_reader_class *const wn_readers[];

/* Reads the records of a <file>: the rows of its table for which its where= holds, from
 * first to last. All code that reads the records of a <file> must use it. */
typedef struct wn_rows {
    const wn_model *model; /* for its words that mean "no value" */
    const wn_file *file;
    wn_input *input;
    void *reader;
    int **columns; /* column numbers of the input, by term and name */
} wn_rows;

wn_rc wn_rows_open(wn_rows *rows, const wn_model *model, const wn_file *file,
                   wn_input *input, wn_error *err);
/* As a reader's next; but WN_MORE may come with an empty batch, when no row of those that
 * were read is a record of the <file>. */
wn_rc wn_rows_next(wn_rows *rows, wn_batch *batch);
void wn_rows_close(wn_rows *rows); /* may be called again */

/* Read all bytes once, for size, SHA-256, encoding (`forced` unless "") and format. The
 * file stays open for the next reader; wn_input_let_go closes it, for callers that keep
 * many inputs. */
wn_rc wn_input_survey(wn_input *input, const char *path, wn_str forced, wn_error *err);
void wn_input_let_go(wn_input *input);
/* Open a reader and close it again, to learn which tables there are, and the columns of
 * the table that records= or sheet= names. */
wn_rc wn_input_look(wn_input *input, wn_error *err);
/* The same for a caller that has opened the reader itself and goes on to read. */
void wn_input_looked(wn_input *input);
/* A descriptor of the open file for another reader; 0: the file is not open, and the
 * reader must open it. */
int wn_input_at_hand(const wn_input *input);
void wn_input_release(wn_input *input);
/* Is the path the address of a database (postgresql://..., host=... dbname=...)? And the
 * address without its password, as it is shown and stored. */
bool wn_input_is_address(const char *path);
wn_str wn_input_shown(const char *path, wn_arena *arena);
/* A text that is the same for all spellings of a file's path and all links to it; for an
 * archive with one file, that of the file. Only to compare. In the arena. */
wn_str wn_input_identity(wn_surveys *surveys, const char *path, wn_arena *arena);
/* The absolute path without "." and ".."; links are not resolved. In the arena. */
wn_str wn_input_whole(const char *path, wn_arena *arena);
/* Short names that tell the files apart: "list.csv", or "north/list.csv" where there is
 * another list.csv. `out` has room for count; texts in the arena. */
void wn_input_names(const char *const *paths, size_t count, wn_str *out, wn_arena *arena);

/* Files to read, each once: the files of a folder or of an archive, or a single file. */
typedef struct wn_input_list {
    wn_surveys *surveys; /* the caller's, or NULL */
    const char **paths;
    size_t count, room;
    const char **repeated; /* paths of files that were already in the list */
    size_t repeated_count, repeated_room;
    wn_map seen; /* identities of the files */
    wn_arena arena;
} wn_input_list;

void wn_input_list_add(wn_input_list *list, const char *path);
void wn_input_list_release(wn_input_list *list);
/* In a file of refused records that people corrected: the number of last columns that
 * winnow itself added ("winnow: reason"). They are not read. */
size_t wn_input_own_columns(const wn_input *input);
/* The column that a mapping means by this name: the one with exactly this name,
 * else the only one that differs in case, width and blanks alone; -1: none. */
int wn_input_column(const wn_input *input, wn_str name);
/* For each column of the input: the first <keep> or <drop> of the file that fits its
 * name, or -1. */
void wn_input_column_rules(const wn_input *input, const wn_file *file, int *out);
/* The name, in the run's folder refused/, of the file with this <file>'s refused records.
 * Each table of a file with several has its own. In the arena. */
wn_str wn_refused_name(const wn_file *file, wn_arena *arena);
/* Does the name fit the pattern? A * in it stands for any text. */
bool wn_pattern_match(wn_str pattern, wn_str name);
/* The letters a spreadsheet gives the column: 0 -> A, 26 -> AA. out has room
 * for 8. Returns out. */
const char *wn_column_letter(char *out, size_t column);

#endif
