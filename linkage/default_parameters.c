/*
 * default_parameters.c - m and u probabilities as they are in most customer data, for
 * tables too small to learn from. Orders of magnitude, from made-up and public sets of
 * people and companies.
 */
#include "model.h"

#include <math.h>

/* Shares of matches that agree wholly and not at all (the rest is spread over the levels
 * between), and the chance that strangers have the same value. */
static const struct {
    double same, other, chance;
} usual[WN_LINK_TYPE_COUNT] = {
    [WN_LINK_TEXT] = {0.75, 0.08, 5e-3},    [WN_LINK_DIGITS] = {0.65, 0.25, 2e-4},
    [WN_LINK_DATE] = {0.85, 0.08, 2e-4},    [WN_LINK_EMAIL] = {0.65, 0.25, 5e-5},
    [WN_LINK_CATEGORY] = {0.80, 0.20, 0.1}, [WN_LINK_TOKENS] = {0.55, 0.10, 2e-4},
    [WN_LINK_COMPANY] = {0.55, 0.10, 2e-4}};

/* Of matches that are neither the same nor other, half are as near as can be, half of the
 * rest one level further, and so on. Levels above "the same" are exchanged names, or
 * those of derived addresses, as near as the levels below it. */
static double usual_between(int level, int top, int levels, double all)
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
    double same = usual[type].same, other = usual[type].other;

    if (t->columns[c].role == LINK_ROLE_ATTRIBUTE) /* unlearned, it tells nothing */
        return model->u[c][level];
    if (t->columns[c].role == LINK_ROLE_LINK) { /* few change their company */
        same = 0.9;
        other = 0.1;
    }
    if (t->columns[c].role == LINK_ROLE_UNIT) { /* a branch is not the company */
        same = 0.99;
        other = 0.01;
    }
    if (t->columns[c].role == LINK_ROLE_IDENTITY) { /* a number of one's own decides */
        same = 0.9;
        other = 1e-7;
    }
    if (t->columns[c].role == LINK_ROLE_FAMILY || t->columns[c].role == LINK_ROLE_GIVEN)
        other = 0.03;

    if (level == top || (derived && level == 4))
        return derived ? same / 2 : same;
    if (level == 0)
        return other;
    return usual_between(level, top, model->levels[c], 1 - same - other + 1e-3);
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
    case LINK_ROLE_LINK: /* colleagues are many */
        return 5e-2;
    default:
        return usual[t->columns[c].type].chance;
    }
}
