/* test_phone.c - published numbers of switchboards around the world, and cells as people
 * keep them. If these fail, a company's customers cannot be called, or somebody else is
 * called. The million numbers compared with libphonenumber are in tests/oracle. */
#include "core/mapping.h"
#include "core/memory.h"
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

/* Texts that are no number, or a number that nobody can have. */
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

/* ---- cells ------------------------------------------------------------------------ */

#define NO WN_REMARK_NONE

static const struct {
    const char *region, *in, *out; /* NULL: not valid; as `in`: not known */
    wn_remark remark;
} cells[] = {
    /* the country code without its plus, where it is an area code, too */
    {"DE", "49 160 9182736", "+491609182736", WN_REMARK_AMBIGUOUS},
    {"DE", "(49) 160 9182736", "+491609182736", WN_REMARK_AMBIGUOUS},
    {"DE", "4916091827364", "+4916091827364", WN_REMARK_AMBIGUOUS},
    {"ID", "62812998877", "+62812998877", WN_REMARK_AMBIGUOUS},
    {"DE", "0491 9182736", "+494919182736", WN_REMARK_NONE},
    {"DE", "491 9182736", "+494919182736", WN_REMARK_NONE},
    /* two numbers: the second is no extension of the first */
    {"CN", "13718236640;13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "13718236640；13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "13718236640，13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "13718236640或13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "137 1823 6640 138 1254 0093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "13718236640-13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "137.1823.6640 13812540093", "+8613718236640", WN_REMARK_SEVERAL},
    {"CN", "010-62503000(13718236640)", "+861062503000", WN_REMARK_SEVERAL},
    {"CN", "座机010-62503000 手机13718236640", "+861062503000", WN_REMARK_SEVERAL},
    {"CN", "021-62881234转13718236640", "+862162881234", WN_REMARK_SEVERAL},
    {"US", "6502530000;6502530017", "+16502530000", WN_REMARK_SEVERAL},
    {"US", "(650) 253-0000 (650) 253-0017", "+16502530000", WN_REMARK_SEVERAL},
    {"ES", "917 486 400 y 917 486 411", "+34917486400", WN_REMARK_SEVERAL},
    {"SG", "6521 8000 6521 8002", "+6565218000", WN_REMARK_SEVERAL},
    {"", "+8613718236640 +8613812540093", "+8613718236640", WN_REMARK_SEVERAL},
    /* the end of another number after the first */
    {"CN", "021-62881234/35", "+862162881234", WN_REMARK_SEVERAL},
    {"CN", "021-62881234、36", "+862162881234", WN_REMARK_SEVERAL},
    {"CN", "021-62881234~36", "+862162881234", WN_REMARK_SEVERAL},
    {"CN", "021-62881234-36", "+862162881234;ext=36", WN_REMARK_AMBIGUOUS},
    {"CN", "021-62881234,35", "+862162881234;ext=35", WN_REMARK_AMBIGUOUS},
    {"CH", "044 668 18 00 / 01", "+41446681800", WN_REMARK_SEVERAL},
    /* a slash inside one number */
    {"DE", "030/303986300", "+4930303986300", NO},
    {"FR", "01/42/68/53/00", "+33142685300", NO},
    /* extensions */
    {"CN", "021-62881234*8001", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234#8001", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234;8001", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234，转8001", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234分机号：8001", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234（转8001）", "+862162881234;ext=8001", NO},
    {"CN", "021-62881234转8001或8002", "+862162881234;ext=8001", WN_REMARK_SEVERAL},
    {"DE", "0221 470123 DW 12", "+49221470123;ext=12", NO},
    {"DE", "030 303986300*12", "+4930303986300;ext=12", NO},
    {"RU", "8 (495) 644-14-00 доб. 12", "+74956441400;ext=12", NO},
    {"FR", "01 42 68 53 00 poste 12", "+33142685300;ext=12", NO},
    {"JP", "03-6384-9000 内線12", "+81363849000;ext=12", NO},
    {"US", "650-253-0000,,12", "+16502530000;ext=12", NO},
    /* words beside a number are told in a remark, and the number is found */
    {"CN", "13718236640 李总", "+8613718236640", WN_REMARK_REST},
    {"CN", "13718236640(微信)", "+8613718236640", WN_REMARK_REST},
    {"CN", "2号楼 13718236640", "+8613718236640", WN_REMARK_REST},
    {"CN", "13718236640, 2号楼", "+8613718236640", WN_REMARK_REST},
    {"US", "650-253-0000 home", "+16502530000", WN_REMARK_REST},
    {"CN", "手机：13718236640", "+8613718236640", NO},
    {"CN", "13718236640.0", "+8613718236640", NO},
    {"CN", "tel:13718236640;phone-context=+86", "+8613718236640", NO},
    {"CN", "li13718236640@163.com", NULL, NO},
    {"CN", "https://wa.me/8613718236640", NULL, NO},
    /* written as in another country */
    {"CN", "(312) 555-2849", "(312) 555-2849", WN_REMARK_REGION},
    {"CN", "212.555.2849", "212.555.2849", WN_REMARK_REGION},
    {"CN", "(0212) 555 28 49", "(0212) 555 28 49", WN_REMARK_REGION},
    {"CN", "1 (381) 236-5670", "1 (381) 236-5670", WN_REMARK_REGION},
    {"CN", "(21) 62881234", "+862162881234", NO},
    {"CN", "(0755) 8666 1234", "+8675586661234", NO},
    {"CN", "2125552849", "+862125552849", WN_REMARK_AMBIGUOUS}, /* or New York's */
    {"CN", "3105552849", "+863105552849", WN_REMARK_AMBIGUOUS}, /* or Los Angeles' */
    {"CN", "02125552849", "+862125552849", NO},
    {"CN", "1062503000", "+861062503000", NO}, /* no such number in America */
    {"CN", "21 62881234", "+862162881234", NO},
    {"BR", "2125552849", "+552125552849", NO}, /* no zero is written in front there */
    {"BR", "(212) 555-2849", "(212) 555-2849", WN_REMARK_REGION},
    {"BR", "(21) 2555-2849", "+552125552849", NO},
    {"DE", "(212) 555-2849", "(212) 555-2849", WN_REMARK_REGION},
    {"GB", "(207) 946-0018", "(207) 946-0018", WN_REMARK_REGION},
    {"GB", "(0207) 946 0018", "+442079460018", NO},
    {"US", "(20) 7946 0018", "(20) 7946 0018", WN_REMARK_REGION},
    {"US", "158 6555 1234", "158 6555 1234", WN_REMARK_REGION},
    {"US", "21 5555 1234", "21 5555 1234", WN_REMARK_REGION},
    {"TR", "(212) 555 2849", "+902125552849", NO},
    /* country codes twice, and prefixes that are no part of the number */
    {"", "+86-86-13718236640", "+8613718236640", NO},
    {"", "+86 0086 13718236640", "+8613718236640", NO},
    {"", "+86 +86 13718236640", "+8613718236640", NO},
    {"CN", "086-13718236640", "+8613718236640", NO},
    {"", "+86 (0)21 6288 1234", "+862162881234", NO},
    {"BR", "0 15 11 2395-8400", "+551123958400", WN_REMARK_REST},
    /* letters that are dialled, and numbers that nobody has */
    {"US", "1-800-FLOWERS", "+18003569377", WN_REMARK_CHANGED},
    {"AU", "1300 FLIGHT", "+611300354448", WN_REMARK_CHANGED},
    {"US", "213 Tom 2849", NULL, NO},
    {"CN", "1371823664O", NULL, NO},
    {"CN", "13900000000", "+8613900000000", WN_REMARK_DUMMY},
    {"CN", "021-12345678", "+862112345678", WN_REMARK_DUMMY},
    {"GB", "01234 567890", "+441234567890", WN_REMARK_DUMMY},
    {"CN", "13888888888", "+8613888888888", NO},
    /* Benin's numbering since 2024-11-30 */
    {"BJ", "01 95 23 45 17", "+2290195234517", NO},
    {"BJ", "95 23 45 17", NULL, NO},
};

static void test_cell(size_t i)
{
    const wn_transform *t = wn_transform_find(WN_STR("phone"));
    wn_arena arena = {0};
    wn_cleaned out = {0};
    char options[16];

    void *config = wn_config_new(t, &arena);
    snprintf(options, sizeof(options), "region=%s", cells[i].region);
    if (*cells[i].region)
        wn_config_parse(t, wn_str_of(options), config, &arena);
    wn_verdict v = t->apply(wn_str_of(cells[i].in), config, &arena, &out);
    wn_str got = v == WN_CLEAN     ? out.value
                 : v == WN_UNKNOWN ? wn_str_of(cells[i].in)
                                   : WN_STR("");
    if (!ok(wn_str_equal(got, wn_str_of(cells[i].out)) && out.remark == cells[i].remark,
            "the cell %s in \"%s\"", cells[i].in, cells[i].region))
        printf("# %.*s, remark %d\n", WN_FMT(got), (int)out.remark);
    wn_arena_release(&arena);
}

int main(void)
{
    for (size_t i = 0; i < WN_COUNT(cells); i++)
        test_cell(i);
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
