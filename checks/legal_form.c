/* legal_form.c - a company's name without its legal form: 华信科技 for
 * 北京华信科技有限公司. */
#include "winnow/check.h"

static wn_outcome judge(const wn_look *look, size_t i)
{
    const wn_cell *cell = wn_look_cell(look, i);

    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    if (wn_company_has_form(cell->value, look->arena))
        return WN_PASSED;
    wn_look_note(look, i, look->check->fate);
    return WN_FAILED;
}

static wn_outcome look(const wn_look *look)
{
    return wn_look_each(look, judge);
}

const wn_rule wn_rule_legal_form = {
    .name = "legal-form",
    .dimension = WN_CONSISTENCY,
    .severity = WN_INFO,
    .green = .10,
    .red = .30,
    .in_model = true,
    .min_fields = 1,
    .look = look,
    .en = "the company's name has no legal form (Ltd, GmbH, 有限公司)",
    .zh = "客户名称不是全称（缺“有限公司”等）",
    .do_en = "write the registered name in full",
    .do_zh = "请改用工商登记的全称",
};
