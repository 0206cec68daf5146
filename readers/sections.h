/* sections.h - several tables in one delimited text, each row of one of them. */
#ifndef READERS_SECTIONS_H
#define READERS_SECTIONS_H

#include "cut.h"

typedef struct section {
    wn_str name;
    size_t columns;
    uint64_t rows;
    bool is_given; /* its header was */
} section;

typedef struct sections sections;

/* One way to put them into a text: what row() is given it hands on with sections_add and
 * sections_row_of, the same at each time through. */
typedef struct sections_kind {
    bool (*is)(wn_str head, read_dialect *dialect); /* of which it sets what it must */
    void (*row)(sections *s, const read_row *row);
    /* How many cells a row should have that begins so; 0: not known. */
    size_t (*columns)(const sections *s, wn_str first);
    void (*begin)(sections *s); /* the text, once more */
    void (*free)(sections *s);
    size_t size;        /* of its own state */
    bool is_first_main; /* the others belong to the first; else the widest is read */
} sections_kind;

extern const sections_kind sections_typed, sections_template;

struct sections {
    const sections_kind *kind;
    void *state; /* the kind's own */
    wn_input *input;
    read_rows *rows; /* where those of the chosen one go; NULL: they are counted */
    section *items;
    size_t count, room;
    wn_map names;
    uint64_t strays; /* rows that are of none */
    wn_str stray;    /* the first cell of one */
    wn_arena arena;
};

/* NULL: the text is one table. */
sections *sections_find(wn_input *input, read_dialect *dialect);
void sections_free(sections *s);
void sections_row(sections *s, const read_row *row);
size_t sections_columns(const sections *s, wn_str first);
/* All rows were seen once: the input's tables are set, and one of them is chosen; its
 * rows go to `rows` the next time. */
wn_rc sections_choose(sections *s, read_rows *rows);

/* For kinds. A new one, and its number; its name is made unique. */
#define SECTIONS_MOST 256
size_t sections_add(sections *s, wn_str name, size_t columns);
/* A row of it: its header, or a record. */
void sections_names_of(sections *s, size_t which, const read_row *row);
void sections_row_of(sections *s, size_t which, const read_row *row);
void sections_stray(sections *s, const read_row *row);

#endif
