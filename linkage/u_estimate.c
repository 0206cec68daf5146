/*
 * u_estimate.c - u: how likely a level is where two records do not match.
 *
 * u of "the same" is counted exactly: sum f(f-1) / n(n-1), where f records have a value.
 * u of the other levels is taken from a random sample, whose pairs are nearly all
 * non-matches: the records stand in a ring, each is compared with those behind it, and
 * its texts with theirs eight at a time; so each record is fetched once. (All pairs of
 * 448 records would be as many pairs; but among so few a common name comes too often, or
 * not at all.)
 */
#include "batch_distance.h"
#include "model.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define SAMPLE_RECORDS 16384 /* at most */
#define SAMPLE_PAIRS 100000  /* about so many */

/* The probability that two records have the same value, by how many have each. */
static double exact_u(const link_column *c)
{
    double sum = 0;

    for (size_t i = 1; i < c->values.count; i++) {
        double n = c->values.values[i].count;
        sum += n * (n - 1);
    }
    return sum / ((double)c->filled * ((double)c->filled - 1) + 1e-9);
}

/* In a small table, between what is counted and the default. */
static double blended_u(const link_table *t, size_t c)
{
    double seen = exact_u(&t->columns[c]), fallback = link_default_u(t, c),
           share = (double)t->records / LINK_SMALL_TABLE;

    return share >= 1 || seen < fallback ? seen : seen * share + fallback * (1 - share);
}

/* ---- the sample -------------------------------------------------------------------- */

typedef struct u_sample {
    const link_table *table;
    uint32_t records[SAMPLE_RECORDS];
    size_t count, others; /* each is compared with so many behind it */
    wn_str texts[WN_LINK_COLUMNS][SAMPLE_RECORDS]; /* of columns of text and of digits */
    link_batch batches[WN_LINK_COLUMNS];
    float alike[WN_LINK_COLUMNS]
               [SAMPLE_RECORDS]; /* to the current record: similarity, or edits */
    double seen[WN_LINK_COLUMNS][8];
} u_sample;

static bool is_text(const link_table *t, size_t c)
{
    return t->columns[c].type == WN_LINK_TEXT;
}

static bool is_batched(const link_table *t, size_t c)
{
    return is_text(t, c) || t->columns[c].type == WN_LINK_DIGITS;
}

/* Few records are all in the sample, in random order: in the order of the file,
 * neighbours may be alike. Of many records a random choice, each once or (rarely) twice.
 */
static void draw(u_sample *s, const link_table *t, uint64_t *seed)
{
    s->table = t;
    s->count = t->records < SAMPLE_RECORDS ? t->records : SAMPLE_RECORDS;
    s->others = SAMPLE_PAIRS / s->count + 1;
    if (s->others > s->count / 2)
        s->others = s->count / 2; /* all pairs, once each */
    for (size_t i = 0; i < s->count; i++) {
        size_t at = (size_t)(link_random(seed) % (i + 1));
        s->records[i] = s->records[at];
        s->records[at] = (uint32_t)i;
    }
    for (size_t i = 0; i < s->count && t->records > SAMPLE_RECORDS; i++)
        s->records[i] = (uint32_t)(link_random(seed) % t->records);
    for (size_t c = 0; c < t->column_count; c++) {
        for (size_t i = 0; i < s->count && is_batched(t, c); i++) {
            const link_value *v =
                &t->columns[c].values.values[link_value_id(t, s->records[i], c)];
            s->texts[c][i] = (wn_str){v->sound, v->sound_len};
        }
        if (is_batched(t, c))
            link_batch_open(&s->batches[c], s->texts[c], s->count);
    }
}

/* The columns in which the current record and record k are known to be unlike, as bits.
 */
static uint32_t unlike_columns(const u_sample *s, size_t k)
{
    uint32_t unlike = 0;

    for (size_t c = 0; c < s->table->column_count; c++)
        if (is_batched(s->table, c))
            unlike |=
                (uint32_t)(is_text(s->table, c) ? s->alike[c][k] == 0
                                                : s->alike[c][k] > LINK_UNLIKE_EDITS)
                << c;
    return unlike;
}

/* Set `alike` of record i to those from `from` to before `to`. */
static void compare_texts(u_sample *s, size_t i, size_t from, size_t to)
{
    for (size_t c = 0; c < s->table->column_count; c++)
        if (is_batched(s->table, c))
            (is_text(s->table, c) ? link_batch_similarities : link_batch_edits)(
                &s->batches[c], s->texts[c][i], from, to, s->alike[c]);
}

static void compare_with_others(u_sample *s, const link_model *model, bool across,
                                size_t i)
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
        link_levels_knowing(model, t, a, b, unlike_columns(s, k), levels);
        for (size_t c = 0; c < t->column_count; c++)
            if (levels[c] >= 0)
                s->seen[c][levels[c]] += 2; /* (a, b) and (b, a) */
    }
}

void link_estimate_u(link_model *model, const link_table *t, bool across, uint64_t *seed)
{
    u_sample *s = wn_alloc(1, sizeof(*s));

    draw(s, t, seed);
    for (size_t i = 0; i < s->count; i++)
        compare_with_others(s, model, across, i);
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
        link_batch_release(&s->batches[c]);
    free(s);
}
