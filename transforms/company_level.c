/*
 * company_level.c - what a company's name says about its place in a group: a holding or a
 * branch. A holding and the company that it holds share name, address and switchboard,
 * but are two companies. So are a customer and the part of it that is named after a
 * colon.
 */
#include "winnow/transform.h"

#include "transforms.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

enum { HOLDING = 1, BRANCH = 2, PART = 4 };

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

unsigned wn_company_level(wn_str name)
{
    char room[512];
    size_t len = 0;
    unsigned level = 0;

    for (size_t at = 0; at < name.len && len + 4 < sizeof(room);)
        len += wn_utf8_put(room + len,
                           wn_lower(wn_simplified(wn_narrow(wn_utf8_next(name, &at)))));
    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (holds((wn_str){room, len}, words[i].word))
            level |= words[i].level;
    const char *colon =
        memchr(room, ':', len); /* "Alder Nursery:Greenhouse": one of its jobs */
    if (colon && colon > room && colon + 1 < room + len)
        level |= PART;
    return level;
}
