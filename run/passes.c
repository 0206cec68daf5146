/*
 * passes.c - the table of passes: which stages each has, and what ends it.
 *
 * A run surveys its files (inputs.c), gathers, and runs; where a value could be read
 * either way, it finds out the date order (date_order.c) and runs again; at the end,
 * what it loaded is verified. Data goes down a row of this table and never up.
 */
#include "pipeline.h"

extern const wn_stage_class wn_stage_read, wn_stage_map, wn_stage_normalize,
    wn_stage_validate, wn_stage_assess, wn_stage_match, wn_stage_merge, wn_stage_load,
    wn_stage_keep, wn_stage_report, wn_stage_report_health, wn_stage_links,
    wn_stage_expect, wn_stage_verify, wn_stage_gather, wn_stage_judge, wn_stage_order;

#define STAGES (const wn_stage_class *const[])

const wn_pass wn_pass_order = {
    .name = "order",
    .reading = WN_SAY_PROGRESS_BEFORE,
    .stopped = WN_SAY_INTERRUPTED,
    .stages = STAGES{&wn_stage_read, &wn_stage_order, NULL},
    .allows_empty = true,
};

const wn_pass wn_pass_gather = {
    .name = "gather",
    .reading = WN_SAY_PROGRESS_BEFORE,
    .stopped = WN_SAY_INTERRUPTED,
    .stages = STAGES{&wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_stage_gather,
                     NULL},
    .allows_empty = true, /* a run reports that itself */
    .asks_columns = true,
};

const wn_pass wn_pass_run = {
    .name = "run",
    .reading = WN_SAY_PLAIN,
    .stopped = WN_SAY_INTERRUPTED,
    .stages =
        STAGES{&wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_stage_validate,
               &wn_stage_match, &wn_stage_merge, &wn_stage_load, &wn_stage_report, NULL},
    .is_run = true,
    .asks_columns = true,
};

const wn_pass wn_pass_health = {
    .name = "health",
    .reading = WN_SAY_PLAIN,
    .stopped = WN_SAY_INTERRUPTED,
    .stages = STAGES{&wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_stage_assess,
                     &wn_stage_match, &wn_stage_merge, &wn_stage_keep,
                     &wn_stage_report_health, NULL},
    .is_run = true,
    .allows_empty = true,
    .is_partial = true,
};

const wn_pass wn_pass_judge = {
    .name = "judge",
    .reading = WN_SAY_PROGRESS_BEFORE,
    .stopped = WN_SAY_INTERRUPTED,
    .stages =
        STAGES{&wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_stage_judge, NULL},
    .allows_empty = true,
};

const wn_pass wn_pass_verify = {
    .name = "verify",
    .reading = WN_SAY_PROGRESS_AFTER,
    .stages = STAGES{&wn_stage_read, &wn_stage_map, &wn_stage_normalize, &wn_stage_links,
                     &wn_stage_expect, &wn_stage_verify, NULL},
    .asks_columns = true,
    .stopped = WN_SAY_VERIFY_STOPPED,
};

const wn_pass *const wn_passes[] = {
    &wn_pass_order, &wn_pass_gather, &wn_pass_run, &wn_pass_health,
    &wn_pass_judge, &wn_pass_verify, NULL};
