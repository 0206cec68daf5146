/*
 * postcode_place.c - the province or state of a postcode, by its first three digits. So
 * IL 62704 is Illinois but IL 6291401 is Israel, and 100080 is not in Shanghai.
 */
#include "postcode.h"

#include "core/memory.h"

#include <string.h>

/* The states, with their range of first three digits, both ends included. */
static const struct {
    const char *region, *state, *name;
    int from, to;
} states[] = {
    {"US", "AL", "alabama", 350, 369},
    {"US", "AK", "alaska", 995, 999},
    {"US", "AZ", "arizona", 850, 865},
    {"US", "AR", "arkansas", 716, 729},
    {"US", "CA", "california", 900, 961},
    {"US", "CO", "colorado", 800, 816},
    {"US", "CT", "connecticut", 60, 69},
    {"US", "DE", "delaware", 197, 199},
    {"US", "DC", "district of columbia", 200, 205},
    {"US", "FL", "florida", 320, 349},
    {"US", "GA", "georgia", 300, 319},
    {"US", "GA", "georgia", 398, 399},
    {"US", "HI", "hawaii", 967, 968},
    {"US", "ID", "idaho", 832, 838},
    {"US", "IL", "illinois", 600, 629},
    {"US", "IN", "indiana", 460, 479},
    {"US", "IA", "iowa", 500, 528},
    {"US", "KS", "kansas", 660, 679},
    {"US", "KY", "kentucky", 400, 427},
    {"US", "LA", "louisiana", 700, 714},
    {"US", "ME", "maine", 39, 49},
    {"US", "MD", "maryland", 206, 219},
    {"US", "MA", "massachusetts", 10, 27},
    {"US", "MA", "massachusetts", 55, 55},
    {"US", "MI", "michigan", 480, 499},
    {"US", "MN", "minnesota", 550, 567},
    {"US", "MS", "mississippi", 386, 397},
    {"US", "MO", "missouri", 630, 658},
    {"US", "MT", "montana", 590, 599},
    {"US", "NE", "nebraska", 680, 693},
    {"US", "NV", "nevada", 889, 898},
    {"US", "NH", "new hampshire", 30, 38},
    {"US", "NJ", "new jersey", 70, 89},
    {"US", "NM", "new mexico", 870, 884},
    {"US", "NY", "new york", 100, 149},
    {"US", "NY", "new york", 5, 5},
    {"US", "NY", "new york", 63, 63},
    {"US", "NC", "north carolina", 270, 289},
    {"US", "ND", "north dakota", 580, 588},
    {"US", "OH", "ohio", 430, 459},
    {"US", "OK", "oklahoma", 730, 749},
    {"US", "OR", "oregon", 970, 979},
    {"US", "PA", "pennsylvania", 150, 196},
    {"US", "PR", "puerto rico", 6, 9},
    {"US", "RI", "rhode island", 28, 29},
    {"US", "SC", "south carolina", 290, 299},
    {"US", "SD", "south dakota", 570, 577},
    {"US", "TN", "tennessee", 370, 385},
    {"US", "TX", "texas", 750, 799},
    {"US", "TX", "texas", 885, 885},
    {"US", "TX", "texas", 733, 733},
    {"US", "UT", "utah", 840, 847},
    {"US", "VT", "vermont", 50, 59},
    {"US", "VA", "virginia", 220, 246},
    {"US", "VA", "virginia", 201, 201},
    {"US", "WA", "washington", 980, 994},
    {"US", "WV", "west virginia", 247, 268},
    {"US", "WI", "wisconsin", 530, 549},
    {"US", "WY", "wyoming", 820, 831},
    {"AU", "NSW", "new south wales", 200, 299},
    {"AU", "NSW", "new south wales", 364, 364}, /* towns that get their mail from */
    {"AU", "NSW", "new south wales", 369, 370}, /* beyond the border */
    {"AU", "NSW", "new south wales", 438, 438},
    {"AU", "ACT", "australian capital territory", 2, 2},
    {"AU", "ACT", "australian capital territory", 260, 262},
    {"AU", "ACT", "australian capital territory", 290, 291},
    {"AU", "VIC", "victoria", 300, 399},
    {"AU", "QLD", "queensland", 400, 499},
    {"AU", "SA", "south australia", 500, 579},
    {"AU", "WA", "western australia", 600, 679},
    {"AU", "TAS", "tasmania", 700, 779},
    {"AU", "NT", "northern territory", 80, 89},
};

/* The first digits of Chinese postcodes and the provinces (GB/T 2260) that have them;
 * the first match counts. 鄂伦春 and 扎兰屯 get their mail from Heilongjiang, 乌兰浩特
 * from Jilin. */
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

static int number_of(wn_str digits, size_t count)
{
    int n = 0;

    for (size_t i = 0; i < count; i++)
        n = n * 10 + (digits.ptr[i] - '0');
    return n;
}

static bool is_called(wn_str place, const char *name)
{
    return wn_str_equal_nocase(place, wn_str_of(name));
}

/* The country by the digits: 12345 and 12345-6789 are American, 1234 Australian. */
static const char *region_of_digits(wn_str code)
{
    size_t digits = wn_str_span(code, "0123456789");

    if (digits == 5 && (code.len == 5 || (code.len == 10 && code.ptr[5] == '-')))
        return "US";
    return digits == 4 && code.len == 4 ? "AU" : NULL;
}

wn_agreement postcode_of_state(wn_str code, wn_str place)
{
    const char *region = region_of_digits(code);
    int first = region ? number_of(code, 3) : 0;
    wn_agreement result = WN_SAYS_NOTHING;

    for (size_t i = 0; i < WN_COUNT(states) && region && result != WN_AGREES; i++)
        if (!strcmp(states[i].region, region) &&
            (is_called(place, states[i].state) || is_called(place, states[i].name)))
            result = first >= states[i].from && first <= states[i].to ? WN_AGREES
                                                                      : WN_DISAGREES;
    return result;
}

const char *postcode_state_region(wn_str code, wn_str state)
{
    return postcode_of_state(code, state) == WN_AGREES ? region_of_digits(code) : NULL;
}

wn_agreement postcode_of_province(wn_str postcode, int province)
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
