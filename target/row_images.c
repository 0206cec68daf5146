/* row_images.c - row images: the database itself makes JSON of rows, and rows of JSON. */
#include "row_images.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* {"a":1,...}. The operators || are grouped by 32 columns in parentheses: else the
 * expression would be nested too deeply. */
void images_add_json(const db *d, wn_buf *sql, const wn_str *names, size_t count)
{
    db_sql(sql, "'{'");
    for (size_t i = 0; i < count; i++) {
        wn_buf label = {0};
        db_sql(&label, "%s%I:", i ? "," : "", names[i]);
        db_sql(sql, "%s||%L||", i % 32 == 0 ? "||(''" : "", wn_buf_str(&label));
        d->class->dialect->json(sql, names[i]);
        db_sql(sql, "%s", i % 32 == 31 || i + 1 == count ? ")" : "");
        wn_buf_release(&label);
    }
    db_sql(sql, "||'}'");
}

/* An id is the second in which the run began; another run of this second gets ...Z-2. */
wn_rc images_name_run(db *d, char *id)
{
    char base[32];
    int64_t taken = 1;
    wn_rc rc = WN_OK;

    snprintf(base, sizeof(base), "%.31s", id);
    for (int n = 2; rc >= 0 && taken > 0; n++) {
        rc = db_number(d, &taken, "SELECT count(*) FROM winnow_run WHERE id=%L",
                       wn_str_of(id));
        if (taken > 0)
            snprintf(id, 48, "%s-%d", base, n);
    }
    return rc;
}

/* Writes the names of the table's columns to `names` (room for 32); returns how many. */
static size_t columns_of(const own_table *own, wn_str *names)
{
    wn_str rest = wn_str_of(own->columns);
    size_t count = 0;
    own_column column;

    WN_ASSERT(own_column_count(own) <= 32); /* the callers have room for 32 */
    while (own_next_column(&rest, &column))
        names[count++] = column.name;
    return count;
}

wn_rc images_keep(row_images *h, const char *table, const char *condition)
{
    const own_table *own = own_find(table);
    wn_str names[32];
    size_t count = columns_of(own, names);
    wn_buf sql = {0};

    db_sql(&sql, "INSERT INTO winnow_history SELECT %d, %s, %s, ", (long long)h->run,
           own_has(own, "entity") ? "coalesce(t.entity,'')" : "''",
           own_has(own, "golden_id")     ? "coalesce(t.golden_id,0)"
           : own_has(own, "left_golden") ? "coalesce(t.left_golden,0)"
                                         : "0");
    images_add_json(h->db, &sql, names, count);
    db_sql(&sql, ", '%s', %d FROM %s t WHERE %s", table, (long long)h->step++,
           own_all(own), condition);
    return db_run_built(h->db, &sql);
}

static const char *golden_table(const row_images *h)
{
    return h->waits ? "new_image" : "winnow_history";
}

wn_rc images_keep_golden(row_images *h, const wn_entity *entity, const char *condition)
{
    wn_str *names = wn_alloc(entity->field_count + 1, sizeof(*names));
    wn_buf sql = {0};

    names[0] = WN_STR("id");
    for (size_t f = 0; f < entity->field_count; f++)
        names[f + 1] = entity->fields[f].name;
    db_sql(&sql, "INSERT INTO %s SELECT %d, %L, t.id, ", golden_table(h),
           (long long)h->run, entity->name);
    images_add_json(h->db, &sql, names, entity->field_count + 1);
    db_sql(&sql, ", '', %d FROM %I t WHERE %s", (long long)h->step++, entity->name,
           condition);
    free(names);
    return db_run_built(h->db, &sql);
}

wn_rc images_note_new(row_images *h, const wn_entity *entity, const char *query)
{
    return db_run(h->db, "INSERT INTO %s SELECT %d, %L, n.id, NULL, '', %d FROM (%s) n",
                  golden_table(h), (long long)h->run, entity->name, (long long)h->step++,
                  query);
}

wn_rc images_wait(row_images *h)
{
    h->waits = true;
    return db_run(h->db, "CREATE TEMP TABLE new_image AS SELECT * FROM winnow_history "
                         "WHERE 1=0");
}

wn_rc images_settle(row_images *h)
{
    h->waits = false;
    return db_run(h->db, "INSERT INTO winnow_history SELECT * FROM new_image;"
                         "DELETE FROM new_image");
}

/* ---- and back --------------------------------------------------------------------- */

wn_rc images_unpack(db *d, const char *from, const char *into, int64_t run, wn_str table,
                    wn_str entity, const wn_str *names, const char *const *types,
                    size_t count)
{
    const db_dialect *dialect = d->class->dialect;
    wn_buf sql = {0};

    db_sql(&sql, "CREATE TEMP TABLE %s (", into);
    for (size_t i = 0; i < count; i++)
        db_sql(&sql, "%I %s, ", names[i], types[i]);
    db_sql(&sql, "\"+step\" BIGINT); INSERT INTO %s SELECT ", into);
    for (size_t i = 0; i < count; i++) {
        dialect->json_column(&sql, names[i], types[i]);
        db_sql(&sql, ", ");
    }
    db_sql(&sql, "h.step FROM %s h", from);
    dialect->from_json(&sql,
                       table.len ? wn_str_of(own_all(own_find(table.ptr))) : entity);
    db_sql(&sql, " WHERE h.run=%d AND h.table_name=%L AND h.before IS NOT NULL",
           (long long)run, table);
    if (table.len == 0)
        db_sql(&sql, " AND h.entity=%L", entity);
    return db_run_built(d, &sql);
}

wn_rc images_keep_first(db *d, const char *table, const char *key)
{
    wn_buf same = {0};
    wn_str rest = wn_str_of(key);
    int64_t several = 0;

    while (rest.len > 0) {
        wn_str name = wn_str_cut(&rest, WN_STR(", "));
        db_sql(&same, "n.%I=t.%I AND ", name, name);
    }
    wn_rc rc = db_run(d, "CREATE INDEX %s_key ON %s (%s)", table, table, key);
    if (rc >= 0) /* one step keeps a row once */
        rc = db_number(d, &several,
                       "SELECT CASE WHEN min(\"+step\")<max(\"+step\") THEN 1 ELSE 0 "
                       "END FROM %s",
                       table);
    if (rc >= 0 && several)
        rc = db_run(d,
                    "DELETE FROM %s AS t WHERE EXISTS (SELECT 1 FROM %s n WHERE "
                    "%sn.\"+step\"<t.\"+step\")",
                    table, table, same.ptr);
    wn_buf_release(&same);
    return rc;
}

wn_rc images_unpack_golden(db *d, const char *from, const char *into, int64_t run,
                           const wn_entity *entity)
{
    size_t count = entity->field_count + 1;
    wn_str *names = wn_alloc(count, sizeof(*names));
    const char **types = wn_alloc(count, sizeof(*types));
    wn_buf type = {0};
    wn_arena arena = {0};

    names[0] = WN_STR("id");
    types[0] = "BIGINT";
    for (size_t f = 0; f < entity->field_count; f++) {
        type.len = 0;
        d->class->dialect->type(&type, &entity->fields[f]);
        names[f + 1] = entity->fields[f].name;
        types[f + 1] = wn_arena_str(&arena, wn_buf_str(&type)).ptr;
    }
    wn_rc rc =
        images_unpack(d, from, into, run, WN_STR(""), entity->name, names, types, count);
    if (rc >= 0)
        rc = images_keep_first(d, into, "id");
    free(names);
    free(types);
    wn_buf_release(&type);
    wn_arena_release(&arena);
    return rc;
}
