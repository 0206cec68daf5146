/* date_zone.h - names of time zones that several places use. */
#ifndef TRANSFORMS_DATE_ZONE_H
#define TRANSFORMS_DATE_ZONE_H

#include "winnow/base.h"

/* By the number of the name in date_terms.tsv, from 1 on. Is it so many minutes east of
 * Greenwich in one of its meanings? */
bool date_zone_has(int name, int minutes);
/* The offset of the one that is meant where the column's own zone is at `minutes`
 * (0: it has none, or Greenwich's). False: it can be several. */
bool date_zone_settle(int name, int minutes, int *offset);

#endif
