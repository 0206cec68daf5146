/*
 * expression_read.c - from the text of that= to its tree.
 *
 *   either  = both { or both }          sum     = product { + - product }
 *   both    = one { and one }           product = sign { * / sign }
 *   one     = not one | compared        sign    = - sign | value
 *   compared = sum [ = != < <= > >= sum [ within sum ] | [not] in ( sum , ... )
 *              | is [not] empty | is [not] filled ]
 *   value   = 12.50 | 2026-01-31 | 'text' | today | field | [field] | length( ) | abs( )
 *             | ( either )
 */
#include "expression_token.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

/* ---- parts ------------------------------------------------------------------------- */

static part *at(reader *r, int number)
{
    return &r->tree->parts[number];
}

static int add(reader *r, part one)
{
    if (r->failed || r->tree->count >= EXPRESSION_PARTS)
        return r->failed ? 0 : expression_too_long(r);
    r->tree->parts[++r->tree->count] = one;
    return r->tree->count;
}

static bool must_be(reader *r, int number, part_type type, size_t from)
{
    if (r->failed || at(r, number)->type == type)
        return !r->failed;
    expression_fail(r, from, WN_SAY_EXPR_WANTS, expression_type(r, type),
                    expression_type(r, at(r, number)->type));
    return false;
}

/* Which operators take which types on their left and right; the type of the result. */
static const struct {
    part_op first, last;
    part_type left, right, is;
} fits[] = {{OP_ADD, OP_DIVIDE, PART_NUMBER, PART_NUMBER, PART_NUMBER},
            {OP_ADD, OP_SUBTRACT, PART_DATE, PART_NUMBER, PART_DATE},
            {OP_SUBTRACT, OP_SUBTRACT, PART_DATE, PART_DATE, PART_NUMBER},
            {OP_LESS, OP_NOT_EQUAL, PART_NUMBER, PART_NUMBER, PART_LOGIC},
            {OP_LESS, OP_NOT_EQUAL, PART_TEXT, PART_TEXT, PART_LOGIC},
            {OP_LESS, OP_NOT_EQUAL, PART_DATE, PART_DATE, PART_LOGIC},
            {OP_EQUAL, OP_IN, PART_LOGIC, PART_LOGIC, PART_LOGIC},
            {OP_IN, OP_IN, PART_NUMBER, PART_NUMBER, PART_LOGIC},
            {OP_IN, OP_IN, PART_TEXT, PART_TEXT, PART_LOGIC},
            {OP_IN, OP_IN, PART_DATE, PART_DATE, PART_LOGIC},
            {OP_AND, OP_OR, PART_LOGIC, PART_LOGIC, PART_LOGIC}};

static bool find_type(reader *r, part_op op, int left, int right, wn_str sign,
                      size_t from, part_type *out)
{
    part_type a = at(r, left)->type, b = at(r, right)->type;

    for (size_t i = 0; i < WN_COUNT(fits) && !r->failed; i++)
        if (op >= fits[i].first && op <= fits[i].last && a == fits[i].left &&
            b == fits[i].right) {
            *out = fits[i].is;
            return true;
        }
    expression_fail(r, from, WN_SAY_EXPR_TYPES, WN_FMT(sign), expression_type(r, a),
                    expression_type(r, b));
    return false;
}

/* A text compared with a field that has a list must be a spelling of one of its values.
 * It is replaced by that value's code, as loaded records have it. */
static void as_loaded(reader *r, int field, int text, size_t from)
{
    const part *of = at(r, field);
    part *is = at(r, text);

    if (r->failed || of->op != OP_FIELD || is->op != OP_LITERAL)
        return;
    const wn_list *list = r->check->entity->fields[of->field].list;
    const wn_list_item *item = list ? wn_list_find(list, is->literal.text) : NULL;
    if (item)
        is->literal.text = item->code;
    else if (list) {
        wn_str close = wn_list_nearest(list, is->literal.text);
        expression_fail(r, from, WN_SAY_MAP_WHERE_VALUE, WN_FMT(is->literal.text),
                        WN_FMT(list->name), WN_FMT(close));
    }
}

static int pair(reader *r, part_op op, int left, int right, wn_str sign, size_t from)
{
    part one = {.op = op, .left = left, .right = right};

    if (r->failed || !find_type(r, op, left, right, sign, from, &one.type))
        return 0;
    as_loaded(r, left, right, from);
    as_loaded(r, right, left, from);
    return add(r, one);
}

/* ---- values ------------------------------------------------------------------------ */

static int either(reader *r);
static int sum(reader *r);

static int unknown_field(reader *r)
{
    const wn_entity *entity = r->check->entity;
    wn_str names[128] = {{0}}, all;
    size_t count = 0;

    for (size_t f = 0; f < entity->field_count && count < WN_COUNT(names); f++)
        names[count++] = entity->fields[f].name;
    wn_str close = wn_suggest(r->token, names, count);
    if (close.len)
        return expression_fail(r, r->from, WN_SAY_MAP_FIELD_CLOSE, WN_FMT(r->token),
                               WN_FMT(close));
    char list[300];
    size_t len = 0;
    for (size_t i = 0; i < count && len + names[i].len + 3 < sizeof(list); i++)
        len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%.*s", i ? ", " : "",
                                WN_FMT(names[i]));
    all = (wn_str){list, len};
    return expression_fail(r, r->from, WN_SAY_MAP_FIELD, WN_FMT(r->token), WN_FMT(all));
}

static part_type type_of(const wn_transform *type)
{
    return !strcmp(type->name, "bool") ? PART_LOGIC
           : type->is_number           ? PART_NUMBER
           : type->is_date             ? PART_DATE
                                       : PART_TEXT;
}

static int field_named(reader *r)
{
    wn_check *check = r->check;
    int field = wn_field_find(check->entity, r->token);
    size_t seen = 0;

    if (field < 0)
        return unknown_field(r);
    while (seen < check->field_count && check->fields[seen] != field)
        seen++;
    if (seen == check->field_count)
        check->fields[check->field_count++] = field;
    token_next(r);
    return add(r, (part){.op = OP_FIELD,
                         .type = type_of(check->entity->fields[field].type),
                         .field = field});
}

static int literal(reader *r)
{
    part one = {.op = OP_LITERAL, .literal = {.text = r->token}};
    bool good = true;

    if (r->kind == TOKEN_NUMBER)
        good = exact_read(r->token, &one.literal.number);
    else if (r->kind == TOKEN_DATE)
        good = wn_moment(r->token, &one.literal.moment, &one.literal.timed);
    one.type = r->kind == TOKEN_NUMBER ? PART_NUMBER
               : r->kind == TOKEN_DATE ? PART_DATE
                                       : PART_TEXT;
    if (!good)
        return expression_fail(r, r->from, WN_SAY_EXPR_VALUE, WN_FMT(r->token));
    token_next(r);
    return add(r, one);
}

/* length(name), abs(a - b): the word and its argument in brackets. */
static int function(reader *r, part_op op, part_type wants)
{
    token_next(r);
    token_need_mark(r, "(");
    size_t from = r->from;
    int inside = either(r);
    if (!must_be(r, inside, wants, from))
        return 0;
    token_need_mark(r, ")");
    return add(r, (part){.op = op, .type = PART_NUMBER, .left = inside});
}

static bool is_called(const reader *r)
{
    wn_str rest = wn_str_trim((wn_str){r->text.ptr + r->at, r->text.len - r->at});

    return rest.len > 0 &&
           (*rest.ptr == '(' || (rest.len > 2 && !memcmp(rest.ptr, "（", 3)));
}

static int primary(reader *r)
{
    if (r->kind == TOKEN_NUMBER || r->kind == TOKEN_DATE || r->kind == TOKEN_TEXT)
        return literal(r);
    if (r->kind == TOKEN_FIELD)
        return field_named(r);
    if (token_is(r, "length") && is_called(r))
        return function(r, OP_LENGTH, PART_TEXT);
    if (token_is(r, "abs") && is_called(r))
        return function(r, OP_ABS, PART_NUMBER);
    if (token_take(r, "today"))
        return add(r, (part){.op = OP_TODAY, .type = PART_DATE});
    if (r->kind == TOKEN_NAME)
        return field_named(r);
    if (!token_take_mark(r, "("))
        return expression_unexpected(r);
    int inside = either(r);
    token_need_mark(r, ")");
    return r->failed ? 0 : inside;
}

/* ---- operators, the strongest first ---------------------------------------------- */

static int sign(reader *r)
{
    if (token_operator(r, OP_SUBTRACT, OP_SUBTRACT) == OP_NONE)
        return primary(r);
    token_next(r);
    size_t from = r->from;
    if (++r->depth > EXPRESSION_BRACKETS)
        return expression_too_long(r);
    int of = sign(r);
    r->depth--;
    if (!must_be(r, of, PART_NUMBER, from))
        return 0;
    return add(r, (part){.op = OP_MINUS, .type = PART_NUMBER, .left = of});
}

static int chain(reader *r, int (*inner)(reader *), part_op first, part_op last)
{
    int left = inner(r);
    part_op op;

    while (!r->failed && (op = token_operator(r, first, last)) != OP_NONE) {
        wn_str mark = r->token;
        size_t from = r->from;
        token_next(r);
        left = pair(r, op, left, inner(r), mark, from);
    }
    return left;
}

static int product(reader *r)
{
    return chain(r, sign, OP_MULTIPLY, OP_DIVIDE);
}

static int sum(reader *r)
{
    return chain(r, product, OP_ADD, OP_SUBTRACT);
}

/* Reads the list ( 'A', 'B' ) after "`left` in". */
static int among(reader *r, int left)
{
    int list = 0, last = 0;

    token_need_mark(r, "(");
    do {
        size_t from = r->from;
        int item = sum(r);
        part_type unused;
        if (r->failed || !find_type(r, OP_IN, left, item, WN_STR("in"), from, &unused))
            return 0;
        as_loaded(r, left, item, from);
        int link = add(r, (part){.op = OP_ITEM, .left = item});
        if (last)
            at(r, last)->right = link;
        list = list ? list : link;
        last = link;
    } while (token_take_mark(r, ","));
    token_need_mark(r, ")");
    return add(r, (part){.op = OP_IN, .type = PART_LOGIC, .left = left, .right = list});
}

static int negation(reader *r, bool negated, int of)
{
    return negated ? add(r, (part){.op = OP_NOT, .type = PART_LOGIC, .left = of}) : of;
}

/* Reads [not] empty or [not] filled after "`left` is". */
static int filled(reader *r, int left, size_t from)
{
    bool negated = token_take(r, "not");
    part_op op = token_is(r, "empty")    ? OP_EMPTY
                 : token_is(r, "filled") ? OP_FILLED
                                         : OP_NONE;

    if (r->failed || op == OP_NONE)
        return expression_unexpected(r);
    if (at(r, left)->op != OP_FIELD)
        return expression_fail(r, from, WN_SAY_EXPR_FIELD);
    token_next(r);
    return negation(r, negated,
                    add(r, (part){.op = op, .type = PART_LOGIC, .left = left}));
}

/* Reads "within sum", which may follow left = right or left != right. */
static int within(reader *r, int pair_of)
{
    size_t from = r->from;

    if (!token_take(r, "within"))
        return pair_of;
    size_t behind = r->from;
    int most = sum(r);
    const part *p = at(r, pair_of);
    part_type type = at(r, p->left)->type;
    if (r->failed)
        return 0;
    if (p->op < OP_EQUAL || p->op > OP_NOT_EQUAL ||
        (type != PART_NUMBER && type != PART_DATE))
        return expression_fail(r, from, WN_SAY_EXPR_WITHIN);
    if (!must_be(r, most, PART_NUMBER, behind))
        return 0;
    if (at(r, most)->op == OP_MINUS && at(r, at(r, most)->left)->op == OP_LITERAL)
        return expression_fail(r, behind, WN_SAY_EXPR_DISTANCE);
    at(r, pair_of)->within = most;
    return pair_of;
}

static int compared(reader *r)
{
    size_t from = r->from;
    int left = sum(r);

    if (r->failed)
        return 0;
    wn_str mark = r->token;
    size_t mark_from = r->from;
    part_op op = token_operator(r, OP_LESS, OP_NOT_EQUAL);
    if (op != OP_NONE) {
        token_next(r);
        return within(r, pair(r, op, left, sum(r), mark, mark_from));
    }
    if (token_take(r, "is"))
        return filled(r, left, from);
    if (token_take(r, "in"))
        return among(r, left);
    if (token_is(r, "not")) {
        token_next(r);
        if (!token_take(r, "in"))
            return expression_unexpected(r);
        return negation(r, true, among(r, left));
    }
    return left;
}

static int one(reader *r)
{
    if (++r->depth > EXPRESSION_BRACKETS + 1) /* + 1: the whole counts as a level */
        return expression_too_long(r);
    bool negated = token_take(r, "not");
    size_t from = r->from;
    int of = negated ? one(r) : compared(r);
    r->depth--;
    if (negated && !must_be(r, of, PART_LOGIC, from))
        return 0;
    return r->failed ? 0 : negation(r, negated, of);
}

static int both(reader *r)
{
    return chain(r, one, OP_AND, OP_AND);
}

static int either(reader *r)
{
    return chain(r, both, OP_OR, OP_OR);
}

bool expression_read(wn_check *check, expression *out, wn_lang lang, char *why)
{
    reader r = {
        .check = check, .tree = out, .lang = lang, .why = why, .text = check->that};

    if (wn_utf8_count(r.text) > EXPRESSION_CHARACTERS)
        expression_too_long(&r);
    token_next(&r);
    out->top = r.failed ? 0 : either(&r);
    if (!r.failed && r.kind != TOKEN_END)
        expression_unexpected(&r);
    must_be(&r, out->top, PART_LOGIC, 0);
    if (!r.failed && check->field_count == 0)
        expression_fail(&r, 0, WN_SAY_EXPR_NO_FIELDS);
    return !r.failed;
}
