/* vcard_value.c - values of vCards: how they are encoded, and their parts. */
#include "mime.h"
#include "vcard.h"

#include <string.h>

bool vcard_starts(wn_str s, const char *with)
{
    size_t len = strlen(with);

    return s.len >= len && wn_str_equal_nocase((wn_str){s.ptr, len}, wn_str_of(with));
}

/* A backslash escapes only n , ; : and itself. Others are text: C:\temp. */
void vcard_add_text(wn_buf *out, wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n')
            continue;
        bool escapes =
            s.ptr[i] == '\\' && i + 1 < s.len && memchr("nN,;:\\", s.ptr[i + 1], 6);
        char c = escapes ? s.ptr[++i] : s.ptr[i];
        wn_buf_char(out, escapes && (c == 'n' || c == 'N') ? '\n' : c);
    }
}

wn_str vcard_cut_part(wn_str *rest)
{
    size_t i = 0;

    while (i < rest->len && rest->ptr[i] != ';')
        i += rest->ptr[i] == '\\' ? 2 : 1;
    i = i < rest->len ? i : rest->len;
    wn_str part = {rest->ptr, i};
    size_t used = i < rest->len ? i + 1 : i;
    *rest = (wn_str){rest->ptr + used, rest->len - used};
    return part;
}

bool vcard_decode(const vcard_line *line, wn_buf *text)
{
    const char *name = line->charset.len ? wn_encoding_find(line->charset) : NULL;
    wn_decoder *decoder = NULL;
    wn_buf bytes = {0};
    bool is_text = true;

    if (!line->is_quoted && !line->is_base64) {
        wn_buf_add(text, line->value);
        return true;
    }
    if (line->is_base64)
        read_add_base64(&bytes, line->value);
    else
        read_add_quoted(&bytes, line->value);
    if (line->is_base64 && !read_is_text(wn_buf_str(&bytes)))
        is_text = false;
    else if (name && (decoder = wn_decoder_new(name)))
        wn_decoder_feed(decoder, wn_buf_str(&bytes), true, text);
    else if (!wn_decode_text(wn_buf_str(&bytes), text))
        wn_buf_add(text, line->value); /* as it stands */
    wn_decoder_free(decoder);
    wn_buf_release(&bytes);
    return is_text;
}

wn_str vcard_without_scheme(wn_str property, wn_str value)
{
    const char *scheme = wn_str_equal(property, WN_STR("TEL"))     ? "tel:"
                         : wn_str_equal(property, WN_STR("EMAIL")) ? "mailto:"
                                                                   : NULL;
    if (scheme && vcard_starts(value, scheme))
        value = (wn_str){value.ptr + strlen(scheme), value.len - strlen(scheme)};
    return value;
}

static bool is_digits(wn_str s, size_t count)
{
    return s.len >= count && wn_str_span((wn_str){s.ptr, count}, "0123456789") == count;
}

bool vcard_has_no_year(const vcard_line *line, wn_str date, wn_buf *out)
{
    wn_str year = {date.ptr, 4};

    if (vcard_starts(date, "--")) {
        date = (wn_str){date.ptr + 2, date.len - 2};
    } else if (is_digits(date, 4) && date.len >= 8 &&
               (wn_str_equal(year, line->omitted) || wn_str_equal(year, WN_STR("1604")) ||
                wn_str_equal(year, WN_STR("0000")))) {
        size_t skip = strchr("-/.", date.ptr[4]) ? 5 : 4;
        date = (wn_str){date.ptr + skip, date.len - skip};
    } else {
        return false;
    }
    date = wn_str_cut(&date, WN_STR("T"));
    if (date.len == 4 && is_digits(date, 4))
        wn_buf_format(out, "--%.2s-%.2s", date.ptr, date.ptr + 2);
    else
        wn_buf_format(out, "--%.*s", WN_FMT(date));
    return true;
}

static bool is_east_asian(wn_str s)
{
    size_t at = 0;
    uint32_t c = s.len ? wn_utf8_next(s, &at) : 0;

    return wn_is_han(c) || (c >= 0x3040 && c < 0x3100) || (c >= 0xAC00 && c < 0xD7A4);
}

static void add_word(wn_buf *out, wn_str word, bool blank)
{
    word = wn_str_trim(word);
    if (out->len > 0 && word.len > 0 && blank)
        wn_buf_char(out, ' ');
    vcard_add_text(out, word);
}

void vcard_join_name(wn_buf *out, wn_str n)
{
    wn_str family = vcard_cut_part(&n), given = vcard_cut_part(&n),
           middle = vcard_cut_part(&n);
    bool east = is_east_asian(wn_str_trim(family));

    out->len = 0;
    if (east)
        add_word(out, family, false);
    add_word(out, given, !east);
    add_word(out, middle, !east);
    if (!east)
        add_word(out, family, true);
}
