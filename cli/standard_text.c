/* standard_text.c - a standard on the terminal: tables that fit 80 columns. */
#include "cli.h"

#include "commands/standard.h"
#include "core/memory.h"

#include <string.h>

#define WIDTH 80
#define GAP 2
#define NARROWEST 8  /* no column is made narrower than that, */
#define LONG_WORD 24 /* nor than its longest word, up to this length, if it can be so */

/* The first piece of the text that fits into so many columns of a terminal; at least one
 * character. *text moves behind it. */
static wn_str take_line(wn_str *text, size_t width)
{
    size_t used = 0, at = 0;

    while (at < text->len && text->ptr[at] != '\n') {
        wn_str rest = {text->ptr + at, text->len - at};
        wn_str piece = {rest.ptr, cli_piece_of(rest)};
        const char *end = memchr(piece.ptr, '\n', piece.len);
        piece.len = end ? (size_t)(end - piece.ptr) : piece.len;
        size_t wide = wn_utf8_width(piece);
        if (used + wide > width && used > 0)
            break;
        if (wide > width) { /* a long word: as much of it as there is room for */
            size_t part = 0, next = 0;
            while (next < piece.len) {
                wn_utf8_next(piece, &next);
                if (wn_utf8_width((wn_str){piece.ptr, next}) > width && part > 0)
                    break;
                part = next;
            }
            at += part;
            break;
        }
        used += wide;
        at += piece.len;
    }
    wn_str line = wn_str_trim((wn_str){text->ptr, at});
    at += at < text->len && text->ptr[at] == '\n';
    *text = (wn_str){text->ptr + at, text->len - at};
    while (text->len > 0 && text->ptr[0] == ' ')
        *text = (wn_str){text->ptr + 1, text->len - 1};
    return line;
}

static void put_text(wn_buf *out, const char *before, wn_str text)
{
    do {
        wn_str line = take_line(&text, WIDTH - strlen(before));
        wn_buf_format(out, "%s%.*s\n", before, WN_FMT(line));
    } while (text.len > 0);
}

/* A row of a table, in as many lines as its longest cell needs. */
static void put_row(wn_buf *out, const wn_standard_line *row, const size_t *widths)
{
    wn_str rest[STANDARD_CELLS];
    bool more = true;

    for (size_t c = 0; c < row->count; c++)
        rest[c] = row->cells[c];
    while (more) {
        more = false;
        for (size_t c = 0; c < row->count; c++) {
            wn_str line = take_line(&rest[c], widths[c]);
            wn_buf_format(out, "%*s%.*s", GAP, "", WN_FMT(line));
            for (size_t w = wn_utf8_width(line); c + 1 < row->count && w < widths[c]; w++)
                wn_buf_char(out, ' ');
            more = more || rest[c].len > 0;
        }
        while (out->len > 0 && out->ptr[out->len - 1] == ' ')
            out->len--;
        wn_buf_char(out, '\n');
    }
}

static size_t longest_piece(wn_str text)
{
    size_t longest = 0;

    while (text.len > 0) {
        size_t len = cli_piece_of(text);
        size_t wide = wn_utf8_width(wn_str_trim((wn_str){text.ptr, len}));
        longest = wide > longest ? wide : longest;
        text = (wn_str){text.ptr + len, text.len - len};
    }
    return longest;
}

/* How wide each column is: as its widest cell, and the widest columns give way. */
static void measure(const wn_standard *s, size_t at, size_t *widths)
{
    size_t count = s->lines[at].count, sum = 0, floors[STANDARD_CELLS];

    for (size_t c = 0; c < count; c++) {
        widths[c] = 1;
        floors[c] = NARROWEST;
    }
    for (size_t i = at; i == at || (i < s->count && s->lines[i].kind == STANDARD_ROW);
         i++)
        for (size_t c = 0; c < s->lines[i].count; c++) {
            size_t wide = wn_utf8_width(s->lines[i].cells[c]);
            widths[c] = wide > widths[c] ? wide : widths[c];
            wide = longest_piece(s->lines[i].cells[c]);
            floors[c] = wide > floors[c] && wide <= LONG_WORD ? wide : floors[c];
        }
    for (size_t c = 0; c < count; c++)
        sum += widths[c] = widths[c] < WIDTH ? widths[c] : WIDTH;
    while (sum + GAP * count > WIDTH) {
        size_t widest = count;
        for (size_t c = 0; c < count; c++)
            if (widths[c] > floors[c] && (widest == count || widths[c] > widths[widest]))
                widest = c;
        if (widest < count) {
            widths[widest]--;
            sum--;
            continue;
        }
        for (size_t c = 0; c < count; c++) /* too many long words: they are cut */
            floors[c] = NARROWEST;
    }
}

static void put_table(wn_buf *out, const wn_standard *s, size_t *at)
{
    size_t widths[STANDARD_CELLS];
    const wn_standard_line *head = &s->lines[*at];

    measure(s, *at, widths);
    wn_buf_char(out, '\n');
    put_row(out, head, widths);
    for (size_t c = 0; c < head->count; c++) {
        wn_buf_format(out, "%*s", GAP, "");
        for (size_t w = 0; w < widths[c]; w++)
            wn_buf_char(out, '-');
    }
    wn_buf_char(out, '\n');
    while (*at + 1 < s->count && s->lines[*at + 1].kind == STANDARD_ROW)
        put_row(out, &s->lines[++*at], widths);
}

void cli_standard_text(const wn_standard *s, wn_buf *out)
{
    put_text(out, "", s->title);
    wn_buf_char(out, '\n');
    for (size_t i = 0; i < s->count; i++) {
        const wn_standard_line *line = &s->lines[i];
        if (line->kind == STANDARD_TABLE) {
            put_table(out, s, &i);
            continue;
        }
        if (line->kind == STANDARD_HEADING ||
            (i > 0 && s->lines[i - 1].kind == STANDARD_ROW))
            wn_buf_char(out, '\n');
        put_text(out,
                 line->kind == STANDARD_NOTE ? ""
                 : line->level == 2          ? "== "
                                             : "-- ",
                 line->cells[0]);
    }
}
