/*
 * match_known.c - what is known before records are compared: what people decided, and
 * what an earlier run put together.
 *
 * Where a decision is taken back, the records of its group are judged anew, as if they
 * were new; those that the machine finds the same are put together again.
 */
#include "match.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* Is it the id of a target record? It stays, because its records are not read now and stay
 * there. */
static bool is_of_target(const struct match *m, uint64_t golden)
{
    return m->target_count > 0 && golden &&
           !wn_map_find(&m->living, wn_fingerprint_numbers(golden, 0));
}

/* Before two groups become one: their roots share what they know of their groups. */
static void share(struct match *m, uint32_t low, uint32_t high)
{
    if (!m->golden[low] || is_of_target(m, m->golden[high]))
        m->golden[low] = m->golden[high];
    if (m->ruled)
        m->ruled[low] |= m->ruled[high];
    match_kin_share(m, low, high);
    match_marks_share(m, low, high);
    for (size_t n = 0; n < m->never_count; n++)
        if (!m->differs[low * m->never_count + n])
            m->differs[low * m->never_count + n] = m->differs[high * m->never_count + n];
}

void match_join(struct match *m, uint32_t a, uint32_t b)
{
    uint32_t x = match_first(m, a), y = match_first(m, b);

    if (x == y)
        return;
    uint32_t low = x < y ? x : y, high = x < y ? y : x;
    m->first[high] = low;
    share(m, low, high);
}

/* A record, and the golden record that an earlier run put it into. */
typedef struct known {
    uint64_t golden;
    uint32_t record;
} known;

static int by_golden(const void *left, const void *right)
{
    const known *a = left, *b = right;

    if (a->golden != b->golden)
        return a->golden < b->golden ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

/* Note which decisions are taken back here; which groups are judged anew, because one was
 * "same" for two of their records. */
static void note_opened(struct match *m, wn_map *loose)
{
    wn_match_outcome *out = m->stage.may.match;

    for (size_t i = 0; i < m->rulings.opened_count; i++) {
        const wn_ruled *r = &m->rulings.opened[i];
        uint64_t golden = m->golden[match_first(m, r->left)];
        if (!out->taken)
            out->taken = wn_alloc(m->rulings.all->count, sizeof(*out->taken));
        out->taken_back += !out->taken[r->decision];
        out->taken[r->decision] = true;
        if (golden && m->golden[match_first(m, r->right)] == golden)
            *wn_map_set(loose, wn_fingerprint_numbers(golden, 0), NULL) = 1;
    }
}

/* Join what people decided to be the same, however different the records are. */
static void join_ruled(struct match *m)
{
    wn_match_outcome *out = m->stage.may.match;

    out->met += m->rulings.met;
    out->contrary += m->rulings.contrary;
    if (m->rulings.contrary && !*out->contrary_id)
        memcpy(out->contrary_id, m->rulings.contrary_id, sizeof(out->contrary_id));
    for (size_t i = 0; i < m->rulings.pair_count; i++) {
        const wn_ruled *r = &m->rulings.pairs[i];
        m->ruled[match_first(m, r->left)] = m->ruled[match_first(m, r->right)] = 1;
        if (r->ruling != WN_RULING_SAME || r->is_contrary)
            continue;
        uint32_t x = match_first(m, r->left), y = match_first(m, r->right);
        if (x != y && is_of_target(m, m->golden[x]) && is_of_target(m, m->golden[y]))
            out->out_of_reach++;
        else
            match_join(m, x, y);
    }
}

/* Join what an earlier run put together, unless people decided otherwise since, or took
 * back a decision: then the first part keeps the golden record. */
static void join_earlier(struct match *m, const known *all, size_t count,
                         const wn_map *loose)
{
    for (size_t i = 1, first = 0; i < count; i++) {
        uint64_t golden = all[i].golden;
        uint32_t x = match_first(m, all[first].record), y = match_first(m, all[i].record);
        if (golden != all[first].golden)
            first = i;
        else if (x == y || !(match_is_ruled_apart(m, x, y) ||
                             wn_map_find(loose, wn_fingerprint_numbers(golden, 0))))
            match_join(m, x, y);
        else if (m->golden[y] == golden) /* else an answer put it into another */
            m->golden[y] = 0;
    }
}

void match_join_known(struct match *m)
{
    known *all = wn_alloc(m->count, sizeof(*all));
    wn_map loose = {0};
    size_t count = 0;

    for (uint32_t i = 0; i < m->count; i++)
        if (m->golden[i] && !m->apart[i])
            all[count++] = (known){m->golden[i], i};
    qsort(all, count, sizeof(*all), by_golden);
    wn_rulings_settle(&m->rulings, match_first_of, m);
    note_opened(m, &loose);
    join_ruled(m); /* gives records other golden ids */
    join_earlier(m, all, count, &loose);
    wn_map_release(&loose);
    free(all);
}
