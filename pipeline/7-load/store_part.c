/*
 * store_part.c - golden records that stand on records of other exports too, which this
 * run has not read.
 *
 * This run may speak only for its own records: a field changes when it is empty, or when
 * its value came from a record of this run (lineage says which, and without lineage it is
 * the surviving record). What others said stays.
 *
 * new_member has this run's records of such golden records, and new_lineage which of them
 * each value would come from.
 */
#include "store.h"

#define IS_MEMBER(row)                                                            \
    "EXISTS (SELECT 1 FROM new_member m WHERE m.golden_id=" row ".golden_id AND " \
    "m.system=" row ".system AND m.source_key=" row ".source_key AND m.nth=" row ".nth)"

/* Golden records whose surviving record is of this run. */
static wn_rc find_ours(store *s, wn_str waiting)
{
    return db_run(
        s->db,
        "CREATE INDEX new_member_golden ON new_member (golden_id);"
        "CREATE TEMP TABLE new_ours AS SELECT t.golden_id FROM winnow_source t "
        "WHERE t.entity=%L AND t.fate IN ('loaded','review') AND t.golden_id IN "
        "(SELECT id FROM %I WHERE \"+part\"=1) AND " IS_MEMBER("t"),
        s->entity->name, waiting);
}

/* Where the field is not ours to change, what is there stays. */
static wn_rc keep_theirs(store *s, wn_str waiting, const wn_field *field)
{
    wn_buf ours = {0};

    if (field->survive >= WN_SURVIVE_SUM) /* made of all, of which some are not here */
        db_sql(&ours, "1=0");
    else
        db_sql(
            &ours,
            "EXISTS (SELECT 1 FROM winnow_lineage l WHERE l.golden_id=t.id AND "
            "l.entity=%L AND l.field=%L AND " IS_MEMBER(
                "l") ") OR (NOT EXISTS (SELECT "
                     "1 FROM winnow_lineage l WHERE l.golden_id=t.id AND l.entity=%L AND "
                     "l.field=%L) AND t.id IN (SELECT golden_id FROM new_ours))",
            s->entity->name, field->name, s->entity->name, field->name);
    wn_rc rc = db_run(
        s->db,
        "UPDATE %I AS n SET %I=t.%I FROM %I t WHERE n.\"+part\"=1 AND t.id=n.id AND NOT "
        "(n.%I IS NOT NULL AND (t.%I IS NULL OR %s))",
        waiting, field->name, field->name, s->entity->name, field->name, field->name,
        ours.ptr);
    wn_buf_release(&ours);
    return rc;
}

/* Of a field that changes, it is known where its value is from now. */
static wn_rc publish_lineage(store *s, wn_str waiting, const wn_field *field)
{
    wn_buf which = {0}, condition = {0};

    db_sql(
        &which,
        "(SELECT n.id FROM %I n JOIN %I t ON t.id=n.id WHERE n.\"+part\"=1 AND n.%I IS "
        "DISTINCT FROM t.%I)",
        waiting, s->entity->name, field->name, field->name);
    db_sql(&condition, "t.entity=%L AND t.field=%L AND t.golden_id IN %s",
           s->entity->name, field->name, which.ptr);
    wn_rc rc = history_keep(&s->history, "winnow_lineage", condition.ptr);
    if (rc >= 0)
        rc = db_run(s->db,
                    "DELETE FROM winnow_lineage AS t WHERE %s;"
                    "INSERT INTO winnow_lineage SELECT * FROM new_lineage t WHERE %s",
                    condition.ptr, condition.ptr);
    wn_buf_release(&which);
    wn_buf_release(&condition);
    return rc;
}

wn_rc store_publish_part(store *s)
{
    wn_buf name = {0};
    wn_str waiting = store_new_name(s->entity, &name);
    int64_t parts = 0;
    wn_rc rc =
        db_number(s->db, &parts, "SELECT count(*) FROM %I WHERE \"+part\"=1", waiting);

    if (rc >= 0 && parts > 0)
        rc = find_ours(s, waiting);
    /* deleted by somebody; a run over all exports brings it back */
    if (rc >= 0 && parts > 0)
        rc = db_run(
            s->db,
            "DELETE FROM %I AS n WHERE n.\"+part\"=1 AND NOT EXISTS (SELECT 1 FROM "
            "%I t WHERE t.id=n.id)",
            waiting, s->entity->name);
    for (size_t f = 0; f < s->entity->field_count && rc >= 0 && parts > 0; f++)
        rc = keep_theirs(s, waiting, &s->entity->fields[f]);
    for (size_t f = 0; f < s->entity->field_count && rc >= 0 && parts > 0; f++)
        rc = publish_lineage(s, waiting, &s->entity->fields[f]);
    if (rc >= 0 && parts > 0)
        rc = db_run(s->db, "DROP TABLE new_ours; DROP INDEX new_member_golden");
    wn_buf_release(&name);
    return rc;
}
