/*
 * address.c - postal addresses: put on one line, with blanks and width cleaned. Parts of
 * Chinese addresses come from cn_address.c, postcodes from the pattern of the country.
 */
#include "cn_address.h"
#include "postcode.h"
#include "region.h"
#include "tidy.h"
#include "core/han.h"
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
     .en =
         "take this part only; province to code (GB/T 2260) of Chinese addresses, by the "
         "Ministry of Civil Affairs' table of 31 December 2024 and what was announced up "
         "to April 2026. A division that is no more gives today's, with the remark "
         "changed (of several: itself, and the suggestion names them). Empty where it is "
         "not certain: a road called like a city, a district of several cities. country: "
         "ISO 3166, of the name at the end, a Chinese division, or a state that nobody "
         "else has (New Jersey, and GA 30301; not Georgia, not GA alone)",
     .zh = "只取这一部分；省、市、区县、代码（GB/T 2260）用于中国地址，依据民政部截至 "
           "2024 年 12 月 "
           "31 日的区划代码及 2026 年 4 "
           "月前公布的变更。已撤销的区划给出现在的名称和代码，并标注 "
           "changed（分给几处的保留原名，建议值列出去向）。不确定则为空：与城市同名的道路"
           "、多个城市"
           "都有的区名。country 为 ISO 3166 "
           "代码，取自末尾的国名、中国区划，或只有一国才有的州省"
           "（New Jersey、GA 30301；不含 Georgia 和单独的 GA）"},
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

/* One part of a Chinese address. Where the written division is replaced by today's,
 * that is remarked as a change. */
static wn_str division_of(const cn_address *a, int part, wn_arena *arena, wn_cleaned *out)
{
    const struct {
        wn_str value;
        bool is_new;
    } divisions[] = {[PART_PROVINCE] = {a->province, a->new_province},
                     [PART_CITY] = {a->city, a->new_city},
                     [PART_DISTRICT] = {a->district, a->new_district},
                     [PART_CODE] = {WN_STR(""), a->new_code}};
    bool lowest = part == PART_DISTRICT || part == PART_CODE;

    if (divisions[part].is_new || (a->instead && lowest))
        out->remark = WN_REMARK_CHANGED;
    if (a->instead && lowest)
        out->advice = wn_str_of(a->instead);
    return part == PART_CODE ? wn_arena_format(arena, "%06d", a->code)
                             : divisions[part].value;
}

static wn_str part_of(wn_str s, const struct config *c, wn_arena *arena, wn_cleaned *out)
{
    cn_address a;

    if (c->part == PART_COUNTRY)
        return wn_str_of(region_ask(s, WN_PLACE_ADDRESS, arena).sure);
    if (c->part == PART_POSTCODE)
        return postcode_of(s, c->region);
    wn_str text = cn_address_text(s, arena);
    bool known = cn_address_parse(text, &a);
    if (c->part == PART_DETAIL)
        return a.detail;
    if (!known)
        return c->part == PART_DISTRICT ? a.district : WN_STR("");
    return division_of(&a, c->part, arena, out);
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
    wn_str s = tidy(in, TIDY_MARKUP | (lines ? TIDY_LINES : 0), arena);

    while (s.len > 0 && strchr(" ,;\n", s.ptr[0]))
        s = (wn_str){s.ptr + 1, s.len - 1};
    while (s.len > 0 && strchr(" ,;\n", s.ptr[s.len - 1]))
        s.len--;
    if (is_only_marks(s))
        return WN_EMPTY;
    out->value = c->part == PART_FULL ? s : part_of(s, c, arena, out);
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static const wn_example examples[] = {
    {NULL, "北京市西城区新华路４７号", "北京市西城区新华路47号"},
    {NULL, "2270 Second Road,\n New York", "2270 Second Road, New York"},
    {"part=province", "杭州市西湖区文三路1号", "浙江省"},
    {"part=city", "廣東省深圳市南山區", "深圳市"},
    {"part=city", "上海浦东新区世纪大道100号", "上海市"},
    {"part=district", "四川省成都市新津县金华镇", "新津区"},
    {"part=district", "浙江省/杭州市/西湖区", "西湖区"},
    {"part=district", "湖北省省直辖县级行政区划天门市人民路", "天门市"},
    {"part=code", "浙江省杭州市西湖区", "330106"},
    {"part=code", "上海市卢湾区淡水路1号", "310101"},
    {"part=city", "南京西路1168号", ""},
    {"part=detail", "北海市重庆路11号", "重庆路11号"},
    {"part=postcode", "北京市海淀区中关村大街1号 100080", "100080"},
    {"part=postcode region=US", "12345 Oak St, Troy, NY 12180, USA", "12180"},
    {"part=postcode region=US", "12345 Oak St, Troy, NY", ""},
    {"part=postcode region=GB", "10 Downing Street, London SW1A 2AA", "SW1A 2AA"},
    {"lines=keep", "10 Main St\r\n Springfield", "10 Main St\nSpringfield"},
    {"part=country", "Hauptstr. 1, 10115 Berlin, Deutschland", "DE"},
    {"part=country", "10 Downing St\nLondon SW1A 2AA United Kingdom", "GB"},
    {"part=country", "10 Downing Street, London SW1A 2AA", "GB"},
    {"part=country", "浙江省杭州市西湖区", "CN"},
    {"part=country", "10 Main St, Springfield", ""},
    {"part=country", "1 State St, Trenton, New Jersey", "US"},
    {"part=country", "Atlanta, GA 30301", "US"},
    {"part=country", "Atlanta, Georgia", ""},
    {"part=country", "Hohhot, Inner Mongolia", "CN"},
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
    .blanks = WN_BLANKS_WORDS,
    .sql = "TEXT",
    .mask = "all",
    .remarks = 1u << WN_REMARK_CHANGED,
    .apply = apply,
    .examples = examples,
};
