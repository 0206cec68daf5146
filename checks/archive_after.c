/* archive_after.c - finished long ago (closed deals): the record is proposed for the
 * archive. */
#include "check.h"

const wn_rule wn_rule_archive_after = {
    .name = "archive-after",
    .dimension = WN_TIMELINESS,
    .severity = WN_INFO,
    .green = .15,
    .red = .30,
    .in_model = true,
    .says = WN_SAYS_AFTER | WN_SAYS_MOVE_TO,
    .must_say = WN_SAYS_AFTER,
    .min_fields = 1,
    .only_dates = true,
    .look = wn_check_age,
    .en = "done long ago, and still among the living",
    .zh = "早已完成，仍未归档",
    .do_en = "archive it; nothing is deleted",
    .do_zh = "请归档，不会删除",
};
