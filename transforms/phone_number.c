/*
 * phone_number.c - country code, national prefix and type of a number, by the plans.
 *
 * The steps are those of libphonenumber's Parse (the source of each rule), on tables that
 * tools/phone_automata.c wrote: for each region an automaton that says whether a number
 * fits its plan at all, and for each country code one that says which region and type it
 * is of.
 */
#include "phone_number.h"

#include "phone_pattern.h"
#include "phone_text.h"

#include "core/memory.h"

#include <string.h>

struct phone_region {
    char id[4];
    uint16_t code, general;  /* country code; the region's automaton */
    uint32_t lengths, local; /* bit n: numbers of n digits; dialled locally only */
    uint16_t formats, format_count;
    uint16_t idd_first, prefix_first;        /* bit n: a match can begin with digit n */
    const char *idd, *prefix, *rule, *label; /* label of extensions, or "" */
};

struct phone_format {
    const char *pattern, *text, *national, *lead;
};

struct phone_code {
    uint16_t automaton, first, count;
};

struct phone_node {
    uint16_t next[10], accept;
};

#include "phone_plans.inc"

typedef struct digits {
    char at[PHONE_TEXT_LONGEST + PHONE_GROUPS];
    size_t len;
} digits;

static const struct phone_region *find_region(wn_str id)
{
    if (id.len != 2 || id.ptr[0] < 'A' || id.ptr[0] > 'Z' || id.ptr[1] < 'A' ||
        id.ptr[1] > 'Z')
        return NULL;
    unsigned at = phone_region_at[(id.ptr[0] - 'A') * 26 + id.ptr[1] - 'A'];
    return at ? &phone_regions[at - 1] : NULL;
}

static uint16_t follow(uint16_t node, const char *at, size_t len)
{
    if (len > PHONE_LONGEST)
        return 0;
    for (size_t i = 0; i < len && node; i++)
        node = phone_nodes[node].next[at[i] - '0'];
    return phone_nodes[node].accept;
}

static bool fits(const struct phone_region *region, const char *at, size_t len)
{
    return follow(region->general, at, len) != 0;
}

static void copy(digits *to, const digits *from)
{
    to->len = from->len;
    memcpy(to->at, from->at, from->len <= 32 ? 32 : from->len);
}

static void drop(digits *d, size_t count)
{
    d->len -= count;
    for (size_t i = 0; i < d->len; i++) /* a dozen bytes: faster than memmove */
        d->at[i] = d->at[i + count];
}

/* Keeps the digits only. Three letters or more count as keys of a telephone, and become
 * digits. */
static void normalize(digits *d, const phone_text *text, int from)
{
    static const char keys[] = "22233344455566677778889999";
    int letters = 0;

    for (int i = from; i < text->len && text->marked; i++)
        letters += (text->at[i] | 32) >= 'a' && (text->at[i] | 32) <= 'z';
    d->len = 0;
    for (int i = from; i < text->len; i++) {
        unsigned char c = text->at[i];
        if (c >= '0' && c <= '9')
            d->at[d->len++] = (char)c;
        else if (letters >= 3 && (c | 32) >= 'a' && (c | 32) <= 'z')
            d->at[d->len++] = keys[(c | 32) - 'a'];
    }
}

/* Cuts off the prefix for calls abroad (00, 011 ...), unless a 0 follows it. */
static bool strip_idd(const struct phone_region *home, digits *d)
{
    phone_match match;

    if (!home || d->len == 0 || !(home->idd_first >> (d->at[0] - '0') & 1) ||
        !phone_match_pattern(home->idd, (wn_str){d->at, d->len}, false, &match) ||
        (match.len < d->len && d->at[match.len] == '0'))
        return false;
    drop(d, match.len);
    return true;
}

/* Cuts off the trunk prefix, or rewrites the number as the plan says; not if only the
 * number with it fits the plan. */
static void strip_prefix(const struct phone_region *r, digits *d)
{
    phone_match match;
    digits other;
    const char *p = r->prefix;

    if (d->len == 0 || !(r->prefix_first >> (d->at[0] - '0') & 1) ||
        !phone_match_pattern(p, (wn_str){d->at, d->len}, false, &match))
        return;
    wn_str caught = match.groups ? match.group[match.groups < 2 ? 1 : 2] : WN_STR("");
    other.len = 0;
    if (*r->rule && caught.ptr && caught.len > 0)
        other.len = phone_expand(r->rule, &match, other.at, sizeof(other.at) / 2);
    size_t rest = d->len - match.len;
    if (other.len + rest > sizeof(other.at))
        return;
    memcpy(other.at + other.len, d->at + match.len, rest);
    other.len += rest;
    if (fits(r, d->at, d->len) && !fits(r, other.at, other.len))
        return;
    copy(d, &other);
}

enum length { LENGTH_POSSIBLE, LENGTH_LOCAL, LENGTH_SHORT, LENGTH_LONG, LENGTH_NONE };

static enum length length_of(const struct phone_region *r, size_t len)
{
    uint32_t bit = len < 32 ? 1u << len : 0;

    if (r->local & bit)
        return LENGTH_LOCAL;
    if (r->lengths & bit)
        return LENGTH_POSSIBLE;
    if (bit && bit < (r->lengths & -r->lengths))
        return LENGTH_SHORT;
    return !bit || bit > r->lengths ? LENGTH_LONG : LENGTH_NONE;
}

enum code { CODE_FOUND, CODE_NONE, CODE_SHORT, CODE_WRONG };

/* Cuts the country code off the front of the digits, and returns it. */
static uint16_t cut_code(digits *d)
{
    uint16_t code = 0;

    for (size_t i = 0; i < 3 && i < d->len && d->at[0] != '0'; i++) {
        code = (uint16_t)(code * 10 + (d->at[i] - '0'));
        if (phone_codes[code].count) {
            drop(d, i + 1);
            return code;
        }
    }
    return 0;
}

static enum code extract_code(const struct phone_region *home, bool plus, digits *d,
                              uint16_t *code)
{
    *code = 0;
    if (plus || strip_idd(home, d)) {
        if (d->len <= 2)
            return CODE_SHORT;
        *code = cut_code(d);
        return *code ? CODE_FOUND : CODE_WRONG;
    }
    if (!home)
        return CODE_NONE;
    digits without; /* is it the home country's code, without a prefix? */
    copy(&without, d);
    if (cut_code(&without) != home->code)
        return CODE_NONE;
    strip_prefix(home, &without);
    if ((!fits(home, d->at, d->len) && fits(home, without.at, without.len)) ||
        length_of(home, d->len) == LENGTH_LONG) {
        copy(d, &without);
        *code = home->code;
        return CODE_FOUND;
    }
    return CODE_NONE;
}

/* Cuts off the country code and the national prefix; what is left is the national
 * number. */
static const struct phone_region *
split(const phone_text *text, const struct phone_region *home, digits *d, uint16_t *code)
{
    int plus = 0;

    while (plus < text->len && text->at[plus] == '+')
        plus++;
    normalize(d, text, plus);
    enum code found = extract_code(home, plus > 0, d, code);
    if (found == CODE_WRONG && plus > 0) {
        normalize(d, text, plus);
        found = extract_code(home, false, d, code);
        if (*code == 0)
            return NULL;
    } else if (found == CODE_SHORT || found == CODE_WRONG) {
        return NULL;
    }
    const struct phone_region *region =
        *code ? &phone_regions[phone_codes[*code].first] : home;
    if (!region || d->len < 2)
        return NULL;
    *code = region->code;
    digits stripped;
    copy(&stripped, d);
    strip_prefix(region, &stripped);
    enum length length = length_of(region, stripped.len);
    if (length == LENGTH_POSSIBLE || length == LENGTH_LONG)
        copy(d, &stripped);
    return region;
}

bool phone_parse(wn_str text, wn_str region, phone_number *out)
{
    phone_text t;
    digits d;
    const struct phone_region *home = find_region(region);

    if (!phone_text_read(text, &t))
        return false;
    phone_text_extract(&t);
    if (!phone_text_is_viable(&t, t.len) || (!home && t.at[0] != '+'))
        return false;
    out->extension_len = (uint8_t)phone_text_extension(&t, out->extension);
    if (!split(&t, home, &d, &out->code) || d.len < 2 || d.len > PHONE_LONGEST)
        return false;
    memcpy(out->national, d.at, d.len);
    out->len = (uint8_t)d.len;
    const struct phone_code *code = &phone_codes[out->code];
    uint16_t accept = follow(code->automaton, d.at, d.len);
    out->type = (phone_type)(accept & 15);
    out->region = accept ? (int16_t)(code->first + (accept >> 4)) : -1;
    return true;
}

#define LEAST_DIGITS 6 /* digits of a number without area code */
#define MOST_DIGITS 15 /* E.164 */

/* The digits of a number without country code; false: the text is no such number. */
static bool read_bare(wn_str text, digits *d)
{
    char extension[PHONE_EXTENSION];
    phone_text t;

    if (!phone_text_read(text, &t))
        return false;
    phone_text_extract(&t);
    if (!phone_text_is_viable(&t, t.len) || t.at[0] == '+')
        return false;
    phone_text_extension(&t, extension);
    normalize(d, &t, 0);
    return d->len >= LEAST_DIGITS && d->len <= MOST_DIGITS;
}

bool phone_may_be(wn_str text)
{
    digits d;
    size_t same = 1;

    if (!read_bare(text, &d) || (d.at[0] == '0' && d.at[1] == '0'))
        return false;
    while (same < d.len && d.at[same] == d.at[0]) /* 11111111111 */
        same++;
    return same < d.len;
}

bool phone_is_national(wn_str text)
{
    digits d, own;

    if (!read_bare(text, &d))
        return false;
    for (size_t i = 0; i < WN_COUNT(phone_regions); i++) {
        const struct phone_region *r = &phone_regions[i];
        uint32_t lengths = r->lengths | r->lengths << 1 | r->lengths << 2;
        if (r->id[0] == '0' || !(lengths >> d.len & 1))
            continue; /* no country, or wrong length even with a prefix of two digits */
        copy(&own, &d);
        strip_prefix(r, &own);
        if (fits(r, own.at, own.len))
            return true;
    }
    return false;
}

const char *phone_region_id(const phone_number *number)
{
    return number->region < 0 ? "" : phone_regions[number->region].id;
}

/* ---- written out --------------------------------------------------------------- */

static char *put_number(char *to, unsigned number)
{
    char text[PHONE_CODE_ROOM];
    int len = 0;

    do
        text[len++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (len > 0)
        *to++ = text[--len];
    return to;
}

size_t phone_code_digits(const phone_number *n, char out[PHONE_CODE_ROOM])
{
    return (size_t)(put_number(out, n->code) - out);
}

static char *put_extension(char *to, const char *label, const phone_number *n)
{
    if (n->extension_len == 0)
        return to;
    to = stpcpy(to, label);
    return mempcpy(to, n->extension, n->extension_len);
}

size_t phone_e164(const phone_number *n, char *out)
{
    char *to = out;

    *to++ = '+';
    to = mempcpy(put_number(to, n->code), n->national, n->len);
    return (size_t)(put_extension(to, ";ext=", n) - out);
}

static const struct phone_format *choose_format(const phone_number *n, phone_match *match)
{
    const struct phone_region *main_region = &phone_regions[phone_codes[n->code].first];
    wn_str digits_of = {n->national, n->len};

    for (int i = 0; i < main_region->format_count; i++) {
        const struct phone_format *f = &phone_formats[main_region->formats + i];
        if (*f->lead && !phone_match_pattern(f->lead, digits_of, false, match))
            continue;
        if (phone_match_pattern(f->pattern, digits_of, true, match))
            return f;
    }
    return NULL;
}

size_t phone_first_group(const phone_number *n)
{
    phone_match match;

    return choose_format(n, &match) && match.groups > 2 ? match.group[1].len : 0;
}

/* "$2 15-$3" with the national prefix's "0$1" -> "0$2 15-$3" */
static void write_rule(const struct phone_format *f, char *rule, size_t room)
{
    bool first = *f->national;
    size_t len = 0;

    for (const char *p = f->text; *p && len + 8 < room; p++) {
        if (*p != '$' || !first) {
            rule[len++] = *p;
            continue;
        }
        for (const char *q = f->national; *q && len + 2 < room; q++)
            rule[len++] = q > f->national && q[-1] == '$' ? p[1] : *q;
        first = false;
        p++;
    }
    rule[len] = '\0';
}

size_t phone_national(const phone_number *n, char *out)
{
    phone_match match;
    const struct phone_format *f = choose_format(n, &match);
    const char *own = phone_regions[phone_codes[n->code].first].label;
    size_t len = n->len, most = PHONE_TEXT_ROOM - PHONE_EXTENSION - 16;
    char rule[64];

    if (f) {
        write_rule(f, rule, sizeof(rule));
        len = phone_expand(rule, &match, out, most);
    } else {
        memcpy(out, n->national, n->len);
    }
    return (size_t)(put_extension(out + len, *own ? own : " ext. ", n) - out);
}
