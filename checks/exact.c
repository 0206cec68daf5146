/* exact.c - see exact.h. */
#include "exact.h"

#define DIGITS 36 /* most digits of a number that is read, so that two can be added */
#define PLACES 18 /* most decimal places of a number that is written */

bool exact_read(wn_str s, exact *out)
{
    bool minus = s.len > 0 && s.ptr[0] == '-';
    size_t digits = 0, point = s.len, last = s.len;

    for (size_t i = minus; i < s.len; i++)
        point = s.ptr[i] == '.' && point == s.len ? i : point;
    while (point < last && (s.ptr[last - 1] == '0' || last == point + 1))
        last--; /* 12.50 is 12.5, and 12.00 is 12 */
    *out = exact_of(0);
    for (size_t i = minus; i < last; i++) {
        if (i == point)
            continue;
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || ++digits > DIGITS)
            return false;
        out->over = out->over * 10 + (s.ptr[i] - '0');
        out->under *= i > point ? 10 : 1;
    }
    out->over = minus ? -out->over : out->over;
    return point > minus;
}

static void reduce(exact *a)
{
    exact_whole x = a->over < 0 ? -a->over : a->over, y = a->under;

    while (y) {
        exact_whole rest = x % y;
        x = y;
        y = rest;
    }
    a->over /= x;
    a->under /= x;
}

/* Give *a the denominator `under`, if that is a multiple of its own. False: it is not,
 * or the result is too long. */
static bool widen(exact *a, exact_whole under)
{
    if (a->under == under)
        return true;
    return under % a->under == 0 &&
           !__builtin_mul_overflow(a->over, under / a->under, &a->over);
}

static bool add(exact a, exact b, exact *out)
{
    exact_whole left, right;
    exact wide = a;

    if (widen(&wide, b.under)) {
        out->under = b.under;
        return !__builtin_add_overflow(wide.over, b.over, &out->over);
    }
    wide = b;
    if (widen(&wide, a.under)) {
        out->under = a.under;
        return !__builtin_add_overflow(wide.over, a.over, &out->over);
    }
    return !__builtin_mul_overflow(a.over, b.under, &left) &&
           !__builtin_mul_overflow(b.over, a.under, &right) &&
           !__builtin_add_overflow(left, right, &out->over) &&
           !__builtin_mul_overflow(a.under, b.under, &out->under);
}

bool exact_add(exact a, exact b, exact *out)
{
    if (add(a, b, out))
        return true;
    reduce(&a);
    reduce(&b);
    return add(a, b, out);
}

bool exact_subtract(exact a, exact b, exact *out)
{
    b.over = -b.over;
    return exact_add(a, b, out);
}

static bool multiply(exact a, exact b, exact *out)
{
    return !__builtin_mul_overflow(a.over, b.over, &out->over) &&
           !__builtin_mul_overflow(a.under, b.under, &out->under);
}

bool exact_multiply(exact a, exact b, exact *out)
{
    if (multiply(a, b, out))
        return true;
    exact across = {a.over, b.under};
    b.under = a.under;
    reduce(&across);
    reduce(&b);
    return multiply(across, b, out);
}

bool exact_divide(exact a, exact b, exact *out)
{
    if (b.over == 0)
        return false;
    exact upside_down = {b.over < 0 ? -b.under : b.under, b.over < 0 ? -b.over : b.over};
    return exact_multiply(a, upside_down, out);
}

bool exact_compare(exact a, exact b, int *out)
{
    exact difference;

    if (!exact_subtract(a, b, &difference))
        return false;
    *out = (difference.over > 0) - (difference.over < 0);
    return true;
}

bool exact_is_whole(exact a, int64_t *out)
{
    reduce(&a);
    *out = (int64_t)a.over;
    return a.under == 1 && a.over == *out;
}

size_t exact_write(exact a, char *out)
{
    char digits[EXACT_ROOM];
    size_t count = 0, places = 0, len = 0;
    bool minus = a.over < 0;

    reduce(&a);
    while (a.under > 1) {
        if (++places > PLACES || __builtin_mul_overflow(a.over, 10, &a.over))
            return 0;
        reduce(&a);
    }
    for (exact_whole rest = minus ? -a.over : a.over; rest || count <= places; rest /= 10)
        digits[count++] = (char)('0' + (int)(rest % 10));
    if (minus)
        out[len++] = '-';
    while (count > 0) {
        if (count == places)
            out[len++] = '.';
        out[len++] = digits[--count];
    }
    return len;
}
