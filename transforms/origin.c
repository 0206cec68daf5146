/*
 * origin.c - does a telephone number, a domain or a postcode fit the place that stands
 * beside it? What several countries share says nothing.
 */
#include "winnow/origin.h"

#include "cn_address.h"
#include "phone_number.h"
#include "postcode.h"
#include "region.h"

#include <string.h>

/* Countries and their parts. */
static const char *const wholes[] = {
    "CN HK MO TW",    "US PR GU VI AS MP UM",
    "GB GG JE IM",    "FR GP RE MQ GF YT BL MF PM NC PF WF",
    "NL CW AW BQ SX", "DK GL FO",
    "AU CX CC NF",    "NZ CK NU TK",
    "FI AX",          "NO SJ",
    "IT VA",          "MA EH"};

static wn_agreement agreement(const char *a, const char *b)
{
    if (!a || !b)
        return WN_SAYS_NOTHING;
    for (size_t i = 0; i < WN_COUNT(wholes) && strcmp(a, b) != 0; i++)
        if (strstr(wholes[i], a) && strstr(wholes[i], b))
            return WN_AGREES;
    return strcmp(a, b) != 0 ? WN_DISAGREES : WN_AGREES;
}

const char *wn_origin_of(wn_str text, wn_place place, wn_arena *arena)
{
    return region_ask(text, place, arena).sure;
}

wn_agreement wn_origin_of_phone(wn_str phone, const char *region)
{
    phone_number number;

    if (!phone_parse(phone, WN_STR(""), &number) || number.type == PHONE_UNKNOWN)
        return WN_SAYS_NOTHING;
    const char *its = phone_region_id(&number);
    if (strlen(its) != 2 || (number.code == 1 && number.type < PHONE_FIXED))
        return WN_SAYS_NOTHING; /* 800 is of all North America */
    return agreement(its, region);
}

/* Ends of domains that are a country's, and that everybody registers. */
static bool is_everybodys(const char end[3])
{
    static const char ends[] = "ac ag ai am bz cc cd co cx dj fm ga gg gl gq gs hm im io "
                               "la ly md me ml ms mu nf nu pn pw sc sh so sr st su sx tc "
                               "tk tl to tv vc vg vu ws cf eu";

    return strstr(ends, end) != NULL;
}

static const struct {
    const char *end, *region;
} other_ends[] = {{"uk", "GB"},          {"xn--fiqs8s", "CN"},    {"xn--fiqz9s", "CN"},
                  {"xn--p1ai", "RU"},    {"xn--j6w193g", "HK"},   {"xn--kpry57d", "TW"},
                  {"xn--kprw13d", "TW"}, {"xn--3e0b707e", "KR"},  {"xn--j1amh", "UA"},
                  {"xn--90ais", "BY"},   {"xn--mgbaam7a8h", "AE"}};

static const char *region_of_end(wn_str end, wn_arena *arena)
{
    char two[3] = {0};

    for (size_t i = 0; i < WN_COUNT(other_ends); i++)
        if (wn_str_equal(end, wn_str_of(other_ends[i].end)))
            return other_ends[i].region;
    if (end.len != 2)
        return NULL;
    memcpy(two, end.ptr, 2);
    return is_everybodys(two) ? NULL : wn_origin_of(end, WN_PLACE_COUNTRY, arena);
}

wn_agreement wn_origin_of_domain(wn_str domain, const char *region, wn_arena *arena)
{
    const char *dot = domain.len ? memrchr(domain.ptr, '.', domain.len) : NULL;
    wn_str end = {dot ? dot + 1 : NULL,
                  dot ? (size_t)(domain.ptr + domain.len - dot - 1) : 0};

    if (!dot || wn_mailbox_is_private(domain))
        return WN_SAYS_NOTHING;
    return agreement(region_of_end(end, arena), region);
}

/* ---- postcodes ------------------------------------------------------------------------
 */

/* The first digits of a Chinese postcode and the provinces (GB/T 2260) that have such;
 * what stands first is asked first. 鄂伦春 and 扎兰屯 are reached from Heilongjiang,
 * 乌兰浩特 from Jilin. */
static const struct {
    const char *from, *to;
    int province, also;
} zones[] = {{"137", "137", 22, 15}, {"162", "162", 23, 15}, {"165", "165", 23, 15},
             {"010", "029", 15, 0},  {"030", "049", 14, 0},  {"050", "079", 13, 0},
             {"100", "109", 11, 0},  {"110", "129", 21, 0},  {"130", "139", 22, 0},
             {"150", "169", 23, 0},  {"200", "209", 31, 0},  {"210", "229", 32, 0},
             {"230", "249", 34, 0},  {"250", "279", 37, 0},  {"300", "309", 12, 0},
             {"310", "329", 33, 0},  {"330", "349", 36, 0},  {"350", "369", 35, 0},
             {"400", "409", 50, 0},  {"410", "429", 43, 0},  {"430", "449", 42, 0},
             {"450", "479", 41, 0},  {"510", "529", 44, 0},  {"530", "549", 45, 0},
             {"550", "569", 52, 0},  {"570", "579", 46, 0},  {"610", "649", 51, 0},
             {"650", "679", 53, 0},  {"710", "729", 61, 0},  {"730", "749", 62, 0},
             {"750", "759", 64, 0},  {"810", "819", 63, 0},  {"830", "849", 65, 0},
             {"850", "869", 54, 0},  {"999", "999", 81, 82}};

static wn_agreement of_province(wn_str postcode, int province)
{
    if (postcode.len != 6 || wn_str_span(postcode, "0123456789") < 6)
        return WN_SAYS_NOTHING;
    for (size_t i = 0; i < WN_COUNT(zones); i++)
        if (memcmp(postcode.ptr, zones[i].from, 3) >= 0 &&
            memcmp(postcode.ptr, zones[i].to, 3) <= 0)
            return province == zones[i].province || province == zones[i].also
                       ? WN_AGREES
                       : WN_DISAGREES;
    return WN_DISAGREES; /* no province has it */
}

wn_agreement wn_origin_of_postcode(wn_str postcode, wn_str text, wn_place place,
                                   wn_arena *arena)
{
    const char *region = wn_origin_of(text, place, arena);
    cn_address address;

    if (!region || strcmp(region, "CN") != 0 || place == WN_PLACE_COUNTRY ||
        !cn_address_parse(cn_address_text(text, arena), &address))
        return agreement(postcode_region(postcode), region);
    wn_agreement found = of_province(postcode, address.code / 10000);
    return found ? found : agreement(postcode_region(postcode), region);
}
