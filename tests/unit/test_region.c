/* test_region.c - which country a text speaks of, and whether a column holds telephone
 * numbers. If these fail, numbers get the code of a country that no text named, or codes
 * and dates are taken for telephone numbers. */
#include "transforms/region.h"

#include "tap.h"
#include "core/mapping.h"
#include "core/memory.h"
#include "transforms/transforms.h"

#include <stdio.h>
#include <string.h>

static const struct {
    wn_place place;
    const char *text, *sure, *likely;
} texts[] = {
    {WN_PLACE_COUNTRY, "Germany", "DE", NULL},
    {WN_PLACE_COUNTRY, "CA", "CA", NULL},
    {WN_PLACE_COUNTRY, "中国", "CN", NULL},
    {WN_PLACE_COUNTRY, "Atlantis", NULL, NULL},
    {WN_PLACE_COUNTRY, "California", "US", NULL},
    {WN_PLACE_COUNTRY, "Berlin, Germany", "DE", NULL},
    {WN_PLACE_COUNTRY, "Georgia", "GE", NULL},
    {WN_PLACE_STATE, "Georgia", "US", NULL},
    {WN_PLACE_STATE, "CA", NULL, "US IT"},
    {WN_PLACE_STATE, "tx", NULL, "US"},
    {WN_PLACE_STATE, "Nuevo León", "MX", NULL},
    {WN_PLACE_STATE, "Kerala", "IN", NULL},
    {WN_PLACE_STATE, "Minas Gerais", "BR", NULL},
    {WN_PLACE_STATE, "Punjab", NULL, "IN PK"},
    {WN_PLACE_STATE, "Niger", NULL, "NG NE"},
    {WN_PLACE_STATE, "Inner Mongolia", "CN", NULL},
    {WN_PLACE_STATE, "New South Wales", "AU", NULL},
    {WN_PLACE_STATE, "QC", NULL, "CA"},
    {WN_PLACE_STATE, "England", "GB", NULL},
    {WN_PLACE_STATE, "广东省", "CN", NULL},
    {WN_PLACE_STATE, "de", NULL, "US"},
    {WN_PLACE_POSTCODE, "SW1A 1AA", "GB", NULL},
    {WN_PLACE_POSTCODE, "sw1a1aa", "GB", NULL},
    {WN_PLACE_POSTCODE, "M5H 2M9", "CA", NULL},
    {WN_PLACE_POSTCODE, "1015 CJ", "NL", NULL},
    {WN_PLACE_POSTCODE, "00-950", "PL", NULL},
    {WN_PLACE_POSTCODE, "1000-205", "PT", NULL},
    {WN_PLACE_POSTCODE, "01310-100", "BR", NULL},
    {WN_PLACE_POSTCODE, "100-0001", "JP", NULL},
    {WN_PLACE_POSTCODE, "D-10115", "DE", NULL},
    {WN_PLACE_POSTCODE, "10115", NULL, NULL},
    {WN_PLACE_POSTCODE, "100080", NULL, NULL},
    {WN_PLACE_POSTCODE, "62704-1234", NULL, NULL},
    {WN_PLACE_POSTCODE, "12-34", NULL, NULL},
    {WN_PLACE_ADDRESS, "10 Downing Street, London SW1A 2AA", "GB", NULL},
    {WN_PLACE_ADDRESS, "Hauptstr. 1, 10115 Berlin, Deutschland", "DE", NULL},
    {WN_PLACE_ADDRESS, "1 Oak St, Springfield, IL 62704", "US", "US"},
    {WN_PLACE_ADDRESS, "1 Oak St, Springfield, IL", NULL, "US"},
    {WN_PLACE_ADDRESS, "Haifa, IL 3303140", NULL, "US"},
    {WN_PLACE_ADDRESS, "1 State St, Trenton, New Jersey 08608", "US", NULL},
    {WN_PLACE_ADDRESS, "5 Central Ave, Albuquerque New Mexico", "US", NULL},
    {WN_PLACE_ADDRESS, "Unit B1 2nd Street", NULL, NULL},
    {WN_PLACE_ADDRESS, "91-123 Fort Weaver Rd", NULL, NULL},
    {WN_PLACE_ADDRESS, "北京市海淀区中关村大街1号", "CN", NULL},
    {WN_PLACE_ADDRESS, "台北市大安區", "TW", NULL},
    {WN_PLACE_ADDRESS, "愛知県東海市", NULL, NULL},
    {WN_PLACE_CITY, "杭州", "CN", NULL},
    {WN_PLACE_CITY, "Hangzhou", NULL, "CN"},
    {WN_PLACE_CITY, "Springfield", NULL, NULL},
    {WN_PLACE_CITY, "Cuba", NULL, NULL},
    {WN_PLACE_CITY, "Toronto, Canada", "CA", NULL},
    {WN_PLACE_CITY, "", NULL, NULL},
};

static const struct {
    const char *column;
    wn_place place;
} columns[] = {
    {"Country", WN_PLACE_COUNTRY},
    {"Land", WN_PLACE_COUNTRY},
    {"国家/地区", WN_PLACE_COUNTRY},
    {"Address 1: Country/Region", WN_PLACE_COUNTRY},
    {"País", WN_PLACE_COUNTRY},
    {"BillingState", WN_PLACE_STATE},
    {"Mailing State/Province", WN_PLACE_STATE},
    {"省/市", WN_PLACE_STATE},
    {"Bundesland", WN_PLACE_STATE},
    {"Address 1: ZIP/Postal Code", WN_PLACE_POSTCODE},
    {"PLZ", WN_PLACE_POSTCODE},
    {"邮编", WN_PLACE_POSTCODE},
    {"Straße", WN_PLACE_ADDRESS},
    {"Default Address City", WN_PLACE_ADDRESS},
    {"联系地址", WN_PLACE_ADDRESS},
    {"Mailing City", WN_PLACE_CITY},
    {"所在城市", WN_PLACE_CITY},
    {"UF", WN_PLACE_STATE}, /* there MG is a state, not Madagascar */
    {"Prov.", WN_PLACE_STATE},
    {"CEP", WN_PLACE_POSTCODE},
    {"Kod pocztowy", WN_PLACE_POSTCODE},
    {"郵便番号", WN_PLACE_POSTCODE},
    {"Woonplaats", WN_PLACE_CITY},
    {"Ort", WN_PLACE_CITY},
    {"住所", WN_PLACE_ADDRESS},
    {"Ülke", WN_PLACE_COUNTRY},
};

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

static void test_texts(void)
{
    for (size_t i = 0; i < WN_COUNT(texts); i++) {
        wn_arena arena = {0};
        region_hint h = region_ask(wn_str_of(texts[i].text), texts[i].place, &arena);
        const char *asked = wn_region_of(wn_str_of(texts[i].text), texts[i].place);
        if (!ok(same(h.sure, texts[i].sure) && same(h.likely, texts[i].likely) &&
                    same(asked, texts[i].sure),
                "\"%s\" speaks of %s%s", texts[i].text,
                texts[i].sure ? texts[i].sure : "no country for sure",
                texts[i].likely ? ", likely" : ""))
            printf("# sure %s, likely %s\n", h.sure ? h.sure : "-",
                   h.likely ? h.likely : "-");
        wn_arena_release(&arena);
    }
}

/* ---- a number beside such texts --------------------------------------------------- */

typedef struct beside {
    const char *column, *text;
} beside;

static void test_beside(const char *options, const char *number, const char *wanted,
                        const beside *cells, size_t count)
{
    const wn_transform *t = wn_transform_find(WN_STR("phone"));
    const wn_option *from = wn_option_find(t, WN_STR("region-from"));
    wn_arena arena = {0};
    void *own = wn_config_new(t, &arena);
    wn_cleaned out = {0};

    wn_config_parse(t, wn_str_of(options), own, &arena);
    const void *config = own;
    for (size_t i = 0; i < count; i++)
        config = t->with(config, from, wn_place_of(wn_str_of(cells[i].column)),
                         wn_str_of(cells[i].text), &arena);
    wn_verdict v = t->apply(wn_str_of(number), config, &arena, &out);
    const char *state = v == WN_UNKNOWN ? "unknown" : v == WN_INVALID ? "invalid" : NULL;
    wn_str got = state ? wn_str_of(state) : out.value;
    if (!ok(wn_str_equal(got, wn_str_of(wanted)), "%s beside %s \"%s\" (%s) is %s",
            number, count ? cells[0].column : "nothing", count ? cells[0].text : "",
            options ? options : "", wanted))
        printf("# %.*s\n", WN_FMT(got));
    wn_arena_release(&arena);
}

#define TEST_BESIDE(options, number, wanted, ...)                 \
    test_beside(options, number, wanted, (beside[]){__VA_ARGS__}, \
                sizeof((beside[]){__VA_ARGS__}) / sizeof(beside))

static void test_numbers(void)
{
    TEST_BESIDE(NULL, "(212) 555-5298", "+12125555298", {"State", "NY"});
    TEST_BESIDE(NULL, "(313) 555-0142", "+13135550142", {"State", "MI"});
    TEST_BESIDE(NULL, "02 3661 8300", "+390236618300", {"State", "MI"});
    TEST_BESIDE(NULL, "347 555 0142", "unknown", {"State", "MI"});
    TEST_BESIDE(NULL, "(08) 9321 0000", "+61893210000", {"State", "WA"});
    TEST_BESIDE(NULL, "206-555-0142", "+12065550142", {"State", "WA"});
    TEST_BESIDE(NULL, "030 303986300", "unknown", {"State", "DE"});
    TEST_BESIDE(NULL, "030 303986300", "+4930303986300", {"Country", "DE"});
    TEST_BESIDE(NULL, "(416) 915-8200", "+14169158200", {"Country", ""}, {"State", "ON"},
                {"Zip", "M5H 2M9"});
    TEST_BESIDE(NULL, "020 7031 3000", "+442070313000", {"Country", ""}, {"State", ""},
                {"Zip", "SW1A 1AA"});
    TEST_BESIDE(NULL, "020 7031 3000", "unknown", {"Zip", "10115"});
    TEST_BESIDE(NULL, "13800138000", "+8613800138000", {"City", "深圳市"});
    TEST_BESIDE(NULL, "13800138000", "+8613800138000", {"City", "Shenzhen"});
    TEST_BESIDE(NULL, "(212) 555-5298", "unknown", {"City", "Shanghai"});
    TEST_BESIDE("region=CN", "(212) 555-5298", "unknown", {"Country", ""});
    TEST_BESIDE("region=CN", "400-820-8820", "+864008208820", {"Country", ""});
    TEST_BESIDE("region=CN", "(212) 555-5298", "+12125555298", {"State", "NY"});
    TEST_BESIDE("region=CN", "13800138000", "+8613800138000", {"State", "NY"});
    TEST_BESIDE("region=CN", "13800138000", "+8613800138000", {"Country", "Atlantis"});
    TEST_BESIDE("region=CN", "13800138000", "invalid", {"Country", "US"},
                {"City", "北京"});
    TEST_BESIDE(NULL, "+44 20 7031 3000", "+442070313000", {"State", "NY"});
    TEST_BESIDE(NULL, "13800138000/(212) 555-5298", "+12125555298", {"State", "NY"});
}

/* ---- columns ---------------------------------------------------------------------- */

static void test_column(const char *wanted, const char *const *values, size_t count)
{
    wn_str texts_of[16];
    double share;

    for (size_t i = 0; i < count; i++)
        texts_of[i] = wn_str_of(values[i]);
    const char *got = wn_phone_region(texts_of, count, 0.9, &share);
    if (!ok(same(got, wanted), "%s, %s ... are %s", values[0], values[1],
            !wanted   ? "no telephone numbers"
            : *wanted ? wanted
                      : "telephone numbers"))
        printf("# %s\n", got ? got : "none");
}

#define TEST_COLUMN(wanted, ...)                            \
    test_column(wanted, (const char *const[]){__VA_ARGS__}, \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

int main(void)
{
    test_texts();
    for (size_t i = 0; i < WN_COUNT(columns); i++)
        ok(wn_place_of(wn_str_of(columns[i].column)) == columns[i].place,
           "%s is what it says", columns[i].column);
    test_numbers();
    TEST_COLUMN("CN", "13800138000", "010-65551234", "+86 139 0013 9000");
    TEST_COLUMN("US", "(212) 555-5298", "303-555-0134 x12", "5415550134");
    TEST_COLUMN("GB", "020 7946 0018", "07911 123456", "0161 496 0000");
    TEST_COLUMN("FR", "06 12 34 56 78", "0142685300", "04.91.12.34.56");
    TEST_COLUMN("RU", "8 (495) 644-14-00", "8 916 123-45-67", "79161234567");
    TEST_COLUMN("DK", "33 12 34 56", "45 12 34 56", "20 12 34 56");
    TEST_COLUMN("", "+44 20 7946 0018", "+1 212 555 5298", "+49 30 303986300");
    TEST_COLUMN("", "(416) 915-8200", "06 12 34 56 78", "020 7946 0018", "0171 1234567");
    TEST_COLUMN("", "(416) 915-8200", "33 12 34 56", "06 12 34 56 78", "020 7946 0018",
                "0171 1234567", "541-555-0134", "0803 123 4567");
    TEST_COLUMN(NULL, "20240309", "20240310", "20231101");
    TEST_COLUMN(NULL, "2024-03-09", "2024-03-10", "2023-11-01");
    TEST_COLUMN(NULL, "09.03.2024", "10.03.2024", "11.11.2023");
    TEST_COLUMN(NULL, "2024-000123", "2024-000124", "2023-100125");
    TEST_COLUMN(NULL, "12345678", "12345679", "12345680");
    TEST_COLUMN(NULL, "1000000017", "1000000018", "1000000019");
    TEST_COLUMN(NULL, "1234567.89", "2345678.10", "99.5");
    TEST_COLUMN(NULL, "1.234.567", "12.345.678", "2.345.678");
    TEST_COLUMN(NULL, "192.168.100.101", "10.20.130.140", "172.16.10.200");
    TEST_COLUMN(NULL, "123-45-6789", "321-54-9876", "456-12-3456");
    TEST_COLUMN(NULL, "12 %", "8 %", "100 %");
    TEST_COLUMN(NULL, "4111 1111 1111 1111", "5500 0000 0000 0004",
                "4012 8888 8888 1881");
    TEST_COLUMN(NULL, "DE89370400440532013000", "GB29NWBK60161331926819", "x");
    TEST_COLUMN(NULL, "978-3-16-148410-0", "978-0-306-40615-7", "978-1-86197-876-9");
    return tap_end();
}
