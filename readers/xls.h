/* xls.h - shared by the files that read the old binary workbooks (MS-XLS: BIFF5, BIFF8).
 */
#ifndef READERS_XLS_H
#define READERS_XLS_H

#include "number_format.h"
#include "ole.h"
#include "read.h"

enum xls_record {
    XLS_FORMULA = 0x0006,
    XLS_EOF = 0x000A,
    XLS_DATEMODE = 0x0022,
    XLS_FILEPASS = 0x002F,
    XLS_CONTINUE = 0x003C,
    XLS_CODEPAGE = 0x0042,
    XLS_BOUNDSHEET = 0x0085,
    XLS_MULRK = 0x00BD,
    XLS_RSTRING = 0x00D6,
    XLS_XF = 0x00E0,
    XLS_MERGED = 0x00E5,
    XLS_SST = 0x00FC,
    XLS_LABELSST = 0x00FD,
    XLS_NUMBER = 0x0203,
    XLS_LABEL = 0x0204,
    XLS_BOOLERR = 0x0205,
    XLS_STRING = 0x0207,
    XLS_ROW = 0x0208,
    XLS_RK = 0x027E,
    XLS_FORMULA3 = 0x0206,
    XLS_FORMULA4 = 0x0406,
    XLS_FORMAT = 0x041E,
    XLS_BOF = 0x0809
};

/* A record: u16 type, u16 length, then so many bytes. */
typedef struct xls_data {
    uint16_t type;
    const char *ptr;
    size_t len;
} xls_data;

typedef struct xls_book {
    wn_buf stream;
    bool is_8; /* BIFF8: texts are UTF-16; else bytes in a code page */
    bool from_1904;
    wn_decoder *decoder;         /* of the code page */
    read_number_format *formats; /* by style */
    size_t format_count, format_room;
    uint32_t *sheets; /* by table: where it begins in the stream */
    size_t sheet_count, sheet_room;
    wn_buf texts; /* shared strings, one after the other */
    uint32_t *ends;
    size_t text_count, text_room;
} xls_book;

/* Read all except the sheets; sets the input's tables. */
wn_rc xls_book_open(xls_book *b, wn_input *input, wn_error *err);
void xls_book_close(xls_book *b);
wn_str xls_book_text(const xls_book *b, size_t number);
/* The record at *at; *at moves to the next one. False at the end of the stream. */
bool xls_next(const xls_book *b, size_t *at, xls_data *out);
/* Append the text at p, which begins with its length in `width` bytes (1 or 2). */
void xls_add_text(xls_book *b, const char *p, size_t len, int width, wn_buf *out);

#endif
