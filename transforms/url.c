/* url.c - web addresses: scheme and host in lower case, shape checked. */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

static bool is_host(wn_str host)
{
    const char *dot = host.len ? memrchr(host.ptr, '.', host.len) : NULL;

    if (!dot || dot == host.ptr || dot + 2 >= host.ptr + host.len || host.len > 253)
        return false;
    for (size_t i = 0; i < host.len; i++) {
        unsigned char c = (unsigned char)host.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                    c == '.' || c == ':' || c >= 0x80;
        if (!good || (c == '.' && i > 0 && host.ptr[i - 1] == '.'))
            return false;
    }
    return true;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_SQUEEZE, arena), scheme = WN_STR("http");

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    const char *mark = memmem(s.ptr, s.len, "://", 3);
    if (mark) {
        scheme = (wn_str){s.ptr, (size_t)(mark - s.ptr)};
        s = (wn_str){mark + 3, s.len - scheme.len - 3};
    }
    if (!wn_str_equal_nocase(scheme, WN_STR("http")) &&
        !wn_str_equal_nocase(scheme, WN_STR("https")))
        return WN_INVALID;
    wn_str text = wn_arena_format(arena, "%s://%.*s", scheme.len == 5 ? "https" : "http",
                                  WN_FMT(s));
    char *host = (char *)(uintptr_t)text.ptr + scheme.len + 3;
    size_t len = strcspn(host, "/?#");
    for (size_t i = 0; i < len; i++)
        if (host[i] >= 'A' && host[i] <= 'Z')
            host[i] += 32;
    if (!is_host((wn_str){host, len}))
        return WN_INVALID;
    if (host[len] == '/' && host[len + 1] == '\0')
        text.len--;
    out->value = text;
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "WWW.Example.com/", "http://www.example.com"},
    {NULL, "HTTPS://Example.com/A?b=C", "https://example.com/A?b=C"},
    {NULL, "ｗｗｗ．example．cn", "http://www.example.cn"},
    {NULL, "javascript:alert(1)", NULL},
    {NULL, "example", NULL},
    {NULL, "ftp://example.com", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_url = {
    .name = "url",
    .en = "a web address (http or https)",
    .zh = "网址（http 或 https）",
    .role = WN_ROLE_URL,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
