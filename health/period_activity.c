/* period_activity.c - what each department did in a period: records updated, tickets
 * closed. Kept as rows of winnow_profile. */
#include "period.h"

#include "core/memory.h"

/* Kinds of rows of winnow_profile: `place` is the department. */
static const char *const kinds[] = {"dated", "updated", "opened", "closed"};

static uint64_t *count_of(wn_activity *activity, size_t kind)
{
    uint64_t *const counts[WN_COUNT(kinds)] = {&activity->dated, &activity->updated,
                                               &activity->opened, &activity->closed};

    return counts[kind];
}

wn_history_group *period_group(period *p, wn_str name)
{
    wn_history *history = p->history;
    wn_history_group *known = wn_history_group_named(history, name);

    if (known)
        return known;
    history->groups = wn_grow(history->groups, history->group_count, &history->group_room,
                              sizeof(*history->groups));
    wn_history_group *group = &history->groups[history->group_count++];
    group->name = wn_arena_str(&history->arena, name);
    group->counts =
        wn_alloc((size_t)p->context->plan->model.check_count, sizeof(wn_counts));
    *wn_map_set(&history->group_of, wn_fold_fingerprint(name), NULL) =
        (int64_t)history->group_count;
    return group;
}

/* Takes a row of the last period: kind, place, count. */
static bool take_row(void *data, const wn_str *cells)
{
    wn_activity *activity = &period_group(data, cells[1])->activity;

    for (size_t k = 0; k < WN_COUNT(kinds); k++)
        if (wn_str_equal(cells[0], wn_str_of(kinds[k])))
            *count_of(activity, k) = (uint64_t)db_cell_number(cells[2]);
    return true;
}

wn_rc period_read_activity(period *p)
{
    const wn_history *history = p->history;

    return history->count == 0 || p->context->settings->by_owner
               ? WN_OK
               : db_each(p->db, take_row, p,
                         "SELECT kind, place, count FROM winnow_profile WHERE basis=%L "
                         "AND period=%L AND kind IN "
                         "('dated','updated','opened','closed') ORDER BY place, kind",
                         wn_str_of(p->context->settings->basis),
                         wn_str_of(history->periods[history->count - 1].name));
}

wn_rc period_write_activity(period *p, db_inserter *into)
{
    const wn_tallies *tallies = p->context->tallies;
    wn_rc rc = WN_OK;

    for (size_t g = 0; g < tallies->group_count; g++)
        for (size_t k = 0; k < WN_COUNT(kinds) && rc >= 0; k++) {
            uint64_t count = *count_of(&tallies->groups[g].activity, k);
            if (count > 0)
                rc = period_profile_row(p, into, kinds[k], tallies->groups[g].name,
                                        WN_STR(""), count);
        }
    return rc;
}
