/* shape.h - what a file of nested values (XML, JSON) is made of: its places as a tree,
 * the tables among them, and what links one to another. */
#ifndef READERS_SHAPE_H
#define READERS_SHAPE_H

#include "read.h"

#define SHAPE_NOTHING UINT32_MAX
#define SHAPE_MOST_TABLES 256

/* A place: an element or attribute of XML, a key of JSON. All values that stand there are
 * one node. */
typedef struct shape_node {
    wn_str name;                                    /* local; of an attribute "@Name" */
    uint32_t parent, first_child, last_child, next; /* next: of the same parent */
    uint32_t children;
    uint32_t last_found; /* child that was looked for last */
    uint64_t count;      /* how often it is there */
    uint64_t filled;     /* how often it says something */
    uint64_t bytes;      /* of all of them, tags included */
    uint64_t opened;     /* where the current one began */
    uint64_t in;         /* which of its parents the current one is in, */
    uint32_t here;       /* and how often it was there so far */
    bool repeats;        /* several times in one parent */
    bool has_text;       /* and no child, or text beside its children */
    bool is_attribute;
    bool is_list;     /* JSON: it stands in an array */
    bool is_table;    /* its values are records of a table of their own */
    bool is_yes;      /* JSON: one was something else than false, null or "" */
    bool shares_line; /* two of them stand in one line */
    bool is_said;     /* the current one says something */
    bool has_parts;   /* a child with children was in the current one, */
    bool is_late;     /* and this came behind such a one */
    bool is_around;   /* it has keys of the chosen records */
    int32_t column;   /* of the chosen record's cells, or -1 */
} shape_node;

typedef struct shape {
    wn_input *input;
    wn_map many;       /* children of parents that have many, by parent and name */
    shape_node *nodes; /* 0: the document */
    size_t count, room;
    uint64_t line_end; /* where the last line before here ends */
} shape;

void shape_init(shape *s, wn_input *input);
/* The child of that name, or SHAPE_NOTHING. */
uint32_t shape_child(shape *s, uint32_t parent, wn_str name);
/* A new child; SHAPE_NOTHING: there are too many, or its name is too long. */
uint32_t shape_add(shape *s, uint32_t parent, wn_str name, bool is_attribute);
/* One more of them begins, ends. */
void shape_enter(shape *s, uint32_t node, uint64_t place);
void shape_leave(shape *s, uint32_t node, uint64_t place);
/* The current one says something. */
void shape_say(shape *s, uint32_t node);
/* "Accounts/Account", from the first element's children on; of that itself "/". */
wn_str shape_path(const shape *s, uint32_t node, wn_arena *arena);
void shape_release(shape *s);
/* The same places for another reader; their names in the arena, or NULL: where they are.
 */
shape shape_copy(const shape *s, wn_arena *names);

/* xml_shape.c: read the whole text and note its elements. Quick and lenient: whether it
 * is XML at all is for the parser to say. A DTD fails. */
wn_rc xml_shape_read(shape *s, read_text *text, wn_error *err);

/* ---- nested.c: which places are tables -------------------------------------------- */

/* A value of a record around, which says whose a record is. */
typedef struct shape_key {
    uint32_t node, owner; /* the value, and what has it */
    wn_str column;        /* "../@Number" */
} shape_key;

typedef struct shape_keys {
    shape_key *items;
    size_t count, room;
} shape_keys;

/* List the tables (input->tables), set is_table, and choose one: by sheet=, or the first;
 * `alone` is the only record of a file without any. With records= there are no tables, so
 * that a record has all that is within it. *node_out: its place, or SHAPE_NOTHING. */
wn_rc shape_choose(shape *s, uint32_t alone, uint32_t *node_out, wn_error *err);
/* Letters and digits of a name alone, small: "@is_primary" is "isprimary". False: it does
 * not fit. */
bool shape_bare_name(wn_str name, char *out, size_t room);
/* The values around a record that say whose it is; or all that there are. */
void shape_find_keys(shape *s, uint32_t record, bool all, shape_keys *out);

#endif
