/*
 * origin.c - does a telephone number, a domain or a postcode fit the place beside it?
 * What several countries share says nothing.
 */
#include "origin.h"

#include "cn_address.h"
#include "phone_number.h"
#include "postcode.h"
#include "region.h"

#include "core/memory.h"

#include <string.h>

/* Countries (first) and their parts. */
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
        return WN_SAYS_NOTHING; /* 800 is shared by North America */
    return agreement(its, region);
}

/* Country domains that everybody registers. */
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

wn_agreement wn_origin_of_postcode(wn_str postcode, wn_str text, wn_place place,
                                   bool states, wn_arena *arena)
{
    const char *region = wn_origin_of(text, place, arena);
    wn_agreement found = states && place == WN_PLACE_STATE
                             ? postcode_of_state(postcode, wn_str_trim(text))
                             : WN_SAYS_NOTHING;
    cn_address a;

    if (!found && region && !strcmp(region, "CN") && place != WN_PLACE_COUNTRY &&
        cn_address_parse(cn_address_text(text, arena), &a)) {
        found = postcode_of_province(postcode, a.code / 10000);
        if (found == WN_DISAGREES && a.new_province) /* 四川省万县市: an old one */
            return WN_SAYS_NOTHING;
    }
    return found ? found : agreement(postcode_region(postcode), region);
}
