/* shape.h - the structure of a file of nested values (XML, JSON): its places as a tree,
 * which of them are tables, and what links one table to another. */
#ifndef READERS_SHAPE_H
#define READERS_SHAPE_H

#include "read.h"

#define SHAPE_NOTHING UINT32_MAX
#define SHAPE_MOST_TABLES 256

/* A place in the file: an element or attribute of XML, a key of JSON. All values in the
 * same place are one node. "The current one": the value that the scan is in. */
typedef struct shape_node {
    wn_str name; /* local name; "@Name" for an attribute */
    uint32_t parent, first_child, last_child, next; /* next: of the same parent */
    uint32_t children;
    uint32_t last_found; /* the child that was searched for last */
    uint64_t count;      /* how often it occurs */
    uint64_t filled;     /* how often it has a value */
    uint64_t bytes;      /* of all its occurrences, with tags */
    uint64_t opened;     /* place in the file where the current one began */
    uint64_t in;   /* number of the parent's occurrence that the current one is in */
    uint32_t here; /* how often it occurred in that parent so far */
    bool repeats;  /* it occurs more than once in one parent */
    bool has_text; /* it has text: beside its children, or without any */
    bool is_attribute;
    bool is_list;     /* JSON: it stands in an array */
    bool is_table;    /* its occurrences are records of a table of their own */
    bool is_yes;      /* JSON: one value was not false, null or "" */
    bool shares_line; /* two of its occurrences stand in one line */
    bool is_said;     /* the current one has a value */
    bool has_parts;   /* a child with children occurred in the current one */
    bool is_late;     /* it occurs after such a child of its parent */
    bool is_around;   /* it holds keys of the chosen records */
    int32_t column;   /* its column in the chosen records, or -1 */
} shape_node;

typedef struct shape {
    wn_input *input;
    wn_map many;       /* (parent, name) -> child, for parents with many children */
    shape_node *nodes; /* 0: the document */
    size_t count, room;
    uint64_t line_end; /* where the line before the current one ends */
} shape;

void shape_init(shape *s, wn_input *input);
/* The child of that name, or SHAPE_NOTHING. */
uint32_t shape_child(shape *s, uint32_t parent, wn_str name);
/* Add a child. SHAPE_NOTHING: there are too many nodes, or the name is too long. The name
 * is copied into the input's arena. */
uint32_t shape_add(shape *s, uint32_t parent, wn_str name, bool is_attribute);
/* An occurrence of the node begins, ends; `place`: where in the file, in bytes. */
void shape_enter(shape *s, uint32_t node, uint64_t place);
void shape_leave(shape *s, uint32_t node, uint64_t place);
/* The current occurrence has a value. */
void shape_say(shape *s, uint32_t node);
/* The path of a node, from the children of the top element on: "Accounts/Account"; "/" if
 * the node has no name. */
wn_str shape_path(const shape *s, uint32_t node, wn_arena *arena);
void shape_release(shape *s);
/* A copy for another reader. Its names are copied into the arena; NULL: they stay where
 * they are. */
shape shape_copy(const shape *s, wn_arena *names);

/* xml_shape.c: read the whole text and collect its elements. It is fast and lenient: the
 * parser will tell whether it is XML at all. A DTD is an error. */
wn_rc xml_shape_read(shape *s, read_text *text, wn_error *err);

/* ---- nested.c: which places are tables -------------------------------------------- */

/* A value of an element around the records: it says to whom a record belongs. */
typedef struct shape_key {
    uint32_t node, owner; /* the value's node, and the node that holds it */
    wn_str column;        /* "../@Number" */
} shape_key;

typedef struct shape_keys {
    shape_key *items;
    size_t count, room;
} shape_keys;

/* List the tables (input->tables), set is_table and choose one: the one that sheet=
 * names, else the first. `alone`: the node to read if the file has no table. With
 * records= no tables are listed, so a record has all that is within it. *node_out: the
 * node to read; SHAPE_NOTHING: there is none. */
wn_rc shape_choose(shape *s, uint32_t alone, uint32_t *node_out, wn_error *err);
/* Reduce a name to its letters and digits, in lower case: "@is_primary" -> "isprimary".
 * False: `out` is too small. */
bool shape_bare_name(wn_str name, char *out, size_t room);
/* Find the values around the records that say to whom a record belongs; `all`: all values
 * around them. */
void shape_find_keys(shape *s, uint32_t record, bool all, shape_keys *out);

#endif
