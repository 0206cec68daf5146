/*
 * phone_number.h - telephone numbers taken apart by the plans of all regions.
 *
 * What libphonenumber's Parse, IsValidNumber, GetNumberType and E.164 say of a
 * text, these say too (tests/oracle compares them over a million numbers), from
 * tables made of the same metadata: see tools/phone_plans.js.
 */
#ifndef TRANSFORMS_PHONE_NUMBER_H
#define TRANSFORMS_PHONE_NUMBER_H

#include "winnow/base.h"

typedef enum phone_type {
    PHONE_UNKNOWN, /* nobody can have this number */
    PHONE_PREMIUM,
    PHONE_TOLL_FREE,
    PHONE_SHARED_COST,
    PHONE_VOIP,
    PHONE_PERSONAL,
    PHONE_PAGER,
    PHONE_UAN,
    PHONE_VOICEMAIL,
    PHONE_FIXED,
    PHONE_MOBILE,
    PHONE_FIXED_OR_MOBILE, /* North America: the number does not say */
} phone_type;

#define PHONE_LONGEST 17   /* digits of a national number */
#define PHONE_EXTENSION 20 /* digits of an extension */
#define PHONE_TEXT_ROOM 96 /* enough for every form of a number */

typedef struct phone_number {
    uint16_t code;  /* country calling code: 86 */
    int16_t region; /* index, see phone_region_id; -1 when not valid */
    phone_type type;
    uint8_t len, extension_len;
    char national[PHONE_LONGEST], extension[PHONE_EXTENSION];
} phone_number;

/* Take apart a number as people write it. `region` is the country of numbers
 * without country code, two capital letters, or "". False: it is no number.
 * It is valid only when its type is not PHONE_UNKNOWN. */
bool phone_parse(wn_str text, wn_str region, phone_number *out);
/* Has it the digits and marks of a number, of whichever country, that is not said? */
bool phone_may_be(wn_str text);
/* Has any country such a number, as it is dialled there? Digits, with marks or not. */
bool phone_is_national(wn_str text);
/* The two letters of the region of a valid number, "001" for none; or "". */
const char *phone_region_id(const phone_number *number);

#define PHONE_CODE_ROOM 8 /* more than the digits of a country code */
/* Writes the country code's digits to `out`, and returns how many they are. */
size_t phone_code_digits(const phone_number *number, char out[PHONE_CODE_ROOM]);
/* How many digits stand in front of a number that is written in three groups or more: its
 * area code, as far as there are any; 0: it is written otherwise. */
size_t phone_first_group(const phone_number *number);

/* Both write to `out`, which has PHONE_TEXT_ROOM bytes, and return the length. */
size_t phone_e164(const phone_number *number, char *out); /* +8613800138000;ext=12 */
/* As people in the region write it: 138 0013 8000, (212) 555-0123 ext. 12 */
size_t phone_national(const phone_number *number, char *out);

#endif
