/*
 * name_case.c - small and capital letters in one word of a name.
 *
 * Name case changes no letters except as the language of the name asks (IŞIK is Işık,
 * İPEK İpek, IJSSEL IJssel, O’BRIEN O’Brien).
 */
#include "person.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

char name_case_of(wn_str s)
{
    bool upper = false, lower = false;

    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (c < 0x80) {
            upper |= (unsigned char)(c - 'A') < 26;
            lower |= (unsigned char)(c - 'a') < 26;
            at++;
            continue;
        }
        uint32_t x = wn_utf8_next(s, &at);
        bool cased = x != 0xDF; /* ß also stands in words of capitals */
        upper = upper || (cased && wn_lower(x) != x);
        lower = lower || (cased && wn_upper(x) != x);
    }
    return upper && lower ? 'm' : lower ? 'l' : upper ? 'u' : '-';
}

size_t name_write_upper(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;)
        len += wn_utf8_put(out + len, wn_upper(wn_utf8_next(s, &at)));
    return len;
}

size_t name_write_lower(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;)
        len += wn_utf8_put(out + len, wn_lower(wn_utf8_next(s, &at)));
    return len;
}

/* Ğ, ı, İ and Ə are only Turkish or Azeri. Ş is Romanian as well; but Romanian has no
 * Ö, Ü, and no K, Y except in foreign names, and has Ă and Ţ. */
bool name_is_turkish(wn_str s)
{
    bool sure = false, cedilla = false, near = false, other = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        sure = sure || c == 0x11E || c == 0x11F || c == 0x130 || c == 0x131 || c == 0x18F;
        cedilla = cedilla || c == 0x15E || c == 0x15F;
        near = near || c == 0xD6 || c == 0xF6 || c == 0xDC || c == 0xFC || c == 'K' ||
               c == 'Y' || c == 'k' || c == 'y';
        other = other || c == 0x102 || c == 0x103 || c == 0x162 || c == 0x163 ||
                c == 0xCE || c == 0xEE;
    }
    return sure || (cedilla && near && !other);
}

/* ---- capitals inside of a word ----------------------------------------------------- */

/* What follows Mac in Scottish and Irish names, where the first letter alone does not
 * decide. */
static const char *const macs[] = {
    "alister", "allister", "alpine",  "arthur",  "askill", "aulay", "auley",
    "callum",  "cormack",  "cormick", "carthy",  "coll",   "ewan",  "ewen",
    "innes",   "intosh",   "intyre",  "iver",    "ivor",   "rae",   "rory",
    "sween",   "sweeney",  "evoy",    "eachern", "inally", "ilroy", "inerney"};

/* Names that begin with Mac by accident, or are usually written without a second
 * capital. */
static const char *const plain_macs[] = {"macleish", "macquarie", "maclin"};

static bool is_in(const char *word, size_t len, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == len && !memcmp(word, list[i], len))
            return true;
    return false;
}

static bool is_scottish(const char *word, size_t len)
{
    return len >= 6 && !memcmp(word, "mac", 3) &&
           !is_in(word, len, plain_macs, WN_COUNT(plain_macs)) &&
           (strchr("bdfglmnpqtvw", word[3]) ||
            is_in(word + 3, len - 3, macs, WN_COUNT(macs)));
}

/* Length of a beginning such as in O'Brien, D’Angelo, Dell'Acqua, Da'Quan, after which
 * a capital follows; 0: none. */
static size_t raised_mark(const char *word, size_t len)
{
    static const char *const before[] = {"o",    "d",    "l",    "n",   "m",
                                         "dell", "dall", "sant", "all", "nell"};
    static const char *const names[] = {"la", "da", "de", "ja", "sha", "ra", "ka", "ta"};
    static const char *const marks[] = {"'", "\xE2\x80\x99", "\xE2\x80\x98", "\xCA\xBC",
                                        "`", "\xC2\xB4"};

    for (size_t i = 0; i < WN_COUNT(marks); i++) {
        size_t size = strlen(marks[i]);
        const char *mark = memmem(word, len, marks[i], size);
        if (!mark)
            continue;
        size_t at = (size_t)(mark - word), left = len - at - size;
        bool raised = (is_in(word, at, before, WN_COUNT(before)) && left > 1) ||
                      (is_in(word, at, names, WN_COUNT(names)) && left > 3);
        return raised ? at + size : 0;
    }
    return 0;
}

/* Is it a Dutch IJ: IJsselstein? Not in Ijaz, Ijeoma. */
static bool is_dutch_ij(const char *word, size_t len)
{
    return len > 2 && !memcmp(word, "ij", 2) && word[2] >= 'a' && word[2] <= 'z' &&
           !strchr("aeiou", word[2]);
}

/* Where a word in small letters gets a capital besides its first letter: McNabb,
 * O'Brien. */
static size_t capital_inside(const char *word, size_t len)
{
    if (len > 3 && !memcmp(word, "mc", 2))
        return 2;
    return is_scottish(word, len)   ? 3
           : is_dutch_ij(word, len) ? 1
                                    : raised_mark(word, len);
}

static uint32_t raise(uint32_t c, bool turkish)
{
    return c == 'i' && turkish ? 0x130 : wn_upper(c);
}

static uint32_t lower(uint32_t c, bool turkish)
{
    return c == 0x130 ? 'i' : c == 'I' && turkish ? 0x131 : wn_lower(c);
}

/* Writes a part between hyphens, given in small letters, with its capitals. */
static size_t write_capitals(wn_str small, bool turkish, char *out)
{
    size_t inside = capital_inside(small.ptr, small.len), len = 0;

    for (size_t at = 0; at < small.len;) {
        bool capital = at == 0 || at == inside;
        uint32_t c = wn_utf8_next(small, &at);
        len += wn_utf8_put(out + len, capital ? raise(c, turkish) : c);
    }
    return len;
}

static bool is_last_letter(wn_str s, size_t at)
{
    return at >= s.len || !wn_is_letter(wn_utf8_next(s, &at));
}

size_t name_write_cased(wn_str s, bool turkish, char *out)
{
    char small[256];
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        size_t small_len = 0;
        uint32_t mark = 0;
        while (at < s.len && small_len + 8 < sizeof(small)) {
            uint32_t c = wn_utf8_next(s, &at);
            if (c == '-' || c == '.' || c == 0x2010 || c == 0x2011) {
                mark = c;
                break;
            }
            if (c == 0x3A3 && small_len > 0 && is_last_letter(s, at))
                c = 0x3C2; /* ΓΙΏΡΓΟΣ is Γιώργος */
            bool dotted = c == 0x130 && !turkish && small_len == 0;
            c = dotted ? c : lower(c, turkish);
            small_len += wn_utf8_put(small + small_len, c);
        }
        len += write_capitals((wn_str){small, small_len}, turkish, out + len);
        len += mark ? wn_utf8_put(out + len, mark) : 0;
    }
    return len;
}
