/*
 * find_duplicates.c - which rows of a list are the same person?
 *
 *     find_duplicates < people.csv
 *
 * reads rows of plain cells (commas, no quotes; the first row has the names), and prints
 * each group of rows with what speaks for it. Nothing is configured: the library learns
 * from the rows themselves what tells them apart.
 */
#include <winnow/arena.h>
#include <winnow/linkage.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct list {
    wn_arena arena; /* of the lines */
    wn_str *rows;
    size_t count, room;
} list;

/* The cells of a line, the last ones "". How many there are. */
static size_t split(wn_str line, wn_str cells[WN_LINK_COLUMNS])
{
    size_t count = 0;

    for (size_t i = 0; i < WN_LINK_COLUMNS; i++) {
        count += line.len > 0;
        cells[i] = wn_str_trim(wn_str_cut(&line, WN_STR(",")));
    }
    return count;
}

static void read_rows(list *l, wn_linkage **linkage)
{
    wn_str cells[WN_LINK_COLUMNS];
    char *line = NULL;
    size_t room = 0;

    for (ssize_t len; (len = getline(&line, &room, stdin)) >= 0;) {
        wn_str row = wn_str_trim((wn_str){line, (size_t)len});
        size_t count = split(row, cells);
        if (!*linkage) {
            *linkage = wn_linkage_new(cells, NULL, count);
            continue;
        }
        wn_linkage_add(*linkage, cells, 0); /* its values are copied */
        if (l->count == l->room) {
            l->room = l->room ? 2 * l->room : 64;
            l->rows = realloc(l->rows, l->room * sizeof(*l->rows));
            if (!l->rows)
                abort();
        }
        l->rows[l->count++] = wn_arena_str(&l->arena, row);
    }
    free(line);
}

/* A row, and the pair that put it and others together: how likely the two are the same,
 * and what speaks for that, in bits. Copies of a row have none. */
static void print_row(const list *l, wn_linkage *linkage, size_t i,
                      const wn_link_pair *pair)
{
    wn_buf why = {0};

    printf("row %zu: %.*s\n", i + 1, WN_FMT(l->rows[i]));
    if (!pair)
        return;
    wn_linkage_explain(linkage, pair, &why);
    printf("    rows %u and %u, %.1f %%: %s\n", pair->left + 1, pair->right + 1,
           100 * wn_link_probability(pair->weight), why.ptr);
    wn_buf_release(&why);
}

static void print_groups(const list *l, wn_linkage *linkage)
{
    const wn_link_pair **links = wn_linkage_links(linkage);
    size_t *next = calloc(l->count + 1, sizeof(*next)); /* row of the group, or 0 */
    size_t *last = calloc(l->count + 1, sizeof(*last)); /* row so far, by the first */

    for (size_t i = 0; next && last && i < l->count; i++) {
        size_t first = wn_linkage_first(linkage, (uint32_t)i);
        if (first != i)
            next[last[first] ? last[first] : first] = i;
        last[first] = i;
    }
    for (size_t i = 0; next && i < l->count; i++) {
        if (!next[i] || wn_linkage_first(linkage, (uint32_t)i) != i)
            continue;
        print_row(l, linkage, i, links[i]);
        for (size_t row = next[i]; row; row = next[row])
            print_row(l, linkage, row, links[row]);
        putchar('\n');
    }
    free(next);
    free(last);
    free(links);
}

int main(void)
{
    list l = {0};
    wn_linkage *linkage = NULL;
    wn_link_summary found;

    read_rows(&l, &linkage);
    if (!linkage)
        return 2;
    wn_linkage_weigh(linkage, &(wn_link_settings){.merge_at = 0.9});
    wn_linkage_cluster(linkage, NULL, NULL);
    print_groups(&l, linkage);
    wn_linkage_sum(linkage, &found);
    printf("%zu rows, %zu groups, %zu rows too many\n", (size_t)found.records,
           (size_t)found.clusters, (size_t)found.surplus);
    wn_linkage_free(linkage);
    wn_arena_release(&l.arena);
    free(l.rows);
    return 0;
}
