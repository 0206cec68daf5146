/* mixed_scripts.c - one word has letters of two alphabets: "Аnna" with a Cyrillic А
 * looks right, but no search finds it. */
#include "check.h"

#include "core/han.h"

enum { OTHER, LATIN = 1, GREEK = 2, CYRILLIC = 4 };

/* The alphabet of a letter as one bit, by blocks of Unicode; 0: another one, or no
 * letter. Full-width letters are Latin. */
static unsigned alphabet(uint32_t c)
{
    c = wn_narrow(c);
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z' ? LATIN : OTHER;
    if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00))
        return LATIN;
    if (c >= 0x391 && c < 0x400)
        return GREEK;
    return c >= 0x400 && c < 0x530 ? CYRILLIC : OTHER;
}

static bool is_mixed(wn_str s)
{
    unsigned seen = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        unsigned its = alphabet(c);
        seen = its ? seen | its : wn_is_letter(c) ? seen : 0; /* 0: the word ends */
        if (seen & (seen - 1))
            return true;
    }
    return false;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (!wn_cell_has_value(cell))
        return WN_NOT_APPLICABLE;
    if (wn_is_ascii(cell->raw) || !is_mixed(cell->raw))
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

const wn_rule wn_rule_mixed_scripts = {
    .name = "mixed-scripts",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .001,
    .red = .01,
    .in_model = true,
    .min_fields = 1,
    .look = look,
    .en = "one word is written in letters of two alphabets",
    .zh = "同一个词混用了两种字母",
    .do_en =
        "type the word again in one alphabet; letters that look alike are not the same",
    .do_zh = "请用同一种字母重新输入，看起来相同的字母并不相同",
};
