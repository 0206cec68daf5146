/*
 * han_name.c - names in Chinese characters: family name first, of one or two characters;
 * title last.
 *
 * Family names come from a list (asian_names.tsv; those of two characters from
 * core/surnames.tsv). A name that begins with none of them is not taken apart, nor one
 * that may be Chinese or Japanese (田中健).
 */
#include "han_name.h"

#include "asian_names.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

/* Longest first. A title of one character is cut off only after a family name (王总), or
 * if it is never part of a given name (张伟总). */
static const char *const titles[] = {
    "副总经理", "总经理", "副经理", "董事长", "工程师", "总工程师", "先生", "女士",
    "小姐",     "太太",   "夫人",   "同志",   "老师",   "教授",     "医生", "大夫",
    "博士",     "律师",   "经理",   "总监",   "主任",   "董事",     "总裁", "副总",
    "主管",     "会计",   "店长",   "校长",   "院长",   "局长",     "处长", "科长",
    "部长",     "厂长",   "所长",   "行长",   "队长",   "老板",     "师傅", "助理",
    "秘书",     "總經理", "經理",   "董事長", "總監",   "老師",     "醫生", "總裁",
    "總",       "様",     "书记",   "大哥",   "大姐",   "大爷",     "大叔", "大妈",
    "大嫂",     "阿姨",   "叔叔",   "站长",   "组长",   "主席",     "会长", "县长",
    "市长",     "区长",   "镇长",   "村长",   "班长",   "教练",     "导师", "护士",
    "学长",     "学姐",   "师兄",   "师姐"};
/* They follow a family name; the first of them a whole name, too (张伟总, 张伟哥, not
 * 刘三姐). */
static const char *const short_titles[] = {"总", "哥", "姐", "工", "董", "叔", "嫂",
                                           "局", "处", "部", "院", "厂", "队", "所",
                                           "导", "校", "姨", "爷", "伯"};
#define BEHIND_NAMES 3

bool han_name_is_courtesy(wn_str title)
{
    static const char *const words[] = {"先生", "女士", "小姐", "太太",
                                        "夫人", "同志", "様"};

    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (wn_str_equal(title, wn_str_of(words[i])))
            return true;
    return false;
}

bool han_name_is_title(wn_str s)
{
    for (size_t i = 0; i < WN_COUNT(short_titles); i++)
        if (wn_str_equal(s, wn_str_of(short_titles[i])))
            return true;
    return false;
}

static bool ends_with(wn_str s, const char *end)
{
    return s.len > strlen(end) && wn_str_ends(s, wn_str_of(end));
}

/* A quick test by the last character: most names have no title. */
static bool may_have_title(wn_str name)
{
    static const uint16_t last[] = {
        /* the last characters of all titles */
        0x4e66, 0x4e8b, 0x4eba, 0x4efb, 0x4f2f, 0x5085, 0x5144, 0x5382, 0x53d4, 0x54e5,
        0x58eb, 0x5904, 0x592a, 0x592b, 0x5988, 0x59d0, 0x59e8, 0x5ac2, 0x5bfc, 0x5c40,
        0x5de5, 0x5e08, 0x5e2b, 0x5e2d, 0x5fd7, 0x603b, 0x6240, 0x6388, 0x677f, 0x6821,
        0x69d8, 0x7237, 0x7406, 0x751f, 0x76d1, 0x76e3, 0x7ba1, 0x7e3d, 0x7ec3, 0x8463,
        0x88c1, 0x8ba1, 0x8bb0, 0x90e8, 0x9577, 0x957f, 0x961f, 0x9662,
    };
    size_t at = name.len - 3;
    bool found = false;

    if (name.len < 6)
        return false;
    uint32_t character = wn_utf8_next(name, &at);
    uint16_t c = character < 0x10000 ? (uint16_t)character : 0; /* eight at a time */
    for (size_t i = 0; i < WN_COUNT(last); i++)
        found |= last[i] == c;
    return found;
}

/* Is it 小王, 老张, 大刘, where the family name alone is known? Given names begin with
 * 小, too (小林), so it must be a common one; 老 stands before family names only. */
static bool is_familiar(wn_str s)
{
    if (s.len < 6 || s.len > 9)
        return false;
    size_t at = 0;
    uint32_t calling = wn_utf8_next(s, &at);
    bool old = calling == 0x8001; /* 老 */
    wn_str family = {s.ptr + 3, s.len - 3};

    if (!old && calling != 0x5C0F && calling != 0x5927) /* 小, 大 */
        return false;
    if (family.len == 6)
        return wn_compound_surname(family) != NULL;
    at = 0;
    return asian_common(family) || (old && asian_chinese(wn_utf8_next(family, &at)));
}

/* Can the title of one character be cut off the name: 王总, 欧阳总, 小张工, 张伟哥? */
static bool may_follow(wn_str bare, size_t title)
{
    if (bare.len == 3 || is_familiar(bare) ||
        (bare.len == 6 && wn_compound_surname(bare)))
        return true;
    if (bare.len < 6 || title >= BEHIND_NAMES)
        return false;
    static const char numbers[] = "大小一二三四五六七八九十老";
    for (size_t i = 0; i + 3 < sizeof(numbers) && title > 0; i += 3)
        if (!memcmp(bare.ptr + bare.len - 3, numbers + i, 3))
            return false;
    return true;
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
            may_follow(wn_str_trim((wn_str){name.ptr, name.len - 3}), i))
            best = 3;
    *title = (wn_str){name.ptr + name.len - best, best};
    return wn_str_trim((wn_str){name.ptr, name.len - best});
}

/* ---- family names ------------------------------------------------------------------ */

#define MOST 16

typedef struct characters { /* of a name: where each begins */
    wn_str text;
    size_t at[MOST + 1], count;
} characters;

static void count_characters(wn_str s, characters *c)
{
    size_t at = 0;

    *c = (characters){.text = s};
    while (at < s.len && c->count < MOST) {
        c->at[c->count++] = at;
        wn_utf8_next(s, &at);
    }
    c->at[c->count] = at;
}

static bool is_chinese(const characters *c, size_t i)
{
    size_t at = c->at[i];

    return i < c->count && asian_chinese(wn_utf8_next(c->text, &at));
}

/* How many characters the Japanese family name at the beginning has; 0: there is none.
 * `only`: Chinese names do not begin so. */
static size_t japanese(const characters *c, bool *only)
{
    for (size_t n = c->count < 3 ? c->count : 3; n > 0; n--) {
        char family = asian_japanese((wn_str){c->text.ptr, c->at[n]});
        *only = family == 'j';
        if (family)
            return n;
    }
    return 0;
}

/* How many characters the family name has. *unsure: this is only the most likely. */
static size_t family_length(const characters *c, bool *unsure)
{
    bool only = false, first = is_chinese(c, 0);
    size_t n = c->count, other = japanese(c, &only);

    *unsure = false;
    if (n > 1 && wn_compound_surname(c->text))
        return 2;
    if (first && !other && n < 4)
        return 1;
    if (other > 1 && (n > 3 || (only && (!first || n == 3)))) {
        *unsure = n > other + 3;
        return other;
    }
    if (n == 4 && first && is_chinese(c, 1)) { /* 张王淑芬 */
        *unsure = true;
        return 2;
    }
    *unsure = (n > 1 && !first && !other) || n > 3 || (other > 1 && other <= n);
    return 1;
}

/* Is the text before the blank a family name: 张 三, 鈴木 一郎, 张王 淑芬? Not in 晓明
 * 张. */
static bool is_family(wn_str s)
{
    characters c;
    bool only;

    count_characters(s, &c);
    return c.count == 1 || japanese(&c, &only) == c.count ||
           (c.count == 2 && wn_compound_surname(s)) ||
           (c.count == 2 && is_chinese(&c, 0) && is_chinese(&c, 1));
}

/* 小强, 阿强: by whichever part of the name they are called. */
static bool is_calling(const characters *c)
{
    static const char callings[] = "阿小老大";

    for (size_t i = 0; i + 3 < sizeof(callings); i += 3)
        if (c->count == 2 && c->at[1] == 3 && !memcmp(c->text.ptr, callings + i, 3))
            return true;
    return false;
}

/* 鹏华老师: is what stands before the title a given name of two characters? */
static bool is_given(const characters *c)
{
    return c->count == 2 && !is_chinese(c, 0) && !is_calling(c);
}

/* 芳姐: is the only character before the title no family name? */
static bool is_alone(const characters *c, wn_str title)
{
    return title.len > 0 && c->count == 1 && !is_chinese(c, 0);
}

static void split(han_name *out, wn_str s, size_t family, size_t from)
{
    out->family = (wn_str){s.ptr, family};
    out->given = (wn_str){s.ptr + from, s.len - from};
}

void han_name_parse(wn_str name, han_name *out)
{
    characters c;

    *out = (han_name){0};
    if (name.len == 0)
        return;
    wn_str bare = cut_title(name, &out->title);
    const char *dot = memmem(bare.ptr, bare.len, "\xC2\xB7", 2);
    if (dot && dot > bare.ptr) { /* 阿凡提·买买提: not a Chinese family name */
        split(out, bare, bare.len, bare.len);
        out->dotted = out->unsure = true;
        return;
    }
    const char *blank = memchr(bare.ptr, ' ', bare.len);
    if (blank) {
        size_t before = (size_t)(blank - bare.ptr);
        split(out, bare, before, before + 1);
        out->unsure = !is_family(out->family);
        return;
    }
    if (bare.len < 12 && (out->familiar = is_familiar(bare))) {
        split(out, (wn_str){bare.ptr + 3, bare.len - 3}, bare.len - 3, bare.len - 3);
        return;
    }
    count_characters(bare, &c);
    size_t family = family_length(&c, &out->unsure);
    if (out->title.len && out->unsure && is_given(&c))
        family = 0;
    out->unsure = out->unsure || is_alone(&c, out->title) || is_calling(&c);
    split(out, bare, c.at[family], c.at[family]);
}

/* ---- dots, kana, hangul ----------------------------------------------------------- */

static bool is_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 ||
           c == 0x30FB || c == 0xFF65 || c == '.' || c == 0x2024 || c == 0x25CF ||
           c == 0x2E31 || c == 0x387 || c == 0xFF0E;
}

wn_str han_name_dots(wn_str name, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, name.len * 2); /* . is shorter than · */
    size_t len = 0;
    bool han = false, other = false;

    for (size_t at = 0; at < name.len;) {
        size_t next;
        uint32_t c = wn_utf8_next(name, &at);
        other = other || (!is_dot(c) && !wn_is_han(c));
        next = at;
        bool dot =
            is_dot(c) && han && at < name.len && wn_is_han(wn_utf8_next(name, &next));
        len += wn_utf8_put(out + len, dot ? 0xB7 : c);
        han = wn_is_han(c);
    }
    return other ? name : (wn_str){out, len};
}

/* Is it a Korean family name, of one or two syllables? */
static bool is_korean(wn_str s)
{
    static const char one[] =
        "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민"
        "진지엄"
        "채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";
    static const char *const two[] = {"남궁", "황보", "제갈", "사공",
                                      "선우", "서문", "독고", "동방"};

    for (size_t i = 0; s.len == 3 && i + 3 < sizeof(one); i += 3)
        if (!memcmp(one + i, s.ptr, 3))
            return true;
    for (size_t i = 0; s.len == 6 && i < WN_COUNT(two); i++)
        if (!memcmp(two[i], s.ptr, 6))
            return true;
    return false;
}

/* Splits a Korean name: 김서연, 남궁서연. Of three syllables the first is the family
 * name, unless the first two are one. */
static bool split_korean(wn_str name, wn_str *family, wn_str *given)
{
    size_t count = 0, len = 3;

    for (size_t at = 0; at < name.len; count++) {
        uint32_t c = wn_utf8_next(name, &at);
        if (c < 0xAC00 || c > 0xD7A3)
            return false;
    }
    bool two = count > 2 && is_korean((wn_str){name.ptr, 6});
    if (count == 4 && two)
        len = 6;
    else if (count != 1 && (count != 3 || two))
        return false;
    if (!is_korean((wn_str){name.ptr, len}))
        return false;
    *family = (wn_str){name.ptr, len};
    *given = (wn_str){name.ptr + len, name.len - len};
    return true;
}

wn_str han_name_honorific(wn_str name, wn_str *title, bool *courtesy)
{
    static const char *const polite[] = {"님", "씨", "様", "さん", "さま", "殿"};
    static const char *const ranks[] = {
        "본부장", "부장", "과장", "차장", "대리", "사장", "이사", "팀장", "대표", "전무",
        "상무",   "실장", "주임", "사원", "회장", "원장", "교수", "박사", "선생"};
    wn_str bare = name;

    *courtesy = true;
    for (size_t i = 0; i < WN_COUNT(polite); i++)
        if (bare.len == name.len && ends_with(bare, polite[i]))
            bare = wn_str_trim((wn_str){bare.ptr, bare.len - strlen(polite[i])});
    for (size_t i = 0; i < WN_COUNT(ranks); i++)
        if (*courtesy && ends_with(bare, ranks[i])) {
            bare = wn_str_trim((wn_str){bare.ptr, bare.len - strlen(ranks[i])});
            *courtesy = false;
        }
    size_t behind = bare.len;
    while (behind < name.len && name.ptr[behind] == ' ')
        behind++;
    *title = (wn_str){name.ptr + behind, name.len - behind};
    return bare;
}

bool han_name_syllabic(wn_str name, wn_str *family, wn_str *given)
{
    const char *blank = memchr(name.ptr, ' ', name.len);
    bool han = true;

    *family = *given = WN_STR("");
    if (!blank && split_korean(name, family, given))
        return true;
    if (!blank || memchr(blank + 1, ' ', (size_t)(name.ptr + name.len - blank - 1)))
        return false;
    wn_str before = {name.ptr, (size_t)(blank - name.ptr)};
    for (size_t at = 0; at < before.len;) {
        uint32_t c = wn_utf8_next(before, &at);
        han = han && (wn_is_han(c) || c == 0x3005); /* 々 */
    }
    if (!han && (wn_utf8_count(before) > 1 || (unsigned char)before.ptr[0] < 0xEA))
        return false; /* one syllable of hangul */
    *family = before;
    *given = (wn_str){blank + 1, (size_t)(name.ptr + name.len - blank - 1)};
    return true;
}
