/*
 * phone_number.h - takes telephone numbers apart, by the number plans of all regions.
 *
 * These functions give the same results as libphonenumber's Parse, IsValidNumber,
 * GetNumberType and E.164 (tests/oracle compares them on a million numbers). Their tables
 * are made of the same metadata: see tools/phone_plans.js.
 */
#ifndef TRANSFORMS_PHONE_NUMBER_H
#define TRANSFORMS_PHONE_NUMBER_H

#include "winnow/base.h"

typedef enum phone_type {
    PHONE_UNKNOWN, /* not a valid number */
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
    PHONE_FIXED_OR_MOBILE, /* North America: the number does not show which */
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

/* Takes a number apart, as people write it. `region`: the country of numbers without
 * country code, two capital letters, or "". False: the text is no number. The number is
 * valid only if its type is not PHONE_UNKNOWN. */
bool phone_parse(wn_str text, wn_str region, phone_number *out);
/* Can the text be a number of some country, by its digits and marks? */
bool phone_may_be(wn_str text);
/* Is the text a valid number in some country, as dialled inside it? Digits, with marks
 * or without. */
bool phone_is_national(wn_str text);
/* The region of a valid number: two letters, "001" for none; "" if not valid. */
const char *phone_region_id(const phone_number *number);

#define PHONE_CODE_ROOM 8 /* more than the digits of a country code */
/* Writes the country code's digits to `out`, and returns how many they are. */
size_t phone_code_digits(const phone_number *number, char out[PHONE_CODE_ROOM]);
/* If people write the number in three groups or more: how many digits the first group
 * has, usually the area code. Else 0. */
size_t phone_first_group(const phone_number *number);

/* Each writes to `out`, which has PHONE_TEXT_ROOM bytes, and returns the length. */
size_t phone_e164(const phone_number *number, char *out); /* +8613800138000;ext=12 */
/* As people in the region write it: 138 0013 8000, (212) 555-0123 ext. 12 */
size_t phone_national(const phone_number *number, char *out);

#endif
