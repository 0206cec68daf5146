/*
 * store_now.c - reads golden records of the target that the groups of a batch may change:
 * a query for their rows, one for their source records, and one for where their values
 * are from. (The rows are not joined with the source records: SQLite makes all of a view
 * that is joined from the left, for each batch.)
 */
#include "store.h"

#include "core/memory.h"

#include <stdlib.h>

/* Finds the field of each column: the table may have columns without a field. */
void store_now_begin(store *s)
{
    const wn_entity *whole = store_whole(s, s->entity);
    store_nows *n = &s->nows;

    free(n->fields);
    n->fields = wn_alloc(whole->field_count + 1, sizeof(*n->fields));
    free(n->numbers);
    n->numbers = wn_alloc(s->entity->field_count + 1, sizeof(*n->numbers));
    n->columns = whole->field_count;
    for (size_t c = 0; c < n->columns; c++) {
        n->fields[c] = wn_field_find(s->entity, whole->fields[c].name);
        if (n->fields[c] >= 0)
            n->numbers[n->fields[c]] = whole->fields[c].number;
    }
    n->count = 0;
}

static wn_str keep(store_nows *n, wn_str cell)
{
    return cell.ptr ? wn_arena_str(&n->arena, cell) : (wn_str){0};
}

static void add_origin(store_nows *n, store_now *now, store_origin origin)
{
    now->origins = wn_arena_grow(&n->arena, now->origins, now->origin_count,
                                 &now->origin_room, sizeof(*now->origins));
    now->origins[now->origin_count++] = origin;
}

static bool take_row(void *data, const wn_str *cells)
{
    store *s = data;
    store_nows *n = &s->nows;
    const wn_entity *whole = store_whole(s, s->entity);
    int64_t id = strtoll(cells[0].ptr, NULL, 10);

    *wn_map_set(&n->known, wn_fingerprint_numbers((uint64_t)id, 0), NULL) =
        (int64_t)n->count;
    n->items = wn_grow(n->items, n->count, &n->room, sizeof(*n->items));
    store_now *now = &n->items[n->count++];
    wn_str *values =
        wn_arena_alloc(&n->arena, (s->entity->field_count + 1) * sizeof(*values));
    *now = (store_now){.id = id, .cells = values};
    now->hash = store_hash_row(whole, cells + 1);
    for (size_t c = 0; c < n->columns; c++) {
        wn_str cell = cells[1 + c];
        if (cell.ptr && n->fields[c] < 0)
            now->others += store_hash_value(&whole->fields[c], cell);
        else if (n->fields[c] >= 0)
            values[n->fields[c]] = keep(n, cell);
    }
    return true;
}

static store_now *now_of(store_nows *n, wn_str id)
{
    const int64_t *at = wn_map_find(
        &n->known, wn_fingerprint_numbers((uint64_t)strtoll(id.ptr, NULL, 10), 0));

    return at ? &n->items[*at] : NULL;
}

static bool take_source(void *data, const wn_str *cells)
{
    store_nows *n = &((store *)data)->nows;
    store_now *now = now_of(n, cells[0]);

    if (!now || now->origin_count > 0)
        return true; /* two of its source records are marked as loaded: the first counts
                      */
    now->says = keep(n, cells[1]);
    now->left = (uint64_t)db_cell_number(cells[2]);
    add_origin(n, now,
               (store_origin){.system = keep(n, cells[3]),
                              .key = keep(n, cells[4]),
                              .nth = strtoull(cells[5].ptr, NULL, 10)});
    return true;
}

static bool take_lineage(void *data, const wn_str *cells)
{
    store_nows *n = &((store *)data)->nows;
    store_now *now = now_of(n, cells[0]);

    if (now)
        add_origin(n, now,
                   (store_origin){.field = keep(n, cells[1]),
                                  .system = keep(n, cells[2]),
                                  .key = keep(n, cells[3]),
                                  .nth = strtoull(cells[4].ptr, NULL, 10),
                                  .column = keep(n, cells[5]),
                                  .rule = keep(n, cells[6])});
    return true;
}

wn_rc store_now_read(store *s, const int64_t *ids, size_t count)
{
    store_nows *n = &s->nows;
    wn_buf sql = {0}, list = {0};

    n->count = 0;
    wn_map_release(&n->known);
    wn_arena_reset(&n->arena);
    if (count == 0)
        return WN_OK;
    for (size_t i = 0; i < count; i++)
        wn_buf_format(&list, "%s%lld", i ? "," : "", (long long)ids[i]);
    db_sql(&sql, "SELECT t.id");
    db_add_fields(s->db, &sql, "t", store_whole(s, s->entity));
    db_sql(&sql, " FROM %I t WHERE t.id IN (%s)", s->entity->name, list.ptr);
    wn_rc rc = s->db->class->query(s->db, sql.ptr, take_row, s);
    if (rc >= 0)
        rc = db_each(s->db, take_source, s,
                     "SELECT golden_id, says, golden_hash, system, source_key, nth FROM "
                     "winnow_source WHERE entity=%L AND fate IN ('loaded','review') AND "
                     "golden_id IN (%s)",
                     s->entity->name, list.ptr);
    if (rc >= 0)
        rc = db_each(s->db, take_lineage, s,
                     "SELECT golden_id, field, system, source_key, nth, \"column\", rule "
                     "FROM winnow_lineage WHERE entity=%L AND golden_id IN (%s)",
                     s->entity->name, list.ptr);
    wn_buf_release(&sql);
    wn_buf_release(&list);
    return rc;
}

const store_now *store_now_find(const store *s, int64_t id)
{
    const int64_t *at =
        wn_map_find(&s->nows.known, wn_fingerprint_numbers((uint64_t)id, 0));

    return at ? &s->nows.items[*at] : NULL;
}
