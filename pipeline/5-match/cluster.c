/* cluster.c - never connected components: one false pair would chain whole families. */
#include "cluster.h"

#include "winnow/hash.h"

#include <math.h>
#include <stdlib.h>

#define CLIP 12.0
#define MOST 60 /* members of a group that are asked; copies of others are not */
#define PASSES 2

void match_groups_open(match_groups *g, size_t records)
{
    g->count = records;
    g->parent = wn_realloc(NULL, records + 1, sizeof(*g->parent));
    g->next = wn_realloc(NULL, records + 1, sizeof(*g->next));
    g->last = wn_realloc(NULL, records + 1, sizeof(*g->last));
    g->size = wn_realloc(NULL, records + 1, sizeof(*g->size));
    for (uint32_t i = 0; i < records; i++) {
        g->parent[i] = g->last[i] = i;
        g->next[i] = UINT32_MAX;
        g->size[i] = 1;
    }
}

void match_groups_release(match_groups *g)
{
    free(g->parent);
    free(g->next);
    free(g->last);
    free(g->size);
    *g = (match_groups){0};
}

uint32_t match_root(match_groups *g, uint32_t i)
{
    while (g->parent[i] != i) {
        g->parent[i] = g->parent[g->parent[i]];
        i = g->parent[i];
    }
    return i;
}

void match_join(match_groups *g, uint32_t a, uint32_t b)
{
    uint32_t x = match_root(g, a), y = match_root(g, b);
    uint32_t low = x < y ? x : y, high = x < y ? y : x;

    if (x == y)
        return;
    g->parent[high] = low;
    g->next[g->last[low]] = high;
    g->last[low] = g->last[high];
    g->size[low] += g->size[high];
}

static double between(const match_clustering *c, const match_groups *g, uint32_t x,
                      uint32_t y)
{
    const uint32_t *copies = c->table->copy_of;
    double sum = 0;
    int left = 0;

    for (uint32_t a = x; a != UINT32_MAX && left < MOST; a = g->next[a]) {
        int right = 0;
        if (copies && copies[a] != UINT32_MAX)
            continue;
        left++;
        for (uint32_t b = y; b != UINT32_MAX && right < MOST; b = g->next[b]) {
            int8_t levels[WN_LINK_COLUMNS];
            double w = -CLIP;
            if (copies && copies[b] != UINT32_MAX)
                continue;
            right++;
            if (!c->across || c->table->origin[a] != c->table->origin[b]) {
                match_levels_of(c->model, c->table, a, b, levels);
                w = match_weight(c->model, c->table, a, b, levels) - c->shift;
            }
            sum += fmax(fmin(w, CLIP), -CLIP);
        }
    }
    return sum;
}

void match_cluster(const match_clustering *c, match_groups *g, const wn_link_pair *pairs,
                   size_t count)
{
    wn_map refused = {0}; /* two roots -> their sizes when they were told apart */

    for (int pass = 0; pass < PASSES; pass++)
        for (size_t i = 0; i < count && (double)pairs[i].weight - c->shift >= -2; i++) {
            uint32_t x = match_root(g, pairs[i].left), y = match_root(g, pairs[i].right);
            bool single = g->size[x] == 1 && g->size[y] == 1;
            wn_print key = {x < y ? x : y, (x < y ? y : x) * 0x9E3779B97F4A7C15u};
            int64_t sizes = (int64_t)g->size[x] + g->size[y];
            if (x == y)
                continue;
            const int64_t *known = single ? NULL : wn_map_find(&refused, key);
            if (known && *known == sizes)
                continue;
            double w = single ? (double)pairs[i].weight - c->shift : between(c, g, x, y);
            if (w > 0 && (!c->may || c->may(c->data, x, y)))
                match_join(g, x, y);
            else if (!single)
                *wn_map_set(&refused, key, NULL) = sizes;
        }
    wn_map_release(&refused);
}
