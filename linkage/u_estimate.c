/*
 * u_estimate.c - u: how often two strangers agree.
 *
 * Of "the same" it is counted exactly, sum f(f-1) / n(n-1). Of the other levels it is
 * seen among records drawn at random, nearly all of them strangers: they stand in a ring,
 * each meets those behind it, and its texts are compared with theirs eight at a time. So
 * each record is fetched once. (All pairs of 448 records, as others do it, would be as
 * many; but so few have a common name too often, or not at all.)
 */
#include "batch_distance.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>

#define DRAWN 16384  /* records at most */
#define PAIRS 100000 /* about so many */

/* The chance that two values of a column are the same, by how often each comes. */
static double exact_u(const link_column *c)
{
    double sum = 0;

    for (size_t i = 1; i < c->values.count; i++) {
        double n = c->values.values[i].count;
        sum += n * (n - 1);
    }
    return sum / ((double)c->filled * ((double)c->filled - 1) + 1e-9);
}

static double blended_u(const link_table *t, size_t c)
{
    double seen = exact_u(&t->columns[c]), usual = link_default_u(t, c),
           share = (double)t->records / LINK_SMALL_TABLE;

    return share >= 1 || seen < usual ? seen : seen * share + usual * (1 - share);
}

/* ---- strangers -------------------------------------------------------------------- */

typedef struct u_sample {
    const link_table *table;
    uint32_t records[DRAWN];
    size_t count, others;                 /* whom each meets: so many behind it */
    wn_str texts[WN_LINK_COLUMNS][DRAWN]; /* of columns of text and of digits */
    link_batch crowds[WN_LINK_COLUMNS];
    float alike[WN_LINK_COLUMNS][DRAWN]; /* to the record at hand: similarity, or edits */
    double seen[WN_LINK_COLUMNS][8];
} u_sample;

static bool is_text(const link_table *t, size_t c)
{
    return t->columns[c].type == WN_LINK_TEXT;
}

static bool is_crowd(const link_table *t, size_t c)
{
    return is_text(t, c) || t->columns[c].type == WN_LINK_DIGITS;
}

/* Of few records all, in any order but that of the file, where neighbours may be alike;
 * else some of them, each once or, rarely, twice. */
static void draw(u_sample *s, const link_table *t, uint64_t *seed)
{
    s->table = t;
    s->count = t->records < DRAWN ? t->records : DRAWN;
    s->others = PAIRS / s->count + 1;
    if (s->others > s->count / 2)
        s->others = s->count / 2; /* all pairs, once each */
    for (size_t i = 0; i < s->count; i++) {
        size_t at = (size_t)(link_random(seed) % (i + 1));
        s->records[i] = s->records[at];
        s->records[at] = (uint32_t)i;
    }
    for (size_t i = 0; i < s->count && t->records > DRAWN; i++)
        s->records[i] = (uint32_t)(link_random(seed) % t->records);
    for (size_t c = 0; c < t->column_count; c++) {
        for (size_t i = 0; i < s->count && is_crowd(t, c); i++) {
            const link_value *v =
                &t->columns[c].values.values[link_value_id(t, s->records[i], c)];
            s->texts[c][i] = (wn_str){v->sound, v->sound_len};
        }
        if (is_crowd(t, c))
            link_batch_open(&s->crowds[c], s->texts[c], s->count);
    }
}

/* Columns in which the record at hand and record k are known to be unlike, as bits. */
static uint32_t strange_columns(const u_sample *s, size_t k)
{
    uint32_t strange = 0;

    for (size_t c = 0; c < s->table->column_count; c++)
        if (is_crowd(s->table, c))
            strange |=
                (uint32_t)(is_text(s->table, c) ? s->alike[c][k] == 0
                                                : s->alike[c][k] > LINK_UNLIKE_EDITS)
                << c;
    return strange;
}

/* How alike record i's texts are to those from `from` to before `to`. */
static void compare_texts(u_sample *s, size_t i, size_t from, size_t to)
{
    for (size_t c = 0; c < s->table->column_count; c++)
        if (is_crowd(s->table, c))
            (is_text(s->table, c) ? link_batch_similarities : link_batch_edits)(
                &s->crowds[c], s->texts[c][i], from, to, s->alike[c]);
}

static void meet_others(u_sample *s, const link_model *model, bool across, size_t i)
{
    const link_table *t = s->table;
    size_t end = i + 1 + s->others;
    uint32_t a = s->records[i];

    compare_texts(s, i, i + 1, end < s->count ? end : s->count);
    if (end > s->count)
        compare_texts(s, i, 0, end - s->count);
    for (size_t n = i + 1; n < end; n++) {
        int8_t levels[WN_LINK_COLUMNS];
        size_t k = n < s->count ? n : n - s->count;
        uint32_t b = s->records[k];
        if (a == b || (across && t->origin[a] == t->origin[b]))
            continue;
        link_levels_knowing(model, t, a, b, strange_columns(s, k), levels);
        for (size_t c = 0; c < t->column_count; c++)
            if (levels[c] >= 0)
                s->seen[c][levels[c]] += 2; /* either way round */
    }
}

void link_estimate_u(link_model *model, const link_table *t, bool across, uint64_t *seed)
{
    u_sample *s = wn_alloc(1, sizeof(*s));

    draw(s, t, seed);
    for (size_t i = 0; i < s->count; i++)
        meet_others(s, model, across, i);
    for (size_t c = 0; c < t->column_count; c++) {
        double sum = 0, exact = blended_u(t, c);
        int top = t->columns[c].levels - 1;
        for (int l = 0; l < model->levels[c]; l++)
            sum += s->seen[c][l] += 0.5;
        for (int l = 0; l < model->levels[c]; l++)
            model->u[c][l] = s->seen[c][l] / sum;
        if (exact > 0 && exact < 1) {
            double rest = 1 - model->u[c][top];
            for (int l = 0; l < model->levels[c]; l++)
                model->u[c][l] *= l == top ? 1 : (1 - exact) / rest;
            model->u[c][top] = exact;
        }
        for (int l = 0; l < 3 && (int)c == model->email && model->derived; l++)
            model->u[c][4 + l] = model->derived_u[l];
    }
    for (size_t c = 0; c < t->column_count; c++)
        link_batch_release(&s->crowds[c]);
    free(s);
}
