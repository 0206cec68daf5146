/*
 * vcard.c - vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), many in one file.
 *
 * A card is a record. Columns: FN, "N family", "N given", "TEL CELL", "EMAIL WORK", "ADR
 * HOME city" and so on; what is there twice is joined with " | ". Pictures and sounds are
 * left out. Lines that go on in the next (a blank first; in 2.1 "=" last, within
 * quoted-printable) are put together as bytes, so that a character may be cut.
 */
#include "fields.h"
#include "mime.h"

#include <stdlib.h>
#include <string.h>

#define MOST_TYPES 8

struct reader {
    wn_input *input;
    wn_error *err;
    read_text text;
    read_fields fields;
    wn_buf buf; /* text not looked at yet */
    size_t at;
    wn_buf line; /* a whole one, put together */
    bool in_card, has_line, quoted, no_more;
    uint64_t number, card_line; /* of the line; where the card began */
    uint64_t cards;
    wn_batch *batch;
};

/* ---- values ----------------------------------------------------------------------- */

/* The parts of N and ADR, in their order; "": left out. */
static const char *const name_parts[] = {"family", "given", "middle", "prefix", "suffix"};
static const char *const address_parts[] = {"box",    "extra",    "street", "city",
                                            "region", "postcode", "country"};

static const struct {
    const char *property;
    const char *const *parts;
    size_t count;
} structured[] = {{"N", name_parts, WN_COUNT(name_parts)},
                  {"ADR", address_parts, WN_COUNT(address_parts)},
                  {"ORG", NULL, 2}};

static const char *const left_out[] = {"PHOTO", "LOGO",    "SOUND", "KEY",   "BEGIN",
                                       "END",   "VERSION", "AGENT", "PRODID"};

/* Types that say nothing of what a number is for. */
static const char *const idle_types[] = {
    "PREF", "VOICE", "INTERNET", "OTHER",  "TEXT", "X-PREF",           "SMTP",
    "DOM",  "INTL",  "POSTAL",   "PARCEL", "MSG",  "QUOTED-PRINTABLE", "BASE64",
    "B"};

static bool is_one_of(wn_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wn_str_equal_nocase(s, wn_str_of(words[i])))
            return true;
    return false;
}

/* \n \, \; \\ -> what they stand for. */
static void add_unescaped(wn_buf *out, wn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\\' || i + 1 == s.len) {
            wn_buf_char(out, s.ptr[i]);
            continue;
        }
        char c = s.ptr[++i];
        wn_buf_char(out, c == 'n' || c == 'N' ? '\n' : c);
    }
}

/* Cut at a ';' that no backslash guards. */
static wn_str cut_part(wn_str *rest)
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

static void put_value(struct reader *r, wn_str column, wn_str value)
{
    wn_buf clean = {0};

    add_unescaped(&clean, value);
    wn_str text = wn_str_trim(wn_buf_str(&clean));
    if (text.len > 0)
        read_fields_put(&r->fields, column, text);
    wn_buf_release(&clean);
}

static void put_property(struct reader *r, wn_str property, wn_str types, wn_str value)
{
    wn_buf column = {0};

    for (size_t s = 0; s < WN_COUNT(structured); s++) {
        if (!wn_str_equal(property, wn_str_of(structured[s].property)))
            continue;
        for (size_t i = 0; i < structured[s].count; i++) {
            column.len = 0;
            wn_buf_format(&column, "%.*s%.*s", WN_FMT(property), WN_FMT(types));
            if (structured[s].parts)
                wn_buf_format(&column, " %s", structured[s].parts[i]);
            else if (i > 0)
                wn_buf_format(&column, " unit");
            put_value(r, wn_buf_str(&column), cut_part(&value));
        }
        wn_buf_release(&column);
        return;
    }
    wn_buf_format(&column, "%.*s%.*s", WN_FMT(property), WN_FMT(types));
    put_value(r, wn_buf_str(&column), value);
    wn_buf_release(&column);
}

/* ---- lines ------------------------------------------------------------------------ */

typedef struct parameters {
    char types[128]; /* " CELL", " WORK FAX": with a blank before each */
    wn_str charset;
    bool quoted, base64;
} parameters;

static void add_type(parameters *p, wn_str type)
{
    size_t len = strlen(p->types);
    char upper[32];

    type = wn_str_trim(type);
    if (type.len == 0 || type.len >= sizeof(upper) ||
        len + type.len + 2 > sizeof(p->types) ||
        is_one_of(type, idle_types, WN_COUNT(idle_types)))
        return;
    for (size_t i = 0; i < type.len; i++)
        upper[i] = (char)(type.ptr[i] >= 'a' && type.ptr[i] <= 'z' ? type.ptr[i] - 32
                                                                   : type.ptr[i]);
    upper[type.len] = '\0';
    if (strstr(p->types, upper))
        return;
    p->types[len] = ' ';
    memcpy(p->types + len + 1, upper, type.len + 1);
}

/* TYPE=WORK,VOICE  WORK  CHARSET=GBK  ENCODING=QUOTED-PRINTABLE */
static void take_parameter(parameters *p, wn_str one)
{
    wn_str value = one, name = WN_STR("TYPE");

    if (one.len && memchr(one.ptr, '=', one.len))
        name = wn_str_cut(&value, WN_STR("="));
    if (value.len > 1 && value.ptr[0] == '"')
        value = (wn_str){value.ptr + 1, value.len - 2};
    if (wn_str_equal_nocase(name, WN_STR("CHARSET"))) {
        p->charset = value;
    } else if (wn_str_equal_nocase(name, WN_STR("ENCODING")) || value.ptr == one.ptr) {
        p->quoted = p->quoted || wn_str_equal_nocase(value, WN_STR("QUOTED-PRINTABLE"));
        p->base64 = p->base64 || wn_str_equal_nocase(value, WN_STR("BASE64")) ||
                    wn_str_equal_nocase(value, WN_STR("B"));
    }
    while (wn_str_equal_nocase(name, WN_STR("TYPE")) && value.len > 0)
        add_type(p, wn_str_cut(&value, WN_STR(",")));
}

static void begin_or_end(struct reader *r, bool begins)
{
    if (!begins && r->in_card)
        read_fields_give(&r->fields, r->batch, r->card_line);
    r->cards += !begins && r->in_card;
    r->in_card = begins;
    r->card_line = r->number;
}

static void put_decoded(struct reader *r, wn_str property, const parameters *p,
                        wn_str value)
{
    wn_buf bytes = {0}, text = {0};
    const char *name = p->charset.len ? wn_encoding_find(p->charset) : NULL;

    if (p->quoted)
        read_add_quoted(&bytes, value);
    else
        wn_buf_add(&bytes, value);
    wn_decoder *decoder = name && p->quoted ? wn_decoder_new(name) : NULL;
    if (decoder)
        wn_decoder_feed(decoder, wn_buf_str(&bytes), true, &text);
    else if (p->quoted)
        wn_decode_text(wn_buf_str(&bytes), &text);
    else
        wn_buf_add(&text, wn_buf_str(&bytes));
    put_property(r, property, wn_str_of(p->types), wn_buf_str(&text));
    wn_decoder_free(decoder);
    wn_buf_release(&bytes);
    wn_buf_release(&text);
}

static void take_line(struct reader *r, wn_str line)
{
    parameters p = {0};
    char upper[64];
    size_t colon = 0;

    for (bool quoted = false; colon < line.len && (quoted || line.ptr[colon] != ':');
         colon++)
        quoted = line.ptr[colon] == '"' ? !quoted : quoted;
    if (colon == line.len)
        return;
    wn_str head = {line.ptr, colon}, value = {line.ptr + colon + 1, line.len - colon - 1};
    wn_str name = wn_str_trim(wn_str_cut(&head, WN_STR(";")));
    const char *dot = memrchr(name.ptr, '.', name.len); /* item1.EMAIL */
    if (dot)
        name = (wn_str){dot + 1, (size_t)(name.ptr + name.len - dot - 1)};
    if (name.len == 0 || name.len >= sizeof(upper))
        return;
    for (size_t i = 0; i < name.len; i++)
        upper[i] = (char)(name.ptr[i] >= 'a' && name.ptr[i] <= 'z' ? name.ptr[i] - 32
                                                                   : name.ptr[i]);
    name = (wn_str){upper, name.len};
    bool is_card = wn_str_equal_nocase(wn_str_trim(value), WN_STR("VCARD"));
    if (is_card && wn_str_equal(name, WN_STR("BEGIN")))
        begin_or_end(r, true);
    else if (is_card && wn_str_equal(name, WN_STR("END")))
        begin_or_end(r, false);
    if (!r->in_card || is_one_of(name, left_out, WN_COUNT(left_out)))
        return;
    while (head.len > 0)
        take_parameter(&p, wn_str_trim(wn_str_cut(&head, WN_STR(";"))));
    if (!p.base64)
        put_decoded(r, name, &p, value);
}

/* A physical line: it begins a new one, or the one before goes on. */
static void take_physical(struct reader *r, wn_str s)
{
    if (s.len > 0 && s.ptr[s.len - 1] == '\r')
        s.len--;
    bool folded = s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t');
    bool soft = r->quoted && r->line.len > 0 && r->line.ptr[r->line.len - 1] == '=';

    if (soft)
        r->line.len--;
    if (r->has_line && (soft || folded)) {
        wn_buf_add(&r->line, soft ? s : (wn_str){s.ptr + 1, s.len - 1});
        if (r->line.len > READ_MAX_ROW)
            wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                    (unsigned long long)(READ_MAX_CELL >> 20));
        return;
    }
    if (r->has_line)
        take_line(r, wn_buf_str(&r->line));
    r->number++;
    r->line.len = 0;
    wn_buf_add(&r->line, s);
    r->has_line = s.len > 0;
    const char *colon = s.len ? memchr(s.ptr, ':', s.len) : NULL;
    r->quoted = colon && memmem(s.ptr, (size_t)(colon - s.ptr), "QUOTED-PRINTABLE", 16);
}

/* One line, or more text. False at the end. */
static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->err->rc < 0 || (r->no_more && r->at >= r->buf.len && !r->has_line))
        return false;
    const char *from = r->buf.ptr + r->at;
    size_t left = r->buf.len - r->at;
    const char *end = left ? memchr(from, '\n', left) : NULL;
    if (!end && !r->no_more) {
        if (left > READ_MAX_ROW) {
            wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                    (unsigned long long)(READ_MAX_CELL >> 20));
            return false;
        }
        if (r->at > 0)
            memmove(r->buf.ptr, from, left);
        r->buf.len = left;
        r->at = 0;
        wn_str more = read_text_next(&r->text);
        wn_buf_add(&r->buf, more);
        r->no_more = more.len == 0;
        return r->err->rc >= 0;
    }
    size_t len = end ? (size_t)(end - from) : left;
    r->at += end ? len + 1 : len;
    take_physical(r, (wn_str){from, len});
    if (r->no_more && r->at >= r->buf.len && r->has_line)
        take_physical(r, WN_STR("")); /* the last one */
    return r->err->rc >= 0;
}

/* ---- the reader ------------------------------------------------------------------- */

static wn_rc begin(struct reader *r)
{
    r->buf.len = r->at = r->line.len = 0;
    r->has_line = r->quoted = r->no_more = r->in_card = false;
    r->number = r->cards = 0;
    read_text_close(&r->text);
    return read_text_open(&r->text, r->input, r->err);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    return s.len > 11 && wn_str_equal_nocase((wn_str){s.ptr, 11}, WN_STR("BEGIN:VCARD"))
               ? 95
               : 0;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;

    r->batch = batch;
    return read_fields_next(&r->fields, batch, advance, r);
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_text_close(&r->text);
    read_fields_release(&r->fields);
    wn_buf_release(&r->buf);
    wn_buf_release(&r->line);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->text.fd = -1;
    input->table_count = 0;
    read_fields_init(&r->fields, input, err);
    if (begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc >= 0 && r->in_card) {
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_VCARD_CUT);
        wn_error_at(err, input->path, r->card_line);
    }
    if (err->rc < 0)
        return err->rc;
    read_fields_settle(&r->fields);
    return begin(r);
}

const wn_reader_class wn_reader_vcard = {
    .name = "vcard",
    .en = "vCards 2.1, 3.0 and 4.0",
    .zh = "vCard 2.1、3.0、4.0 名片",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
