/*
 * tables.c - runs while winnow is built: asks ICU once for every character and writes
 * the answers as C tables, which core/han.c includes.
 *
 * What ICU does not know well enough is in core/simplified.tsv and core/surnames.tsv:
 * ICU's Traditional-Simplified differs from OpenCC on 491 of 4,148 characters, and its
 * Han-Latin/Names reads 28 of 492 surnames wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "fold.h"
#include "pool.h"

#define FIRST 0x4E00
#define LAST 0x9FFF
#define MAX_SYLLABLES 1024

static char syllables[MAX_SYLLABLES][12];
static int syllable_count = 1; /* 0 means: no reading */

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
    static const struct {
        const char *name;
        int first, last;
    } parts[] = {{"table_latin", 0xC0, 0x1EFF},
                 {"table_kana", 0x3040, 0x30FF},
                 {"table_hangul", 0xAC00, 0xD7A3}};
    UTransliterator *t = open_transliterator("Any-Latin; Latin-ASCII; Lower");

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        printf("static const char %s[][8] = {\n", parts[i].name);
        for (int c = parts[i].first; c <= parts[i].last; c++) {
            UChar out[32];
            char text[64];
            transliterate(t, (UChar)c, out, 31);
            u_austrncpy(text, out, sizeof(text) - 1);
            text[sizeof(text) - 1] = '\0';
            size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz");
            printf("\"%s\",%s", len > 0 && len < 8 && !text[len] ? text : "",
                   c % 16 == 15 ? "\n" : "");
        }
        printf("};\n");
    }
    utrans_close(t);
}

/* Write the zero of each script's ten digits, and the ranges of letters. */
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
    printf("};\nstatic const uint16_t table_lower[] = {");
    for (UChar32 c = 0x80; c <= 0x1FFF; c++)
        printf("%d,%s", u_tolower(c) > 0xFFFF ? c : u_tolower(c),
               c % 32 == 31 ? "\n" : "");
    printf("};\nstatic const uint16_t table_upper[] = {");
    for (UChar32 c = 0x80; c <= 0x1FFF; c++)
        printf("%d,%s", u_toupper(c) > 0xFFFF ? c : u_toupper(c),
               c % 32 == 31 ? "\n" : "");
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

/* ---- the tables of the tree ---------------------------------------------------- */

#define MAX_LINES 16384

typedef struct line {
    char from[64], to[64];
    UChar32 c; /* the character, if `from` is one character; else 0 */
} line;

static line lines[MAX_LINES];

/* Read lines "from<TAB>to" of a file; return their number. */
static int read_lines(const char *path)
{
    FILE *file = fopen(path, "r");
    int count = 0;

    while (file && count < MAX_LINES &&
           fscanf(file, " %63[^\t\n]%*1[\t\n]%63[^\n]", lines[count].from,
                  lines[count].to) > 0) {
        int32_t at = 0, len = (int32_t)strlen(lines[count].from);
        UChar32 c;
        if (lines[count].from[0] == '#') {
            fscanf(file, "%*[^\n]");
            continue;
        }
        U8_NEXT(lines[count].from, at, len, c);
        lines[count].c = at == len ? c : 0;
        count++;
    }
    if (!file || count < 100) {
        fprintf(stderr, "tables: %s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    return count;
}

static int by_from(const void *a, const void *b)
{
    return strcmp(((const line *)a)->from, ((const line *)b)->from);
}

static UChar32 first_of(const char *text)
{
    int32_t at = 0, len = (int32_t)strlen(text);
    UChar32 c;

    U8_NEXT(text, at, len, c);
    return c;
}

static void write_phrases(int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (!lines[i].c) {
            pool_add(lines[i].from);
            pool_add(lines[i].to);
        }
    pool_write("table_", name);
    printf("static const struct table_phrase table_%s_phrases[] = {", name);
    for (size_t i = 0, at = 0; i < (size_t)count; i++)
        if (!lines[i].c) {
            size_t to = at + strlen(lines[i].from) + 1;
            printf("{%zu,%zu},\n", at, to);
            at = to + strlen(lines[i].to) + 1;
        }
    printf("};\n");
}

/* Write the tables from one Chinese script to the other (struct script in core/han.c). */
static void write_script(const char *path, const char *name)
{
    static UChar32 other[LAST - FIRST + 1];
    int count = read_lines(path);

    qsort(lines, (size_t)count, sizeof(*lines), by_from);
    memset(other, 0, sizeof(other));
    for (int i = 0; i < count; i++)
        if (lines[i].c >= FIRST && lines[i].c <= LAST)
            other[lines[i].c - FIRST] =
                first_of(lines[i].to) <= 0xFFFF ? first_of(lines[i].to) : -1;
    printf("static const uint16_t table_%s[] = {", name);
    for (int c = FIRST; c <= LAST; c++) /* 0: look into the table of rare ones */
        printf("%d,%s",
               other[c - FIRST] < 0 ? 0
               : other[c - FIRST]   ? other[c - FIRST]
                                    : c,
               c % 32 == 31 ? "\n" : "");
    printf("};\nstatic const struct table_pair table_%s_rare[] = {", name);
    for (int i = 0; i < count; i++) /* UTF-8 sorts as code points do */
        if (lines[i].c &&
            (lines[i].c < FIRST || lines[i].c > LAST || first_of(lines[i].to) > 0xFFFF))
            printf("{%d,%d},", lines[i].c, first_of(lines[i].to));
    printf("};\n");
    write_phrases(count, name);
    printf("static const uint32_t table_%s_first[] = {", name);
    for (int i = 0, last = 0; i < count; i++)
        if (!lines[i].c && first_of(lines[i].from) != last &&
            (last = first_of(lines[i].from)) <= 0xFFFF)
            printf("%d,", last);
    printf("};\n");
}

/* Write readings of surnames: those of core/surnames.tsv, else ICU's where they are not
 * the usual readings. */
static void write_surnames(const char *path, UTransliterator *names,
                           UTransliterator *plain)
{
    int count = read_lines(path);

    qsort(lines, (size_t)count, sizeof(*lines), by_from);
    printf("static const struct table_compound { const char *name, *reading; } "
           "table_compounds[] = {");
    for (int i = 0; i < count; i++)
        if (!lines[i].c)
            printf("{\"%s\",\"%s\"},", lines[i].from, lines[i].to);
    printf("};\nstatic const struct table_surname { uint32_t c; const char *reading; } "
           "table_surnames[] = {");
    for (int c = FIRST; c <= LAST; c++) {
        int as_name = syllable_of(names, (UChar)c), found = -1;
        for (int i = 0; i < count && found < 0; i++)
            found = lines[i].c == c ? i : -1;
        if (found >= 0)
            printf("{%d,\"%s\"},", c, lines[found].to);
        else if (as_name && as_name != syllable_of(plain, (UChar)c))
            printf("{%d,\"%s\"},", c, syllables[as_name]);
    }
    printf("};\n");
}

int main(int argc, char **argv)
{
    UTransliterator *plain = open_transliterator("Han-Latin; Latin-ASCII; Lower");
    UTransliterator *names = open_transliterator("Han-Latin/Names; Latin-ASCII; Lower");

    if (argc != 4)
        return 1;
    printf("/* Written by tools/tables.c from ICU and the tables of core. */\n"
           "#include <stdint.h>\n"
           "struct table_pair { uint32_t from, to; };\n"
           "struct table_phrase { uint32_t from, to; };\n");
    printf("static const uint16_t table_pinyin[] = {");
    for (int c = FIRST; c <= LAST; c++)
        printf("%d,%s", syllable_of(plain, (UChar)c), c % 32 == 31 ? "\n" : "");
    printf("};\n");
    write_script(argv[1], "simplified");
    write_script(argv[2], "traditional");
    write_surnames(argv[3], names, plain);
    printf("static const char *const table_syllables[] = {");
    for (int i = 0; i < syllable_count; i++)
        printf("\"%s\",", syllables[i]);
    printf("};\n");
    write_latin();
    write_classes();
    utrans_close(plain);
    utrans_close(names);
    return 0;
}
