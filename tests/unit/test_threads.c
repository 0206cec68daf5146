/* test_threads.c - work on several threads. If these fail, the same file gives other
 * groups on another machine. */
#include "core/memory.h"
#include "core/parallel.h"
#include "winnow/linkage.h"

#include "tap.h"

#include <stdlib.h>
#include <string.h>

#define PARTS 1000
#define COLUMNS 6
#define RECORDS                                                             \
    24000 /* more than are sampled at once, than wait, and than a slice has \
           */

static void count_part(void *data, size_t part)
{
    ((int *)data)[part]++;
}

static void parts(void)
{
    int bad = 0;

    for (size_t threads = 0; threads < 9; threads++) {
        int *times = wn_alloc(PARTS, sizeof(*times));
        wn_parallel(threads, PARTS, count_part, times);
        for (size_t i = 0; i < PARTS; i++)
            bad += times[i] != 1;
        free(times);
    }
    wn_parallel(4, 0, count_part, NULL);
    ok(bad == 0, "each part is done once, with any number of threads");
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* A person, most of them once, a fourth twice with a slip. */
static void add(wn_linkage *l, uint32_t person, bool again)
{
    static const char *const given[] = {"anna",  "bernd", "clara",
                                        "david", "elena", "frank"},
                             *const family[] = {"adler",   "becker", "conrad", "dietz",
                                                "ebert",   "fuchs",  "graf",   "huber",
                                                "iversen", "jahn",   "kraus"};
    uint32_t seed = person * 2654435761u + 1;
    char text[COLUMNS][64];
    wn_str values[COLUMNS];

    snprintf(text[0], 64, "%s%u", given[next(&seed) % 6], next(&seed) % 400);
    snprintf(text[1], 64, "%s%u", family[next(&seed) % 11], next(&seed) % 900);
    snprintf(text[2], 64, "%u-%02u-%02u", 1940 + next(&seed) % 60, 1 + next(&seed) % 12,
             1 + next(&seed) % 28);
    snprintf(text[3], 64, "0%u", 100000000 + next(&seed));
    snprintf(text[4], 64, "%.20s.%.20s@example.com", text[0], text[1]);
    snprintf(text[5], 64, "%05u", next(&seed) % 900);
    if (again) {
        text[person % COLUMNS][0]++;
        text[person / COLUMNS % COLUMNS][1] = '\0';
    }
    for (size_t i = 0; i < COLUMNS; i++)
        values[i] = wn_str_of(text[i]);
    wn_linkage_add(l, values, 0);
}

typedef struct answer {
    wn_linkage *linkage;
    const wn_link_pair *pairs;
    size_t count;
    wn_link_summary sum;
} answer;

static answer answer_of(size_t threads)
{
    static const char *const names[] = {"first name", "surname", "date of birth",
                                        "phone",      "email",   "postcode"};
    wn_str columns[COLUMNS];
    answer a;

    for (size_t i = 0; i < COLUMNS; i++)
        columns[i] = wn_str_of(names[i]);
    a.linkage = wn_linkage_new(columns, NULL, COLUMNS);
    wn_linkage_threads(a.linkage, threads);
    for (uint32_t i = 0; i < RECORDS; i++)
        add(a.linkage, i % 4 == 3 ? i - 1 : i, i % 4 == 3);
    wn_linkage_weigh(a.linkage, &(wn_link_settings){0});
    wn_linkage_cluster(a.linkage, NULL, NULL);
    a.pairs = wn_linkage_pairs(a.linkage, &a.count);
    wn_linkage_sum(a.linkage, &a.sum);
    return a;
}

static bool same_pairs(const answer *a, const answer *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; i < a->count && same; i++)
        same = a->pairs[i].left == b->pairs[i].left &&
               a->pairs[i].right == b->pairs[i].right &&
               a->pairs[i].pattern == b->pairs[i].pattern &&
               !memcmp(&a->pairs[i].weight, &b->pairs[i].weight, sizeof(float));
    return same;
}

static bool same_groups(const answer *a, const answer *b)
{
    bool same = true;

    for (uint32_t i = 0; i < RECORDS; i++)
        same = same && wn_linkage_first(a->linkage, i) == wn_linkage_first(b->linkage, i);
    return same;
}

static void answers(void)
{
    answer one = answer_of(1);

    ok(one.sum.clusters > RECORDS / 5 && one.count > one.sum.clusters,
       "people are found again, alone: %u of %d", (unsigned)one.sum.clusters,
       RECORDS / 4);
    for (size_t threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        answer many = answer_of(threads);
        wn_str x = wn_linkage_model(one.linkage), y = wn_linkage_model(many.linkage);
        ok(wn_str_equal(x, y), "%zu threads learn the same", threads);
        ok(same_pairs(&one, &many) &&
               !memcmp(&one.sum.expected_pairs, &many.sum.expected_pairs, sizeof(double)),
           "and weigh the same pairs, bit for bit");
        ok(same_groups(&one, &many), "and find the same groups");
        wn_linkage_free(many.linkage);
    }
    wn_linkage_free(one.linkage);
}

int main(void)
{
    parts();
    answers();
    return tap_end();
}
