/* transforms.h - what the rest of winnow asks of transforms besides their table. */
#ifndef TRANSFORMS_TRANSFORMS_H
#define TRANSFORMS_TRANSFORMS_H

#include "winnow/transform.h"

/* All transforms, by name; ends with NULL. */
extern const wn_transform *const wn_transforms[];

wn_place wn_place_of(wn_str column); /* by its name */
/* The country that the text surely speaks of: "DE"; NULL: none. */
const char *wn_region_of(wn_str text, wn_place place);
/* The country by whose plan the share `least` of these can be telephone numbers, as they
 * are written: not dates, amounts, codes or plain numbers. "": their own country codes
 * say it, or they are of several; NULL: they do not look like telephone numbers. *share:
 * of those that can. */
const char *wn_phone_region(const wn_str *values, size_t count, double least,
                            double *share);

/* What numbers of a column count in: 万元 is {4, "CNY"}, k {3, ""}, EUR {0, "EUR"}. */
typedef struct wn_unit {
    int power;        /* of ten */
    char currency[4]; /* of ISO 4217, or "" */
} wn_unit;

/* What the word says, in a header's brackets or as unit= says it; false: no unit. (m and
 * mm are millions: of lengths, do not ask.) */
bool wn_unit_factor(wn_str word, wn_unit *out);

/* The full names, blanks between, that a short form is of: bob "robert", pat "patricia
 * patrick"; NULL: of none. Small letters without accents. */
const char *wn_full_names(wn_str given);
/* Does the company's name carry its legal form: Ltd, GmbH, 有限公司? */
bool wn_company_has_form(wn_str name, wn_arena *arena);
/* Is it a name that has none and needs none: a university, a hospital, an authority, an
 * association, lawyers, the shop of one person (个体户)? */
bool wn_is_institution(wn_str name);
/* What its name says of its place in a group, as a set of bits; 0: nothing. A holding
 * (控股) and a branch (分公司) are not the company that they are named after. */
unsigned wn_company_level(wn_str name);

#endif
