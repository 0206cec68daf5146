/*
 * match_pairs.c - which pairs of records are shown, in which order, and what is shown of
 * them.
 *
 * Shown are the pairs that hold a group together; of pairs between two groups the
 * doubtful ones, one for each two groups; and all pairs that people decided about.
 */
#include "match.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

uint64_t match_content(const struct match *m, const wn_record *record)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < m->compared_count; i++) {
        const wn_cell *cell = &record->cells[m->compared[i]];
        bool is_link = m->entity->fields[m->compared[i]].target >= 0;
        wn_str value = is_link ? wn_str_trim(cell->raw) : cell->value;
        if (!(is_link ? wn_cell_has_value(cell) : cell->state == WN_CELL_CLEAN) ||
            value.len == 0)
            continue;
        hash = wn_hash(value, hash + (uint64_t)m->compared[i] + 1);
        if (is_link) /* keys are of a system */
            hash = wn_hash(record->file->source->system, hash);
    }
    return hash;
}

/* ---- choosing --------------------------------------------------------------------- */

static wn_fingerprint print_of(uint32_t x, uint32_t y)
{
    return wn_fingerprint_numbers(x < y ? x : y, x < y ? y : x);
}

static void show(struct match *m, match_shown shown)
{
    m->pairs = wn_grow(m->pairs, m->pair_count, &m->pair_room, sizeof(*m->pairs));
    m->pairs[m->pair_count++] = shown;
}

/* By first record of a group: how many records it has. */
static uint32_t *group_sizes(struct match *m)
{
    size_t all = m->count + m->target_count;
    uint32_t *sizes = wn_alloc(all + 1, sizeof(*sizes));

    for (uint32_t i = 0; i < all; i++)
        sizes[match_first(m, i)]++;
    return sizes;
}

/* A pair of two groups that a person should look at. */
static void show_for_review(struct match *m, const wn_link_pair *pair, uint32_t x,
                            uint32_t y, double gain)
{
    uint32_t later = x < y ? y : x;

    show(m, (match_shown){.pair = *pair, .gain = gain});
    m->doubtful[later < m->count ? later : x < y ? x : y] = 1;
    m->stage.may.match->review_pairs++;
}

/* Below this probability pairs are not even counted as duplicates that may remain. */
#define LEAST_COUNTED 0.1

/* Doubtful pairs between two groups are for a person to decide; of each two groups only
 * the best pair is shown. What is less likely is counted: so many duplicates may remain.
 */
static void show_doubtful(struct match *m)
{
    size_t count;
    const wn_link_pair *pairs = wn_linkage_pairs(m->linkage, &count);
    wn_match_outcome *out = m->stage.may.match;
    uint32_t *sizes = group_sizes(m);
    wn_map seen = {0};

    for (size_t i = 0; i < count; i++) {
        double p = wn_link_probability((double)pairs[i].weight);
        uint32_t x = match_first(m, pairs[i].left), y = match_first(m, pairs[i].right);
        bool is_new, review = p >= m->entity->review_at;
        if (!review && p < LEAST_COUNTED)
            break; /* pairs are sorted, the most alike first */
        if (x == y || (x >= m->count && y >= m->count) || match_is_apart(m, x, y))
            continue;
        wn_map_set(&seen, print_of(x, y), &is_new);
        if (!is_new)
            continue;
        *(review ? &out->expected_in_review : &out->expected_elsewhere) += p;
        if (review)
            show_for_review(m, &pairs[i], x, y, p * sizes[x] * sizes[y]);
    }
    wn_map_release(&seen);
    free(sizes);
}

/* First those that need another answer. Then the pairs whose answer puts the most
 * together: the probability that it is "same", times the pairs of records that this makes
 * one. */
static int by_gain(const void *a, const void *b)
{
    const match_shown *x = a, *y = b;

    if (x->gain < y->gain || x->gain > y->gain)
        return x->gain > y->gain ? -1 : 1;
    if (x->pair.left != y->pair.left)
        return x->pair.left < y->pair.left ? -1 : 1;
    return x->pair.right < y->pair.right ? -1 : x->pair.right > y->pair.right;
}

static void show_ruled(struct match *m)
{
    wn_map ruled = {0};

    for (size_t i = 0; i < m->rulings.pair_count; i++) {
        const wn_ruled *r = &m->rulings.pairs[i];
        show(m, (match_shown){.pair = wn_linkage_compare(m->linkage, r->left, r->right),
                              .ruling = r->ruling,
                              .is_contrary = r->is_contrary,
                              .gain = r->is_contrary ? HUGE_VAL : 0});
        wn_map_set(&ruled, print_of(r->left, r->right), NULL);
    }
    for (size_t i = 0; i < m->count + m->target_count && ruled.count > 0; i++)
        if (m->links[i] &&
            wn_map_find(&ruled, print_of(m->links[i]->left, m->links[i]->right)))
            m->links[i] = NULL; /* shown already */
    wn_map_release(&ruled);
}

/* Note which target records are shown. */
static void want_targets(struct match *m)
{
    for (size_t i = 0; i < m->pair_count; i++) {
        const wn_link_pair *pair = &m->pairs[i].pair;
        if (pair->left >= m->count)
            match_shown_want(m, m->golden[pair->left]);
        if (pair->right >= m->count)
            match_shown_want(m, m->golden[pair->right]);
    }
}

wn_rc match_choose_pairs(struct match *m)
{
    m->links = wn_linkage_links(m->linkage);
    show_doubtful(m);
    show_ruled(m);
    if (m->pair_count > 0)
        qsort(m->pairs, m->pair_count, sizeof(*m->pairs), by_gain);
    want_targets(m);
    return match_shown_read(m);
}

/* ---- giving ----------------------------------------------------------------------- */

/* Return a new pair of the batch. Pairs lie in the batch's arena; their room doubles. */
wn_pair *match_new_pair(wn_batch *batch)
{
    size_t n = batch->pair_count;

    if ((n & (n - 1)) == 0) {
        wn_pair *pairs = wn_arena_alloc(&batch->arena, (n ? 2 * n : 1) * sizeof(*pairs));
        for (size_t i = 0; i < n; i++)
            pairs[i] = batch->pairs[i];
        batch->pairs = pairs;
    }
    batch->pairs[n] = (wn_pair){0};
    return &batch->pairs[batch->pair_count++];
}

/* Return a side of a pair. `record`: the record of this run, or NULL for a target
 * record. */
wn_side match_side(struct match *m, uint32_t number, const wn_record *record)
{
    wn_side side = {.golden = m->golden[match_first(m, number)]};

    if (record) {
        side.system = record->file->source->system;
        side.key = record->key;
        side.path = record->file->name;
        side.line = record->line;
        side.line_is_record = wn_line_mark(m->stage.context, record->file) == '#';
        side.cells = record->cells;
    } else {
        side.system = m->targets[number - m->count].system;
        side.key = m->targets[number - m->count].key;
    }
    return side;
}

static uint64_t content_of(const struct match *m, uint32_t number,
                           const wn_record *record)
{
    return record ? match_content(m, record) : m->targets[number - m->count].content;
}

static void give(struct match *m, const wn_link_pair *pair, const wn_record *left,
                 const wn_record *right, wn_batch *batch)
{
    char id[WN_PAIR_ID + 1];
    wn_buf why = {0};
    wn_pair *out = match_new_pair(batch);

    wn_linkage_explain(m->linkage, pair, &why);
    wn_pair_id(content_of(m, pair->left, left), content_of(m, pair->right, right), id);
    *out = (wn_pair){.entity = m->entity,
                     .left = match_side(m, pair->left, left),
                     .right = match_side(m, pair->right, right),
                     .weight = (double)pair->weight,
                     .probability = wn_link_probability((double)pair->weight),
                     .why = wn_arena_str(&batch->arena, wn_buf_str(&why)),
                     .id = wn_arena_str(&batch->arena, wn_str_of(id))};
    out->sure = out->left.golden == out->right.golden;
    match_shown_tell(m, out, pair->left, pair->right);
    wn_buf_release(&why);
}

/* Return the record with this number among those of the group (numbers rise); NULL: a
 * target record. */
static const wn_record *member(const wn_batch *batch, size_t from,
                               const uint32_t *numbers, uint32_t record)
{
    size_t low = 0, high = batch->count - from;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numbers[middle] < record)
            low = middle + 1;
        else
            high = middle;
    }
    return low < batch->count - from && numbers[low] == record
               ? &batch->records[from + low]
               : NULL;
}

static void give_link(struct match *m, const wn_link_pair *link, wn_batch *batch,
                      size_t from, const uint32_t *numbers)
{
    const wn_record *left = member(batch, from, numbers, link->left),
                    *right = member(batch, from, numbers, link->right);

    if ((left || link->left >= m->count) && (right || link->right >= m->count))
        give(m, link, left, right, batch);
}

void match_give_links(struct match *m, wn_batch *batch, size_t from,
                      const uint32_t *numbers)
{
    uint32_t target = m->target_of ? m->target_of[numbers[0]] : 0;

    for (size_t i = from; m->links && i < batch->count; i++)
        if (m->links[numbers[i - from]])
            give_link(m, m->links[numbers[i - from]], batch, from, numbers);
    if (target && m->links && m->links[m->count + target - 1])
        give_link(m, m->links[m->count + target - 1], batch, from, numbers);
}

/* Read a record again: it passes through the batch, and its bytes stay in the batch's
 * arena. `out` stays empty for a target record. False: it cannot be read. */
static bool read_back(struct match *m, uint32_t number, wn_batch *batch, wn_record *out)
{
    if (number >= m->count)
        return true;
    const wn_record *read =
        match_spool_read(&m->spool, number, m->stage.context->plan, batch);
    *out = read ? *read : (wn_record){0};
    return read != NULL;
}

static void give_shown(struct match *m, const match_shown *shown, wn_batch *batch)
{
    wn_record left = {0}, right = {0};

    if (!read_back(m, shown->pair.left, batch, &left) ||
        !read_back(m, shown->pair.right, batch, &right))
        return;
    give(m, &shown->pair, left.file ? &left : NULL, right.file ? &right : NULL, batch);
    wn_pair *pair = &batch->pairs[batch->pair_count - 1];
    pair->ruling = shown->ruling;
    pair->apart = shown->is_contrary && !pair->sure ? WN_APART_CONTRARY : pair->apart;
    batch->count = 0;
}

wn_rc match_give_pairs(struct match *m, wn_batch *batch)
{
    size_t left = m->pair_count - m->pairs_given,
           n = left < batch->capacity ? left : batch->capacity;

    if (n == 0)
        return WN_OK;
    for (size_t i = 0; i < n; i++)
        give_shown(m, &m->pairs[m->pairs_given++], batch);
    return m->stage.context->err->rc < 0 ? m->stage.context->err->rc : WN_MORE;
}
