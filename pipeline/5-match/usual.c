/*
 * usual.c - m and u probabilities as they are in most customer data, for tables too small
 * to learn from. Orders of magnitude, from made-up and public sets of people and
 * companies.
 */
#include "model.h"

/* Shares of matches that agree wholly and not at all (the rest is spread over the levels
 * between), and the chance that strangers have the same value. */
static const struct {
    double same, other, chance;
} usual[WN_LINK_TYPE_COUNT] = {
    [WN_LINK_TEXT] = {0.75, 0.08, 5e-3},    [WN_LINK_DIGITS] = {0.65, 0.25, 2e-4},
    [WN_LINK_DATE] = {0.85, 0.08, 2e-4},    [WN_LINK_EMAIL] = {0.65, 0.25, 5e-5},
    [WN_LINK_CATEGORY] = {0.80, 0.20, 0.1}, [WN_LINK_TOKENS] = {0.55, 0.10, 2e-4}};

double match_usual_m(const match_model *model, const match_table *t, size_t c, int level)
{
    wn_link_type type = t->columns[c].type;
    int top = t->columns[c].levels - 1;
    bool derived = (int)c == model->email && model->derived;
    double same = usual[type].same, other = usual[type].other;

    if (t->columns[c].role == MATCH_ROLE_LINK) { /* few change their company */
        same = 0.9;
        other = 0.1;
    }
    if (t->columns[c].role == MATCH_ROLE_UNIT) { /* a branch is not the company */
        same = 0.99;
        other = 0.01;
    }
    if (t->columns[c].role == MATCH_ROLE_FAMILY || t->columns[c].role == MATCH_ROLE_GIVEN)
        other = 0.03;

    if (level == top || (derived && level == 4))
        return derived ? same / 2 : same;
    if (level == 0)
        return other;
    int between = model->levels[c] - 2 - derived;
    return (1 - same - other + 1e-3) / (between > 0 ? between : 1);
}

double match_usual_u(const match_table *t, size_t c)
{
    switch (t->columns[c].role) {
    case MATCH_ROLE_IDENTITY:
        return 1e-5;
    case MATCH_ROLE_FAMILY: /* of Chinese names, every twelfth is 王, 李 or 张 */
        return 2e-2;
    case MATCH_ROLE_GIVEN:
        return 1.5e-2;
    case MATCH_ROLE_UNIT:
        return 0.8;
    case MATCH_ROLE_LINK: /* colleagues are many */
        return 5e-2;
    default:
        return usual[t->columns[c].type].chance;
    }
}
