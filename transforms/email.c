/*
 * email.c - e-mail addresses: put in lower case, form checked.
 *
 * The form is RFC 5321's dot-string@domain, as mail servers accept it. Quoted local
 * parts, comments and address literals of RFC 5322 are refused: nobody uses them. Nobody
 * is asked whether a mailbox exists. For mistyped well-known domains a correction is
 * suggested, and never made silently.
 */
#include "domain.h"
#include "tidy.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

#include "email_words.inc"

#define D(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
/* Well-known domains, long enough that one typing mistake makes no other domain. */
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

/* The local part: words of letters, digits and marks, with single dots between them. */
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

/* Is the text an address and nothing else? Case does not matter. */
static bool is_address(wn_str s)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;
    size_t local = at ? (size_t)(at - s.ptr) : 0;

    return at && is_local((wn_str){s.ptr, local}) &&
           domain_is_good((wn_str){at + 1, s.len - local - 1});
}

/* ---- what people write around it ------------------------------------------------- */

/* The text between < and >, or "". */
static wn_str in_brackets(wn_str s)
{
    const char *open = s.len ? memchr(s.ptr, '<', s.len) : NULL;
    const char *close = open ? memchr(open, '>', (size_t)(s.ptr + s.len - open)) : NULL;

    return close ? wn_str_trim((wn_str){open + 1, (size_t)(close - open - 1)})
                 : WN_STR("");
}

/* Removes marks at both ends that are not part of the address: (li@x.cn), 'li@x.cn,
 * li@x.cn. */
static wn_str without_marks(wn_str s)
{
    static const char *const others[] = {"。", "、", "“",  "”", "‘",
                                         "’",  "；", "【", "】"};

    for (size_t before = 0; before != s.len;) {
        before = s.len;
        while (s.len > 0 && strchr("'([{<; ,:", s.ptr[0]))
            s = (wn_str){s.ptr + 1, s.len - 1};
        while (s.len > 0 && strchr("')]}>;,.:!?*-_~ ", s.ptr[s.len - 1]))
            s.len--;
        if (s.len > 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"')
            s = (wn_str){s.ptr + 1, s.len - 2};
        for (size_t i = 0; i < WN_COUNT(others) && s.len >= 3; i++) {
            if (!memcmp(s.ptr, others[i], 3))
                s = (wn_str){s.ptr + 3, s.len - 3};
            if (wn_str_ends(s, wn_str_of(others[i])))
                s.len -= 3;
        }
    }
    return s;
}

/* Removes what is written around an address: mailto:li@x.cn, Li Lei <li@x.cn>,
 * <li@x.cn>; */
static wn_str unwrap(wn_str s)
{
    wn_str inside = in_brackets(s);

    s = memchr(inside.ptr, '@', inside.len) ? inside : without_marks(s);
    if (s.len > 7 && wn_str_equal_nocase((wn_str){s.ptr, 7}, WN_STR("mailto:")))
        s = (wn_str){s.ptr + 7, s.len - 7};
    return without_marks(s);
}

/* Removes blanks beside the @ and beside dots of the domain: they are typing mistakes.
 * Other blanks stay: "No. li@x.cn" is not no.li@x.cn. 。 becomes a dot. */
static wn_str without_slips(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len);
    const char *marks = "@";
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '@')
            marks = "@.";
        if (s.ptr[i] == ' ' && ((i + 1 < s.len && strchr(marks, s.ptr[i + 1])) ||
                                (len > 0 && strchr(marks, out[len - 1]))))
            continue;
        bool dot = s.len - i >= 3 && !memcmp(s.ptr + i, "。", 3);
        out[len++] = dot ? '.' : s.ptr[i];
        i += dot ? 2 : 0;
    }
    return (wn_str){out, len};
}

/* Is the text beside an address more than a typing mistake: the owner's name, a note?
 * Not marks, nor a few letters (example.co m). */
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

/* Is there text besides the address in angle brackets: Li Lei <li@x.cn> (old)? */
static bool has_rest(wn_str s)
{
    wn_str inside = in_brackets(s);

    return memchr(inside.ptr, '@', inside.len) &&
           (is_rest((wn_str){s.ptr, (size_t)(inside.ptr - s.ptr)}) ||
            is_rest((wn_str){inside.ptr + inside.len,
                             (size_t)(s.ptr + s.len - inside.ptr) - inside.len}));
}

/* Reads one address; "": it is none. An international domain becomes ASCII (IDNA). */
static wn_str read_one(wn_str s, wn_arena *arena)
{
    if (s.len && s.ptr[0] != '\'' && is_address(s))
        return domain_lower(s, arena); /* most are */
    wn_str domain = domain_lower(without_slips(unwrap(s), arena), arena);
    wn_str local = wn_str_cut(&domain, WN_STR("@"));
    wn_str ascii = is_local(local) ? domain_read(domain, arena) : WN_STR("");
    return ascii.len ? wn_arena_format(arena, "%.*s@%.*s", WN_FMT(local), WN_FMT(ascii))
                     : WN_STR("");
}

/* Reads an address after a label: "E-mail: li@x.cn", "邮箱 li@x.cn". The label ends at a
 * colon; or at a blank, if its words are in the table or cannot be part of a mailbox. */
static wn_str read_labelled(wn_str s, wn_arena *arena)
{
    const char *at = memchr(s.ptr, '@', s.len);
    size_t end = 0;
    bool foreign = true;

    for (size_t i = 0; s.ptr + i < at; i++) {
        bool colon = s.ptr[i] == ':';
        char text[40];
        if (!colon && s.ptr[i] != ' ' && s.ptr[i] != '\n')
            continue;
        wn_str word = lookup_folded((wn_str){s.ptr + end, i - end}, text, sizeof(text));
        const char *kind = lookup_find(&email_words, word);
        foreign = foreign && ((kind && *kind == 'l') || !word.len ||
                              (unsigned char)word.ptr[0] >= 0x80);
        if (colon || foreign)
            end = i + 1;
    }
    return end ? read_one((wn_str){s.ptr + end, s.len - end}, arena) : WN_STR("");
}

/* Where the domain (or what may be one) ends. */
static size_t find_gap(wn_str s, size_t from)
{
    while (from < s.len && !strchr(" ,;(|\n/", s.ptr[from]) &&
           (s.len - from < 3 || memcmp(s.ptr + from, "、", 3) != 0))
        from++;
    return from;
}

/* In li@sina.com,cn and li@sina.com cn another character was typed for a dot, and
 * li@sina.com is somebody else. Returns the address that may be meant, or "". */
static wn_str broken_domain(wn_str s, wn_arena *arena)
{
    const char *sign = memchr(s.ptr, '@', s.len);
    size_t at = sign ? (size_t)(sign - s.ptr) + 1 : s.len, gap = find_gap(s, at);
    size_t next = gap;

    while (next < s.len && strchr(" ,;|/", s.ptr[next]))
        next++;
    size_t end = find_gap(s, next);
    wn_str tail = {s.ptr + next, end - next};
    bool apart = memchr(s.ptr + gap, ' ', next - gap);
    bool other = gap < s.len && s.ptr[gap] != ','; /* ; or / also separate addresses */
    if (gap == at || tail.len == 0 || !wn_is_ascii(tail) ||
        memchr(tail.ptr, '@', tail.len) || (apart && end < s.len) ||
        ((apart || other) && !domain_is_top(tail)))
        return WN_STR("");
    return read_one(wn_arena_format(arena, "%.*s.%.*s", (int)gap, s.ptr, WN_FMT(tail)),
                    arena);
}

/* Reads an address before text that has none: "li@x.cn (old)". */
static wn_str read_front(wn_str s, wn_arena *arena)
{
    size_t end = 0;

    while (end < s.len && !strchr(" ,;(|\n?", s.ptr[end]))
        end++;
    wn_str rest = {s.ptr + end, s.len - end};
    bool alone = rest.len > 0 && !memchr(rest.ptr, '@', rest.len) && is_rest(rest);
    return alone ? read_one((wn_str){s.ptr, end}, arena) : WN_STR("");
}

/* ---- what it is likely to be ----------------------------------------------------- */

/* Do the words differ by one letter that is added, left out, changed, or swapped with
 * the next? */
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

/* The well-known domain that was probably meant, or "". */
static wn_str meant(wn_str domain, wn_arena *arena)
{
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

/* What the table says of a mailbox's name (there with an @ before it), as the first
 * letter of: role; nobody (at any domain); same (at a domain with that name). 0:
 * nothing. */
static char mailbox_kind(wn_str address, size_t local)
{
    char marked[24] = "@";

    if (local + 2 > sizeof(marked))
        return 0;
    memcpy(marked + 1, address.ptr, local);
    const char *kind = lookup_find(&email_words, (wn_str){marked, local + 1});
    return kind ? *kind : 0;
}

/* Is the address made up: a@a.com, test@test.cn, li@nomail.com? */
static bool is_dummy(wn_str local, wn_str domain, char kind, bool idle)
{
    if (idle || kind == 'n')
        return true;
    if (domain.len <= local.len || domain.ptr[local.len] != '.' ||
        memcmp(domain.ptr, local.ptr, local.len) != 0)
        return kind == 's' && (wn_str_ends(domain, WN_STR("example.com")) ||
                               wn_str_equal(domain, WN_STR("domain.com")));
    size_t one = 1;
    while (one < local.len && local.ptr[one] == local.ptr[0])
        one++;
    return kind == 's' || one == local.len;
}

static void remark(wn_str address, wn_arena *arena, wn_cleaned *out)
{
    wn_str domain = address, local = wn_str_cut(&domain, WN_STR("@"));
    const char *known = lookup_find(&email_words, domain);
    wn_str other = known ? WN_STR("") : meant(domain, arena);
    char kind = mailbox_kind(address, local.len);

    if (other.len) {
        out->remark = WN_REMARK_TYPO;
        out->advice = wn_arena_format(arena, "%.*s@%.*s", WN_FMT(local), WN_FMT(other));
    } else if (is_dummy(local, domain, kind, known && *known == 'i') ||
               wn_str_ends(domain, WN_STR(".invalid"))) {
        out->remark = WN_REMARK_DUMMY;
    } else if (kind == 'r') {
        out->remark = WN_REMARK_SHARED;
    }
}

/* The first good address among several. If only blanks separate them, all must be good:
 * Li Lei@example.com is not two addresses. *rest: some piece was no address. */
static wn_str read_several(wn_str s, wn_arena *arena, size_t *count, bool *rest)
{
    wn_str first = WN_STR("");
    bool blanks = false, bad = false;

    for (*count = 0; s.len > 0;) {
        size_t end = 0;
        while (end < s.len && !strchr(";,/|\n ", s.ptr[end]) &&
               (s.len - end < 3 || memcmp(s.ptr + end, "、", 3) != 0))
            end++;
        bool broken = broken_domain(s, arena).len > 0;
        wn_str one = broken ? WN_STR("") : read_one((wn_str){s.ptr, end}, arena);
        size_t skip = end == s.len ? 0 : (unsigned char)s.ptr[end] >= 0x80 ? 3 : 1;
        bool label = end > 0 && s.ptr[end - 1] == ':' && !memchr(s.ptr, '@', end);
        if (broken && memchr(s.ptr, '@', end))
            return WN_STR(""); /* one is broken: no other is certain */
        blanks = blanks || (end > 0 && skip == 1 && s.ptr[end] == ' ' && !label);
        bad = bad || (end > 0 && !one.len && !label);
        *rest = *rest || bad || label;
        s = (wn_str){s.ptr + end + skip, s.len - end - skip};
        first = first.len ? first : one;
        *count += one.len > 0;
    }
    return blanks && bad ? WN_STR("") : first;
}

/* Reads a cell: its address, and whether text or other addresses stand beside it. */
static wn_str read_cell(wn_str s, wn_arena *arena, size_t *count, bool *rest)
{
    wn_str value = read_one(s, arena);
    const char *at = memchr(s.ptr, '@', s.len);

    if (value.len) {
        *rest = has_rest(s);
        *count += *rest && memchr(at + 1, '@', (size_t)(s.ptr + s.len - at) - 1);
        return value;
    }
    if (!at)
        return WN_STR("");
    if ((value = read_labelled(s, arena)).len || (value = read_front(s, arena)).len) {
        *rest = true;
        return value;
    }
    return read_several(s, arena, count, rest);
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES | TIDY_MARKUP, arena);
    size_t count = 1;
    bool rest = false;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    if (s.ptr[0] != '\'' && is_address(s)) {
        out->value = domain_lower(s, arena); /* most are */
        remark(out->value, arena, out);
        return WN_CLEAN;
    }
    out->advice = broken_domain(s, arena);
    if (out->advice.len) {
        out->remark = WN_REMARK_TYPO;
        return WN_INVALID;
    }
    out->value = read_cell(s, arena, &count, &rest);
    if (!out->value.len)
        return WN_INVALID;
    if (count > 1)
        out->remark = WN_REMARK_SEVERAL;
    else
        remark(out->value, arena, out);
    if (rest && out->remark != WN_REMARK_SEVERAL && out->remark != WN_REMARK_TYPO)
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
    {NULL, "E-mail: li@example.com.", "li@example.com"},
    {NULL, "邮箱：li@example.com", "li@example.com"},
    {NULL, "li@example.com (old)", "li@example.com"},
    {NULL, "a@example.com; b@example.com", "a@example.com"},
    {NULL, "info@müller.example", "info@xn--mller-kva.example"},
    {NULL, "li@example.com,cn", NULL},
    {NULL, "li@example com", NULL},
    {NULL, "li@example.com©", NULL},
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
    .en = "an e-mail address, in lower case: the first of several, without its label or "
          "its owner's name, and with a remark. Refused: a comma or a blank for a dot "
          "(the finding suggests the dot), a domain of characters that no domain has, "
          "quoted mailboxes. Mailboxes of nobody (test at test.com) are remarked on",
    .zh =
        "电子邮箱，统一为小写：多个时取第一个，去掉标签和姓名，并加备注。不接受：以逗号或"
        "空格代替点（提示建议的写法）、含域名不允许的字符、带引号的邮箱。不属于任何人的"
        "（如 test.com 的 test）加备注",
    .role = WN_ROLE_EMAIL,
    .sql = "TEXT",
    .mask = "email",
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_REST | 1u << WN_REMARK_TYPO |
               1u << WN_REMARK_SHARED | 1u << WN_REMARK_DUMMY,
    .apply = apply,
    .examples = examples,
};
