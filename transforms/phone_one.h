/* phone_one.h - one number as people write it, with a reading of what the plans alone do
 * not take: 00 for +, a code twice, an extension behind a hyphen, letters dialled. */
#ifndef TRANSFORMS_PHONE_ONE_H
#define TRANSFORMS_PHONE_ONE_H

#include "phone_cell.h"

/* False: it is none, or written as in another country (out->foreign). */
bool phone_read_one(wn_str text, wn_str region, phone_reading *out);
/* 1-800-FLOWERS */
bool phone_read_dialled(wn_str text, wn_str region, phone_reading *out);

#endif
