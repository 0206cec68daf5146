/*
 * dates.c COUNT - dates as ICU writes them in all its locales, read by the transform.
 *
 * Full, long and medium style, the Gregorian calendar, days above the twelfth (so that
 * no order need be known), years 1950 to 2049. A locale whose words name other months
 * in a language that CRM data is written in is one that may be missed: what is read
 * must be right, and what is not read is counted.
 */
#include "winnow/mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

static uint64_t state = 88172645463325252u;

static int below(int n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int)(state % (unsigned)n);
}

static const char *const common[] = {"en", "zh", "es", "fr", "de", "pt", "it", "ru",
                                     "ja", "ko", "pl", "nl", "tr", "cs", "sv", "da",
                                     "nb", "fi", "hu", "ro", "el", "uk", "hr", "id",
                                     "vi", "ar", "he", "fa", "hi", "th"};

typedef struct tally {
    unsigned long right, wrong, unread, shown;
} tally;

static void read_back(const UChar *text, const char *want, const char *locale, tally *sum)
{
    static const wn_transform *date;
    static void *config;
    wn_arena arena = {0};
    wn_cleaned out = {0};
    UErrorCode code = U_ZERO_ERROR;
    char utf8[512];
    int32_t len;

    if (!date) {
        date = wn_transform_find(WN_STR("date"));
        config = wn_config_new(date, &(wn_arena){0});
    }
    u_strToUTF8(utf8, sizeof(utf8), &len, text, -1, &code);
    bool read = U_SUCCESS(code) && date->apply((wn_str){utf8, (size_t)len}, config, &arena,
                                               &out) == WN_CLEAN;
    bool right = read && wn_str_equal(out.value, wn_str_of(want));
    sum->right += right;
    sum->unread += !read;
    sum->wrong += read && !right;
    if (read && !right && sum->shown++ < 20)
        printf("# %s: %s is %s, read as %.*s\n", locale, utf8, want, WN_FMT(out.value));
    else if (!read && getenv("SHOW_UNREAD"))
        printf("# %s: %s is %s, not read\n", locale, utf8, want);
    wn_arena_release(&arena);
}

static void try_locale(const char *locale, int dates, tally *sum)
{
    static const UDateFormatStyle styles[] = {UDAT_FULL, UDAT_LONG, UDAT_MEDIUM};
    UErrorCode code = U_ZERO_ERROR;
    char id[160];

    snprintf(id, sizeof(id), "%.120s@calendar=gregorian", locale);
    UCalendar *calendar = ucal_open(u"UTC", -1, id, UCAL_GREGORIAN, &code);
    for (size_t s = 0; s < WN_COUNT(styles) && U_SUCCESS(code); s++) {
        UDateFormat *format = udat_open(UDAT_NONE, styles[s], id, u"UTC", -1, NULL, 0, &code);
        for (int i = 0; i < dates && U_SUCCESS(code); i++) {
            int year = 1950 + below(100), month = 1 + below(12), day = 13 + below(16);
            UChar text[256];
            char want[32];
            snprintf(want, sizeof(want), "%04d-%02d-%02d", year, month, day);
            ucal_clear(calendar);
            ucal_setDateTime(calendar, year, month - 1, day, 12, 0, 0, &code);
            udat_format(format, ucal_getMillis(calendar, &code), text, 255, NULL, &code);
            read_back(text, want, locale, sum);
        }
        udat_close(format);
    }
    ucal_close(calendar);
}

static bool is_common(const char *locale)
{
    char language[16];
    UErrorCode code = U_ZERO_ERROR;

    uloc_getLanguage(locale, language, sizeof(language), &code);
    for (size_t i = 0; i < WN_COUNT(common); i++)
        if (!strcmp(language, common[i]))
            return true;
    return false;
}

static void say(const char *which, const tally *sum)
{
    unsigned long count = sum->right + sum->wrong + sum->unread;

    printf("dates of %s: %lu of %lu read right (%.2f %%), %lu wrong\n", which, sum->right,
           count, 100.0 * (double)sum->right / (double)(count ? count : 1), sum->wrong);
}

int main(int argc, char **argv)
{
    int locales = uloc_countAvailable();
    int dates = (argc > 1 ? atoi(argv[1]) : 100000) / (locales * 3) + 1;
    tally sums[2] = {{0}, {.shown = 20}}; /* of the common languages; of the others */

    for (int i = 0; i < locales; i++)
        try_locale(uloc_getAvailable(i), dates, &sums[!is_common(uloc_getAvailable(i))]);
    say("the usual languages", &sums[0]);
    say("other languages", &sums[1]);
    return sums[0].right == 0 || sums[0].wrong > 0 || sums[0].unread * 100 > sums[0].right;
}
