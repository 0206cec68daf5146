/* date_row.h - the tokens of one date text. The time is taken out first (date_time.c);
 * what is left is the date (date_shape.c). */
#ifndef TRANSFORMS_DATE_ROW_H
#define TRANSFORMS_DATE_ROW_H

#include "date_token.h"
#include "moment.h"

typedef struct date_row {
    date_token at[DATE_TOKENS];
    size_t count;
    unsigned seen;
} date_row;

static inline void date_drop(date_row *t, size_t from, size_t count)
{
    t->count -= count;
    for (size_t i = from; i < t->count; i++)
        t->at[i] = t->at[i + count];
}

static inline bool date_is_number(const date_row *t, size_t i, int least, int most)
{
    return i < t->count && t->at[i].kind == DATE_NUMBER && t->at[i].digits >= least &&
           t->at[i].digits <= most;
}

/* A number directly after the mark, without a unit. */
static inline bool date_joined(const date_row *t, size_t i, char mark)
{
    return date_is_number(t, i, 1, 9) && t->at[i].before == mark && !t->at[i].unit;
}

/* Moves time, zone, weekdays and parts of the day from the row into the moment. False:
 * there is no such time. */
bool date_take_time(date_row *t, moment *m);

/* Sets the date from year, month and day as written, in the calendar that the text or
 * its rules name. DATE_NOT: there is no such day. */
date_outcome date_set(moment *m, int year, int64_t month, int64_t day);
/* The full year that this number means; notes in *m what had to be supposed. */
int date_full_year(moment *m, const date_token *t, const date_rules *rules);

/* Dates of one number, perhaps with a fraction or a second number: 20240309, 45000.5,
 * 1349963894. */
date_outcome date_of_number(const date_row *t, const date_rules *rules, moment *m);
date_outcome date_of_digits(const date_token *t, const date_rules *rules, moment *m);

/* date_triple.c, for three numbers. date_orders: the orders in which they can be read,
 * also kept in *m with their shape. date_by_order: the date, in the order that holds. */
unsigned date_orders(const date_token *t, const date_rules *rules, moment *m);
date_outcome date_by_order(const date_token *t, const date_rules *rules, moment *m);

#endif
