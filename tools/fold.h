/* fold.h - folds a letter: without case and accents (é e, Й и, ά α). core/han.c looks it
 * up at run time (tools/tables.c writes its tables); names of months and countries are
 * folded at build time. */
#ifndef TOOLS_FOLD_H
#define TOOLS_FOLD_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

static inline bool is_accent(UChar32 c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x655);
}

/* Return the plain letter for a Latin letter that has no decomposition (ł l); c itself if
 * it would be more than one letter. */
static inline UChar32 latin_base(UChar32 c)
{
    static UTransliterator *latin;
    UErrorCode code = U_ZERO_ERROR;
    UChar text[16] = {(UChar)c}, id[16];
    int32_t len = 1, limit = 1;

    if (!latin) {
        u_uastrcpy(id, "Latin-ASCII");
        latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
        if (U_FAILURE(code)) {
            fprintf(stderr, "ICU has no transliterator Latin-ASCII\n");
            exit(1);
        }
    }
    utrans_transUChars(latin, text, &len, 15, 0, &limit, &code);
    return U_SUCCESS(code) && len == 1 ? text[0] : c;
}

static inline UChar32 fold_letter(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar plain[8];
    int32_t at = 0, len;

    c = u_tolower(c);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
    len = unorm2_getDecomposition(nfd, c, plain, 8, &code);
    if (U_SUCCESS(code) && len > 0) {
        UChar32 base, mark;
        U16_NEXT(plain, at, len, base);
        while (at < len) {
            U16_NEXT(plain, at, len, mark);
            if (!is_accent(mark))
                return c;
        }
        c = base;
    }
    return c >= 0x80 && c < 0x2000 && ublock_getCode(c) <= UBLOCK_IPA_EXTENSIONS
               ? u_tolower(latin_base(c))
               : c;
}

#endif
