/*
 * total.c - rows of a table that are not records: totals, remarks, signatures.
 *
 * In a total, the first filled cell holds the word for it, alone or with a count, a date
 * or a group after it; all other cells are numbers or blank. "Total Energies" in Paris is
 * a customer. If a row may be either, it is a record.
 */
#include "header.h"

#include "core/lookup.h"
#include "core/memory.h"

#include <string.h>

#include "total_words.inc"

/* Length of the word if s begins with it, else 0. Must be fast: it is asked for every
 * row. */
static size_t begins(wn_str s, wn_str word)
{
    if (s.len < word.len || s.len == 0 || (s.ptr[0] | 32) != (word.ptr[0] | 32))
        return 0;
    return wn_str_equal_nocase((wn_str){s.ptr, word.len}, word) ? word.len : 0;
}

typedef struct lookup_word total_word;

static bool has_role(const total_word *word, char role)
{
    return strchr(total_words.meanings[word->meaning], role) != NULL;
}

/* The next word of that role that s begins with, after `last` (NULL: from the first
 * word). */
static const total_word *next_begin(wn_str s, char role, const total_word *last)
{
    const total_word *end = total_words.words + total_words.count;

    for (const total_word *w = last ? last + 1 : total_words.words + 1; w < end; w++)
        if (begins(s, lookup_text(&total_words, w)) && has_role(w, role))
            return w;
    return NULL;
}

/* Can a word of at least three bytes begin s? A fast test: it is asked for every row. */
static bool may_begin(wn_str s)
{
    char small[3];

    for (size_t i = 0; i < 3 && i < s.len; i++)
        small[i] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] | 32 : s.ptr[i]);
    return s.len >= 3 && lookup_may_begin(&total_words, small);
}

static wn_str behind(wn_str s, size_t len)
{
    return wn_str_trim((wn_str){s.ptr + len, s.len - len});
}

static bool begins_with_one_of(wn_str s, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins(s, wn_str_of(marks[i])))
            return true;
    return false;
}

/* May this text follow the word for a total: "(3)", ": 5", "2024-03", "5 records"? Also
 * "- EMEA", unless the word can be a company's name. */
static bool is_rest_of_total(wn_str rest, bool glued, bool alone)
{
    static const char *const opening[] = {"(", "（", "[", "【", ":", "：", "="};
    size_t digits = wn_str_span(rest, "0123456789-/.,: ");

    if (rest.len == 0 || begins_with_one_of(rest, opening, WN_COUNT(opening)))
        return true;
    if (digits == rest.len)
        return true;
    return !alone && !glued;
}

/* A number: "1,234.50", "20 %", "€ 5", "-"; not a date or a phone. Asked for every
 * row. */
static bool is_number(wn_str s)
{
    unsigned char c = s.len ? (unsigned char)s.ptr[0] : 0;
    size_t digits = 0;

    if (c < 0x80 ? !memchr("0123456789+-.($", c, 15)
                 : c != 0xE2 && c != 0xC2 && c != 0xEF)
        return false;
    if (c >= 0x80 || (unsigned char)s.ptr[s.len - 1] >= 0x80)
        return read_kind_of(s) == READ_NUMBER || wn_str_equal(s, WN_STR("—"));
    for (size_t i = 0; i < s.len; i++) {
        bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        digits += digit;
        if (!digit && !memchr(".,' %)", s.ptr[i], 6) && i > 0)
            return false;
    }
    return digits > 0 || s.len == 1;
}

/* How many numbers are in the cells after this one? SIZE_MAX: a cell holds something
 * else. */
static size_t numbers_behind(const read_row *row, size_t at)
{
    size_t numbers = 0;

    for (size_t c = at + 1; c < row->count; c++) {
        wn_str s = read_cell(row, c);
        if (s.len > 0 && !is_number(s))
            return SIZE_MAX;
        numbers += s.len > 0;
    }
    return numbers;
}

/* Does it end with a word for a total: "华东小计", "EMEA Subtotal"? */
static bool ends_with_total(wn_str s)
{
    for (uint32_t i = 1; i < total_words.count && s.len <= 60; i++) {
        const total_word *w = &total_words.words[i];
        wn_str word = lookup_text(&total_words, w);
        if (s.len > word.len && has_role(w, 't') &&
            wn_str_equal_nocase((wn_str){s.ptr + s.len - word.len, word.len}, word) &&
            ((unsigned char)word.ptr[0] >= 0x80 || s.ptr[s.len - word.len - 1] == ' '))
            return true;
    }
    return false;
}

static bool is_total(wn_str s, size_t numbers, size_t columns)
{
    size_t others = columns - 1;

    for (uint32_t i = 1; i < total_words.count && may_begin(s); i++) {
        const total_word *word = &total_words.words[i];
        bool alone = has_role(word, 'a');
        if (!begins(s, lookup_text(&total_words, word)) || !(alone || has_role(word, 't')))
            continue;
        wn_str rest = behind(s, word->len);
        bool glued = rest.len > 0 && rest.ptr == s.ptr + word->len;
        if (is_rest_of_total(rest, glued, alone))
            return alone ? numbers < others : numbers + others > 0;
    }
    return ends_with_total(s) && numbers > 0 && numbers < others;
}

/* Is it a remark: "备注：...", "注1：..." (the word, perhaps a number, a colon), or the
 * word alone with the text in the next cell? */
static bool is_remark(const read_row *row, size_t at, size_t columns)
{
    wn_str s = read_cell(row, at);
    size_t filled = 0, notices = 0;

    for (size_t c = at; c < row->count; c++) {
        filled += read_cell(row, c).len > 0;
        notices += read_is_notice(row->cells[c]);
    }
    if (filled > 2 && (filled * 2 > columns || notices * 2 < filled))
        return false;
    if (filled == 2 && columns == 2 && notices == 0)
        return false;
    for (const total_word *w = NULL; (w = next_begin(s, 'r', w));) {
        wn_str rest = behind(s, w->len);
        rest = behind(rest, wn_str_span(rest, "0123456789"));
        if (begins(rest, WN_STR("：")) || begins(rest, WN_STR(":")))
            return true;
    }
    return false;
}

/* A page number alone in its row: "Page 1 of 3", 第 1 页 共 3 页. */
static bool is_page(const read_row *row, size_t at)
{
    static const char *const words[] = {"page ", "seite ", "página ", "pagina ", "第"};
    wn_str s = read_cell(row, at);
    size_t word = 0;

    for (size_t i = 0; i < WN_COUNT(words) && word == 0; i++)
        word = begins(s, wn_str_of(words[i]));
    if (word == 0 || s.len > 60)
        return false;
    wn_str rest = behind(s, word);
    size_t digits = wn_str_span(rest, "0123456789");
    rest = behind(rest, digits);
    bool page = (unsigned char)s.ptr[0] < 0x80 || begins(rest, WN_STR("页"));
    for (size_t c = at + 1; c < row->count; c++)
        if (read_cell(row, c).len > 0 && !begins(read_cell(row, c), WN_STR("共")))
            return false;
    return digits > 0 && page;
}

static bool is_of_group(wn_str word)
{
    const char *roles = lookup_find_nocase(&total_words, word);

    return roles && strchr(roles, 'g');
}

bool read_is_group_total(const read_row *row, size_t columns, wn_str group)
{
    size_t at = row->own;

    while (at < row->count && read_cell(row, at).len == 0)
        at++;
    if (at == row->count || group.len == 0)
        return false;
    wn_str s = read_cell(row, at);
    if (s.len <= group.len + 1)
        return false;
    size_t rest = s.len - group.len - 1; /* "Summe Nord", "Nord Ergebnis" */
    bool behind = wn_str_equal((wn_str){s.ptr, group.len}, group) &&
                  s.ptr[group.len] == ' ' &&
                  is_of_group((wn_str){s.ptr + group.len + 1, rest}),
         before = wn_str_equal((wn_str){s.ptr + rest + 1, group.len}, group) &&
                  s.ptr[rest] == ' ' && is_of_group((wn_str){s.ptr, rest});
    size_t numbers = behind || before ? numbers_behind(row, at) : SIZE_MAX;
    return numbers != SIZE_MAX && numbers > 0 && numbers + 1 < columns;
}

read_aside read_aside_of(const read_row *row, size_t columns)
{
    size_t at = row->own;

    while (at < row->count &&
           (read_cell(row, at).len == 0 || is_number(read_cell(row, at))))
        at++;
    if (at == row->count)
        return READ_RECORD;
    wn_str s = read_cell(row, at);
    size_t numbers = numbers_behind(row, at);
    if (numbers != SIZE_MAX && is_total(s, numbers, columns))
        return READ_TOTAL;
    if ((read_is_notice(s) && is_remark(row, at, columns)) || is_page(row, at))
        return READ_REMARK;
    for (const total_word *w = NULL; may_begin(s) && (w = next_begin(s, 'f', w));)
        if (s.len == w->len || (s.ptr[w->len] | 32) < 'a' || (s.ptr[w->len] | 32) > 'z')
            return READ_FOOTER;
    return READ_RECORD;
}
