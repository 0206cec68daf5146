/*
 * standard.h - a mapping as people read it: the data standard, and what it changes.
 *
 * It is made as headings, notes and tables of plain texts, once for each language; the
 * terminal and a page show the same. It says what the mapping says, and nothing of data:
 * no file of the old system is read.
 */
#ifndef COMMANDS_STANDARD_H
#define COMMANDS_STANDARD_H

#include "core/mapping.h"
#include "core/memory.h"

#define STANDARD_CELLS 5

typedef enum wn_standard_kind {
    STANDARD_HEADING, /* cells[0]; level 2 or 3 */
    STANDARD_NOTE,    /* cells[0] */
    STANDARD_TABLE,   /* the headings of its columns; its rows follow */
    STANDARD_ROW,
} wn_standard_kind;

typedef struct wn_standard_line {
    wn_standard_kind kind;
    int level;
    size_t count;
    wn_str cells[STANDARD_CELLS];
} wn_standard_line;

typedef struct wn_standard {
    wn_lang lang;
    wn_str title;
    wn_standard_line *lines;
    size_t count, room;
    wn_arena arena;
} wn_standard;

/* `text`: the XML of the plan's only mapping. Release *out in any case. */
void wn_standard_make(wn_standard *out, const wn_plan *plan, wn_str text, wn_lang lang);
/* Only what changes for the people who work with the data: for trainers. */
void wn_standard_changes(wn_standard *out, const wn_plan *plan, wn_str text,
                         wn_lang lang);
void wn_standard_release(wn_standard *standard);
/* A page of all languages, this one first. `all`: by language. */
void wn_standard_page(const wn_standard *all, wn_lang first, wn_buf *out);

#endif
