/*
 * own_kinds.c - rows of a table that is split, and the texts that they share: as SQL, for
 * triggers and for many rows at once.
 */
#include "own.h"

void own_add_same_kind(wn_buf *sql, const own_table *own, const char *of)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;
    const char *before = "";

    while (own_next_column(&rest, &column)) {
        if (!column.shared)
            continue;
        db_sql(sql, "%sk.%I %s %s.%I", before, column.name,
               column.full ? "=" : "IS NOT DISTINCT FROM", of, column.name);
        before = " AND ";
    }
}

void own_add_new_kind(wn_buf *sql, const own_table *own)
{
    db_sql(sql, "INSERT INTO %s_kind (id", own->name);
    own_add_some(sql, own, true, ", ");
    db_sql(sql, ") SELECT (SELECT coalesce(max(id),0)+1 FROM %s_kind)", own->name);
    own_add_some(sql, own, true, ", NEW.");
    db_sql(sql, " WHERE NOT EXISTS (SELECT 1 FROM %s_kind k WHERE ", own->name);
    own_add_same_kind(sql, own, "NEW");
    db_sql(sql, "); ");
}

void own_add_row(db *d, wn_buf *sql, const own_table *own, const char *of,
                 const char *table, const char *condition)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    db_sql(sql, "INSERT INTO %s_row (kind", own->name);
    own_add_some(sql, own, false, ", ");
    db_sql(sql, ") SELECT k.id");
    while (own_next_column(&rest, &column))
        if (!column.shared) {
            db_sql(sql, ", ");
            db_sql(sql, column.bytes ? d->class->dialect->unhex : "%s.%I", of,
                   column.name);
        }
    db_sql(sql, " FROM ");
    if (table)
        db_sql(sql, "%s %s CROSS JOIN ", table, of);
    db_sql(sql, "%s_kind k WHERE ", own->name);
    own_add_same_kind(sql, own, of);
    db_sql(sql, condition ? " AND (%s); " : "; ", condition);
}

/* The shared texts of all rows, where they are new. */
static void add_kinds(wn_buf *sql, const own_table *own, const char *from,
                      const char *condition)
{
    wn_buf texts = {0};

    own_add_some(&texts, own, true, ", ");
    db_sql(
        sql,
        "INSERT INTO %s_kind (id%s) SELECT (SELECT coalesce(max(id),0) FROM "
        "%s_kind)+row_number() OVER ()%s FROM (SELECT DISTINCT %s FROM %s t WHERE %s) n "
        "WHERE NOT EXISTS (SELECT 1 FROM %s_kind k WHERE ",
        own->name, texts.ptr, own->name, texts.ptr, texts.ptr + 2, from, condition,
        own->name);
    own_add_same_kind(sql, own, "n");
    db_sql(sql, "); ");
    wn_buf_release(&texts);
}

wn_rc own_copy_split(db *d, const own_table *own, const char *from, const char *condition)
{
    wn_buf sql = {0};

    add_kinds(&sql, own, from, condition);
    own_add_row(d, &sql, own, "t", from, condition);
    return db_run_built(d, &sql);
}

wn_rc own_copy(db *d, const char *table, const char *from, const char *condition)
{
    const own_table *own = own_find(table);
    wn_buf sql = {0}, columns = {0};

    if (own->all)
        return own_copy_split(d, own, from, condition);
    own_add_columns(&columns, own);
    db_sql(&sql, "INSERT INTO %s (%s) SELECT %s FROM %s t WHERE %s", own->name,
           columns.ptr, columns.ptr, from, condition);
    wn_buf_release(&columns);
    return db_run_built(d, &sql);
}
