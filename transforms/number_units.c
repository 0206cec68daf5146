/* number_units.c - words that stand beside a number, by the table number_units.tsv. */
#include "number_units.h"
#include "transforms.h"

#include "core/lookup.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

#include "number_units.inc"

#define LONGEST 40 /* bytes of a unit word */

/* Three-letter codes of ISO 4217: those in use, */
static const char currencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
    "BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB "
    "EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
    "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF "
    "XCD XOF XPF YER ZAR ZMW ZWL "
    /* and former ones, which old records have */
    "ATS BEF BYR CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG "
    "PTE ROL RUR SIT SKK STD TRL VEF BTC ";

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

static bool is_latin(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Is the mark at `at` part of a word, after a letter: "Tsd.", "S/.", "so'm", "US $"? */
static bool is_within(wn_str s, size_t at)
{
    char c = s.ptr[at], next = at + 1 < s.len ? s.ptr[at + 1] : '\0';
    bool inner = c == '\'' || c == '"' || c == '-';

    if (at == 0 || !is_letter(s.ptr[at - 1]))
        return c == '.' &&
               ((unsigned char)next >= 0x80 || (at > 0 && s.ptr[at - 1] == '/'));
    return c == '.' || c == '/' || (inner && is_letter(next)) ||
           (c == '\'' && s.ptr[at - 1] == 'S') || (c == ' ' && is_letter(next));
}

/* How many bytes at this end of s can belong to a unit word. */
static size_t edge_of(wn_str s, bool from_end)
{
    size_t n = 0;

    while (n < s.len && n < LONGEST) {
        size_t at = from_end ? s.len - 1 - n : n;
        if (!is_letter(s.ptr[at]) && !is_within(s, at))
            break;
        n++;
    }
    return n;
}

/* Can a word end here? Not between two letters of one word: KM is not k and m. */
static bool is_boundary(wn_str s, size_t at)
{
    return at == 0 || at >= s.len ||
           (((unsigned char)s.ptr[at] & 0xC0) != 0x80 &&
            !(is_latin(s.ptr[at - 1]) && is_latin(s.ptr[at])));
}

/* What the word means, as in the table; or the code of a currency, with *code set;
 * NULL: not known. */
static const char *meaning_of(wn_str word, bool *code)
{
    char text[2 * LONGEST];
    const char *meaning = NULL;

    if (word.len <= LONGEST) {
        wn_str folded = lookup_folded(word, text, sizeof(text));
        if (folded.len == 1 && word.len > 1) /* Ƀ is no b */
            text[folded.len++] = '~';
        for (size_t i = 0; i < folded.len; i++)
            text[i] = text[i] == '"' ? '\'' : text[i];
        meaning = lookup_find(&number_units, folded);
    }
    *code = !meaning && word.len == 3;
    return *code ? currency_of(word) : meaning;
}

/* Does the meaning name a currency, after the power? */
static bool has_currency(const char *meaning)
{
    return meaning[0] == ' ' && (meaning[1] == '?' || is_latin(meaning[1]));
}

/* Sets the currency, or accepts the same one again, perhaps more exactly ($ and USD).
 * False: it is another. */
static bool add_currency(units_found *out, const char *currency)
{
    if (*currency == '?')
        currency = out->currency ? out->currency : currency;
    else if (out->currency && *out->currency != '?' && memcmp(out->currency, currency, 3))
        return false;
    out->currency = currency;
    return ++out->currencies <= 2;
}

/* Reads the marks after the power and the currency, see the table. */
static void add_marks(units_found *out, const char *marks)
{
    for (; *marks; marks++) {
        out->is_own |= *marks == '!';
        out->comma |= *marks == ',';
        out->doubtful |= *marks == '~';
        out->supposed |= *marks == '=';
        out->of_values |= *marks == '_';
    }
}

/* Adds a word. False: it is a second word that multiplies or counts, or another
 * currency. */
static bool add(units_found *out, const char *meaning, bool is_code)
{
    int power = 0;

    if (is_code)
        return add_currency(out, meaning);
    for (; *meaning >= '0' && *meaning <= '9'; meaning++)
        power = 10 * power + *meaning - '0';
    bool counts = meaning[0] == ' ' && meaning[1] == '!';
    if ((power && out->power) || (counts && out->counts))
        return false;
    out->power += power;
    out->counts |= counts;
    out->is_own |= power > 0;
    add_marks(out, meaning);
    return !has_currency(meaning) || add_currency(out, meaning + 1);
}

/* May the word mean something else? K and W apart from the digits: a thousand, kina,
 * kwacha, won; ft may be feet. */
static bool is_other(wn_str word, const char *meaning, wn_str s, size_t at)
{
    if (strchr(meaning, '-') && at > 0)
        return true;
    if (strchr(meaning, '@') && *word.ptr >= 'a')
        return true;
    return strchr(meaning, '^') && word.len == 1 && *word.ptr < 'a' && at > 0 &&
           s.ptr[at - 1] == ' ';
}

/* Cuts the longest unit word off this end of s. Returns 1; 0: there is none; -1: it
 * does not go with the others (see add). A word that multiplies stands after the
 * number, except in k€ and the like. */
static int take_one(wn_str *s, bool from_end, units_found *out)
{
    for (size_t len = edge_of(*s, from_end); len > 0; len--) {
        size_t at = from_end ? s->len - len : 0;
        bool is_code;
        if (!is_boundary(*s, from_end ? at : len))
            continue;
        wn_str word = {s->ptr + at, len};
        const char *meaning = meaning_of(word, &is_code);
        if (!meaning || (!from_end && !is_code && *meaning != '0' &&
                         !has_currency(meaning + strspn(meaning, "0123456789"))))
            continue;
        out->doubtful = out->doubtful || (!is_code && is_other(word, meaning, *s, at));
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
        if (s->len == 0)
            return false;
        char edge = s->ptr[from_end ? s->len - 1 : 0];
        took = edge >= '0' && edge <= '9' ? 0 : take_one(s, from_end, out);
    }
    return took == 0;
}

bool units_word(wn_str word, units_found *out)
{
    bool is_code;
    const char *meaning = meaning_of(word, &is_code);

    return meaning && add(out, meaning, is_code);
}

/* ---- of a column ------------------------------------------------------------------ */

/* Removes "in " and "单位：" before a unit. */
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
    /* $000: digits may be left once the currency is cut off */
    while (word.len > 0 && !(meaning = meaning_of(word, &is_code))) {
        if (take_one(&word, true, &all) <= 0 && take_one(&word, false, &all) <= 0)
            return false;
        word = wn_str_trim(word);
    }
    if (word.len > 0 && !add(&all, meaning, is_code))
        return false;
    if (all.of_values)
        return false;
    out->power = all.power;
    if (all.currency && *all.currency != '?')
        memcpy(out->currency, all.currency, 3);
    return all.power > 0 || all.currency || all.is_own;
}
