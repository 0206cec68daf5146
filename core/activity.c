/* activity.c - what was done with records in a period. */
#include "finding.h"

#include <string.h>

static bool is_in(const wn_record *record, wn_means means, const char *period)
{
    int field = record->file->entity->means[means];
    const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;
    size_t len = strlen(period);

    return cell && cell->state == WN_CELL_CLEAN && cell->value.len >= len &&
           !memcmp(cell->value.ptr, period, len);
}

/* Was it only saved, without a change? */
static bool is_touched(const wn_record *record)
{
    for (const wn_finding *f = record->findings; f; f = f->next)
        if (f->check->rule == WN_RULE_TOUCH_ONLY)
            return true;
    return false;
}

wn_activity wn_activity_of(const wn_record *record, const char *period, bool any)
{
    const wn_entity *entity = record->file->entity;
    int updated = entity->means[WN_MEANS_UPDATED];
    wn_activity activity = {0};

    if ((entity->matched || any) && updated >= 0 &&
        record->cells[updated].state == WN_CELL_CLEAN) {
        activity.dated = 1;
        activity.updated = is_in(record, WN_MEANS_UPDATED, period) && !is_touched(record);
    }
    if (entity->means[WN_MEANS_CLOSED] >= 0) {
        activity.opened = is_in(record, WN_MEANS_CREATED, period);
        activity.closed = is_in(record, WN_MEANS_CLOSED, period);
    }
    return activity;
}

void wn_newest_take(char newest[20], const wn_record *record, const char *as_of)
{
    static const wn_means whens[] = {WN_MEANS_CREATED, WN_MEANS_UPDATED};

    for (size_t i = 0; i < 2; i++) {
        int field = record->file->entity->means[whens[i]];
        const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;
        char text[20] = "";
        if (!cell || cell->state != WN_CELL_CLEAN || cell->value.len < 10)
            continue;
        memcpy(text, cell->value.ptr, cell->value.len < 19 ? cell->value.len : 19);
        if (strncmp(text, as_of, 10) <= 0 && strcmp(text, newest) > 0)
            memcpy(newest, text, sizeof(text));
    }
}

void wn_activity_add(wn_activity *to, wn_activity from)
{
    to->dated += from.dated;
    to->updated += from.updated;
    to->opened += from.opened;
    to->closed += from.closed;
}

bool wn_model_matches_none(const wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        if (model->entities[e].matched)
            return false;
    return true;
}
