/*
 * hash.h - fingerprints of text, and a table from fingerprint to number.
 */
#ifndef CORE_HASH_H
#define CORE_HASH_H

#include "winnow/base.h"

#define WN_SHA256_SIZE 32

/* 64 bits, fast, the same on every machine; not for secrets. Multiply-fold
 * of 8 bytes at a time, after Wang Yi's wyhash. */
uint64_t wn_hash(wn_str s, uint64_t seed);
void wn_hex(char *out, const uint8_t *bytes, size_t count); /* NUL-terminated */
int wn_hex_digit(char c); /* its value, 0 to 15; -1: it is no hexadecimal digit */

/* From a 128-bit fingerprint to a number. Two texts have the same fingerprint
 * with a probability of 2^-128, so the text itself need not be kept. Zero it to
 * begin. */
typedef struct wn_map_slot {
    uint64_t a, b; /* both 0: it is free */
    int64_t value;
} wn_map_slot;

typedef struct wn_map {
    wn_map_slot *slots;
    size_t count, room; /* room is a power of two */
} wn_map;

static inline bool wn_map_is_used(const wn_map_slot *slot)
{
    return slot->a || slot->b;
}

typedef struct wn_fingerprint {
    uint64_t a, b;
} wn_fingerprint;

wn_fingerprint wn_fingerprint_of(wn_str s);
wn_fingerprint wn_fingerprint_mix(wn_fingerprint print,
                                  wn_str s); /* of a pair of texts */
wn_fingerprint wn_fingerprint_numbers(uint64_t a,
                                      uint64_t b); /* of two numbers, in their order */
/* Make room for `count` entries, so that the map need not grow while it is filled. */
void wn_map_reserve(wn_map *map, size_t count);
/* The value of the fingerprint; a new one is 0, and *is_new says that it is new
 * (is_new may be NULL). The pointer is valid until the next wn_map_set. */
int64_t *wn_map_set(wn_map *map, wn_fingerprint print, bool *is_new);
const int64_t *wn_map_find(const wn_map *map, wn_fingerprint print); /* NULL: none */
void wn_map_release(wn_map *map);

#endif
