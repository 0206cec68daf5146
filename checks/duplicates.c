/* duplicates.c - another record is the same person or company. The match stage finds
 * them and the merge stage counts them; here are only the names and texts of this
 * check. */
#include "core/finding.h"

const wn_rule wn_rule_duplicates = {
    .name = "duplicates",
    .dimension = WN_UNIQUENESS,
    .severity = WN_ERROR,
    .green = .02,
    .red = .08,
    .in_model = true,
    .for_record = true,
    .en = "another record is the same",
    .zh = "与另一条记录重复",
    .do_en = "merge the two",
    .do_zh = "请合并",
};
