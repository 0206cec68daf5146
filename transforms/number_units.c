/* number_units.c - words that stand beside a number, by the table number_units.tsv. */
#include "number_units.h"

#include "lookup.h"
#include "winnow/transform.h"

#include <string.h>

#include "number_units.inc"

#define LONGEST 40 /* bytes of such a word */

/* Codes of ISO 4217 in use, three letters each. */
static const char currencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
    "BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB "
    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF "
    "XCD XOF XPF YER ZAR ZMW ZWL ";

static const char *currency_of(wn_str code)
{
    char upper[5] = {0};

    for (size_t i = 0; i < 3; i++) {
        if ((code.ptr[i] | 32) < 'a' || (code.ptr[i] | 32) > 'z')
            return NULL;
        upper[i] = (char)(code.ptr[i] & ~32);
    }
    upper[3] = ' ';
    for (const char *at = currencies; (at = strstr(at, upper)); at++)
        if ((at - currencies) % 4 == 0)
            return at;
    return NULL;
}

static bool is_letter(char c)
{
    return (unsigned char)c > '9' || c == '$';
}

/* Bytes at an end of s that can be of a word; the point of "Tsd." is one. */
static size_t edge_of(wn_str s, bool from_end)
{
    size_t n = 0;

    while (n < s.len && n < LONGEST) {
        size_t at = from_end ? s.len - 1 - n : n;
        bool behind_letter = at > 0 && is_letter(s.ptr[at - 1]);
        if (!is_letter(s.ptr[at]) && (s.ptr[at] != '.' || !behind_letter))
            break;
        n++;
    }
    return n;
}

static bool is_boundary(wn_str s, size_t at)
{
    return at >= s.len || ((unsigned char)s.ptr[at] & 0xC0) != 0x80;
}

/* What the whole word means: "4 CNY !", see the table; or a currency's code, and *code
 * is set; or NULL. */
static const char *meaning_of(wn_str word, bool *code)
{
    char text[2 * LONGEST];
    const char *meaning =
        word.len > LONGEST
            ? NULL
            : lookup_find(&number_units, lookup_folded(word, text, sizeof(text)));

    *code = !meaning && word.len == 3;
    return *code ? currency_of(word) : meaning;
}

/* False: a second word that multiplies. */
static bool add(units_found *out, const char *meaning, bool is_code)
{
    int power = 0;

    if (is_code) {
        out->currency = meaning;
        return true;
    }
    for (; *meaning >= '0' && *meaning <= '9'; meaning++)
        power = 10 * power + *meaning - '0';
    if (power && out->power)
        return false;
    out->power += power;
    out->is_own = out->is_own || power || strchr(meaning, '!');
    if (meaning[0] == ' ' && meaning[1] != '!' &&
        (!out->currency || *out->currency == '?'))
        out->currency = meaning + 1;
    return true;
}

/* The longest word at an end of s is taken off; 0: there is none, -1: see above. What
 * multiplies stands behind the number, but for k€ and the like. */
static int take_one(wn_str *s, bool from_end, units_found *out)
{
    for (size_t len = edge_of(*s, from_end); len > 0; len--) {
        size_t at = from_end ? s->len - len : 0;
        bool is_code;
        if (!is_boundary(*s, from_end ? at : len))
            continue;
        const char *meaning = meaning_of((wn_str){s->ptr + at, len}, &is_code);
        if (!meaning ||
            (!from_end && !is_code && *meaning != '0' && !strchr(meaning, ' ')))
            continue;
        *s = from_end ? (wn_str){s->ptr, at} : (wn_str){s->ptr + len, s->len - len};
        return add(out, meaning, is_code) ? 1 : -1;
    }
    return 0;
}

bool units_take(wn_str *s, bool from_end, units_found *out)
{
    int took = 1;

    while (took > 0) {
        *s = wn_str_trim(*s);
        took = s->len ? take_one(s, from_end, out) : -1;
    }
    return took == 0;
}

/* ---- of a column ------------------------------------------------------------------ */

/* "in T€" and "单位：万元" name it as well. */
static wn_str bare(wn_str word)
{
    static const wn_str before[] = {{"in ", 3}, {"单位", 6}, {"：", 3}, {":", 1}};

    word = wn_str_trim(word);
    for (size_t i = 0; i < WN_COUNT(before); i++)
        if (word.len > before[i].len &&
            wn_str_equal_nocase((wn_str){word.ptr, before[i].len}, before[i]))
            word =
                wn_str_trim((wn_str){word.ptr + before[i].len, word.len - before[i].len});
    return word;
}

bool wn_unit_factor(wn_str word, wn_unit *out)
{
    units_found all = {0};
    const char *meaning;
    bool is_code;

    *out = (wn_unit){0};
    word = bare(word);
    /* what is left when its currency is taken off may be digits: $000 */
    while (word.len > 0 && !(meaning = meaning_of(word, &is_code))) {
        if (take_one(&word, true, &all) <= 0 && take_one(&word, false, &all) <= 0)
            return false;
        word = wn_str_trim(word);
    }
    if (word.len > 0 && !add(&all, meaning, is_code))
        return false;
    out->power = all.power;
    if (all.currency && *all.currency != '?')
        memcpy(out->currency, all.currency, 3);
    return all.power > 0 || all.currency || all.is_own;
}
