/* idle_text.c - placeholders that people type into a required field, and that identify
 * nobody. */
#include "lookup.h"
#include "text.h"

#include <string.h>

#include "idle_words.inc"

#define LONGEST 46 /* bytes; a longer text is no placeholder */

/* The number of equal digits at the end. */
static size_t same_at_end(wn_str s)
{
    size_t count = 0;

    while (count < s.len && s.ptr[s.len - 1 - count] == s.ptr[s.len - 1])
        count++;
    return count;
}

/* Is it a number like 11111111111, 123456, 13800000000? */
static bool is_idle_number(wn_str s)
{
    size_t steps = 1;

    if (s.len == 0 || wn_str_span(s, "0123456789") < s.len)
        return false;
    for (size_t i = 1; i < s.len; i++)
        steps += s.ptr[i] == s.ptr[i - 1] + 1;
    return (s.len >= 5 && steps == s.len) || (s.len >= 5 && same_at_end(s) == s.len) ||
           (s.len >= 10 && same_at_end(s) >= 7);
}

bool wn_is_placeholder(wn_str s)
{
    const char *at = memchr(s.ptr, '@', s.len);
    wn_str word = at ? (wn_str){s.ptr, (size_t)(at - s.ptr)} : s;

    if (word.len > LONGEST)
        return false;
    if (!at && is_idle_number(s))
        return true;
    const char *uses = lookup_find(&idle_words, word);
    return uses && strchr(uses, at ? 'm' : 'w') != NULL;
}
