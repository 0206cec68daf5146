/* date_han.c - dates in Chinese, Japanese and Korean: units after numbers, numbers in
 * characters, weekdays, eras, parts of the day. */
#include "date_reader.h"

#include "core/memory.h"

#include <string.h>

char date_unit_of(uint32_t c)
{
    switch (c) {
    case 0x5E74:
    case 0xB144:
        return 'Y'; /* 年 년 */
    case 0x6708:
    case 0xC6D4:
        return 'M'; /* 月 월 */
    case 0x65E5:
    case 0x53F7:
    case 0x865F:
    case 0xC77C:
        return 'D'; /* 日号號일 */
    case 0x65F6:
    case 0x6642:
    case 0x70B9:
    case 0x9EDE:
    case 0xC2DC:
        return 'h';
    case 0x5206:
    case 0xBD84:
        return 'm'; /* 分 분 */
    case 0x79D2:
    case 0xCD08:
        return 's'; /* 秒 초 */
    default:
        return '\0';
    }
}

/* 0 to 9, 10 for 十, 20 and 30 for 廿 and 卅; else -1. */
static int numeral_of(uint32_t c)
{
    static const uint16_t ones[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};

    if (c == 0x3007 || c == 0x25CB)
        return 0;
    for (int i = 0; i <= 10; i++)
        if (c == ones[i])
            return i;
    return c == 0x5EFF ? 20 : c == 0x5345 ? 30 : -1;
}

/* Reads 二〇二三 digit by digit, or a number up to 99 such as 三十一. */
static void read_numerals(date_reader *r)
{
    date_token *t = date_add(r, DATE_NUMBER, 0);
    size_t next;
    bool ten = false, ones = false;

    t->numerals = true;
    for (; r->at < r->s.len; r->at = next) {
        int n = numeral_of(date_peek(r, r->at, &next));
        if (n < 0 || ones || t->digits > 8 || (n >= 10 && (ten || t->digits > (n == 10))))
            break;
        if (n >= 10) {
            t->value = n > 10 ? n : t->digits ? t->value * 10 : 10;
            ten = true;
            t->digits = 2;
        } else {
            t->value = ten ? t->value + n : t->value * 10 + n;
            t->digits += !ten;
            ones = ten;
        }
    }
}

static const struct {
    const char *text;
    uint8_t kind;
    int value;
} words[] = {
    {"上午", DATE_PART, PART_AM},
    {"早上", DATE_PART, PART_AM},
    {"早晨", DATE_PART, PART_AM},
    {"凌晨", DATE_PART, PART_AM},
    {"清晨", DATE_PART, PART_AM},
    {"午前", DATE_PART, PART_AM},
    {"中午", DATE_PART, PART_NOON},
    {"正午", DATE_PART, PART_NOON},
    {"下午", DATE_PART, PART_PM},
    {"午后", DATE_PART, PART_PM},
    {"午後", DATE_PART, PART_PM},
    {"傍晚", DATE_PART, PART_EVENING},
    {"晚上", DATE_PART, PART_EVENING},
    {"晚间", DATE_PART, PART_EVENING},
    {"夕方", DATE_PART, PART_EVENING},
    {"夜间", DATE_PART, PART_NIGHT},
    {"夜里", DATE_PART, PART_NIGHT},
    {"深夜", DATE_PART, PART_NIGHT},
    {"半夜", DATE_PART, PART_NIGHT},
    {"午夜", DATE_PART, PART_MIDNIGHT},
    {"早", DATE_PART, PART_AM},
    {"朝", DATE_PART, PART_AM},
    {"晚", DATE_PART, PART_EVENING},
    {"夜", DATE_PART, PART_EVENING},
    {"오전", DATE_PART, PART_AM},
    {"오후", DATE_PART, PART_PM},
    {"아침", DATE_PART, PART_AM},
    {"새벽", DATE_PART, PART_AM},
    {"저녁", DATE_PART, PART_EVENING},
    {"밤", DATE_PART, PART_NIGHT},
    {"정오", DATE_PART, PART_NOON},
    {"자정", DATE_PART, PART_MIDNIGHT},
    {"中华民国", DATE_ERA, 1911},
    {"中華民國", DATE_ERA, 1911},
    {"民国", DATE_ERA, 1911},
    {"民國", DATE_ERA, 1911},
    {"令和", DATE_ERA, 2018},
    {"平成", DATE_ERA, 1988},
    {"昭和", DATE_ERA, 1925},
    {"大正", DATE_ERA, ERA_TAISHO},
    {"明治", DATE_ERA, 1867},
    {"佛历", DATE_ERA, -543},
    {"佛曆", DATE_ERA, -543},
    {"公元前", DATE_OTHER, 0},
    {"紀元前", DATE_OTHER, 0},
    {"公元", DATE_ERA, 0},
    {"西元", DATE_ERA, 0},
    {"西暦", DATE_ERA, 0},
    {"公历", DATE_ERA, 0},
    {"公曆", DATE_ERA, 0},
    {"阳历", DATE_ERA, 0},
    {"陽曆", DATE_ERA, 0},
    {"农历", DATE_OTHER, 0},
    {"農曆", DATE_OTHER, 0},
    {"農历", DATE_OTHER, 0},
    {"农曆", DATE_OTHER, 0},
    {"阴历", DATE_OTHER, 0},
    {"陰曆", DATE_OTHER, 0},
    {"旧历", DATE_OTHER, 0},
    {"舊曆", DATE_OTHER, 0},
    {"旧暦", DATE_OTHER, 0},
    {"陰暦", DATE_OTHER, 0},
    {"음력", DATE_OTHER, 0},
    {"양력", DATE_ERA, 0},
    {"서기", DATE_ERA, 0},
    {"正月", DATE_OTHER, 0},
    {"腊月", DATE_OTHER, 0},
    {"臘月", DATE_OTHER, 0},
    {"冬月", DATE_OTHER, 0},
    {"闰", DATE_OTHER, 0},
    {"閏", DATE_OTHER, 0},
    {"初", DATE_OTHER, 0},
    {"整", DATE_T, 0},
    {"正", DATE_T, 0},
    {"的", DATE_T, 0},
    {"の", DATE_T, 0},
};

static bool begins(wn_str s, const char *text)
{
    size_t len = strlen(text);

    return s.len >= len && !memcmp(s.ptr, text, len);
}

/* Length in bytes of a weekday: 星期三, 周三, 水曜日, 수요일; 0: there is none. *day: 0
 * is Sunday. */
static size_t weekday_length(wn_str s, int *day)
{
    static const char *const heads[] = {"星期", "礼拜", "禮拜", "周", "週"};
    static const char *const numbers[] = {"日", "一", "二", "三", "四", "五", "六", "天"};
    static const char *const days[] = {"日", "月", "火", "水", "木", "金", "土",
                                       "일", "월", "화", "수", "목", "금", "토"};
    static const char *const tails[] = {"曜日", "曜", "요일"};

    for (size_t i = 0; i < WN_COUNT(heads); i++)
        for (size_t n = 0; begins(s, heads[i]) && n < WN_COUNT(numbers); n++) {
            size_t len = strlen(heads[i]);
            *day = (int)n % 7;
            if (begins((wn_str){s.ptr + len, s.len - len}, numbers[n]))
                return len + 3;
        }
    for (size_t i = 0; i < WN_COUNT(days); i++)
        for (size_t t = 0; begins(s, days[i]) && t < WN_COUNT(tails); t++) {
            *day = (int)i % 7;
            if (begins((wn_str){s.ptr + 3, s.len - 3}, tails[t]))
                return 3 + strlen(tails[t]);
        }
    return 0;
}

/* Reads a weekday alone in brackets: (三). */
static bool read_bracketed(date_reader *r, uint32_t c, size_t next)
{
    static const uint16_t signs[][2] = {
        {0x65E5, 0x65E5}, {0x6708, 0x4E00}, {0x706B, 0x4E8C}, {0x6C34, 0x4E09},
        {0x6728, 0x56DB}, {0x91D1, 0x4E94}, {0x571F, 0x516D}};

    if (!r->inside || next >= r->s.len ||
        (r->s.ptr[next] != ')' && r->s.ptr[next] != ']'))
        return false;
    for (int i = 0; i < 7; i++)
        if (c == signs[i][0] || c == signs[i][1]) {
            r->at = next;
            date_add(r, DATE_WEEKDAY, 0)->days = (uint8_t)(1u << i);
            return true;
        }
    return false;
}

static bool read_word(date_reader *r, wn_str rest)
{
    for (size_t i = 0; i < WN_COUNT(words); i++) {
        if (!begins(rest, words[i].text))
            continue;
        r->at += strlen(words[i].text);
        if (words[i].kind != DATE_T)
            date_add(r, (date_kind)words[i].kind, words[i].value);
        return true;
    }
    return false;
}

bool date_read_han(date_reader *r, uint32_t c, size_t next)
{
    wn_str rest = {r->s.ptr + r->at, r->s.len - r->at};
    char unit = date_unit_of(c);
    size_t behind;
    int day = 0;

    if (read_bracketed(r, c, next) || (unit && date_unit_mark(r, unit, next)))
        return true;
    size_t weekday = weekday_length(rest, &day);
    if (weekday) {
        r->at += weekday;
        date_add(r, DATE_WEEKDAY, 0)->days = (uint8_t)(1u << day);
        return true;
    }
    if (c == 0x534A && !begins(rest, "半夜")) { /* 半: half past */
        r->at = next;
        date_token *half = date_add(r, DATE_NUMBER, 30);
        half->digits = 2;
        half->unit = 'm';
        return true;
    }
    if (c == 0x5143 && date_peek(r, next, &behind) == 0x5E74) { /* 元年: the first */
        r->at = next;
        date_add(r, DATE_NUMBER, 1)->digits = 1;
        return true;
    }
    if (read_word(r, rest))
        return true;
    if (numeral_of(c) >= 0) {
        read_numerals(r);
        return true;
    }
    if (r->inside) {
        r->seen |= SEEN_OTHER;
        r->at = next;
    }
    return r->inside;
}
