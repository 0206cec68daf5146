/* distance.h - how far two spellings are apart, on code points, bit-parallel. */
#ifndef LINKAGE_DISTANCE_H
#define LINKAGE_DISTANCE_H

#include "core/text.h"

/* Jaro-Winkler similarity, 0 to 1 (Winkler 1990: prefix of at most 4 characters, scale
 * 0.1, only above 0.7). It may be 0 where it would be less than 0.7, since nobody asks by
 * how much. Only the first 64 characters of each text count. */
double link_jaro_winkler(wn_str a, wn_str b);
/* Optimal string alignment distance: how many characters are inserted, deleted, replaced
 * or swapped with their neighbour, no part edited twice (Hyyro 2003, bit-parallel). Only
 * the first 64 characters count. */
int link_osa(wn_str a, wn_str b);
#endif
