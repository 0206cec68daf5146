/*
 * date_word.c - words in dates: names of months and weekdays in all languages of ICU
 * (tools/date_words.c), and words that ICU does not have (date_terms.tsv): zones, eras,
 * parts of the day, units, filler words.
 *
 * Measured: one udat_parse takes 3.5 µs, and must be told the pattern besides.
 */
#include "date_reader.h"

#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#include "date_terms.inc"
#include "date_words.inc"

#define WORD_ROOM 64
#define MOST_WORDS 4 /* in one term: in the afternoon */

#define TUESDAY 4 /* mar: also mardi, martes */

/* Any weekday. Short names of weekdays are as likely another word (ca., art, old ET),
 * so they are not skipped silently. */
#define ANY_DAY (127 << 6)
#define SHORT_DAY 3

static bool is_word_character(uint32_t c)
{
    return c >= 0x80 ? !date_is_separator(c) && wn_digit(c) < 0 && c != 0xFFFD &&
                           !(c >= 0x3000 && c <= 0x303F)
                     : (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Appends the folded word at `at` to `word`, without dots inside it: p.m. becomes pm.
 * Returns where it ends; `at`: there is no word, or it is too long. */
static size_t fold_word(const date_reader *r, size_t at, char *word, size_t room)
{
    size_t len = 0, next, begin = at;

    for (; at < r->s.len; at = next) {
        uint32_t c = date_peek(r, at, &next);
        size_t behind;
        if (c == '.' && next < r->s.len && is_word_character(date_peek(r, next, &behind)))
            continue;
        if (!is_word_character(c) || (len > 0 && date_unit_of(c)))
            break;
        if (len + 5 > room)
            return begin;
        c = wn_fold_letter(c);
        if (c)
            len += wn_utf8_put(word + len, c);
    }
    word[len] = '\0';
    return at;
}

/* The blank or hyphen between two words that may be one term (quinta-feira, a. m.); the
 * next word begins at *next. 0: no word follows. */
static char gap_at(const date_reader *r, size_t at, size_t *next)
{
    uint32_t c = date_peek(r, at, next);

    if (c == '.')
        c = date_peek(r, *next, next);
    return c == '-' ? '-' : c == ' ' || c == 0xA0 || c == 0x202F ? ' ' : '\0';
}

/* ---- what a word means ------------------------------------------------------------ */

/* Adds the month or weekday that a word of ICU's languages means. For the codes see
 * code_of in tools/date_words.c. */
static void add_name(date_reader *r, int code, wn_str word)
{
    if (code == ANY_DAY && word.len <= SHORT_DAY)
        r->seen |= SEEN_OTHER;
    if (code & 15)
        date_add(r, DATE_MONTH, code & 15)->days = (uint8_t)(code >> 6);
    else if (code >> 6)
        date_add(r, DATE_WEEKDAY, 0)->days = (uint8_t)(code >> 6);
    else
        date_add(r, DATE_PART, code & 16 ? PART_AM : PART_PM);
}

/* Adds a unit to the number before it: 19 Uhr, 19.30 Uhr, 19:30 Uhr. */
static bool add_unit(date_reader *r, char unit)
{
    date_token *last = r->count ? &r->tokens[r->count - 1] : NULL;
    date_token *first = r->count > 1 ? last - 1 : NULL;

    if (!last || last->kind != DATE_NUMBER || last->unit || last->value >= 60)
        return false; /* 2011 m. is a year in Lithuania */
    if (unit != 'h' || last->before == ':')
        return unit == 'h' || date_unit_mark(r, unit, r->at);
    if (last->before == '.' && last->digits == 2 && first && first->kind == DATE_NUMBER &&
        first->digits <= 2 && first->before != '.') {
        first->unit = 'h';
        unit = 'm';
    }
    return date_unit_mark(r, unit, r->at);
}

/* Adds a part of the day. "am" is also a word before German days (am 5. Mai), so it
 * means the morning only after a number. A single letter counts only after a time: 5:09
 * م, while 2016م is the common era. */
static bool add_part(date_reader *r, int part, const char *word)
{
    const date_token *last = r->count ? &r->tokens[r->count - 1] : NULL;
    bool follows = last && last->kind == DATE_NUMBER;
    bool letter = (unsigned char)word[0] >= 0xC0 && strlen(word) == 2;

    if (letter && (!follows || last->before != ':'))
        return false;
    if (follows || strcmp(word, "am"))
        date_add(r, DATE_PART, part);
    return true;
}

static bool add_term(date_reader *r, const char *term, const char *word)
{
    int value = atoi(term + 1);

    switch (term[0]) {
    case 'a':
    case 'c':
        r->clock = term[0] == 'c' ? 2 : 1;
        return true;
    case 'f':
        return true;
    case 't':
        date_add(r, DATE_T, 0);
        return true;
    case 'w':
        date_add(r, DATE_WEEK, 0);
        return true;
    case 'u':
        return add_unit(r, term[1]) || !strcmp(word, "m");
    case 'M':
        r->pending = 'M';
        return true;
    case 'h':
        return add_part(r, value, word);
    case 'd':
        date_add(r, DATE_WEEKDAY, 0)->days = (uint8_t)value;
        return true;
    case 'm':
    case 'p':
        date_add(r, DATE_MONTH, value)->persian = term[0] == 'p';
        return true;
    default:
        date_add(r,
                 term[0] == 'z'   ? DATE_ZONE
                 : term[0] == 's' ? DATE_SHARED
                 : term[0] == 'e' ? DATE_ERA
                                  : DATE_OTHER,
                 value);
        return true;
    }
}

/* 14:05 ET, 2:05 CT: American zones, not weekdays of some rare language. */
static bool is_hour_of_america(const date_reader *r, size_t end)
{
    const char *at = r->s.ptr + r->at;

    return r->count > 0 && r->tokens[r->count - 1].kind != DATE_MONTH &&
           end - r->at == 2 && memchr("ECMP", at[0], 4) && at[1] == 'T' && r->at > 0 &&
           at[-1] == ' ';
}

/* 2024-03-O9: a letter directly before digits is a mistyped digit, not a filler word. */
static bool is_letter_for_digit(const date_reader *r, size_t end)
{
    return end - r->at == 1 && end < r->s.len && r->s.ptr[end] >= '0' &&
           r->s.ptr[end] <= '9';
}

/* "14:05 A", "9 July on": a short filler word at the end, though it should stand before
 * something. */
static bool is_left_over(const date_reader *r, size_t end)
{
    size_t marks = end;

    while (marks < r->s.len && strchr(" .,;)]", r->s.ptr[marks]))
        marks++;
    return marks == r->s.len && end - r->at <= 3 && r->at > 0 &&
           r->s.ptr[r->at - 1] == ' ' && (unsigned char)r->s.ptr[r->at] < 0x80;
}

static bool add_meaning(date_reader *r, const char *word, size_t end)
{
    wn_str key = wn_str_of(word);
    const char *term = lookup_find(&date_terms, key);
    size_t from = r->at;

    if (is_hour_of_america(r, end) ||
        (term && strchr("fa", term[0]) && is_letter_for_digit(r, end)) ||
        (term && strchr("fac", term[0]) && is_left_over(r, end)))
        return false;

    r->at = end;
    if (term && add_term(r, term, word)) {
        if (strchr("ac", term[0]) && end < r->s.len && r->s.ptr[end] == '.')
            r->at = end + 1; /* kl. 14 */
        return true;
    }
    const char *name = lookup_find(&date_words, key);
    if (name)
        add_name(r, atoi(name), key);
    else
        r->at = from;
    return name != NULL;
}

/* ---- the words --------------------------------------------------------------------- */

/* English months by their first three letters: most words in dates are such. */
static int english_month(const char *word)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    if (!word[0] || !word[1] || !word[2] || word[3])
        return 0;
    for (int i = 0; i < 12; i++)
        if (!memcmp(word, months + 3 * i, 3))
            return i + 1;
    return 0;
}

/* Vietnamese months by the names of their numbers: tháng Mười Hai. */
static bool spelled_month(date_reader *r, const char *word, size_t end)
{
    static const char *const numbers[] = {"mot",  "hai",  "ba",       "tu",
                                          "nam",  "sau",  "bay",      "tam",
                                          "chin", "muoi", "muoi mot", "muoi hai"};

    for (size_t i = 0; i < WN_COUNT(numbers); i++) {
        if (strcmp(word, numbers[i]))
            continue;
        date_add(r, DATE_MONTH, (int64_t)i + 1);
        r->pending = '\0';
        r->at = end;
        return true;
    }
    return false;
}

/* Removes "month" from a Thai name written as one word: เดือนตุลาคม, the month October. */
static const char *without_prefix(const char *word)
{
    static const char month[] = "เดือน";

    return !strncmp(word, month, sizeof(month) - 1) && word[sizeof(month) - 1]
               ? word + sizeof(month) - 1
               : word;
}

bool date_read_word(date_reader *r)
{
    char word[WORD_ROOM], *from = word;
    size_t ends[MOST_WORDS], lens[MOST_WORDS], count = 0;
    size_t end = fold_word(r, r->at, word, WORD_ROOM), begin = end, start = r->at;
    int month = end > start ? english_month(word) : 0;

    if (end <= start)
        return false;
    if ((unsigned char)r->s.ptr[start] == 0xE0)
        r->seen |= (unsigned char)r->s.ptr[start + 1] >> 1 == 0xB8 >> 1 ? SEEN_THAI : 0;
    if (month) {
        r->at = end;
        date_add(r, DATE_MONTH, month)->days = month == 3 ? TUESDAY : 0;
        return true;
    }
    for (;;) {
        ends[count] = end;
        lens[count++] = strlen(word);
        size_t used = lens[count - 1];
        char gap = count < MOST_WORDS ? gap_at(r, end, &begin) : '\0';
        if (!gap || used + 8 > WORD_ROOM)
            break;
        end = fold_word(r, begin, word + used + 1, WORD_ROOM - used - 1);
        if (end <= begin)
            break;
        word[used] = gap;
    }
    for (; count > 0; count--) { /* the longest first */
        word[lens[count - 1]] = '\0';
        if (r->pending == 'M' && spelled_month(r, word, ends[count - 1]))
            return true;
        if (add_meaning(r, without_prefix(from), ends[count - 1]))
            return true;
    }
    if (r->inside) {
        r->seen |= SEEN_OTHER;
        r->at = ends[0];
    }
    return r->inside;
}
