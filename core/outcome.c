/* outcome.c - allocates and frees the results of a run. */
#include "outcome.h"
#include "memory.h"

#include <stdlib.h>

const char *const wn_change_names[WN_CHANGE_STATES] = {"none", "anew", "first", "again",
                                                       "gated"};

void wn_outcome_init(wn_outcome *outcome, const wn_plan *plan)
{
    *outcome = WN_OUTCOME_NONE;
    outcome->read.records = wn_alloc(plan->file_count, sizeof(*outcome->read.records));
    outcome->match.doubtful =
        wn_alloc(plan->model.entity_count, sizeof(*outcome->match.doubtful));
    outcome->match.checked =
        wn_alloc(plan->model.entity_count, sizeof(*outcome->match.checked));
    outcome->load.books = wn_alloc(plan->file_count, sizeof(*outcome->load.books));
    outcome->load.rows = wn_alloc(plan->file_count, sizeof(*outcome->load.rows));
    outcome->report.rows =
        wn_alloc(plan->model.entity_count, sizeof(*outcome->report.rows));
}

void wn_outcome_release(wn_outcome *outcome)
{
    free(outcome->read.records);
    free(outcome->match.doubtful);
    free(outcome->match.checked);
    free(outcome->match.taken);
    free(outcome->load.books);
    free(outcome->load.rows);
    free(outcome->load.gones.items);
    wn_arena_release(&outcome->load.gones.arena);
    free(outcome->load.changes.items);
    wn_arena_release(&outcome->load.changes.arena);
    wn_buf_release(&outcome->load.missing);
    for (int lang = 0; lang < WN_LANG_COUNT; lang++)
        wn_buf_release(&outcome->report.left[lang]);
    free(outcome->report.rows);
    wn_unreads_release(&outcome->unread);
    *outcome = (wn_outcome){0};
}
