/*
 * address.c - postal addresses: on one line, blanks and width put right; parts of
 * Chinese ones by cn_address.c, and postcodes by the pattern of the country.
 */
#include "cn_address.h"
#include "tidy.h"
#include "winnow/han.h"
#include "winnow/transform.h"

#include <string.h>

enum {
    PART_FULL,
    PART_PROVINCE,
    PART_CITY,
    PART_DISTRICT,
    PART_CODE,
    PART_DETAIL,
    PART_POSTCODE,
    PART_COUNTRY
};
static const char *const parts[] = {"full",   "province", "city",    "district", "code",
                                    "detail", "postcode", "country", NULL};
enum { LINES_JOIN, LINES_KEEP };
static const char *const line_choices[] = {"join", "keep", NULL};

extern const wn_transform wn_transform_country;

struct config {
    int part, lines;
    wn_str region;
};

static const wn_option options[] = {
    {.name = "part",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, part),
     .fallback = "full",
     .choices = parts,
     .en = "take this part only; province to code (GB/T 2260) of Chinese addresses",
     .zh = "只取这一部分；省、市、区县、代码（GB/T 2260）用于中国地址"},
    {.name = "lines",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, lines),
     .fallback = "join",
     .choices = line_choices,
     .en = "keep: the lines of the address stay apart",
     .zh = "keep：保留地址的分行"},
    {.name = "region",
     .type = WN_OPT_REGION,
     .offset = offsetof(struct config, region),
     .fallback = "CN",
     .en = "country whose postcodes are looked for",
     .zh = "按哪个国家的邮编格式查找"},
    {.type = WN_OPT_END},
};

/* Postcodes: 9 a digit, A a letter, other characters as such. */
static const struct {
    const char *regions, *pattern;
} postcodes[] = {
    {"CN SG IN RU RO KZ VN", "999999"},
    {"US DE FR ES IT FI MX KR TR UA TH MY ID", "99999"},
    {"US", "99999-9999"},
    {"GB", "AA9 9AA"},
    {"GB", "A9 9AA"},
    {"GB", "A99 9AA"},
    {"GB", "AA99 9AA"},
    {"GB", "A9A 9AA"},
    {"GB", "AA9A 9AA"},
    {"CA", "A9A 9A9"},
    {"NL", "9999 AA"},
    {"AT CH BE DK NO AU NZ HU BG LU ZA SI", "9999"},
    {"JP", "999-9999"},
    {"BR", "99999-999"},
    {"PL", "99-999"},
    {"PT", "9999-999"},
    {"SE CZ SK GR", "999 99"},
    {"IL", "9999999"},
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool fits(wn_str s, size_t at, const char *pattern)
{
    size_t len = strlen(pattern);

    if (s.len - at < len || (at > 0 && is_alnum(s.ptr[at - 1])) ||
        (at + len < s.len && is_alnum(s.ptr[at + len])))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = s.ptr[at + i];
        bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (pattern[i] == '9' ? !digit : pattern[i] == 'A' ? !letter : c != pattern[i])
            return false;
    }
    return true;
}

/* The last that fits: house numbers stand before it. */
static wn_str postcode_of(wn_str s, wn_str region)
{
    wn_str found = WN_STR("");

    for (size_t p = 0; p < WN_COUNT(postcodes) && region.len == 2; p++) {
        if (!memmem(postcodes[p].regions, strlen(postcodes[p].regions), region.ptr, 2))
            continue;
        for (size_t at = 0; at < s.len; at++)
            if (fits(s, at, postcodes[p].pattern) &&
                (!found.len || s.ptr + at > found.ptr ||
                 strlen(postcodes[p].pattern) > found.len))
                found = (wn_str){s.ptr + at, strlen(postcodes[p].pattern)};
    }
    return found;
}

static wn_str behind_last(wn_str s, char mark)
{
    const char *found = s.len ? memrchr(s.ptr, mark, s.len) : NULL;

    return found ? wn_str_trim((wn_str){found + 1, (size_t)(s.ptr + s.len - found - 1)})
                 : s;
}

/* Its ISO code: the last part is its name in any language, or its last one to three
 * words are; an address of a Chinese division is in CN. */
static wn_str country_of(wn_str s, wn_arena *arena)
{
    wn_str last = behind_last(behind_last(s, ','), '\n');
    wn_cleaned out = {0};
    cn_address a;

    for (size_t from = last.len + 1, words = 0; words < 4 && from > 1; words++) {
        size_t at = words ? from - 1 : 0;
        while (words && at > 0 && last.ptr[at - 1] != ' ')
            at--;
        wn_str name = {last.ptr + at, last.len - at};
        if (name.len > 2 &&
            wn_transform_country.apply(name, NULL, arena, &out) == WN_CLEAN)
            return out.value;
        from = words ? at : last.len + 1;
    }
    return cn_address_parse(cn_address_text(s, arena), &a) ? WN_STR("CN") : WN_STR("");
}

static wn_str part_of(wn_str s, const struct config *c, wn_arena *arena)
{
    cn_address a;

    if (c->part == PART_COUNTRY)
        return country_of(s, arena);
    if (c->part == PART_POSTCODE)
        return postcode_of(s, c->region);
    wn_str text = cn_address_text(s, arena);
    if (!cn_address_parse(text, &a))
        return c->part == PART_DETAIL ? text : WN_STR("");
    switch (c->part) {
    case PART_PROVINCE:
        return a.province;
    case PART_CITY:
        return a.city;
    case PART_DISTRICT:
        return a.district;
    case PART_CODE:
        return wn_arena_format(arena, "%06d", a.code);
    default:
        return a.detail;
    }
}

static bool is_only_marks(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" ,.-/;:\n", s.ptr[i]))
            return false;
    return true;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    bool lines = c->lines == LINES_KEEP || c->part == PART_COUNTRY;
    wn_str s = tidy(in, lines ? TIDY_LINES : 0, arena);

    while (s.len > 0 && strchr(" ,;\n", s.ptr[0]))
        s = (wn_str){s.ptr + 1, s.len - 1};
    while (s.len > 0 && strchr(" ,;\n", s.ptr[s.len - 1]))
        s.len--;
    if (is_only_marks(s))
        return WN_EMPTY;
    out->value = c->part == PART_FULL ? s : part_of(s, c, arena);
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static const wn_example examples[] = {
    {NULL, "北京市西城区新华路４７号", "北京市西城区新华路47号"},
    {NULL, "2270 Second Road,\n New York", "2270 Second Road, New York"},
    {"part=province", "杭州市西湖区文三路1号", "浙江省"},
    {"part=city", "廣東省深圳市南山區", "深圳市"},
    {"part=city", "上海浦东新区世纪大道100号", "上海市"},
    {"part=district", "四川省成都市新津县金华镇", "新津区"},
    {"part=code", "浙江省杭州市西湖区", "330106"},
    {"part=detail", "北海市重庆路11号", "重庆路11号"},
    {"part=postcode", "北京市海淀区中关村大街1号 100080", "100080"},
    {"part=postcode region=GB", "10 Downing Street, London SW1A 2AA", "SW1A 2AA"},
    {"lines=keep", "10 Main St\r\n Springfield", "10 Main St\nSpringfield"},
    {"part=country", "Hauptstr. 1, 10115 Berlin, Deutschland", "DE"},
    {"part=country", "10 Downing St\nLondon SW1A 2AA United Kingdom", "GB"},
    {"part=country", "浙江省杭州市西湖区", "CN"},
    {"part=country", "10 Main St, Springfield", ""},
    {"part=city", "鼓楼区中山路1号", ""},
    {NULL, ", , ", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_address = {
    .name = "address",
    .en = "a postal address on one line; its parts, for Chinese ones",
    .zh = "地址，整理为一行；中国地址可取省、市、区县",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_ADDRESS,
    .sql = "TEXT",
    .mask = "all",
    .apply = apply,
    .examples = examples,
};
