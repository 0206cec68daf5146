/* match.h - the state of the match stage for one entity; shared by the files
 * match_*.c. */
#ifndef STAGES_MATCH_H
#define STAGES_MATCH_H

#include "match_spool.h"

#include "core/rulings.h"
#include "winnow/linkage.h"

#define NONE UINT32_MAX
#define WN_MATCH_KEYS 16 /* columns of a source key that are looked for */

/* match_repeats.c: for each key that came more than once in the group that is given back,
 * what its records said so far. */
typedef struct match_repeats {
    struct match_key *items;
    size_t count, room;
    wn_map known; /* fingerprint of the key -> index */
    wn_arena arena;
} match_repeats;

/* A pair as later stages get it. */
typedef struct match_shown {
    wn_link_pair pair;
    wn_ruling ruling;
    bool is_contrary; /* it contradicts other decisions */
    double gain;      /* pairs of records that an answer probably puts together */
} match_shown;

struct match {
    wn_stage stage;
    const wn_entity *entity;
    match_spool spool;
    wn_linkage *linkage; /* NULL: the entity is not matched */
    int *compared;       /* fields that are compared, in the order of the linkage's
                            columns */
    size_t compared_count;
    wn_str *values; /* the values of one record, by compared field */
    struct match_parts {
        int field, given, family; /* source columns of the file now read; -1: none */
        int keys[WN_MATCH_KEYS];  /* source columns of its key */
        size_t key_count;
        wn_buf text;
    } parts;
    uint64_t *golden;  /* by record: golden id of its group, from an earlier run; or 0 */
    uint64_t *differs; /* by record and <never> rule: fingerprint of the value; 0: no
                          value */
    size_t never_count;
    uint32_t *next;      /* by record: the next record of its group, or NONE */
    uint32_t *first;     /* by record: a record before it in its group; match_first()
                            follows these to the first record of the group */
    struct match_marks { /* what records say that keeps them apart; see match_marks.c */
        struct match_mark {
            int field, kind;
            size_t place; /* among the marks of a record */
        } * list;
        size_t count, room, width; /* width: marks of a record */
        uint64_t *of;              /* by record and place */
        wn_arena scratch;
    } marks;
    uint8_t *apart;    /* by record: refused or skipped, takes no part in matching */
    uint8_t *doubtful; /* by first record of a group: perhaps the same as an earlier
                          group */
    size_t count, room, given, pairs_given;
    wn_fingerprint *prints; /* by record: fingerprint of system, entity and key */
    wn_fingerprint prefix;  /* fingerprint of system and entity of the file now read */
    const wn_file *file;
    bool is_target; /* other records of this run link to this entity */
    /* Refused records of an entity with is_target. They go into the xref at the end, when
     * no worker looks there (see wn_xref). */
    struct match_refused {
        uint32_t record;
        int file;
        uint64_t line;
    } * refused;
    size_t refused_count, refused_room;
    struct match_keys {  /* the first record with each source key; match_records.c */
        uint64_t *slots; /* upper half of the fingerprint, and record + 1; 0: free */
        size_t count, room;
    } keys;
    uint32_t *times; /* by first record with a key: how often the key came */
    match_repeats repeats;
    wn_rulings rulings;        /* what people decided */
    uint8_t *ruled;            /* by first record of a group: somebody decided about it */
    struct match_shown *pairs; /* the pairs that people should see, and those they decided
                                  about */
    size_t pair_count, pair_room;
    const wn_link_pair **links; /* by record, see wn_linkage_links(); owned */
    /* Target records: golden records of the target that no record of this run belongs to.
     * They are compared after the records; their numbers begin at `count`. */
    struct match_target {
        uint64_t content;
        wn_str system, key;
    } * targets;
    size_t target_count, target_room;
    uint32_t *target_of; /* by first record of a group: the target record in it + 1, or
                            0 */
    wn_arena target_arena;
    struct match_shown_values { /* of the target records that are shown; match_shown.c */
        wn_map of;              /* golden id -> index of its first value + 1; 0: wanted */
        wn_str *items;
        size_t count, room;
    } shown_values;
    struct match_kin { /* records and their parents; see match_kin.c */
        struct match_edge {
            uint32_t child, parent;
            wn_fingerprint key; /* fingerprint of the parent's key */
        } * edges;
        size_t count, room;
        uint32_t *first, *length; /* by first record of a group: its first half edge + 1;
                                     and how many it has */
        uint32_t *parent; /* by first record of a group: a parent of one of its records
                             + 1, or 0 */
        uint32_t *next;   /* by half edge: the next half edge of the group + 1, or 0 */
    } kin;
    wn_map living;     /* golden ids that records of this run belong to */
    uint32_t *numbers; /* numbers of the records of the group that is given back */
    size_t numbers_count, numbers_room;
    bool grouped;
    struct match_again { /* see match_again.c */
        bool may;     /* the last run had the same rules: perhaps it had these records */
        uint64_t sum; /* over all records */
        double elsewhere; /* expected_elsewhere of the entities before */
        struct match_known {
            wn_known_pair pair;
            double gain; /* see match_shown */
        } * pairs;       /* of the last run */
        size_t count, room, given;
    } again;
};

typedef struct match_known match_known;

/* match_records.c: return the first record of record i's group; make room for record
 * number `count`; return the first record with a source key (NONE: there is none); return
 * it for record i, whose fingerprint is known, and remember i where it is that; return
 * the fingerprint of a value, by which the model's rules compare values (0: empty); is
 * this a value that the model calls no evidence? */
uint32_t match_first(struct match *m, uint32_t i);
uint32_t match_first_of(void *data, uint32_t i); /* the same, as wn_first_of */
void match_make_room(struct match *m, size_t count);
uint32_t match_with_key(const struct match *m, wn_fingerprint key);
uint32_t match_keep_key(struct match *m, uint32_t i);
uint64_t match_fingerprint(wn_str value);
bool match_is_no_evidence(const wn_entity *entity, int field, wn_str value);

/* match_known.c: the groups of two records become one (join); join what people decided to
 * be the same, and what an earlier run put together (known). */
void match_join(struct match *m, uint32_t a, uint32_t b);
void match_join_known(struct match *m);

/* match_apart.c: must these two groups stay apart? x and y are their first records. The
 * first function asks the rules of the model, parents and people's decisions; the second
 * asks decisions only; the third, whether a decision about them is taken back, so that these
 * two may be joined though both are golden records. */
bool match_is_apart(struct match *m, uint32_t x, uint32_t y);
bool match_is_ruled_apart(struct match *m, uint32_t x, uint32_t y);
bool match_is_opened(struct match *m, uint32_t x, uint32_t y);

/* match_repeats.c: record `at` of the batch has the key of a record before it in its
 * group, which begins at `first`. Note a finding where the two contradict; mark the
 * record as `again` where it only names the other once more. When the group is whole,
 * match_repeats_count counts this check. */
void match_repeats_see(struct match *m, wn_batch *batch, size_t first, size_t at);
void match_repeats_count(struct match *m, wn_batch *batch, size_t first);
void match_repeats_release(match_repeats *r);

/* match_target.c: add the target records to the records that are compared; when groups
 * are found, note in which group each of them is. */
wn_rc match_add_targets(struct match *m);
void match_place_targets(struct match *m);

/* match_kin.c: does a field of the entity link to the entity itself (has_parents)? Note
 * the record's parents (see); when all records are there, keep the edges whose parent is
 * a record of this run or a target record (settle); when two groups become one, join
 * their edges (share); does a record of one group have its parent in the other (are_kin)?
 * Have records of both one parent (are_siblings)? */
bool match_kin_has_parents(const wn_entity *entity);
void match_kin_see(struct match *m, const wn_record *record, uint32_t i);
void match_kin_settle(struct match *m);
void match_kin_share(struct match *m, uint32_t low, uint32_t high);
bool match_are_kin(struct match *m, uint32_t x, uint32_t y);
bool match_are_siblings(struct match *m, uint32_t x, uint32_t y);
void match_kin_release(struct match *m);

/* match_marks.c: choose the fields (begin); note what a record (see), or one of its
 * values (set), says; when two groups become one, share it; the kind of mark by which two
 * groups say that they are two, or -1. Then a person may be asked, but they are not
 * joined here. */
enum {
    MATCH_MARK_LEVEL, /* of the company's name: see wn_company_level */
    MATCH_MARK_FORM,  /* see wn_company_form */
    MATCH_MARK_TAX_ID,
    MATCH_MARK_CITIZEN, /* the number of a person, in any field */
    MATCH_MARK_NAME,    /* of a company */
    MATCH_MARK_TOWN,
    MATCH_MARK_NUMBER,
    MATCH_MARK_REACH, /* mailbox, address */
    MATCH_MARK_HOST,  /* of a website */
    MATCH_MARK_TRADE  /* of no field: a name without a legal form in two towns */
};
void match_marks_begin(struct match *m);
void match_marks_see(struct match *m, uint32_t i, const wn_record *record);
void match_marks_set(struct match *m, uint32_t i, size_t mark, wn_str value);
void match_marks_share(struct match *m, uint32_t low, uint32_t high);
int match_marks_differing(struct match *m, uint32_t x, uint32_t y);
void match_marks_release(struct match *m);

/* match_parts.c: find the columns of the file that hold the given and the family name.
 * match_parts_of gives these two of a record, joined as linkage.h wants them; *out is
 * valid until the next call. It returns false where the field did not come in two such
 * columns. */
void match_parts_begin(struct match *m, const wn_file *file);
bool match_parts_of(struct match *m, const wn_record *record, int field, wn_str *out);
/* A fingerprint of all cells of the record's row but its key: two records with other ones
 * are no copies of each other. */
uint64_t match_rest(const struct match *m, const wn_record *record);

/* match_shown.c: what is told of a pair beside its weight. A target record of this golden
 * id is shown (want); when all are known, read their values (read); add to a pair what it
 * says of its two groups, named by a record of each (NONE: a target record that is not
 * compared now). */
void match_shown_want(struct match *m, uint64_t golden);
wn_rc match_shown_read(struct match *m);
void match_shown_tell(struct match *m, wn_pair *pair, uint32_t left, uint32_t right);
void match_shown_release(struct match *m);

/* match_again.c: note a record (see); are all records, rules and decisions those of the
 * last run? Take its pairs over (take) and give them to the batch (give; WN_MORE: call
 * again). Keep for the next run what was matched. */
void match_again_see(struct match *m, const wn_record *record, uint32_t i);
bool match_is_again(const struct match *m);
wn_rc match_again_take(struct match *m);
wn_rc match_again_give(struct match *m, wn_batch *batch);
void match_again_keep(struct match *m);

/* match_pairs.c: a new pair of the batch; a side of a pair (record NULL: of a target
 * record). */
wn_pair *match_new_pair(wn_batch *batch);
wn_side match_side(struct match *m, uint32_t number, const wn_record *record);

/* match_pairs.c: return the fingerprint of what a record says in the compared fields; 0:
 * it says nothing. A link counts as it was read, not as the number of the golden record
 * that it leads to: a decision stays good when other records come and go. */
uint64_t match_content(const struct match *m, const wn_record *record);
/* When groups are found: choose the doubtful pairs, the pairs that people decided about,
 * and the pairs that hold groups together. */
wn_rc match_choose_pairs(struct match *m);
/* Add to the batch the pairs of the group whose records lie in it from `from` on; record
 * r of the group has the number `numbers[r]`. */
void match_give_links(struct match *m, wn_batch *batch, size_t from,
                      const uint32_t *numbers);
/* Add the pairs of `pairs` to the batch. They come after all records; the records that
 * they name are read from the spool once more. */
wn_rc match_give_pairs(struct match *m, wn_batch *batch);

#endif
