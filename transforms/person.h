/* person.h - the parts of a person's name in Latin letters. */
#ifndef TRANSFORMS_PERSON_H
#define TRANSFORMS_PERSON_H

#include "winnow/base.h"

#include <string.h>

#define PERSON_WORDS 24

typedef enum person_part {
    PERSON_TITLE,      /* Mr, Dr., Lt. Gen.: before the name */
    PERSON_GIVEN,      /* given names and initials, in their order */
    PERSON_FAMILY,     /* with particles: de la Vega, Velasquez y Garcia */
    PERSON_SUFFIX,     /* generation: Jr., III */
    PERSON_CREDENTIAL, /* MD, PhD, CPA */
    PERSON_NICKNAME,   /* "Bill" */
    PERSON_DROPPED,    /* left out: & Co., et al., geb. Schmidt */
} person_part;

typedef enum person_order {
    PERSON_AUTO, /* by the words, where they show it: Ouyang Xiaoming, Xiaoming Ouyang */
    PERSON_FAMILY_FIRST,
    PERSON_GIVEN_FIRST,
} person_order;

/* Words of the name as written, each with the part it belongs to. */
typedef struct person {
    wn_str text; /* the whole name, as read */
    struct person_word {
        wn_str text;
        const char *roles; /* what the word may be (letters of person_words.tsv) */
        person_part part;
        bool particle; /* de, van: stays small in name case */
        bool initials; /* one letter, or several: C.R. */
        bool behind;   /* a comma is written before it */
    } words[PERSON_WORDS];
    size_t count;
    bool two_people; /* Tom and Ann Smith */
    bool two_names;  /* Tom Smith and Ann Jones: the parts belong to nobody */
    bool others;     /* et al. */
    bool maiden;     /* geb. Schmidt: a maiden name, which is left out */
    bool company;    /* & Co. */
    bool notes;      /* VIP, do not call: left out */
    bool surely;     /* a comma or capitals show the family name */
    bool either;     /* Yang Li: either word may be the family name */
    bool in_front;   /* Ouyang Xiaoming: family name first, as the words show; keep that
                        order */
    bool marks;      /* a word without letters was skipped */
} person;

/* Takes a tidy name apart. False: it has more than PERSON_WORDS words. The words point
 * into the text, which must live as long. `order`: for names without a comma. */
bool person_parse(wn_str name, person_order order, person *out);

/* Writes given names, family name, suffix and credentials to `out`, in name case if the
 * whole name was in one case (o'brien, VAN DER BERG). `part`: only that part; -1: all.
 * `out` has room for twice the name and 64 bytes more. Returns the length. Sets
 * *supposed where letters had to be guessed (IŞIK: a Turkish or another I). */
size_t person_write(const person *p, int part, char *out, bool *supposed);

/* ---- the words ------------------------------------------------------------------- */

const char *person_roles(wn_str word);

static inline bool person_word_is(const struct person_word *w, char role)
{
    return strchr(w->roles, role) != NULL;
}

/* The case of a text: 'u' all capitals, 'l' all small, 'm' mixed, '-' no cased letter. */
char name_case_of(wn_str s);
size_t name_write_upper(wn_str s, char *out);
size_t name_write_lower(wn_str s, char *out);
/* Writes one word in name case. `turkish`: I becomes small ı, i becomes capital İ. */
size_t name_write_cased(wn_str s, bool turkish, char *out);
/* Do the letters show that the name is Turkish or Azeri? */
bool name_is_turkish(wn_str s);

#endif
