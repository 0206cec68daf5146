/*
 * match.c - stage 5: which records are the same person or company.
 *
 * The one stage that must see all records of an entity before it can say
 * anything. It keeps a few fingerprints of each in memory and the records on
 * disk, and gives them back group by group, so that merge and load stream.
 *
 * Records with the same key, and records that an earlier run put into one
 * golden record, belong together from the start; two golden records that
 * exist already are never merged here: that pair is for a person to look at.
 */
#include "match.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

struct match {
    wn_stage stage;
    const wn_entity *entity;
    match_spool spool;
    wn_arena scratch;
    match_features *features;
    uint64_t *golden;  /* by record: of its group, from an earlier run, or 0 */
    uint64_t *differs; /* by record and never-rule: fingerprint of the value */
    size_t never_count;
    uint32_t *parent, *next; /* union-find; the group as a list */
    uint8_t *apart;          /* refused or skipped: takes no part */
    uint8_t *doubtful;       /* by first record of a group: perhaps an earlier group's */
    size_t count, room, given, pairs_given;
    wn_print *prints; /* of system, entity and key */
    wn_print prefix;  /* of system and entity, for the file now read */
    const wn_file *file;
    bool is_target;  /* records of this run link to it */
    wn_map keys;     /* source key -> first record with it */
    uint32_t *times; /* by first record: how often the key came */
    uint32_t (*frequency)[MATCH_SLOTS];
    match_scorer scorer;
    match_pairs pairs; /* for a person to look at */
    bool grouped;
};

/* ---- collecting ---------------------------------------------------------------------
 */

static void forget_entity(struct match *m)
{
    match_spool_clear(&m->spool);
    free(m->features);
    free(m->golden);
    free(m->differs);
    free(m->parent);
    free(m->next);
    free(m->apart);
    free(m->doubtful);
    free(m->times);
    free(m->prints);
    free(m->pairs.items);
    free(m->frequency);
    m->frequency = NULL;
    wn_map_release(&m->keys);
    m->features = NULL;
    m->prints = NULL;
    m->golden = m->differs = NULL;
    m->parent = m->next = m->times = NULL;
    m->apart = m->doubtful = NULL;
    m->pairs = (match_pairs){0};
    m->count = m->room = m->given = m->pairs_given = 0;
    m->grouped = false;
}

static void make_room(struct match *m)
{
    if (m->count < m->room)
        return;
    m->room = m->room ? m->room * 2 : 256;
    m->features = wn_realloc(m->features, m->room, sizeof(*m->features));
    m->golden = wn_realloc(m->golden, m->room, sizeof(*m->golden));
    m->differs =
        wn_realloc(m->differs, m->room * (m->never_count + 1), sizeof(*m->differs));
    m->parent = wn_realloc(m->parent, m->room, sizeof(*m->parent));
    m->apart = wn_realloc(m->apart, m->room, sizeof(*m->apart));
    m->times = wn_realloc(m->times, m->room, sizeof(*m->times));
    m->prints = wn_realloc(m->prints, m->room, sizeof(*m->prints));
}

static uint32_t root_of(struct match *m, uint32_t i)
{
    while (m->parent[i] != i) {
        m->parent[i] = m->parent[m->parent[i]];
        i = m->parent[i];
    }
    return i;
}

static void join(struct match *m, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(m, a), y = root_of(m, b);

    if (x == y)
        return;
    uint32_t low = x < y ? x : y, high = x < y ? y : x; /* the first record is the root */
    m->parent[high] = low;
    if (!m->golden[low])
        m->golden[low] = m->golden[high];
    for (size_t n = 0; n < m->never_count; n++)
        if (!m->differs[low * m->never_count + n])
            m->differs[low * m->never_count + n] = m->differs[high * m->never_count + n];
}

static void keep_differs(struct match *m, const wn_record *record, uint32_t i)
{
    size_t n = 0;

    for (size_t k = 0; k < m->entity->never_count; k++) {
        const wn_never *never = &m->entity->nevers[k];
        if (never->list)
            continue;
        const wn_cell *cell = &record->cells[never->field];
        m->differs[i * m->never_count + n++] =
            cell->state == WN_CELL_CLEAN ? wn_hash(cell->value, 7) | 1 : 0;
    }
}

/* How often the key came before, and the record that had it first. */
static uint32_t first_with_key(struct match *m, wn_record *record, uint32_t i)
{
    bool is_new;
    int64_t *first = wn_map_set(&m->keys, m->prints[i], &is_new);

    if (is_new)
        *first = i;
    m->times[i] = 0;
    record->nth = ++m->times[*first];
    return (uint32_t)*first;
}

static wn_rc keep(struct match *m, wn_record *record)
{
    const wn_entity *entity = m->entity;
    uint32_t i = (uint32_t)m->count;
    const wn_check *repeated = entity->implied[WN_RULE_KEY_REPEATED];
    wn_ledger *ledger = m->stage.context->ledger;

    make_room(m);
    m->count++;
    m->parent[i] = i;
    m->apart[i] = record->fate == WN_FATE_REFUSED || record->fate == WN_FATE_SKIPPED;
    if (record->file != m->file) {
        m->file = record->file;
        m->prefix = wn_print_mix(wn_print_of(m->file->source->system), entity->name);
    }
    m->prints[i] = wn_print_mix(m->prefix, record->key); /* as wn_xref_print has it */
    m->golden[i] = wn_xref_find(m->stage.context->xref, m->prints[i]);
    m->features[i] = (match_features){{0}};
    if (entity->matched && !m->apart[i])
        m->features[i] = match_features_of(record, entity, &m->scratch);
    wn_arena_reset(&m->scratch);
    keep_differs(m, record, i);
    uint32_t first = first_with_key(m, record, i);
    ledger->applicable[repeated->number] += record->fate != WN_FATE_SKIPPED;
    if (first != i && !m->apart[i] && !m->apart[first])
        join(m, first, i);
    return match_spool_add(&m->spool, record, entity);
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct match *m = (struct match *)stage;
    wn_rc rc = WN_OK;

    for (size_t r = 0; r < batch->count && rc >= 0; r++) {
        if (m->count == NONE - 1)
            return wn_fail(stage->context->err, WN_E_SOURCE, WN_SAY_MATCH_TOO_MANY);
        rc = keep(m, &batch->records[r]);
    }
    batch->count = 0;
    return rc;
}

/* ---- grouping -------------------------------------------------------------------------
 */

/* Does a rule of the model keep the groups of these two apart? */
static bool is_forbidden(const struct match *m, uint32_t x, uint32_t y)
{
    for (size_t n = 0; n < m->never_count; n++) {
        uint64_t p = m->differs[x * m->never_count + n],
                 q = m->differs[y * m->never_count + n];
        if (p && q && p != q)
            return true;
    }
    return false;
}

/* May the groups of these two become one? Two golden records of an earlier run
 * may not: a person decides. */
static bool is_allowed(const struct match *m, uint32_t x, uint32_t y)
{
    return !is_forbidden(m, x, y) &&
           (!m->golden[x] || !m->golden[y] || m->golden[x] == m->golden[y]);
}

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

/* What an earlier run put together stays together. */
static void join_known(struct match *m)
{
    known *all = wn_alloc(m->count, sizeof(*all));
    size_t n = 0;

    for (uint32_t i = 0; i < m->count; i++)
        if (m->golden[i] && !m->apart[i])
            all[n++] = (known){m->golden[i], i};
    qsort(all, n, sizeof(*all), by_golden);
    for (size_t i = 1; i < n; i++)
        if (all[i].golden == all[i - 1].golden)
            join(m, all[i - 1].record, all[i].record);
    free(all);
}

static int by_weight(const void *left, const void *right)
{
    const match_pair *a = left, *b = right;

    if (a->weight < b->weight || a->weight > b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return a->right < b->right ? -1 : a->right > b->right;
}

/* Score all candidates; keep those worth a look, the most alike first. */
static void score(struct match *m)
{
    match_pairs *pairs = &m->pairs;
    size_t kept = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        match_pair pair = pairs->items[i];
        pair.weight = (float)match_weight(&m->scorer, pair.left, pair.right, NULL);
        if (match_probability(pair.weight) >= m->entity->review_at)
            pairs->items[kept++] = pair;
    }
    pairs->count = kept;
    if (kept > 1)
        qsort(pairs->items, pairs->count, sizeof(*pairs->items), by_weight);
}

/* What is left between two groups is for a person: once, by its best pair. */
static void keep_for_review(struct match *m, match_pairs *pairs)
{
    wn_map seen = {0};
    size_t kept = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        uint32_t x = root_of(m, pairs->items[i].left),
                 y = root_of(m, pairs->items[i].right);
        bool is_new;
        if (x == y || is_forbidden(m, x, y))
            continue;
        wn_map_set(&seen,
                   (wn_print){x < y ? x : y, (x < y ? y : x) * 0x9e3779b97f4a7c15u},
                   &is_new);
        if (!is_new)
            continue;
        pairs->items[kept++] = pairs->items[i];
        m->doubtful[x < y ? y : x] = 1;
    }
    pairs->count = kept;
    m->stage.context->results->review_pairs += kept;
    wn_map_release(&seen);
}

static void group_alike(struct match *m)
{
    m->frequency = wn_alloc(m->count, sizeof(*m->frequency));
    match_candidates(m->features, m->count, m->frequency, &m->pairs);
    m->scorer = (match_scorer){m->features, (const uint32_t(*)[MATCH_SLOTS])m->frequency,
                               m->count < 1000 ? 1000.0 : (double)m->count};
    score(m);
    for (size_t i = 0; i < m->pairs.count; i++) {
        const match_pair *pair = &m->pairs.items[i];
        if (match_probability(pair->weight) >= m->entity->merge_at &&
            is_allowed(m, root_of(m, pair->left), root_of(m, pair->right)))
            join(m, pair->left, pair->right);
    }
    keep_for_review(m, &m->pairs);
}

/* New golden ids in the order of first records, and the cross-reference. */
static void name_groups(struct match *m)
{
    const wn_context *context = m->stage.context;
    int64_t *next_id = &context->xref->next[m->entity->number];
    uint32_t *last = wn_alloc(m->count, sizeof(*last));

    m->next = wn_realloc(m->next, m->count, sizeof(*m->next));
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t root = root_of(m, i);
        m->next[i] = NONE;
        if (root != i)
            m->next[last[root]] = i;
        else if (!m->golden[i] && !m->apart[i])
            m->golden[i] = (uint64_t)(*next_id)++;
        last[root] = i;
        if (!m->apart[i] && m->is_target)
            wn_xref_set(context->xref, m->prints[i], m->golden[root]);
    }
    free(last);
}

static wn_rc group(struct match *m)
{
    wn_rc rc = match_spool_flush(&m->spool);

    m->doubtful = wn_alloc(m->count, sizeof(*m->doubtful));
    join_known(m);
    if (m->entity->matched)
        group_alike(m);
    name_groups(m);
    m->grouped = true;
    return rc;
}

/* ---- giving back
 * ------------------------------------------------------------------------ */

/* Do two rows with one key say the same about this entity? (A list of contacts
 * repeats its companies: that is no mistake.) */
static bool says_the_same(const wn_entity *entity, const wn_record *a, const wn_record *b)
{
    for (size_t f = 0; f < entity->field_count; f++)
        if (!entity->fields[f].type->is_date && wn_cell_has_value(&a->cells[f]) &&
            wn_cell_has_value(&b->cells[f]) &&
            !wn_str_equal(a->cells[f].value, b->cells[f].value))
            return false;
    return true;
}

/* The record whose key came before: note it where the two contradict. */
static void note_repeated(struct match *m, wn_batch *batch, size_t first,
                          wn_record *record)
{
    const wn_check *repeated = m->entity->implied[WN_RULE_KEY_REPEATED];

    for (size_t k = first; k + 1 < batch->count; k++) {
        const wn_record *other = &batch->records[k];
        if (!wn_str_equal(other->key, record->key) ||
            !wn_str_equal(other->file->source->system, record->file->source->system) ||
            says_the_same(m->entity, other, record))
            continue;
        wn_record_note(record, &batch->arena, repeated, m->entity->key, WN_NO_COLUMN,
                       record->key);
        m->stage.context->ledger->failed[repeated->number]++;
        return;
    }
}

/* The records of a group, one behind the other, never cut in two batches. */
static wn_rc give_group(struct match *m, uint32_t root, wn_batch *batch)
{
    uint64_t number = 0;
    size_t first = batch->count;

    for (uint32_t i = root; i != NONE; i = m->next[i]) {
        wn_record *record = match_spool_read(&m->spool, i, m->stage.context->plan, batch);
        if (!record)
            return m->stage.context->err->rc;
        number = number ? number : record->number;
        record->cluster = number;
        record->golden = m->apart[i] ? 0 : m->golden[root];
        if (m->doubtful[root])
            wn_record_judge(record, WN_POLICY_REVIEW);
        if (record->nth > 1 && !m->apart[i])
            note_repeated(m, batch, first, record);
    }
    return WN_OK;
}

static void give_pair(struct match *m, const match_pair *pair, wn_batch *batch)
{
    wn_buf why = {0};
    const wn_plan *plan = m->stage.context->plan;
    wn_pair *out = &batch->pairs[batch->pair_count];

    /* the two records pass through the batch, their bytes stay in its arena */
    if (!match_spool_read(&m->spool, pair->left, plan, batch) ||
        !match_spool_read(&m->spool, pair->right, plan, batch))
        return;
    const wn_record *left = &batch->records[0], *right = &batch->records[1];
    out->weight = match_weight(&m->scorer, pair->left, pair->right, &why);
    out->probability = match_probability(out->weight);
    out->why = wn_arena_str(&batch->arena, wn_buf_str(&why));
    out->left = *left;
    out->right = *right;
    out->left.golden = m->golden[root_of(m, pair->left)];
    out->right.golden = m->golden[root_of(m, pair->right)];
    batch->pair_count++;
    batch->count = 0;
    wn_buf_release(&why);
}

/* Pairs come after all records; the records they name are read once more. */
static wn_rc give_pairs(struct match *m, wn_batch *batch)
{
    size_t left = m->pairs.count - m->pairs_given,
           n = left < batch->capacity ? left : batch->capacity;

    if (n == 0)
        return WN_OK;
    batch->pairs = wn_arena_alloc(&batch->arena, n * sizeof(*batch->pairs));
    for (size_t i = 0; i < n; i++)
        give_pair(m, &m->pairs.items[m->pairs_given++], batch);
    return m->stage.context->err->rc < 0 ? m->stage.context->err->rc : WN_MORE;
}

static wn_rc stage_drain(wn_stage *stage, wn_batch *batch)
{
    struct match *m = (struct match *)stage;
    wn_rc rc = m->grouped ? WN_OK : group(m);

    while (rc >= 0 && m->given < m->count && !wn_batch_is_full(batch)) {
        uint32_t i = (uint32_t)m->given++;
        if (m->parent[i] == i)
            rc = give_group(m, i, batch);
    }
    if (rc < 0)
        return rc;
    return batch->count > 0 ? WN_MORE : give_pairs(m, batch);
}

static wn_rc stage_open(wn_stage *stage)
{
    struct match *m = (struct match *)stage;

    m->spool.fd = -1;
    return match_spool_open(&m->spool, stage->context->out_dir, stage->context->err);
}

static bool is_linked_to(const wn_plan *plan, const wn_entity *entity)
{
    for (size_t i = 0; i < plan->file_count; i++)
        for (size_t f = 0; f < plan->files[i].entity->field_count; f++)
            if (plan->files[i].entity->fields[f].target == entity->number)
                return true;
    return false;
}

static wn_rc stage_begin(wn_stage *stage, const wn_entity *entity)
{
    struct match *m = (struct match *)stage;

    forget_entity(m);
    m->entity = entity;
    m->file = NULL;
    m->is_target = is_linked_to(stage->context->plan, entity);
    m->never_count = 0;
    for (size_t i = 0; i < entity->never_count; i++)
        m->never_count += entity->nevers[i].list == NULL;
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    struct match *m = (struct match *)stage;

    (void)committed;
    forget_entity(m);
    match_spool_close(&m->spool);
    wn_arena_release(&m->scratch);
}

const wn_stage_class wn_stage_match = {
    .name = "match",
    .en = "find records that are the same person or company",
    .zh = "查重",
    .size = sizeof(struct match),
    .open = stage_open,
    .begin = stage_begin,
    .process = stage_process,
    .drain = stage_drain,
    .close = stage_close,
};
