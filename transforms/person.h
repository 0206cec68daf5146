/* person.h - the parts of a person's name in Latin letters. */
#ifndef TRANSFORMS_PERSON_H
#define TRANSFORMS_PERSON_H

#include "winnow/base.h"

#include <string.h>

#define PERSON_WORDS 24

typedef enum person_part {
    PERSON_TITLE,      /* Mr, Dr., Lt. Gen.: before the name */
    PERSON_GIVEN,      /* given names and initials, in their order */
    PERSON_FAMILY,     /* with its particles: de la Vega, Velasquez y Garcia */
    PERSON_SUFFIX,     /* of the generation: Jr., III */
    PERSON_CREDENTIAL, /* MD, PhD, CPA */
    PERSON_NICKNAME,   /* "Bill" */
    PERSON_DROPPED,    /* & Co., et al., geb. Schmidt */
} person_part;

typedef enum person_order {
    PERSON_AUTO, /* the words say it, where they do: Ouyang Xiaoming, Xiaoming Ouyang */
    PERSON_FAMILY_FIRST,
    PERSON_GIVEN_FIRST,
} person_order;

/* Words of the name as written, each with the part it belongs to. */
typedef struct person {
    wn_str text; /* the whole, as it was read */
    struct person_word {
        wn_str text;
        const char *roles; /* what it may be (person_words.tsv) */
        person_part part;
        bool particle; /* de, van: small when the name is put into case */
        bool initials; /* one letter, or several: C.R. */
        bool behind;   /* a comma is written before it */
    } words[PERSON_WORDS];
    size_t count;
    bool two_people; /* Tom and Ann Smith */
    bool two_names;  /* Tom Smith and Ann Jones: no part is anybody's */
    bool others;     /* et al. */
    bool maiden;     /* geb. Schmidt: the name before marriage is no part */
    bool company;    /* & Co. */
    bool surely;     /* a comma or capitals say which is the family name */
    bool either;     /* Yang Li: nobody can say which is the family name */
    bool in_front;   /* Ouyang Xiaoming: the words say it, and keep their order */
    bool marks;      /* a word without a letter was passed over */
} person;

/* Take a tidy name apart. False: more words than a name has. The words borrow from
 * the text, which must live as long. `order`: of names without a comma. */
bool person_parse(wn_str name, person_order order, person *out);

/* Given, family, suffix and credentials in one text, put into name case when the
 * name was in one case all along (o'brien, VAN DER BERG). `part`: that part alone,
 * or -1. out has room for twice the name and 64 bytes more; returns the length.
 * `supposed` is set where letters had to be guessed (IŞIK: a Turkish or another I). */
size_t person_write(const person *p, int part, char *out, bool *supposed);

/* ---- the words ------------------------------------------------------------------- */

const char *person_roles(wn_str word);

static inline bool person_word_is(const struct person_word *w, char role)
{
    return strchr(w->roles, role) != NULL;
}

/* The case of a text by its letters: 'u' all capitals, 'l' all small, 'm' mixed, '-' it
 * has none. */
char name_case_of(wn_str s);
size_t name_write_upper(wn_str s, char *out);
size_t name_write_lower(wn_str s, char *out);
/* One word in name case; `turkish`: its I is small ı, its i capital İ. */
size_t name_write_cased(wn_str s, bool turkish, char *out);
/* Do the letters show that the name is Turkish or Azeri? */
bool name_is_turkish(wn_str s);

#endif
