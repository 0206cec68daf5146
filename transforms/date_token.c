/*
 * date_token.c - numbers in any script's digits or in Chinese characters, names of
 * months in any of ICU's languages, marks like 年 and h.
 *
 * The words come from ICU (tools/date_words.c); here are those ICU does not know.
 * Measured: 3.5 µs for one udat_parse, which wants to know the pattern besides.
 */
#include "date_token.h"

#include "lookup.h"
#include "winnow/han.h"
#include "winnow/text.h"

#include <stdlib.h>
#include <string.h>

#include "date_words.inc"

#define WORD_ROOM 48

typedef struct reader {
    wn_str s;
    size_t at;
    date_token *tokens;
    size_t count;
    char before, pending; /* the mark read last; the unit of the next number */
    bool inside;          /* brackets: words there need not be understood */
} reader;

static const struct {
    const char *text;
    uint8_t kind;
    int value;
} own_words[] = {
    {"t", DATE_T, 0},
    {"w", DATE_WEEK, 0},
    {"am", DATE_AM, 0},
    {"pm", DATE_PM, 0},
    {"cer", DATE_MONTH, 6},
    {"दिसम्बर", DATE_MONTH, 12},
    {"জানুয়ারী", DATE_MONTH, 1},
    {"مساء", DATE_PM, 0},
    {"صباحا", DATE_AM, 0},
    {"noon", DATE_NOON, 0},
    {"z", DATE_ZONE, 0},
    {"utc", DATE_ZONE, 0},
    {"gmt", DATE_ZONE, 0},
    {"est", DATE_ZONE, -300},
    {"edt", DATE_ZONE, -240},
    {"cdt", DATE_ZONE, -300},
    {"mst", DATE_ZONE, -420},
    {"mdt", DATE_ZONE, -360},
    {"pst", DATE_ZONE, -480},
    {"pdt", DATE_ZONE, -420},
    {"cet", DATE_ZONE, 60},
    {"cest", DATE_ZONE, 120},
    {"mez", DATE_ZONE, 60},
    {"mesz", DATE_ZONE, 120},
    {"eet", DATE_ZONE, 120},
    {"eest", DATE_ZONE, 180},
    {"wet", DATE_ZONE, 0},
    {"msk", DATE_ZONE, 180},
    {"jst", DATE_ZONE, 540},
    {"kst", DATE_ZONE, 540},
    {"hkt", DATE_ZONE, 480},
    {"sgt", DATE_ZONE, 480},
    {"aest", DATE_ZONE, 600},
    {"aedt", DATE_ZONE, 660},
    {"awst", DATE_ZONE, 480},
    {"nzst", DATE_ZONE, 720},
    {"nzdt", DATE_ZONE, 780},
    {"brt", DATE_ZONE, -180},
    {"brst", DATE_ZONE, -120},
    {"cst", DATE_LOCAL_ZONE, 0},
    {"ist", DATE_LOCAL_ZONE, 0},
    {"bst", DATE_LOCAL_ZONE, 0},
    {"tues", DATE_WEEKDAY, 0},
    {"thur", DATE_WEEKDAY, 0},
    {"thurs", DATE_WEEKDAY, 0},
    {"пнд", DATE_WEEKDAY, 0},
    {"втр", DATE_WEEKDAY, 0},
    {"срд", DATE_WEEKDAY, 0},
    {"чтв", DATE_WEEKDAY, 0},
    {"птн", DATE_WEEKDAY, 0},
    {"сбт", DATE_WEEKDAY, 0},
    {"вск", DATE_WEEKDAY, 0},
};

/* Words between the parts of a date in the languages of CRM data. */
static const char *const fillers[] = {
    "st",   "nd",    "rd",   "th",    "of",   "at",   "on",  "the",    "de",   "del",
    "di",   "a",     "da",   "do",    "le",   "la",   "las", "el",     "il",   "er",
    "e",    "as",    "um",   "den",   "der",  "den",  "dem", "uhr",    "klo",  "kl",
    "och",  "o",     "os",   "d",     "m",    "gada", "ж",   "թ",      "ел",   "аз",
    "оны",  "гараг", "คศ",   "ຄສ",    "ທີ",    "de",   "dal", "par",    "ti",   "ils",
    "g",    "г",     "год",  "года",  "году", "в",    "во",  "о",      "об",   "у",
    "року", "р",     "ngay", "nam",   "luc",  "ta",   "ste", "eme",    "alle", "ore",
    "om",   "op",    "het",  "hodin", "v",    "ve",   "ul",  "الساعة", "লা",   "রা",
    "ঠা",   "عند",   "thứ"};

/* Marks behind a number, in Chinese, Japanese and Korean. */
static char unit_of(uint32_t c)
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

static bool is_separator(uint32_t c)
{
    return c == ' ' || (c >= '+' && c <= '/') || c == ':' || c == '_' || c == '\'' ||
           c == '@' || c == ';' || c == '~' || c == '\t' || c == 0x2019 || c == 0x60C ||
           c == 0x3001 || c == 0x3002 || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
           c == 0xBA || c == 0xAA || c == 0x200E || c == 0x200F || c == 0xFEFF ||
           c == 0xA0 || c == 0x202F || c == 0x2009 || c == '"' || c == '\n' ||
           c == '\r' || c == 0xFF1A;
}

static date_token *add(reader *r, date_kind kind, int64_t value)
{
    date_token *t = &r->tokens[r->count++];

    *t = (date_token){.kind = (uint8_t)kind, .value = value, .before = r->before};
    r->before = '\0';
    return t;
}

static uint32_t peek(const reader *r, size_t at, size_t *next)
{
    *next = at;
    if (at >= r->s.len)
        return 0;
    uint32_t c = (unsigned char)r->s.ptr[at];
    if (c < 0x80) {
        *next = at + 1;
        return c;
    }
    return wn_narrow(wn_utf8_next(r->s, next));
}

/* Longer numbers than any date has keep their first digits only. */
static void add_digit(date_token *t, int digit)
{
    if (t->value < INT64_MAX / 10)
        t->value = t->value * 10 + digit;
    t->digits = t->digits < 200 ? t->digits + 1 : t->digits;
}

static void read_digits(reader *r)
{
    date_token *t = add(r, DATE_NUMBER, 0);
    size_t next;

    for (;; r->at = next) {
        next = r->at + 1;
        unsigned byte = r->at < r->s.len ? (unsigned char)r->s.ptr[r->at] : 0;
        int digit = byte < 0x80 ? (int)byte - '0' : wn_digit(peek(r, r->at, &next));
        if (digit < 0 || digit > 9)
            break;
        add_digit(t, digit);
    }
    t->unit = r->pending;
    r->pending = '\0';
}

/* 二〇二三 digit by digit; 三十一 with its ten. */
static void read_numerals(reader *r)
{
    date_token *t = add(r, DATE_NUMBER, 0);
    size_t next;
    bool ten = false;

    for (; r->at < r->s.len; r->at = next) {
        int n = numeral_of(peek(r, r->at, &next));
        if (n < 0 || t->digits > 8)
            break;
        if (n >= 10) {
            t->value = n > 10 ? n : t->digits ? t->value * 10 : 10;
            ten = true;
            t->digits = 2;
        } else {
            t->value = ten ? t->value + n : t->value * 10 + n;
            t->digits += !ten;
        }
    }
}

static bool unit_mark(reader *r, char unit, size_t next)
{
    date_token *last = r->count ? &r->tokens[r->count - 1] : NULL;

    if (!last || last->kind != DATE_NUMBER || last->unit)
        return false;
    last->unit = unit;
    r->before = ' ';
    r->at = next;
    return true;
}

/* ---- words --------------------------------------------------------------------- */

static int meaning_of(const char *word)
{
    const char *meaning = lookup_find(&date_words, wn_str_of(word));

    return meaning ? atoi(meaning) : 0;
}

static bool is_word_character(uint32_t c)
{
    return c >= 0x80 ? !is_separator(c) && wn_digit(c) < 0 && c != 0xFFFD &&
                           !(c >= 0x3000 && c <= 0x303F)
                     : (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* The folded word at r->at into `word`; where it ends. A dot inside stays away:
 * p.m. is pm. 0: longer than any. */
static size_t fold_word(const reader *r, size_t at, char *word)
{
    size_t len = 0, next;

    for (; at < r->s.len; at = next) {
        uint32_t c = peek(r, at, &next);
        size_t behind;
        if (c == '.' && next < r->s.len && is_word_character(peek(r, next, &behind)))
            continue;
        if (!is_word_character(c) || (len > 0 && unit_of(c)))
            break;
        if (len + 5 > WORD_ROOM)
            return 0;
        c = wn_fold_letter(c);
        if (c)
            len += wn_utf8_put(word + len, c);
    }
    word[len] = '\0';
    return at;
}

static bool add_meaning(reader *r, int meaning)
{
    if (meaning == 0)
        return false;
    if (meaning & 15)
        add(r, DATE_MONTH, meaning & 15)->also_weekday = meaning & 16;
    else
        add(r, meaning & 16 ? DATE_WEEKDAY : meaning & 32 ? DATE_AM : DATE_PM, 0);
    return true;
}

static bool is_filler(const char *word)
{
    for (size_t i = 0; i < WN_COUNT(fillers); i++)
        if (!strcmp(word, fillers[i]))
            return true;
    return false;
}

static bool own_word(reader *r, const char *word)
{
    for (size_t i = 0; i < WN_COUNT(own_words); i++) {
        if (strcmp(word, own_words[i].text))
            continue;
        add(r, (date_kind)own_words[i].kind, own_words[i].value);
        return true;
    }
    return false;
}

/* h, min, s behind a number; tháng before one. */
static bool unit_word(reader *r, const char *word, size_t end)
{
    static const struct {
        const char *word;
        char unit;
    } units[] = {{"h", 'h'},   {"hr", 'h'}, {"hrs", 'h'}, {"m", 'm'},
                 {"min", 'm'}, {"s", 's'},  {"sec", 's'}};
    const date_token *last = r->count ? &r->tokens[r->count - 1] : NULL;

    if (!strcmp(word, "thang") || !strcmp(word, "thg")) {
        r->pending = 'M';
        r->at = end;
        return true;
    }
    for (size_t i = 0; i < WN_COUNT(units); i++)
        if (!strcmp(word, units[i].word) && last && last->value < 60 &&
            unit_mark(r, units[i].unit, end))
            return true; /* 2011 m. is a year in Lithuania */
    return false;
}

/* English months by their first three letters: most words in dates are these. */
static int english_month(const char *word)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    for (int i = 0; i < 12; i++)
        if (!memcmp(word, months + 3 * i, 3))
            return !word[3] ? i + 1 : 0;
    return 0;
}

static bool read_word(reader *r)
{
    char word[WORD_ROOM];
    size_t end = fold_word(r, r->at, word);
    int month = end && strlen(word) >= 3 ? english_month(word) : 0;

    if (end <= r->at)
        return false;
    if (month) {
        r->at = end;
        add(r, DATE_MONTH, month)->also_weekday = month == 3;
        return true;
    }
    if (unit_word(r, word, end))
        return true;
    if (own_word(r, word) || is_filler(word) || add_meaning(r, meaning_of(word))) {
        r->at = end;
        return true;
    }
    for (size_t len = strlen(word), more = 0; more < 3 && end < r->s.len; more++) {
        char gap = r->s.ptr[end]; /* quinta-feira, thứ hai */
        if ((gap != ' ' && gap != '-') || len + 1 >= WORD_ROOM)
            break;
        char next[WORD_ROOM];
        size_t to = fold_word(r, end + 1, next);
        if (to <= end + 1 || len + strlen(next) + 2 > WORD_ROOM)
            break;
        word[len] = gap;
        strcpy(word + len + 1, next);
        len = strlen(word);
        end = to;
        if (add_meaning(r, meaning_of(word))) {
            r->at = end;
            return true;
        }
    }
    if (r->inside)
        r->at = fold_word(r, r->at, word);
    return r->inside && r->at > 0;
}

/* ---- Chinese and Japanese words -------------------------------------------------- */

static const struct {
    const char *text;
    uint8_t kind;
    int value;
} han_words[] = {
    {"上午", DATE_AM, 0},         {"早上", DATE_AM, 0},         {"早晨", DATE_AM, 0},
    {"凌晨", DATE_AM, 0},         {"清晨", DATE_AM, 0},         {"午前", DATE_AM, 0},
    {"中午", DATE_NOON, 0},       {"下午", DATE_PM, 0},         {"午后", DATE_PM, 0},
    {"午後", DATE_PM, 0},         {"傍晚", DATE_PM, 0},         {"晚上", DATE_PM, 0},
    {"夜里", DATE_PM, 0},         {"오전", DATE_AM, 0},         {"오후", DATE_PM, 0},
    {"中华民国", DATE_ERA, 1911}, {"中華民國", DATE_ERA, 1911}, {"民国", DATE_ERA, 1911},
    {"民國", DATE_ERA, 1911},     {"令和", DATE_ERA, 2018},     {"平成", DATE_ERA, 1988},
    {"昭和", DATE_ERA, 1925},     {"大正", DATE_ERA, 1911},     {"明治", DATE_ERA, 1867},
    {"公元", DATE_WEEKDAY, 0},    {"西元", DATE_WEEKDAY, 0},    {"西暦", DATE_WEEKDAY, 0},
    {"整", DATE_WEEKDAY, 0},      {"许", DATE_WEEKDAY, 0},      {"正", DATE_WEEKDAY, 0},
    {"的", DATE_WEEKDAY, 0},      {"の", DATE_WEEKDAY, 0},
};

/* 星期三, 周三, 水曜日, 수요일: how many bytes, or 0. */
static size_t weekday_length(wn_str s)
{
    static const char *const heads[] = {"星期", "礼拜", "禮拜", "周", "週"};
    static const char *const days[] = {"月", "火", "水", "木", "金", "土", "日",
                                       "월", "화", "수", "목", "금", "토", "일"};
    static const char *const tails[] = {"曜日", "曜", "요일"};

    for (size_t i = 0; i < WN_COUNT(heads); i++) {
        size_t len = strlen(heads[i]);
        if (s.len >= len + 3 && !memcmp(s.ptr, heads[i], len))
            return len + 3;
    }
    for (size_t i = 0; i < WN_COUNT(days) && s.len >= 6; i++)
        for (size_t t = 0; t < WN_COUNT(tails) && !memcmp(s.ptr, days[i], 3); t++) {
            size_t len = strlen(tails[t]);
            if (s.len >= 3 + len && !memcmp(s.ptr + 3, tails[t], len))
                return 3 + len;
        }
    return 0;
}

static bool read_han(reader *r, uint32_t c, size_t next)
{
    wn_str rest = {r->s.ptr + r->at, r->s.len - r->at};
    char unit = unit_of(c);
    size_t behind;

    if (unit && unit_mark(r, unit, next))
        return true;
    size_t weekday = weekday_length(rest);
    if (weekday) {
        r->at += weekday;
        return true;
    }
    if (c == 0x534A) { /* 半: half past */
        r->at = next;
        date_token *half = add(r, DATE_NUMBER, 30);
        half->digits = 2;
        half->unit = 'm';
        return true;
    }
    if (c == 0x5143 && peek(r, next, &behind) == 0x5E74) { /* 元年: the first */
        r->at = next;
        add(r, DATE_NUMBER, 1)->digits = 1;
        return true;
    }
    for (size_t i = 0; i < WN_COUNT(han_words); i++) {
        size_t len = strlen(han_words[i].text);
        if (rest.len < len || memcmp(rest.ptr, han_words[i].text, len))
            continue;
        r->at += len;
        if (han_words[i].kind != DATE_WEEKDAY)
            add(r, (date_kind)han_words[i].kind, han_words[i].value);
        return true;
    }
    if (numeral_of(c) >= 0) {
        read_numerals(r);
        return true;
    }
    if (r->inside)
        r->at = next;
    return r->inside;
}

/* R5.4.1, H31/4/30, S64: eras of Japan by their letter, before a number. */
static bool read_era_letter(reader *r)
{
    static const struct {
        char letter;
        int value;
    } eras[] = {{'R', 2018}, {'H', 1988}, {'S', 1925}, {'M', 1867}};

    if (r->at != 0 || r->s.len < 2 || r->s.ptr[1] < '0' || r->s.ptr[1] > '9')
        return false;
    for (size_t i = 0; i < WN_COUNT(eras); i++) {
        if (r->s.ptr[0] != eras[i].letter)
            continue;
        add(r, DATE_ERA, eras[i].value);
        r->at = 1;
        return true;
    }
    return false;
}

static bool read_token(reader *r)
{
    size_t next;
    uint32_t c = peek(r, r->at, &next);

    if (c >= '0' && c <= '9') {
        read_digits(r);
        return true;
    }
    if (is_separator(c)) {
        char mark = c < 0x80                     ? (char)c
                    : c == 0xFF1A                ? ':'
                    : c >= 0x2010 && c <= 0x2212 ? '-'
                                                 : ' ';
        r->before = r->before && mark == ' ' ? r->before : mark;
        r->at = next;
        return true;
    }
    if (c == '(' || c == ')' || c == '[' || c == ']') {
        r->inside = c == '(' || c == '[';
        r->before = r->before ? r->before : ' ';
        r->at = next;
        return true;
    }
    if (c < 0x80)
        return is_word_character(c) && (read_era_letter(r) || read_word(r));
    if (wn_digit(c) >= 0) {
        read_digits(r);
        return true;
    }
    if (c >= 0x2E80 && read_han(r, c, next))
        return true;
    return is_word_character(c) && read_word(r);
}

size_t date_tokenize(wn_str s, date_token *tokens)
{
    reader r = {.s = s, .tokens = tokens};

    while (r.at < s.len)
        if (r.count == DATE_TOKENS || !read_token(&r))
            return 0;
    return r.count;
}
