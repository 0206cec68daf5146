/*
 * placeholder_words.c - Test Test, test 123, Demo Company, 测试测试.
 *
 * A word is one that says it is a test, one that only fills (xxx, asdf, none), one that
 * goes with them (company, user), or a number; any other word is somebody's name. Two
 * that fill, or one that says it and any of the others, are a placeholder. Test alone may
 * be a family's name: that is for the model's <blank>, or values=.
 */
#include "placeholders.h"

#include "winnow/han.h"

#include <string.h>

enum { NAME, TESTS, FILLS, GOES, NUMBER };

/* By their letters. Small. */
static const struct {
    const char *text;
    int kind;
} words[] = {
    {"aaa", FILLS},    {"aaaa", FILLS},     {"abc", FILLS},       {"abcd", FILLS},
    {"account", GOES}, {"asd", FILLS},      {"asdf", FILLS},      {"asdfasdf", FILLS},
    {"asdfgh", FILLS}, {"bar", FILLS},      {"bbb", FILLS},       {"blah", FILLS},
    {"client", GOES},  {"co", GOES},        {"company", GOES},    {"contact", GOES},
    {"corp", GOES},    {"customer", GOES},  {"data", GOES},       {"demo", TESTS},
    {"dummy", TESTS},  {"email", GOES},     {"entry", GOES},      {"example", TESTS},
    {"fake", TESTS},   {"first", FILLS},    {"firstname", FILLS}, {"foo", FILLS},
    {"gmbh", GOES},    {"inc", GOES},       {"ipsum", FILLS},     {"kunde", GOES},
    {"last", FILLS},   {"lastname", FILLS}, {"lead", GOES},       {"llc", GOES},
    {"lorem", FILLS},  {"ltd", GOES},       {"nachname", FILLS},  {"name", GOES},
    {"nil", FILLS},    {"noname", FILLS},   {"none", FILLS},      {"null", FILLS},
    {"person", GOES},  {"qwe", FILLS},      {"qwer", FILLS},      {"qwerty", FILLS},
    {"record", GOES},  {"sample", TESTS},   {"tbd", FILLS},       {"test", TESTS},
    {"teste", TESTS},  {"tester", TESTS},   {"testing", TESTS},   {"testtest", FILLS},
    {"todo", FILLS},   {"unknown", FILLS},  {"user", GOES},       {"vorname", FILLS},
    {"xx", FILLS},     {"xxx", FILLS},      {"xxxx", FILLS},      {"xyz", FILLS},
    {"your", FILLS},   {"yyy", FILLS},      {"zzz", FILLS}};

/* Chinese ones are not parted by blanks: they are cut off in front, the longer first. */
static const struct {
    uint32_t first;
    const char *text;
    int kind;
} han[] = {{u'联', "联系人", GOES}, {u'占', "占位符", TESTS}, {u'测', "测试", TESTS},
           {u'试', "试用", TESTS},  {u'示', "示例", TESTS},   {u'样', "样例", TESTS},
           {u'演', "演示", TESTS},  {u'虚', "虚拟", TESTS},   {u'公', "公司", GOES},
           {u'客', "客户", GOES},   {u'用', "用户", GOES},    {u'数', "数据", GOES},
           {u'账', "账号", GOES},   {u'名', "名称", GOES},    {u'姓', "姓名", FILLS},
           {u'人', "人员", GOES},   {u'有', "有限", GOES},    {u'某', "某某", FILLS},
           {u'未', "未知", FILLS},  {u'不', "不详", FILLS},   {u'待', "待定", FILLS},
           {u'暂', "暂无", FILLS},  {u'无', "无名", FILLS}};

static int kind_of(const char *text, size_t len)
{
    size_t low = 0, high = WN_COUNT(words);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(words[middle].text, text, len);
        if (order == 0 && !words[middle].text[len])
            return words[middle].kind;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NAME;
}

/* The next letter or digit, small and of usual width; 0: what parts words. */
static uint32_t letter_at(wn_str s, size_t *at)
{
    uint32_t c = (unsigned char)s.ptr[*at] < 0x80 ? (unsigned char)s.ptr[(*at)++]
                                                  : wn_narrow(wn_utf8_next(s, at));

    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c
               : c >= 'A' && c <= 'Z'                           ? c | 32
                                                                : 0;
    return wn_is_letter(c) ? wn_simplified(wn_lower(c)) : 0;
}

/* A word of Latin letters, or of digits, from *at on; false: another letter is in it. */
static bool cut_latin(wn_str s, size_t *at, int *kind)
{
    char small[12];
    size_t len = 0, next = *at;
    bool digits = false;

    for (; next < s.len; *at = next) {
        uint32_t c = letter_at(s, &next);
        bool digit = c >= '0' && c <= '9';
        if (c == 0 || c >= 0x80 || (len > 0 && digit != digits))
            break;
        digits = digit;
        if (len < sizeof(small) - 1)
            small[len] = (char)c;
        len++;
    }
    *kind = digits ? NUMBER : len < sizeof(small) ? kind_of(small, len) : NAME;
    return len > 0;
}

/* Behind the word that stands at `at`; 0: another does. */
static size_t behind(wn_str s, size_t at, wn_str word)
{
    for (size_t of = 0; of < word.len;)
        if (at >= s.len || letter_at(s, &at) != wn_utf8_next(word, &of))
            return 0;
    return at;
}

static bool cut_han(wn_str s, size_t *at, int *kind)
{
    size_t next = *at;
    uint32_t first = letter_at(s, &next);

    for (size_t i = 0; i < WN_COUNT(han); i++) {
        size_t end = han[i].first == first ? behind(s, *at, wn_str_of(han[i].text)) : 0;
        if (!end)
            continue;
        *at = end;
        *kind = han[i].kind;
        return true;
    }
    return false;
}

/* Its kind; NAME ends all. */
static int next_word(wn_str s, size_t *at)
{
    size_t next = *at;
    uint32_t c = letter_at(s, &next);
    int kind = NAME;

    if (c < 0x80 ? cut_latin(s, at, &kind) : cut_han(s, at, &kind))
        return kind;
    return NAME;
}

bool placeholder_in_words(wn_str s)
{
    size_t counts[NUMBER + 1] = {0}, all = 0;

    if (s.len > 60 || !s.len || (*s.ptr >= '0' && *s.ptr <= '9') || *s.ptr == '+' ||
        memchr(s.ptr, '@', s.len))
        return false;
    for (size_t at = 0; at < s.len;) {
        size_t next = at;
        if (letter_at(s, &next) == 0) {
            at = next;
            continue;
        }
        int kind = next_word(s, &at);
        if (kind == NAME || (all == 0 && kind == NUMBER))
            return false;
        counts[kind]++;
        all++;
    }
    return counts[TESTS] + counts[FILLS] >= 2 || (counts[TESTS] && all >= 2);
}
