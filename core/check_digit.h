/* check_digit.h - sums that tell a mistyped number. Digits are ASCII. */
#ifndef CORE_CHECK_DIGIT_H
#define CORE_CHECK_DIGIT_H

#include "winnow/base.h"

/* ISO/IEC 7812-1, annex B (Luhn): bank cards, and more. */
bool wn_check_luhn(const char *digits, size_t len);
/* ISO 7064 MOD 97-10: the remainder of digits and letters (A is 10), from `first` on
 * and round to it again; 1 is right. */
int wn_check_mod_97(const char *text, size_t len, size_t first);
/* GB 11643 (ISO 7064 MOD 11-2): the last character to 17 digits, 0 to 9 or X. */
char wn_check_mod_11_2(const char *digits);
/* GB/T 2260: do these two digits name a province, or 91, 93: foreigners who reside? */
bool wn_is_cn_province(const char *digits);
/* Are the 18 characters the identity number of a Chinese citizen: province, day of birth,
 * check character? */
bool wn_check_cn_person(const char *text);
/* ISO 13616: how long account numbers of the country are, of two capitals; 0: none are.
 */
size_t wn_iban_length(const char *country);
/* And is this one right, of capitals and digits, of that length? */
bool wn_check_iban(const char *text, size_t len);

#endif
