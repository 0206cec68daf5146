/* person_cut.h - the words of a name, before they are its parts. */
#ifndef TRANSFORMS_PERSON_CUT_H
#define TRANSFORMS_PERSON_CUT_H

#include "person.h"

typedef struct person_cut {
    person *out;
    char name_case;
    size_t comma[4]; /* words before the first comma, the second ... */
    size_t commas;
    bool more;       /* words than have room */
    bool generation; /* Jr. or the like is among the words: no V is one */
} person_cut;

/* False: more words than a name has. */
bool person_cut_words(person_cut *p, wn_str name);
/* J  J.  C.R.  J.-L. and, in a name of two cases, PEL: letters of names, not a name. */
bool person_is_initials(wn_str s, char name_case, bool first);
/* "& Co.", "et al." and "and Ann" are no part of the name. */
void person_cut_second(person_cut *p);
/* "geb. Schmidt", "née Jones", "z domu Nowak": up to the next comma. */
void person_cut_maiden(person_cut *p);

#endif
