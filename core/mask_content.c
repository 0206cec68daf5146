/*
 * mask_content.c - finds and masks the parts of a value that identify a person, whatever
 * the name of its column: mailboxes, phone, identity, card and account numbers.
 *
 * Numbers of 9 digits or more are masked, even where they may be something else. Numbers
 * of 7 or 8 digits are masked only with blanks, hyphens or a plus in them: without, they
 * are amounts or numbers of records. A date is not masked: it can be any date.
 */
#include "check_digit.h"
#include "han.h"
#include "mask.h"

#include <string.h>

/* ---- placeholders ----------------------------------------------------------------- */

/* Fold to small letters and narrow forms; a number to its digits only. False: the value
 * is too long for a placeholder. */
static bool fold(wn_str value, char out[48], wn_str *folded)
{
    size_t len = 0, digits = 0;
    wn_str s = wn_str_trim(value);

    if (s.len > 40)
        return false;
    for (size_t at = 0; at < s.len && len + 4 < 48;) {
        uint32_t c = wn_lower(wn_narrow(wn_utf8_next(s, &at)));
        len += wn_utf8_put(out + len, c == '/' ? ' ' : c);
    }
    if (wn_str_span((wn_str){out, len}, "0123456789 -.+()") == len) {
        for (size_t i = 0; i < len; i++)
            if (out[i] >= '0' && out[i] <= '9')
                out[digits++] = out[i];
        len = digits;
    }
    *folded = (wn_str){out, len};
    return true;
}

/* Is the mailbox nobody's: a@a.cn, noemail@firm.cn? a@firm.cn may be somebody's. */
static bool is_idle_mailbox(wn_str s, const char *at)
{
    size_t local = (size_t)(at - s.ptr);

    return local >= 4 || (s.len > 2 * local + 1 && !memcmp(s.ptr, at + 1, local) &&
                          at[1 + local] == '.');
}

bool wn_mask_is_idle(wn_str value)
{
    static const char dates[] =
        "|19000101|19700101|00000000|99991231|18991230|18991231|20000101|";
    char room[48], marked[12] = "|";
    wn_str s;

    if (!fold(value, room, &s))
        return false;
    const char *at = memchr(s.ptr, '@', s.len);
    if (s.len == 0 || (wn_is_placeholder(s) && (!at || is_idle_mailbox(s, at))))
        return true;
    if (s.len != 8)
        return false;
    memcpy(marked + 1, s.ptr, 8);
    marked[9] = '|';
    return strstr(dates, marked) != NULL;
}

/* ---- parts that identify a person ------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The length of the mailbox at `at`; *sign: the offset of its @. 0: there is none. */
static size_t mailbox_at(wn_str s, size_t at, size_t *sign)
{
    size_t end = at;

    while (end < s.len && (is_alnum(s.ptr[end]) || (unsigned char)s.ptr[end] >= 0x80 ||
                           strchr("._%+-'", s.ptr[end])))
        end++;
    *sign = end;
    if (end == at || end + 1 >= s.len || s.ptr[end] != '@' || !is_alnum(s.ptr[end + 1]))
        return 0;
    for (end++; end < s.len && (is_alnum(s.ptr[end]) || s.ptr[end] == '.' ||
                                s.ptr[end] == '-' || (unsigned char)s.ptr[end] >= 0x80);)
        end++;
    return end - at;
}

/* The length of the account number (ISO 13616) at `at`, if its check digits are right; or
 * 0. */
static size_t iban_at(wn_str s, size_t at)
{
    char text[35];
    size_t len = 0, end = at;

    for (; end < s.len && len < 34; end++)
        if (is_alnum(s.ptr[end]))
            text[len++] = (char)(is_digit(s.ptr[end]) ? s.ptr[end] : s.ptr[end] & ~32);
        else if (s.ptr[end] != ' ' || end + 1 == s.len || !is_alnum(s.ptr[end + 1]))
            break;
    if (len < 15 || is_digit(text[0]) || is_digit(text[1]) || !is_digit(text[2]) ||
        !is_digit(text[3]))
        return 0;
    return wn_check_mod_97(text, len, 4) == 1 ? end - at : 0;
}

/* The length of the date at `at` (2024-03-09, 9.3.2024, 20240309), or 0. */
static size_t date_at(wn_str s, size_t at)
{
    size_t groups[3] = {0}, group = 0, end = at;

    for (; end < s.len && group < 3; end++) {
        if (is_digit(s.ptr[end]))
            groups[group]++;
        else if (strchr("-/.", s.ptr[end]) && group < 2 && groups[group])
            group++;
        else
            break;
    }
    if (group == 0)
        return groups[0] == 8 &&
                       (!memcmp(s.ptr + at, "19", 2) || !memcmp(s.ptr + at, "20", 2))
                   ? 8
                   : 0;
    bool year_first = groups[0] == 4 && groups[2] <= 2;
    bool year_last = groups[0] <= 2 && (groups[2] == 4 || groups[2] == 2);
    return group == 2 && groups[1] <= 2 && groups[2] && (year_first || year_last)
               ? end - at
               : 0;
}

/* Digits of one number, with the marks that may be between them. */
typedef struct run {
    size_t len, digits, first; /* first: number of digits before the first mark */
    size_t marks, dots;        /* marks between digits; how many of them are dots */
} run;

static run run_at(wn_str s, size_t at)
{
    run r = {0};
    size_t gap = 0, dots = 0;

    for (size_t end = at; end < s.len; end++) {
        char c = s.ptr[end];
        if (is_digit(c)) {
            r.marks += gap > 0;
            r.dots += dots;
            r.first += r.marks == 0;
            r.digits++;
            r.len = end + 1 - at;
            gap = dots = 0;
        } else if ((c == '+' && end == at) || (strchr(" -.()/", c) && gap < 3)) {
            gap += c != '+';
            dots += c == '.';
        } else {
            break;
        }
    }
    return r;
}

/* The kind of mask for the number; NULL: it identifies nobody. `code`: letters are before
 * it, as in the number of an order. */
static const char *mask_of_run(wn_str s, size_t at, const run *r, bool code)
{
    size_t n = r->marks == 1 && r->dots == 1 ? r->first : r->digits; /* 1234567.89 */
    bool plus = s.ptr[at] == '+', address = r->marks == 3 && r->dots == 3; /* 10.0.0.12 */
    char last = at + r->len < s.len ? s.ptr[at + r->len] : ' ';

    if (n >= 15 || (n == 17 && (last | 32) == 'x'))
        return "tail4";
    if (address)
        return NULL;
    if (code)
        return n >= 11 ? "phone" : NULL;
    if (n >= 11 || (plus && n >= 8))
        return "phone";
    return n >= 9 || (n >= 7 && r->marks > 0 && r->dots < r->marks) ? "tail4" : NULL;
}

/* ---- the text --------------------------------------------------------------------- */

/* If the text at `at` identifies a person, append it masked to `out` and return its
 * length; else 0. */
static size_t mask_part(wn_str s, size_t at, wn_arena *arena, wn_buf *out)
{
    bool glued = at > 0 && is_alnum(s.ptr[at - 1]);
    bool code = glued || (at > 1 && s.ptr[at - 1] == '-' && is_alnum(s.ptr[at - 2]));
    const char *kind = NULL;
    size_t sign = 0, len = glued ? 0 : mailbox_at(s, at, &sign);

    if (len > 0)
        kind = "email";
    if (len == 0 && !glued && (len = iban_at(s, at)) > 0)
        kind = "tail4";
    if (len == 0 && (is_digit(s.ptr[at]) || s.ptr[at] == '+')) {
        run r = run_at(s, at);
        len = glued ? 0 : date_at(s, at);
        if (len > 0 && len < r.len && r.digits >= 15 && r.marks == 0)
            len = 0; /* digits that only begin like a date */
        if (len == 0) {
            kind = mask_of_run(s, at, &r, code);
            len = r.len;
            len += len == 17 && kind && at + len < s.len && (s.ptr[at + len] | 32) == 'x';
        }
    }
    if (len > 0)
        wn_buf_add(out,
                   kind ? wn_mask(wn_str_of(kind), (wn_str){s.ptr + at, len}, NULL, arena)
                        : (wn_str){s.ptr + at, len});
    return len;
}

#define LONGEST 400 /* most bytes that are shown */

/* Full-width digits, letters, @ and + become ASCII; other signs stay as they are. */
static uint32_t narrow(uint32_t c)
{
    uint32_t one = wn_narrow(c);

    return one < 0x80 && (is_alnum((char)one) || one == '@' || one == '+') ? one : c;
}

wn_str wn_mask_parts(wn_str value, wn_arena *arena)
{
    wn_buf plain = {0}, out = {0};
    char c[4];

    if (wn_mask_is_idle(value))
        return wn_arena_str(arena, value);
    for (size_t at = 0; at < value.len && plain.len < LONGEST;) {
        size_t from = at;
        uint32_t wide = wn_utf8_next(value, &at), one = narrow(wide);
        wn_buf_add(&plain, one == wide ? (wn_str){value.ptr + from, at - from}
                                       : (wn_str){c, wn_utf8_put(c, one)});
    }
    wn_str s = wn_buf_str(&plain);
    for (size_t at = 0; at < s.len;) {
        size_t len = mask_part(s, at, arena, &out);
        if (len == 0) {
            size_t next = at;
            wn_utf8_next(s, &next);
            len = next - at;
            wn_buf_add(&out, (wn_str){s.ptr + at, len});
        }
        at += len;
    }
    wn_str masked = wn_arena_str(arena, wn_buf_str(&out));
    wn_buf_release(&plain);
    wn_buf_release(&out);
    return masked;
}

wn_str wn_field_shown(const wn_field *field, wn_str value, const wn_key *key,
                      wn_arena *arena)
{
    if (field->has_mask && wn_str_equal(field->mask, WN_STR("none")))
        return wn_mask(field->mask, value, key, arena);
    return wn_mask_shown(field->mask, value, key, arena);
}

wn_str wn_mask_shown(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena)
{
    bool none = wn_str_equal(kind, WN_STR("none"));

    if (none || (wn_mask_is_idle(value) && !wn_str_equal(kind, WN_STR("pseudonym"))))
        return wn_mask(WN_STR("none"), wn_mask_parts(value, arena), NULL, arena);
    return wn_mask(kind, value, key, arena);
}
