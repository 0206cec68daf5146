/*
 * train.c - the model learns from the data alone.
 *
 * u is estimated in u_estimate.c. m comes from sessions, one for each column: all pairs
 * that share one of its rare values, of which a good part are matches; EM over their
 * agreement patterns, u fixed, that column left out. Classes in between take up pairs
 * that agree in part (link_class). The m of all sessions are averaged, by how many
 * matches each saw and how pure it was.
 */
#include "classes.h"
#include "repeats.h"
#include "saved.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SESSION 20000   /* pairs of a session at most */
#define PATTERNS 200000 /* different patterns of a session at most */

typedef struct train_session {
    size_t column;
    double m[WN_LINK_COLUMNS][8];
    double matches, purity;
    double information; /* bits that tell matches from non-matches */
    double kept;        /* share of its pairs that were compared */
    bool contradicts;   /* what it took for matches is none by the other sessions */
} train_session;

/* The records of each value of a column that 2 to `few` records have: they stand in
 * `members` from from[value] on. */
typedef struct train_sharing {
    uint32_t *from, *members, few;
    double pairs;
} train_sharing;

static bool is_shared(const train_sharing *s, const link_value *v)
{
    return v->count >= 2 && v->count <= s->few;
}

static void find_sharing(train_sharing *s, const link_table *t, size_t column)
{
    const link_column *c = &t->columns[column];
    uint32_t few = (uint32_t)pow((double)t->records, 0.35), all = 0;

    *s = (train_sharing){.few = few < 5 ? 5 : few};
    s->from = wn_alloc(c->values.count + 1, sizeof(*s->from));
    for (size_t i = 1; i < c->values.count; i++) {
        double n = c->values.values[i].count;
        s->from[i] = all;
        if (is_shared(s, &c->values.values[i])) {
            all += (uint32_t)n;
            s->pairs += n * (n - 1) / 2;
        }
    }
    s->members = wn_realloc(NULL, (size_t)all + 1, sizeof(*s->members));
    uint32_t *next = wn_realloc(NULL, c->values.count + 1, sizeof(*next));
    memcpy(next, s->from, (c->values.count + 1) * sizeof(*next));
    for (uint32_t r = 0; r < t->records; r++) {
        uint32_t id = link_value_id(t, r, column);
        if (id && is_shared(s, &c->values.values[id]))
            s->members[next[id]++] = r;
    }
    free(next);
}

typedef struct train_gathering {
    const link_table *table;
    link_histogram *histogram;
} train_gathering;

static void take_pair(void *data, size_t i, const int8_t *levels)
{
    train_gathering *g = data;

    (void)i;
    if (g->histogram->count < PATTERNS)
        link_histogram_add(g->histogram, link_pack(g->table, levels));
}

/* Records that share a row make pairs, too, which are the same in all columns: without
 * them, matches would seem to differ more often than they do. (Whole copies are known to
 * be one, and say nothing of what people type differently.) */
static void gather_copies(link_histogram *h, const link_model *model, const link_table *t,
                          size_t column, const train_sharing *s, double keep,
                          uint64_t *seed)
{
    const link_column *c = &t->columns[column];

    for (size_t i = 0; i < t->copy_count; i++) {
        uint32_t row = t->copies[i].row, id = link_value_id(t, row, column);
        int8_t levels[WN_LINK_COLUMNS];
        if (t->copies[i].whole_of != LINK_NOTHING || !id ||
            c->values.values[id].count + c->more[id] > s->few ||
            (keep < 1 && link_chance(seed) > keep))
            continue;
        link_levels_of(model, t, row, row, levels);
        if (h->count < PATTERNS)
            link_histogram_add(h, link_pack(t, levels));
    }
}

/* Compare the pairs that share a value of the column which 2 to `few` records have, or a
 * part of them; returns the part. */
static double gather(link_histogram *h, const link_model *model, const link_table *t,
                     size_t column, bool across, uint64_t *seed)
{
    const link_value *values = t->columns[column].values.values;
    uint64_t *pairs = NULL;
    size_t count = 0, room = 0;
    train_sharing s;

    find_sharing(&s, t, column);
    double keep = s.pairs > SESSION ? SESSION / s.pairs : 1;
    for (size_t i = 1; i < t->columns[column].values.count; i++) {
        if (!is_shared(&s, &values[i]) ||
            (keep < 1 && link_chance(seed) > keep))
            continue;
        const uint32_t *of = &s.members[s.from[i]];
        for (uint32_t a = 0; a < values[i].count; a++)
            for (uint32_t b = a + 1; b < values[i].count; b++) {
                if ((across && t->origin[of[a]] == t->origin[of[b]]) ||
                    link_repeats(t, of[a], of[b]) >> column & 1)
                    continue;
                pairs = wn_grow(pairs, count, &room, sizeof(*pairs));
                pairs[count++] = (uint64_t)of[a] << 32 | of[b];
            }
    }
    link_levels_all(model, t, pairs, count, take_pair, &(train_gathering){t, h});
    gather_copies(h, model, t, column, &s, keep, seed);
    free(pairs);
    free(s.from);
    free(s.members);
    return keep;
}

/* Pairs of people who moved are matches too: m becomes that of both together. */
static void add_movers(train_session *s, const link_em *e, int k, const link_model *model,
                       const link_table *t)
{
    double more = e->between_pairs[k];

    for (size_t c = 0; c < t->column_count; c++)
        for (int l = 0; l < model->levels[c] && c != s->column; l++)
            s->m[c][l] = (s->matches * s->m[c][l] +
                          more * (e->shared[k][c] * e->m[c][l] +
                                  (1 - e->shared[k][c]) * model->u[c][l])) /
                         (s->matches + more);
    s->matches += more;
    s->purity += e->between[k];
}

/* One session. False: too few matches in it. */
static bool learn(train_session *s, link_model *model, const link_table *t, size_t column,
                  bool across, uint64_t *seed)
{
    link_histogram h = {0};
    double m[WN_LINK_COLUMNS][8];
    link_em e = {.m = m};

    s->column = column;
    s->kept = gather(&h, model, t, column, across, seed);
    link_em_begin(&e, model, t);
    if (h.pairs >= 50)
        link_em_run(&e, model, t, &h, column);
    memcpy(s->m, m, sizeof(m));
    s->matches = e.matches;
    s->purity = e.lambda;
    s->information = 0;
    for (size_t c = 0; c < t->column_count; c++)
        s->information += c == column ? 0 : link_em_bits(model, s->m, c);
    for (int k = 0; k < LINK_EM_BETWEEN; k++) {
        bool enough = e.between_pairs[k] > 30 && e.between_pairs[k] >= 0.02 * e.matches;
        int side = enough ? link_judge_class(&e, k, model, t, column) : 0;
        if (side)
            link_keep_class(model, &e, k, t, column, side);
        if (side > 0)
            add_movers(s, &e, k, model, t);
    }
    model->purity[column] = h.pairs >= 50 ? s->purity : 1;
    link_histogram_release(&h);
    return s->matches >= 20;
}

static double weight_of(const train_session *s)
{
    return s->matches * s->purity;
}

typedef struct train_share {
    double differ, weight; /* differ: share of matches that differ in a column */
} train_share;

static int by_share(const void *left, const void *right)
{
    const train_share *a = left, *b = right;

    return a->differ < b->differ ? -1 : a->differ > b->differ;
}

/* The share of matches that differ in a column: the median of the sessions. */
static double median_of(const train_session *sessions, size_t count, size_t column)
{
    train_share shares[WN_LINK_COLUMNS];
    size_t n = 0, i = 0;
    double all = 0, sum = 0;

    for (size_t k = 0; k < count; k++) {
        const train_session *s = &sessions[k];
        if (s->column == column)
            continue;
        shares[n++] = (train_share){s->m[column][0], weight_of(s)};
        all += weight_of(s);
    }
    qsort(shares, n, sizeof(*shares), by_share);
    while (i + 1 < n && (sum += shares[i].weight) * 2 < all)
        i++;
    return n > 0 ? shares[i].differ : 0;
}

/* EM may take pairs for matches that have a value and little else in common: sites of one
 * district, listed by one office. Then they differ in columns in which the matches of the
 * other sessions agree. (Measured: F1 .857 to .89 where four of thirteen sessions were
 * such; in tables of people the sessions agree within .1.) */
#define AGREE 0.35     /* at most so many matches differ in the column */
#define CONTRADICT 0.5 /* in such a session so many more do */

static void find_contradictions(train_session *sessions, size_t count,
                                const link_table *t)
{
    for (size_t c = 0; c < t->column_count && count > 2; c++) {
        double usual = median_of(sessions, count, c);
        if (usual > AGREE || t->columns[c].type == WN_LINK_CATEGORY)
            continue;
        for (size_t i = 0; i < count; i++)
            sessions[i].contradicts |=
                sessions[i].column != c && sessions[i].m[c][0] > usual + CONTRADICT;
    }
}

/* m as the mean of all sessions, each weighed by its matches and purity; a session that
 * tells little, or contradicts the others, is left out where there are better ones. */
static void average(link_model *model, const link_table *t, train_session *sessions,
                    size_t count)
{
    double most = 0;

    find_contradictions(sessions, count, t);
    for (size_t i = 0; i < count; i++)
        most = fmax(most, sessions[i].information);
    for (size_t c = 0; c < t->column_count; c++) {
        double sum[8] = {0}, all = 0;
        for (size_t i = 0; i < count; i++) {
            const train_session *s = &sessions[i];
            double w = weight_of(s);
            if (s->column == c || s->contradicts ||
                (s->information < 0.5 * most && count > 2))
                continue;
            for (int l = 0; l < model->levels[c]; l++)
                sum[l] += w * s->m[c][l];
            all += w;
        }
        for (int l = 0; l < model->levels[c]; l++) {
            model->m[c][l] = all > 0 ? sum[l] / all : link_default_m(model, t, c, l);
            model->weight[c][l] = log2(model->m[c][l] / model->u[c][l]);
        }
    }
}

static void begin(link_model *model, const link_table *t, bool across)
{
    double first = 0;

    for (size_t r = 0; r < t->records; r++)
        first += t->origin[r] == 0;
    model->pairs = across ? first * ((double)t->records - first)
                          : (double)t->records * ((double)t->records - 1) / 2;
    for (size_t c = 0; c < t->column_count; c++)
        model->levels[c] = t->columns[c].levels;
    if (t->given >= 0 && t->family >= 0)
        model->levels[t->given] = LINK_SWAPPED + 1;
    if (model->email >= 0 && model->derived)
        model->levels[model->email] = 7;
}

void link_model_recall(link_model *model, const link_table *t,
                       const struct link_saved_model *saved, bool across)
{
    begin(model, t, across);
    link_model_apply(saved, model, t);
}

/* Of a column that tells something (MIXED_TELLS times likelier among matches), so many
 * matches differ that some of them may be others who are alike. (Measured: given names
 * under a heading that says nothing, of families at one address .25 to .34; of 25 other
 * sets, with their headings and without, none has such a column and no own one.) */
#define MIXED_DIFFER 0.2
#define MIXED_TELLS 8.0

static uint32_t mixed_columns(const link_model *model, const link_table *t)
{
    uint32_t mixed = 0;

    if (link_is_small(t))
        return 0;
    for (size_t c = 0; c < t->column_count; c++) {
        int top = model->levels[c] - 1;
        if (link_is_individual(t, c, true) || t->columns[c].role == LINK_ROLE_COMPANY)
            return 0;
        if (t->columns[c].type == WN_LINK_TEXT && t->columns[c].role == LINK_ROLE_NONE &&
            model->m[c][0] > MIXED_DIFFER &&
            model->m[c][top] > MIXED_TELLS * model->u[c][top])
            mixed |= 1u << c;
    }
    return mixed;
}

bool link_train(link_model *model, const link_table *t, bool across, uint64_t *seed)
{
    train_session *sessions = wn_alloc(WN_LINK_COLUMNS, sizeof(*sessions));
    size_t count = 0, telling = 0;
    double most = 10;

    begin(model, t, across);
    link_estimate_u(model, t, across, seed);
    for (size_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].type == WN_LINK_CATEGORY || t->columns[c].is_repeat)
            continue;
        telling++;
        count += learn(&sessions[count], model, t, c, across, seed);
    }
    model->alone = telling == 1 && !link_is_small(t);
    average(model, t, sessions, count);
    model->mixed = mixed_columns(model, t);
    for (size_t i = 0; i < count; i++)
        model->contradicts |= (uint32_t)sessions[i].contradicts << sessions[i].column;
    for (size_t i = 0; i < count; i++)
        if (!sessions[i].contradicts)
            most = fmax(most, sessions[i].matches / sessions[i].kept);
    model->prior = fmin(most / model->pairs, 0.5);
    for (size_t k = 0; k < model->class_count; k++)
        model->classes[k].prior =
            model->prior * (model->classes[k].is_match ? model->classes[k].ratio : 1);
    link_add_relatives(model, t);
    link_find_parents(model, t);
    link_finish_classes(model, t);
    free(sessions);
    return count > 0;
}

void link_model_release(link_model *model)
{
    free(model->derived);
    free(model->rarities);
    *model = (link_model){.email = -1};
}
