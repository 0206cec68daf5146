/* transforms.h - what the rest of winnow uses of the transforms, besides their table. */
#ifndef TRANSFORMS_TRANSFORMS_H
#define TRANSFORMS_TRANSFORMS_H

#include "winnow/transform.h"

/* All transforms, ordered by name; the last is NULL. */
extern const wn_transform *const wn_transforms[];

wn_place wn_place_of(wn_str column); /* by the column's name */
/* The country that the text names for certain: "DE"; NULL: none. */
const char *wn_region_of(wn_str text, wn_place place);
/* The country of a column of telephone numbers: the one whose number plan at least the
 * share `least` of the values fits, written as telephone numbers (not as dates,
 * amounts, codes or plain numbers). "": the values have their own country codes, or are
 * of several countries. NULL: they do not look like telephone numbers. *share: the
 * share of the values that fit that plan, or else any plan. */
const char *wn_phone_region(const wn_str *values, size_t count, double least,
                            double *share);

/* The unit that the numbers of a column are in: 万元 is {4, "CNY"}, k {3, ""}, EUR {0,
 * "EUR"}. */
typedef struct wn_unit {
    int power;        /* of ten */
    char currency[4]; /* of ISO 4217, or "" */
} wn_unit;

/* Reads a unit, as in the brackets of a header or in unit=. False: the word is no unit.
 * (m and mm are millions: do not ask about columns of lengths.) */
bool wn_unit_factor(wn_str word, wn_unit *out);

/* A part of a name, as the transform of names gives it. */
typedef struct wn_taken {
    wn_verdict verdict;
    wn_cleaned out;
} wn_taken;

/* Takes a name apart once. Of a person: given, family; of a company: key, place, branch.
 * The same as the transforms "name" and "company" give for part=given and so on. */
void wn_person_take(wn_str name, wn_arena *arena, wn_taken *out);
void wn_company_take(wn_str name, wn_arena *arena, wn_taken *out);
#define WN_MOST_TAKEN 3

/* The full given names, with blanks between, of a short form: bob "robert", pat
 * "patricia patrick"; NULL: not a short form. Small letters without accents. */
const char *wn_full_names(wn_str given);
/* Two given names, in small letters without accents. SAME: a word of the one is a word of
 * the other, another spelling or a short form of it (Sara and Sarah, Bob and Robert).
 * APART: all words of both are well-known names, and no person has two of them (Tom and
 * Tim, Anna and Hanna). UNKNOWN: nobody can say. (NEITHER is for the search alone: other
 * initials.) */
typedef enum wn_given_names {
    WN_GIVEN_SAME,
    WN_GIVEN_UNKNOWN,
    WN_GIVEN_APART,
    WN_GIVEN_NEITHER
} wn_given_names;
wn_given_names wn_given_names_compare(wn_str a, wn_str b);
/* Does the name include its legal form: Ltd, GmbH, 有限公司? */
bool wn_company_has_form(wn_str name, wn_arena *arena);
/* Is it the name of an institution that needs no legal form: a university, hospital,
 * authority, association, law firm, or the shop of one person (个体户)? */
bool wn_is_institution(wn_str name);
/* What a company's name says about its place in a group, as bits; 0: nothing. A holding
 * (控股) or a branch (分公司) is not the company that it is named after. */
unsigned wn_company_level(wn_str name);
/* A number for the legal form in the name; 0: none, or one that says little (Co.). Forms
 * that are written for each other have one number: Inc. and Corp., 有限公司 and
 * 有限责任公司. */
uint64_t wn_company_form(wn_str name, wn_arena *arena);
/* How many bytes at the end of a company's key are words for the trade (科技, 贸易): not
 * all of it. */
size_t wn_company_trade(wn_str key);

#endif
