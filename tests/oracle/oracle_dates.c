/*
 * dates.c COUNT - dates as ICU writes them in all its locales, read by the transforms.
 *
 * Full, long and medium style, days above the twelfth (so that no order need be known),
 * years 1950 to 2049; the Gregorian calendar, with a time and without, and the calendars
 * that are converted, in the languages that use them. A locale whose words name other
 * months in a language that CRM data is written in is one that may be missed: what is
 * read must be right, of the weekday that it names, and what is not read is counted.
 */
#include "core/mapping.h"
#include "core/memory.h"

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

typedef struct lifecycle {
    unsigned long right, wrong, unread, shown;
} lifecycle;

/* How ICU writes and winnow reads. */
typedef struct way {
    const wn_transform *type;
    void *config;
    const char *calendar;
    UDateFormatStyle time; /* UDAT_NONE: a date alone */
} way;

static way way_of(const char *transform, const char *options, const char *calendar,
                  UDateFormatStyle time)
{
    static wn_arena arena;
    way w = {wn_transform_find(wn_str_of(transform)), NULL, calendar, time};

    w.config = wn_config_new(w.type, &arena);
    wn_config_parse(w.type, wn_str_of(options), w.config, &arena);
    return w;
}

static void read_back(const way *w, const UChar *text, const char *want,
                      const char *locale, lifecycle *sum)
{
    wn_arena arena = {0};
    wn_cleaned out = {0};
    UErrorCode code = U_ZERO_ERROR;
    char utf8[512];
    int32_t len;

    u_strToUTF8(utf8, sizeof(utf8), &len, text, -1, &code);
    bool read = U_SUCCESS(code) && w->type->apply((wn_str){utf8, (size_t)len}, w->config,
                                                  &arena, &out) == WN_CLEAN;
    bool right =
        read && wn_str_equal(out.value, wn_str_of(want)) && out.remark != WN_REMARK_TYPO;
    bool said = out.remark == WN_REMARK_REST || out.remark == WN_REMARK_AMBIGUOUS;
    sum->right += right;
    sum->unread += !right && (!read || said);
    sum->wrong += read && !right && !said;
    if (read && !right && !said && sum->shown++ < 20)
        printf("# %s: %s is %s, read as %.*s\n", locale, utf8, want, WN_FMT(out.value));
    else if (!right && getenv("SHOW_UNREAD"))
        printf("# %s: %s is %s, not read\n", locale, utf8, want);
    wn_arena_release(&arena);
}

static void try_locale(const way *w, const char *locale, int dates, lifecycle *sum)
{
    static const UDateFormatStyle styles[] = {UDAT_FULL, UDAT_LONG, UDAT_MEDIUM};
    UErrorCode code = U_ZERO_ERROR;
    char id[160];

    snprintf(id, sizeof(id), "%.120s@calendar=gregorian", locale);
    UCalendar *calendar = ucal_open(u"UTC", -1, id, UCAL_GREGORIAN, &code);
    snprintf(id, sizeof(id), "%.120s@calendar=%s", locale, w->calendar);
    for (size_t s = 0; s < WN_COUNT(styles) && U_SUCCESS(code); s++) {
        UDateFormat *format =
            udat_open(w->time, styles[s], id, u"UTC", -1, NULL, 0, &code);
        for (int i = 0; i < dates && U_SUCCESS(code); i++) {
            int year = 1950 + below(100), month = 1 + below(12), day = 13 + below(16);
            int hour = w->time == UDAT_NONE ? 12 : below(24), minute = below(60);
            UChar text[256];
            char want[64];
            int len = snprintf(want, sizeof(want), "%04d-%02d-%02d", year, month, day);
            if (w->time != UDAT_NONE)
                snprintf(want + len, sizeof(want) - (size_t)len, "T%02d:%02d:00", hour,
                         minute);
            ucal_clear(calendar);
            ucal_setDateTime(calendar, year, month - 1, day, hour, minute, 0, &code);
            udat_format(format, ucal_getMillis(calendar, &code), text, 255, NULL, &code);
            read_back(w, text, want, locale, sum);
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

static void say(const char *what, const char *which, const lifecycle *sum)
{
    unsigned long count = sum->right + sum->wrong + sum->unread;

    printf("%s of %s: %lu of %lu read right (%.2f %%), %lu wrong\n", what, which,
           sum->right, count, 100.0 * (double)sum->right / (double)(count ? count : 1),
           sum->wrong);
}

/* Calendars, in languages that use them. */
static int try_calendars(int dates)
{
    static const struct {
        const char *locale, *calendar, *options;
    } all[] = {{"th", "buddhist", ""},
               {"en", "buddhist", ""},
               {"th", "buddhist", "calendar=buddhist"},
               {"ja", "japanese", ""},
               {"zh_TW", "roc", ""},
               {"zh_TW", "roc", "calendar=roc"},
               {"fa", "persian", ""},
               {"fa", "persian", "calendar=persian"},
               {"zh_CN", "chinese", ""},
               {"ko", "dangi", ""},
               {"ar_SA", "islamic", ""},
               {"he", "hebrew", ""}};
    lifecycle sum = {0};

    for (size_t i = 0; i < WN_COUNT(all); i++) {
        way w = way_of("date", all[i].options, all[i].calendar, UDAT_NONE);
        lifecycle one = {0};
        try_locale(&w, all[i].locale, dates, &one);
        printf("%s, %s%s%s: %lu right, %lu not read, %lu wrong\n", all[i].locale,
               all[i].calendar, *all[i].options ? ", " : "", all[i].options, one.right,
               one.unread, one.wrong);
        sum.wrong += one.wrong;
    }
    return sum.wrong > 0;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *transform, *what;
        UDateFormatStyle time;
    } ways[] = {{"date", "dates", UDAT_NONE}, {"datetime", "times", UDAT_SHORT}};
    int locales = uloc_countAvailable(), bad = 0;
    int dates = (argc > 1 ? atoi(argv[1]) : 100000) / (locales * 6) + 1;

    for (size_t k = 0; k < WN_COUNT(ways); k++) {
        lifecycle sums[2] = {{0},
                             {.shown = 20}}; /* of the common languages; of the others */
        way w = way_of(ways[k].transform, "", "gregorian", ways[k].time);
        for (int i = 0; i < locales; i++)
            try_locale(&w, uloc_getAvailable(i), dates,
                       &sums[!is_common(uloc_getAvailable(i))]);
        say(ways[k].what, "the usual languages", &sums[0]);
        say(ways[k].what, "other languages", &sums[1]);
        bad |= sums[0].right == 0 || sums[0].wrong > 0 ||
               sums[0].unread * (k ? 20 : 100) > sums[0].right;
    }
    return try_calendars(dates * 20) | bad;
}
