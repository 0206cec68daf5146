/*
 * postcode_place.c - the province or state that a postcode lies in, by its first digits:
 * China's two, Australia's one and America's three. So IL 62704 is Illinois and IL
 * 6291401 in Israel, and 100080 is not in Shanghai.
 */
#include "cn_address.h"
#include "postcode.h"
#include "winnow/han.h"
#include "winnow/text.h"
#include "winnow/transform.h"

#include <string.h>

/* Of the first three digits, from and to. */
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
    {"AU", "NSW", "new south wales", 364, 364}, /* towns that are served from beyond */
    {"AU", "NSW", "new south wales", 369, 370}, /* the border */
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

/* Provinces by the first two digits: the first two of GB/T 2260, of one or two. */
static const struct {
    int from, to;
    int provinces[2];
} chinese[] = {
    {1, 2, {15}},   {3, 4, {14}},       {5, 7, {13}},       {10, 10, {11}},
    {11, 12, {21}}, {13, 13, {22, 15}}, {15, 16, {23, 15}}, {20, 20, {31}},
    {21, 22, {32}}, {23, 24, {34}},     {25, 27, {37}},     {30, 30, {12}},
    {31, 32, {33}}, {33, 34, {36}},     {35, 36, {35}},     {40, 40, {50}},
    {41, 42, {43}}, {43, 44, {42}},     {45, 47, {41}},     {51, 52, {44}},
    {53, 54, {45}}, {55, 56, {52}},     {57, 57, {46}},     {61, 64, {51}},
    {65, 67, {53}}, {71, 72, {61}},     {73, 74, {62}},     {75, 75, {64}},
    {81, 81, {63}}, {83, 84, {65}},     {85, 86, {54}},     {99, 99, {81, 82}},
};

static int number_of(wn_str digits, size_t count)
{
    int n = 0;

    for (size_t i = 0; i < count; i++)
        n = n * 10 + (digits.ptr[i] - '0');
    return n;
}

static bool is_called(wn_str place, const char *name)
{
    return place.len == strlen(name) && !strncasecmp(place.ptr, name, place.len);
}

/* 12345 and 12345-6789 of America, 1234 of Australia. */
static const char *region_of_digits(wn_str code)
{
    size_t digits = wn_str_span(code, "0123456789");

    if (digits == 5 && (code.len == 5 || (code.len == 10 && code.ptr[5] == '-')))
        return "US";
    return digits == 4 && code.len == 4 ? "AU" : NULL;
}

const char *postcode_state_region(wn_str code, wn_str state)
{
    const char *region = region_of_digits(code);
    int first = region ? number_of(code, 3) : 0;

    for (size_t i = 0; i < WN_COUNT(states) && region; i++)
        if (!strcmp(states[i].region, region) && first >= states[i].from &&
            first <= states[i].to && is_called(state, states[i].state))
            return region;
    return NULL;
}

/* Is the code one of the state that the place is called, by its code or its name? */
static int agrees_with_state(wn_str code, wn_str place, const char *region)
{
    int first = number_of(code, 3), result = 0;

    for (size_t i = 0; i < WN_COUNT(states) && result < 1; i++) {
        if (strcmp(states[i].region, region) != 0 ||
            !(is_called(place, states[i].state) || is_called(place, states[i].name)))
            continue;
        result = first >= states[i].from && first <= states[i].to ? 1 : -1;
    }
    return result;
}

static int agrees_with_province(wn_str code, wn_str place)
{
    int first = number_of(code, 2);
    wn_arena scratch = {0};
    cn_address a;
    bool known = cn_address_parse(cn_address_text(place, &scratch), &a);

    wn_arena_release(&scratch);
    if (!known || a.new_province || a.code / 10000 == 71)
        return 0;
    for (size_t i = 0; i < WN_COUNT(chinese); i++)
        if (first >= chinese[i].from && first <= chinese[i].to)
            return chinese[i].provinces[0] == a.code / 10000 ||
                           chinese[i].provinces[1] == a.code / 10000
                       ? 1
                       : -1;
    return 0;
}

int wn_postcode_agrees(wn_str postcode, wn_str place)
{
    wn_str code = wn_str_trim(postcode), where = wn_str_trim(place);
    const char *region = region_of_digits(code);

    if (where.len < 2)
        return 0;
    if (code.len == 6 && wn_str_span(code, "0123456789") == 6)
        return wn_is_ascii(where) ? 0 : agrees_with_province(code, where);
    return region ? agrees_with_state(code, where, region) : 0;
}
