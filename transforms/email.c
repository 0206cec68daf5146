/*
 * email.c - e-mail addresses: lower case, shape checked.
 *
 * The shape is RFC 5321's dot-string@domain as mail servers take it; quoted local
 * parts, comments and address literals, which RFC 5322 knows and nobody has, are
 * refused. Whether a mailbox exists is not asked. Typing mistakes of well-known
 * domains are suggested and never put right silently.
 */
#include "domain.h"
#include "lookup.h"
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

#include "email_words.inc"

#define D(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
/* Those long enough that one slip tells them from others. */
static const wn_str known_domains[] = {
    D("gmail.com"),      D("hotmail.com"),   D("yahoo.com"),   D("outlook.com"),
    D("icloud.com"),     D("live.com"),      D("msn.com"),     D("aol.com"),
    D("163.com"),        D("126.com"),       D("139.com"),     D("sina.com"),
    D("sina.cn"),        D("sohu.com"),      D("foxmail.com"), D("aliyun.com"),
    D("yeah.net"),       D("gmx.net"),       D("t-online.de"), D("yahoo.co.uk"),
    D("yahoo.com.cn"),   D("hotmail.co.uk"), D("proton.me"),   D("protonmail.com"),
    D("googlemail.com"), D("vip.qq.com"),    D("vip.163.com"), D("tom.com"),
    D("21cn.com"),       D("orange.fr"),     D("free.fr"),     D("naver.com"),
    D("mail.ru"),        D("yandex.ru"),     D("mail.com"),    D("ymail.com")};

/* Mistyped ends of domains, and what was meant. */
static const struct {
    wn_str wrong, right;
} ends[] = {
    {D(".con"), D(".com")},      {D(".cmo"), D(".com")},     {D(".ocm"), D(".com")},
    {D(".comm"), D(".com")},     {D(".vom"), D(".com")},     {D(".xom"), D(".com")},
    {D(".coom"), D(".com")},     {D(".om"), D(".com")},      {D(".nte"), D(".net")},
    {D(".ent"), D(".net")},      {D(".ogr"), D(".org")},     {D(".orgg"), D(".org")},
    {D(".com.c"), D(".com.cn")}, {D(".comcn"), D(".com.cn")}};

/* Words of letters, digits and marks, a dot between them. */
static bool is_local(wn_str s)
{
    static const bool mark[128] = {
        ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1,
        ['+'] = 1, ['-'] = 1, ['/'] = 1, ['='] = 1, ['?'] = 1, ['^'] = 1,  ['_'] = 1,
        ['`'] = 1, ['{'] = 1, ['|'] = 1, ['}'] = 1, ['~'] = 1};
    size_t word = 0;

    if (s.len == 0 || s.len > 64)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool alnum = (unsigned)((c | 32) - 'a') < 26 || (unsigned)(c - '0') < 10;
        if (c == '.' ? word == 0 : !alnum && (c >= 0x80 || !mark[c]))
            return false;
        word = c == '.' ? 0 : word + 1;
    }
    return word > 0;
}

/* Nothing around it, in letters of any case. */
static bool is_address(wn_str s)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;
    size_t local = at ? (size_t)(at - s.ptr) : 0;

    return at && is_local((wn_str){s.ptr, local}) &&
           domain_is_good((wn_str){at + 1, s.len - local - 1});
}

/* ---- what people write around it ------------------------------------------------- */

/* mailto:li@x.cn, Li Lei <li@x.cn>, <li@x.cn>; */
static wn_str unwrap(wn_str s)
{
    if (s.len > 7 && wn_str_equal_nocase((wn_str){s.ptr, 7}, WN_STR("mailto:")))
        s = (wn_str){s.ptr + 7, s.len - 7};
    const char *open = s.len ? memchr(s.ptr, '<', s.len) : NULL;
    const char *close = open ? memchr(open, '>', (size_t)(s.ptr + s.len - open)) : NULL;
    if (close)
        s = wn_str_trim((wn_str){open + 1, (size_t)(close - open - 1)});
    while (s.len > 0 && strchr(";,", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* Blanks beside @ and . are slips, others are not taken out. 。 is a dot. */
static wn_str without_slips(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ' ' && ((i + 1 < s.len && strchr("@.", s.ptr[i + 1])) ||
                                (len > 0 && strchr("@.", out[len - 1]))))
            continue;
        bool dot = s.len - i >= 3 && !memcmp(s.ptr + i, "。", 3);
        out[len++] = dot ? '.' : s.ptr[i];
        i += dot ? 2 : 0;
    }
    return (wn_str){out, len};
}

/* Text beside the address in a cell: its owner's name before it, what somebody noted
 * behind it. Marks and letters of a slip (example.co m) are none. */
static bool is_rest(wn_str s)
{
    size_t letters = 0;
    bool marked = false;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        letters +=
            c >= 0x80 || (unsigned)((c | 32) - 'a') < 26 || (unsigned)(c - '0') < 10;
        marked = marked || c == '(' || c == '[' || c == '-' || c == ',';
    }
    return letters > 2 || (letters > 0 && marked);
}

/* Li Lei <li@x.cn> (old): what is not between the angle brackets. */
static bool has_rest(wn_str s)
{
    const char *open = s.len ? memchr(s.ptr, '<', s.len) : NULL;
    const char *close = open ? memchr(open, '>', (size_t)(s.ptr + s.len - open)) : NULL;

    return close && (is_rest((wn_str){s.ptr, (size_t)(open - s.ptr)}) ||
                     is_rest((wn_str){close, (size_t)(s.ptr + s.len - close)}));
}

/* One address, or "": the domain in ASCII if it is an international one (IDNA). */
static wn_str read_one(wn_str s, wn_arena *arena)
{
    if (is_address(s))
        return domain_lower(s, arena); /* most are */
    wn_str domain = domain_lower(without_slips(unwrap(s), arena), arena);
    wn_str local = wn_str_cut(&domain, WN_STR("@"));
    wn_str ascii = is_local(local) ? domain_read(domain, arena) : WN_STR("");
    return ascii.len ? wn_arena_format(arena, "%.*s@%.*s", WN_FMT(local), WN_FMT(ascii))
                     : WN_STR("");
}

/* One address in front of text without another: "li@x.cn (old)". */
static wn_str read_front(wn_str s, wn_arena *arena)
{
    size_t end = 0;

    while (end < s.len && !strchr(" ,;(|\n", s.ptr[end]))
        end++;
    wn_str rest = {s.ptr + end, s.len - end};
    bool alone = rest.len > 0 && !memchr(rest.ptr, '@', rest.len) && is_rest(rest);
    return alone ? read_one((wn_str){s.ptr, end}, arena) : WN_STR("");
}

/* ---- what it is likely to be ----------------------------------------------------- */

/* One letter more, less, other or exchanged. */
static bool is_one_slip(wn_str a, wn_str b)
{
    size_t i = 0, tail = 0;

    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    while (tail < a.len - i && tail < b.len - i &&
           a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
        tail++;
    size_t left_a = a.len - i - tail, left_b = b.len - i - tail;
    if (left_a == 2 && left_b == 2)
        return a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i];
    return left_a <= 1 && left_b <= 1 && left_a + left_b > 0;
}

/* The domain that was meant, or "". */
static wn_str meant(wn_str domain, wn_arena *arena)
{
    if (lookup_find(&email_words, domain))
        return WN_STR("");
    for (size_t i = 0; i < WN_COUNT(known_domains); i++) {
        wn_str known = known_domains[i];
        if (domain.ptr[0] == known.ptr[0] && domain.len + 1 >= known.len &&
            domain.len <= known.len + 1 && is_one_slip(domain, known))
            return known;
    }
    bool usual =
        wn_str_ends(domain, WN_STR(".com")) || wn_str_ends(domain, WN_STR(".net")) ||
        wn_str_ends(domain, WN_STR(".org")) || wn_str_ends(domain, WN_STR(".cn"));
    for (size_t i = 0; i < WN_COUNT(ends) && !usual; i++)
        if (wn_str_ends(domain, ends[i].wrong))
            return wn_arena_format(arena, "%.*s%.*s",
                                   (int)(domain.len - ends[i].wrong.len), domain.ptr,
                                   WN_FMT(ends[i].right));
    return WN_STR("");
}

/* The table has roles with an @ before them: @info. */
static bool is_role(wn_str address, size_t local)
{
    char marked[24] = "@";

    if (local + 2 > sizeof(marked))
        return false;
    memcpy(marked + 1, address.ptr, local);
    return lookup_find(&email_words, (wn_str){marked, local + 1}) != NULL;
}

static void remark(wn_str address, wn_arena *arena, wn_cleaned *out)
{
    wn_str domain = address, local = wn_str_cut(&domain, WN_STR("@"));
    wn_str other = meant(domain, arena);

    if (other.len) {
        out->remark = WN_REMARK_TYPO;
        out->advice = wn_arena_format(arena, "%.*s@%.*s", WN_FMT(local), WN_FMT(other));
    } else if (is_role(address, local.len)) {
        out->remark = WN_REMARK_SHARED;
    }
}

/* The first good address among several. Where only blanks are between them, all
 * must be good: Li Lei@example.com is not two. */
static wn_str read_several(wn_str s, wn_arena *arena, size_t *count)
{
    wn_str first = WN_STR("");
    bool blanks = false, bad = false;

    for (*count = 0; s.len > 0;) {
        size_t end = 0;
        while (end < s.len && !strchr(";,/|\n ", s.ptr[end]) &&
               (s.len - end < 3 || memcmp(s.ptr + end, "、", 3) != 0))
            end++;
        wn_str one = read_one((wn_str){s.ptr, end}, arena);
        size_t skip = end == s.len ? 0 : (unsigned char)s.ptr[end] >= 0x80 ? 3 : 1;
        blanks = blanks || (skip == 1 && s.ptr[end] == ' ');
        bad = bad || (end > 0 && !one.len);
        s = (wn_str){s.ptr + end + skip, s.len - end - skip};
        first = first.len ? first : one;
        *count += one.len > 0;
    }
    return blanks && bad ? WN_STR("") : first;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES | TIDY_MARKUP, arena);
    size_t count = 1;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    out->value = read_one(s, arena);
    bool rest = out->value.len && has_rest(s);
    if (!out->value.len && memchr(s.ptr, '@', s.len))
        rest = (out->value = read_front(s, arena)).len > 0;
    if (!out->value.len && memchr(s.ptr, '@', s.len))
        out->value = read_several(s, arena, &count);
    if (!out->value.len)
        return WN_INVALID;
    if (count > 1)
        out->remark = WN_REMARK_SEVERAL;
    else
        remark(out->value, arena, out);
    if (rest && !out->remark)
        out->remark = WN_REMARK_REST;
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, " Li.Lei@Example.COM ", "li.lei@example.com"},
    {NULL, "ｌｉ＠example．com", "li@example.com"},
    {NULL, "li＠example。com", "li@example.com"},
    {NULL, "mailto:li@example.com", "li@example.com"},
    {NULL, "Li Lei <li@example.com>", "li@example.com"},
    {NULL, "li @example.com;", "li@example.com"},
    {NULL, "li@example.com (old)", "li@example.com"},
    {NULL, "a@example.com; b@example.com", "a@example.com"},
    {NULL, "info@müller.example", "info@xn--mller-kva.example"},
    {NULL, "li.lei@example", NULL},
    {NULL, "Li Lei@example.com", NULL},
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
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_REST | 1u << WN_REMARK_TYPO |
               1u << WN_REMARK_SHARED,
    .apply = apply,
    .examples = examples,
};
