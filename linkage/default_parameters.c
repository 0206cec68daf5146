/*
 * default_parameters.c - m and u probabilities as they are in most customer data, for
 * tables that are too small to learn from. They are orders of magnitude, taken from
 * made-up and public sets of people and companies.
 */
#include "model.h"

#include <math.h>

/* m of "the same" and of "different" (the rest is spread over the levels between), and u
 * of "the same". */
static const struct {
    double same, other, u;
} defaults[WN_LINK_TYPE_COUNT] = {
    [WN_LINK_TEXT] = {0.75, 0.08, 5e-3},    [WN_LINK_DIGITS] = {0.65, 0.25, 2e-4},
    [WN_LINK_DATE] = {0.85, 0.08, 2e-4},    [WN_LINK_EMAIL] = {0.65, 0.25, 5e-5},
    [WN_LINK_CATEGORY] = {0.80, 0.20, 0.1}, [WN_LINK_TOKENS] = {0.55, 0.10, 2e-4},
    [WN_LINK_COMPANY] = {0.55, 0.10, 2e-4}, [WN_LINK_YEAR] = {0.80, 0.08, 2e-2}};

/* m of a level between "different" and "the same": half of `all` goes to the level next
 * to "the same", half of the rest to the one below it, and so on. Levels above "the same"
 * are swapped names, or those of derived addresses: they have as much as the levels below
 * it. */
static double default_between(int level, int top, int levels, double all)
{
    double sum = 0;

    for (int l = 1; l < levels; l++)
        sum += l == top ? 0 : exp2(l > top ? top - 1 - (l - top) : l);
    return all * exp2(level > top ? top - 1 - (level - top) : level) / sum;
}

double link_default_m(const link_model *model, const link_table *t, size_t c, int level)
{
    wn_link_type type = t->columns[c].type;
    int top = t->columns[c].levels - 1;
    bool derived = (int)c == model->email && model->derived;
    double same = defaults[type].same, other = defaults[type].other;

    if (t->columns[c].role ==
        LINK_ROLE_ATTRIBUTE) /* tells nothing unless it is learned */
        return model->u[c][level];
    if (t->columns[c].role == LINK_ROLE_LINK) { /* few people change their company */
        same = 0.9;
        other = 0.1;
    }
    if (t->columns[c].role ==
        LINK_ROLE_UNIT) { /* a branch is another record than its company */
        same = 0.99;
        other = 0.01;
    }
    if (t->columns[c].role == LINK_ROLE_IDENTITY) { /* it decides */
        same = 0.9;
        other = 1e-7;
    }
    if (t->columns[c].role == LINK_ROLE_FAMILY || t->columns[c].role == LINK_ROLE_GIVEN)
        other = 0.03;

    if (level == top || (derived && level == 4))
        return derived ? same / 2 : same;
    if (level == 0)
        return other;
    return default_between(level, top, model->levels[c], 1 - same - other + 1e-3);
}

double link_default_u(const link_table *t, size_t c)
{
    switch (t->columns[c].role) {
    case LINK_ROLE_IDENTITY:
        return 1e-5;
    case LINK_ROLE_FAMILY: /* of Chinese names, every twelfth is 王, 李 or 张 */
        return 2e-2;
    case LINK_ROLE_GIVEN:
        return 1.5e-2;
    case LINK_ROLE_UNIT:
        return 0.8;
    case LINK_ROLE_LINK: /* many are colleagues */
        return 5e-2;
    default:
        return defaults[t->columns[c].type].u;
    }
}
