/* name_piece.c - what a piece of a cell is: the name, a note, a company
 * (name_han_words.tsv, name_words.tsv). */
#include "name_piece.h"

#include "asian_names.h"
#include "company_words.h"
#include "han_name.h"
#include "name_people.h"
#include "person.h"
#include "transforms.h"
#include "core/han.h"
#include "core/text.h"

#include <string.h>

#include "name_han_words.inc"
#include "name_words.inc"

#define LONGEST 64     /* bytes of a note in Latin letters */
#define MOST_LETTERS 7 /* characters of a note in Chinese */

static const char *roles_of(wn_str s)
{
    const char *roles = s.len > LONGEST ? NULL : lookup_find(&name_han_words, s);

    return roles ? roles : "";
}

static const char *folded_roles(wn_str s)
{
    char text[LONGEST + 1];

    if (s.len > LONGEST)
        return "";
    wn_str folded = lookup_folded(s, text, sizeof(text));
    while (folded.len > 0 && strchr(".!?", folded.ptr[folded.len - 1]))
        folded.len--;
    const char *roles = lookup_find(&name_words, folded);
    return roles ? roles : "";
}

/* ---- notes in Chinese -------------------------------------------------------------- */

/* The length of the longest note that the text ends with; *roles: what it is. `apart`:
 * also of those that may be a part of a name. */
static size_t last_note(wn_str s, bool apart, const char **roles)
{
    size_t best = 0, len = 6;

    for (size_t count = 2; count <= MOST_LETTERS && len <= s.len; count++, len += 3) {
        wn_str end = {s.ptr + s.len - len, len};
        const char *found =
            lookup_may_begin(&name_han_words, end.ptr) ? roles_of(end) : "";
        if (*found && (apart || *found != 's')) {
            best = len;
            *roles = found;
        }
    }
    return best;
}

/* The same at the beginning. Where no family name begins so, every note counts. */
static size_t first_note(wn_str s)
{
    size_t best = 0, len = 6, at = 0;

    if (s.len < 6 || !lookup_may_begin(&name_han_words, s.ptr))
        return 0;
    bool apart = !asian_chinese(wn_utf8_next(s, &at));
    for (size_t count = 2; count <= MOST_LETTERS && len <= s.len; count++, len += 3) {
        const char *found = roles_of((wn_str){s.ptr, len});
        best = *found && (apart || *found != 's') ? len : best;
    }
    return best;
}

/* Can the text be the name of a person, with a family name that is known? */
static bool is_person(wn_str s)
{
    han_name n;
    size_t at = 0;

    han_name_parse(s, &n);
    return s.len > 0 && s.len <= 12 && n.family.len > 0 && !n.unsure &&
           (n.familiar || wn_compound_surname(s) || asian_chinese(wn_utf8_next(s, &at)));
}

size_t name_note_behind(wn_str s, wn_str *title)
{
    size_t cut = 0;
    bool sure = false;

    *title = WN_STR("");
    for (const char *roles = ""; cut < s.len;) {
        size_t len = last_note((wn_str){s.ptr, s.len - cut}, false, &roles);
        if (len == 0)
            break;
        sure = sure || cut > 0 || *roles == 'n';
        if (cut == 0 && *roles == 't')
            *title = (wn_str){s.ptr + s.len - len, len};
        cut += len;
    }
    wn_str rest = {s.ptr, s.len - cut};
    return sure && rest.len > 0 && is_person(rest) ? cut : 0;
}

size_t name_note_before(wn_str s)
{
    size_t cut = 0, len;

    while ((len = first_note((wn_str){s.ptr + cut, s.len - cut})))
        cut += len;
    wn_str rest = {s.ptr + cut, s.len - cut};
    return cut > 0 && rest.len >= 6 && is_person(rest) ? cut : 0;
}

bool name_is_note(wn_str s)
{
    size_t cut = 0, len;
    bool sure = false;

    for (const char *roles = ""; cut < s.len; cut += len) {
        if (!(len = last_note((wn_str){s.ptr, s.len - cut}, true, &roles)))
            return false;
        sure = sure || *roles != 's';
    }
    return sure;
}

/* ---- pieces ------------------------------------------------------------------------ */

/* What the piece of Chinese characters is. */
static name_piece han_piece(wn_str s)
{
    han_name n;
    size_t count = wn_utf8_count(s);

    if (*roles_of(s) || name_is_note(s))
        return PIECE_NOTE;
    if (company_form_length(s) || (count > 2 && company_branch_length(s)) ||
        (count > 3 && company_trade_length(s)))
        return PIECE_FIRM;
    wn_str title;
    size_t behind = name_note_behind(s, &title);
    han_name_parse((wn_str){s.ptr, s.len - behind}, &n);
    bool whole = n.given.len || n.title.len || behind || n.familiar;
    if (n.unsure || n.dotted || !n.family.len || !whole || n.given.len > 6)
        return PIECE_OTHER;
    size_t at = 0;
    bool chinese = n.familiar || asian_chinese(wn_utf8_next(s, &at));
    return asian_common(n.family) || wn_compound_surname(n.family) ? PIECE_NAME
           : chinese                                               ? PIECE_MAY_BE
                                                                   : PIECE_OTHER;
}

/* Is the last word one that names of companies end with? */
static bool ends_as_firm(wn_str s)
{
    const char *blank = memrchr(s.ptr, ' ', s.len);

    size_t from = blank ? (size_t)(blank - s.ptr) + 1 : 0;
    const char *roles = folded_roles((wn_str){s.ptr + from, s.len - from});

    if (s.len - from < 3 && name_case_of(s) != 'm') /* AG; not KIM, YU SE */
        return false;
    return *roles == 'f' ||
           (*roles == 'g' && blank &&
            (s.len - from > 2 || name_case_of((wn_str){s.ptr + from, 2}) == 'u'));
}

/* Are all words jobs, notes or between them: Head of Sales, Senior Buyer? And how many
 * words are there; 0: something is no word. */
static size_t count_words(wn_str s, bool *job)
{
    static const char small[] =
        " of and & for in de der the to - head senior junior chief ";
    size_t count = 0, jobs = 0;
    bool others = false;

    for (wn_str rest = s; rest.len > 0; count++) {
        char text[24];
        wn_str word = wn_str_cut(&rest, WN_STR(" "));
        if (word.len == 0 || word.len > 20)
            return 0;
        const char *roles = person_roles(word);
        wn_str folded = lookup_folded(word, text + 1, sizeof(text) - 2);
        text[0] = text[1 + folded.len] = ' ';
        bool works = strpbrk(roles, "wWnN") || !strcmp(roles, "tC");
        jobs += works;
        others =
            others || (!works && !memmem(small, sizeof(small) - 1, text, folded.len + 2));
        if (wn_str_span(word, "0123456789") > 0)
            return 0;
    }
    *job = jobs > 0 && !others;
    return count;
}

static name_piece latin_piece(wn_str s)
{
    bool job = false;
    const char *roles = folded_roles(s);
    char text[LONGEST];

    if (*roles == 'n' || *roles == 's')
        return PIECE_NOTE;
    if (ends_as_firm(s))
        return PIECE_FIRM;
    size_t words = count_words(s, &job);
    if (job)
        return PIECE_NOTE;
    if (words == 0 || words > 5)
        return PIECE_OTHER;
    wn_str folded = lookup_folded(s, text, sizeof(text));
    return words > 1 || wn_full_names(folded) ? PIECE_NAME : PIECE_MAY_BE;
}

bool name_may_be_note(wn_str s)
{
    return s.len >= 6 && (lookup_may_begin(&name_han_words, s.ptr + s.len - 6) ||
                          lookup_may_begin(&name_han_words, s.ptr));
}

wn_str name_note_title(wn_str s)
{
    const char *roles = "";
    size_t len = last_note(s, true, &roles);

    return *roles == 't' ? (wn_str){s.ptr + s.len - len, len} : WN_STR("");
}

bool name_is_job(wn_str s)
{
    bool job = false;

    return count_words(s, &job) > 1 && job;
}

bool name_is_latin_note(wn_str s)
{
    char first[3];

    if (s.len < 3 || s.len > LONGEST)
        return false;
    for (size_t i = 0; i < 3; i++)
        first[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 32) : s.ptr[i];
    if (!lookup_may_begin(&name_words, first))
        return false;
    const char *roles =
        wn_is_ascii(s) ? lookup_find_nocase(&name_words, s) : folded_roles(s);
    return roles && *roles == 'n';
}

bool name_is_firm(wn_str s)
{
    return memchr(s.ptr, ' ', s.len) && ends_as_firm(s);
}

name_piece name_piece_of(wn_str s)
{
    size_t han = 0, letters = 0, digits = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        han += wn_is_han(c);
        digits += wn_digit(c) >= 0;
        letters += !wn_is_han(c) && wn_is_letter(c);
    }
    if (letters + han == 0)
        return PIECE_NUMBER;
    if (han > 0 && letters == 0 && digits == 0 && !memchr(s.ptr, ' ', s.len))
        return han * 3 == s.len ? han_piece(s) : PIECE_OTHER;
    if (han == 0)
        return *s.ptr & 0x80 || (*s.ptr | 32) >= 'a' ? latin_piece(s) : PIECE_OTHER;
    return company_form_length(s) ? PIECE_FIRM : PIECE_OTHER;
}

size_t name_prefix(wn_str s)
{
    size_t best = 0, words = 0;

    for (size_t i = 1; i < s.len && words < 3; i++) {
        if (s.ptr[i] != ' ' && s.ptr[i] != ':')
            continue;
        words++;
        if (strchr(folded_roles((wn_str){s.ptr, i}), 'p'))
            best = i + 1;
    }
    return best;
}
