/* xml_shape.h - which elements an XML file is made of. */
#ifndef READ_XML_SHAPE_H
#define READ_XML_SHAPE_H

#include "read.h"

#define XML_NOTHING UINT32_MAX

/* An element or attribute, by its place: all that stand there are one. */
typedef struct xml_node {
    wn_str name;                                    /* local; of an attribute "@Name" */
    uint32_t parent, first_child, last_child, next; /* next: of the same parent */
    uint32_t children;
    uint64_t count;  /* how often it is there */
    uint64_t bytes;  /* of all of them, tags included */
    uint64_t opened; /* where the current one began */
    uint64_t times;  /* how often it was opened; */
    uint64_t in;     /* which of its parents the current one is in, */
    uint32_t here;   /* and how often it was there so far */
    bool repeats;    /* several times in one parent */
    bool has_text;   /* and no child, or text beside its children */
    bool is_attribute;
    int32_t column; /* of the chosen record's cells, or -1 */
} xml_node;

typedef struct xml_shape {
    wn_input *input;
    wn_error *err;
    wn_map many;     /* children of parents that have many, by parent and name */
    xml_node *nodes; /* 0: the document */
    size_t count, room;
} xml_shape;

/* Read the whole file and note its elements. Quick and lenient: whether it is XML at all
 * is for the parser to say. A DTD fails. */
wn_rc xml_shape_read(xml_shape *s, wn_input *input, wn_error *err);
/* The child of that name, or XML_NOTHING. */
uint32_t xml_shape_child(const xml_shape *s, uint32_t parent, wn_str name);
/* "Accounts/Account", from the root's children on. */
wn_str xml_shape_path(const xml_shape *s, uint32_t node, wn_arena *arena);
void xml_shape_release(xml_shape *s);

#endif
