/* xlsx.h - shared by the files that read XLSX workbooks. */
#ifndef READERS_XLSX_H
#define READERS_XLSX_H

#include "number_format.h"
#include "package.h"

/* What the sheets of a workbook share. */
typedef struct xlsx_book {
    read_package package;
    wn_str *parts; /* by table of the input: name of the sheet's part */
    size_t part_count, part_room;
    bool from_1904;
    read_number_format *formats; /* by style */
    size_t format_count, format_room;
    wn_buf texts;   /* shared strings, one behind the other */
    uint32_t *ends; /* where each ends */
    size_t text_count, text_room;
} xlsx_book;

/* Open the workbook and read all but its sheets; sets the input's tables. */
wn_rc xlsx_book_open(xlsx_book *b, wn_input *input, wn_error *err);
wn_str xlsx_book_text(const xlsx_book *b, size_t number); /* "" : there is none */
void xlsx_book_close(xlsx_book *b);

/* Add text to out with _x000D_ as the character it stands for. */
void xlsx_add_text(wn_buf *out, wn_str text);

/* ---- xlsx_ahead.c: the part of a sheet, and what is merged in it
 * ------------------------
 */

typedef struct xlsx_ahead {
    read_package *package;
    const char *name;                      /* of the part */
    void (*merge)(void *data, wn_str ref); /* each "A1:B3", before the first piece */
    void *data;
    read_part *part;
    char *held; /* all of it, or NULL */
    size_t room, len, at;
} xlsx_ahead;

/* Set the first four members before. `look`: for merged cells. */
wn_rc xlsx_ahead_open(xlsx_ahead *a, bool look);
/* The next piece, of `room` bytes at most; "" at the end, or when err says why not. */
wn_str xlsx_ahead_next(xlsx_ahead *a, char *chunk, size_t room);
void xlsx_ahead_close(xlsx_ahead *a);

#endif
