/*
 * store_adopt.c - links records to a parent that came later.
 *
 * A link that led nowhere left a finding with the key of the parent. When a run brings
 * records of the parent's entity, these keys are looked up again. So the order in which
 * exports are loaded does not matter, nor that a parent was refused at first.
 */
#include "store.h"

static void add_match(wn_buf *sql, const wn_entity *child, const wn_field *field,
                      const wn_entity *parent)
{
    db_sql(sql,
           "FROM winnow_finding w JOIN winnow_source s ON s.system=w.system AND "
           "s.entity=%L AND s.source_key=w.value AND s.golden_id IS NOT NULL WHERE "
           "w.entity=%L AND w.field=%L",
           parent->name, child->name, field->name);
}

static wn_rc adopt(store *s, const wn_entity *child, const wn_field *field,
                   const wn_entity *parent)
{
    wn_buf match = {0}, which = {0}, found = {0};

    add_match(&match, child, field, parent);
    db_sql(&which, "t.%I IS NULL AND t.id IN (SELECT w.golden_id %s)", field->name,
           match.ptr);
    db_sql(
        &found,
        "t.entity=%L AND t.field=%L AND EXISTS (SELECT 1 FROM winnow_source s WHERE "
        "s.system=t.system AND s.entity=%L AND s.source_key=t.value AND s.golden_id IS "
        "NOT NULL)",
        child->name, field->name, parent->name);
    wn_rc rc = images_keep_golden(&s->images, store_whole(s, child), which.ptr);
    if (rc >= 0)
        rc = db_run(s->db,
                    "UPDATE %I AS t SET %I=(SELECT min(s.golden_id) %s AND "
                    "w.golden_id=t.id) WHERE %s",
                    child->name, field->name, match.ptr, which.ptr);
    s->linked = true;
    if (rc >= 0)
        rc = images_keep(&s->images, "winnow_finding", found.ptr);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_finding", found.ptr);
    wn_buf_release(&match);
    wn_buf_release(&which);
    wn_buf_release(&found);
    return rc;
}

wn_rc store_adopt(store *s)
{
    const wn_model *model = &s->catalog.model, *plan = &s->context->plan->model;
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count && s->living; e++)
        for (size_t f = 0; f < model->entities[e].field_count && rc >= 0; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            int to = field->target >= 0
                         ? wn_entity_find(plan, model->entities[field->target].name)
                         : -1;
            if (to >= 0 && s->context->known->xref->fresh[to] > 0)
                rc = adopt(s, &model->entities[e], field, &plan->entities[to]);
        }
    return rc;
}
