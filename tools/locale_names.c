/*
 * locale_names.c country|language - runs while winnow is built: writes the names of
 * countries or languages, in the languages of CRM data, from ICU, as a table for
 * tools/word_table.c. Names are folded: small letters without accents.
 */
#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "fold.h"

static const char *const readers[] = {
    "en", "zh", "zh_Hant", "de", "fr", "es", "pt", "it", "nl", "ru",
    "ja", "ko", "pl",      "tr", "sv", "da", "nb", "fi", "cs", "hu",
    "ro", "el", "uk",      "ar", "he", "vi", "id", "th", "hi", "bg",
    "hr", "sk", "sl",      "lt", "lv", "et", "ms", "fa", "ca", "sr"};

/* Print the name folded as lookups fold it, without characters that cannot stand in the
 * table. */
static void print_name(const UChar *name)
{
    char out[256];
    int32_t len = u_strlen(name), put = 0;

    for (int32_t i = 0; i < len && put < 240;) {
        UChar32 c;
        U16_NEXT(name, i, len, c);
        if (c == '|' || c == '"' || c == '\\' || c < ' ')
            return;
        c = c == 0x2019 ? '\'' : c == 0xA0 ? ' ' : fold_letter(c);
        if (is_accent(c) || c == 0x200C || c == 0x200D) /* as core/han.c folds them */
            continue;
        U8_APPEND_UNSAFE(out, put, c);
    }
    out[put] = '\0';
    if (put > 1)
        printf("|%s", out);
}

static void print_names(const char *locale, bool country)
{
    for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++) {
        UErrorCode code = U_ZERO_ERROR;
        UChar name[128];
        if (country)
            uloc_getDisplayCountry(locale, readers[r], name, 127, &code);
        else
            uloc_getDisplayLanguage(locale, readers[r], name, 127, &code);
        name[127] = 0;
        if (U_SUCCESS(code) && code != U_USING_DEFAULT_WARNING)
            print_name(name);
    }
}

int main(int argc, char **argv)
{
    bool country = argc == 2 && !strcmp(argv[1], "country");
    const char *const *codes = country ? uloc_getISOCountries() : uloc_getISOLanguages();

    for (; *codes; codes++) {
        char locale[16];
        if (!country && strlen(*codes) != 2)
            continue;
        snprintf(locale, sizeof(locale), country ? "und_%s" : "%s", *codes);
        UChar code[8], iso3[8];
        u_uastrncpy(code, *codes, 7);
        u_uastrncpy(iso3,
                    country ? uloc_getISO3Country(locale) : uloc_getISO3Language(locale),
                    7);
        printf("%s\t", *codes);
        print_name(code);
        print_name(iso3);
        print_names(locale, country);
        printf("\n");
    }
    return 0;
}
