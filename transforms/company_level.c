/*
 * company_level.c - what a company's name says about its place in a group: the group, a
 * holding, a branch; and its legal form. A holding and the company that it holds share
 * name, address and switchboard, but are two companies. So are a customer and the part of
 * it that is named after a colon, and a Toledo Inc beside a Toledo LLC.
 */
#include "winnow/transform.h"

#include "company.h"
#include "company_words.h"
#include "transforms.h"
#include "core/han.h"
#include "core/hash.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

enum { HOLDING = 1, BRANCH = 2, PART = 4, GROUP = 8, INVESTMENT = 16 };

/* In small letters. Latin ones must be whole words. */
static const struct {
    const char *word;
    unsigned level;
} words[] = {{"holding", HOLDING},
             {"holdings", HOLDING},
             {"beteiligungsgesellschaft", HOLDING},
             {"холдинг", HOLDING},
             {"ホールディングス", HOLDING},
             {"홀딩스", HOLDING},
             {"控股", HOLDING},
             {"group", GROUP},
             {"gruppe", GROUP},
             {"groupe", GROUP},
             {"grupo", GROUP},
             {"gruppo", GROUP},
             {"grupa", GROUP},
             {"группа", GROUP},
             {"グループ", GROUP},
             {"그룹", GROUP},
             {"集团", GROUP},
             {"investment", INVESTMENT},
             {"investments", INVESTMENT},
             {"投资", INVESTMENT},
             {"branch", BRANCH},
             {"zweigniederlassung", BRANCH},
             {"niederlassung", BRANCH},
             {"succursale", BRANCH},
             {"sucursal", BRANCH},
             {"филиал", BRANCH},
             {"şubesi", BRANCH},
             {"分公司", BRANCH},
             {"分行", BRANCH},
             {"支行", BRANCH},
             {"分店", BRANCH},
             {"办事处", BRANCH},
             {"支店", BRANCH},
             {"営業所", BRANCH},
             {"지점", BRANCH}};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool holds(wn_str name, const char *word)
{
    size_t len = strlen(word);
    const char *at = name.ptr, *end = name.ptr + name.len;

    while ((at = memmem(at, (size_t)(end - at), word, len))) {
        bool whole = (at == name.ptr || !is_letter(at[-1])) &&
                     (at + len == end || !is_letter(at[len]));
        if (whole || (*word & 0x80))
            return true;
        at++;
    }
    return false;
}

/* Are the word's first and last byte, and the one in the middle, in the name at all? */
static bool may_hold(const bool *in_name, const char *word)
{
    size_t len = strlen(word);

    return in_name[(unsigned char)word[0]] && in_name[(unsigned char)word[len / 2]] &&
           in_name[(unsigned char)word[len - 1]];
}

unsigned wn_company_level(wn_str name)
{
    char room[512];
    size_t len = 0;
    unsigned level = 0;
    bool in_name[256] = {false};

    for (size_t at = 0; at < name.len && len + 4 < sizeof(room);)
        len += wn_utf8_put(room + len,
                           wn_lower(wn_simplified(wn_narrow(wn_utf8_next(name, &at)))));
    for (size_t i = 0; i < len; i++)
        in_name[(unsigned char)room[i]] = true;
    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (may_hold(in_name, words[i].word) && holds((wn_str){room, len}, words[i].word))
            level |= words[i].level;
    const char *colon =
        memchr(room, ':', len); /* "Alder Nursery:Greenhouse": one of its jobs */
    if (colon && colon > room && colon + 1 < room + len)
        level |= PART;
    return level;
}

/* ---- legal forms ------------------------------------------------------------------ */

/* Forms that are written for each other, or that a company takes without becoming another
 * one. 0: any form may stand for it. (A closed list: the code needs the classes.) */
static const struct {
    const char *form;
    unsigned kind;
} forms[] = {{"Inc.", 1},
             {"Corp.", 1},
             {"Co.", 0},
             {"Group", 0},
             {"公司", 0},
             {"总公司", 0},
             {"集团", 0},
             {"有限公司", 2},
             {"有限责任公司", 2},
             {"股份有限公司", 2},
             {"股份公司", 2},
             {"股份有限责任公司", 2},
             {"有限责任股份公司", 2},
             {"集团有限公司", 2},
             {"集团股份有限公司", 2},
             {"集团有限责任公司", 2},
             {"集团公司", 0},
             {"公司集团", 0},
             {"上市公司", 0},
             {"私人公司", 0},
             {"有限责任", 2},
             {"S.R.L.", 3},
             {"S.r.l.", 3},
             {"S.à r.l.", 3},
             {"org.", 0}};

uint64_t wn_company_form(wn_str name, wn_arena *arena)
{
    company c;

    company_parse(name, arena, &c);
    for (size_t i = 0; i < WN_COUNT(forms); i++)
        if (wn_str_equal(c.form, wn_str_of(forms[i].form)))
            return forms[i].kind;
    return c.form.len ? wn_hash(c.form, 1) | 1u << 8 : 0;
}

size_t wn_company_trade(wn_str key)
{
    size_t len = 0;

    for (size_t n; (n = company_trade_length((wn_str){key.ptr, key.len - len})) > 0 &&
                   len + n < key.len;)
        len += n;
    return len;
}
