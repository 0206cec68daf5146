/*
 * own_make.c - makes winnow's own tables, and brings those of an older version up to
 * date.
 *
 * In version 1 no table was split, and each row had all its texts. The rows of such a
 * table are copied into the two that there are now; then it is dropped, and a view has its
 * name. (It is not renamed before: views that people made would be renamed with it.)
 */
#include "own.h"

#include "core/fail.h"

/* ---- tables with shared columns --------------------------------------------------- */

static bool has(db *d, const own_table *own, const char *end)
{
    wn_buf name = {0};

    wn_buf_format(&name, "%s%s", own->name, end);
    bool there = d->class->has_table(d, wn_buf_str(&name));
    wn_buf_release(&name);
    return there;
}

static void add_definition(db *d, wn_buf *sql, const char *before,
                           const own_column *column)
{
    db_sql(sql, "%s%I %s%s", before, column->name,
           column->bytes ? d->class->dialect->bytes : column->type,
           column->full ? " NOT NULL" : "");
}

static wn_rc make_parts(db *d, const own_table *own)
{
    wn_buf sql = {0}, row = {0};
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    db_sql(&sql, "CREATE TABLE %s_kind (id INTEGER PRIMARY KEY", own->name);
    db_sql(&row, "); CREATE TABLE %s_row (kind INTEGER NOT NULL", own->name);
    while (own_next_column(&rest, &column))
        add_definition(d, column.shared ? &sql : &row, ", ", &column);
    db_sql(&sql, "%s); CREATE INDEX %s_kind_texts ON %s_kind (", row.ptr, own->name,
           own->name);
    rest = wn_str_of(own->columns);
    for (const char *before = ""; own_next_column(&rest, &column);)
        if (column.shared && column.full) {
            db_sql(&sql, "%s%I", before, column.name);
            before = ", ";
        }
    db_sql(&sql, ")");
    wn_buf_release(&row);
    return db_run_built(d, &sql);
}

/* CROSS JOIN: SQLite shall read the rows in their order, and not kind by kind. */
static wn_rc make_views(db *d, const own_table *own)
{
    wn_buf sql = {0};
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    db_sql(&sql, "CREATE VIEW %s AS SELECT ", own->all);
    while (own_next_column(&rest, &column)) {
        if (column.bytes)
            db_sql(&sql, d->class->dialect->hex, column.name, column.name, column.name);
        else
            db_sql(&sql, "%s.%I", column.shared ? "k" : "t", column.name);
        db_sql(&sql, " AS %I, ", column.name);
    }
    db_sql(&sql, "t.%s AS row_id FROM %s_row t CROSS JOIN %s_kind k WHERE k.id=t.kind",
           d->class->dialect->row, own->name, own->name);
    db_sql(&sql, "; CREATE VIEW %s AS SELECT ", own->name);
    rest = wn_str_of(own->columns);
    for (const char *before = ""; own_next_column(&rest, &column); before = ", ")
        if (!column.hidden)
            db_sql(&sql, "%s%I", before, column.name);
    db_sql(&sql, " FROM %s", own->all);
    return db_run_built(d, &sql);
}

/* Bytes are left as they are: nothing changes them. */
static void add_update(db *d, wn_buf *sql, const own_table *own)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    own_add_new_kind(sql, own);
    db_sql(sql, "UPDATE %s_row SET kind=(SELECT k.id FROM %s_kind k WHERE ", own->name,
           own->name);
    own_add_same_kind(sql, own, "NEW");
    db_sql(sql, ")");
    while (own_next_column(&rest, &column))
        if (!column.shared && !column.bytes)
            db_sql(sql, ", %I=NEW.%I", column.name, column.name);
    db_sql(sql, " WHERE %s=OLD.row_id; ", d->class->dialect->row);
}

static wn_rc make_triggers(db *d, const own_table *own)
{
    wn_buf sql = {0}, insert = {0}, update = {0}, gone = {0};

    own_add_new_kind(&insert, own);
    own_add_row(d, &insert, own, "NEW", NULL, NULL);
    add_update(d, &update, own);
    db_sql(&gone, "DELETE FROM %s_row WHERE %s=OLD.row_id; ", own->name,
           d->class->dialect->row);
    d->class->dialect->triggers(&sql, own->all, insert.ptr, update.ptr, gone.ptr);
    wn_buf_release(&insert);
    wn_buf_release(&update);
    wn_buf_release(&gone);
    return db_run_built(d, &sql);
}

static wn_rc make_split(db *d, const own_table *own)
{
    wn_rc rc = make_parts(d, own);

    if (rc >= 0)
        rc = make_views(d, own);
    return rc < 0 ? rc : make_triggers(d, own);
}

static wn_rc make_whole(db *d, const own_table *own)
{
    wn_buf sql = {0};
    wn_str rest = wn_str_of(own->columns);
    own_column column;
    const char *before = "";

    db_sql(&sql, "CREATE TABLE %s (", own->name);
    for (; own_next_column(&rest, &column); before = ", ")
        add_definition(d, &sql, before, &column);
    if (own->key)
        db_sql(&sql, ", PRIMARY KEY (%s)", own->key);
    db_sql(&sql, ")");
    return db_run_built(d, &sql);
}

/* ---- tables of an older version --------------------------------------------------- */

/* Adds columns that a table of an older winnow lacks. */
static wn_rc complete(db *d, const own_table *own)
{
    wn_buf sql = {0};
    wn_str rest = wn_str_of(own->columns), table = wn_str_of(own->name);
    own_column column;

    while (own_next_column(&rest, &column))
        if (!d->class->has_column(d, table, column.name))
            db_sql(&sql, "ALTER TABLE %I ADD COLUMN %I %s%s;", table, column.name,
                   column.type,
                   !column.full            ? ""
                   : column.type[0] == 'T' ? " NOT NULL DEFAULT ''"
                                           : " NOT NULL DEFAULT 0");
    return db_run_built(d, &sql);
}

static wn_rc split_older(db *d, const own_table *own)
{
    wn_rc rc = complete(d, own);

    if (rc >= 0)
        rc = make_parts(d, own);
    if (rc >= 0)
        rc = own_copy_split(d, own, own->name, "1=1");
    if (rc >= 0) {
        rc = db_run(d, "DROP TABLE %s", own->name);
        if (rc < 0) /* PostgreSQL drops no table that a view reads */
            wn_error_hint(d->err, WN_SAY_TARGET_OWN_VIEW, own->name);
    }
    if (rc >= 0)
        rc = make_views(d, own);
    return rc < 0 ? rc : make_triggers(d, own);
}

/* ---- all of them ------------------------------------------------------------------ */

static wn_rc make(db *d, const own_table *own)
{
    bool there = has(d, own, ""), split = own->all != NULL;

    if (!there)
        return split ? make_split(d, own) : make_whole(d, own);
    if (!split)
        return complete(d, own);
    return has(d, own, "_row") ? WN_OK : split_older(d, own);
}

wn_rc own_make_all(db *d)
{
    wn_rc rc = d->class->make_own(d, true);

    for (const own_table *own = own_tables; own->name && rc >= 0; own++)
        rc = make(d, own);
    if (rc >= 0)
        rc = db_run(d,
                    "INSERT INTO winnow_schema (version, run) SELECT %d, 0 WHERE NOT "
                    "EXISTS (SELECT 1 FROM winnow_schema); UPDATE winnow_schema SET "
                    "version=%d WHERE version<%d",
                    (long long)DB_VERSION, (long long)DB_VERSION, (long long)DB_VERSION);
    return rc < 0 ? rc : d->class->make_own(d, false);
}

wn_rc own_make_indexes(db *d, bool living)
{
    wn_rc rc = d->class->make_own(d, true);

    for (const own_table *own = own_tables; own->name && rc >= 0; own++)
        if (own->index)
            rc = db_run(d, "CREATE INDEX IF NOT EXISTS %s_key ON %s_row (%s)", own->name,
                        own->name, own->index);
    if (rc >= 0 && living)
        rc = db_run(d, "CREATE INDEX IF NOT EXISTS winnow_source_golden ON "
                       "winnow_source_row (golden_id)");
    return rc < 0 ? rc : d->class->make_own(d, false);
}
