/* test_weight.c - match weights compared with sums made by hand. If these fail, the
 * probabilities that a user sees and merges by are not those of the model. */
#include "linkage_table.h"

#include <string.h>
#include "winnow/linkage.h"

#include "tap.h"

static table_rows rows = {{1, 2, 3}, {1, 2, 3},  {1, 5, 0},
                          {9, 9, 9}, {20, 2, 3}, {20, 2, 3}};
static link_table table;
static link_model model;

static double weight(uint32_t left, uint32_t right)
{
    int8_t levels[WN_LINK_COLUMNS];

    link_levels_of(&model, &table, left, right, levels);
    return link_pair_weight(&model, &table, left, right, levels);
}

static bool is_near(double got, double want)
{
    return fabs(got - want) < 1e-9;
}

static void sums(void)
{
    double prior = log2(0.001 / 0.999), same = log2(0.9), other = log2(0.1 / 0.95);

    table_model(&model, 0.9, 0.05, 0.001);
    /* for equal values u is their frequency: 10, 20 and 30 of 1,000 */
    ok(is_near(weight(0, 1), prior + 3 * same - log2(.01) - log2(.02) - log2(.03)),
       "all the same: %.3f", weight(0, 1));
    ok(is_near(weight(0, 2), prior + same - log2(.01) + other),
       "one the same, one another, one empty: %.3f", weight(0, 2));
    ok(is_near(weight(0, 3), prior + 3 * other), "all others: %.3f", weight(0, 3));
    ok(is_near(weight(0, 1) - weight(4, 5), log2(20)),
       "a value that is twenty times as frequent tells log2 20 bits less");
    ok(is_near(weight(1, 0), weight(0, 1)), "either way round");
}

static void probabilities(void)
{
    ok(wn_link_probability(0) == 0.5, "0 bits: even odds");
    ok(is_near(wn_link_probability(log2(9)), 0.9), "odds of nine to one: .9");
    ok(is_near(wn_link_probability(-log2(9)), 0.1), "and the other way round");
    ok(wn_link_probability(1e4) == 1 && wn_link_probability(-1e4) == 0,
       "no weight is too large");
}

/* When the postcode agrees, an equal town adds only a small weight of its own. */
static void parents(void)
{
    double alone, beside;

    table_model(&model, 0.9, 0.05, 0.001);
    alone = weight(0, 1);
    model.parent[1] = 0;
    model.parent_weight[1] = 0.25;
    beside = weight(0, 1);
    ok(is_near(alone - beside, log2(0.9) - log2(.02) - 0.25),
       "a column that follows from another one: its own weight");
    ok(is_near(weight(0, 2),
               log2(0.001 / 0.999) + log2(0.9) - log2(.01) + log2(0.1 / 0.95)),
       "but only where both agree");
    ok(is_near(weight(0, 4), log2(0.001 / 0.999) + log2(0.1 / 0.95) + 2 * log2(0.9) -
                                 log2(.02) - log2(.03)),
       "the same town of two postcodes has the weight of a town");
}

/* VALDES and VALDEZ of one street: a family name with a slip explains the street as far as
 * it is one name. */
static void near_parents(void)
{
    static const double m[] = {.05, .05, .05, .10, .75}, u[] = {.95, .02, .01, .01, .01};
    const int8_t levels[] = {3, 1, LINK_EMPTY}, same[] = {4, 1, LINK_EMPTY},
                 other[] = {0, 1, LINK_EMPTY};
    link_column_bits near_bits, same_bits, bits;

    table_model(&model, 0.9, 0.05, 0.001);
    table.columns[0].type = WN_LINK_TEXT;
    table.columns[0].levels = model.levels[0] = 5;
    memcpy(model.m[0], m, sizeof(m));
    memcpy(model.u[0], u, sizeof(u));
    model.parent[1] = 0;
    model.parent_weight[1] = 0.25;
    link_weigh_columns(&model, &table, 0, 1, levels, &near_bits);
    link_weigh_columns(&model, &table, 0, 1, same, &same_bits);
    link_weigh_columns(&model, &table, 0, 1, other, &bits);
    double share = .01 * (.10 / .75) / .01, chance = 0.9 / exp2(0.25);
    ok(is_near(near_bits.level[1], log2(0.9 / (share * chance + (1 - share) * .02))),
       "a parent that is nearly the same explains a part: %.2f", near_bits.level[1]);
    ok(same_bits.level[1] < near_bits.level[1] && near_bits.level[1] < bits.level[1],
       "less than one that is the same, more than another one");
    table.columns[0].type = WN_LINK_CATEGORY;
    table.columns[0].levels = 2;
}

/* A class of relatives lowers the weight of columns that relatives share. */
static void classes(void)
{
    double prior = log2(0.001 / 0.999), bits = log2(0.9) - log2(.01), odds;

    table_model(&model, 0.9, 0.05, 0.001);
    model.class_count = 1;
    model.classes[0] = (link_class){.prior = 0.01, .shared = {1, 0, 0}};
    odds = 1 + 0.01 / 0.999 * exp2(bits);
    ok(is_near(weight(0, 2), prior + bits + log2(0.1 / 0.95) - log2(odds)),
       "relatives who share a column: %.3f", weight(0, 2));
    model.classes[0] =
        (link_class){.prior = 0.0005, .shared = {1, 0, 0}, .is_match = true};
    odds = 1 + 0.5 / exp2(log2(0.1 / 0.95));
    ok(is_near(weight(0, 2), prior + bits + log2(0.1 / 0.95) + log2(odds)),
       "people who moved: %.3f", weight(0, 2));
}

/* A number that differs in one digit has half the weight that its rarity gives. */
static void nearly_same(void)
{
    link_dictionary *d = &table.columns[0].values;
    uint32_t one = link_intern_text(d, WN_STR("13812345678"), &table.arena),
             other = link_intern_text(d, WN_STR("13812345679"), &table.arena);

    table_model(&model, 0.9, 0.05, 0.001);
    table.columns[0].type = WN_LINK_DIGITS;
    table.columns[0].levels = model.levels[0] = 4;
    d->values[one].count = 2;
    d->values[other].count = 4;
    table.rows[6 * TABLE_COLUMNS].id = one;
    table.rows[7 * TABLE_COLUMNS].id = other;
    model.u[0][3] = 0.001;
    model.weight[0][2] = 5;
    ok(is_near(weight(6, 7), log2(0.001 / 0.999) + 5 + 0.5 * (log2(0.001) - log2(0.004))),
       "nearly the same: %.3f", weight(6, 7));
}

static void packed(void)
{
    int8_t levels[WN_LINK_COLUMNS] = {-1, 0, 6}, back[WN_LINK_COLUMNS];

    link_unpack(&table, link_pack(&table, levels), back);
    ok(back[0] == -1 && back[1] == 0 && back[2] == 6, "a pattern is its levels");
}

int main(void)
{
    table_make(&table, rows);
    sums();
    probabilities();
    parents();
    near_parents();
    classes();
    packed();
    nearly_same();
    link_table_release(&table);
    return tap_end();
}
