/*
 * xml.c - records in XML, with libxml2's streaming reader.
 *
 * A record is an element; its attributes and the elements inside become
 * columns: "@Number", "Name", "Address/City", "Phone/@type". What repeats is
 * joined with " | ". Columns are only known when all records were seen, so
 * the file is read twice, one record in memory at a time. A DTD is refused:
 * no entities, nothing read from elsewhere.
 */
#include "read.h"

#include "winnow/file.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reader {
    wn_input *input;
    wn_error *err;
    xmlTextReader *xml;
    wn_map columns; /* name -> index + 1 */
    wn_str *names;
    size_t count, room;
    wn_str path[64]; /* of the record element; "" : any child of the root */
    size_t path_len;
    wn_buf *values; /* by column, of the record being read */
    bool more;      /* the reader stands on a node not looked at yet */
    uint64_t records;
};

static void on_error(void *data, xmlErrorPtr error)
{
    struct reader *r = data;
    wn_str why = wn_str_trim(wn_str_of(error->message));

    if (error->level < XML_ERR_ERROR)
        return;
    if (r->err->rc >= 0) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_XML_BROKEN, WN_FMT(why));
        wn_error_at(r->err, r->input->path, error->line > 0 ? (uint64_t)error->line : 0);
    }
}

static wn_rc fail(struct reader *r, wn_word word)
{
    return wn_fail(r->err, WN_E_SOURCE, word, r->input->path);
}

/* ---- one record: a small tree -------------------------------------------------------
 */

typedef struct walk {
    struct reader *reader;
    wn_buf name;  /* path of the node, from the record element */
    bool collect; /* first pass: only learn the columns */
} walk;

static void put(walk *w, wn_str value)
{
    struct reader *r = w->reader;
    wn_str name = wn_buf_str(&w->name);
    bool is_new = false;

    if (r->err->rc < 0)
        return;
    int64_t *index = wn_map_set(&r->columns, wn_print_of(name), &is_new);
    if (is_new) {
        if (r->count >= READ_MAX_COLUMNS) {
            wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_COLUMNS,
                    (unsigned long long)READ_MAX_COLUMNS);
            wn_error_at(r->err, r->input->path, 0);
            return;
        }
        r->names = wn_grow(r->names, r->count, &r->room, sizeof(*r->names));
        r->names[r->count++] = wn_arena_str(&r->input->arena, name);
        *index = (int64_t)r->count;
    }
    if (w->collect || (size_t)*index > r->input->column_count)
        return;
    wn_buf *to = &r->values[*index - 1];
    if (to->len + value.len > READ_MAX_CELL) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return;
    }
    if (to->len > 0 && value.len > 0)
        wn_buf_add(to, WN_STR(" | "));
    wn_buf_add(to, value);
}

static void walk_attributes(walk *w, const xmlNode *node)
{
    size_t len = w->name.len;

    for (const xmlAttr *a = node->properties; a; a = a->next) {
        wn_buf_format(&w->name, "%s@%s", len ? "/" : "", (const char *)a->name);
        xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
        put(w, wn_str_of((const char *)value));
        xmlFree(value);
        w->name.len = len;
    }
}

static bool is_leaf(const xmlNode *node)
{
    for (const xmlNode *c = node->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            return false;
    return true;
}

static void walk_node(walk *w, const xmlNode *node)
{
    walk_attributes(w, node);
    if (is_leaf(node) && w->name.len > 0) {
        xmlChar *text = xmlNodeGetContent(node);
        put(w, wn_str_trim(wn_str_of((const char *)text)));
        xmlFree(text);
        return;
    }
    for (const xmlNode *c = node->children; c; c = c->next) {
        size_t len = w->name.len;
        if (c->type != XML_ELEMENT_NODE)
            continue;
        wn_buf_format(&w->name, "%s%s", len ? "/" : "", (const char *)c->name);
        walk_node(w, c); /* as deep as libxml2 allows: 256 */
        w->name.len = len;
    }
}

/* ---- finding records
 * ------------------------------------------------------------------- */

static bool is_record(const struct reader *r, const xmlNode *node)
{
    size_t left = r->path_len;

    if (left == 0)
        return node->parent && node->parent->type == XML_ELEMENT_NODE &&
               node->parent->parent && node->parent->parent->type != XML_ELEMENT_NODE;
    for (; left > 0; left--, node = node->parent)
        if (!node || node->type != XML_ELEMENT_NODE ||
            !wn_str_equal(r->path[left - 1], wn_str_of((const char *)node->name)))
            return false;
    return true;
}

/* The next record's tree, or NULL at the end or at an error. */
static const xmlNode *next_record(struct reader *r)
{
    for (;;) {
        int got = r->more ? xmlTextReaderNext(r->xml) : xmlTextReaderRead(r->xml);
        r->more = false;
        if (got != 1 || r->err->rc < 0) {
            if (got < 0)
                fail(r, WN_SAY_READ_XML_CUT);
            return NULL;
        }
        int type = xmlTextReaderNodeType(r->xml);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE) {
            fail(r, WN_SAY_READ_XML_DTD);
            return NULL;
        }
        if (type != XML_READER_TYPE_ELEMENT ||
            !is_record(r, xmlTextReaderCurrentNode(r->xml)))
            continue;
        const xmlNode *node = xmlTextReaderExpand(r->xml);
        if (!node && r->err->rc >= 0)
            fail(r, WN_SAY_READ_XML_CUT);
        r->more = true;
        return node;
    }
}

static wn_rc open_xml(struct reader *r)
{
    int fd = wn_file_open(r->input->path, WN_E_SOURCE, r->err);

    if (fd < 0)
        return r->err->rc;
    if (r->xml)
        xmlFreeTextReader(r->xml);
    close(fd); /* libxml2 opens it again by name: an ordinary file, as we know now */
    r->xml = xmlReaderForFile(r->input->path, NULL,
                              XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
    if (!r->xml)
        return fail(r, WN_SAY_READ_XML_CUT);
    xmlTextReaderSetStructuredErrorHandler(r->xml, (xmlStructuredErrorFunc)on_error, r);
    r->more = false;
    return WN_OK;
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    if (s.len > 14 && wn_str_equal_nocase((wn_str){s.ptr, 14}, WN_STR("<!doctype html")))
        return 0;
    if (s.len > 5 && wn_str_equal_nocase((wn_str){s.ptr, 5}, WN_STR("<html")))
        return 0;
    return s.len > 3 && s.ptr[0] == '<' ? 90 : 0;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;
    walk w = {.reader = r};

    while (!wn_batch_is_full(batch)) {
        const xmlNode *node = next_record(r);
        if (!node || r->err->rc < 0)
            break;
        for (size_t i = 0; i < r->input->column_count; i++)
            r->values[i].len = 0;
        walk_node(&w, node);
        r->input->consumed = (uint64_t)xmlTextReaderByteConsumed(r->xml);
        wn_record *record = wn_batch_append(batch);
        record->line = (uint64_t)xmlGetLineNo(node);
        record->source_count = (uint32_t)r->input->column_count;
        record->source =
            wn_arena_alloc(&batch->arena, record->source_count * sizeof(*record->source));
        for (size_t i = 0; i < record->source_count; i++) {
            record->source[i] = wn_arena_str(
                &batch->arena,
                (wn_str){r->values[i].ptr ? r->values[i].ptr : "", r->values[i].len});
            if (batch->entity &&
                memmem(record->source[i].ptr, record->source[i].len, "\xEF\xBF\xBD", 3))
                wn_record_note(record, &batch->arena,
                               batch->entity->implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                               record->source[i]);
        }
    }
    wn_buf_release(&w.name);
    if (r->err->rc < 0)
        return r->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    if (r->xml)
        xmlFreeTextReader(r->xml);
    wn_map_release(&r->columns);
    for (size_t i = 0; r->values && i < r->input->column_count; i++)
        wn_buf_release(&r->values[i]);
    free(r->values);
    free(r->names);
    free(r);
}

static void parse_path(struct reader *r)
{
    wn_str rest = r->input->records;

    while (rest.len > 0 && r->path_len < WN_COUNT(r->path)) {
        wn_str name = wn_str_trim(wn_str_cut(&rest, WN_STR("/")));
        if (name.len > 0)
            r->path[r->path_len++] = name;
    }
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));
    walk w = {.reader = r, .collect = true};
    const xmlNode *node;

    *reader_out = r;
    r->input = input;
    r->err = err;
    parse_path(r);
    if (open_xml(r) < 0)
        return err->rc;
    while ((node = next_record(r))) {
        walk_node(&w, node);
        r->records++;
    }
    wn_buf_release(&w.name);
    if (err->rc >= 0 && r->records == 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_XML_NO_RECORDS, input->path,
                WN_FMT(input->records));
    if (err->rc < 0)
        return err->rc;
    input->columns = wn_arena_alloc(&input->arena, r->count * sizeof(*input->columns));
    memcpy(input->columns, r->names, r->count * sizeof(*input->columns));
    input->column_count = r->count;
    r->values = wn_alloc(r->count, sizeof(*r->values));
    return open_xml(r);
}

const wn_reader_class wn_reader_xml = {
    .name = "xml",
    .en = "XML: one element a record, its attributes and children the columns",
    .zh = "XML：一个元素一条记录，属性和子元素为列",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
