/*
 * placeholder.c - a value that only fills its field: N/A, xxx, 111111, asdf, 已联系.
 *
 * Mandatory fields invite them. What the model calls blank counts as empty elsewhere;
 * here it is found, as is what is one character again and again, a run of the keyboard or
 * of digits, shorter than min= characters, or one of values=.
 */
#include "winnow/check.h"

#include "winnow/han.h"

#include <string.h>

#define SHORTEST_RUN 4

static bool is_repeated(wn_str s)
{
    size_t at = 0, count = 0;
    uint32_t first = 0;

    while (at < s.len) {
        uint32_t c = wn_utf8_next(s, &at);
        if (c == ' ' || c == '-')
            continue;
        if (count++ == 0)
            first = c;
        else if (c != first)
            return false;
    }
    return count >= SHORTEST_RUN ||
           (count > 0 && !wn_is_letter(first) && wn_digit(first) < 0); /* "???", "。" */
}

/* A part of a row of keys, at least four long. */
static bool is_run(wn_str s)
{
    static const char *const rows[] = {"1234567890", "0987654321", "qwertyuiop",
                                       "asdfghjkl",  "zxcvbnm",    "abcdefghij"};
    char small[16];

    if (s.len < SHORTEST_RUN || s.len >= sizeof(small))
        return false;
    for (size_t i = 0; i < s.len; i++)
        small[i] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] | 32 : s.ptr[i]);
    small[s.len] = '\0';
    for (size_t r = 0; r < WN_COUNT(rows); r++)
        if (strstr(rows[r], small))
            return true;
    return false;
}

static wn_outcome judge(const wn_look *look, size_t i)
{
    const wn_check *check = look->check;
    const wn_cell *cell = wn_look_cell(look, i);
    wn_str value = wn_str_trim(cell->raw);

    if (cell->state == WN_CELL_ABSENT || value.len == 0)
        return WN_NOT_APPLICABLE;
    bool number = wn_look_field(look, i)->type->is_number; /* 1111 may be a price */
    if (cell->state != WN_CELL_BLANK && (number || !is_repeated(value)) &&
        (number || !is_run(value)) && (int64_t)wn_utf8_count(value) >= check->min &&
        !(check->values && wn_list_find(check->values, value)))
        return WN_PASSED;
    wn_look_note(look, i, check->fate);
    return WN_FAILED;
}

static wn_outcome look(const wn_look *look)
{
    return wn_look_each(look, judge);
}

const wn_rule wn_rule_placeholder = {
    .name = "placeholder",
    .dimension = WN_COMPLETENESS,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .says = WN_SAYS_VALUES | WN_SAYS_MIN,
    .min_fields = 1,
    .look = look,
    .en = "a placeholder stands there instead of a value",
    .zh = "填的是占位内容，不是真实的值",
    .do_en = "ask for the real value, or leave the field empty",
    .do_zh = "请补真实的值，或留空",
};
