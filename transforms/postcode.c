/* postcode.c - patterns of postcodes, and which of them only one country has. */
#include "postcode.h"

#include "core/memory.h"

#include <string.h>

/* Where this pattern proves the country: nowhere; in a field of its own; also at the
 * end of an address; anywhere in one. */
enum { NOWHERE, IN_FIELD, AT_END, ANYWHERE };

/* 9: a digit; @: a letter; other characters stand for themselves. */
static const struct {
    const char *regions, *pattern;
    int proves;
} postcodes[] = {
    {"CN SG IN RU RO KZ VN", "999999", NOWHERE},
    {"US DE FR ES IT FI MX KR TR UA TH MY ID", "99999", NOWHERE},
    {"US", "99999-9999", NOWHERE}, /* Saudi Arabia has such too */
    {"GB", "@@9 9@@", AT_END},
    {"GB", "@9 9@@", AT_END},
    {"GB", "@99 9@@", AT_END},
    {"GB", "@@99 9@@", AT_END},
    {"GB", "@9@ 9@@", AT_END},
    {"GB", "@@9@ 9@@", AT_END},
    {"CA", "@9@ 9@9", AT_END},
    {"NL", "9999 @@", IN_FIELD},
    {"AT CH BE DK NO AU NZ HU BG LU ZA SI", "9999", NOWHERE},
    {"JP", "999-9999", IN_FIELD},
    {"BR", "99999-999", IN_FIELD},
    {"PL", "99-999", IN_FIELD},
    {"PT", "9999-999", IN_FIELD},
    {"SE CZ SK GR", "999 99", NOWHERE},
    {"IL", "9999999", NOWHERE},
    {"DE", "D-99999", ANYWHERE},
    {"DE", "DE-99999", ANYWHERE},
    {"FR", "F-99999", IN_FIELD},
    {"IT", "I-99999", IN_FIELD},
    {"AT", "A-9999", IN_FIELD},
    {"AT", "AT-9999", IN_FIELD},
    {"CH", "CH-9999", ANYWHERE},
    {"BE", "B-9999", IN_FIELD},
    {"LU", "L-9999", IN_FIELD},
    {"LV", "LV-9999", ANYWHERE},
    {"LT", "LT-99999", ANYWHERE},
    {"DK", "DK-9999", ANYWHERE},
    {"SE", "SE-999 99", ANYWHERE},
    {"NL", "NL-9999 @@", ANYWHERE},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* How many bytes at the beginning of s fit the pattern, whose blank may be left out; 0:
 * it does not fit. */
static size_t length_of(wn_str s, const char *pattern, bool blank)
{
    size_t at = 0;

    for (const char *p = pattern; *p; p++) {
        char c = at < s.len ? s.ptr[at] : '\0';
        if (*p == ' ' && c != ' ' && !blank)
            continue;
        if (*p == '9' ? !is_digit(c) : *p == '@' ? !is_letter(c) : c != *p)
            return 0;
        at++;
    }
    return at;
}

static size_t length_at(wn_str s, size_t at, const char *pattern)
{
    size_t len = length_of((wn_str){s.ptr + at, s.len - at}, pattern, true);
    bool begins = at == 0 || !(is_digit(s.ptr[at - 1]) || is_letter(s.ptr[at - 1]));
    bool ends =
        at + len == s.len || !(is_digit(s.ptr[at + len]) || is_letter(s.ptr[at + len]));

    return begins && ends ? len : 0;
}

/* Can a postcode stand before `rest`? In America it is last, except for the country:
 * 12345 Oak St and PO Box 12345 have none. */
static bool may_end(wn_str rest, wn_str region)
{
    static const char *const names[] = {
        "",       "usa",           "us",  "u.s.",
        "u.s.a.", "united states", "U.S", "united states of america"};

    if (memcmp(region.ptr, "US", 2) != 0)
        return true;
    while (rest.len > 0 && strchr(" ,.\n", rest.ptr[0]))
        rest = (wn_str){rest.ptr + 1, rest.len - 1};
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_equal_nocase(rest, wn_str_of(names[i])))
            return true;
    return false;
}

wn_str postcode_of(wn_str s, wn_str region)
{
    wn_str found = WN_STR("");

    for (size_t p = 0; p < WN_COUNT(postcodes) && region.len == 2; p++) {
        if (!memmem(postcodes[p].regions, strlen(postcodes[p].regions), region.ptr, 2))
            continue;
        for (size_t at = 0; at < s.len; at++) { /* house numbers come first */
            size_t len = length_at(s, at, postcodes[p].pattern);
            wn_str rest = {s.ptr + at + len, s.len - at - len};
            if (len && may_end(rest, region) &&
                (!found.len || s.ptr + at > found.ptr || len > found.len))
                found = (wn_str){s.ptr + at, len};
        }
    }
    return found;
}

const char *postcode_region(wn_str text)
{
    wn_str s = wn_str_trim(text);

    for (size_t p = 0; p < WN_COUNT(postcodes) && s.len >= 5 && s.len <= 10; p++)
        if (postcodes[p].proves && length_of(s, postcodes[p].pattern, false) == s.len)
            return postcodes[p].regions;
    return NULL;
}

const char *postcode_region_of_address(wn_str address)
{
    wn_str s = wn_str_trim(address);

    for (size_t at = 0; at < s.len; at++) {
        bool begins = is_letter(s.ptr[at]) && /* as all of these patterns do */
                      (at == 0 || !(is_digit(s.ptr[at - 1]) || is_letter(s.ptr[at - 1])));
        for (size_t p = 0; p < WN_COUNT(postcodes) && begins; p++) {
            size_t len = postcodes[p].proves >= AT_END
                             ? length_at(s, at, postcodes[p].pattern)
                             : 0;
            if (len && (postcodes[p].proves == ANYWHERE || at + len == s.len))
                return postcodes[p].regions;
        }
    }
    return NULL;
}
