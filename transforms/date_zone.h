/* date_zone.h - names of time zones that several places use. */
#ifndef TRANSFORMS_DATE_ZONE_H
#define TRANSFORMS_DATE_ZONE_H

#include "winnow/base.h"

/* By the number of the name in date_terms.tsv, from 1 on. Is it so many minutes east of
 * Greenwich in one of its meanings? */
bool date_zone_has(int name, int minutes);
/* The one that is meant in a column of the zone (NULL: of none that is known). False: it
 * can be several. */
bool date_zone_settle(int name, const char *zone, int *minutes);

#endif
