/* check_digit.c - the sums that several kinds of numbers share. */
#include "winnow/check_digit.h"

bool wn_check_luhn(const char *digits, size_t len)
{
    int sum = 0;

    for (size_t i = 0; i < len; i++) {
        int d = (digits[i] - '0') * ((len - i) % 2 ? 1 : 2);
        sum += d > 9 ? d - 9 : d;
    }
    return sum % 10 == 0;
}

int wn_check_mod_97(const char *text, size_t len, size_t first)
{
    int rest = 0;

    for (size_t i = 0; i < len; i++) {
        char c = text[(i + first) % len];
        rest =
            c <= '9' ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest;
}

char wn_check_mod_11_2(const char *digits)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}
