/*
 * known_fields.c - which field of which entity holds a meaning (fields.tsv), and which
 * fields the model that ships has, with their names and labels.
 */
#include "drafting.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft_fields.inc" /* fields.tsv as bytes */

static wn_str find(wn_str in, const char *what)
{
    const char *at = memmem(in.ptr, in.len, what, strlen(what));

    return at ? (wn_str){at, (size_t)(in.ptr + in.len - at)} : WN_STR("");
}

/* The value of name="..." in the element at the beginning of the text. */
static wn_str attribute(wn_str element, const char *name)
{
    char wanted[32];
    const char *end = element.len ? memchr(element.ptr, '>', element.len) : NULL;

    snprintf(wanted, sizeof(wanted), " %s=\"", name);
    wn_str in = {element.ptr, end ? (size_t)(end - element.ptr) : 0};
    wn_str from = find(in, wanted);
    if (from.len == 0)
        return WN_STR("");
    from = (wn_str){from.ptr + strlen(wanted), from.len - strlen(wanted)};
    return wn_str_cut(&from, WN_STR("\""));
}

int draft_entity_add(draft *d, wn_str name, bool in_model)
{
    d->entities =
        wn_grow(d->entities, d->entity_count, &d->entity_room, sizeof(*d->entities));
    d->entities[d->entity_count] =
        (draft_entity){.name = wn_arena_str(&d->arena, name), .in_model = in_model};
    return (int)d->entity_count++;
}

int draft_entity_find(const draft *d, wn_str name)
{
    for (size_t e = 0; e < d->entity_count; e++)
        if (wn_str_equal(d->entities[e].name, name))
            return (int)e;
    return -1;
}

/* Read the fields that the entity has in the model that ships. */
static void read_model_fields(draft_entity *entity, wn_str element)
{
    const char *end = memmem(element.ptr, element.len, "</entity>", 9);
    wn_str rest = {element.ptr, end ? (size_t)(end - element.ptr) : 0};

    while ((rest = find(rest, "<field ")).len > 0) {
        entity->model = wn_grow(entity->model, entity->model_count, &entity->model_room,
                                sizeof(*entity->model));
        entity->model[entity->model_count++] = (draft_field){
            attribute(rest, "name"), attribute(rest, "type"), attribute(rest, "target"),
            attribute(rest, "en"), attribute(rest, "zh")};
        rest = (wn_str){rest.ptr + 1, rest.len - 1};
    }
}

static void read_model(draft *d)
{
    wn_str rest = wn_pack_model();

    while ((rest = find(rest, "<entity ")).len > 0) {
        int e = draft_entity_add(d, attribute(rest, "name"), true);
        read_model_fields(&d->entities[e], rest);
        rest = (wn_str){rest.ptr + 1, rest.len - 1};
    }
}

/* "account_id:2": the field, and how strongly it speaks for the entity. */
static struct draft_cell read_cell(wn_str cell)
{
    int64_t speaks = 0;
    struct draft_cell out = {.field = wn_str_cut(&cell, WN_STR(":"))};

    if (wn_str_number(cell, &speaks))
        out.speaks = (unsigned)speaks;
    return out;
}

void draft_fields_open(draft *d)
{
    wn_str rest = {(const char *)embedded_draft_fields, sizeof(embedded_draft_fields)};
    int *columns = NULL; /* by column of the table: its entity */
    size_t count = 0, room = 0;

    read_model(d);
    while (rest.len > 0) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        draft_row row = {.meaning = wn_str_cut(&line, WN_STR("\t"))};
        if (count == 0) { /* the head: entities, of which the model has not all */
            while (line.len > 0) {
                wn_str name = wn_str_cut(&line, WN_STR("\t"));
                int e = draft_entity_find(d, name);
                columns = wn_grow(columns, count, &room, sizeof(*columns));
                columns[count++] = e >= 0 ? e : draft_entity_add(d, name, false);
            }
            d->known_count = d->entity_count;
            continue;
        }
        row.cells = wn_arena_alloc(&d->arena, d->known_count * sizeof(*row.cells));
        for (size_t i = 0; line.len > 0 && i < count; i++)
            row.cells[columns[i]] = read_cell(wn_str_cut(&line, WN_STR("\t")));
        d->rows = wn_grow(d->rows, d->row_count, &d->row_room, sizeof(*d->rows));
        d->rows[d->row_count++] = row;
    }
    free(columns);
}

void draft_fields_close(draft *d)
{
    for (size_t e = 0; e < d->entity_count; e++) {
        free(d->entities[e].model);
        wn_buf_release(&d->entities[e].fields);
        wn_map_release(&d->entities[e].added);
        wn_map_release(&d->entities[e].types);
    }
    free(d->entities);
    free(d->rows);
}

/* What fields.tsv says of the meaning in the entity; NULL: nothing. */
static const struct draft_cell *cell_of(const draft *d, const heading_meaning *meaning,
                                        int entity)
{
    if ((size_t)entity >= d->known_count)
        return NULL;
    for (size_t i = 0; meaning && i < d->row_count; i++)
        if (wn_str_equal(d->rows[i].meaning, wn_str_of(meaning->name)))
            return &d->rows[i].cells[entity];
    return NULL;
}

wn_str draft_field_for(const draft *d, const heading_meaning *meaning, int entity)
{
    const struct draft_cell *cell = cell_of(d, meaning, entity);

    if (cell && cell->field.len)
        return cell->field;
    /* an entity that the model does not have names its fields by their meanings, except
     * two: "happened_at" and "person" say less than the column's own name */
    bool vague = meaning && (!strcmp(meaning->name, "happened_at") ||
                             !strcmp(meaning->name, "person"));
    return meaning && !vague && !d->entities[entity].in_model ? wn_str_of(meaning->name)
                                                              : WN_STR("");
}

unsigned draft_speaks(const draft *d, const heading_meaning *meaning, int entity)
{
    const struct draft_cell *cell = cell_of(d, meaning, entity);

    return cell ? cell->speaks : 0;
}

const draft_field *draft_model_field(const draft *d, int entity, wn_str name)
{
    const draft_entity *e = &d->entities[entity];

    for (size_t f = 0; f < e->model_count; f++)
        if (wn_str_equal(e->model[f].name, name))
            return &e->model[f];
    return NULL;
}

/* The field that has this name or label in the model: "Intent", 意向等级,
 * last_contact_at. */
const draft_field *draft_model_named(const draft *d, int entity, wn_str name)
{
    const draft_entity *e = &d->entities[entity];
    char a[256], b[256];
    wn_str wanted = wn_fold(name, a, sizeof(a));

    for (size_t f = 0; wanted.len && f < e->model_count; f++) {
        const wn_str names[] = {e->model[f].name, e->model[f].en, e->model[f].zh};
        for (size_t i = 0; i < WN_COUNT(names); i++)
            if (wn_str_equal(wn_fold(names[i], b, sizeof(b)), wanted))
                return &e->model[f];
    }
    return NULL;
}

bool wn_draft_knows_entity(wn_str name)
{
    draft d = {0};

    draft_fields_open(&d);
    bool knows = draft_entity_find(&d, name) >= 0;
    draft_fields_close(&d);
    wn_arena_release(&d.arena);
    return knows;
}

bool wn_draft_knows_meaning(wn_str name)
{
    char room[64];

    if (name.len >= sizeof(room))
        return false;
    snprintf(room, sizeof(room), "%.*s", WN_FMT(name));
    return heading_meaning_find(room) != NULL;
}
