/* phone_marks.h - what the way a number is written tells about the reading. */
#ifndef TRANSFORMS_PHONE_MARKS_H
#define TRANSFORMS_PHONE_MARKS_H

#include "phone_number.h"

/* Are the digits grouped as in another country, with no country code or zero that says
 * which one? So it is with (212) 555-2849 read as +86 21 2555 2849. */
bool phone_is_foreign(wn_str text, const phone_number *n);
/* The same question for digits without marks: 2125552849 may be of Shanghai, without
 * its zero, or of New York. */
bool phone_lacks_zero(wn_str text, const phone_number *n);
/* Was more than country code and trunk prefix cut off the front: a carrier's prefix? */
bool phone_lost_prefix(wn_str text, const phone_number *n);
/* Is it of the right form, but obviously made up: 138 0000 0000, 010-12345678? */
bool phone_is_dummy(const phone_number *n);

#endif
