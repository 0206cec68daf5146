/*
 * phone_column.c - are the values of a column telephone numbers, and of which country?
 *
 * One value proves little: 20240309 is a number in Singapore. So a value must be written
 * as telephone numbers are, most of the column must fit the plan of one country, and bare
 * digits count only for plans that few other numbers fit.
 */
#include "phone_number.h"
#include "transforms.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

#define MOST_BEHIND 14 /* bytes behind the number: an extension */

/* Regions, the more likely first where two fit alike. For each: the first digits of
 * numbers as dialled there, how many digits they have, and whether bare digits count. */
static const struct {
    const char id[3], *first;
    unsigned char least, most;
    bool bare;
} plans[] = {
    {"CN", "014", 10, 12, true},         {"US", "123456789", 10, 11, true},
    {"GB", "0", 10, 11, true},           {"FR", "0", 10, 10, true},
    {"RU", "345789", 10, 11, true},      {"JP", "0", 10, 11, true},
    {"DE", "0", 8, 14, false},           {"AU", "01", 10, 10, true},
    {"IT", "03", 8, 11, false},          {"ES", "6789", 9, 9, false},
    {"NL", "0", 10, 10, false},          {"BE", "0", 9, 10, false},
    {"CH", "0", 10, 10, false},          {"AT", "0", 8, 14, false},
    {"BR", "0123456789", 10, 12, false}, {"IN", "06789", 10, 11, false},
    {"KR", "01", 9, 11, false},          {"TW", "0", 9, 10, false},
    {"PL", "2345678", 9, 9, false},      {"CZ", "234567", 9, 9, false},
    {"PT", "2389", 9, 9, false},         {"MX", "0123456789", 10, 13, false},
    {"TR", "025", 10, 11, false},        {"SE", "0", 8, 11, false},
    {"FI", "0", 8, 12, false},           {"IE", "0", 8, 11, false},
    {"ZA", "0", 10, 10, false},          {"NZ", "0", 9, 11, false},
    {"UA", "0", 10, 10, false},          {"GR", "26", 10, 10, false},
    {"IL", "0", 9, 10, false},           {"NG", "0", 9, 11, false},
    {"AR", "0123", 10, 13, false},       {"HK", "2345689", 8, 8, false},
    {"SG", "3689", 8, 8, false},         {"DK", "23456789", 8, 8, false},
    {"NO", "2345689", 8, 8, false},
};

typedef struct shape {
    wn_str text;      /* the first number of the value */
    size_t digits;    /* 0: not written as a telephone number */
    char first;       /* digit */
    bool plus, bare;  /* bare: no sign but digits */
    bool outstanding; /* has a plus, brackets, or a leading zero with signs */
} shape;

/* Runs of digits between the signs. */
typedef struct runs {
    size_t at[8], count, dots, signs;
} runs;

static size_t read_runs(wn_str s, runs *r)
{
    bool inside = false;
    size_t i = 0;

    for (; i < s.len; i++) {
        char c = s.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && (c == '\0' || !strchr("+-(). /", c)))
            break;
        if (digit && !inside && r->count == WN_COUNT(r->at))
            return 0;
        r->count += digit && !inside;
        if (digit)
            r->at[r->count - 1]++;
        inside = digit;
        r->dots += c == '.';
        r->signs += !digit;
    }
    return i;
}

/* Is it a date, an amount or an address: 2024-03-09, 2024/00123; 1.234.567, 12345678.5,
 * 192.168.100.101? */
static bool is_date_or_amount(wn_str s, const runs *r)
{
    bool year = r->at[0] == 4 && (s.ptr[0] == '1' || s.ptr[0] == '2') && r->count > 1 &&
                (s.ptr[1] == '9' || s.ptr[1] == '0') && s.ptr[4] != ' ';
    bool thousands = r->count > 1;

    for (size_t i = 1; i < r->count; i++)
        thousands = thousands && r->at[i] == 3;
    return year || (r->dots > 0 && r->dots == r->signs &&
                    (thousands || r->count == 2 || r->count == 4));
}

static shape look(wn_str value)
{
    shape out = {.text = wn_str_trim(value)};
    runs r = {0};
    size_t len = read_runs(out.text, &r), behind = out.text.len - len, all = 0;
    const char *slash = memchr(out.text.ptr, '/', len);

    if (slash && slash - out.text.ptr > 7 && out.text.len < 60) { /* two numbers */
        r = (runs){0};
        len = read_runs((wn_str){out.text.ptr, (size_t)(slash - out.text.ptr)}, &r);
        behind = 0;
    }
    bool equal = r.count > 1;
    for (size_t i = 0; i < r.count; i++) {
        all += r.at[i];
        equal = equal && r.at[i] == r.at[0];
    }
    out.text.len = len;
    if (all < 8 || all > 15 || behind > MOST_BEHIND)
        return out;
    out.plus = out.text.ptr[0] == '+';
    out.bare = r.signs == 0;
    if (!out.plus && (is_date_or_amount(out.text, &r) || (all == 8 && !equal)))
        return out;
    out.digits = all;
    out.first = out.text.ptr[wn_str_span(out.text, "+-(). /")];
    out.outstanding =
        out.plus || memchr(out.text.ptr, '(', len) || (out.first == '0' && !out.bare);
    return out;
}

static phone_type type_of(wn_str text, const char *region)
{
    phone_number n;

    return phone_parse(text, wn_str_of(region), &n) ? n.type : PHONE_UNKNOWN;
}

/* Does the value fit the plan? Bare digits that do not begin with 0 must be a mobile
 * number. */
static bool fits(const shape *s, size_t plan)
{
    if (s->digits < plans[plan].least || s->digits > plans[plan].most ||
        (s->bare && !plans[plan].bare) || !strchr(plans[plan].first, s->first))
        return false;
    phone_type type = type_of(s->text, plans[plan].id);
    return s->bare && s->first != '0' ? type >= PHONE_MOBILE : type != PHONE_UNKNOWN;
}

const char *wn_phone_region(const wn_str *values, size_t count, double least,
                            double *share)
{
    size_t hits[WN_COUNT(plans)] = {0}, plus = 0, any = 0, outstanding = 0, best = 0;
    size_t most_missed = (size_t)((double)count * (1 - least)), missed = 0;

    *share = 0;
    for (size_t i = 0; i < count && missed <= most_missed; i++) {
        shape s = look(values[i]);
        bool hit = s.digits && s.plus && type_of(s.text, "") != PHONE_UNKNOWN;
        plus += hit;
        for (size_t p = 0; p < WN_COUNT(plans) && s.digits && !s.plus; p++) {
            bool open = hits[p] + plus + most_missed >= i || !hit;
            bool taken = open && fits(&s, p);
            hits[p] += taken;
            hit = hit || taken;
        }
        any += hit;
        missed += !hit;
        outstanding += hit && s.outstanding;
    }
    for (size_t p = 0; p < WN_COUNT(plans); p++)
        best = hits[p] > hits[best] ? p : best;
    if (count == 0 || missed > most_missed)
        return NULL;
    double all = (double)count;
    if (hits[best] > 0 && (double)(hits[best] + plus) >= least * all) {
        *share = (double)(hits[best] + plus) / all;
        return plans[best].id;
    }
    *share = (double)any / all;
    return (double)plus >= least * all || 2 * outstanding > count ? "" : NULL;
}
