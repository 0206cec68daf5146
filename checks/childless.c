/* childless.c - no record of another entity (by="contact") links to this record: an
 * account without contacts, a deal without activity. With a field and values
 * (by="contact.role" values="DECISION") only such records count: an account that nobody
 * decides for. Where no record of the entity has the field filled, nothing is known, and
 * nothing is asked. Children that this run leaves out (--where) count too. */
#include "links.h"

/* Stands in the table when a record has the field of by= filled. */
static const wn_fingerprint known = {.a = 1, .b = 2};

/* Is it a record that counts as belonging to another? */
static bool counts(const wn_check_context *cx)
{
    const wn_check *check = cx->check;

    if (check->by_field < 0)
        return true;
    const wn_cell *cell = &cx->record->cells[check->by_field];
    if (cx->entity->number != check->by_entity || cell->state != WN_CELL_CLEAN)
        return false;
    *wn_map_set(wn_gather_table(cx, 0), known, NULL) = 1;
    return !check->values || wn_list_find(check->values, cell->value);
}

static void gather(const wn_check_context *cx)
{
    const wn_check *check = cx->check;

    if (cx->entity == check->entity || !counts(cx))
        return;
    for (size_t f = 0; f < cx->entity->field_count; f++) {
        int target = cx->entity->fields[f].target;
        if (target == check->entity->number && wn_cell_has_value(&cx->record->cells[f]))
            *wn_map_set(wn_gather_table(cx, 0),
                        wn_link_fingerprint(cx, &cx->record->cells[f], target), NULL) = 1;
    }
}

static wn_check_result look(const wn_check_context *cx)
{
    if (!links_are_read(cx))
        return WN_NOT_APPLICABLE;
    if (cx->check->by_field >= 0 && !wn_gathered_find(cx, 0, known, 0))
        return WN_NOT_APPLICABLE;
    if (wn_gathered_find(cx, 0, wn_record_fingerprint(cx->record), 0))
        return WN_PASSED;
    wn_record_note(cx->record, cx->arena, cx->check, cx->entity->key, WN_NO_COLUMN,
                   cx->record->key);
    wn_record_judge(cx->record, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_childless = {
    .name = "childless",
    .dimension = WN_COMPLETENESS,
    .severity = WN_INFO,
    .green = .10,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_BY | WN_SAYS_VALUES,
    .must_say = WN_SAYS_BY,
    .by = WN_BY_LINKED,
    .look = look,
    .gather = gather,
    .gathers_all = true,
    .total = links_total,
    .en = "no other record belongs to it",
    .zh = "没有下级记录",
    .do_en = "add who or what belongs to it, or close it",
    .do_zh = "请补上所属的记录，或关闭它",
};
