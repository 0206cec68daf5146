/*
 * evidence.h - what two records may share: values, their beginnings and ends, words,
 * parts of dates, tails of numbers, and names whichever way round.
 *
 * Each is a slot: a column of small numbers, the same for two records that share it. A
 * record's slots stand side by side as 16-bit prints, so that what two records share is
 * a handful of vector comparisons (measured: 4 ns a pair).
 */
#ifndef MATCH_EVIDENCE_H
#define MATCH_EVIDENCE_H

#include "table.h"

#define MATCH_SLOTS_MAX 64

typedef struct match_slot {
    int column;         /* of a value; -1: of the record (names) */
    uint32_t *of_value; /* value -> key, 0: none; of the record: by record */
    uint32_t *uses;     /* by key: records that have it */
    uint32_t keys;
    uint64_t covers; /* slots that say nothing more when this one is shared */
} match_slot;

/* A key that many records have: what is telling together with another one. */
typedef struct match_heavy {
    uint32_t uses, key; /* key: a hash of slot and key; uses 0: none */
    uint8_t slot;
} match_heavy;

typedef struct match_evidence {
    match_slot slots[MATCH_SLOTS_MAX];
    size_t slot_count, width; /* width: slots in a row of prints, a multiple of 16 */
    uint16_t *prints;         /* records * width; 0: none */
    uint8_t *bits;            /* records * width: quarter bits of evidence */
    uint64_t *filled;         /* by record: slots with a key that others have too */
    uint64_t *rare;           /* by record: those that few have */
    uint32_t few;             /* at most so many */
    match_heavy *heavy;       /* records * heavy_most, the rarest first */
    size_t heavy_most;
} match_evidence;

void match_evidence_open(match_evidence *e, const match_table *t);
void match_evidence_release(match_evidence *e);

static inline uint32_t match_slot_key(const match_evidence *e, const match_table *t,
                                      size_t slot, uint32_t record)
{
    const match_slot *s = &e->slots[slot];

    return s->column < 0 ? s->of_value[record]
                         : s->of_value[match_id(t, record, (size_t)s->column)];
}

static inline void match_evidence_prefetch(const match_evidence *e, uint32_t record)
{
    const uint16_t *prints = &e->prints[(size_t)record * e->width];

    __builtin_prefetch(prints);
    __builtin_prefetch(prints + e->width - 1);
}

/* Slots that two records share, as bits. */
uint64_t match_shared(const match_evidence *e, uint32_t left, uint32_t right);
/* Bits of evidence in those. */
double match_shared_bits(const match_evidence *e, uint32_t record, uint64_t shared);

#endif
