/*
 * grammar_table.c - the elements and attributes of the mapping language, one row each.
 */
#include "grammar.h"

#include "core/mask.h"

#include <stddef.h>

static const char *const versions[] = {"1", NULL};
static const char *const langs[] = {
#define LANGUAGE(name, code, tag, own) #code,
#include "winnow/languages.def"
#undef LANGUAGE
    "zh-CN", NULL};
static const char *const policies[] = {"report", "review", "refuse", NULL};
static const char *const orphan_policies[] = {"report", "hold", "review", "refuse", NULL};
const char *const wn_severity_names[] = {"info", "warn", "error", NULL};
const char *const wn_conflict_names[] = {"review", "source", "person", NULL};
const char *const wn_means_names[] = {"owner",   "department", "created",
                                      "updated", "source",     "closed", "manager", NULL};
_Static_assert(sizeof(wn_means_names) / sizeof(char *) == WN_MEANS_COUNT + 1,
               "a name for each");
static const char *const gones[] = {"keep", "clear", NULL};
static const char *const extras[] = {"extra", NULL};
static const char *const knowledge[] = {"seen", "documented", "unconfirmed", NULL};
const char *const wn_survive_names[] = {
    "newest", "oldest",     "longest", "most-complete", "most-frequent",
    "first",  "list-order", "sum",     "union",         NULL};

/* clang-format off: the table of the language */
#define REQUIRED true
#define OPTIONAL false
#define NOTE                                                                    \
    {                                                                           \
        "note", ATTR_TEXT, OPTIONAL, NULL, "a remark; winnow does not read it", \
            "备注，程序不读"                                             \
    }
#define ZH                                                                     \
    {                                                                          \
        "zh", ATTR_TEXT, OPTIONAL, NULL, "its name in Chinese", "中文名称" \
    }
#define EN                                                                     \
    {                                                                          \
        "en", ATTR_TEXT, OPTIONAL, NULL, "its name in English", "英文名称" \
    }
#define END                                         \
    {                                               \
        NULL, ATTR_TEXT, OPTIONAL, NULL, NULL, NULL \
    }

static const attr_rule model_attrs[] = {
    {"version", ATTR_CHOICE, REQUIRED, versions, "version of the language", "语言版本"},
    {"name", ATTR_NAME, REQUIRED, NULL, "name of the model", "模型名称"},
    {"lang", ATTR_CHOICE, OPTIONAL, langs,
     "language of messages and reports, where the mapping says none",
     "提示和报告的语言，映射文件没有写时用它"},
    NOTE,
    END};
static const attr_rule entity_attrs[] = {
    {"name", ATTR_NAME, REQUIRED, NULL, "name of the entity and of its table",
     "实体名称，也是数据表名称"},
    {"weight", ATTR_NUMBER, OPTIONAL, NULL,
     "weight in the total score (account 35, contact "
     "45, deal 20, others 10)",
     "在总分里的权重，默认客户 35、联系人 45、商机 "
     "20、其他 10"},
    {"conflict", ATTR_CHOICE, OPTIONAL, wn_conflict_names,
     "whose value stays where somebody changed it in the target and the source says "
     "something new (review: the target's, and a person is asked)",
     "目标库里有人改过而来源又有新值时保留哪个，默认 review：保留目标库的值并请人核对"},
    ZH,
    EN,
    NOTE,
    END};
static const attr_rule field_attrs[] = {
    {"name", ATTR_NAME, REQUIRED, NULL, "name of the field and of its column",
     "字段名称，也是列名"},
    {"type", ATTR_TYPE, REQUIRED, NULL, "what its values are", "值的类型"},
    {"required", ATTR_YES_NO, OPTIONAL, NULL, "must be filled", "是否必填"},
    {"key", ATTR_YES_NO, OPTIONAL, NULL, "the record's key in its source",
     "是否来源系统里的主键"},
    {"min", ATTR_NUMBER, OPTIONAL, NULL,
     "smallest number, or shortest text in characters", "最小值，或最少字数"},
    {"max", ATTR_NUMBER, OPTIONAL, NULL, "largest number, or longest text in characters",
     "最大值，或最多字数"},
    {"target", ATTR_CALLED, OPTIONAL, NULL, "for type link: the entity it points to",
     "link 类型：指向的实体"},
    {"missing", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of the record when a required value is missing (report)",
     "必填值缺失时如何处理该记录，默认 report"},
    {"invalid", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of the record when the value is not valid (report)",
     "值无效时如何处理该记录，默认 report"},
    {"orphan", ATTR_CHOICE, OPTIONAL, orphan_policies,
     "what becomes of the record when a link leads nowhere (report); hold: loaded "
     "without "
     "it, for a person to look at, and linked by the run that brings the other record",
     "关联不存在时如何处理该记录，默认 "
     "report；hold：先导入并标记待核对，等对方记录导入时自动关联"},
    {"conflict", ATTR_CHOICE, OPTIONAL, wn_conflict_names,
     "whose value stays where somebody changed it in the target and the source says "
     "something new (as of the entity)",
     "目标库里有人改过而来源又有新值时保留哪个，默认与实体相同"},
    {"mask", ATTR_CHOICE, OPTIONAL, wn_mask_names, "how reports show it",
     "报告里如何遮盖"},
    {"role", ATTR_CHOICE, OPTIONAL, wn_means_names,
     "what it says for work lists, rankings, merging and checks; without one, the fields "
     "owner, department, created_at, updated_at, source, resolved_at and manager_id say it",
     "对工作表、排名、合并和检查表示什么；没有写时，按字段名 owner、department、created_at、"
     "updated_at、source、resolved_at、manager_id 判断"},
    ZH,
    EN,
    NOTE,
    END};
static const attr_rule list_attrs[] = {
    {"name", ATTR_NAME, REQUIRED, NULL, "name of the controlled list",
     "下拉值列表的名称"},
    {"file", ATTR_TEXT, OPTIONAL, NULL,
     "a CSV file with the columns code, zh, en, also, contains (the last two separated by "
     "|)",
     "CSV 文件，列为 code、zh、en、also、contains，后两列用 | 分隔"},
    {"unknown", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of a record whose value is not in the list (report)",
     "值不在列表里时如何处理该记录，默认 report"},
    NOTE,
    END};
static const attr_rule item_attrs[] = {
    {"code", ATTR_TEXT, REQUIRED, NULL, "what is loaded", "导入的代码"},
    ZH,
    EN,
    {"also", ATTR_TEXT, OPTIONAL, NULL, "other spellings, separated by |",
     "其他写法，用 | 分隔"},
    {"contains", ATTR_TEXT, OPTIONAL, NULL,
     "words, separated by |: a value that is no spelling of any item, but contains one of "
     "them, is this item; of several items the first in the list",
     "关键词，用 | 分隔：值不是任何一项的写法、但包含其中一个词时归入本项；几项都符合时取列表里的第一项"},
    NOTE,
    END};
static const attr_rule blank_attrs[] = {{"values", ATTR_TEXT, REQUIRED, NULL,
                                         "values that count as empty, separated by |",
                                         "等于没填的值，用 | 分隔"},
                                        NOTE,
                                        END};
static const attr_rule match_attrs[] = {
    {"entity", ATTR_CALLED, REQUIRED, NULL, "whose records are matched", "对哪个实体查重"},
    {"merge-at", ATTR_FRACTION, OPTIONAL, NULL, "merge from this probability on (0.95)",
     "达到此概率即合并，默认 0.95"},
    {"review-at", ATTR_FRACTION, OPTIONAL, NULL,
     "show to a person from this probability on (0.80)", "达到此概率请人核对，默认 0.80"},
    NOTE,
    END};
static const attr_rule never_attrs[] = {
    {"when", ATTR_TEXT, REQUIRED, NULL,
     "\"FIELD differs\" keeps records apart; \"FIELD in LIST\" makes these values no "
     "evidence",
     "“字段 differs”不同则不合并；“字段 in 列表”表示这些值不作依据"},
    NOTE,
    END};
static const attr_rule survive_attrs[] = {
    {"field", ATTR_TEXT, REQUIRED, NULL, "a field, or * for all others",
     "字段，或 * 表示其余"},
    {"from", ATTR_CHOICE, REQUIRED, wn_survive_names, "whose value is kept",
     "保留谁的值"},
    NOTE,
    END};
static const attr_rule check_attrs[] = {
    {"id", ATTR_TEXT, REQUIRED, NULL, "stays the same for ever: the history uses it",
     "永远不要改，历史记录靠它"},
    {"on", ATTR_CALLED, REQUIRED, NULL, "the entity", "实体"},
    {"rule", ATTR_RULE, REQUIRED, NULL, "the kind of check", "检查的种类"},
    {"fields", ATTR_TEXT, OPTIONAL, NULL, "fields, separated by blanks",
     "字段，用空格分隔"},
    {"field", ATTR_CALLED, OPTIONAL, NULL, "one field", "一个字段"},
    {"severity", ATTR_CHOICE, OPTIONAL, wn_severity_names, "weight in the score",
     "在评分里的权重"},
    {"fate", ATTR_CHOICE, OPTIONAL, policies, "what becomes of the record (report)",
     "如何处理该记录，默认 report"},
    {"green", ATTR_SHARE, OPTIONAL, NULL, "green while at most this share fails",
     "不合格比例不超过此值为绿"},
    {"red", ATTR_SHARE, OPTIONAL, NULL, "red when more than this share fails",
     "不合格比例超过此值为红"},
    {"where", ATTR_TEXT, OPTIONAL, NULL,
     "only records with: FIELD = VALUE, FIELD in A B, FIELD not in A B, FIELD filled, "
     "FIELD "
     "empty; several with \"and\" between",
     "只检查这些记录：字段 = 值、字段 in 甲 乙、字段 not in 甲 乙、字段 filled、字段 "
     "empty；多个条件用 and 连接"},
    {"after", ATTR_DURATION, OPTIONAL, NULL,
     "for stale, inactive, archive-after, silent, freshness: how long",
     "stale、inactive、archive-after、silent、freshness：多久"},
    {"within", ATTR_DURATION, OPTIONAL, NULL,
     "for lag and first-touch: the longest time that may pass",
     "lag、first-touch：最长可隔多久"},
    {"by", ATTR_TEXT, OPTIONAL, NULL,
     "for silent and first-touch: ENTITY.FIELD, the moment of records that are linked to "
     "this one; for childless: ENTITY, whose records should be linked to this one, or ENTITY.FIELD "
     "with values=, of which one should be; for "
     "across: the other ENTITY; for owner-left: the ENTITY of users, or ENTITY.FIELD that "
     "says who is still there",
     "silent、first-touch：实体.字段，关联到本记录的那些记录的时间；childless：应有记录"
     "关联到本记录的实体，或 实体.字段 加 values=，至少应有一条是这些值；across：另一个实体；owner-left：员工的实体，或说明是否在职的"
     "实体.字段"},
    {"pattern", ATTR_TEXT, OPTIONAL, NULL,
     "for pattern: a regular expression (Perl's) of the whole value",
     "pattern：整个值要符合的正则表达式"},
    {"that", ATTR_TEXT, OPTIONAL, NULL,
     "for expression: what must hold between the fields of a record, such as total = net "
     "+ tax within 0.01 (see winnow explain expression)",
     "expression：记录的字段之间要成立的条件，如 total = net + tax within "
     "0.01（见 winnow explain expression）"},
    {"values", ATTR_TEXT, OPTIONAL, NULL,
     "for placeholder: more texts that say nothing; for dominant: the values it is about; "
     "for childless: those that count; "
     "separated by |",
     "placeholder：还有哪些内容等于没填；dominant：只看这些值；childless：算数的值；用 | 分隔"},
    {"min", ATTR_NUMBER, OPTIONAL, NULL,
     "for placeholder: fewest characters; for burst: fewest records (50); for dominant and "
     "outlier: fewest values that say something (30); for variants: how many times as "
     "often a spelling is for another to be its typing mistake (20)",
     "placeholder：最少字数；burst：多少条起算，默认 50；dominant、outlier：至少多少个值才"
     "检查，默认 30；variants：写法多到几倍时，另一写法才算它的笔误，默认 20"},
    {"max", ATTR_NUMBER, OPTIONAL, NULL,
     "for volume: most times as many records as in the last period (3); for outlier: how "
     "many distances of the quartiles from them is still usual (3); for dominant and "
     "variants: most different values of a column (100000, 5000)",
     "volume：记录数最多为上期的几倍，默认 3；outlier：离四分位数几倍四分位距以内算正常，"
     "默认 3；dominant、variants：一列最多多少个不同的值，默认 100000、5000"},
    {"share", ATTR_SHARE, OPTIONAL, NULL,
     "for usage: a field filled in fewer records is a candidate to drop; for volume: the "
     "largest part of the last period's records that may be missing; for fill-drop: by "
     "how much the filled share may fall; for dominant: the largest share of one value",
     "usage：填写比例低于此值的字段建议去掉；volume：最多可比上期少的比例；fill-drop：填写"
     "比例最多可降多少；dominant：一个值最多占多少"},
    {"least", ATTR_SHARE, OPTIONAL, NULL,
     "for dominant: the smallest share of the values that values= names",
     "dominant：values= 所列的值至少占多少"},
    {"focus", ATTR_TEXT, OPTIONAL, NULL,
     "a quarter, such as 2026-Q4, in which the report names it first of all that is to be "
     "put right",
     "季度，如 2026-Q4：这一季度里，报告在待改进事项中把它排在最前"},
    {"move-to", ATTR_NAME, OPTIONAL, NULL, "the list such records are proposed for",
     "建议移入的名单"},
    {"key", ATTR_YES_NO, OPTIONAL, NULL,
     "one of the few that --period key looks at each week",
     "每周关键检查（--period key）是否包括它"},
    ZH,
    EN,
    NOTE,
    END};
static const attr_rule limit_attrs[] = {
    {"from", ATTR_TEXT, REQUIRED, NULL, "the month from which it holds, such as 2026-07",
     "从哪个月起生效，如 2026-07"},
    {"green", ATTR_SHARE, REQUIRED, NULL, "green while at most this share fails",
     "不合格比例不超过此值为绿"},
    {"red", ATTR_SHARE, REQUIRED, NULL, "red when more than this share fails",
     "不合格比例超过此值为红"},
    NOTE,
    END};
static const attr_rule goal_attrs[] = {
    {"by", ATTR_TEXT, REQUIRED, NULL,
     "the month in which it is to be reached, such as 2026-12",
     "到哪个月达到，如 2026-12"},
    {"share", ATTR_SHARE, REQUIRED, NULL, "the largest share that may fail then",
     "届时不合格比例最多多少"},
    NOTE,
    END};
static const attr_rule score_attrs[] = {
    {"completeness", ATTR_NUMBER, OPTIONAL, NULL, "weight of completeness (30)",
     "完整性权重"},
    {"validity", ATTR_NUMBER, OPTIONAL, NULL, "weight of validity (20)", "有效性权重"},
    {"uniqueness", ATTR_NUMBER, OPTIONAL, NULL, "weight of uniqueness (20)",
     "唯一性权重"},
    {"timeliness", ATTR_NUMBER, OPTIONAL, NULL, "weight of timeliness (15)",
     "及时性权重"},
    {"consistency", ATTR_NUMBER, OPTIONAL, NULL, "weight of consistency (15)",
     "一致性权重"},
    {"green", ATTR_NUMBER, OPTIONAL, NULL, "green from this score on (90)", "绿灯分数"},
    {"yellow", ATTR_NUMBER, OPTIONAL, NULL, "yellow from this score on (75)", "黄灯分数"},
    {"min-rows", ATTR_NUMBER, OPTIONAL, NULL, "smaller groups are not ranked (30)",
     "少于此数不参与排名"},
    {"kpi-share", ATTR_SHARE, OPTIONAL, NULL,
     "the share that completeness and timeliness have in the rating of people: printed "
     "beside the departments, and applied to nobody",
     "数据完整性、及时性在绩效考核中的占比：只在部门旁列出，不用于计算"},
    NOTE,
    END};
static const attr_rule mapping_attrs[] = {
    {"version", ATTR_CHOICE, REQUIRED, versions, "version of the language", "语言版本"},
    {"model", ATTR_TEXT, REQUIRED, NULL,
     "path of the clean model, from this file's folder", "模型文件的路径，相对本文件"},
    {"lang", ATTR_CHOICE, OPTIONAL, langs,
     "language of messages and reports, whatever the locale (cron has none); --lang "
     "goes before it",
     "提示和报告的语言，不看系统区域设置（cron 里没有）；--lang 优先"},
    {"name", ATTR_TEXT, OPTIONAL, NULL, "name for people", "给人看的名称"},
    {"owner", ATTR_TEXT, OPTIONAL, NULL, "who looks after this file", "负责人"},
    {"pack", ATTR_CHOICE, OPTIONAL, knowledge,
     "a mapping for all exports of a system, and how well they are known: files and "
     "columns that are not there are passed over",
     "某系统所有导出文件的通用映射及其可信程度：缺少的文件和列会略过"},
    NOTE,
    END};
static const attr_rule signature_attrs[] = {
    {"has", ATTR_TEXT, OPTIONAL, NULL,
     "columns by which the file is known: A + B, all of them; A | B, one of them",
     "识别文件的列：A + B 表示都有，A | B 表示有其一"},
    {"not", ATTR_TEXT, OPTIONAL, NULL, "columns it does not have: A + B",
     "它没有的列：A + B"},
    {"format", ATTR_NAME, OPTIONAL, NULL, "what the file is: csv, vcard, dbf ...",
     "文件格式：csv、vcard、dbf 等"},
    NOTE,
    END};
static const attr_rule source_attrs[] = {
    {"system", ATTR_NAME, REQUIRED, NULL,
     "name of the old system: part of every record's key",
     "旧系统名称，是每条记录主键的一部分"},
    NOTE,
    END};
static const attr_rule skip_attrs[] = {
    {"path", ATTR_TEXT, REQUIRED, NULL, "a file of the exports, or a pattern with *",
     "导出文件，或带 * 的模式"},
    {"sheet", ATTR_TEXT, OPTIONAL, NULL,
     "one of its sheets or tables, or a pattern with *; without it, all of the file",
     "其中的工作表或表，或带 * 的模式；不写则为整个文件"},
    {"why", ATTR_TEXT, REQUIRED, NULL, "the reason; the report prints it",
     "原因，报告会写出"},
    NOTE,
    END};
static const attr_rule file_attrs[] = {
    {"entity", ATTR_CALLED, REQUIRED, NULL,
     "what its records are: an entity of the model, by its name or label",
     "记录属于哪个实体，名称或中文名都可以"},
    {"path", ATTR_TEXT, REQUIRED, NULL,
     "its name, looked up in --in and beside the mapping",
     "文件名，在 --in 和映射文件旁边查找"},
    {"encoding", ATTR_TEXT, OPTIONAL, NULL, "auto, or its encoding (auto)",
     "auto 或编码名称，默认 auto"},
    {"system", ATTR_NAME, OPTIONAL, NULL,
     "the old system that it is of, where that is not <source>'s: keys of two systems do "
     "not "
     "meet",
     "该文件所属的旧系统；不写则为 <source> 的系统。不同系统的主键互不相干"},
    {"key", ATTR_TEXT, OPTIONAL, NULL,
     "the columns that identify a record, joined by +; without it, the row's content",
     "识别记录的列，用 + 连接；不写则用整行内容"},
    {"where", ATTR_TEXT, OPTIONAL, NULL,
     "only rows with: COLUMN = VALUE | VALUE, COLUMN != VALUE, COLUMN filled, COLUMN "
     "empty; "
     "A | B filled: one of them; several with \"and\" between",
     "只取这些行：列 = 值 | 值、列 != 值、列 filled、列 empty；A | B filled "
     "表示有其一；多个"
     "条件用 and 连接"},
    {"once", ATTR_YES_NO, OPTIONAL, NULL,
     "yes: rows with the same key name one record again and again, as a company beside "
     "each "
     "of its people: they are no duplicates (no)",
     "yes：主键相同的各行反复提到同一条记录（如每个联系人旁边的公司），不算重复；默认 "
     "no"},
    {"gone", ATTR_CHOICE, OPTIONAL, gones,
     "what a column of earlier exports says that this one has no more: keep, nothing, so "
     "values stay; clear, that they are empty (keep)",
     "以前导出里有、这次没有的列：keep 表示不作说明，原值保留；clear 表示值已清空；默认 "
     "keep"},
    {"records", ATTR_TEXT, OPTIONAL, NULL, "for XML and JSON: path of the record element",
     "XML、JSON：记录元素的路径"},
    {"link", ATTR_TEXT, OPTIONAL, NULL,
     "address of a record in the old system, with {key} in it: for work lists",
     "记录在旧系统里的网址，其中写 {key}，用于待办工作表"},
    {"sheet", ATTR_TEXT, OPTIONAL, NULL,
     "name or number of the sheet or table; without it, the one with these columns",
     "工作表或表的名称或序号；不写则取列名最相符的一个"},
    NOTE,
    END};
static const attr_rule bind_attrs[] = {
    {"to", ATTR_CALLED, REQUIRED, NULL,
     "a field of the model, by its name or label, or a new one with type=",
     "模型的字段，名称或中文名都可以；新字段要写 type="},
    {"from", ATTR_TEXT, REQUIRED, NULL,
     "a column; A + B joins columns, A | B takes the first that is filled",
     "来源列；A + B 连接，A | B 取第一个有值的"},
    {"join", ATTR_TEXT, OPTIONAL, NULL, "what stands between joined columns (a blank)",
     "连接时中间放什么，默认空格"},
    {"type", ATTR_TYPE, OPTIONAL, NULL, "type of a field that the model does not have",
     "模型里没有的字段的类型"},
    {"refused", ATTR_SHARE, OPTIONAL, NULL,
     "the share of its values that may be not valid before a run stops and asks (20%)",
     "无效值不超过这个比例时运行不停下来问，默认 20%"},
    NOTE,
    END};
static const attr_rule keep_attrs[] = {
    {"from", ATTR_TEXT, REQUIRED, NULL, "a column, or a pattern with *",
     "列，或带 * 的模式"},
    {"as", ATTR_CHOICE, REQUIRED, extras, "into the JSON column extra",
     "存入 JSON 列 extra"},
    NOTE,
    END};
static const attr_rule drop_attrs[] = {
    {"from", ATTR_TEXT, REQUIRED, NULL, "a column, or a pattern with *",
     "列，或带 * 的模式"},
    {"why", ATTR_TEXT, REQUIRED, NULL, "the reason; the report prints it",
     "原因，报告会写出"},
    NOTE,
    END};

const element_rule grammar[] = {
    {"model", NULL, false, model_attrs, "what clean means, for the whole company",
     "干净数据的标准，全公司一份"},
    {"entity", "model", false, entity_attrs, "a kind of record, and a table",
     "一种记录，一张表"},
    {"field", "entity", true, field_attrs, "a field of the clean data", "干净数据的字段"},
    {"list", "model", false, list_attrs, "a controlled list", "下拉值列表"},
    {"item", "list", false, item_attrs, "a value of the list", "列表里的一个值"},
    {"blank", "model", false, blank_attrs, "values that count as empty", "等于没填的值"},
    {"match", "model", false, match_attrs, "how duplicates are found and merged",
     "如何查重与合并"},
    {"never", "match", false, never_attrs, "what keeps records apart", "什么情况不合并"},
    {"survive", "match", false, survive_attrs, "whose value is kept in a merge",
     "合并时保留谁的值"},
    {"check", "model", false, check_attrs, "a check with its limits", "一项检查及其界限"},
    {"limit", "check", false, limit_attrs,
     "limits that hold from a month on, where they become stricter step by step",
     "从某月起生效的界限，用于逐步提高标准"},
    {"target", "check", false, goal_attrs,
     "what is to be reached by a month; the report says whether it is on track",
     "到某月要达到的目标，报告说明进度是否正常"},
    {"score", "model", false, score_attrs, "weights and colours of the score",
     "评分的权重与颜色"},
    {"mapping", NULL, false, mapping_attrs, "where the data of one old system comes from",
     "一个旧系统的数据从哪里来"},
    {"source", "mapping", true, source_attrs, "the old system", "旧系统"},
    {"skip", "mapping", false, skip_attrs,
     "a file or table of the exports that is not read, with the reason",
     "不读取的文件或表，写明原因"},
    {"file", "mapping", false, file_attrs, "an export", "一个导出文件"},
    {"signature", "file", false, signature_attrs,
     "by what the export is known, whatever it is called",
     "不论文件名，凭什么识别这个导出文件"},
    {"field", "file", true, bind_attrs, "which column goes to which field",
     "哪一列到哪个字段"},
    {"keep", "file", false, keep_attrs, "columns kept as they are", "原样保留的列"},
    {"drop", "file", false, drop_attrs, "columns left behind, with the reason",
     "不要的列，写明原因"},
    {NULL, NULL, false, NULL, NULL, NULL},
};
/* clang-format on */
