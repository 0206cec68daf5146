/* legal_form.c - a company's name without its legal form: 华信科技 for
 * 北京华信科技有限公司. Names that need no legal form are not asked: 清华大学,
 * 君合律师事务所, City of Leeds. */
#include "check.h"

#include "transforms/transforms.h"

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    if (wn_company_has_form(cell->value, cx->arena))
        return WN_PASSED;
    if (wn_is_institution(cell->value))
        return WN_NOT_APPLICABLE;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
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
    .about_en = "It does not apply to names that have no form: schools and universities, "
                "hospitals, ministries, cities and other authorities, associations, "
                "foundations, churches, offices of lawyers and accountants, branches of "
                "banks, shops of one person (店, 行, 馆, 部).",
    .about_zh = "没有公司形式的名称不检查：学校、医院、政府机关、协会、基金会、宗教场所、"
                "律师和会计师"
                "事务所、银行支行、个体工商户（店、行、馆、部）等。",
    .edition = 2,
};
