/*
 * phone.c - telephone numbers to E.164 (+8613800138000), with extensions after ";ext="
 * (RFC 3966).
 *
 * phone_number.c reads a number by the plans of all regions; phone_one.c reads what
 * people write instead (00 for +, a code twice, an extension after a hyphen);
 * phone_cell.c finds the number in the cell; phone_marks.c compares how it is written
 * with what was read.
 *
 * There is no default country. A number without country code is read by the place beside
 * it in the record, or else by region=; or else it stays as it is, with a remark.
 */
#include "phone_cell.h"
#include "phone_marks.h"
#include "region.h"
#include "tidy.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

#define PHONE_PLANS_NAMED_ONLY
#include "phone_plans.inc"

enum { FORMAT_E164, FORMAT_NATIONAL, FORMAT_REGION, FORMAT_TYPE };
static const char *const forms[] = {"e164", "national", "region", "type", NULL};

struct config {
    wn_str region, region_from, area, area_from;
    int format;
    bool placed, in_area; /* the record names its country; its city */
    const char *likely;   /* or several possible ones: "US IT" */
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

/* The number with the area code of its city: 6555 1234 in Beijing is likely
 * +861065551234. It is only suggested, as it is not certain. */
static wn_str with_area(wn_str s, const struct config *c, wn_arena *arena)
{
    char text[32];
    size_t len = 0;
    phone_number n;

    if (!c->area.len || s.len == 0 || s.len > 20 ||
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
    return phone_parse(whole, WN_STR(""), &n) && n.type != PHONE_UNKNOWN
               ? written(&n, FORMAT_E164, arena)
               : WN_STR("");
}

/* 1.38001E+10: a spreadsheet has destroyed the digits. */
static bool is_scientific(wn_str s)
{
    size_t digits = wn_str_span(s, "0123456789.");

    return digits > 0 && s.len - digits >= 3 && (s.ptr[digits] | 32) == 'e' &&
           s.ptr[digits + 1] == '+';
}

/* Removes the .0 that a spreadsheet added: 13800138000.0. */
static wn_str without_fraction(wn_str s)
{
    size_t digits = s.len && s.ptr[0] == '+', from = digits, end = s.len;

    while (digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
        digits++;
    while (end > digits && s.ptr[end - 1] == '0')
        end--;
    return digits - from >= 7 && end < s.len && end == digits + 1 && s.ptr[digits] == '.'
               ? (wn_str){s.ptr, digits}
               : s;
}

static bool is_same(const phone_number *a, const phone_number *b)
{
    return a->code == b->code && a->len == b->len &&
           !memcmp(a->national, b->national, a->len);
}

/* (212) 555-0123: only North America writes so. */
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

/* Reads the number as of one of the countries that the record may be of, if it fits
 * only one. */
static bool read_likely(const phone_cell *cell, const struct config *c, phone_reading *r)
{
    bool found = false, american = is_north_american(cell->text);

    for (const char *id = c->likely; *id; id += id[2] ? 3 : 2) {
        phone_reading other;
        if (!phone_cell_read(cell, (wn_str){id, 2}, &other))
            continue;
        if (found && !is_same(&r->number, &other.number))
            return false;
        *r = other;
        found = true;
        if (american && (!memcmp(id, "US", 2) || !memcmp(id, "CA", 2)))
            return true;
    }
    return found;
}

/* Reads a country code without its plus: 447700900101. *alone: no country has such a
 * national number; else the reading is only suggested. */
static bool read_code(wn_str s, phone_number *n, bool *alone)
{
    char text[64] = "+";

    if (s.len < 10 || s.len + 1 > sizeof(text) || s.ptr[0] < '1' || s.ptr[0] > '9')
        return false;
    memcpy(text + 1, s.ptr, s.len);
    if (!phone_parse((wn_str){text, s.len + 1}, WN_STR(""), n) ||
        n->type == PHONE_UNKNOWN || memchr(s.ptr, '+', s.len))
        return false;
    *alone = !phone_is_national(s);
    return true;
}

/* The verdict on a number whose country is not known, or that does not fit its plan. */
static wn_verdict not_read(const phone_cell *cell, const struct config *c, bool foreign,
                           wn_arena *arena, wn_cleaned *out)
{
    wn_str only = phone_cell_only(cell);
    phone_number n;
    bool alone = false;

    out->advice = with_area(only, c, arena);
    out->remark = out->advice.len ? WN_REMARK_INCOMPLETE : WN_REMARK_NONE;
    if (out->remark || (c->region.len > 0 && !foreign) || !phone_cell_may_be(cell))
        return WN_INVALID;
    if (!foreign && read_code(only, &n, &alone)) {
        out->advice = written(&n, alone ? c->format : FORMAT_E164, arena);
        if (alone) {
            out->value = out->advice;
            out->advice = WN_STR("");
            out->remark = cell->words ? WN_REMARK_REST : WN_REMARK_NONE;
            return WN_CLEAN;
        }
    }
    out->remark = WN_REMARK_REGION;
    return WN_UNKNOWN;
}

static wn_remark remark_of(const phone_reading *r)
{
    return r->several                   ? WN_REMARK_SEVERAL
           : r->unsure                  ? WN_REMARK_AMBIGUOUS
           : r->rest                    ? WN_REMARK_REST
           : r->changed                 ? WN_REMARK_CHANGED
           : phone_is_dummy(&r->number) ? WN_REMARK_DUMMY
                                        : WN_REMARK_NONE;
}

/* Text beside the number gives a remark: it is not taken for digits, and not lost. */
static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_LINES | TIDY_MARKUP, arena);
    phone_cell cell;
    phone_reading r;

    if (s.len == 0)
        return WN_EMPTY;
    if (is_scientific(s)) {
        out->remark = WN_REMARK_DAMAGED;
        return WN_INVALID;
    }
    phone_cell_scan(without_fraction(s), &cell, arena);
    if (!(c->likely && read_likely(&cell, c, &r)) &&
        !phone_cell_read(&cell, c->region, &r))
        return not_read(&cell, c, r.foreign, arena, out);
    out->value = written(&r.number, c->format, arena);
    out->remark = remark_of(&r);
    return WN_CLEAN;
}

/* The config for one record: with its country, as far as the text beside the number
 * tells, or its city. */
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
    {"region=CN", "021-62881234*8001", "+862162881234;ext=8001"},
    {"region=CN", "021-62881234/35", "+862162881234"},
    {"region=CN", "13800138000/13900139000", "+8613800138000"},
    {"region=CN", "13800138000;13900139000", "+8613800138000"},
    {"region=CN", "13800138000 13900139000", "+8613800138000"},
    {"region=CN", "电话：13800138000、010-65551234", "+8613800138000"},
    {"region=CN", "13800138000（微信同号）", "+8613800138000"},
    {"region=CN", "13800138000.0", "+8613800138000"},
    {"region=CN", "+86-86-13800138000", "+8613800138000"},
    {"region=CN", "(212) 555-5298", "(212) 555-5298"},
    {"region=CN", "1-381-555-5298", "1-381-555-5298"},
    {"region=US", "(20) 7946 0018", "(20) 7946 0018"},
    {"region=BJ", "01 95 23 45 17", "+2290195234517"},
    {"region=BJ", "95 23 45 17", NULL},
    {"region=US", "(212) 555-5298 x12, ask for Tom", "+12125555298;ext=12"},
    {"region=DE", "0221 470123 Durchwahl 12", "+49221470123;ext=12"},
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
          "plans of libphonenumber " PHONE_PLANS " (" PHONE_PLANS_DATE "). Refused: what "
          "no plan has; what nothing tells the country of; what is grouped as in another "
          "country, (212) 555-5298 in China. Remarked on: a second number, text beside "
          "it, letters dialled, 13800000000",
    .zh = "任何国家的电话号码，统一为 E.164（+8613800138000）；号码规则取自 "
          "libphonenumber " PHONE_PLANS "（" PHONE_PLANS_DATE
          "）。不接受：各国规则里都没有的；看不出国家的；分组像别国号码的，如中国的 "
          "(212) 555-5298。会提示：第二个号码、旁边的文字、用字母拨的号、13800000000 "
          "这类占位号码",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_PHONE,
    .blanks = WN_BLANKS_OWN,
    .sql = "TEXT",
    .mask = "phone",
    .remarks = 1u << WN_REMARK_SEVERAL | 1u << WN_REMARK_REST | 1u << WN_REMARK_DAMAGED |
               1u << WN_REMARK_INCOMPLETE | 1u << WN_REMARK_REGION |
               1u << WN_REMARK_AMBIGUOUS | 1u << WN_REMARK_CHANGED |
               1u << WN_REMARK_DUMMY,
    .with = with_place,
    .apply = apply,
    .examples = examples,
};
