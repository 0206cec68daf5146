/*
 * expression.c - what must hold between the fields of a record: total = net + tax within
 * 0.01, closed_at >= created_at, length(tax_id) = 18.
 *
 * Numbers are exact. An empty or invalid field is "not known", and so is any result that
 * depends on one. The check does not apply where the whole is not known; but "not known
 * and false" is false.
 */
#include "expression.h"

#include "core/han.h"
#include "core/memory.h"

#include <stdlib.h>

typedef struct run {
    const wn_check_context *cx;
    const expression *tree;
} run;

/* This function and those below return false where the result is not known. */
static bool evaluate(const run *r, int number, value *out);

static bool prepare(wn_check *check, wn_lang lang, char *why)
{
    check->compiled = wn_alloc(1, sizeof(expression));
    return expression_read(check, check->compiled, lang, why);
}

static void forget(wn_check *check)
{
    free(check->compiled);
}

/* ---- values ------------------------------------------------------------------------ */

static bool of_field(const run *r, const part *p, value *out)
{
    const wn_cell *cell = &r->cx->record->cells[p->field];

    if (cell->state != WN_CELL_CLEAN &&
        (cell->state != WN_CELL_UNKNOWN || p->type != PART_TEXT))
        return false;
    out->text = cell->value;
    out->truth = wn_str_equal(cell->value, WN_STR("1"));
    switch (p->type) {
    case PART_NUMBER:
        return exact_read(cell->value, &out->number);
    case PART_DATE:
        return wn_moment(cell->value, &out->moment, &out->timed);
    default:
        return true;
    }
}

/* The next letter in lower case and usual width; blanks are skipped. 0: the end. */
static uint32_t next_letter(wn_str s, size_t *at)
{
    while (*at < s.len) {
        uint32_t c = (unsigned char)s.ptr[*at] < 0x80 ? (unsigned char)s.ptr[(*at)++]
                                                      : wn_utf8_next(s, at);
        c = c < 0x80 ? c : wn_narrow(c);
        if (c != ' ')
            return c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 32 : c) : wn_lower(c);
    }
    return 0;
}

static int compare_texts(wn_str a, wn_str b)
{
    size_t at_a = 0, at_b = 0;
    uint32_t left, right;

    do {
        left = next_letter(a, &at_a);
        right = next_letter(b, &at_b);
    } while (left == right && left);
    return (left > right) - (left < right);
}

/* If one of the two has no time of day, only the days are compared. */
static int compare_dates(const value *a, const value *b)
{
    bool days = !a->timed || !b->timed;
    int64_t left = days ? wn_day_of(a->moment) : a->moment,
            right = days ? wn_day_of(b->moment) : b->moment;

    return (left > right) - (left < right);
}

static bool compare(part_type type, const value *a, const value *b, int *out)
{
    switch (type) {
    case PART_NUMBER:
        return exact_compare(a->number, b->number, out);
    case PART_TEXT:
        *out = compare_texts(a->text, b->text);
        return true;
    case PART_DATE:
        *out = compare_dates(a, b);
        return true;
    default:
        *out = a->truth - b->truth;
        return true;
    }
}

/* ---- operators -------------------------------------------------------------------- */

/* A date plus or minus a whole number of days. */
static bool move(const value *day, exact by, part_op op, value *out)
{
    int64_t days;

    if (!exact_is_whole(by, &days) || days > 4000000 || days < -4000000)
        return false;
    *out = *day;
    out->moment += (op == OP_ADD ? days : -days) * WN_DAY;
    return true;
}

static bool calculate(const run *r, const part *p, const value *a, const value *b,
                      value *out)
{
    if (p->type == PART_DATE)
        return move(a, b->number, p->op, out);
    if (r->tree->parts[p->left].type == PART_DATE) { /* date - date: days */
        out->number = exact_of(wn_day_of(a->moment) - wn_day_of(b->moment));
        return true;
    }
    switch (p->op) {
    case OP_ADD:
        return exact_add(a->number, b->number, &out->number);
    case OP_SUBTRACT:
        return exact_subtract(a->number, b->number, &out->number);
    case OP_MULTIPLY:
        return exact_multiply(a->number, b->number, &out->number);
    default:
        return exact_divide(a->number, b->number, &out->number);
    }
}

/* *out: is the distance of a and b at most the value of within? In days for dates. */
static bool is_near(const run *r, const part *p, const value *a, const value *b,
                    bool *out)
{
    exact apart;
    value most;
    int order;

    if (r->tree->parts[p->left].type == PART_DATE)
        apart = exact_of(wn_day_of(a->moment) - wn_day_of(b->moment));
    else if (!exact_subtract(a->number, b->number, &apart))
        return false;
    apart.over = apart.over < 0 ? -apart.over : apart.over;
    if (!evaluate(r, p->within, &most) || !exact_compare(apart, most.number, &order))
        return false;
    *out = order <= 0;
    return true;
}

static bool hold(const run *r, const part *p, const value *a, const value *b, value *out)
{
    int order;

    if (p->within) {
        bool near = false;
        if (!is_near(r, p, a, b, &near))
            return false;
        out->truth = near == (p->op == OP_EQUAL);
        return true;
    }
    if (!compare(r->tree->parts[p->left].type, a, b, &order))
        return false;
    out->truth = p->op == OP_LESS       ? order < 0
                 : p->op == OP_AT_MOST  ? order <= 0
                 : p->op == OP_MORE     ? order > 0
                 : p->op == OP_AT_LEAST ? order >= 0
                                        : (order == 0) == (p->op == OP_EQUAL);
    return true;
}

/* `and` is false as soon as one side is known to be false; `or` is true as soon as one
 * side is known to be true. */
static bool join(const run *r, const part *p, value *out)
{
    value left, right;
    bool decides = p->op == OP_OR;
    bool known = evaluate(r, p->left, &left);

    out->truth = decides;
    if (known && left.truth == decides)
        return true;
    bool also_known = evaluate(r, p->right, &right);
    if (also_known && right.truth == decides)
        return true;
    out->truth = !decides;
    return known && also_known;
}

static bool find_among(const run *r, const part *p, value *out)
{
    const part *parts = r->tree->parts;
    bool all_known = true;
    value left, item;
    int order;

    if (!evaluate(r, p->left, &left))
        return false;
    out->truth = false;
    for (int i = p->right; i && !out->truth; i = parts[i].right) {
        bool known = evaluate(r, parts[i].left, &item) &&
                     compare(parts[p->left].type, &left, &item, &order);
        out->truth = known && order == 0;
        all_known = all_known && known;
    }
    return out->truth || all_known;
}

static bool of_one(const part *p, const value *of, value *out)
{
    switch (p->op) {
    case OP_LENGTH:
        out->number = exact_of((int64_t)wn_utf8_count(of->text));
        return true;
    case OP_NOT:
        out->truth = !of->truth;
        return true;
    default: /* OP_ABS, OP_MINUS */
        out->number = of->number;
        if (p->op == OP_MINUS || out->number.over < 0)
            out->number.over = -out->number.over;
        return true;
    }
}

static bool evaluate(const run *r, int number, value *out)
{
    const part *p = &r->tree->parts[number];
    value left, right;

    switch (p->op) {
    case OP_LITERAL:
        *out = p->literal;
        return true;
    case OP_FIELD:
        return of_field(r, p, out);
    case OP_TODAY:
        return wn_moment((wn_str){r->cx->context->settings->as_of, 10}, &out->moment,
                         &out->timed);
    case OP_EMPTY:
    case OP_FILLED:
        out->truth =
            wn_cell_has_value(&r->cx->record->cells[r->tree->parts[p->left].field]) ==
            (p->op == OP_FILLED);
        return true;
    case OP_AND:
    case OP_OR:
        return join(r, p, out);
    case OP_IN:
        return find_among(r, p, out);
    default:
        break;
    }
    if (!evaluate(r, p->left, &left))
        return false;
    if (p->op < OP_ADD)
        return of_one(p, &left, out);
    return evaluate(r, p->right, &right) &&
           (p->op >= OP_LESS ? hold(r, p, &left, &right, out)
                             : calculate(r, p, &left, &right, out));
}

/* ---- the finding ------------------------------------------------------------------- */

/* The first of the parts joined by `and` that does not hold. */
static int culprit(const run *r)
{
    const part *parts = r->tree->parts;
    int at = r->tree->top;
    value v;

    while (parts[at].op == OP_AND)
        at = evaluate(r, parts[at].left, &v) && !v.truth ? parts[at].left
                                                         : parts[at].right;
    return at;
}

/* The first field in this part of the tree; 0: it has none. */
static int field_in(const expression *tree, int at)
{
    const part *p = &tree->parts[at];

    if (at == 0 || p->op == OP_FIELD)
        return at;
    int left = field_in(tree, p->left);
    return left ? left : field_in(tree, p->right);
}

/* For total = net + tax: the value that the total should have, as advice; "" where it
 * cannot be written down. */
static wn_str should_be(const run *r, const part *p)
{
    char text[EXACT_ROOM];
    value v;

    if (p->op != OP_EQUAL || p->type != PART_LOGIC ||
        r->tree->parts[p->left].op != OP_FIELD ||
        r->tree->parts[p->left].type != PART_NUMBER || !evaluate(r, p->right, &v))
        return WN_STR("");
    return wn_arena_str(r->cx->arena, (wn_str){text, exact_write(v.number, text)});
}

static wn_check_result look(const wn_check_context *cx)
{
    const run r = {cx, cx->check->compiled};
    value v;
    size_t i = 0;

    if (!evaluate(&r, r.tree->top, &v))
        return WN_NOT_APPLICABLE;
    if (v.truth)
        return WN_PASSED;
    int at = culprit(&r), field = field_in(r.tree, at);
    while (field && cx->check->fields[i] != r.tree->parts[field].field)
        i++;
    wn_check_note(cx, i, cx->check->disposition)->advice =
        should_be(&r, &r.tree->parts[at]);
    return WN_FAILED;
}

const wn_rule wn_rule_expression = {
    .name = "expression",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .says = WN_SAYS_THAT,
    .must_say = WN_SAYS_THAT,
    .prepare = prepare,
    .forget = forget,
    .look = look,
    .en = "the fields of the record do not fit together as the model asks",
    .zh = "记录的字段之间不符合模型规定的关系",
    .do_en = "correct the field that is wrong, or have the rule corrected",
    .do_zh = "请更正写错的字段，或请管理员修改规则",
    .about_en =
        "that=\"total = net + tax within 0.01 and closed_at >= created_at\": fields by "
        "name (in [ ] where it is a word of these), 12.50, 2026-01-31, 'text', today, + "
        "- "
        "* / (a date and days, days between dates), = != < <= > >=, within, in ('A', "
        "'B'), "
        "is empty, is filled, length(), abs(), and, or, not, brackets; in XML < is "
        "written "
        "&lt;. Numbers are exact; texts are compared without case, blanks and width; "
        "where "
        "a date has no time, days are. What is empty or not valid, or divided by zero, "
        "is "
        "not known: then the check does not apply, unless the rest decides it.",
    .about_zh =
        "that=\"total = net + tax within 0.01 and closed_at >= "
        "created_at\"：可写字段名（与关键字同名时放在 [ ] "
        "里）、12.50、2026-01-31、'文字'、"
        "today、+ - * /（日期加减天数，日期相减得天数）、= != < <= > >=、within、in "
        "('甲', "
        "'乙')、is empty、is filled、length()、abs()、and、or、not 和括号；XML 里 < 写作 "
        "&lt;"
        "。数字按十进制精确计算；文字比较不计大小写、空格和全半角；日期有一方没有时间时只"
        "比"
        "日期。字段为空或无效、除以零时结果未知，除非其余部分已能决定，否则该项检查不适用"
        "。",
};
