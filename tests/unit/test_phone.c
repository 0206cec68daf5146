/* test_phone.c - numbers of switchboards around the world, as they are published. If
 * these fail, a company's customers cannot be called. The million that are compared
 * with libphonenumber are in tests/oracle. */
#include "transforms/phone_number.h"

#include "tap.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *text, *region, *e164, *national, *id;
    phone_type type;
} numbers[] = {
    {"(650) 253-0000", "US", "+16502530000", "(650) 253-0000", "US",
     PHONE_FIXED_OR_MOBILE},
    {"+1 416 915 8200", "US", "+14169158200", "(416) 915-8200", "CA",
     PHONE_FIXED_OR_MOBILE},
    {"1-876-926-3291", "US", "+18769263291", "(876) 926-3291", "JM", PHONE_FIXED},
    {"020 7031 3000", "GB", "+442070313000", "020 7031 3000", "GB", PHONE_FIXED},
    {"+44 (0)20 7031 3000", "US", "+442070313000", "020 7031 3000", "GB", PHONE_FIXED},
    {"030 303986300", "DE", "+4930303986300", "030 303986300", "DE", PHONE_FIXED},
    {"01 42 68 53 00", "FR", "+33142685300", "01 42 68 53 00", "FR", PHONE_FIXED},
    {"02-36618 300", "IT", "+390236618300", "02 3661 8300", "IT", PHONE_FIXED},
    {"03-6384-9000", "JP", "+81363849000", "03-6384-9000", "JP", PHONE_FIXED},
    {"02-531-9000", "KR", "+8225319000", "02-531-9000", "KR", PHONE_FIXED},
    {"080 6721 8000", "IN", "+918067218000", "080672 18000", "IN", PHONE_FIXED_OR_MOBILE},
    {"(02) 9374 4000", "AU", "+61293744000", "(02) 9374 4000", "AU", PHONE_FIXED},
    {"(11) 2395-8400", "BR", "+551123958400", "(11) 2395-8400", "BR", PHONE_FIXED},
    {"8 (495) 644-14-00", "RU", "+74956441400", "8 (495) 644-14-00", "RU", PHONE_FIXED},
    {"917 486 400", "ES", "+34917486400", "917 48 64 00", "ES", PHONE_FIXED},
    {"044 668 18 00", "CH", "+41446681800", "044 668 18 00", "CH", PHONE_FIXED},
    {"6521 8000", "SG", "+6565218000", "6521 8000", "SG", PHONE_FIXED},
    {"3923 5400", "HK", "+85239235400", "3923 5400", "HK", PHONE_FIXED},
    {"02 8729 6000", "TW", "+886287296000", "02 8729 6000", "TW", PHONE_FIXED},
    {"13800138000", "CN", "+8613800138000", "138 0013 8000", "CN", PHONE_MOBILE},
    {"010-62503000", "CN", "+861062503000", "010 6250 3000", "CN", PHONE_FIXED},
    {"00852 3923 5400", "CN", "+85239235400", "3923 5400", "HK", PHONE_FIXED},
    {"tel:+1-650-253-0000;ext=12", "CN", "+16502530000;ext=12", "(650) 253-0000 ext. 12",
     "US", PHONE_FIXED_OR_MOBILE},
    {"6502530000 extension 12", "US", "+16502530000;ext=12", "(650) 253-0000 ext. 12",
     "US", PHONE_FIXED_OR_MOBILE},
    {"٠٢٠ ٧٠٣١ ٣٠٠٠", "GB", "+442070313000", "020 7031 3000", "GB", PHONE_FIXED},
    {"+800 1234 5678", "CN", "+80012345678", "1234 5678", "001", PHONE_TOLL_FREE},
};

/* No number, or one that nobody can have. */
static const char *const bad[][2] = {
    {"", "US"},
    {"call me", "US"},
    {"12", "US"},
    {"650 253 00000", "US"},
    {"222 222 2222", "US"},
    {"+999 12345678", "US"},
    {"+", "US"},
    {"6502530000", ""},
    {"11111111111", "CN"},
    {"+86 1234", "CN"},
    {"x12", "US"},
    {"))))))", "US"},
};

static void test_number(size_t i)
{
    phone_number n = {.region = -1};
    char e164[PHONE_TEXT_ROOM] = "", national[PHONE_TEXT_ROOM] = "";
    bool good = phone_parse(wn_str_of(numbers[i].text), wn_str_of(numbers[i].region), &n);

    if (good) {
        e164[phone_e164(&n, e164)] = '\0';
        national[phone_national(&n, national)] = '\0';
    }
    good = good && !strcmp(e164, numbers[i].e164) &&
           !strcmp(national, numbers[i].national) &&
           !strcmp(phone_region_id(&n), numbers[i].id) && n.type == numbers[i].type;
    if (!ok(good, "%s in %s", numbers[i].text, numbers[i].region))
        printf("# %s, \"%s\", %s, type %d\n", e164, national, phone_region_id(&n),
               (int)n.type);
}

int main(void)
{
    for (size_t i = 0; i < WN_COUNT(numbers); i++)
        test_number(i);
    for (size_t i = 0; i < WN_COUNT(bad); i++) {
        phone_number n;
        ok(!phone_parse(wn_str_of(bad[i][0]), wn_str_of(bad[i][1]), &n) ||
               n.type == PHONE_UNKNOWN,
           "no number: \"%s\" in \"%s\"", bad[i][0], bad[i][1]);
    }
    return tap_end();
}
