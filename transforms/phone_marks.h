/* phone_marks.h - what the way a number is written says of what was read. */
#ifndef TRANSFORMS_PHONE_MARKS_H
#define TRANSFORMS_PHONE_MARKS_H

#include "phone_number.h"

/* (212) 555-2849 read as +86 21 2555 2849: are the digits grouped as they are in another
 * country, without a code or a zero that says which? */
bool phone_is_foreign(wn_str text, const phone_number *n);
/* 2125552849 read as the same: without a mark, is it of Shanghai behind a zero that
 * nobody wrote, or of New York? */
bool phone_lacks_zero(wn_str text, const phone_number *n);
/* Was more taken off its front than country code and trunk prefix: the number of a
 * carrier? */
bool phone_lost_prefix(wn_str text, const phone_number *n);
/* Of the right form, and nobody's: 138 0000 0000, 010-12345678. */
bool phone_is_dummy(const phone_number *n);

#endif
