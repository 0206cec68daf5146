/* json_scan.c - a scan of JSON for brackets, names and the beginnings of values. */
#include "json_scan.h"

#include "core/fail.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void open_level(json_scan *s, char kind)
{
    if (s->depth >= JSON_MOST_DEPTH) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_DEEP, s->input->path, JSON_MOST_DEPTH);
        return;
    }
    uint32_t node = s->class->open(s->data, kind);
    s->levels[s->depth++] = (json_level){kind, node};
    s->expects_key = kind == '{';
}

static void close_level(json_scan *s, char kind)
{
    if (s->depth == 0 || s->levels[s->depth - 1].kind != (kind == '}' ? '{' : '[')) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_JSON_BROKEN, "a bracket too many");
        wn_error_at(s->err, s->input->path, s->line);
        return;
    }
    s->depth--;
    s->class->close(s->data, s->levels[s->depth]);
    s->expects_key = false;
}

/* Set s->key to the name without escapes; a name with a wrong escape stays as it is. */
static void take_key(json_scan *s, wn_str raw)
{
    s->key.len = 0;
    if (memchr(raw.ptr, '\\', raw.len)) {
        json_t *text =
            json_loadb(raw.ptr - 1, raw.len + 2, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        if (text)
            wn_buf_add(&s->key,
                       (wn_str){json_string_value(text), json_string_length(text)});
        json_decref(text);
    }
    if (s->key.len == 0)
        wn_buf_add(&s->key, raw);
}

static void end_string(json_scan *s)
{
    wn_str text = {s->buf.ptr + s->string_at, s->at - s->string_at};

    s->in_string = false;
    if (!s->is_kept && s->expects_key)
        take_key(s, text);
    else if (s->class->value)
        s->class->value(s->data, text, true);
}

/* Note text outside of all brackets: a broken line, words below the records. The wrapper
 * of a call, "callback({...});", is not noted. */
static void note_stray(json_scan *s, char c)
{
    char line[24];

    if (s->depth > 0 || c <= ' ' || strchr(");,", c) || s->stray_line == s->line)
        return;
    s->stray_line = s->line;
    snprintf(line, sizeof(line), "%llu", (unsigned long long)s->line);
    read_note(s->input, WN_SAY_READ_NOTE_JSON_STRAY, ++s->strays, wn_str_of(line));
}

/* Scan all of buf. */
static void scan(json_scan *s)
{
    for (; s->at < s->buf.len && s->err->rc >= 0; s->at++) {
        char c = s->buf.ptr[s->at];
        s->line += c == '\n';
        if (s->in_string) {
            if (c == '\\' && s->at + 1 == s->buf.len && !s->no_more)
                return; /* the rest of the escape is not read yet */
            if (c == '\\')
                s->at++;
            else if (c == '"')
                end_string(s);
            continue;
        }
        switch (c) {
        case '"':
            note_stray(s, c);
            s->in_string = true;
            s->string_at = s->at + 1;
            break;
        case '{':
        case '[':
            open_level(s, c);
            break;
        case '}':
        case ']':
            s->in_word = false;
            close_level(s, c);
            break;
        case ':':
            s->expects_key = s->in_word = false;
            break;
        case ',':
            s->in_word = false;
            s->expects_key = s->depth > 0 && s->levels[s->depth - 1].kind == '{';
            break;
        default:
            note_stray(s, c);
            if (s->class->value && !s->in_word && c > ' ') {
                s->in_word = true;
                s->class->value(s->data, (wn_str){&c, 1}, false);
            }
            break;
        }
    }
}

/* Drop what is scanned and read on. False: at the end, or err is set. */
static bool refill(json_scan *s)
{
    size_t keep = s->is_kept ? s->kept_at : s->in_string ? s->string_at - 1 : s->at;

    keep = keep < s->buf.len ? keep : s->buf.len;
    if (s->buf.len - keep > READ_MAX_ROW) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return false;
    }
    if (keep > 0) {
        memmove(s->buf.ptr, s->buf.ptr + keep, s->buf.len - keep);
        s->buf.len -= keep;
        s->at -= keep;
        s->kept_at -= s->kept_at >= keep ? keep : 0;
        s->string_at -= s->string_at >= keep ? keep : 0;
        s->before += keep;
    }
    wn_str more = read_text_next(&s->text);
    wn_buf_add(&s->buf, more);
    s->no_more = more.len == 0;
    return !s->no_more;
}

bool json_scan_advance(json_scan *s)
{
    if (s->no_more || s->err->rc < 0)
        return false;
    bool more = refill(s);
    scan(s);
    if (!more && s->err->rc >= 0 && (s->depth > 0 || s->in_string)) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_JSON_CUT);
        wn_error_at(s->err, s->input->path, s->line);
    }
    return more && s->err->rc >= 0;
}

wn_rc json_scan_begin(json_scan *s, const json_scan_class *class, void *data,
                      wn_input *input, wn_error *err)
{
    read_text text = {.fd = -1};

    if (s->input) { /* the file is open: read it again */
        text = s->text;
        s->text = (read_text){.fd = -1};
    }
    json_scan_release(s);
    s->class = class;
    s->data = data;
    s->input = input;
    s->err = err;
    s->line = 1;
    s->text = text;
    return text.fd >= 0 ? read_text_again(&s->text)
                        : read_text_open(&s->text, input, err);
}

void json_scan_release(json_scan *s)
{
    if (s->input)
        read_text_close(&s->text);
    wn_buf_release(&s->buf);
    wn_buf_release(&s->key);
    *s = (json_scan){.text = {.fd = -1}};
}
