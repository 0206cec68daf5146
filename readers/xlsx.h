/* xlsx.h - shared by the files that read XLSX workbooks. */
#ifndef READERS_XLSX_H
#define READERS_XLSX_H

#include "number_format.h"
#include "package.h"

/* What the sheets of a workbook share. */
typedef struct xlsx_book {
    read_package package;
    wn_str *parts; /* by table of the input: the name of the sheet's part */
    size_t part_count, part_room;
    bool from_1904;
    bool to_compute; /* formulas have no results yet: who opens it computes them */
    read_number_format *formats; /* by style */
    size_t format_count, format_room;
    wn_buf texts;   /* shared strings, one after the other */
    uint32_t *ends; /* where each ends */
    size_t text_count, text_room;
} xlsx_book;

/* Open the workbook and read all but its sheets; sets the input's tables. */
wn_rc xlsx_book_open(xlsx_book *b, wn_input *input, wn_error *err);
wn_str xlsx_book_text(const xlsx_book *b, size_t number); /* "": there is none */
void xlsx_book_close(xlsx_book *b);

/* Append the text to out; an escape like _x000D_ becomes its character. */
void xlsx_add_text(wn_buf *out, wn_str text);

/* ---- xlsx_ahead.c: the part of a sheet, and its merged cells ----------------------- */

typedef struct xlsx_ahead {
    read_package *package;
    const char *name;                      /* of the part */
    void (*merge)(void *data, wn_str ref); /* called for each "A1:B3" */
    void *data;
    read_part *part;
    char *held; /* the whole part, or NULL */
    size_t room, len, at;
} xlsx_ahead;

/* Open the part. Set the first four members before. `look`: find the merged cells
 * first. */
wn_rc xlsx_ahead_open(xlsx_ahead *a, bool look);
/* The next piece, at most `room` bytes. "" at the end, or when err is set. */
wn_str xlsx_ahead_next(xlsx_ahead *a, char *chunk, size_t room);
void xlsx_ahead_close(xlsx_ahead *a);

#endif
