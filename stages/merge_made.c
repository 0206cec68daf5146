/* merge_made.c - golden values that several members make together: sums and unions. */
#include "merge_made.h"

#include <string.h>

#define FRACTION 64 /* decimal places; no number that is read has more */
#define PLACES 160

/* A sum by decimal places, the lowest first; carry() is called once, at the end. */
typedef struct sum {
    int64_t places[PLACES];
} sum;

/* Add a decimal number given as text; false: it is no number, or too long. */
static bool add(sum *all, wn_str s)
{
    bool minus = s.len > 0 && s.ptr[0] == '-';
    const char *dot = memchr(s.ptr, '.', s.len);
    size_t point = dot ? (size_t)(dot - s.ptr) : s.len;

    if (s.len == minus || point == minus || point > PLACES - FRACTION - 24 ||
        s.len - point > FRACTION)
        return false;
    for (size_t i = minus; i < s.len; i++) {
        size_t place = i < point ? FRACTION + point - 1 - i : FRACTION + point - i;
        if (i == point)
            continue;
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        all->places[place] += minus ? '0' - s.ptr[i] : s.ptr[i] - '0';
    }
    return true;
}

/* Bring each place to 0 to 9; false: the sum is below zero. */
static bool carry(sum *all)
{
    int64_t over = 0;

    for (size_t i = 0; i < PLACES; i++) {
        int64_t at = all->places[i] + over, digit = at % 10;
        digit += digit < 0 ? 10 : 0;
        over = (at - digit) / 10;
        all->places[i] = digit;
        if (i + 1 == PLACES && over < 0)
            return false;
    }
    return true;
}

/* Write the sum as the transforms of numbers do, without needless zeros. */
static wn_str written(sum all, wn_arena *arena)
{
    char text[PLACES + 2];
    size_t len = 0, low = 0, high = PLACES - 1;
    sum minus = all;

    for (size_t i = 0; i < PLACES; i++)
        minus.places[i] = -all.places[i];
    if (!carry(&all)) {
        carry(&minus);
        all = minus;
        text[len++] = '-';
    }
    while (low < FRACTION && all.places[low] == 0)
        low++;
    while (high > FRACTION && all.places[high] == 0)
        high--;
    for (size_t i = high + 1; i-- > low;) {
        if (i + 1 == FRACTION)
            text[len++] = '.';
        text[len++] = (char)('0' + all.places[i]);
    }
    return wn_arena_str(arena, (wn_str){text, len});
}

wn_str merge_sum(const wn_record *members, size_t count, size_t field, wn_arena *arena)
{
    sum all = {{0}};

    for (size_t i = 0; i < count; i++) {
        const wn_cell *cell = &members[i].cells[field];
        if (cell->state == WN_CELL_CLEAN && !add(&all, cell->value))
            return WN_STR("");
    }
    return written(all, arena);
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
