/* guard.c - which requests are answered at all. */
#include "guard.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

static const char *const hosts[] = {"127.0.0.1", "[::1]", "localhost"};

bool guard_host(wn_str host, int port)
{
    char own[64];

    for (size_t i = 0; i < WN_COUNT(hosts); i++) {
        snprintf(own, sizeof(own), "%s:%d", hosts[i], port);
        if (wn_str_equal_nocase(host, wn_str_of(own)) ||
            (port == 80 && wn_str_equal_nocase(host, wn_str_of(hosts[i]))))
            return true;
    }
    return false;
}

bool guard_origin(wn_str origin, int port)
{
    wn_str scheme = WN_STR("http://");

    return origin.len > scheme.len && !memcmp(origin.ptr, scheme.ptr, scheme.len) &&
           guard_host((wn_str){origin.ptr + scheme.len, origin.len - scheme.len}, port);
}

wn_str guard_cookie(wn_str header, wn_str name)
{
    wn_str found = WN_STR("");
    size_t times = 0;

    while (header.len > 0) {
        wn_str pair = wn_str_trim(wn_str_cut(&header, WN_STR(";")));
        wn_str is = wn_str_cut(&pair, WN_STR("="));
        if (!wn_str_equal(is, name))
            continue;
        found = pair;
        times++;
    }
    return times == 1 ? found : WN_STR("");
}

bool guard_same(wn_str a, wn_str b)
{
    unsigned differs = a.len != b.len || a.len == 0;

    for (size_t i = 0; i < a.len && i < b.len; i++)
        differs |= (unsigned char)(a.ptr[i] ^ b.ptr[i]);
    return differs == 0;
}

static bool is_name(wn_str name)
{
    size_t at = 0;

    if (name.len == 0 || name.len > GUARD_NAME || name.ptr[0] == '.' ||
        wn_utf8_valid(name) != name.len)
        return false;
    while (at < name.len) {
        uint32_t c = wn_utf8_next(name, &at);
        if (c == '/' || c == '\\' || wn_is_hidden(c))
            return false;
    }
    return true;
}

bool guard_name(wn_str given, char out[GUARD_NAME + 1])
{
    for (size_t i = given.len; i > 0; i--)
        if (given.ptr[i - 1] == '/' || given.ptr[i - 1] == '\\') {
            given = (wn_str){given.ptr + i, given.len - i};
            break;
        }
    given = wn_str_trim(given);
    if (!is_name(given))
        return false;
    memcpy(out, given.ptr, given.len);
    out[given.len] = '\0';
    return true;
}

bool guard_path(wn_str path)
{
    do
        if (!is_name(wn_str_cut(&path, WN_STR("/"))))
            return false;
    while (path.len > 0);
    return true;
}

wn_str guard_kind(wn_str header)
{
    return wn_str_trim(wn_str_cut(&header, WN_STR(";")));
}
