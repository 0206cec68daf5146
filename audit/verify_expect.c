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

/* Mark golden records with a member in an export that is not read now. All get their
 * items, so that these do not move while workers read them. */
static void find_parts(wn_verification *v)
{
    const store *s = &v->store;

    for (size_t i = 1; i < s->known_count; i++) {
        const store_known *known = &s->known[i];
        const store_exports *pair = &s->pairs[known->pair];
        int64_t id = store_golden_id(s, known);
        if (id && pair->entity >= 0)
            verify_reserve(v, pair->entity, id);
        if (id && pair->entity >= 0 && !pair->read)
            verify_of(v, pair->entity, id)->part = true;
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

/* What the target has for a source record. */
typedef struct origin {
    const wn_entity *entity;
    const store_known *known;
    int64_t id; /* of its golden record */
    const expected *e;
    bool base;  /* the golden record has its values where lineage does not say others */
    bool looks; /* lineage may say something */
} origin;

/* verify_prepare has made the items of all golden records. */
static origin origin_of(const wn_verification *v, const wn_entity *entity,
                        const store_known *known)
{
    int64_t id = store_golden_id(&v->store, known);
    size_t at = verify_is_id(id) ? (size_t)id : 0;
    const store_goldens *goldens = &v->store.goldens[entity->number];
    const expectations *all = &v->all[entity->number];

    WN_ASSERT(at < goldens->room && at < all->room);
    const store_golden *golden = &goldens->items[at];
    const expected *e = &all->items[at];
    return (origin){.entity = entity,
                    .known = known,
                    .id = id,
                    .e = e,
                    .base = known->disposition == WN_DISPOSITION_LOADED ||
                            known->disposition == WN_DISPOSITION_REVIEW,
                    .looks = golden->members > 1 || e->made};
}

/* Is the golden record's value of the field from this source record? */
static bool gives(const wn_verification *v, const origin *o, size_t f)
{
    bool look = o->looks && o->e->overridden >> f % 64 & 1;
    const int64_t *given =
        look ? wn_map_find(&v->lineage, member_print(v, o->known, f)) : NULL;

    return given ? *given == 1
                 : o->base &&
                       !(look && wn_map_find(&v->overridden,
                                             verify_print(o->entity->number, o->id, f)));
}

/* The record is expected to give the golden record this value (or none). */
static void expect(wn_verification *v, const wn_record *record, const origin *o, size_t f)
{
    const wn_field *field = &o->entity->fields[f];
    const wn_cell *cell = &record->cells[f];
    wn_fingerprint print = verify_print(o->entity->number, o->id, f);

    if (!store_has_value(field, cell))
        return;
    if (v->naming) {
        if (o->e->named)
            keep_named(v, record, print, cell->value);
        return;
    }
    v->out->values++;
    *wn_map_set(&v->parts, print, NULL) = (int64_t)store_hash_value(field, cell->value);
}

/* Resolve links to the own entity. One becomes empty when it leads to its own golden
 * record, because record and parent were merged. */
static void resolve(const wn_verification *v, const wn_record *record, const origin *o,
                    wn_arena *arena)
{
    const wn_context *context = v->store.context;

    for (size_t f = 0; f < o->entity->field_count; f++) {
        wn_cell *cell = &record->cells[f];
        if (o->entity->fields[f].target != o->entity->number ||
            cell->state != WN_CELL_CLEAN)
            continue;
        uint64_t parent =
            wn_xref_find(context, wn_xref_fingerprint(record->file->source->system,
                                                      o->entity->name, cell->value));
        if (parent && parent == (uint64_t)o->id)
            cell->state = WN_CELL_EMPTY;
        else
            wn_xref_link(context, record->file, o->entity, cell, arena);
    }
}

static void add_up(const wn_verification *v, const wn_record *record, const origin *o,
                   looked *l)
{
    for (size_t f = 0; f < o->entity->field_count; f++) {
        const wn_field *field = &o->entity->fields[f];
        const wn_cell *cell = &record->cells[f];
        if (!gives(v, o, f) || !store_has_value(field, cell))
            continue;
        l->sum += store_hash_value(field, cell->value);
        l->values++;
    }
    l->is_summed = true;
}

void verify_look(const wn_verification *v, wn_fingerprint prefix, wn_record *record,
                 wn_arena *arena)
{
    looked *l = wn_arena_alloc(arena, sizeof(*l));

    *l = (looked){.key = wn_fingerprint_mix(prefix, record->key)};
    record->looked = l;
    l->known = store_only(&v->store, l->key);
    if (v->naming || record->disposition == WN_DISPOSITION_SKIPPED)
        return;
    l->is_sampled = verify_is_sampled(v, record);
    if (!l->known || !store_same_source(record, l->known) ||
        !store_golden_id(&v->store, l->known))
        return;
    origin o = origin_of(v, record->file->entity, l->known);
    if (o.e->part)
        return;
    resolve(v, record, &o, arena);
    add_up(v, record, &o, l);
}

static void sample(wn_verification *v, const wn_record *record, const origin *o,
                   wn_arena *arena)
{
    bool *says = wn_arena_alloc(arena, o->entity->field_count + 1);

    for (size_t f = 0; f < o->entity->field_count; f++)
        says[f] = gives(v, o, f);
    verify_sample(v, record, o->known, says);
}

static void expect_all(wn_verification *v, wn_record *record, const store_known *known,
                       wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    origin o = origin_of(v, entity, known);
    expected *e = verify_of(v, entity->number, o.id);
    looked l = *record->looked;

    e->seen++;
    e->base = e->base || o.base;
    if (!l.is_summed)
        resolve(v, record, &o, arena);
    if (!l.is_summed && !v->naming && !e->part)
        add_up(v, record, &o, &l);
    e->sum += l.sum;
    v->out->values += l.values;
    for (size_t f = 0; f < entity->field_count && !l.is_summed; f++)
        if (gives(v, &o, f))
            expect(v, record, &o, f);
    if (l.is_sampled)
        sample(v, record, &o, arena);
}

/* The target's record of this one: the nth with its key, where this is the nth. */
static store_known *known_of(wn_verification *v, const looked *l)
{
    if (!l->known || l->known->times > 0)
        return store_next(&v->store, l->key);
    store_known *known = &v->store.known[l->known - v->store.known];
    known->times = 1;
    return known;
}

/* The source row says that it was loaded, and leads to no record. */
static bool leads_nowhere(const wn_verification *v, const store_known *known)
{
    return known->disposition != WN_DISPOSITION_REFUSED &&
           known->disposition != WN_DISPOSITION_SKIPPED &&
           !verify_is_id(store_golden_id(&v->store, known));
}

/* The target has no row of the record, one that leads nowhere, or one that says something
 * else. */
static void find_missing(wn_verification *v, const wn_record *record,
                         const store_known *known)
{
    bool altered = known && !store_same_source(record, known);
    /* such a key may hold a name or a mailbox: do not show it */
    bool tells = !wn_is_ascii(record->key) ||
                 memchr(record->key.ptr, '@', record->key.len) != NULL;
    wn_str key = tells ? WN_STR("****") : record->key;

    if (altered && store_is_older(record, known)) {
        v->out->older++;
        return;
    }
    v->out->missing += !altered;
    v->out->altered += altered;
    verify_say(v, altered ? WN_SAY_VERIFY_ALTERED : WN_SAY_VERIFY_MISSING,
               WN_FMT(record->file->name), wn_line_mark(v->store.context, record->file),
               (unsigned long long)record->line, WN_FMT(key));
}

void verify_record(wn_verification *v, wn_record *record, wn_arena *arena)
{
    store_known *known = known_of(v, record->looked);

    if (record->disposition == WN_DISPOSITION_SKIPPED)
        return;
    if (!v->naming)
        v->out->records++;
    if (!known || !store_same_source(record, known) || leads_nowhere(v, known)) {
        if (!v->naming)
            find_missing(v, record, known);
        return;
    }
    if (!v->naming)
        v->out->compared++;
    if (store_golden_id(&v->store, known))
        expect_all(v, record, known, arena);
}
