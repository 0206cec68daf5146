/* postcode.h - recognizes postcodes by the patterns of countries. */
#ifndef TRANSFORMS_POSTCODE_H
#define TRANSFORMS_POSTCODE_H

#include "origin.h"

/* The last postcode in an address that fits the region's patterns; "": none. */
wn_str postcode_of(wn_str address, wn_str region);
/* The only country with such postcodes, if the text is nothing but one. NULL: several
 * countries have such (a bare 12345 proves nothing), or it is no postcode. */
const char *postcode_region(wn_str text);
/* The same for the last words of an address. Fewer patterns are proof there: 555-1234
 * may be any kind of number. */
const char *postcode_region_of_address(wn_str address);
/* "US" or "AU", if the code lies in that state: 62704, IL. NULL: it does not, or is no
 * code of theirs. */
const char *postcode_state_region(wn_str code, wn_str state);
/* Does the code lie in the place? postcode_of_state: a state, by its code or English
 * name (62704 is in IL). postcode_of_province: a Chinese province, by the first two
 * digits of GB/T 2260. */
wn_agreement postcode_of_state(wn_str code, wn_str place);
wn_agreement postcode_of_province(wn_str code, int province);

#endif
