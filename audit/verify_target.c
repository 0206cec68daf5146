/* verify_target.c - compares what the target says with what the sources say. */
#include "verifying.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct scan {
    wn_verification *v;
    const wn_entity *entity;
    bool (*row)(struct scan *s, int64_t id, const wn_str *cells);
    wn_str *cells;     /* of the row, by field */
    char (*rooms)[24]; /* for them */
    uint64_t *chunks; /* sum of hashes for each VERIFY_CHUNK golden ids */
    size_t chunk_count;
} scan;

static bool take_row(void *data, const db_value *values)
{
    scan *s = data;

    for (size_t f = 0; f < s->entity->field_count; f++)
        s->cells[f] = db_shown(&values[f + 1], s->rooms[f]);
    return s->row(s, db_whole(&values[0]), s->cells);
}

static wn_rc each_golden(scan *s, const char *where)
{
    db *d = s->v->store.db;
    wn_buf sql = {0};

    s->cells = wn_alloc(s->entity->field_count + 1, sizeof(*s->cells));
    s->rooms = wn_alloc(s->entity->field_count + 1, sizeof(*s->rooms));
    db_sql(&sql, "SELECT t.id");
    db_add_fields(d, &sql, "t", s->entity);
    db_sql(&sql, " FROM %I t %s", s->entity->name, where);
    wn_rc rc = d->class->read(d, sql.ptr, take_row, s);
    wn_buf_release(&sql);
    free(s->cells);
    free(s->rooms);
    return rc;
}

/* ---- all of them ------------------------------------------------------------------ */

static void add_to_chunk(scan *s, int64_t id, uint64_t hash)
{
    size_t at = (size_t)(id / VERIFY_CHUNK);

    if (id < 0 || at > (size_t)UINT32_MAX / VERIFY_CHUNK)
        return;
    s->chunks = wn_reach(s->chunks, at, &s->chunk_count, sizeof(*s->chunks));
    s->chunks[at] += hash;
}

static bool is_made(const wn_verification *v, const wn_entity *entity, int64_t id,
                    size_t field)
{
    const int64_t *how =
        wn_map_find(&v->overridden, verify_print(entity->number, id, field));

    return how && *how == 2;
}

/* For a golden record with members in other exports, too: does a value differ that a
 * record read now has given? */
static bool part_differs(const wn_verification *v, const wn_entity *entity, int64_t id,
                         const wn_str *cells)
{
    for (size_t f = 0; f < entity->field_count; f++) {
        const int64_t *hash = wn_map_find(&v->parts, verify_print(entity->number, id, f));
        if (hash &&
            (!cells[f].ptr ||
             store_hash_value(&entity->fields[f], cells[f]) != (uint64_t)*hash))
            return true;
    }
    return false;
}

static void keep_row(wn_verification *v, const wn_entity *entity, int64_t id,
                     const wn_str *cells)
{
    wn_str *row = wn_arena_alloc(&v->arena, (entity->field_count + 1) * sizeof(*row));

    for (size_t f = 0; f < entity->field_count; f++)
        row[f] = cells[f].ptr ? wn_arena_str(&v->arena, cells[f]) : WN_STR("");
    v->rows = wn_grow(v->rows, v->row_count, &v->row_room, sizeof(*v->rows));
    v->rows[v->row_count++] = row;
    *wn_map_set(&v->sample_rows, verify_print(entity->number, id, 0), NULL) =
        (int64_t)v->row_count;
}

static bool compare_row(scan *s, int64_t id, const wn_str *cells)
{
    wn_verification *v = s->v;
    const wn_entity *entity = s->entity;
    expected *e = verify_of(v, entity->number, id);
    uint64_t all = 0, sum = 0;

    for (size_t f = 0; f < entity->field_count; f++) {
        if (!cells[f].ptr)
            continue;
        uint64_t hash = store_hash_value(&entity->fields[f], cells[f]);
        all += hash;
        sum += e->made && is_made(v, entity, id, f) ? 0 : hash;
    }
    add_to_chunk(s, id, all ^ (uint64_t)id);
    e->there = true;
    if (e->sampled)
        keep_row(v, entity, id, cells);
    /* somebody added it, its export is not read now, or one of its members is in no export
     * any more */
    if (e->seen == 0 ||
        (!e->part && e->seen < store_golden_of(&v->store, entity->number, id)->members)) {
        v->out->uncovered++;
        return true;
    }
    v->out->golden++;
    if (e->part ? part_differs(v, entity, id, cells) : e->sum != sum)
        verify_suspect(v, id);
    return true;
}

/* Report golden records that the sources expect and the target does not have any more. */
static void find_gone(wn_verification *v, const wn_entity *entity)
{
    expectations *all = &v->all[entity->number];

    for (size_t id = 1; id < all->room; id++)
        if (all->items[id].base && !all->items[id].there) {
            v->out->differ++;
            verify_say(v, WN_SAY_VERIFY_GONE, WN_FMT(entity->name), (long long)id);
        }
}

static void write_chunks(scan *s)
{
    wn_verification *v = s->v;
    wn_arena arena = {0};

    for (size_t i = 0; i < s->chunk_count; i++)
        if (s->chunks[i]) {
            wn_str text =
                wn_arena_format(&arena, "%016llx", (unsigned long long)s->chunks[i]);
            wn_str keyed = wn_mask(WN_STR("pseudonym"), text, v->key, &arena);
            json_array_append_new(v->chunks,
                                  json_pack("{s:s%,s:I,s:s%}", "entity",
                                            s->entity->name.ptr, s->entity->name.len,
                                            "from", (json_int_t)(i * VERIFY_CHUNK),
                                            "hash", keyed.ptr, keyed.len));
        }
    wn_arena_release(&arena);
}

wn_rc verify_compare(wn_verification *v)
{
    const wn_model *model = &v->store.context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        scan s = {.v = v, .entity = &model->entities[e], .row = compare_row};
        if (!v->all[e].is_used)
            continue; /* the entity has no source records */
        if (v->store.db->class->has_table(v->store.db, s.entity->name))
            rc = each_golden(&s, "");
        if (rc >= 0)
            rc = verify_settle(v, s.entity);
        if (rc >= 0)
            find_gone(v, s.entity);
        write_chunks(&s);
        free(s.chunks);
    }
    return rc;
}

/* ---- those that differ ------------------------------------------------------------ */

static void say_value(wn_verification *v, const wn_entity *entity, int64_t id, size_t f,
                      wn_str there, const named_value *value)
{
    wn_arena arena = {0};
    const wn_field *field = &entity->fields[f];
    wn_str is = wn_field_shown(field, there, v->key, &arena);
    wn_str was = value ? wn_field_shown(field, value->value, v->key, &arena) : WN_STR("");

    verify_say(v, WN_SAY_VERIFY_DIFFERS, WN_FMT(entity->name), (long long)id,
               WN_FMT(entity->fields[f].name), WN_FMT(is), WN_FMT(was),
               value ? (int)value->path.len : 0, value ? value->path.ptr : "",
               value ? value->mark : ':', value ? (unsigned long long)value->line : 0ULL);
    wn_arena_release(&arena);
}

static bool name_row(scan *s, int64_t id, const wn_str *cells)
{
    wn_verification *v = s->v;
    const wn_entity *entity = s->entity;
    const expected *e = verify_of(v, entity->number, id);

    for (size_t f = 0; f < entity->field_count && e->named; f++) {
        const int64_t *at = wn_map_find(&v->values, verify_print(entity->number, id, f));
        const named_value *value = at ? &v->named[*at - 1] : NULL;
        bool has = cells[f].ptr != NULL;
        if (is_made(v, entity, id, f) || (e->part && !value) || (!has && !value))
            continue;
        if (has && value &&
            store_hash_value(&entity->fields[f], cells[f]) ==
                store_hash_value(&entity->fields[f], value->value))
            continue;
        say_value(v, entity, id, f, has ? cells[f] : WN_STR(""), value);
    }
    return true;
}

wn_rc verify_name(wn_verification *v)
{
    const wn_model *model = &v->store.context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++) {
        scan s = {.v = v, .entity = &model->entities[e], .row = name_row};
        if (v->all[e].is_used &&
            v->store.db->class->has_table(v->store.db, s.entity->name))
            rc = each_golden(&s, "ORDER BY t.id");
    }
    return rc;
}
