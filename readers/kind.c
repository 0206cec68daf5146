/* kind.c - what a cell is by its looks: a text, a number, a date, a phone, an address. */
#include "header.h"

#include "core/lookup.h"
#include "core/memory.h"

#include <string.h>

#include "heading_words.inc"

#define ROWS_ASKED 12 /* rows that are looked at to find the kind of a column */

wn_str read_cell(const read_row *row, size_t column)
{
    return column < row->count ? wn_str_trim(row->cells[column]) : WN_STR("");
}

size_t read_filled(const read_row *row)
{
    size_t filled = 0;

    for (size_t i = 0; i < row->count; i++)
        filled += read_cell(row, i).len > 0;
    return filled;
}

bool read_is_blank(const read_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (read_cell(row, i).len > 0)
            return false;
    return true;
}

size_t read_width(const read_row *row)
{
    size_t n = row->count;

    while (n > 0 && read_cell(row, n - 1).len == 0)
        n--;
    return n;
}

static bool is_address(wn_str s)
{
    const char *at = memchr(s.ptr, '@', s.len);

    return at && at > s.ptr && memchr(at, '.', (size_t)(s.ptr + s.len - at));
}

static bool is_url(wn_str s)
{
    return s.len > 7 && (!memcmp(s.ptr, "http://", 7) || !memcmp(s.ptr, "https:/", 7));
}

bool read_is_value(wn_str s)
{
    size_t digits = 0, marks = 0, others = 0;

    s = wn_str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (strchr("-/.:+$,() ", c) || c == 'T' || c == 'Z')
            marks++;
        else
            others++;
    }
    if (s.len > 0 && (is_address(s) || is_url(s)))
        return true;
    return others == 0 && (digits >= 5 || (digits >= 3 && marks > 0));
}

/* Cut the piece off the beginning of s. False: s does not begin with it. */
static bool take(wn_str *s, const char *piece)
{
    size_t len = strlen(piece);

    if (s->len < len || memcmp(s->ptr, piece, len) != 0)
        return false;
    *s = (wn_str){s->ptr + len, s->len - len};
    return true;
}

static size_t take_digits(wn_str *s)
{
    size_t n = wn_str_span(*s, "0123456789");

    *s = (wn_str){s->ptr + n, s->len - n};
    return n;
}

/* 2024-04-02, 2.4.2024, 2024年4月2日, with or without a time of day. */
static bool is_date(wn_str s)
{
    static const char *const marks[][2] = {
        {"-", "-"}, {"/", "/"}, {".", "."}, {"年", "月"}};
    size_t first = take_digits(&s);

    if (first == 0 || first == 3 || first > 4)
        return false;
    for (size_t i = 0; i < WN_COUNT(marks); i++) {
        wn_str rest = s;
        if (!take(&rest, marks[i][0]))
            continue;
        size_t second = take_digits(&rest);
        if (second < 1 || second > 2 || !take(&rest, marks[i][1]))
            return false;
        size_t third = take_digits(&rest);
        take(&rest, "日");
        bool is_whole = first == 4 ? third == 1 || third == 2 : third == 2 || third == 4;
        return is_whole && wn_str_span(rest, "0123456789:.+-TZ ") == rest.len;
    }
    return false;
}

typedef struct byte_counts {
    size_t digits, letters, blanks, points, phone_marks, others;
} byte_counts;

static byte_counts count_bytes(wn_str s)
{
    byte_counts t = {0};

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= '0' && c <= '9')
            t.digits++;
        else if ((c | 32) >= 'a' && (c | 32) <= 'z')
            t.letters++;
        else if (c == ' ')
            t.blanks++;
        else if (c == '.' || c == ',')
            t.points++;
        else if (strchr("-+()/", c))
            t.phone_marks++;
        else if (!strchr("$%'", c))
            t.others++;
    }
    return t;
}

/* The number without signs of money before and after it. */
static wn_str without_money(wn_str s)
{
    static const char *const signs[] = {"€", "¥", "￥", "£", "$"};

    for (size_t i = 0; i < WN_COUNT(signs); i++) {
        wn_str sign = wn_str_of(signs[i]);
        if (take(&s, signs[i]))
            return wn_str_trim(s);
        if (wn_str_ends(s, sign))
            return wn_str_trim((wn_str){s.ptr, s.len - sign.len});
    }
    return s;
}

read_kind read_kind_of(wn_str cell)
{
    wn_str s = wn_str_trim(cell);

    if (s.len == 0)
        return READ_EMPTY;
    if (s.len > 200)
        return READ_TEXT;
    if (!memchr(s.ptr, ' ', s.len) && is_address(s))
        return READ_EMAIL;
    if (is_url(s) || (s.len > 4 && !memcmp(s.ptr, "www.", 4)))
        return READ_URL;
    if (is_date(s))
        return READ_DATE;
    s = without_money(s);
    byte_counts t = count_bytes(s);
    if (t.digits > 0 && t.letters + t.others == 0) {
        bool is_phone = t.digits >= 7 && t.points == 0 && t.phone_marks + t.blanks > 0 &&
                        (s.ptr[0] != '-' || t.phone_marks > 1);
        return is_phone ? READ_PHONE : READ_NUMBER;
    }
    return t.digits >= 3 && t.blanks == 0 && t.others < t.digits && s.len <= 40
               ? READ_CODE
               : READ_TEXT;
}

read_kind read_kind_below(const read_row *rows, size_t count, size_t column)
{
    size_t of[READ_CODE + 1] = {0}, filled = 0;
    read_kind best = READ_TEXT;

    for (size_t r = 0; r < count && r < ROWS_ASKED; r++) {
        read_kind kind = read_kind_of(read_cell(&rows[r], column));
        of[kind]++;
        filled += kind != READ_EMPTY;
    }
    for (int k = READ_TEXT; k <= READ_CODE; k++)
        if (of[k] * 10 >= filled * 6 && of[k] > 0)
            best = (read_kind)k;
    return best;
}

size_t read_contrast(const read_row *rows, size_t count, size_t at, size_t below,
                     size_t columns)
{
    size_t n = 0;

    for (size_t c = 0; c < columns && below < count; c++)
        n += read_kind_of(read_cell(&rows[at], c)) == READ_TEXT &&
             read_kind_below(rows + below, count - below, c) != READ_TEXT;
    return n;
}

bool read_is_notice(wn_str cell)
{
    wn_str s = wn_str_trim(cell);
    size_t most = s.len < 60 ? s.len : 60;
    const char *colon = most ? memchr(s.ptr, ':', most) : NULL;
    const char *wide = most && !wn_is_ascii(s) ? memmem(s.ptr, most, "：", 3) : NULL;

    if (colon > s.ptr && (colon + 1 == s.ptr + s.len || colon[1] == ' '))
        return true;
    return wide > s.ptr || s.len > 240;
}

static bool has_role(wn_str word, char role)
{
    const char *roles = lookup_find_nocase(&heading_words, word);

    return roles && strchr(roles, role);
}

bool read_is_name_word(wn_str cell)
{
    wn_str s = wn_str_trim(cell);

    while (s.len > 0 && strchr("*:.", s.ptr[s.len - 1]))
        s.len--;
    if (s.len == 0 || s.len > 40)
        return false;
    for (uint32_t i = 1; i < heading_words.count; i++) {
        const struct lookup_word *w = &heading_words.words[i];
        if (wn_str_ends(s, lookup_text(&heading_words, w)) &&
            strchr(heading_words.meanings[w->meaning], 'e'))
            return true;
    }
    if (has_role(s, 'w'))
        return true;
    for (size_t i = s.len; i-- > 0;)
        if (strchr(" _.", s.ptr[i])) {
            s = (wn_str){s.ptr + i + 1, s.len - i - 1};
            break;
        }
    return has_role(s, 'l');
}
