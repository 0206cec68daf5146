/*
 * undo_merge.c - undoes a merge by a decision: the records of one golden record are
 * different.
 *
 * Only a run can give each record its own values and its own children again, from the
 * exports. So the decision waits for the next run, and all later runs keep to it.
 */
#include "trace.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/stage.h"
#include "target/catalog.h"

#include <stdlib.h>

#define MOST_RECORDS 1000 /* the largest golden record that can be taken apart so */

typedef struct undo {
    db *db;
    wn_error *err;
    wn_str entity;
    int64_t golden;
    uint64_t *contents; /* what its source records say, as fingerprints */
    size_t count, room;
} undo;

static bool take_content(void *data, const wn_str *cells)
{
    undo *u = data;

    u->contents = wn_grow(u->contents, u->count, &u->room, sizeof(*u->contents));
    u->contents[u->count++] = (uint64_t)strtoll(cells[0].ptr, NULL, 10);
    return true;
}

/* Read what its records say, each content once: records that say the same stay
 * together. */
static wn_rc read_contents(undo *u)
{
    wn_rc rc = db_each(u->db, take_content, u,
                       "SELECT DISTINCT content FROM winnow_source WHERE entity=%L AND "
                       "golden_id=%d AND content IS NOT NULL ORDER BY 1 LIMIT %d",
                       u->entity, (long long)u->golden, (long long)MOST_RECORDS);

    if (rc < 0 || u->count >= 2)
        return rc;
    rc = wn_fail(u->err, WN_E_USAGE, WN_SAY_UNDO_NO_MERGE, WN_FMT(u->entity),
                 (long long)u->golden);
    wn_error_hint(u->err, WN_SAY_UNDO_HINT);
    return rc;
}

/* Write a row of winnow_pair for each two of them; the next run that finds both fills
 * in the rest. A decision has run 0, so that undoing a run leaves it. */
static wn_rc decide(undo *u)
{
    wn_rc rc = WN_OK;

    for (size_t a = 0; a < u->count && rc >= 0; a++)
        for (size_t b = a + 1; b < u->count && rc >= 0; b++) {
            char id[WN_PAIR_ID + 1];
            wn_pair_id(u->contents[a], u->contents[b], id);
            wn_str pair = wn_str_of(id);
            rc = db_run(u->db,
                        "UPDATE winnow_pair SET decision='different' WHERE entity=%L AND "
                        "pair=%L;"
                        "INSERT INTO winnow_pair (entity, left_system, left_key, "
                        "right_system, right_key, left_golden, right_golden, probability, "
                        "weight, why, decision, run, pair, band) SELECT "
                        "%L,'','','','',%d,%d,0,0,'','different',0,%L,'review' WHERE NOT "
                        "EXISTS (SELECT 1 FROM winnow_pair WHERE entity=%L AND pair=%L)",
                        u->entity, pair, u->entity, (long long)u->golden,
                        (long long)u->golden, pair, u->entity, pair);
        }
    return rc;
}

static wn_rc run(undo *u)
{
    catalog c = {0};
    wn_rc rc = catalog_read(&c, u->db);

    catalog_release(&c);
    if (rc >= 0)
        rc = read_contents(u);
    if (rc >= 0)
        rc = decide(u);
    return rc < 0 ? rc : u->db->class->commit(u->db);
}

wn_rc wn_undo_merge(const char *target, wn_str golden, bool dry_run, wn_buf *out,
                    wn_error *err)
{
    undo u = {.err = err};
    wn_str id = golden;
    wn_rc rc;

    u.entity = wn_str_cut(&id, WN_STR(":"));
    if (!wn_str_number(id, &u.golden))
        return wn_fail(err, WN_E_USAGE, WN_SAY_UNDO_USAGE);
    rc = db_open(&u.db, target, dry_run ? DB_TRY : DB_WRITE, "undo", err);
    if (rc >= 0)
        rc = run(&u);
    if (rc >= 0)
        wn_buf_format(out, wn_say(err->lang, dry_run ? WN_SAY_UNDO_WOULD_DECIDE
                                                : WN_SAY_UNDO_DECIDED),
                      WN_FMT(u.entity),
                      (long long)u.golden, u.count);
    free(u.contents);
    return db_close(u.db, rc >= 0, rc);
}
