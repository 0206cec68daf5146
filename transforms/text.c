/*
 * text.c - free text: cleans blanks, width and invisible characters, removes HTML, and
 * repairs text that was read in a wrong encoding.
 */
#include "markup.h"
#include "mojibake.h"
#include "tidy.h"
#include "core/check_digit.h"
#include "core/han.h"
#include "winnow/transform.h"

#include <string.h>

enum { KEEP, REMOVE };
static const char *const keep_or_remove[] = {"keep", "remove", NULL};
enum { SCRIPT_KEEP, SCRIPT_SIMPLIFIED, SCRIPT_TRADITIONAL };
static const char *const scripts[] = {"keep", "simplified", "traditional", NULL};

struct config {
    int markup, pinyin, script;
};

static const wn_option options[] = {
    {.name = "markup",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, markup),
     .fallback = "remove",
     .choices = keep_or_remove,
     .en = "tags and entities of HTML: <br>, &amp;",
     .zh = "HTML 标签和实体：<br>、&amp;"},
    {.name = "pinyin",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, pinyin),
     .fallback = "keep",
     .choices = keep_or_remove,
     .en = "readings in brackets behind characters: 營(yíng)銷(xiāo)",
     .zh = "汉字后括号里的注音：營(yíng)銷(xiāo)"},
    {.name = "script",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, script),
     .fallback = "keep",
     .choices = scripts,
     .en = "write Chinese in simplified or in traditional characters",
     .zh = "中文写成简体字（simplified）或繁体字（traditional）"},
    {.type = WN_OPT_END},
};

/* Is it the number of a bank card (15 to 19 digits, Luhn) or a Chinese identity number
 * (18)? */
static bool is_private_number(const char *digits, size_t count)
{
    if (count == 18 && wn_check_cn_person(digits))
        return true;
    return count >= 15 && count <= 19 && digits[0] >= '3' && digits[0] <= '6' &&
           wn_check_luhn(digits, count);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c & ~32) : c;
}

/* Does an IBAN begin at byte `at`: DE89 3704 0044 0532 0130 00? */
static bool is_iban(wn_str s, size_t at)
{
    char text[40];
    size_t len = 0, whole = 0;

    for (; at < s.len && (whole == 0 || len < whole); at++) {
        char c = upper(s.ptr[at]);
        if (len > 3 && (c == ' ' || c == '-'))
            continue;
        if (len < 2 ? c < 'A' || c > 'Z'
                    : !is_digit(c) && (len < 4 || c < 'A' || c > 'Z'))
            return false;
        text[len++] = c;
        if (len == 2 && !(whole = wn_iban_length(text)))
            return false;
    }
    char next = at < s.len ? upper(s.ptr[at]) : ' ';
    return whole > 0 && len == whole && !is_digit(next) &&
           !(next >= 'A' && next <= 'Z') && wn_check_iban(text, len);
}

/* Does a US social security number begin at `at`? Only with its name before it: SSN
 * 123-45-6789. */
static bool is_ssn(wn_str s, size_t at)
{
    static const char shape[] = "999-99-9999";

    if (s.len - at < sizeof(shape) - 1 || (at > 0 && is_digit(s.ptr[at - 1])))
        return false;
    for (size_t i = 0; i < sizeof(shape) - 1; i++)
        if (shape[i] == '9' ? !is_digit(s.ptr[at + i]) : s.ptr[at + i] != '-')
            return false;
    size_t from = at > 30 ? at - 30 : 0;
    bool called = false;
    for (size_t i = from; i + 3 <= at && !called; i++)
        called = wn_str_equal_nocase((wn_str){s.ptr + i, 3}, WN_STR("ssn")) ||
                 (i + 15 <= at && wn_str_equal_nocase((wn_str){s.ptr + i, 15},
                                                      WN_STR("social security")));
    return called && s.ptr[at] != '9' && memcmp(s.ptr + at, "000", 3) != 0;
}

/* Is there a private number among runs of 15 digits or more, in groups of four or
 * unbroken? */
static bool has_private_run(wn_str s)
{
    char digits[20];
    size_t count = 0;

    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.ptr[i] : '\0';
        bool joins = (c == ' ' || c == '-') && count > 0 && count % 4 == 0 &&
                     i + 1 < s.len && is_digit(s.ptr[i + 1]);
        if (is_digit(c) || (count == 17 && upper(c) == 'X')) {
            if (count < sizeof(digits))
                digits[count] = upper(c);
            count++;
        } else if (!joins) {
            if (count >= 15 && is_private_number(digits, count))
                return true;
            count = 0;
        }
    }
    return false;
}

static bool has_private_number(wn_str s)
{
    size_t all = 0;

    for (size_t i = 0; i < s.len; i++)
        all += (unsigned char)s.ptr[i] - (unsigned)'0' < 10;
    if (all < 9)
        return false;
    for (size_t i = 0; i + 11 <= s.len; i++) {
        bool begins =
            i == 0 || (!is_digit(s.ptr[i - 1]) &&
                       !(upper(s.ptr[i - 1]) >= 'A' && upper(s.ptr[i - 1]) <= 'Z'));
        if (begins &&
            (is_digit(s.ptr[i]) ? is_ssn(s, i) : is_digit(s.ptr[i + 2]) && is_iban(s, i)))
            return true;
    }
    return all >= 15 && has_private_run(s);
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = in;
    bool ascii = wn_is_ascii(in);

    if (!ascii && mojibake_mend(in, arena, &s) != MOJIBAKE_NONE)
        out->remark = WN_REMARK_GARBLED;
    if (c->markup == REMOVE)
        s = markup_strip(s, arena);
    if (c->pinyin == REMOVE && !ascii)
        s = markup_strip_pinyin(s, arena);
    if (c->script != SCRIPT_KEEP && !ascii) {
        char *text = wn_arena_bytes(arena, s.len * 3 + 4);
        s = (wn_str){text, c->script == SCRIPT_SIMPLIFIED ? wn_simplify(s, text)
                                                          : wn_traditionalize(s, text)};
    }
    s = tidy(s, TIDY_LINES, arena);
    if (has_private_number(s))
        out->remark = WN_REMARK_PRIVATE;
    out->value = s;
    return s.len ? WN_CLEAN : WN_EMPTY;
}

static const wn_example examples[] = {
    {NULL, "  two   blanks ", "two blanks"},
    {NULL, "ＡＢＣ１２３（注）", "ABC123（注）"},
    {NULL, "zero\xE2\x80\x8Bwidth", "zerowidth"},
    {NULL, "\xE3\x80\x80", ""},
    {NULL, "می‌روم", "می‌روم"},
    {NULL, "👩‍🌾 ok", "👩‍🌾 ok"},
    {NULL, "Tom &amp; Ann<br>call back", "Tom & Ann\ncall back"},
    {NULL, "<p>已联系</p><p>报价 &lt; 5 万</p>", "已联系\n报价 < 5 万"},
    {NULL, "a < b, <张伟>", "a < b, <张伟>"},
    {"markup=keep", "<b>x</b>", "<b>x</b>"},
    {NULL, "MÃ¼ller", "Müller"},
    {NULL, "MÃƒÂ¼ller", "Müller"},
    {NULL, "ä¸­å›½", "中国"},
    {NULL, "ÖÐ¹ú", "中国"},
    {NULL, "鍗庝俊绉戞妧", "华信科技"},
    {NULL, "M眉ller", "Müller"},
    {NULL, "锟斤拷", "锟斤拷"},
    {"pinyin=remove", "營(yíng)銷(xiāo)", "營銷"},
    {"script=traditional", "皇后头发后面发现", "皇后頭髮後面發現"},
    {"script=simplified", "乾隆年間的業務", "乾隆年间的业务"},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_text = {
    .name = "text",
    .en =
        "free text: blanks, width, invisible characters, HTML and wrong encodings put "
        "right. What joins letters stays in Persian, scripts of India and emoji. Numbers "
        "of bank cards, IBANs, identity numbers and SSNs that are called so are remarked "
        "on",
    .zh = "自由文本：整理空格、全半角、不可见字符、HTML "
          "残留和乱码；波斯文、印度文字和表情符号里的"
          "连接符保留；含银行卡号、IBAN、身份证号、写明的 SSN 时加备注",
    .options = options,
    .config_size = sizeof(struct config),
    .blanks = WN_BLANKS_WORDS,
    .sql = "TEXT",
    .mask = "none",
    .remarks = 1u << WN_REMARK_GARBLED | 1u << WN_REMARK_PRIVATE,
    .apply = apply,
    .examples = examples,
};
