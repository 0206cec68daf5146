/* made.c - golden values that several members make together: sums and unions. */
#include "made.h"

#include <string.h>

#define MOST \
    1000000000000000000 /* of a sum, with its decimals: 18 digits fit in an int64 */

/* A decimal number: digits times 10 ^ -scale. */
typedef struct decimal {
    int64_t digits;
    int scale;
} decimal;

static bool parse(wn_str s, decimal *out)
{
    bool negative = s.len > 0 && s.ptr[0] == '-', point = false;
    int count = 0;

    *out = (decimal){0, 0};
    for (size_t i = negative; i < s.len; i++) {
        if (s.ptr[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || ++count > 18)
            return false;
        out->digits = out->digits * 10 + (s.ptr[i] - '0');
        out->scale += point;
    }
    out->digits = negative ? -out->digits : out->digits;
    return count > 0;
}

static bool rescale(decimal *d, int scale)
{
    for (; d->scale < scale; d->scale++) {
        if (d->digits > MOST / 10 || d->digits < -MOST / 10)
            return false;
        d->digits *= 10;
    }
    return true;
}

static bool add(decimal *sum, decimal d)
{
    int scale = sum->scale > d.scale ? sum->scale : d.scale;

    if (!rescale(sum, scale) || !rescale(&d, scale))
        return false;
    sum->digits += d.digits;
    return sum->digits < MOST && sum->digits > -MOST;
}

static wn_str written(decimal d, wn_arena *arena)
{
    char text[64];
    size_t at = sizeof(text);
    int64_t rest = d.digits < 0 ? -d.digits : d.digits;

    for (int place = 0; rest > 0 || place <= d.scale; place++, rest /= 10) {
        if (place == d.scale && place > 0)
            text[--at] = '.';
        text[--at] = (char)('0' + (int)(rest % 10));
    }
    if (d.digits < 0)
        text[--at] = '-';
    return wn_arena_str(arena, (wn_str){text + at, sizeof(text) - at});
}

wn_str merge_sum(const wn_record *members, size_t count, size_t field, wn_arena *arena)
{
    decimal sum = {0, 0};

    for (size_t i = 0; i < count; i++) {
        const wn_cell *cell = &members[i].cells[field];
        decimal d;
        if (cell->state != WN_CELL_CLEAN)
            continue;
        if (!parse(cell->value, &d) || !add(&sum, d))
            return WN_STR("");
    }
    return written(sum, arena);
}

static bool is_new(const wn_record *members, size_t i, size_t field)
{
    for (size_t k = 0; k < i; k++)
        if (wn_cell_has_value(&members[k].cells[field]) &&
            wn_str_equal(members[k].cells[field].value, members[i].cells[field].value))
            return false;
    return true;
}

wn_str merge_union(const wn_record *members, size_t count, size_t field, wn_arena *arena)
{
    wn_buf all = {0};

    for (size_t i = 0; i < count; i++) {
        if (!wn_cell_has_value(&members[i].cells[field]) || !is_new(members, i, field))
            continue;
        if (all.len > 0)
            wn_buf_add(&all, WN_STR("; "));
        wn_buf_add(&all, members[i].cells[field].value);
    }
    wn_str text = wn_arena_str(arena, wn_buf_str(&all));
    wn_buf_release(&all);
    return text;
}
