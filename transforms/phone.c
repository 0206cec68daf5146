/*
 * phone.c - telephone numbers to E.164 (+8613800138000), extension after ";ext="
 * (RFC 3966).
 *
 * phone_number.c reads a number by the plans of all regions. What it does not take
 * is tried again the way people meant it: a second number behind a slash, 转 for an
 * extension, 00 for +, an extension behind a hyphen.
 *
 * No country is a default: a number without country code is read by what stands beside
 * it in the record, else by region=, else it stays as it is, with a remark.
 */
#include "phone_number.h"
#include "phone_words.h"
#include "region.h"
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

#define PHONE_PLANS_NAMED_ONLY
#include "phone_plans.inc"

enum { FORMAT_E164, FORMAT_NATIONAL, FORMAT_REGION, FORMAT_TYPE };
static const char *const forms[] = {"e164", "national", "region", "type", NULL};

struct config {
    wn_str region, region_from, area, area_from;
    int format;
    bool placed, in_area; /* the record has said its country; its city */
    const char *likely;   /* or that it is one of these: "US IT" */
};

static const wn_option options[] = {
    {.name = "region",
     .type = WN_OPT_REGION,
     .offset = offsetof(struct config, region),
     .en = "country of numbers without a country code: CN, US, DE ...; none is assumed",
     .zh = "没有国际区号时属于哪个国家：CN、US、DE……；不写则不猜"},
    {.name = "region-from",
     .type = WN_OPT_COLUMN,
     .offset = offsetof(struct config, region_from),
     .en =
         "column with each record's country, by any name; or several, the surest first: "
         "Country | State | Zip | Address | City. Where they say nothing, region=",
     .zh = "哪一列是该记录的国家（任何写法）；也可写多列，最可靠的在前：国家 | 省 | 邮编 "
           "| 地址 "
           "| 城市。都没有时用 region="},
    {.name = "area",
     .type = WN_OPT_TEXT,
     .offset = offsetof(struct config, area),
     .en = "Chinese city whose area code is suggested for local numbers without one",
     .zh = "缺区号的本地号码按哪个城市给出建议"},
    {.name = "area-from",
     .type = WN_OPT_COLUMN,
     .offset = offsetof(struct config, area_from),
     .en = "column with each record's city or address, for the same",
     .zh = "哪一列是该记录的城市或地址，用途同上"},
    {.name = "form",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, format),
     .fallback = "e164",
     .choices = forms,
     .en = "what to write: the number for machines or as people dial it, its region, or "
           "its type",
     .zh = "写出什么：国际格式、当地写法、所属国家，或号码类型"},
    {.type = WN_OPT_END},
};

#define LONGEST 250
#define ENOUGH 7 /* digits of a number */

/* Words between two numbers, or before an extension; the rest of a cell is kept. */
static const struct {
    const char *word;
    bool extension;
} words[] = {{"转", true},     {"轉", true},     {"分机", true}, {"分機", true},
             {"内线", true},   {"內線", true},   {"或", false},  {"和", false},
             {"、", false},    {"，", false},    {"；", false},  {" or ", false},
             {" and ", false}, {" und ", false}, {" / ", false}, {"/", false},
             {";", false},     {"|", false},     {"\n", false},  {",", false}};

/* Not where letters were dialled in a text that has the digits of a number. */
static bool read_number(wn_str s, const struct config *c, phone_number *n)
{
    if (!phone_parse(s, c->region, n) || n->type == PHONE_UNKNOWN)
        return false;
    size_t digits = phone_count_digits(s);
    return digits < ENOUGH || (size_t)n->len + n->extension_len <= digits;
}

/* 0086-139... and 00 49 30...: two zeros and a country code apart from the rest stand
 * for a plus. Where they run together, the country's own prefix for calls abroad
 * decides (0086139... in China, not in Brazil), if the country is known. */
static bool read_abroad(wn_str s, const struct config *c, phone_number *n)
{
    char text[LONGEST + 2];

    s = wn_str_trim(s);
    if (s.len > 0 && s.ptr[0] == '(')
        s = (wn_str){s.ptr + 1, s.len - 1};
    if (s.len < 6 || s.len > LONGEST || s.ptr[0] != '0' || s.ptr[1] != '0' ||
        (wn_str_span(s, "0123456789") > 5 && c->region.len > 0))
        return false;
    text[0] = '+';
    memcpy(text + 1, s.ptr + 2, s.len - 2);
    return read_number((wn_str){text, s.len - 1}, c, n);
}

/* 0577-62572311-601: the last of the groups is an extension. */
static bool read_hyphen(wn_str s, const struct config *c, phone_number *n)
{
    const char *hyphen = s.len ? memrchr(s.ptr, '-', s.len) : NULL;
    size_t digits = hyphen ? (size_t)(s.ptr + s.len - hyphen - 1) : 0;

    if (digits < 1 || digits > 6 ||
        wn_str_span((wn_str){hyphen + 1, digits}, "0123456789") != digits ||
        !read_number((wn_str){s.ptr, s.len - digits - 1}, c, n) || n->extension_len > 0)
        return false;
    memcpy(n->extension, hyphen + 1, digits);
    n->extension_len = (uint8_t)digits;
    return true;
}

static bool read_one(wn_str s, const struct config *c, phone_number *n)
{
    return read_number(s, c, n) || read_abroad(s, c, n) || read_hyphen(s, c, n);
}

static size_t find_word(wn_str s, bool extension, size_t *len)
{
    static const bool begins[256] = {
        [' '] = true,  ['/'] = true,  [';'] = true,  ['|'] = true,
        ['\n'] = true, [','] = true,  [0xE8] = true, [0xE5] = true,
        [0xE6] = true, [0xE3] = true, [0xEF] = true};

    for (size_t i = 0; i < s.len; i++) {
        for (size_t w = begins[(unsigned char)s.ptr[i]] ? 0 : WN_COUNT(words);
             w < WN_COUNT(words); w++) {
            *len = strlen(words[w].word);
            if (words[w].extension == extension && s.ptr[i] == words[w].word[0] &&
                s.len - i >= *len && !memcmp(s.ptr + i, words[w].word, *len))
                return i;
        }
    }
    *len = 0;
    return s.len;
}

/* "(021) 5555 1234 转 8" -> "(021) 5555 1234 ext 8" */
static bool read_extension(wn_str s, const struct config *c, phone_number *n)
{
    char text[LONGEST + 8];
    size_t len, at = find_word(s, true, &len);

    if (at == s.len || s.len > LONGEST)
        return read_one(s, c, n);
    char *to = mempcpy(text, s.ptr, at);
    to = mempcpy(stpcpy(to, " ext "), s.ptr + at + len, s.len - at - len);
    return read_one((wn_str){text, (size_t)(to - text)}, c, n);
}

/* The first good number of several; *count is how many there are. */
static bool read_several(wn_str s, const struct config *c, phone_number *n, int *count)
{
    bool found = false;

    for (*count = 0; s.len > 0;) {
        phone_number one;
        size_t len, at = find_word(s, false, &len);
        wn_str piece = wn_str_trim((wn_str){s.ptr, at});
        s = (wn_str){s.ptr + at + len, s.len - at - len};
        if (piece.len == 0)
            continue;
        bool read = read_extension(piece, c, &one);
        if (read && !found)
            *n = one;
        found = found || read;
        *count += read || phone_count_digits(piece) > 0;
    }
    return found;
}

/* What the plans alone do not take; told apart first, as most of it is no number. */
static bool read_otherwise(wn_str s, const struct config *c, phone_number *n, int *count)
{
    size_t len;

    if (find_word(s, true, &len) < s.len && read_extension(s, c, n))
        return true;
    if (find_word(s, false, &len) < s.len)
        return read_several(s, c, n, count);
    return read_abroad(s, c, n) || read_hyphen(s, c, n);
}

static wn_str written(const phone_number *n, int format, wn_arena *arena)
{
    static const char *const types[] = {
        "unknown", "premium", "toll-free", "shared-cost", "voip",   "personal",
        "pager",   "uan",     "voicemail", "fixed",       "mobile", "fixed-or-mobile"};

    if (format == FORMAT_REGION)
        return wn_str_of(phone_region_id(n));
    if (format == FORMAT_TYPE)
        return wn_str_of(types[n->type]);
    char *text = wn_arena_bytes(arena, PHONE_TEXT_ROOM);
    size_t len =
        format == FORMAT_NATIONAL ? phone_national(n, text) : phone_e164(n, text);
    wn_arena_trim(arena, text, PHONE_TEXT_ROOM, len);
    return (wn_str){text, len};
}

/* 6555 1234 in Beijing was likely +861065551234; only said, as nobody can know. */
static wn_str with_area(wn_str s, const struct config *c, wn_arena *arena)
{
    char text[32];
    size_t len = 0;
    phone_number n;

    if (!c->area.len || s.len > 20 ||
        (c->region.len > 0 && !wn_str_equal(c->region, WN_STR("CN"))))
        return WN_STR("");
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            text[len++] = s.ptr[i];
        else if (!strchr(" -.", s.ptr[i]))
            return WN_STR("");
    const char *area = len == 7 || len == 8 ? region_area_code(c->area, arena) : NULL;
    if (!area)
        return WN_STR("");
    wn_str whole = wn_arena_format(arena, "+86%s%.*s", area, (int)len, text);
    return read_number(whole, c, &n) ? written(&n, FORMAT_E164, arena) : WN_STR("");
}

/* 1.38001E+10: the digits are gone for good. */
static bool is_scientific(wn_str s)
{
    size_t digits = wn_str_span(s, "0123456789.");

    return digits > 0 && s.len - digits >= 3 && (s.ptr[digits] | 32) == 'e' &&
           s.ptr[digits + 1] == '+';
}

/* (212) 555-0123, 212-555-0123, 212.555.0123: nobody in China writes so, and who reads
 * it there has called +86 21 2555 0123. */
static bool is_north_american(wn_str s)
{
    static const char *const shapes[] = {"(999) 999-9999", "(999)999-9999",
                                         "999-999-9999",   "999.999.9999",
                                         "(999) 999.9999", "(999) 999 9999"};

    for (size_t i = 0; i < WN_COUNT(shapes); i++) {
        size_t at = 0;
        while (at < s.len && shapes[i][at] &&
               (shapes[i][at] == '9' ? s.ptr[at] >= '0' && s.ptr[at] <= '9'
                                     : s.ptr[at] == shapes[i][at]))
            at++;
        if (!shapes[i][at] && (at == s.len || s.ptr[at] == ' '))
            return true;
    }
    return false;
}

static bool is_foreign(wn_str s, const struct config *c, const phone_number *n)
{
    return n->type == PHONE_FIXED && n->code == 86 &&
           wn_str_equal(c->region, WN_STR("CN")) && is_north_american(s);
}

static bool read_any(wn_str s, const struct config *c, phone_number *n, int *count)
{
    return (read_number(s, c, n) || read_otherwise(s, c, n, count)) &&
           !is_foreign(s, c, n);
}

static bool is_same(const phone_number *a, const phone_number *b)
{
    return a->code == b->code && a->len == b->len &&
           !memcmp(a->national, b->national, a->len);
}

/* The number as one of the countries that the record is likely of: as only one of them
 * can have it. */
static bool read_likely(wn_str s, const struct config *c, phone_number *n, int *count)
{
    struct config one = *c;
    bool found = false, american = is_north_american(s);

    for (const char *id = c->likely; *id; id += id[2] ? 3 : 2) {
        phone_number other;
        int numbers = 1;
        one.region = (wn_str){id, 2};
        if (!read_any(s, &one, &other, &numbers))
            continue;
        if (found && !is_same(n, &other))
            return false;
        *n = other;
        *count = numbers;
        found = true;
        if (american && (!memcmp(id, "US", 2) || !memcmp(id, "CA", 2)))
            return true;
    }
    return found;
}

/* 447700900101: a country code without its plus. It is read where no country has such a
 * number itself; else it is only said. */
static bool read_code(wn_str s, const struct config *c, phone_number *n, bool *alone)
{
    char text[LONGEST + 2] = "+";

    if (s.len < 10 || s.len > LONGEST || s.ptr[0] < '1' || s.ptr[0] > '9')
        return false;
    memcpy(text + 1, s.ptr, s.len);
    if (!read_number((wn_str){text, s.len + 1}, c, n))
        return false;
    *alone = !phone_is_national(s);
    return true;
}

/* Has one of the numbers of the cell the shape of one? */
static bool may_be(wn_str s)
{
    while (s.len > 0) {
        size_t len, at = find_word(s, false, &len);
        if (phone_may_be((wn_str){s.ptr, at}))
            return true;
        s = (wn_str){s.ptr + at + len, s.len - at - len};
    }
    return false;
}

/* What is left where nothing says the country, or its plan has no such number. */
static wn_verdict not_read(wn_str s, const struct config *c, wn_arena *arena,
                           wn_cleaned *out)
{
    phone_number n;
    bool alone = false;

    out->advice = with_area(s, c, arena);
    out->remark = out->advice.len ? WN_REMARK_INCOMPLETE : WN_REMARK_NONE;
    bool foreign = wn_str_equal(c->region, WN_STR("CN")) && is_north_american(s);
    if (out->remark || (c->region.len > 0 && !foreign) ||
        (!phone_may_be(s) && !may_be(s)))
        return WN_INVALID;
    if (!foreign && read_code(s, c, &n, &alone)) {
        out->advice = written(&n, alone ? c->format : FORMAT_E164, arena);
        if (alone) {
            out->value = out->advice;
            out->advice = WN_STR("");
            return WN_CLEAN;
        }
    }
    out->remark = WN_REMARK_REGION;
    return WN_UNKNOWN;
}

static bool read_cell(wn_str s, const struct config *c, phone_number *n, int *count)
{
    *count = 1;
    return (c->likely && read_likely(s, c, n, count)) || read_any(s, c, n, count);
}

/* Text beside the number is a remark: it is neither dialled nor lost. */
static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES | TIDY_MARKUP, arena);
    phone_number n;
    int count;

    if (s.len == 0)
        return WN_EMPTY;
    if (is_scientific(s)) {
        out->remark = WN_REMARK_DAMAGED;
        return WN_INVALID;
    }
    wn_str bare = phone_without_words(s, arena);
    wn_verdict verdict = WN_CLEAN;
    if (read_cell(bare, c, &n, &count) || read_cell(s, c, &n, &count))
        out->value = written(&n, c->format, arena);
    else
        verdict = not_read(bare, c, arena, out);
    if (verdict == WN_CLEAN)
        out->remark = count > 1            ? WN_REMARK_SEVERAL
                      : phone_has_words(s) ? WN_REMARK_REST
                                           : WN_REMARK_NONE;
    return verdict;
}

/* The record's own country, as far as the text beside the number tells it, or its city.
 */
static const void *with_place(const void *config, const wn_option *option, wn_place place,
                              wn_str value, wn_arena *arena)
{
    const struct config *c = config;
    bool is_area = option->offset == offsetof(struct config, area_from);
    region_hint hint = {0};

    if (is_area ? c->in_area || wn_str_trim(value).len == 0 : c->placed)
        return config;
    if (!is_area)
        hint = region_ask(value, place, arena);
    if (!is_area && !hint.sure && (!hint.likely || c->likely))
        return config;
    struct config *own = wn_arena_alloc(arena, sizeof(*own));
    *own = *c;
    if (is_area) {
        own->area = value;
        own->in_area = true;
    } else {
        own->placed = hint.sure != NULL;
        own->region = hint.sure ? wn_str_of(hint.sure) : c->region;
        own->likely = hint.likely;
    }
    return own;
}

static const wn_example examples[] = {
    {"region=CN", "138 0013 8000", "+8613800138000"},
    {"region=CN", "(86)13800138000", "+8613800138000"},
    {"region=CN", "１３８００１３８０００", "+8613800138000"},
    {"region=CN", "8613800138000", "+8613800138000"},
    {"region=CN", "0577-62572311-601", "+8657762572311;ext=601"},
    {"region=CN", "(021) 5555 1234 转 8", "+862155551234;ext=8"},
    {"region=CN", "13800138000/13900139000", "+8613800138000"},
    {"region=CN", "电话：13800138000、010-65551234", "+8613800138000"},
    {"region=US", "(212) 555-5298 x12, ask for Tom", "+12125555298;ext=12"},
    {"region=CN", "400-820-8820", "+864008208820"},
    {"region=US", "(212) 555-5298", "+12125555298"},
    {"region=US", "1-800-FLOWERS", "+18003569377"},
    {"region=US", "00 49 30 123456", "+4930123456"},
    {"region=US", "212.555.5298 x12", "+12125555298;ext=12"},
    {"region=DE", "030 123456", "+4930123456"},
    {"region=GB", "+44 (0)20 7946 0018", "+442079460018"},
    {"region=AR", "(011) 15-2345-6789", "+5491123456789"},
    {"region=GB", "447911123456", "+447911123456"},
    {"region=RU", "8 495 644-14-00", "+74956441400"},
    {"region=IT", "06 1234 5678", "+390612345678"},
    {NULL, "+86-138-0013-8000", "+8613800138000"},
    {NULL, "0086-17366607366", "+8617366607366"},
    {NULL, "004930123456", "+4930123456"},
    {NULL, "138 0013 8000", "138 0013 8000"},
    {NULL, "(212) 555-5298", "(212) 555-5298"},
    {"form=national", "+862155551234", "021 5555 1234"},
    {"form=region", "+14165550123", "CA"},
    {"form=type", "+8613800138000", "mobile"},
    {NULL, "+852 9388 1727", "+85293881727"},
    {NULL, "1.38001E+10", NULL},
    {NULL, "12345", NULL},
    {NULL, "11111111111", NULL},
    {NULL, "call me", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_phone = {
    .name = "phone",
    .en = "a telephone number of any country, to E.164 (+8613800138000), by the number "
          "plans of libphonenumber " PHONE_PLANS " (" PHONE_PLANS_DATE ")",
    .zh = "任何国家的电话号码，统一为 E.164（+8613800138000）；号码规则取自 libphonenumber "
          PHONE_PLANS "（" PHONE_PLANS_DATE "）",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_PHONE,
    .blanks = WN_BLANKS_OWN,
    .sql = "TEXT",
    .mask = "phone",
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_REST | 1u << WN_REMARK_DAMAGED |
               1u << WN_REMARK_INCOMPLETE | 1u << WN_REMARK_REGION,
    .with = with_place,
    .apply = apply,
    .examples = examples,
};
