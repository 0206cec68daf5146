/* grammar.c - the table of the language, and the check of a file against it. */
#include "grammar.h"

#include "winnow/mask.h"

#include <stdlib.h>
#include <string.h>

static const char *const versions[] = {"1", NULL};
static const char *const langs[] = {"en", "zh", "zh-CN", NULL};
static const char *const policies[] = {"report", "review", "refuse", NULL};
static const char *const severities[] = {"info", "warn", "error", NULL};
static const char *const rules[] = {"required", "any-of",    "valid",      "classified",
                                    "range",    "length",    "duplicates", "stale",
                                    "inactive", "reference", NULL};
static const char *const extras[] = {"extra", NULL};
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
    {"lang", ATTR_CHOICE, OPTIONAL, langs, "language of its labels", "标签的语言"},
    NOTE,
    END};
static const attr_rule entity_attrs[] = {{"name", ATTR_NAME, REQUIRED, NULL,
                                          "name of the entity and of its table",
                                          "实体名称，也是数据表名称"},
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
    {"target", ATTR_NAME, OPTIONAL, NULL, "for type link: the entity it points to",
     "link 类型：指向的实体"},
    {"missing", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of the record when a required value is missing (report)",
     "必填值缺失时如何处理该记录，默认 report"},
    {"invalid", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of the record when the value is not valid (report)",
     "值无效时如何处理该记录，默认 report"},
    {"orphan", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of the record when a link leads nowhere (report)",
     "关联不存在时如何处理该记录，默认 report"},
    {"mask", ATTR_CHOICE, OPTIONAL, wn_mask_names, "how reports show it", "报告里如何遮盖"},
    ZH,
    EN,
    NOTE,
    END};
static const attr_rule list_attrs[] = {
    {"name", ATTR_NAME, REQUIRED, NULL, "name of the controlled list",
     "下拉值列表的名称"},
    {"file", ATTR_TEXT, OPTIONAL, NULL,
     "a CSV file with the columns code, zh, en, also (separated by |)",
     "CSV 文件，列为 code、zh、en、also，同义词用 | 分隔"},
    {"unknown", ATTR_CHOICE, OPTIONAL, policies,
     "what becomes of a record whose value is not in the list (report)",
     "值不在列表里时如何处理该记录，默认 report"},
    NOTE,
    END};
static const attr_rule item_attrs[] = {
    {"code", ATTR_TEXT, REQUIRED, NULL, "what is loaded", "装入的代码"},
    ZH,
    EN,
    {"also", ATTR_TEXT, OPTIONAL, NULL, "other spellings, separated by |",
     "其他写法，用 | 分隔"},
    NOTE,
    END};
static const attr_rule blank_attrs[] = {{"values", ATTR_TEXT, REQUIRED, NULL,
                                         "values that count as empty, separated by |",
                                         "等于没填的值，用 | 分隔"},
                                        NOTE,
                                        END};
static const attr_rule match_attrs[] = {
    {"entity", ATTR_NAME, REQUIRED, NULL, "whose records are matched", "对哪个实体查重"},
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
    {"on", ATTR_NAME, REQUIRED, NULL, "the entity", "实体"},
    {"rule", ATTR_CHOICE, REQUIRED, rules, "the kind of check", "检查的种类"},
    {"fields", ATTR_TEXT, OPTIONAL, NULL, "fields, separated by blanks",
     "字段，用空格分隔"},
    {"field", ATTR_NAME, OPTIONAL, NULL, "one field", "一个字段"},
    {"severity", ATTR_CHOICE, OPTIONAL, severities, "weight in the score",
     "在评分里的权重"},
    {"fate", ATTR_CHOICE, OPTIONAL, policies, "what becomes of the record (report)",
     "如何处理该记录，默认 report"},
    {"green", ATTR_SHARE, OPTIONAL, NULL, "green while at most this share fails",
     "不合格比例不超过此值为绿"},
    {"red", ATTR_SHARE, OPTIONAL, NULL, "red when more than this share fails",
     "不合格比例超过此值为红"},
    {"after", ATTR_DURATION, OPTIONAL, NULL, "for stale and inactive: how long",
     "stale、inactive：多久"},
    {"move-to", ATTR_NAME, OPTIONAL, NULL, "the list such records are proposed for",
     "建议移入的名单"},
    ZH,
    EN,
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
    NOTE,
    END};
static const attr_rule mapping_attrs[] = {
    {"version", ATTR_CHOICE, REQUIRED, versions, "version of the language", "语言版本"},
    {"model", ATTR_TEXT, REQUIRED, NULL,
     "path of the clean model, from this file's folder", "模型文件的路径，相对本文件"},
    {"name", ATTR_TEXT, OPTIONAL, NULL, "name for people", "给人看的名称"},
    {"owner", ATTR_TEXT, OPTIONAL, NULL, "who looks after this file", "负责人"},
    NOTE,
    END};
static const attr_rule source_attrs[] = {
    {"system", ATTR_NAME, REQUIRED, NULL,
     "name of the old system: part of every record's key",
     "旧系统名称，是每条记录主键的一部分"},
    NOTE,
    END};
static const attr_rule file_attrs[] = {
    {"entity", ATTR_NAME, REQUIRED, NULL, "what its records are", "记录属于哪个实体"},
    {"path", ATTR_TEXT, REQUIRED, NULL,
     "its name, looked up in --in and beside the mapping",
     "文件名，在 --in 和映射文件旁边查找"},
    {"encoding", ATTR_TEXT, OPTIONAL, NULL, "auto, or its encoding (auto)",
     "auto 或编码名称，默认 auto"},
    {"key", ATTR_TEXT, OPTIONAL, NULL,
     "the columns that identify a record, joined by +; without it, the row's content",
     "识别记录的列，用 + 连接；不写则用整行内容"},
    {"records", ATTR_TEXT, OPTIONAL, NULL, "for XML and JSON: path of the record element",
     "XML、JSON：记录元素的路径"},
    {"sheet", ATTR_TEXT, OPTIONAL, NULL,
     "name or number of the sheet or table; without it, the one with these columns",
     "工作表或表的名称或序号；不写则取列名最相符的一个"},
    NOTE,
    END};
static const attr_rule bind_attrs[] = {
    {"to", ATTR_NAME, REQUIRED, NULL,
     "a field of the model, or a new one with type=", "模型的字段；新字段要写 type="},
    {"from", ATTR_TEXT, REQUIRED, NULL,
     "a column; A + B joins columns, A | B takes the first that is filled",
     "来源列；A + B 连接，A | B 取第一个有值的"},
    {"join", ATTR_TEXT, OPTIONAL, NULL, "what stands between joined columns (a blank)",
     "连接时中间放什么，默认空格"},
    {"type", ATTR_TYPE, OPTIONAL, NULL, "type of a field that the model does not have",
     "模型里没有的字段的类型"},
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
    {"score", "model", false, score_attrs, "weights and colours of the score",
     "评分的权重与颜色"},
    {"mapping", NULL, false, mapping_attrs, "where the data of one old system comes from",
     "一个旧系统的数据从哪里来"},
    {"source", "mapping", true, source_attrs, "the old system", "旧系统"},
    {"file", "mapping", false, file_attrs, "an export", "一个导出文件"},
    {"field", "file", true, bind_attrs, "which column goes to which field",
     "哪一列到哪个字段"},
    {"keep", "file", false, keep_attrs, "columns kept as they are", "原样保留的列"},
    {"drop", "file", false, drop_attrs, "columns left behind, with the reason",
     "不要的列，写明原因"},
    {NULL, NULL, false, NULL, NULL, NULL},
};
/* clang-format on */

bool xml_is_container(wn_str name)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (e->parent && wn_str_equal(name, wn_str_of(e->parent)))
            return true;
    return false;
}

const element_rule *grammar_find(wn_str name, wn_str parent)
{
    for (const element_rule *e = grammar; e->name; e++)
        if (wn_str_equal(name, wn_str_of(e->name)) &&
            wn_str_equal(parent, wn_str_of(e->parent)))
            return e;
    return NULL;
}

bool grammar_is_root(wn_str name)
{
    static const wn_str roots[] = {{"mapping", 7}, {"model", 5}};

    return wn_suggest(name, roots, WN_COUNT(roots)).len > 0;
}

wn_str node_text(const xml_node *node, const char *name)
{
    const xml_attr *attr = xml_attr_find(node, name);

    return attr ? attr->value : WN_STR("");
}

const wn_option *grammar_option(size_t index)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++) {
        for (const wn_option *o = (*t)->options; o && o->type != WN_OPT_END; o++) {
            bool seen = false;
            for (const wn_transform *const *b = wn_transforms; b < t && !seen; b++)
                for (const wn_option *p = (*b)->options; p && p->type != WN_OPT_END; p++)
                    seen = seen || !strcmp(p->name, o->name);
            if (!seen && index-- == 0)
                return o;
        }
    }
    return NULL;
}

wn_str grammar_choices(wn_arena *arena, const char *const *choices)
{
    wn_str all = WN_STR("");

    for (size_t i = 0; choices[i]; i++)
        all = wn_arena_format(arena, "%.*s%s%s", WN_FMT(all), i ? " | " : "", choices[i]);
    return all;
}

/* ---- values ---------------------------------------------------------------- */

bool parse_duration(wn_str text, wn_duration *out)
{
    static const struct {
        const char *word;
        char unit;
    } units[] = {{"days", 'd'},   {"day", 'd'},   {"天", 'd'},   {"日", 'd'},
                 {"months", 'm'}, {"month", 'm'}, {"个月", 'm'}, {"月", 'm'},
                 {"years", 'y'},  {"year", 'y'},  {"年", 'y'}};
    size_t digits = 0;
    int64_t count;

    text = wn_str_trim(text);
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
        digits++;
    if (!wn_str_number((wn_str){text.ptr, digits}, &count) || count > 10000)
        return false;
    wn_str unit = wn_str_trim((wn_str){text.ptr + digits, text.len - digits});
    for (size_t i = 0; i < WN_COUNT(units); i++) {
        if (wn_str_equal(unit, wn_str_of(units[i].word))) {
            *out = (wn_duration){(int)count, units[i].unit};
            return true;
        }
    }
    return false;
}

static bool parse_decimal(wn_str text, double *out)
{
    char copy[32], *end;

    if (text.len == 0 || text.len >= sizeof(copy) ||
        wn_str_span(text, "0123456789.") < text.len)
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    *out = strtod(copy, &end);
    return *end == '\0';
}

bool parse_share(wn_str text, double *out)
{
    text = wn_str_trim(text);
    if (text.len < 2 || text.ptr[text.len - 1] != '%')
        return false;
    text.len--;
    if (!parse_decimal(text, out) || *out > 100)
        return false;
    *out /= 100;
    return true;
}

bool parse_fraction(wn_str text, double *out)
{
    return parse_decimal(text, out) && *out <= 1;
}

/* ---- the check -------------------------------------------------------------- */

/* A list of names to choose a suggestion from. */
typedef struct names {
    wn_str items[128];
    size_t count;
} names;

static void names_add(names *n, const char *name)
{
    if (n->count < WN_COUNT(n->items))
        n->items[n->count++] = wn_str_of(name);
}

static void check_choice(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                         const char *const *choices)
{
    names n = {.count = 0};

    for (size_t i = 0; choices[i]; i++) {
        if (wn_str_equal(attr->value, wn_str_of(choices[i])))
            return;
        names_add(&n, choices[i]);
    }
    wn_str all = grammar_choices(&doc->arena, choices);
    wn_str close = wn_suggest(attr->value, n.items, n.count);
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_CHOICE_CLOSE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(close), WN_FMT(all));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_CHOICE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(all));
}

static bool is_name(wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
            return false;
    }
    return s.len > 0 && s.len <= 63;
}

static void check_duration(xml_doc *doc, const xml_node *node, const xml_attr *attr)
{
    static const wn_str units[] = {{"days", 4}, {"months", 6}, {"years", 5},
                                   {"天", 3},   {"个月", 6},   {"年", 3}};
    wn_duration duration;
    size_t digits = 0;

    if (parse_duration(attr->value, &duration))
        return;
    while (digits < attr->value.len && strchr("0123456789 ", attr->value.ptr[digits]))
        digits++;
    wn_str unit = {attr->value.ptr + digits, attr->value.len - digits};
    wn_str close = digits ? wn_suggest(unit, units, WN_COUNT(units)) : WN_STR("");
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_DURATION_CLOSE, WN_FMT(attr->name),
                 WN_FMT(attr->value), WN_FMT(close));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_DURATION, WN_FMT(attr->name),
                 WN_FMT(attr->value));
}

static void check_value(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                        const attr_rule *rule)
{
    static const char *const yes_no[] = {"yes", "no", NULL};
    const char *types[64] = {0};
    double share;
    int64_t number;

    switch (rule->type) {
    case ATTR_TEXT:
        if (rule->is_required && wn_str_trim(attr->value).len == 0)
            xml_note(doc, node, attr, WN_SAY_MAP_EMPTY, WN_FMT(attr->name));
        break;
    case ATTR_NAME:
        if (!is_name(attr->value))
            xml_note(doc, node, attr, WN_SAY_MAP_NAME, WN_FMT(attr->name),
                     WN_FMT(attr->value));
        break;
    case ATTR_YES_NO:
        check_choice(doc, node, attr, yes_no);
        break;
    case ATTR_CHOICE:
        check_choice(doc, node, attr, rule->choices);
        break;
    case ATTR_TYPE:
        for (size_t i = 0; wn_transforms[i] && i + 1 < WN_COUNT(types); i++)
            types[i] = wn_transforms[i]->name;
        check_choice(doc, node, attr, types);
        break;
    case ATTR_NUMBER:
        if (!wn_str_number(attr->value, &number))
            xml_note(doc, node, attr, WN_SAY_MAP_NUMBER, WN_FMT(attr->name),
                     WN_FMT(attr->value));
        break;
    case ATTR_FRACTION:
        if (!parse_fraction(attr->value, &share))
            xml_note(doc, node, attr, WN_SAY_MAP_FRACTION, WN_FMT(attr->name),
                     WN_FMT(attr->value));
        break;
    case ATTR_SHARE:
        if (!parse_share(attr->value, &share))
            xml_note(doc, node, attr, WN_SAY_MAP_SHARE, WN_FMT(attr->name),
                     WN_FMT(attr->value));
        break;
    case ATTR_DURATION:
        check_duration(doc, node, attr);
        break;
    }
}

static const attr_rule *attr_rule_find(const element_rule *rule, wn_str name)
{
    for (const attr_rule *a = rule->attrs; a->name; a++)
        if (wn_str_equal(name, wn_str_of(a->name)))
            return a;
    return NULL;
}

static bool is_option(const element_rule *rule, wn_str name)
{
    const wn_option *option;

    for (size_t i = 0; rule->takes_options && (option = grammar_option(i)); i++)
        if (wn_str_equal(name, wn_str_of(option->name)))
            return true;
    return false;
}

static void note_unknown_attr(xml_doc *doc, const xml_node *node, const xml_attr *attr,
                              const element_rule *rule)
{
    names n = {.count = 0};
    const wn_option *option;

    for (const attr_rule *a = rule->attrs; a->name; a++)
        if (!xml_attr_find(node, a->name))
            names_add(&n, a->name);
    for (size_t i = 0; rule->takes_options && (option = grammar_option(i)); i++)
        names_add(&n, option->name);
    wn_str close = wn_suggest(attr->name, n.items, n.count);
    if (close.len)
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR_CLOSE, WN_FMT(node->name),
                 WN_FMT(attr->name), WN_FMT(close));
    else
        xml_note(doc, node, attr, WN_SAY_MAP_ATTR, WN_FMT(node->name),
                 WN_FMT(attr->name));
}

static void check_attrs_of(xml_doc *doc, const xml_node *node, const element_rule *rule)
{
    bool unknown = false;

    for (size_t i = 0; i < node->attr_count; i++) {
        const attr_rule *known = attr_rule_find(rule, node->attrs[i].name);
        if (known)
            check_value(doc, node, &node->attrs[i], known);
        else if (!is_option(rule, node->attrs[i].name)) {
            note_unknown_attr(doc, node, &node->attrs[i], rule);
            unknown = true;
        }
    }
    for (const attr_rule *a = rule->attrs; a->name; a++) {
        /* a misspelt name was reported already; do not report its absence too */
        if (!a->is_required || xml_attr_find(node, a->name) || unknown)
            continue;
        wn_str choices = WN_STR("");
        const char *types[64] = {0};
        for (size_t i = 0; wn_transforms[i] && i + 1 < WN_COUNT(types); i++)
            types[i] = wn_transforms[i]->name;
        if (a->choices || a->type == ATTR_TYPE)
            choices = grammar_choices(&doc->arena, a->choices ? a->choices : types);
        if (choices.len)
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ATTR_MISSING_OF,
                     WN_FMT(node->name), a->name, WN_FMT(choices));
        else
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ATTR_MISSING,
                     WN_FMT(node->name), a->name);
    }
}

static void note_unknown_element(xml_doc *doc, const xml_node *node, wn_str parent)
{
    names inside = {.count = 0}, all = {.count = 0};
    const element_rule *elsewhere = NULL;

    for (const element_rule *e = grammar; e->name; e++) {
        names_add(&all, e->name);
        if (wn_str_equal(parent, wn_str_of(e->parent)))
            names_add(&inside, e->name);
        if (wn_str_equal(node->name, wn_str_of(e->name)) && e->parent && !elsewhere)
            elsewhere = e;
    }
    wn_str close = wn_suggest(node->name, inside.items, inside.count);
    if (close.len == 0)
        close = wn_suggest(node->name, all.items, all.count);
    if (elsewhere) {
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT_PLACE,
                 WN_FMT(node->name), elsewhere->parent, WN_FMT(parent));
        check_attrs_of(doc, node, elsewhere); /* its values may be wrong as well */
    } else if (close.len)
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT_CLOSE,
                 WN_FMT(node->name), WN_FMT(close));
    else
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_ELEMENT, WN_FMT(node->name));
}

void grammar_check(xml_doc *doc, const char *root)
{
    if (doc->count == 0 || !wn_str_equal(doc->nodes[0].name, wn_str_of(root))) {
        wn_diag_add(doc->diags, doc->path, doc->count ? doc->nodes[0].line : 1, 1, 0,
                    xml_line(doc, doc->count ? doc->nodes[0].line : 1), WN_SAY_MAP_ROOT,
                    root, root);
        xml_forget_nodes(doc);
        return;
    }
    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *node = &doc->nodes[i];
        wn_str parent = node->parent < 0 ? WN_STR("") : doc->nodes[node->parent].name;
        const element_rule *rule = grammar_find(node->name, parent);
        if (rule)
            check_attrs_of(doc, node, rule);
        else
            note_unknown_element(doc, node, parent);
    }
}
