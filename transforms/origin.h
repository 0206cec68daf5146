/*
 * origin.h - what telephone numbers, domains and postcodes tell about a place, and
 * whether it agrees with what the record says.
 */
#ifndef TRANSFORMS_ORIGIN_H
#define TRANSFORMS_ORIGIN_H

#include "winnow/transform.h"

typedef enum wn_agreement { WN_SAYS_NOTHING, WN_AGREES, WN_DISAGREES } wn_agreement;

/* Like wn_region_of, with an arena for its work. */
const char *wn_origin_of(wn_str text, wn_place place, wn_arena *arena);
/* Compares a telephone number, as the transform writes it, with the region. Parts of a
 * country (Hong Kong, Puerto Rico, Jersey) agree with the whole country. */
wn_agreement wn_origin_of_phone(wn_str phone, const char *region);
/* Compares a host, or the domain of a mailbox (.de), with the region. These say
 * nothing: .com, .io and others that everybody registers, and domains where anybody has
 * a mailbox (yahoo.de). */
wn_agreement wn_origin_of_domain(wn_str domain, const char *region, wn_arena *arena);
/* Compares a postcode with the place that the text names: 200000 is not in Beijing,
 * 1012 AB not in Germany. `states`: the record is of the United States or Australia, so
 * states can be checked (62704 is in IL). */
wn_agreement wn_origin_of_postcode(wn_str postcode, wn_str text, wn_place place,
                                   bool states, wn_arena *arena);

/* Is it a domain where anybody can have a mailbox: gmail.com, qq.com, yahoo.co.uk? */
bool wn_mailbox_is_private(wn_str domain);

#endif
