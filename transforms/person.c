/*
 * person.c - which word of a Latin name is what.
 *
 * Two shapes: "Family, Given Middle, Suffix" and "Title Given Middle Family Suffix".
 * Titles, suffixes and particles are lists; the rest is place. A title is only one
 * while a name is left behind it (Maj Vinberg is somebody's name).
 */
#include "person.h"

#include "winnow/han.h"
#include "winnow/text.h"

#include <string.h>

static const char *const titles[] = {"mr",
                                     "mrs",
                                     "ms",
                                     "miss",
                                     "mx",
                                     "dr",
                                     "prof",
                                     "professor",
                                     "sir",
                                     "dame",
                                     "lord",
                                     "lady",
                                     "rev",
                                     "reverend",
                                     "fr",
                                     "father",
                                     "hon",
                                     "rt",
                                     "judge",
                                     "justice",
                                     "magistrate",
                                     "mag-judge",
                                     "capt",
                                     "captain",
                                     "col",
                                     "colonel",
                                     "gen",
                                     "general",
                                     "lt",
                                     "lieutenant",
                                     "maj",
                                     "major",
                                     "sgt",
                                     "sergeant",
                                     "cpl",
                                     "cmdr",
                                     "adm",
                                     "admiral",
                                     "king",
                                     "queen",
                                     "prince",
                                     "princess",
                                     "pres",
                                     "president",
                                     "sen",
                                     "senator",
                                     "rep",
                                     "gov",
                                     "governor",
                                     "amb",
                                     "ambassador",
                                     "sheikh",
                                     "imam",
                                     "rabbi",
                                     "herr",
                                     "frau",
                                     "hr",
                                     "fr\xC3\xA4ulein",
                                     "dipl-ing",
                                     "ing",
                                     "mag",
                                     "monsieur",
                                     "madame",
                                     "mme",
                                     "mlle",
                                     "m",
                                     "sig",
                                     "signor",
                                     "signora",
                                     "sra",
                                     "srta",
                                     "se\xC3\xB1or",
                                     "se\xC3\xB1ora",
                                     "don",
                                     "do\xC3\xB1"
                                     "a",
                                     "dott",
                                     "dottssa",
                                     "drs",
                                     "the",
                                     "us",
                                     "dhr",
                                     "mevr",
                                     "mw",
                                     "pan",
                                     "pani"};

/* Those that nobody is called: titles even if only one word is left. */
static const char *const sure_titles[] = {"mr",   "mrs",  "ms",  "miss", "dr",  "prof",
                                          "herr", "frau", "mme", "mlle", "rev", "capt",
                                          "col",  "sgt",  "lt",  "gen",  "hon"};

static const char *const generations[] = {"jr",  "sr",  "jnr", "snr", "junior", "senior",
                                          "ii",  "iii", "iv",  "vi",  "vii",    "viii",
                                          "2nd", "3rd", "4th", "i",   "v"};

static const char *const credentials[] = {
    "md",   "phd",  "dds",  "dmd", "esq", "esquire", "cpa",    "cfa",   "cfp",  "clu",
    "lutc", "mba",  "ma",   "ba",  "bsc", "msc",     "bs",     "ms",    "jd",   "llm",
    "llb",  "rn",   "pe",   "do",  "dvm", "edd",     "pharmd", "psyd",  "obe",  "mbe",
    "cbe",  "kbe",  "frcs", "ca",  "fca", "acca",    "pmp",    "cissp", "ret",  "usa",
    "usn",  "usaf", "usmc", "dc",  "od",  "dpm",     "lpn",    "np",    "lcsw", "cissp"};

static const char *const particles[] = {
    "de",  "del",   "della", "dello", "dei", "degli", "di",    "da",  "das", "do",
    "dos", "du",    "des",   "la",    "le",  "las",   "los",   "van", "von", "vom",
    "zu",  "zum",   "zur",   "der",   "den", "dem",   "het",   "ter", "ten", "te",
    "op",  "af",    "av",    "bin",   "ibn", "bint",  "abu",   "al",  "el",  "ben",
    "st",  "saint", "mac",   "d",     "t",   "af",    "santa", "san"};

/* Given names too: particles only where they are written small, in a mixed name. */
static const char *const doubtful_particles[] = {"al", "ben", "st",    "mac", "do",
                                                 "le", "di",  "la",    "da",  "san",
                                                 "d",  "t",   "santa", "te",  "abu"};

static bool in_list(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word[0] == list[i][0] && !strcmp(word, list[i]))
            return true;
    return false;
}

#define IN(word, list) in_list(word, list, WN_COUNT(list))

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Lower case without dots: "M.D." -> "md". False: too long to be in a list. */
static bool plain(wn_str s, char *out)
{
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.')
            continue;
        if (len == 14)
            return false;
        out[len++] = is_upper(s.ptr[i]) ? (char)(s.ptr[i] | 32) : s.ptr[i];
    }
    out[len] = '\0';
    return len > 0;
}

static bool is_vowel(char c)
{
    return strchr("aeiouyAEIOUY", c) != NULL;
}

/* The case of the whole name: 'u' all capitals, 'l' all small, 'm' mixed. */
static char case_of(wn_str s)
{
    bool upper = false, lower = false;

    for (size_t i = 0; i < s.len; i++) {
        upper = upper || is_upper(s.ptr[i]);
        lower = lower || is_lower(s.ptr[i]);
    }
    return upper && lower ? 'm' : lower ? 'l' : 'u';
}

/* J  J.  C.R.  and, in a name of two cases, PEL: letters of names, not a name. */
static bool is_initials(wn_str s, char name_case, bool first)
{
    size_t letters = 0, vowels = 0, dots = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.')
            dots++;
        else if (is_upper(s.ptr[i]) || is_lower(s.ptr[i]))
            letters++;
        else
            return s.len <= 3 && wn_utf8_count(s) == 1 + (s.ptr[s.len - 1] == '.');
        vowels += is_vowel(s.ptr[i]) && s.ptr[i] != '.';
    }
    if (letters <= 1)
        return letters == 1;
    if (dots > 0 && dots >= letters - 1)
        return letters <= 4;
    if (name_case != 'm')
        return letters == 2 && vowels == 0;
    return case_of(s) == 'u' && (first ? letters <= 3 && vowels == 0 : letters <= 4);
}

/* ---- words --------------------------------------------------------------------- */

typedef struct parse {
    person *out;
    char name_case;
    size_t comma[4]; /* words before the first comma, the second ... */
    size_t commas;
} parse;

static void add_word(parse *p, wn_str text, person_part part)
{
    if (p->out->count < PERSON_WORDS)
        p->out->words[p->out->count++] = (struct person_word){.text = text, .part = part};
}

static bool is_opening(char c)
{
    return c == '(' || c == '"' || c == '[';
}

/* A nickname in quotes or brackets at s.ptr[i]; where it ends, or i. */
static size_t take_nickname(parse *p, wn_str s, size_t i)
{
    char close = s.ptr[i] == '(' ? ')' : s.ptr[i] == '[' ? ']' : s.ptr[i];
    const char *end = i + 1 < s.len ? memchr(s.ptr + i + 1, close, s.len - i - 1) : NULL;

    if (s.ptr[i] == '\'' && (!end || (end + 1 < s.ptr + s.len && end[1] != ' ')))
        return i;
    size_t to = end ? (size_t)(end - s.ptr) : s.len;
    wn_str inside = {s.ptr + i + 1, to - i - 1};
    while (inside.len > 0 && strchr("\"' ", inside.ptr[0]))
        inside = (wn_str){inside.ptr + 1, inside.len - 1};
    while (inside.len > 0 && strchr("\"' ", inside.ptr[inside.len - 1]))
        inside.len--;
    if (inside.len > 0)
        add_word(p, inside, PERSON_NICKNAME);
    return end ? to + 1 : s.len;
}

static bool cut_words(parse *p, wn_str s)
{
    for (size_t i = 0; i < s.len;) {
        char c = s.ptr[i];
        if (is_opening(c) || (c == '\'' && (i == 0 || s.ptr[i - 1] == ' '))) {
            size_t to = take_nickname(p, s, i);
            i = to > i ? to : i + 1;
            continue;
        }
        if (c == ',' && p->out->count > 0 && p->commas < WN_COUNT(p->comma))
            p->comma[p->commas++] = p->out->count;
        if (c == ' ' || c == ',' || c == ';' || c == '!' || c == ')') {
            i++;
            continue;
        }
        size_t from = i;
        while (i < s.len && !strchr(" ,;!)(\"[", s.ptr[i]))
            i++;
        if (i == from + 1 && s.ptr[from] == '.')
            continue;
        if (p->out->count == PERSON_WORDS)
            return false;
        add_word(p, (wn_str){s.ptr + from, i - from}, PERSON_GIVEN);
    }
    return true;
}

static bool word_in(const struct person_word *w, const char *const *list, size_t count)
{
    char text[16];

    return plain(w->text, text) && in_list(text, list, count);
}

#define WORD_IN(w, list) word_in(w, list, WN_COUNT(list))

static size_t names_in(const person *o, size_t from, size_t to)
{
    size_t count = 0;

    for (size_t i = from; i < to; i++)
        count += o->words[i].part == PERSON_GIVEN;
    return count;
}

/* Titles at the beginning of words from..to, as long as a name is left. */
static void mark_titles(parse *p, size_t from, size_t to, bool behind_comma)
{
    for (size_t i = from; i < to; i++) {
        struct person_word *w = &p->out->words[i];
        size_t left = names_in(p->out, i + 1, to);
        bool dotted = w->text.ptr[w->text.len - 1] == '.' && w->text.len > 2;
        bool joins = i > from && (wn_str_equal_nocase(w->text, WN_STR("and")) ||
                                  wn_str_equal(w->text, WN_STR("&")));
        if (w->part != PERSON_GIVEN)
            continue;
        if (joins && left > 1 && WORD_IN(&p->out->words[i + 1], sure_titles)) {
            w->part = PERSON_TITLE;
            p->out->two_people = true;
            continue;
        }
        if (!WORD_IN(w, titles) || (w->text.len == 1 && w->text.ptr[0] != 'M') ||
            memchr(w->text.ptr, '.', w->text.len - 1)) /* D.R. are initials */
            return;
        if (left < 1)
            return;
        if (left < 2 && !behind_comma && !WORD_IN(w, sure_titles))
            return;
        if (w->text.len <= 2 && !dotted && !WORD_IN(w, sure_titles) && left < 3)
            return;
        w->part = PERSON_TITLE;
    }
}

/* MA and DO are names too: a credential has dots, or capitals in a name of two
 * cases, or stands behind a comma. */
static bool is_credential(const parse *p, const struct person_word *w, size_t least)
{
    if (least == 0 || memchr(w->text.ptr, '.', w->text.len))
        return true;
    if (p->name_case != 'm')
        return w->text.len > 2;
    return case_of(w->text) == 'u' || wn_str_equal_nocase(w->text, WN_STR("esq")) ||
           wn_str_equal_nocase(w->text, WN_STR("esquire")) ||
           wn_str_equal_nocase(w->text, WN_STR("phd"));
}

/* Generations and credentials at the end of words from..to, while `least` names are
 * left before them. */
static void mark_suffixes(parse *p, size_t from, size_t to, size_t least)
{
    for (size_t i = to; i > from; i--) {
        struct person_word *w = &p->out->words[i - 1];
        if (w->part != PERSON_GIVEN)
            continue;
        if (names_in(p->out, from, i - 1) < least)
            return;
        bool letter = w->text.len == 1;
        if (WORD_IN(w, generations) && (!letter || least > 1 || from > 0) &&
            !(letter && is_lower(w->text.ptr[0])))
            w->part = PERSON_SUFFIX;
        else if (WORD_IN(w, credentials) && is_credential(p, w, least))
            w->part = PERSON_CREDENTIAL;
        else
            return;
    }
}

static bool all_suffixes(const parse *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (p->out->words[i].part == PERSON_GIVEN &&
            !WORD_IN(&p->out->words[i], generations) &&
            !WORD_IN(&p->out->words[i], credentials))
            return false;
    return to > from;
}

/* ---- family name ----------------------------------------------------------------- */

static bool is_particle(const parse *p, const struct person_word *w)
{
    char text[16];

    if (!plain(w->text, text) || !IN(text, particles))
        return false;
    return !IN(text, doubtful_particles) || is_lower(w->text.ptr[0]) ||
           p->name_case == 'u';
}

/* Of the names in from..to, given name first: where the family name begins. */
static size_t family_start(const parse *p, size_t from, size_t to)
{
    const struct person_word *w = p->out->words;
    size_t first = to, last = from;

    for (size_t i = from; i < to; i++) {
        if (w[i].part != PERSON_GIVEN)
            continue;
        first = first == to ? i : first;
        last = i;
    }
    size_t start = last;
    for (size_t i = first + 1; i < last; i++) {
        if (w[i].part != PERSON_GIVEN)
            continue;
        bool joins = i > first + 1 &&
                     (wn_str_equal_nocase(w[i].text, WN_STR("y")) ||
                      wn_str_equal(w[i].text, WN_STR("e"))) &&
                     !is_initials(w[i - 1].text, p->name_case, false);
        if (joins && w[i].text.len == 1 &&
            (p->name_case == 'u' || is_lower(w[i].text.ptr[0])))
            return i - 1;
        if (start == last && is_particle(p, &w[i]))
            start = i;
    }
    return start;
}

/* Jean DUPONT, ZHANG Wei: in a name of two cases, capitals are the family name. */
static bool is_capitals(const struct person_word *w)
{
    size_t letters = 0;
    bool vowel = false;

    for (size_t i = 0; i < w->text.len; i++) {
        if (is_lower(w->text.ptr[i]) || w->text.ptr[i] == '.')
            return false;
        letters += is_upper(w->text.ptr[i]);
        vowel = vowel || is_vowel(w->text.ptr[i]);
    }
    return letters >= 2 && vowel;
}

static void mark_family(parse *p, size_t from, size_t to, bool family_first)
{
    struct person_word *w = p->out->words;
    size_t first = to, last = from, capitals = 0, names = 0;

    for (size_t i = from; i < to; i++) {
        if (w[i].part != PERSON_GIVEN)
            continue;
        first = first == to ? i : first;
        last = i;
        names++;
        capitals += is_capitals(&w[i]);
    }
    if (names == 0 ||
        (names == 1 && !family_first && !p->out->words[first].initials && first == 0))
        return;
    if (p->name_case == 'm' && capitals == 1 && names >= 2 && is_capitals(&w[first]) &&
        !is_capitals(&w[last])) {
        w[first].part = PERSON_FAMILY;
        p->out->surely = true;
        return;
    }
    if (family_first && names >= 2) {
        w[first].part = PERSON_FAMILY;
        return;
    }
    for (size_t i = family_start(p, from, to); i <= last; i++)
        if (w[i].part == PERSON_GIVEN)
            w[i].part = PERSON_FAMILY;
}

/* ---- the whole ------------------------------------------------------------------- */

/* "& Co." and what follows is a company's; "and Ann" is a second person. */
static void mark_second(parse *p)
{
    person *o = p->out;

    for (size_t i = 1; i < o->count; i++) {
        struct person_word *w = &o->words[i];
        char next[16] = "";
        bool joins = wn_str_equal(w->text, WN_STR("&")) ||
                     wn_str_equal(w->text, WN_STR("+")) ||
                     wn_str_equal_nocase(w->text, WN_STR("and")) ||
                     wn_str_equal_nocase(w->text, WN_STR("und"));
        if (!joins || w->part != PERSON_GIVEN)
            continue;
        if (i + 1 < o->count)
            plain(o->words[i + 1].text, next);
        if (!strcmp(next, "co") || !strcmp(next, "company") || !strcmp(next, "sons")) {
            for (size_t k = i; k < o->count; k++)
                o->words[k].part = PERSON_DROPPED;
            o->company = true;
        } else if (i + 1 < o->count) {
            o->two_people = true;
        }
        return;
    }
}

/* A particle that is written small when a name is put into case; Ben and Al are not. */
static bool is_small(const parse *p, const struct person_word *w)
{
    static const char *const capital[] = {"al",  "el",  "ben",   "st", "saint",
                                          "mac", "san", "santa", "abu"};

    return wn_str_equal_nocase(w->text, WN_STR("y")) ||
           (is_particle(p, w) && !WORD_IN(w, capital));
}

static void mark_initials(parse *p)
{
    for (size_t i = 0; i < p->out->count; i++) {
        struct person_word *w = &p->out->words[i];
        w->initials =
            w->part == PERSON_GIVEN && is_initials(w->text, p->name_case, i == 0);
        w->particle = is_small(p, w);
    }
}

static void parse_comma(parse *p)
{
    size_t comma = p->comma[0], count = p->out->count;
    struct person_word *w = p->out->words;
    size_t end = p->commas > 1 ? p->comma[1] : count;

    for (size_t c = 1; c < p->commas; c++)
        mark_suffixes(p, p->comma[c], c + 1 < p->commas ? p->comma[c + 1] : count, 0);
    mark_suffixes(p, comma, end, 1);
    mark_titles(p, comma, end, true);
    mark_suffixes(p, 0, comma, 1);
    mark_titles(p, 0, comma, false);
    for (size_t i = 0; i < comma; i++)
        if (w[i].part == PERSON_GIVEN)
            w[i].part = PERSON_FAMILY;
    p->out->surely = true;
}

bool person_parse(wn_str name, bool family_first, person *out)
{
    parse p = {.out = out, .name_case = case_of(name)};

    *out = (person){.count = 0};
    if (!cut_words(&p, name))
        return false;
    while (p.commas > 0 && p.comma[p.commas - 1] >= out->count)
        p.commas--;
    mark_second(&p);
    size_t end = p.commas ? p.comma[0] : out->count;
    size_t before = p.commas ? names_in(out, 0, end) : 0;
    bool turned =
        p.commas && end > 0 && !(all_suffixes(&p, end, out->count) && before >= 2);
    mark_initials(&p);
    if (turned) {
        parse_comma(&p);
        mark_initials(&p);
        return true;
    }
    if (p.commas)
        mark_suffixes(&p, end, out->count, 0);
    mark_titles(&p, 0, end, false);
    mark_suffixes(&p, 0, end, 2);
    mark_initials(&p);
    mark_family(&p, 0, end, family_first);
    return true;
}
