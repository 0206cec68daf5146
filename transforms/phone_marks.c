/*
 * phone_marks.c - compares brackets, groups and prefixes with the number that was read.
 *
 * The digits of (212) 555-2849 are also a number in Shanghai; where the area code ends
 * shows which it is. This matters only if no country code or trunk prefix names the
 * country.
 */
#include "phone_marks.h"

#include "core/memory.h"

#include <string.h>

#define MOST 40 /* most digits of one number */

/* The digits of a text without its extension, and how they are grouped. */
typedef struct marks {
    char digits[MOST];
    size_t len, prefix; /* digits in all; before the national number */
    size_t group, next; /* digits of its first two groups; 0: no groups */
    bool plus, brackets;
} marks;

static bool look(wn_str s, const phone_number *n, marks *m)
{
    size_t all = 0;

    for (size_t i = 0; i < s.len; i++)
        all += s.ptr[i] >= '0' && s.ptr[i] <= '9';
    if (all < (size_t)n->len + n->extension_len || all > MOST)
        return false;
    m->len = all - n->extension_len;
    m->prefix = m->len - n->len;
    m->group = m->next = 0;
    m->plus = m->brackets = false;
    size_t at = 0;
    for (size_t i = 0; i < s.len && at < m->len; i++) {
        char c = s.ptr[i];
        if (c >= '0' && c <= '9') {
            m->digits[at++] = c;
            continue;
        }
        m->plus = m->plus || c == '+';
        m->brackets = m->brackets || c == '(';
        if (m->group == 0 && at > m->prefix)
            m->group = at - m->prefix;
        else if (m->next == 0 && m->group > 0 && at > m->prefix + m->group)
            m->next = at - m->prefix - m->group;
    }
    return !memcmp(m->digits + m->prefix, n->national, n->len);
}

/* Length of the country code at the beginning of the digits, with 00, 011 or the like
 * before it; 0: none. */
static size_t coded(const char *s, size_t len, const char *code, size_t code_len)
{
    static const char *const abroad[] = {"",    "00",  "0",   "011", "0011", "810",
                                         "010", "001", "119", "009", "005"};

    for (size_t i = 0; i < WN_COUNT(abroad); i++) {
        size_t before = strlen(abroad[i]);
        if (before + code_len <= len && !memcmp(s, abroad[i], before) &&
            !memcmp(s + before, code, code_len))
            return before + code_len;
    }
    return 0;
}

/* How many digits of the prefix are a country code, written once or twice. */
static size_t code_len(const marks *m, const phone_number *n)
{
    char code[PHONE_CODE_ROOM];
    size_t len = phone_code_digits(n, code),
           once = coded(m->digits, m->prefix, code, len);

    return once ? once + coded(m->digits + once, m->prefix - once, code, len) : 0;
}

/* Are the digits in groups of three, three and four? */
static bool is_american(wn_str s)
{
    size_t runs[3] = {0}, count = 0;
    bool inside = false;

    for (size_t i = 0; i < s.len; i++) {
        bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        if (digit && !inside && count++ == 3)
            return false;
        if (digit)
            runs[count - 1]++;
        inside = digit;
    }
    return count == 3 && runs[0] == 3 && runs[1] == 3 && runs[2] == 4;
}

/* Is it an American number? It is valid there, and in this country its first group is
 * no area code, or numbers are not written in three groups. */
static bool is_of_america(wn_str s, const marks *m, const phone_number *n)
{
    phone_number other;

    return m->prefix == 0 && n->extension_len == 0 && is_american(s) &&
           (m->brackets || n->type == PHONE_FIXED) && phone_first_group(n) != 3 &&
           phone_parse(s, WN_STR("US"), &other) && other.type != PHONE_UNKNOWN;
}

/* Chinese numbers have the area code as a group of its own, after a zero if it looks
 * like an American one. */
static bool is_not_chinese(wn_str s, const marks *m, const phone_number *n)
{
    size_t area = n->national[0] <= '2' ? 2 : 3;

    if (n->type == PHONE_MOBILE)
        return m->group == 1;
    if (n->type != PHONE_FIXED)
        return false;
    if (m->prefix == 0 && is_american(s))
        return true;
    return m->group != area && (m->prefix == 0 || m->brackets || m->group < 4);
}

bool phone_is_foreign(wn_str s, const phone_number *n)
{
    marks m;

    if ((n->code != 86 && n->code != 1 && n->len != 10) || s.ptr[0] == '+' ||
        !look(s, n, &m) || m.plus || m.group == 0)
        return false;
    if (n->code == 1)
        return m.prefix < 2 && m.group < 3 && m.next != 3;
    if (m.prefix > 1 && code_len(&m, n) > 0)
        return false;
    return n->code == 86 ? is_not_chinese(s, &m, n) : is_of_america(s, &m, n);
}

bool phone_lacks_zero(wn_str s, const phone_number *n)
{
    phone_number other;

    return n->code == 86 && n->type == PHONE_FIXED && n->len == 10 && s.len == 10 &&
           wn_str_span(s, "0123456789") == 10 && phone_parse(s, WN_STR("US"), &other) &&
           other.type != PHONE_UNKNOWN;
}

bool phone_lost_prefix(wn_str s, const phone_number *n)
{
    marks m;

    if (!look(s, n, &m) || m.prefix < 2)
        return false;
    size_t code = code_len(&m, n), rest = m.prefix - code;
    const char *left = m.digits + code;
    return rest > 2 || (rest == 2 && memcmp(left, "06", 2) && memcmp(left, "80", 2) &&
                        memcmp(left, "01", 2));
}

#define RUN 8

bool phone_is_dummy(const phone_number *n)
{
    size_t len = n->len, up = 1, down = 1, same = 1;
    const char *d = n->national;

    if (len < 7)
        return false;
    while (same < len && d[len - 1 - same] == d[len - 1])
        same++;
    size_t end = len - (d[len - 1] == '0' && d[len - 2] == '9'); /* 1234567890 */
    while (up < end && d[end - 1 - up] + 1 == d[end - up] && d[end - 1 - up] > '0')
        up++;
    while (down < len && d[len - down] + 1 == d[len - 1 - down])
        down++;
    return same == len || (same >= RUN && d[len - 1] == '0') || up >= RUN || down >= RUN;
}
