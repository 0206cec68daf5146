/* check_digit.h - check sums, which find mistyped numbers. Digits are ASCII. */
#ifndef CORE_CHECK_DIGIT_H
#define CORE_CHECK_DIGIT_H

#include "winnow/base.h"

/* ISO/IEC 7812-1, annex B (Luhn): bank cards, and more. */
bool wn_check_luhn(const char *digits, size_t len);
/* ISO 7064 MOD 97-10: the remainder of digits and letters (A is 10). It starts at `first`
 * and goes on at the beginning of the text after its end. 1: the number is right. */
int wn_check_mod_97(const char *text, size_t len, size_t first);
/* GB 11643 (ISO 7064 MOD 11-2): the check character of 17 digits, 0 to 9 or X. */
char wn_check_mod_11_2(const char *digits);
/* Are these two digits the code of a province (GB/T 2260), or 91 or 93, which stand for
 * foreign residents? */
bool wn_is_cn_province(const char *digits);
/* Are the 18 characters the identity number of a Chinese citizen: province, day of birth,
 * check character? */
bool wn_check_cn_person(const char *text);
/* ISO 13616: the length of account numbers of the country (two capital letters); 0: the
 * country has none. */
size_t wn_iban_length(const char *country);
/* Is the account number right? It has capitals and digits only, and the length of its
 * country. */
bool wn_check_iban(const char *text, size_t len);

#endif
