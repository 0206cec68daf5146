/* pattern.c - the whole value must match a regular expression: TK-\d{6}. Perl's syntax,
 * by PCRE2; how long one match may take is limited. */
#include "check.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

#define MOST_STEPS 100000 /* steps of one match: (a+)+b fails instead of running on */

static bool prepare(wn_check *check, wn_lang lang, char *why)
{
    int code;
    PCRE2_SIZE at;

    (void)lang; /* PCRE2's sentences are in English */
    check->compiled = pcre2_compile(
        (PCRE2_SPTR)check->pattern.ptr, check->pattern.len,
        PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &code, &at, NULL);
    if (check->compiled) {
        pcre2_jit_compile(check->compiled, PCRE2_JIT_COMPLETE); /* only for speed */
        return true;
    }
    PCRE2_UCHAR text[200];
    pcre2_get_error_message(code, text, sizeof(text));
    snprintf(why, WN_WHY_ROOM, "%s (%zu)", (const char *)text, (size_t)at + 1);
    return false;
}

static void forget(wn_check *check)
{
    pcre2_code_free(check->compiled);
}

static bool fits(const wn_check_context *cx, wn_str value)
{
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(limits, MOST_STEPS);
    int found = pcre2_match(cx->check->compiled, (PCRE2_SPTR)value.ptr, value.len, 0, 0,
                            data, limits);
    pcre2_match_context_free(limits);
    pcre2_match_data_free(data);
    return found > 0;
}

/* Full width does not matter: ＴＫ-００１ is TK-001. */
static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (!wn_cell_has_value(cell))
        return WN_NOT_APPLICABLE;
    wn_str narrow = wn_check_narrow(cx, cell->value);
    if (fits(cx, cell->value) || (narrow.ptr != cell->value.ptr && fits(cx, narrow)))
        return WN_PASSED;
    wn_check_note(cx, i, wn_check_field(cx, i)->invalid);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

const wn_rule wn_rule_pattern = {
    .name = "pattern",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .says = WN_SAYS_PATTERN,
    .must_say = WN_SAYS_PATTERN,
    .min_fields = 1,
    .prepare = prepare,
    .forget = forget,
    .look = look,
    .en = "the value does not look as it should",
    .zh = "值不符合规定的格式",
    .do_en = "correct the value, or have the form that is asked for changed",
    .do_zh = "请更正，或请管理员修改所要求的格式",
    .about_en =
        "Letters and digits of full width may stand for those of half width; empty "
        "values pass over.",
    .about_zh = "全角字母和数字等同半角；空值不检查。",
    .edition = 2,
};
