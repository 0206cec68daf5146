/*
 * phone_cell.c - finds the first number of a cell, and what else stands there.
 *
 * Words and separators become one byte each. The first number is then the shortest piece
 * that is one. What follows is its extension, another number, or neither; all but an
 * extension gives a remark.
 */
#include "phone_cell.h"

#include "phone_one.h"
#include "phone_text.h"
#include "phone_words.h"
#include "core/han.h"
#include "core/text.h"

#include <string.h>

#define DIALLED 7 /* digits of a number with letters to dial */
#define LEAST 7   /* least digits of each of two numbers side by side, */
#define BESIDE 64 /* and most bytes of both */
#define JOINS 6   /* separators inside of one number: 030/12 34/56 */
#define SHORT 5   /* digits behind a comma: an extension; more: another number */

enum {
    WORD = 1, /* text */
    EXTENSION,
    LIST = '|', /* between two numbers */
    SOFT = ',', /* , ; between two, or before an extension */
    JOIN = '/', /* / ~ between two, or inside of one */
    STAR = '*', /* before an extension, or inside of one */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_break(char c)
{
    return c == WORD || c == EXTENSION || c == LIST || c == SOFT || c == JOIN ||
           c == STAR;
}

/* ---- scanning --------------------------------------------------------------------- */

/* Where digits of a number begin after `at`, past marks and "No."; 0: there are none. */
static size_t digits_behind(wn_str s, size_t at)
{
    for (int words = 0; at < s.len; words++) {
        while (at < s.len && strchr(" .:-=#(", s.ptr[at]) && s.ptr[at])
            at++;
        if (at == s.len || is_digit(s.ptr[at]))
            return at < s.len ? at : 0;
        size_t end = phone_word_end(s, at);
        phone_word kind = phone_word_kind((wn_str){s.ptr + at, end - at});
        if (end == at || words == 2 ||
            (kind != PHONE_WORD_EXTENSION && kind != PHONE_WORD_LABEL))
            return 0;
        at = end;
    }
    return 0;
}

/* Where the brackets that begin at `at` end, if they have words and no digits; else 0. */
static size_t remark_end(wn_str s, size_t at)
{
    size_t most = s.len - at < PHONE_TEXT_LONGEST ? s.len - at : PHONE_TEXT_LONGEST;
    const char *close = s.ptr[at] == '('   ? memchr(s.ptr + at, ')', most)
                        : s.ptr[at] == '[' ? memchr(s.ptr + at, ']', most)
                                           : NULL;
    bool letters = false;

    for (const char *p = s.ptr + at; close && p < close; p++) {
        if (is_digit(*p))
            return 0;
        letters = letters || (*p & 0x80) || ((*p | 32) >= 'a' && (*p | 32) <= 'z');
    }
    return close && letters ? (size_t)(close - s.ptr) + 1 : 0;
}

static bool has_text(wn_str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t end = phone_word_end(s, at);
        if (end > at &&
            phone_word_kind((wn_str){s.ptr + at, end - at}) == PHONE_WORD_TEXT)
            return true;
        if (end == at)
            wn_utf8_next(s, &end);
        at = end;
    }
    return false;
}

/* Where a mailbox or web address that begins at `at` ends; its digits are no number. 0:
 * there is none; and none begins before *clear. */
static size_t address_end(wn_str s, size_t at, size_t *clear)
{
    static const char inside[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789._%+-";

    if (at < *clear)
        return 0;
    size_t end = at + wn_str_span((wn_str){s.ptr + at, s.len - at}, inside);
    *clear = end;
    if (end == at || end == s.len)
        return 0;
    if (s.ptr[end] == '@')
        return end + 1 + wn_str_span((wn_str){s.ptr + end + 1, s.len - end - 1}, inside);
    if (s.len - end < 4 || memcmp(s.ptr + end, "://", 3) != 0)
        return 0;
    while (end < s.len && s.ptr[end] != ' ' && s.ptr[end] != '\n')
        end++;
    return end;
}

typedef struct scan {
    wn_str s;
    char *out;
    size_t len;
    bool digits, words; /* written so far */
} scan;

static size_t scan_word(scan *w, size_t at, size_t end)
{
    bool inside = end == at + 1 && at > 0 && is_digit(w->s.ptr[at - 1]) &&
                  end < w->s.len && is_digit(w->s.ptr[end]);

    if (inside && (w->s.ptr[at] | 32) != 'x') { /* 600A5: a slip */
        w->words = true;
        w->out[w->len++] = w->s.ptr[at];
        return end;
    }
    phone_word kind = phone_word_kind((wn_str){w->s.ptr + at, end - at});
    size_t digits =
        kind == PHONE_WORD_EXTENSION && w->digits ? digits_behind(w->s, end) : 0;

    w->words = w->words || (kind == PHONE_WORD_TEXT) ||
               (kind == PHONE_WORD_EXTENSION && !digits);
    w->out[w->len++] = digits ? EXTENSION : kind == PHONE_WORD_OR ? LIST : WORD;
    return digits ? digits : end;
}

/* Scans one character that is no letter and no plain mark. */
static size_t scan_mark(scan *w, size_t at)
{
    size_t next = at;
    uint32_t c = wn_utf8_next(w->s, &next);
    int digit = c < 0x80 ? -1 : wn_digit(c);
    bool before = next < w->s.len && is_digit(w->s.ptr[next]);
    char put = c == ';' || c == ','                      ? SOFT
               : c == '|' || c == '\n' || c == '&'       ? LIST
               : c == 0x3001 || c == 0xFF64 || c == 0xB7 ? LIST
               : c == '/' || c == '\\' || c == '~'       ? JOIN
               : c == '*' && w->digits && before         ? STAR
               : c == '#' && w->digits && before         ? EXTENSION
               : digit >= 0                              ? (char)('0' + digit)
                                                         : 0;

    if (c == ';' && w->s.len - at > 5 && !memcmp(w->s.ptr + at, ";ext=", 5))
        return scan_word(w, at + 1, at + 4);
    if (put)
        w->out[w->len++] = put;
    else
        for (; at < next; at++)
            w->out[w->len++] = w->s.ptr[at];
    w->digits = w->digits || digit >= 0;
    return next;
}

/* Length of the plain beginning: most cells are plain, and need no copy. */
static size_t plain_len(wn_str s)
{
    static const bool plain[256] = {
        ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true,
        ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
        ['8'] = true, ['9'] = true, [' '] = true, ['-'] = true,
        ['.'] = true, ['('] = true, [')'] = true, ['+'] = true};
    size_t at = 0;

    while (at < s.len && plain[(unsigned char)s.ptr[at]])
        at++;
    return at;
}

void phone_cell_scan(wn_str s, phone_cell *cell, wn_arena *arena)
{
    size_t at = plain_len(s);

    *cell = (phone_cell){.text = s, .plain = at == s.len, .written = s};
    if (!cell->plain && !wn_has_digit(s))
        *cell =
            (phone_cell){.text = WN_STR(""), .plain = true, .words = true, .written = s};
    if (cell->plain)
        return;
    scan w = {.s = s, .out = wn_arena_bytes(arena, s.len)};
    bool addresses = memchr(s.ptr, '@', s.len) || memmem(s.ptr, s.len, "://", 3);
    size_t clear = addresses ? 0 : s.len;
    for (at = 0; at < s.len;) {
        size_t end = address_end(s, at, &clear);
        if (end > 0) {
            w.words = true;
            w.out[w.len++] = WORD;
            at = end;
            continue;
        }
        end = remark_end(s, at);
        if (end > 0) {
            w.words = w.words || has_text((wn_str){s.ptr + at, end - at});
            w.out[w.len++] = ' ';
            at = end;
            continue;
        }
        if (plain_len((wn_str){s.ptr + at, 1})) {
            w.digits = w.digits || is_digit(s.ptr[at]);
            w.out[w.len++] = s.ptr[at++];
            continue;
        }
        end = phone_word_end(s, at);
        at = end > at ? scan_word(&w, at, end) : scan_mark(&w, at);
    }
    cell->text = (wn_str){w.out, w.len};
    cell->words = w.words;
}

/* ---- reading ---------------------------------------------------------------------- */

/* A function that reads one piece: is it a number? */
typedef bool piece_reader(wn_str piece, wn_str region, phone_reading *out);

static bool shape_of_one(wn_str piece, wn_str region, phone_reading *out)
{
    (void)region;
    (void)out;
    return phone_may_be(wn_str_trim(piece));
}

/* Reads two numbers with only a blank between: 138 0013 8000 13900139000. */
static bool read_beside(wn_str s, wn_str region, phone_reading *out, piece_reader *read)
{
    if (s.len > BESIDE)
        return false;
    for (size_t i = LEAST; i + LEAST < s.len; i++) {
        if (!memchr(" +-(", s.ptr[i], 4))
            continue;
        bool hyphen = s.ptr[i] == '-';
        wn_str first = {s.ptr, i}, second = {s.ptr + i + hyphen, s.len - i - hyphen};
        phone_reading other = *out;
        if (phone_count_digits(first) < LEAST || phone_count_digits(second) < LEAST ||
            !read(second, region, &other) || !read(first, region, out))
            continue;
        out->several = true;
        return true;
    }
    return false;
}

static bool read_piece(wn_str s, wn_str region, phone_reading *out, piece_reader *read)
{
    return read(s, region, out) || read_beside(s, region, out, read);
}

static size_t next_break(wn_str s, size_t at)
{
    while (at < s.len && !is_break(s.ptr[at]))
        at++;
    return at;
}

/* Reads the first number; *at: where it ends. */
static bool read_first(wn_str s, wn_str region, phone_reading *out, piece_reader *read,
                       size_t *at)
{
    for (size_t from = 0, first; from < s.len; from = first + 1) {
        size_t end = first = next_break(s, from);
        for (int joins = 0;; joins++) {
            wn_str piece = {s.ptr + from, end - from};
            if (phone_count_digits(piece) > 0 && read_piece(piece, region, out, read)) {
                *at = end;
                return true;
            }
            if (end == s.len || joins == JOINS ||
                (s.ptr[end] != JOIN && s.ptr[end] != STAR))
                break;
            end = next_break(s, end + 1);
        }
        size_t digits = phone_count_digits((wn_str){s.ptr + from, first - from});
        out->several = out->several || digits > SHORT;
        out->rest = out->rest || digits > 0;
    }
    return false;
}

/* Reads the extension after the separator at *at, and moves *at behind it. False: there
 * is an extension, but it is too long. */
static bool read_extension(wn_str s, wn_str region, size_t *at, phone_reading *out)
{
    phone_number *n = &out->number;
    size_t blank = *at;
    while (blank < s.len && (s.ptr[blank] == SOFT || s.ptr[blank] == ' '))
        blank++;
    if (blank < s.len && s.ptr[blank] == EXTENSION) /* 55551234, ext. 12 */
        *at = blank;
    char mark = *at < s.len ? s.ptr[*at] : LIST;
    size_t from = *at + 1, most = mark == EXTENSION ? PHONE_EXTENSION : SHORT;

    if ((mark != EXTENSION && mark != SOFT && mark != STAR) || n->extension_len > 0)
        return true;
    while (from < s.len && strchr(" .:-=#,;(", s.ptr[from]) && s.ptr[from])
        from++;
    size_t digits = wn_str_span((wn_str){s.ptr + from, s.len - from}, "0123456789");
    size_t end = from + digits;
    if (end < s.len && s.ptr[end] == '#')
        most = PHONE_EXTENSION;
    while (end < s.len && strchr(" #).", s.ptr[end]) && s.ptr[end])
        end++;
    wn_str number = {s.ptr + from, digits};
    phone_reading other = {0};
    if (digits == 0 || digits > most || (end < s.len && !is_break(s.ptr[end])) ||
        (mark != EXTENSION && end < s.len && s.ptr[end] == WORD) ||
        (digits > SHORT && phone_read_one(number, region, &other)))
        return mark != EXTENSION || digits <= most;
    memcpy(n->extension, s.ptr + from, digits);
    n->extension_len = (uint8_t)digits;
    out->unsure = out->unsure || (mark == SOFT && digits < 3 && s.ptr[*at + 1] != SOFT);
    *at = end;
    return true;
}

/* Judges the digits after the number: another number, only its end (55551234/35), or
 * others. */
static void read_tail(wn_str s, size_t at, wn_str region, phone_reading *out)
{
    while (at < s.len && !out->several) {
        char mark = s.ptr[at];
        size_t end = next_break(s, at + 1);
        wn_str piece = {s.ptr + at + 1, end - at - 1};
        size_t digits = phone_count_digits(piece);
        phone_reading other = {0};
        bool words = mark == WORD || (end < s.len && s.ptr[end] == WORD);
        if (digits > 0)
            out->several =
                !words || digits > SHORT || phone_read_one(piece, region, &other);
        out->rest = out->rest || digits > 0;
        at = end;
    }
}

static bool has_dialled(wn_str s)
{
    size_t letters = 0;

    for (size_t i = 0; i < s.len; i++)
        letters += (s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z';
    size_t digits = phone_count_digits(s);
    size_t most = s.len > 0 && is_digit(s.ptr[s.len - 1]) ? DIALLED : DIALLED - 1;
    return letters >= 3 && digits > 0 && digits <= most && s.len <= PHONE_TEXT_LONGEST;
}

bool phone_cell_read(const phone_cell *cell, wn_str region, phone_reading *out)
{
    size_t at = 0;

    *out = (phone_reading){.rest = cell->words};
    if (cell->plain)
        return read_piece(cell->text, region, out, phone_read_one);
    if (has_dialled(cell->written) && phone_read_dialled(cell->written, region, out)) {
        out->rest = false;
        return true;
    }
    const char *context =
        memmem(cell->written.ptr, cell->written.len, ";phone-context=", 15);
    if (context) {
        size_t behind = (size_t)(cell->written.ptr + cell->written.len - context);
        out->rest = out->rest && !memchr(context, '+', behind);
        return phone_read_one(cell->written, region, out);
    }
    if (!read_first(cell->text, region, out, phone_read_one, &at) ||
        !read_extension(cell->text, region, &at, out))
        return false;
    read_tail(cell->text, at, region, out);
    return true;
}

wn_str phone_cell_only(const phone_cell *cell)
{
    wn_str s = cell->text;
    size_t from = 0, end = next_break(s, 0);

    while (end < s.len && phone_count_digits((wn_str){s.ptr + from, end - from}) == 0) {
        from = end + 1;
        end = next_break(s, from);
    }
    if (phone_count_digits((wn_str){s.ptr + end, s.len - end}) > 0)
        return WN_STR("");
    return wn_str_trim((wn_str){s.ptr + from, end - from});
}

bool phone_cell_may_be(const phone_cell *cell)
{
    phone_reading out = {0};
    size_t at;

    if (cell->plain)
        return read_piece(cell->text, WN_STR(""), &out, shape_of_one);
    return (has_dialled(cell->written) && phone_may_be(cell->written)) ||
           read_first(cell->text, WN_STR(""), &out, shape_of_one, &at);
}
