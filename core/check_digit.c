/* check_digit.c - the sums that several kinds of numbers share. */
#include "check_digit.h"

#include "calendar.h"

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

/* Lengths of account numbers by country, from the IBAN registry. */
static const char lengths[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20"
    "EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30"
    "KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
    "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
    "VA22VG24XK20YE30";

size_t wn_iban_length(const char *country)
{
    for (const char *at = lengths; *at; at += 4)
        if (at[0] == country[0] && at[1] == country[1])
            return (size_t)((at[2] - '0') * 10 + (at[3] - '0'));
    return 0;
}

bool wn_check_iban(const char *text, size_t len)
{
    return text[2] <= '9' && text[3] <= '9' && wn_check_mod_97(text, len, 4) == 1;
}

bool wn_is_cn_province(const char *digits)
{
    /* by first digit, a bit for each second digit: 11 to 15, 21 to 23 ... 91 and 93 */
    static const uint16_t seconds[] = {0,    0x3E, 0x0E, 0xFE, 0x7E,
                                       0x1F, 0x3E, 0x02, 0x0E, 0x0A};
    unsigned a = (unsigned)(digits[0] - '0'), b = (unsigned)(digits[1] - '0');

    return a < 10 && b < 10 && (seconds[a] >> b & 1);
}

bool wn_check_cn_person(const char *text)
{
    if (!wn_is_cn_province(text) || text[6] < '1' || text[6] > '2')
        return false;
    for (int i = 0; i < 17; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    int year = (text[6] - '0') * 1000 + (text[7] - '0') * 100 + (text[8] - '0') * 10 +
               (text[9] - '0');
    int month = (text[10] - '0') * 10 + (text[11] - '0');
    int day = (text[12] - '0') * 10 + (text[13] - '0');
    return year >= 1850 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 &&
           day <= wn_days_in(year, month) &&
           (text[17] == 'x' ? 'X' : text[17]) == wn_check_mod_11_2(text);
}
