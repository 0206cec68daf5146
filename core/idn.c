/* idn.c - ICU's UTS 46, non-transitional, as browsers do it. */
#include "idn.h"

#include "memory.h"
#include "text.h"

#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/uscript.h>

/* May the character be in a domain name? Letters, their marks, digits, and the few marks
 * between letters that RFC 5892 allows. A copyright sign may not, though UTS 46 would
 * encode it. */
static bool is_allowed(uint32_t c)
{
    static const uint32_t marks[] = {0xB7,   0x375,  0x5F3,  0x5F4,  0x200C,
                                     0x200D, 0x3002, 0x30FB, 0xFF0E, 0xFF61};

    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (c == marks[i])
            return true;
    return c < 0x80 || (U_GET_GC_MASK((UChar32)c) &
                        (U_GC_L_MASK | U_GC_MN_MASK | U_GC_MC_MASK | U_GC_ND_MASK));
}

#define ICU_NEEDS (1u << 20) /* measured: up to 100 KB, once */

enum { LATIN = 1, ALIKE = 2, OTHERS = 4 };

static unsigned script_of(uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &code);

    return script == USCRIPT_LATIN                                   ? LATIN
           : script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK   ? ALIKE
           : script == USCRIPT_COMMON || script == USCRIPT_INHERITED ? 0
                                                                     : OTHERS;
}

/* Does a label mix scripts whose letters look alike (a Cyrillic a in "example")? No
 * registry accepts that. And a top-level domain has one script: com备用 is com and a
 * word.
 */
static bool is_mixed(wn_str domain)
{
    unsigned seen = 0;

    for (size_t at = 0; at < domain.len;) {
        uint32_t c = wn_utf8_next(domain, &at);
        if (c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61)
            seen = 0;
        seen |= script_of(c);
        if ((seen & LATIN) && (seen & ALIKE))
            return true;
    }
    return (seen & LATIN) && (seen & OTHERS);
}

size_t wn_idn_to_ascii(wn_str domain, char *out, size_t room)
{
    UErrorCode code = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;

    if (domain.len > 1000)
        return 0;
    for (size_t at = 0; at < domain.len;)
        if (!is_allowed(wn_utf8_next(domain, &at)))
            return 0;
    if (is_mixed(domain))
        return 0;
    wn_memory_spare(ICU_NEEDS);
    UIDNA *idna = uidna_openUTS46(
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        wn_memory_out(domain.len); /* it is not known whether the domain is one */
    if (U_FAILURE(code))
        return 0;
    int32_t len = uidna_nameToASCII_UTF8(idna, domain.ptr, (int32_t)domain.len, out,
                                         (int32_t)room, &info, &code);
    uidna_close(idna);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        wn_memory_out(domain.len);
    return U_SUCCESS(code) && info.errors == 0 && len > 0 ? (size_t)len : 0;
}
