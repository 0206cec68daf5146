/*
 * name_near.c - finds the known name that a name looks like (a typing mistake) or sounds
 * like (pinyin, a wrong character). Words are sorted by first letter and length, and each
 * has the set of its letters, so only a few are compared in full.
 */
#include "name_read.h"

#include "core/han.h"
#include "core/mapping.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

#define LEAST_LETTERS 5

/* The text with Chinese as pinyin. False: it is too long. */
static bool sound_of(wn_str text, char *out, size_t room, size_t *len)
{
    *len = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = wn_utf8_next(text, &at);
        const char *pinyin = wn_pinyin(c);
        if (*len + 8 > room)
            return false;
        if (pinyin)
            *len = (size_t)(stpcpy(out + *len, pinyin) - out);
        else
            *len += wn_utf8_put(out + *len, c);
    }
    return true;
}

static void take(const heading_words *table, const heading_word *word, heading *out)
{
    out->near = wn_str_of(heading_shown(word));
    for (; word; word = heading_words_next(table, word))
        if (*heading_meaning_of(word)->name != '-')
            heading_meanings_add(out, heading_meaning_of(word), word->languages);
    out->how = HEADING_NEAR;
}

static bool by_sound(wn_str text, heading *out)
{
    char sound[256];
    size_t len;

    if (!sound_of(text, sound, sizeof(sound), &len))
        return false;
    wn_str s = {sound, len};
    const heading_word *word =
        heading_words_find(&heading_words_sounds, s, heading_hash(s));
    if (!word || *heading_meaning_of(word)->name == '-')
        return false;
    take(&heading_words_sounds, word, out);
    return true;
}

static uint32_t first_of(const heading_word *w)
{
    size_t at = 0;

    return wn_utf8_next(heading_text(w), &at);
}

/* The first word that begins with the letter `first` and has `letters` letters or more.
 */
static size_t lower_bound(uint32_t first, size_t letters)
{
    size_t low = 0, high = heading_words_names.count;

    while (low < high) {
        size_t mid = (low + high) / 2;
        const heading_word *w = &heading_words_names.words[mid];
        uint32_t other = first_of(w);
        if (other < first || (other == first && w->letters < letters))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* May mistakes alone explain the difference? If both have the same number of words, each
 * word may have few mistakes ("call object" is not "call subject"); else one in all. */
static bool are_words_alike(const heading_parts *parts, const heading_word *w)
{
    heading_parts known;

    if (!heading_parts_of(wn_str_of(heading_shown(w)), &known) || known.count != parts->count)
        return wn_edits((wn_str){parts->text, parts->len}, heading_text(w)) <=
               1;
    for (size_t i = 0; i < known.count; i++) {
        wn_str a = {parts->text + parts->words[i].from,
                    (size_t)(parts->words[i].to - parts->words[i].from)},
               b = {known.text + known.words[i].from,
                    (size_t)(known.words[i].to - known.words[i].from)};
        size_t most = (wn_utf8_count(a) + 1) / LEAST_LETTERS;
        if (!wn_str_equal(a, b) && wn_edits(a, b) > most)
            return false;
    }
    return true;
}

/* How different the two are: first by mistakes, then by letters that only one of them
 * has; 0: too different. In a short word only two exchanged letters are a mistake:
 * "store" is not "score". */
static unsigned unlikeness(const heading_parts *parts, size_t letters, uint32_t mask,
                           const heading_word *w)
{
    unsigned most = (unsigned)(letters / LEAST_LETTERS),
             other = letters == LEAST_LETTERS ? 0 : 2 * most,
             differ = (unsigned)__builtin_popcount(mask ^ w->mask);

    if (w->letters < LEAST_LETTERS || *heading_shown(w) == '=' || differ > other)
        return 0;
    unsigned slips =
        wn_edits((wn_str){parts->text, parts->len}, heading_text(w));
    return slips <= most && are_words_alike(parts, w) ? 1 + slips * 32 + differ : 0;
}

/* Find the most similar known name. False: there is none, or more than one. */
static bool by_looks(const heading_parts *parts, heading *out)
{
    wn_str text = {parts->text, parts->len};
    size_t letters = wn_utf8_count(text), at = 0;
    uint32_t mask = 0, first = wn_utf8_next(text, &at);
    const heading_word *found = NULL;
    unsigned best = 0;

    if (letters < LEAST_LETTERS)
        return false;
    for (at = 0; at < text.len;)
        mask |= 1u << wn_utf8_next(text, &at) % 32;
    for (size_t i = lower_bound(first, letters - letters / LEAST_LETTERS);
         i < heading_words_names.count; i++) {
        const heading_word *w = &heading_words_names.words[i];
        if (w->letters > letters + letters / LEAST_LETTERS || first_of(w) != first)
            break;
        unsigned far = unlikeness(parts, letters, mask, w);
        if (!far || (best && far > best))
            continue;
        if (far != best)
            found = w;
        else if (found && w->row != found->row)
            found = NULL; /* two are equally similar */
        else if (found && (w->languages & 1))
            found = w;
        best = far;
    }
    if (!found || *heading_meaning_of(found)->name == '-')
        return false;
    take(&heading_words_names, found, out);
    return true;
}

static bool has_digits(const heading_parts *parts)
{
    for (size_t w = 0; w < parts->count; w++)
        if (parts->words[w].script == HEADING_DIGITS)
            return true;
    return false;
}

bool heading_near(const heading_parts *parts, heading *out)
{
    wn_str text = {parts->text, parts->len};
    uint32_t hash = heading_hash(text);

    if (heading_words_find(&heading_words_names, text, hash) ||
        heading_words_find(&heading_words_qualifiers, text, hash) ||
        heading_words_find(&heading_words_kinds, text, hash))
        return false; /* it is a known word itself */
    return !has_digits(parts) && (by_sound(text, out) || by_looks(parts, out));
}
