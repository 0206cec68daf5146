/* test_blocking.c - which pairs are compared at all. If these fail, duplicates are never
 * compared, or a large file takes hours. */
#include "core/memory.h"
#include "linkage/candidates.h"
#include "winnow/linkage.h"

#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS 1200

static const char *const family[] = {"smith", "jones",  "taylor", "brown",  "wilson",
                                     "evans", "walker", "wright", "hughes", "green"};
static const char *const given[] = {"john",  "mary",  "peter", "susan", "henry",
                                    "alice", "frank", "laura", "simon", "wendy"};
static const char *const towns[] = {"York", "Bath", "Leeds"};

/* Fill a table with people: each has a number of its own, and one of nine given names,
 * nine family names, three towns and 120 birthdays. Each of these is frequent, and so is
 * each pair of names; only rows 20 and 1100 have rare names. */
static void fill(link_table *t)
{
    const wn_str names[] = {WN_STR("First name"), WN_STR("Last name"),
                            WN_STR("Mobile"),     WN_STR("City"),
                            WN_STR("Street"),     WN_STR("Birthday")};
    char number[32], street[64], birthday[32];

    link_table_init(t, names, NULL, WN_COUNT(names));
    for (int i = 0; i < RECORDS; i++) {
        snprintf(number, sizeof(number), "%011lld",
                 13000000000 + i * 7919LL % 100000 * 9973);
        snprintf(street, sizeof(street), "%d %c%c road", i * 37 % 900, 'a' + i % 26,
                 'a' + i / 26 % 26);
        snprintf(birthday, sizeof(birthday), "19%02d-%02d-%02d", 30 + i * 11 % 120 / 2,
                 1 + i * 11 % 120 % 12, 1 + i * 11 % 120 % 28);
        wn_str values[] = {wn_str_of(given[i * 7 % 9]), wn_str_of(family[i / 9 % 9]),
                           wn_str_of(number),           wn_str_of(towns[i % 3]),
                           wn_str_of(street),           wn_str_of(birthday)};
        if (i == 1000) { /* the number of row 10, all else is different */
            snprintf(number, sizeof(number), "%011lld", 13000000000 + 10 * 7919LL * 9973);
            values[2] = wn_str_of(number);
        }
        if (i == 20 || i == 1100) { /* the only two with this name */
            values[0] = wn_str_of(given[9]);
            values[1] = wn_str_of(family[9]);
        }
        link_table_add(t, values, (uint16_t)(i == 1000));
    }
    link_table_prepare(t, false);
}

static bool share(const link_table *t, uint32_t a, uint32_t b, size_t column)
{
    return link_value_id(t, t->number[a], column) ==
           link_value_id(t, t->number[b], column);
}

/* Pairs as they came, by record and not by row. */
typedef struct visits {
    const link_table *table;
    uint32_t left[200000], right[200000];
    size_t count, most;
    bool out_of_order;
} visits;

static bool visit(void *data, uint32_t left, uint32_t right, int bin)
{
    visits *v = data;

    v->out_of_order = v->out_of_order || left >= right || bin < 0 || bin >= LINK_BINS;
    uint32_t a = v->table->record[left], b = v->table->record[right];
    v->left[v->count] = a < b ? a : b;
    v->right[v->count++] = a < b ? b : a;
    return v->count < v->most;
}

static size_t times(const visits *v, uint32_t left, uint32_t right)
{
    size_t n = 0;

    for (size_t i = 0; i < v->count; i++)
        n += v->left[i] == left && v->right[i] == right;
    return n;
}

static void look(const link_table *t, link_candidates c, size_t most, visits *v)
{
    link_blocking blocking;

    link_blocking_open(&blocking, t);
    c.table = v->table = t;
    c.blocking = &blocking;
    c.step = 1;
    v->count = 0;
    v->most = most;
    v->out_of_order = false;
    link_candidates_visit(&c, visit, v);
    link_blocking_release(&blocking);
}

static void found(const link_table *t, visits *v)
{
    size_t town_only = 0;

    look(t, (link_candidates){.least = 0}, WN_COUNT(v->left), v);
    ok(times(v, 10, 1000) > 0, "who share a number that is theirs alone are compared");
    ok(times(v, 20, 1100) > 0, "and who share two frequent names that few have together");
    ok(times(v, 50, 410) > 0 && share(t, 50, 410, t->shown[0]) && !share(t, 50, 410, t->shown[1]),
       "and who share a frequent name and a frequent birthday");
    for (size_t i = 0; i < v->count; i++) {
        bool other = false;
        for (size_t c = 0; c < t->column_count; c++)
            other = other || (t->columns[c].type != WN_LINK_CATEGORY &&
                              share(t, v->left[i], v->right[i], c));
        town_only += !other;
    }
    ok(v->count < RECORDS * (RECORDS - 1) / 2 / 4, "most pairs are not: %zu are",
       v->count);
    ok(!v->out_of_order, "left before right, in a bin there is");
    ok(town_only < 10, "a town alone is no reason to compare two: %zu pairs", town_only);
    size_t all = v->count;
    look(t, (link_candidates){.least = 8}, WN_COUNT(v->left), v);
    ok(v->count < all && times(v, 10, 1000) > 0,
       "asked for more bits, fewer pairs: %zu of %zu", v->count, all);
    look(t, (link_candidates){.least = 0, .across = true}, WN_COUNT(v->left), v);
    size_t wrong = 0;
    for (size_t i = 0; i < v->count; i++)
        wrong += t->origin[t->number[v->left[i]]] == t->origin[t->number[v->right[i]]];
    ok(v->count > 0 && wrong == 0 && times(v, 10, 1000) > 0,
       "across sources, no pair of one source");
    look(t, (link_candidates){.least = 0}, 50, v);
    ok(v->count == 50, "and no more than are wanted");
}

/* Keys that tell most have small blocks, and each block has the size that it says. */
static void sizes(const link_table *t)
{
    link_blocking b;
    size_t wrong = 0, rare = 0;

    link_blocking_open(&b, t);
    for (size_t k = 0; k < b.key_count; k++) {
        uint32_t *seen = wn_alloc((size_t)b.keys[k].block_count + 1, sizeof(*seen));
        for (uint32_t r = 0; r < RECORDS; r++)
            seen[link_block_of(&b, t, k, r)]++;
        for (uint32_t i = 1; i <= b.keys[k].block_count; i++)
            wrong += seen[i] != link_block_size(&b, k, i);
        for (uint32_t r = 0; r < RECORDS; r++) {
            uint32_t size = link_block_size(&b, k, link_block_of(&b, t, k, r));
            bool small = size >= 2 && size <= b.small_size;
            wrong += (b.small[r] >> k & 1) != small;
            wrong += (*link_filled_keys(&b, r) >> k & 1) != (size >= 2);
            rare += small;
        }
        free(seen);
    }
    ok(wrong == 0 && rare > 0, "blocks have the records they are said to have");
    /* the number that row 10 shares counts once: keys of parts of it add nothing */
    uint64_t one = 0, all = 0;
    uint32_t ten = t->number[10];
    for (size_t k = 0; k < b.key_count; k++)
        if (b.keys[k].column >= 0 &&
            t->columns[b.keys[k].column].type == WN_LINK_DIGITS &&
            *link_filled_keys(&b, ten) >> k & 1) {
            one = one ? one : 1ull << k;
            all |= 1ull << k;
        }
    ok(all != one && link_shared_bits(&b, t, ten, all) == link_shared_bits(&b, t, ten, one),
       "parts of what is shared as a whole do not count");
    ok(fabs(link_shared_bits(&b, t, ten, one) - log2(RECORDS / 2.0)) < 0.26,
       "a number that two of %d have tells %.2f bits", RECORDS,
       link_shared_bits(&b, t, ten, one));
    link_blocking_release(&b);
}

/* Through the public header: the memory budget is kept, and less memory is a smaller
 * budget. */
static void budget(void)
{
    const wn_str names[] = {WN_STR("name"), WN_STR("mobile")};
    wn_link_summary sum[2];

    for (int k = 0; k < 2; k++) {
        wn_linkage *l = wn_linkage_new(names, NULL, 2);
        char name[32], number[32];
        for (int i = 0; i < 3000; i++) { /* blocks of six */
            snprintf(name, sizeof(name), "%s %s%c%c", given[i % 10], family[i / 10 % 10],
                     'a' + i / 6 % 26, 'a' + i / 156 % 26);
            snprintf(number, sizeof(number), "1390000%04d", i / 6);
            wn_linkage_add(l, (wn_str[]){wn_str_of(name), wn_str_of(number)}, 0);
        }
        wn_linkage_weigh(l, &(wn_link_settings){.memory = k ? 1 : 1ull << 30});
        wn_linkage_sum(l, &sum[k]);
        wn_linkage_free(l);
    }
    ok(sum[0].budget == 40 * 3000 && sum[0].candidates > sum[1].candidates,
       "forty pairs a record may be compared (%d are)", (int)sum[0].candidates);
    ok(sum[1].budget == 1000 && sum[1].candidates <= sum[1].budget,
       "with no memory, a thousand (%d are)", (int)sum[1].candidates);
}

int main(void)
{
    static visits v;
    link_table t;

    fill(&t);
    found(&t, &v);
    sizes(&t);
    budget();
    link_table_release(&t);
    return tap_end();
}
