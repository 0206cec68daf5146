/*
 * xml_edit.h - changes some elements of an XML text and leaves every other byte as it is:
 * comments, order, blanks. The text must be well-formed, as model/ has checked before.
 */
#ifndef WORKBOOK_XML_EDIT_H
#define WORKBOOK_XML_EDIT_H

#include "core/text.h"

#define EDIT_NO_REF UINT32_MAX

typedef struct edit_attr {
    wn_str name, value; /* value: without entities */
    size_t from, to;    /* the blank before the name, and behind the closing quote */
} edit_attr;

typedef struct edit_node {
    wn_str name;
    int parent;      /* index, or -1 */
    size_t from, to; /* the start tag */
    size_t end;      /* behind the whole element */
    edit_attr *attrs;
    size_t attr_count, attr_room;
    uint32_t ref; /* the caller's: what the element is made of; or EDIT_NO_REF */
} edit_node;

/* A part of the text that gets another text. */
typedef struct edit_change {
    size_t from, to;
    wn_str text;
    uint32_t ref;
    size_t order;
} edit_change;

/* Where an element with a ref stands in the changed text. */
typedef struct edit_span {
    size_t from, to;
    uint32_t ref;
} edit_span;

typedef struct edit_doc {
    wn_arena arena;
    wn_str text;
    edit_node *nodes; /* in the order of the text */
    size_t count, room;
    edit_change *changes;
    size_t change_count, change_room;
} edit_doc;

/* `text` is borrowed. */
void edit_open(edit_doc *doc, wn_str text);
void edit_close(edit_doc *doc);
/* The value of the attribute, or "" when it is not written. */
wn_str edit_value(const edit_node *node, const char *name);
bool edit_has(const edit_node *node, const char *name);

/* Set an attribute, or remove it. Nothing happens where it says so already. */
void edit_set(edit_doc *doc, edit_node *node, const char *name, wn_str value);
void edit_unset(edit_doc *doc, edit_node *node, const char *name);
/* Put another text in the place of the element with all that is in it. */
void edit_replace(edit_doc *doc, edit_node *node, wn_str text);
/* Remove the element, and its line if nothing else stands there. */
void edit_remove(edit_doc *doc, edit_node *node);
/* Add a line: before the element's line; as the last one in an element that has an end
 * tag. `text` is one element, and `ref` is its ref. */
void edit_add_before(edit_doc *doc, const edit_node *node, wn_str text, uint32_t ref);
void edit_add_last(edit_doc *doc, const edit_node *parent, wn_str text, uint32_t ref);

/* Append the changed text to out. *spans: where elements with refs are, in order; the
 * caller frees it. Returns their number. */
size_t edit_apply(edit_doc *doc, wn_buf *out, edit_span **spans);

#endif
