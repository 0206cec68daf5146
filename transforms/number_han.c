/*
 * number_han.c - numbers in Chinese characters: 一百二十万, 壹万贰仟元伍角整, 1亿2000万.
 *
 * Digits and units alternate, each unit smaller than the one before: 十百千 inside a
 * group of four digits, 万亿 between groups; then 元角分. Colloquial short forms (一百二
 * for 120) are refused, and so is a digit that should have a unit after it.
 */
#include "number_read.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#define MOST_WHOLE INT64_C(10000000000000000)

enum { UNIT_NONE, UNIT_SMALL, UNIT_BIG, UNIT_MONEY, UNIT_POINT, UNIT_END };

/* A character: a digit, or a unit and its power of ten. */
typedef struct sign {
    uint32_t c;
    uint8_t kind, power;
    int8_t digit; /* -1: none */
} sign;

/* clang-format off */
/* By character. */
static const sign signs[] = {
    {0x3007, UNIT_NONE, 0, 0}, /* 〇 */ {0x4E00, UNIT_NONE, 0, 1}, /* 一 */
    {0x4E03, UNIT_NONE, 0, 7}, /* 七 */ {0x4E07, UNIT_BIG, 4, -1}, /* 万 */
    {0x4E09, UNIT_NONE, 0, 3}, /* 三 */ {0x4E24, UNIT_NONE, 0, 2}, /* 两 */
    {0x4E5D, UNIT_NONE, 0, 9}, /* 九 */ {0x4E8C, UNIT_NONE, 0, 2}, /* 二 */
    {0x4E94, UNIT_NONE, 0, 5}, /* 五 */ {0x4EBF, UNIT_BIG, 8, -1}, /* 亿 */
    {0x4EDF, UNIT_SMALL, 3, -1}, /* 仟 */ {0x4F0D, UNIT_NONE, 0, 5}, /* 伍 */
    {0x4F70, UNIT_SMALL, 2, -1}, /* 佰 */ {0x5104, UNIT_BIG, 8, -1}, /* 億 */
    {0x5143, UNIT_MONEY, 2, -1}, /* 元 */ {0x5169, UNIT_NONE, 0, 2}, /* 兩 */
    {0x516B, UNIT_NONE, 0, 8}, /* 八 */ {0x516D, UNIT_NONE, 0, 6}, /* 六 */
    {0x5206, UNIT_MONEY, 0, -1}, /* 分 */ {0x5341, UNIT_SMALL, 1, -1}, /* 十 */
    {0x5343, UNIT_SMALL, 3, -1}, /* 千 */ {0x53C1, UNIT_NONE, 0, 3}, /* 叁 */
    {0x53C2, UNIT_NONE, 0, 3}, /* 参 */ {0x53C3, UNIT_NONE, 0, 3}, /* 參 */
    {0x53C4, UNIT_NONE, 0, 3}, /* 叄 */ {0x56DB, UNIT_NONE, 0, 4}, /* 四 */
    {0x5706, UNIT_MONEY, 2, -1}, /* 圆 */ {0x5713, UNIT_MONEY, 2, -1}, /* 圓 */
    {0x5757, UNIT_MONEY, 2, -1}, /* 块 */ {0x584A, UNIT_MONEY, 2, -1}, /* 塊 */
    {0x58F1, UNIT_NONE, 0, 1}, /* 壱 */ {0x58F9, UNIT_NONE, 0, 1}, /* 壹 */
    {0x5F0E, UNIT_NONE, 0, 3}, /* 弎 */ {0x5F10, UNIT_NONE, 0, 2}, /* 弐 */
    {0x62FE, UNIT_SMALL, 1, -1}, /* 拾 */ {0x634C, UNIT_NONE, 0, 8}, /* 捌 */
    {0x6574, UNIT_END, 0, -1}, /* 整 */ {0x67D2, UNIT_NONE, 0, 7}, /* 柒 */
    {0x6B63, UNIT_END, 0, -1}, /* 正 */ {0x6BDB, UNIT_MONEY, 1, -1}, /* 毛 */
    {0x70B9, UNIT_POINT, 0, -1}, /* 点 */ {0x7396, UNIT_NONE, 0, 9}, /* 玖 */
    {0x767E, UNIT_SMALL, 2, -1}, /* 百 */ {0x8086, UNIT_NONE, 0, 4}, /* 肆 */
    {0x842C, UNIT_BIG, 4, -1}, /* 萬 */ {0x89D2, UNIT_MONEY, 1, -1}, /* 角 */
    {0x8CB3, UNIT_NONE, 0, 2}, /* 貳 */ {0x8D30, UNIT_NONE, 0, 2}, /* 贰 */
    {0x9646, UNIT_NONE, 0, 6}, /* 陆 */ {0x9678, UNIT_NONE, 0, 6}, /* 陸 */
    {0x96F6, UNIT_NONE, 0, 0}, /* 零 */ {0x9EDE, UNIT_POINT, 0, -1}, /* 點 */
};
/* clang-format on */

static const int64_t tens[] = {1,      10,      100,      1000,     10000,
                               100000, 1000000, 10000000, 100000000};

/* What was read so far. `number`: the digits that no unit has followed yet. */
typedef struct reading {
    int64_t total, group, section, number; /* ready; since 亿; since 万; digits */
    size_t digits, han;    /* digits in `number`; characters that are numerals */
    bool western, zero;    /* `number` is in 0 to 9; 零 stands before it */
    int small, big, money; /* powers of the last units */
    int64_t cents;
    bool ended;
} reading;

static const sign *sign_of(uint32_t c)
{
    return c < 0x3000 ? NULL : wn_find_key(signs, WN_COUNT(signs), sizeof(*signs), c);
}

bool number_may_be_han(wn_str s)
{
    bool behind = false;

    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.ptr[at];
        if (byte < 0xE3 || byte > 0xE9) {
            if (behind && byte >= '0' && byte <= '9')
                return true; /* 1亿2000万 */
            at++;
            continue;
        }
        const sign *sign_at = sign_of(wn_utf8_next(s, &at));
        if (sign_at &&
            (sign_at->digit >= 0 || (sign_at->kind == UNIT_SMALL && !behind && at == 3) ||
             (sign_at->kind == UNIT_MONEY && sign_at->power < 2)))
            return true;
        behind = true;
    }
    return false;
}

size_t number_han_span(wn_str s)
{
    size_t end = 0;

    for (size_t at = 0; at < s.len; end = at) {
        uint32_t c = wn_utf8_next(s, &at);
        if ((c < '0' || c > '9') && !sign_of(c))
            break;
    }
    return end;
}

static bool put_digit(reading *r, int digit, bool western)
{
    bool leading = !western && digit == 0 && r->digits == 0;

    if (r->ended || r->digits >= 12 || (r->digits > 0 && r->western != western))
        return false;
    r->han += !western;
    if (leading && (r->small || r->big || r->money >= 0)) {
        r->zero = true; /* 一百零五 */
        return true;
    }
    r->number = r->number * 10 + digit;
    r->western = western;
    r->digits++;
    return true;
}

/* Takes the digits before a unit. Several digits must be 0 to 9: 二三百 is "two or three
 * hundred". */
static bool take_number(reading *r, int64_t *out)
{
    *out = r->number;
    if (r->digits > 1 && !r->western)
        return false;
    r->number = 0;
    r->digits = 0;
    r->zero = false;
    return true;
}

/* Takes the digits at the end of a number or group; `last`: power of the unit before
 * them. */
static bool take_ones(reading *r, int last)
{
    bool said = r->digits == 1 && !r->western && last > 1 && !r->zero; /* 一百二 */
    bool odd = r->western && r->digits > 0 && last > 0 && (int)r->digits != last;
    int64_t ones;

    if (r->digits == 0)
        return !r->zero;
    if (said || odd || (r->small && r->western))
        return false;
    if (!take_number(r, &ones))
        return false;
    r->section += ones;
    return true;
}

static bool put_small(reading *r, int power)
{
    int64_t number = 1;
    bool none = r->digits == 0;

    r->han++;
    if ((r->small && power >= r->small) || (none && (r->small || power > 1)) ||
        r->money >= 0)
        return false;
    if (!none && (!take_number(r, &number) || number > 9 || number == 0))
        return false;
    r->zero = false;
    r->section += number * tens[power];
    r->small = power;
    return true;
}

static bool put_big(reading *r, int power)
{
    bool some = r->digits > 0 || r->section > 0;

    r->han++;
    if (r->money >= 0 || (r->total && power == 8) ||
        (!some && !(power == 8 && r->group > 0)) || (r->big == power))
        return false;
    if (!take_ones(r, r->small ? r->small : r->section == 0 && r->digits ? 0 : r->big))
        return false;
    r->group += r->section;
    r->section = 0;
    r->small = 0;
    if (r->group > MOST_WHOLE / tens[power])
        return false;
    if (power == 8) {
        r->total += r->group * tens[8];
        r->group = 0;
    } else {
        r->group *= tens[4];
    }
    r->big = power;
    return true;
}

/* Takes all before 元, or before the end, as a whole number. 二〇二三 has digits only. */
static bool close_whole(reading *r, int64_t *out)
{
    if (r->digits > 2 && !r->western && !r->small && !r->big && !r->section) {
        *out = r->number;
        r->number = 0;
        r->digits = 0;
        return true;
    }
    if (!take_ones(r, r->small ? r->small : r->big))
        return false;
    *out = r->total + r->group + r->section;
    r->total = r->group = r->section = 0;
    r->small = r->big = 0;
    return *out <= MOST_WHOLE;
}

static bool put_money(reading *r, int power)
{
    int64_t number;

    if (r->money >= 0 ? power >= r->money : power == 0)
        return false; /* 5分 alone may be points */
    if (power == 2 ? !close_whole(r, &number)
                   : r->small || r->big || r->digits != 1 || !take_number(r, &number))
        return false;
    r->zero = false;
    r->cents += number * tens[power];
    r->money = power;
    return true;
}

static bool put(reading *r, const sign *at)
{
    switch (at->kind) {
    case UNIT_NONE:
        return put_digit(r, at->digit, false);
    case UNIT_SMALL:
        return !r->ended && put_small(r, at->power);
    case UNIT_BIG:
        return !r->ended && put_big(r, at->power);
    case UNIT_MONEY:
        return !r->ended && put_money(r, at->power);
    case UNIT_END: /* 整 */
        r->ended = r->money >= 0 && r->digits == 0;
        return r->ended;
    default:
        return false;
    }
}

static void set(decimal *out, int64_t value, int scale)
{
    char text[24];
    int count = 0;

    do
        text[count++] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    out->scale = scale;
    for (out->count = 0; count > 0;)
        out->digits[out->count++] = text[--count];
}

/* Reads the digits of a fraction one by one: 一点五; 万 or 亿 may follow. */
static bool read_fraction(wn_str s, size_t at, int64_t whole, decimal *out)
{
    int scale = 0, power = 0;

    while (at < s.len) {
        const sign *next = sign_of(wn_utf8_next(s, &at));
        if (!next || power || (next->digit < 0 && (next->kind != UNIT_BIG || !scale)) ||
            scale > 6)
            return false;
        power = next->digit < 0 ? next->power : 0;
        whole = next->digit < 0 ? whole : whole * 10 + next->digit;
        scale += next->digit >= 0;
    }
    set(out, whole, scale);
    return scale > 0 && number_scale(out, power);
}

bool number_han(wn_str s, decimal *out, const char **currency)
{
    reading r = {.money = -1};
    int64_t whole = 0;
    size_t parts = 0;
    bool digits = false;

    *currency = NULL;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        bool western = c >= '0' && c <= '9';
        const sign *next = western ? NULL : sign_of(c);
        parts += western && !digits;
        digits = western;
        if (next && next->kind == UNIT_POINT)
            return r.han > 0 && r.money < 0 && close_whole(&r, &whole) &&
                   whole < MOST_WHOLE / 1000000 && read_fraction(s, at, whole, out);
        if (western ? !put_digit(&r, (int)(c - '0'), true) : !next || !put(&r, next))
            return false;
    }
    if (r.han == 0 && r.money < 0)
        return false;
    if (r.money < 0) {
        if (!close_whole(&r, &whole) || (parts == 1 && r.han == 1))
            return false; /* 120万: number_units.c reads it */
        set(out, whole, 0);
        return true;
    }
    if (r.digits > 0 || r.small || r.big || r.section || r.group || r.total || r.zero)
        return false; /* 三元五 */
    set(out, r.cents, 2);
    *currency = "CNY";
    return true;
}
