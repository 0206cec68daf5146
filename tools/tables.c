/*
 * tables.c - runs while winnow is built: asks ICU once for every character
 * and writes the answers as C tables (core/han.c includes them).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "fold.h"

#define FIRST 0x4E00
#define LAST 0x9FFF
#define MAX_SYLLABLES 1024

static char syllables[MAX_SYLLABLES][12];
static int syllable_count = 1; /* 0 says: no reading */

static UTransliterator *open_transliterator(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar id[64];

    u_uastrcpy(id, name);
    UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code)) {
        fprintf(stderr, "tables: ICU has no transliterator %s\n", name);
        exit(1);
    }
    return t;
}

static void transliterate(UTransliterator *t, UChar c, UChar *out, int32_t room)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t len = 1, limit = 1;

    out[0] = c;
    utrans_transUChars(t, out, &len, room, 0, &limit, &code);
    out[U_SUCCESS(code) ? len : 0] = 0;
}

static int syllable_of(UTransliterator *t, UChar c)
{
    UChar out[32];
    char text[64];

    transliterate(t, c, out, 31);
    u_austrncpy(text, out, sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    if (len == 0 || len >= sizeof(syllables[0]) || text[len] || u_strlen(out) != (int)len)
        return 0;
    for (int i = 1; i < syllable_count; i++)
        if (!strcmp(syllables[i], text))
            return i;
    if (syllable_count == MAX_SYLLABLES)
        return 0;
    strcpy(syllables[syllable_count], text);
    return syllable_count++;
}

static void write_latin(void)
{
    UTransliterator *t = open_transliterator("Latin-ASCII; Lower");

    printf("static const char table_latin[][4] = {\n");
    for (UChar c = 0xC0; c <= 0x24F; c++) {
        UChar out[32];
        char text[64];
        transliterate(t, c, out, 31);
        u_austrncpy(text, out, sizeof(text) - 1);
        size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz");
        printf("\"%s\",%s", len > 0 && len < 4 && !text[len] ? text : "",
               c % 16 == 15 ? "\n" : "");
    }
    printf("};\n");
    utrans_close(t);
}

/* The zero of each script's ten digits, and the ranges of letters. */
static void write_classes(void)
{
    printf("static const uint32_t table_zeros[] = {");
    for (UChar32 c = 0x80; c <= 0x1FFFF; c++)
        if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER && u_charDigitValue(c) == 0)
            printf("%d,", c);
    printf("};\n#define FOLD_FIRST 0x80\n#define FOLD_LAST 0x1FFF\n"
           "static const uint16_t table_fold[] = {");
    for (UChar32 c = 0x80; c <= 0x1FFF; c++)
        printf("%d,%s", is_accent(c) ? 0 : fold_letter(c), c % 32 == 31 ? "\n" : "");
    printf("};\nstatic const struct table_range { uint32_t first, last; } "
           "table_letters[] = {");
    for (UChar32 c = 0x80, first; c <= 0x3FFFF; c++) {
        if (!u_isalpha(c))
            continue;
        for (first = c; u_isalpha(c + 1); c++)
            ;
        printf("{%d,%d},", first, c);
    }
    printf("};\n");
}

int main(void)
{
    UTransliterator *plain = open_transliterator("Han-Latin; Latin-ASCII; Lower");
    UTransliterator *names = open_transliterator("Han-Latin/Names; Latin-ASCII; Lower");
    UTransliterator *simple = open_transliterator("Traditional-Simplified");

    printf("/* Written by tools/tables.c from ICU. */\n#include <stdint.h>\n");
    printf("static const uint16_t table_pinyin[] = {");
    for (int c = FIRST; c <= LAST; c++)
        printf("%d,%s", syllable_of(plain, (UChar)c), c % 32 == 31 ? "\n" : "");
    printf("};\nstatic const uint16_t table_simplified[] = {");
    for (int c = FIRST; c <= LAST; c++) {
        UChar out[32];
        transliterate(simple, (UChar)c, out, 31);
        printf("%d,%s", u_strlen(out) == 1 ? out[0] : c, c % 32 == 31 ? "\n" : "");
    }
    printf("};\nstatic const struct table_surname { uint16_t c, syllable; } "
           "table_surnames[] = {");
    for (int c = FIRST; c <= LAST; c++) {
        int as_name = syllable_of(names, (UChar)c);
        if (as_name && as_name != syllable_of(plain, (UChar)c))
            printf("{%d,%d},", c, as_name);
    }
    printf("{0,0}};\nstatic const char *const table_syllables[] = {");
    for (int i = 0; i < syllable_count; i++)
        printf("\"%s\",", syllables[i]);
    printf("};\n");
    write_latin();
    write_classes();
    utrans_close(plain);
    utrans_close(names);
    utrans_close(simple);
    return 0;
}
