/*
 * trace_value.c - where a value of a golden record came from: which record of which
 * export, what stood there, which rule chose it, what the other records said, and what
 * the value was before.
 */
#include "trace.h"

#include "core/fail.h"
#include "core/memory.h"
#include "target/catalog.h"
#include "target/raw_rows.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A source record of the golden record. */
typedef struct member {
    wn_str system, key, file, line, disposition, raw;
    wn_str columns; /* the header of its file, as one line of CSV */
    wn_str fields;  /* JSON: by field, the columns it is made of */
    int64_t nth;
} member;

typedef struct trace {
    db *db;
    raw_reader reader;
    wn_rc rc; /* of its last call */
    wn_buf *out;
    wn_error *err;
    catalog catalog;
    const wn_entity *entity;
    int64_t golden;
    wn_str *values; /* of the golden record, by field; NULL: the field is not there */
    member *members;
    size_t count, room;
    wn_arena arena;
    /* about the field that is told: */
    const wn_field *field;
    const member *from;
    wn_str rule;
} trace;

/* ---- cells ------------------------------------------------------------------------ */

/* From a row as winnow_source keeps it, the cell below this column name. */
static wn_str cell_named(const member *m, const char *name, wn_arena *arena)
{
    wn_str names = m->columns, cells = m->raw, column, cell;

    while (wn_csv_next(&names, &column, arena)) {
        if (!wn_csv_next(&cells, &cell, arena))
            break;
        if (wn_str_equal(column, wn_str_of(name)))
            return cell;
    }
    return WN_STR("");
}

/* Add `"MobilePhone": "138 0013 8000"` for each column that the field is made of. */
static bool tell_cells(trace *t, const member *m, wn_buf *out)
{
    json_t *fields = json_loadb(m->fields.ptr, m->fields.len, 0, NULL);
    json_t *columns = json_object_getn(fields, t->field->name.ptr, t->field->name.len);
    size_t told = 0;

    for (size_t i = 0; i < json_array_size(columns); i++) {
        const char *column = json_string_value(json_array_get(columns, i));
        wn_str cell = column ? cell_named(m, column, &t->arena) : WN_STR("");
        if (cell.len == 0)
            continue;
        wn_buf_format(out, "%s\"%s\": \"%.*s\"", told++ ? " + " : "", column,
                      WN_FMT(cell));
    }
    json_decref(fields);
    return told > 0;
}

/* ---- reading ---------------------------------------------------------------------- */

static wn_str kept(trace *t, wn_str cell)
{
    return cell.ptr ? wn_arena_str(&t->arena, cell) : WN_STR("");
}

static bool take_member(void *data, const wn_str *cells)
{
    trace *t = data;
    wn_str raw;

    t->rc = raw_read(&t->reader, "winnow_raw", cells[5], cells[6], &raw);
    t->members = wn_grow(t->members, t->count, &t->room, sizeof(*t->members));
    t->members[t->count++] = (member){.system = kept(t, cells[0]),
                                      .key = kept(t, cells[1]),
                                      .file = kept(t, cells[2]),
                                      .line = kept(t, cells[3]),
                                      .disposition = kept(t, cells[4]),
                                      .raw = kept(t, raw),
                                      .columns = kept(t, cells[7]),
                                      .fields = kept(t, cells[8]),
                                      .nth = strtoll(cells[9].ptr, NULL, 10)};
    return t->rc >= 0 && t->count < 1000;
}

static bool take_golden(void *data, const wn_str *cells)
{
    trace *t = data;

    t->values = wn_arena_alloc(&t->arena, t->entity->field_count * sizeof(wn_str) + 1);
    for (size_t f = 0; f < t->entity->field_count; f++)
        t->values[f] = cells[f].ptr ? wn_arena_str(&t->arena, cells[f]) : (wn_str){0};
    return false;
}

static wn_rc read_golden(trace *t)
{
    wn_buf sql = {0};

    db_sql(&sql, "SELECT ");
    for (size_t f = 0; f < t->entity->field_count; f++) {
        if (f > 0)
            db_sql(&sql, ", ");
        t->db->class->dialect->text(&sql, "t", &t->entity->fields[f]);
    }
    db_sql(&sql, "%s FROM %I t WHERE t.id=%d", t->entity->field_count ? "" : "1",
           t->entity->name, (long long)t->golden);
    wn_rc rc = t->db->class->query(t->db, sql.ptr, take_golden, t);
    wn_buf_release(&sql);
    if (rc >= 0)
        rc = db_each(t->db, take_member, t,
                     "SELECT s.system, s.source_key, s.file, s.line, s.fate, s.raw, %s, "
                     "f.columns, f.fields, s.nth FROM %s s LEFT JOIN "
                     "winnow_file f ON f.run=s.run AND f.system=s.system AND "
                     "f.entity=s.entity AND f.file=s.file WHERE s.golden_id=%d AND "
                     "s.entity=%L ORDER BY CASE WHEN s.fate IN ('loaded','review') "
                     "THEN 0 ELSE 1 END, s.system, s.source_key, s.nth",
                     t->reader.place, t->reader.source, (long long)t->golden,
                     t->entity->name);
    return rc < 0 ? rc : t->rc;
}

/* ---- telling ---------------------------------------------------------------------- */

static bool take_lineage(void *data, const wn_str *cells)
{
    trace *t = data;
    int64_t nth = strtoll(cells[2].ptr, NULL, 10);

    t->rule = kept(t, cells[3]);
    for (size_t i = 0; i < t->count; i++)
        if (wn_str_equal(t->members[i].system, cells[0]) &&
            wn_str_equal(t->members[i].key, cells[1]) && t->members[i].nth == nth)
            t->from = &t->members[i];
    return false;
}

static bool take_before(void *data, const wn_str *cells)
{
    trace *t = data;
    json_t *row = json_loadb(cells[1].ptr, cells[1].len, 0, NULL);
    json_t *value = json_object_getn(row, t->field->name.ptr, t->field->name.len);

    wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_BEFORE), cells[0].ptr,
                  json_is_string(value) ? json_string_value(value) : "");
    json_decref(row);
    return true;
}

static bool take_finding(void *data, const wn_str *cells)
{
    trace *t = data;

    wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_FINDING), WN_FMT(cells[0]),
                  WN_FMT(cells[1]), WN_FMT(cells[2]), WN_FMT(cells[3]));
    return true;
}

static void tell_member(trace *t, const member *m, wn_word word, bool always)
{
    wn_buf cells = {0};
    bool any = tell_cells(t, m, &cells);

    wn_buf_add(&cells, WN_STR(""));
    if (any || always)
        wn_buf_format(t->out, wn_say(t->err->lang, word), WN_FMT(m->system),
                      WN_FMT(m->key), WN_FMT(m->file), WN_FMT(m->line), any ? ", " : "",
                      any ? cells.ptr : "");
    wn_buf_release(&cells);
}

static wn_rc find_from(trace *t)
{
    t->rule = WN_STR("");
    t->from = t->count ? &t->members[0] : NULL;
    return db_each(t->db, take_lineage, t,
                   "SELECT system, source_key, nth, rule FROM winnow_lineage WHERE "
                   "golden_id=%d AND entity=%L AND field=%L",
                   (long long)t->golden, t->entity->name, t->field->name);
}

/* "longest" as people say it. */
static wn_str rule_in_words(wn_str rule, wn_lang lang)
{
    for (int i = 0; wn_survive_names[i]; i++)
        if (wn_str_equal(rule, wn_str_of(wn_survive_names[i])))
            return wn_str_of(wn_say(lang, (wn_word)(WN_SAY_SURVIVE_NEWEST + i)));
    return rule;
}

static wn_rc tell_field(trace *t, bool whole)
{
    wn_str value = t->values[t->field - t->entity->fields];
    wn_rc rc = find_from(t);

    if (rc < 0 || (!whole && !value.ptr))
        return rc;
    wn_buf_format(t->out, "%.*s:%lld.%.*s = %.*s\n", WN_FMT(t->entity->name),
                  (long long)t->golden, WN_FMT(t->field->name), WN_FMT(value));
    if (t->from && value.ptr)
        tell_member(t, t->from, WN_SAY_TRACE_FROM, true);
    if (!whole)
        return rc;
    wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_TYPE), t->field->type->name,
                  t->err->lang == WN_ZH ? t->field->type->zh : t->field->type->en);
    if (t->rule.len)
        wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_RULE),
                      WN_FMT(rule_in_words(t->rule, t->err->lang)));
    else if (t->count > 1)
        wn_buf_add(t->out, wn_str_of(wn_say(t->err->lang, WN_SAY_TRACE_BASE)));
    for (size_t i = 0; i < t->count; i++)
        if (&t->members[i] != t->from)
            tell_member(t, &t->members[i], WN_SAY_TRACE_ALSO, false);
    rc =
        db_each(t->db, take_before, t,
                "SELECT r.id, h.before FROM winnow_history h JOIN winnow_run r ON "
                "r.number=h.run WHERE h.entity=%L AND h.golden_id=%d AND h.table_name='' "
                "AND h.before IS NOT NULL ORDER BY h.run DESC, h.step",
                t->entity->name, (long long)t->golden);
    return rc < 0
               ? rc
               : db_each(t->db, take_finding, t,
                         "SELECT rule, file, line, coalesce(value,'') FROM "
                         "winnow_finding WHERE entity=%L AND golden_id=%d AND field=%L "
                         "ORDER BY 1, 2, 3",
                         t->entity->name, (long long)t->golden, t->field->name);
}

static wn_rc no_record(trace *t, wn_str what)
{
    wn_rc rc = wn_fail(t->err, WN_E_USAGE, WN_SAY_TRACE_NO_RECORD, WN_FMT(what));

    wn_error_hint(t->err, WN_SAY_TRACE_VALUE_HINT);
    return rc;
}

static wn_rc tell(trace *t, wn_str what)
{
    wn_str id = what, entity = wn_str_cut(&id, WN_STR(":")), field = id;
    wn_rc rc = catalog_read(&t->catalog, t->db);
    const wn_model *model = &t->catalog.model;

    if (rc < 0)
        return rc;
    id = wn_str_cut(&field, WN_STR("."));
    int e = wn_entity_find(model, entity);
    if (e < 0 || !wn_str_number(id, &t->golden))
        return no_record(t, what);
    t->entity = &model->entities[e];
    int f = field.len ? wn_field_find(t->entity, field) : -1;
    if (field.len && f < 0)
        return no_record(t, what);
    rc = read_golden(t);
    if (rc >= 0 && !t->values)
        return no_record(t, what);
    for (size_t i = 0; i < t->entity->field_count && rc >= 0; i++) {
        t->field = &t->entity->fields[i];
        if (f < 0 || (size_t)f == i)
            rc = tell_field(t, f >= 0);
    }
    return rc;
}

wn_rc wn_trace_value(const char *target, wn_str what, wn_buf *out, wn_error *err)
{
    trace t = {.out = out, .err = err};
    wn_rc rc = db_open(&t.db, target, DB_READ, "trace", err);

    if (rc >= 0)
        rc = raw_reader_open(&t.reader, target, err);
    if (rc >= 0)
        rc = tell(&t, what);
    raw_reader_close(&t.reader);
    catalog_release(&t.catalog);
    free(t.members);
    wn_arena_release(&t.arena);
    return db_close(t.db, rc >= 0, rc);
}
