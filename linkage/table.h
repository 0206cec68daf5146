/* table.h - the records to be linked, column by column, each value kept once. */
#ifndef LINKAGE_TABLE_H
#define LINKAGE_TABLE_H

#include "winnow/linkage.h"

typedef struct link_token {
    const char *text;
    uint32_t len, count; /* count: values it is in, each as often as it comes */
    uint32_t brief;      /* as of a cell; 0: too short for slips, or Chinese */
    float weight;        /* bits: log2 of one in how many values has it */
} link_token;

/* What a name is written in, as far as that says whether two spellings can be compared.
 */
typedef enum link_script {
    LINK_SCRIPT_PLAIN,
    LINK_SCRIPT_HAN,     /* a given name in characters */
    LINK_SCRIPT_ENGLISH, /* beside such: Latin, and no pinyin */
    LINK_SCRIPT_UNREAD   /* letters that nobody reads for sure: Arabic, Khmer */
} link_script;

/* A value of a column. What it is, for "the same", and how it is compared may differ:
 * 张伟 is itself and compared as "zhang wei". */
typedef struct link_value {
    const char *text, *sound; /* sound: what is compared; often the same pointer */
    uint32_t len, sound_len;
    uint32_t hash, count; /* records that have it */
    uint32_t first_token;
    uint8_t token_count;
    uint8_t script; /* of a name, see link_script */
    uint16_t full;  /* of a given name that is a short form: link_table.fulls, from 1 */
    float token_weight; /* of all its tokens */
    uint32_t brief;     /* see link_cell */
} link_value;

/* Values by number; number 0 is "nothing". */
typedef struct link_dictionary {
    link_value *values;
    size_t count, room;
    uint64_t *slots; /* hash above number, so that strangers are passed unseen; 0: free */
    size_t slot_room;
} link_dictionary;

void link_dictionary_open(link_dictionary *d);
/* The number of the text, which is copied when it is new; 0 for "". */
uint32_t link_intern_text(link_dictionary *d, wn_str text, wn_arena *arena);
/* All values are there: what only finds them again goes, and spare room. */
void link_dictionary_close(link_dictionary *d);
void link_dictionary_release(link_dictionary *d);

/* What a column means, beyond how it is compared. */
typedef enum link_role {
    LINK_ROLE_NONE,
    LINK_ROLE_GIVEN,
    LINK_ROLE_FAMILY,
    LINK_ROLE_BIRTH,
    LINK_ROLE_EMAIL,
    LINK_ROLE_IDENTITY, /* tax id, social security number */
    LINK_ROLE_COMPANY,
    LINK_ROLE_UNIT,      /* a branch, the group, or the company itself */
    LINK_ROLE_LINK,      /* the golden record of another entity: a contact's company */
    LINK_ROLE_ATTRIBUTE, /* industry, amount: what it tells differs from file to file */
} link_role;

/* A column as it came. */
typedef struct link_source_column {
    wn_str name;
    const char *transform; /* type of its values in the model, or NULL */
    link_dictionary values;
    bool ignored;   /* never compared: its values are not kept */
    uint32_t *ids;  /* by record; NULL where idle */
    wn_arena arena; /* of its texts */
} link_source_column;

/* A column as it is compared. */
typedef struct link_column {
    wn_str name;
    wn_link_type type;
    link_role role;
    wn_str source; /* the column it came from, its kind and how it would be compared */
    int source_kind;
    wn_link_type source_type;
    int levels; /* 0: differ ... levels - 1: the same */
    link_dictionary values;
    uint64_t filled;
} link_column;

/* A record's value, and of it in brief what tells most strangers apart without looking
 * at the value itself: the eight digits of a date; else a bit for each of 25 kinds of
 * characters and one for several words, and the length (at most 63) above them. Of an
 * e-mail address, what stands before the @. */
typedef struct link_cell {
    uint32_t id, brief;
} link_cell;

typedef struct link_table {
    link_source_column *sources;
    size_t source_count;
    link_column columns[WN_LINK_COLUMNS];
    size_t column_count;
    link_cell *rows;  /* records * column_count */
    uint32_t *sample; /* records that are asked which columns agree; depend.c */
    size_t sample_count;
    uint32_t sample_step; /* one of so many */
    uint16_t *origin;     /* by record: which source it is of */
    uint32_t *copy_of;    /* by record: an earlier one that is the same in all that is
                             compared, or UINT32_MAX; a copy's own row is empty */
    uint32_t *rows_like;  /* by record: itself and its copies */
    size_t records, room, origins;
    link_token *tokens;
    size_t token_count, token_room;
    uint32_t *token_lists; /* token numbers, value by value */
    size_t list_count, list_room;
    const char **fulls; /* full names of short ones: "patricia patrick" */
    size_t full_count, full_room;
    float telling; /* bits of words that two records hardly share by chance */
    link_dictionary token_names;
    const struct link_saved_model
        *saved; /* what columns are, from an earlier run; or NULL */
    const volatile sig_atomic_t *cancelled; /* NULL: nobody can */
    int given, family;                      /* columns that may be exchanged, or -1 */
    wn_arena arena;
} link_table;

/* `types`: see wn_linkage_new. */
void link_table_init(link_table *t, const wn_str *names, const char *const *types,
                     size_t count);
/* One record: a value for each source column, as it was read or cleaned. */
void link_table_add(link_table *t, const wn_str *values, uint16_t origin);
/* Type the columns, bring the values into the form they are compared in, and forget
 * how they came. columns.c */
void link_source_release(link_source_column *s);
void link_table_prepare(link_table *t, bool across);
/* Find copies and empty their rows, so that ten thousand of one row are one. A row with
 * fewer than three values is no copy: there are many Zhang Weis. */
void link_find_copies(link_table *t);
/* Which records stand for all when agreements of columns are counted. depend.c */
void link_choose_sample(link_table *t);
/* Do all rows say the same, in three columns or more? Then they are copies of the first,
 * though no column tells anything apart. Before the values are forgotten. */
bool link_find_all_same(link_table *t);
void link_table_release(link_table *t);

/* Then what is made of the table is worth nothing, and is made quickly. */
static inline bool link_is_cancelled(const link_table *t)
{
    return t->cancelled && *t->cancelled;
}

/* Is it compared word by word? */
static inline bool link_has_words(const link_column *c)
{
    return c->type == WN_LINK_TOKENS || c->type == WN_LINK_COMPANY;
}

#define LINK_SIGNATURE_LOOK \
    (1u << 25) /* of a brief: several words, or a short form of a name */

uint32_t link_signature(wn_str s);
uint32_t link_date_signature(wn_str s); /* 0: not eight digits */

/* Pairs of rows that a pair of records stands for, with the copies of each. */
static inline double link_pair_copies(const link_table *t, uint32_t left, uint32_t right)
{
    return t->rows_like ? (double)t->rows_like[left] * t->rows_like[right] : 1;
}

static inline uint32_t link_value_id(const link_table *t, uint32_t record, size_t column)
{
    return t->rows[(size_t)record * t->column_count + column].id;
}

/* tokens.c: cut the values of a column into words (Chinese: pairs of characters). */
void link_tokenize(link_table *t, link_column *c);
/* Weights, when all columns are cut. */
void link_weigh_tokens(link_table *t);

#endif
