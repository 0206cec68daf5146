/*
 * rules.c - the kinds of checks: dimension, default limits, words.
 *
 * Limits are the largest share that may fail: green below the first, red
 * above the second. Two are tied to a source: 85 % of values classifiable
 * (15 %), and 30 % of contacts going stale a year (16 % in six months); the
 * rest are proposals to be calibrated on a first baseline.
 */
#include "winnow/finding.h"

#include <stdlib.h>
#include <string.h>

#define IN_MODEL true
#define BUILT_IN false

_Static_assert(WN_RULE_COUNT - WN_RULE_SEVERAL == WN_REMARK_COUNT - WN_REMARK_SEVERAL,
               "a rule for each remark");

const wn_rule wn_rules[WN_RULE_COUNT] = {
    [WN_RULE_REQUIRED] = {"required", WN_COMPLETENESS, WN_ERROR, .05, .15, IN_MODEL,
                          "a required field is empty", "必填字段为空",
                          "fill it in the old system, or relax required= in the model",
                          "在旧系统里补填，或在模型里放宽 required="},
    [WN_RULE_ANY_OF] = {"any-of", WN_COMPLETENESS, WN_ERROR, .02, .05, IN_MODEL,
                        "none of these fields is filled", "这几个字段全部为空",
                        "fill at least one of them", "至少补填其中一个"},
    [WN_RULE_VALID] = {"valid", WN_VALIDITY, WN_WARN, .02, .08, IN_MODEL,
                       "the value is not what the field asks for", "值不符合字段的类型",
                       "correct the value; it was loaded as read",
                       "请更正；已按原样装入"},
    [WN_RULE_CLASSIFIED] = {"classified", WN_VALIDITY, WN_WARN, .15, .30, IN_MODEL,
                            "the value is not in the controlled list",
                            "值不在下拉值列表里",
                            "add it to the list as a synonym, or correct it",
                            "把它加进列表作同义词，或更正"},
    [WN_RULE_RANGE] = {"range", WN_VALIDITY, WN_WARN, .01, .05, IN_MODEL,
                       "the number is outside its limits", "数值超出范围",
                       "correct the number, or min= and max= in the model",
                       "请更正数值，或模型里的 min= 和 max="},
    [WN_RULE_LENGTH] = {"length", WN_VALIDITY, WN_WARN, .01, .05, IN_MODEL,
                        "the text is longer or shorter than allowed", "文字长度超出限制",
                        "shorten the text, or change max= in the model",
                        "请缩短文字，或改模型里的 max="},
    [WN_RULE_DUPLICATES] = {"duplicates", WN_UNIQUENESS, WN_ERROR, .02, .08, IN_MODEL,
                            "another record is the same", "与另一条记录重复",
                            "merged; see winnow_source for where it went",
                            "已合并；去向见 winnow_source"},
    [WN_RULE_STALE] = {"stale", WN_TIMELINESS, WN_WARN, .16, .30, IN_MODEL,
                       "not updated for a long time", "长期未更新",
                       "ask the owner to confirm it", "请负责人确认"},
    [WN_RULE_INACTIVE] = {"inactive", WN_TIMELINESS, WN_INFO, .15, .30, IN_MODEL,
                          "no contact for a long time", "长期未联系",
                          "contact the customer, or archive it", "联系客户，或归档"},
    [WN_RULE_REFERENCE] = {"reference", WN_CONSISTENCY, WN_ERROR, .01, .05, IN_MODEL,
                           "it points to a record that is not there", "关联的记录不存在",
                           "export the missing parent too, or correct the reference",
                           "把缺少的上级记录一并导出，或更正关联"},
    [WN_RULE_KEY_MISSING] = {"key-missing", WN_CONSISTENCY, WN_ERROR, 0, .01, BUILT_IN,
                             "the record has no key", "记录没有主键",
                             "give it a key in the old system", "请在旧系统里补上主键"},
    [WN_RULE_KEY_REPEATED] = {"key-repeated", WN_UNIQUENESS, WN_WARN, .01, .05, BUILT_IN,
                              "an earlier record has the same key and says otherwise",
                              "前面已有相同主键而内容不同的记录",
                              "merged; look at which of them is right",
                              "已合并；请核对哪一条正确"},
    [WN_RULE_ROW_SHORT] = {"row-short", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                           "the row has fewer cells than the header",
                           "该行的列数少于表头",
                           "look at the row in the file; a delimiter is missing",
                           "请看该行，缺少分隔符"},
    [WN_RULE_ROW_LONG] = {"row-long", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                          "the row has more cells than the header", "该行的列数多于表头",
                          "look at the row in the file; a value holds a bare delimiter",
                          "请看该行，值里有未加引号的分隔符"},
    [WN_RULE_ROW_QUOTES] =
        {"row-quotes", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
         "quotation marks in the row are wrong; it was read so that it "
         "fits the header",
         "该行的引号有误；已按表头的列数读取",
         "look at the row in the file and correct its quotation marks",
         "请看该行，并改正引号"},
    [WN_RULE_TEXT_LOST] = {"text-lost", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                           "some characters were lost before or while reading",
                           "有字符在读取前或读取时已丢失",
                           "export again as UTF-8, or give encoding= in the mapping",
                           "请用 UTF-8 重新导出，或在映射里写明 encoding="},
    [WN_RULE_NUL_BYTE] = {"nul-byte", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                          "the value held NUL bytes; they were taken out",
                          "值里有 NUL 字节，已去掉",
                          "look at the value in the old system", "请在旧系统里查看该值"},
    [WN_RULE_SEVERAL] = {"several", WN_VALIDITY, WN_WARN, .02, .10, BUILT_IN,
                         "the cell holds several values; the first was taken",
                         "一格里有多个值，取了第一个",
                         "give each value a field of its own", "请每个值各用一个字段"},
    [WN_RULE_TWO_PEOPLE] = {"two-people", WN_VALIDITY, WN_WARN, .01, .05, BUILT_IN,
                            "two people in one cell", "一格里有两个人",
                            "make two records of it", "请拆成两条记录"},
    [WN_RULE_MISPLACED] = {"misplaced", WN_VALIDITY, WN_WARN, .01, .05, BUILT_IN,
                           "the value belongs in another field", "值放错了字段",
                           "move the company, number or mailbox to its own field",
                           "请把公司、号码或邮箱移到各自的字段"},
    [WN_RULE_GARBLED] = {"garbled", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                         "the text is garbled: it was once read in a wrong encoding",
                         "文字是乱码：曾按错误的编码读取",
                         "look for the text in the old system; what could be undone was",
                         "请到旧系统里找原文；能还原的已还原"},
    [WN_RULE_AMBIGUOUS] = {"ambiguous", WN_VALIDITY, WN_WARN, .001, .01, BUILT_IN,
                           "day and month of the date could be exchanged",
                           "日期的日和月可能互换",
                           "say date-order=dmy or mdy in the mapping",
                           "请在映射里写明 date-order=dmy 或 mdy"},
    [WN_RULE_DAMAGED] = {"damaged", WN_VALIDITY, WN_ERROR, .001, .01, BUILT_IN,
                         "a spreadsheet has taken digits away (1.23E+15)",
                         "表格软件丢掉了数字（1.23E+15）",
                         "export again with this column as text",
                         "请把该列设为文本后重新导出"},
    [WN_RULE_TYPO] = {"typo", WN_VALIDITY, WN_INFO, .02, .10, BUILT_IN,
                      "a typing mistake is likely; nothing was changed",
                      "可能是笔误；未作改动",
                      "look at the suggestion and correct the value", "请看建议并更正"},
    [WN_RULE_SHARED] = {"shared", WN_VALIDITY, WN_INFO, .20, .50, BUILT_IN,
                        "the mailbox belongs to a role, not to a person",
                        "是公用邮箱，不属于个人", "ask for a personal mailbox",
                        "请索取个人邮箱"},
    [WN_RULE_INCOMPLETE] = {"incomplete", WN_VALIDITY, WN_WARN, .02, .10, BUILT_IN,
                            "a local number without its area code", "本地号码缺少区号",
                            "the suggestion has the area code of the record's city",
                            "建议值里补上了该城市的区号"},
    [WN_RULE_PRIVATE] = {"private", WN_CONSISTENCY, WN_WARN, 0, .01, BUILT_IN,
                         "a bank card or identity number stands in free text",
                         "自由文本里有银行卡号或身份证号",
                         "delete it there, or move it to a protected field",
                         "请删除，或移到受保护的字段"},
};

int wn_rule_find(wn_str name)
{
    for (int i = 0; i < WN_RULE_COUNT; i++)
        if (wn_str_equal(name, wn_str_of(wn_rules[i].name)))
            return i;
    return -1;
}

wn_str wn_check_label(const wn_check *check, wn_lang lang)
{
    const wn_rule *rule = &wn_rules[check->rule];
    wn_str own = lang == WN_ZH ? check->zh : check->en;

    return own.len ? own : wn_str_of(lang == WN_ZH ? rule->zh : rule->en);
}

void wn_ledger_init(wn_ledger *ledger, const wn_model *model)
{
    *ledger = (wn_ledger){.checks = (size_t)model->check_count,
                          .fields = (size_t)model->field_count};
    ledger->applicable = wn_alloc(ledger->checks, sizeof(*ledger->applicable));
    ledger->failed = wn_alloc(ledger->checks, sizeof(*ledger->failed));
    ledger->states = wn_alloc(ledger->fields, sizeof(*ledger->states));
}

void wn_ledger_add(wn_ledger *to, const wn_ledger *from)
{
    for (size_t i = 0; i < to->checks; i++) {
        to->applicable[i] += from->applicable[i];
        to->failed[i] += from->failed[i];
    }
    for (size_t i = 0; i < to->fields; i++)
        for (size_t s = 0; s < WN_CELL_STATE_COUNT; s++)
            to->states[i][s] += from->states[i][s];
    to->changed += from->changed;
}

void wn_ledger_release(wn_ledger *ledger)
{
    free(ledger->applicable);
    free(ledger->failed);
    free(ledger->states);
    *ledger = (wn_ledger){0};
}
