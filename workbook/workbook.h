/*
 * workbook.h - a mapping and its clean model as a workbook, for people who do not read
 * XML. A sheet for each table of the old system, a row for each of its columns.
 *
 * The XML stays what counts: a hidden sheet has it, byte for byte, and what people change
 * in cells is changed in it; comments and order stay. So a workbook that nobody changed
 * gives the XML that it was made of.
 */
#ifndef WORKBOOK_WORKBOOK_H
#define WORKBOOK_WORKBOOK_H

#include "core/mapping.h"
#include "core/output.h"

/* ---- reading ---------------------------------------------------------------------- */

typedef struct wn_workbook wn_workbook;

/* Is the file a workbook that winnow wrote of a mapping, and no data? */
bool wn_is_workbook(const char *path);
/* Is the file a mapping, as XML or as a workbook? */
bool wn_is_mapping_file(const char *path);
/* Read the workbook. Mistakes in its cells go into diags, each with its cell (see
 * wn_diag.place). WN_E_MAPPING: it cannot be read (err says why), or there are mistakes.
 * Release *out in any case; NULL is fine. */
wn_rc wn_workbook_read(wn_workbook **out, const char *path, wn_diags *diags,
                       wn_error *err);
/* The same with other texts in some cells, as somebody would have typed them: `cells` are
 * "Customers!F12=Phone", where the sheet may stand in quotes: 'It''s'!F12. Mistakes are told
 * of `name`. Columns about which nobody had said anything may stay so. */
wn_rc wn_workbook_edit(wn_workbook **out, const char *path, const char *name,
                       const char *const *cells, size_t count, wn_diags *diags,
                       wn_error *err);
void wn_workbook_free(wn_workbook *book);
/* The XML that the cells say; it lives as long as the workbook. */
const wn_text *wn_workbook_text(const wn_workbook *book);
/* The language of its headings; false: the file is no such workbook. */
bool wn_workbook_says_lang(const char *path, wn_lang *lang);
/* Write the workbook as people left it, with its mistakes, which are among `diags`, in
 * the column of problems. *problems: how many rows, or others, have one. WN_E_TARGET. */
wn_rc wn_workbook_mark(const wn_workbook *book, const wn_diags *diags,
                       const wn_output *output, size_t *problems, wn_error *err);
/* Give the mistakes about its XML the cells that they are about. */
void wn_workbook_places(const wn_workbook *book, wn_diags *diags);

/* The workbooks among the mappings of a run, and texts that stand for others. */
typedef struct wn_workbooks {
    wn_workbook **items;
    size_t count, room;
    wn_text *texts;
    size_t text_count, text_room;
} wn_workbooks;

/* A text that stands for its path; borrowed. Before the mappings are loaded. */
void wn_workbooks_add(wn_workbooks *books, const wn_text *text);
/* Keep the workbook, whose text stands for its name. */
void wn_workbooks_take(wn_workbooks *books, wn_workbook *book);
/* Load mappings, some of which may be workbooks or texts, and the model they name, as
 * wn_plan_load does. Mistakes in workbooks get the names of their cells. */
wn_rc wn_mappings_load(wn_plan *plan, wn_workbooks *books, const char *const *paths,
                       size_t count, wn_diags *diags, wn_error *err);
/* The text of the mapping with this path; NULL: it is a file. */
const wn_text *wn_workbooks_text(const wn_workbooks *books, const char *path);
void wn_workbooks_release(wn_workbooks *books); /* after the diags were shown */

/* ---- writing ---------------------------------------------------------------------- */

/* What a column of a table holds in its first rows. */
typedef struct wn_seen_column {
    wn_str name;
    char letter[8];
    uint64_t filled;
    wn_str samples; /* masked */
} wn_seen_column;

/* What a <field> makes of its columns; 0 rows: it was not looked at. */
typedef struct wn_seen_field {
    uint64_t filled, valid;
    wn_str after;   /* samples of what is loaded, masked */
    wn_str invalid; /* samples of what is not valid, with their lines, masked */
    uint64_t linked, found; /* of a link; 0 linked: how many are found is not known */
    bool stops;     /* so many are not valid that a run stops */
} wn_seen_field;

typedef struct wn_seen_file {
    bool is_seen;
    uint64_t rows;
    wn_seen_column *columns;
    size_t column_count;
    wn_seen_field *fields; /* by <field> */
} wn_seen_file;

/* A value of a column whose field has a list. */
typedef struct wn_seen_value {
    const wn_list *list;
    wn_str value;
    uint64_t count;
} wn_seen_value;

/* A problem with the line of the mapping. */
typedef struct wn_seen_problem {
    uint32_t line;
    bool is_grave;
    wn_str text;
} wn_seen_problem;

typedef struct wn_seen {
    wn_seen_file *files; /* by file of the plan; NULL: no file was looked at */
    wn_seen_value *values;
    size_t value_count;
    wn_seen_problem *problems;
    size_t problem_count;
} wn_seen;

/* Write the mapping, which is `plan`'s only one and has the text, as a workbook. `name`:
 * what the workbook is called, for the commands that it names. *problems: how many cells
 * have one. Errors: WN_E_TARGET. */
wn_rc wn_workbook_write(const wn_plan *plan, const wn_text *text, const wn_seen *seen,
                        const wn_output *output, const char *name, wn_lang lang,
                        size_t *problems, wn_error *err);

#endif
