/*
 * distance.c - Jaro-Winkler and OSA with one 64-bit word a row.
 *
 * Characters become small numbers first: bytes as they are when both texts are ASCII
 * (nearly always), else each different code point of the pair gets the next number.
 */
#include "distance.h"

#include <string.h>

#define LONGEST 64

typedef struct distance_symbols {
    uint8_t at[LONGEST];
    int count;
} distance_symbols;

static int decode(wn_str s, uint32_t *out)
{
    int count = 0;

    for (size_t at = 0; at < s.len && count < LONGEST;)
        out[count++] = wn_utf8_next(s, &at);
    return count;
}

static uint8_t symbol_of(uint32_t c, uint32_t *known, int *count)
{
    for (int i = 0; i < *count; i++)
        if (known[i] == c)
            return (uint8_t)i;
    known[*count] = c;
    return (uint8_t)(*count)++;
}

/* False when both are ASCII and bytes will do. */
static bool to_symbols(wn_str a, wn_str b, distance_symbols *x, distance_symbols *y)
{
    uint32_t left[LONGEST], right[LONGEST], known[2 * LONGEST];
    int count = 0;

    if (wn_is_ascii(a) && wn_is_ascii(b))
        return false;
    x->count = decode(a, left);
    y->count = decode(b, right);
    for (int i = 0; i < x->count; i++)
        x->at[i] = symbol_of(left[i], known, &count);
    for (int i = 0; i < y->count; i++)
        y->at[i] = symbol_of(right[i], known, &count);
    return true;
}

/* For each character of b, where it stands in a, as bits: Jaro and OSA are computed from
 * these. */
typedef struct distance_places {
    uint64_t at[LONGEST];
} distance_places;

/* Only those entries of the table are cleared that the two texts use. */
static void find_places(distance_places *p, const uint8_t *a, int la, const uint8_t *b,
                        int lb)
{
    uint64_t where[256];

    for (int i = 0; i < lb; i++)
        where[b[i]] = 0;
    for (int i = 0; i < la; i++)
        where[a[i]] = 0;
    for (int i = 0; i < la; i++)
        where[a[i]] |= 1ull << i;
    for (int i = 0; i < lb; i++)
        p->at[i] = where[b[i]];
}

/* Jaro 1989: m characters are in common, each near enough to its place; of those in
 * another order two count as one transposition. 0 where the result cannot be 0.7: most
 * pairs end here. */
static double jaro(const distance_places *p, int la, int lb)
{
    uint64_t in_a = 0, in_b = 0;
    int bound = (la > lb ? la : lb) / 2 - 1, m = 0, moved = 0;

    bound = bound < 0 ? 0 : bound;
    uint64_t window = bound >= 63 ? UINT64_MAX : (2ull << bound) - 1;
    for (int j = 0; j < lb; j++) {
        uint64_t x = p->at[j] & window & ~in_a;
        in_a |= x & -x;
        in_b |= (uint64_t)(x != 0) << j;
        m += x != 0;
        window = window << 1 | (j < bound);
    }
    if (10 * m * (la + lb) < 11 * la * lb) /* m/la + m/lb + 1 < 3 * 0.7 */
        return 0;
    while (in_b) {
        uint64_t first = in_a & -in_a;
        moved += !(p->at[__builtin_ctzll(in_b)] & first);
        in_b &= in_b - 1;
        in_a ^= first;
    }
    return ((double)m / la + (double)m / lb + (double)(m - moved / 2) / m) / 3;
}

/* Up to four characters at the beginning count once more (Winkler 1990). */
static double winkler(double jaro, const uint8_t *a, int la, const uint8_t *b, int lb)
{
    int same = 0;

    while (jaro > 0.7 && same < 4 && same < la && same < lb && a[same] == b[same])
        same++;
    return jaro + same * 0.1 * (1 - jaro);
}

/* Hyyro's bit-parallel form (2003), with two swapped neighbours as one edit. */
static int osa(const distance_places *p, int la, int lb)
{
    uint64_t vp = UINT64_MAX, vn = 0, d0 = 0, before = 0;
    int distance = la;

    if (!la || !lb)
        return la + lb;
    uint64_t last = 1ull << (la - 1);
    for (int j = 0; j < lb; j++) {
        uint64_t x = p->at[j], swapped = (((~d0) & x) << 1) & before;
        d0 = (((x & vp) + vp) ^ vp) | x | vn | swapped;
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

/* ---- texts of up to sixteen letters ----------------------------------------------- */

#define SHORT 16

#ifdef __SSE2__
#include <emmintrin.h>

static uint64_t load(const char *p, size_t len)
{
    uint64_t word = 0;

    memcpy(&word, p, len);
    return word;
}

/* Up to eight bytes, the rest 0, without a loop. */
static uint64_t load_few(const char *p, size_t len)
{
    if (len == 8)
        return load(p, 8);
    if (len >= 4)
        return load(p, 4) | load(p + len - 4, 4) << 8 * (len - 4);
    return len ? load(p, 1) | load(p + len / 2, 1) << 8 * (len / 2) |
                     load(p + len - 1, 1) << 8 * (len - 1)
               : 0;
}

static __m128i load_short(wn_str s)
{
    return s.len <= 8 ? _mm_set_epi64x(0, (long long)load_few(s.ptr, s.len))
                      : _mm_set_epi64x((long long)load_few(s.ptr + 8, s.len - 8),
                                       (long long)load(s.ptr, 8));
}

/* The same places, each by one comparison with all of a. (Measured on all pairs of 4,000
 * surnames: 21 ns, with the table 57.) False: too long, or not ASCII. */
static bool find_places_short(distance_places *p, wn_str a, wn_str b)
{
    if (a.len > SHORT || b.len > SHORT)
        return false;
    __m128i left = load_short(a), right = load_short(b);
    int inside = (1 << a.len) - 1;

    if (_mm_movemask_epi8(_mm_or_si128(left, right)))
        return false;
    for (size_t j = 0; j < b.len; j++)
        p->at[j] =
            (uint64_t)(_mm_movemask_epi8(_mm_cmpeq_epi8(left, _mm_set1_epi8(b.ptr[j]))) &
                       inside);
    return true;
}
#else
static bool find_places_short(distance_places *p, wn_str a, wn_str b)
{
    (void)p;
    (void)a;
    (void)b;
    return false;
}
#endif

static int shortened(size_t len)
{
    return len < LONGEST ? (int)len : LONGEST;
}

/* The two texts as symbols, and their places. */
typedef struct distance_pair {
    const uint8_t *a, *b;
    int la, lb;
    distance_symbols x, y;
    distance_places places;
} distance_pair;

static void prepare(distance_pair *p, wn_str a, wn_str b)
{
    p->a = (const uint8_t *)a.ptr;
    p->b = (const uint8_t *)b.ptr;
    p->la = shortened(a.len);
    p->lb = shortened(b.len);
    if (find_places_short(&p->places, a, b))
        return;
    if (to_symbols(a, b, &p->x, &p->y)) {
        p->a = p->x.at;
        p->b = p->y.at;
        p->la = p->x.count;
        p->lb = p->y.count;
    }
    find_places(&p->places, p->a, p->la, p->b, p->lb);
}

double link_jaro_winkler(wn_str a, wn_str b)
{
    distance_pair p;

    prepare(&p, a, b);
    return p.la && p.lb ? winkler(jaro(&p.places, p.la, p.lb), p.a, p.la, p.b, p.lb) : 0;
}

int link_osa(wn_str a, wn_str b)
{
    distance_pair p;

    prepare(&p, a, b);
    return osa(&p.places, p.la, p.lb);
}
