/* match.h - shared by the files of stage 5 only. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "winnow/stage.h"

/* ---- spool.c: records on disk until their groups are known ---------------------- */

typedef struct match_spool {
    int fd;
    uint64_t *offsets; /* by record; one more at the end */
    size_t count, room;
    wn_buf out; /* not yet written */
    uint64_t written;
    char *window; /* of the file, for reading in order */
    uint64_t window_at;
    size_t window_len;
    wn_error *err;
    const char *dir;
} match_spool;

wn_rc match_spool_open(match_spool *spool, const char *dir, wn_error *err);
wn_rc match_spool_add(match_spool *spool, const wn_record *record,
                      const wn_entity *entity);
wn_rc match_spool_flush(match_spool *spool);
/* The record at the index, its bytes in the batch's arena, appended to it. */
wn_record *match_spool_read(match_spool *spool, size_t index, const wn_plan *plan,
                            wn_batch *batch);
void match_spool_clear(match_spool *spool);
void match_spool_close(match_spool *spool);

/* ---- features.c: what records are compared by ------------------------------------- */

typedef enum match_kind {
    MATCH_PERSON,
    MATCH_COMPANY, /* without legal form and place */
    MATCH_FULL,    /* the company's name as written, folded */
    MATCH_PLACE,   /* the place in the company's name */
    MATCH_PHONE,
    MATCH_EMAIL,
    MATCH_TAX_ID,
    MATCH_DOMAIN,
    MATCH_ADDRESS,
    MATCH_LINK,
    MATCH_KIND_COUNT
} match_kind;

/* Two values of a kind are kept: mobile and landline. 0: none. */
#define MATCH_SLOTS (MATCH_KIND_COUNT + 1)
#define MATCH_SECOND_PHONE MATCH_KIND_COUNT

typedef struct match_features {
    uint64_t slot[MATCH_SLOTS];
} match_features;

match_features match_features_of(const wn_record *record, const wn_entity *entity,
                                 wn_arena *scratch);

/* ---- score.c: how alike two records are ----------------------------------------------
 */

typedef struct match_scorer {
    const match_features *features;
    const uint32_t (*frequency)[MATCH_SLOTS]; /* how many records share the value */
    double population;                        /* records compared, at least 1,000 */
} match_scorer;

/* Match weight in bits, prior included. `why`, when not NULL, gets the parts. */
double match_weight(const match_scorer *scorer, uint32_t a, uint32_t b, wn_buf *why);
double match_probability(double weight);

/* ---- candidates.c: which pairs are worth comparing ------------------------------------
 */

typedef struct match_pair {
    uint32_t left, right;
    float weight;
} match_pair;

typedef struct match_pairs {
    match_pair *items;
    size_t count, room;
} match_pairs;

/* Pairs that share a rare value, each once, in order. Fills `frequency`. */
void match_candidates(const match_features *features, size_t records,
                      uint32_t (*frequency)[MATCH_SLOTS], match_pairs *pairs);

#endif
