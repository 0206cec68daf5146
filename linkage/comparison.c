/*
 * comparison.c - the levels of each type: one function a type, one table.
 *
 * Before a distance is computed, the two signatures bound it: characters that only one of
 * two spellings has cannot all be explained by few edits.
 */
#include "comparison.h"

#include "distance.h"
#include "normal_form.h"
#include "repeats.h"
#include "word_compare.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- names of people ------------------------------------------------------------ */

/* Bob and Robert, or Bob and Rob: two forms of one name. */
static bool is_short_for(const link_table *t, const link_value *x, const link_value *y)
{
    const char *a = x->full ? t->fulls[x->full - 1] : NULL,
               *b = y->full ? t->fulls[y->full - 1] : NULL;

    if (!a || !b)
        return a ? link_has_word(wn_str_of(a), link_sound(y))
                 : b && link_has_word(wn_str_of(b), link_sound(x));
    wn_str rest = wn_str_of(a);
    while (rest.len > 0)
        if (link_has_word(wn_str_of(b), wn_str_cut(&rest, WN_STR(" "))))
            return true;
    return false;
}

/* Junior and senior, the second and the third: 0 for other words. (A closed list: the
 * code needs the numbers, not the words.) */
static int generation_of(wn_str word)
{
    static const struct {
        const char *word;
        int generation;
    } words[] = {{"sr", 1},     {"senior", 1}, {"i", 1},   {"jr", 2},
                 {"junior", 2}, {"ii", 2},     {"iii", 3}, {"iv", 4}};

    if (word.len == 0 || word.len > 6 || !memchr("riv", word.ptr[word.len - 1], 3))
        return 0;
    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (wn_str_equal(word, wn_str_of(words[i].word)))
            return words[i].generation;
    return 0;
}

/* ---- types ------------------------------------------------------------------------ */

/* Can m/|a| + m/|b| (m: characters in common) reach so many thousandths? A Jaro-Winkler
 * of 0.75 needs 1.099, one of 0.88 needs 1.4. */
static bool may_be_near(uint32_t x, uint32_t y, int thousandths)
{
    int m = link_most_in_common(x, y);

    return m * (link_signature_length(x) + link_signature_length(y)) * 1000 >=
           thousandths * link_signature_length(x) * link_signature_length(y);
}

static int compare_read(const link_table *t, const link_value *x, const link_value *y)
{
    wn_str a = link_sound(x), b = link_sound(y);
    size_t shorter = a.len < b.len ? a.len : b.len;

    if (a.len == b.len && a.ptr[0] == b.ptr[0] && !memcmp(a.ptr, b.ptr, a.len))
        return 3; /* the same sound, other characters */
    if (shorter == 1)
        return a.ptr[0] == b.ptr[0] ? 2 : 0; /* an initial */
    if ((x->full || y->full) && is_short_for(t, x, y))
        return 3;
    double jaro = 0;
    if (may_be_near(x->signature, y->signature, 1099)) {
        jaro = link_jaro_winkler(a, b);
        if (shorter >= 4 && link_lengths_apart(x->signature, y->signature) <= 1 &&
            link_kinds_apart(x->signature, y->signature) <= 2 && link_osa(a, b) <= 1)
            return 3;
    }
    if (jaro >= 0.92)
        return 3;
    if (jaro >= 0.85 ||
        (shorter >= 3 && a.ptr[0] == b.ptr[0] && !memcmp(a.ptr, b.ptr, shorter)))
        return 2;
    if (jaro >= 0.75)
        return 1;
    if (x->token_count > 1 || y->token_count > 1) {
        double share = link_shared_words(t, x, y);
        return share >= 0.7 ? 3 : share >= 0.4 ? 2 : share >= 0.2 ? 1 : 0;
    }
    return 0;
}

/* Faisal and فيصل, Peter and 立国: that two spellings differ says nothing here. */
static bool are_incomparable(const link_value *x, const link_value *y)
{
    int a = x->script < y->script ? x->script : y->script,
        b = x->script < y->script ? y->script : x->script;

    return (b == LINK_SCRIPT_UNREAD && a != b) ||
           (a == LINK_SCRIPT_HAN && b == LINK_SCRIPT_ENGLISH);
}

static int compare_text(const link_table *t, const link_value *x, const link_value *y)
{
    int level = compare_read(t, x, y);

    return level < 2 && are_incomparable(x, y) ? LINK_EMPTY : level;
}

/* 321-3212 is 202-321-3212 without its area code. */
#define LOCAL_NUMBER 7

static bool ends_alike(wn_str a, wn_str b)
{
    return a.len < b.len ? wn_str_ends(b, a) : wn_str_ends(a, b);
}

static int quick_digits(uint32_t x, uint32_t y)
{
    return link_lengths_apart(x, y) > 4 || link_kinds_apart(x, y) > 4 ? 0 : -1;
}

static int compare_digits(const link_table *t, const link_value *x, const link_value *y)
{
    size_t shorter = x->sound_len < y->sound_len ? x->sound_len : y->sound_len;

    (void)t;
    if (quick_digits(x->signature, y->signature) >= 0)
        return 0;
    if (shorter >= LOCAL_NUMBER && ends_alike(link_sound(x), link_sound(y)))
        return 2;
    int edits = link_osa(link_sound(x), link_sound(y));
    return edits <= 1 && shorter >= 3 ? 2 : edits <= 2 && shorter >= 5 ? 1 : 0;
}

/* One digit is another, or two neighbours are swapped. */
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

/* Of YYYYMMDD as numbers. 4: one slip, or day and month swapped; 3: at most a month
 * apart, or two of the three parts agree; 2: a year apart; 1: ten years. */
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

static int compare_date(const link_table *t, const link_value *x, const link_value *y)
{
    (void)t;
    if (x->signature && y->signature)
        return compare_dates(x->signature, y->signature);
    return link_osa(link_sound(x), link_sound(y)) <= 1 ? 4 : 0;
}

static int compare_email(const link_table *t, const link_value *x, const link_value *y)
{
    wn_str a = {x->sound, link_mailbox_length(x)}, b = {y->sound, link_mailbox_length(y)};

    (void)t;
    if (wn_str_equal(a, b))
        return 2;
    if (link_lengths_apart(x->signature, y->signature) <= 2 &&
        link_kinds_apart(x->signature, y->signature) <= 4 &&
        link_osa(link_sound(x), link_sound(y)) <= 2)
        return 2;
    return link_jaro_winkler(a, b) >= 0.88 ? 1 : 0;
}

/* Two years that are one apart, or with their last digits exchanged, are nearly the same;
 * two with one other digit only alike: 1883 and 1893 are brothers. */
static int compare_year(const link_table *t, const link_value *x, const link_value *y)
{
    wn_str a = link_sound(x), b = link_sound(y);
    int64_t one, other;
    int edits = link_osa(a, b);

    (void)t;
    if (a.len != 4 || b.len != 4 || !wn_str_number(a, &one) || !wn_str_number(b, &other))
        return edits <= 1; /* one of them is mistyped */
    int64_t apart = one < other ? other - one : one - other;
    bool exchanged = one / 100 == other / 100 && one % 10 == other / 10 % 10 &&
                     other % 10 == one / 10 % 10;
    return apart <= 1 || exchanged ? 2 : edits <= 1 || apart <= 2 ? 1 : 0;
}

static int compare_category(const link_table *t, const link_value *x, const link_value *y)
{
    (void)t;
    (void)x;
    (void)y;
    return 0;
}

/* ---- by signatures: the level, or -1 where the values must be read ---------------- */

/* Can they be alike for no other reason than that they are spelled alike? */
static bool are_plain(uint32_t x, uint32_t y)
{
    return !((x | y) & LINK_SIGNATURE_LOOK) && link_signature_length(x) > 1 &&
           link_signature_length(y) > 1;
}

static int quick_text(uint32_t x, uint32_t y)
{
    return are_plain(x, y) && !may_be_near(x, y, 1099) ? 0 : -1;
}

static int quick_date(uint32_t x, uint32_t y)
{
    return x && y ? compare_dates(x, y) : -1;
}

static int quick_email(uint32_t x, uint32_t y)
{
    return link_kinds_apart(x, y) > 4 && !may_be_near(x, y, 1400) ? 0 : -1;
}

static int quick_category(uint32_t x, uint32_t y)
{
    (void)x;
    (void)y;
    return 0;
}

/* So near in length, a number that needs more edits is no tail of the other, either. */
static bool are_no_tails(uint32_t x, uint32_t y)
{
    return link_lengths_apart(x, y) <= LINK_UNLIKE_EDITS;
}

static int quick_nothing(uint32_t x, uint32_t y)
{
    (void)x;
    (void)y;
    return -1;
}

static const struct {
    int levels;
    int (*compare)(const link_table *t, const link_value *x, const link_value *y);
    int (*quick)(uint32_t x, uint32_t y); /* the level by signatures, or -1 */
    /* Is the level 0 when they are known to be spelled unlike each other? */
    bool (*by_spelling)(uint32_t x, uint32_t y);
} types[WN_LINK_TYPE_COUNT] = {
    [WN_LINK_TEXT] = {5, compare_text, quick_text, are_plain},
    [WN_LINK_DIGITS] = {4, compare_digits, quick_digits, are_no_tails},
    [WN_LINK_DATE] = {6, compare_date, quick_date, NULL},
    [WN_LINK_EMAIL] = {4, compare_email, quick_email, NULL},
    [WN_LINK_CATEGORY] = {2, compare_category, quick_category, NULL},
    [WN_LINK_TOKENS] = {7, link_compare_words, quick_nothing, NULL},
    [WN_LINK_COMPANY] = {7, link_compare_company, quick_nothing, NULL},
    [WN_LINK_YEAR] = {4, compare_year, quick_nothing, NULL},
};

int link_level_count(wn_link_type type)
{
    return types[type].levels;
}

int link_compare_values(const link_table *t, size_t column, const link_value *x,
                        const link_value *y)
{
    return types[t->columns[column].type].compare(t, x, y);
}

#define UNREAD (-2) /* the values must be read */

/* The level of two cells as far as numbers and signatures tell it, or UNREAD. */
static int compare_cells(const link_column *c, link_cell x, link_cell y, bool unlike)
{
    if (x.id == y.id)
        return c->levels - 1;
    if (unlike && types[c->type].by_spelling(x.signature, y.signature))
        return 0;
    int level = types[c->type].quick(x.signature, y.signature);
    return level >= 0 ? level : UNREAD;
}

/* ---- records ---------------------------------------------------------------------- */

static bool same(const link_value *x, const link_value *y)
{
    return x->sound_len == y->sound_len && !memcmp(x->sound, y->sound, x->sound_len);
}

static bool is_joined(const link_value *whole, const link_value *a, const link_value *b)
{
    return whole->sound_len == a->sound_len + b->sound_len &&
           !memcmp(whole->sound, a->sound, a->sound_len) &&
           !memcmp(whole->sound + a->sound_len, b->sound, b->sound_len);
}

/* pengchangchuan is Peng Changchuan: one of the two has both names in one word. */
static bool is_one_word(const link_table *t, const link_cell *one, const link_cell *other)
{
    size_t g = (size_t)t->given, f = (size_t)t->family;
    const link_value *given = t->columns[g].values.values,
                     *family = t->columns[f].values.values;

    if (!other[g].id || !other[f].id || !one[g].id == !one[f].id)
        return false;
    const link_value *whole = one[g].id ? &given[one[g].id] : &family[one[f].id];
    return is_joined(whole, &given[other[g].id], &family[other[f].id]) ||
           is_joined(whole, &family[other[f].id], &given[other[g].id]);
}

/* Are given and family name swapped? One of each record is the same as the other one of
 * the other record, and the remaining two are at most two edits apart. */
static bool is_swapped(const link_table *t, const link_cell *left, const link_cell *right,
                       const int8_t *levels)
{
    size_t g = (size_t)t->given, f = (size_t)t->family;

    if (levels[g] < 0 || levels[f] < 0)
        return is_one_word(t, left, right) || is_one_word(t, right, left);
    if (levels[g] + levels[f] >= 4)
        return false;
    const link_value *given = t->columns[g].values.values,
                     *family = t->columns[f].values.values;
    const link_value *g1 = &given[left[g].id], *f1 = &family[left[f].id],
                     *g2 = &given[right[g].id], *f2 = &family[right[f].id];
    bool one = same(g1, f2), other = same(f1, g2);
    if (one == other)
        return one;
    return one ? link_osa(link_sound(f1), link_sound(g2)) <= 2
               : link_osa(link_sound(g1), link_sound(f2)) <= 2;
}

static int generation_in(const link_table *t, size_t column, link_cell cell)
{
    wn_str s = link_sound(&t->columns[column].values.values[cell.id]);
    const char *blank =
        cell.signature & LINK_SIGNATURE_LOOK ? memrchr(s.ptr, ' ', s.len) : NULL;

    return blank ? generation_of((wn_str){blank + 1, (size_t)(s.ptr + s.len - blank - 1)})
                 : 0;
}

int link_generation(const link_table *t, uint32_t record)
{
    const link_cell *cells = &t->rows[(size_t)record * t->column_count];
    int generation = generation_in(t, (size_t)t->family, cells[t->family]);

    return generation ? generation : generation_in(t, (size_t)t->given, cells[t->given]);
}

/* David Dobbins Jr is not David Dobbins Sr. */
static bool are_generations_apart(const link_table *t, uint32_t left, uint32_t right)
{
    const link_cell *a = &t->rows[(size_t)left * t->column_count],
                    *b = &t->rows[(size_t)right * t->column_count];
    size_t g = (size_t)t->given, f = (size_t)t->family;
    uint32_t look = (a[g].signature | a[f].signature) & (b[g].signature | b[f].signature);

    if (!(look & LINK_SIGNATURE_LOOK))
        return false;
    int x = link_generation(t, left), y = x ? link_generation(t, right) : 0;
    return y && x != y;
}

uint32_t link_compare_signatures(const link_table *t, uint32_t left, uint32_t right,
                                 uint32_t unlike, int8_t *levels)
{
    const link_cell *a = &t->rows[(size_t)left * t->column_count],
                    *b = &t->rows[(size_t)right * t->column_count];
    uint32_t repeats = link_repeats(t, left, right), unread = 0;

    for (size_t c = 0; c < t->column_count; c++) {
        int level = a[c].id && b[c].id && !(repeats >> c & 1)
                        ? compare_cells(&t->columns[c], a[c], b[c], unlike >> c & 1)
                        : LINK_EMPTY;
        unread |= (uint32_t)(level == UNREAD) << c;
        levels[c] = (int8_t)level;
    }
    return unread;
}

void link_compare_unread(const link_table *t, uint32_t left, uint32_t right,
                         uint32_t unread, int8_t *levels)
{
    const link_cell *a = &t->rows[(size_t)left * t->column_count],
                    *b = &t->rows[(size_t)right * t->column_count];

    for (; unread; unread &= unread - 1) {
        size_t c = (size_t)__builtin_ctz(unread);
        const link_value *values = t->columns[c].values.values;
        levels[c] = (int8_t)types[t->columns[c].type].compare(t, &values[a[c].id],
                                                              &values[b[c].id]);
    }
    if (t->given < 0 || t->family < 0)
        return;
    if (is_swapped(t, a, b, levels)) {
        levels[t->given] = LINK_SWAPPED;
        levels[t->family] = LINK_EMPTY;
    }
    if (are_generations_apart(t, left, right))
        levels[t->given] = levels[t->family] = 0;
}

void link_prefetch_row(const link_table *t, uint32_t record)
{
    const link_cell *row = &t->rows[(size_t)record * t->column_count];

    __builtin_prefetch(row);
    __builtin_prefetch(row + t->column_count - 1);
}

void link_prefetch_values(const link_table *t, uint32_t record, uint32_t columns,
                          bool texts)
{
    const link_cell *row = &t->rows[(size_t)record * t->column_count];

    for (; columns; columns &= columns - 1) {
        size_t c = (size_t)__builtin_ctz(columns);
        const link_value *v = &t->columns[c].values.values[row[c].id];
        __builtin_prefetch(texts ? (const void *)v->sound : v);
    }
}

uint32_t link_near_columns(const link_table *t, uint64_t pattern)
{
    uint32_t columns = 0;

    for (size_t c = t->column_count; c-- > 0; pattern >>= 3)
        columns |= (uint32_t)((int)(pattern & 7) > t->columns[c].levels - 2) << c;
    return columns;
}

uint64_t link_pack(const link_table *t, const int8_t *levels)
{
    uint64_t pattern = 0;

    for (size_t c = 0; c < t->column_count; c++)
        pattern = pattern << 3 | (uint64_t)(levels[c] + 1);
    return pattern;
}

void link_unpack(const link_table *t, uint64_t pattern, int8_t *levels)
{
    for (size_t c = t->column_count; c-- > 0; pattern >>= 3)
        levels[c] = (int8_t)((int)(pattern & 7) - 1);
}
