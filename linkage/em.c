/*
 * em.c - expectation maximisation (Dempster, Laird and Rubin 1977; for linkage Winkler
 * 1988) on the histogram of agreement patterns, u fixed.
 *
 * Beside matches and non-matches there are classes of pairs that agree in part: their
 * likelihood in a column is a m + (1 - a) u, where a is what the class shares.
 */
#include "em.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDS 50
#define STILL 1e-3 /* EM ends when nothing moves by more */
/* The default parameters count as much as so many pairs; in small tables as more. */
#define PRIOR_PAIRS 4.0
#define PRIOR_PAIRS_SMALL 30.0

/* ---- histograms ------------------------------------------------------------------- */

void link_histogram_add(link_histogram *h, uint64_t pattern)
{
    if (h->count * 2 >= h->slot_room) {
        size_t room = h->slot_room ? h->slot_room * 2 : 1024;
        free(h->slots);
        h->slots = wn_alloc(room, sizeof(*h->slots));
        for (size_t i = 0; i < h->count; i++) {
            size_t at = h->patterns[i] * 0x9E3779B97F4A7C15u >> 20 & (room - 1);
            while (h->slots[at])
                at = (at + 1) & (room - 1);
            h->slots[at] = (uint32_t)i + 1;
        }
        h->slot_room = room;
    }
    size_t at = pattern * 0x9E3779B97F4A7C15u >> 20 & (h->slot_room - 1);
    while (h->slots[at] && h->patterns[h->slots[at] - 1] != pattern)
        at = (at + 1) & (h->slot_room - 1);
    if (!h->slots[at]) {
        if (h->count == h->room) {
            h->room = h->room ? h->room * 2 : 1024;
            h->patterns = wn_realloc(h->patterns, h->room, sizeof(*h->patterns));
            h->counts = wn_realloc(h->counts, h->room, sizeof(*h->counts));
        }
        h->patterns[h->count] = pattern;
        h->counts[h->count++] = 0;
        h->slots[at] = (uint32_t)h->count;
    }
    h->counts[h->slots[at] - 1]++;
    h->pairs++;
}

void link_histogram_release(link_histogram *h)
{
    free(h->patterns);
    free(h->counts);
    free(h->slots);
    *h = (link_histogram){0};
}

/* ---- rounds ----------------------------------------------------------------------- */

/* Share of matches whose given names have nothing in common (nicknames, typing errors);
 * used where the data cannot tell it. */
#define OTHER_NAME 0.03

/* A level of a column as one number. */
#define CELL(c, level) ((c)*8 + (size_t)(level))
#define CELLS (WN_LINK_COLUMNS * 8)

/* The cells of each pattern that have a value, without the column that is left out: they
 * are read once, and used in all rounds. */
typedef struct em_patterns {
    uint8_t *cells;
    size_t *from; /* by pattern: where its cells begin; and one more */
} em_patterns;

static void open_patterns(em_patterns *p, const link_table *t, const link_histogram *h,
                          size_t skip)
{
    size_t count = 0;

    p->cells = wn_realloc(NULL, h->count * t->column_count + 1, 1);
    p->from = wn_realloc(NULL, h->count + 1, sizeof(*p->from));
    for (size_t i = 0; i < h->count; i++) {
        int8_t levels[WN_LINK_COLUMNS];
        p->from[i] = count;
        link_unpack(t, h->patterns[i], levels);
        for (size_t c = 0; c < t->column_count; c++)
            if (c != skip && levels[c] >= 0)
                p->cells[count++] = (uint8_t)CELL(c, levels[c]);
    }
    p->from[h->count] = count;
}

/* How likely a cell is in each class of pairs, and how likely a pair of a class in between
 * agrees in it as a match does. One instruction does two of them, and each comes out as
 * it would alone. */
typedef double em_two __attribute__((vector_size(16)));
_Static_assert(LINK_EM_BETWEEN == 2, "em_two has one of each class");

typedef struct em_chances {
    struct em_chance {
        em_two m_u, in, as_match;
    } of[CELLS];
} em_chances;

static void find_chances(const link_em *e, const link_model *model, const link_table *t,
                         em_chances *out)
{
    for (size_t c = 0; c < t->column_count; c++)
        for (int l = 0; l < model->levels[c]; l++) {
            double m = e->m[c][l], u = model->u[c][l];
            struct em_chance *to = &out->of[CELL(c, l)];
            to->m_u = (em_two){m, u};
            for (int k = 0; k < LINK_EM_BETWEEN; k++) {
                double as = e->shared[k][c] * m;
                to->in[k] = e->shared[k][c] * (m - u) + u;
                to->as_match[k] = as / (as + (1 - e->shared[k][c]) * u + 1e-300);
            }
        }
}

/* What a round adds up: expected matches by column and level; of the pairs of each class
 * in between, how many agree as a match does, and how many have the column filled. */
typedef struct em_sums {
    struct em_sum {
        em_two as_match, filled;
        double seen;
    } of[CELLS];
    double matches, between[LINK_EM_BETWEEN];
} em_sums;

/* The E step of one pattern. */
static void em_pattern(const link_em *e, const em_chances *chances, const uint8_t *cells,
                       size_t count, double pairs, em_sums *sums)
{
    em_two whole = {e->lambda, 1 - e->lambda}, other; /* matches and non-matches */
    double match, all;

    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        other[k] = e->between[k];
        whole[1] -= e->between[k];
    }
    for (size_t i = 0; i < count; i++) {
        whole *= chances->of[cells[i]].m_u;
        other *= chances->of[cells[i]].in;
    }
    all = whole[0] + whole[1] + 1e-300;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        all += other[k];
    double scale = pairs / all;
    match = whole[0] * scale;
    other *= (em_two){scale, scale};
    sums->matches += match;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        sums->between[k] += other[k];
    for (size_t i = 0; i < count; i++) {
        struct em_sum *to = &sums->of[cells[i]];
        to->seen += match;
        to->as_match += other * chances->of[cells[i]].as_match;
        to->filled += other;
    }
}

static double moved_to(double *value, double next)
{
    double moved = fabs(next - *value);

    *value = next;
    return moved;
}

/* The M step of a column; returns how far anything moved. */
static double em_column(link_em *e, const link_model *model, const link_table *t, size_t c,
                        em_sums *s)
{
    struct em_sum *cells = &s->of[CELL(c, 0)];
    double sum = 0, moved = 0,
           prior = link_is_small(t) ? PRIOR_PAIRS_SMALL : PRIOR_PAIRS;

    for (int l = 0; l < model->levels[c]; l++)
        sum += cells[l].seen += prior * link_default_m(model, t, c, l);
    if ((int)c == e->given_alone && cells[0].seen > OTHER_NAME * sum) {
        sum -= cells[0].seen; /* most of these are relatives, not matches */
        cells[0].seen = sum * OTHER_NAME / (1 - OTHER_NAME);
        sum += cells[0].seen;
    }
    WN_ASSERT(sum > 0);
    for (int l = 0; l < model->levels[c]; l++)
        moved = fmax(moved, moved_to(&e->m[c][l], cells[l].seen / sum));
    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        double as_match = 0, filled = 0;
        for (int l = 0; l < model->levels[c]; l++) {
            as_match += cells[l].as_match[k];
            filled += cells[l].filled[k];
        }
        double share = (as_match + 0.5) / (filled + 1);
        share = share > 0.98 ? 0.98 : share < 0.002 ? 0.002 : share;
        moved = fmax(moved, moved_to(&e->shared[k][c], share));
    }
    return moved;
}

/* One round, E and M step; returns how far anything moved. */
static double em_round(link_em *e, const link_model *model, const link_table *t,
                       const link_histogram *h, const em_patterns *patterns, size_t skip)
{
    em_sums s = {0};
    em_chances chances;

    find_chances(e, model, t, &chances);
    for (size_t p = 0; p < h->count; p++)
        em_pattern(e, &chances, patterns->cells + patterns->from[p],
                   patterns->from[p + 1] - patterns->from[p], h->counts[p], &s);
    double moved = moved_to(&e->lambda, s.matches / h->pairs);
    e->matches = s.matches;
    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        moved = fmax(moved, moved_to(&e->between[k], s.between[k] / h->pairs));
        e->between_pairs[k] = s.between[k];
    }
    for (size_t c = 0; c < t->column_count; c++)
        if (c != skip)
            moved = fmax(moved, em_column(e, model, t, c, &s));
    return moved;
}

/* The first class in between begins half way, the second as relatives: they share all but
 * what belongs to one person. */
void link_em_begin(link_em *e, const link_model *model, const link_table *t)
{
    e->lambda = 0.3;
    e->given_alone = t->given;
    for (size_t c = 0; c < t->column_count; c++)
        if (link_is_individual(t, c, false))
            e->given_alone = -1;
    for (int k = 0; k < LINK_EM_BETWEEN; k++)
        e->between[k] = 0.1;
    for (size_t c = 0; c < t->column_count; c++) {
        e->shared[0][c] = 0.5;
        e->shared[1][c] = link_is_individual(t, c, true) ? 0.03 : 0.9;
        for (int l = 0; l < model->levels[c]; l++)
            e->m[c][l] = link_default_m(model, t, c, l);
    }
}

void link_em_run(link_em *e, const link_model *model, const link_table *t,
                 const link_histogram *h, size_t skip)
{
    em_patterns patterns;

    if (h->pairs <= 0)
        return; /* nothing can be learned */
    open_patterns(&patterns, t, h, skip);
    for (int round = 0; round < ROUNDS; round++)
        if (em_round(e, model, t, h, &patterns, skip) < STILL)
            break;
    free(patterns.cells);
    free(patterns.from);
}

double link_em_bits(const link_model *model, double (*m)[8], size_t c)
{
    double sum = 0;

    for (int l = 0; l < model->levels[c]; l++)
        sum += m[c][l] * log2(m[c][l] / model->u[c][l]);
    return sum;
}
