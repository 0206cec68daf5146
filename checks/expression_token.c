/* expression_token.c - see expression_token.h. */
#include "expression_token.h"

#include "core/han.h"
#include "core/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- mistakes --------------------------------------------------------------------- */

int expression_fail(reader *r, size_t at, wn_word word, ...)
{
    char text[WN_WHY_ROOM - 64];
    va_list args;

    if (r->failed)
        return 0;
    r->failed = true;
    va_start(args, word);
    vsnprintf(text, sizeof(text), wn_say(r->lang, word), args);
    va_end(args);
    snprintf(r->why, WN_WHY_ROOM, wn_say(r->lang, WN_SAY_EXPR_AT),
             wn_utf8_count((wn_str){r->text.ptr, at}) + 1, text);
    return 0;
}

const char *expression_type(const reader *r, part_type type)
{
    return wn_say(r->lang, WN_SAY_EXPR_NUMBER + (wn_word)type);
}

int expression_unexpected(reader *r)
{
    if (r->kind == TOKEN_END)
        return expression_fail(r, r->from, WN_SAY_EXPR_END);
    return expression_fail(r, r->from, WN_SAY_EXPR_UNEXPECTED, WN_FMT(r->token));
}

int expression_too_long(reader *r)
{
    return expression_fail(r, r->from, WN_SAY_EXPR_LONG, EXPRESSION_CHARACTERS,
                           EXPRESSION_PARTS, EXPRESSION_BRACKETS);
}

/* ---- words and marks --------------------------------------------------------------- */

static const struct {
    const char *text;
    part_op op;
} marks[] = {
    {"<=", OP_AT_MOST}, {">=", OP_AT_LEAST}, {"!=", OP_NOT_EQUAL}, {"<>", OP_NOT_EQUAL},
    {"==", OP_EQUAL},   {"≤", OP_AT_MOST},   {"≥", OP_AT_LEAST},   {"≠", OP_NOT_EQUAL},
    {"×", OP_MULTIPLY}, {"÷", OP_DIVIDE},    {"<", OP_LESS},       {">", OP_MORE},
    {"=", OP_EQUAL},    {"+", OP_ADD},       {"-", OP_SUBTRACT},   {"*", OP_MULTIPLY},
    {"/", OP_DIVIDE},   {"(", OP_NONE},      {")", OP_NONE},       {",", OP_NONE},
    {"（", OP_NONE},    {"）", OP_NONE},     {"，", OP_NONE}};

static bool is_name(char c)
{
    return (unsigned)((c | 32) - 'a') < 26 || (unsigned)(c - '0') < 10 || c == '_' ||
           (c & 0x80);
}

static size_t mark_length(wn_str rest)
{
    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (rest.len >= strlen(marks[i].text) &&
            !memcmp(rest.ptr, marks[i].text, strlen(marks[i].text)))
            return strlen(marks[i].text);
    return 0;
}

/* A name may contain hyphens (and "a-b" may be a difference): take the longest name
 * that is a field, else stop at the first hyphen. */
static size_t name_length(const reader *r, wn_str rest)
{
    size_t len = 0, first = 0;

    while (len < rest.len && (rest.ptr[len] == '-' ||
                              (is_name(rest.ptr[len]) &&
                               !mark_length((wn_str){rest.ptr + len, rest.len - len}))))
        len++;
    while (first < len && rest.ptr[first] != '-')
        first++;
    for (size_t i = len; i > first; i--)
        if ((i == len || rest.ptr[i] == '-') &&
            wn_field_find(r->check->entity, (wn_str){rest.ptr, i}) >= 0)
            return i;
    return first;
}

/* 2026-01-31 is a date, not two subtractions. */
static size_t number_length(wn_str rest, bool *day)
{
    size_t len = wn_str_span(rest, "0123456789.");
    wn_str ten = {rest.ptr, rest.len < 10 ? rest.len : 10};

    *day = len == 4 && ten.len == 10 && ten.ptr[4] == '-' && ten.ptr[7] == '-' &&
           wn_str_span(ten, "0123456789-") == 10;
    return *day ? 10 : len;
}

static void quoted(reader *r, wn_str rest, char closes, token_kind kind)
{
    const char *end = rest.len > 1 ? memchr(rest.ptr + 1, closes, rest.len - 1) : NULL;

    r->kind = kind;
    r->token = (wn_str){rest.ptr + 1, end ? (size_t)(end - rest.ptr - 1) : rest.len - 1};
    r->at = r->from + r->token.len + (end ? 2 : 1);
    if (!end)
        expression_fail(r, r->from, WN_SAY_EXPR_QUOTE);
}

void token_next(reader *r)
{
    bool day = false;

    while (r->at < r->text.len && strchr(" \t\r\n", r->text.ptr[r->at]))
        r->at++;
    wn_str rest = {r->text.ptr + r->at, r->text.len - r->at};
    r->from = r->at;
    r->kind = TOKEN_END;
    r->token = (wn_str){rest.ptr, 0};
    if (rest.len == 0)
        return;
    char c = *rest.ptr;
    if (c == '\'' || c == '"' || c == '[') {
        quoted(r, rest, c == '[' ? ']' : c, c == '[' ? TOKEN_FIELD : TOKEN_TEXT);
        return;
    }
    if ((r->token.len = mark_length(rest))) {
        r->kind = TOKEN_MARK;
    } else if (c >= '0' && c <= '9') {
        r->token.len = number_length(rest, &day);
        r->kind = day ? TOKEN_DATE : TOKEN_NUMBER;
    } else if (is_name(c)) {
        r->token.len = name_length(r, rest);
        r->kind = TOKEN_NAME;
    } else {
        r->token.len = 1;
        expression_fail(r, r->from, WN_SAY_EXPR_UNEXPECTED, WN_FMT(r->token));
    }
    r->at += r->token.len;
}

bool token_is(const reader *r, const char *word)
{
    return r->kind == TOKEN_NAME && wn_str_equal_nocase(r->token, wn_str_of(word));
}

bool token_take(reader *r, const char *word)
{
    if (!token_is(r, word))
        return false;
    token_next(r);
    return true;
}

/* A bracket or comma; full-width ones count too. */
bool token_take_mark(reader *r, const char *mark)
{
    size_t at = 0;

    if (r->kind != TOKEN_MARK ||
        wn_narrow(wn_utf8_next(r->token, &at)) != (uint32_t)*mark)
        return false;
    token_next(r);
    return true;
}

void token_need_mark(reader *r, const char *mark)
{
    if (!token_take_mark(r, mark))
        expression_unexpected(r);
}

static part_op operator_of(const reader *r)
{
    for (size_t i = 0; r->kind == TOKEN_MARK && i < WN_COUNT(marks); i++)
        if (wn_str_equal(r->token, wn_str_of(marks[i].text)))
            return marks[i].op;
    return token_is(r, "and") ? OP_AND : token_is(r, "or") ? OP_OR : OP_NONE;
}

part_op token_operator(const reader *r, part_op first, part_op last)
{
    part_op op = operator_of(r);

    return op >= first && op <= last ? op : OP_NONE;
}
