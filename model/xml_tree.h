/*
 * xml_tree.h - a mapping or model file as a list of elements with positions.
 *
 * Inside model/ only. scan.c finds the mistakes that people make with
 * XML and where every attribute stands; xml_tree.c lets libxml2 parse the text
 * that scan.c mended, and brings both together.
 */
#ifndef MODEL_XML_TREE_H
#define MODEL_XML_TREE_H

#include "core/mapping.h"

typedef struct xml_attr {
    wn_str name, value;
    uint32_t line, column; /* of the name; in characters, 1-based */
    uint32_t width;        /* from the name to the closing quote */
} xml_attr;

typedef struct xml_node {
    wn_str name;
    int parent; /* index, or -1 */
    uint32_t line, column;
    xml_attr *attrs;
    size_t attr_count;
} xml_node;

typedef struct xml_doc {
    char *path;
    wn_arena arena;
    wn_str text;     /* UTF-8, as people see it in their editor */
    xml_node *nodes; /* document order */
    size_t count, room;
    wn_str last; /* the line that xml_line returned last; its number is last_line */
    uint32_t last_line;
    char sha256[2 * WN_SHA256_SIZE + 1];
    wn_diags *diags;
} xml_doc;

/* Read, decode, scan, parse. Mistakes go into diags; WN_E_MAPPING when the
 * file could not be read or no element could be made of it. */
wn_rc xml_load(xml_doc *doc, const char *path, wn_diags *diags);
/* The same from memory; `name` stands for the path. */
wn_rc xml_parse(xml_doc *doc, const char *name, wn_str bytes, wn_diags *diags);
void xml_release(xml_doc *doc);
void xml_forget_nodes(xml_doc *doc); /* remove all nodes: they cannot be used */
const xml_attr *xml_attr_find(const xml_node *node, const char *name);
/* The value of an attribute, or "" when it is not written. */
wn_str node_text(const xml_node *node, const char *name);

/* The line with this number, without its newline. */
wn_str xml_line(xml_doc *doc, uint32_t line);

/* Scan: fill doc->nodes with names and positions, note mistakes, and write
 * the mended text, which has the same lines, to `mended`. */
void xml_scan(xml_doc *doc, wn_buf *mended);
/* True for elements of the language that hold others; that hold this one. */
bool xml_is_container(wn_str name);
bool xml_may_hold(wn_str parent, wn_str name);
/* The name of the element of the language that is spelt like this but for capitals, else
 * the name itself. */
wn_str xml_proper(wn_str name);

/* A mistake at an attribute, or at the element when attr is NULL. */
#define xml_note(doc, node, attr, ...)                                           \
    wn_diag_add((doc)->diags, (doc)->path, (attr) ? (attr)->line : (node)->line, \
                (attr) ? (attr)->column : (node)->column,                        \
                (attr) ? (attr)->width : (uint32_t)(node)->name.len + 1,         \
                xml_line((doc), (attr) ? (attr)->line : (node)->line), __VA_ARGS__)

#endif
