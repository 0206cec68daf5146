/*
 * encoding.c - telling encodings apart, and converting to UTF-8 with ICU.
 *
 * ICU's detector alone takes short Chinese lists for Shift-JIS or Big5 too
 * often. So it only proposes: each candidate must decode the sample without
 * an error, and is then judged by how much of it is everyday text in that
 * encoding (the first, frequency-sorted planes of GB 2312, Big5, JIS X 0208
 * and KS X 1001; accented letters that stand inside words for windows-125x).
 */
#include "winnow/encoding.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* Names people write, and one name for each encoding that winnow prints. */
static const struct {
    const char *alias, *name;
} names[] = {
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"us-ascii", "utf-8"},
    {"ascii", "utf-8"},
    {"utf-16", "utf-16"},
    {"utf-16le", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"utf-32le", "utf-32le"},
    {"utf-32be", "utf-32be"},
    {"gb18030", "gb18030"},
    {"gbk", "gb18030"},
    {"gb2312", "gb18030"},
    {"cp936", "gb18030"},
    {"ansi", "gb18030"},
    {"big5", "big5"},
    {"big5-hkscs", "big5-hkscs"},
    {"cp950", "big5"},
    {"shift_jis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"sjis", "shift_jis"},
    {"cp932", "shift_jis"},
    {"euc-jp", "euc-jp"},
    {"euc-kr", "euc-kr"},
    {"cp949", "euc-kr"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"cp1252", "windows-1252"},
};

/* The name ICU's converter goes by, where it is not ours. */
static const char *converter_name(const char *name)
{
    return !strcmp(name, "shift_jis") ? "ibm-943_P15A-2003"
           : !strcmp(name, "euc-kr")  ? "windows-949-2000"
           : !strcmp(name, "big5")    ? "windows-950-2000"
                                      : name;
}

/* One-byte encodings: the script of their upper half, and what ICU's detector
 * calls the standard that they extend. */
static const struct {
    const char *name, *icu;
    UScriptCode script;
} one_byte[] = {
    {"windows-1252", "ISO-8859-1", USCRIPT_LATIN},
    {"windows-1250", "ISO-8859-2", USCRIPT_LATIN},
    {"windows-1254", "ISO-8859-9", USCRIPT_LATIN},
    {"windows-1257", "ISO-8859-13", USCRIPT_LATIN},
    {"windows-1258", "windows-1258", USCRIPT_LATIN},
    {"windows-1251", "windows-1251", USCRIPT_CYRILLIC},
    {"koi8-r", "KOI8-R", USCRIPT_CYRILLIC},
    {"iso-8859-5", "ISO-8859-5", USCRIPT_CYRILLIC},
    {"windows-1253", "ISO-8859-7", USCRIPT_GREEK},
    {"windows-1255", "ISO-8859-8-I", USCRIPT_HEBREW},
    {"windows-1256", "windows-1256", USCRIPT_ARABIC},
    {"windows-874", "TIS-620", USCRIPT_THAI},
};

const char *wn_encoding_find(wn_str name)
{
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_equal_nocase(name, wn_str_of(names[i].alias)))
            return names[i].name;
    for (size_t i = 0; i < WN_COUNT(one_byte); i++)
        if (wn_str_equal_nocase(name, wn_str_of(one_byte[i].name)))
            return one_byte[i].name;
    char text[64];
    UErrorCode code = U_ZERO_ERROR;
    if (name.len == 0 || name.len >= sizeof(text))
        return NULL;
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    const char *known = ucnv_getAlias(text, 0, &code);
    return U_SUCCESS(code) ? known : NULL;
}

const char *wn_encoding_mark(wn_str head, size_t *length_out)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *name;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, "utf-8"},    {"\xFF\xFE\0\0", 4, "utf-32le"},
        {"\0\0\xFE\xFF", 4, "utf-32be"}, {"\xFF\xFE", 2, "utf-16le"},
        {"\xFE\xFF", 2, "utf-16be"},     {"\x84\x31\x95\x33", 4, "gb18030"},
    };

    for (size_t i = 0; i < WN_COUNT(marks); i++) {
        if (head.len >= marks[i].len && !memcmp(head.ptr, marks[i].bytes, marks[i].len)) {
            *length_out = marks[i].len;
            return marks[i].name;
        }
    }
    *length_out = 0;
    return NULL;
}

/* ---- judging a candidate ------------------------------------------------ */

typedef struct plane {
    const char *name;
    uint8_t first[4], last[4]; /* lead bytes of the everyday part, in ranges */
    double weight;
} plane;

static const plane planes[] = {
    {"gb18030", {0xB0, 0xA1}, {0xD7, 0xA3}, 1.0},
    {"big5", {0xA4, 0xA1}, {0xC6, 0xA3}, 1.0},
    {"shift_jis", {0x82, 0x88, 0x81}, {0x83, 0x97, 0x81}, 1.0},
    {"euc-kr", {0xB0, 0xA1}, {0xC8, 0xA3}, 1.0},
    {"euc-jp", {0xB0, 0xA4, 0xA1}, {0xCF, 0xA5, 0xA3}, 0.95},
};

/* Share of two-byte characters whose lead byte is in the everyday part. */
static double everyday_share(const plane *p, wn_str sample)
{
    size_t pairs = 0, common = 0;

    for (size_t i = 0; i + 1 < sample.len; i++) {
        uint8_t lead = (uint8_t)sample.ptr[i];
        if (lead < 0x80)
            continue;
        pairs++;
        for (size_t k = 0; k < 4 && p->first[k]; k++)
            if (lead >= p->first[k] && lead <= p->last[k]) {
                common++;
                break;
            }
        i++;
    }
    return pairs ? p->weight * (double)common / (double)pairs : 0;
}

/*
 * Share of the characters above 127 that are where such a script has them.
 * Accented Latin letters stand inside words of plain ones, two in a row at the
 * most; letters of other scripts stand in rows of their own, small behind
 * capital but not capital behind small.
 */
static double letter_share(const UChar *text, int32_t len, UScriptCode script)
{
    size_t high = 0, good = 0, run = 0;

    for (int32_t i = 0; i < len; i++) {
        UErrorCode code = U_ZERO_ERROR;
        UChar before = i > 0 ? text[i - 1] : ' ', after = i + 1 < len ? text[i + 1] : ' ';
        if (text[i] < 0x80) {
            run = 0;
            continue;
        }
        run++;
        high++;
        bool letter = u_isalpha(text[i]) && uscript_getScript(text[i], &code) == script;
        bool odd_case = u_islower(before) && u_isupper(text[i]);
        bool beside_ascii =
            (before < 0x80 && u_isalpha(before)) || (after < 0x80 && u_isalpha(after));
        if (script == USCRIPT_LATIN ? letter && beside_ascii && run <= 2
                                    : letter && !odd_case && !beside_ascii)
            good++;
        else if (text[i] == 0x2019 || text[i] == 0x2013 || text[i] == 0xA0 ||
                 text[i] == 0xB0 || text[i] == 0xAB || text[i] == 0xBB)
            high--; /* marks that every one of them has */
    }
    return high ? 0.9 * (double)good / (double)high : 0;
}

/* How well the sample reads in this encoding, 0 to 1; negative: not at all. */
static double judge(const char *name, UScriptCode script, wn_str sample)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(converter_name(name), &code);
    double share = -1;

    if (U_FAILURE(code))
        return -1;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    UChar *text = wn_alloc(sample.len + 1, sizeof(*text));
    int32_t len = ucnv_toUChars(converter, text, (int32_t)sample.len, sample.ptr,
                                (int32_t)sample.len, &code);
    if (U_SUCCESS(code)) {
        share = letter_share(text, len, script);
        for (size_t i = 0; i < WN_COUNT(planes); i++)
            if (!strcmp(planes[i].name, name))
                share = everyday_share(&planes[i], sample);
    }
    free(text);
    ucnv_close(converter);
    return share;
}

/* A sample cut in the middle of a line would fail strict decoding. */
static wn_str whole_lines(wn_str sample)
{
    const char *end = sample.len ? memrchr(sample.ptr, '\n', sample.len) : NULL;

    return end && end > sample.ptr ? (wn_str){sample.ptr, (size_t)(end - sample.ptr)}
                                   : sample;
}

const char *wn_encoding_guess(wn_str sample)
{
    UErrorCode code = U_ZERO_ERROR;
    const char *best = NULL;
    double best_score = 0.3; /* below this nothing reads like text */
    int32_t found = 0;

    sample = whole_lines(sample);
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, sample.ptr, (int32_t)sample.len, &code);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &code);
    for (size_t i = 0; U_SUCCESS(code) && i < WN_COUNT(planes) + WN_COUNT(one_byte);
         i++) {
        bool wide = i < WN_COUNT(planes);
        size_t k = wide ? i : i - WN_COUNT(planes);
        const char *name = wide ? planes[k].name : one_byte[k].name;
        const char *icu = wide ? planes[k].name : one_byte[k].icu;
        double score = judge(name, wide ? USCRIPT_HAN : one_byte[k].script, sample);
        for (int32_t m = 0; m < found && score > 0; m++) {
            const char *proposed = ucsdet_getName(matches[m], &code);
            if (wn_str_equal_nocase(wn_str_of(proposed), wn_str_of(name)) ||
                wn_str_equal_nocase(wn_str_of(proposed), wn_str_of(icu)))
                score += ucsdet_getConfidence(matches[m], &code) / 250.0;
        }
        if (score > best_score) {
            best_score = score;
            best = name;
        }
    }
    ucsdet_close(detector);
    return best;
}

/* ---- converting ----------------------------------------------------------- */

struct wn_decoder {
    UConverter *from, *to; /* NULL: UTF-8, only checked */
    UChar pivot[1024], *source, *target;
    char kept[4]; /* UTF-8: a character cut by the end of the bytes */
    size_t kept_count;
    bool begun;
};

wn_decoder *wn_decoder_new(const char *encoding)
{
    wn_decoder *d = wn_alloc(1, sizeof(*d));
    UErrorCode code = U_ZERO_ERROR;

    d->source = d->target = d->pivot;
    if (!strcmp(encoding, "utf-8"))
        return d;
    d->from = ucnv_open(converter_name(encoding), &code);
    d->to = ucnv_open("utf-8", &code);
    if (U_FAILURE(code)) {
        wn_decoder_free(d);
        return NULL;
    }
    return d;
}

void wn_decoder_free(wn_decoder *d)
{
    if (!d)
        return;
    ucnv_close(d->from);
    ucnv_close(d->to);
    free(d);
}

static size_t wanted_bytes(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
}

/* Pass valid UTF-8 through; each byte that is not becomes U+FFFD. */
static void feed_utf8(wn_decoder *d, wn_str bytes, bool last, wn_buf *out)
{
    wn_buf joined = {0};

    if (d->kept_count > 0) {
        wn_buf_add(&joined, (wn_str){d->kept, d->kept_count});
        wn_buf_add(&joined, bytes);
        bytes = wn_buf_str(&joined);
        d->kept_count = 0;
    }
    while (bytes.len > 0) {
        size_t good = wn_utf8_valid(bytes);
        wn_buf_add(out, (wn_str){bytes.ptr, good});
        bytes = (wn_str){bytes.ptr + good, bytes.len - good};
        if (bytes.len == 0)
            break;
        if (!last && bytes.len < 4 &&
            bytes.len < wanted_bytes((unsigned char)bytes.ptr[0])) {
            memcpy(d->kept, bytes.ptr, bytes.len);
            d->kept_count = bytes.len;
            break;
        }
        wn_buf_add(out, WN_STR("\xEF\xBF\xBD"));
        bytes = (wn_str){bytes.ptr + 1, bytes.len - 1};
    }
    wn_buf_release(&joined);
}

void wn_decoder_feed(wn_decoder *d, wn_str bytes, bool last, wn_buf *out)
{
    const char *in = bytes.ptr, *in_end = bytes.ptr + bytes.len;
    UErrorCode code;

    if (!d->from) {
        feed_utf8(d, bytes, last, out);
        return;
    }
    do {
        char chunk[4096], *to = chunk;
        code = U_ZERO_ERROR;
        ucnv_convertEx(d->to, d->from, &to, chunk + sizeof(chunk), &in, in_end, d->pivot,
                       &d->source, &d->target, d->pivot + WN_COUNT(d->pivot), !d->begun,
                       last, &code);
        d->begun = true;
        wn_buf_add(out, (wn_str){chunk, (size_t)(to - chunk)});
    } while (code == U_BUFFER_OVERFLOW_ERROR);
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
