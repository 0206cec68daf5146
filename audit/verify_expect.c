/* verify_expect.c - what the source records let us expect of each golden record. */
#include "verifying.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the target knows of source records -------------------------------------- */

static wn_fingerprint member_print(const wn_verification *v, const store_known *known,
                                   size_t field)
{
    return wn_fingerprint_numbers((uint64_t)(known - v->store.known), field);
}

/* Mark golden records with a member in an export that is not read now. */
static void find_parts(wn_verification *v)
{
    const store *s = &v->store;

    for (size_t i = 1; i < s->known_count; i++) {
        const store_known *known = &s->known[i];
        const store_exports *pair = &s->pairs[known->pair];
        if (store_golden_id(&v->store, known) && pair->entity >= 0 && !pair->read)
            verify_of(v, pair->entity, store_golden_id(&v->store, known))->part = true;
    }
}

/* entity, golden_id, field, system, source_key, nth, rule */
static bool take_lineage(void *data, const db_value *values)
{
    wn_verification *v = data;
    const wn_model *model = &v->store.context->plan->model;
    wn_str entity = values[0].text, rule = values[6].text;
    int e = wn_entity_find(model, entity);
    int f = e >= 0 ? wn_field_find(&model->entities[e], values[2].text) : -1;
    int64_t golden = db_whole(&values[1]);
    char room[24];

    if (f < 0)
        return true;
    const store_known *member =
        store_find_key(&v->store, values[3].text, entity, db_shown(&values[4], room),
                       (uint64_t)db_whole(&values[5]));
    bool made = wn_str_equal(rule, wn_str_of(wn_survive_names[WN_SURVIVE_SUM])) ||
                wn_str_equal(rule, wn_str_of(wn_survive_names[WN_SURVIVE_UNION]));
    *wn_map_set(&v->overridden, verify_print(e, golden, (size_t)f), NULL) = made ? 2 : 1;
    verify_of(v, e, golden)->overridden |= 1ull << f % 64;
    if (made)
        verify_of(v, e, golden)->made = true;
    if (member)
        verify_of(v, e, store_golden_id(&v->store, member))->overridden |= 1ull << f % 64;
    if (member)
        *wn_map_set(&v->lineage, member_print(v, member, (size_t)f), NULL) = made ? 2 : 1;
    return true;
}

/* Choose how large a share of each file is on the sample sheet: about VERIFY_SAMPLE
 * records in all, at least 10 of a file. Records are chosen by rank, so that nobody
 * can pick them. */
static void choose_limits(wn_verification *v)
{
    const store *s = &v->store;

    for (size_t f = 0; f < s->context->plan->file_count; f++) {
        double count = (double)s->rows[f];
        double wanted = VERIFY_SAMPLE * count / (double)s->known_count;
        if (count == 0)
            continue;
        wanted = wanted < 10 ? 10 : wanted;
        v->limits[f] = wanted >= count
                           ? UINT64_MAX
                           : (uint64_t)(wanted / count * 18446744073709549568.0);
    }
}

wn_rc verify_prepare(wn_verification *v)
{
    store *s = &v->store;
    wn_rc rc = catalog_read(&s->catalog, s->db);

    if (rc >= 0 &&
        !s->db->class->has_column(s->db, WN_STR("winnow_source"), WN_STR("says"))) {
        rc = wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_OLDER, s->db->shown);
        wn_error_hint(s->context->err, WN_SAY_TARGET_OLDER_HINT);
    }
    if (rc >= 0)
        rc = store_read_index(s);
    if (rc < 0)
        return rc;
    find_parts(v);
    choose_limits(v);
    return db_read(s->db, take_lineage, v,
                   "SELECT entity, golden_id, field, system, source_key, nth, rule FROM "
                   "winnow_lineage");
}

/* ---- a source record -------------------------------------------------------------- */

static void keep_named(wn_verification *v, const wn_record *record, wn_fingerprint print,
                       wn_str value)
{
    int64_t *at = wn_map_set(&v->values, print, NULL);

    v->named = wn_grow(v->named, v->named_count, &v->named_room, sizeof(*v->named));
    v->named[v->named_count++] =
        (named_value){wn_arena_str(&v->arena, value), record->file->name,
                      wn_line_mark(v->store.context, record->file), record->line};
    *at = (int64_t)v->named_count;
}

/* The record is expected to give the golden record this value (or none). */
static void expect(wn_verification *v, const wn_record *record, expected *e,
                   const store_known *known, size_t f)
{
    const wn_entity *entity = record->file->entity;
    const wn_cell *cell = &record->cells[f];
    wn_fingerprint print =
        verify_print(entity->number, store_golden_id(&v->store, known), f);

    if (!store_has_value(&entity->fields[f], cell))
        return;
    if (v->naming) {
        if (e->named)
            keep_named(v, record, print, cell->value);
        return;
    }
    uint64_t hash = store_hash_value(&entity->fields[f], cell->value);
    v->out->values++;
    if (e->part)
        *wn_map_set(&v->parts, print, NULL) = (int64_t)hash;
    else
        e->sum += hash;
}

/* Resolve a link to the own entity. It becomes empty when it leads to its own golden
 * record, because record and parent were merged. */
static void resolve(wn_verification *v, const wn_record *record, const store_known *known,
                    wn_cell *cell, wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    const wn_context *context = v->store.context;
    uint64_t parent =
        wn_xref_find(context, wn_xref_fingerprint(record->file->source->system,
                                                  entity->name, cell->value));

    if (parent && parent == (uint64_t)store_golden_id(&v->store, known))
        cell->state = WN_CELL_EMPTY;
    else
        wn_xref_link(context, record->file, entity, cell, arena);
}

static void expect_all(wn_verification *v, wn_record *record, const store_known *known,
                       wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    int64_t id = store_golden_id(&v->store, known);
    expected *e = verify_of(v, entity->number, id);
    bool base = known->disposition == WN_DISPOSITION_LOADED ||
                known->disposition == WN_DISPOSITION_REVIEW;
    store_golden *golden = store_golden_of(&v->store, entity->number, id);
    bool *says = wn_arena_alloc(arena, entity->field_count + 1);

    e->seen++;
    e->base = e->base || base;
    for (size_t f = 0; f < entity->field_count; f++) {
        if (entity->fields[f].target == entity->number &&
            record->cells[f].state == WN_CELL_CLEAN)
            resolve(v, record, known, &record->cells[f], arena);
        bool look = (golden->members > 1 || e->made) && e->overridden >> f % 64 & 1;
        const int64_t *given =
            look ? wn_map_find(&v->lineage, member_print(v, known, f)) : NULL;
        says[f] =
            given ? *given == 1
                  : base && !(look && wn_map_find(&v->overridden,
                                                  verify_print(entity->number, id, f)));
        if (says[f])
            expect(v, record, e, known, f);
    }
    if (!v->naming)
        verify_sample(v, record, known, says);
}

void verify_record(wn_verification *v, wn_record *record, wn_arena *arena)
{
    wn_str system = record->file->source->system, entity = record->file->entity->name;
    store_known *known = store_next(&v->store, system, entity, record->key);

    if (record->disposition == WN_DISPOSITION_SKIPPED)
        return;
    if (!v->naming)
        v->out->records++;
    if (!known || !store_same_source(record, known)) {
        if (v->naming)
            return;
        if (known && store_is_older(record, known)) {
            v->out->older++;
            return;
        }
        /* such a key may hold a name or a mailbox: do not show it */
        bool tells = !wn_is_ascii(record->key) ||
                     memchr(record->key.ptr, '@', record->key.len) != NULL;
        wn_str key = tells ? WN_STR("****") : record->key;
        v->out->missing += !known;
        v->out->altered += known != NULL;
        verify_say(v, known ? WN_SAY_VERIFY_ALTERED : WN_SAY_VERIFY_MISSING,
                   WN_FMT(record->file->name),
                   wn_line_mark(v->store.context, record->file),
                   (unsigned long long)record->line, WN_FMT(key));
        return;
    }
    if (!v->naming)
        v->out->compared++;
    if (store_golden_id(&v->store, known))
        expect_all(v, record, known, arena);
}
