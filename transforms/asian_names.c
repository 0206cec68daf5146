/*
 * asian_names.c - which part of an East Asian name in Latin letters is the family name.
 *
 * People write both Zhang Xiaoming and Xiaoming Zhang. Only the words themselves show the
 * order: whether a word is a family name (asian_names.tsv), and how common; and whether
 * it has two syllables (pinyin.tsv), as given names have and few family names do. Where
 * both words may be the family name, nothing is decided.
 */
#include "asian_names.h"

#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#include "asian_names.inc"
#include "japanese_names.inc"
#include "pinyin.inc"

#define MOST_WORDS 5
#define LONGEST 24

typedef struct word {
    char text[LONGEST]; /* folded */
    size_t len;
    const char *roles;
    int syllables; /* in pinyin; 0: not pinyin */
    bool single;   /* one syllable of any language */
    bool parts;    /* Xiao-Ming, Min-jun */
    bool initial;
} word;

static bool is_vowel(char c)
{
    return strchr("aeiouy", c) != NULL;
}

/* The smallest number of pinyin syllables that make up these letters; 0: not pinyin. */
static int pinyin_of(const char *text, size_t len)
{
    int fewest[LONGEST + 1] = {0};

    for (size_t end = 1; end <= len; end++)
        for (size_t from = end < 6 ? 0 : end - 6; from < end; from++) {
            wn_str s = {text + from, end - from};
            if ((from == 0 || fewest[from]) && lookup_find(&pinyin, s) &&
                (!fewest[end] || fewest[end] > fewest[from] + 1))
                fewest[end] = fewest[from] + 1;
        }
    return fewest[len];
}

/* One syllable of some language: consonants, vowels, and an ending that occurs: Yeung,
 * Minh, Kwok. */
static bool is_single(const char *text, size_t len)
{
    static const char *const ends[] = {"",  "n", "ng", "m",  "p", "t", "k",
                                       "h", "w", "r",  "nh", "c", "l", "ch"};
    size_t from = 0, to;

    while (from < len && !is_vowel(text[from]))
        from++;
    for (to = from; to < len && is_vowel(text[to]);)
        to++;
    if (from > 3 || to == from || to - from > 3 || len > 6)
        return len == 2 && !memcmp(text, "ng", 2);
    for (size_t i = 0; i < WN_COUNT(ends); i++)
        if (strlen(ends[i]) == len - to && !memcmp(ends[i], text + to, len - to))
            return true;
    return false;
}

/* Counts the syllables of the parts between hyphens and apostrophes; all parts must
 * have some. */
static void count_syllables(word *w)
{
    bool known = true, single = true;

    for (size_t from = 0, to; from <= w->len && (known || single); from = to + 1) {
        for (to = from; to < w->len && w->text[to] != '-' && w->text[to] != '\'';)
            to++;
        int count = pinyin_of(w->text + from, to - from);
        known = known && count > 0;
        single = single && is_single(w->text + from, to - from);
        w->syllables += count;
        w->parts = w->parts || (to < w->len && w->text[to] == '-');
    }
    w->syllables = known ? w->syllables : 0;
    w->single = single;
}

static const char *roles_of(wn_str s)
{
    const char *roles = lookup_find(&asian_names, s);

    return roles ? roles : "";
}

static bool look(wn_str s, word *w)
{
    *w = (word){.roles = ""};
    w->initial = s.len == 1 || s.ptr[s.len - 1] == '.';
    wn_str folded = lookup_folded(s, w->text, sizeof(w->text));
    if (folded.len == 0 || folded.len + 4 >= sizeof(w->text))
        return false;
    w->len = folded.len;
    w->roles = roles_of(folded);
    char *mark = memchr(w->text, '-', w->len);
    if (mark && !*w->roles) { /* Ou-Yang */
        *mark = ' ';
        w->roles = roles_of(folded);
        *mark = '-';
    }
    return true;
}

static bool is(const word *w, char role)
{
    return strchr(w->roles, role) != NULL;
}

/* How typical the word is as a family name: 0 (not one) to 3. */
static int level(const word *w)
{
    return is(w, 'a') ? 3 : strpbrk(w->roles, "bmnokv") ? 2 : is(w, 'c') ? 1 : 0;
}

/* How many words the compound family name at `at` has (Ouyang, Ou-Yang, Ou Yang); 0:
 * there is none. */
static size_t compound(const word *words, size_t count, size_t at)
{
    char joined[2 * LONGEST];
    const word *w = &words[at];

    if (is(w, 'm') || is(w, 'n'))
        return 1;
    if (at + 1 >= count || count < 3)
        return 0;
    memcpy(joined, w->text, w->len);
    joined[w->len] = ' ';
    memcpy(joined + w->len + 1, words[at + 1].text, words[at + 1].len);
    const char *roles =
        lookup_find(&asian_names, (wn_str){joined, w->len + 1 + words[at + 1].len});
    return roles && *roles == 'n' ? 2 : 0;
}

/* Can all words be syllables of one language: of pinyin, or of the language of the
 * family name? */
static bool is_plausible(word *words, size_t count)
{
    bool pinyin_only = true, singles = true, other = false;

    for (size_t i = 0; i < count; i++) {
        word *w = &words[i];
        if (w->initial)
            continue;
        count_syllables(w);
        other = other || strpbrk(w->roles, "mnokv");
        pinyin_only = pinyin_only && (w->syllables > 0 || strpbrk(w->roles, "mn"));
        singles =
            singles && (w->single || w->syllables > 0 || strpbrk(w->roles, "mnokv"));
        if (is(w, 'x') || w->syllables > 3)
            return false;
    }
    return pinyin_only || (other && singles);
}

/* The order of a name whose words are single syllables, so that each may be the family
 * name. One that is rarely part of a given name decides; of three or more words, the
 * more common family name. Against a weaker one in front, the last word wins: Western
 * order is usual. */
static asian_order of_levels(const word *first, const word *last, size_t count)
{
    int front = level(first), back = level(last);

    if (front == back && front > 0)
        return !is(first, 'w') || count > 2 ? ASIAN_EITHER
               : is(last, 'w')              ? ASIAN_NO
                                            : ASIAN_LAST;
    if (front > back && front > 1)
        return front == 3 || (count > 2 && (back == 0 || strpbrk(first->roles, "okv")))
                   ? ASIAN_FIRST
                   : ASIAN_EITHER;
    if (back > front && back > 1)
        return ASIAN_LAST;
    return front > 0 ? ASIAN_EITHER : ASIAN_NO;
}

static bool is_long(const word *w)
{
    return (w->syllables > 1 && !w->single) || w->parts;
}

static asian_order of_words(word *words, size_t count, size_t *family)
{
    const word *first = &words[0], *last = &words[count - 1];
    size_t front = compound(words, count, 0),
           back = compound(words, count, count > 2 ? count - 2 : count - 1);

    back = back == 2 || count <= 2 ? back : compound(words, count, count - 1);
    if (front && (back || (count == 2 && level(last) == 3)))
        return ASIAN_EITHER; /* Xiahou Wang */
    if (front || back) {
        *family = front ? front : back;
        return front ? ASIAN_FIRST : ASIAN_LAST;
    }
    if (last->initial) /* Zhang W., Liu X.Y. */
        return level(first) && !is(first, 'w') && !is_long(first) ? ASIAN_FIRST
                                                                  : ASIAN_NO;
    bool vietnamese = count > 2 && is(first, 'v') &&
                      (!strcmp(words[1].text, "van") || !strcmp(words[1].text, "thi"));
    if (vietnamese)
        return ASIAN_FIRST;
    if (is_long(first))
        return level(last) ? ASIAN_LAST : ASIAN_NO;
    if (is_long(last)) {
        bool sure = level(first) && (last->parts || !is(first, 'w')) && count == 2;
        return sure ? ASIAN_FIRST : ASIAN_NO;
    }
    return of_levels(first, last, count);
}

asian_order asian_order_of(const wn_str *texts, size_t count, size_t *family)
{
    word words[MOST_WORDS];

    *family = 1;
    if (count < 2 || count > MOST_WORDS || !look(texts[0], &words[0]) ||
        !look(texts[count - 1], &words[count - 1]) || words[0].initial)
        return ASIAN_NO;
    if (!level(&words[0]) && !level(&words[count - 1]))
        return ASIAN_NO;
    for (size_t i = 1; i + 1 < count; i++)
        if (!look(texts[i], &words[i]))
            return ASIAN_NO;
    return is_plausible(words, count) ? of_words(words, count, family) : ASIAN_NO;
}

bool asian_is_given(wn_str s)
{
    const char *mark = s.len > 4 ? memchr(s.ptr, '-', s.len - 1) : NULL;
    word w;

    if (!mark || (unsigned char)(mark[1] - 'a') > 25 ||
        (unsigned char)(s.ptr[0] - 'A') > 25 || !look(s, &w))
        return false;
    count_syllables(&w);
    return w.parts && w.single;
}

bool asian_is_family(wn_str folded)
{
    const char *roles = roles_of(folded);

    return *roles && *roles != 'x' && *roles != 'h';
}

bool asian_chinese(uint32_t character)
{
    char plain[4];
    size_t len = wn_utf8_put(plain, wn_simplified(character));

    return lookup_find(&asian_names, (wn_str){plain, len}) != NULL;
}

bool asian_common(wn_str s)
{
    const char *roles = s.len == 3 ? roles_of(s) : "";

    return *roles == 'h' && roles[1] == 'H';
}

char asian_japanese(wn_str characters)
{
    const char *roles = lookup_find(&japanese_names, characters);

    return roles ? *roles : 0;
}
