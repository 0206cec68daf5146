/*
 * origin.h - what numbers, domains and postcodes tell of where somebody is, and whether
 * it is what the record says.
 */
#ifndef TRANSFORMS_ORIGIN_H
#define TRANSFORMS_ORIGIN_H

#include "winnow/transform.h"

typedef enum wn_agreement { WN_SAYS_NOTHING, WN_AGREES, WN_DISAGREES } wn_agreement;

/* As wn_region_of, with an arena to work in. */
const char *wn_origin_of(wn_str text, wn_place place, wn_arena *arena);
/* Of a number as the transform writes it. Numbers of parts of a country (Hong Kong,
 * Puerto Rico, Jersey) agree with the whole, and the other way round. */
wn_agreement wn_origin_of_phone(wn_str phone, const char *region);
/* Of a host, or what stands behind the @: .de; but .com says nothing, nor .io and others
 * that everybody registers, nor a mailbox that anybody may have (yahoo.de). */
wn_agreement wn_origin_of_domain(wn_str domain, const char *region, wn_arena *arena);
/* Of a postcode in the place that the text names: 200000 is not in Beijing, and 1012 AB
 * not in Germany. `states`: the record is of the United States or Australia, whose states
 * have postcodes of their own (62704 is in IL). */
wn_agreement wn_origin_of_postcode(wn_str postcode, wn_str text, wn_place place,
                                   bool states, wn_arena *arena);

/* Is it a domain where anybody has a mailbox: gmail.com, qq.com, yahoo.co.uk? */
bool wn_mailbox_is_private(wn_str domain);

#endif
