/*
 * text.h - UTF-8, text for the eye, and comma separated output.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include "winnow/arena.h"
#include "winnow/buffer.h"

#include <stdarg.h>

/* The code point at s.ptr[*at], and *at moved behind it. A byte that is not
 * UTF-8 gives U+FFFD and moves by one. *at must be below s.len. */
uint32_t wn_utf8_next(wn_str s, size_t *at);
/* Where the character before s.ptr[at] begins; at must be above 0. */
size_t wn_utf8_before(wn_str s, size_t at);
/* Write c as UTF-8 to out, which has room for 4 bytes; returns the length. */
size_t wn_utf8_put(char *out, uint32_t c);
/* Length of the longest prefix of s that is UTF-8 (RFC 3629: no surrogates,
 * no overlong forms, nothing above U+10FFFF). */
size_t wn_utf8_valid(wn_str s);
size_t wn_utf8_count(wn_str s); /* code points */
/* Columns on a terminal: East Asian wide characters take two. */
size_t wn_utf8_width(wn_str s);
size_t wn_shown_width(wn_str s); /* the width of the text as wn_buf_shown writes it */
/* Does c control a terminal, or is it invisible: control characters (C0, DEL, C1), marks
 * that change the direction of text, characters of no width? */
bool wn_is_hidden(uint32_t c);
bool wn_is_ascii(wn_str s);
bool wn_is_han(uint32_t c); /* unified ideographs of the planes in use */
bool wn_has_han(wn_str s);

/* Is the text, in small letters, what people type to get past a required field: test, 无,
 * 123456, noemail@...? */
bool wn_is_placeholder(wn_str s);

/* More functions for wn_buf (buffer.h). Make room for `more` bytes after the text and
 * return a pointer to it; a caller that writes there adds to buf->len. */
char *wn_buf_reserve(wn_buf *buf, size_t more);
void wn_buf_format_args(wn_buf *buf, const char *format, va_list args);
/* Append the text so that people can see all of it: hidden characters become visible (ESC
 * as U+241B, U+202E as <U+202E>), bytes that are not UTF-8 become U+FFFD. `lines`: line
 * ends and tabs stay as they are. */
void wn_buf_shown(wn_buf *buf, wn_str text, bool lines);
/* The text from byte `at` to the end; `at` is at most len. Borrowed. */
wn_str wn_buf_from(const wn_buf *buf, size_t at);

/* One cell of RFC 4180 output: quoted when it must be. */
void wn_csv_add(wn_buf *buf, wn_str cell);
/* A whole row with its newline. */
void wn_csv_row(wn_buf *buf, const wn_str *cells, size_t count);
/* Cut the next row off the text, without its newline; cells in quotes may hold some. */
wn_str wn_csv_cut(wn_str *text);
/* The next cell of a row that wn_csv_row made, into the arena; *rest keeps what follows.
 * False: there is none. */
bool wn_csv_next(wn_str *rest, wn_str *cell, wn_arena *arena);
/* Does the cell begin like a formula: with = + - @ (full width too), or a TAB, CR or LF?
 */
bool wn_is_formula(wn_str cell);
/* For files that people open in a spreadsheet: a cell that would run as a
 * formula (and is not a number or a phone number) gets a leading apostrophe,
 * which is taken off where the cell is read. */
void wn_csv_add_safe(wn_buf *buf, wn_str cell);
wn_str wn_csv_bare(wn_str cell); /* without that apostrophe */

/* name="value" as it stands in an XML element, with a blank before. */
void wn_xml_attr(wn_buf *buf, const char *name, wn_str value);
/* The text in HTML, between tags or in quotes; hidden characters are shown. */
void wn_html_add(wn_buf *buf, wn_str text);
/* The text as a part of an address: percent-encoded. */
void wn_url_add(wn_buf *buf, wn_str part);

/* 12480 -> "12,480" into out (room for 28). Returns out. */
const char *wn_thousands(char *out, uint64_t number);

#endif
