/* mime.c - MHTML (RFC 2557), and the two encodings of mail (RFC 2045). */
#include "mime.h"

#include "core/fail.h"
#include "core/file.h"

#include <string.h>

#define MOST_BYTES ((size_t)256 << 20)

static bool starts_nocase(wn_str s, wn_str with)
{
    return s.len >= with.len && wn_str_equal_nocase((wn_str){s.ptr, with.len}, with);
}

bool read_mime_is(wn_str head)
{
    return (starts_nocase(head, WN_STR("MIME-Version:")) ||
            starts_nocase(head, WN_STR("From:")) ||
            starts_nocase(head, WN_STR("Content-Type:"))) &&
           memmem(head.ptr, head.len, "multipart/", 10);
}

void read_add_quoted(wn_buf *out, wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool room = i + 2 < s.len;
        int high = room ? wn_hex_digit(s.ptr[i + 1]) : -1,
            low = room ? wn_hex_digit(s.ptr[i + 2]) : -1;
        if (s.ptr[i] != '=') {
            wn_buf_char(out, s.ptr[i]);
        } else if (i + 1 < s.len && s.ptr[i + 1] == '\n') {
            i++; /* "=" at the end: the line goes on */
        } else if (i + 2 < s.len && s.ptr[i + 1] == '\r' && s.ptr[i + 2] == '\n') {
            i += 2;
        } else if (high >= 0 && low >= 0) {
            wn_buf_char(out, (char)(high << 4 | low));
            i += 2;
        } else {
            wn_buf_char(out, '=');
        }
    }
}

void read_add_base64(wn_buf *out, wn_str s)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    int count = 0;

    for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
        const char *at = s.ptr[i] ? strchr(letters, s.ptr[i]) : NULL;
        if (!at)
            continue;
        bits = bits << 6 | (uint32_t)(at - letters);
        if (++count % 4 == 1)
            continue;
        int shift = 6 - 2 * ((count - 1) % 4); /* 4, 2, 0 */
        wn_buf_char(out, (char)(bits >> shift & 0xFF));
    }
}

bool read_is_base64(wn_str s)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t len = wn_str_span(s, letters), end = len;

    end += wn_str_span((wn_str){s.ptr + len, s.len - len}, "=");
    return end == s.len && end - len <= 2 && len % 4 != 1;
}

bool read_is_text(wn_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.ptr[i] < 0x20 && !memchr("\t\n\r\f", bytes.ptr[i], 4))
            return false;
    return true;
}

/* The value of a header of the part, or "". The headers end at an empty line. */
static wn_str header_of(wn_str part, wn_str name)
{
    while (part.len > 0) {
        wn_str line = wn_str_cut(&part, WN_STR("\n"));
        if (wn_str_trim(line).len == 0)
            break;
        if (!starts_nocase(line, name))
            continue;
        size_t more = 0; /* lines that begin with a blank continue */
        while (more < part.len && (part.ptr[more] == ' ' || part.ptr[more] == '\t')) {
            const char *end = memchr(part.ptr + more, '\n', part.len - more);
            more = end ? (size_t)(end - part.ptr) + 1 : part.len;
        }
        size_t len = (size_t)(part.ptr - line.ptr) + more - name.len;
        return wn_str_trim((wn_str){line.ptr + name.len, len});
    }
    return WN_STR("");
}

/* boundary="abc" -> abc */
static wn_str parameter_of(wn_str header, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i + len < header.len; i++) {
        if (!starts_nocase((wn_str){header.ptr + i, header.len - i}, wn_str_of(name)) ||
            header.ptr[i + len] != '=')
            continue;
        wn_str rest = {header.ptr + i + len + 1, header.len - i - len - 1};
        bool quoted = rest.len > 0 && rest.ptr[0] == '"';
        if (quoted)
            rest = (wn_str){rest.ptr + 1, rest.len - 1};
        return wn_str_trim(wn_str_cut(&rest, quoted ? WN_STR("\"") : WN_STR(";")));
    }
    return WN_STR("");
}

static wn_str body_of(wn_str part)
{
    while (part.len > 0) {
        wn_str line = wn_str_cut(&part, WN_STR("\n"));
        if (wn_str_trim(line).len == 0)
            break;
    }
    return part;
}

static void add_page(wn_str part, wn_buf *out)
{
    wn_str type = header_of(part, WN_STR("Content-Type:"));
    wn_str how = header_of(part, WN_STR("Content-Transfer-Encoding:"));
    wn_str body = body_of(part), set = parameter_of(type, "charset");
    wn_buf bytes = {0};

    if (!starts_nocase(type, WN_STR("text/html")))
        return;
    if (starts_nocase(how, WN_STR("quoted-printable")))
        read_add_quoted(&bytes, body);
    else if (starts_nocase(how, WN_STR("base64")))
        read_add_base64(&bytes, body);
    else
        wn_buf_add(&bytes, body);
    const char *name = set.len ? wn_encoding_find(set) : NULL;
    wn_decoder *decoder = name ? wn_decoder_new(name) : NULL;
    if (decoder)
        wn_decoder_feed(decoder, wn_buf_str(&bytes), true, out);
    else
        wn_decode_text(wn_buf_str(&bytes), out);
    wn_decoder_free(decoder);
    wn_buf_release(&bytes);
}

wn_rc read_mime_pages(wn_input *input, wn_buf *out, wn_error *err)
{
    const char *path = input->file;
    wn_buf file = {0};
    int fd = read_source_open(input, err);
    wn_rc rc = fd < 0 ? err->rc
                      : wn_file_read_open(fd, path, MOST_BYTES, WN_E_SOURCE, &file, err);
    wn_str rest = wn_buf_str(&file);
    wn_str edge = parameter_of(header_of(rest, WN_STR("Content-Type:")), "boundary");
    wn_buf mark = {0};

    wn_buf_format(&mark, "--%.*s", WN_FMT(edge));
    for (bool first = true; rc >= 0 && edge.len > 0 && rest.len > 0; first = false) {
        wn_str part = wn_str_cut(&rest, wn_buf_str(&mark));
        size_t line = wn_str_span(part, "\r\n");
        if (!first)
            add_page((wn_str){part.ptr + line, part.len - line}, out);
    }
    if (rc >= 0 && out->len == 0)
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_READ_NO_TABLE, path);
    wn_buf_release(&mark);
    wn_buf_release(&file);
    return rc;
}
