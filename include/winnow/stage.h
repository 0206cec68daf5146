/*
 * stage.h - one step of the pipeline.
 *
 * A stage does not know the stage before it or after it. It is given a batch
 * and changes it (process), or it is asked for what it still holds (drain).
 * Only run/pipeline.c knows the order.
 */
#ifndef WINNOW_STAGE_H
#define WINNOW_STAGE_H

#include "winnow/reader.h"

#include <signal.h>

/* A golden record as the target has it; borrowed for the call. */
typedef struct wn_golden {
    int64_t id;
    const wn_str *values;
    wn_str system, key;
    uint64_t content; /* of that source record; 0: not known */
} wn_golden;

/* Source keys to golden ids, over all entities done so far and what the
 * target knew before. The workers look things up while they run: who sets something
 * does it between two files, when none runs (match: at the end of its entity). */
typedef struct wn_xref {
    bool is_read;  /* workers run: see WN_ASSERT */
    wn_map golden; /* of this run */
    /* Of the target before it: to an index into the golden ids (0: none). */
    wn_map known;
    int64_t *known_golden;
    wn_map refused; /* of refused records that others may link to: file and line */
    int64_t *next;  /* by entity: the next new golden id */
    /* Golden records of the target that lost source records in this run, because people
     * decided so. */
    struct wn_regrouped {
        int entity;
        int64_t golden;
    } * regrouped;
    size_t regrouped_count, regrouped_room;
    wn_buf *models; /* by entity: how it is matched, from the target; then as it was */
    /* Calls `take` for each golden record of the entity in the target, with a value for
     * each field ("": none) and a source record it stands on. NULL: there is none. */
    wn_rc (*each_golden)(void *target, const wn_entity *entity,
                         void (*take)(void *data, const wn_golden *golden), void *data);
    void *target;
} wn_xref;

typedef struct wn_regrouped wn_regrouped;

/* Room for the next ids of so many entities. Ids begin at 1, with or without a target: 0
 * is "none". */
void wn_xref_begin(wn_xref *xref, size_t entities);
wn_print wn_xref_print(wn_str system, wn_str entity, wn_str key);
uint64_t wn_xref_find(const wn_xref *xref, wn_print print);       /* 0: none */
void wn_xref_set(wn_xref *xref, wn_print print, uint64_t golden); /* not 0 */
/* The record that others may link to was refused. */
void wn_xref_refuse(wn_xref *xref, wn_print print, int file, uint64_t line);
/* Turn the key in a link cell into the golden id of the record it names. True
 * when it is there; else the cell is INVALID and keeps the key. */
bool wn_xref_link(const wn_xref *xref, const wn_file *file, const wn_entity *target,
                  wn_cell *cell, wn_arena *arena);

/* "It belongs to one that was refused: FILE:LINE", in the arena; "" when it was not. */
struct wn_context;
wn_str wn_xref_culprit(const struct wn_context *context, const wn_file *file,
                       const wn_entity *target, wn_str key, wn_arena *arena);

/* What people decided about pairs of records. A record is known by what it says in the
 * fields that are compared (a hash of it), not by its key: so a decision outlives a new
 * export, and is asked for again when the record says something else. A pair's id is both
 * hashes, the lower one first: "0123456789abcdef-fedcba9876543210". */
typedef struct wn_decision {
    uint64_t left, right;
    wn_ruling ruling;
} wn_decision;

typedef struct wn_decisions {
    wn_decision *items;
    size_t count, room;
    wn_map known;
} wn_decisions;

#define WN_PAIR_ID 33
void wn_pair_id(uint64_t left, uint64_t right, char out[WN_PAIR_ID + 1]);
/* Add what was decided of the pair; what was added first stays. False: no id, no ruling.
 */
bool wn_decide(wn_decisions *all, wn_str id, wn_str ruling);
void wn_decisions_release(wn_decisions *all);

/* What became of the records of one <file>. */
typedef struct wn_books {
    uint64_t read, fates[WN_FATE_COUNT];
} wn_books;

/* Why rows of the files given are records of no <file>; the words of it:
 * WN_SAY_UNREAD_...
 */
typedef enum wn_unread_why {
    WN_UNREAD_FILE,    /* no <file> reads the file, or this table of it */
    WN_UNREAD_WHERE,   /* of a table that is read: no where= takes them */
    WN_UNREAD_BELOW,   /* below the table that is read */
    WN_UNREAD_UNKNOWN, /* winnow cannot read it: `reason` */
    WN_UNREAD_LEFT,    /* left out by a <skip>: `reason` */
    WN_UNREAD_INSTEAD, /* a file, and another of its name is read in its place */
    WN_UNREAD_FOLDER,  /* of files, in a folder that was given: nobody looks into it */
    WN_UNREAD_COUNT
} wn_unread_why;

extern const char *const wn_unread_names[WN_UNREAD_COUNT];

/* A file, a table of one or rows of a table that are not read. */
typedef struct wn_unread {
    wn_str file, table; /* table "": the file is one */
    bool is_sheet;
    wn_unread_why why;
    uint64_t rows;
    bool is_counted, is_more; /* not counted: nobody knows; more: at least so many */
    wn_str reason[WN_LANG_COUNT];
} wn_unread;

typedef struct wn_unreads {
    wn_unread *items;
    size_t count, room;
    uint64_t rows; /* that nobody left out on purpose */
    size_t open;   /* of the items: those with such rows, or not understood */
    wn_arena arena;
} wn_unreads;

/* Is it one that somebody should look at? */
bool wn_unread_is_open(const wn_unread *unread);
void wn_unreads_release(wn_unreads *unreads);

/* A column that earlier exports of a system had and this one has not; or, with column "",
 * all of its files of an entity. Values and records of it stay as they are. */
typedef struct wn_gone {
    const wn_file *file; /* that lacks the column; NULL: the file is gone */
    wn_str name;         /* of the file that is gone, as it was called */
    wn_str system, entity, field, column;
    bool is_new; /* the last exports had it */
} wn_gone;

typedef struct wn_gones {
    wn_gone *items;
    size_t count, room, fresh; /* fresh: of the items, those that are new */
    wn_arena arena;
} wn_gones;

/* What a run found, for people and scripts. */
typedef struct wn_results {
    wn_books *books; /* by file; fates counted as records arrive at the end */
    wn_books *rows;  /* by file; fates counted from rows of the target */
    uint64_t groups, surplus, review_pairs;
    bool *doubtful;    /* by entity: what columns it has tells no records apart */
    wn_unreads unread; /* what the files given have beside what was read */
    wn_gones gones;    /* what earlier files had that they have not */
    uint64_t older;    /* records that are older than what the target has of them */
    uint64_t joined;   /* values that people changed in records that were put together */
    uint64_t edited;   /* values that people changed and of which the source has others */
    wn_buf left[WN_LANG_COUNT]; /* lines: what workbooks and pages have no room for */
    wn_buf missing;             /* CSV: records of before that the exports have no more */
    double score;               /* 0 to 100; negative: nothing was checked */
    bool gated;                 /* too many were refused: nothing is committed */
    bool unkept;         /* all is committed, but its files could not get their names */
    int colour;          /* 0 green, 1 yellow, 2 red */
    int weakest;         /* dimension, or -1 */
    bool delta_known;    /* there is an earlier period to compare with */
    double delta;        /* of the score, since then */
    char backup[512];    /* what was copied before the target was changed, or how to */
    char artefacts[512]; /* names of the files written, blanks between */
} wn_results;

typedef struct wn_where {
    wn_str field, value;
} wn_where;

/* Is the record one that the run is about? */
bool wn_is_wanted(const struct wn_context *context, const wn_record *record);

/* What a stage may see of the run. Nothing here belongs to the stage. */
typedef struct wn_context {
    const wn_plan *plan;
    wn_input *inputs;         /* by file */
    const char *const *given; /* files, folders and archives to look for inputs in */
    size_t given_count;
    const char *const *own; /* files that the run itself uses or writes: no exports */
    size_t own_count;
    const char *target, *out_dir;
    char *run_id; /* room for 48: a sink adds -2 when the target has a run of that name */
    const char *target_shown; /* as reports name it: never a password */
    const char *as_of;        /* YYYY-MM-DD */
    const char *started_at;   /* YYYY-MM-DDTHH:MM:SSZ */
    const wn_where *wheres;
    size_t where_count;
    bool dry_run, mark_missing, no_backup;
    bool older; /* records that are older than the target's overwrite them */
    bool force; /* also replace files that winnow did not write */
    const struct wn_drafted *drafted; /* where no mapping was given; else NULL */
    /* What the mapping leaves open stays as read, and nobody is asked: it is a draft, or
     * what a run made of it is held against the sources. */
    bool unasked;
    bool names_edits; /* verify names what people changed in the target, too */
    bool is_health; /* nothing is migrated: a file may be empty, and nothing is refused */
    bool only_key;  /* only checks with key="yes" */
    bool apply;     /* put records on the lists that checks propose them for */
    bool unmasked;  /* reports show what stands in the data */
    bool by_department, by_owner; /* a workbook for each; owners are ranked */
    double max_refused; /* records, or with is_share of 100; negative: any number */
    bool max_is_share;
    wn_lang lang;
    size_t batch, chunk, jobs;
    uint64_t memory; /* for candidates of matches; 0: half of the machine's */
    wn_xref *xref;
    wn_decisions *decisions; /* those given, and, once the target is open, its own */
    wn_results *results;
    wn_ledger *ledger; /* the sums; a worker's stages get the worker's own */
    double *seconds;   /* by stage */
    struct wn_verification *verification; /* see verify.h; NULL in a run */
    struct wn_columns *columns;           /* see pipeline.h; NULL in a run */
    uint64_t most_rows;                   /* of each file; 0: all */
    wn_error *err;
    const bool *needed;           /* fields that are normalized, by number; NULL: all */
    struct wn_gathered *gathered; /* what checks know of other records; see check.h */
    struct wn_past *past; /* what earlier periods said; see health.h. NULL: nothing */
    const volatile sig_atomic_t *cancelled;
    /* Set by the pipeline: it has heard of that and rolls back, or it commits and is past
     * stopping. Who asked need not end it by force. */
    volatile sig_atomic_t *heard;
    /* Called now and then from the thread that delivers; may be NULL. */
    void (*progress)(void *data, size_t stage, const wn_entity *entity, uint64_t records,
                     double done); /* share of the stage's work, 0 to 1 */
    void *progress_data;
} wn_context;

/* Between a file's name and a record's line: "a.csv:17", but "a.json#17" where the line
 * is the record's number. */
static inline char wn_line_mark(const wn_context *context, const wn_file *file)
{
    return context->inputs && context->inputs[file->number].line_is_record ? '#' : ':';
}

/* Does the run leave out records or checks? Then what it does not find is not fixed. */
static inline bool wn_is_partial(const wn_context *context)
{
    return context->only_key || context->where_count > 0;
}

typedef struct wn_stage wn_stage;

typedef struct wn_stage_class {
    const char *name;
    const char *en, *zh; /* one sentence */
    size_t size;         /* of the stage's own struct; zeroed before open */
    /* True: looks at one record at a time, so each worker has an instance. */
    bool is_parallel;

    /* Get ready. On failure close is still called. */
    wn_rc (*open)(wn_stage *stage);
    /* An entity begins. */
    wn_rc (*begin)(wn_stage *stage, const wn_entity *entity);
    /* A file of it begins. */
    wn_rc (*begin_file)(wn_stage *stage, const wn_file *file);
    /* Change the batch in place. May empty it, to give it back in drain. */
    wn_rc (*process)(wn_stage *stage, wn_batch *batch);
    /* Called at the end of the entity when the stages before have nothing
     * left. Fill the empty batch and return WN_MORE, or WN_OK: nothing more. */
    wn_rc (*drain)(wn_stage *stage, wn_batch *batch);
    /* All entities are through. */
    wn_rc (*finish)(wn_stage *stage);
    /* Every stage finished well: make it last. */
    wn_rc (*commit)(wn_stage *stage);
    /* Give everything back. Called once, whatever happened. */
    void (*close)(wn_stage *stage, bool committed);
} wn_stage_class;

/* First member of every stage's own struct. */
struct wn_stage {
    const wn_stage_class *class;
    const wn_context *context;
};

#endif
