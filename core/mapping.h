/*
 * mapping.h - the clean model and the mappings, parsed and checked.
 *
 * The model says what clean means: entities, fields, lists, checks. A mapping
 * says where it comes from: files, and which column goes to which field.
 * Several mappings use one model; together they are the plan of a run.
 * After loading, a plan does not change, and it lives longer than the run.
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

/* Whose value wins where both the source and the target changed since the last run. */
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

/* The kinds of checks; each is explained by its file in checks/. */
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
    WN_SURVIVE_LIST,  /* the value that comes first in the field's list */
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
    wn_str *spellings; /* all spellings, as written */
    size_t spelling_count, spelling_room;
    wn_map index; /* folded spelling -> item */
    struct wn_list_word {
        wn_str word;
        size_t item;
    } *words; /* contains=: in the order of the items */
    size_t word_count, word_room;
} wn_list;

/* The item that has the value as its code, label or synonym (case, width and
 * blanks do not matter), else the first of whose contains= it contains a word, or NULL. */
const wn_list_item *wn_list_find(const wn_list *list, wn_str value);
/* The item of which the value is a spelling, or NULL: contains= is not asked. */
const wn_list_item *wn_list_has(const wn_list *list, wn_str value);
/* For a value that is not in the list: the spelling that was likely meant (a typing
 * mistake, the same sound, a beginning), or "". It takes microseconds: call it for one
 * value, not for each row. */
wn_str wn_list_nearest(const wn_list *list, wn_str value);
/* Add an item. Its texts are borrowed: they must live as long as the list. */
void wn_list_add(wn_list *list, wn_list_item item, wn_str synonyms, wn_str separator);
/* The item added last also stands for texts that contain one of these words (bars
 * between): wn_list_find says so of texts that are no spelling. */
void wn_list_contains(wn_list *list, wn_str words);
void wn_list_release(wn_list *list); /* what the list owns */

/* An option as it was written: order="auto". */
typedef struct wn_setting {
    wn_str name, value;
} wn_setting;

typedef struct wn_field {
    wn_str name, zh, en;
    wn_setting *settings; /* of its type, from the model */
    size_t setting_count;
    const wn_transform *type;
    int number;     /* over all entities; index into the tallies */
    uint64_t print; /* a hash of its name */
    bool required, key;
    wn_policy missing, invalid, orphan;
    const wn_list *list; /* type choice */
    int target;          /* type link: index of the entity it points to, else -1 */
    bool has_min, has_max;
    int64_t min, max; /* a value for numbers, a length in characters for text */
    wn_str mask;
    bool has_mask; /* mask comes from the model; else from the type or the field's name */
    wn_survive_from survive;
    wn_conflict conflict;
} wn_field;

/* One condition of where="stage in OPEN PROPOSAL"; all of them must hold. */
typedef struct wn_condition {
    int field;
    bool negated;   /* "not in", "empty" */
    wn_str *values; /* in canonical form; none: any value will do */
    size_t count;
} wn_condition;

/* Limits that hold from a month on: <limit from="2026-07" green="3%" red="10%"/>. */
typedef struct wn_limit {
    char from[8]; /* YYYY-MM; "": from the beginning */
    double green, red;
} wn_limit;

/* What a check is to reach: <target by="2026-12" share="2%"/>; by "": nothing. */
typedef struct wn_goal {
    char by[8]; /* YYYY-MM */
    double share;
} wn_goal;

typedef struct wn_check {
    wn_str id; /* written by the admin, or the rule's name */
    wn_rule_id rule;
    int number; /* over all entities; index into the tallies */
    const struct wn_entity *entity;
    int *fields;
    size_t field_count;
    wn_severity severity;
    wn_policy disposition;
    wn_duration after, within;
    wn_condition *conditions; /* the check is about records for which all of them hold */
    size_t condition_count;
    wn_str pattern;
    wn_str that;      /* what must hold: an expression over fields */
    void *compiled;   /* the pattern or the expression; the rule makes and frees it */
    wn_list *values;  /* the values of the check; NULL: none */
    int64_t min, max; /* max 0: no maximum */
    double share, least;
    int by_entity, by_field; /* by=: another entity that the check reads; or -1 */
    wn_str move_to;          /* the list that failing records are proposed for, or "" */
    wn_str focus;            /* the quarter in which it is named first, "2026-Q4", or "" */
    bool is_key;             /* one of the few checks that people look at each week */
    double green, red;       /* largest share that may fail, in the period */
    wn_limit *limits;        /* all of them, the earliest first; NULL: no other than these */
    size_t limit_count;
    size_t limit; /* the one that holds; see wn_model_at */
    wn_goal goal;
    wn_str zh, en;
    uint64_t meaning; /* a hash of what the check asks, without its limits and names */
} wn_check;

extern const char *const wn_survive_names[]; /* ends with NULL */

/* Records that a rule forbids to be the same. */
typedef struct wn_never {
    int field;
    const wn_list *list; /* values in it are no evidence; NULL: different values forbid */
} wn_never;

/* Meanings that code asks for, whatever the field's name is: role= in the model. */
typedef enum wn_means {
    WN_MEANS_OWNER,
    WN_MEANS_DEPARTMENT,
    WN_MEANS_CREATED, /* when the record was made */
    WN_MEANS_UPDATED, /* when the record was changed last */
    WN_MEANS_SOURCE,  /* where the contact came from */
    WN_MEANS_CLOSED,  /* when the matter, a ticket, was closed */
    WN_MEANS_MANAGER, /* of a user: who is above */
    WN_MEANS_COUNT
} wn_means;

#define WN_MEANS_NONE      \
    {                      \
        -1, -1, -1, -1, -1, -1, -1 \
    }
_Static_assert(sizeof((int[])WN_MEANS_NONE) / sizeof(int) == WN_MEANS_COUNT,
               "a -1 for each");
extern const char *const wn_means_names[]; /* ends with NULL */

typedef struct wn_entity {
    wn_str name, zh, en;
    int number;
    wn_field *fields;
    size_t field_count, field_room;
    int key, extra;            /* fields, or -1 */
    int means[WN_MEANS_COUNT]; /* the field with each meaning, or -1 */
    int department;            /* the field whose values are ranked, or -1 */
    wn_check *checks;          /* those of the model, then those that fields imply */
    size_t check_count, check_room;
    const wn_check *implied[WN_RULE_COUNT]; /* for findings of the readers and match */
    bool matched;                           /* has a <match> */
    double merge_at, review_at;             /* probabilities */
    double weight;                          /* in the total score, of 100 */
    wn_conflict conflict;                   /* default for its fields */
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
    wn_map blanks;          /* folded words that mean "no value" -> 1 */
    bool blank_first[1024]; /* folded first characters of them, modulo 1024 */
    size_t blank_longest;   /* bytes of the longest, as written in the model */
    double weights[WN_DIMENSION_COUNT];
    double green, yellow;         /* scores */
    int64_t min_rows;             /* departments with fewer records are not ranked */
    double kpi_share;             /* of data in the rating of people; negative: not said */
    int check_count, field_count; /* over all entities */
} wn_model;

/* Sets the limits of all checks to those that hold in the period, a month. Without this
 * call those without a date hold. */
void wn_model_at(wn_model *model, const char *period);
int wn_entity_find(const wn_model *model, wn_str name);  /* or -1 */
int wn_field_find(const wn_entity *entity, wn_str name); /* or -1 */
/* What a person means: the name, or else the label in either language (case, width and
 * blanks do not matter). `at` is -1 where nothing is called so; where two are, `other`
 * is the second, else -1. Only this decides what labels mean. */
typedef struct wn_named {
    int at, other;
} wn_named;
wn_named wn_entity_named(const wn_model *model, wn_str text);
wn_named wn_field_named(const wn_entity *entity, wn_str text);
void wn_blank_add(wn_model *model, wn_str value); /* a word that means "no value" */
bool wn_model_is_blank(const wn_model *model, wn_str value); /* is it such a word? */
/* Does the value mean "no value" in a field of the type (see wn_blanks)? May allocate
 * from the arena. */
bool wn_value_is_blank(const wn_model *model, const wn_transform *type,
                       const void *config, wn_str value, wn_arena *arena);
/* Does the value say no more than an empty cell: "-", "n/a", null, 无? Not null and such
 * words where the type is a name: Null is a family name. */
bool wn_blank_is_plain(const wn_transform *type, wn_str value);
/* Set one option in a transform's config. False: the text is no value of the option.
 * `model` has the lists; it may be NULL. */
bool wn_option_set(const wn_option *option, wn_str text, void *config, wn_arena *arena,
                   const wn_model *model);

/* What an entity or a field is called in the language: its label, else its name. */
static inline wn_str wn_label(wn_lang lang, wn_str en, wn_str zh, wn_str name)
{
    wn_str label = lang == WN_ZH ? zh : en;

    return label.len ? label : name;
}

/* Case, width, blanks and a few marks folded away: how lists and column
 * names are compared. Writes at most `room` bytes; returns the text in out. */
wn_str wn_fold(wn_str s, char *out, size_t room);
/* For texts of any length: a fingerprint of the folded text; are two texts the same when
 * they are folded? */
wn_fingerprint wn_fold_fingerprint(wn_str s);
/* Is the text this word in any language, whatever its case, width and blanks? */
bool wn_is_word(wn_str text, wn_word word);
bool wn_fold_equal(wn_str a, wn_str b);
/* The fingerprint of a spelling: as above, but a text that folds to nothing, such as "-",
 * is taken as it is. */
wn_fingerprint wn_spelling_fingerprint(wn_str s);

typedef struct wn_source {
    wn_str system;
    int number; /* order on the command line */
} wn_source;

/* A column that a WN_OPT_COLUMN option names, alone or in "A | B". */
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
    /* Columns whose cells change the config for each record, see wn_transform.with. */
    wn_context_column *context_columns;
    size_t context_column_count;
    bool settled;   /* dates: their order is decided, no pass need find it out */
    double refused; /* largest share of refused values without a question */
    uint32_t line, column;
} wn_bind;

/* <keep> or <drop>: names, or patterns with a * in them. */
typedef struct wn_column_rule {
    wn_str pattern;
    bool keep;
    wn_str why;
} wn_column_rule;

/* One condition of where="kind = a | b and phone | mobile filled" on the columns of the
 * file. A row is a record of this <file> if all conditions hold. */
typedef struct wn_term {
    wn_str *columns; /* one of them must meet the condition */
    size_t count;
    bool negated;            /* != and empty: all columns must meet it */
    wn_str *values, *folded; /* none: any value will do */
    size_t value_count;
} wn_term;

/* <skip>: files or sheets that are left out on purpose; path and sheet are patterns. */
typedef struct wn_skip {
    wn_str path, sheet, why; /* sheet "": all of the file */
} wn_skip;

/* How an export is recognized: columns that it has and has not, its format; "": any. */
typedef struct wn_signature {
    wn_str has, hasnt, format;
} wn_signature;

typedef struct wn_file {
    const wn_source *source;
    const wn_entity *entity;
    const char *mapping; /* path of the mapping file */
    uint32_t line, column;
    wn_str path;
    const char *found; /* of a pack: the path where the file was found; else NULL */
    wn_str
        name; /* for people and the target: the path, and the table if it has several */
    wn_str encoding, records, sheet; /* "": found from the content */
    wn_str link;  /* address of a record in the old system, with {key} in it, or "" */
    wn_str *keys; /* columns of the source key, joined with " + " */
    size_t key_count;
    bool clears;    /* gone="clear": when a column is gone, its field becomes empty */
    bool once;      /* rows with the same key are the same record, not duplicates */
    wn_term *terms; /* where=: which rows are its records; none: all */
    size_t term_count;
    wn_bind *binds;
    size_t bind_count, bind_room;
    wn_column_rule *column_rules;
    size_t column_rule_count, column_rule_room;
    wn_signature *signatures; /* one of them must fit */
    size_t signature_count;
    bool is_pack; /* belongs to a pack: a mapping for all exports of a system */
    int number;   /* over the whole plan */
} wn_file;

/* A mistake in a mapping or model file, or a remark about it. */
typedef struct wn_diag {
    const char *file;
    uint32_t line, column, width; /* 1-based, in characters; 0: not known */
    bool is_note;
    wn_str text;   /* the sentence */
    wn_str source; /* the line it is about, or "" */
    wn_str place;  /* in a workbook, its cell: "Customers!F7"; else "" */
    size_t sheet;  /* the number of that cell's sheet */
} wn_diag;

typedef struct wn_diags {
    wn_diag *items;
    size_t count, room, errors;
    wn_arena arena;
    wn_lang lang;
    /* Who gives mistakes about the XML of workbooks their cells, before they are shown; or
     * NULL. */
    void (*settle)(const void *data, struct wn_diags *diags);
    const void *settle_data;
} wn_diags;

void wn_diags_release(wn_diags *diags);
void wn_diags_settle(wn_diags *diags); /* call it before items are shown */
/* Append them all for people: position, sentence, line, caret. */
void wn_diags_write(wn_diags *diags, wn_buf *out);
void wn_diag_add(wn_diags *diags, const char *file, uint32_t line, uint32_t column,
                 uint32_t width, wn_str source, wn_word word, ...) WN_SAYS(7, 8);
/* Give the last mistake, which is about an element of a mapping, its line from the file,
 * and point at this text in the element. */
void wn_diag_point(wn_diags *diags, wn_str text);

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

/* A mapping and its model that are no XML files of their own, but the texts of such: of a
 * workbook, of a draft. Lists that the model names are beside model_path. */
typedef struct wn_text {
    const char *path, *model_path;
    wn_str mapping, model;
} wn_text;

/* Load mappings and the model they name. A path that is that of one of the `texts` stands
 * for it. All mistakes of all files go into diags. WN_OK, or WN_E_MAPPING when there was
 * an error among them. */
wn_rc wn_plan_load(wn_plan *plan, const wn_text *texts, size_t text_count,
                   const char *const *paths, size_t count, wn_diags *diags);
/* Load a model alone, to check it. */
wn_rc wn_plan_load_model(wn_plan *plan, const char *path, wn_diags *diags);
/* The same of a text; `name` stands for the path. */
wn_rc wn_plan_read_model(wn_plan *plan, const char *name, wn_str text, wn_diags *diags);
void wn_plan_release(wn_plan *plan);
/* Set the names of the files again, after paths were changed or files removed. */
void wn_plan_name_files(wn_plan *plan);
/* The language (lang=) of the mapping, or else of its model. False: neither says one. */
bool wn_mapping_lang(const char *path, wn_lang *lang_out);
/* Is the file a mapping (or a model), and not data? */
bool wn_is_mapping(const char *path);

/* Number of edits from one text to the other (optimal string alignment); only the first
 * 64 characters count. */
unsigned wn_edits(wn_str left, wn_str right);
/* The closest of the candidates (edit distance, prefix, pinyin), or "". */
wn_str wn_suggest(wn_str wrong, const wn_str *candidates, size_t count);
/* Do they read alike, Chinese characters by their pinyin? */
bool wn_sounds_alike(wn_str a, wn_str b);

/* The grammar of the language as a schema, into out. */
void wn_schema_xsd(wn_buf *out);
void wn_schema_rng(wn_buf *out);
/* The entity, field (contact.email) or list of this name or label, for people. False:
 * there is none. And the names of all of them, to suggest. */
bool wn_model_explain(const wn_model *model, wn_lang lang, wn_str topic, wn_buf *out);
void wn_model_topics(const wn_model *model, wn_str *names, size_t *count, size_t room);
/* The grammar for people: element, attributes, sentences. */
void wn_grammar_explain(wn_buf *out, wn_lang lang, const char *element);

#endif
