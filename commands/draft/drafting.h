/*
 * drafting.h - shared by the files of commands/draft/ only.
 *
 *   look.c            reads the tables of all files: their first rows
 *   column_values.c   describes the values of a column
 *   known_fields.c    finds the field for a meaning (fields.tsv), and the model's fields
 *   column.c          finds the meaning of a column: by its name, if its values agree
 *   entity.c          finds what a table is a list of
 *   split.c           splits a list of companies and people into two parts
 *   key.c             chooses the column that identifies a record
 *   named.c           companies that other tables point to by name
 *   link_columns.c    finds which column points to which table
 *   column_region.c   finds the country of phone numbers
 *   date_columns.c    dates that do not show whether the day or the month is first
 *   decimals.c        numbers whose mark may be decimal or group thousands
 *   lists.c           makes lists of columns with few different values
 *   system.c          finds which tables have their keys from the same system
 *   doubt.c           notes uncertain decisions, as sentences
 *   unsure.c          notes what somebody should check
 *   write.c           writes the mapping as XML; write_model.c: the model
 *   draft.c           calls all of these in order
 *
 * If a person has answered a question (wn_draft_answer), the answer decides.
 */
#ifndef COMMANDS_DRAFT_DRAFTING_H
#define COMMANDS_DRAFT_DRAFTING_H

#include "draft.h"
#include "headings/column_name.h"

#include "core/hash.h"
#include "model/pack.h"

/* ---- columns ---------------------------------------------------------------------- */

#define DRAFT_SOME 100 /* values of a column that are kept to try types on */

typedef enum draft_how {
    DRAFT_UNKNOWN, /* not known by its name: a text, or a type found from its values */
    DRAFT_BY_NAME,
    DRAFT_BY_PART,     /* by a part of its name, without prefix, suffix, unit */
    DRAFT_BY_LIKENESS, /* its name is similar to a known one */
    DRAFT_BY_VALUES,
    DRAFT_BY_ANSWER,
} draft_how;

typedef struct draft_column {
    wn_str name;
    heading says;
    const heading_meaning *meaning; /* what the column means; NULL: not known */
    draft_how how;
    const heading_meaning
        *refuted;        /* what the name means but the values contradict; or NULL */
    const char *guessed; /* the type that its values show, if it has no meaning */
    bool is_packed;      /* the known system's mapping uses it */
    bool no_key; /* named like a key, but rows that share it differ, or many are empty */
    const char *order; /* for dates that do not show it: "dmy"; or NULL */
    /* counts for the rows that were read */
    size_t filled, distinct;
    size_t characters;       /* in the filled values */
    wn_map values;           /* value -> how often */
    wn_str some[DRAFT_SOME]; /* different values, in the order they come */
    size_t some_count;
} draft_column;

/* ---- tables and their parts ------------------------------------------------------- */

/* A <file> of the mapping: the records of one entity in a table. */
typedef struct draft_part {
    int entity;
    wn_str where;   /* which rows, in the words of a mapping; "": all rows */
    bool once;      /* several rows may repeat one record */
    int node;       /* in the mapping of a known system: the number of its <file> */
    wn_str key;     /* columns, "A + B"; "": the content of the row is the key */
    int key_column; /* the key, if it is one column; else -1 */
    bool by_name;   /* the key is the record's name; its number is in number_column */
    int number_column;
    bool is_beside;               /* contact persons, in rows of a list of companies */
    bool *rows;                   /* by row: it belongs to this part; NULL: all rows do */
    bool *has;                    /* by column: it belongs to this part */
    int *links;                   /* by column: the entity it points to, or -1 */
    const struct draft_part *kin; /* has the same system */
    wn_str system;                /* "": not decided yet */
    wn_map names;                 /* key -> hash of the record's name */
} draft_part;

#define DRAFT_PARTS 3

typedef struct draft_table {
    const char *path;
    wn_str file_name; /* as the mapping names it: with folders if names are not unique */
    wn_input input;
    wn_batch rows;
    bool is_whole;  /* all rows of the table were read */
    wn_str skipped; /* why the table is skipped; "": it is not */
    draft_column *columns;
    size_t count;
    unsigned languages; /* of its column names: bits as in headings/name_words.h */
    const char *called; /* the kind of list that its name says: "order_line"; or NULL */
    const char *kind;   /* the same, or the kind of a table with the same columns */
    bool is_known;      /* an export of a known system */
    wn_pack_match match;
    draft_part parts[DRAFT_PARTS];
    size_t part_count;
    char region[3];     /* country of its phone numbers, or "" */
    wn_str region_from; /* columns that give the country for each row, or "" */
    uint64_t header;    /* a hash of its column names */
} draft_table;

/* ---- entities --------------------------------------------------------------------- */

typedef struct draft_field {
    wn_str name, type, target, en, zh;
} draft_field;

typedef struct draft_entity {
    wn_str name;
    bool in_model;      /* is in the model that ships */
    draft_field *model; /* its fields in the model that ships */
    size_t model_count, model_room;
    wn_buf fields; /* <field> elements that the draft adds */
    wn_map added;  /* the names of the fields that the draft adds */
    wn_map types;  /* name of an added field -> hash of its type */
} draft_entity;

/* A row of fields.tsv. */
typedef struct draft_row {
    wn_str meaning;
    struct draft_cell {
        wn_str field;
        unsigned speaks;
    } * cells; /* by entity: draft.known_count of them */
} draft_row;

typedef struct draft {
    const wn_draft_request *request;
    wn_drafted *out;
    wn_error *err;
    draft_table **tables;
    size_t table_count, table_room;
    draft_entity *entities;
    size_t entity_count, entity_room;
    size_t known_count; /* those of the model that ships and of fields.tsv: the first */
    draft_row *rows;
    size_t row_count, row_room;
    wn_buf lists;   /* <list> elements that the draft adds to the model */
    size_t counted; /* bytes of the mapping that have `lines` lines */
    uint32_t lines;
    wn_str system; /* system= of <source>: of all files that name no other */
    wn_arena arena;
} draft;

/* ---- look.c ----------------------------------------------------------------------- */

/* Read all tables of the file and add them to the draft. On failure nothing is added, and
 * err says why. */
wn_rc draft_look_at(draft *d, const char *path, wn_str file_name, wn_error *err);
void draft_table_free(draft_table *t);
/* The table's name for sheet=, if the file has several tables; else "". */
wn_str draft_table_name(const draft_table *t);

/* ---- column_values.c: about all values that were read ------------------------------ */

bool draft_is_strict(const char *type); /* can values refute it? */
/* Share of the different values that fit the type, 0 to 1. A phone number fits if it is
 * valid in any country. */
double draft_fit(const draft_column *c, const char *type);
double draft_fit_with(const draft_column *c, const char *type, const char *options);
bool draft_is_phones(const draft_column *c); /* phone numbers, and no other numbers */
double draft_share(const draft_column *c, bool (*is)(wn_str value));
bool draft_is_company(wn_str value);
bool draft_is_person(wn_str value);
bool draft_is_site(wn_str value);
bool draft_has_letters(wn_str value);
bool draft_is_profile(wn_str value); /* the page of a person in a social network */
bool draft_is_serial(wn_str value);  /* five digits: a date as a spreadsheet stores it */
bool draft_is_telling(const draft_column *c);
bool draft_is_unique(const draft_column *c); /* no value twice */
double draft_inclusion(const draft_column *in, const draft_column *of);

/* ---- known_fields.c ---------------------------------------------------------------- */

void draft_fields_open(draft *d);
void draft_fields_close(draft *d);
int draft_entity_add(draft *d, wn_str name, bool in_model);
int draft_entity_find(const draft *d, wn_str name); /* or -1 */
/* The field of the entity that holds this meaning, or "". */
wn_str draft_field_for(const draft *d, const heading_meaning *meaning, int entity);
/* How strongly a column of this meaning shows that the table is a list of the entity. */
unsigned draft_speaks(const draft *d, const heading_meaning *meaning, int entity);
/* A field of the model that ships: by its name; by its name or label in any language.
 * NULL: there is none. */
const draft_field *draft_model_field(const draft *d, int entity, wn_str name);
const draft_field *draft_model_named(const draft *d, int entity, wn_str name);

/* ---- column.c -----------------------------------------------------------------------
 */

/* Find the meanings of all columns of the table. */
void draft_name_columns(draft *d, draft_table *t);
bool draft_means(const draft_column *c, const char *meaning);
/* The first column that means this; NULL: none. */
draft_column *draft_column_for(const draft_table *t, const char *meaning);
/* Would from= read the name as two columns: "A + B", "A | B"? */
bool draft_is_expression(wn_str name);
/* Make a field name of a column name: small letters, digits, _. "": nothing is left. */
wn_str draft_own_name(wn_str name, wn_arena *arena);

/* ---- decisions, in the order they are made ----------------------------------------- */

/* Read the names of all tables; the decisions below need them. */
void draft_read_names(draft *d);
void draft_decide_entity(draft *d, draft_table *t);
/* Does the file's name contradict the pack for Chinese systems in general, which matched
 * its columns? Not if the pack knows the column of the record's number. */
bool draft_is_otherwise(const draft *d, draft_table *t);
void draft_split(draft *d, draft_table *t);
/* Choose keys: with `companies` only for companies, else for all others. Companies go
 * first, because other tables may hold their numbers. */
void draft_choose_keys(draft *d, bool companies);
void draft_key_by_names(draft *d);
void draft_link_by_names(draft *d);
void draft_find_links(draft *d);
void draft_find_region(draft *d, draft_table *t);
/* The columns that give a row's country for a number of this use, the surest first, as
 * region-from= has them; or "". A home number with a home country beside it is not read by
 * the country of work. */
wn_str draft_region_from(draft *d, const draft_table *t, heading_use use);
void draft_look_at_dates(draft *d, draft_table *t);
void draft_look_at_decimals(draft *d, draft_table *t);
void draft_name_systems(draft *d);
/* Make a controlled list in the model of the column's values. Returns its name, or "" if
 * the values are not a list. */
wn_str draft_make_list(draft *d, const draft_table *t, int entity, const draft_column *c,
                       wn_str field);

/* unsure.c: note what is uncertain about the table and its columns. */
void draft_doubt_columns(draft *d, draft_table *t);
/* Is it a known unit of numbers: 万元, k€? */
bool draft_unit_is_known(wn_str unit);

/* ---- doubt.c ------------------------------------------------------------------------
 */

/* Note a decision. `confidence`: 0 to 1; `weight`: see wn_doubt; `word`: the sentence,
 * followed by its arguments. */
void draft_doubt(draft *d, const draft_table *t, const draft_column *c,
                 wn_doubt_kind kind, double confidence, unsigned weight, wn_word word,
                 ...) WN_SAYS(7, 8);
/* The answer that a person gave to this question, or "". */
wn_str draft_answer(const draft *d, const draft_table *t, wn_str column,
                    wn_doubt_kind kind);
/* The table's name for sentences: "crm.xlsx: Contacts". */
wn_str draft_shown(draft *d, const draft_table *t);
/* Write the doubts about the column (NULL: about the table) into the mapping, as
 * comments. Doubts that have a line already are not written again. */
void draft_write_doubts(draft *d, const draft_table *t, const draft_column *c,
                        const char *indent);
/* Set the line of the mapping where the doubts about this column or table stand. */
void draft_doubt_line(draft *d, const draft_table *t, const draft_column *c,
                      uint32_t line);
void draft_sort_doubts(wn_drafted *out);

/* ---- write.c ------------------------------------------------------------------------
 */

void draft_write(draft *d);
void draft_write_model(draft *d);

#endif
