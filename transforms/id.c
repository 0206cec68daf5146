/*
 * id.c - identifiers, and links, which are identifiers of other records.
 *
 * Identifiers are compared byte by byte: 0012 is not 12, and 001A is not 001a. So nothing
 * changes except blanks around them and the guards that exports put around numbers.
 * Salesforce writes the same id in 15 or in 18 characters; kind=salesforce makes 18 of
 * both.
 */
#include "winnow/transform.h"

#include <string.h>

enum { KIND_PLAIN, KIND_SALESFORCE };
static const char *const kinds[] = {"plain", "salesforce", NULL};

struct config {
    int kind;
};

static const wn_option options[] = {
    {.name = "kind",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, kind),
     .fallback = "plain",
     .choices = kinds,
     .en = "salesforce: ids of 15 characters get their check suffix, those of 18 are "
           "checked",
     .zh = "salesforce：15 位 id 补上校验后缀，18 位核对后缀"},
    {.type = WN_OPT_END},
};

static bool is_alnum(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
              ((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z')))
            return false;
    return true;
}

/* The suffix has one character for each five of the id: which of them are capitals, as
 * bits. */
static bool salesforce(wn_str s, wn_arena *arena, wn_str *out)
{
    if ((s.len != 15 && s.len != 18) || !is_alnum(s))
        return false;
    char *text = wn_arena_bytes(arena, 18);
    memcpy(text, s.ptr, 15);
    for (size_t group = 0; group < 3; group++) {
        unsigned bits = 0;
        for (size_t i = 0; i < 5; i++)
            bits |= (unsigned)(s.ptr[group * 5 + i] >= 'A' && s.ptr[group * 5 + i] <= 'Z')
                    << i;
        text[15 + group] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
    }
    wn_str whole = {text, 18};
    if (s.len == 18 && !wn_str_equal_nocase(s, whole))
        return false;
    *out = whole;
    return true;
}

/* 1.23457E+17, 1,23E+10, 1E+11: what a spreadsheet makes of a long number. */
static bool is_scientific(wn_str s)
{
    static const char digits[] = "0123456789";
    size_t at = wn_str_span(s, digits);

    if (at != 1)
        return false;
    if (s.len > 1 && (s.ptr[1] == '.' || s.ptr[1] == ','))
        at += 1 + wn_str_span((wn_str){s.ptr + 2, s.len - 2}, digits);
    wn_str power = {s.ptr + at, s.len - at};
    return power.len >= 4 && power.len <= 5 && (power.ptr[0] | 32) == 'e' &&
           power.ptr[1] == '+' &&
           wn_str_span((wn_str){power.ptr + 2, power.len - 2}, digits) == power.len - 2;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = wn_str_trim(in);

    for (size_t before = 0; before != s.len;) {
        before = s.len;
        if (s.len >= 3 && s.ptr[0] == '=' && s.ptr[1] == '"' && s.ptr[s.len - 1] == '"')
            s = wn_str_trim((wn_str){s.ptr + 2, s.len - 3});
        else if (s.len >= 2 && s.ptr[0] == '\'')
            s = wn_str_trim((wn_str){s.ptr + 1, s.len - 1});
    }
    out->value = s;
    if (s.len == 0)
        return WN_EMPTY;
    if (is_scientific(s))
        out->remark = WN_REMARK_DAMAGED;
    else if (c->kind == KIND_SALESFORCE && !salesforce(s, arena, &out->value))
        return WN_INVALID;
    return WN_CLEAN;
}

/* A link is right if a record has that key. So a link that does not fit its kind stays
 * as written: the key may be written so, too. */
static wn_verdict apply_link(wn_str in, const void *config, wn_arena *arena,
                             wn_cleaned *out)
{
    return apply(in, config, arena, out) == WN_EMPTY ? WN_EMPTY : WN_CLEAN;
}

static const wn_example link_examples[] = {
    {NULL, "=\"00123\"", "00123"},
    {"kind=salesforce", "0015g00000A0001", "0015g00000A0001AAB"},
    {"kind=salesforce", "ACC-7", "ACC-7"},
    {"kind=salesforce", "0015g00000A0001AAA", "0015g00000A0001AAA"},
    {NULL, " ", ""},
    {NULL, NULL, NULL},
};

static const wn_example examples[] = {
    {NULL, " 00120 ", "00120"},
    {NULL, "=\"00123\"", "00123"},
    {NULL, "'00123", "00123"},
    {NULL, "KH-2012-000004\t", "KH-2012-000004"},
    {"kind=salesforce", "0015g00000A0001", "0015g00000A0001AAB"},
    {"kind=salesforce", "0015g00000A0001AAB", "0015g00000A0001AAB"},
    {"kind=salesforce", "0015g00000A0001AAA", NULL},
    {NULL, "1.23457E+17", "1.23457E+17"},
    {NULL, " ", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_id = {
    .name = "id",
    .en = "an identifier: kept byte for byte, leading zeros too",
    .zh = "编号：逐字保留，前导零也保留",
    .blanks = WN_BLANKS_KEYS,
    .sql = "TEXT",
    .mask = "none",
    .options = options,
    .config_size = sizeof(struct config),
    .remarks = 1u << WN_REMARK_DAMAGED,
    .apply = apply,
    .examples = examples,
};

const wn_transform wn_transform_link = {
    .name = "link",
    .en = "the key of another record; becomes that record's id in the target",
    .zh = "另一条记录的主键；导入后为该记录在目标库里的 id",
    .role = WN_ROLE_LINK,
    .blanks = WN_BLANKS_KEYS,
    .sql = "INTEGER",
    .mask = "none",
    .options = options,
    .config_size = sizeof(struct config),
    .remarks = 1u << WN_REMARK_DAMAGED,
    .apply = apply_link,
    .examples = link_examples,
};
