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

/* A mark stands before the @ only. */
enum { LETTER = 1, DIGIT = 2, HYPHEN = 4, MARK = 8 };
static const unsigned char kinds[256] = {
    ['a'] = 1,  ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1,
    ['h'] = 1,  ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1,  ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1,
    ['v'] = 1,  ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['A'] = 1, ['B'] = 1,
    ['C'] = 1,  ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,
    ['J'] = 1,  ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1,
    ['Q'] = 1,  ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1,
    ['X'] = 1,  ['Y'] = 1, ['Z'] = 1, ['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2,
    ['4'] = 2,  ['5'] = 2, ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2, ['-'] = 4,
    ['!'] = 8,  ['#'] = 8, ['$'] = 8, ['%'] = 8, ['&'] = 8, ['*'] = 8, ['+'] = 8,
    ['\''] = 8, ['/'] = 8, ['='] = 8, ['?'] = 8, ['^'] = 8, ['_'] = 8, ['`'] = 8,
    ['{'] = 8,  ['|'] = 8, ['}'] = 8, ['~'] = 8};

/* Words of letters, digits and marks, a dot between them. */
static bool is_local(wn_str s)
{
    size_t word = 0;

    if (s.len == 0 || s.len > 64)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        bool dot = s.ptr[i] == '.';
        if (dot ? word == 0 : !kinds[(unsigned char)s.ptr[i]])
            return false;
        word = dot ? 0 : word + 1;
    }
    return word > 0;
}

/* Labels of letters, digits and hyphens, none of these at an end; the last is no
 * number. */
static bool is_domain(wn_str s)
{
    size_t label = 0, labels = 1;
    unsigned seen = 0, before = HYPHEN;

    if (s.len == 0 || s.len > 253)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned kind = kinds[(unsigned char)s.ptr[i]];
        if (s.ptr[i] == '.') {
            if (before == HYPHEN)
                return false;
            labels++;
            label = seen = 0;
            before = HYPHEN; /* no label begins with one, none is empty */
            continue;
        }
        if (kind == 0 || kind == MARK || (kind == HYPHEN && label == 0) || ++label > 63)
            return false;
        seen |= kind;
        before = kind;
    }
    return before != HYPHEN && labels >= 2 && label >= 2 && seen != DIGIT;
}

/* Nothing around it, in letters of any case. */
static bool is_address(wn_str s)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;
    size_t local = at ? (size_t)(at - s.ptr) : 0;

    return at && is_local((wn_str){s.ptr, local}) &&
           is_domain((wn_str){at + 1, s.len - local - 1});
}

static wn_str lowered(wn_str s, wn_arena *arena)
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
    if (is_address(s))
        return lowered(s, arena); /* most are */
    wn_str text = lowered(without_slips(unwrap(s), arena), arena);
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
