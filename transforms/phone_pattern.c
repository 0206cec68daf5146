/* phone_pattern.c - matches by trying: patterns and numbers are short. */
#include "phone_pattern.h"

#include <string.h>

typedef struct matcher {
    const char *pattern, *stop;
    bool whole;
    phone_match *out;
} matcher;

/* What is left to match after a group. */
typedef struct then {
    const char *p, *end, *start; /* the pattern; where the group began in the text */
    int group;                   /* 0: not captured */
    const struct then *then;
} then;

static bool match_rest(matcher *m, const char *p, const char *end, const char *s,
                       const then *next);

static const char *behind(const char *p)
{
    int depth = 0;

    if (*p == '[')
        return strchr(p, ']') + 1;
    if (*p != '(')
        return p + (*p == '\\' ? 2 : 1);
    do
        depth += (*p == '(') - (*p == ')');
    while (p++, depth > 0);
    return p;
}

static bool in_class(const char *p, char digit)
{
    if (*p == '\\')
        return true;
    if (*p != '[')
        return *p == digit;
    for (p++; *p != ']'; p++) {
        if (*p == '\\')
            return true;
        if (p[1] == '-' ? digit >= p[0] && digit <= p[2] : digit == *p)
            return true;
        p += p[1] == '-' ? 2 : 0;
    }
    return false;
}

static int group_number(const matcher *m, const char *p)
{
    int number = 1;

    for (const char *at = m->pattern; at < p; at++)
        number += at[0] == '(' && at[1] != '?';
    return number < PHONE_GROUPS ? number : 0;
}

static bool match_any(matcher *m, const char *p, const char *end, const char *s,
                      const then *next)
{
    for (;;) {
        const char *bar = p;
        while (bar < end && *bar != '|')
            bar = behind(bar);
        if (match_rest(m, p, bar, s, next))
            return true;
        if (bar == end)
            return false;
        p = bar + 1;
    }
}

static bool match_group(matcher *m, const char *p, const char *close, const char *s,
                        const then *next)
{
    return match_any(m, p + (p[1] == '?' ? 3 : 1), close - 1, s, next);
}

/* Leaves a group: notes what the group matched, and undoes that if the rest fails. */
static bool leave_group(matcher *m, const char *s, const then *next)
{
    wn_str old = m->out->group[next->group];

    if (next->group)
        m->out->group[next->group] = (wn_str){next->start, (size_t)(s - next->start)};
    if (match_rest(m, next->p, next->end, s, next->then))
        return true;
    m->out->group[next->group] = old;
    return false;
}

static const char *read_count(const char *p, const char *end, int *least, int *most)
{
    *least = *most = 1;
    if (p == end || (*p != '?' && *p != '{'))
        return p;
    if (*p == '?') {
        *least = 0;
        return p + 1;
    }
    for (*least = 0, p++; *p >= '0' && *p <= '9'; p++)
        *least = *least * 10 + (*p - '0');
    *most = *least;
    if (*p == ',')
        for (*most = 0, p++; *p >= '0' && *p <= '9'; p++)
            *most = *most * 10 + (*p - '0');
    return p + 1;
}

static bool match_rest(matcher *m, const char *p, const char *end, const char *s,
                       const then *next)
{
    int least, most, count = 0;

    if (p == end) {
        if (next)
            return leave_group(m, s, next);
        m->out->len = (size_t)(s - m->out->group[0].ptr);
        return !m->whole || s == m->stop;
    }
    if (*p == '$')
        return s == m->stop && match_rest(m, p + 1, end, s, next);
    const char *piece_end = behind(p);
    const char *rest = read_count(piece_end, end, &least, &most);
    if (*p == '(') {
        then after = {.p = rest, .end = end, .start = s, .then = next};
        after.group = p[1] == '?' ? 0 : group_number(m, p);
        return match_group(m, p, piece_end, s, &after) ||
               (least == 0 && match_rest(m, rest, end, s, next));
    }
    while (count < most && s + count < m->stop && in_class(p, s[count]))
        count++;
    for (; count >= least; count--)
        if (match_rest(m, rest, end, s + count, next))
            return true;
    return false;
}

bool phone_match_pattern(const char *pattern, wn_str digits, bool whole, phone_match *out)
{
    matcher m = {pattern, digits.ptr + digits.len, whole, out};

    *out = (phone_match){.group[0] = digits};
    for (const char *p = pattern; *p; p++)
        out->groups += p[0] == '(' && p[1] != '?';
    return match_any(&m, pattern, pattern + strlen(pattern), digits.ptr, NULL);
}

size_t phone_expand(const char *rule, const phone_match *match, char *out, size_t room)
{
    size_t len = 0;

    for (; *rule; rule++) {
        wn_str piece = {rule, 1};
        if (rule[0] == '$' && rule[1] >= '1' && rule[1] < '0' + PHONE_GROUPS)
            piece = match->group[*++rule - '0'];
        if (!piece.ptr || len + piece.len > room)
            continue;
        memcpy(out + len, piece.ptr, piece.len);
        len += piece.len;
    }
    return len;
}
