/*
 * person_write.c - writes the parts of a name as one text, in name case if needed.
 *
 * Only a name that is all in one case is changed, and a family name in capitals beside
 * other words. Whoever writes van der Berg or MacLeod knows why. Letters (KC, VIII) stay.
 */
#include "person.h"

#include "core/han.h"
#include "core/text.h"

typedef struct writer {
    const person *p;
    bool courtesy; /* Mr, Lt. Gen. are left out; King, Don may be names and stay */
    bool one_case, turkish,
        cedilla; /* the name has Ş, but nothing else shows that it is Turkish */
    bool *supposed;
} writer;

static size_t copy(wn_str s, char *out)
{
    memcpy(out, s.ptr, s.len);
    return s.len;
}

/* jr, JR and Jr. are Jr.; iii is III. */
static size_t write_suffix(wn_str s, char *out)
{
    if (s.len >= 2 && s.len <= 3 && ((s.ptr[0] | 32) == 'j' || (s.ptr[0] | 32) == 's') &&
        (s.ptr[1] | 32) == 'r') {
        memcpy(out, (s.ptr[0] | 32) == 'j' ? "Jr." : "Sr.", 3);
        return 3;
    }
    if (strchr("jJsSnNfF", s.ptr[0])) /* Junior, Snr., Filho: a word */
        return name_case_of(s) == 'm' ? copy(s, out) : name_write_cased(s, false, out);
    if (s.ptr[0] >= '0' && s.ptr[0] <= '9')
        return name_write_lower(s, out);
    return name_write_upper(s, out);
}

/* Is it a word in capitals (DUPONT, NG)? KRZ cannot be spoken, so it is letters. */
static bool is_shouted(wn_str s)
{
    bool vowel = s.len == 2 && !memcmp(s.ptr, "NG", 2);

    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        if (at > 1 && (c == '-' || c == '\'' || c == 0x2019))
            continue;
        if (c == '.' || wn_lower(c) == c)
            return false;
        vowel = vowel || c >= 0xC0 || strchr("AEIOUY", (int)c);
    }
    return vowel && wn_utf8_count(s) > 1;
}

/* Is there an I among capitals, after the first letter, in a name that may be Turkish? */
static bool is_doubtful(const writer *w, wn_str s)
{
    return w->cedilla && s.len > 1 && memchr(s.ptr + 1, 'I', s.len - 1);
}

static size_t write_word(const writer *to, const struct person_word *w, bool first,
                         char *out)
{
    bool name = w->part == PERSON_FAMILY || (w->part == PERSON_GIVEN && !w->initials);
    bool shouted = name && is_shouted(w->text);

    if (w->part == PERSON_SUFFIX)
        return write_suffix(w->text, out);
    if (w->initials && w->part == PERSON_GIVEN)
        return name_write_upper(w->text, out);
    if (w->part == PERSON_CREDENTIAL || w->part == PERSON_NICKNAME ||
        (!to->one_case && !shouted))
        return copy(w->text, out);
    if (w->particle && !first && to->one_case)
        return name_write_lower(w->text, out);
    *to->supposed = *to->supposed || is_doubtful(to, w->text);
    return name_write_cased(w->text, to->turkish, out);
}

/* Is it a title that stays with the name? Mr and Mrs do not. */
static bool is_academic(wn_str s)
{
    return (s.len >= 2 && s.len <= 3 && (s.ptr[0] | 32) == 'd' &&
            (s.ptr[1] | 32) == 'r') ||
           (s.len >= 4 && wn_str_equal_nocase((wn_str){s.ptr, 4}, WN_STR("prof")));
}

/* Prepares the writer: are all words that will be written, without titles, in capitals
 * or in small letters? */
static writer look(const person *p, bool *supposed)
{
    writer w = {.p = p, .supposed = supposed};
    bool upper = true, lower = true;

    for (size_t i = 0; i < p->count && (upper || lower); i++) {
        const struct person_word *word = &p->words[i];
        if (word->part == PERSON_TITLE || word->part == PERSON_NICKNAME ||
            word->part == PERSON_DROPPED)
            continue;
        char c = name_case_of(word->text);
        upper = upper && (c == 'u' || c == '-');
        lower = lower && (c == 'l' || c == '-');
    }
    for (size_t i = 0; i < p->count && p->words[i].part == PERSON_TITLE; i++)
        w.courtesy = w.courtesy || person_word_is(&p->words[i], 's') ||
                     person_word_is(&p->words[i], 'f') ||
                     p->words[i].text.ptr[p->words[i].text.len - 1] == '.';
    w.one_case = upper || lower;
    if (w.one_case && !wn_is_ascii(p->text)) {
        w.turkish = name_is_turkish(p->text);
        w.cedilla = !w.turkish && memmem(p->text.ptr, p->text.len, "\xC5\x9E", 2);
    }
    return w;
}

/* Does the word belong to this turn of writing? Parts are written in order, or as the
 * name had them. */
static bool belongs(const writer *to, const struct person_word *w, int part, size_t turn)
{
    const person *p = to->p;
    static const person_part order[] = {PERSON_TITLE, PERSON_GIVEN, PERSON_FAMILY,
                                        PERSON_SUFFIX, PERSON_CREDENTIAL};

    if (part >= 0)
        return w->part == (person_part)part;
    if (order[turn] == PERSON_TITLE && to->courtesy && !is_academic(w->text))
        return false;
    if (order[turn] == PERSON_GIVEN && p->in_front)
        return w->part == PERSON_GIVEN || w->part == PERSON_FAMILY;
    if (order[turn] == PERSON_FAMILY && p->in_front)
        return false;
    return w->part == order[turn];
}

size_t person_write(const person *p, int part, char *out, bool *supposed)
{
    writer to = look(p, supposed);
    size_t len = 0;
    bool letters = false; /* a suffix or credential was the last */

    for (size_t turn = 0; turn < (part < 0 ? 5 : 1); turn++)
        for (size_t i = 0; i < p->count; i++) {
            const struct person_word *w = &p->words[i];
            if (!belongs(&to, w, part, turn))
                continue;
            bool job = w->part == PERSON_CREDENTIAL && !strpbrk(w->roles, "Cc");
            if (len > 0 && (letters || job) && w->behind) /* Q.C., M.P.; , Sales */
                out[len++] = ',';
            if (len > 0)
                out[len++] = ' ';
            letters = w->part == PERSON_SUFFIX || w->part == PERSON_CREDENTIAL;
            bool first = len == 0 && w->part != PERSON_FAMILY;
            len += write_word(&to, w, first, out + len);
        }
    return len;
}
