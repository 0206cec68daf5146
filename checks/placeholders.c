/*
 * placeholders.c - a value that only fills its field: N/A, xxx, 111111, asdf, 已联系.
 *
 * Mandatory fields invite such values. What the model calls blank counts as empty in
 * other checks; this one reports it. It also reports one character repeated, a run of
 * keys of the keyboard or of digits, a value shorter than min= characters, one of
 * values=, and values of words that say nothing (Test Test, see placeholder_words.c).
 */
#include "placeholders.h"
#include "check.h"

#include "core/han.h"
#include "core/memory.h"

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

/* A run of neighbouring keys or digits, at least four long. */
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

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_check *check = cx->check;
    const wn_cell *cell = wn_check_cell(cx, i);
    wn_str value = wn_str_trim(cell->raw);

    if (cell->state == WN_CELL_ABSENT || value.len == 0)
        return WN_NOT_APPLICABLE;
    bool number = wn_check_field(cx, i)->type->is_number; /* 1111 may be a price */
    if (cell->state != WN_CELL_BLANK && (number || !is_repeated(value)) &&
        (number || !is_run(value)) && (number || !placeholder_in_words(value)) &&
        (int64_t)wn_utf8_count(value) >= check->min &&
        !(check->values && wn_list_find(check->values, value)))
        return WN_PASSED;
    wn_check_note(cx, i, check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
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
    .about_en =
        "Found are the words of <blank> and values=, one character four times or "
        "more, runs of keys and digits, what is shorter than min=, and words that say "
        "nothing, two of them or with a number (Test Test, asdf asdf, test 123, Demo "
        "Company, 测试测试). Test alone may be a name: list it where it is none. In "
        "fields of numbers only <blank>, min= and values= count.",
    .about_zh = "<blank> 和 values= "
                "里的词、同一字符重复四次以上、键盘或数字的连续键、短于 "
                "min=，以及由空话组成的词（Test "
                "Test、asdf asdf、test 123、Demo Company、测试测试）。单独的 Test "
                "可能是姓，需要时请列入。数字字段只看 <blank>、min= 和 values=。",
    .edition = 2,
};
