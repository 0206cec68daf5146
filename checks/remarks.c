/* remarks.c - what transforms remark about a value, whether they could read it or not.
 * The transform makes the finding; these kinds of checks only count it. */
#include "check.h"

/* A row of the table: name, dimension, severity, limits, texts. */
#define REMARK(id, text, dim, sev, low, high, says, says_zh, act, act_zh) \
    const wn_rule wn_rule_##id = {                                        \
        .name = text,                                                     \
        .dimension = dim,                                                 \
        .severity = sev,                                                  \
        .green = low,                                                     \
        .red = high,                                                      \
        .in_model = true,                                                 \
        .min_fields = 1,                                                  \
        .look = wn_check_remarked,                                        \
        .en = says,                                                       \
        .zh = says_zh,                                                    \
        .do_en = act,                                                     \
        .do_zh = act_zh,                                                  \
    }

REMARK(several, "several", WN_VALIDITY, WN_WARN, .02, .10,
       "the cell holds several values; the first was taken", "一格里有多个值，取了第一个",
       "give each value a field of its own", "请每个值各用一个字段");
REMARK(rest, "rest", WN_VALIDITY, WN_WARN, .02, .10,
       "text stands beside the value; it was not taken", "值旁边还有文字，没有采用",
       "move the text to a note, or to the field that it is about",
       "请把这段文字移到备注或相应的字段");
REMARK(two_people, "two-people", WN_VALIDITY, WN_WARN, .01, .05, "two people in one cell",
       "一格里有两个人", "make two records of it", "请拆成两条记录");
REMARK(misplaced, "misplaced", WN_VALIDITY, WN_WARN, .01, .05,
       "the value belongs in another field", "值放错了字段",
       "move the company, number or mailbox to its own field",
       "请把公司、号码或邮箱移到各自的字段");
REMARK(garbled, "garbled", WN_VALIDITY, WN_WARN, .001, .01,
       "the text is garbled: it was once read in a wrong encoding",
       "文字是乱码：曾按错误的编码读取",
       "look for the text in the old system; what could be undone was",
       "请到旧系统里找原文；能还原的已还原");
REMARK(
    ambiguous, "ambiguous", WN_VALIDITY, WN_WARN, .001, .01,
    "the value can be read in two ways (day and month, the mark of the fraction, a "
    "time zone, which part of a name is the family's)",
    "这个值有两种读法（日和月、小数点、时区，或姓与名的先后）",
    "say in the mapping which: date-order=dmy or mdy, decimal=point or comma, timezone=, "
    "order=family-first or given-first",
    "请在映射里写明：date-order=dmy 或 mdy、decimal=point 或 comma、timezone=、"
    "order=family-first 或 given-first");
REMARK(no_year, "no-year", WN_VALIDITY, WN_WARN, .02, .10,
       "the year of the birthday stands for an unknown one; it was not taken",
       "生日的年份是“不知道”的占位（如 1604），没有采用",
       "ask for the year; day and month stand in the suggestion",
       "请询问年份；建议值里有月和日");
REMARK(damaged, "damaged", WN_VALIDITY, WN_ERROR, .001, .01,
       "a spreadsheet has taken digits away (1.23E+15)", "表格软件丢掉了数字（1.23E+15）",
       "export again with this column as text", "请把该列设为文本后重新导出");
REMARK(typo, "typo", WN_VALIDITY, WN_INFO, .02, .10,
       "a typing mistake is likely; nothing was changed", "可能是笔误；未作改动",
       "look at the suggestion and correct the value", "请看建议并更正");
REMARK(shared, "shared", WN_VALIDITY, WN_INFO, .20, .50,
       "the mailbox belongs to a role, not to a person", "是公用邮箱，不属于个人",
       "ask for a personal mailbox", "请索取个人邮箱");
REMARK(incomplete, "incomplete", WN_VALIDITY, WN_WARN, .02, .10,
       "a local number without its area code", "本地号码缺少区号",
       "the suggestion has the area code of the record's city",
       "建议值里补上了该城市的区号");
REMARK(
    region_unknown, "region-unknown", WN_VALIDITY, WN_WARN, .02, .10,
    "the number has no country code and nothing says the country; it stays as read",
    "号码没有国际区号，也看不出是哪个国家；保持原样",
    "say region= in the mapping where all are of one country, or region-from= with the "
    "columns that tell it",
    "都属于一个国家时在映射里写 region=，否则用 region-from= 指定能看出国家的列");
REMARK(private, "private", WN_CONSISTENCY, WN_WARN, 0, .01,
       "a bank card, account or identity number stands in free text",
       "自由文本里有银行卡号、银行账号或身份证号",
       "delete it there, or move it to a protected field", "请删除，或移到受保护的字段");
REMARK(dummy, "dummy", WN_COMPLETENESS, WN_WARN, .01, .05,
       "the value has the right form and stands for none (Test Test, 1970-01-01)",
       "格式正确，但只是占位（如“测试”、1970-01-01）",
       "ask for the real value, or leave the field empty", "请补真实的值，或留空");
REMARK(changed, "changed", WN_VALIDITY, WN_INFO, .02, .10,
       "letters or digits of the value were changed, or supposed",
       "值里的字母或数字有改动或是推定的", "hold it against the value as read",
       "请对照原值核实");
