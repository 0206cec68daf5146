/* test_cluster.c - makes groups from pairs. If these fail, one false pair joins two
 * families, or the groups are different when a file is sorted. */
#include "linkage/cluster.h"
#include "linkage_table.h"

#include "tap.h"

#include <string.h>

static link_table table;
static link_model model;

static wn_link_pair pair_of(uint32_t left, uint32_t right)
{
    wn_link_pair p = {.left = left, .right = right};
    int8_t levels[WN_LINK_COLUMNS];

    link_levels_of(&model, &table, left, right, levels);
    p.pattern = link_pack(&table, levels);
    p.weight = (float)link_pair_weight(&model, &table, left, right, levels);
    return p;
}

static int by_weight(const void *a, const void *b)
{
    const wn_link_pair *x = a, *y = b;

    return x->weight < y->weight ? 1 : x->weight > y->weight ? -1 : 0;
}

/* Make groups from all pairs of the first `count` records; first[i]: the first record of
 * i's group. */
static void group(link_clustering c, size_t count, uint32_t *first)
{
    wn_link_pair pairs[TABLE_RECORDS * TABLE_RECORDS];
    size_t n = 0;
    link_groups g;

    c.model = &model;
    c.table = &table;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++)
            if (!c.across || table.origin[a] != table.origin[b])
                pairs[n++] = pair_of(a, b);
    qsort(pairs, n, sizeof(*pairs), by_weight);
    link_groups_open(&g, count, NULL);
    link_cluster(&c, &g, pairs, n);
    for (uint32_t r = 0; r < count; r++)
        first[r] = link_root(&g, r);
    link_groups_release(&g);
}

static void make(table_rows rows)
{
    link_table_release(&table);
    table_make(&table, rows);
    table_model(&model, 0.99, 0.02, 0.05); /* equal: at most +6.6, different: -6.6 */
}

/* 0 and 1 share a value, 1 and 2 another; 0 and 2 differ in one. */
static void chain(void)
{
    uint32_t first[TABLE_RECORDS];

    make((table_rows){{1, 1, 0}, {1, 0, 1}, {0, 2, 1}});
    group((link_clustering){0}, 3, first);
    ok(first[0] == 0 && first[1] == 0 && first[2] == 2,
       "who is like one of a group, and unlike another, stays out: %u %u %u", first[0],
       first[1], first[2]);
    make((table_rows){{1, 1, 0}, {1, 0, 1}, {0, 1, 1}});
    group((link_clustering){0}, 3, first);
    ok(first[1] == 0 && first[2] == 0, "who is like both belongs to them");
}

/* Two groups of two, and a pair that would join them. */
static void bridge(void)
{
    uint32_t first[TABLE_RECORDS];

    make((table_rows){{1, 1, 0}, {1, 1, 3}, {2, 2, 3}, {2, 2, 0}});
    group((link_clustering){0}, 4, first);
    ok(first[1] == 0 && first[2] == 2 && first[3] == 2,
       "one bridge does not make two groups one");
}

static bool never_with_two(void *data, uint32_t x, uint32_t y)
{
    ++*(int *)data;
    return x != 2 && y != 2;
}

static void asked(void)
{
    uint32_t first[TABLE_RECORDS];
    int times = 0;

    make((table_rows){{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    group((link_clustering){.may = never_with_two, .data = &times}, 4, first);
    ok(first[1] == 0 && first[2] == 2 && first[3] == 0 && times > 0,
       "what must not be joined is not, whatever its weight");
}

/* Three records joined by a key, and a fourth that is like two of them. */
static void clipped(void)
{
    wn_link_pair pair;
    link_groups g;

    make((table_rows){{1, 1, 0}, {1, 1, 0}, {2, 2, 2}, {1, 1, 1}});
    for (uint16_t r = 0; r < 4; r++)
        table.origin[r] = r;
    link_groups_open(&g, 4, NULL);
    link_join(&g, 0, 1);
    link_join(&g, 0, 2);
    pair = pair_of(0, 3);
    ok((double)pair_of(2, 3).weight < -2 * (double)pair.weight,
       "one is more unlike it than two are like it");
    link_cluster(&(link_clustering){.model = &model, .table = &table, .across = true}, &g,
                 &pair, 1);
    ok(link_root(&g, 3) == 0, "but one pair alone does not decide");
    link_groups_release(&g);
}

static void sources(void)
{
    uint32_t first[TABLE_RECORDS];

    make((table_rows){{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    table.origin[0] = table.origin[1] = 1;
    group((link_clustering){.across = true}, 3, first);
    ok(!(first[0] == first[1] && first[1] == first[2]),
       "two records of one source are not made one by a third of another source");
}

static void threshold(void)
{
    uint32_t first[TABLE_RECORDS];

    make((table_rows){{1, 1, 1}, {1, 1, 1}});
    double weight = (double)pair_of(0, 1).weight;
    group((link_clustering){.shift = weight - 0.1}, 2, first);
    ok(first[1] == 0, "a pair above the threshold is joined");
    group((link_clustering){.shift = weight + 0.1}, 2, first);
    ok(first[1] == 1, "one below it is not");
    /* 0 is surely both, 1 and 2 share too little to tell: that is nothing against */
    make((table_rows){{1, 1, 1}, {1, 1, 0}, {1, 0, 1}});
    double each = (double)pair_of(0, 1).weight, least = (double)pair_of(1, 2).weight;
    group((link_clustering){.shift = each - 1}, 3, first);
    ok(least > 0 && least < each - 1 && first[1] == 0 && first[2] == 0,
       "the threshold is asked of two groups, not of each of their pairs");
}

static uint64_t seed = 88172645463325252u;

/* The same records in another order give the same groups, under other numbers. */
static void reordered(void)
{
    table_rows rows, moved;
    uint32_t first[TABLE_RECORDS], other[TABLE_RECORDS], place[TABLE_RECORDS];
    int wrong = 0, joined = 0, compared = 0;

    for (int n = 0; n < 200; n++) {
        for (uint32_t r = 0; r < TABLE_RECORDS; r++) {
            uint32_t at = (uint32_t)(link_random(&seed) % (r + 1));
            place[r] = place[at];
            place[at] = r;
            for (int c = 0; c < TABLE_COLUMNS; c++) /* four people, some values missing */
                rows[r][c] = link_random(&seed) % 5 ? (int)(r % 4) + 1 + 4 * c : 0;
        }
        for (uint32_t r = 0; r < TABLE_RECORDS; r++)
            memcpy(moved[place[r]], rows[r], sizeof(rows[r]));
        make(rows);
        group((link_clustering){0}, TABLE_RECORDS, first);
        make(moved);
        group((link_clustering){0}, TABLE_RECORDS, other);
        for (uint32_t a = 0; a < TABLE_RECORDS; a++)
            for (uint32_t b = a + 1; b < TABLE_RECORDS; b++) {
                bool one = first[a] == first[b];
                wrong += one != (other[place[a]] == other[place[b]]);
                joined += one;
                compared++;
            }
    }
    ok(wrong == 0 && joined > 1000 && joined < compared / 2,
       "the order of records does not matter (%d of %d pairs joined)", joined, compared);
}

static void groups(void)
{
    link_groups g;
    size_t members = 0;

    link_groups_open(&g, 10, NULL);
    link_join(&g, 7, 3);
    link_join(&g, 9, 7);
    link_join(&g, 3, 9);
    for (uint32_t r = 3; r != UINT32_MAX; r = g.next[r])
        members++;
    ok(link_root(&g, 9) == 3 && link_root(&g, 3) == 3 && link_root(&g, 5) == 5,
       "a group is named by its first record");
    ok(g.size[3] == 3 && members == 3 && g.size[5] == 1,
       "it has each of its members once");
    link_groups_release(&g);
}

int main(void)
{
    groups();
    chain();
    bridge();
    asked();
    clipped();
    sources();
    threshold();
    reordered();
    link_table_release(&table);
    return tap_end();
}
