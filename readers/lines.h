/* lines.h - text line by line, for formats whose records are lines: vCard, LDIF. */
#ifndef READERS_LINES_H
#define READERS_LINES_H

#include "read.h"

typedef struct read_lines {
    read_text text;
    wn_buf buf; /* text that is not looked at yet */
    size_t at;
    char end; /* the byte that ends a line: LF, or CR in files without LF */
    bool no_more;
    uint64_t number; /* of the line that was given last */
} read_lines;

wn_rc read_lines_open(read_lines *l, wn_input *input, wn_error *err);
/* The next line without its end, valid until the next call. False at the end, or when err
 * says so. */
bool read_lines_next(read_lines *l, wn_str *line_out);
void read_lines_close(read_lines *l);
/* False and err set: a line of `len` bytes, joined from several, is longer than a row may
 * be. */
bool read_lines_fit(const read_lines *l, size_t len);

#endif
