/*
 * company.c - names of companies, and the key under which short and full
 * names meet: without legal form, place and brackets.
 */
#include "tidy.h"
#include "winnow/han.h"
#include "winnow/transform.h"

#include <string.h>

/* Longest first: 股份有限公司 must go before 有限公司. A 分公司 is not its parent. */
static const char *const han_forms[] = {
    "集团股份有限公司",
    "集团有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "集团公司",
    "有限公司",
    "株式会社",
    "公司",
    "集团",
    "厂",
};

static const char *const latin_forms[] = {
    "incorporated", "corporation", "limited", "company", "holdings", "gmbh",
    "corp",         "inc",         "llc",     "ltd",     "plc",      "pte",
    "pty",          "srl",         "spa",     "sarl",    "bv",       "ag",
    "sa",           "kg",          "co",      "nv",      "ab",       "oy",
};

static const char *const places[] = {
    "中国",   "北京", "上海",   "天津",   "重庆", "河北", "山西", "辽宁", "吉林",
    "黑龙江", "江苏", "浙江",   "安徽",   "福建", "江西", "山东", "河南", "湖北",
    "湖南",   "广东", "海南",   "四川",   "贵州", "云南", "陕西", "甘肃", "青海",
    "台湾",   "香港", "澳门",   "内蒙古", "广西", "西藏", "宁夏", "新疆", "深圳",
    "广州",   "杭州", "南京",   "苏州",   "武汉", "成都", "西安", "青岛", "大连",
    "宁波",   "厦门", "无锡",   "长沙",   "郑州", "济南", "合肥", "福州", "昆明",
    "东莞",   "佛山", "珠海",   "中山",   "惠州", "温州", "常州", "南通", "烟台",
    "沈阳",   "长春", "哈尔滨", "石家庄", "太原", "南昌", "南宁", "贵阳", "兰州",
    "海口",   "嘉兴", "绍兴",   "泉州",   "徐州", "扬州", "潍坊", "金华",
};

static bool has_han(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (wn_is_han(wn_utf8_next(s, &at)))
            return true;
    return false;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    size_t letters = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        letters += c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (c == 0xFFFD)
            return WN_INVALID;
    }
    if (letters == 0)
        return WN_INVALID;
    out->value = s;
    if (!has_han(s) || (!memchr(s.ptr, '(', s.len) && !memchr(s.ptr, ')', s.len)))
        return WN_CLEAN;
    char *text = wn_arena_bytes(arena, s.len * 3), *to = text; /* （） in Chinese names */
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '(' || s.ptr[i] == ')')
            to = mempcpy(to, s.ptr[i] == '(' ? "（" : "）", 3);
        else if (s.ptr[i] != ' ')
            *to++ = s.ptr[i];
    }
    out->value = (wn_str){text, (size_t)(to - text)};
    return WN_CLEAN;
}

/* ---- the key
 * ------------------------------------------------------------------------------ */

/* Lower case, simplified, accents off; marks become one blank or nothing. */
static wn_str plain(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len * 3 + 8);
    size_t len = 0;
    bool blank = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_simplified(wn_narrow(wn_utf8_next(s, &at)));
        const char *latin = wn_latin_ascii(c);
        bool mark =
            c < 0x80 ? !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
                     : c == 0x3000 || c == 0x3001 || c == 0xB7;
        if (mark) {
            blank = blank || (c != '.' && c != '\'');
            continue;
        }
        if (blank && len > 0 && c < 0x80 && (unsigned char)out[len - 1] < 0x80)
            out[len++] = ' ';
        blank = false;
        if (latin)
            len = (size_t)(stpcpy(out + len, latin) - out);
        else if (c < 0x80)
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
        else
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

/* The length of the word that the name begins with and goes on behind, else 0. */
static size_t begins_with(wn_str s, const char *word)
{
    /* most differ in the second or third byte: look there before calling anybody */
    if (s.len < 4 || s.ptr[2] != word[2] || s.ptr[1] != word[1])
        return 0;
    size_t len = strlen(word);
    return s.len > len && !memcmp(s.ptr, word, len) ? len : 0;
}

static wn_str without_han_form(wn_str s)
{
    for (size_t i = 0; i < WN_COUNT(han_forms); i++) {
        size_t len = strlen(han_forms[i]);
        if (s.len < len + 6 || memcmp(s.ptr + s.len - len, han_forms[i], len))
            continue;
        s.len -= len;
        return s.len >= 3 && !memcmp(s.ptr + s.len - 3, "分", 3)
                   ? (wn_str){s.ptr, s.len + len} /* a branch stays a branch */
                   : s;
    }
    return s;
}

static wn_str without_place(wn_str s)
{
    for (size_t i = 0; i < WN_COUNT(places); i++) {
        size_t len = begins_with(s, places[i]);
        if (len == 0 || s.len < len + 6)
            continue;
        wn_str rest = {s.ptr + len, s.len - len};
        if (rest.len >= 9 && (!memcmp(rest.ptr, "省", 3) || !memcmp(rest.ptr, "市", 3)))
            rest = (wn_str){rest.ptr + 3, rest.len - 3};
        return rest;
    }
    return s;
}

wn_str wn_company_place(wn_str name)
{
    for (size_t i = 1; i < WN_COUNT(places); i++) { /* 中国 is everywhere */
        if (begins_with(name, places[i]))
            return wn_str_of(places[i]);
    }
    return WN_STR("");
}

static wn_str without_latin_form(wn_str s)
{
    for (bool found = true; found;) {
        const char *blank = s.len ? memrchr(s.ptr, ' ', s.len) : NULL;
        found = false;
        for (size_t i = 0; blank && i < WN_COUNT(latin_forms) && !found; i++) {
            size_t len = s.len - (size_t)(blank - s.ptr) - 1;
            found = wn_str_equal((wn_str){blank + 1, len}, wn_str_of(latin_forms[i]));
        }
        if (found)
            s.len = (size_t)(blank - s.ptr);
    }
    return s;
}

wn_str wn_company_key(wn_str name, wn_arena *arena)
{
    wn_str s = plain(name, arena);

    if (has_han(s))
        return without_place(without_han_form(s));
    return without_latin_form(s);
}

static const wn_example examples[] = {
    {NULL, " 北京华信科技有限公司 ", "北京华信科技有限公司"},
    {NULL, "华信(中国)有限公司", "华信（中国）有限公司"},
    {NULL, "Ａｃｍｅ　Inc.", "Acme Inc."},
    {NULL, "12345", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_company = {
    .name = "company",
    .en = "the name of a company",
    .zh = "公司名称",
    .role = WN_ROLE_COMPANY,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
