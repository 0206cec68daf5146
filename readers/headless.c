/*
 * headless.c - is the first row already data? It is if its cells look like those below.
 *
 * An e-mail address, a date, a phone number, or an id that counts up is strong evidence.
 * A number, a shape like SW1A 1AA, or a word that occurs again is weak evidence. A word
 * over values speaks for a header.
 */
#include "header.h"

#include <string.h>

#define ROWS_ASKED 12

/* 202301, 2023-01: a month, which may be the name of a column. */
static bool is_period(wn_str s)
{
    size_t digits = wn_str_span(s, "0123456789-/");

    return (s.len == 6 || s.len == 7) && digits == s.len && s.ptr[0] <= '2' &&
           s.ptr[0] >= '1' && (s.ptr[1] == '9' || s.ptr[1] == '0') &&
           (s.ptr[s.len - 2] == '0' || s.ptr[s.len - 2] == '1');
}

/* The shape of a cell: letters become A, digits 9, runs one: "SW1A 1AA" -> "A9A 9A". "":
 * it has fewer than two digits. */
static wn_str shape_of(wn_str s, char *out, size_t room)
{
    size_t len = 0, digits = 0;

    for (size_t i = 0; i < s.len && s.len < room; i++) {
        char c = s.ptr[i];
        bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        digits += digit;
        c = digit ? '9' : letter || (unsigned char)c >= 0x80 ? 'A' : c;
        if (len == 0 || out[len - 1] != c)
            out[len++] = c;
    }
    return (wn_str){out, digits >= 2 ? len : 0};
}

/* Do the first three cells count up: 7, 8, 9 or C-07, C-08, C-09? */
static bool counts_on(const read_row *rows, size_t count, size_t column)
{
    int64_t number[3] = {0};
    wn_str head[3];

    for (size_t r = 0; r < 3; r++) {
        wn_str s = r < count ? read_cell(&rows[r], column) : WN_STR("");
        size_t digits = 0;
        while (digits < s.len && digits < 15 && s.ptr[s.len - 1 - digits] >= '0' &&
               s.ptr[s.len - 1 - digits] <= '9')
            digits++;
        head[r] = (wn_str){s.ptr, s.len - digits};
        if (digits == 0 ||
            !wn_str_number((wn_str){s.ptr + s.len - digits, digits}, &number[r]))
            return false;
    }
    return number[1] == number[0] + 1 && number[2] == number[0] + 2 &&
           wn_str_equal(head[0], head[1]) && wn_str_equal(head[0], head[2]);
}

/* Does the first row's word occur again below, in a row that is different? */
static bool comes_again(const read_row *rows, size_t count, size_t column)
{
    wn_str first = read_cell(&rows[0], column);

    for (size_t r = 1; r < count && r <= ROWS_ASKED; r++) {
        size_t other = 0;
        if (!wn_str_equal(first, read_cell(&rows[r], column)))
            continue;
        for (size_t c = 0; c < rows[0].count; c++)
            other += !wn_str_equal(read_cell(&rows[0], c), read_cell(&rows[r], c));
        if (other > 0)
            return true;
    }
    return false;
}

#define LONG 6 /* digits: phone numbers and ids have so many, column names do not */

static bool is_long(wn_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
    return digits >= LONG;
}

static bool same_shape(const read_row *rows, size_t count, size_t column)
{
    char a[64], b[64];
    wn_str first = shape_of(read_cell(&rows[0], column), a, sizeof(a));
    size_t same = 0, asked = 0;

    for (size_t r = 1; r < count && r <= ROWS_ASKED && first.len > 0; r++) {
        wn_str other = read_cell(&rows[r], column);
        asked += other.len > 0;
        same += wn_str_equal(first, shape_of(other, b, sizeof(b)));
    }
    return same > 0 && same * 2 >= asked;
}

/* How sure is it that the cell is not a column name? 2: sure; 1: likely; 0: it may be
 * one. */
static int doubt(const read_row *rows, size_t count, size_t column)
{
    wn_str s = read_cell(&rows[0], column);
    read_kind kind = read_kind_of(s);
    read_kind below = count > 1 ? read_kind_below(rows + 1, count - 1, column) : kind;
    bool alike = kind == below || (kind == READ_PHONE && below == READ_NUMBER) ||
                 (kind == READ_NUMBER && below == READ_PHONE);

    if (s.len == 0 || (is_period(s) && !counts_on(rows, count, column)))
        return 0;
    if (kind == READ_EMAIL || kind == READ_URL)
        return alike ? 2 : 0;
    if ((kind == READ_DATE || kind == READ_PHONE) && alike)
        return 2;
    if (counts_on(rows, count, column) ||
        (count > 1 && is_long(s) && same_shape(rows, count, column)))
        return 2;
    if (kind == READ_NUMBER && alike)
        return read_is_value(s);
    return count > 1 &&
           (same_shape(rows, count, column) || comes_again(rows, count, column));
}

bool read_is_headless(const read_row *rows, size_t count)
{
    size_t points = 0, filled = read_filled(rows), words = 0;

    for (size_t c = 0; c < rows->count; c++) {
        points += (size_t)doubt(rows, count, c);
        words += read_is_name_word(rows->cells[c]);
    }
    size_t contrast = count > 1 ? read_contrast(rows, count, 0, 1, rows->count) : 0;
    bool few = points == 1 && filled <= 2 && contrast == 0 && count > 1;
    return (points >= 2 || few) && points > 2 * contrast + words;
}
