/* match.h - the records of an entity while their groups are found; for the files of the
 * match stage. */
#ifndef STAGES_MATCH_H
#define STAGES_MATCH_H

#include "match_decide.h"
#include "match_spool.h"
#include "winnow/linkage.h"

#define NONE UINT32_MAX

/* match_repeats.c: of each key that came again in the group that is given back, what its
 * records said so far. */
typedef struct match_repeats {
    struct match_key *items;
    size_t count, room;
    wn_map known; /* print of the key -> index */
    wn_arena arena;
} match_repeats;

/* A pair as it is given on. */
typedef struct match_shown {
    wn_link_pair pair;
    wn_ruling ruling;
} match_shown;

struct match {
    wn_stage stage;
    const wn_entity *entity;
    match_spool spool;
    wn_linkage *linkage; /* NULL: the entity is not matched */
    int *compared;       /* fields that are compared, in the order of its columns */
    size_t compared_count;
    wn_str *values; /* of one record, by compared field */
    struct match_parts {
        int field, given, family; /* source columns of the file now read; -1: none */
        wn_buf text;
    } parts;
    uint64_t *golden;  /* by record: of its group, from an earlier run, or 0 */
    uint64_t *differs; /* by record and never-rule: fingerprint of the value */
    size_t never_count;
    uint32_t *next;    /* the group as a list; from its first record on */
    uint32_t *first;   /* by record: the first of its group */
    uint8_t *level;    /* what a company's name says of its place in a group */
    int level_field;   /* that name; -1: the entity's records are no companies */
    uint8_t *apart;    /* refused or skipped: takes no part */
    uint8_t *doubtful; /* by first record of a group: perhaps an earlier group's */
    size_t count, room, given, pairs_given;
    wn_fingerprint *prints; /* of system, entity and key */
    wn_fingerprint prefix;  /* of system and entity, for the file now read */
    const wn_file *file;
    bool is_target; /* records of this run link to it */
    /* Refused records of it; told at the end, when nobody looks them up (see wn_xref). */
    struct match_refused {
        uint32_t record;
        int file;
        uint64_t line;
    } * refused;
    size_t refused_count, refused_room;
    wn_map keys;     /* source key -> first record with it */
    uint32_t *times; /* by first record: how often the key came */
    match_repeats repeats;
    match_rulings rulings;     /* what people decided */
    uint8_t *ruled;            /* by first record of a group: somebody decided about it */
    struct match_shown *pairs; /* for a person to look at, and those decided */
    size_t pair_count, pair_room;
    const wn_link_pair **links; /* what holds groups together */
    /* Golden records of the target that no record of this run is of: they are compared
     * behind the records, as number `count` and on. */
    struct match_target {
        uint64_t content;
        wn_str system, key;
    } * targets;
    size_t target_count, target_room;
    uint32_t *target_of; /* by first record of a group: the target record in it, + 1 */
    wn_arena target_arena;
    struct match_kin { /* records and their parents; see match_kin.c */
        struct match_edge {
            uint32_t child, parent;
            wn_fingerprint key; /* of the parent */
        } * edges;
        size_t count, room;
        uint32_t *first,
            *length;    /* by first record of a group: its edges, + 1; how many */
        uint32_t *next; /* by half of an edge, + 1 */
    } kin;
    wn_map living;     /* golden ids that records of this run are of */
    uint32_t *numbers; /* of the records of the group that is given back */
    size_t numbers_count, numbers_room;
    bool grouped;
};

/* match_records.c: the first record of this one's group; room for one more record than so
 * many; a value as the model's rules compare it; is it one of those that the model calls
 * no evidence? */
uint32_t match_first(struct match *m, uint32_t i);
void match_make_room(struct match *m, size_t count);
uint64_t match_fingerprint(wn_str value);
bool match_is_no_evidence(const wn_entity *entity, int field, wn_str value);

/* match_apart.c: does a rule of the model, a parent or somebody's decision, or only that
 * decision, keep the groups of these two first records apart? */
bool match_is_apart(struct match *m, uint32_t x, uint32_t y);
bool match_is_ruled_apart(struct match *m, uint32_t x, uint32_t y);

/* match_repeats.c: record `at` of the batch has the key of one before it in its group,
 * which begins at `first`: note it where the two contradict, and mark it where it only
 * names the other once more. And, when the group is whole, count the check of that. */
void match_repeats_see(struct match *m, wn_batch *batch, size_t first, size_t at);
void match_repeats_count(struct match *m, wn_batch *batch, size_t first);
void match_repeats_release(match_repeats *r);

/* match_target.c: golden records of the target that are not of this run take part; and,
 * when groups are found, which group each is in. */
wn_rc match_add_targets(struct match *m);
void match_place_targets(struct match *m);

/* match_kin.c: note the record's parent; once all are there, which are of this run or
 * golden records; what groups know when they become one; does a record of the one group
 * have its parent in the other? */
void match_kin_see(struct match *m, const wn_record *record, uint32_t i);
void match_kin_settle(struct match *m);
void match_kin_share(struct match *m, uint32_t low, uint32_t high);
bool match_are_kin(struct match *m, uint32_t x, uint32_t y);
void match_kin_release(struct match *m);

/* match_parts.c: which columns of the file are the parts of a name; those of a record, as
 * linkage.h wants them (borrowed until the next). False: the field came in one column. */
void match_parts_begin(struct match *m, const wn_file *file);
bool match_parts_of(struct match *m, const wn_record *record, int field, wn_str *out);

/* match_pairs.c: what a record says in the fields that are compared; 0: nothing. */
uint64_t match_content(const struct match *m, const wn_record *record);
/* When groups are found: which pairs people should see, those they decided, and what
 * holds groups together. */
void match_choose_pairs(struct match *m);
/* The pairs of the group whose records are in the batch, from `from` on; record r of the
 * group is `numbers[r]`. */
void match_give_links(struct match *m, wn_batch *batch, size_t from,
                      const uint32_t *numbers);
/* Pairs come after all records; the records they name are read once more. */
wn_rc match_give_pairs(struct match *m, wn_batch *batch);

#endif
