/* memo.c - values of a column that were cleaned before, by hash, in two places each. */
#include "memo.h"

#include "core/hash.h"

#define SLOTS 4096 /* 32 KB a column: they stay in the cache */
#define LONGEST 64 /* bytes of a value: longer ones are notes and addresses */
#define FIRST 256  /* values looked up, of which one in 16 must have been found */
#define TRIAL 4096 /* and of so many, again and again, one in two */

static uint32_t place_of(uint64_t hash, int nth)
{
    return (uint32_t)(hash >> (nth ? 32 : 0)) % SLOTS;
}

/* Do values come again often enough? A list of 850 repeats one in 7 of the first 256. */
static void try(memo *of)
{
    of->asked++;
    if ((of->asked == FIRST && of->found < FIRST / 16) ||
        (of->asked == TRIAL && of->found < TRIAL / 2)) {
        memo_release(of);
        of->is_off = true;
    }
    if (of->asked == TRIAL)
        of->asked = of->found = 0;
}

void memo_release(memo *of)
{
    wn_arena_release(&of->arena);
    *of = (memo){0};
}

const memo_entry *memo_find(memo *of, wn_str value, uint64_t *hash)
{
    if (of->is_off || value.len > LONGEST)
        return NULL;
    try(of);
    *hash = wn_hash(value, 0);
    for (int nth = 0; of->slots && nth < 2; nth++) {
        const memo_entry *entry = of->slots[place_of(*hash, nth)];
        if (entry && entry->hash == *hash && wn_str_equal(entry->in, value)) {
            of->found++;
            return entry;
        }
    }
    return NULL;
}

void memo_keep(memo *of, uint64_t hash, wn_str value, wn_verdict verdict,
               const wn_cleaned *out)
{
    if (of->is_off || value.len > LONGEST || out->value.len > LONGEST ||
        out->advice.len > LONGEST)
        return;
    if (!of->slots)
        of->slots = wn_arena_alloc(&of->arena, SLOTS * sizeof(memo_entry *));
    for (int nth = 0; nth < 2; nth++) {
        memo_entry **slot = &of->slots[place_of(hash, nth)];
        if (*slot)
            continue;
        *slot = wn_arena_alloc(&of->arena, sizeof(**slot));
        **slot = (memo_entry){hash, wn_arena_str(&of->arena, value), *out, verdict};
        (*slot)->out.value = wn_arena_str(&of->arena, out->value);
        (*slot)->out.advice = wn_arena_str(&of->arena, out->advice);
        return;
    }
}
