/* date_triple.c - dates of three numbers: which one is the year, the month, the day. */
#include "date_row.h"
#include "winnow/transform.h"

int date_full_year(moment *m, const date_token *t, const date_rules *rules)
{
    return moment_year(m, t->value, t->digits, rules);
}

date_outcome date_set(moment *m, int year, int64_t month, int64_t day)
{
    m->year = year;
    m->month = (int)(month > 99 ? 99 : month);
    m->day = (int)(day > 99 ? 99 : day);
    return moment_settle(m);
}

/* The orders in which the three numbers can be day, month and year. */
static unsigned orders_of(const date_token *t)
{
    unsigned orders = 0;
    bool two = t[2].digits <= 2;

    if (t[0].digits > 2 || t[1].digits > 2 || (!two && t[2].digits != 4))
        return 0;
    for (int i = 0; i < 3; i++)
        if (t[i].value == 0 && (i < 2 || !two))
            return 0;
    if (t[0].value <= 31 && t[1].value <= 12)
        orders |= 1u << ORDER_DMY;
    if (t[0].value <= 12 && t[1].value <= 31)
        orders |= 1u << ORDER_MDY;
    if (two && t[1].value <= 12 && t[2].value <= 31 && t[2].value > 0)
        orders |= 1u << ORDER_YMD;
    return orders;
}

/* The shape: which marks stand between the numbers. */
static unsigned shape_of(const date_token *t)
{
    char mark = t[1].before == t[2].before ? t[1].before : '\0';

    return mark == '-'   ? WN_SHAPE_HYPHENS
           : mark == '/' ? WN_SHAPE_SLASHES
           : mark == '.' ? WN_SHAPE_DOTS
                         : WN_SHAPE_OTHER;
}

static date_outcome set_in_order(date_order order, const date_token *t,
                                 const date_rules *rules, moment *m)
{
    const date_token *year = order == ORDER_YMD ? &t[0] : &t[2];

    if (order == ORDER_ASK)
        return DATE_NOT;
    return date_set(m, date_full_year(m, year, rules),
                    t[order == ORDER_MDY ? 0 : 1].value,
                    t[order == ORDER_YMD   ? 2
                      : order == ORDER_DMY ? 0
                                           : 1]
                        .value);
}

/* Keeps only the orders that give the weekday named in the text: "Sunday 7/12/2014".
 * Keeps all of them if none does. */
static unsigned of_weekday(unsigned orders, const date_token *t, const date_rules *rules,
                           const moment *m)
{
    unsigned fit = 0;

    if (m->weekdays == 127 || !(orders & (orders - 1)))
        return orders;
    for (int order = ORDER_YMD; order <= ORDER_MDY; order++) {
        moment try = *m;
        if ((orders >> order & 1) &&
            set_in_order((date_order)order, t, rules, &try) == DATE_GOOD &&
            (m->weekdays >> moment_weekday(&try) & 1))
            fit |= 1u << order;
    }
    return fit ? fit : orders;
}

unsigned date_orders(const date_token *t, const date_rules *rules, moment *m)
{
    m->shape = shape_of(t);
    return m->orders = of_weekday(orders_of(t), t, rules, m);
}

date_outcome date_by_order(const date_token *t, const date_rules *rules, moment *m)
{
    unsigned orders = date_orders(t, rules, m);
    date_order order = rules->order;

    if (rules->shapes && rules->shapes[m->shape])
        order = (date_order)rules->shapes[m->shape];
    if (order == ORDER_ASK && orders == (1u << ORDER_DMY | 1u << ORDER_MDY) &&
        t[0].value == t[1].value)
        order = ORDER_DMY; /* 05/05/2023 is the same in both */
    if (order == ORDER_ASK && (orders & (orders - 1)))
        return DATE_EITHER_WAY;
    if (!(orders & (orders - 1)) || !(orders >> order & 1))
        order = orders >> ORDER_DMY & 1 ? ORDER_DMY /* the column's order does not fit */
                : orders >> ORDER_MDY & 1   ? ORDER_MDY
                : orders == 1u << ORDER_YMD ? ORDER_YMD
                                            : ORDER_ASK;
    return set_in_order(order, t, rules, m);
}
