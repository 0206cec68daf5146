/* encoding.c - names of encodings, and converting to UTF-8 with ICU. */
#include "encoding.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

/* Names that people write, and for each the name that winnow prints. */
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

const char *wn_encoding_converter(const char *name)
{
    return !strcmp(name, "shift_jis") ? "ibm-943_P15A-2003"
           : !strcmp(name, "euc-kr")  ? "windows-949-2000"
           : !strcmp(name, "big5")    ? "windows-950-2000"
                                      : name;
}

/* Encodings whose names are printed as they are written here. */
static const char *const own[] = {
    "windows-1250", "windows-1251", "windows-1252",  "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257",  "windows-1258", "windows-874",
    "koi8-r",       "iso-8859-2",   "iso-8859-5",    "iso-8859-7",   "ibm855",
    "ibm866",       "ibm850",       "x-mac-cyrillic"};

const char *wn_encoding_find(wn_str name)
{
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_equal_nocase(name, wn_str_of(names[i].alias)))
            return names[i].name;
    for (size_t i = 0; i < WN_COUNT(own); i++)
        if (wn_str_equal_nocase(name, wn_str_of(own[i])))
            return own[i];
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

/* ---- converting ----------------------------------------------------------- */

struct wn_decoder {
    UConverter *from, *to; /* NULL: UTF-8, only checked */
    UChar pivot[1024], *source, *target;
    char kept[4]; /* UTF-8: the beginning of a character that the last bytes cut */
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
    d->from = ucnv_open(wn_encoding_converter(encoding), &code);
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

/* Append valid UTF-8 as it is; each byte that is not valid becomes U+FFFD. */
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
