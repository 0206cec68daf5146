/*
 * match.c - stage 5: which records are the same person or company.
 *
 * This is the only stage that must see all records of an entity before it gives any
 * on. It keeps each different value once in memory and the records on disk
 * (match_spool.c), and gives records on group by group, so that merge and load stream.
 * linkage/ finds how alike two records are.
 *
 * Records with the same key, and records that an earlier run put into one golden
 * record, belong together from the start. Two golden records that exist already are
 * never merged here: a person must look at that pair.
 */
#include "match.h"

#include "checks/check.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- collecting ------------------------------------------------------------------- */

static wn_rc forget_entity(struct match *m)
{
    wn_rc rc = match_spool_clear(&m->spool);

    wn_linkage_free(m->linkage);
    free(m->compared);
    free(m->values);
    free(m->refused);
    free(m->golden);
    free(m->differs);
    free(m->next);
    free(m->first);
    free(m->apart);
    free(m->doubtful);
    free(m->times);
    free(m->prints);
    free(m->pairs);
    free(m->links);
    free(m->numbers);
    free(m->targets);
    free(m->target_of);
    free(m->again.pairs);
    wn_arena_release(&m->target_arena);
    wn_map_release(&m->living);
    free(m->ruled);
    wn_rulings_release(&m->rulings);
    match_kin_release(m);
    match_marks_release(m);
    match_shown_release(m);
    free(m->keys.slots);
    match_repeats_release(&m->repeats);
    wn_buf_release(&m->parts.text);
    *m = (struct match){.stage = m->stage, .spool = m->spool};
    return rc;
}

/* Choose the fields that are compared: all but keys, the record's own parent, and columns
 * that the mapping kept unchanged. The linkage finds what their values say. */
static void choose_fields(struct match *m)
{
    const wn_entity *entity = m->entity;
    wn_str *names = wn_alloc(entity->field_count + 1, sizeof(*names));
    const char **types = wn_alloc(entity->field_count + 1, sizeof(*types));

    m->compared = wn_alloc(entity->field_count + 1, sizeof(*m->compared));
    m->values = wn_alloc(entity->field_count + 1, sizeof(*m->values));
    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_field *field = &entity->fields[f];
        if (field->key || field->target == entity->number || (int)f == entity->extra)
            continue;
        names[m->compared_count] = field->name;
        types[m->compared_count] = field->type->name;
        m->compared[m->compared_count++] = (int)f;
    }
    m->linkage = wn_linkage_new(names, types, m->compared_count);
    wn_linkage_threads(m->linkage, m->stage.context->settings->jobs);
    free(names);
    free(types);
}

/* Give the record's values to the linkage: as the transform cleaned them, or, where it
 * refused one, as it was written, because a number with a digit too many is still nearly
 * the number. (Measured on dirty data: F1 .890 without, .915 with, precision the same.) A
 * number of no known country is compared as it is; a value that is not in its list is no
 * evidence. */
static void compare_later(struct match *m, const wn_record *record, bool apart)
{
    for (size_t i = 0; i < m->compared_count; i++) {
        const wn_cell *cell = &record->cells[m->compared[i]];
        bool listed = m->entity->fields[m->compared[i]].list != NULL;
        bool good = !apart &&
                    (cell->state == WN_CELL_CLEAN || cell->state == WN_CELL_INVALID ||
                     (cell->state == WN_CELL_UNKNOWN && !listed)) &&
                    !match_is_no_evidence(m->entity, m->compared[i], cell->value);
        if (!good || !match_parts_of(m, record, m->compared[i], &m->values[i]))
            m->values[i] = good ? cell->value : WN_STR("");
    }
    wn_linkage_add(m->linkage, m->values, 0);
    wn_linkage_rest(m->linkage, match_rest(m, record));
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
            cell->state == WN_CELL_CLEAN ? match_fingerprint(cell->value) : 0;
    }
}

/* Set record->nth, how often the key came so far; return the record that had it first. */
static uint32_t first_with_key(struct match *m, wn_record *record, uint32_t i)
{
    uint32_t first = match_keep_key(m, i);

    m->times[i] = 0;
    record->nth = ++m->times[first];
    return first;
}

/* A row that only names a record again is no evidence. */
static bool is_mute(const struct match *m, const wn_record *record, uint32_t i)
{
    uint32_t first = match_with_key(m, m->prints[i]);

    return m->apart[i] || (first != i && !m->apart[first] && record->file->once);
}

static void keep_refused(struct match *m, const wn_record *record, uint32_t i)
{
    m->refused =
        wn_grow(m->refused, m->refused_count, &m->refused_room, sizeof(*m->refused));
    m->refused[m->refused_count++] =
        (struct match_refused){i, record->file->number, record->line};
}

static wn_rc keep(struct match *m, wn_record *record)
{
    const wn_entity *entity = m->entity;
    uint32_t i = (uint32_t)m->count;

    match_make_room(m, m->count);
    m->count++;
    m->first[i] = i;
    m->apart[i] = record->disposition == WN_DISPOSITION_REFUSED ||
                  record->disposition == WN_DISPOSITION_SKIPPED;
    if (record->file != m->file) {
        m->file = record->file;
        m->prefix =
            wn_fingerprint_mix(wn_fingerprint_of(m->file->source->system), entity->name);
        match_parts_begin(m, m->file);
    }
    m->prints[i] =
        wn_fingerprint_mix(m->prefix, record->key); /* as wn_xref_fingerprint has it */
    m->golden[i] = wn_xref_find(m->stage.context, m->prints[i]);
    uint32_t first = first_with_key(m, record, i);
    bool together = first != i && !m->apart[i] && !m->apart[first];
    if (m->linkage && !m->again.may)
        compare_later(m, record, is_mute(m, record, i));
    match_again_see(m, record, i);
    if (m->rulings.sought.count && !m->apart[i])
        wn_rulings_see(&m->rulings, match_content(m, record), i);
    keep_differs(m, record, i);
    match_kin_see(m, record, i);
    match_marks_see(m, i, record);
    if (m->is_target && record->disposition == WN_DISPOSITION_REFUSED)
        keep_refused(m, record, i);
    if (together)
        match_join(m, first, i);
    return match_spool_add(&m->spool, record, entity);
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct match *m = (struct match *)stage;
    wn_rc rc = WN_OK;

    for (size_t r = 0; r < batch->count && rc >= 0; r++) {
        if (m->count == WN_LINK_RECORDS)
            return wn_fail(stage->context->err, WN_E_SOURCE, WN_SAY_MATCH_TOO_MANY);
        rc = keep(m, &batch->records[r]);
    }
    batch->count = 0;
    return rc;
}

/* ---- grouping --------------------------------------------------------------------- */

/* May the groups of x and y become one? If so, join them. Not two golden records of an
 * earlier run, nor what say that they are two (match_marks.c): a person decides about
 * these. The linkage asks this just before it joins. */
static bool may_join(void *data, uint32_t x, uint32_t y)
{
    struct match *m = data;

    x = match_first(m, x);
    y = match_first(m, y);
    if (match_is_apart(m, x, y) || m->apart[x] || m->apart[y] ||
        match_marks_differing(m, x, y) >= 0 ||
        (m->golden[x] && m->golden[y] && m->golden[x] != m->golden[y] &&
         !match_is_opened(m, x, y)))
        return false;
    match_join(m, x, y);
    return true;
}

/* Can the two still be joined? Two golden records cannot. */
static bool is_open(void *data, uint32_t x, uint32_t y)
{
    struct match *m = data;

    return !m->golden[x] || !m->golden[y] || match_is_opened(m, x, y);
}

/* Hold people's decisions against the probabilities. */
static void check_ruled(struct match *m)
{
    struct wn_match_checked *out = &m->stage.may.match->checked[m->entity->number];
    wn_link_answer *answers = wn_alloc(m->rulings.pair_count + 1, sizeof(*answers));
    wn_link_check found;

    size_t count = 0;
    for (size_t i = 0; i < m->rulings.pair_count; i++) {
        const wn_ruled *r = &m->rulings.pairs[i];
        if (!r->is_contrary)
            answers[count++] =
                (wn_link_answer){r->left, r->right, r->ruling == WN_RULING_SAME};
    }
    wn_linkage_check(m->linkage, answers, count, &found);
    *out =
        (struct wn_match_checked){found.answers, found.said, found.is, found.corrected};
    free(answers);
}

static void tell_share(void *data, double done)
{
    struct match *m = data;

    wn_tell(m->stage.context, m->stage.class, m->entity, 0, done);
}

static wn_rc group_alike(struct match *m)
{
    int entity = m->entity->number;
    wn_str before = wn_buf_str(&m->stage.context->known->target->models[entity]);

    if (before.len > 0)
        wn_linkage_use(m->linkage, before); /* an unusable one is replaced */
    wn_linkage_watch(m->linkage, tell_share, m);
    wn_linkage_weigh(m->linkage,
                     &(wn_link_settings){.merge_at = m->entity->merge_at,
                                         .memory = m->stage.context->settings->memory,
                                         .by_name = true,
                                         .cancelled = m->stage.context->watch->cancelled,
                                         .renew = true});
    if (m->stage.context->settings->check_pairs)
        check_ruled(m);
    bool doubtful = wn_linkage_is_doubtful(m->linkage, is_open, m);
    wn_str trained = wn_linkage_model(m->linkage);
    if (trained.len > 0 && !doubtful)
        wn_buf_add(&m->stage.may.xref->models[entity], trained);
    for (uint32_t i = 0; i < m->count; i++)
        if (match_first(m, i) != i)
            wn_linkage_join(m->linkage, match_first(m, i), i);
    if (doubtful)
        m->stage.may.match->doubtful[entity] = true;
    (doubtful ? wn_linkage_copies : wn_linkage_cluster)(m->linkage, may_join, m);
    match_place_targets(m);
    return match_choose_pairs(m);
}

/* Note that a decision moved the record from one golden record of the target to
 * another. */
static void note_moved(struct match *m, uint32_t i, uint64_t golden)
{
    wn_xref *xref = m->stage.may.xref;
    int64_t before = (int64_t)wn_xref_find(m->stage.context, m->prints[i]);

    if (before == 0 || before == (int64_t)golden)
        return;
    wn_xref_set(xref, m->prints[i], golden);
    for (size_t k = 0; k < xref->regrouped_count; k++)
        if (xref->regrouped[k].golden == before &&
            xref->regrouped[k].entity == m->entity->number)
            return;
    xref->regrouped = wn_grow(xref->regrouped, xref->regrouped_count,
                              &xref->regrouped_room, sizeof(*xref->regrouped));
    xref->regrouped[xref->regrouped_count++] = (wn_regrouped){m->entity->number, before};
}

/* Give groups their golden ids, new ones in the order of first records; fill the
 * cross-reference and the lists in `next`. */
static void name_groups(struct match *m)
{
    const wn_context *context = m->stage.context;
    int64_t first = context->known->target->first[m->entity->number],
            *fresh = &m->stage.may.xref->fresh[m->entity->number];
    uint32_t *last = wn_alloc(m->count, sizeof(*last));

    m->next = wn_realloc(m->next, m->count, sizeof(*m->next));
    WN_ASSERT(first > 0); /* 0 is never an id */
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t root = match_first(m, i);
        m->next[i] = NONE;
        if (root != i)
            m->next[last[root]] = i;
        else if (!m->golden[i] && !m->apart[i])
            m->golden[i] = (uint64_t)(first + (*fresh)++);
        WN_ASSERT(m->apart[i] || m->golden[root] != 0);
        last[root] = i;
        if (!m->apart[i] && m->rulings.pair_count + m->rulings.opened_count > 0)
            note_moved(m, i, m->golden[root]);
        if (!m->apart[i] && m->is_target &&
            wn_xref_find(context, m->prints[i]) != m->golden[root])
            wn_xref_set(m->stage.may.xref, m->prints[i], m->golden[root]);
    }
    free(last);
}

/* Give the linkage the records that wait in the spool: they are not those of the last
 * run. */
static wn_rc compare_waiting(struct match *m)
{
    wn_batch batch;
    wn_rc rc = WN_OK;

    wn_batch_init(&batch, 1);
    m->file = NULL;
    for (uint32_t i = 0;
         i < m->count && rc >= 0 && !wn_is_cancelled(m->stage.context->watch); i++) {
        const wn_record *record =
            match_spool_next(&m->spool, i, m->stage.context->plan, &batch);
        rc = record ? WN_OK : m->stage.context->err->rc;
        if (record && record->file != m->file) {
            m->file = record->file;
            match_parts_begin(m, m->file);
        }
        if (record)
            compare_later(m, record, is_mute(m, record, i));
        wn_batch_clear(&batch);
    }
    wn_batch_release(&batch);
    return rc;
}

static wn_rc match_all(struct match *m)
{
    wn_rc rc = m->again.may ? compare_waiting(m) : WN_OK;

    return rc < 0 ? rc : match_add_targets(m);
}

static wn_rc group(struct match *m)
{
    wn_rc rc = match_spool_flush(&m->spool);

    bool again = m->linkage && match_is_again(m);
    if (rc >= 0 && m->linkage && !again)
        rc = match_all(m);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < m->refused_count; i++)
        wn_xref_refuse(m->stage.may.xref, m->prints[m->refused[i].record],
                       m->refused[i].file, m->refused[i].line);
    size_t all = m->count + m->target_count;
    m->doubtful = wn_alloc(all + 1, sizeof(*m->doubtful));
    m->ruled = wn_alloc(all + 1, sizeof(*m->ruled));
    match_join_known(m);
    match_kin_settle(m);
    if (again)
        rc = match_again_take(m);
    else if (m->linkage && all > 1)
        rc = group_alike(m);
    if (m->linkage)
        match_again_keep(m);
    if (rc < 0)
        return rc;
    if (wn_is_cancelled(m->stage.context->watch))
        return wn_fail(m->stage.context->err, WN_E_INTERRUPTED, WN_SAY_INTERRUPTED);
    name_groups(m);
    m->grouped = true;
    return rc;
}

/* ---- giving back ------------------------------------------------------------------ */

/* Add all records of a group to the batch, in order. A group is never cut in two
 * batches. */
static wn_rc give_group(struct match *m, uint32_t root, wn_batch *batch)
{
    uint64_t number = 0;
    size_t first = batch->count;

    m->numbers_count = 0;
    for (uint32_t i = root; i != NONE; i = m->next[i]) {
        wn_record *record = (i == root ? match_spool_next : match_spool_read)(
            &m->spool, i, m->stage.context->plan, batch);
        if (!record)
            return m->stage.context->err->rc;
        m->numbers =
            wn_grow(m->numbers, m->numbers_count, &m->numbers_room, sizeof(*m->numbers));
        m->numbers[m->numbers_count++] = i;
        number = number ? number : record->number;
        record->cluster = number;
        record->golden = m->apart[i] ? 0 : m->golden[root];
        record->content = match_content(m, record);
        if (m->doubtful[root])
            wn_record_judge(record, WN_POLICY_REVIEW);
        if (record->nth > 1 && !m->apart[i])
            match_repeats_see(m, batch, first, batch->count - 1);
    }
    match_repeats_count(m, batch, first);
    if (batch->count > first + 1 || m->target_of)
        match_give_links(m, batch, first, m->numbers);
    return WN_OK;
}

static wn_rc stage_drain(wn_stage *stage, wn_batch *batch)
{
    struct match *m = (struct match *)stage;
    wn_rc rc = m->grouped ? WN_OK : group(m);

    while (rc >= 0 && m->given < m->count && !wn_batch_is_full(batch)) {
        uint32_t i = (uint32_t)m->given++;
        if (m->first[i] == i)
            rc = give_group(m, i, batch);
    }
    if (rc < 0)
        return rc;
    if (batch->count > 0)
        return WN_MORE;
    rc = match_give_pairs(m, batch);
    return rc == WN_OK ? match_again_give(m, batch) : rc;
}

static wn_rc stage_open(wn_stage *stage)
{
    struct match *m = (struct match *)stage;

    m->spool.fd = -1;
    return match_spool_open(&m->spool, stage->context->settings->out_dir,
                            stage->context->err);
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

    wn_rc rc = forget_entity(m);
    if (rc < 0)
        return rc;
    m->entity = entity;
    m->file = NULL;
    m->is_target = is_linked_to(stage->context->plan, entity);
    m->never_count = 0;
    for (size_t i = 0; i < entity->never_count; i++)
        m->never_count += entity->nevers[i].list == NULL;
    if (entity->matched) {
        choose_fields(m);
        match_marks_begin(m);
        m->again.may = stage->context->known->target->matched[entity->number].len > 0;
        m->again.elsewhere = stage->may.match->expected_elsewhere;
        wn_rulings_open(&m->rulings, stage->context->known->decisions);
    }
    return WN_OK;
}

#define MANY 100000 /* records whose tables were a lot of memory */

static void stage_close(wn_stage *stage, bool committed)
{
    struct match *m = (struct match *)stage;

    bool much = m->count >= MANY;

    (void)committed;
    forget_entity(m);
    match_spool_close(&m->spool);
    if (much)
        wn_give_back();
}

const wn_stage_class wn_stage_match = {
    .name = "match",
    .en = "find records that are the same person or company",
    .zh = "查重",
    .size = sizeof(struct match),
    .writes = WN_MAY_XREF | WN_MAY_MATCH,
    .open = stage_open,
    .begin = stage_begin,
    .process = stage_process,
    .drain = stage_drain,
    .close = stage_close,
};
