/*
 * postcode_held.c - a postcode does not fit the place beside it: 200000 in Beijing,
 * 1012 AB in Germany. The first field is the postcode, the others say the place. If one
 * of them agrees with the postcode, the postcode passes.
 */
#include "check.h"
#include "transforms/origin.h"

#include <string.h>

/* Does one of the other fields name the United States or Australia? The states of these
 * have postcodes of their own. */
static bool has_states(const wn_check_context *cx)
{
    for (size_t i = 1; i < cx->check->field_count; i++) {
        const wn_cell *cell = wn_check_cell(cx, i);
        wn_place place = wn_check_place(wn_check_field(cx, i));
        if (!wn_cell_has_value(cell) || place != WN_PLACE_COUNTRY)
            continue;
        const char *region = wn_origin_of(cell->value, place, cx->arena);
        if (region)
            return !strcmp(region, "US") || !strcmp(region, "AU");
    }
    return false;
}

static wn_check_result look(const wn_check_context *cx)
{
    const wn_cell *postcode = wn_check_cell(cx, 0);
    bool agrees = false, disagrees = false;

    if (!wn_cell_has_value(postcode))
        return WN_NOT_APPLICABLE;
    wn_str text = wn_str_trim(wn_check_narrow(cx, postcode->value));
    bool states = has_states(cx);
    for (size_t i = 1; i < cx->check->field_count; i++) {
        const wn_cell *cell = wn_check_cell(cx, i);
        if (!wn_cell_has_value(cell) || cell->state == WN_CELL_INVALID)
            continue;
        wn_agreement found = wn_origin_of_postcode(
            text, cell->value, wn_check_place(wn_check_field(cx, i)), states, cx->arena);
        agrees = agrees || found == WN_AGREES;
        disagrees = disagrees || found == WN_DISAGREES;
    }
    if (agrees || !disagrees)
        return agrees ? WN_PASSED : WN_NOT_APPLICABLE;
    wn_check_note(cx, 0, cx->check->disposition);
    return WN_FAILED;
}

const wn_rule wn_rule_postcode = {
    .name = "postcode",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .min_fields = 2,
    .look = look,
    .en = "the postcode is of another place than the record",
    .zh = "邮编与所在省市不符",
    .do_en = "correct the postcode, or the place",
    .do_zh = "请更正邮编或省市",
    .about_en =
        "The first field is the postcode, the others say the place (province, city, "
        "address, country). In China its first digits are held against the province; "
        "where a country field says United States or Australia, against the state (NY); "
        "elsewhere a postcode that only one country has, against the country. One "
        "that several countries have (12345) says nothing.",
    .about_zh =
        "第一个字段是邮编，其余是地点（省、市、地址、国家）。中国邮编按前几位核对省份；"
        "国家字段为美国或澳大利亚时核对州（NY）；"
        "其他国家只核对独有格式的邮编，多国共用的格式（如 12345）不作判断。",
};
