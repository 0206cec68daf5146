/* han_name.c - family name first, of one character or two; titles last. */
#include "han_name.h"

#include "winnow/han.h"
#include "winnow/text.h"

#include <string.h>

/* Longest first. Those of one character are cut off only behind a whole name's
 * beginning (王总), or if nobody is called so (张伟总). */
static const char *const titles[] = {
    "副总经理", "总经理", "副经理", "董事长", "工程师", "总工程师", "先生",
    "女士",     "小姐",   "太太",   "夫人",   "同志",   "老师",     "教授",
    "医生",     "大夫",   "博士",   "律师",   "经理",   "总监",     "主任",
    "董事",     "总裁",   "副总",   "主管",   "会计",   "店长",     "校长",
    "院长",     "局长",   "处长",   "科长",   "部长",   "厂长",     "所长",
    "行长",     "队长",   "老板",   "师傅",   "助理",   "秘书",     "總經理",
    "經理",     "董事長", "總監",   "老師",   "醫生",   "總裁",     "總"};
static const char *const short_titles[] = {"总", "工", "董", "姐", "哥", "叔", "嫂"};

static bool ends_with(wn_str s, const char *end)
{
    return s.len > strlen(end) && wn_str_ends(s, wn_str_of(end));
}

/* Most names end in no title: their last character says so at once. */
static bool may_have_title(wn_str name)
{
    static const uint16_t last[] = {
        /* the last characters of all titles */
        0x4e66, 0x4e8b, 0x4eba, 0x4efb, 0x5085, 0x53d4, 0x54e5, 0x58eb,
        0x592a, 0x592b, 0x59d0, 0x5ac2, 0x5de5, 0x5e08, 0x5e2b, 0x5fd7,
        0x603b, 0x6388, 0x66f8, 0x677f, 0x7406, 0x751f, 0x76d1, 0x76e3,
        0x7ba1, 0x7d93, 0x7e3d, 0x8463, 0x88c1, 0x8ba1, 0x9577, 0x957f,
    };
    size_t at = name.len - 3;
    bool found = false;

    if (name.len < 6)
        return false;
    uint32_t c = wn_utf8_next(name, &at);
    for (size_t i = 0; i < WN_COUNT(last); i++)
        found |= last[i] == c;
    return found;
}

static wn_str cut_title(wn_str name, wn_str *title)
{
    size_t best = 0;

    *title = (wn_str){name.ptr + name.len, 0};
    if (!may_have_title(name))
        return name;
    for (size_t i = 0; i < WN_COUNT(titles); i++)
        if (ends_with(name, titles[i]) && strlen(titles[i]) > best)
            best = strlen(titles[i]);
    for (size_t i = 0; i < WN_COUNT(short_titles) && best == 0; i++)
        if (ends_with(name, short_titles[i]) &&
            (name.len == 6 || (i == 0 && name.len >= 9)))
            best = 3;
    *title = (wn_str){name.ptr + name.len - best, best};
    return (wn_str){name.ptr, name.len - best};
}

static size_t family_length(wn_str name)
{
    char plain[16];
    size_t at = 0, len = 0, first;

    wn_utf8_next(name, &at);
    first = at;
    if (name.len <= first)
        return first;
    for (at = 0; at < name.len && len < 6;) /* 歐陽 is 欧阳 */
        len += wn_utf8_put(plain + len, wn_simplified(wn_utf8_next(name, &at)));
    return len == 6 && wn_compound_surname((wn_str){plain, 6}) ? at : first;
}

void han_name_parse(wn_str name, han_name *out)
{
    *out = (han_name){0};
    if (name.len == 0)
        return;
    wn_str bare = cut_title(name, &out->title);
    size_t family = family_length(bare);
    const char *dot = memmem(bare.ptr, bare.len, "·", 2);
    if (dot && dot > bare.ptr) /* 阿凡提·买买提: not a Chinese family name */
        family = bare.len;
    out->family = (wn_str){bare.ptr, family};
    out->given = (wn_str){bare.ptr + family, bare.len - family};
}
