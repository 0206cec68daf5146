/*
 * mapping.h - the clean model and the mappings, parsed and checked.
 *
 * The model says what clean means: entities, fields, lists, checks. A mapping
 * says where it comes from: files, and which column goes to which field.
 * Several mappings meet in one model; together they are the plan of a run.
 * After loading, a plan never changes and outlives the run.
 */
#ifndef CORE_MAPPING_H
#define CORE_MAPPING_H

#include "calendar.h"
#include "hash.h"
#include "text.h"
#include "words.h"
#include "winnow/transform.h"

/* What a failed check does to the record. */
typedef enum wn_policy { WN_POLICY_REPORT, WN_POLICY_REVIEW, WN_POLICY_REFUSE } wn_policy;

/* Whose value stays where source and target were both changed since the last run. */
typedef enum wn_conflict {
    WN_CONFLICT_REVIEW, /* the target's, and a person is asked */
    WN_CONFLICT_SOURCE,
    WN_CONFLICT_PERSON, /* the target's */
} wn_conflict;

extern const char *const wn_conflict_names[]; /* ends with NULL */

typedef enum wn_severity { WN_INFO, WN_WARN, WN_ERROR, WN_SEVERITY_COUNT } wn_severity;
extern const char *const wn_severity_names[]; /* ends with NULL */

typedef enum wn_dimension {
    WN_COMPLETENESS,
    WN_VALIDITY,
    WN_UNIQUENESS,
    WN_TIMELINESS,
    WN_CONSISTENCY,
    WN_DIMENSION_COUNT
} wn_dimension;

/* The kinds of checks; what they mean stands in checks/. */
typedef enum wn_rule_id {
#define RULE(id, name) WN_RULE_##id,
#include "rules.def"
#undef RULE
    WN_RULE_COUNT
} wn_rule_id;

typedef enum wn_survive_from {
    WN_SURVIVE_NEWEST,
    WN_SURVIVE_OLDEST,
    WN_SURVIVE_LONGEST,
    WN_SURVIVE_MOST_COMPLETE,
    WN_SURVIVE_MOST_FREQUENT,
    WN_SURVIVE_FIRST, /* in the order of the sources on the command line */
    WN_SURVIVE_LIST,  /* what stands first in the field's list */
    WN_SURVIVE_SUM,   /* of all members' numbers */
    WN_SURVIVE_UNION, /* all different values */
} wn_survive_from;

typedef struct wn_list_item {
    wn_str code, zh, en;
} wn_list_item;

/* A controlled list. Look values up with wn_list_find. */
typedef struct wn_list {
    wn_str name;
    wn_policy unknown;
    wn_str path; /* of the file it comes from, or "" */
    wn_list_item *items;
    size_t count, room;
    wn_str *spellings; /* all there are, as written */
    size_t spelling_count, spelling_room;
    wn_map index; /* folded spelling -> item */
} wn_list;

/* The item that the value is a spelling of (code, label or synonym; case,
 * width and blanks do not matter), or NULL. */
const wn_list_item *wn_list_find(const wn_list *list, wn_str value);
/* The spelling that a value which is none was likely meant to be (a slip, the same
 * sound, a beginning), or "". Microseconds: for one value, not for each row. */
wn_str wn_list_nearest(const wn_list *list, wn_str value);
/* The texts are borrowed: they must live as long as the list. */
void wn_list_add(wn_list *list, wn_list_item item, wn_str synonyms, wn_str separator);

/* An option as it was written: order="auto". */
typedef struct wn_setting {
    wn_str name, value;
} wn_setting;

typedef struct wn_field {
    wn_str name, zh, en;
    wn_setting *settings; /* of its type, from the model */
    size_t setting_count;
    const wn_transform *type;
    int number;     /* over all entities; index into the ledger */
    uint64_t print; /* a hash of its name */
    bool required, key;
    wn_policy missing, invalid, orphan;
    const wn_list *list; /* type choice */
    int target;          /* type link: index of the entity, else -1 */
    bool has_min, has_max;
    int64_t min, max; /* a value for numbers, a length in characters for text */
    wn_str mask;
    bool has_mask; /* the model says it; else it is the type's, or of the field's name */
    wn_survive_from survive;
    wn_conflict conflict;
} wn_field;

/* where="stage in OPEN PROPOSAL": one of the conditions, all of which must hold. */
typedef struct wn_condition {
    int field;
    bool negated;   /* not in, empty */
    wn_str *values; /* as they are loaded; none: any value will do */
    size_t count;
} wn_condition;

typedef struct wn_check {
    wn_str id; /* written by the admin, or the rule's name */
    wn_rule_id rule;
    int number; /* over all entities; index into the ledger */
    const struct wn_entity *entity;
    int *fields;
    size_t field_count;
    wn_severity severity;
    wn_policy disposition;
    wn_duration after, within;
    wn_condition *conditions; /* the records that it is about */
    size_t condition_count;
    wn_str pattern;
    wn_str that;      /* what must hold: an expression over fields */
    void *compiled;   /* the pattern or the expression, by the rule */
    wn_list *values;  /* texts that the check knows; NULL: none */
    int64_t min, max; /* max: 0 where it does not say */
    double share, least;
    int by_entity, by_field; /* records of another entity that tell of these; or -1 */
    wn_str move_to;          /* the list such records are proposed for, or "" */
    bool is_key;             /* one of the few that are looked at each week */
    double green, red;       /* largest share that may fail */
    wn_str zh, en;
    uint64_t meaning; /* a hash of what it asks, whatever its limits and its name */
} wn_check;

extern const char *const wn_survive_names[]; /* ends with NULL */

/* Records that a rule forbids to be the same. */
typedef struct wn_never {
    int field;
    const wn_list *list; /* values in it are no evidence; NULL: differing values forbid */
} wn_never;

/* What some fields say, whatever they are called: role= in the model. */
typedef enum wn_means {
    WN_MEANS_OWNER,
    WN_MEANS_DEPARTMENT,
    WN_MEANS_CREATED, /* when the record was made */
    WN_MEANS_UPDATED, /* how new it is */
    WN_MEANS_SOURCE,  /* how people came to know of it */
    WN_MEANS_COUNT
} wn_means;

#define WN_MEANS_NONE      \
    {                      \
        -1, -1, -1, -1, -1 \
    }
extern const char *const wn_means_names[]; /* ends with NULL */

typedef struct wn_entity {
    wn_str name, zh, en;
    int number;
    wn_field *fields;
    size_t field_count, field_room;
    int key, extra;            /* fields, or -1 */
    int means[WN_MEANS_COUNT]; /* the fields that say it, or -1 */
    int department;            /* the field whose values are ranked, or -1 */
    wn_check *checks;          /* the admin's, then the ones every field implies */
    size_t check_count, check_room;
    const wn_check *implied[WN_RULE_COUNT]; /* for what readers and match note */
    bool matched;                           /* has a <match> */
    double merge_at, review_at;             /* probabilities */
    double weight;                          /* in the total score, of 100 */
    wn_conflict conflict;                   /* the same, see wn_field */
    wn_survive_from survive_all;            /* for fields without a rule of their own */
    wn_never *nevers;
    size_t never_count, never_room;
} wn_entity;

typedef struct wn_model {
    char *path;
    char sha256[2 * WN_SHA256_SIZE + 1];
    wn_str name;
    wn_entity *entities;
    size_t entity_count;
    int *order; /* entities with parents before their children */
    wn_list *lists;
    size_t list_count;
    wn_map blanks;          /* folded text -> 1 */
    bool blank_first[1024]; /* first characters of blank values, folded, by remainder */
    size_t blank_longest;   /* bytes, as written in the model */
    double weights[WN_DIMENSION_COUNT];
    double green, yellow;         /* scores */
    int64_t min_rows;             /* departments with fewer records are not ranked */
    int check_count, field_count; /* over all entities */
} wn_model;

int wn_entity_find(const wn_model *model, wn_str name);  /* or -1 */
int wn_field_find(const wn_entity *entity, wn_str name); /* or -1 */
void wn_blank_add(wn_model *model, wn_str value);        /* a word that says nothing */
bool wn_model_is_blank(const wn_model *model, wn_str value); /* listed as one */
/* Is it one to a field of the type? The arena may be written into. */
bool wn_value_is_blank(const wn_model *model, const wn_transform *type,
                       const void *config, wn_str value, wn_arena *arena);
/* Does it say no more than an empty cell: "-", "n/a", null, 无? Null may be a name. */
bool wn_blank_is_plain(const wn_transform *type, wn_str value);
/* Set one option in a transform's config. False when the text is not such a
 * value; `model` gives the lists and may be NULL. */
bool wn_option_set(const wn_option *option, wn_str text, void *config, wn_arena *arena,
                   const wn_model *model);

/* Case, width, blanks and a few marks folded away: how lists and column
 * names are compared. Writes at most `room` bytes; returns the text in out. */
wn_str wn_fold(wn_str s, char *out, size_t room);
/* A fingerprint of all of the folded text, and whether two are the same, folded: for
 * texts of any length. */
wn_fingerprint wn_fold_fingerprint(wn_str s);
bool wn_fold_equal(wn_str a, wn_str b);
/* Of a spelling: "-" folds to nothing, and is itself. */
wn_fingerprint wn_spelling_fingerprint(wn_str s);

typedef struct wn_source {
    wn_str system;
    int number; /* order on the command line */
} wn_source;

/* A column that an option of WN_OPT_COLUMN names, alone or in "A | B". */
typedef struct wn_context_column {
    const wn_option *option;
    wn_str column;
    wn_place place;
} wn_context_column;

/* One <field to= from=>: columns that make one value. */
typedef struct wn_bind {
    int field;
    wn_str *columns; /* "A + B": joined; "A | B": the first that is filled */
    size_t count;
    bool first_filled;
    wn_str join;
    const void *config; /* of the field's transform */
    wn_context_column
        *context_columns; /* columns that the config of a record is made with */
    size_t context_column_count;
    bool settled;   /* dates: no more can be learned about their order */
    double refused; /* the share of values that its type may refuse unasked */
    uint32_t line, column;
} wn_bind;

/* <keep> or <drop>: names, or patterns with a * in them. */
typedef struct wn_column_rule {
    wn_str pattern;
    bool keep;
    wn_str why;
} wn_column_rule;

/* where="kind = a | b and phone | mobile filled": one of the conditions on the file's own
 * columns, all of which must hold for a row to be of this <file>. */
typedef struct wn_term {
    wn_str *columns; /* several: one of them is enough */
    size_t count;
    bool negated;            /* !=, empty: of all of them */
    wn_str *values, *folded; /* none: any value will do */
    size_t value_count;
} wn_term;

/* <skip>: what is in the exports and is left out on purpose; patterns. */
typedef struct wn_skip {
    wn_str path, sheet, why; /* sheet "": all of the file */
} wn_skip;

/* By what an export is known: columns it has and has not, and its format; "": any. */
typedef struct wn_signature {
    wn_str has, hasnt, format;
} wn_signature;

typedef struct wn_file {
    const wn_source *source;
    const wn_entity *entity;
    const char *mapping; /* path of the mapping file */
    uint32_t line, column;
    wn_str path;
    const char *found; /* where it is, when that is known before: of a pack; else NULL */
    wn_str name; /* for people, and in the target: the path, and the table of several */
    wn_str encoding, records, sheet; /* "" : found from the content */
    wn_str link;  /* address of a record in the old system, with {key} in it, or "" */
    wn_str *keys; /* columns of the source key, joined with " + " */
    size_t key_count;
    bool clears;    /* gone="clear": a column that is gone says that its field is empty */
    bool once;      /* rows with the same key name one record again: no duplicates */
    wn_term *terms; /* rows that are its records; none: all */
    size_t term_count;
    wn_bind *binds;
    size_t bind_count, bind_room;
    wn_column_rule *rests;
    size_t column_rule_count, column_rule_room;
    wn_signature *signatures; /* one of them must fit */
    size_t signature_count;
    bool is_pack; /* of a mapping for all exports of a system */
    int number;   /* over the whole plan */
} wn_file;

/* One thing wrong with a mapping or model file, or a remark on it. */
typedef struct wn_diag {
    const char *file;
    uint32_t line, column, width; /* 1-based, in characters; 0: not known */
    bool is_note;
    wn_str text;   /* the sentence */
    wn_str source; /* the line it is about, or "" */
} wn_diag;

typedef struct wn_diags {
    wn_diag *items;
    size_t count, room, errors;
    wn_arena arena;
    wn_lang lang;
} wn_diags;

void wn_diags_release(wn_diags *diags);
/* Print them all as people read them: position, sentence, line, caret. */
void wn_diags_write(const wn_diags *diags, wn_buf *out);
void wn_diag_add(wn_diags *diags, const char *file, uint32_t line, uint32_t column,
                 uint32_t width, wn_str source, wn_word word, ...) WN_SAYS(7, 8);

typedef struct wn_plan {
    wn_arena arena;
    wn_model model;
    wn_source *sources;
    size_t source_count;
    wn_file *files;
    size_t file_count;
    wn_skip *skips;
    size_t skip_count, skip_room;
    const char **paths; /* of the mapping files */
    char (*sha256)[2 * WN_SHA256_SIZE + 1];
    size_t path_count;
} wn_plan;

/* Load mappings and the model they name. All mistakes of all files go into
 * diags. WN_OK, or WN_E_MAPPING when there was an error among them. */
wn_rc wn_plan_load(wn_plan *plan, const char *const *paths, size_t count,
                   wn_diags *diags);
/* Load a model alone, to check it. */
wn_rc wn_plan_load_model(wn_plan *plan, const char *path, wn_diags *diags);
void wn_plan_release(wn_plan *plan);
/* Name the files anew, when paths were changed or files taken out. */
void wn_plan_name_files(wn_plan *plan);
/* The language that the mapping, or else its model, says (lang=). False: neither does. */
bool wn_mapping_lang(const char *path, wn_lang *lang_out);
/* Is the file a mapping (or a model), and not data? */
bool wn_is_mapping(const char *path);

/* Edits from one to the other: optimal string alignment, of 64 characters at most. */
unsigned wn_edits(wn_str left, wn_str right);
/* The closest of the candidates (edit distance, prefix, pinyin), or "". */
wn_str wn_suggest(wn_str wrong, const wn_str *candidates, size_t count);
/* Do they read alike, Chinese characters by their pinyin? */
bool wn_sounds_alike(wn_str a, wn_str b);

/* The grammar of the language as a schema, into out. */
void wn_schema_xsd(wn_buf *out);
void wn_schema_rng(wn_buf *out);
/* The grammar for people: element, attributes, sentences. */
void wn_grammar_explain(wn_buf *out, wn_lang lang, const char *element);

#endif
