/*
 * email.c - e-mail addresses: lower case, shape checked.
 *
 * The shape is RFC 5321's dot-string@domain as mail servers take it; quoted local
 * parts, comments and address literals, which RFC 5322 knows and nobody has, are
 * refused. Whether a mailbox exists is not asked. Typing mistakes of well-known
 * domains are suggested and never put right silently.
 */
#include "lookup.h"
#include "tidy.h"
#include "winnow/idn.h"
#include "winnow/transform.h"

#include <string.h>

#include "email_words.inc"

/* Those long enough that one slip tells them from others. */
#define D(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
static const struct {
    const char *text;
    size_t len;
} known_domains[] = {
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
static const char *const ends[][2] = {
    {".con", ".com"},      {".cmo", ".com"},     {".ocm", ".com"},  {".comm", ".com"},
    {".vom", ".com"},      {".xom", ".com"},     {".coom", ".com"}, {".om", ".com"},
    {".nte", ".net"},      {".ent", ".net"},     {".ogr", ".org"},  {".orgg", ".org"},
    {".com.c", ".com.cn"}, {".comcn", ".com.cn"}};

static bool is_local(wn_str s)
{
    static const bool allowed[128] = {
        ['!'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1,
        ['+'] = 1, ['-'] = 1, ['/'] = 1, ['='] = 1, ['?'] = 1, ['^'] = 1,  ['_'] = 1,
        ['`'] = 1, ['{'] = 1, ['|'] = 1, ['}'] = 1, ['~'] = 1, ['.'] = 1};

    if (s.len == 0 || s.len > 64 || s.ptr[0] == '.' || s.ptr[s.len - 1] == '.')
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c >= 0x80 || (!alnum && !allowed[c]) || (c == '.' && s.ptr[i - 1] == '.'))
            return false;
    }
    return true;
}

/* Labels of letters, digits and hyphens; the last is no number. */
static bool is_domain(wn_str s)
{
    size_t label = 0, labels = 0, digits = 0;

    if (s.len == 0 || s.len > 253)
        return false;
    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.ptr[i] : '.';
        if (c == '.') {
            if (label == 0 || label > 63 || s.ptr[i - 1] == '-' ||
                s.ptr[i - label] == '-')
                return false;
            labels++;
            if (i < s.len)
                label = digits = 0;
            continue;
        }
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
        label++;
        digits += c >= '0' && c <= '9';
    }
    return labels >= 2 && label >= 2 && digits < label;
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

/* Lower case; blanks beside @ and . are slips, others are not taken out. 。 is a dot. */
static wn_str lowered(wn_str s, wn_arena *arena)
{
    unsigned odd = 0;

    for (size_t i = 0; i < s.len; i++)
        odd |= (unsigned)((unsigned char)s.ptr[i] - (unsigned)'!' > '@' - '!' &&
                          (unsigned char)s.ptr[i] - (unsigned)'[' > '~' - '[');
    if (!odd)
        return s; /* no capitals, no blanks: most are so */
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ' ' && ((i + 1 < s.len && strchr("@.", s.ptr[i + 1])) ||
                         (len > 0 && strchr("@.", out[len - 1]))))
            continue;
        if (c == "。"[0] && s.len - i >= 3 && !memcmp(s.ptr + i, "。", 3)) {
            c = '.';
            i += 2;
        }
        out[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    return (wn_str){out, len};
}

static bool is_plain(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80 || s.ptr[i] == ' ')
            return false;
    return true;
}

/* One address, or "": the domain in ASCII if it is an international one (IDNA). */
static wn_str read_one(wn_str s, wn_arena *arena)
{
    wn_str text = lowered(unwrap(s), arena);
    const char *at = text.len ? memchr(text.ptr, '@', text.len) : NULL;

    if (!at)
        return WN_STR("");
    wn_str local = {text.ptr, (size_t)(at - text.ptr)};
    wn_str domain = {at + 1, text.len - local.len - 1};
    if (!is_local(local))
        return WN_STR("");
    if (is_plain(domain))
        return is_domain(domain) ? text : WN_STR("");
    char ascii[256];
    size_t len = wn_idn_to_ascii(domain, ascii, sizeof(ascii));
    return len > 0 && is_domain((wn_str){ascii, len})
               ? wn_arena_format(arena, "%.*s@%.*s", WN_FMT(local), (int)len, ascii)
               : WN_STR("");
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
        wn_str known = {known_domains[i].text, known_domains[i].len};
        if (domain.len + 1 >= known.len && domain.len <= known.len + 1 &&
            domain.ptr[0] == known.ptr[0] && is_one_slip(domain, known))
            return known;
    }
    wn_str tail = {domain.ptr + (domain.len > 4 ? domain.len - 4 : 0),
                   domain.len > 4 ? 4 : domain.len};
    bool usual = wn_str_equal(tail, WN_STR(".com")) ||
                 wn_str_equal(tail, WN_STR(".net")) || wn_str_equal(tail, WN_STR(".org"));
    for (size_t i = 0; i < WN_COUNT(ends) && !usual; i++) {
        size_t len = strlen(ends[i][0]);
        if (domain.len > len && !memcmp(domain.ptr + domain.len - len, ends[i][0], len))
            return wn_arena_format(arena, "%.*s%s", (int)(domain.len - len), domain.ptr,
                                   ends[i][1]);
    }
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
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES, arena);
    size_t count = 1;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    out->value = read_one(s, arena);
    if (!out->value.len && memchr(s.ptr, '@', s.len))
        out->value = read_several(s, arena, &count);
    if (!out->value.len)
        return WN_INVALID;
    if (count > 1)
        out->remark = WN_REMARK_SEVERAL;
    else
        remark(out->value, arena, out);
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, " Li.Lei@Example.COM ", "li.lei@example.com"},
    {NULL, "ｌｉ＠example．com", "li@example.com"},
    {NULL, "li＠example。com", "li@example.com"},
    {NULL, "mailto:li@example.com", "li@example.com"},
    {NULL, "Li Lei <li@example.com>", "li@example.com"},
    {NULL, "li @example.com;", "li@example.com"},
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
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_TYPO | 1u << WN_REMARK_SHARED,
    .apply = apply,
    .examples = examples,
};
