/* person_cut.h - cuts a name into words, before these are taken for its parts. */
#ifndef TRANSFORMS_PERSON_CUT_H
#define TRANSFORMS_PERSON_CUT_H

#include "person.h"

typedef struct person_cut {
    person *out;
    char name_case;
    size_t comma[4]; /* words before the first comma, before the second ... */
    size_t commas;
    bool more;       /* more words than there is room for */
    bool generation; /* Jr. or the like is a word of the name, so no V is */
    bool beside;     /* a word is a note or a job */
} person_cut;

/* Cuts the name into words. False: it has more than PERSON_WORDS words. */
bool person_cut_words(person_cut *p, wn_str name);
/* Is the word initials: J, J., C.R., J.-L.; in a name of mixed case also PEL? */
bool person_is_initials(wn_str s, char name_case, bool first);
/* Marks "& Co.", "et al." and "and Ann" as no part of the name. */
void person_cut_second(person_cut *p);
/* Marks a maiden name as no part of the name, up to the next comma: "geb. Schmidt",
 * "née Jones", "z domu Nowak". */
void person_cut_maiden(person_cut *p);
/* Marks notes at both ends (VIP Jane Roe, Jane Roe do not call) as no part of the name, and
 * jobs without a comma (Sales Manager Jane Roe, Jane Roe Head of Sales) as titles. */
void person_cut_notes(person_cut *p);

#endif
