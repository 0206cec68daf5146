/*
 * name_typed.c - finds the name in a cell as people type it: 张伟(采购), 李娜-决策人,
 * John Smith - Acme Ltd, 张伟13800138000.
 *
 * Marks, numbers and brackets are cut off the ends; the rest is cut into pieces at marks,
 * Chinese also at blanks. The piece that looks most like a name is the name
 * (name_piece.c), if it is the only one.
 */
#include "name_typed.h"

#include "asian_names.h"
#include "han_name.h"
#include "name_piece.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#define MOST_PIECES 6

static bool is_han(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (!wn_is_han(wn_utf8_next(s, &at)))
            return false;
    return true;
}

static uint32_t last_of(wn_str s, size_t *before)
{
    size_t at = *before = wn_utf8_before(s, s.len);

    return wn_utf8_next(s, &at);
}

/* ---- marks and numbers at the ends ------------------------------------------------- */

/* May the character stand at the end of a name, or belong to what is looked at later? */
static bool is_kept(uint32_t c)
{
    return wn_is_letter(c) || wn_digit(c) >= 0 ||
           (c < 0x80 ? strchr("()[]{}<>\"'.&", (int)c) && c
                     : (c >= 0x300 && c < 0x2010) || (c >= 0x3005 && c <= 0x301F) ||
                           c == 0xB4 || c == 0xB7 || (c >= 0x2018 && c <= 0x201F) ||
                           (c >= 0xFE20 && c <= 0xFE2F));
}

static wn_str without_marks(wn_str s)
{
    size_t at = 0, before;

    while (s.len > 0) {
        at = 0;
        if (is_kept(wn_utf8_next(s, &at)))
            break;
        s = (wn_str){s.ptr + at, s.len - at};
    }
    while (s.len > 0 && !is_kept(last_of(s, &before)))
        s.len = before;
    return s;
}

static bool is_number(char c)
{
    return c && strchr("0123456789+-()#./:* ", c) != NULL;
}

static size_t digits_in(const char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        count += text[i] >= '0' && text[i] <= '9';
    return count;
}

/* Cuts a number off: 张伟2, John Smith (2), 张伟13800138000, +49 171 234567 Jo Smith. In
 * Latin letters a mark or a blank is between, except for a figure behind two words. */
static wn_str without_numbers(wn_str s, size_t *digits)
{
    size_t from = s.len, to = 0;

    while (from > 0 && is_number(s.ptr[from - 1]))
        from--;
    while (from < s.len && s.ptr[from] == ')')
        from++; /* of the bracket before */
    size_t behind = digits_in(s.ptr + from, s.len - from);
    bool glued = from > 0 && from < s.len && s.ptr[from] >= '0' && s.ptr[from] <= '9';
    if (glued && !(s.ptr[from - 1] & 0x80) &&
        !(behind < 3 && memchr(s.ptr, ' ', from) && digits_in(s.ptr, from) == 0))
        behind = 0;
    if (from > 0 && behind > 0) {
        *digits += behind;
        s = wn_str_trim((wn_str){s.ptr, from});
    }
    while (to < s.len && is_number(s.ptr[to]) && s.ptr[to] != '(')
        to++;
    size_t before = digits_in(s.ptr, to);
    if (before > 0 && to < s.len && (s.ptr[to] & 0x80 || strchr(" -.:", s.ptr[to - 1]))) {
        *digits += before;
        s = wn_str_trim((wn_str){s.ptr + to, s.len - to});
    }
    return s;
}

/* ---- brackets ---------------------------------------------------------------------- */

typedef struct bracket {
    const char *open, *close;
} bracket;

static const bracket brackets[] = {{"(", ")"},   {"[", "]"},   {"{", "}"},   {"<", ">"},
                                   {"【", "】"}, {"「", "」"}, {"『", "』"}, {"《", "》"},
                                   {"〈", "〉"}, {"〔", "〕"}, {"［", "］"}};

/* Finds the bracket at the end, or at the beginning. */
static bool find_bracket(wn_str s, wn_str *outside, wn_str *inside, bool *round)
{
    for (size_t i = 0; i < WN_COUNT(brackets); i++) {
        wn_str open = wn_str_of(brackets[i].open), close = wn_str_of(brackets[i].close);
        const char *from = memmem(s.ptr, s.len, open.ptr, open.len), *to;
        if (!from)
            continue;
        size_t left = (size_t)(s.ptr + s.len - from) - open.len;
        *round = i == 0;
        to = memmem(from + open.len, left, close.ptr, close.len);
        *inside = (wn_str){from + open.len, to ? (size_t)(to - from) - open.len : left};
        *inside = wn_str_trim(*inside);
        if (from == s.ptr && to && to + close.len == s.ptr + s.len)
            *outside = WN_STR("");
        else if (from > s.ptr && (!to || to + close.len == s.ptr + s.len))
            *outside = (wn_str){s.ptr, (size_t)(from - s.ptr)};
        else if (from == s.ptr && to)
            *outside = (wn_str){to + close.len, (size_t)(s.ptr + s.len - to) - close.len};
        else
            continue;
        *outside = wn_str_trim(*outside);
        return inside->len > 0;
    }
    return false;
}

static void cut_as(typed_name *out, name_piece piece)
{
    out->cut = true;
    out->remark = piece == PIECE_FIRM ? WN_REMARK_MISPLACED
                  : out->remark       ? out->remark
                                      : WN_REMARK_REST;
}

static bool cut_bracket(typed_name *out)
{
    wn_str outside, inside;
    bool round;

    if (!find_bracket(out->name, &outside, &inside, &round))
        return false;
    inside = without_marks(inside);
    if (outside.len == 0) { /* (王芳) */
        out->marks = true;
        out->name = inside;
        return inside.len > 0;
    }
    name_piece in = name_piece_of(inside), around = name_piece_of(outside);
    bool han = wn_has_han(out->name);
    if (round && !han && in > PIECE_FIRM)
        return false; /* a nickname, or a second spelling */
    bool swap = in >= PIECE_MAY_BE && around <= PIECE_FIRM;
    cut_as(out, swap ? around : in);
    out->name = without_marks(swap ? inside : outside);
    return true;
}

/* ---- pieces ------------------------------------------------------------------------ */

typedef struct pieces {
    wn_str text[MOST_PIECES];
    name_piece is[MOST_PIECES];
    size_t count;
    bool more;
} pieces;

static void add_piece(pieces *p, const char *from, const char *to)
{
    wn_str s = wn_str_trim((wn_str){from, (size_t)(to - from)});

    s = without_marks(s);
    if (s.len == 0)
        return;
    p->more = p->more || p->count == MOST_PIECES;
    if (p->more)
        return;
    p->is[p->count] = name_piece_of(s);
    p->text[p->count++] = s;
}

/* How long the mark at s.ptr[i] is that parts pieces; 0: there is none. In a name in
 * Latin letters a hyphen parts only between blanks, and a slash not s/o. */
static size_t mark_at(wn_str s, size_t i, bool han, bool commas)
{
    static const char *const wide[] = {"—", "–", "、", "：", "，", "；", "→", "●", "｜"};
    char c = s.ptr[i];

    if (c == '-')
        return han ||
               (i > 0 && s.ptr[i - 1] == ' ' && i + 1 < s.len &&
                strchr(" -", s.ptr[i + 1])) ||
               (i > 0 && s.ptr[i - 1] == '-');
    if (c == ',')
        return han || commas;
    if (c == '/' && !han)
        return i > 1 && i + 2 < s.len && s.ptr[i - 2] != ' ' && s.ptr[i + 2] != ' ';
    if (!(c & 0x80))
        return strchr("/_|:;@#*~=+\\!", c) && c;
    for (size_t k = 0; k < WN_COUNT(wide); k++) {
        size_t len = strlen(wide[k]);
        if (s.len - i >= len && !memcmp(s.ptr + i, wide[k], len))
            return len;
    }
    return 0;
}

/* Is the blank at s.ptr[i] not between words in Latin letters? */
static bool is_blank_of_han(wn_str s, size_t i)
{
    return s.ptr[i] == ' ' && i > 0 && i + 1 < s.len &&
           (s.ptr[i - 1] & 0x80 || s.ptr[i + 1] & 0x80);
}

/* Cuts the text at marks; `blanks`: a name with Chinese characters also at blanks. */
static void cut_text(wn_str s, bool han, bool commas, bool blanks, pieces *p)
{
    const char *from = s.ptr;

    *p = (pieces){0};
    for (size_t i = 0; i < s.len;) {
        size_t len = blanks && is_blank_of_han(s, i) ? 1 : mark_at(s, i, han, commas);
        if (len > 0) {
            add_piece(p, from, s.ptr + i);
            from = s.ptr + i + len;
        }
        i += len > 0 ? len : 1;
    }
    add_piece(p, from, s.ptr + s.len);
}

/* 恒通 孙丽, 王霖学 恒通: is one side of the blank a name, and the other neither a family
 * name nor a given name? */
static bool cut_firm(typed_name *out, const pieces *p)
{
    if (p->more || p->count != 2)
        return false;
    bool last = p->is[1] == PIECE_NAME;
    wn_str name = p->text[last], other = p->text[!last];
    if (p->is[last] != PIECE_NAME || p->is[!last] != PIECE_OTHER || other.len < 6 ||
        !is_han(other) || (!last && name.len < 9) || asian_japanese(other) ||
        wn_compound_surname(other))
        return false;
    cut_as(out, PIECE_FIRM);
    out->name = name;
    return true;
}

/* Takes the piece that is the name. `least`: what it must look like; `most`: what the
 * others may look like. */
static bool choose(typed_name *out, const pieces *p, name_piece least, name_piece most)
{
    size_t best = 0, same = 0;
    name_piece cut = PIECE_NOTE;

    if (p->more || p->count < 2)
        return false;
    for (size_t i = 1; i < p->count; i++)
        best = p->is[i] > p->is[best] ? i : best;
    for (size_t i = 0; i < p->count; i++) {
        same += p->is[i] == p->is[best];
        if (i == best)
            continue;
        if (p->is[i] > most)
            return false;
        if (!out->title.len && p->is[best] > PIECE_FIRM && p->is[i] == PIECE_NOTE)
            out->title = name_note_title(p->text[i]);
        cut = p->is[i] == PIECE_FIRM || p->is[i] == PIECE_MAY_BE ? PIECE_FIRM : cut;
    }
    if (p->is[best] <= PIECE_FIRM) {
        out->nobody = true;
        cut_as(out, p->is[best]);
        return false;
    }
    if (same > 1 || p->is[best] < least)
        return false;
    cut_as(out, cut);
    out->name = p->text[best];
    return true;
}

/* 张伟@华信, John Smith @ Acme: the name is before the mark. */
static bool cut_at_sign(typed_name *out)
{
    const char *at = memchr(out->name.ptr, '@', out->name.len);

    if (!at)
        at = memmem(out->name.ptr, out->name.len, " c/o ", 5);
    if (!at || at == out->name.ptr)
        return false;
    wn_str rest = {at + 1, (size_t)(out->name.ptr + out->name.len - at) - 1},
           name = {out->name.ptr, (size_t)(at - out->name.ptr)};
    if (memchr(rest.ptr, '.', rest.len) || memchr(rest.ptr, '@', rest.len))
        return false; /* a mailbox */
    cut_as(out, PIECE_FIRM);
    out->name = wn_str_trim(name);
    return true;
}

static bool cut_pieces(typed_name *out, bool two)
{
    bool han = wn_has_han(out->name);
    pieces p;

    if (cut_at_sign(out))
        return true;
    cut_text(out->name, han, false, false, &p);
    name_piece most = two ? PIECE_FIRM : PIECE_MAY_BE;
    if (p.count > 1 && (choose(out, &p, PIECE_OTHER, most) || out->nobody))
        return !out->nobody;
    if (han) {
        most = p.count > 1 ? most : PIECE_FIRM;
        cut_text(out->name, true, true, true, &p);
        if (p.count == 2 && name_note_title(p.text[1]).len == p.text[1].len)
            return false; /* 吴磊 先生: han_name.c knows titles */
        return choose(out, &p, PIECE_OTHER, most) || (!out->nobody && cut_firm(out, &p));
    }
    if (p.count > 1 || !memchr(out->name.ptr, ',', out->name.len))
        return false;
    cut_text(out->name, han, true, false, &p);
    if (!choose(out, &p, PIECE_MAY_BE, PIECE_FIRM))
        return false;
    out->alone = out->remark == WN_REMARK_MISPLACED;
    return true;
}

/* ---- the whole ------------------------------------------------------------------- */

static bool cut_prefix(typed_name *out)
{
    size_t len = name_prefix(out->name);

    if (len == 0 || len >= out->name.len)
        return false;
    cut_as(out, PIECE_NOTE);
    out->name = wn_str_trim((wn_str){out->name.ptr + len, out->name.len - len});
    return true;
}

/* Cuts notes off a Chinese name that were written to it: 王芳财务. */
static void cut_glued(typed_name *out)
{
    wn_str s = out->name, title = WN_STR("");
    size_t behind = s.len >= 9 && s.len < 40 ? name_note_behind(s, &title) : 0;
    size_t before = !behind && s.len >= 12 && s.len < 40 ? name_note_before(s) : 0;

    if (behind + before == 0)
        return;
    out->title = title;
    out->name = (wn_str){s.ptr + before, s.len - behind - before};
    cut_as(out, PIECE_NOTE);
}

static void read_han(typed_name *out)
{
    out->nobody = name_is_note(out->name);
    if (!out->nobody)
        cut_glued(out);
}

void name_typed_read(wn_str cell, bool han, bool two, typed_name *out)
{
    *out = (typed_name){.name = cell, .title = WN_STR("")};
    for (int turn = 0; turn < 6 && !han; turn++) {
        size_t digits = 0, len = out->name.len;
        wn_str s = without_numbers(without_marks(out->name), &digits);
        if (s.len == 0)
            return;
        out->marks = out->marks || s.len < len;
        if (digits > 0)
            cut_as(out, digits > 4 ? PIECE_FIRM : PIECE_NUMBER);
        out->name = s;
        if (!cut_bracket(out) && !cut_prefix(out) && !cut_pieces(out, two))
            break;
        if (out->nobody)
            return;
    }
    if (han || is_han(out->name))
        read_han(out);
    else
        out->nobody = !wn_has_han(out->name) &&
                      (name_is_latin_note(out->name) || name_is_job(out->name));
}

/* ---- two scripts ------------------------------------------------------------------- */

/* The runs of Chinese characters in a name of two scripts, and what is beside them. */
typedef struct scripts {
    wn_str name, one; /* a run that may be a name; a family name of one character */
    wn_str other;     /* the words in Latin letters */
    name_piece is;
    bool note, firm; /* what the runs are that are no name */
} scripts;

static void add_run(scripts *s, wn_str run)
{
    size_t at = 0;

    if (run.len > 3) {
        name_piece is = name_piece_of(run);
        s->note = s->note || is == PIECE_NOTE;
        s->firm = s->firm || is == PIECE_FIRM;
        if (is > PIECE_FIRM && (!s->name.len || is > s->is)) {
            s->name = run;
            s->is = is;
        }
    } else if (asian_chinese(wn_utf8_next(run, &at))) {
        s->one = run;
    } else {
        s->note = s->note || han_name_is_title(run);
    }
}

static scripts apart(wn_str s, wn_arena *arena)
{
    scripts found = {.name = WN_STR(""), .one = WN_STR(""), .is = PIECE_NOTE};
    char *other = wn_arena_bytes(arena, s.len + 1);
    size_t len = 0, from = 0, end = 0;

    for (size_t at = 0; at <= s.len;) {
        size_t before = at;
        uint32_t c = at < s.len ? wn_utf8_next(s, &at) : 0;
        if (wn_is_han(c)) {
            from = end == before && end > from ? from : before;
            end = at;
            continue;
        }
        if (end > from && end == before) {
            add_run(&found, (wn_str){s.ptr + from, end - from});
            other[len++] = ' ';
        }
        if (before == s.len)
            break;
        memcpy(other + len, s.ptr + before, at - before);
        len += at - before;
        from = end = 0;
    }
    found.other = wn_str_trim((wn_str){other, len});
    return found;
}

wn_str name_typed_mixed(wn_str name, wn_arena *arena, wn_str *family, wn_remark *remark)
{
    scripts s = apart(name, arena);

    *family = WN_STR("");
    if (s.name.len)
        return s.name;
    if (s.one.len) {
        bool note = name_piece_of(s.other) == PIECE_NOTE;
        *family = s.one;
        if (note)
            *remark = WN_REMARK_REST;
        return note ? s.one : s.other;
    }
    if (s.note || s.firm) {
        *remark = s.firm ? WN_REMARK_MISPLACED : WN_REMARK_REST;
        return s.other;
    }
    return WN_STR("");
}
