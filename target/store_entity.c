/*
 * store_entity.c - makes the table of an entity, adds columns to it, and describes it;
 * nothing else of it is ever changed.
 */
#include "store.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

wn_str store_new_name(const wn_entity *entity, wn_buf *out)
{
    wn_buf_format(out, "new_%.*s", WN_FMT(entity->name));
    return wn_buf_str(out);
}

/* The model's name of the type, in `out`. A table that exists must keep its types. */
static wn_str type_name(const store *s, const wn_field *field, wn_buf *out)
{
    out->len = 0;
    wn_buf_format(out, "%s", field->type->name);
    if (field->target >= 0)
        wn_buf_format(out, ":%.*s",
                      WN_FMT(s->context->plan->model.entities[field->target].name));
    return wn_buf_str(out);
}

/* Appends "salesforce Account.csv: Account Name" for each file that fills the field. */
static void add_origin(const store *s, int field, wn_buf *out)
{
    const wn_plan *plan = s->context->plan;

    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        for (size_t b = 0; file->entity == s->entity && b < file->bind_count; b++) {
            if (file->binds[b].field != field)
                continue;
            wn_buf_format(out, "%s%.*s %.*s: ", out->len ? "; " : "",
                          WN_FMT(file->source->system), WN_FMT(file->name));
            for (size_t c = 0; c < file->binds[b].count; c++)
                wn_buf_format(out, "%s%.*s", c ? " + " : "",
                              WN_FMT(file->binds[b].columns[c]));
        }
    }
    wn_buf_add(out, WN_STR(""));
}

/* Deferred to the commit: when links form a ring, no record can be inserted first. */
#define REFERENCES " REFERENCES %I(id) DEFERRABLE INITIALLY DEFERRED"

static void add_column(const store *s, wn_buf *sql, const wn_field *field)
{
    const wn_model *model = &s->context->plan->model;

    db_sql(sql, "%I ", field->name);
    s->db->class->dialect->type(sql, field);
    if (field->target >= 0 && (!s->made || !s->db->class->dialect->is_server))
        db_sql(sql, REFERENCES, model->entities[field->target].name);
}

/* Describes a column by an SQL comment. SQLite keeps the text of CREATE TABLE, so the
 * comment stays in the database; a server has COMMENT ON (see describe). */
static void add_remark(const store *s, wn_buf *sql, wn_str text)
{
    if (s->db->class->dialect->is_server || text.len == 0)
        return;
    db_sql(sql, " /* ");
    for (size_t i = 0; i < text.len; i++)
        wn_buf_char(sql, text.ptr[i] == '*' || (unsigned char)text.ptr[i] < ' '
                             ? ' '
                             : text.ptr[i]);
    db_sql(sql, " */");
}

static wn_rc describe(store *s, const wn_field *field, wn_str origin)
{
    wn_buf type = {0};
    wn_rc rc = db_run(s->db, "INSERT INTO winnow_column VALUES (%L, %L, %L, %L, %d)",
                      s->entity->name, field->name, type_name(s, field, &type), origin,
                      (long long)s->run);

    wn_buf_release(&type);
    if (rc >= 0 && s->db->class->dialect->is_server && origin.len > 0)
        rc = db_run(s->db, "COMMENT ON COLUMN %I.%I IS %L", s->entity->name, field->name,
                    origin);
    return rc;
}

/* Checks that winnow made the table that is there. */
static wn_rc check_owner(store *s, const wn_entity *entity)
{
    int64_t ours = 0;
    wn_rc rc = db_number(s->db, &ours, "SELECT 1 FROM winnow_column WHERE entity=%L",
                         entity->name);

    if (rc < 0 || ours)
        return rc;
    rc = wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_TABLE_TAKEN, s->db->shown,
                 WN_FMT(entity->name));
    wn_error_hint(s->context->err, WN_SAY_TARGET_TAKEN_HINT);
    return rc;
}

/* Makes the table of an entity that this one links to, when no export brings records of
 * that entity. */
static wn_rc make_parent(store *s, const wn_entity *parent)
{
    return s->db->class->has_table(s->db, parent->name)
               ? check_owner(s, parent)
               : db_run(s->db,
                        "CREATE TABLE %I (id %s PRIMARY KEY);"
                        "INSERT INTO winnow_column VALUES (%L, 'id', 'id', '', %d)",
                        parent->name,
                        s->db->class->dialect->is_server ? "bigint" : "INTEGER",
                        parent->name, (long long)s->run);
}

static wn_rc make_parents(store *s)
{
    const wn_entity *entity = s->entity;
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < entity->field_count && rc >= 0; f++)
        if (entity->fields[f].target >= 0 && entity->fields[f].target != entity->number)
            rc = make_parent(s,
                             &s->context->plan->model.entities[entity->fields[f].target]);
    return rc;
}

static wn_rc make_table(store *s)
{
    const wn_entity *entity = s->entity;
    wn_buf sql = {0};

    s->made = true;
    db_sql(&sql, "CREATE TABLE %I (id %s PRIMARY KEY", entity->name,
           s->db->class->dialect->is_server ? "bigint" : "INTEGER");
    for (size_t f = 0; f < entity->field_count; f++) {
        wn_buf origin = {0};
        add_origin(s, (int)f, &origin);
        db_sql(&sql, ",\n  ");
        add_column(s, &sql, &entity->fields[f]);
        add_remark(s, &sql, wn_buf_str(&origin));
        wn_buf_release(&origin);
    }
    db_sql(&sql, ")");
    wn_rc rc = db_run_built(s->db, &sql);
    return rc < 0 ? rc
                  : db_run(s->db,
                           "INSERT INTO winnow_column VALUES (%L, 'id', 'id', '', %d)",
                           entity->name, (long long)s->run);
}

typedef struct known_types {
    store *s;
    bool *known; /* by field */
    const wn_field *differs;
    char was[64];
    wn_buf is;
} known_types;

static bool note_type(void *data, const wn_str *cells)
{
    known_types *k = data;
    int f = wn_field_find(k->s->entity, cells[0]);

    if (f < 0)
        return true; /* the model has no such field any more: its column stays */
    k->known[f] = true;
    wn_str is = type_name(k->s, &k->s->entity->fields[f], &k->is);
    if (!wn_str_equal(cells[1], is)) {
        k->differs = &k->s->entity->fields[f];
        snprintf(k->was, sizeof(k->was), "%.*s",
                 (int)(cells[1].len < 60 ? cells[1].len : 60), cells[1].ptr);
    }
    return !k->differs;
}

/* Adds the columns that the table lacks. A field whose type changed stops the run. */
static wn_rc extend(store *s)
{
    const wn_entity *entity = s->entity;
    known_types k = {.s = s, .known = wn_alloc(entity->field_count + 1, sizeof(bool))};
    wn_rc rc =
        db_each(s->db, note_type, &k,
                "SELECT field, type FROM winnow_column WHERE entity=%L", entity->name);

    if (rc >= 0 && k.differs) {
        rc = wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_TYPE_DIFFERS,
                     s->db->shown, WN_FMT(entity->name), WN_FMT(k.differs->name), k.was,
                     k.is.ptr);
        wn_error_hint(s->context->err, WN_SAY_TARGET_TYPE_HINT);
    }
    for (size_t f = 0; f < entity->field_count && rc >= 0; f++) {
        wn_buf sql = {0}, origin = {0};
        if (k.known[f])
            continue;
        if (!s->db->class->has_column(s->db, entity->name, entity->fields[f].name)) {
            db_sql(&sql, "ALTER TABLE %I ADD COLUMN ", entity->name);
            add_column(s, &sql, &entity->fields[f]);
        }
        add_origin(s, (int)f, &origin);
        rc = db_run_built(s->db, &sql);
        if (rc >= 0)
            rc = describe(s, &entity->fields[f], wn_buf_str(&origin));
        wn_buf_release(&origin);
    }
    free(k.known);
    wn_buf_release(&k.is);
    return rc;
}

/* Makes indexes on links, since children are looked for by the record they link to. A
 * server gets the foreign keys of a new table here, after its rows: one check of all
 * links is faster than a check for each row. */
wn_rc store_link_entity(store *s)
{
    const wn_entity *entity = s->entity;
    const wn_model *model = &s->context->plan->model;
    /* the rows that this entity's rows link to are there now: check the deferred links,
     * since tables with pending checks cannot be changed within the transaction */
    wn_rc rc = s->db->class->dialect->is_server
                   ? db_run(s->db, "SET CONSTRAINTS ALL IMMEDIATE;"
                                   "SET CONSTRAINTS ALL DEFERRED")
                   : WN_OK;

    for (size_t f = 0; f < entity->field_count && rc >= 0; f++) {
        const wn_field *field = &entity->fields[f];
        wn_buf name = {0};
        if (field->target < 0)
            continue;
        wn_buf_format(&name, "%.*s_%.*s", WN_FMT(entity->name), WN_FMT(field->name));
        rc =
            db_run(s->db, "CREATE INDEX IF NOT EXISTS %I ON %I (%I) WHERE %I IS NOT NULL",
                   wn_buf_str(&name), entity->name, field->name, field->name);
        if (rc >= 0 && s->made && s->db->class->dialect->is_server)
            rc = db_run(s->db, "ALTER TABLE %I ADD FOREIGN KEY (%I)" REFERENCES,
                        entity->name, field->name, model->entities[field->target].name);
        wn_buf_release(&name);
    }
    s->made = false;
    return rc;
}

/* Opens the inserters for new rows, and for rows that change others. */
static wn_rc open_inserters(store *s)
{
    const wn_entity *entity = s->entity;
    wn_buf names = {0}, table = {0}, sql = {0}, waiting = {0};
    wn_rc rc = WN_OK;

    db_add_names(&names, entity);
    db_sql(&table, "%I", entity->name);
    s->insert =
        s->db->class->inserter(s->db, table.ptr, names.ptr, entity->field_count + 1);
    if (s->living) {
        wn_str name = store_new_name(entity, &waiting);
        db_sql(&sql, "CREATE TEMP TABLE %I (id BIGINT", name);
        for (size_t f = 0; f < entity->field_count; f++) {
            db_sql(&sql, ", %I ", entity->fields[f].name);
            s->db->class->dialect->type(&sql, &entity->fields[f]);
        }
        db_sql(&sql, ", \"+part\" INTEGER)");
        rc = db_run_built(s->db, &sql);
        table.len = 0;
        db_sql(&table, "%I", name);
        db_sql(&names, ",\"+part\"");
        if (rc >= 0)
            s->change = s->db->class->inserter(s->db, table.ptr, names.ptr,
                                               entity->field_count + 2);
    }
    free(s->stays);
    s->stays = wn_alloc(entity->field_count + 1, sizeof(*s->stays));
    free(s->values);
    s->values = wn_alloc(entity->field_count + 2, sizeof(*s->values));
    wn_buf_release(&names);
    wn_buf_release(&table);
    wn_buf_release(&waiting);
    return rc;
}

#define ROOM 8

/* Checks that the table of the entity, the id and a column for each field, is not too
 * wide for the database. */
static wn_rc check_columns(const store *s, const wn_entity *entity)
{
    /* store_now.c reads a few more columns in the same row */
    size_t most = s->db->class->dialect->most_columns - ROOM;
    wn_error *err = s->context->err;

    if (entity->field_count < most)
        return WN_OK;
    wn_fail(err, WN_E_MAPPING, WN_SAY_TARGET_COLUMNS, s->db->shown, WN_FMT(entity->name),
            entity->field_count, most);
    wn_error_hint(err, WN_SAY_TARGET_COLUMNS_HINT);
    return WN_E_MAPPING;
}

wn_rc store_begin_entity(store *s, const wn_entity *entity)
{
    s->entity = entity;
    s->first_new = (uint64_t)(s->context->known->target->first[entity->number] +
                              s->context->known->xref->fresh[entity->number]);
    s->changing = 0;
    s->relinks = s->regrouped > 0;
    for (size_t f = 0; f < entity->field_count; f++) {
        int to = entity->fields[f].target;
        s->relinks = s->relinks || (to >= 0 && s->context->known->xref->fresh[to] > 0);
    }
    s->made = false;
    wn_rc rc = check_columns(s, entity);
    if (rc >= 0)
        rc = make_parents(s);
    if (rc >= 0)
        rc = s->db->class->has_table(s->db, entity->name) ? check_owner(s, entity)
                                                          : make_table(s);
    if (rc >= 0)
        rc = extend(s);
    catalog_release(&s->catalog);
    if (rc >= 0)
        rc = catalog_read(&s->catalog, s->db);
    if (rc < 0)
        return rc;
    store_now_begin(s);
    return open_inserters(s);
}
