/*
 * store_change.c - what a run changes in the target, table by table.
 *
 * It is counted at the end of the one transaction, from the images of golden records that
 * the run kept, against the rows as they are now. A dry run is the same run, rolled back:
 * so it says what the load would do, and the load what it did, by the same count.
 */
#include "store.h"

#include "core/memory.h"

#include <stdlib.h>

#define EXAMPLE_FIELDS 5 /* of so many fields the examples are read */

typedef struct comparing {
    store *s;
    const wn_entity *entity;
    wn_change *change;
    size_t from;             /* the first field that is counted */
    wn_changed_field *field; /* whose examples are read */
} comparing;

/* ---- which fields, how often ------------------------------------------------------ */

/* How many fields are counted by one statement: SQLite sums 2,000 columns, of both rows.
 */
#define SLICE 500

/* Cells: how often each field of the slice changed. */
static bool take_slice(void *data, const wn_str *cells)
{
    comparing *c = data;
    wn_arena *arena = &c->s->may->load->changes.arena;

    for (size_t f = c->from; f < c->entity->field_count && f < c->from + SLICE; f++)
        if (db_cell_number(cells[f - c->from]) > 0)
            c->change->fields[c->change->field_count++] =
                (wn_changed_field){.name = wn_arena_str(arena, c->entity->fields[f].name),
                                   .count = (uint64_t)db_cell_number(cells[f - c->from])};
    return false;
}

static wn_rc count_slice(comparing *c)
{
    const wn_entity *entity = c->entity;
    wn_buf sql = {0};

    for (size_t f = c->from; f < entity->field_count && f < c->from + SLICE; f++)
        db_sql(&sql, "%s sum(CASE WHEN n.%I IS DISTINCT FROM t.%I THEN 1 ELSE 0 END)",
               f > c->from ? "," : "SELECT", entity->fields[f].name,
               entity->fields[f].name);
    db_sql(&sql, " FROM new_old n JOIN %I t ON t.id=n.id", entity->name);
    wn_rc rc = c->s->db->class->query(c->s->db, sql.ptr, take_slice, c);
    wn_buf_release(&sql);
    return rc;
}

static wn_rc count_fields(comparing *c)
{
    const wn_entity *entity = c->entity;
    wn_buf differs = {0};
    int64_t changed = 0;

    c->change->fields =
        wn_arena_alloc(&c->s->may->load->changes.arena,
                       (entity->field_count + 1) * sizeof(wn_changed_field));
    store_add_differs(entity, &differs);
    wn_rc rc = db_number(c->s->db, &changed,
                         "SELECT count(*) FROM new_old n JOIN %I t ON t.id=n.id WHERE %s",
                         entity->name, differs.ptr);
    c->change->changed = (uint64_t)changed;
    for (c->from = 0; c->from < entity->field_count && rc >= 0; c->from += SLICE)
        rc = count_slice(c);
    wn_buf_release(&differs);
    return rc;
}

static int by_count(const void *left, const void *right)
{
    const wn_changed_field *a = left, *b = right;
    int order = (a->count < b->count) - (a->count > b->count);

    return order ? order : wn_str_compare(a->name, b->name);
}

/* ---- examples --------------------------------------------------------------------- */

static wn_str keep(wn_arena *arena, wn_str cell)
{
    return cell.ptr ? wn_arena_str(arena, cell) : cell;
}

static bool take_example(void *data, const wn_str *cells)
{
    comparing *c = data;
    wn_arena *arena = &c->s->may->load->changes.arena;

    c->field->examples[c->field->example_count++] = (struct wn_change_example){
        db_cell_number(cells[0]), keep(arena, cells[1]), keep(arena, cells[2])};
    return c->field->example_count < WN_CHANGE_EXAMPLES;
}

static wn_rc read_examples(comparing *c)
{
    const db_dialect *dialect = c->s->db->class->dialect;
    int f = wn_field_find(c->entity, c->field->name);
    const wn_field *field = &c->entity->fields[f];
    wn_buf sql = {0};

    db_sql(&sql, "SELECT n.id, ");
    dialect->text(&sql, "n", field);
    db_sql(&sql, ", ");
    dialect->text(&sql, "t", field);
    db_sql(&sql,
           " FROM new_old n JOIN %I t ON t.id=n.id WHERE n.%I IS DISTINCT FROM t.%I "
           "ORDER BY n.id LIMIT %d",
           c->entity->name, field->name, field->name, (long long)WN_CHANGE_EXAMPLES);
    wn_rc rc = c->s->db->class->query(c->s->db, sql.ptr, take_example, c);
    wn_buf_release(&sql);
    return rc;
}

/* ---- a table ---------------------------------------------------------------------- */

/* Compares the golden records that have an image with the rows as they are now. */
static wn_rc compare(comparing *c)
{
    store *s = c->s;
    wn_change *change = c->change;
    int64_t images = 0, joined = 0;
    bool shows = s->context->settings->audience == WN_AUDIENCE_ADMIN;
    wn_rc rc =
        db_number(s->db, &images, "SELECT count(before) FROM new_image WHERE entity=%L",
                  c->entity->name);

    if (rc < 0 || images == 0)
        return rc;
    rc = images_unpack_golden(s->db, "new_image", "new_old", s->run, c->entity);
    if (rc >= 0)
        rc = db_number(s->db, &joined,
                       "SELECT count(*) FROM new_old n WHERE NOT EXISTS (SELECT 1 FROM "
                       "%I t WHERE t.id=n.id)",
                       c->entity->name);
    change->joined = (uint64_t)joined;
    if (rc >= 0)
        rc = count_fields(c);
    if (rc >= 0 && change->field_count > 1)
        qsort(change->fields, change->field_count, sizeof(*change->fields), by_count);
    for (size_t f = 0; shows && f < change->field_count && f < EXAMPLE_FIELDS; f++) {
        c->field = &change->fields[f];
        rc = rc < 0 ? rc : read_examples(c);
    }
    return rc < 0 ? rc : db_run(s->db, "DROP TABLE new_old");
}

/* New golden records: those with new ids, and those that somebody had deleted and that
 * are back. */
static wn_rc count_fresh(comparing *c)
{
    store *s = c->s;
    int64_t fresh = 0, back = 0, now = 0, first = 0, last = 0;
    wn_rc rc = db_number(s->db, &now, "SELECT count(*) FROM %I", c->entity->name);

    if (c->change->entity) {
        first = s->context->known->target->first[c->change->entity->number];
        last = first + s->context->known->xref->fresh[c->change->entity->number];
    }
    if (rc >= 0)
        rc = db_number(s->db, &fresh, "SELECT count(*) FROM %I WHERE id>=%d AND id<%d",
                       c->entity->name, (long long)first, (long long)last);
    if (rc >= 0)
        rc = db_number(s->db, &back,
                       "SELECT count(*) FROM %I t WHERE t.id IN (SELECT h.golden_id FROM "
                       "new_image h WHERE h.entity=%L AND h.before IS NULL)",
                       c->entity->name, c->entity->name);
    c->change->fresh = (uint64_t)(fresh + back);
    c->change->before = (uint64_t)(now - fresh - back) + c->change->joined;
    c->change->same = c->change->before - c->change->changed - c->change->joined;
    return rc;
}

/* What was seen, and what cannot be known of exports that were not read as a whole. */
static void take_tallies(const store *s, wn_change *change)
{
    const store_tally *tally = &s->tallies[change->entity->number];

    change->apart = tally->apart;
    change->added = tally->added;
    change->gone = tally->gone;
    for (size_t i = 0; i < s->pair_count; i++) {
        const store_exports *pair = &s->pairs[i];
        if (pair->entity != change->entity->number)
            continue;
        change->gone_known = change->gone_known || pair->read;
        change->unread += pair->read ? 0 : pair->known - pair->seen;
    }
    change->gone_known = change->gone_known || change->unread == 0;
}

static bool has_file(const wn_plan *plan, const wn_entity *entity)
{
    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity)
            return true;
    return false;
}

static wn_rc find_change(store *s, const wn_entity *entity)
{
    wn_changes *all = &s->may->load->changes;
    const wn_plan *plan = s->context->plan;
    int e = wn_entity_find(&plan->model, entity->name);
    wn_change change = {.entity = e >= 0 ? &plan->model.entities[e] : NULL};
    comparing c = {.s = s, .entity = entity, .change = &change};

    if (!s->db->class->has_table(s->db, entity->name))
        return WN_OK;
    change.table = wn_arena_str(&all->arena, entity->name);
    wn_rc rc = compare(&c);
    if (rc >= 0)
        rc = count_fresh(&c);
    if (change.entity)
        take_tallies(s, &change);
    if (change.fresh + change.changed + change.joined == 0 &&
        !(change.entity && has_file(plan, change.entity)))
        return rc; /* a table that this run has nothing to do with */
    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = change;
    return rc;
}

wn_rc store_find_changes(store *s)
{
    wn_changes *all = &s->may->load->changes;
    wn_rc rc = WN_OK;

    all->state = s->db->before_commit ? WN_CHANGE_ANEW
                 : s->living          ? WN_CHANGE_AGAIN
                                      : WN_CHANGE_FIRST;
    for (size_t e = 0;
         e < s->catalog.model.entity_count && rc >= 0 && all->state != WN_CHANGE_ANEW;
         e++)
        rc = find_change(s, &s->catalog.model.entities[e]);
    return rc;
}
