/*
 * sqlite_undo.c - a merge is undone by a decision: the records of one golden record are
 * different. Only a run can give each its own values and its own children again, from the
 * exports; so the decision waits for the next one, which no later run forgets.
 */
#include "winnow/stage.h"
#include "winnow/trace.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define MOST_RECORDS 1000 /* of a golden record that can be taken apart so */

typedef struct undo {
    sqlite3 *db;
    const char *target;
    wn_error *err;
    const char *entity;
    int64_t golden;
    uint64_t *contents; /* of its records */
    size_t count, room;
} undo;

static wn_rc fail(undo *u)
{
    return wn_fail(u->err, WN_E_TARGET, WN_SAY_TARGET_FAILED, u->target, "undo",
                   sqlite3_errmsg(u->db));
}

/* What its records say: records that say the same stay together. */
static wn_rc read_contents(undo *u)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(u->db,
                           "SELECT DISTINCT content FROM winnow_source WHERE entity=?1 "
                           "AND golden_id=?2 AND content IS NOT NULL LIMIT ?3",
                           -1, &row, NULL) != SQLITE_OK)
        return fail(u);
    sqlite3_bind_text(row, 1, u->entity, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 2, u->golden);
    sqlite3_bind_int(row, 3, MOST_RECORDS);
    while (sqlite3_step(row) == SQLITE_ROW) {
        u->contents = wn_grow(u->contents, u->count, &u->room, sizeof(*u->contents));
        u->contents[u->count++] = (uint64_t)sqlite3_column_int64(row, 0);
    }
    sqlite3_finalize(row);
    if (u->count >= 2)
        return WN_OK;
    wn_rc rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_NO_MERGE, u->entity,
                       (long long)u->golden);
    wn_error_hint(u->err, WN_SAY_UNDO_HINT);
    return rc;
}

/* A row for each two of them. Where the next run finds both, it fills in the rest. */
static wn_rc decide(undo *u)
{
    sqlite3_stmt *update = NULL, *insert = NULL;
    wn_rc rc = WN_OK;

    if (sqlite3_prepare_v2(u->db,
                           "UPDATE winnow_pair SET decision='different' WHERE entity=?1 "
                           "AND pair=?2",
                           -1, &update, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(u->db,
                           "INSERT INTO winnow_pair SELECT ?1,'','','','',?3,?3,0,0,'',"
                           "'different',(SELECT max(number) FROM winnow_run),?2,'review' "
                           "WHERE NOT EXISTS (SELECT 1 FROM winnow_pair WHERE entity=?1 "
                           "AND pair=?2)",
                           -1, &insert, NULL) != SQLITE_OK)
        rc = fail(u);
    for (size_t a = 0; a < u->count && rc >= 0; a++)
        for (size_t b = a + 1; b < u->count && rc >= 0; b++) {
            char id[WN_PAIR_ID + 1];
            sqlite3_stmt *both[] = {update, insert};
            wn_pair_id(u->contents[a], u->contents[b], id);
            for (int i = 0; i < 2 && rc >= 0; i++) {
                sqlite3_bind_text(both[i], 1, u->entity, -1, SQLITE_STATIC);
                sqlite3_bind_text(both[i], 2, id, -1, SQLITE_STATIC);
                if (i == 1)
                    sqlite3_bind_int64(both[i], 3, u->golden);
                rc = sqlite3_step(both[i]) == SQLITE_DONE ? WN_OK : fail(u);
                sqlite3_reset(both[i]);
            }
        }
    sqlite3_finalize(update);
    sqlite3_finalize(insert);
    return rc;
}

static wn_rc run(undo *u)
{
    wn_rc rc = read_contents(u);

    if (rc >= 0 && sqlite3_exec(u->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        rc = fail(u);
    if (rc >= 0)
        rc = decide(u);
    if (rc >= 0 && sqlite3_exec(u->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        rc = fail(u);
    return rc; /* closing rolls back what was not committed */
}

wn_rc wn_undo_merge(const char *target, wn_str golden, wn_buf *out, wn_error *err)
{
    undo u = {.target = strncmp(target, "sqlite:", 7) ? target : target + 7, .err = err};
    wn_str id = golden, entity = wn_str_cut(&id, WN_STR(":"));
    wn_arena arena = {0};
    wn_rc rc = WN_OK;

    u.entity = wn_arena_format(&arena, "%.*s", WN_FMT(entity)).ptr;
    if (!wn_str_number(id, &u.golden)) {
        rc = wn_fail(err, WN_E_USAGE, WN_SAY_UNDO_USAGE);
    } else if (sqlite3_open_v2(u.target, &u.db, SQLITE_OPEN_READWRITE, NULL) !=
                   SQLITE_OK ||
               sqlite3_exec(u.db, "SELECT pair FROM winnow_pair LIMIT 1", NULL, NULL,
                            NULL) != SQLITE_OK) {
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TRACE_NO_TARGET, u.target);
        wn_error_hint(err, WN_SAY_TRACE_TARGET_HINT);
    } else {
        rc = run(&u);
    }
    if (rc >= 0)
        wn_buf_format(out, wn_say(err->lang, WN_SAY_UNDO_DECIDED), u.entity,
                      (long long)u.golden, u.count);
    sqlite3_close(u.db);
    free(u.contents);
    wn_arena_release(&arena);
    return rc;
}
