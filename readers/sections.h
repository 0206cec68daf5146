/* sections.h - several tables in one delimited text; each row belongs to one of them. */
#ifndef READERS_SECTIONS_H
#define READERS_SECTIONS_H

#include "cut.h"

typedef struct section {
    wn_str name;
    size_t columns;
    uint64_t rows;
    bool is_given; /* its header was handed on */
} section;

typedef struct sections sections;

/* One way to write several tables into one text. Its row() gets each row of the text and
 * hands it on with sections_add and sections_row_of. It must do the same each time the
 * text is read. */
typedef struct sections_kind {
    bool (*is)(wn_str head, read_dialect *dialect); /* may set the dialect */
    void (*row)(sections *s, const read_row *row);
    /* How many cells a row with this first cell should have; 0: not known. */
    size_t (*columns)(const sections *s, wn_str first);
    void (*begin)(sections *s); /* the text is read once more from its beginning */
    void (*free)(sections *s);
    size_t size;        /* bytes of the kind's state */
    bool is_first_main; /* read the first table by default; false: the widest */
} sections_kind;

extern const sections_kind sections_typed, sections_template;

struct sections {
    const sections_kind *kind;
    void *state; /* of the kind, `size` bytes */
    wn_input *input;
    read_rows *rows; /* gets the rows of the chosen table; NULL: rows are only counted */
    section *items;
    size_t count, room;
    wn_map names;
    uint64_t strays; /* rows that belong to no table */
    wn_str stray;    /* the first cell of the first such row */
    wn_arena arena;
};

/* Find the kind of the text; NULL: it is one table. Free it with sections_free. */
sections *sections_find(wn_input *input, read_dialect *dialect);
void sections_free(sections *s);
void sections_row(sections *s, const read_row *row);
size_t sections_columns(const sections *s, wn_str first);
/* Call it when all rows were seen once. Sets the input's tables and chooses one. The next
 * time through the text, its rows go to `rows`. */
wn_rc sections_choose(sections *s, read_rows *rows);

/* For kinds: add a table. Returns its number; its name is made unique. */
#define SECTIONS_MOST 256
size_t sections_add(sections *s, wn_str name, size_t columns);
/* For kinds: hand on a row of a table: its header, a record. */
void sections_names_of(sections *s, size_t which, const read_row *row);
void sections_row_of(sections *s, size_t which, const read_row *row);
void sections_stray(sections *s, const read_row *row);

#endif
