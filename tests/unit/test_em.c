/* test_em.c - what the model learns from agreement patterns. If these fail, the weights
 * of all pairs are wrong: different people are merged, or the same person stays two. */
#include "core/memory.h"
#include "linkage/em.h"

#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 6
#define PAIRS 20000.0

static link_table table;
static link_model model;

/* Set up six columns that agree or do not (two of them belong to one person); u is
 * known. */
static void set_up(void)
{
    static const double u[COLUMNS] = {0.02, 0.05, 0.1, 0.01, 0.03, 0.2};

    table = (link_table){
        .column_count = COLUMNS, .records = 10000, .given = -1, .family = -1};
    model = (link_model){.email = -1};
    for (size_t c = 0; c < COLUMNS; c++) {
        table.columns[c] = (link_column){.type = WN_LINK_CATEGORY, .levels = 2};
        model.levels[c] = 2;
        model.u[c][1] = u[c];
        model.u[c][0] = 1 - u[c];
    }
    table.columns[0].role = LINK_ROLE_BIRTH;
    table.columns[1].role = LINK_ROLE_EMAIL;
}

static double likelihood(unsigned pattern, const double *agree)
{
    double p = 1;

    for (int c = 0; c < COLUMNS; c++)
        p *= pattern >> c & 1 ? agree[c] : 1 - agree[c];
    return p;
}

static void put(link_histogram *h, unsigned pattern, double count)
{
    int8_t levels[WN_LINK_COLUMNS];

    for (int c = 0; c < COLUMNS; c++)
        levels[c] = (int8_t)(pattern >> c & 1);
    link_histogram_add(h, link_pack(&table, levels));
    h->counts[h->count - 1] += count - 1;
    h->pairs += count - 1;
}

/* Fill the histogram with the expected number of pairs of each pattern: matches,
 * relatives (who share all but birthday and mailbox), non-matches. */
static void made_up(link_histogram *h, const double *m, double matches, double relatives)
{
    double of_strangers[COLUMNS], of_relatives[COLUMNS];

    for (int c = 0; c < COLUMNS; c++) {
        of_strangers[c] = model.u[c][1];
        of_relatives[c] = c < 2 ? model.u[c][1] : m[c];
    }
    for (unsigned p = 0; p < 1u << COLUMNS; p++)
        put(h, p,
            PAIRS *
                (matches * likelihood(p, m) + relatives * likelihood(p, of_relatives) +
                 (1 - matches - relatives) * likelihood(p, of_strangers)));
}

static double worst(double (*found)[8], const double *m)
{
    double off = 0;

    for (int c = 0; c < COLUMNS; c++)
        off = fmax(off, fabs(found[c][1] - m[c]));
    return off;
}

static bool are_probabilities(double (*m)[8], const link_em *e)
{
    bool good = e->lambda >= 0 && e->lambda <= 1;

    for (int c = 0; c < COLUMNS; c++)
        good = good && m[c][0] > 0 && m[c][1] > 0 && fabs(m[c][0] + m[c][1] - 1) < 1e-9;
    return good;
}

static bool is_same(double (*x)[8], double (*y)[8])
{
    bool same = true;

    for (int c = 0; c < COLUMNS; c++)
        same = same && x[c][0] == y[c][0] && x[c][1] == y[c][1];
    return same;
}

static const double true_m[COLUMNS] = {0.95, 0.9, 0.85, 0.8, 0.92, 0.88};

static void recovered(void)
{
    double m[WN_LINK_COLUMNS][8], again[WN_LINK_COLUMNS][8];
    link_em e = {.m = m}, second = {.m = again};
    link_histogram h = {0};

    made_up(&h, true_m, 0.3, 0);
    link_em_begin(&e, &model, &table);
    link_em_run(&e, &model, &table, &h, SIZE_MAX);
    ok(worst(m, true_m) < 0.03, "m is found again: off by %.4f", worst(m, true_m));
    ok(fabs(e.lambda - 0.3) < 0.03, "and the share of matches: %.4f of .3", e.lambda);
    link_em_begin(&second, &model, &table);
    link_em_run(&second, &model, &table, &h, SIZE_MAX);
    ok(e.lambda == second.lambda && is_same(m, again), "twice the same, to the last bit");
    link_histogram_release(&h);
}

static void relatives(void)
{
    double m[WN_LINK_COLUMNS][8];
    link_em e = {.m = m};
    link_histogram h = {0};

    made_up(&h, true_m, 0.25, 0.15);
    link_em_begin(&e, &model, &table);
    link_em_run(&e, &model, &table, &h, SIZE_MAX);
    ok(fabs(e.lambda - 0.25) < 0.04 && m[0][1] > 0.9,
       "relatives are no matches: %.3f of .25, with %.3f of the birthdays", e.lambda,
       m[0][1]);
    ok(fabs(e.between[1] - 0.15) < 0.05 && e.shared[1][0] < 0.1 && e.shared[1][2] > 0.8,
       "they are a class of their own, which shares no birthday: %.3f of .15",
       e.between[1]);
    link_histogram_release(&h);
}

static void skipped(void)
{
    double m[WN_LINK_COLUMNS][8], before;
    link_em e = {.m = m};
    link_histogram h = {0};

    made_up(&h, true_m, 0.3, 0);
    link_em_begin(&e, &model, &table);
    before = m[2][1] = 0.4; /* not the default value */
    link_em_run(&e, &model, &table, &h, 2);
    ok(m[2][1] == before && fabs(m[1][1] - 0.9) < 0.05,
       "the column that pairs were chosen by is left alone");
    link_histogram_release(&h);
}

static void degenerate(void)
{
    static const struct {
        const char *what;
        unsigned pattern;
        double pairs;
    } cases[] = {{"all agree in everything", (1u << COLUMNS) - 1, PAIRS},
                 {"all agree in nothing", 0, PAIRS},
                 {"a single pair", 5, 1}};
    double m[WN_LINK_COLUMNS][8];

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        link_em e = {.m = m};
        link_histogram h = {0};
        put(&h, cases[i].pattern, cases[i].pairs);
        link_em_begin(&e, &model, &table);
        link_em_run(&e, &model, &table, &h, SIZE_MAX);
        ok(are_probabilities(m, &e), "%s: still probabilities", cases[i].what);
        link_histogram_release(&h);
    }
    link_em e = {.m = m};
    link_histogram none = {0};
    link_em_begin(&e, &model, &table);
    link_em_run(&e, &model, &table, &none, SIZE_MAX);
    ok(are_probabilities(m, &e), "no pairs at all: what is usual stays");
}

static void histogram(void)
{
    link_histogram h = {0};
    double sum = 0;

    for (int i = 0; i < 30000; i++)
        link_histogram_add(&h, (uint64_t)(i % 3000) << 20);
    for (size_t i = 0; i < h.count; i++)
        sum += h.counts[i] == 10;
    ok(h.count == 3000 && h.pairs == 30000 && sum == 3000,
       "each pattern is counted, while the table grows");
    link_histogram_release(&h);
}

int main(void)
{
    set_up();
    recovered();
    relatives();
    skipped();
    degenerate();
    histogram();
    return tap_end();
}
