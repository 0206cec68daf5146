/*
 * mojibake.c - undoes a wrong encoding, where every byte is still there.
 *
 * A run of characters is turned back into the bytes that they were read from. If those
 * are whole UTF-8 (by chance that is very rare), the text was UTF-8. Chinese text must
 * also become more common by it: 涓浗 is rare, 中国 is not.
 */
#include "mojibake.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#include "gbk.inc"

#define LONGEST 65536 /* longer texts are left alone */

static const uint16_t high[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020,
                                  0x2021, 0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,
                                  0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D,
                                  0x2022, 0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A,
                                  0x153,  0x9D,   0x17E,  0x178};

uint32_t mojibake_character(unsigned byte)
{
    return high[byte - 0x80];
}

/* The byte that Windows-1252 (or Latin-1) reads as this character; 0: there is none. */
static unsigned byte_of(uint32_t c)
{
    if (c >= 0x80 && c <= 0xFF)
        return c;
    for (unsigned i = 0; i < 32; i++)
        if (high[i] == c)
            return 0x80 + i;
    return 0;
}

static unsigned gbk_of(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF)
        return gbk_han[c - 0x4E00];
    const struct gbk_pair *rare =
        wn_find_key(gbk_rare, WN_COUNT(gbk_rare), sizeof(*gbk_rare), c);
    return rare ? rare->bytes : 0;
}

static uint32_t gbk_character(unsigned lead, unsigned trail)
{
    return lead >= 0x81 && lead <= 0xFE && trail >= 0x40 && trail <= 0xFE
               ? gbk_to_unicode[(lead - 0x81) * 191 + trail - 0x40]
               : 0;
}

/* Is it one of the 3,755 characters of GB 2312's first level, the ones in daily use? */
static bool is_common(uint32_t c)
{
    unsigned bytes = c >= 0x4E00 && c <= 0x9FFF ? gbk_han[c - 0x4E00] : 0;

    return bytes >= 0xB0A1 && bytes <= 0xD7F9 && (bytes & 0xFF) >= 0xA1;
}

/* ---- UTF-8, or GBK, read as Latin-1 ---------------------------------------------- */

/* Are the bytes whole UTF-8, and not only ASCII? */
static bool is_utf8(const char *bytes, size_t len)
{
    return len >= 2 && wn_utf8_valid((wn_str){bytes, len}) == len;
}

/* If the bytes are GBK pairs of common Chinese characters: writes them as UTF-8 to
 * `out`. Returns the length, or 0. */
static size_t read_gbk(const char *bytes, size_t len, char *out)
{
    size_t put = 0;

    for (size_t i = 0; i + 1 < len; i += 2) {
        uint32_t c = gbk_character((unsigned char)bytes[i], (unsigned char)bytes[i + 1]);
        if (!is_common(c))
            return 0;
        put += wn_utf8_put(out + put, c);
    }
    return len >= 4 && len % 2 == 0 ? put : 0;
}

static bool is_ascii_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_ascii_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Is the text right as it is? In NESCAFÉ®, „MENÜ“ and PELÉ’S, a capital and the mark
 * after it happen to be the two bytes of a letter. But nobody writes that letter there:
 * it is a phonetic sign, of another script beside a Latin letter, or a small letter
 * after two capitals. */
static bool is_by_accident(wn_str in, size_t start, size_t end, const char *bytes)
{
    size_t at = 0;
    uint32_t c = wn_utf8_next((wn_str){bytes, 2}, &at);
    bool before = start > 0 && is_ascii_letter(in.ptr[start - 1]);
    bool beside = before || (end < in.len && is_ascii_letter(in.ptr[end]));
    bool capitals = start > 1 && is_ascii_capital(in.ptr[start - 1]) &&
                    is_ascii_capital(in.ptr[start - 2]);

    return (c >= 0x240 && c <= 0x2AF && c != 0x259) || (c >= 0x2B0 && beside) ||
           (capitals && wn_upper(c) != c);
}

/* What is mended is never longer than what it is made of: there is room for all of it. */
typedef struct mended_text {
    char *ptr;
    size_t len, room;
} mended_text;

static void add(mended_text *out, wn_str s)
{
    WN_ASSERT(s.len <= out->room - out->len);
    if (s.len > 0)
        memcpy(out->ptr + out->len, s.ptr, s.len);
    out->len += s.len;
}

/* One pass: each run of characters that are bytes above 127. */
static bool mend_latin(wn_str in, mended_text *out, char *bytes)
{
    bool mended = false;

    out->len = 0;
    for (size_t at = 0; at < in.len;) {
        size_t start = at, count = 0, next = at;
        for (; next < in.len && (unsigned char)in.ptr[next] >= 0x80; at = next) {
            unsigned byte = byte_of(wn_utf8_next(in, &next));
            if (!byte)
                break;
            bytes[count++] = (char)byte;
        }
        char han[4 * 64];
        size_t gbk =
            count <= 64 && !is_utf8(bytes, count) ? read_gbk(bytes, count, han) : 0;
        bool utf8 = !gbk && is_utf8(bytes, count) &&
                    (count != 2 || !is_by_accident(in, start, at, bytes));
        if (gbk || utf8) {
            add(out, gbk ? (wn_str){han, gbk} : (wn_str){bytes, count});
            mended = true;
            continue;
        }
        if (at == start)
            wn_utf8_next(in, &at);
        add(out, (wn_str){in.ptr + start, at - start});
    }
    return mended;
}

/* ---- UTF-8 read as GBK ----------------------------------------------------------- */

/* 涓浗 -> 中国: true if the run's GBK bytes are UTF-8 of common characters, and the run
 * itself is not made of common characters. */
static bool back_from_gbk(wn_str run, char *bytes, size_t *len_out)
{
    size_t len = 0, rare = 0, characters = 0, common = 0, better = 0;

    for (size_t at = 0; at < run.len;) {
        uint32_t c = wn_utf8_next(run, &at);
        unsigned pair = c < 0x80 ? 0 : gbk_of(c);
        if (!pair && c >= 0x80)
            return false;
        if (pair)
            bytes[len++] = (char)(pair >> 8);
        bytes[len++] = (char)(pair ? pair & 0xFF : c);
        rare += pair && !is_common(c);
        characters += pair > 0;
    }
    *len_out = len;
    if (characters < 3 || rare * 3 < characters || !is_utf8(bytes, len))
        return false;
    for (size_t at = 0; at < len;) {
        uint32_t c = wn_utf8_next((wn_str){bytes, len}, &at);
        common += is_common(c);
        better += c >= 0x80;
    }
    return better >= 2 && common * 3 >= better * 2;
}

/* M眉ller -> Müller: mends one Chinese character after a letter, and before a letter or
 * the end of a word, if its GBK bytes are an accented letter in UTF-8. */
static bool mend_letters(wn_str in, mended_text *out)
{
    bool mended = false;

    out->len = 0;
    for (size_t at = 0; at < in.len;) {
        size_t from = at;
        uint32_t c = wn_utf8_next(in, &at);
        unsigned pair = c >= 0x4E00 ? gbk_of(c) : 0;
        bool letter = pair >> 8 == 0xC3 && (pair & 0xFF) <= 0xBF && from > 0 &&
                      pair != 0xC397 && pair != 0xC3B7 && /* × and ÷: 梅 */
                      is_ascii_letter(in.ptr[from - 1]) &&
                      (at == in.len || in.ptr[at] == ' ' || is_ascii_letter(in.ptr[at]));
        char bytes[2] = {(char)(pair >> 8), (char)(pair & 0xFF)};
        add(out, letter ? (wn_str){bytes, 2} : (wn_str){in.ptr + from, at - from});
        mended = mended || letter;
    }
    return mended;
}

static bool mend_gbk(wn_str in, mended_text *out, char *bytes)
{
    size_t at = 0, len = 0;

    while (at < in.len && (unsigned char)in.ptr[at] < 0x80)
        at++;
    size_t first = at;
    if (at == in.len)
        return false;
    unsigned lead = gbk_of(wn_utf8_next(in, &at)) >> 8; /* begins UTF-8? */
    if (lead < 0xE3 || lead > 0xE9)
        return false;
    if (!back_from_gbk((wn_str){in.ptr + first, in.len - first}, bytes, &len))
        return false;
    out->len = 0;
    add(out, (wn_str){in.ptr, first});
    add(out, (wn_str){bytes, len});
    return true;
}

/* ---- what is lost ---------------------------------------------------------------- */

static bool is_lost(wn_str s)
{
    static const char *const signs[] = {"锟斤拷", "锟斤",   "斤拷",
                                        "烫烫烫", "屯屯屯", "\xEF\xBF\xBD"};

    for (size_t i = 0; i < WN_COUNT(signs); i++)
        if (memmem(s.ptr, s.len, signs[i], strlen(signs[i])))
            return true;
    const char *marks = memmem(s.ptr, s.len, "??", 2);
    if (!marks)
        return false;
    const char *behind = marks;
    while (behind < s.ptr + s.len && *behind == '?')
        behind++;
    return (marks > s.ptr && (unsigned char)marks[-1] >= 0x80) ||
           (behind < s.ptr + s.len && (unsigned char)*behind >= 0x80);
}

/* What in a text needs a closer look. Most texts have none of it. */
typedef struct suspicion {
    bool latin, han; /* Latin letters that may be bytes; any Chinese */
    bool letter;     /* a Chinese character right behind a Latin letter */
    bool sign;       /* the first byte of a sign of lost text */
} suspicion;

/* 锟, 烫, 屯 or U+FFFD at s.ptr[i]? */
static bool is_sign(wn_str s, size_t i)
{
    static const char *const signs[] = {"锟", "烫", "屯", "\xEF\xBF\xBD"};

    for (size_t k = 0; k < WN_COUNT(signs); k++)
        if (s.ptr[i] == signs[k][0] && s.len - i >= 3 && !memcmp(s.ptr + i, signs[k], 3))
            return true;
    return false;
}

static suspicion look(wn_str s)
{
    suspicion found = {0};

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
        if (c < 0x80) {
            found.sign = found.sign || (c == '?' && next == '?');
            found.letter = found.letter || (next >= 0xE4 && is_ascii_letter((char)c));
        } else if (c >= 0xC2) {
            found.latin = found.latin || c <= 0xCB || c == 0xE2;
            found.han = found.han || c >= 0xE3;
            found.sign = found.sign || is_sign(s, i);
        }
    }
    return found;
}

bool mojibake_suspected(wn_str in)
{
    size_t at = 0;

    while (at < in.len && (unsigned char)in.ptr[at] < 0x80)
        at++;
    if (at == in.len)
        return false;
    uint32_t c = wn_utf8_next(in, &at);
    if (c < 0x300 || (c >= 0x2000 && c < 0x3000))
        return true;
    unsigned lead = gbk_of(c) >> 8;
    return lead == 0xC3 || (lead >= 0xE3 && lead <= 0xE9);
}

mojibake mojibake_mend(wn_str in, wn_arena *arena, wn_str *out)
{
    suspicion found = look(in);
    mojibake outcome = MOJIBAKE_NONE;

    *out = in;
    if ((!found.latin && !found.han && !found.sign) || in.len > LONGEST)
        return MOJIBAKE_NONE;
    char *bytes = wn_arena_bytes(arena, in.len + 4);
    mended_text mended = {.ptr = wn_arena_bytes(arena, in.len), .room = in.len};
    for (int pass = 0; pass < 3; pass++) {
        if (!(found.latin && mend_latin(*out, &mended, bytes)) &&
            !(found.han && mend_gbk(*out, &mended, bytes)) &&
            !(found.letter && pass == 0 && mend_letters(*out, &mended)))
            break;
        *out = wn_arena_str(arena, (wn_str){mended.ptr, mended.len});
        outcome = MOJIBAKE_MENDED;
    }
    return found.sign && is_lost(*out) ? MOJIBAKE_LOST : outcome;
}
