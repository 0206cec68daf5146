/*
 * date_words.c - runs while winnow is built: writes the names of months and weekdays,
 * and the words for morning and afternoon, of all of ICU's locales as a table of
 * words.
 *
 * Words are folded as transforms/date_token.c folds them: lower case, Latin letters
 * without accents, no dots. A word that names different months in two of the languages
 * that CRM data is written in (lis, listopad) is left out, so that a date with it is
 * never guessed. Beginnings of months' names (верес, sept) count where only one month
 * begins so.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "fold.h"

#define SLOTS 65536

enum { MONTH = 1, WEEKDAY = 16, AM = 32, PM = 64, CLASH = 128 };

static const char *const common[] = {"en", "zh", "es", "fr", "de", "pt", "it", "ru",
                                     "ja", "ko", "pl", "nl", "tr", "cs", "sv", "da",
                                     "nb", "fi", "hu", "ro", "el", "uk", "hr", "id",
                                     "vi", "ar", "he", "fa", "hi", "th"};

typedef struct word {
    char *text;
    int meaning; /* month in the low four bits */
    int sure;    /* 2: of a common language, 1: of another, 0: a part of one */
    int days;    /* the weekdays that it names in any language, bit 0 is Sunday */
} word;

static word slots[SLOTS];

static uint32_t hash_of(const char *text)
{
    uint32_t h = 5381;

    for (; *text; text++)
        h = h * 33 + (unsigned char)*text;
    return h;
}

static void add(const char *text, int meaning, int sure, int days)
{
    uint32_t at = hash_of(text) % SLOTS;

    while (slots[at].text && strcmp(slots[at].text, text))
        at = (at + 1) % SLOTS;
    word *w = &slots[at];
    if (!w->text)
        *w = (word){strdup(text), 0, sure, 0};
    w->days |= days;
    int old = w->meaning & 15, new = meaning & 15;
    if (sure > w->sure) {
        w->meaning = meaning;
        w->sure = sure;
    } else if (sure == w->sure) {
        w->meaning |= old && new &&old != new ? CLASH : meaning;
    }
}

/* Fold as transforms/date_token.c does: lower case, decomposed, without combining accents
 * and dots. False: it is no word (it has digits, or is too short). */
static int fold(const UChar *in, char *out, int room)
{
    int len = 0, letters = 0;
    int32_t count = u_strlen(in);

    for (int32_t i = 0; i < count;) {
        UChar32 c;
        U16_NEXT(in, i, count, c);
        if (is_accent(c) || c == '.' || c == 0x200F || c == 0x200E)
            continue;
        if (u_isdigit(c))
            return 0;
        c = c == 0xA0 || c == 0x202F ? ' ' : fold_letter(c);
        letters += c != ' ';
        if (len + 4 >= room)
            return 0;
        U8_APPEND_UNSAFE(out, len, c);
    }
    out[len] = '\0';
    return letters >= 2;
}

/* Add each word of a weekday's name, since a date may be split into words elsewhere: thứ
 * hai, quinta-feira. */
static void add_parts(const char *text, int days)
{
    char copy[256], *rest = copy, *part;

    if (strlen(text) < sizeof(copy) && strpbrk(text, " -")) {
        strcpy(copy, text);
        while ((part = strsep(&rest, " -")))
            if (*part)
                add(part, WEEKDAY, -1, days);
    }
}

/* Add names with what some languages write before or after them: Hebrew "in", Thai
 * "the". */
static void add_affixed(const char *language, const char *text, int meaning, int sure,
                        int days)
{
    char whole[300];

    if (!strcmp(language, "he") && meaning < WEEKDAY) {
        snprintf(whole, sizeof(whole), "ב%s", text);
        add(whole, meaning, sure, days);
    }
    if (!strcmp(language, "th") && meaning == WEEKDAY) {
        snprintf(whole, sizeof(whole), "%sที่", text);
        add(whole, meaning, sure, days);
    }
}

static void add_symbols(UDateFormat *format, UDateFormatSymbolType type, int first,
                        int meaning, int sure, const char *language)
{
    for (int32_t i = first; i < udat_countSymbols(format, type); i++) {
        UErrorCode code = U_ZERO_ERROR;
        UChar name[128];
        char text[256];
        udat_getSymbols(format, type, i, name, 127, &code);
        if (U_FAILURE(code) || !fold(name, text, sizeof(text)))
            continue;
        if (meaning == MONTH && strlen(text) <= 2 && (unsigned char)text[0] < 0x80)
            continue; /* "No. 5" is no November */
        int value = meaning == MONTH ? i + 1 : meaning == AM && i == 1 ? PM : meaning;
        int days = meaning == WEEKDAY ? 1 << (i - 1) : 0;
        add(text, value, sure, days);
        size_t len = strlen(text);
        add_affixed(language, text, value, sure, days);
        if (meaning == WEEKDAY)
            add_parts(text, days);
        if (meaning == MONTH && sure == 2 && strlen(text) >= 5 && !strchr(text, ' '))
            for (size_t cut = 3; cut < len; cut++) {
                char part[256];
                memcpy(part, text, cut);
                part[cut] = '\0';
                if ((text[cut] & 0xC0) != 0x80 && (unsigned char)text[0] < 0xE0)
                    add(part, value, 0, 0);
            }
    }
}

static void add_locale(const char *locale)
{
    static const struct {
        UDateFormatSymbolType type;
        int first, meaning;
    } kinds[] = {{UDAT_MONTHS, 0, MONTH},
                 {UDAT_SHORT_MONTHS, 0, MONTH},
                 {UDAT_STANDALONE_MONTHS, 0, MONTH},
                 {UDAT_STANDALONE_SHORT_MONTHS, 0, MONTH},
                 {UDAT_WEEKDAYS, 1, WEEKDAY},
                 {UDAT_SHORT_WEEKDAYS, 1, WEEKDAY},
                 {UDAT_STANDALONE_WEEKDAYS, 1, WEEKDAY},
                 {UDAT_STANDALONE_SHORT_WEEKDAYS, 1, WEEKDAY},
                 {UDAT_AM_PMS, 0, AM}};
    UErrorCode code = U_ZERO_ERROR;
    char id[128], language[16];
    int sure = 1;

    snprintf(id, sizeof(id), "%s@calendar=gregorian", locale);
    uloc_getLanguage(locale, language, sizeof(language), &code);
    for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
        sure = strcmp(language, common[i]) ? sure : 2;
    UDateFormat *format = udat_open(UDAT_FULL, UDAT_FULL, id, NULL, 0, NULL, 0, &code);
    if (U_FAILURE(code))
        return;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        add_symbols(format, kinds[i].type, kinds[i].first, kinds[i].meaning, sure,
                    language);
    udat_close(format);
}

/* Return the code that transforms/date_word.c reads: the month; 16 or 32 for morning or
 * afternoon; from 64 on the set of weekdays, or all seven days where only languages that
 * are rare in CRM data have the word. 0: two languages do not agree. */
static int code_of(const word *w)
{
    if (!w->text || w->meaning & CLASH)
        return 0;
    return (w->meaning & 15) | (w->meaning & AM ? 16 : 0) | (w->meaning & PM ? 32 : 0) |
           (w->meaning & WEEKDAY ? (w->sure == 2 ? w->days : 127) << 6 : 0);
}

static int by_code(const void *a, const void *b)
{
    const word *x = a, *y = b;
    int order = code_of(x) - code_of(y);

    return order || !x->text || !y->text ? order : strcmp(x->text, y->text);
}

/* Write one line for each meaning, as tools/word_table.c reads it. */
int main(void)
{
    int count = 0, last = 0;

    for (int32_t i = 0; i < uloc_countAvailable(); i++)
        add_locale(uloc_getAvailable(i));
    qsort(slots, SLOTS, sizeof(slots[0]), by_code);
    for (int i = 0; i < SLOTS; i++) {
        int code = code_of(&slots[i]);
        if (code == 0)
            continue;
        if (code == last)
            printf("|%s", slots[i].text);
        else
            printf("%s%d\t%s", last ? "\n" : "", code, slots[i].text);
        last = code;
        count++;
    }
    printf("\n");
    if (count < 2000 || count > 20000) {
        fprintf(stderr, "date_words: %d words\n", count);
        return 1;
    }
    return 0;
}
