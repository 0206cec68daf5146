/* test_distance.c - Jaro-Winkler and OSA compared with their textbook forms. If these
 * differ, people who are alike are kept apart, or the other way round. */
#include "linkage/batch_distance.h"
#include "linkage/distance.h"

#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST 70

static int decode(wn_str s, uint32_t *out)
{
    int count = 0;

    for (size_t at = 0; at < s.len && count < 64;)
        out[count++] = wn_utf8_next(s, &at);
    return count;
}

static double plain_jaro_winkler(wn_str s, wn_str t)
{
    uint32_t a[MOST], b[MOST];
    int la = decode(s, a), lb = decode(t, b), m = 0, moved = 0, same = 0;
    int bound = (la > lb ? la : lb) / 2 - 1;
    bool in_a[MOST] = {false}, in_b[MOST] = {false};

    bound = bound < 0 ? 0 : bound;
    for (int j = 0; j < lb; j++)
        for (int i = j > bound ? j - bound : 0; i < la && i <= j + bound; i++)
            if (!in_a[i] && a[i] == b[j]) {
                in_a[i] = in_b[j] = true;
                m++;
                break;
            }
    if (!m)
        return 0;
    for (int i = 0, j = 0; i < la; i++) {
        if (!in_a[i])
            continue;
        while (!in_b[j])
            j++;
        moved += a[i] != b[j++];
    }
    double jaro = ((double)m / la + (double)m / lb + (double)(m - moved / 2) / m) / 3;
    while (jaro > 0.7 && same < 4 && same < la && same < lb && a[same] == b[same])
        same++;
    return jaro + same * 0.1 * (1 - jaro);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int plain_osa(wn_str s, wn_str t)
{
    uint32_t a[MOST], b[MOST];
    int la = decode(s, a), lb = decode(t, b), d[MOST + 1][MOST + 1];

    for (int i = 0; i <= la; i++)
        for (int j = 0; j <= lb; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
                            d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[la][lb];
}

static uint64_t seed = 88172645463325252u;

static unsigned below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % n);
}

/* Make a text of few different letters, so that two texts share many; `wide`: with
 * Chinese characters and accents. */
static wn_str made_up(char *room, unsigned longest, bool wide)
{
    static const char *const letters[] = {"a", "b", "c", "n", "z", " ", "é", "张", "伟"};
    unsigned count = below(longest + 1);
    size_t len = 0;

    for (unsigned i = 0; i < count; i++)
        len = (size_t)(stpcpy(room + len, letters[below(wide ? 9 : 6)]) - room);
    /* exactly as long as the text, so that reading further is caught */
    char *own = memcpy(malloc(len + 1), room, len);
    return (wn_str){own, len};
}

/* Change the text by some slips, so that near texts are frequent. */
static wn_str slipped(wn_str s, char *room)
{
    memcpy(room, s.ptr, s.len);
    size_t len = s.len;

    for (unsigned n = below(3); n > 0 && len > 1; n--) {
        size_t at = below((unsigned)len - 1);
        if ((room[at] | room[at + 1]) & 0x80)
            continue;
        if (below(2)) {
            char c = room[at];
            room[at] = room[at + 1];
            room[at + 1] = c;
        } else {
            memmove(room + at, room + at + 1, --len - at);
        }
    }
    return (wn_str){memcpy(malloc(len + 1), room, len), len};
}

static void compare(const char *what, unsigned longest, bool wide)
{
    char room[MOST * 4];
    int jaro = 0, osa = 0, near = 0;

    for (int n = 0; n < 40000; n++) {
        wn_str a = made_up(room, longest, wide),
               b = below(2) ? slipped(a, room) : made_up(room, longest, wide);
        double got = link_jaro_winkler(a, b), want = plain_jaro_winkler(a, b);
        jaro +=
            want >= 0.7 ? fabs(got - want) > 1e-12 : got != 0 && fabs(got - want) > 1e-12;
        osa += link_osa(a, b) != plain_osa(a, b);
        near += want >= 0.7 && want < 1;
        free((void *)(uintptr_t)a.ptr);
        free((void *)(uintptr_t)b.ptr);
    }
    ok(near > 4000 && jaro == 0, "Jaro-Winkler of %s (%d of them near)", what, near);
    ok(osa == 0, "edits between %s", what);
}

/* Comparing one with many gives what comparing it with each gives; also for a part of the
 * many. */
static void compare_batches(void)
{
    char room[MOST * 4];
    int wrong = 0, near = 0, passed_over = 0, outside = 0;

    for (int n = 0; n < 300; n++) {
        wn_str texts[67], a = made_up(room, 20, below(8) == 0);
        float similar[67], edits[67];
        size_t count = below(67) + 1, from = below((unsigned)count),
               to = from + 1 + below((unsigned)(count - from));
        link_batch batch;
        for (size_t i = 0; i < count; i++) {
            similar[i] = 7;
            texts[i] = below(2) ? slipped(a, room) : made_up(room, 20, below(8) == 0);
        }
        link_batch_open(&batch, texts, count);
        link_batch_similarities(&batch, a, from, to, similar);
        link_batch_edits(&batch, a, from, to, edits);
        for (size_t i = 0; i < count; i++) {
            bool fits = a.len && a.len <= 16 && wn_is_ascii(a) && texts[i].len &&
                        texts[i].len <= 16 && wn_is_ascii(texts[i]);
            double want = fits ? link_jaro_winkler(a, texts[i]) : -1;
            bool asked = i >= from && i < to;
            wrong += asked && fabs((double)similar[i] - want) > 1e-6;
            wrong += asked && (int)edits[i] != (fits ? link_osa(a, texts[i]) : -1);
            outside += (i / 8 < from / 8 || i / 8 > (to - 1) / 8) && similar[i] < 7;
            near += asked && want > 0;
            passed_over += asked && want < 0;
            free((void *)(uintptr_t)texts[i].ptr);
        }
        free((void *)(uintptr_t)a.ptr);
        link_batch_release(&batch);
    }
    ok(near > 500 && passed_over > 500 && wrong == 0,
       "one against many (%d near, %d passed over)", near, passed_over);
    ok(outside == 0, "and no others than those asked for");
}

int main(void)
{
    compare("short words", 16, false);
    compare("words around sixteen letters", 20, false);
    compare("long texts", 64, false);
    compare("Chinese and accents", 16, true);
    compare("long ones of them", 64, true);
    compare_batches();
    return tap_end();
}
