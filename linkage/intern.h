/* intern.h - different keys get the numbers 1, 2, 3 ... in the order in which they come.
 */
#ifndef LINKAGE_INTERN_H
#define LINKAGE_INTERN_H

#include "winnow/base.h"

/* A hash table with open addressing, twelve bytes a place. Zero it to begin. */
typedef struct link_interner {
    uint64_t *keys;
    uint32_t *numbers;
    size_t room;
    uint32_t count;
} link_interner;

/* The number of the key, a new one when it is new. Keys are well mixed hashes, never 0.
 */
uint32_t link_intern_key(link_interner *n, uint64_t key);
bool link_interner_has(const link_interner *n, uint64_t key);
/* The numbers of all of these; key 0 has number 0. (Places are fetched some keys ahead:
 * measured a third of the time of one after another.) */
void link_intern_keys(link_interner *n, const uint64_t *keys, size_t count,
                      uint32_t *out);
void link_interner_release(link_interner *n);

/* Two numbers as one hash. */
static inline uint64_t link_mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ 0x9E3779B97F4A7C15u) * 0xff51afd7ed558ccdu;

    h = (h ^ h >> 32 ^ b) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 29;
}

#endif
