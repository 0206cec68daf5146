/*
 * distance.c - Jaro-Winkler and OSA with one 64-bit word a row.
 *
 * Characters become small numbers first: bytes as they are when both texts are ASCII
 * (nearly always), else each different code point of the pair gets the next number.
 */
#include "distance.h"

#include <string.h>

#define LONGEST 64

typedef struct symbols {
    uint8_t at[LONGEST];
    int count;
} symbols;

static int decode(wn_str s, uint32_t *out)
{
    int count = 0;

    for (size_t at = 0; at < s.len && count < LONGEST;)
        out[count++] = wn_utf8_next(s, &at);
    return count;
}

static uint8_t number_of(uint32_t c, uint32_t *known, int *count)
{
    for (int i = 0; i < *count; i++)
        if (known[i] == c)
            return (uint8_t)i;
    known[*count] = c;
    return (uint8_t)(*count)++;
}

/* False when both are ASCII and bytes will do. */
static bool to_symbols(wn_str a, wn_str b, symbols *x, symbols *y)
{
    uint32_t left[LONGEST], right[LONGEST], known[2 * LONGEST];
    int count = 0;

    if (wn_is_ascii(a) && wn_is_ascii(b))
        return false;
    x->count = decode(a, left);
    y->count = decode(b, right);
    for (int i = 0; i < x->count; i++)
        x->at[i] = number_of(left[i], known, &count);
    for (int i = 0; i < y->count; i++)
        y->at[i] = number_of(right[i], known, &count);
    return true;
}

/* Where each symbol of a stands, as bits. Only the entries of the two texts are
 * cleared, so that a table of 256 costs nothing. */
static void positions(uint64_t *where, const uint8_t *a, int la, const uint8_t *b, int lb)
{
    for (int i = 0; i < la; i++)
        where[a[i]] = 0;
    for (int i = 0; i < lb; i++)
        where[b[i]] = 0;
    for (int i = 0; i < la; i++)
        where[a[i]] |= 1ull << i;
}

static double jaro(const uint8_t *a, int la, const uint8_t *b, int lb)
{
    uint64_t where[256], in_a = 0, in_b = 0;
    int bound = (la > lb ? la : lb) / 2 - 1, j = 0, moved = 0;

    bound = bound < 0 ? 0 : bound;
    uint64_t window = bound >= 63 ? UINT64_MAX : (2ull << bound) - 1;
    positions(where, a, la, b, lb);
    for (; j < lb; j++) {
        uint64_t x = where[b[j]] & window & ~in_a;
        in_a |= x & -x;
        in_b |= (uint64_t)(x != 0) << j;
        window = window << 1 | (j < bound);
    }
    int m = __builtin_popcountll(in_a);
    if (m == 0)
        return 0;
    while (in_b) {
        uint64_t first = in_a & -in_a;
        moved += !(where[b[__builtin_ctzll(in_b)]] & first);
        in_b &= in_b - 1;
        in_a ^= first;
    }
    return ((double)m / la + (double)m / lb + (double)(m - moved / 2) / m) / 3;
}

static double winkler(const uint8_t *a, int la, const uint8_t *b, int lb)
{
    double j = la && lb ? jaro(a, la, b, lb) : 0;
    int same = 0;

    while (j > 0.7 && same < 4 && same < la && same < lb && a[same] == b[same])
        same++;
    return j + same * 0.1 * (1 - j);
}

static int osa(const uint8_t *a, int la, const uint8_t *b, int lb)
{
    uint64_t where[256], vp = UINT64_MAX, vn = 0, d0 = 0, before = 0;
    int distance = la;

    if (!la || !lb)
        return la + lb;
    uint64_t last = 1ull << (la - 1);
    positions(where, a, la, b, lb);
    for (int j = 0; j < lb; j++) {
        uint64_t x = where[b[j]], exchanged = (((~d0) & x) << 1) & before;
        d0 = (((x & vp) + vp) ^ vp) | x | vn | exchanged;
        uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
        distance += (hp & last) != 0;
        distance -= (hn & last) != 0;
        hp = hp << 1 | 1;
        hn <<= 1;
        vp = hn | ~(d0 | hp);
        vn = hp & d0;
        before = x;
    }
    return distance;
}

static int shortened(size_t len)
{
    return len < LONGEST ? (int)len : LONGEST;
}

double match_jaro_winkler(wn_str a, wn_str b)
{
    symbols x, y;

    if (to_symbols(a, b, &x, &y))
        return winkler(x.at, x.count, y.at, y.count);
    return winkler((const uint8_t *)a.ptr, shortened(a.len), (const uint8_t *)b.ptr,
                   shortened(b.len));
}

int match_osa(wn_str a, wn_str b)
{
    symbols x, y;

    if (to_symbols(a, b, &x, &y))
        return osa(x.at, x.count, y.at, y.count);
    return osa((const uint8_t *)a.ptr, shortened(a.len), (const uint8_t *)b.ptr,
               shortened(b.len));
}
