/* iban.c - bank accounts (ISO 13616: length by country, MOD 97-10) and bank cards
 * (ISO/IEC 7812: Luhn). */
#include "tidy.h"
#include "core/check_digit.h"
#include "winnow/transform.h"

#include <string.h>

/* Writes letters and digits in capitals, without blanks and hyphens. Returns the
 * length; 0: the text has something else. */
static size_t squeeze(wn_str s, char *out, size_t room)
{
    size_t len = 0;

    if (s.len > 5 && wn_str_equal_nocase((wn_str){s.ptr, 4}, WN_STR("IBAN")))
        s = (wn_str){s.ptr + 4 + (s.ptr[4] == ':'), s.len - 4 - (s.ptr[4] == ':')};
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ' ' || c == '-' || c == '.')
            continue;
        c = c >= 'a' && c <= 'z' ? (char)(c & ~32) : c;
        if (len == room || !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
            return 0;
        out[len++] = c;
    }
    return len;
}

static wn_verdict apply_iban(wn_str in, const void *config, wn_arena *arena,
                             wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    char *text = wn_arena_bytes(arena, 34);

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    size_t len = squeeze(s, text, 34);
    if (len < 15 || len != wn_iban_length(text) || !wn_check_iban(text, len))
        return WN_INVALID;
    out->value = (wn_str){text, len};
    return WN_CLEAN;
}

static wn_verdict apply_card(wn_str in, const void *config, wn_arena *arena,
                             wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW, arena);
    char *text = wn_arena_bytes(arena, 24);

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    if (memchr(s.ptr, '+', s.len))
        out->remark = WN_REMARK_DAMAGED; /* 6.22202E+18 */
    size_t len = squeeze(s, text, 24);
    if (len == 18 && wn_check_cn_person(text))
        out->remark = WN_REMARK_MISPLACED;
    if (len == 18 && out->remark)
        return WN_INVALID;
    if (len < 12 || len > 19 || wn_str_span((wn_str){text, len}, "0123456789") != len ||
        text[0] == '0' || !wn_check_luhn(text, len))
        return WN_INVALID;
    out->value = (wn_str){text, len};
    return WN_CLEAN;
}

static const wn_example ibans[] = {
    {NULL, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"},
    {NULL, "iban: gb29nwbk60161331926819", "GB29NWBK60161331926819"},
    {NULL, "DE89 3704 0044 0532 0130 01", NULL},
    {NULL, "DE8937040044053201300", NULL},
    {NULL, "XX89370400440532013000", NULL},
    {NULL, NULL, NULL},
};

static const wn_example cards[] = {
    {NULL, "4111 1111 1111 1111", "4111111111111111"},
    {NULL, "5500-0000-0000-0004", "5500000000000004"},
    {NULL, "4111111111111112", NULL},
    {NULL, "6.22202E+18", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_iban = {
    .name = "iban",
    .en = "an international bank account number (ISO 13616), by its check digits",
    .zh = "国际银行账号 IBAN（ISO 13616），按校验位核对",
    .sql = "TEXT",
    .mask = "tail4",
    .apply = apply_iban,
    .examples = ibans,
};

const wn_transform wn_transform_card = {
    .name = "card",
    .en = "the number of a bank card (ISO/IEC 7812), by its check digit",
    .zh = "银行卡号（ISO/IEC 7812），按校验位核对",
    .sql = "TEXT",
    .mask = "tail4",
    .remarks = 1u << WN_REMARK_DAMAGED | 1u << WN_REMARK_MISPLACED,
    .apply = apply_card,
    .examples = cards,
};
