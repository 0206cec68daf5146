/*
 * vat.c - checks value added tax numbers of the European Union (and GB, CH, NO) by their
 * check digits.
 *
 * Each country has its own formula. The sources are the national tax offices, as listed
 * by the European Commission's VIES. Nobody is asked whether a number was issued.
 */
#include "tidy.h"
#include "core/check_digit.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

struct config {
    wn_str region;
};

static const wn_option options[] = {
    {.name = "region",
     .type = WN_OPT_REGION,
     .offset = offsetof(struct config, region),
     .en = "country of numbers that do not begin with one: DE, FR ...",
     .zh = "没有国家前缀的税号属于哪个国家：DE、FR……"},
    {.type = WN_OPT_END},
};

/* The sum of the digits of d times their weights. */
static int weigh(const char *d, const int *weights, int count)
{
    int sum = 0;

    for (int i = 0; i < count; i++)
        sum += (d[i] - '0') * weights[i];
    return sum;
}

#define WEIGH(d, ...)                    \
    weigh(d, (const int[]){__VA_ARGS__}, \
          (int)(sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))

static int digit(const char *d, int at)
{
    return d[at] - '0';
}

static long number(const char *d, int count)
{
    long value = 0;

    for (int i = 0; i < count; i++)
        value = value * 10 + (d[i] - '0');
    return value;
}

/* ISO 7064 MOD 11,10. */
static bool mod_11_10(const char *d, int count)
{
    int check = 5;

    for (int i = 0; i < count - 1; i++)
        check = ((check ? check : 10) * 2 % 11 + digit(d, i)) % 10;
    return ((check ? check : 10) * 2 % 11 + digit(d, count - 1)) % 10 == 1;
}

static bool all_digits(const char *d, int from, int to)
{
    for (int i = from; i < to; i++)
        if (d[i] < '0' || d[i] > '9')
            return false;
    return true;
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* ---- countries; d: the characters after the two letters of the country ------- */

static bool at(const char *d, int n)
{
    int sum = 4;

    if (n != 9 || d[0] != 'U' || !all_digits(d, 1, 9))
        return false;
    for (int i = 1; i < 8; i++) {
        int x = digit(d, i) * (i % 2 ? 1 : 2);
        sum += x / 10 + x % 10;
    }
    return (10 - sum % 10) % 10 == digit(d, 8);
}

static bool be(const char *d, int n)
{
    return n == 10 && all_digits(d, 0, 10) && d[0] <= '1' &&
           97 - number(d, 8) % 97 == number(d + 8, 2);
}

static bool bg(const char *d, int n)
{
    if (!all_digits(d, 0, n))
        return false;
    if (n == 9) {
        int check = WEIGH(d, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (check == 10)
            check = WEIGH(d, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        return check == digit(d, 8);
    }
    if (n != 10)
        return false;
    int month = (int)number(d + 2, 2) % 20, day = (int)number(d + 4, 2);
    bool born =
        month >= 1 && month <= 12 && day >= 1 && day <= 31 && number(d + 2, 2) <= 52;
    int person = born ? WEIGH(d, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 : -1;
    int foreigner = WEIGH(d, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10;
    int other = (11 - WEIGH(d, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
    return person == digit(d, 9) || foreigner == digit(d, 9) || other == digit(d, 9);
}

static bool cy(const char *d, int n)
{
    static const int odd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    int sum = 0;

    if (n != 9 || !all_digits(d, 0, 8) || (d[0] == '1' && d[1] == '2'))
        return false;
    for (int i = 0; i < 8; i++)
        sum += i % 2 ? digit(d, i) : odd[digit(d, i)];
    return d[8] == 'A' + sum % 26;
}

static bool cz(const char *d, int n)
{
    if (!all_digits(d, 0, n))
        return false;
    if (n == 8) {
        int check = (11 - WEIGH(d, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return d[0] != '9' && (check ? check : 1) % 10 == digit(d, 7);
    }
    if (n == 9 && d[0] == '6') {
        int check = WEIGH(d + 1, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (18 - (10 - check) % 11) % 10 == digit(d, 8);
    }
    int month = (int)number(d + 2, 2) % 50 % 20;
    if ((n != 9 && n != 10) || month < 1 || month > 12 || number(d + 4, 2) > 31 ||
        number(d + 4, 2) < 1)
        return false;
    return n == 9 ? number(d, 2) <= 53 || number(d, 2) >= 80
                  : number(d, 9) % 11 % 10 == digit(d, 9);
}

static bool de(const char *d, int n)
{
    return n == 9 && all_digits(d, 0, 9) && d[0] != '0' && mod_11_10(d, 9);
}

static bool dk(const char *d, int n)
{
    return n == 8 && all_digits(d, 0, 8) && d[0] != '0' &&
           WEIGH(d, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
}

static bool ee(const char *d, int n)
{
    return n == 9 && all_digits(d, 0, 9) && WEIGH(d, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
}

static bool el(const char *d, int n)
{
    int check = 0;

    if (n != 9 || !all_digits(d, 0, 9))
        return false;
    for (int i = 0; i < 8; i++)
        check = check * 2 + digit(d, i);
    return check * 2 % 11 % 10 == digit(d, 8);
}

/* Persons have a letter computed from the number; companies a letter, seven digits, and
 * a digit or a letter. */
static bool es(const char *d, int n)
{
    static const char persons[] = "TRWAGMYFPDXBNJZSQVHLCKE";

    if (n != 9)
        return false;
    if (all_digits(d, 0, 8))
        return d[8] == persons[number(d, 8) % 23];
    if (!all_digits(d, 1, 8))
        return false;
    if (strchr("XYZ", d[0]))
        return d[8] == persons[(number(d + 1, 7) + (d[0] - 'X') * 10000000L) % 23];
    if (strchr("KLM", d[0]))
        return d[8] == persons[number(d + 1, 7) % 23];
    int sum = 0;
    for (int i = 1; i < 8; i++) {
        int x = digit(d, i) * (i % 2 ? 2 : 1);
        sum += x / 10 + x % 10;
    }
    int check = (10 - sum % 10) % 10;
    bool letter = d[8] == "JABCDEFGHI"[check], figure = d[8] == '0' + check;
    return strchr("ABCDEFGHJNPQRSUVW", d[0]) && (letter || figure);
}

static bool fi(const char *d, int n)
{
    return n == 8 && all_digits(d, 0, 8) && WEIGH(d, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
}

static bool fr(const char *d, int n)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    if (n != 11 || !all_digits(d, 2, 11) ||
        (!wn_check_luhn(d + 2, 9) && memcmp(d + 2, "000", 3)))
        return false;
    if (all_digits(d, 0, 2))
        return (number(d + 2, 9) * 100 + 12) % 97 == number(d, 2);
    const char *a = strchr(letters, d[0]), *b = strchr(letters, d[1]);
    if (!a || !b)
        return false;
    long check = all_digits(d, 0, 1) ? (a - letters) * 24 + (b - letters) - 10
                                     : (a - letters) * 34 + (b - letters) - 100;
    return (number(d + 2, 9) + 1 + check / 11) % 11 == check % 11;
}

static bool gb(const char *d, int n)
{
    if (n == 5)
        return all_digits(d, 2, 5) && ((!memcmp(d, "GD", 2) && number(d + 2, 3) < 500) ||
                                       (!memcmp(d, "HA", 2) && number(d + 2, 3) >= 500));
    if ((n != 9 && n != 12) || !all_digits(d, 0, n))
        return false;
    long check = (WEIGH(d, 8, 7, 6, 5, 4, 3, 2) + number(d + 7, 2)) % 97;
    return number(d, 3) >= 100 ? check == 0 || check == 42 || check == 55 : check == 0;
}

static bool hr(const char *d, int n)
{
    return n == 11 && all_digits(d, 0, 11) && mod_11_10(d, 11);
}

static bool hu(const char *d, int n)
{
    return n == 8 && all_digits(d, 0, 8) && WEIGH(d, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
}

static bool ie(const char *d, int n)
{
    static const char letters[] = "WABCDEFGHIJKLMNOPQRSTUV";
    char old[8] = "0";

    if (n == 8 && !all_digits(d, 1, 2) && all_digits(d, 0, 1) && all_digits(d, 2, 7)) {
        memcpy(old + 1, d + 2, 5); /* until 2013: 8Z49289F */
        old[6] = d[0];
        return (is_letter(d[1]) || d[1] == '+' || d[1] == '*') &&
               d[7] == letters[WEIGH(old, 8, 7, 6, 5, 4, 3, 2) % 23];
    }
    if ((n != 8 && n != 9) || !all_digits(d, 0, 7) || !is_letter(d[7]))
        return false;
    int extra = n == 9 ? (d[8] == 'W' ? 0 : d[8] - 'A' + 1) : 0;
    return (n == 8 || (d[8] >= 'A' && d[8] <= 'W')) &&
           d[7] == letters[(WEIGH(d, 8, 7, 6, 5, 4, 3, 2) + 9 * extra) % 23];
}

static bool it(const char *d, int n)
{
    return n == 11 && all_digits(d, 0, 11) && number(d, 7) > 0 && wn_check_luhn(d, 11) &&
           ((number(d + 7, 3) >= 1 && number(d + 7, 3) <= 100) ||
            strstr("120 121 888 999", (const char[]){d[7], d[8], d[9], 0}));
}

static bool lt(const char *d, int n)
{
    int sum = 0;

    if ((n != 9 && n != 12) || !all_digits(d, 0, n) || d[n - 2] != '1')
        return false;
    for (int i = 0; i < n - 1; i++)
        sum += digit(d, i) * (1 + i % 9);
    if (sum % 11 == 10) {
        sum = 0;
        for (int i = 0; i < n - 1; i++)
            sum += digit(d, i) * (1 + (i + 2) % 9);
    }
    return sum % 11 % 10 == digit(d, n - 1);
}

static bool lu(const char *d, int n)
{
    return n == 8 && all_digits(d, 0, 8) && number(d, 6) % 89 == number(d + 6, 2);
}

static bool lv(const char *d, int n)
{
    if (n != 11 || !all_digits(d, 0, 11))
        return false;
    if (d[0] > '3')
        return WEIGH(d, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
    if (d[0] == '3' && d[1] == '2')
        return true; /* personal codes since 2017 have no check */
    return number(d, 2) >= 1 && number(d, 2) <= 31 && number(d + 2, 2) >= 1 &&
           number(d + 2, 2) <= 12 &&
           (1 + WEIGH(d, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == digit(d, 10);
}

static bool mt(const char *d, int n)
{
    return n == 8 && all_digits(d, 0, 8) && d[0] != '0' &&
           WEIGH(d, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;
}

static bool nl(const char *d, int n)
{
    if (n != 12 || d[9] != 'B' || !all_digits(d, 0, 9) || !all_digits(d, 10, 12))
        return false;
    if ((WEIGH(d, 9, 8, 7, 6, 5, 4, 3, 2) - digit(d, 8)) % 11 == 0)
        return true;
    const char whole[] = {'N',  'L',  d[0], d[1], d[2], d[3],  d[4],
                          d[5], d[6], d[7], d[8], 'B',  d[10], d[11]};
    return wn_check_mod_97(whole, sizeof(whole), 0) == 1; /* since 2020 */
}

static bool pl(const char *d, int n)
{
    return n == 10 && all_digits(d, 0, 10) &&
           WEIGH(d, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(d, 9);
}

static bool pt(const char *d, int n)
{
    return n == 9 && all_digits(d, 0, 9) && d[0] != '0' &&
           (11 - WEIGH(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == digit(d, 8);
}

static bool ro(const char *d, int n)
{
    char full[11] = "0000000000";

    if (n < 2 || n > 10 || !all_digits(d, 0, n) || d[0] == '0')
        return false;
    memcpy(full + 10 - n, d, (size_t)n);
    return 10 * WEIGH(full, 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10 == digit(full, 9);
}

static bool se(const char *d, int n)
{
    return n == 12 && all_digits(d, 0, 12) && !memcmp(d + 10, "01", 2) &&
           wn_check_luhn(d, 10);
}

static bool si(const char *d, int n)
{
    int check =
        11 - (n == 8 && all_digits(d, 0, 8) ? WEIGH(d, 8, 7, 6, 5, 4, 3, 2) % 11 : 0);

    return n == 8 && all_digits(d, 0, 8) && d[0] != '0' && check != 11 &&
           check % 10 == digit(d, 7);
}

static bool sk(const char *d, int n)
{
    return n == 10 && all_digits(d, 0, 10) &&
           ((d[0] != '0' && strchr("234789", d[2]) && number(d, 10) % 11 == 0) ||
            cz(d, 10));
}

static bool ch(const char *d, int n)
{
    if (n > 10 && n <= 13) /* CHE-123.456.788 MWST */
        n = 10;
    return n == 10 && d[0] == 'E' && all_digits(d, 1, 10) &&
           (11 - WEIGH(d + 1, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == digit(d, 9);
}

static bool no(const char *d, int n)
{
    if (n == 12 && !memcmp(d + 9, "MVA", 3))
        n = 9;
    return n == 9 && all_digits(d, 0, 9) &&
           (11 - WEIGH(d, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == digit(d, 8);
}

static const struct {
    char code[3];
    bool (*check)(const char *d, int n);
} countries[] = {{"AT", at}, {"BE", be}, {"BG", bg}, {"CY", cy}, {"CZ", cz}, {"DE", de},
                 {"DK", dk}, {"EE", ee}, {"EL", el}, {"GR", el}, {"ES", es}, {"FI", fi},
                 {"FR", fr}, {"GB", gb}, {"XI", gb}, {"HR", hr}, {"HU", hu}, {"IE", ie},
                 {"IT", it}, {"LT", lt}, {"LU", lu}, {"LV", lv}, {"MT", mt}, {"NL", nl},
                 {"PL", pl}, {"PT", pt}, {"RO", ro}, {"SE", se}, {"SI", si}, {"SK", sk},
                 {"CH", ch}, {"NO", no}};

/* ---- the transform --------------------------------------------------------------- */

#define LONGEST 20

static size_t squeeze(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (strchr(" .-/:", c))
            continue;
        c = c >= 'a' && c <= 'z' ? (char)(c & ~32) : c;
        if (len == LONGEST ||
            !((c >= '0' && c <= '9') || is_letter(c) || c == '+' || c == '*'))
            return 0;
        out[len++] = c;
    }
    return len;
}

static bool is_valid(const char *text, size_t len)
{
    for (size_t i = 0; i < WN_COUNT(countries); i++)
        if (len > 3 && !memcmp(countries[i].code, text, 2))
            return countries[i].check(text + 2, (int)len - 2);
    return false;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW, arena);
    char *text = wn_arena_bytes(arena, LONGEST + 4);

    if (s.len == 0)
        return WN_EMPTY;
    size_t len = squeeze(s, text + 2);
    if (len == 0)
        return WN_INVALID;
    if (is_valid(text + 2, len)) {
        out->value = (wn_str){text + 2, len};
        return WN_CLEAN;
    }
    if (c->region.len != 2)
        return WN_INVALID;
    memcpy(text, wn_str_equal(c->region, WN_STR("GR")) ? "EL" : c->region.ptr, 2);
    if (c->region.ptr[0] == 'B' && c->region.ptr[1] == 'E' && len == 9) {
        memmove(text + 3, text + 2, len); /* old Belgian numbers lack the 0 */
        text[2] = '0';
        len++;
    }
    if (!is_valid(text, len + 2))
        return WN_INVALID;
    out->value = (wn_str){text, len + 2};
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "DE 136,695 976", NULL},
    {NULL, "de 136 695 976", "DE136695976"},
    {"region=DE", "136695976", "DE136695976"},
    {NULL, "ATU13585627", "ATU13585627"},
    {NULL, "FR 40 303 265 045", "FR40303265045"},
    {NULL, "NL004495445B01", "NL004495445B01"},
    {NULL, "DE136695978", NULL},
    {NULL, "136695976", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_vat = {
    .name = "vat",
    .en = "a VAT number of the European Union, by its check digits",
    .zh = "欧盟增值税号，按校验位核对",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_TAX_ID,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
