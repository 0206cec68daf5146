/* nickname.c - the full given names of short forms (nicknames.tsv). */
#include "transforms.h"
#include "core/lookup.h"
#include "winnow/transform.h"

#include "nicknames.inc"

const char *wn_full_names(wn_str given)
{
    return lookup_find(&nicknames, given);
}
