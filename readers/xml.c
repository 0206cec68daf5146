/*
 * xml.c - records in XML of any shape, with libxml2's push parser.
 *
 * A record is an element. Its attributes and inner elements become columns: "@Number",
 * "Name", "Address/City", "Phone/@type". Repeated values are joined with " | ". An
 * element with several values that repeats within a record is a table of its own; its
 * columns "../@Number" say to which record it belongs (nested.c). A scan finds the
 * elements of the file first (xml_shape.c), so the parser reads it once, with one record
 * in memory at a time. A DTD is refused: no entities, and nothing is read from elsewhere.
 */
#include "named_values.h"
#include "package.h"
#include "surveys.h"

#include "core/fail.h"
#include "core/memory.h"

#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

/* A record that waits for a key: a value of the element around it that comes later. */
typedef struct held {
    uint64_t line;
    wn_str *cells;
} held;

struct reader {
    wn_input *input;
    wn_error *err;
    shape shape;
    read_text text;
    read_sax sax;
    uint32_t record;       /* the node of the records */
    uint32_t current;      /* the current element; SHAPE_NOTHING: not in the shape */
    int unknown;           /* open elements that are not in the shape */
    int depth;             /* within a record: 1 in its own element; 0: outside */
    uint64_t line, number; /* of the current record */
    size_t inner_columns;  /* columns of the record; those of the keys follow */
    shape_keys keys;
    read_values values;
    wn_buf own[256]; /* by depth: the text of the open elements */
    int level;
    wn_batch *batch;
    bool at_end;
    struct wait {
        bool is_open; /* its value is not read yet */
        size_t from;  /* the first held record that waits for it */
    } * waits;        /* by key */
    size_t waiting;   /* how many keys are open */
    held *held;
    size_t held_count, held_room, held_bytes;
    wn_arena held_arena;
};

/* ---- columns ---------------------------------------------------------------------- */

static void add_column(struct reader *r, uint32_t node, wn_str name)
{
    wn_input *input = r->input;

    if (input->column_count >= READ_MAX_COLUMNS) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_COLUMNS,
                (unsigned long long)READ_MAX_COLUMNS);
        wn_error_at(r->err, input->path, 0);
        return;
    }
    r->shape.nodes[node].column = (int32_t)input->column_count;
    if (input->columns)
        input->columns[input->column_count] = name;
    input->column_count++;
}

/* Add a column for each inner node that holds text, in the order of the file. */
static void add_columns(struct reader *r, uint32_t node, wn_str path)
{
    const shape *s = &r->shape;

    for (uint32_t c = s->nodes[node].first_child; c != SHAPE_NOTHING && r->err->rc >= 0;
         c = s->nodes[c].next) {
        if (s->nodes[c].is_table)
            continue;
        wn_str name = wn_arena_format(&r->input->arena, "%.*s%s%.*s", WN_FMT(path),
                                      path.len ? "/" : "", WN_FMT(s->nodes[c].name));
        if (name.len > READ_MAX_NAME)
            wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_NAME_LONG, r->input->path,
                    READ_MAX_NAME);
        else if (s->nodes[c].has_text)
            add_column(r, c, name);
        if (!s->nodes[c].is_attribute)
            add_columns(r, c, name);
    }
}

static void set_columns(struct reader *r)
{
    wn_input *input = r->input;
    const shape_node *record = &r->shape.nodes[r->record];

    input->columns = wn_arena_alloc(&input->arena, (r->shape.count + 1) * sizeof(wn_str));
    input->column_count = 0;
    if (record->filled > 0 || record->first_child == SHAPE_NOTHING)
        add_column(r, r->record, record->name);
    add_columns(r, r->record, WN_STR(""));
    r->inner_columns = input->column_count;
    shape_find_keys(&r->shape, r->record, input->records.len > 0, &r->keys);
    for (size_t k = 0; k < r->keys.count && r->err->rc >= 0; k++)
        add_column(r, r->keys.items[k].node, r->keys.items[k].column);
    read_name_columns(input);
    read_values_open(&r->values, input, r->err);
    r->waits = wn_alloc(r->keys.count + 1, sizeof(*r->waits));
}

/* For a file in which nothing repeats: the only record is the first child of the root
 * that has children, or the root itself. */
static uint32_t only_record(const shape *s)
{
    uint32_t root = s->nodes[0].first_child;

    if (root == SHAPE_NOTHING)
        return SHAPE_NOTHING;
    for (uint32_t c = s->nodes[root].first_child; c != SHAPE_NOTHING;
         c = s->nodes[c].next)
        if (s->nodes[c].first_child != SHAPE_NOTHING)
            return c;
    return root;
}

static wn_rc choose_record(struct reader *r)
{
    wn_input *input = r->input;

    if (shape_choose(&r->shape, only_record(&r->shape), &r->record, r->err) < 0)
        return r->err->rc;
    if (r->record == SHAPE_NOTHING)
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_XML_NO_RECORDS, input->path,
                       WN_FMT(input->records));
    input->line_is_record = r->shape.nodes[r->record].shares_line;
    if (input->line_is_record)
        read_note(input, WN_SAY_READ_NOTE_NUMBERS, 0, WN_STR(""));
    return WN_OK;
}

/* ---- keys that stand behind the records they belong to ---------------------------- */

static void give_held(struct reader *r)
{
    for (size_t i = 0; i < r->held_count; i++)
        read_give(r->input, r->batch, r->held[i].line, r->held[i].cells, NULL);
    r->held_count = r->held_bytes = 0;
    wn_arena_release(&r->held_arena);
}

static void hold(struct reader *r, const wn_str *cells, uint64_t line)
{
    size_t count = r->input->column_count;

    r->held = wn_grow(r->held, r->held_count, &r->held_room, sizeof(*r->held));
    held *one = &r->held[r->held_count++];
    *one = (held){line, wn_arena_alloc(&r->held_arena, (count + 1) * sizeof(wn_str))};
    r->held_bytes += count * sizeof(wn_str);
    for (size_t i = 0; i < count; i++) {
        one->cells[i] = wn_arena_str(&r->held_arena, cells[i]);
        r->held_bytes += cells[i].len;
    }
    if (r->held_bytes > READ_MAX_ROW)
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_XML_LATE,
                WN_FMT(r->shape.nodes[r->record].name),
                (unsigned long long)(READ_MAX_ROW >> 20));
}

/* The value of a key is final: set it in the records that wait for it. */
static void settle_key(struct reader *r, size_t key)
{
    size_t column = r->inner_columns + key;
    struct wait *w = &r->waits[key];

    if (!w->is_open)
        return;
    w->is_open = false;
    r->waiting--;
    if (w->from < r->held_count) {
        wn_str value = wn_arena_str(&r->held_arena, wn_buf_str(&r->values.texts[column]));
        for (size_t i = w->from; i < r->held_count; i++)
            r->held[i].cells[column] = value;
    }
    if (r->waiting == 0)
        give_held(r);
}

/* An element with keys begins: forget the keys of the element before it. */
static void open_around(struct reader *r, uint32_t node)
{
    const shape *s = &r->shape;

    for (size_t k = 0; k < r->keys.count; k++) {
        const shape_key *key = &r->keys.items[k];
        if (key->owner != node)
            continue;
        read_values_drop(&r->values, r->inner_columns + k);
        r->waits[k] = (struct wait){
            s->nodes[key->node].is_late && s->nodes[node].count > 1, r->held_count};
        r->waiting += r->waits[k].is_open;
    }
}

static void close_around(struct reader *r, uint32_t node)
{
    for (size_t k = 0; k < r->keys.count; k++)
        if (r->keys.items[k].owner == node)
            settle_key(r, k);
}

/* ---- events ----------------------------------------------------------------------- */

static void put(struct reader *r, uint32_t node, wn_str value)
{
    int32_t column = r->shape.nodes[node].column;

    if (column < 0 || r->err->rc < 0)
        return;
    if (r->depth == 0) /* a key: the last value counts */
        read_values_drop(&r->values, (size_t)column);
    read_values_add(&r->values, (size_t)column, wn_str_trim(value));
    if (r->depth == 0)
        settle_key(r, (size_t)column - r->inner_columns);
}

static void put_attributes(struct reader *r, const read_attrs *attrs)
{
    char name[256] = "@";

    for (int i = 0; i < attrs->count; i++) {
        const xmlChar **a = attrs->items + 5 * i;
        size_t len = strlen((const char *)a[0]);
        if (len + 1 >= sizeof(name))
            continue;
        memcpy(name + 1, a[0], len);
        uint32_t node = shape_child(&r->shape, r->current, (wn_str){name, len + 1});
        if (node != SHAPE_NOTHING)
            put(r, node, (wn_str){(const char *)a[3], (size_t)(a[4] - a[3])});
    }
}

static void on_start(void *data, const char *name, const read_attrs *attrs)
{
    struct reader *r = data;
    uint32_t child =
        r->unknown ? SHAPE_NOTHING : shape_child(&r->shape, r->current, wn_str_of(name));

    if (child == SHAPE_NOTHING || r->level + 1 >= (int)WN_COUNT(r->own)) {
        r->unknown++;
        return;
    }
    r->current = child;
    r->own[++r->level].len = 0;
    if (r->depth > 0) {
        r->depth++;
    } else if (child == r->record) {
        r->depth = 1;
        r->line = (uint64_t)xmlSAX2GetLineNumber(r->sax.parser);
    } else if (r->shape.nodes[child].is_around) {
        open_around(r, child);
    }
    put_attributes(r, attrs);
}

static void emit(struct reader *r)
{
    const wn_str *cells = read_values_cells(&r->values);
    uint64_t line = r->input->line_is_record ? ++r->number : r->line;

    if (r->waiting > 0)
        hold(r, cells, line);
    else
        read_give(r->input, r->batch, line, cells, NULL);
    for (size_t c = 0; c < r->inner_columns; c++)
        read_values_drop(&r->values, c);
}

static void on_end(void *data, const char *name)
{
    struct reader *r = data;

    (void)name;
    if (r->unknown > 0) {
        r->unknown--;
        return;
    }
    wn_buf *own = &r->own[r->level--];
    if (r->shape.nodes[r->current].column >= 0)
        put(r, r->current, wn_buf_str(own));
    if (r->depth > 0 && --r->depth == 0)
        emit(r);
    else if (r->shape.nodes[r->current].is_around)
        close_around(r, r->current);
    r->current = r->shape.nodes[r->current].parent;
}

static void on_text(void *data, wn_str text)
{
    struct reader *r = data;
    wn_buf *own = &r->own[r->level];

    if (r->unknown == 0 && r->shape.nodes[r->current].column >= 0 &&
        own->len <= READ_MAX_CELL)
        wn_buf_add(own, text);
}

static const read_sax_class events = {on_start, on_end, on_text};

/* ---- the reader ------------------------------------------------------------------- */

/* Use the encoding that the XML declaration names, if the bytes are not UTF-8. */
static void believe_declaration(wn_input *input)
{
    wn_str head = wn_str_trim(input->head), line = wn_str_cut(&head, WN_STR("?>"));
    const char *at = memmem(line.ptr, line.len, "encoding=", 9);

    if (input->is_utf8 || input->mark > 0 || !at || line.len > 400)
        return;
    wn_str rest = {at + 10, (size_t)(line.ptr + line.len - at) - 10};
    wn_str name = wn_str_cut(&rest, at[9] == '\'' ? WN_STR("'") : WN_STR("\""));
    const char *known = wn_encoding_find(name);
    if (known && strcmp(known, "utf-8") && strncmp(known, "utf-16", 6))
        input->encoding = known;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    return s.len > 3 && s.ptr[0] == '<' ? 90 : 0;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;

    r->batch = batch;
    if (r->text.fd < 0 && read_text_open(&r->text, r->input, r->err) < 0)
        return r->err->rc;
    while (!r->at_end && r->err->rc >= 0 && !wn_batch_is_full(batch)) {
        wn_str piece = read_text_next(&r->text);
        r->at_end = !read_sax_feed(&r->sax, piece, piece.len == 0) || piece.len == 0;
    }
    if (r->err->rc < 0)
        return r->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_sax_close(&r->sax);
    read_text_close(&r->text);
    read_values_release(&r->values);
    for (size_t i = 0; i < WN_COUNT(r->own); i++)
        wn_buf_release(&r->own[i]);
    shape_release(&r->shape);
    wn_arena_release(&r->held_arena);
    free(r->held);
    free(r->waits);
    free(r->keys.items);
    free(r);
}

/* Find the shape: a known one is recalled, and the caller opens the text; else the text
 * is scanned. */
static wn_rc find_shape(struct reader *r)
{
    if (read_recall_shape(r->input, &r->shape))
        return WN_OK;
    if (read_text_open(&r->text, r->input, r->err) < 0 ||
        xml_shape_read(&r->shape, &r->text, r->err) < 0)
        return r->err->rc;
    read_remember_shape(r->input, &r->shape);
    return WN_OK;
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->text.fd = -1;
    input->table_count = input->note_count = 0;
    input->consumed = 0;
    believe_declaration(input);
    if (find_shape(r) < 0 || choose_record(r) < 0)
        return err->rc;
    set_columns(r);
    if (err->rc < 0 || (r->text.fd >= 0 && read_text_again(&r->text) < 0))
        return err->rc;
    return read_sax_open(&r->sax, &events, r, input, true, err);
}

const wn_reader_class wn_reader_xml = {
    .name = "xml",
    .en =
        "XML of any shape: one element a record, its attributes and children the columns",
    .zh = "任意结构的 XML：一个元素一条记录，属性和子元素为列",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
