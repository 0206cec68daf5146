/* inactive.c - no contact for a long time. With move-to=, the record is proposed for
 * that list. */
#include "check.h"

const wn_rule wn_rule_inactive = {
    .name = "inactive",
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
    .en = "no contact for a long time",
    .zh = "长期未联系",
    .do_en = "contact the customer, or archive it",
    .do_zh = "联系客户，或归档",
};
