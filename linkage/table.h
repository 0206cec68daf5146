/*
 * table.h - the records to be linked: each value of a column is kept once (interned) and
 * has a number; a record is a row of such numbers.
 */
#ifndef LINKAGE_TABLE_H
#define LINKAGE_TABLE_H

#include "winnow/arena.h"
#include "winnow/linkage.h"

#include <string.h>

extern const char *const link_type_names[]; /* by wn_link_type; in saved models */

typedef struct link_token {
    const char *text;
    uint32_t len, count; /* count: records that have it in a value */
    uint32_t signature;  /* see link_cell; 0: it is too short for slips, or Chinese */
    float weight;        /* bits: log2 of records / count */
} link_token;

/* Which script a name is in, as far as it matters for comparing two spellings. */
typedef enum link_script {
    LINK_SCRIPT_PLAIN,
    LINK_SCRIPT_HAN,     /* a given name in characters */
    LINK_SCRIPT_ENGLISH, /* Latin that is no pinyin, where others are in characters */
    LINK_SCRIPT_UNREAD   /* letters that cannot be romanized for sure: Arabic, Khmer */
} link_script;

/* A value of a column. Whether two are the same is decided by their text, how alike they
 * are by their `sound`: 张伟 and "zhang wei" are two values that sound the same. */
typedef struct link_value {
    const char *sound; /* often the text; else the text is just before it */
    uint32_t count;    /* records that have it */
    union {
        uint32_t hash;      /* until the dictionary is closed */
        float token_weight; /* of all its tokens, then */
    };
    uint32_t first_token;
    uint32_t signature;      /* see link_cell */
    uint16_t len, sound_len; /* no more than 2,000 bytes are compared; see convert.c */
    uint16_t full; /* of a given name that is a short form: link_table.fulls, from 1 */
    uint8_t token_count;
    link_script script : 6; /* of a name */
    bool may_slip : 1;      /* a token of it has a signature */
    bool apart : 1;         /* the sound is not the text */
} link_value;

_Static_assert(sizeof(link_value) <= 32 || sizeof(void *) > 8, "there are many");

static inline wn_str link_text(const link_value *v)
{
    return (wn_str){v->apart ? v->sound - v->len : v->sound, v->len};
}

/* The values of a column by their numbers; number 0 is "nothing". */
typedef struct link_dictionary {
    link_value *values;
    size_t count, room;
    uint64_t *slots; /* 32 bits of hash, 32 of number; 0: free */
    size_t slot_room;
} link_dictionary;

void link_dictionary_open(link_dictionary *d);
/* The number of the text, which is copied into the arena when it is new; 0 for "". */
uint32_t link_intern_text(link_dictionary *d, wn_str text, wn_arena *arena);
/* The same, of a text whose hash is known. */
uint32_t link_hash_text(wn_str text);
uint32_t link_intern_hashed(link_dictionary *d, wn_str text, uint32_t hash,
                            wn_arena *arena);
/* The value sounds like that, and not like its text. */
void link_set_sound(link_value *v, wn_str sound, wn_arena *arena);
/* No more values come: give back the hash table and spare room. */
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
    size_t given_at;       /* its place among the columns as they came */
    uint64_t seed;         /* of its name, for the contents of records */
    link_dictionary values;
    bool ignored;   /* never compared: its values are not kept */
    int found;      /* the kind that its values show, where its heading says nothing; 0 */
    uint32_t *ids;  /* by record; NULL where ignored */
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
    uint64_t filled, repeated; /* records; cells that are made of others of their row */
    uint32_t *more; /* by value: how many records have it that share another one's row and
                       are no whole copies, 0: of all values; NULL: none */
    size_t given_at;  /* its place among the columns as they came */
    bool month_first; /* of dates: 3/4/2020 is in March */
    bool is_repeat; /* it is empty, or most of its cells are repeated: nothing is learned
                       of it */
    wn_arena arena; /* of the texts of its values */
} link_column;

/* A record's value in a column: its number, and its signature, from which most pairs of
 * values can be told apart without reading the values. Of a date the signature is its
 * eight digits as a number; else 25 bits for the kinds of characters that it has, one for
 * "several words" (LINK_SIGNATURE_LOOK), and above them its length, at most 63. Of an
 * e-mail address it is of the part before the @. */
typedef struct link_cell {
    uint32_t id, signature;
} link_cell;

#define LINK_NOTHING UINT32_MAX

/* A record that shares the row of another one. */
typedef struct link_copy {
    uint32_t row, record; /* record: as it came */
    uint32_t whole_of;    /* the number of a record before it that is the same in all
                             columns, compared or not; LINK_NOTHING: there is none */
} link_copy;

/* A record by all that it says: a fingerprint of it, columns that are not compared
 * included. */
typedef struct link_place {
    uint64_t content;
    uint32_t record, origin;
} link_place;

/* Records that were added last, by column; their values have no numbers yet. */
typedef struct link_waiting_text {
    const char *text;
    uint32_t len, hash;
} link_waiting_text;

typedef struct link_waiting {
    link_waiting_text *texts;
    size_t count; /* records */
    wn_arena arena;
} link_waiting;

#define LINK_LARGE_TABLE 100000 /* records: what is freed of so many is given back */

typedef struct link_table {
    link_source_column *sources;
    size_t source_count;
    link_column columns[WN_LINK_COLUMNS];
    size_t column_count;
    link_cell *rows;  /* records * column_count */
    uint32_t *sample; /* the records in which agreements are counted; depend.c */
    size_t sample_count;
    uint32_t sample_step; /* one of so many */
    uint16_t *origin;     /* by record: which source it is of */
    /* Records are rows in an order of their own (canonical.c); those that are the same in
     * all that is compared share a row, and the others of them are copies. Numbers: first
     * the rows, then the copies. */
    size_t records, room, origins; /* records: before the table is prepared those that
                                      were added, then rows */
    size_t all, copy_count;        /* records that were added; copies of rows */
    uint32_t *number, *record;     /* by record as it came: its number; and back */
    link_copy *copies;             /* by number - records */
    uint32_t *rows_like; /* by row: how many records it stands for, one at least */
    link_place *places;  /* until the table is prepared */
    link_waiting waiting;
    link_token *tokens;
    size_t token_count, token_room;
    uint32_t *token_lists; /* token numbers, value by value */
    size_t list_count, list_room;
    const char **fulls; /* full names of a short one: "patricia patrick" */
    size_t full_count, full_room;
    uint32_t made_of[WN_LINK_COLUMNS]; /* by column: the columns whose values its values
                                          are made of, as bits; see repeats.c */
    uint32_t *repeated; /* by record: the cells that are, as bits; NULL: none */
    float distinctive;  /* bits: words that weigh so much are hardly shared by chance */
    link_dictionary token_names;
    const struct link_saved_model *saved;   /* the model of an earlier run, or NULL */
    const volatile sig_atomic_t *cancelled; /* or NULL */
    void (*told)(void *data, double done);  /* hears how far it is, or NULL */
    void *listener;
    size_t threads;                         /* that work on it, at most */
    int given, family;                      /* columns of people's names, or -1 */
    wn_str one_sided[WN_LINK_COLUMNS]; /* columns that are left out: one list has them */
    size_t one_sided_count;
    size_t shown[WN_LINK_COLUMNS]; /* the columns in the order in which they came */
    wn_arena arena;
} link_table;

/* `types`: see wn_linkage_new. */
void link_table_init(link_table *t, const wn_str *names, const char *const *types,
                     size_t count);
/* add_records.c: one record: a value for each source column, as it was read or cleaned.
 */
void link_table_add(link_table *t, const wn_str *values, uint16_t origin);
/* What the record added last says beside these values, as a fingerprint: records with
 * another rest are no whole copies of it. */
void link_table_rest(link_table *t, uint64_t rest);
/* No more records come: number the values of those that wait. */
void link_table_settle(link_table *t);
void link_source_release(link_source_column *s);
/* prepare.c: decide what each column is, bring its values into the form they are compared
 * in, give each record its row (canonical.h), and forget the values as they came. */
void link_table_prepare(link_table *t, bool across);
/* depend.c: choose the records in which agreements of columns are counted. */
void link_choose_sample(link_table *t);
void link_table_release(link_table *t);

/* Once it is so, nothing that is computed from the table counts; loops end early. */
static inline bool link_is_cancelled(const link_table *t)
{
    return t->cancelled && *t->cancelled;
}

/* From here on this share of the work is done. (Measured on a million persons.) */
static inline void link_tell(const link_table *t, double done)
{
    if (t->told)
        t->told(t->listener, done);
}

/* Is it compared word by word? */
static inline bool link_has_words(const link_column *c)
{
    return c->type == WN_LINK_TOKENS || c->type == WN_LINK_COMPANY;
}

#define LINK_SIGNATURE_LOOK (1u << 25) /* several words, or a short form of a name */

uint32_t link_signature(wn_str s);
uint32_t link_date_signature(wn_str s); /* 0: it is not eight digits */
uint32_t link_year_signature(wn_str s); /* as of a date without month and day */

/* How long the part of an e-mail address before the @ is: all of it, if there is no @. */
static inline size_t link_mailbox_length(const link_value *v)
{
    const char *at = memchr(v->sound, '@', v->sound_len);

    return at ? (size_t)(at - v->sound) : v->sound_len;
}

static inline uint32_t link_value_id(const link_table *t, uint32_t record, size_t column)
{
    return t->rows[(size_t)record * t->column_count + column].id;
}

/* Is the record's cell made of others of its row? */
static inline bool link_is_repeated(const link_table *t, uint32_t record, size_t column)
{
    return t->repeated && t->repeated[record] >> column & 1;
}

/* Does the column belong to one person: a birthday, a mailbox, a tax id; with `given_too`
 * also a given name? */
static inline bool link_is_individual(const link_table *t, size_t c, bool given_too)
{
    link_role role = t->columns[c].role;

    return role == LINK_ROLE_BIRTH || role == LINK_ROLE_EMAIL ||
           role == LINK_ROLE_IDENTITY || (given_too && role == LINK_ROLE_GIVEN);
}

/* tokens.c: cut the values of a column into words (Chinese: into pairs of characters). */
void link_tokenize(link_table *t, link_column *c);
/* When all columns are cut: weigh the words by how rare they are. */
void link_weigh_tokens(link_table *t);

#endif
