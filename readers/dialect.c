/*
 * dialect.c - finds from the content how delimited text is written.
 *
 * Each delimiter is tried on the first rows. The right one cuts most of them into the
 * same number of cells, more than one. So titles before the table do not matter.
 */
#include "read.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#define MAX_ROWS 200
#define MOST_CELLS 256 /* rows with more cells count as having this many */

/* Possible delimiters, and how much each is believed: blanks and colons are in many
 * values. */
static const struct {
    const char *text;
    double belief;
} delimiters[] = {{",", 1},        {"\t", 1},  {";", 1},    {"|", 1},    {"||", 1.2},
                  {"~", .9},       {"^", .9},  {"\x1F", 1}, {"\x01", 1}, {"\xC2\xA7", 1},
                  {"\xC2\xA6", 1}, {"，", .8}, {"::", 1.2}, {";;", 1.2}, {"\x1E", .9},
                  {"#", .5},       {"&", .5},  {" ", .5},   {":", .3},   {"/", .3}};

static bool starts(wn_str s, size_t at, wn_str with)
{
    return s.len - at >= with.len && !memcmp(s.ptr + at, with.ptr, with.len);
}

/* Count the cells of the row at *at, and move *at to the next row. A delimiter inside
 * quotes does not count; a quote closes before a delimiter or the end of the line. */
static size_t count_cells(wn_str s, size_t *at, const read_dialect *d, bool *whole)
{
    wn_str delimiter = {d->delimiter, d->delimiter_len};
    size_t cells = 1, i = *at;
    bool quoted = false, begins = true;

    while (i < s.len) {
        char c = s.ptr[i];
        bool is_delimiter = c == delimiter.ptr[0] && starts(s, i, delimiter);
        if (quoted) {
            if (d->escape && c == d->escape && i + 1 < s.len)
                i++;
            else if (c == d->quote && starts(s, i + 1, (wn_str){&d->quote, 1}))
                i++;
            else if (c == d->quote)
                quoted = i + 1 < s.len && s.ptr[i + 1] != '\n' && s.ptr[i + 1] != '\r' &&
                         !starts(s, i + 1, delimiter);
            i++;
            continue;
        }
        if (c == '\n' || c == '\r')
            break;
        quoted = c == d->quote && begins;
        cells += is_delimiter;
        begins = is_delimiter || (begins && c == ' ' && delimiter.ptr[0] != ' ');
        i += is_delimiter ? delimiter.len : 1;
    }
    *whole = i < s.len;
    while (i < s.len && (s.ptr[i] == '\n' || s.ptr[i] == '\r'))
        i++;
    *at = i;
    return cells;
}

/* Skip empty lines, and a title that has an empty line below it. */
static size_t past_title(wn_str head)
{
    size_t from = wn_str_span(head, "\r\n"), end = from;

    while (end < head.len && head.ptr[end] != '\n')
        end++;
    size_t blank = wn_str_span((wn_str){head.ptr + end, head.len - end}, "\r\n");
    return blank >= 2 && memchr(head.ptr + end + 1, '\n', blank - 1) ? end + blank : from;
}

/* How well the delimiter cuts the first rows into equal rows: 0 for not at all. Sets
 * d->columns. */
static double score(wn_str head, read_dialect *d, size_t *rows_out)
{
    size_t at = 0, rows = 0, times[MOST_CELLS] = {0}, best = 1, first = 0;
    bool whole = true;

    at = past_title(head);
    while (at < head.len && rows < MAX_ROWS) {
        size_t cells = count_cells(head, &at, d, &whole);
        if (!whole && rows > 0)
            break; /* the text ends inside this row */
        first = rows++ == 0 ? cells : first;
        times[cells < MOST_CELLS ? cells : MOST_CELLS - 1]++;
    }
    for (size_t n = 2; n < MOST_CELLS; n++)
        if (times[n] > 0 && times[n] * n >= times[best] * best)
            best = n;
    d->columns = best;
    *rows_out = rows;
    if (best < 2 || rows == 0)
        return 0;
    double same = (double)times[best] / (double)rows;
    if (same < .5 && first < 2)
        return 0; /* texts with commas in them, not a table */
    return same + 0.001 * (double)(best < 100 ? best : 100);
}

/* Cells are quoted with ' if at least three are and none begins with ". */
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

/* A backslash escapes a quote if \" stands inside quotes and "" nowhere does. */
static char escape_of(wn_str head, char quote)
{
    size_t escaped = 0, twice = 0;

    for (size_t i = 0; i + 2 < head.len; i++) {
        if (head.ptr[i + 1] != quote)
            continue;
        bool edge = strchr(",;\t|\r\n", head.ptr[i + 2]) != NULL;
        escaped += head.ptr[i] == '\\' && !edge;
        twice += head.ptr[i] == quote && !edge &&
                 (i == 0 || !strchr(",;\t|\r\n", head.ptr[i - 1]));
    }
    return escaped > 0 && escaped > 2 * twice ? '\\' : 0;
}

/* Do the lines begin and end with a bar, as in lists printed by SAP? */
static bool is_boxed(wn_str head)
{
    size_t bars = 0, lines = 0, rulers = 0;

    while (head.len > 0) {
        wn_str line = wn_str_trim(wn_str_cut(&head, WN_STR("\n")));
        if (line.len == 0)
            continue;
        lines++;
        bars += line.len > 2 && line.ptr[0] == '|' && line.ptr[line.len - 1] == '|';
        rulers += wn_str_span(line, "|:-+= ") == line.len && line.len > 4 &&
                  memmem(line.ptr, line.len, "--", 2);
    }
    return bars >= 2 && rulers > 0 && (bars + rulers) * 2 > lines;
}

/* Does a blank follow nearly every delimiter: "a, b, c"? */
static bool has_blanks(wn_str head, const read_dialect *d)
{
    size_t all = 0, blank = 0;

    if (d->delimiter_len == 0 || d->delimiter[0] == ' ' || d->delimiter[0] == '\t')
        return false;
    for (size_t i = 0; i + d->delimiter_len < head.len; i++) {
        if (!starts(head, i, (wn_str){d->delimiter, d->delimiter_len}))
            continue;
        char next = head.ptr[i + d->delimiter_len];
        all += next != '\r' && next != '\n';
        blank += next == ' ';
    }
    return all > 0 && blank * 10 >= all * 8;
}

static bool is_twin(const read_dialect *d)
{
    return d->delimiter_len == 2 && d->delimiter[0] == d->delimiter[1];
}

/* Is the delimiter always doubled: a||b||c, never a|b? Else || is an empty cell. */
static bool always_twice(wn_str head, char c)
{
    size_t twice = 0;

    for (size_t i = 0; i < head.len; i++) {
        if (head.ptr[i] != c)
            continue;
        if (i + 1 == head.len || head.ptr[i + 1] != c)
            return false;
        twice++;
        i++;
    }
    return twice > 0;
}

read_dialect read_dialect_of(wn_str head)
{
    read_dialect d = {.quote = quote_of(head)}, best = d;
    double most = 0;

    d.escape = best.escape = escape_of(head, d.quote);
    if (is_boxed(head)) {
        best = (read_dialect){"|", 1, .skip_blank = true, .boxed = true};
        return best;
    }
    for (size_t i = 0; i < WN_COUNT(delimiters); i++) {
        d.delimiter_len = strlen(delimiters[i].text);
        memcpy(d.delimiter, delimiters[i].text, d.delimiter_len + 1);
        size_t rows = 0;
        if (!memmem(head.ptr, head.len, d.delimiter, d.delimiter_len) ||
            (is_twin(&d) && !always_twice(head, d.delimiter[0])))
            continue;
        double s = score(head, &d, &rows) * delimiters[i].belief;
        if (delimiters[i].belief < .9 && (rows < 2 || s < .8 * delimiters[i].belief))
            continue; /* a title, or texts with this character */
        if (s > most) {
            most = s;
            best = d;
        }
    }
    if (most == 0)
        best.columns = 1;
    best.skip_blank = has_blanks(head, &best);
    read_backslashes(head, &best);
    return best;
}

/* DATEV: the first line describes the file, the second has the column names. */
static bool is_datev(wn_str head)
{
    static const char *const begins[] = {"\"EXTF\";", "\"DTVF\";", "EXTF;", "DTVF;"};

    for (size_t i = 0; i < WN_COUNT(begins); i++)
        if (starts(head, 0, wn_str_of(begins[i])))
            return memchr(head.ptr, '\n', head.len) != NULL;
    return false;
}

uint64_t read_lead(wn_str head, read_dialect *d, bool *names)
{
    wn_str rest = head, line = wn_str_cut(&rest, WN_STR("\n"));

    while (line.len > 0 && line.ptr[line.len - 1] == '\r')
        line.len--;
    *names = is_datev(head);
    if (*names) {
        *d = (read_dialect){";", 1, .quote = '"'};
        d->columns = 0;
        return 1;
    }
    if (line.len != 5 || !wn_str_equal_nocase((wn_str){line.ptr, 4}, WN_STR("sep=")))
        return 0;
    size_t at = 0;
    *d = read_dialect_of(rest);
    d->delimiter[0] = line.ptr[4];
    d->delimiter_len = 1;
    d->delimiter[1] = '\0';
    score(rest, d, &at);
    return 1;
}
