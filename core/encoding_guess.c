/*
 * encoding_guess.c - guesses the encoding of a text that is not UTF-8.
 *
 * ICU's detector alone takes short Chinese lists for Shift-JIS or Big5 too often. So it
 * only proposes. A candidate must decode the sample almost without errors. It is then
 * judged by how much of the decoded text looks like real text:
 *
 *   Chinese, Japanese, Korean   characters of the everyday part of the code (the first,
 *                               frequency-sorted planes of GB 2312, Big5, JIS, KS)
 *   Latin                       accented letters that one language has, inside words
 *   Cyrillic                    letters as frequent as in Russian (O. N. Lyashevskaya,
 *                               S. A. Sharov, 2009)
 *   others                      letters of the script, in words of their own
 */
#include "encoding.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uscript.h>

typedef enum judge_by { BY_PLANE, BY_LANGUAGE, BY_FREQUENCY, BY_SCRIPT } judge_by;

/* The candidates: ICU's name for the standard that the encoding extends, and how the
 * encoding is judged. Of two with the same score the first is taken. */
static const struct {
    const char *name, *icu;
    judge_by by;
    UScriptCode script;
} candidates[] = {
    {"gb18030", "gb18030", BY_PLANE, USCRIPT_HAN},
    {"big5", "big5", BY_PLANE, USCRIPT_HAN},
    {"shift_jis", "shift_jis", BY_PLANE, USCRIPT_HAN},
    {"euc-kr", "euc-kr", BY_PLANE, USCRIPT_HAN},
    {"euc-jp", "euc-jp", BY_PLANE, USCRIPT_HAN},
    {"windows-1252", "ISO-8859-1", BY_LANGUAGE, USCRIPT_LATIN},
    {"windows-1250", "ISO-8859-2", BY_LANGUAGE, USCRIPT_LATIN},
    {"iso-8859-2", "ISO-8859-2", BY_LANGUAGE, USCRIPT_LATIN},
    {"windows-1254", "ISO-8859-9", BY_LANGUAGE, USCRIPT_LATIN},
    {"windows-1257", "ISO-8859-13", BY_LANGUAGE, USCRIPT_LATIN},
    {"windows-1258", "windows-1258", BY_LANGUAGE, USCRIPT_LATIN},
    {"ibm850", "ibm850", BY_LANGUAGE, USCRIPT_LATIN},
    {"windows-1251", "windows-1251", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"koi8-r", "KOI8-R", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"iso-8859-5", "ISO-8859-5", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"ibm866", "ibm866", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"ibm855", "ibm855", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"x-mac-cyrillic", "x-mac-cyrillic", BY_FREQUENCY, USCRIPT_CYRILLIC},
    {"windows-1253", "ISO-8859-7", BY_SCRIPT, USCRIPT_GREEK},
    {"iso-8859-7", "ISO-8859-7", BY_SCRIPT, USCRIPT_GREEK},
    {"windows-1255", "ISO-8859-8-I", BY_SCRIPT, USCRIPT_HEBREW},
    {"windows-1256", "windows-1256", BY_SCRIPT, USCRIPT_ARABIC},
    {"windows-874", "TIS-620", BY_SCRIPT, USCRIPT_THAI},
};

/* ---- by plane --------------------------------------------------------------------- */

typedef struct plane {
    const char *name;
    uint8_t first[4], last[4]; /* lead bytes of the everyday part, in ranges */
    double weight;
    bool low_trails; /* second bytes below 0x80 are as common as others */
} plane;

static const plane planes[] = {
    {"gb18030", {0xB0, 0xA1}, {0xD7, 0xA3}, 1.0, false},
    {"big5", {0xA4, 0xA1}, {0xC6, 0xA3}, 1.0, true},
    {"shift_jis", {0x82, 0x88, 0x81}, {0x83, 0x97, 0x81}, 1.0, true},
    {"euc-kr", {0xB0, 0xA1}, {0xC8, 0xA3}, 1.0, false},
    {"euc-jp", {0xB0, 0xA4, 0xA1}, {0xCF, 0xA5, 0xA3}, 0.95, false},
};

static bool is_everyday(const plane *p, uint8_t lead)
{
    for (size_t k = 0; k < 4 && p->first[k]; k++)
        if (lead >= p->first[k] && lead <= p->last[k])
            return true;
    return false;
}

/* The share of two-byte characters whose lead byte is in the everyday part. */
static double everyday_share(const char *name, wn_str sample)
{
    const plane *p = planes;
    size_t pairs = 0, common = 0, low = 0, kana = 0;

    while (strcmp(p->name, name))
        p++;
    for (size_t i = 0; i + 1 < sample.len; i++) {
        if ((uint8_t)sample.ptr[i] < 0x80)
            continue;
        pairs++;
        common += is_everyday(p, (uint8_t)sample.ptr[i]);
        kana += (sample.ptr[i] & 0xFE) == 0xA4;
        low += (uint8_t)sample.ptr[++i] < 0x80;
    }
    double share = pairs ? p->weight * (double)common / (double)pairs : 0;
    if (!strcmp(name, "euc-jp") && low == 0 && kana * 10 >= pairs * 9)
        return 1.1; /* hiragana and katakana alone */
    return p->low_trails && pairs > 20 && low == 0 ? 0.4 * share : share;
}

/* The share of East Asian characters that are inside a Latin word. They show a wrong
 * encoding: Qu?ec, where é and b became one character. */
static double inside_latin(const UChar *text, int32_t len)
{
    size_t all = 0, inside = 0;

    for (int32_t i = 0; i < len; i++) {
        if (text[i] < 0x80)
            continue;
        all++;
        inside += i > 0 && i + 1 < len && text[i - 1] < 0x80 && text[i + 1] < 0x80 &&
                  u_islower(text[i - 1]) && u_islower(text[i + 1]);
    }
    return all ? (double)inside / (double)all : 0;
}

/* ---- by language ------------------------------------------------------------------ */

/* The letters other than a to z that a language uses; the last row of windows-1252 is for
 * lists with names from many countries. */
static const struct {
    const char *encodings;
    double weight;
    const UChar *letters;
} languages[] = {
    {"windows-1252", 1,
     u"\u00e0\u00e2\u00e6\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee\u00ef\u00f4\u0153\u00f9"
     u"\u00fb\u00fc\u00ff"},                                      /* French */
    {"windows-1252", 1, u"\u00e4\u00f6\u00fc\u00df\u00e9\u00e8"}, /* German */
    {"windows-1252", 1,
     u"\u00e1\u00e9\u00ed\u00f1\u00f3\u00fa\u00fc\u00aa\u00ba"}, /* Spanish */
    {"windows-1252", 1,
     u"\u00e3\u00e1\u00e0\u00e2\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa\u00fc"
     u"\u00aa\u00ba"}, /* Portuguese */
    {"windows-1252", 1,
     u"\u00e0\u00e8\u00e9\u00ec\u00ed\u00ee\u00f2\u00f3\u00f9\u00fa"},  /* Italian */
    {"windows-1252", 1, u"\u00e6\u00f8\u00e5\u00e4\u00f6\u00e9\u00fc"}, /* Danish ... */
    {"windows-1252", 1,
     u"\u00e1\u00e9\u00ed\u00f3\u00fa\u00fd\u00fe\u00e6\u00f6\u00f0"}, /* Icelandic */
    {"windows-1252", 1,
     u"\u00eb\u00e9\u00e8\u00ef\u00f6\u00fc\u00f3\u00e1\u00ed"}, /* Dutch */
    {"windows-1252", .97,
     u"\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec"
     u"\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f6\u00f8\u00f9\u00fa\u00fb\u00fc"
     u"\u00df"},
    {"ibm850", .45, /* DOS, western Europe */
     u"\u00e0\u00e1\u00e2\u00e4\u00e7\u00e8\u00e9\u00ea\u00eb\u00ed\u00ee\u00ef"
     u"\u00f1\u00f3\u00f4\u00f6\u00fa\u00fb\u00fc\u00df"},
    {"windows-1250 iso-8859-2", 1,
     u"\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c"}, /* Polish */
    {"windows-1250 iso-8859-2", 1,
     u"\u00e1\u010d\u010f\u00e9\u011b\u00ed\u0148\u00f3\u0159\u0161\u0165\u00fa\u016f"
     u"\u00fd\u017e"}, /* Czech */
    {"windows-1250 iso-8859-2", 1,
     u"\u00e1\u00e4\u010d\u010f\u00e9\u00ed\u013a\u013e\u0148\u00f3\u00f4\u0155\u0161"
     u"\u0165\u00fa\u00fd\u017e"}, /* Slovak */
    {"windows-1250 iso-8859-2", 1,
     u"\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171"},       /* Hungarian */
    {"windows-1250 iso-8859-2", 1, u"\u0103\u00e2\u00ee\u015f\u0163"}, /* Romanian */
    {"windows-1250 iso-8859-2", 1, u"\u010d\u0107\u0111\u0161\u017e"}, /* Croatian */
    {"windows-1254", 1,
     u"\u00e7\u011f\u0131\u0130\u00f6\u015f\u00fc\u00e2\u00ee\u00fb"}, /* Turkish */
    {"windows-1257", 1,
     u"\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e"}, /* Lithuanian */
    {"windows-1257", 1,
     u"\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e"}, /* Latvian */
    {"windows-1257", .99, u"\u00e4\u00f6\u00f5\u00fc\u0161\u017e"}, /* Estonian */
    {"windows-1258", .95,
     u"\u0103\u00e2\u0111\u00ea\u00f4\u01a1\u01b0\u00e0\u00e1\u00e8\u00e9\u00ec\u00ed"
     u"\u00f2\u00f3\u00f9\u00fa"}, /* Vietnamese */
};

static bool has_letter(const UChar *letters, UChar c)
{
    for (; *letters; letters++)
        if (*letters == c)
            return true;
    return false;
}

static bool is_inside_word(const UChar *text, int32_t len, int32_t i)
{
    return i > 0 && i + 1 < len && u_isalpha(text[i - 1]) && u_isalpha(text[i + 1]);
}

static bool is_accented(const UChar *text, int32_t len, int32_t i)
{
    return i >= 0 && i < len && text[i] >= 0x80 && u_isalpha(text[i]);
}

/* Is it one of three such letters in a row? No Latin word has that. */
static bool is_in_row(const UChar *text, int32_t len, int32_t i)
{
    bool before = is_accented(text, len, i - 1), after = is_accented(text, len, i + 1);

    return (before && after) || (before && is_accented(text, len, i - 2)) ||
           (after && is_accented(text, len, i + 2));
}

/* The share of characters above 127 that are letters of the language, in places where
 * letters can be. */
static double letters_known(const UChar *text, int32_t len, const UChar *letters)
{
    size_t all = 0, good = 0, marks = 0;

    for (int32_t i = 0; i < len; i++) {
        if (text[i] < 0x80)
            continue;
        if (!u_isalpha(text[i]) && !is_inside_word(text, len, i)) {
            marks++; /* every one of these encodings has them */
            continue;
        }
        bool odd_case = i > 0 && u_islower(text[i - 1]) && u_isupper(text[i]);
        bool alone = (i == 0 || !u_isalpha(text[i - 1])) &&
                     (i + 1 == len || !u_isalpha(text[i + 1]));
        all++;
        good += !odd_case && !alone && !is_in_row(text, len, i) &&
                (has_letter(letters, (UChar)u_tolower(text[i])) ||
                 has_letter(letters, text[i]) || text[i] == 0x2019);
    }
    return all ? (double)good / (double)all : marks ? .5 : 0;
}

static double best_language(const char *encoding, const UChar *text, int32_t len)
{
    double best = 0;

    for (size_t i = 0; i < WN_COUNT(languages); i++) {
        if (!strstr(languages[i].encodings, encoding))
            continue;
        double share =
            languages[i].weight * letters_known(text, len, languages[i].letters);
        best = share > best ? share : best;
    }
    return .9 * best;
}

/* ---- by frequency ----------------------------------------------------------------- */

/* The frequency of each letter from U+0430 on, in thousandths. */
static const uint8_t russian[32] = {80, 16, 45, 17,  30, 85, 9,  16, 74, 12, 35,
                                    44, 32, 67, 109, 28, 47, 55, 63, 26, 3,  10,
                                    5,  14, 7,  4,   1,  19, 17, 3,  6,  20};
#define RUSSIAN_MEAN 48.0 /* mean frequency of a text's letters; 57 in long texts */

static double frequency_share(const UChar *text, int32_t len)
{
    double sum = 0;
    size_t all = 0, inside = 0;

    for (int32_t i = 0; i < len; i++) {
        UChar c = text[i], small = (UChar)u_tolower(c);
        if (c < 0x80)
            continue;
        bool odd_case = i > 0 && u_islower(text[i - 1]) && u_isupper(c);
        if (!u_isalpha(c) && !is_inside_word(text, len, i))
            continue;
        bool latin = (i > 0 && text[i - 1] < 0x80 && u_isalpha(text[i - 1])) ||
                     (i + 1 < len && text[i + 1] < 0x80 && u_isalpha(text[i + 1]));
        bool good = small >= 0x430 && small < 0x450 && !odd_case && !latin;
        all++;
        inside += good;
        if (good)
            sum += russian[small - 0x430];
    }
    if (all == 0)
        return 0;
    double usual = sum / (double)all / RUSSIAN_MEAN;
    return .9 * (usual < 1 ? usual : 1) * (double)inside / (double)all;
}

/* ---- by script -------------------------------------------------------------------- */

/* The share of letters that are in words of the script alone. In a word a small letter
 * may follow a capital, but a capital may not follow a small letter. */
static double script_share(const UChar *text, int32_t len, UScriptCode script)
{
    size_t high = 0, good = 0;

    for (int32_t i = 0; i < len; i++) {
        UErrorCode code = U_ZERO_ERROR;
        UChar before = i > 0 ? text[i - 1] : ' ', after = i + 1 < len ? text[i + 1] : ' ';
        if (text[i] < 0x80)
            continue;
        high++;
        bool letter = u_isalpha(text[i]) && uscript_getScript(text[i], &code) == script;
        bool mark = u_charType(text[i]) == U_NON_SPACING_MARK && before >= 0x80;
        if (text[i] >= 0xE40 && text[i] <= 0xE44) /* a Thai vowel before its consonant */
            letter = after >= 0xE01 && after <= 0xE2E;
        bool odd_case = u_islower(before) && u_isupper(text[i]);
        bool beside_ascii =
            (before < 0x80 && u_isalpha(before)) || (after < 0x80 && u_isalpha(after));
        if ((letter || mark) && !odd_case && !beside_ascii)
            good++;
        else if (!u_isalpha(text[i]) && !(u_isalpha(after) && text[i] == 0xB6))
            high--; /* all these encodings have this mark; in Greek it is a letter */
    }
    return high ? .9 * (double)good / (double)high : 0;
}

/* ---- judging ---------------------------------------------------------------------- */

/* Decode the sample. *bad: the number of bytes that are not valid in the encoding. */
static int32_t decode(const char *name, wn_str sample, UChar *text, size_t *bad)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(wn_encoding_converter(name), &code);
    int32_t len = 0;

    *bad = SIZE_MAX;
    if (U_FAILURE(code))
        return 0;
    len = ucnv_toUChars(converter, text, (int32_t)sample.len + 1, sample.ptr,
                        (int32_t)sample.len, &code);
    ucnv_close(converter);
    if (U_FAILURE(code))
        return 0;
    /* converters of multi-byte encodings write SUB for bytes that they cannot read */
    bool sub = memchr(sample.ptr, 0x1A, sample.len) == NULL;
    *bad = 0;
    for (int32_t i = 0; i < len; i++)
        *bad += text[i] == 0xFFFD || (sub && text[i] == 0x1A) ||
                (text[i] >= 0x80 && text[i] < 0xA0);
    return len;
}

/* How well the sample reads in this encoding, 0 to 1; negative: not at all. */
static double judge(size_t candidate, wn_str sample, size_t high, UChar *text)
{
    const char *name = candidates[candidate].name;
    size_t bad;
    int32_t len = decode(name, sample, text, &bad);

    if (bad * 50 > high)
        return -1;
    double share = candidates[candidate].by == BY_PLANE
                       ? everyday_share(name, sample) - inside_latin(text, len)
                   : candidates[candidate].by == BY_LANGUAGE
                       ? best_language(name, text, len)
                   : candidates[candidate].by == BY_FREQUENCY
                       ? frequency_share(text, len)
                       : script_share(text, len, candidates[candidate].script);
    return share - 10.0 * (double)bad / (double)high;
}

/* The whole lines of the sample: a line that is cut may not decode. */
static wn_str whole_lines(wn_str sample)
{
    const char *end = sample.len ? memrchr(sample.ptr, '\n', sample.len) : NULL;

    return end && end > sample.ptr ? (wn_str){sample.ptr, (size_t)(end - sample.ptr)}
                                   : sample;
}

/* How likely ICU's detector finds the candidate, 0 to 0.4; 0 to 0.02 for Cyrillic ones,
 * because it knows only a few of them. */
static double proposal(size_t candidate, const UCharsetMatch **matches, int32_t found)
{
    for (int32_t m = 0; m < found; m++) {
        UErrorCode code = U_ZERO_ERROR;
        wn_str name = wn_str_of(ucsdet_getName(matches[m], &code));
        if (wn_str_equal_nocase(name, wn_str_of(candidates[candidate].name)) ||
            wn_str_equal_nocase(name, wn_str_of(candidates[candidate].icu)))
            return ucsdet_getConfidence(matches[m], &code) /
                   (candidates[candidate].by == BY_FREQUENCY ? 5000.0 : 250.0);
    }
    return 0;
}

const char *wn_encoding_guess(wn_str sample)
{
    UErrorCode code = U_ZERO_ERROR;
    const char *best = NULL;
    double best_score = 0.3; /* below this it does not look like text */
    int32_t found = 0;
    size_t high = 0;

    sample = whole_lines(sample);
    for (size_t i = 0; i < sample.len; i++)
        high += (unsigned char)sample.ptr[i] >= 0x80;
    if (high == 0)
        return NULL;
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, sample.ptr, (int32_t)sample.len, &code);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &code);
    UChar *text = wn_alloc(2 * sample.len + 2, sizeof(*text));
    for (size_t i = 0; i < WN_COUNT(candidates); i++) {
        double score = judge(i, sample, high, text);
        if (score > 0)
            score += proposal(i, matches, U_SUCCESS(code) ? found : 0);
        if (score > best_score + 1e-9) {
            best_score = score;
            best = candidates[i].name;
        }
    }
    ucsdet_close(detector);
    free(text);
    return best;
}

const char *wn_decode_text(wn_str bytes, wn_buf *out)
{
    size_t mark;
    const char *name = wn_encoding_mark(bytes, &mark);

    if (!name)
        name = wn_utf8_valid(bytes) == bytes.len ? "utf-8" : wn_encoding_guess(bytes);
    wn_decoder *decoder = name ? wn_decoder_new(name) : NULL;
    if (!decoder)
        return NULL;
    wn_decoder_feed(decoder, (wn_str){bytes.ptr + mark, bytes.len - mark}, true, out);
    wn_decoder_free(decoder);
    return name;
}
