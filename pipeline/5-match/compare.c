/*
 * compare.c - one function a type, one table.
 *
 * A bound is asked before any distance: characters that only one of two spellings has
 * (by their signatures) cannot all be explained by few edits.
 */
#include "compare.h"

#include "distance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KINDS ((1u << 25) - 1)
#define SEVERAL_WORDS (1u << 25)

static wn_str sound_of(const match_value *v)
{
    return (wn_str){v->sound, v->sound_len};
}

static int length_of(uint32_t brief)
{
    return (int)(brief >> 26);
}

/* Kinds of characters that only one of the two has. */
static int unshared(uint32_t x, uint32_t y)
{
    return __builtin_popcount((x ^ y) & KINDS);
}

static int apart(uint32_t x, uint32_t y)
{
    return abs(length_of(x) - length_of(y));
}

/* Characters that both can have in common at most. */
static int common(uint32_t x, uint32_t y)
{
    int a = length_of(x) - __builtin_popcount(x & ~y & KINDS),
        b = length_of(y) - __builtin_popcount(y & ~x & KINDS);

    return a < b ? a : b;
}

/* ---- words ------------------------------------------------------------------------ */

/* Only words of four letters or more are near each other by one slip; they have a brief.
 */
static bool is_slip(const match_token *x, const match_token *y)
{
    return y->brief && apart(x->brief, y->brief) <= 1 &&
           unshared(x->brief, y->brief) <= 2 &&
           match_osa((wn_str){x->text, x->len}, (wn_str){y->text, y->len}) <= 1;
}

/* The token of `v` that is this one, or is one slip away; -1: none. */
static int find_token(const match_table *t, const match_value *v, uint32_t used,
                      uint32_t token)
{
    const uint32_t *list = &t->token_lists[v->first_token];

    for (int k = 0; k < v->token_count; k++)
        if (list[k] == token)
            return used >> k & 1 ? -1 : k;
    for (int k = 0; k < v->token_count && t->tokens[token].brief; k++)
        if (!(used >> k & 1) && is_slip(&t->tokens[token], &t->tokens[list[k]]))
            return k;
    return -1;
}

/* Jaccard by weight: what both have over what either has. */
static double shared_words(const match_table *t, const match_value *x,
                           const match_value *y)
{
    double both = 0;
    uint32_t used = 0;

    for (int i = 0; i < x->token_count; i++) {
        uint32_t token = t->token_lists[x->first_token + i];
        int k = find_token(t, y, used, token);
        if (k < 0)
            continue;
        used |= 1u << k;
        both += fmin(t->tokens[token].weight,
                     t->tokens[t->token_lists[y->first_token + k]].weight);
    }
    double either = (double)x->token_weight + (double)y->token_weight - both;
    return either > 0 ? both / either : 0;
}

/* ---- types ------------------------------------------------------------------------ */

/* Can m/|a| + m/|b| (m: characters in common) be so many thousandths? Jaro-Winkler of
 * 0.75 needs 1.099, of 0.88 needs 1.4. */
static bool may_be_near(uint32_t x, uint32_t y, int thousandths)
{
    int m = common(x, y);

    return m * (length_of(x) + length_of(y)) * 1000 >=
           thousandths * length_of(x) * length_of(y);
}

static int compare_text(const match_table *t, const match_value *x, const match_value *y)
{
    wn_str a = sound_of(x), b = sound_of(y);
    size_t shorter = a.len < b.len ? a.len : b.len;

    if (a.len == b.len && !memcmp(a.ptr, b.ptr, a.len))
        return 3; /* the same sound, other characters */
    if (shorter == 1)
        return a.ptr[0] == b.ptr[0] ? 2 : 0; /* an initial */
    double jaro = 0;
    if (may_be_near(x->brief, y->brief, 1099)) {
        jaro = match_jaro_winkler(a, b);
        if (shorter >= 4 && apart(x->brief, y->brief) <= 1 &&
            unshared(x->brief, y->brief) <= 2 && match_osa(a, b) <= 1)
            return 3;
    }
    if (jaro >= 0.92)
        return 3;
    if (jaro >= 0.85 || (shorter >= 3 && !memcmp(a.ptr, b.ptr, shorter)))
        return 2;
    if (jaro >= 0.75)
        return 1;
    if (x->token_count > 1 || y->token_count > 1) {
        double share = shared_words(t, x, y);
        return share >= 0.7 ? 3 : share >= 0.4 ? 2 : share >= 0.2 ? 1 : 0;
    }
    return 0;
}

static int compare_digits(const match_table *t, const match_value *x,
                          const match_value *y)
{
    size_t shorter = x->sound_len < y->sound_len ? x->sound_len : y->sound_len;

    (void)t;
    if (apart(x->brief, y->brief) > 2 || unshared(x->brief, y->brief) > 4)
        return 0;
    int edits = match_osa(sound_of(x), sound_of(y));
    return edits <= 1 && shorter >= 3 ? 2 : edits <= 2 && shorter >= 5 ? 1 : 0;
}

/* One digit other, or two neighbours exchanged. */
static bool is_one_slip(uint32_t a, uint32_t b)
{
    int first = -1, last = -1, at = 0;
    uint32_t x[2] = {0}, y[2] = {0};

    for (; a || b; a /= 10, b /= 10, at++) {
        if (a % 10 == b % 10)
            continue;
        if (last >= 0 && first != last)
            return false;
        x[last >= 0] = a % 10;
        y[last >= 0] = b % 10;
        first = first < 0 ? at : first;
        last = at;
    }
    return first == last || (last == first + 1 && x[0] == y[1] && x[1] == y[0]);
}

/* YYYYMMDD as numbers: one slip, or day and month exchanged; a month apart at most, or
 * two of three parts; a year; ten years. */
static int compare_dates(uint32_t a, uint32_t b)
{
    uint32_t year_a = a / 10000, month_a = a / 100 % 100, day_a = a % 100,
             year_b = b / 10000, month_b = b / 100 % 100, day_b = b % 100;
    int apart = abs((int)(year_a * 372 + month_a * 31 + day_a) -
                    (int)(year_b * 372 + month_b * 31 + day_b)); /* days, nearly */
    int same = (year_a == year_b) + (month_a == month_b) + (day_a == day_b);

    if ((year_a == year_b && month_a == day_b && day_a == month_b) || is_one_slip(a, b))
        return 4;
    if (same == 2 || apart <= 31)
        return 3;
    return apart <= 372 ? 2 : apart <= 3751 ? 1 : 0;
}

static int compare_date(const match_table *t, const match_value *x, const match_value *y)
{
    (void)t;
    if (x->brief && y->brief)
        return compare_dates(x->brief, y->brief);
    return match_osa(sound_of(x), sound_of(y)) <= 1 ? 4 : 0;
}

static size_t mailbox(const match_value *v)
{
    const char *at = memchr(v->sound, '@', v->sound_len);

    return at ? (size_t)(at - v->sound) : v->sound_len;
}

static int compare_email(const match_table *t, const match_value *x, const match_value *y)
{
    wn_str a = {x->sound, mailbox(x)}, b = {y->sound, mailbox(y)};

    (void)t;
    if (wn_str_equal(a, b))
        return 2;
    if (apart(x->brief, y->brief) <= 2 && unshared(x->brief, y->brief) <= 4 &&
        match_osa(sound_of(x), sound_of(y)) <= 2)
        return 2;
    return match_jaro_winkler(a, b) >= 0.88 ? 1 : 0;
}

static int compare_category(const match_table *t, const match_value *x,
                            const match_value *y)
{
    (void)t;
    (void)x;
    (void)y;
    return 0;
}

static int compare_tokens(const match_table *t, const match_value *x,
                          const match_value *y)
{
    double share = shared_words(t, x, y);

    return share >= 0.8    ? 5
           : share >= 0.6  ? 4
           : share >= 0.4  ? 3
           : share >= 0.25 ? 2
           : share >= 0.1  ? 1
                           : 0;
}

/* ---- in brief: the level, or -1 when the values must be looked at ----------------- */

static int brief_text(uint32_t x, uint32_t y)
{
    bool plain = !((x | y) & SEVERAL_WORDS) && length_of(x) > 1 && length_of(y) > 1;

    return plain && !may_be_near(x, y, 1099) ? 0 : -1;
}

static int brief_digits(uint32_t x, uint32_t y)
{
    return apart(x, y) > 2 || unshared(x, y) > 4 ? 0 : -1;
}

static int brief_date(uint32_t x, uint32_t y)
{
    return x && y ? compare_dates(x, y) : -1;
}

static int brief_email(uint32_t x, uint32_t y)
{
    return unshared(x, y) > 4 && !may_be_near(x, y, 1400) ? 0 : -1;
}

static int brief_category(uint32_t x, uint32_t y)
{
    (void)x;
    (void)y;
    return 0;
}

static int brief_nothing(uint32_t x, uint32_t y)
{
    (void)x;
    (void)y;
    return -1;
}

static const struct {
    int levels;
    int (*compare)(const match_table *t, const match_value *x, const match_value *y);
    int (*brief)(uint32_t x, uint32_t y);
} types[WN_LINK_TYPE_COUNT] = {
    [WN_LINK_TEXT] = {5, compare_text, brief_text},
    [WN_LINK_DIGITS] = {4, compare_digits, brief_digits},
    [WN_LINK_DATE] = {6, compare_date, brief_date},
    [WN_LINK_EMAIL] = {4, compare_email, brief_email},
    [WN_LINK_CATEGORY] = {2, compare_category, brief_category},
    [WN_LINK_TOKENS] = {7, compare_tokens, brief_nothing},
};

int match_levels(wn_link_type type)
{
    return types[type].levels;
}

int match_compare_values(const match_table *t, size_t column, const match_value *x,
                         const match_value *y)
{
    return types[t->columns[column].type].compare(t, x, y);
}

static int compare_cells(const match_table *t, size_t column, match_cell x, match_cell y)
{
    const match_column *c = &t->columns[column];

    if (x.id == y.id)
        return c->levels - 1;
    int level = types[c->type].brief(x.brief, y.brief);
    return level >= 0 ? level
                      : types[c->type].compare(t, &c->values.values[x.id],
                                               &c->values.values[y.id]);
}

/* ---- records ---------------------------------------------------------------------- */

static bool same(const match_value *x, const match_value *y)
{
    return x->sound_len == y->sound_len && !memcmp(x->sound, y->sound, x->sound_len);
}

static bool is_joined(const match_value *whole, const match_value *a,
                      const match_value *b)
{
    return whole->sound_len == a->sound_len + b->sound_len &&
           !memcmp(whole->sound, a->sound, a->sound_len) &&
           !memcmp(whole->sound + a->sound_len, b->sound, b->sound_len);
}

/* pengchangchuan is Peng Changchuan: one of the two has only one word for a name. */
static bool is_one_word(const match_table *t, const match_cell *one,
                        const match_cell *other)
{
    size_t g = (size_t)t->given, f = (size_t)t->family;
    const match_value *given = t->columns[g].values.values,
                      *family = t->columns[f].values.values;

    if (!other[g].id || !other[f].id || !one[g].id == !one[f].id)
        return false;
    const match_value *whole = one[g].id ? &given[one[g].id] : &family[one[f].id];
    return is_joined(whole, &given[other[g].id], &family[other[f].id]) ||
           is_joined(whole, &family[other[f].id], &given[other[g].id]);
}

/* The given name of one is the family name of the other, and the other way round at
 * most two edits away. */
static bool is_swapped(const match_table *t, const match_cell *left,
                       const match_cell *right, const int8_t *levels)
{
    size_t g = (size_t)t->given, f = (size_t)t->family;

    if (levels[g] < 0 || levels[f] < 0)
        return is_one_word(t, left, right) || is_one_word(t, right, left);
    if (levels[g] + levels[f] >= 4)
        return false;
    const match_value *given = t->columns[g].values.values,
                      *family = t->columns[f].values.values;
    const match_value *g1 = &given[left[g].id], *f1 = &family[left[f].id],
                      *g2 = &given[right[g].id], *f2 = &family[right[f].id];
    bool one = same(g1, f2), other = same(f1, g2);
    if (one == other)
        return one;
    return one ? match_osa(sound_of(f1), sound_of(g2)) <= 2
               : match_osa(sound_of(g1), sound_of(f2)) <= 2;
}

void match_compare_records(const match_table *t, uint32_t left, uint32_t right,
                           int8_t *levels)
{
    const match_cell *a = &t->rows[(size_t)left * t->column_count],
                     *b = &t->rows[(size_t)right * t->column_count];

    for (size_t c = 0; c < t->column_count; c++)
        levels[c] =
            a[c].id && b[c].id ? (int8_t)compare_cells(t, c, a[c], b[c]) : MATCH_EMPTY;
    if (t->given >= 0 && t->family >= 0 && is_swapped(t, a, b, levels)) {
        levels[t->given] = MATCH_SWAPPED;
        levels[t->family] = MATCH_EMPTY;
    }
}

static void prefetch_values(const match_table *t, const match_cell *a,
                            const match_cell *b, int step)
{
    for (size_t c = 0; c < t->column_count; c++) {
        const match_value *values = t->columns[c].values.values;
        if (a[c].id == b[c].id || !a[c].id || !b[c].id ||
            types[t->columns[c].type].brief(a[c].brief, b[c].brief) >= 0)
            continue;
        if (step == 1) {
            __builtin_prefetch(&values[a[c].id]);
            __builtin_prefetch(&values[b[c].id]);
        } else {
            __builtin_prefetch(values[a[c].id].sound);
            __builtin_prefetch(values[b[c].id].sound);
        }
    }
}

void match_prefetch(const match_table *t, uint32_t left, uint32_t right, int step)
{
    const match_cell *a = &t->rows[(size_t)left * t->column_count],
                     *b = &t->rows[(size_t)right * t->column_count];

    if (step == 0) {
        __builtin_prefetch(a);
        __builtin_prefetch(b);
        __builtin_prefetch(b + t->column_count - 1);
    } else {
        prefetch_values(t, a, b, step);
    }
}

uint64_t match_pack(const match_table *t, const int8_t *levels)
{
    uint64_t pattern = 0;

    for (size_t c = 0; c < t->column_count; c++)
        pattern = pattern << 3 | (uint64_t)(levels[c] + 1);
    return pattern;
}

void match_unpack(const match_table *t, uint64_t pattern, int8_t *levels)
{
    for (size_t c = t->column_count; c-- > 0; pattern >>= 3)
        levels[c] = (int8_t)((int)(pattern & 7) - 1);
}
