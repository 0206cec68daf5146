/*
 * dialect.c - delimiter and quotation mark, found from the content.
 *
 * Each delimiter is tried on the first lines: the right one cuts most rows
 * into as many cells as the header has, and into more than one.
 */
#include "read.h"

#include <stdio.h>
#include <string.h>

#define MAX_ROWS 200

/* Cells of the row at *at, which moves behind it. Quotes hide delimiters. */
static size_t count_cells(wn_str s, size_t *at, char delimiter, char quote, bool *whole)
{
    size_t cells = 1;
    bool quoted = false, begins = true;

    for (; *at < s.len; ++*at) {
        char c = s.ptr[*at];
        if (c == quote && (begins || quoted))
            quoted = !quoted;
        else if (!quoted && c == delimiter)
            cells++;
        else if (!quoted && (c == '\n' || c == '\r'))
            break;
        begins = c == delimiter && !quoted;
    }
    *whole = *at < s.len;
    while (*at < s.len && (s.ptr[*at] == '\n' || s.ptr[*at] == '\r'))
        ++*at;
    return cells;
}

static double score(wn_str head, char delimiter, char quote)
{
    size_t at = 0, rows = 0, same = 0, first = 0;
    bool whole = true;

    while (at < head.len && rows < MAX_ROWS) {
        size_t cells = count_cells(head, &at, delimiter, quote, &whole);
        if (!whole && rows > 0)
            break; /* the head ends inside this row */
        if (rows++ == 0)
            first = cells;
        same += cells == first;
    }
    if (first < 2 || rows == 0)
        return 0;
    return (double)same / (double)rows + 0.001 * (double)(first < 100 ? first : 100);
}

/* ' quotes cells when it stands at their edges more often than " does. */
static char quote_of(wn_str head)
{
    size_t single = 0, twin = 0;

    for (size_t i = 1; i < head.len; i++) {
        if (!strchr(",;\t|\n", head.ptr[i - 1]))
            continue;
        const char *end =
            head.ptr[i] == '\'' ? memchr(head.ptr + i + 1, '\'', head.len - i - 1) : NULL;
        single += end && end + 1 < head.ptr + head.len && strchr(",;\t|\r\n", end[1]);
        twin += head.ptr[i] == '"';
    }
    return single > 2 && twin == 0 ? '\'' : '"';
}

read_dialect read_dialect_of(wn_str head)
{
    static const char delimiters[] = {',', '\t', ';', '|'};
    read_dialect dialect = {',', quote_of(head), false};
    double best = 0;

    for (size_t i = 0; i < sizeof(delimiters); i++) {
        double s = score(head, delimiters[i], dialect.quote);
        if (s > best) {
            best = s;
            dialect.delimiter = delimiters[i];
        }
    }
    dialect.cr_only = head.len > 0 && !memchr(head.ptr, '\n', head.len) &&
                      memchr(head.ptr, '\r', head.len);
    return dialect;
}

/* On one line: a mapping names columns in attributes, which have no line breaks. */
static wn_str one_line(wn_str name, wn_arena *arena)
{
    wn_str out = wn_arena_str(arena, wn_str_trim(name));
    char *text = (char *)(uintptr_t)out.ptr;
    size_t len = 0;

    for (size_t i = 0; i < out.len; i++) {
        bool blank = (unsigned char)text[i] <= ' ';
        if (!blank || (len > 0 && text[len - 1] != ' '))
            text[len++] = blank ? ' ' : text[i];
    }
    return (wn_str){text, len};
}

void read_name_columns(wn_input *input)
{
    wn_map seen = {0};
    char letter[8];

    for (size_t i = 0; i < input->column_count; i++) {
        wn_str name = one_line(input->columns[i], &input->arena);
        if (name.len == 0)
            name = wn_arena_format(&input->arena, "(column %s)",
                                   wn_column_letter(letter, i));
        int64_t *times = wn_map_set(&seen, wn_print_of(name), NULL);
        if (++*times > 1) {
            name = wn_arena_format(&input->arena, "%.*s (%lld)", WN_FMT(name),
                                   (long long)*times);
            ++*wn_map_set(&seen, wn_print_of(name), NULL);
        }
        input->columns[i] = name;
    }
    wn_map_release(&seen);
}
