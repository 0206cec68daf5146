/*
 * url.c - web addresses: scheme and host put in lower case, form checked.
 *
 * Mistakes around the host are corrected if they can mean only one thing: http:/x,
 * http//x, http:\\x, a port that is the usual one. The path stays as it is.
 */
#include "domain.h"
#include "tidy.h"
#include "core/text.h"
#include "winnow/transform.h"

#include <stdio.h>
#include <string.h>

enum { PART_FULL, PART_HOST, PART_DOMAIN };
static const char *const parts[] = {"full", "host", "domain", NULL};

struct config {
    int part;
};

static const wn_option options[] = {
    {.name = "part",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, part),
     .fallback = "full",
     .choices = parts,
     .en = "the whole address, the host, or the domain its owner registered",
     .zh = "整个网址、主机名，或注册的域名"},
    {.type = WN_OPT_END},
};

typedef struct url {
    wn_str host, rest; /* rest: port, path and everything after */
    bool secure;
} url;

/* Does the text name another scheme: ftp://x.cn? */
static bool names_scheme(wn_str s)
{
    size_t at = 0;

    while (at < s.len && !strchr("/?#", s.ptr[at]))
        at++;
    return at > 0 && at < s.len && s.ptr[at] == '/' && s.ptr[at - 1] == ':';
}

/* Cuts off http or https and what was written for "://". *secure: it was https. False:
 * the text names another scheme. */
static bool cut_scheme(wn_str *s, bool *secure)
{
    size_t letters = wn_str_span(*s, "hHtTpPsS"), marks = letters;

    while (marks < s->len && strchr(":;/\\", s->ptr[marks]))
        marks++;
    bool slash =
        wn_str_span((wn_str){s->ptr + letters, marks - letters}, ":;") < marks - letters;
    bool exact = wn_str_equal_nocase((wn_str){s->ptr, letters}, WN_STR("http")) ||
                 wn_str_equal_nocase((wn_str){s->ptr, letters}, WN_STR("https"));
    if (marks == letters || (!slash && !exact))
        return !names_scheme(*s);
    if (letters > 0 && !exact && (letters < 3 || letters > 6 || (s->ptr[0] | 32) != 'h'))
        return false;
    *secure = letters > 0 && (s->ptr[letters - 1] | 32) == 's';
    *s = (wn_str){s->ptr + marks, s->len - marks};
    return true;
}

static bool is_ipv4(wn_str s)
{
    size_t numbers = 0;

    for (; s.len > 0; numbers++) {
        int64_t number;
        wn_str part = wn_str_cut(&s, WN_STR("."));
        if (!wn_str_number(part, &number) || part.len > 3 || number > 255)
            return false;
    }
    return numbers == 4;
}

/* Reads the port in ":8080/path", and drops the usual one. False: it is no port. */
static bool cut_port(wn_str *rest, bool secure)
{
    int64_t port;

    if (rest->len == 0 || rest->ptr[0] != ':')
        return true;
    size_t digits = wn_str_span((wn_str){rest->ptr + 1, rest->len - 1}, "0123456789");
    wn_str behind = {rest->ptr + 1 + digits, rest->len - 1 - digits};
    if ((behind.len > 0 && !strchr("/?#", behind.ptr[0])) || digits > 5)
        return false;
    if (digits == 0) {
        *rest = behind;
        return true;
    }
    if (!wn_str_number((wn_str){rest->ptr + 1, digits}, &port) || port < 1 ||
        port > 65535)
        return false;
    if (port == (secure ? 443 : 80))
        *rest = behind;
    return true;
}

static bool read_one(wn_str s, url *out, wn_arena *arena)
{
    while (s.len > 0 && strchr("(<\"'", s.ptr[0]))
        s = (wn_str){s.ptr + 1, s.len - 1};
    bool open = s.len && memchr(s.ptr, '(', s.len); /* .../Mercury_(planet) */
    while (s.len > 0 && strchr(open ? ".,;>\"'" : ".,;)>\"'", s.ptr[s.len - 1]))
        s.len--;
    out->secure = false;
    for (size_t before = s.len + 1; s.len < before;) { /* http://http://x.cn */
        before = s.len;
        if (!cut_scheme(&s, &out->secure))
            return false;
    }
    size_t end = 0;
    while (end < s.len && !strchr(":/?#\\", s.ptr[end]))
        end++;
    wn_str host = {s.ptr, end};
    out->rest = (wn_str){s.ptr + end, s.len - end};
    if (host.len > 1 && host.ptr[host.len - 1] == '.')
        host.len--;
    out->host = is_ipv4(host) ? host : domain_read(host, arena);
    /* www.example: a name after www. needs an end */
    bool alone = out->host.len > 4 && !memcmp(out->host.ptr, "www.", 4) &&
                 !memchr(out->host.ptr + 4, '.', out->host.len - 4) &&
                 !domain_is_top((wn_str){out->host.ptr + 4, out->host.len - 4});
    if (!out->host.len || alone || !cut_port(&out->rest, out->secure))
        return false;
    if (wn_str_equal(out->rest, WN_STR("/")))
        out->rest.len = 0;
    return true;
}

/* Where the first separator is (blank, comma and the like), and its length: "x.cn /
 * x.de" counts as one. */
static size_t find_gap(wn_str s, size_t *len)
{
    size_t at = 0;

    *len = 1;
    if (s.len > 1 && s.ptr[0] == '/' && s.ptr[1] == ' ')
        return 0;
    while (at < s.len && !strchr(" ,;|\n", s.ptr[at]) &&
           (s.len - at < 3 || memcmp(s.ptr + at, "、", 3) != 0))
        at++;
    *len = at == s.len ? 0 : (unsigned char)s.ptr[at] >= 0x80 ? 3 : 1;
    return at;
}

/* Does an address plainly begin here, after a blank? list.pdf is none. */
static bool begins_address(wn_str s)
{
    return s.len > 4 && (wn_str_equal_nocase((wn_str){s.ptr, 4}, WN_STR("www.")) ||
                         wn_str_equal_nocase((wn_str){s.ptr, 4}, WN_STR("http")));
}

/* Reads the first good address of a cell, where blanks, commas and the like separate
 * several. */
static bool read_first(wn_str s, url *out, size_t *count, wn_arena *arena)
{
    bool bad = false, blank = false;

    for (*count = 0; s.len > 0;) {
        url one;
        size_t skip, end = find_gap(s, &skip);
        wn_str piece = {s.ptr, end};
        bool behind = blank && !begins_address(piece);
        blank = (blank || end > 0) && skip == 1 && strchr(" \n", s.ptr[end]);
        s = (wn_str){s.ptr + end + skip, s.len - end - skip};
        if (piece.len == 0)
            continue;
        if (behind || !read_one(piece, &one, arena)) {
            bad = true;
            continue;
        }
        if (++*count == 1)
            *out = one;
    }
    if (bad)
        *count = 0; /* www. example.com is not two */
    return *count > 0;
}

/* Reads a host with words after a blank: "x.cn (old)", "x.cn - main site". But x. cn
 * and x.cn/price list.pdf are one address. */
static bool read_front(wn_str s, url *out, wn_arena *arena)
{
    size_t end = 0;

    while (end < s.len && !strchr(" \n", s.ptr[end]))
        end++;
    wn_str rest = {s.ptr + end, s.len - end};
    rest = (wn_str){rest.ptr + wn_str_span(rest, " \n"),
                    rest.len - wn_str_span(rest, " \n")};
    size_t word = 0;
    while (word < rest.len && !strchr(" \n", rest.ptr[word]))
        word++;
    return end > 0 && rest.len > 1 && s.ptr[end - 1] != '.' && rest.ptr[0] != '.' &&
           !memchr(rest.ptr, '.', word) && !memchr(rest.ptr, '/', rest.len) &&
           read_one((wn_str){s.ptr, end}, out, arena) && out->rest.len == 0;
}

/* Are all blanks beside a mark of the address: www. example.com, http:// example.com?
 * http://exa mple.com is not example.com. */
static bool is_slip(wn_str s)
{
    for (size_t i = 1; i + 1 < s.len; i++)
        if (strchr(" \n", s.ptr[i]) && !strchr("./: \n", s.ptr[i - 1]) &&
            !strchr("./: \n", s.ptr[i + 1]))
            return false;
    return true;
}

static bool is_mailbox(wn_str s)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;

    return at && at > s.ptr && !memchr(s.ptr, '/', s.len) &&
           domain_is_good((wn_str){at + 1, (size_t)(s.ptr + s.len - at - 1)});
}

/* Writes the address with blanks in the path encoded; `all`: also other characters that
 * would separate two addresses. */
static wn_str written(const url *u, int part, bool all, wn_arena *arena)
{
    if (part == PART_HOST)
        return u->host;
    if (part == PART_DOMAIN)
        return is_ipv4(u->host) ? u->host : domain_registered(u->host);
    char *text = wn_arena_bytes(arena, 9 + u->host.len + 3 * u->rest.len);
    char *to = mempcpy(text, u->secure ? "https://" : "http://", u->secure ? 8 : 7);
    to = mempcpy(to, u->host.ptr, u->host.len);
    for (size_t i = 0; i < u->rest.len;) {
        size_t gap;
        char c = u->rest.ptr[i];
        bool blank = c == ' ' || c == '\n';
        bool other =
            all && find_gap((wn_str){u->rest.ptr + i, u->rest.len - i}, &gap) == 0;
        if (!blank && !other) {
            *to++ = u->rest.ptr[i++];
            continue;
        }
        for (size_t k = 0; k < (blank ? 1 : gap); k++, i++)
            to += snprintf(to, 4, "%%%02X", blank ? ' ' : (unsigned char)u->rest.ptr[i]);
    }
    return (wn_str){text, (size_t)(to - text)};
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES, arena);
    size_t gap, count = 0, again = 0;
    url u, unused;

    if (s.len == 0)
        return WN_EMPTY;
    bool apart = find_gap(s, &gap) < s.len;
    bool good = apart && read_first(s, &u, &count, arena);
    bool rest = !good && apart && read_front(s, &u, arena);
    good = good || rest || read_one(s, &u, arena) ||
           (apart && is_slip(s) && read_one(tidy(s, TIDY_SQUEEZE, arena), &u, arena));
    if (count > 1 && good)
        out->remark = WN_REMARK_SEVERAL;
    else if (rest)
        out->remark = WN_REMARK_REST;
    else if (!good && is_mailbox(s))
        out->remark = WN_REMARK_MISPLACED;
    if (!good)
        return WN_INVALID;
    out->value = written(&u, c->part, false, arena);
    /* when read again, it must give one address */
    if (apart && c->part == PART_FULL && find_gap(out->value, &gap) < out->value.len &&
        read_first(out->value, &unused, &again, arena))
        out->value = written(&u, c->part, true, arena);
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "WWW.Example.com/", "http://www.example.com"},
    {NULL, "HTTPS://Example.com:443/A?b=C", "https://example.com/A?b=C"},
    {NULL, "ｗｗｗ．example．cn", "http://www.example.cn"},
    {NULL, "http:\\\\www.example.cn\\a", "http://www.example.cn\\a"},
    {NULL, "http//example.cn", "http://example.cn"},
    {NULL, "www.example.com; www.example.cn", "http://www.example.com"},
    {NULL, "www. example.com", "http://www.example.com"},
    {NULL, "example.com - old site", "http://example.com"},
    {NULL, "https://müller.example/Ü", "https://xn--mller-kva.example/Ü"},
    {NULL, "http://10.0.0.1:8080/crm", "http://10.0.0.1:8080/crm"},
    {NULL, "http://example.cn/price list.pdf", "http://example.cn/price%20list.pdf"},
    {NULL, "http://example.cn/price l|ist.cn", "http://example.cn/price%20l%7Cist.cn"},
    {"part=domain", "https://shop.example.co.uk/a", "example.co.uk"},
    {"part=host", "https://shop.example.co.uk/a", "shop.example.co.uk"},
    {NULL, "javascript:alert(1)", NULL},
    {NULL, "https://user:pass@example.com", NULL},
    {NULL, "li@example.com", NULL},
    {NULL, "example", NULL},
    {NULL, "www.example", NULL},
    {NULL, "ftp://example.com", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_url = {
    .name = "url",
    .en = "a web address (http or https), its host with an end (www.example has none)",
    .zh = "网址（http 或 https），主机名要有后缀（www.example 没有）",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_URL,
    .sql = "TEXT",
    .mask = "none",
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_REST | 1u << WN_REMARK_MISPLACED,
    .apply = apply,
    .examples = examples,
};
