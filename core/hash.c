/* hash.c - fingerprints of text, and a table with open addressing. */
#include "hash.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *p, size_t len)
{
    uint64_t word = 0;

    memcpy(&word, p, len);
    return word;
}

uint64_t wn_hash(wn_str s, uint64_t seed)
{
    const uint64_t k1 = 0xa0761d6478bd642fu, k2 = 0xe7037ed1a0b428dbu;
    const char *p = s.ptr;
    size_t left = s.len;
    uint64_t h = seed ^ fold(seed ^ k1, k2);

    for (; left > 16; left -= 16, p += 16)
        h = fold(load(p, 8) ^ k1, load(p + 8, 8) ^ h);
    uint64_t a = left ? load(p, left > 8 ? 8 : left) : 0;
    uint64_t b = left > 8 ? load(p + 8, left - 8) : 0;
    return fold(k2 ^ s.len, fold(a ^ k2, b ^ h) ^ k1);
}

void wn_hex(char *out, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * count] = '\0';
}

int wn_hex_digit(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

wn_fingerprint wn_fingerprint_of(wn_str s)
{
    return (wn_fingerprint){wn_hash(s, 0x9e3779b97f4a7c15u),
                            wn_hash(s, 0x2545f4914f6cdd1du)};
}

wn_fingerprint wn_fingerprint_mix(wn_fingerprint print, wn_str s)
{
    return (wn_fingerprint){wn_hash(s, print.a), wn_hash(s, print.b)};
}

wn_fingerprint wn_fingerprint_numbers(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ b * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;

    return (wn_fingerprint){h ^ h >> 32, a * 0x2545f4914f6cdd1du + b};
}

/* A free slot has the fingerprint 0; who asks for that one gets another. */
static wn_fingerprint key_of(wn_fingerprint print)
{
    print.b += !print.a && !print.b;
    return print;
}

static wn_map_slot *slot_of(const wn_map *map, wn_fingerprint print)
{
    size_t at = print.a & (map->room - 1);

    while (wn_map_is_used(&map->slots[at]) &&
           (map->slots[at].a != print.a || map->slots[at].b != print.b))
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static void enlarge(wn_map *map, size_t room)
{
    wn_map old = *map;

    map->room = room;
    map->slots = wn_alloc(map->room, sizeof(*map->slots));
    for (size_t i = 0; i < old.room; i++)
        if (wn_map_is_used(&old.slots[i]))
            *slot_of(map, (wn_fingerprint){old.slots[i].a, old.slots[i].b}) =
                old.slots[i];
    free(old.slots);
}

void wn_map_reserve(wn_map *map, size_t count)
{
    size_t room = 64;

    while (count * 4 >= room * 3)
        room *= 2;
    if (room > map->room)
        enlarge(map, room);
}

int64_t *wn_map_set(wn_map *map, wn_fingerprint print, bool *is_new)
{
    if (map->count * 4 >= map->room * 3)
        enlarge(map, map->room ? map->room * 2 : 64);
    print = key_of(print);
    wn_map_slot *slot = slot_of(map, print);
    bool used = wn_map_is_used(slot);
    if (is_new)
        *is_new = !used;
    if (!used) {
        *slot = (wn_map_slot){print.a, print.b, 0};
        map->count++;
    }
    return &slot->value;
}

const int64_t *wn_map_find(const wn_map *map, wn_fingerprint print)
{
    if (map->count == 0)
        return NULL;
    const wn_map_slot *slot = slot_of(map, key_of(print));
    return wn_map_is_used(slot) ? &slot->value : NULL;
}

void wn_map_release(wn_map *map)
{
    free(map->slots);
    *map = (wn_map){0};
}
