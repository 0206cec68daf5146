/* idn.c - ICU's UTS 46, non-transitional, as browsers do it. */
#include "winnow/idn.h"

#include <unicode/uidna.h>

size_t wn_idn_to_ascii(wn_str domain, char *out, size_t room)
{
    UErrorCode code = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;

    if (domain.len > 1000)
        return 0;
    UIDNA *idna =
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, &code);
    if (U_FAILURE(code))
        return 0;
    int32_t len = uidna_nameToASCII_UTF8(idna, domain.ptr, (int32_t)domain.len, out,
                                         (int32_t)room, &info, &code);
    uidna_close(idna);
    return U_SUCCESS(code) && info.errors == 0 && len > 0 ? (size_t)len : 0;
}
