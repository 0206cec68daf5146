/*
 * crowd.c - Jaro-Winkler, one against eight at a time.
 *
 * How many characters two texts have in common, near enough for Jaro, is found for eight
 * texts at once, each in sixteen bits of a register. That bounds the similarity; the few
 * that may reach 0.7 are compared on their own. (Measured: all pairs of 4,000 surnames.)
 */
#include "crowd.h"

#include "distance.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 16
#define SIDE 8

static bool fits(wn_str s)
{
    return s.len > 0 && s.len <= LONGEST && wn_is_ascii(s);
}

void match_crowd_open(match_crowd *crowd, const wn_str *texts, size_t count)
{
    *crowd = (match_crowd){.texts = texts, .count = count};
    crowd->eights = wn_alloc(count / SIDE + 1, sizeof(*crowd->eights));
    for (size_t i = 0; i < count; i++) {
        match_eight *e = &crowd->eights[i / SIDE];
        if (!fits(texts[i]))
            continue;
        e->lengths[i % SIDE] = (uint16_t)texts[i].len;
        for (size_t k = 0; k < texts[i].len; k++)
            e->letters[k][i % SIDE] = (uint8_t)texts[i].ptr[k];
    }
}

void match_crowd_release(match_crowd *crowd)
{
    free(crowd->eights);
    *crowd = (match_crowd){0};
}

#ifdef __SSE2__
#include <emmintrin.h>

static __m128i larger(__m128i a, __m128i b)
{
    return _mm_max_epi16(a, b);
}

/* Where the letters of eight texts stand in the one, as bits. */
static __m128i places_of(const uint16_t *where, const uint8_t *letters)
{
    return _mm_set_epi16((short)where[letters[7]], (short)where[letters[6]],
                         (short)where[letters[5]], (short)where[letters[4]],
                         (short)where[letters[3]], (short)where[letters[2]],
                         (short)where[letters[1]], (short)where[letters[0]]);
}

/* Which of the eight may reach 0.7, as bits: m/la + m/lb + 1 >= 2.1, where m characters
 * are in common. See jaro() in distance.c. */
static unsigned may_be_near(const match_eight *e, const uint16_t *where, int la)
{
    const __m128i one = _mm_set1_epi16(1), length = _mm_set1_epi16((short)la),
                  lengths = _mm_loadu_si128((const __m128i *)(const void *)e->lengths);
    __m128i bound = _mm_sub_epi16(_mm_srli_epi16(larger(length, lengths), 1), one);
    __m128i taken = _mm_setzero_si128(), common = _mm_setzero_si128();
    __m128i step = _mm_setzero_si128(), window = one;
    int longest = 0;

    bound = larger(bound, _mm_setzero_si128());
    for (int k = 0; k < SIDE; k++)
        longest = e->lengths[k] > longest ? e->lengths[k] : longest;
    for (int k = 1; k < LONGEST / 2; k++) /* (2 << bound) - 1 */
        window = _mm_or_si128(
            window,
            _mm_and_si128(_mm_set1_epi16((short)(1 << k)),
                          _mm_cmpgt_epi16(bound, _mm_set1_epi16((short)(k - 1)))));
    for (int j = 0; j < longest; j++) {
        __m128i x = _mm_andnot_si128(
            taken, _mm_and_si128(places_of(where, e->letters[j]), window));
        x = _mm_and_si128(x, _mm_sub_epi16(_mm_setzero_si128(), x));
        taken = _mm_or_si128(taken, x);
        common = _mm_add_epi16(
            common, _mm_andnot_si128(_mm_cmpeq_epi16(x, _mm_setzero_si128()), one));
        window = _mm_or_si128(_mm_add_epi16(window, window),
                              _mm_and_si128(_mm_cmpgt_epi16(bound, step), one));
        step = _mm_add_epi16(step, one);
    }
    __m128i has = _mm_mullo_epi16(_mm_mullo_epi16(common, _mm_set1_epi16(10)),
                                  _mm_add_epi16(length, lengths)),
            needs = _mm_mullo_epi16(_mm_set1_epi16((short)(11 * la)), lengths);
    return (unsigned)_mm_movemask_epi8(
               _mm_packs_epi16(_mm_cmplt_epi16(has, needs), _mm_setzero_si128())) ^
           0xFF;
}
#else
static unsigned may_be_near(const match_eight *e, const uint16_t *where, int la)
{
    (void)e;
    (void)where;
    (void)la;
    return 0xFF;
}
#endif

void match_crowd_compare(const match_crowd *crowd, wn_str a, size_t from, size_t to,
                         float *out)
{
    uint16_t where[256] = {0};
    bool good = fits(a);

    for (size_t i = 0; good && i < a.len; i++)
        where[(uint8_t)a.ptr[i]] |= (uint16_t)(1u << i);
    where[0] = 0;
    for (size_t i = from / SIDE * SIDE; i < to; i += SIDE) {
        const match_eight *e = &crowd->eights[i / SIDE];
        size_t side = crowd->count - i < SIDE ? crowd->count - i : SIDE;
        for (size_t k = 0; k < side; k++)
            out[i + k] = good && e->lengths[k] ? 0 : -1;
        unsigned near = good ? may_be_near(e, where, (int)a.len) : 0;
        for (; near; near &= near - 1) {
            size_t k = (size_t)__builtin_ctz(near);
            if (k < side && e->lengths[k])
                out[i + k] = (float)match_jaro_winkler(a, crowd->texts[i + k]);
        }
    }
}
