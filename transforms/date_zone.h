/* date_zone.h - time zone names that mean several zones (CST). */
#ifndef TRANSFORMS_DATE_ZONE_H
#define TRANSFORMS_DATE_ZONE_H

#include "winnow/base.h"

/* `name` is the number of the name in date_terms.tsv, from 1 on. Does one of its
 * meanings lie so many minutes east of Greenwich? */
bool date_zone_has(int name, int minutes);
/* *minutes: which meaning holds in a column of this IANA zone (NULL: the column's zone
 * is not known). False: several are possible. */
bool date_zone_settle(int name, const char *zone, int *minutes);

#endif
