/* links.c - see links.h. */
#include "links.h"

void links_each(const wn_check_context *cx,
                void (*take)(const wn_check_context *cx, wn_fingerprint parent,
                             int64_t at))
{
    const wn_check *check = cx->check;
    const wn_entity *by = cx->entity;
    const wn_cell *cell = &cx->record->cells[check->by_field];
    int64_t at;
    bool timed;

    if (cell->state != WN_CELL_CLEAN || !wn_moment(cell->value, &at, &timed))
        return;
    for (size_t f = 0; f < by->field_count; f++) {
        const wn_cell *link = &cx->record->cells[f];
        int target = by->fields[f].target;
        if (target == check->entity->number && wn_cell_has_value(link))
            take(cx, wn_link_fingerprint(cx, link, target), at);
    }
}

bool links_are_read(const wn_check_context *cx)
{
    const wn_plan *plan = cx->context->plan;

    return wn_has_file(plan, &plan->model.entities[cx->check->by_entity]);
}

void links_total(const wn_check_context *cx)
{
    if (!links_are_read(cx))
        wn_total_skip(cx, -1, WN_STR(""), WN_SAY_REPORT_WHY_NO_BY);
}
