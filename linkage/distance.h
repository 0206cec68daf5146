/* distance.h - how far two spellings are apart, on code points, bit-parallel. */
#ifndef LINKAGE_DISTANCE_H
#define LINKAGE_DISTANCE_H

#include "winnow/text.h"

/* Jaro-Winkler similarity (Winkler 1990: prefix of at most 4, scale 0.1, only above
 * 0.7), 0 to 1; 0 where it is less than 0.7 for sure, since nobody asks by how much.
 * Only the first 64 characters are looked at. */
double link_jaro_winkler(wn_str a, wn_str b);
/* Optimal string alignment: insertions, deletions, substitutions and exchanges of
 * neighbours, no part edited twice (Hyyro 2003, bit-parallel). First 64 characters. */
int link_osa(wn_str a, wn_str b);
#endif
