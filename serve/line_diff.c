/* line_diff.c - what changed between two texts: the longest common run of lines, after what
 * is the same at both ends. */
#include "line_diff.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SHOWN 120
#define MOST_COMPARED 1500 /* lines of each; more are shown as replaced whole */

typedef struct text_lines {
    wn_str *items;
    size_t count, room;
} text_lines;

static text_lines cut_lines(wn_str text)
{
    text_lines out = {0};

    while (text.len > 0) {
        out.items = wn_grow(out.items, out.count, &out.room, sizeof(*out.items));
        out.items[out.count++] = wn_str_cut(&text, WN_STR("\n"));
    }
    return out;
}

typedef struct diffing {
    frame *f;
    size_t shown, left_out;
} diffing;

static void put_line(diffing *d, const char *tag, const char *sign, wn_str line)
{
    if (d->shown == MOST_SHOWN) {
        d->left_out++;
        return;
    }
    d->shown++;
    wn_buf_format(d->f->out, "<%s>%s ", tag, sign);
    frame_text(d->f, line);
    wn_buf_format(d->f->out, "</%s>\n", tag);
}

/* longest[i][j]: of the lines from i and from j on. */
static void walk(diffing *d, const wn_str *a, size_t n, const wn_str *b, size_t m)
{
    uint16_t *longest = wn_alloc((n + 1) * (m + 1), sizeof(*longest));
    size_t width = m + 1, i, j;

    for (i = n; i-- > 0;)
        for (j = m; j-- > 0;) {
            uint16_t down = longest[(i + 1) * width + j], right = longest[i * width + j + 1];
            longest[i * width + j] =
                wn_str_equal(a[i], b[j])
                    ? (uint16_t)(longest[(i + 1) * width + j + 1] + 1)
                : down > right ? down
                               : right;
        }
    for (i = j = 0; i < n || j < m;) {
        if (i < n && j < m && wn_str_equal(a[i], b[j])) {
            i++;
            j++;
        } else if (i < n && (j == m || longest[(i + 1) * width + j] >=
                                           longest[i * width + j + 1])) {
            put_line(d, "del", "−", a[i++]);
        } else {
            put_line(d, "ins", "+", b[j++]);
        }
    }
    free(longest);
}

size_t line_diff(frame *f, wn_str before, wn_str now)
{
    text_lines a = cut_lines(before), b = cut_lines(now);
    diffing d = {.f = f};
    size_t head = 0, tail = 0;

    while (head < a.count && head < b.count && wn_str_equal(a.items[head], b.items[head]))
        head++;
    while (tail < a.count - head && tail < b.count - head &&
           wn_str_equal(a.items[a.count - 1 - tail], b.items[b.count - 1 - tail]))
        tail++;
    size_t n = a.count - head - tail, m = b.count - head - tail;
    if (n <= MOST_COMPARED && m <= MOST_COMPARED && n + m > 0) {
        walk(&d, a.items + head, n, b.items + head, m);
    } else {
        for (size_t i = 0; i < n; i++)
            put_line(&d, "del", "−", a.items[head + i]);
        for (size_t j = 0; j < m; j++)
            put_line(&d, "ins", "+", b.items[head + j]);
    }
    free(a.items);
    free(b.items);
    return d.left_out;
}
