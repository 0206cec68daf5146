/*
 * score.c - how alike two records are, after Fellegi and Sunter (1969).
 *
 * Each comparison adds log2(m/u) when the values agree and log2((1-m)/(1-u))
 * when both are there and differ. m, the share of true matches that agree, is
 * a constant by kind. u, the chance of agreeing by accident, comes from how
 * often the value itself occurs (term frequency), times the share of such
 * agreements that are accidents: a mailbox is hardly ever shared by chance, a
 * name often is. The prior odds are one match in the population.
 */
#include "match.h"

#include <math.h>

static const struct {
    const char *name;
    double m;        /* share of matches that agree */
    double accident; /* share of agreements that are accidents */
    double differ;   /* weight in bits when both are there and differ */
} kinds[MATCH_KIND_COUNT] = {
    [MATCH_PERSON] = {"name", .90, 1.0, -4.5},
    [MATCH_COMPANY] = {"company", .85, .30, -2.0},
    [MATCH_FULL] = {"full name", .50, .004, 0},
    [MATCH_PLACE] = {"place", 1, 1, -5.0},
    [MATCH_PHONE] = {"phone", .70, .05, -1.8},
    [MATCH_EMAIL] = {"email", .75, .02, -1.8},
    [MATCH_TAX_ID] = {"tax id", .97, .001, -12.0},
    [MATCH_DOMAIN] = {"website", .80, .05, -2.5},
    [MATCH_ADDRESS] = {"address", .50, .30, -0.5},
    [MATCH_LINK] = {"account", .85, 1.0, -2.0},
};

static double agree(const match_scorer *s, int kind, uint32_t frequency)
{
    double others = frequency > 2 ? frequency - 1.0 : 1.0;
    double u = others / s->population * kinds[kind].accident;

    return u >= kinds[kind].m ? 0 : log2(kinds[kind].m / u);
}

static void add(double part, int kind, double *sum, wn_buf *why)
{
    *sum += part;
    if (why && part != 0)
        wn_buf_format(why, "%s%s %+.1f", why->len ? ", " : "", kinds[kind].name, part);
}

/* Either phone of one against either of the other. */
static int same_phone(const match_features *a, const match_features *b)
{
    static const int slots[] = {MATCH_PHONE, MATCH_SECOND_PHONE};

    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (a->slot[slots[i]] && a->slot[slots[i]] == b->slot[slots[k]])
                return slots[i];
    return -1;
}

double match_weight(const match_scorer *s, uint32_t left, uint32_t right, wn_buf *why)
{
    const match_features *a = &s->features[left], *b = &s->features[right];
    bool same_full = a->slot[MATCH_FULL] && a->slot[MATCH_FULL] == b->slot[MATCH_FULL];
    double sum = -log2(s->population);

    for (int kind = 0; kind < MATCH_KIND_COUNT; kind++) {
        uint64_t x = a->slot[kind], y = b->slot[kind];
        int slot = kind == MATCH_PHONE ? same_phone(a, b) : x == y ? kind : -1;
        if (!x || !y || (kind == MATCH_COMPANY && same_full))
            continue;
        if (kind == MATCH_PLACE || kind == MATCH_FULL) {
            if (kind == MATCH_FULL ? same_full : x != y)
                add(kind == MATCH_FULL ? agree(s, kind, s->frequency[left][kind])
                                       : kinds[kind].differ,
                    kind, &sum, why);
        } else if (slot >= 0) {
            add(agree(s, kind, s->frequency[left][slot]), kind, &sum, why);
        } else {
            add(kinds[kind].differ, kind, &sum, why);
        }
    }
    return sum;
}

double match_probability(double weight)
{
    return 1.0 / (1.0 + exp2(-weight));
}
