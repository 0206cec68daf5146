/*
 * backslash.c - does a backslash in this text escape the next byte?
 *
 * MySQL (SELECT ... INTO OUTFILE, mysqldump --tab) and PostgreSQL (COPY) write a
 * backslash before bytes that would end a cell or a line, and \N for NULL. In all other
 * texts a backslash is just a character, as in a path. So it is an escape only if some
 * cell is exactly \N, or if the text makes a table only with escapes; and never if a
 * backslash stands before a byte that these databases do not escape (C:\Users).
 */
#include "cut.h"

#include <string.h>

#define MAX_ROWS 200
#define MOST_CELLS 256

typedef struct marks {
    size_t nulls;  /* cells that are exactly \N */
    size_t others; /* backslashes that these databases do not write */
} marks;

static bool is_edge(wn_str s, size_t at, const read_dialect *d)
{
    return at >= s.len || strchr("\r\n", s.ptr[at]) || s.ptr[at] == d->delimiter[0];
}

/* A path: "C:\temp". */
static bool is_path(wn_str s, size_t at)
{
    bool letter = at >= 2 && s.ptr[at - 1] == ':' && (s.ptr[at - 2] | 32) >= 'a' &&
                  (s.ptr[at - 2] | 32) <= 'z';

    return letter && at + 1 < s.len && s.ptr[at + 1] != '\\';
}

static marks count_marks(wn_str s, const read_dialect *d)
{
    marks m = {0};

    for (size_t i = 0; i + 1 < s.len; i++) {
        char next = s.ptr[i + 1];
        if (s.ptr[i] == d->quote && next == d->quote && i > 0 && i + 2 < s.len &&
            !is_edge(s, i - 1, d) && !is_edge(s, i + 2, d))
            m.others++; /* doubled marks: these databases do not double them */
        if (s.ptr[i] != '\\')
            continue;
        bool begins = i == 0 || is_edge(s, i - 1, d);
        if (next == 'N' && begins && is_edge(s, i + 2, d))
            m.nulls++;
        else if (next == '.' && begins && is_edge(s, i + 2, d))
            ; /* "\.", the last line of COPY */
        else if (is_path(s, i) || next == 'N' ||
                 (!strchr("\\0bfnrtvZ'\"\r\n", next) && next != d->delimiter[0]))
            m.others++;
        i++;
    }
    return m;
}

typedef struct shape {
    size_t rows, columns, fits; /* columns: of most rows; fits: rows that have as many */
    size_t quoted;              /* quoted cells */
    size_t broken;              /* of these: cells with a line end after a backslash */
} shape;

static shape cut_head(wn_str head, const read_dialect *d)
{
    size_t times[MOST_CELLS] = {0};
    cutter c = {0};
    shape s = {0};
    wn_str row;

    cut_init(&c, d);
    while (s.rows < MAX_ROWS && cut_next(&c, &head, &row)) {
        if (head.len == 0 && s.rows > 2 && row.ptr[row.len - 1] != '\n')
            break;
        s.rows++;
        times[c.count < MOST_CELLS ? c.count : MOST_CELLS - 1]++;
        for (size_t i = 0; i < c.count; i++) {
            wn_str cell = {row.ptr + c.cells[i].at, c.cells[i].len};
            if (c.cells[i].at == 0 || cell.ptr[-1] != d->quote || c.cells[i].odd)
                continue;
            s.quoted++;
            s.broken += memmem(cell.ptr, cell.len, "\\\n", 2) != NULL;
        }
    }
    for (size_t n = 2; n < MOST_CELLS; n++)
        if (times[n] * n > times[s.columns] * s.columns)
            s.columns = n;
    s.fits = times[s.columns];
    cut_release(&c);
    return s;
}

void read_backslashes(wn_str head, read_dialect *d)
{
    read_dialect with = *d;

    if (head.len == 0 || !memchr(head.ptr, '\\', head.len) || d->boxed || d->columns < 2)
        return;
    marks m = count_marks(head, d);
    with.backslash = true;
    with.escape = '\\';
    shape plain = cut_head(head, d), back = cut_head(head, &with);
    if (back.quoted * 2 < back.rows) { /* few cells are quoted: marks are text */
        with.quote = '\0';
        back = cut_head(head, &with);
    }
    bool better = back.fits * plain.rows > plain.fits * back.rows;
    bool worse = back.fits * plain.rows < plain.fits * back.rows;
    if (m.others == 0 && (((m.nulls > 0 || plain.broken > 0) && !worse) || better)) {
        with.columns = back.columns;
        with.skip_blank = false;
        *d = with;
    }
}
