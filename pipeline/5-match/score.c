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
    [MATCH_PERSON] = {"name", .90, 1.0, -8.0},
    [MATCH_COMPANY] = {"company", .85, .06, -2.0},
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

/* The weight of one kind, 0 when a side has no value. */
static double weight_of(const match_scorer *s, int kind, uint32_t left, uint32_t right)
{
    const match_features *a = &s->features[left], *b = &s->features[right];
    uint64_t x = a->slot[kind], y = b->slot[kind];

    if (!x || !y)
        return 0;
    int slot = kind == MATCH_PHONE ? same_phone(a, b) : x == y ? kind : -1;
    return slot >= 0 ? agree(s, kind, s->frequency[left][slot]) : kinds[kind].differ;
}

/*
 * Where there are people, their company, its address and its account are one
 * piece of evidence and not three: colleagues share them all. The strongest
 * counts, and only beside a name that agrees.
 */
static void add_workplace(const match_scorer *s, uint32_t left, uint32_t right,
                          bool same_name, double *sum, wn_buf *why)
{
    static const int shared[] = {MATCH_COMPANY, MATCH_ADDRESS, MATCH_LINK, MATCH_DOMAIN};
    double most = 0, least = 0;
    int best = -1, worst = -1;

    for (size_t i = 0; i < WN_COUNT(shared); i++) {
        double w = weight_of(s, shared[i], left, right);
        if (w > most) {
            most = w;
            best = shared[i];
        }
        if (w < least) {
            least = w;
            worst = shared[i];
        }
    }
    if (best >= 0 && same_name)
        add(most, best, sum, why);
    else if (worst >= 0)
        add(least, worst, sum, why);
}

double match_weight(const match_scorer *s, uint32_t left, uint32_t right, wn_buf *why)
{
    static const int personal[] = {MATCH_PERSON, MATCH_PHONE, MATCH_EMAIL, MATCH_TAX_ID};
    static const int business[] = {MATCH_TAX_ID, MATCH_PHONE,   MATCH_EMAIL,
                                   MATCH_DOMAIN, MATCH_ADDRESS, MATCH_LINK};
    const match_features *a = &s->features[left], *b = &s->features[right];
    bool people = a->slot[MATCH_PERSON] || b->slot[MATCH_PERSON];
    const int *kinds_here = people ? personal : business;
    double sum = -log2(s->population);

    for (size_t i = 0; i < (people ? WN_COUNT(personal) : WN_COUNT(business)); i++)
        add(weight_of(s, kinds_here[i], left, right), kinds_here[i], &sum, why);
    if (people) {
        add_workplace(s, left, right, weight_of(s, MATCH_PERSON, left, right) > 0, &sum,
                      why);
        return sum;
    }
    bool same_full = a->slot[MATCH_FULL] && a->slot[MATCH_FULL] == b->slot[MATCH_FULL];
    int name = same_full ? MATCH_FULL : MATCH_COMPANY;
    add(weight_of(s, name, left, right), name, &sum, why);
    if (a->slot[MATCH_PLACE] != b->slot[MATCH_PLACE])
        add(weight_of(s, MATCH_PLACE, left, right), MATCH_PLACE, &sum, why);
    return sum;
}

double match_probability(double weight)
{
    return 1.0 / (1.0 + exp2(-weight));
}
