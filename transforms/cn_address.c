/*
 * cn_address.c - from left to right: province, city, district, each by its whole name
 * or its short one, each inside of the one before.
 */
#include "cn_address.h"

#include "winnow/han.h"
#include "winnow/text.h"

#include <string.h>

struct division {
    const char *name, *now;
    int code; /* GB/T 2260: province * 10000 + city * 100 + district */
    bool is_short;
};

#include "divisions.inc"

#define LONGEST 45 /* bytes of a name: fifteen characters */

enum { PROVINCE, CITY, DISTRICT };

static int level_of(int code)
{
    return code % 10000 == 0 ? PROVINCE : code % 100 == 0 ? CITY : DISTRICT;
}

static size_t first_named(wn_str name)
{
    size_t low = 0, high = WN_COUNT(divisions);

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strncmp(divisions[middle].name, name.ptr, name.len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_named(const struct division *d, wn_str name)
{
    return wn_str_equal(wn_str_of(d->name), name); /* which may hold a NUL */
}

/* Is the division inside of the one found before? */
static bool is_inside(int code, int within)
{
    if (within == 0)
        return true;
    if (level_of(code) <= level_of(within))
        return false;
    return level_of(within) == PROVINCE ? code / 10000 == within / 10000
                                        : code / 100 == within / 100;
}

/* 重庆路 in Beihai and 长安街 are roads: a short name is no place before such a word. */
static bool is_road(wn_str rest)
{
    static const char *const words[] = {"路", "街", "道", "巷", "大", "桥",
                                        "站", "里", "镇", "乡", "村", "社区"};

    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (rest.len >= strlen(words[i]) && !memcmp(rest.ptr, words[i], strlen(words[i])))
            return true;
    return false;
}

/* The division of this name inside of `within`, if it is only one, or one is above the
 * others (湘潭 is the city before it is the county). */
static const struct division *choose(wn_str name, wn_str rest, int within)
{
    const struct division *found = NULL;

    for (size_t i = first_named(name);
         i < WN_COUNT(divisions) && is_named(&divisions[i], name); i++) {
        const struct division *d = &divisions[i];
        if (!is_inside(d->code, within) || (d->is_short && is_road(rest)))
            continue;
        bool rivals = found && found->is_short == d->is_short &&
                      level_of(found->code) == level_of(d->code);
        if (!found)
            found = d;
        else if (rivals &&
                 (strcmp(found->now, d->now) != 0 ||
                  (level_of(d->code) == DISTRICT && found->code / 100 != d->code / 100)))
            return NULL; /* 鼓楼区 of five cities */
    }
    return found;
}

static const struct division *next_division(wn_str text, int within, size_t *len)
{
    for (*len = text.len < LONGEST ? text.len - text.len % 3 : LONGEST; *len >= 6;
         *len -= 3) {
        const struct division *d = choose(
            (wn_str){text.ptr, *len}, (wn_str){text.ptr + *len, text.len - *len}, within);
        if (d)
            return d;
    }
    return NULL;
}

static wn_str name_of(int code)
{
    const struct division_name *found =
        wn_find_key(divisions_by_code, WN_COUNT(divisions_by_code),
                    sizeof(*divisions_by_code), (uint32_t)code);

    return wn_str_of(found ? found->now : NULL);
}

/* Beijing, Tianjin, Shanghai, Chongqing: the province is the city. */
static bool is_municipality(int code)
{
    int province = code / 10000;

    return province == 11 || province == 12 || province == 31 || province == 50;
}

wn_str cn_address_text(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len * 3 + 4);
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t read = wn_utf8_next(s, &at);
        uint32_t c = wn_narrow(read == 0x4E7E ? read : wn_simplified(read)); /* 乾县 */
        if (c != ' ' && c != ',' && c != 0x3001)
            len += wn_utf8_put(out + len, c);
    }
    wn_str text = {out, len};
    if (text.len > 6 && !memcmp(text.ptr, "中国", 6))
        text = (wn_str){text.ptr + 6, text.len - 6};
    size_t code = wn_str_span(text, "0123456789");
    return code == 6 ? (wn_str){text.ptr + 6, text.len - 6} : text;
}

bool cn_address_parse(wn_str text, cn_address *out)
{
    int within = 0;

    *out = (cn_address){.detail = text};
    for (int i = 0; i < 3; i++) {
        size_t len;
        const struct division *d = next_division(out->detail, within, &len);
        if (!d)
            break;
        within = d->code;
        if (level_of(within) == DISTRICT)
            out->district = wn_str_of(d->now);
        out->detail = (wn_str){out->detail.ptr + len, out->detail.len - len};
        /* 上海市上海市浦东新区: as forms with a field for each print it */
        if (is_municipality(within) && level_of(within) == PROVINCE &&
            out->detail.len > 9 && !memcmp(out->detail.ptr, text.ptr, len))
            out->detail = (wn_str){out->detail.ptr + len, out->detail.len - len};
    }
    if (within == 0)
        return false;
    out->code = within / 10000 == 71 ? 710000 : within;
    out->province = name_of(within / 10000 * 10000);
    if (is_municipality(within))
        out->city = out->province;
    else if (level_of(within) != PROVINCE)
        out->city = name_of(within / 100 * 100);
    return true;
}
