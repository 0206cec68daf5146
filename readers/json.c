/*
 * json.c - records in JSON: an object in each line, an array of objects, or an array
 * inside an object, as an API returns a page of results.
 *
 * A scan for brackets and quotes cuts the file into records (json_scan.c), and jansson
 * reads each record. Inner values become columns like "address.city"; the values of an
 * array are joined with " | ". If a record holds an array of objects with several values,
 * these are a table of their own; its columns "../id" say to which record they belong
 * (nested.c). The text is read three times: for its places (json_shape.c), for the names
 * of the columns, for the values. Only one record is in memory at a time.
 */
#include "decimal.h"
#include "json_scan.h"
#include "named_values.h"
#include "surveys.h"

#include "core/fail.h"
#include "core/memory.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    wn_input *input;
    wn_error *err;
    json_scan scan;
    shape shape;
    read_fields fields;
    uint32_t record; /* the node of the records */
    uint32_t outer;  /* the node of what is parsed at once: record, or objects around */
    uint32_t path[JSON_MOST_DEPTH + 1]; /* nodes from outer to record */
    size_t path_count;
    const json_t *around[JSON_MOST_DEPTH + 1]; /* by path: the current object */
    shape_keys keys;
    bool is_open;         /* the scan is inside an outer */
    size_t outer_depth;   /* the depth at which that opened */
    uint64_t line;        /* the line where that begins */
    uint64_t line_before; /* the line of the last record */
    uint64_t number;
    wn_buf exact; /* the record, with its long numbers as strings */
    wn_batch *batch;
};

/* ---- a record --------------------------------------------------------------------- */

static wn_str number_text(const json_t *value, char *out)
{
    if (!json_is_integer(value))
        return read_double(json_real_value(value), out);
    snprintf(out, READ_DECIMAL_ROOM, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return wn_str_of(out);
}

/* Put a value that is not an object or array. */
static void put(struct reader *r, wn_str column, const json_t *value)
{
    char number[READ_DECIMAL_ROOM];

    if (json_is_string(value))
        read_fields_put(&r->fields, column,
                        (wn_str){json_string_value(value), json_string_length(value)});
    else if (json_is_number(value))
        read_fields_put_number(&r->fields, column, number_text(value, number));
    else
        read_fields_put(&r->fields, column,
                        json_is_true(value)    ? WN_STR("true")
                        : json_is_false(value) ? WN_STR("false")
                                               : WN_STR(""));
}

static void flatten(struct reader *r, wn_buf *name, const json_t *value, uint32_t node);

/* Put a member of an object. Left out are records of other tables, and null or [] where
 * other records have an object. */
static void put_member(struct reader *r, wn_buf *name, const char *key,
                       const json_t *value, uint32_t node)
{
    size_t len = name->len;

    bool is_nothing =
        json_is_null(value) || (json_is_array(value) && !json_array_size(value));
    if (node != SHAPE_NOTHING &&
        (is_nothing || json_is_object(value) || json_is_array(value))) {
        node = shape_child(&r->shape, node, wn_str_of(key));
        if (node != SHAPE_NOTHING &&
            (r->shape.nodes[node].is_table ||
             (is_nothing && r->shape.nodes[node].first_child != SHAPE_NOTHING)))
            return;
    }
    if (len > 0)
        wn_buf_char(name, '.');
    wn_buf_add(name, wn_str_of(key));
    flatten(r, name, value, node);
    name->len = len;
}

static void flatten(struct reader *r, wn_buf *name, const json_t *value, uint32_t node)
{
    size_t i;
    const char *key;
    json_t *inner;

    if (json_is_object(value)) {
        json_object_foreach((json_t *)(uintptr_t)value, key, inner)
            put_member(r, name, key, inner, node);
        return;
    }
    if (json_is_array(value) && json_array_size(value) > 0) {
        json_array_foreach(value, i, inner) flatten(r, name, inner, node);
        return;
    }
    put(r, name->len ? wn_buf_str(name) : WN_STR("value"), value);
}

/* Put the keys: values of the objects around the record. */
static void put_keys(struct reader *r)
{
    for (size_t k = 0; k < r->keys.count; k++) {
        const shape_key *key = &r->keys.items[k];
        size_t i = 0;
        while (i + 1 < r->path_count && r->path[i] != key->owner)
            i++;
        const json_t *value =
            r->path[i] == key->owner
                ? json_object_get(r->around[i], r->shape.nodes[key->node].name.ptr)
                : NULL;
        if (value && !json_is_object(value) && !json_is_array(value))
            put(r, key->column, value);
    }
}

static void give(struct reader *r, const json_t *value)
{
    wn_buf name = {0};

    if (!r->fields.is_settled && r->line == r->line_before)
        r->input->line_is_record = true;
    r->line_before = r->line;
    r->number++;
    flatten(r, &name, value, r->record);
    if (r->fields.is_settled)
        put_keys(r);
    read_fields_give(&r->fields, r->batch,
                     r->input->line_is_record ? r->number : r->line);
    wn_buf_release(&name);
}

/* Give the records inside a value whose node is path[at]. */
static void give_inner(struct reader *r, const json_t *value, size_t at)
{
    size_t i;
    json_t *inner;

    if (json_is_array(value)) {
        json_array_foreach(value, i, inner) give_inner(r, inner, at);
    } else if (at + 1 == r->path_count) {
        if (!json_is_null(value))
            give(r, value);
    } else if (json_is_object(value)) {
        r->around[at] = value;
        inner = json_object_get(value, r->shape.nodes[r->path[at + 1]].name.ptr);
        if (inner)
            give_inner(r, inner, at + 1);
    }
}

static void take(struct reader *r, wn_str text)
{
    json_error_t why;
    wn_str exact = read_decimal_json(text, &r->exact);
    json_t *value = json_loadb(exact.ptr, exact.len, JSON_ALLOW_NUL, &why);

    if (!value) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_JSON_BROKEN, why.text);
        wn_error_at(r->err, r->input->path,
                    r->line + (why.line > 0 ? (uint64_t)why.line - 1 : 0));
        return;
    }
    give_inner(r, value, 0);
    json_decref(value);
}

/* ---- the scan --------------------------------------------------------------------- */

static uint32_t on_open(void *data, char kind)
{
    struct reader *r = data;
    const json_scan *scan = &r->scan;

    if (r->is_open)
        return SHAPE_NOTHING;
    json_level around =
        scan->depth ? scan->levels[scan->depth - 1] : (json_level){'{', 0};
    uint32_t node = around.node;
    if (around.kind == '{' && node != SHAPE_NOTHING)
        node = shape_child(&r->shape, node,
                           scan->depth ? wn_buf_str(&scan->key) : WN_STR(""));
    if (kind == '{' && node == r->outer) {
        r->is_open = r->scan.is_kept = true;
        r->outer_depth = scan->depth;
        r->scan.kept_at = scan->at;
        r->line = scan->line;
    }
    return node;
}

static void on_close(void *data, json_level level)
{
    struct reader *r = data;
    const json_scan *scan = &r->scan;

    (void)level;
    if (!r->is_open || scan->depth != r->outer_depth)
        return;
    take(r, (wn_str){scan->buf.ptr + scan->kept_at, scan->at + 1 - scan->kept_at});
    r->is_open = r->scan.is_kept = false;
}

static const json_scan_class events = {on_open, on_close, NULL};

static bool advance(void *reader)
{
    return json_scan_advance(&((struct reader *)reader)->scan);
}

static wn_rc begin(struct reader *r)
{
    r->is_open = false;
    r->number = r->line_before = 0;
    return json_scan_begin(&r->scan, &events, r, r->input, r->err);
}

/* ---- the reader ------------------------------------------------------------------- */

/* Set r->path: from the outermost object that repeats down to the records. */
static void find_path(struct reader *r)
{
    const shape_node *nodes = r->shape.nodes;
    uint32_t up[JSON_MOST_DEPTH + 1];
    size_t count = 0, outer = 0;

    for (uint32_t at = r->record; at != 0; at = nodes[at].parent) {
        if (nodes[at].repeats || nodes[at].is_list)
            outer = count;
        up[count++] = at;
    }
    r->outer = up[outer];
    r->path_count = outer + 1;
    for (size_t i = 0; i <= outer; i++)
        r->path[i] = up[outer - i];
}

static wn_rc no_records(struct reader *r)
{
    return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_JSON_NO_RECORDS, r->input->path,
                   WN_FMT(r->input->records));
}

static wn_rc choose_records(struct reader *r)
{
    wn_input *input = r->input;

    if (!read_recall_shape(input, &r->shape)) {
        if (json_shape_read(&r->shape, &r->scan, input, r->err) < 0)
            return r->err->rc;
        read_remember_shape(input, &r->shape);
    }
    if (shape_choose(&r->shape, r->shape.count > 1 ? 1 : SHAPE_NOTHING, &r->record,
                     r->err) < 0)
        return r->err->rc;
    if (r->record == SHAPE_NOTHING)
        return no_records(r);
    wn_str next = json_shape_next_page(&r->shape);
    if (next.len > 0)
        read_note(input, WN_SAY_READ_NOTE_PAGES, r->shape.nodes[r->record].count, next);
    find_path(r);
    shape_find_keys(&r->shape, r->record, false, &r->keys);
    return WN_OK;
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

    json_scan_release(&r->scan);
    read_fields_release(&r->fields);
    wn_buf_release(&r->exact);
    shape_release(&r->shape);
    free(r->keys.items);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    input->line_is_record = false;
    read_fields_init(&r->fields, input, err);
    if (choose_records(r) < 0 || begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc >= 0 && r->fields.count == 0)
        return no_records(r);
    for (size_t k = 0; k < r->keys.count; k++)
        read_fields_put(&r->fields, r->keys.items[k].column, WN_STR(""));
    if (err->rc < 0)
        return err->rc;
    read_fields_settle(&r->fields);
    if (input->line_is_record)
        read_note(input, WN_SAY_READ_NOTE_NUMBERS, 0, WN_STR(""));
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
