/*
 * undo.c - puts back what a run changed; what people changed since stays.
 *
 * A run keeps images of the rows it changes (row_images.h), and writes its number into
 * each row that it writes. Undo deletes the rows with that number and puts the images
 * back. The undo keeps images of what it deletes, under a number of its own, because
 * it is a row of winnow_run like any run. So an undo can be undone in the same way;
 * only the rows that it had put back are found by their images, not by its number.
 *
 * A golden record that differs from what the run wrote was edited since. It is kept,
 * with its cross-reference; so is a golden record that a record which stays links to.
 */
#include "undo.h"

#include "core/fail.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- may it be undone? ------------------------------------------------------------ */

static bool take_name(void *data, const wn_str *cells)
{
    snprintf(data, 64, "%s", cells[0].ptr);
    return false;
}

/* Refuse when a later run is in the way. Pairs of a run and its undo do not count. */
static wn_rc check_latest(undo *u)
{
    char later[64] = "";
    wn_rc rc =
        db_each(u->db, take_name, later,
                "SELECT id FROM winnow_run WHERE number>%d AND undone_by IS NULL AND "
                "(coalesce(kind,'run')='run' OR undo_of<%d) ORDER BY number DESC",
                (long long)u->of.number, (long long)u->of.number);

    if (rc < 0 || !*later)
        return rc;
    rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_LATER, u->of.id, later);
    wn_error_hint(u->err, WN_SAY_UNDO_LATER_HINT, later);
    return rc;
}

static wn_rc find_run(undo *u, wn_str id)
{
    char latest[64] = "";
    wn_rc rc = catalog_find_run(u->db, id, &u->catalog.arena, &u->of);

    if (rc >= 0 && u->of.number == 0) {
        db_each(u->db, take_name, latest,
                "SELECT id FROM winnow_run ORDER BY number DESC");
        rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_NO_RUN, u->db->shown, WN_FMT(id));
        wn_error_hint(u->err, WN_SAY_UNDO_NO_RUN_HINT, latest);
    }
    if (rc >= 0 && u->of.undone_by)
        rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_ALREADY, u->of.id);
    if (rc >= 0)
        rc = check_latest(u);
    if (rc >= 0 && !u->of.is_undo && u->of.first_ids.len == 0)
        rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_OLD, u->of.id);
    u->images = u->of.number;
    u->restored = u->of.is_undo ? u->of.undo_of : 0;
    return rc;
}

/* Mark the run as undone. If it was an undo itself, the run that it had undone is not
 * undone any more; and so on down the chain. */
static wn_rc mark(undo *u)
{
    int64_t number = u->of.number, by = u->own_images.run;
    wn_rc rc = WN_OK;

    while (number > 0 && rc >= 0) {
        int64_t next = 0;
        if (by)
            rc = db_run(u->db, "UPDATE winnow_run SET undone_by=%d WHERE number=%d",
                        (long long)by, (long long)number);
        else
            rc = db_run(u->db, "UPDATE winnow_run SET undone_by=NULL WHERE number=%d",
                        (long long)number);
        if (rc >= 0)
            rc = db_number(u->db, &next,
                           "SELECT coalesce(undo_of,0) FROM winnow_run WHERE number=%d",
                           (long long)number);
        by = by ? 0 : number;
        number = next;
    }
    return rc;
}

static wn_rc begin(undo *u)
{
    char id[48], started[32];
    time_t now = time(NULL);
    struct tm utc;
    int64_t taken = 0;
    wn_rc rc = db_number(u->db, &u->own_images.run,
                         "SELECT coalesce(max(number),0)+1 FROM winnow_run");

    gmtime_r(&now, &utc);
    strftime(id, sizeof(id), "%Y-%m-%dT%H-%M-%SZ", &utc);
    strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (rc >= 0)
        rc = db_number(u->db, &taken,
                       "SELECT count(*) FROM winnow_run WHERE id LIKE '%s%%'", id);
    if (taken > 0)
        snprintf(id + strlen(id), sizeof(id) - strlen(id), "-u%d", (int)taken + 1);
    if (rc >= 0)
        rc = db_run(
            u->db,
            "INSERT INTO winnow_run (number, id, version, started_at, kind, undo_of) "
            "VALUES (%d, %L, %L, %L, 'undo', %d)",
            (long long)u->own_images.run, wn_str_of(id), WN_STR(WINNOW_VERSION),
            wn_str_of(started), (long long)u->of.number);
    if (rc >= 0)
        rc = mark(u);
    snprintf(u->told->id, sizeof(u->told->id), "%s", id);
    return rc;
}

/* ---- winnow's own tables ---------------------------------------------------------- */

static void add_not_kept(wn_buf *sql, const own_table *own, const char *row)
{
    if (own_has(own, "golden_id") && own_has(own, "entity"))
        db_sql(sql,
               " AND NOT EXISTS (SELECT 1 FROM undo_kept k WHERE k.entity=%s.entity AND "
               "k.id=%s.golden_id)",
               row, row);
}

static void add_same_key(wn_buf *sql, const char *key, const char *a, const char *b)
{
    wn_str rest = wn_str_of(key);

    for (bool first = true; rest.len > 0; first = false) {
        wn_str name = wn_str_cut(&rest, WN_STR(", "));
        db_sql(sql, "%s%s.%I=%s.%I", first ? "" : " AND ", a, name, b, name);
    }
}

/* The condition for rows `t` that go: those the run wrote, or, if the run was an undo,
 * those it had put back. What people decided about pairs stays. */
static void add_gone(undo *u, wn_buf *sql, const own_table *own, const wn_str *names,
                     size_t count)
{
    if (u->restored) {
        db_sql(sql, "(");
        images_add_json(u->db, sql, names, count);
        db_sql(sql,
               ") IN (SELECT h.before FROM winnow_history h WHERE h.run=%d AND "
               "h.table_name='%s')",
               (long long)u->restored, own->name);
    } else {
        db_sql(sql, "(t.run=%d", (long long)u->of.number);
        if (own->key) {
            db_sql(sql, " OR EXISTS (SELECT 1 FROM undo_rows o WHERE ");
            add_same_key(sql, own->key, "o", "t");
            db_sql(sql, ")");
        }
        db_sql(sql, ")");
    }
    if (own_has(own, "decision"))
        db_sql(sql, " AND t.decision IS NULL");
    add_not_kept(sql, own, "t");
}

static wn_rc reverse_own(undo *u, const own_table *own)
{
    wn_str names[32];
    const char *types[32];
    wn_str rest = wn_str_of(own->columns);
    size_t count = 0;
    own_column column;
    wn_buf gone = {0}, back = {0}, columns = {0};

    own_add_columns(&columns, own);
    for (; own_next_column(&rest, &column); count++) {
        names[count] = column.name;
        types[count] = column.type;
    }
    wn_rc rc = images_unpack(u->db, "winnow_history", "undo_rows", u->images,
                             wn_str_of(own->name), WN_STR(""), names, types, count);
    if (rc >= 0 && own->key)
        rc = images_keep_first(u->db, "undo_rows", own->key);
    add_gone(u, &gone, own, names, count);
    if (rc >= 0)
        rc = images_keep(&u->own_images, own->name, gone.ptr);
    if (rc >= 0)
        rc = own_delete(u->db, own->name, gone.ptr);
    db_sql(&back, "1=1");
    add_not_kept(&back, own, "n");
    if (own->key) {
        db_sql(&back, " AND NOT EXISTS (SELECT 1 FROM %s t WHERE ", own->name);
        add_same_key(&back, own->key, "t", "n");
        db_sql(&back, ")");
    } else if (own_has(own, "decision")) {
        db_sql(&back,
               " AND NOT EXISTS (SELECT 1 FROM winnow_pair t WHERE t.pair=n.pair AND "
               "t.entity=n.entity)");
    }
    if (rc >= 0)
        rc = db_run(u->db, "INSERT INTO %s (%s) SELECT %s FROM undo_rows n WHERE %s",
                    own_all(own), columns.ptr, columns.ptr, back.ptr);
    if (rc >= 0)
        rc = db_run(u->db, "DROP TABLE undo_rows");
    wn_buf_release(&gone);
    wn_buf_release(&back);
    wn_buf_release(&columns);
    return rc;
}

static wn_rc reverse(undo *u)
{
    wn_rc rc = undo_reverse_golden(u);

    for (const own_table *own = own_tables; own->name && rc >= 0; own++)
        if (strcmp(own->name, "winnow_run") != 0 &&
            strcmp(own->name, "winnow_history") != 0 &&
            strcmp(own->name, "winnow_schema") != 0 &&
            strcmp(own->name, "winnow_raw") != 0 && /* what comes back is in them */
            strcmp(own->name, "winnow_why") != 0 &&
            strcmp(own->name, "winnow_column") != 0) /* the columns are there */
            rc = reverse_own(u, own);
    return rc;
}

/* ---- what is told ----------------------------------------------------------------- */

static bool take_kept(void *data, const wn_str *cells)
{
    wn_undone *told = data;

    wn_buf_format(&told->kept_list, "%.*s:%.*s\t%.*s\n", WN_FMT(cells[0]),
                  WN_FMT(cells[1]), WN_FMT(cells[2]));
    return true;
}

static wn_rc tell(undo *u)
{
    int64_t all = 0, kept = 0;
    wn_rc rc =
        db_number(u->db, &all,
                  "SELECT (SELECT count(*) FROM undo_gone) + (SELECT count(*) FROM "
                  "undo_back)");

    if (rc >= 0)
        rc = db_number(
            u->db, &kept,
            "SELECT count(*) FROM (SELECT DISTINCT entity, id FROM undo_kept) k");
    if (rc >= 0)
        rc = db_each(u->db, take_kept, u->told,
                     "SELECT entity, id, min(why) FROM undo_kept GROUP BY entity, id "
                     "ORDER BY 1, 2 LIMIT 100");
    u->told->kept = (uint64_t)kept;
    u->told->reversed = (uint64_t)(all - kept);
    return rc;
}

static wn_rc run(undo *u, wn_str id)
{
    wn_rc rc = catalog_read(&u->catalog, u->db);

    if (rc >= 0)
        rc = own_make_all(u->db); /* a database of an older winnow lacks some columns */
    if (rc >= 0)
        rc = own_make_indexes(u->db, true);
    if (rc >= 0)
        rc = find_run(u, id);
    u->own_images.db = u->db;
    if (rc >= 0)
        rc = begin(u);
    if (rc >= 0)
        rc = undo_survey(u);
    int64_t before = 0, after = 0;
    if (rc >= 0)
        rc = db_number(u->db, &before, "SELECT count(*) FROM winnow_list");
    if (rc >= 0)
        rc = reverse(u);
    if (rc >= 0)
        rc = db_number(u->db, &after, "SELECT count(*) FROM winnow_list");
    u->told->listed = (uint64_t)(before > after ? before - after : after - before);
    if (rc >= 0)
        rc = tell(u);
    return rc < 0 ? rc : u->db->class->commit(u->db);
}

wn_rc wn_undo_run(const char *target, wn_str id, bool dry_run, wn_undone *told,
                  wn_error *err)
{
    undo u = {.err = err, .told = told};
    wn_rc rc = db_open(&u.db, target, dry_run ? DB_TRY : DB_WRITE, "undo", err);

    if (rc >= 0)
        rc = run(&u, id);
    catalog_release(&u.catalog);
    return db_close(u.db, rc >= 0, rc);
}
