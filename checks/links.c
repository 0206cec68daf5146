/* links.c - see links.h. */
#include "links.h"

void links_each(const wn_look *look,
                void (*take)(const wn_look *look, wn_print parent, int64_t at))
{
    const wn_check *check = look->check;
    const wn_entity *by = look->entity;
    const wn_cell *cell = &look->record->cells[check->by_field];
    int64_t at;
    bool timed;

    if (cell->state != WN_CELL_CLEAN || !wn_moment(cell->value, &at, &timed))
        return;
    for (size_t f = 0; f < by->field_count; f++) {
        const wn_cell *link = &look->record->cells[f];
        int target = by->fields[f].target;
        if (target == check->entity->number && wn_cell_has_value(link))
            take(look, wn_link_print(look, link, target), at);
    }
}

bool links_are_read(const wn_look *look)
{
    const wn_plan *plan = look->context->plan;

    return wn_has_file(plan, &plan->model.entities[look->check->by_entity]);
}

void links_total(const wn_look *look)
{
    if (!links_are_read(look))
        wn_total_skip(look, -1, WN_STR(""), WN_SAY_REPORT_WHY_NO_BY);
}
