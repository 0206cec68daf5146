/*
 * company_parse.c - takes a company's name apart: legal form, place, branch, brand.
 *
 * Chinese: [place] brand trade form [place branch], with brackets anywhere. Other
 * scripts: words, of which the last (and some first) may be a legal form.
 */
#include "company.h"
#include "company_words.h"
#include "core/han.h"
#include "core/memory.h"

#include <string.h>

/* ---- Chinese ------------------------------------------------------------------- */

static wn_str front(wn_str s, size_t len)
{
    return (wn_str){s.ptr, len};
}

static wn_str behind(wn_str s, size_t len)
{
    return (wn_str){s.ptr + len, s.len - len};
}

/* Cuts a place off the beginning, with its 市 or 省; two characters must be left. */
static wn_str cut_place(wn_str s, wn_str *place)
{
    for (;;) {
        size_t len = company_place_length(s);
        if (len == 0 || s.len < len + 6)
            return s;
        if (!place->len || !memcmp(place->ptr, "中国", 6))
            *place = front(s, len);
        s = behind(s, len);
        if (s.len >= 9 && (!memcmp(s.ptr, "省", 3) || !memcmp(s.ptr, "市", 3)))
            s = behind(s, 3);
    }
}

/* Takes a bracket that names a place or a form: （中国）, (集团). Other brackets belong
 * to the name. */
static bool take_bracket(wn_str inside, company *out)
{
    size_t place = company_place_length(inside);

    if (place && inside.len <= place + 3) {
        out->place = out->place.len ? out->place : front(inside, place);
        return true;
    }
    return inside.len > 0 && (company_form_length(inside) == inside.len ||
                              company_branch_length(inside) == inside.len);
}

/* Folds a Chinese name: simplified, narrow, small letters, without blanks and marks.
 * Brackets with a place or form are taken out. */
static wn_str fold_han(wn_str name, wn_arena *arena, company *out)
{
    char *text = wn_arena_bytes(arena, name.len * 3 + 8);
    size_t len = 0, open = SIZE_MAX;

    for (size_t at = 0; at < name.len;) {
        uint32_t c = wn_utf8_next(name, &at);
        if (c >= 0x4E00 && c <= 0x9FFF) { /* most characters */
            len += wn_utf8_put(text + len, wn_simplified(c));
            continue;
        }
        c = wn_narrow(wn_simplified(c));
        if (c == '(' || c == '[' || c == 0x3010) {
            open = len;
        } else if (c == ')' || c == ']' || c == 0x3011) {
            if (open != SIZE_MAX &&
                take_bracket((wn_str){text + open, len - open}, out)) {
                /* copy the place: what follows overwrites it */
                char *kept = wn_arena_bytes(arena, len - open);
                memcpy(kept, text + open, len - open);
                if (out->place.ptr == text + open)
                    out->place.ptr = kept;
                len = open;
            }
            open = SIZE_MAX;
        } else if (c >= 0x80
                       ? c != 0xB7 && c != 0x3000 && c != 0x3001 && c != 0xFFFD
                       : (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')) {
            c = wn_fold_letter(c);
            if (c) /* 0: an accent as a character of its own */
                len += wn_utf8_put(text + len, c);
        }
    }
    return (wn_str){text, len};
}

/* Cuts off a branch, which stands after 公司 in the middle: 有限公司深圳分公司. */
static wn_str cut_branch(wn_str s, company *out)
{
    const char *whole;

    if (!company_branch_length(s))
        return s;
    whole = memmem(s.ptr, s.len, "公司", 6);
    if (!whole || whole + 6 >= s.ptr + s.len || whole < s.ptr + 6 ||
        !memcmp(whole - 3, "分", 3) || !memcmp(whole - 3, "支", 3)) {
        out->branch = front((wn_str){s.ptr + s.len - company_branch_length(s), s.len},
                            company_branch_length(s));
        return s; /* 华信上海分公司: the start of the place is not known */
    }
    size_t main_part = (size_t)(whole + 6 - s.ptr);
    out->branch = behind(s, main_part);
    return front(s, main_part);
}

/* The name as written without its form. The form is simplified, the name may not be
 * (有限責任公司). */
static wn_str without_end(wn_str name, wn_str form)
{
    size_t at = name.len, f = form.len;

    while (f > 0 && at > 0) {
        size_t from = wn_utf8_before(name, at), form_from = wn_utf8_before(form, f);
        size_t a = from, b = form_from;
        if (wn_simplified(wn_utf8_next(name, &a)) != wn_utf8_next(form, &b))
            return name;
        at = from;
        f = form_from;
    }
    return f ? name : (wn_str){name.ptr, at};
}

static void parse_words(wn_str name, wn_arena *arena, company *out);

static void parse_han(wn_str name, wn_arena *arena, company *out)
{
    wn_str s = cut_branch(fold_han(name, arena, out), out);
    size_t form = company_form_length(s);

    if (form > 0 && s.len >= form + (out->form.len ? 3 : 6)) {
        out->form = (wn_str){s.ptr + s.len - form, form};
        s.len -= form;
    }
    out->base = wn_str_trim(without_end(name, out->form));
    if (!out->form.len && name.len > 0 && (unsigned char)name.ptr[name.len - 1] < 0x80) {
        company other = {0}; /* 华为 Technologies Co., Ltd. */
        parse_words(name, arena, &other);
        out->form = other.form;
        out->base = other.base;
        s = other.form.len ? fold_han(other.base, arena, out) : s;
    }
    out->core = cut_place(s, &out->place);
}

wn_str company_brand(const company *c)
{
    wn_str brand = c->core;
    size_t len;

    while (c->is_han && (len = company_trade_length(brand)) > 0 && brand.len >= len + 6)
        brand.len -= len;
    return brand;
}

/* ---- words --------------------------------------------------------------------- */

typedef struct word {
    size_t from, to;   /* range in the name as written */
    size_t start, end; /* range in the folded text */
} word;

typedef struct words {
    word at[COMPANY_WORDS];
    size_t count;
    char *text; /* folded, one blank between words */
    bool more;  /* more words than there is room for */
} words;

static bool is_letter_or_digit(uint32_t c)
{
    return c < 0x80 ? (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')
                    : wn_is_letter(c);
}

/* Vowel signs and similar marks of the scripts of India and its neighbours. */
static bool is_sign(uint32_t c)
{
    return c == 0 ||
           (c >= 0x900 && c < 0xE80 && c != 0x964 && c != 0x965 && c != 0xE3F) ||
           (c >= 0x1000 && c < 0x10A0 && c != 0x104A && c != 0x104B) ||
           (c >= 0x1780 && c < 0x17D4);
}

/* Can this mark stand inside a word? Dots, apostrophes, and the quotes of Hebrew
 * abbreviations. */
static bool is_inside(uint32_t c, const words *w)
{
    size_t end = w->at[w->count - 1].end;

    return c == '.' || c == '\'' || c == 0x2019 ||
           ((c == '"' || c == 0x5F4) && end > 1 &&
            (unsigned char)w->text[end - 2] == 0xD7);
}

/* Cuts the name into folded words: small letters without accents. Other characters end
 * a word, except dots and apostrophes inside one; & is a word. */
static void cut_words(wn_str name, words *out)
{
    bool inside = false;

    for (size_t at = 0; at < name.len;) {
        size_t from = at;
        uint32_t c = (unsigned char)name.ptr[at] < 0x80 ? (unsigned char)name.ptr[at++]
                                                        : wn_utf8_next(name, &at);
        size_t len = out->count ? out->at[out->count - 1].end : 0;
        if (inside && is_inside(c, out)) {
            out->at[out->count - 1].to = at;
            continue;
        }
        if (!is_letter_or_digit(c) && c != '&' && c != '+' &&
            !(inside && is_sign(wn_fold_letter(c)))) {
            inside = false;
            continue;
        }
        if (!inside || c == '&') {
            out->more = out->count == COMPANY_WORDS;
            if (out->more)
                return;
            len += len > 0;
            if (len > 0)
                out->text[len - 1] = ' ';
            out->at[out->count++] = (word){from, at, len, len};
        }
        inside = c != '&';
        c = wn_fold_letter(c);
        if (c)
            len += wn_utf8_put(out->text + len, c);
        out->at[out->count - 1].to = at;
        out->at[out->count - 1].end = len;
    }
}

/* Joins words first..end to one folded text in `out`: s. r. o. becomes sro. */
static wn_str joined(const words *w, size_t first, size_t end, char *out, size_t room)
{
    size_t len = 0;
    bool single = false;

    for (size_t i = first; i < end; i++) {
        const char *text = w->text + w->at[i].start;
        size_t n = w->at[i].end - w->at[i].start;
        bool letter =
            *text != '&' && (n == 1 || (n == 2 && (unsigned char)*text >= 0xC0));
        if (len + n + 1 > room)
            return WN_STR("");
        if (i > first && !(single && letter))
            out[len++] = ' ';
        memcpy(out + len, text, n);
        len += n;
        single = letter;
    }
    return (wn_str){out, len};
}

static wn_str folded_word(const words *w, size_t i)
{
    return (wn_str){w->text + w->at[i].start, w->at[i].end - w->at[i].start};
}

static bool has_small(wn_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        if (c < 0x80 ? c >= 'a' && c <= 'z' : wn_upper(c) != c)
            return true;
    }
    return false;
}

/* How words first..end are written in the name: FORM_UPPER and the like. */
static unsigned written(wn_str name, const words *w, size_t first, size_t end)
{
    wn_str s = {name.ptr + w->at[first].from, w->at[end - 1].to - w->at[first].from};
    bool cased = false, small = false, first_capital = false, marked = end - first > 1;
    unsigned capitals = 0;

    while (s.len > 0 && s.ptr[s.len - 1] == '.')
        s.len--;
    for (size_t at = 0, count = 0; at < s.len; count++) {
        uint32_t c = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        bool capital = wn_lower(c) != c;
        marked = marked || c == '.' || c == '/';
        cased = cased || capital || wn_upper(c) != c;
        small = small || wn_upper(c) != c;
        capitals += capital;
        first_capital = first_capital || (count == 0 && capital);
    }
    if (!cased)
        return ~0u;
    bool upper = capitals > first_capital || (capitals > 0 && !small);
    wn_str before = {name.ptr, w->at[first].from};
    wn_str behind = {name.ptr + w->at[end - 1].to, name.len - w->at[end - 1].to};
    bool shouted = upper && !small && !has_small(before) && !has_small(behind);
    return (marked ? FORM_MARKED : 0u) | (shouted     ? FORM_SHOUTED
                                          : upper     ? FORM_UPPER
                                          : !capitals ? FORM_LOWER
                                                      : FORM_TITLE);
}

/* Finds the longest form at the end of the words. Returns how many words it has; 0:
 * none. One word is always left for the name. *legal: it is written like a form; if
 * not, it is only left out when names are compared. */
static size_t form_at_end(wn_str name, const words *w, size_t end, const char **form,
                          bool *legal)
{
    char text[256];
    size_t most = company_form_words(folded_word(w, end - 1));

    if (most > end - 1)
        most = end - 1;
    for (size_t n = most; n > 0; n--) {
        wn_str phrase = joined(w, end - n, end, text, sizeof(text));
        if (!phrase.len)
            continue;
        *form = company_form(phrase);
        *legal = *form != NULL;
        if (!*form && !(*form = company_form_if(phrase, FORM_ANY)))
            continue;
        *legal = *legal || company_form_if(phrase, written(name, w, end - n, end));
        return n;
    }
    return 0;
}

/* Is the text in a script whose legal forms stand before the name: Общество с ...
 * «Ромашка», ФГУП Почта? */
static bool is_form_first(const char *text)
{
    unsigned char a = (unsigned char)text[0], b = (unsigned char)text[1];

    return (a >= 0xD0 && a <= 0xD3) || (a >= 0xD8 && a <= 0xDB) ||
           (a == 0xE1 && (b == 0x82 || b == 0x83));
}

static size_t form_at_start(wn_str name, const words *w, size_t end, company *out)
{
    char text[256];

    if (end < 2 || !is_form_first(w->text))
        return 0;
    for (size_t n = end - 1 < 12 ? end - 1 : 12; n > 0; n--) {
        wn_str phrase = joined(w, 0, n, text, sizeof(text));
        unsigned how = written(name, w, 0, n);
        const char *form = company_form(phrase);
        form = form ? form : company_form_if(phrase, how);
        if (!form || (n == 1 && phrase.len <= 8 && how == FORM_TITLE))
            continue;
        if (!out->form.len)
            out->form = wn_str_of(form);
        return n;
    }
    return 0;
}

/* ---- the name between its forms --------------------------------------------------- */

static const char *const quotes[][2] = {{"\"", "\""}, {"«", "»"}, {"„", "“"}, {"„", "”"},
                                        {"“", "”"},   {"'", "'"}, {"‘", "’"}, {"»", "«"},
                                        {"„", "\""},  {"(", ")"}, {"[", "]"}};

static bool is_ascii_word(char c)
{
    return !(c & 0x80) && is_letter_or_digit((unsigned char)c);
}

/* Is the whole text in quotes? *inside: the text between them. */
static bool is_quoted(wn_str s, wn_str *inside)
{
    if (s.len < 3 || is_ascii_word(s.ptr[0]) || is_ascii_word(s.ptr[s.len - 1]))
        return false;
    for (size_t i = 0; i < WN_COUNT(quotes); i++) {
        size_t a = strlen(quotes[i][0]), b = strlen(quotes[i][1]);
        if (s.len <= a + b || memcmp(s.ptr, quotes[i][0], a) != 0 ||
            !wn_str_ends(s, (wn_str){quotes[i][1], b}))
            continue;
        *inside = (wn_str){s.ptr + a, s.len - a - b};
        return !memmem(inside->ptr, inside->len, quotes[i][0], a) &&
               !memmem(inside->ptr, inside->len, quotes[i][1], b);
    }
    return false;
}

/* Does the dot at the end belong to the word? In A.B.C. and Bros. it does. */
static bool keeps_dot(wn_str s)
{
    size_t letters = 0, at = s.len - 1;

    while (at > 0 && s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '.') {
        at--;
        letters++;
    }
    return letters <= 4 || (at > 0 && s.ptr[at - 1] == '.');
}

/* Removes marks between a name and its form. The name's own stay: €uro, #1, Yahoo!,
 * A.B.C. `cut_front`, `cut_end`: a form was there. */
static wn_str between(wn_str s, bool cut_front, bool cut_end)
{
    wn_str inside;

    for (size_t before = 0; before != s.len;) {
        before = s.len;
        while (s.len > 0 && strchr(cut_front ? " ,;:-.)/" : " ,;", s.ptr[0]))
            s = (wn_str){s.ptr + 1, s.len - 1};
        while (s.len > 0 && (strchr(cut_end ? " ,;:-([/" : " ,;", s.ptr[s.len - 1]) ||
                             (s.ptr[s.len - 1] == '.' && !keeps_dot(s))))
            s.len--;
        while (s.len > 3 && (wn_str_ends(s, WN_STR("–")) || wn_str_ends(s, WN_STR("—"))))
            s.len -= 3;
        if (is_quoted(s, &inside))
            s = inside;
    }
    return s;
}

/* Alpha (UK Ltd): closes a bracket whose end went with the form. */
static wn_str closed(wn_str base, wn_arena *arena)
{
    size_t open = 0;

    for (size_t i = 0; i < base.len; i++)
        if (base.ptr[i] == '(')
            open++;
        else if (base.ptr[i] == ')' && open > 0)
            open--;
    return open == 1 ? wn_arena_format(arena, "%.*s)", WN_FMT(base)) : base;
}

/* Do the words before and after the name make one form? S.C. Alfa S.R.L., Oy Alfa Ab;
 * not SC Johnson Inc. */
static bool is_pair(wn_str first, wn_str form)
{
    bool sc = wn_str_equal(first, WN_STR("sc"));

    return sc ? wn_str_equal(form, WN_STR("S.à r.l.")) ||
                    wn_str_equal(form, WN_STR("S.A."))
              : wn_str_equal(first, WN_STR("oy")) && (wn_str_equal(form, WN_STR("AB")) ||
                                                      wn_str_equal(form, WN_STR("Oy")));
}

/* Skips forms before the name. Returns the first word after them, for comparing; *base:
 * the same for the name that is shown. */
static size_t prefixes(wn_str name, const words *w, size_t first, size_t end,
                       size_t base_end, size_t *base, company *out)
{
    bool ends = base_end < w->count;
    bool same = true; /* all words so far are left out of the base, too */

    for (size_t n = 1; first + 1 < end; first += n, n = 1) {
        char room[160];
        wn_str text = folded_word(w, first), inside;
        int kind = company_prefix(text);
        for (size_t more = kind == COMPANY_MORE ? 9 : 0; more > 1; more--) {
            if (first + more >= end)
                continue;
            text = joined(w, first, first + more, room, sizeof(room));
            if (text.len && company_prefix(text) == COMPANY_PREFIX) {
                kind = COMPANY_PREFIX;
                n = more;
                break;
            }
        }
        if (kind == COMPANY_NAME || kind == COMPANY_MORE)
            break;
        unsigned how = written(name, w, first, first + n);
        const char *form = company_form(text);
        form = form ? form : company_form_if(text, FORM_UPPER);
        size_t to = w->at[first + n - 1].to;
        size_t stop = ends ? w->at[base_end].from : name.len;
        bool pair = is_quoted(wn_str_trim((wn_str){name.ptr + to, stop - to}), &inside) ||
                    (ends && is_pair(text, out->form));
        bool plain = (how != FORM_TITLE || text.len > 3) &&
                     (!ends || !out->form.len ||
                      (form && wn_str_equal(out->form, wn_str_of(form))));
        same =
            same &&
            (kind == COMPANY_PAIRED ? pair : kind == COMPANY_PREFIX && (plain || pair));
        if (same)
            *base = first + n;
        if (!out->form.len && kind != COMPANY_ARTICLE && (same || kind == COMPANY_PREFIX))
            out->form = wn_str_of(form ? form : "");
    }
    return first;
}

static wn_str core_of(const words *w, size_t first, size_t end, wn_arena *arena)
{
    size_t len = 0, room = 0;

    for (size_t i = first; i < end; i++)
        room += w->at[i].end - w->at[i].start + 1;
    char *core = wn_arena_bytes(arena, room + 1);
    for (size_t i = first; i < end; i++) {
        wn_str text = folded_word(w, i);
        if (wn_str_equal(text, WN_STR("&")) || wn_str_equal(text, WN_STR("and")) ||
            wn_str_equal(text, WN_STR("+")))
            continue;
        if (len > 0)
            core[len++] = ' ';
        memcpy(core + len, text.ptr, text.len);
        len += text.len;
    }
    return (wn_str){core, len};
}

static void parse_words(wn_str name, wn_arena *arena, company *out)
{
    words w = {.text = wn_arena_bytes(arena, name.len * 4 + 8)};
    const char *form = NULL;

    cut_words(name, &w);
    size_t end = w.count, base_end = w.count;
    bool legal, all = true; /* all: false from "Group" on, which stays in the name but is
                               not compared */
    for (size_t n;
         !w.more && end > 1 && (n = form_at_end(name, &w, end, &form, &legal)) > 0;
         end -= n) {
        all = all && legal && strcmp(form, "Group") != 0;
        base_end -= all ? n : 0;
        if (!out->form.len && legal)
            out->form = wn_str_of(form);
    }
    if (w.count == 0 || (w.count <= 2 && company_is_form_alone(
                                             (wn_str){w.text, w.at[w.count - 1].end}))) {
        out->base = w.count ? WN_STR("") : name;
        return;
    }
    size_t base = form_at_start(name, &w, end, out);
    size_t first = prefixes(name, &w, base, end, base_end, &base, out);
    size_t from = base ? w.at[base - 1].to : 0;
    size_t to = base_end < w.count ? w.at[base_end].from : name.len;
    out->base =
        between((wn_str){name.ptr + from, to - from}, base > 0, base_end < w.count);
    if (base_end < w.count)
        out->base = closed(out->base, arena);
    out->core = core_of(&w, first, end, arena);
}

void company_parse(wn_str name, wn_arena *arena, company *out)
{
    *out = (company){0};
    name = company_ends(name, &out->form);
    for (size_t at = 0; at < name.len && !out->is_han;) {
        if ((unsigned char)name.ptr[at] < 0xE3)
            at++;
        else
            out->is_han = wn_is_han(wn_utf8_next(name, &at));
    }
    if (out->is_han)
        parse_han(name, arena, out);
    else
        parse_words(name, arena, out);
}
