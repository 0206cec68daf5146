/*
 * company_parse.c - which part of a company's name is form, place, branch, brand.
 *
 * Chinese: [place] brand trade form [place branch], with brackets anywhere. Other
 * scripts: words, of which the last (and some first) may be a legal form.
 */
#include "company.h"
#include "company_words.h"
#include "winnow/han.h"

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

/* A place at the beginning, with its 市 or 省; two characters must be left. */
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

/* （中国） and (集团) say place and form; other brackets belong to the name. */
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

/* Simplified, narrow, small, without blanks and marks; brackets taken apart. */
static wn_str fold_han(wn_str name, wn_arena *arena, company *out)
{
    char *text = wn_arena_bytes(arena, name.len * 3 + 8);
    size_t len = 0, open = SIZE_MAX;

    for (size_t at = 0; at < name.len;) {
        uint32_t c = wn_utf8_next(name, &at);
        if (c >= 0x4E00 && c <= 0x9FFF) { /* most are */
            len += wn_utf8_put(text + len, wn_simplified(c));
            continue;
        }
        c = wn_narrow(wn_simplified(c));
        if (c == '(' || c == '[' || c == 0x3010) {
            open = len;
        } else if (c == ')' || c == ']' || c == 0x3011) {
            if (open != SIZE_MAX &&
                take_bracket((wn_str){text + open, len - open}, out)) {
                /* the place stays in the text's room, behind what follows */
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
            if (c) /* else an accent of its own */
                len += wn_utf8_put(text + len, c);
        }
    }
    return (wn_str){text, len};
}

/* 有限公司 in the middle, and a branch behind it. */
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
        return s; /* 华信上海分公司: nobody can say where the place begins */
    }
    size_t main_part = (size_t)(whole + 6 - s.ptr);
    out->branch = behind(s, main_part);
    return front(s, main_part);
}

/* The name as written without its form, which is simplified: 有限責任公司 is
 * 有限责任公司. */
static wn_str without_end(wn_str name, wn_str form)
{
    size_t at = name.len, f = form.len;

    while (f > 0 && at > 0) {
        size_t from = at - 1, form_from = f - 1;
        while (from > 0 && (name.ptr[from] & 0xC0) == 0x80)
            from--;
        while (form_from > 0 && (form.ptr[form_from] & 0xC0) == 0x80)
            form_from--;
        size_t a = from, b = form_from;
        if (wn_simplified(wn_utf8_next(name, &a)) != wn_utf8_next(form, &b))
            return name;
        at = from;
        f = form_from;
    }
    return f ? name : (wn_str){name.ptr, at};
}

static void parse_han(wn_str name, wn_arena *arena, company *out)
{
    wn_str s = cut_branch(fold_han(name, arena, out), out);
    static const char *const before[] = {"株式会社", "有限会社", "合同会社"};

    for (size_t i = 0; i < WN_COUNT(before); i++)
        if (s.len > 12 && !memcmp(s.ptr, before[i], 12)) {
            out->form = wn_str_of(before[i]);
            s = behind(s, 12);
        }
    size_t form = company_form_length(s);
    if (form > 0 && s.len >= form + 6) {
        out->form = (wn_str){s.ptr + s.len - form, form};
        s.len -= form;
    }
    out->base = without_end(name, out->form);
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
    size_t from, to;   /* in the name, as written */
    size_t start, end; /* in the folded text */
} word;

typedef struct words {
    word at[COMPANY_WORDS];
    size_t count;
    char *text; /* folded, one blank between words */
} words;

static bool is_letter_or_digit(uint32_t c)
{
    return c < 0x80 ? (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')
                    : wn_is_letter(c);
}

/* Small letters without accents; what is no letter ends a word, but for dots and
 * apostrophes inside of one, and & which is one. */
static void cut_words(wn_str name, words *out)
{
    bool inside = false;

    for (size_t at = 0; at < name.len;) {
        size_t from = at;
        uint32_t c = (unsigned char)name.ptr[at] < 0x80 ? (unsigned char)name.ptr[at++]
                                                        : wn_utf8_next(name, &at);
        size_t len = out->count ? out->at[out->count - 1].end : 0;
        if ((c == '.' || c == '\'' || c == 0x2019) && inside) {
            out->at[out->count - 1].to = at;
            continue;
        }
        if (!is_letter_or_digit(c) && c != '&' && c != '+') {
            inside = false;
            continue;
        }
        if (!inside || c == '&') {
            if (out->count == COMPANY_WORDS)
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

/* s. r. o. -> sro, of words first and behind: the folded text into `out`. */
static wn_str joined(const words *w, size_t first, size_t end, char *out, size_t room)
{
    size_t len = 0;
    bool single = false;

    for (size_t i = first; i < end; i++) {
        size_t n = w->at[i].end - w->at[i].start;
        bool letter = n == 1 && w->text[w->at[i].start] != '&';
        if (len + n + 1 > room)
            return WN_STR("");
        if (i > first && !(single && letter))
            out[len++] = ' ';
        memcpy(out + len, w->text + w->at[i].start, n);
        len += n;
        single = letter;
    }
    return (wn_str){out, len};
}

/* The longest form at the end of words first..end; how many words, 0: none. */
static size_t form_at_end(const words *w, size_t first, size_t end, const char **form)
{
    char text[160];
    size_t most = end - first < 9 ? end - first : 9;

    for (size_t n = most; n > 0; n--) {
        wn_str phrase = joined(w, end - n, end, text, sizeof(text));
        if (phrase.len && (*form = company_form(phrase)))
            return n;
    }
    return 0;
}

/* Forms of Cyrillic names stand before them: Общество с ... «Ромашка», ФГУП Почта. */
static size_t form_at_start(const words *w, size_t end, company *out)
{
    char text[160];

    if (end < 2 || (unsigned char)w->text[0] < 0xD0 || (unsigned char)w->text[0] > 0xD3)
        return 0;
    for (size_t n = end - 1 < 9 ? end - 1 : 9; n > 0; n--) {
        wn_str phrase = joined(w, 0, n, text, sizeof(text));
        const char *form = phrase.len ? company_form(phrase) : NULL;
        if (!form)
            continue;
        if (!out->form.len)
            out->form = wn_str_of(form);
        return n;
    }
    return 0;
}

static wn_str span(wn_str name, const words *w, size_t first, size_t end)
{
    if (first >= end)
        return WN_STR("");
    wn_str s = {name.ptr + w->at[first].from, w->at[end - 1].to - w->at[first].from};
    while (s.len > 0 && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == ' '))
        s.len--;
    const char *open = s.len ? memchr(s.ptr, '(', s.len) : NULL;
    if (open && !memchr(open, ')', (size_t)(s.ptr + s.len - open)) &&
        s.ptr + s.len < name.ptr + name.len && s.ptr[s.len] == ')')
        s.len++;
    return s;
}

static void parse_words(wn_str name, wn_arena *arena, company *out)
{
    words w = {.text = wn_arena_bytes(arena, name.len * 4 + 8)};
    size_t first = 0;

    cut_words(name, &w);
    size_t end = w.count;
    const char *form = NULL;
    for (size_t n; end > first && (n = form_at_end(&w, first, end, &form)) > 0; end -= n)
        if (!out->form.len)
            out->form = wn_str_of(form);
    first = form_at_start(&w, end, out);
    for (; end - first > 1; first++) {
        wn_str text = {w.text + w.at[first].start, w.at[first].end - w.at[first].start};
        if (!company_is_prefix(text))
            break;
        if (!out->form.len && !wn_str_equal(text, WN_STR("the")))
            out->form = wn_str_of(company_form(text) ? company_form(text) : "");
    }
    out->base = span(name, &w, first, end);
    char *core = wn_arena_bytes(arena, name.len * 4 + 8);
    size_t len = 0;
    for (size_t i = first; i < end; i++) {
        wn_str text = {w.text + w.at[i].start, w.at[i].end - w.at[i].start};
        if (wn_str_equal(text, WN_STR("&")) || wn_str_equal(text, WN_STR("and")) ||
            wn_str_equal(text, WN_STR("+")))
            continue;
        if (len > 0)
            core[len++] = ' ';
        memcpy(core + len, text.ptr, text.len);
        len += text.len;
    }
    out->core = (wn_str){core, len};
}

void company_parse(wn_str name, wn_arena *arena, company *out)
{
    *out = (company){0};
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
