/*
 * outlier.c - a number is far larger or smaller than the rest of its column: 1,200,000
 * among thousands, or 0.5 among them.
 *
 * Sizes are compared by ratio, not by difference: a deal of ten times the usual amount
 * may be a real one. On a scale of logarithms, a number is usual if it lies within max=
 * (3) times the distance of the quartiles from the nearer quartile, or within five times
 * (a factor) of it in any case. The quartiles come from a histogram of fixed size, good
 * to one percent, so that they do not depend on the order of the records. Signs do not
 * count, and zero is left out.
 */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST 30 /* values, when min= does not say */
#define USUAL 3   /* times the distance of the quartiles, when max= does not say */
#define LEAST 2.321928094887362 /* a factor of five, as a logarithm to base 2 */

enum { STEPS = 64, LOWEST = -40, OCTAVES = 100, BINS = STEPS * OCTAVES };

typedef struct spread {
    uint64_t bins[BINS];
    uint64_t count, negative;
    bool is_known;
    double low, high; /* the usual sizes, as logarithms to base 2 */
} spread;

/* False: the cell has no valid number, or zero. */
static bool number_of(const wn_cell *cell, double *out)
{
    char copy[64];

    if (cell->state != WN_CELL_CLEAN || cell->value.len >= sizeof(copy))
        return false;
    memcpy(copy, cell->value.ptr, cell->value.len);
    copy[cell->value.len] = '\0';
    *out = strtod(copy, NULL);
    return *out != 0 && isfinite(*out);
}

static size_t bin_of(double number)
{
    int exponent;
    double part = frexp(fabs(number), &exponent); /* 0.5 to 1 */
    int bin = (exponent - LOWEST) * STEPS + (int)((part - .5) * 2 * STEPS);

    return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : (size_t)bin;
}

static double logarithm_of(size_t bin)
{
    double part = .5 + ((double)(bin % STEPS) + .5) / (2 * STEPS);

    return log2(part) + (double)(bin / STEPS) + LOWEST;
}

static void gather(const wn_check_context *cx)
{
    spread *s = wn_gather_state(cx, cx->check->field_count * sizeof(*s));
    double number;

    for (size_t i = 0; i < cx->check->field_count; i++)
        if (number_of(wn_check_cell(cx, i), &number)) {
            s[i].bins[bin_of(number)]++;
            s[i].count++;
            s[i].negative += number < 0;
        }
}

static double quantile(const spread *s, double share)
{
    double wanted = share * (double)s->count;
    uint64_t below = 0;
    size_t bin = 0;

    while (bin + 1 < BINS && (double)(below + s->bins[bin]) < wanted)
        below += s->bins[bin++];
    return logarithm_of(bin);
}

static void settle(const wn_check_context *cx)
{
    spread *s = wn_gather_state(cx, 0);
    const wn_check *check = cx->check;
    uint64_t fewest = check->min > 0 ? (uint64_t)check->min : FEWEST;

    for (size_t i = 0; s && i < check->field_count; i++) {
        if (s[i].count < fewest)
            continue;
        double first = quantile(&s[i], .25), third = quantile(&s[i], .75),
               reach = (check->max > 0 ? (double)check->max : USUAL) * (third - first);
        reach = reach > LEAST ? reach : LEAST;
        s[i].is_known = true;
        s[i].high = third + reach;
        /* a column with many negative numbers lies around zero: nothing is too small */
        s[i].low = s[i].negative * 10 > s[i].count ? -INFINITY : first - reach;
    }
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const spread *s = wn_gathered_state(cx);
    double number;

    if (!s || !s[i].is_known || !number_of(wn_check_cell(cx, i), &number))
        return WN_NOT_APPLICABLE;
    double size = logarithm_of(bin_of(number));
    if (size >= s[i].low && size <= s[i].high)
        return WN_PASSED;
    wn_finding *finding = wn_check_note(cx, i, cx->check->disposition);
    double limit = exp2(size > s[i].high ? s[i].high : s[i].low),
           step = pow(10, floor(log10(limit)) - 1); /* keeps two digits */
    limit = round(limit / step) * step;
    finding->advice = wn_arena_format(cx->arena, "%s %.*f", size > s[i].high ? "≤" : "≥",
                                      limit < 1     ? 4
                                      : limit < 100 ? 1
                                                    : 0,
                                      limit);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return wn_check_each(cx, judge);
}

static void total(const wn_check_context *cx)
{
    const spread *s = wn_gathered_state(cx);

    for (size_t i = 0; i < cx->check->field_count; i++)
        if ((!s || !s[i].is_known) &&
            wn_is_brought(cx->context->plan, cx->entity, cx->check->fields[i]))
            wn_total_skip(cx, cx->check->fields[i], WN_STR(""), WN_SAY_REPORT_WHY_FEW);
}

const wn_rule wn_rule_outlier = {
    .name = "outlier",
    .dimension = WN_VALIDITY,
    .severity = WN_WARN,
    .green = .005,
    .red = .03,
    .in_model = true,
    .says = WN_SAYS_MAX | WN_SAYS_MIN,
    .min_fields = 1,
    .only_numbers = true,
    .look = look,
    .gather = gather,
    .settle = settle,
    .total = total,
    .en = "the number is of another size than the rest of the column",
    .zh = "数值与该列其他值相差悬殊",
    .do_en = "look whether digits, the decimal mark or the unit (k, 万) are right",
    .do_zh = "请核对位数、小数点和单位（千、万）",
};
