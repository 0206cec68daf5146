/*
 * email.c - e-mail addresses: lower case, shape checked.
 *
 * The shape is RFC 5321's dot-string@domain as it is used; quoted local parts
 * and address literals are refused. Whether a mailbox exists is not asked.
 */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

static bool is_alnum(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_local(wn_str s)
{
    if (s.len == 0 || s.len > 64 || s.ptr[0] == '.' || s.ptr[s.len - 1] == '.')
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!is_alnum(c) && c < 0x80 && !memchr("!#$%&'*+-/=?^_`{|}~.", c, 20))
            return false;
        if (c == '.' && i > 0 && s.ptr[i - 1] == '.')
            return false;
    }
    return true;
}

static bool is_domain(wn_str s)
{
    wn_str rest = s, label = WN_STR("");
    size_t labels = 0;

    if (s.len == 0 || s.len > 253 || s.ptr[s.len - 1] == '.')
        return false;
    for (; rest.len > 0; labels++) {
        label = wn_str_cut(&rest, WN_STR("."));
        if (label.len == 0 || label.len > 63 || label.ptr[0] == '-' ||
            label.ptr[label.len - 1] == '-')
            return false;
        for (size_t i = 0; i < label.len; i++) {
            unsigned char c = (unsigned char)label.ptr[i];
            if (!is_alnum(c) && c != '-' && c < 0x80)
                return false;
        }
    }
    bool digits = wn_str_span(label, "0123456789") == label.len;
    return labels >= 2 && label.len >= 2 && !digits;
}

static wn_str unwrap(wn_str s)
{
    if (s.len > 7 && wn_str_equal_nocase((wn_str){s.ptr, 7}, WN_STR("mailto:")))
        s = (wn_str){s.ptr + 7, s.len - 7};
    if (s.len > 2 && s.ptr[0] == '<' && s.ptr[s.len - 1] == '>')
        s = (wn_str){s.ptr + 1, s.len - 2};
    while (s.len > 0 && strchr(";,", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = unwrap(tidy(in, TIDY_NARROW | TIDY_SQUEEZE, arena));

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    char *lower = wn_arena_bytes(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        lower[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] + 32) : s.ptr[i];
    out->value = (wn_str){lower, s.len};
    const char *at = memchr(lower, '@', s.len);
    if (!at)
        return WN_INVALID;
    size_t before = (size_t)(at - lower);
    return is_local((wn_str){lower, before}) &&
                   is_domain((wn_str){at + 1, s.len - before - 1})
               ? WN_CLEAN
               : WN_INVALID;
}

static const wn_example examples[] = {
    {NULL, " Li.Lei@Example.COM ", "li.lei@example.com"},
    {NULL, "ｌｉ＠example．com", "li@example.com"},
    {NULL, "mailto:li@example.com", "li@example.com"},
    {NULL, "li @example.com;", "li@example.com"},
    {NULL, "li.lei@example", NULL},
    {NULL, "@example.com", NULL},
    {NULL, "a@b@c.com", NULL},
    {NULL, "a..b@c.com", NULL},
    {NULL, "a@b.12", NULL},
    {NULL, "无", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_email = {
    .name = "email",
    .en = "an e-mail address, in lower case",
    .zh = "电子邮箱，统一为小写",
    .role = WN_ROLE_EMAIL,
    .sql = "TEXT",
    .mask = "email",
    .apply = apply,
    .examples = examples,
};
