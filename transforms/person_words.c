/* person_words.c - words in names that are not names: titles, Jr., MBE, van
 * (person_words.tsv). */
#include "core/lookup.h"
#include "person.h"

#include "person_words.inc"

#define LONGEST 24

/* Looks a word up in small letters, without dots: M.D. is md. Accents count: ní is not
 * ni. */
const char *person_roles(wn_str s)
{
    char word[LONGEST];
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '.')
            continue;
        if (len == LONGEST)
            return "";
        word[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    const char *roles = lookup_find(&person_words, (wn_str){word, len});
    return roles ? roles : "";
}
