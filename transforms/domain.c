/* domain.c - host names are judged by their form only; nobody is asked whether they
 * exist. */
#include "domain.h"

#include "core/idn.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

bool domain_is_good(wn_str s)
{
    enum { OTHER, LETTER, DIGIT, HYPHEN } before = HYPHEN;
    size_t label = 0, labels = 1;
    bool letters = false;

    if (s.len == 0 || s.len > 253)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        unsigned kind = (unsigned)((c | 32) - 'a') < 26 ? LETTER
                        : (unsigned)(c - '0') < 10      ? DIGIT
                        : c == '-'                      ? HYPHEN
                                                        : OTHER;
        if (c == '.') {
            if (before == HYPHEN)
                return false;
            labels++;
            label = 0;
            letters = false;
            before = HYPHEN; /* a label is not empty, and does not begin with a hyphen */
            continue;
        }
        if (kind == OTHER || (kind == HYPHEN && label == 0) || ++label > 63)
            return false;
        letters |= kind != DIGIT;
        before = kind;
    }
    /* the last label has no digits (.c0m), except for xn-- */
    wn_str end = {s.ptr + s.len - label, label};
    bool digits =
        wn_str_span(end, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") <
        end.len;
    bool encoded = label > 4 && wn_str_equal_nocase((wn_str){end.ptr, 4}, WN_STR("xn--"));
    return before != HYPHEN && labels >= 2 && label >= 2 && letters &&
           (!digits || encoded);
}

wn_str domain_lower(wn_str s, wn_arena *arena)
{
    size_t i = 0;

    while (i < s.len && (unsigned)((unsigned char)s.ptr[i] - 'A') >= 26)
        i++;
    if (i == s.len)
        return s;
    char *out = memcpy(wn_arena_bytes(arena, s.len), s.ptr, s.len);
    for (; i < s.len; i++)
        if ((unsigned)((unsigned char)out[i] - 'A') < 26)
            out[i] |= 32;
    return (wn_str){out, s.len};
}

wn_str domain_read(wn_str s, wn_arena *arena)
{
    char ascii[256];

    if (!wn_is_ascii(s)) {
        size_t len = wn_idn_to_ascii(s, ascii, sizeof(ascii));
        s = wn_arena_str(arena, (wn_str){ascii, len});
    }
    return domain_is_good(s) ? domain_lower(s, arena) : WN_STR("");
}

/* Labels under which countries register names: com.cn, co.uk. The Public Suffix List
 * has 9,000 more, but few companies use those. */
static bool is_category(wn_str label)
{
    static const char *const words[] = {"com", "co",  "net", "org",  "gov", "edu", "ac",
                                        "or",  "ne",  "go",  "gob",  "ltd", "plc", "me",
                                        "sch", "mil", "nom", "info", "biz", "web", "in"};

    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (wn_str_equal(label, wn_str_of(words[i])))
            return true;
    return false;
}

bool domain_is_top(wn_str s)
{
    static const char *const others[] = {"app",   "dev",  "pro",  "name",   "int",
                                         "xyz",   "top",  "shop", "online", "site",
                                         "store", "tech", "vip",  "club",   "wang"};
    char small[16];
    wn_str last = s;

    for (wn_str first; memchr(last.ptr, '.', last.len);) {
        first = wn_str_cut(&last, WN_STR("."));
        if (first.len == 0 || last.len == 0)
            return false;
    }
    if (s.len == 0 || s.len > sizeof(small) || !wn_is_ascii(s))
        return false;
    for (size_t i = 0; i < last.len; i++) {
        small[i] = (char)(last.ptr[i] | 32);
        if (small[i] < 'a' || small[i] > 'z')
            return false;
    }
    wn_str word = {small, last.len};
    bool listed = last.len == 2 || (last.len > 2 && is_category(word));
    for (size_t i = 0; i < WN_COUNT(others) && !listed; i++)
        listed = wn_str_equal(word, wn_str_of(others[i]));
    return listed;
}

wn_str domain_registered(wn_str domain)
{
    size_t from[3] = {0, 0, 0}, labels = 1; /* where the last three labels begin */

    for (size_t i = 0; i < domain.len; i++) {
        if (domain.ptr[i] != '.')
            continue;
        from[0] = from[1];
        from[1] = from[2];
        from[2] = i + 1;
        labels++;
    }
    size_t second = from[2] - (labels > 1 ? from[1] + 1 : 0);
    bool three = labels >= 3 && domain.len - from[2] == 2 &&
                 is_category((wn_str){domain.ptr + from[1], second});
    size_t start = three ? from[0] : from[1];
    return (wn_str){domain.ptr + start, domain.len - start};
}
