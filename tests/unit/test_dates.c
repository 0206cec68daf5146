/* test_dates.c - dates and times as people write them. If these fail, a birthday is wrong
 * by a month, a calendar or a century, or a call by hours, and nobody was told; or a date
 * that everybody can read is refused. */
#include "core/mapping.h"
#include "core/zone.h"

#include "tap.h"

#include <stdio.h>
#include <string.h>

/* wanted: the value, "" (no date) or "-" (not valid); after a bar the remark. */
typedef struct reading {
    const char *options, *text, *wanted;
} reading;

static const char *const remarks[WN_REMARK_COUNT] = {
    [WN_REMARK_REST] = "|rest",       [WN_REMARK_AMBIGUOUS] = "|ambiguous",
    [WN_REMARK_NO_YEAR] = "|no-year", [WN_REMARK_TYPO] = "|typo",
    [WN_REMARK_DUMMY] = "|dummy",     [WN_REMARK_CHANGED] = "|changed",
};

static void test_readings(const char *transform, const reading *all, size_t count,
                          const char *what)
{
    const wn_transform *t = wn_transform_find(wn_str_of(transform));
    size_t bad = 0;

    for (size_t i = 0; i < count; i++) {
        wn_arena arena = {0};
        wn_cleaned out = {0};
        char got[128];
        void *config = wn_config_new(t, &arena);
        bool taken = wn_config_parse(t, wn_str_of(all[i].options), config, &arena);
        wn_verdict v = t->apply(wn_str_of(all[i].text), config, &arena, &out);
        snprintf(got, sizeof(got), "%.*s%s",
                 WN_FMT(v == WN_CLEAN   ? out.value
                        : v == WN_EMPTY ? WN_STR("")
                                        : WN_STR("-")),
                 remarks[out.remark] ? remarks[out.remark] : "");
        if (!taken || strcmp(got, all[i].wanted) ||
            (out.remark && !(t->remarks >> out.remark & 1))) {
            printf("# %s %s \"%s\": %s, wanted %s\n", transform,
                   all[i].options ? all[i].options : "", all[i].text, got, all[i].wanted);
            bad++;
        }
        wn_arena_release(&arena);
    }
    ok(bad == 0, "%s", what);
}

#define TEST_READINGS(transform, all, what) \
    test_readings(transform, all, sizeof(all) / sizeof((all)[0]), what)

static const reading calendars[] = {
    {NULL, "农历1990年八月初三", "-"},
    {NULL, "农历1990年8月3日", "-"},
    {NULL, "1990-08-03(农历)", "-"},
    {NULL, "1990-08-03 阴历", "-"},
    {NULL, "阴历1990年腊月二十", "-"},
    {NULL, "1990年正月初三", "-"},
    {NULL, "1990年闰五月初三", "-"},
    {NULL, "庚午年八月初三", "-"},
    {NULL, "1990年八月廿三", "-|ambiguous"},
    {NULL, "1990年八月廿三日", "1990-08-23"},
    {NULL, "1990年八月三十一日", "1990-08-31"},
    {NULL, "1990年八月十一二日", "-"},
    {NULL, "1990年八月五廿日", "-"},
    {NULL, "十十十十十十十十十十十十十十十十十十十十十十", "-"},
    {NULL, "1990-08-03 (lunar)", "-"},
    {NULL, "음력 1990년 8월 3일", "-"},
    {"calendar=buddhist", "2019-07-04", "2019-07-04"},
    {"calendar=buddhist", "2562-07-04", "2019-07-04"},
    {"calendar=buddhist", "14/7/62", "2019-07-14"},
    {NULL, "2562-07-04", "-"},
    {NULL, "14 July 2562", "-"},
    {NULL, "14 July 2562 B.E.", "2019-07-14"},
    {NULL, "14 กรกฎาคม 2562", "2019-07-14"},
    {NULL, "14 ก.ค. 2019", "2019-07-14"},
    {NULL, "๑๔ กรกฎาคม พ.ศ. ๒๕๖๒", "2019-07-14"},
    {NULL, "1398/04/13", "-"},
    {NULL, "۱۳۹۸/۰۴/۱۳", "-|ambiguous"},
    {"calendar=persian", "۱۳۹۸/۰۴/۱۳", "2019-07-04"},
    {"calendar=persian", "1398/04/13", "2019-07-04"},
    {"calendar=persian", "1399/12/30", "2021-03-20"},
    {"calendar=persian", "1400/12/30", "-"},
    {NULL, "13 تیر 1398", "2019-07-04"},
    {NULL, "۱۴ ژوئیه ۲۰۱۹", "2019-07-14"},
    {NULL, "١٤٤٠/١١/١", "-"},
    {NULL, "令和元年7月4日", "2019-07-04"},
    {NULL, "平成31年4月30日", "2019-04-30"},
    {NULL, "昭和66年1月1日", "-"},
    {NULL, "S39.10.10", "1964-10-10"},
    {NULL, "T9.10.10", "1920-10-10"},
    {NULL, "大正16年1月1日", "-"},
    {NULL, "民國108年7月4日", "2019-07-04"},
    {NULL, "108/07/04", "2019-07-04|changed"},
    {"calendar=roc", "108/07/04", "2019-07-04"},
    {NULL, "公元2019年7月4日", "2019-07-04"},
    {NULL, "4 July 2019 AD", "2019-07-04"},
    {NULL, "4 July 19 AD", "-"},
    {NULL, "4 July 19 BC", "-"},
    {NULL, "4. Juli 19 n. Chr.", "-"},
    {NULL, "4. Juli 9 v. Chr.", "-"},
    {NULL, "1066-10-14", "-"},
};

static const reading nobodys[] = {
    {NULL, "1970-01-01", "1970-01-01|dummy"},
    {NULL, "01.01.1970", "1970-01-01|dummy"},
    {NULL, "12/31/1969", "1969-12-31|dummy"},
    {NULL, "1970-01-02", "1970-01-02"},
    {NULL, "1900-01-01", "|dummy"},
    {NULL, "1899-12-30", "|dummy"},
    {NULL, "0001-01-01", "|dummy"},
    {NULL, "1601-01-01", "|dummy"},
    {NULL, "31.12.9999", "|dummy"},
    {NULL, "1904-01-01", "1904-01-01|dummy"},
    {NULL, "0000-00-00", ""},
    {NULL, "00.00.0000", ""},
};

static const reading epochs[] = {
    {NULL, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z|dummy"},
    {NULL, "1970-01-01 08:00:00", "1970-01-01T08:00:00|dummy"},
    {NULL, "1969-12-31 19:00", "1969-12-31T19:00:00|dummy"},
    {NULL, "1970-01-01 08:12:00", "1970-01-01T08:12:00"},
    {NULL, "1970-01-01T08:00:00Z", "1970-01-01T08:00:00Z"},
    {"timezone=Asia/Tokyo", "1970-01-01 09:00", "1970-01-01T00:00:00Z|dummy"},
    {NULL, "0001-01-01T00:00:00", "|dummy"},
};

static const reading weekdays[] = {
    /* short words that are a weekday in some language only: more likely another word */
    {NULL, "ca. 2023-05-02", "2023-05-02|rest"},
    {NULL, "alt 2023-05-02", "2023-05-02|rest"},
    {NULL, "2023-05-O2", "-"},
    {NULL, "2023-W53-2", "-"},
    {NULL, "2020-W53-7", "2021-01-03"},
    {NULL, "Thursday, 4 July 2019", "2019-07-04"},
    {NULL, "Friday, 4 July 2019", "2019-07-04|typo"},
    {NULL, "jeudi 4 juillet 2019", "2019-07-04"},
    {NULL, "lundi 4 juillet 2019", "2019-07-04|typo"},
    {NULL, "mar 2 juillet 2019", "2019-07-02"},
    {NULL, "2019年7月4日(木)", "2019-07-04"},
    {NULL, "2019年7月4日 星期四", "2019-07-04"},
    {NULL, "2019年7月4日 星期五", "2019-07-04|typo"},
    {NULL, "2019-07-04 (Do)", "2019-07-04"},
    {NULL, "Thu 4/7/2019", "2019-07-04"}, /* 7 April was a Sunday */
    {NULL, "Sun 4/7/2019", "2019-04-07"},
    {"date-order=mdy", "Thu 4/7/2019", "2019-07-04"},
    {"date-order=mdy", "Fri 4/7/2019", "2019-04-07|typo"},
    {NULL, "Tue 4/7/2019", "-|ambiguous"},
};

static const reading years[] = {
    {NULL, "14.07.29", "-|ambiguous"},
    {"date-order=dmy", "14.07.29", "2029-07-14"},
    {"date-order=dmy", "14.07.58", "2058-07-14|ambiguous"},
    {"date-order=dmy window=1930", "14.07.58", "1958-07-14"},
    {"date-order=dmy", "14.07.72", "1972-07-14"},
    {NULL, "14-Jul-61", "2061-07-14|ambiguous"},
    {NULL, "19 14 Jul", "-|ambiguous"},
    {"date-order=ymd", "14 Jul 19", "-|ambiguous"},
    {NULL, "14 Jul 19", "2019-07-14"},
    {NULL, "14 ก.ค. 62", "-|ambiguous"},
    {"calendar=buddhist", "14 ก.ค. 62", "2019-07-14"},
    {NULL, "1年7月14日", "-|ambiguous"},
    {NULL, "01年7月14日", "2001-07-14"},
    {"date-order=dmy", "14/7/9", "-|ambiguous"},
};

static const reading zones[] = {
    /* time zones of America are no weekdays; words before them are no rest */
    {NULL, "2023-05-02 9:15 ET", "-"},
    {NULL, "2023-05-02 9:15 A", "-"},
    {NULL, "2 May 2023 on", "2023-05-02|rest"},
    {"date-order=dmy", "02.05.23, 03.05.23", "-"},
    {"date-order=dmy", "02.05.23 13.05.09", "2023-05-02T13:05:09"},
    {NULL, "2023-05-02 9:15 PM CT", "-"},
    {NULL, "2023-05-02 9:15 PM XYZ", "-"},
    {NULL, "2023-05-02 9:15 pm PT, voicemail", "-"},
    {NULL, "2019-07-04 10:15:00 CST", "-|ambiguous"},
    {NULL, "2019-07-04 10:15:00 IST", "-|ambiguous"},
    {NULL, "2019-07-04 10:15 BST", "-|ambiguous"},
    {NULL, "Thu Jul 04 10:15:00 CST 2019", "-|ambiguous"},
    {"timezone=Asia/Shanghai", "2019-07-04 10:15 CST", "2019-07-04T02:15:00Z"},
    {"timezone=America/Chicago", "2019-01-04 10:15 CST", "2019-01-04T16:15:00Z"},
    {"timezone=America/Chicago", "2019-07-04 10:15 CST", "2019-07-04T16:15:00Z"},
    {"timezone=America/New_York", "2019-07-04 10:15 CST", "-|ambiguous"},
    {"timezone=Europe/Paris", "2019-07-04 10:15 IST", "-|ambiguous"},
    {"timezone=Australia/Sydney", "2019-07-04 10:15 EST", "2019-07-04T00:15:00Z"},
    {"timezone=Europe/Rome", "2019-07-04 10:15 EST", "2019-07-04T15:15:00Z"},
    {"timezone=Asia/Kolkata", "2019-07-04 10:15 IST", "2019-07-04T04:45:00Z"},
    {"timezone=Europe/London", "2019-07-04 10:15 BST", "2019-07-04T09:15:00Z"},
    {"timezone=Europe/Paris", "2019-07-04 10:15 BST", "-|ambiguous"},
    {"timezone=Asia/Manila", "2019-07-04 10:15 PST", "2019-07-04T02:15:00Z"},
    {NULL, "2019-07-04 10:15 PST", "2019-07-04T18:15:00Z"},
    {NULL, "2019-07-04 10:15 NZST", "2019-07-03T22:15:00Z"},
    {NULL, "Thu Jul 04 2019 10:15:00 GMT+0800 (CST)", "2019-07-04T02:15:00Z"},
    {NULL, "2019-07-04+08:00", "2019-07-04|rest"},
    {NULL, "2019-07-04-05:00", "-|ambiguous"},
    {NULL, "2019-07-04Z", "2019-07-04"},
    {NULL, "2019-07-04 CST", "2019-07-04|rest"},
    {"timezone=Europe/Berlin", "2019-03-31 02:30", "-"},
    {"timezone=Europe/Berlin", "2019-03-31 03:00", "2019-03-31T01:00:00Z"},
    {"timezone=Europe/Berlin", "2019-10-27 02:30", "-|ambiguous"},
    {"timezone=Europe/Berlin", "2019-10-27 03:00", "2019-10-27T02:00:00Z"},
    {"timezone=Europe/Berlin", "2019-10-27 02:30 CET", "2019-10-27T01:30:00Z"},
    {"timezone=Pacific/Apia", "2011-12-30 12:00", "-"},
    {"timezone=Australia/Lord_Howe", "2019-10-06 02:10", "-"},
};

static const reading times[] = {
    {NULL, "July 4, 2019 at noon", "2019-07-04T12:00:00"},
    {NULL, "July 4, 2019, 12 noon", "2019-07-04T12:00:00"},
    {NULL, "July 4, 2019 midnight", "2019-07-04T00:00:00"},
    {NULL, "4. Juli 2019 mittags", "2019-07-04T12:00:00"},
    {NULL, "July 4, 2019 3 pm", "2019-07-04T15:00:00"},
    {NULL, "4 de julio de 2019, 9:05 p. m.", "2019-07-04T21:05:00"},
    {NULL, "4 de julio de 2019, 9:05 a.m.", "2019-07-04T09:05:00"},
    {NULL, "4 Temmuz 2019 9:05 ÖS", "2019-07-04T21:05:00"},
    {NULL, "2019年7月4日上午9点05分", "2019-07-04T09:05:00"},
    {NULL, "2019年7月4日中午11点半", "2019-07-04T11:30:00"},
    {NULL, "2019年7月4日中午12点", "2019-07-04T12:00:00"},
    {NULL, "2019年7月4日中午1点", "2019-07-04T13:00:00"},
    {NULL, "2019年7月4日凌晨12点10分", "2019-07-04T00:10:00"},
    {NULL, "2019年7月4日晚上9点", "2019-07-04T21:00:00"},
    {NULL, "2019年7月4日晚上12点", "-"},
    {NULL, "2019年7月4日下午", "2019-07-04|rest"},
    {NULL, "2019年7月4日午後3時", "2019-07-04T15:00:00"},
    {NULL, "2019년 7월 4일 오후 3시 5분", "2019-07-04T15:05:00"},
    {NULL, "4. heinäkuuta 2019 klo 9.05", "2019-07-04T09:05:00"},
    {NULL, "4. juli 2019 kl. 21.05", "2019-07-04T21:05:00"},
    {NULL, "4 Juli 2019 pukul 09.05.30", "2019-07-04T09:05:30"},
    {NULL, "4. Juli 2019 um 19 Uhr", "2019-07-04T19:00:00"},
    {NULL, "4. Juli 2019, 19.30 Uhr", "2019-07-04T19:30:00"},
    {NULL, "am 4. Juli 2019 um 19:30 Uhr", "2019-07-04T19:30:00"},
    {NULL, "14.07.2019 19.30", "2019-07-14T19:30:00"},
    {NULL, "14 июля 2019 г., 15 ч. 30 мин.", "2019-07-14T15:30:00"},
    {NULL, "14 กรกฎาคม 2562 เวลา 15.30 น.", "2019-07-14T15:30:00"},
    {NULL, "14 lipca 2019 godz. 15", "2019-07-14T15:00:00"},
    {NULL, "July 4, 2019 3 o'clock", "2019-07-04T03:00:00"},
    {NULL, "4. Juli um 19 Uhr", "-"},
    {NULL, "2019-07-04 10:15 11:15", "-"},
    {NULL, "2019-07-04 10:15-11:15", "-|ambiguous"},
    {NULL, "2019-07-04 10:15 - 11:15", "-|ambiguous"},
    {NULL, "2019-07-04 10:15-05:00", "2019-07-04T15:15:00Z"},
    {NULL, "2019-07-04T03:15-05:00", "2019-07-04T08:15:00Z"},
    {NULL, "2019-07-04 03:15:00-05:00", "2019-07-04T08:15:00Z"},
    {NULL, "2019-07-04 24:00", "2019-07-05T00:00:00"},
    {NULL, "2019-07-04 24:01", "-"},
};

static const reading words[] = {
    {NULL, "«7» мая 2023 г.", "2023-05-07"},
    {NULL, "1er juillet 2019", "2019-07-01"},
    {NULL, "1º de julho de 2019", "2019-07-01"},
    {NULL, "1-го июля 2019 года", "2019-07-01"},
    {NULL, "the 2nd of Sept. 2019", "2019-09-02"},
    {NULL, "4. července 2019", "2019-07-04"},
    {NULL, "ngày 4 tháng 7 năm 2019", "2019-07-04"},
    {NULL, "4 tháng mười hai 2019", "2019-12-04"},
    {NULL, "4 ก.ค. 2562", "2019-07-04"},
    {NULL, "4/Jul/2019", "2019-07-04"},
    {NULL, "2019-07-04 signed by fax", "2019-07-04|rest"},
    {NULL, "2019-07-04 AC repaired", "2019-07-04|rest"},
    {NULL, "July 2019", "-"},
    {NULL, "4 July", "-"},
};

static void test_walls(void)
{
    wn_arena arena = {0};
    const wn_zone *berlin = wn_zone_load(WN_STR("Europe/Berlin"), &arena);
    const int64_t gap = 1553999400, overlap = 1572143400; /* 2:30, when clocks change */
    int64_t utc = 0;

    ok(berlin && wn_zone_wall(berlin, gap, &utc) == WN_WALL_NEVER,
       "clocks put forward never show the hour between");
    ok(berlin && wn_zone_wall(berlin, overlap, &utc) == WN_WALL_TWICE &&
           utc == overlap - 7200,
       "clocks put back show an hour twice; the first is said");
    ok(berlin && wn_zone_wall(berlin, gap + 86400, &utc) == WN_WALL_ONCE &&
           utc == gap + 86400 - 7200,
       "all other times are one");
    wn_arena_release(&arena);
}

int main(void)
{
    TEST_READINGS("date", calendars, "whose years they are");
    TEST_READINGS("date", nobodys, "days that stand for none are said to");
    TEST_READINGS("datetime", epochs, "and the first second of a clock");
    TEST_READINGS("date", weekdays, "a weekday proves the order, or contradicts the day");
    TEST_READINGS("date", years, "years of two digits");
    TEST_READINGS("datetime", zones, "zones, and hours that are not or are twice");
    TEST_READINGS("datetime", times, "times in words of many languages");
    TEST_READINGS("date", words, "dates in words of many languages");
    test_walls();
    return tap_end();
}
