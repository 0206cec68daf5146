/*
 * nickname.c - given names: the full names of short forms (nicknames.tsv), and which
 * names two people have (given_names.tsv).
 */
#include "transforms.h"
#include "core/lookup.h"
#include "winnow/transform.h"

#include "given_names.inc"
#include "nicknames.inc"

const char *wn_full_names(wn_str given)
{
    return lookup_find(&nicknames, given);
}

/* Cut off the next word; words stand between blanks and hyphens. */
static wn_str next_word(wn_str *rest)
{
    size_t len = wn_str_span(*rest, " -");

    *rest = (wn_str){rest->ptr + len, rest->len - len};
    for (len = 0; len < rest->len && rest->ptr[len] != ' ' && rest->ptr[len] != '-';)
        len++;
    wn_str word = {rest->ptr, len};
    *rest = (wn_str){rest->ptr + len, rest->len - len};
    return word;
}

static bool is_among(wn_str word, wn_str words)
{
    for (wn_str other; (other = next_word(&words)).len > 0;)
        if (wn_str_equal(other, word))
            return true;
    return false;
}

/* Has one list a word of the other? */
static bool share_word(wn_str a, wn_str b)
{
    for (wn_str word; (word = next_word(&a)).len > 0;)
        if (is_among(word, b))
            return true;
    return false;
}

/* What one word of a name stands for: the names of its row, and itself. */
typedef struct given_word {
    wn_str word, row, full;
} given_word;

static given_word given_of(wn_str word)
{
    const char *row = lookup_find(&given_names, word), *full = wn_full_names(word);

    return (given_word){word, wn_str_of(row), wn_str_of(full)};
}

/* Is one of the names that the short form stands for the other one, or of its row? */
static bool is_form_of(wn_str full, const given_word *other)
{
    for (wn_str name; (name = next_word(&full)).len > 0;) {
        wn_str row = wn_str_of(lookup_find(&given_names, name));
        if (wn_str_equal(name, other->word) || is_among(name, other->row) ||
            is_among(name, other->full) || share_word(row, other->row))
            return true;
    }
    return false;
}

static wn_given_names compare_words(wn_str a, wn_str b)
{
    given_word x = given_of(a), y = given_of(b);

    if (wn_str_equal(a, b) || share_word(x.row, y.row) || is_form_of(x.full, &y) ||
        is_form_of(y.full, &x))
        return WN_GIVEN_SAME;
    if (a.len == 1 || b.len == 1)
        return a.ptr[0] == b.ptr[0] ? WN_GIVEN_UNKNOWN : WN_GIVEN_NEITHER;
    return x.row.len == 0 || y.row.len == 0 ? WN_GIVEN_UNKNOWN : WN_GIVEN_APART;
}

wn_given_names wn_given_names_compare(wn_str a, wn_str b)
{
    wn_given_names found = WN_GIVEN_NEITHER;

    for (wn_str x, names = a; (x = next_word(&names)).len > 0;)
        for (wn_str y, others = b; (y = next_word(&others)).len > 0;) {
            wn_given_names words = compare_words(x, y);
            found = words < found ? words : found;
        }
    return found == WN_GIVEN_NEITHER ? WN_GIVEN_UNKNOWN : found;
}
