/*
 * phone.c - telephone numbers to E.164 (+8613800138000), extension after ";ext="
 * (RFC 3966).
 *
 * A short table of countries with the lengths of their national numbers; a
 * number of another country must be written with its country code. Several
 * numbers in one cell: the first counts, the cell as read is kept.
 */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

struct config {
    wn_str region;
};

static const wn_option options[] = {
    {.name = "region",
     .type = WN_OPT_REGION,
     .offset = offsetof(struct config, region),
     .fallback = "CN",
     .en = "country of numbers without a country code: CN, US, DE ...",
     .zh = "没有国际区号时属于哪个国家：CN、US、DE……"},
    {.type = WN_OPT_END},
};

/* Country code, trunk prefix, shortest and longest national number (ITU-T
 * E.164 national plans). */
typedef struct plan {
    char region[3];
    const char *code, *trunk;
    uint8_t shortest, longest;
} plan;

static const plan plans[] = {
    {"CN", "86", "0", 10, 11}, {"US", "1", "1", 10, 10}, {"CA", "1", "1", 10, 10},
    {"HK", "852", "", 8, 8},   {"MO", "853", "", 8, 8},  {"TW", "886", "0", 8, 9},
    {"JP", "81", "0", 9, 10},  {"KR", "82", "0", 8, 11}, {"SG", "65", "", 8, 8},
    {"GB", "44", "0", 9, 10},  {"DE", "49", "0", 6, 13}, {"FR", "33", "0", 9, 9},
    {"IT", "39", "", 6, 11},   {"ES", "34", "", 9, 9},   {"NL", "31", "0", 9, 9},
    {"BE", "32", "0", 8, 9},   {"CH", "41", "0", 9, 9},  {"AT", "43", "0", 7, 13},
    {"SE", "46", "0", 7, 10},  {"AU", "61", "0", 9, 9},  {"NZ", "64", "0", 8, 10},
    {"IN", "91", "0", 10, 10}, {"MY", "60", "0", 8, 10}, {"TH", "66", "0", 8, 9},
    {"VN", "84", "0", 9, 10},  {"RU", "7", "8", 10, 10}, {"BR", "55", "0", 10, 11},
    {"MX", "52", "", 10, 10},  {"AE", "971", "0", 8, 9}, {"IE", "353", "0", 7, 9},
};

static const plan *plan_of_region(wn_str region)
{
    for (size_t i = 0; i < WN_COUNT(plans); i++)
        if (wn_str_equal(region, wn_str_of(plans[i].region)))
            return &plans[i];
    return NULL;
}

static bool starts_with(wn_str s, const char *prefix)
{
    size_t len = strlen(prefix);

    return len > 0 && s.len >= len && !memcmp(s.ptr, prefix, len);
}

static wn_str after(wn_str s, size_t count)
{
    return (wn_str){s.ptr + count, s.len - count};
}

/* Mainland numbers: mobiles are 1[3-9] and nine more; landlines have an area
 * code (10, 2x, or three digits from 3 on) and 7 or 8 digits. */
static bool is_chinese(wn_str n)
{
    if (n.ptr[0] == '1' && n.len == 11)
        return n.ptr[1] >= '3';
    if (starts_with(n, "10") || n.ptr[0] == '2')
        return n.len == 10;
    return starts_with(n, "400") || starts_with(n, "800")
               ? n.len == 10
               : n.ptr[0] >= '3' && (n.len == 10 || n.len == 11);
}

static bool fits(const plan *p, wn_str national)
{
    if (national.len < p->shortest || national.len > p->longest)
        return false;
    for (size_t i = 1; i <= national.len; i++)
        if (i == national.len)
            return false; /* one digit all along: nobody's number */
        else if (national.ptr[i] != national.ptr[0])
            break;
    if (!strcmp(p->region, "CN"))
        return is_chinese(national);
    return strcmp(p->code, "1") != 0 ||
           (national.ptr[0] >= '2' && national.ptr[3] >= '2');
}

/* National digits of a number written with its country code, or "". */
static const plan *split_international(wn_str digits, wn_str *national)
{
    for (size_t i = 0; i < WN_COUNT(plans); i++) {
        const plan *p = &plans[i];
        if (!starts_with(digits, p->code))
            continue;
        *national = after(digits, strlen(p->code));
        if (starts_with(*national, p->trunk) && p->trunk[0] == '0')
            *national = after(*national, 1);
        if (fits(p, *national))
            return p;
    }
    return NULL;
}

static const plan *split(wn_str digits, bool plus, wn_str region, wn_str *national)
{
    const plan *home = plan_of_region(region);

    if (!plus && starts_with(digits, "00")) {
        digits = after(digits, 2);
        plus = true;
    }
    if (plus)
        return split_international(digits, national);
    if (home) {
        *national = digits;
        if (starts_with(digits, home->trunk))
            *national = after(digits, strlen(home->trunk));
        if (national->len != digits.len && fits(home, *national))
            return home;
        *national = digits;
        if (fits(home, digits))
            return home;
        if (starts_with(digits, home->code)) {
            *national = after(digits, strlen(home->code));
            if (fits(home, *national))
                return home;
        }
    }
    return NULL;
}

typedef struct number {
    char digits[24], extension[8];
    size_t count, extension_count;
    bool plus, bad;
} number;

/* Marks that say: what follows is an extension. */
static size_t extension_mark(wn_str s)
{
    static const char *const marks[] = {";ext=", "转",  "分机", "ext.", "ext", "Ext.",
                                        "Ext",   "EXT", "x",    "X",    "#"};

    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (starts_with(s, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static void take_digit(number *n, char c, bool extension)
{
    if (extension && n->extension_count < sizeof(n->extension))
        n->extension[n->extension_count++] = c;
    else if (!extension && n->count < sizeof(n->digits))
        n->digits[n->count++] = c;
    else
        n->bad = true;
}

static number scan(wn_str s)
{
    number n = {.count = 0};
    bool extension = false;
    size_t run = 0; /* digits since the last mark */

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool digit = c >= '0' && c <= '9';
        size_t mark = digit ? 0 : extension_mark(after(s, i));
        if (digit) {
            take_digit(&n, c, extension);
            run++;
        } else if (mark && n.count >= 7 && !extension) {
            extension = true;
            i += mark - 1;
        } else if (c == '+' && n.count == 0) {
            n.plus = true;
        } else if (n.count >= 7 && strchr("/;,|", c)) {
            break; /* another number follows */
        } else if (c == '-' && run >= 7 && n.count >= 10 && !extension) {
            extension = true; /* 0577-62572311-601 */
        } else if (strchr(" -.()/", c)) {
            run = 0;
        } else {
            n.bad = true;
        }
    }
    return n;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_str *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW, arena), national = WN_STR("");

    if (s.len == 0)
        return WN_EMPTY;
    number n = scan(s);
    wn_str digits = {n.digits, n.count};
    const plan *p =
        n.bad || n.count < 6 ? NULL : split(digits, n.plus, c->region, &national);
    if (!p)
        return WN_INVALID;
    char *text = wn_arena_bytes(arena, 48), *to = text;
    *to++ = '+';
    to = mempcpy(to, p->code, strlen(p->code));
    to = mempcpy(to, national.ptr, national.len);
    if (n.extension_count > 0) {
        to = mempcpy(to, ";ext=", 5);
        to = mempcpy(to, n.extension, n.extension_count);
    }
    *out = (wn_str){text, (size_t)(to - text)};
    wn_arena_trim(arena, text, 48, out->len);
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "138 0013 8000", "+8613800138000"},
    {NULL, "+86-138-0013-8000", "+8613800138000"},
    {NULL, "(86)13800138000", "+8613800138000"},
    {NULL, "0086-17366607366", "+8617366607366"},
    {NULL, "１３８００１３８０００", "+8613800138000"},
    {NULL, "0577-62572311-601", "+8657762572311;ext=601"},
    {NULL, "(021) 5555 1234 转 8", "+862155551234;ext=8"},
    {NULL, "13800138000/13900139000", "+8613800138000"},
    {"region=US", "(212) 555-5298", "+12125555298"},
    {"region=DE", "030 123456", "+4930123456"},
    {NULL, "+852 9388 1727", "+85293881727"},
    {NULL, "12345", NULL},
    {NULL, "11111111111", NULL},
    {NULL, "call me", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_phone = {
    .name = "phone",
    .en = "a telephone number, to E.164 (+8613800138000)",
    .zh = "电话号码，统一为 E.164（+8613800138000）",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_PHONE,
    .sql = "TEXT",
    .mask = "phone",
    .apply = apply,
    .examples = examples,
};
