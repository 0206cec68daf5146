/* postcode.h - postcodes by the patterns of countries. */
#ifndef TRANSFORMS_POSTCODE_H
#define TRANSFORMS_POSTCODE_H

#include "origin.h"

/* The last of an address that fits the country's patterns, or "". */
wn_str postcode_of(wn_str address, wn_str region);
/* The only country that has such postcodes, of a text that is nothing but one; NULL:
 * several have (a bare 12345 proves nothing), or it is none. */
const char *postcode_region(wn_str text);
/* The same of the last words of an address, where less is proof: 555-1234 may be a
 * number of anything. */
const char *postcode_region_of_address(wn_str address);
/* US or AU, of a code that lies in the state so called: 62704, IL; NULL: it does not, or
 * it is none of theirs. */
const char *postcode_state_region(wn_str code, wn_str state);
/* Is it one of the state that the place is called, by its code or English name (62704 is
 * in IL); of the Chinese province, the first two digits of GB/T 2260? */
wn_agreement postcode_of_state(wn_str code, wn_str place);
wn_agreement postcode_of_province(wn_str code, int province);

#endif
