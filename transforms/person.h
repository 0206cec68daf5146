/* person.h - the parts of a person's name in Latin letters. */
#ifndef TRANSFORMS_PERSON_H
#define TRANSFORMS_PERSON_H

#include "winnow/base.h"

#define PERSON_WORDS 24

typedef enum person_part {
    PERSON_TITLE,      /* Mr, Dr., Lt. Gen.: before the name */
    PERSON_GIVEN,      /* given names and initials, in their order */
    PERSON_FAMILY,     /* with its particles: de la Vega, Velasquez y Garcia */
    PERSON_SUFFIX,     /* of the generation: Jr., III */
    PERSON_CREDENTIAL, /* MD, PhD, CPA */
    PERSON_NICKNAME,   /* "Bill" */
    PERSON_DROPPED,    /* & Co. */
} person_part;

/* Words of the name as written, each with the part it belongs to. */
typedef struct person {
    struct person_word {
        wn_str text;
        person_part part;
        bool particle; /* de, van: small when the name is put into case */
        bool initials; /* one letter, or several: C.R. */
    } words[PERSON_WORDS];
    size_t count;
    bool two_people; /* Tom and Ann Smith */
    bool company;    /* & Co. */
    bool surely;     /* a comma or capitals say which is the family name */
} person;

/* Take a tidy name apart. False: more words than a name has. The words borrow from
 * the text, which must live as long. `family_first`: of names without a comma. */
bool person_parse(wn_str name, bool family_first, person *out);

/* Given, family, suffix and credentials in one text, put into name case when the
 * name was in one case all along (o'brien, VAN DER BERG). `part`: that part alone,
 * or -1. out has room for twice the name and 64 bytes more; returns the length. */
size_t person_write(const person *p, int part, char *out);

#endif
