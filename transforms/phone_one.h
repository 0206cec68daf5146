/* phone_one.h - reads one number as people write it, also in ways that the plans alone
 * do not allow: 00 for +, a country code twice, an extension after a hyphen, letters to
 * dial. */
#ifndef TRANSFORMS_PHONE_ONE_H
#define TRANSFORMS_PHONE_ONE_H

#include "phone_cell.h"

/* False: the text is no number, or is written as in another country (out->foreign). */
bool phone_read_one(wn_str text, wn_str region, phone_reading *out);
/* Reads a number with letters to dial: 1-800-FLOWERS. */
bool phone_read_dialled(wn_str text, wn_str region, phone_reading *out);

#endif
