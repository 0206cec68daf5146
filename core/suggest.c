/*
 * suggest.c - "did you mean ...?": finds the existing name that is closest.
 *
 * Ways of being close: the same but for case and width; the same in pinyin
 * (电话号马 -> 电话号码); few edits away (optimal string alignment: Damerau's four
 * edits, no substring edited twice); a name that begins with it (行业 -> 行业分类).
 */
#include "han.h"
#include "mapping.h"

#include <string.h>

#define MAX_LENGTH 64

static size_t decode(wn_str s, uint32_t *out)
{
    size_t count = 0;

    for (size_t at = 0; at < s.len && count < MAX_LENGTH;)
        out[count++] = wn_utf8_next(s, &at);
    return count;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;

    return m < c ? m : c;
}

unsigned wn_edits(wn_str left, wn_str right)
{
    uint32_t a[MAX_LENGTH], b[MAX_LENGTH];
    unsigned rows[3][MAX_LENGTH + 1];
    size_t n = decode(left, a), m = decode(right, b);

    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3],
                 *older = rows[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(before[j] + 1, now[j - 1] + 1,
                           before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                older[j - 2] + 1 < now[j])
                now[j] = older[j - 2] + 1;
        }
    }
    return rows[n % 3][m];
}

/* The text with Chinese characters as pinyin. */
static wn_str sound(wn_str s, char *out, size_t room)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        const char *pinyin = wn_pinyin(c);
        char own[4];
        wn_str piece = pinyin ? wn_str_of(pinyin) : (wn_str){own, wn_utf8_put(own, c)};
        if (len + piece.len > room)
            break;
        memcpy(out + len, piece.ptr, piece.len);
        len += piece.len;
    }
    return (wn_str){out, len};
}

bool wn_sounds_alike(wn_str a, wn_str b)
{
    char sound_a[256], sound_b[256];

    return wn_str_equal(sound(a, sound_a, sizeof(sound_a)),
                        sound(b, sound_b, sizeof(sound_b)));
}

wn_str wn_suggest(wn_str wrong, const wn_str *candidates, size_t count)
{
    char folded[256], other[256];
    wn_str plain = wn_fold(wrong, folded, sizeof(folded)), best = WN_STR("");
    unsigned best_score = 1000;

    for (size_t i = 0; i < count && plain.len > 0; i++) {
        wn_str candidate = wn_fold(candidates[i], other, sizeof(other));
        size_t length = wn_utf8_count(plain), other_length = wn_utf8_count(candidate);
        bool near = length < other_length + 4 && other_length < length + 4;
        unsigned far = near ? wn_edits(plain, candidate) : 1000, score = 1000;
        if (wn_str_equal(plain, candidate))
            score = 0;
        else if (far <= (length < 4 ? 1 : length < 8 ? 2 : 3) && far < length)
            score = 2 * far;
        else if (length >= 2 && candidate.len > plain.len &&
                 !memcmp(candidate.ptr, plain.ptr, plain.len))
            score = 7;
        else if (wn_sounds_alike(plain, candidate))
            score = 1;
        if (score < best_score) {
            best_score = score;
            best = candidates[i];
        }
    }
    return best;
}
