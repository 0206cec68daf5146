/*
 * candidates.c - which pairs are worth comparing: those that share a value
 * that few others have.
 *
 * Blocking rules, each with the largest block it is used in. A value that
 * more records share is no evidence by itself (a switchboard, 张伟); it counts
 * again together with another one.
 */
#include "match.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    int first, second; /* slots; second -1: alone */
    size_t largest;
} rules[] = {
    {MATCH_TAX_ID, -1, 100},          {MATCH_EMAIL, -1, 60},
    {MATCH_PHONE, -1, 60},            {MATCH_DOMAIN, -1, 30},
    {MATCH_FULL, -1, 60},             {MATCH_COMPANY, -1, 40},
    {MATCH_PERSON, -1, 12},           {MATCH_PERSON, MATCH_LINK, 60},
    {MATCH_PERSON, MATCH_COMPANY, 60}, {MATCH_PERSON, MATCH_ADDRESS, 60},
};

typedef struct entry {
    uint64_t value;
    uint32_t record;
    uint32_t slot;
} entry;

static int by_value(const void *left, const void *right)
{
    const entry *a = left, *b = right;

    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

static void add_pair(match_pairs *pairs, uint32_t a, uint32_t b)
{
    if (a == b)
        return;
    pairs->items = wn_grow(pairs->items, pairs->count, &pairs->room, sizeof(*pairs->items));
    pairs->items[pairs->count++] = (match_pair){a < b ? a : b, a < b ? b : a, 0};
}

static void add_block(match_pairs *pairs, const entry *block, size_t size)
{
    for (size_t i = 0; i < size; i++)
        for (size_t k = i + 1; k < size; k++)
            add_pair(pairs, block[i].record, block[k].record);
}

/* Sort the values, walk the runs: count how often each occurs, and pair up
 * the runs that are short enough. */
static void walk(entry *entries, size_t count, size_t largest, bool counts,
                 uint32_t (*frequency)[MATCH_SLOTS], match_pairs *pairs)
{
    qsort(entries, count, sizeof(*entries), by_value);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && entries[to].value == entries[from].value; to++)
            ;
        for (size_t i = from; i < to && counts; i++)
            frequency[entries[i].record][entries[i].slot] = (uint32_t)(to - from);
        if (pairs && to - from > 1 && to - from <= largest)
            add_block(pairs, entries + from, to - from);
    }
}

static size_t collect(const match_features *features, size_t count, int first, int second,
                      entry *entries)
{
    size_t n = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t value = features[i].slot[first];
        if (second >= 0) {
            uint64_t other = features[i].slot[second];
            value = value && other ? (value ^ (other >> 1)) * 0x9e3779b97f4a7c15u | 1 : 0;
        }
        if (value)
            entries[n++] = (entry){value, i, (uint32_t)first};
        if (first == MATCH_PHONE && features[i].slot[MATCH_SECOND_PHONE])
            entries[n++] = (entry){features[i].slot[MATCH_SECOND_PHONE], i, MATCH_SECOND_PHONE};
    }
    return n;
}

static int by_records(const void *left, const void *right)
{
    const match_pair *a = left, *b = right;

    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return a->right < b->right ? -1 : a->right > b->right;
}

static void remove_repeats(match_pairs *pairs)
{
    size_t kept = 0;

    qsort(pairs->items, pairs->count, sizeof(*pairs->items), by_records);
    for (size_t i = 0; i < pairs->count; i++)
        if (kept == 0 || by_records(&pairs->items[kept - 1], &pairs->items[i]) != 0)
            pairs->items[kept++] = pairs->items[i];
    pairs->count = kept;
}

void match_candidates(const match_features *features, size_t count,
                      uint32_t (*frequency)[MATCH_SLOTS], match_pairs *pairs)
{
    entry *entries = wn_alloc(count * 2 + 1, sizeof(*entries));

    for (size_t r = 0; r < WN_COUNT(rules); r++) {
        size_t n = collect(features, count, rules[r].first, rules[r].second, entries);
        walk(entries, n, rules[r].largest, rules[r].second < 0, frequency, pairs);
    }
    /* kinds no rule blocks on alone still need their frequency */
    static const int others[] = {MATCH_ADDRESS, MATCH_LINK};
    for (size_t i = 0; i < WN_COUNT(others); i++)
        walk(entries, collect(features, count, others[i], -1, entries), 0, true, frequency, NULL);
    free(entries);
    remove_repeats(pairs);
}
