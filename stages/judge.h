/* judge.h - what the judge stage finds out about columns, and what it keeps for that. */
#ifndef STAGES_JUDGE_H
#define STAGES_JUDGE_H

#include "core/stage.h"

/* What a column holds, judged by the type of its <field>. */
typedef struct wn_column_seen {
    const wn_file *file;
    const wn_bind *bind;
    uint64_t rows, unlisted; /* unlisted: not in the list of a choice */
    wn_column_counts counts;
    struct {
        wn_str value;
        uint64_t line;
    } samples[3]; /* values that are not valid, as read */
    size_t sample_count;
    const wn_option *cure; /* the option that makes most refused values valid; or NULL */
    int choice;            /* of that option */
    uint64_t cured;        /* number of values that it makes valid */
    /* Only where somebody looks closely: */
    wn_str after[3]; /* values as they are loaded */
    size_t after_count;
    wn_map at; /* a value of a choice -> its index, + 1 */
    struct {
        wn_str value;
        uint64_t count;
    } * values;
    size_t value_count, value_room;
    wn_map links; /* of a link: the key of the record that it leads to -> how many rows */
    uint64_t linked, found; /* rows with a link, and those whose record is in the files */
    bool is_found_known;    /* all rows were read in which it may be */
} wn_column_seen;

/* What a table holds, whatever the mapping says; by file of the plan. */
typedef struct wn_table_seen {
    uint64_t rows, read, keys; /* read: also those that where= leaves out; keys: rows that
                                  were read on for keys alone */
    struct {
        uint64_t filled;
        wn_str samples[3]; /* different ones, as read */
        size_t sample_count;
    } * columns; /* by column of the input */
    size_t column_count;
} wn_table_seen;

typedef struct wn_columns {
    bool closely;          /* set by the caller: also what is loaded, and whole tables */
    wn_column_seen *items; /* by file and <field> of the plan */
    size_t count;
    wn_table_seen *tables; /* by file of the plan */
    size_t table_count;
    const wn_entity *entities;
    wn_map keys;           /* of records to which others may link -> 1 */
    bool only_keys;        /* a reading for these alone */
    void *work; /* internal, while the files are read */
    wn_arena arena;
} wn_columns;

#define JUDGE_OTHERS 16

/* Another choice of an option of the column, and how many refused values it would
 * accept. */
typedef struct judge_other {
    const wn_option *option;
    int choice;
    void *config;
    uint64_t cured;
} judge_other;

typedef struct judge_work {
    judge_other others[JUDGE_OTHERS];
    size_t other_count;
    wn_column_seen against; /* samples of values that contradict the choice of the
                               mapping */
} judge_work;

#endif
