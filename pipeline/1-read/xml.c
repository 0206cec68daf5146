/*
 * xml.c - records in XML of any shape, with libxml2's push parser.
 *
 * A record is an element; its attributes and the elements inside become columns:
 * "@Number", "Name", "Address/City", "Phone/@type". What repeats is joined with " | ". An
 * element that repeats within a record is a table of its own as well, whose columns
 * "../@Number" say what it belongs to. The file's elements are known from a scan
 * (xml_shape.c), so the parser reads it once, one record in memory at a time. A DTD is
 * refused: no entities, nothing read from elsewhere.
 */
#include "package.h"
#include "xml_shape.h"

#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TABLES 1024

struct reader {
    wn_input *input;
    wn_error *err;
    xml_shape shape;
    read_text text;
    read_sax sax;
    uint32_t *tables; /* by table of the input: node of its records */
    size_t table_count, table_room;
    uint32_t record;  /* node of the records */
    uint32_t current; /* where the parser stands; XML_NOTHING: not in the shape */
    int unknown;      /* elements open below the last that is in the shape */
    int depth;        /* within a record: 1 at its own element; 0: outside */
    uint64_t line;
    size_t inner_columns; /* of the record itself; behind them those of elements around */
    wn_buf *values;       /* by column */
    wn_buf own[256]; /* by depth within the document: the text of the open elements */
    int level;
    wn_batch *batch;
    bool at_end;
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

/* A column for each node below that holds text, in the file's order. */
static void add_columns(struct reader *r, uint32_t node, wn_str path)
{
    const xml_shape *s = &r->shape;

    for (uint32_t c = s->nodes[node].first_child; c != XML_NOTHING && r->err->rc >= 0;
         c = s->nodes[c].next) {
        wn_str name = wn_arena_format(&r->input->arena, "%.*s%s%.*s", WN_FMT(path),
                                      path.len ? "/" : "", WN_FMT(s->nodes[c].name));
        if (s->nodes[c].has_text)
            add_column(r, c, name);
        if (!s->nodes[c].is_attribute)
            add_columns(r, c, name);
    }
}

/* What says whose the record is: plain values of the elements around it that repeat. */
static void add_outer_columns(struct reader *r)
{
    const xml_shape *s = &r->shape;
    wn_str up = WN_STR("..");

    for (uint32_t node = s->nodes[r->record].parent; node != 0;
         node = s->nodes[node].parent) {
        for (uint32_t c = s->nodes[node].first_child;
             (s->nodes[node].count > 1 || r->input->records.len > 0) && c != XML_NOTHING;
             c = s->nodes[c].next)
            if (s->nodes[c].has_text && !s->nodes[c].repeats && c != r->record)
                add_column(r, c,
                           wn_arena_format(&r->input->arena, "%.*s/%.*s", WN_FMT(up),
                                           WN_FMT(s->nodes[c].name)));
        up = wn_arena_format(&r->input->arena, "%.*s/..", WN_FMT(up));
    }
}

static void set_columns(struct reader *r)
{
    wn_input *input = r->input;

    input->columns = wn_arena_alloc(&input->arena, (r->shape.count + 1) * sizeof(wn_str));
    input->column_count = 0;
    if (r->shape.nodes[r->record].has_text &&
        r->shape.nodes[r->record].first_child == XML_NOTHING)
        add_column(r, r->record, r->shape.nodes[r->record].name);
    add_columns(r, r->record, WN_STR(""));
    r->inner_columns = input->column_count;
    add_outer_columns(r);
    read_name_columns(input);
    r->values = wn_alloc(input->column_count + 1, sizeof(*r->values));
}

/* ---- which element is a record ---------------------------------------------------- */

static bool is_inside(const xml_shape *s, uint32_t node, uint32_t outer)
{
    for (node = s->nodes[node].parent; node != 0; node = s->nodes[node].parent)
        if (node == outer)
            return true;
    return false;
}

/* Elements that repeat: first the one that covers most of the file, then the others
 * outside of it, then those within records. */
static void list_tables(struct reader *r)
{
    const xml_shape *s = &r->shape;
    wn_input *input = r->input;

    for (uint32_t n = 1; n < s->count && r->table_count < MOST_TABLES; n++) {
        const xml_node *node = &s->nodes[n];
        bool has_parts = node->first_child != XML_NOTHING;
        if (node->is_attribute || !node->repeats || !has_parts || node->parent == 0)
            continue;
        r->tables =
            wn_grow(r->tables, r->table_count, &r->table_room, sizeof(*r->tables));
        r->tables[r->table_count++] = n;
        for (size_t i = r->table_count; i-- > 1;) /* the larger first */
            if (s->nodes[r->tables[i]].bytes > s->nodes[r->tables[i - 1]].bytes) {
                uint32_t swap = r->tables[i];
                r->tables[i] = r->tables[i - 1];
                r->tables[i - 1] = swap;
            }
    }
    input->tables =
        wn_arena_alloc(&input->arena, (r->table_count + 1) * sizeof(wn_table));
    input->table_count = r->table_count;
    for (size_t i = 0; i < r->table_count; i++) {
        bool inside = false;
        for (size_t k = 0; k < r->table_count; k++)
            inside = inside || is_inside(s, r->tables[i], r->tables[k]);
        input->tables[i] =
            (wn_table){xml_shape_path(s, r->tables[i], &input->arena), inside};
    }
}

/* The node that a path names, from wherever it begins; XML_NOTHING: there is none. */
static uint32_t node_of_path(const xml_shape *s, wn_str path)
{
    wn_str names[64];
    size_t count = 0;

    while (path.len > 0 && count < WN_COUNT(names)) {
        wn_str name = wn_str_trim(wn_str_cut(&path, WN_STR("/")));
        if (name.len > 0)
            names[count++] = name;
    }
    for (uint32_t n = 1; n < s->count && count > 0; n++) {
        uint32_t at = n;
        size_t left = count;
        while (left > 0 && at != 0 && wn_str_equal(s->nodes[at].name, names[left - 1])) {
            at = s->nodes[at].parent;
            left--;
        }
        if (left == 0)
            return n;
    }
    return XML_NOTHING;
}

/* Nothing repeats: the only record is the first child of the root that has parts, or the
 * root itself. */
static uint32_t only_record(const xml_shape *s)
{
    uint32_t root = s->nodes[0].first_child;

    if (root == XML_NOTHING)
        return XML_NOTHING;
    for (uint32_t c = s->nodes[root].first_child; c != XML_NOTHING; c = s->nodes[c].next)
        if (s->nodes[c].first_child != XML_NOTHING)
            return c;
    return root;
}

static wn_rc choose_record(struct reader *r)
{
    wn_input *input = r->input;

    list_tables(r);
    if (input->records.len > 0) {
        r->record = node_of_path(&r->shape, input->records);
        input->table_count = 0;
    } else if (input->table_count > 0) {
        if (read_choose_table(input, r->err) < 0)
            return r->err->rc;
        r->record = r->tables[input->table];
    } else {
        r->record = only_record(&r->shape);
    }
    if (r->record == XML_NOTHING)
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_XML_NO_RECORDS, input->path,
                       WN_FMT(input->records));
    return WN_OK;
}

/* ---- events ----------------------------------------------------------------------- */

static void put(struct reader *r, uint32_t node, wn_str value)
{
    int32_t column = r->shape.nodes[node].column;

    if (column < 0 || r->err->rc < 0)
        return;
    wn_buf *to = &r->values[column];
    if (r->depth == 0) /* of an element around: the last one counts */
        to->len = 0;
    if (to->len + value.len > READ_MAX_CELL) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return;
    }
    if (to->len > 0 && value.len > 0)
        wn_buf_add(to, WN_STR(" | "));
    wn_buf_add(to, value);
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
        uint32_t node = xml_shape_child(&r->shape, r->current, (wn_str){name, len + 1});
        if (node != XML_NOTHING)
            put(r, node, (wn_str){(const char *)a[3], (size_t)(a[4] - a[3])});
    }
}

static void on_start(void *data, const char *name, const read_attrs *attrs)
{
    struct reader *r = data;
    uint32_t child = r->unknown ? XML_NOTHING
                                : xml_shape_child(&r->shape, r->current, wn_str_of(name));

    if (child == XML_NOTHING || r->level + 1 >= (int)WN_COUNT(r->own)) {
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
    }
    put_attributes(r, attrs);
}

static void forget_inner(struct reader *r)
{
    for (size_t c = 0; c < r->inner_columns; c++)
        r->values[c].len = 0;
}

static void emit(struct reader *r)
{
    wn_record *record = wn_batch_append(r->batch);
    size_t count = r->input->column_count;

    record->line = r->line;
    record->source_count = (uint32_t)count;
    record->source = wn_arena_alloc(&r->batch->arena, (count + 1) * sizeof(wn_str));
    for (size_t i = 0; i < count; i++) {
        record->source[i] = wn_arena_str(&r->batch->arena, wn_buf_str(&r->values[i]));
        if (r->input->has_lost && r->batch->entity &&
            memmem(record->source[i].ptr, record->source[i].len, "\xEF\xBF\xBD", 3))
            wn_record_note(record, &r->batch->arena,
                           r->batch->entity->implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                           record->source[i]);
    }
    forget_inner(r);
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
        put(r, r->current, wn_str_trim(wn_buf_str(own)));
    if (r->depth > 0 && --r->depth == 0)
        emit(r);
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

/* The encoding that the file itself names, where its bytes are not UTF-8. */
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
    for (size_t i = 0; r->values && i < r->input->column_count; i++)
        wn_buf_release(&r->values[i]);
    for (size_t i = 0; i < WN_COUNT(r->own); i++)
        wn_buf_release(&r->own[i]);
    xml_shape_release(&r->shape);
    free(r->values);
    free(r->tables);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->text.fd = -1;
    input->table_count = input->note_count = 0;
    believe_declaration(input);
    if (xml_shape_read(&r->shape, input, err) < 0 || choose_record(r) < 0)
        return err->rc;
    set_columns(r);
    if (err->rc < 0 || read_text_open(&r->text, input, err) < 0)
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
