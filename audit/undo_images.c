/* undo_images.c - makes a temporary table of the row images of a run. */
#include "undo.h"

wn_rc undo_unpack(undo *u, const char *into, int64_t run, wn_str table, wn_str entity,
                  const wn_str *names, const char *const *types, size_t count)
{
    const db_dialect *dialect = u->db->class->dialect;
    wn_buf sql = {0};

    db_sql(&sql, "CREATE TEMP TABLE %s (", into);
    for (size_t i = 0; i < count; i++)
        db_sql(&sql, "%I %s, ", names[i], types[i]);
    db_sql(&sql, "\"+step\" BIGINT); INSERT INTO %s SELECT ", into);
    for (size_t i = 0; i < count; i++) {
        dialect->json_column(&sql, names[i], types[i]);
        db_sql(&sql, ", ");
    }
    db_sql(&sql, "h.step FROM winnow_history h");
    dialect->from_json(&sql,
                       table.len ? wn_str_of(own_all(own_find(table.ptr))) : entity);
    db_sql(&sql, " WHERE h.run=%d AND h.table_name=%L AND h.before IS NOT NULL",
           (long long)run, table);
    if (table.len == 0)
        db_sql(&sql, " AND h.entity=%L", entity);
    return db_run_built(u->db, &sql);
}

wn_rc undo_keep_first(undo *u, const char *table, const char *key)
{
    wn_buf same = {0};
    wn_str rest = wn_str_of(key);

    while (rest.len > 0) {
        wn_str name = wn_str_cut(&rest, WN_STR(", "));
        db_sql(&same, "n.%I=t.%I AND ", name, name);
    }
    wn_rc rc = db_run(u->db, "CREATE INDEX %s_key ON %s (%s)", table, table, key);
    if (rc >= 0)
        rc = db_run(u->db,
                    "DELETE FROM %s AS t WHERE EXISTS (SELECT 1 FROM %s n WHERE "
                    "%sn.\"+step\"<t.\"+step\")",
                    table, table, same.ptr);
    wn_buf_release(&same);
    return rc;
}
