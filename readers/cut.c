/*
 * cut.c - cuts a row of delimited text into cells. "Mark" means quotation mark.
 *
 * It follows RFC 4180 and accepts what people's exports make of it. A mark closes a cell
 * if a delimiter or the end of the line follows; any other mark inside is text (10"
 * boots). If a row does not have the columns of the table and holds such a mark, it is
 * cut again with an opening mark taken as text.
 *
 * Databases that write no quotes put a backslash before bytes that would end a cell or a
 * line (dialect.backslash): that byte is then text.
 */
#include "cut.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_MENDED 64 /* cells of a row for which this is tried */

void cut_init(cutter *c, const read_dialect *dialect)
{
    c->dialect = *dialect;
    memset(c->special, 0, sizeof(c->special));
    c->special['\n'] = c->special['\r'] = true;
    if (dialect->delimiter_len > 0)
        c->special[(unsigned char)dialect->delimiter[0]] = true;
    c->need = dialect->delimiter_len > 2 ? dialect->delimiter_len : 2;
    if (dialect->backslash) {
        c->special['\\'] = true;
        c->need = c->need < 3 ? 3 : c->need; /* a backslash, CR and LF */
    }
}

void cut_release(cutter *c)
{
    free(c->cells);
    free(c->texts);
}

/* ---- cutting ---------------------------------------------------------------------- */

static void add_cell(cutter *c, cut_scan *s, size_t end)
{
    if (c->count == c->room)
        c->cells = wn_grow(c->cells, c->count, &c->room, sizeof(*c->cells));
    c->cells[c->count++] = (cut_cell){s->cell, end - s->cell, s->doubled, s->odd};
    s->doubled = s->odd = false;
}

static bool is_delimiter(const cutter *c, const char *p, const char *end)
{
    const read_dialect *d = &c->dialect;

    return d->delimiter_len == 1
               ? *p == d->delimiter[0]
               : d->delimiter_len > 0 && (size_t)(end - p) >= d->delimiter_len &&
                     !memcmp(p, d->delimiter, d->delimiter_len);
}

/* How many bytes the escape at p has, with its backslash. */
static size_t escaped(const char *p, size_t len)
{
    if (len > 2 && p[1] == '\r' && p[2] == '\n')
        return 3;
    return len < 2 ? len : 2;
}

/* p is at a mark inside quotes: does it close the cell? *more: more text is needed to
 * decide. */
static bool closes(const cutter *c, const char *p, const char *end, bool *more)
{
    const char *next = p + 1;

    while (next < end && *next == ' ' && c->dialect.delimiter[0] != ' ')
        next++; /* "abc" ,"def" */
    *more = !c->no_more && (size_t)(end - next) < c->dialect.delimiter_len + 1;
    return next == end || *next == '\n' || *next == '\r' || is_delimiter(c, next, end);
}

/* Go on in a quoted cell, to its closing mark. False: more text is needed. */
static bool scan_quoted(cutter *c, cut_scan *s, const char *text, size_t len)
{
    char quote = c->dialect.quote, escape = c->dialect.escape;

    while (s->at < len) {
        const char *p = text + s->at;
        bool more = false;
        if (escape && *p == escape) {
            if (s->at + 1 == len && !c->no_more)
                return false;
            s->doubled = true;
            s->at += s->at + 1 < len ? 2 : 1;
        } else if (*p != quote) {
            s->at++;
        } else if (s->at + 1 < len && p[1] == quote) {
            s->doubled = true;
            s->at += 2;
        } else if (s->at + 1 == len && !c->no_more) {
            return false;
        } else if (closes(c, p, text + len, &more) && !more) {
            add_cell(c, s, s->at++);
            s->state = CELL_CLOSED;
            return true;
        } else if (more) {
            return false;
        } else {
            s->odd = true;
            s->at++;
        }
    }
    return c->no_more || c->gives_up;
}

/* Begin a cell. False: more text is needed. */
static bool scan_begin(cutter *c, cut_scan *s, const char *text, size_t len)
{
    while (c->dialect.skip_blank && s->at < len && text[s->at] == ' ')
        s->at++;
    if (s->at == len)
        return false;
    s->cell = s->at;
    s->state = CELL_PLAIN;
    if (text[s->at] == c->dialect.quote && c->dialect.quote) {
        s->state = CELL_QUOTED;
        s->cell = ++s->at;
    }
    return true;
}

/* Go on to the end of an unquoted cell, or of the text after a closing mark. False: more
 * text is needed. */
static bool scan_plain(cutter *c, cut_scan *s, const char *text, size_t len)
{
    const bool *special = c->special;
    size_t at = s->at;

    for (;;) {
        while (at < len && !special[(unsigned char)text[at]])
            at++;
        s->at = at;
        if (len - at < c->need && !c->no_more)
            return false;
        if (at == len || text[at] == '\n' || text[at] == '\r' ||
            is_delimiter(c, text + at, text + len))
            return true;
        if (text[at] == '\\' && c->dialect.backslash) {
            s->doubled = s->state == CELL_PLAIN;
            at += escaped(text + at, len - at);
        } else {
            at++;
        }
    }
}

bool cut_row(cutter *c, cut_scan *s, wn_str whole, size_t plain)
{
    const char *text = whole.ptr;
    size_t len = whole.len;

    for (;;) {
        if (s->state == CELL_BEGIN && !scan_begin(c, s, text, len)) {
            if (!c->no_more)
                return false;
            s->cell = s->at; /* after a delimiter, or no text at all */
            add_cell(c, s, s->at);
            return true;
        }
        if (s->state == CELL_QUOTED && s->cell == plain + 1 && s->at == s->cell) {
            s->cell = s->at = plain;
            s->state = CELL_PLAIN;
        }
        if (s->state == CELL_QUOTED && !scan_quoted(c, s, text, len))
            return false;
        if (s->state == CELL_QUOTED) { /* no closing mark was found */
            s->odd = true;
            add_cell(c, s, s->at);
            return true;
        }
        if (!scan_plain(c, s, text, len))
            return false;
        if (s->state == CELL_PLAIN)
            add_cell(c, s, s->at);
        s->state = CELL_BEGIN;
        char end = s->at < len ? text[s->at] : '\n';
        if (end == '\n' || end == '\r') {
            s->at += s->at < len;
            s->at += end == '\r' && s->at < len && text[s->at] == '\n';
            return true;
        }
        s->at += c->dialect.delimiter_len;
    }
}

bool cut_next(cutter *c, wn_str *rest, wn_str *row_out)
{
    cut_scan s = {0};

    if (rest->len == 0)
        return false;
    c->count = 0;
    c->no_more = true;
    cut_row(c, &s, *rest, CUT_NONE);
    *row_out = (wn_str){rest->ptr, s.at};
    *rest = (wn_str){rest->ptr + s.at, rest->len - s.at};
    return true;
}

/* ---- mending ---------------------------------------------------------------------- */

/* Cut the row again from c->cells[which] on, with its opening mark as text. */
static bool try_plain(cutter *c, cut_scan *s, wn_str text, size_t which, uint64_t *again)
{
    size_t mark = c->cells[which].at - 1;

    *s = (cut_scan){.at = mark}; /* the cells before it stay as they are */
    c->count = which;
    bool found = cut_row(c, s, text, mark);
    *again += s->at - mark;
    return found;
}

static size_t first_odd(const cutter *c, size_t from)
{
    while (from < c->count && !c->cells[from].odd)
        from++;
    return from;
}

bool cut_is_odd(const cutter *c)
{
    return first_odd(c, 0) < c->count;
}

bool cut_mend(cutter *c, cut_scan *scan, wn_str text, size_t columns, uint64_t *again)
{
    size_t tries = 0, count = c->count;
    cut_scan s;
    cut_cell *cells = wn_alloc(count + 1, sizeof(*cells));

    memcpy(cells, c->cells, count * sizeof(*cells));
    for (size_t i = first_odd(c, 0); i < c->count && tries < MOST_MENDED;
         i = first_odd(c, i + 1), tries++) {
        if (!try_plain(c, &s, text, i, again))
            break;
        if (c->count != columns)
            continue;
        *scan = s;
        free(cells);
        return true;
    }
    c->count = 0;
    for (size_t i = 0; i < count; i++) {
        c->cells = wn_grow(c->cells, c->count, &c->room, sizeof(*c->cells));
        c->cells[c->count++] = cells[i];
    }
    free(cells);
    return false;
}

/* ---- what cells mean -------------------------------------------------------------- */

/* The byte that an escape with this letter means; the letter itself if it is none of
 * those that databases use. */
static char meaning(char c)
{
    static const char from[] = "0bfnrtvZ", to[] = "\0\b\f\n\r\t\v\x1A";
    const char *at = c ? strchr(from, c) : NULL;

    return at ? to[at - from] : c;
}

static size_t take_backslashes(const cutter *c, char *text, size_t len)
{
    size_t out = 0;
    char quote = c->dialect.quote;

    if (len == 2 && text[0] == '\\' && text[1] == 'N')
        return 0;
    for (size_t i = 0; i < len; i++) {
        bool next = i + 1 < len;
        if (text[i] == '\\' && next)
            text[out++] = meaning(text[++i]);
        else if (next && quote && text[i] == quote && text[i + 1] == quote)
            text[out++] = text[++i];
        else
            text[out++] = text[i];
    }
    return out;
}

/* Resolve doubled and escaped marks. Returns the new length. */
static size_t take_marks(const cutter *c, char *text, size_t len)
{
    size_t out = 0;

    for (size_t i = 0; i < len; i++) {
        bool next = i + 1 < len && text[i + 1] == c->dialect.quote;
        if (next && (text[i] == c->dialect.quote || text[i] == c->dialect.escape))
            i++;
        text[out++] = text[i];
    }
    return out;
}

/* The text that a cell means: marks are resolved, ="00123" and '00123 lose the signs that
 * guard them from Excel. */
static wn_str text_of(cutter *c, char *row, const cut_cell *cell)
{
    char *text = row + cell->at;
    size_t len = cell->len;

    if (cell->doubled)
        len = c->dialect.backslash ? take_backslashes(c, text, len)
                                   : take_marks(c, text, len);
    if (len == 2 && text[0] == '\\' && text[1] == 'N' && !c->dialect.backslash) {
        c->nulls++;
        len = 0;
    }
    if (len > 3 && text[0] == '=' && text[1] == '"' && text[len - 1] == '"' &&
        !memchr(text + 2, '"', len - 3))
        return (wn_str){text + 2, len - 3};
    wn_str rest = {text + 1, len - 1};
    bool guarded =
        len > 1 && text[0] == '\'' &&
        (wn_is_formula(rest) || wn_str_span(rest, "0123456789+-. ()/:") == rest.len);
    return guarded ? rest : (wn_str){text, len};
}

size_t cut_texts(cutter *c, char *row)
{
    size_t longest = 0;

    while (c->text_room < c->count)
        c->texts = wn_grow(c->texts, c->text_room, &c->text_room, sizeof(*c->texts));
    for (size_t i = 0; i < c->count; i++) {
        longest = c->cells[i].len > longest ? c->cells[i].len : longest;
        c->texts[i] = text_of(c, row, &c->cells[i]);
    }
    return longest;
}
