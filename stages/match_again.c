/*
 * match_again.c - an export that is the same as the last one is not matched again.
 *
 * The groups are those of the golden records, and the pairs are in the target: where the
 * rules, the decisions of people and all records are the same, comparing them would find
 * the same. "The same" is asked of a sum over the SHA-256 of all rows: their order does
 * not matter, but one more or less does.
 */
#include "match.h"

#include "core/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What a run matched, as the target keeps it. */
#define MATCHED "%" PRIu64 " %" PRIx64 " %" PRIx64 " %" PRIu64 " %d"

typedef struct again_state {
    uint64_t count, sum; /* records, and the sum of their hashes */
    uint64_t decisions;  /* the same of what people decided */
    uint64_t elsewhere;  /* see wn_match_outcome; in millionths */
    int doubtful;
} again_state;

void match_again_see(struct match *m, const wn_record *record, uint32_t i)
{
    const wn_fingerprint *print = &m->prints[i];
    wn_str sha = {(const char *)record->sha256, sizeof(record->sha256)};

    m->again.sum += wn_hash(sha, print->a ^ match_content(m, record)) + m->apart[i];
    for (size_t k = 0; k < m->compared_count; k++) /* the same link may lead elsewhere */
        if (m->entity->fields[m->compared[k]].target >= 0)
            m->again.sum +=
                wn_hash(record->cells[m->compared[k]].value, print->b ^ (k + 1));
}

/* A sum over what people decided, in any order. */
static uint64_t sum_decisions(const wn_decisions *all)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < all->count; i++) /* what is taken back is none */
        if (all->items[i].ruling != WN_RULING_UNDECIDED)
            sum += wn_fingerprint_numbers(all->items[i].left, all->items[i].right).a ^
                   (uint64_t)all->items[i].ruling;
    return sum;
}

static bool are_all_known(const struct match *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (!m->apart[i] && !m->golden[i])
            return false;
    return true;
}

static bool read_state(const wn_buf *text, again_state *out)
{
    *out = (again_state){0};
    return text->len > 0 &&
           sscanf(text->ptr, "%" SCNu64 " %" SCNx64 " %" SCNx64 " %" SCNu64 " %d",
                  &out->count, &out->sum, &out->decisions, &out->elsewhere,
                  &out->doubtful) == 5;
}

bool match_is_again(const struct match *m)
{
    const wn_context *context = m->stage.context;
    again_state before;

    return m->again.may &&
           read_state(&context->known->target->matched[m->entity->number], &before) &&
           before.count == m->count && before.sum == m->again.sum &&
           before.decisions == sum_decisions(context->known->decisions) &&
           !context->settings->check_pairs && are_all_known(m);
}

void match_again_keep(struct match *m)
{
    const wn_match_outcome *found = m->stage.may.match;
    int e = m->entity->number;
    wn_buf *out = &m->stage.may.xref->matched[e];

    out->len = 0;
    wn_buf_format(
        out, MATCHED, (uint64_t)m->count, m->again.sum,
        sum_decisions(m->stage.context->known->decisions),
        (uint64_t)(1e6 * (found->expected_elsewhere - m->again.elsewhere) + 0.5),
        (int)found->doubtful[e]);
}

/* ---- the pairs of the last run ------------------------------------------------------
 */

typedef struct again_taking {
    struct match *m;
    wn_map roots; /* golden id -> first record of its group */
    uint32_t *sizes;
} again_taking;

#define NOBODY UINT32_MAX

/* The first record of this golden record's group; NOBODY: none of it is read now. */
static uint32_t root_of(const again_taking *t, int64_t golden)
{
    const int64_t *root =
        wn_map_find(&t->roots, wn_fingerprint_numbers((uint64_t)golden, 0));

    return root ? (uint32_t)*root : NOBODY;
}

static uint32_t size_of(const again_taking *t, uint32_t root)
{
    return root == NOBODY ? 1 : t->sizes[root];
}

static wn_str kept(struct match *m, wn_str text)
{
    return wn_arena_str(&m->target_arena, text);
}

static void take_pair(void *data, const wn_known_pair *pair)
{
    again_taking *t = data;
    struct match *m = t->m;
    uint32_t x = root_of(t, pair->left), y = root_of(t, pair->right);

    m->again.pairs =
        wn_grow(m->again.pairs, m->again.count, &m->again.room, sizeof(*m->again.pairs));
    match_known *out = &m->again.pairs[m->again.count++];
    out->pair = *pair;
    out->pair.left_system = kept(m, pair->left_system);
    out->pair.left_key = kept(m, pair->left_key);
    out->pair.right_system = kept(m, pair->right_system);
    out->pair.right_key = kept(m, pair->right_key);
    out->pair.why = kept(m, pair->why);
    out->pair.id = kept(m, pair->id);
    out->gain = 0;
    if (pair->ruling || pair->left == pair->right)
        return;
    m->stage.may.match->review_pairs++;
    m->stage.may.match->expected_in_review += pair->probability;
    out->gain = pair->probability * size_of(t, x) * size_of(t, y);
    uint32_t later = y == NOBODY || (x != NOBODY && x > y) ? x : y;
    if (later != NOBODY)
        m->doubtful[later] = 1;
}

static int by_gain(const void *a, const void *b)
{
    const match_known *x = a, *y = b;

    return x->gain < y->gain ? 1 : x->gain > y->gain ? -1 : 0;
}

/* The record of this run with this key; NONE: none, it is a record of the target. */
static uint32_t record_of(const struct match *m, wn_str system, wn_str key)
{
    return match_with_key(m, wn_xref_fingerprint(system, m->entity->name, key));
}

static void want_sides(struct match *m, const wn_known_pair *pair)
{
    if (record_of(m, pair->left_system, pair->left_key) == NONE)
        match_shown_want(m, (uint64_t)pair->left);
    if (record_of(m, pair->right_system, pair->right_key) == NONE)
        match_shown_want(m, (uint64_t)pair->right);
}

wn_rc match_again_take(struct match *m)
{
    const wn_target_known *target = m->stage.context->known->target;
    int e = m->entity->number;
    again_taking t = {.m = m, .sizes = wn_alloc(m->count + 1, sizeof(*t.sizes))};
    again_state before;

    read_state(&target->matched[e], &before);
    m->stage.may.match->doubtful[e] = before.doubtful;
    m->stage.may.match->expected_elsewhere += (double)before.elsewhere / 1e6;
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t root = match_first(m, i);
        t.sizes[root]++;
        if (m->golden[root] && !m->apart[root])
            *wn_map_set(&t.roots, wn_fingerprint_numbers(m->golden[root], 0), NULL) =
                root;
    }
    wn_rc rc = target->each_pair(target->target, m->entity, take_pair, &t);
    for (size_t i = 0; i < m->again.count; i++)
        want_sides(m, &m->again.pairs[i].pair);
    if (rc >= 0)
        rc = match_shown_read(m);
    if (m->again.count > 0)
        qsort(m->again.pairs, m->again.count, sizeof(*m->again.pairs), by_gain);
    m->stage.may.xref->again[e] = true;
    wn_map_release(&t.roots);
    free(t.sizes);
    return rc;
}

static wn_side side_of(struct match *m, uint32_t number, wn_str system, wn_str key,
                       int64_t golden, wn_batch *batch)
{
    const wn_record *record =
        number == NONE
            ? NULL
            : match_spool_read(&m->spool, number, m->stage.context->plan, batch);

    return record ? match_side(m, number, record)
                  : (wn_side){.golden = (uint64_t)golden, .system = system, .key = key};
}

static void give_known(struct match *m, const wn_known_pair *p, wn_batch *batch)
{
    uint32_t x = record_of(m, p->left_system, p->left_key),
             y = record_of(m, p->right_system, p->right_key);
    wn_side left = side_of(m, x, p->left_system, p->left_key, p->left, batch),
            right = side_of(m, y, p->right_system, p->right_key, p->right, batch);
    wn_pair *out = match_new_pair(batch);

    batch->count = 0; /* their bytes stay in the batch's arena */
    *out = (wn_pair){.entity = m->entity,
                     .left = left,
                     .right = right,
                     .weight = p->weight,
                     .probability = p->probability,
                     .why = p->why,
                     .id = p->id,
                     .ruling = p->ruling,
                     .sure = p->left == p->right};
    match_shown_tell(m, out, x, y);
}

wn_rc match_again_give(struct match *m, wn_batch *batch)
{
    size_t n = m->again.count - m->again.given;

    n = n < batch->capacity ? n : batch->capacity;
    for (size_t i = 0; i < n; i++)
        give_known(m, &m->again.pairs[m->again.given++].pair, batch);
    return m->stage.context->err->rc < 0 ? m->stage.context->err->rc
           : n > 0                       ? WN_MORE
                                         : WN_OK;
}
