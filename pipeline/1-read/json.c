/*
 * json.c - records in JSON: lines of objects, an array of them, or an array somewhere in
 * an object, as an API gives a page of results.
 *
 * The file is cut into records by a scan for brackets and quotes; each record is read
 * with jansson. Values within become columns "address.city"; of an array, joined with
 * " | ". Three passes over the text: which array holds the records, which names there
 * are, the values. One record is in memory at a time.
 */
#include "fields.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DEPTH 512
#define MOST_ARRAYS 256

/* An array that may hold the records, by its path: keys with '/' between. */
typedef struct array {
    wn_str path;
    uint64_t objects, bytes;
} array;

typedef struct level {
    char kind;       /* '{' or '[' */
    size_t path_len; /* of the path to it */
} level;

struct reader {
    wn_input *input;
    wn_error *err;
    read_text text;
    read_fields fields;
    wn_buf buf; /* from the record being read on, else from the string being read on */
    size_t at;
    level levels[MOST_DEPTH];
    size_t depth, arrays_open;
    wn_buf path; /* of keys, to where the scan is */
    wn_buf key;  /* the string last seen */
    bool in_string, expects_key;
    size_t string_at;    /* where it began, in buf */
    wn_str wanted;       /* path of the records; "": objects at the top */
    bool counting;       /* first pass */
    size_t record_depth; /* 0: outside of a record; else its depth */
    size_t record_at;
    uint64_t line, record_line;
    array *arrays;
    size_t array_count, array_room;
    uint64_t top_objects, opened; /* objects at the top; bytes so far */
    uint64_t bytes;
    wn_batch *batch;
    bool no_more;
};

/* ---- a record --------------------------------------------------------------------- */

static wn_str number_text(const json_t *value, char *out, size_t room)
{
    if (json_is_integer(value))
        snprintf(out, room, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else /* the shortest that is the same number */
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(out, room, "%.*g", digits, json_real_value(value));
            if (strtod(out, NULL) == json_real_value(value))
                break;
        }
    return wn_str_of(out);
}

static void flatten(struct reader *r, wn_buf *name, const json_t *value)
{
    size_t len = name->len, i;
    const char *key;
    json_t *inner;
    char number[64];

    if (json_is_object(value)) {
        json_object_foreach((json_t *)(uintptr_t)value, key, inner)
        {
            wn_buf_format(name, "%s%s", len ? "." : "", key);
            flatten(r, name, inner);
            name->len = len;
        }
        return;
    }
    if (json_is_array(value)) {
        json_array_foreach(value, i, inner) flatten(r, name, inner);
        if (json_array_size(value) > 0)
            return;
    }
    wn_str column = name->len ? (wn_str){name->ptr, name->len} : WN_STR("value");
    if (json_is_string(value))
        read_fields_put(&r->fields, column,
                        (wn_str){json_string_value(value), json_string_length(value)});
    else if (json_is_number(value))
        read_fields_put(&r->fields, column, number_text(value, number, sizeof(number)));
    else
        read_fields_put(&r->fields, column,
                        json_is_true(value)    ? WN_STR("true")
                        : json_is_false(value) ? WN_STR("false")
                                               : WN_STR(""));
}

static void take_record(struct reader *r, wn_str text)
{
    json_error_t why;
    wn_buf name = {0};
    json_t *value = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &why);

    if (!value) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_JSON_BROKEN, why.text);
        wn_error_at(r->err, r->input->path,
                    r->record_line + (why.line > 0 ? (uint64_t)why.line - 1 : 0));
        return;
    }
    flatten(r, &name, value);
    if (r->err->rc >= 0)
        read_fields_give(&r->fields, r->batch, r->record_line);
    json_decref(value);
    wn_buf_release(&name);
}

/* ---- the scan --------------------------------------------------------------------- */

static array *array_here(struct reader *r)
{
    wn_str path = wn_buf_str(&r->path);

    for (size_t i = 0; i < r->array_count; i++)
        if (wn_str_equal(r->arrays[i].path, path))
            return &r->arrays[i];
    if (r->array_count >= MOST_ARRAYS)
        return NULL;
    r->arrays = wn_grow(r->arrays, r->array_count, &r->array_room, sizeof(*r->arrays));
    r->arrays[r->array_count] = (array){.path = wn_arena_str(&r->input->arena, path)};
    return &r->arrays[r->array_count++];
}

/* Is the object that begins here a record? */
static bool begins_record(struct reader *r)
{
    bool in_array = r->depth > 0 && r->levels[r->depth - 1].kind == '[';

    if (r->counting || r->record_depth > 0)
        return false;
    if (r->depth == 0)
        return r->wanted.len == 0 && r->top_objects != 1;
    return in_array && r->arrays_open == 1 &&
           wn_str_equal(wn_buf_str(&r->path), r->wanted);
}

static void open_level(struct reader *r, char kind)
{
    if (r->depth >= MOST_DEPTH) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_DEEP, r->input->path, MOST_DEPTH);
        return;
    }
    bool key_before = r->depth > 0 && r->levels[r->depth - 1].kind == '{';
    size_t len = r->path.len;
    if (r->record_depth == 0 && key_before && r->arrays_open == 0)
        wn_buf_format(&r->path, "%s%.*s", len ? "/" : "", WN_FMT(wn_buf_str(&r->key)));
    if (kind == '{' && begins_record(r)) {
        r->record_depth = r->depth + 1;
        r->record_at = r->at;
        r->record_line = r->line;
    }
    if (r->counting && kind == '{' && r->depth == 0)
        r->top_objects++;
    bool in_array = r->depth > 0 && r->levels[r->depth - 1].kind == '[';
    if (r->counting && kind == '{' && in_array && r->arrays_open == 1) {
        array *a = array_here(r);
        if (a)
            a->objects++;
        r->opened = r->bytes + r->at;
    }
    r->levels[r->depth++] = (level){kind, len};
    r->arrays_open += kind == '[';
    r->expects_key = kind == '{';
}

static void close_level(struct reader *r, char kind)
{
    if (r->depth == 0 || r->levels[r->depth - 1].kind != (kind == '}' ? '{' : '[')) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_JSON_BROKEN, "a bracket too many");
        wn_error_at(r->err, r->input->path, r->line);
        return;
    }
    level l = r->levels[--r->depth];
    r->arrays_open -= kind == ']';
    if (r->record_depth == 0)
        r->path.len = l.path_len;
    if (r->counting && kind == '}' && r->arrays_open == 1 && r->depth > 0 &&
        r->levels[r->depth - 1].kind == '[') {
        array *a = array_here(r);
        if (a)
            a->bytes += r->bytes + r->at - r->opened;
    }
    if (r->record_depth == r->depth + 1) {
        take_record(r, (wn_str){r->buf.ptr + r->record_at, r->at + 1 - r->record_at});
        r->record_depth = 0;
    }
}

static void end_string(struct reader *r)
{
    r->in_string = false;
    if (r->record_depth > 0 || !r->expects_key)
        return;
    r->key.len = 0; /* escapes in names above records are left as they are */
    wn_buf_add(&r->key, (wn_str){r->buf.ptr + r->string_at, r->at - r->string_at});
}

/* On through what is in buf. */
static void scan(struct reader *r)
{
    for (; r->at < r->buf.len && r->err->rc >= 0; r->at++) {
        char c = r->buf.ptr[r->at];
        r->line += c == '\n';
        if (r->in_string) {
            if (c == '\\' && r->at + 1 == r->buf.len && !r->no_more)
                return; /* what it escapes is not here yet */
            if (c == '\\')
                r->at++;
            else if (c == '"')
                end_string(r);
            continue;
        }
        switch (c) {
        case '"':
            r->in_string = true;
            r->string_at = r->at + 1;
            break;
        case '{':
        case '[':
            open_level(r, c);
            break;
        case '}':
        case ']':
            close_level(r, c);
            r->expects_key = false;
            break;
        case ':':
            r->expects_key = false;
            break;
        case ',':
            r->expects_key = r->depth > 0 && r->levels[r->depth - 1].kind == '{';
            break;
        default:
            break;
        }
    }
}

/* Forget what is done with, and read on. False at the end. */
static bool refill(struct reader *r)
{
    size_t keep = r->record_depth > 0 ? r->record_at
                  : r->in_string      ? r->string_at
                                      : r->at;

    keep = keep < r->buf.len ? keep : r->buf.len;
    if (r->buf.len - keep > READ_MAX_ROW) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return false;
    }
    if (keep > 0) {
        memmove(r->buf.ptr, r->buf.ptr + keep, r->buf.len - keep);
        r->buf.len -= keep;
        r->at -= keep;
        r->record_at -= r->record_at >= keep ? keep : 0;
        r->string_at -= r->string_at >= keep ? keep : 0;
        r->bytes += keep;
    }
    wn_str more = read_text_next(&r->text);
    wn_buf_add(&r->buf, more);
    r->no_more = more.len == 0;
    return !r->no_more;
}

static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->no_more || r->err->rc < 0)
        return false;
    bool more = refill(r);
    scan(r);
    if (!more && r->err->rc >= 0 && (r->depth > 0 || r->in_string)) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_JSON_CUT);
        wn_error_at(r->err, r->input->path, r->line);
    }
    return more && r->err->rc >= 0;
}

static wn_rc begin(struct reader *r)
{
    r->buf.len = r->at = r->depth = r->arrays_open = r->record_depth = 0;
    r->path.len = r->key.len = 0;
    r->bytes = 0;
    r->line = 1;
    r->in_string = r->expects_key = r->no_more = false;
    read_text_close(&r->text);
    return read_text_open(&r->text, r->input, r->err);
}

/* ---- the reader ------------------------------------------------------------------- */

/* The arrays of objects, the largest first. */
static void list_arrays(struct reader *r)
{
    wn_input *input = r->input;

    for (size_t i = 1; i < r->array_count; i++)
        for (size_t k = i; k > 0 && r->arrays[k].bytes > r->arrays[k - 1].bytes; k--) {
            array swap = r->arrays[k];
            r->arrays[k] = r->arrays[k - 1];
            r->arrays[k - 1] = swap;
        }
    while (r->array_count > 0 && r->arrays[r->array_count - 1].objects == 0)
        r->array_count--;
    input->tables =
        wn_arena_alloc(&input->arena, (r->array_count + 1) * sizeof(wn_table));
    input->table_count = r->array_count;
    for (size_t i = 0; i < r->array_count; i++)
        input->tables[i] = (wn_table){r->arrays[i].path, false};
}

static wn_rc choose_records(struct reader *r)
{
    wn_input *input = r->input;

    if (begin(r) < 0)
        return r->err->rc;
    r->counting = true;
    while (advance(r))
        ;
    r->counting = false;
    list_arrays(r);
    if (input->records.len > 0) {
        r->wanted = input->records;
        input->table_count = 0;
    } else if (r->top_objects > 1) {
        input->table_count = 0;
    } else if (input->table_count > 0 && read_choose_table(input, r->err) >= 0) {
        r->wanted = input->tables[input->table].name;
    } else if (r->top_objects == 1) {
        r->top_objects = 0; /* it is the only record */
    }
    return r->err->rc;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    if (s.len < 2 || (s.ptr[0] != '{' && s.ptr[0] != '['))
        return 0;
    wn_str inner = wn_str_trim((wn_str){s.ptr + 1, s.len - 1});
    return inner.len > 0 && strchr("\"{[}]-0123456789tfn", inner.ptr[0]) &&
                   (memchr(s.ptr, ':', s.len) || s.ptr[0] == '[')
               ? 80
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
    wn_buf_release(&r->path);
    wn_buf_release(&r->key);
    free(r->arrays);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->text.fd = -1;
    read_fields_init(&r->fields, input, err);
    if (choose_records(r) < 0 || begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc < 0)
        return err->rc;
    if (r->fields.count == 0)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_JSON_NO_RECORDS, input->path,
                       WN_FMT(r->wanted));
    read_fields_settle(&r->fields);
    return begin(r);
}

const wn_reader_class wn_reader_json = {
    .name = "json",
    .en = "JSON: lines of objects, or an array of them anywhere",
    .zh = "JSON：每行一个对象，或任意位置的对象数组",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
