/*
 * typed.c - rows that begin with the type of their record (QuickBooks' IIF).
 *
 * A line that begins with ! names the columns of a type. The records of the type begin
 * with its name:
 *     !CUST  NAME  EMAIL
 *     CUST   Bell  a@b.c
 * If a type gets other columns later, they begin a table of their own.
 */
#include "sections.h"

#include <string.h>

#define MAX_LINES 200
#define LONGEST_TYPE 40

typedef struct typed {
    wn_map headers; /* fingerprint of a header -> its section, + 1 */
    wn_map current; /* type -> its current section, + 1; -1: it has no columns */
} typed;

/* Length of the type's name at the beginning of s; 0: there is none. */
static size_t type_len(wn_str s)
{
    size_t len = wn_str_span(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    return len >= 2 && len <= LONGEST_TYPE ? len : 0;
}

static wn_str unquoted(wn_str line)
{
    bool quoted = line.len > 0 && line.ptr[0] == '"';

    return (wn_str){line.ptr + quoted, line.len - quoted};
}

/* The delimiter after the first !TYPE; 0: the text does not begin with one. */
static char delimiter_behind(wn_str head)
{
    wn_str line = unquoted((wn_str){head.ptr, head.len});
    size_t len = line.len > 1 && line.ptr[0] == '!'
                     ? type_len((wn_str){line.ptr + 1, line.len - 1})
                     : 0;
    size_t at = len + 1;

    if (len == 0)
        return 0;
    at += at < line.len && line.ptr[at] == '"';
    return at < line.len && strchr("\t,;|", line.ptr[at]) ? line.ptr[at] : 0;
}

static bool typed_is(wn_str head, read_dialect *d)
{
    size_t lines = 0, names = 0, records = 0;
    wn_map seen = {0};

    head.ptr += wn_str_span(head, "\r\n \t");
    char delimiter = head.len > 0 ? delimiter_behind(head) : 0;
    while (delimiter && head.len > 0 && lines < MAX_LINES) {
        wn_str line = unquoted(wn_str_cut(&head, WN_STR("\n")));
        if (wn_str_trim(line).len == 0)
            continue;
        bool marked = line.ptr[0] == '!';
        wn_str type = {line.ptr + marked, line.len - marked};
        type.len = type_len(type);
        lines++;
        if (marked && type.len > 0 && ++names)
            wn_map_set(&seen, wn_fingerprint_of(type), NULL);
        else
            records += type.len > 0 && wn_map_find(&seen, wn_fingerprint_of(type));
    }
    wn_map_release(&seen);
    if (records == 0 || (names + records) * 10 < lines * 8)
        return false;
    *d = (read_dialect){.delimiter = {delimiter}, .delimiter_len = 1, .quote = '"'};
    return true;
}

static wn_str type_of(wn_str cell)
{
    return wn_str_trim(cell);
}

static wn_fingerprint print_of_row(const read_row *row)
{
    wn_fingerprint print = {0};

    for (size_t i = 0; i < row->count; i++)
        print = wn_fingerprint_mix(print, wn_str_trim(row->cells[i]));
    return print;
}

static size_t width(const read_row *row)
{
    size_t n = row->count;

    while (n > 0 && wn_str_trim(row->cells[n - 1]).len == 0)
        n--;
    return n;
}

/* The section for this header, + 1; -1: it names no columns. */
static int64_t section_of(sections *s, wn_str type, const read_row *row)
{
    typed *t = s->state;
    int64_t *known = wn_map_set(&t->headers, print_of_row(row), NULL);

    if (*known == 0 && (width(row) < 2 || s->count >= SECTIONS_MOST))
        *known = -1;
    if (*known == 0)
        *known = (int64_t)sections_add(s, type, width(row) - 1) + 1;
    return *known;
}

static void typed_row(sections *s, const read_row *row)
{
    typed *t = s->state;
    wn_str type = type_of(row->cells[0]);
    read_row rest = *row;

    rest.cells++;
    rest.count--;
    if (type.len > 1 && type.ptr[0] == '!') {
        type = (wn_str){type.ptr + 1, type.len - 1};
        int64_t which = section_of(s, type, row);
        *wn_map_set(&t->current, wn_fingerprint_of(type), NULL) = which;
        if (which > 0)
            sections_names_of(s, (size_t)which - 1, &rest);
        return;
    }
    const int64_t *which = wn_map_find(&t->current, wn_fingerprint_of(type));
    if (which && *which > 0)
        sections_row_of(s, (size_t)*which - 1, &rest);
    else
        sections_stray(s, row);
}

static size_t typed_columns(const sections *s, wn_str first)
{
    const typed *t = s->state;
    const int64_t *which = wn_map_find(&t->current, wn_fingerprint_of(type_of(first)));

    return which && *which > 0 ? s->items[*which - 1].columns + 1 : 0;
}

static void typed_begin(sections *s)
{
    wn_map_release(&((typed *)s->state)->current);
}

static void typed_free(sections *s)
{
    wn_map_release(&((typed *)s->state)->current);
    wn_map_release(&((typed *)s->state)->headers);
}

const sections_kind sections_typed = {
    .is = typed_is,
    .row = typed_row,
    .columns = typed_columns,
    .begin = typed_begin,
    .free = typed_free,
    .size = sizeof(typed),
};
