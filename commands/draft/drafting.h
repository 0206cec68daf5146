/*
 * drafting.h - shared by the files of commands/draft/ only.
 *
 *   look.c    the tables of all files, and their first rows
 *   values.c  what the values of a column are like
 *   fields.c  which field of which entity a meaning is (fields.tsv), and the model's
 *   column.c  what a column means: by its name, if its values do not contradict it
 *   entity.c  what a table is a list of
 *   split.c   lists of two things in one: companies and people
 *   key.c     what tells a record from others
 *   named.c   companies that others point to by name
 *   link.c    which column points to which table
 *   region.c  the country of phone numbers
 *   dates.c   dates whose day and month cannot be told apart
 *   decimals.c  numbers whose mark may be before a fraction, or group
 *   lists.c   columns with a few values again and again
 *   system.c  whose keys mean the same
 *   doubt.c   what is not certain, in words
 *   unsure.c  what somebody should look at
 *   mask.c    how values of a column may be shown, by its name
 *   write.c   the mapping as XML; write_model.c: the model
 *   draft.c   the order of these
 *
 * A decision that a person has answered (wn_draft_answer) is taken as answered.
 */
#ifndef COMMANDS_DRAFT_DRAFTING_H
#define COMMANDS_DRAFT_DRAFTING_H

#include "headings/column_name.h"

#include "core/draft.h"
#include "core/hash.h"
#include "model/pack.h"

/* ---- columns ---------------------------------------------------------------------- */

#define DRAFT_SOME 100 /* different values of a column that types are tried on */

typedef enum draft_how {
    DRAFT_UNKNOWN, /* nobody knows it: a text, or a type by its values */
    DRAFT_BY_NAME,
    DRAFT_BY_PART,     /* by its name without prefixes, suffixes, units */
    DRAFT_BY_LIKENESS, /* its name is like a known one */
    DRAFT_BY_VALUES,
    DRAFT_BY_ANSWER,
} draft_how;

typedef struct draft_column {
    wn_str name;
    heading says;
    const heading_meaning *meaning; /* what it is taken for; NULL: nothing */
    draft_how how;
    const heading_meaning
        *refuted;        /* what its name says and its values do not; or NULL */
    const char *guessed; /* type by its values, where there is no meaning */
    bool is_packed;      /* the known system's mapping takes it */
    bool no_key; /* called like a key, but rows that share it differ, or many lack it */
    const char *order;         /* of dates that do not show theirs: "dmy"; or NULL */
    bool has_dates, has_texts; /* of a sheet: half of its dates were exchanged */
    /* of the rows that were looked at */
    size_t filled, distinct;
    size_t characters;       /* of the filled ones */
    wn_map values;           /* value -> how often */
    wn_str some[DRAFT_SOME]; /* different ones, in the order they come */
    size_t some_count;
} draft_column;

/* ---- tables and their parts ------------------------------------------------------- */

#define DRAFT_NOWHERE (-1)

/* A <file>: the records of one entity in a table. */
typedef struct draft_part {
    int entity;
    wn_str where;   /* the rows, as a mapping says it; "": all */
    bool once;      /* rows repeat a record */
    bool is_pack;   /* as a known system's mapping has it */
    int node;       /* of that mapping's <file> */
    wn_str key;     /* columns, "A + B"; "": the row's content */
    int key_column; /* where it is one column, else -1 */
    bool by_name;   /* that is what the records are called; their number is another */
    int number_column;
    bool is_beside; /* people to ask for, beside their companies in a list of these */
    bool *rows;     /* by row: it is of this part; NULL: all are */
    bool *has;      /* by column: it belongs to this part */
    int *links;     /* by column: index of the entity that it points to, or -1 */
    const struct draft_part *kin; /* whose records it points to: of the same system */
    wn_str system;                /* "": not yet said */
    wn_map names;                 /* key -> a hash of what the record is called */
    size_t system_at;             /* in the mapping: where system= goes */
} draft_part;

#define DRAFT_PARTS 3

typedef struct draft_table {
    const char *path;
    wn_str file_name; /* as the mapping has it: with folders where others are called so */
    wn_input input;
    wn_batch rows;
    bool is_whole;  /* these are all of its rows */
    wn_str skipped; /* why it is not read; "": it is */
    draft_column *columns;
    size_t count;
    unsigned languages; /* of its columns' names, bits as in name.h */
    const char *called; /* what its name says it is a list of: "order_line"; or NULL */
    const char *kind;   /* the same, or what that of another of the same columns says */
    bool is_known;      /* an export of a known system */
    wn_pack_match match;
    draft_part parts[DRAFT_PARTS];
    size_t part_count;
    char region[3];     /* country of its phone numbers, or "" */
    wn_str region_from; /* columns that say it for each row, or "" */
    uint64_t header;    /* a hash of its columns' names */
} draft_table;

/* ---- entities --------------------------------------------------------------------- */

#define DRAFT_ENTITIES 16 /* that fields.tsv has columns for, and those of the model */

typedef struct draft_field {
    wn_str name, type, target, en, zh;
} draft_field;

typedef struct draft_entity {
    wn_str name;
    bool in_model;      /* that ships */
    draft_field *model; /* its fields there */
    size_t model_count, model_room;
    wn_buf fields; /* <field> elements that the draft adds */
    wn_map added;  /* their names */
    wn_map types;  /* field that the draft adds -> a hash of its type */
} draft_entity;

/* A row of fields.tsv. */
typedef struct draft_row {
    wn_str meaning, fields[DRAFT_ENTITIES];
    unsigned speaks[DRAFT_ENTITIES];
} draft_row;

typedef struct draft {
    const wn_draft_request *request;
    wn_drafted *out;
    wn_error *err;
    draft_table **tables;
    size_t table_count, table_room;
    draft_entity *entities;
    size_t entity_count, entity_room;
    draft_row *rows;
    size_t row_count, row_room;
    wn_buf lists;   /* <list> elements that the draft adds to the model */
    size_t counted; /* bytes of the mapping, with so many lines */
    uint32_t lines;
    wn_str system; /* of <source>: what files are of that say nothing else */
    wn_arena arena;
} draft;

/* ---- look.c ----------------------------------------------------------------------- */

/* Add all tables of the file. On failure err says why, and nothing is added. */
wn_rc draft_look_at(draft *d, const char *path, wn_str file_name, wn_error *err);
void draft_table_free(draft_table *t);
/* Of several in a file, or ""; as sheet= names it. */
wn_str draft_table_name(const draft_table *t);

/* ---- values.c: all of the values that were looked at --------------------------------
 */

bool draft_is_strict(const char *type); /* can values refute it? */
/* Share of different values that the type takes, 0 to 1; of a phone, whatever country. */
double draft_fit(const draft_column *c, const char *type);
double draft_fit_with(const draft_column *c, const char *type, const char *options);
bool draft_is_phones(const draft_column *c); /* numbers as they are dialled, no others */
double draft_share(const draft_column *c, bool (*is)(wn_str value));
bool draft_is_company(wn_str value);
bool draft_is_person(wn_str value);
bool draft_is_site(wn_str value);
bool draft_has_letters(wn_str value);
bool draft_is_profile(wn_str value); /* of a person in a network */
bool draft_is_serial(wn_str value);  /* five digits, as a spreadsheet counts days */
bool draft_is_telling(const draft_column *c);
bool draft_is_unique(const draft_column *c); /* no value twice */
double draft_inclusion(const draft_column *in, const draft_column *of);

/* ---- fields.c -----------------------------------------------------------------------
 */

void draft_fields_open(draft *d);
void draft_fields_close(draft *d);
int draft_entity_add(draft *d, wn_str name, bool in_model);
int draft_entity_find(const draft *d, wn_str name); /* or -1 */
/* The field of the entity for the meaning, or "". */
wn_str draft_field_for(const draft *d, const heading_meaning *meaning, int entity);
/* How much a column that means this speaks for the entity. */
unsigned draft_speaks(const draft *d, const heading_meaning *meaning, int entity);
/* A field of the model that ships, by its name; by any name that it has there. */
const draft_field *draft_model_field(const draft *d, int entity, wn_str name);
const draft_field *draft_model_named(const draft *d, int entity, wn_str name);

/* ---- column.c -----------------------------------------------------------------------
 */

/* What the table's columns mean. */
void draft_name_columns(draft *d, draft_table *t);
bool draft_means(const draft_column *c, const char *meaning);
/* The first column that means this; NULL: none. */
draft_column *draft_column_for(const draft_table *t, const char *meaning);
/* A name that from= would take for two: "A + B", "A | B". */
bool draft_is_expression(wn_str name);
/* What it is called as a field of its own: small letters, digits, _; "" : nothing is
 * left. */
wn_str draft_own_name(wn_str name, wn_arena *arena);

/* ---- decisions, in this order -------------------------------------------------------
 */

/* What the names of all tables say; asked by the others. */
void draft_read_names(draft *d);
void draft_decide_entity(draft *d, draft_table *t);
/* Does the name of a file say that it is no list of what the pack of Chinese systems in
 * general takes it for? One that knows the record's number knows better. */
bool draft_is_otherwise(const draft *d, draft_table *t);
void draft_split(draft *d, draft_table *t);
/* Of companies first: others may have their numbers. */
void draft_choose_keys(draft *d, bool companies);
void draft_key_by_names(draft *d);
void draft_link_by_names(draft *d);
void draft_find_links(draft *d);
void draft_find_region(draft *d, draft_table *t);
void draft_look_at_dates(draft *d, draft_table *t);
void draft_look_at_decimals(draft *d, draft_table *t);
void draft_name_systems(draft *d);
/* The list that the column's values become in the model, or "" ; its name. */
wn_str draft_make_list(draft *d, const draft_table *t, int entity, const draft_column *c,
                       wn_str field);

/* unsure.c: note what is not certain of the table and its columns. */
void draft_doubt_columns(draft *d, draft_table *t);
/* Is it a unit that numbers can be counted in: 万元, k€? */
bool draft_unit_is_known(wn_str unit);

/* ---- doubt.c ------------------------------------------------------------------------
 */

/* Note a decision: the word is the sentence, with its arguments. */
void draft_doubt(draft *d, const draft_table *t, const draft_column *c,
                 wn_doubt_kind kind, double confidence, unsigned weight, wn_word word,
                 ...) WN_SAYS(7, 8);
/* What a person answered instead, or "". */
wn_str draft_answer(const draft *d, const draft_table *t, wn_str column,
                    wn_doubt_kind kind);
/* How the table is called in sentences: "crm.xlsx: Contacts". */
wn_str draft_shown(draft *d, const draft_table *t);
/* Write what is doubted of the table (NULL) or the column as comments, if it stands
 * nowhere yet. */
void draft_write_doubts(draft *d, const draft_table *t, const draft_column *c,
                        const char *indent);
/* It stands in this line of the mapping. */
void draft_doubt_line(draft *d, const draft_table *t, const draft_column *c,
                      uint32_t line);
void draft_sort_doubts(wn_drafted *out);

/* ---- write.c ------------------------------------------------------------------------
 */

void draft_write(draft *d);
void draft_write_model(draft *d);

#endif
