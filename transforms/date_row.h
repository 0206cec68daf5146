/* date_row.h - the tokens of one text, and what its parts say: the time is taken out
 * of them first (date_time.c), then the date is what is left (date_shape.c). */
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

/* A number behind the mark, without a unit. */
static inline bool date_joined(const date_row *t, size_t i, char mark)
{
    return date_is_number(t, i, 1, 9) && t->at[i].before == mark && !t->at[i].unit;
}

/* Time, zone, weekdays, parts of the day go into the moment and leave the row. False:
 * there is no such time. */
bool date_take_time(date_row *t, moment *m);

/* Year, month and day as they are written, of the calendar that the text or its rules
 * say: is there such a day? */
date_outcome date_set(moment *m, int year, int64_t month, int64_t day);
/* The year that the number means; *m keeps what was supposed. */
int date_full_year(moment *m, const date_token *t, const date_rules *rules);

/* One number, perhaps with a fraction or a second one: 20240309, 45000.5, 1349963894. */
date_outcome date_of_number(const date_row *t, const date_rules *rules, moment *m);
date_outcome date_of_digits(const date_token *t, const date_rules *rules, moment *m);

/* date_triple.c: the orders by which the three numbers can be read, which *m keeps with
 * their shape; and the date by the one that holds. */
unsigned date_orders(const date_token *t, const date_rules *rules, moment *m);
date_outcome date_by_order(const date_token *t, const date_rules *rules, moment *m);

#endif
