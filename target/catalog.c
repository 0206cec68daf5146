/* catalog.c - makes a model from the target's table winnow_column; finds runs. */
#include "catalog.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct column {
    int64_t run;
    wn_str name;
    int entity, field; /* indexes; field -1: one that this winnow does not know */
} column;

typedef struct reading {
    catalog *c;
    size_t room;
    column *columns;
    size_t column_count, column_room;
} reading;

static wn_entity *entity_of(reading *r, wn_str name)
{
    wn_model *model = &r->c->model;
    int e = wn_entity_find(model, name);

    if (e >= 0)
        return &model->entities[e];
    model->entities =
        wn_grow(model->entities, model->entity_count, &r->room, sizeof(wn_entity));
    wn_entity *entity = &model->entities[model->entity_count];
    *entity = (wn_entity){.name = wn_arena_str(&r->c->arena, name),
                          .number = (int)model->entity_count++,
                          .key = -1,
                          .extra = -1,
                          .means = WN_MEANS_NONE};
    return entity;
}

/* Takes a row of winnow_column. The type of a link is "link:account". Until all entities
 * are known, the name of its target is kept in field->mask, which a catalog does not use
 * otherwise. */
static bool take_column(void *data, const wn_str *cells)
{
    reading *r = data;
    wn_entity *entity = entity_of(r, cells[0]);
    wn_str target = cells[2], type = wn_str_cut(&target, WN_STR(":"));
    const wn_transform *transform = wn_transform_find(type);

    if (wn_str_equal(cells[1], WN_STR("id")))
        return true;
    r->columns =
        wn_grow(r->columns, r->column_count, &r->column_room, sizeof(*r->columns));
    r->columns[r->column_count++] = (column){
        .run = db_cell_number(cells[3]),
        .name = wn_arena_str(&r->c->arena, cells[1]),
        .entity = entity->number,
        .field = transform ? (int)entity->field_count : -1,
    };
    if (!transform)
        return true;
    entity->fields = wn_grow(entity->fields, entity->field_count, &entity->field_room,
                             sizeof(*entity->fields));
    entity->fields[entity->field_count++] =
        (wn_field){.name = wn_arena_str(&r->c->arena, cells[1]),
                   .print = wn_hash(cells[1], 0),
                   .type = transform,
                   .target = -1,
                   .mask = wn_arena_str(&r->c->arena, target)};
    return true;
}

static int by_age(const void *a, const void *b)
{
    const column *x = a, *y = b;

    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    if (x->run != y->run)
        return x->run < y->run ? -1 : 1;
    return wn_str_compare(x->name, y->name);
}

static void number_columns(reading *r)
{
    int number = 0;

    if (r->column_count > 0)
        qsort(r->columns, r->column_count, sizeof(*r->columns), by_age);
    for (size_t i = 0; i < r->column_count; i++, number++) {
        const column *c = &r->columns[i];
        number = i > 0 && r->columns[i - 1].entity != c->entity ? 0 : number;
        if (c->field >= 0)
            r->c->model.entities[c->entity].fields[c->field].number = number;
    }
    free(r->columns);
}

static void resolve_links(wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            wn_field *field = &model->entities[e].fields[f];
            if (field->type->role == WN_ROLE_LINK)
                field->target = wn_entity_find(model, field->mask);
        }
}

wn_rc catalog_latest(db *d, int64_t *number)
{
    *number = 0;
    return d->class->has_table(d, WN_STR("winnow_run"))
               ? db_number(d, number, "SELECT coalesce(max(number),0) FROM winnow_run")
               : d->err->rc;
}

wn_rc catalog_read(catalog *c, db *d)
{
    reading r = {.c = c};

    *c = (catalog){0};
    if (!d->class->has_table(d, WN_STR("winnow_run")) ||
        !d->class->has_table(d, WN_STR("winnow_column"))) {
        wn_rc rc = wn_fail(d->err, WN_E_TARGET, WN_SAY_TRACE_NO_TARGET, d->shown);
        wn_error_hint(d->err, WN_SAY_TRACE_TARGET_HINT);
        return rc;
    }
    wn_rc rc = db_each(d, take_column, &r,
                       "SELECT entity, field, type, run FROM winnow_column ORDER BY run, "
                       "entity");
    number_columns(&r);
    resolve_links(&c->model);
    return rc;
}

void catalog_release(catalog *c)
{
    for (size_t e = 0; e < c->model.entity_count; e++)
        free(c->model.entities[e].fields);
    free(c->model.entities);
    wn_arena_release(&c->arena);
    *c = (catalog){0};
}

static bool take_run(void *data, const wn_str *cells)
{
    catalog_run *run = data;

    run->number = db_cell_number(cells[0]);
    snprintf(run->id, sizeof(run->id), "%s", cells[1].ptr);
    run->is_undo = cells[2].ptr && wn_str_equal(cells[2], WN_STR("undo"));
    run->undo_of = db_cell_number(cells[3]);
    run->undone_by = db_cell_number(cells[4]);
    run->first_ids = wn_arena_str(run->arena, cells[5]);
    return false;
}

wn_rc catalog_find_run(db *d, wn_str id, wn_arena *arena, catalog_run *out)
{
    *out = (catalog_run){.arena = arena};
    return db_each(
        d, take_run, out,
        "SELECT number, id, kind, undo_of, undone_by, first_ids FROM winnow_run "
        "WHERE id=%L OR (%L='' AND coalesce(kind,'run')='run' AND undone_by IS "
        "NULL) ORDER BY number DESC LIMIT 1",
        id, id);
}
