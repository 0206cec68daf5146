/*
 * person.c - which word of a Latin name is which part.
 *
 * There are two shapes: "Family, Given Middle, Suffix" and "Title Given Middle Family
 * Suffix". Titles, suffixes and particles are known words (person_words.tsv); for the
 * rest the place decides. A word is a title only while a name is left after it (Maj
 * Vinberg is a person). For East Asian names the words show the family name
 * (asian_names.c).
 */
#include "person.h"

#include "asian_names.h"
#include "person_cut.h"
#include "core/han.h"
#include "core/lookup.h"
#include "core/text.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Has the word a dot before its end: M.D., not Jr.? */
static bool is_dotted_inside(wn_str s)
{
    return memchr(s.ptr, '.', s.len - 1) != NULL;
}

static size_t names_in(const person *o, size_t from, size_t to)
{
    size_t count = 0;

    for (size_t i = from; i < to; i++)
        count += o->words[i].part == PERSON_GIVEN;
    return count;
}

/* ---- titles ---------------------------------------------------------------------- */

static bool is_title(const struct person_word *w)
{
    return strpbrk(w->roles, "stfd") != NULL;
}

/* Marks the words of an office as a title ("Minister of State" Una Marsh), if two names
 * are left. Returns the last word of it. */
static size_t mark_office(person_cut *p, size_t i, size_t to)
{
    struct person_word *w = p->out->words;
    size_t end;

    if (i + 3 >= to || !wn_str_equal(w[i + 1].text, WN_STR("of")))
        return i;
    for (end = i + 2; end < to && wn_str_equal(w[end].text, WN_STR("the"));)
        end++;
    if (end >= to || names_in(p->out, end + 1, to) < 2)
        return i;
    for (size_t k = i + 1; k <= end; k++)
        w[k].part = PERSON_TITLE;
    return end;
}

/* Is the word a title, when `left` names follow it? */
static bool is_title_before(const person_cut *p, size_t i, size_t left, bool behind_comma)
{
    const struct person_word *w = &p->out->words[i];
    bool sure = person_word_is(w, 's') || person_word_is(w, 'f');
    bool dotted = w->text.ptr[w->text.len - 1] == '.' && w->text.len > 2;

    if (!is_title(w) || left < 1)
        return false;
    if (person_word_is(w, 'j') && name_case_of(w->text) == 'u')
        return false;              /* SR may be initials, Sr is the Spanish title */
    if (is_dotted_inside(w->text)) /* D.R. are initials; U.S. Judge */
        return (left > 1 || behind_comma) && (w->text.len > 5 || is_title(w + 1));
    if (person_word_is(w, 'd'))
        return left > 2;
    if (left < 2 && !behind_comma && !sure && !dotted)
        return false;
    return w->text.len > 2 || dotted || sure || left > 2 || is_title(w + 1);
}

/* Titles at the beginning of words from..to, as long as a name is left. */
static void mark_titles(person_cut *p, size_t from, size_t to, bool behind_comma)
{
    for (size_t i = from; i < to; i++) {
        struct person_word *w = &p->out->words[i];
        size_t left = names_in(p->out, i + 1, to);
        if (w->part != PERSON_GIVEN)
            continue;
        if (i > from && left > 1 && person_word_is(w, 'x') && is_title(w + 1)) {
            w->part = PERSON_TITLE;
            p->out->two_people = p->out->two_people || person_word_is(w + 1, 's');
            continue;
        }
        if (!is_title_before(p, i, left, behind_comma))
            return;
        w->part = PERSON_TITLE;
        i = mark_office(p, i, to);
    }
}

/* ---- behind the name ------------------------------------------------------------- */

/* Is the name East Asian? Then XI and VI are names, too. */
static bool is_asian(const person_cut *p, size_t from, size_t to)
{
    wn_str texts[PERSON_WORDS];
    size_t count = 0, family;

    for (size_t i = from; i < to; i++)
        if (p->out->words[i].part == PERSON_GIVEN)
            texts[count++] = p->out->words[i].text;
    return asian_order_of(texts, count, &family) != ASIAN_NO;
}

/* Is the word a generation (Jr., III, V), when `left` names stand before it? */
static bool is_generation(const person_cut *p, size_t from, size_t i, size_t left,
                          bool behind)
{
    const struct person_word *w = &p->out->words[i];
    bool roman = person_word_is(w, 'r'), sure = person_word_is(w, 'j');
    bool capitals = name_case_of(w->text) == 'u';
    size_t len = w->text.len;

    if ((!sure && !person_word_is(w, 'g')) || is_dotted_inside(w->text))
        return false;
    if (len <= 2 && roman && w->text.ptr[len - 1] == '.')
        return false; /* V. is an initial */
    if (len == 1)     /* V */
        return left > 1 && !p->generation &&
               (capitals || (p->name_case == 'l' && left > 2));
    if (roman && len == 2 && p->name_case == 'm' && !capitals)
        return false; /* Vi, Iv */
    if (roman && !sure && is_asian(p, from, i + 1))
        return false;
    if (sure || (roman && capitals && p->name_case == 'm'))
        return left > 0 || behind;
    return left > 1 || behind;
}

/* PhD, MSc */
static bool has_capital_inside(wn_str s)
{
    return name_case_of(s) == 'm' && name_case_of((wn_str){s.ptr + 1, s.len - 1}) != 'l';
}

/* Is the word a credential? MA and DO are names, too: such a word must have dots, or be
 * in capitals in a name of mixed case, or stand after a comma. Other credentials are no
 * names. */
static bool is_credential(const person_cut *p, size_t i, size_t left, bool behind)
{
    const struct person_word *w = &p->out->words[i];
    bool sure = person_word_is(w, 'C');
    bool capitals = name_case_of(w->text) == 'u';
    bool dots = is_dotted_inside(w->text);

    if ((!sure && !person_word_is(w, 'c')) || (left < 2 && !behind && !sure) ||
        (left < 1 && !behind))
        return false;
    if (dots)
        return left > 1 || behind;
    if (p->name_case == 'm')
        return capitals || (person_word_is(w, 'e') && left > 1) ||
               (behind && w->text.len > 2) || has_capital_inside(w->text);
    return behind || (left > 1 && (sure || w->text.len > 2));
}

/* Are this word and the one before it one credential: Ph. D., M. D., B. Sc.? */
static bool is_apart(const person_cut *p, size_t i, size_t left, bool behind)
{
    char joined[12];
    const struct person_word *w = &p->out->words[i];
    size_t len = w->text.len;

    if (left < 2 || len > 3 || w[-1].text.len + len > sizeof(joined) ||
        (w->part != PERSON_GIVEN) || (left < 3 && !behind))
        return false;
    memcpy(joined, w[-1].text.ptr, w[-1].text.len);
    memcpy(joined + w[-1].text.len, w->text.ptr, len);
    const char *roles = person_roles((wn_str){joined, w[-1].text.len + len});
    bool dots = w[-1].text.ptr[w[-1].text.len - 1] == '.';
    return strchr(roles, 'C') && (dots || strchr(roles, 'e')) && w[-1].text.len <= 3;
}

/* Marks generations and credentials at the end of words from..to, while at least
 * `least` names are left before them; 0: all these words stand after a comma. */
static void mark_suffixes(person_cut *p, size_t from, size_t to, size_t least)
{
    while (least > 0 && from + 1 < to && person_word_is(&p->out->words[from], 's'))
        from++; /* titles are no names */
    for (size_t i = to; i > from; i--) {
        struct person_word *w = &p->out->words[i - 1];
        if (w->part != PERSON_GIVEN)
            continue;
        size_t left = names_in(p->out, from, i - 1);
        bool behind = least == 0;
        if (left < least)
            return;
        if (is_generation(p, from, i - 1, behind && from > 0 ? 2 : left, behind)) {
            w->part = PERSON_SUFFIX;
        } else if (is_credential(p, i - 1, left, behind)) {
            w->part = PERSON_CREDENTIAL;
        } else if (i - 1 > from && is_apart(p, i - 1, behind ? 2 : left, behind)) {
            w->part = w[-1].part = PERSON_CREDENTIAL;
            i--;
        } else {
            return;
        }
    }
}

/* Are the words after the comma a job (Jane Roe, Sales Manager), and no given name? */
static bool is_job(const person *o, size_t from, size_t to)
{
    bool job = false;

    for (size_t i = from; i < to; i++)
        job = job || person_word_is(&o->words[i], 'w');
    return job && names_in(o, 0, from) > 1;
}

/* Are all words after this comma suffixes, credentials or a job? If not, they are
 * marked as names. */
static bool all_suffixes(person_cut *p, size_t from, size_t to)
{
    mark_suffixes(p, from, to, 0);
    bool job = is_job(p->out, from, to);
    for (size_t i = from; i < to && job; i++)
        p->out->words[i].part = PERSON_CREDENTIAL;
    bool all = names_in(p->out, from, to) == 0;
    for (size_t i = from; i < to && !all; i++)
        if (p->out->words[i].part == PERSON_SUFFIX ||
            p->out->words[i].part == PERSON_CREDENTIAL)
            p->out->words[i].part = PERSON_GIVEN;
    return all;
}

/* ---- family name ----------------------------------------------------------------- */

static bool is_particle(const person_cut *p, const struct person_word *w)
{
    if (p->name_case == 'm' && w->text.len > 1 && !memcmp(w->text.ptr, "v.", 2))
        return w->text.len < 6; /* v. Braun, v.d. Heide */
    if (!person_word_is(w, 'p') || person_word_is(w, 'y'))
        return false;
    if (!person_word_is(w, 'q'))
        return true;
    bool lower = is_lower(w->text.ptr[0]);
    if (w->text.len <= 2 && (w->text.len == 1 || w->text.ptr[1] == '.')) /* d, t */
        return lower && p->name_case == 'm';
    return lower || p->name_case == 'u' || w->text.ptr[w->text.len - 1] == '.';
}

/* Is the word a capitalized particle: Marco Di Pietro, Pierre Le Goff? Not in East
 * Asian names, where Di and Le are names. */
static bool is_raised(const person_cut *p, size_t i, size_t last)
{
    const struct person_word *w = &p->out->words[i];
    char folded[32];

    if (!person_word_is(w, 'q') || w->text.len < 2 || w->text.len > 3 || i + 1 != last ||
        !is_upper(w->text.ptr[0]) || !is_lower(w->text.ptr[1]) ||
        wn_str_equal(w->text, WN_STR("Ben")) || wn_str_equal(w->text, WN_STR("Abu")) ||
        w[1].initials)
        return false;
    wn_str family = lookup_folded(w[1].text, folded, sizeof(folded));
    return family.len > 0 && !asian_is_family(family);
}

/* Does the word join two family names: Velasquez y Garcia, the Portuguese e? */
static bool joins_names(const person_cut *p, size_t i)
{
    const struct person_word *w = &p->out->words[i];
    bool small = w->text.len == 1 && (p->name_case == 'u' || is_lower(w->text.ptr[0]));

    return small && (person_word_is(w, 'y') || *w->text.ptr == 'e') &&
           !person_is_initials(w[-1].text, p->name_case, false);
}

/* Skips devotional given names: María del Carmen Ruiz, Maria da Conceição Santos;
 * another name must follow. Returns where the words begin that may be the family name. */
static size_t behind_devotion(const person_cut *p, size_t first, size_t last)
{
    const struct person_word *w = p->out->words;
    size_t i = first + 1;

    if (!person_word_is(&w[first], '1'))
        return i;
    while (i < last && person_word_is(&w[i], 'p'))
        i++;
    return i > first + 1 && i < last && person_word_is(&w[i], '2') ? i + 1 : first + 1;
}

/* Where the family name begins in words from..to, when the given name is first. */
static size_t family_start(const person_cut *p, size_t from, size_t to)
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
    for (size_t i = behind_devotion(p, first, last); i < last; i++) {
        if (w[i].part != PERSON_GIVEN)
            continue;
        if (i > first + 1 && joins_names(p, i))
            return start < i - 1 ? start : i - 1; /* de Souza e Silva */
        if (start == last && (is_particle(p, &w[i]) || is_raised(p, i, last)))
            start = i;
    }
    return start;
}

/* Is the word in capitals? In a name of mixed case it is then the family name: Jean
 * DUPONT, ZHANG Wei. */
static bool is_capitals(const struct person_word *w)
{
    size_t letters = 0;
    bool vowel = false;

    for (size_t i = 0; i < w->text.len; i++) {
        if (is_lower(w->text.ptr[i]) || w->text.ptr[i] == '.')
            return false;
        letters += is_upper(w->text.ptr[i]);
        vowel = vowel || strchr("AEIOUY", w->text.ptr[i]);
    }
    return letters >= 2 && (vowel || wn_str_equal(w->text, WN_STR("NG")));
}

/* Marks the parts of an East Asian name: Ouyang Xiaoming, Xiaoming Zhang, Yang Li.
 * False: the words do not show that it is one. */
static bool mark_asian(person_cut *p, size_t from, size_t to)
{
    person *o = p->out;
    wn_str texts[PERSON_WORDS];
    size_t at[PERSON_WORDS], count = 0, family;

    for (size_t i = from; i < to; i++) {
        const struct person_word *w = &o->words[i];
        if (w->part != PERSON_GIVEN)
            continue;
        if (p->name_case == 'm' && is_lower(w->text.ptr[0]))
            return false; /* van An */
        texts[count] = w->text;
        at[count++] = i;
    }
    asian_order order = asian_order_of(texts, count, &family);
    if (order == ASIAN_NO)
        return false;
    for (size_t i = 0; i < count; i++)
        o->words[at[i]].particle = false;
    o->either = order == ASIAN_EITHER;
    o->in_front = order == ASIAN_FIRST;
    for (size_t i = 0; i < family && !o->either; i++)
        o->words[at[o->in_front ? i : count - 1 - i]].part = PERSON_FAMILY;
    return true;
}

static size_t count_letters(wn_str s)
{
    size_t letters = 0;

    for (size_t at = 0; at < s.len;)
        letters += wn_is_letter(wn_utf8_next(s, &at));
    return letters;
}

/* Is the word only initials, each with a dot: J, J., И.И.? */
static bool is_letters(wn_str s)
{
    if (s.len > 4 && !memchr(s.ptr, '.', s.len))
        return false;
    size_t letters = count_letters(s), dots = 0;

    for (size_t i = 0; i < s.len; i++)
        dots += s.ptr[i] == '.';
    return letters > 0 && letters < 4 && (dots == letters || (letters == 1 && !dots)) &&
           wn_utf8_count(s) == letters + dots;
}

/* Is the only name a family name? So it is in "Marsh Jr." and "Mr. Marsh"; else it is a
 * given name. */
static bool is_family_alone(const person *o, size_t i, size_t to)
{
    for (size_t k = 0; k < to; k++)
        if (k != i && o->words[k].part == PERSON_TITLE &&
            person_word_is(&o->words[k], 'f'))
            return false;
    for (size_t k = i + 1; k < o->count; k++)
        if (o->words[k].part == PERSON_CREDENTIAL ||
            (o->words[k].part == PERSON_SUFFIX && !person_word_is(&o->words[k], 'r')))
            return true;
    return i > 0 || o->words[i].initials;
}

/* If the words in capitals are all in front, marks them as the family name: ZHANG Wei,
 * GARCÍA LÓPEZ María, van den BERG Jan. */
static bool mark_capitals(person_cut *p, size_t from, size_t last, size_t capitals)
{
    struct person_word *w = p->out->words;
    size_t end = from, seen = 0;

    while (end < last && (w[end].part != PERSON_GIVEN || is_particle(p, &w[end])))
        end++;
    for (; end <= last && w[end].part == PERSON_GIVEN && is_capitals(&w[end]); end++)
        seen++;
    if (seen == 0 || seen < capitals || end > last)
        return false;
    for (size_t i = from; i < end; i++)
        if (w[i].part == PERSON_GIVEN)
            w[i].part = PERSON_FAMILY;
    p->out->surely = true;
    return true;
}

/* Names with initials at the end. In Smith J. either may be the family name; in Иванов
 * И.И. two initials are of given names, so the first word is. */
static bool mark_initials_behind(person_cut *p, size_t first, size_t last)
{
    struct person_word *w = p->out->words;
    size_t letters = 0;

    if (!is_letters(w[last].text) || is_letters(w[first].text))
        return false;
    for (size_t i = first + 1; i <= last; i++) {
        if (w[i].part != PERSON_GIVEN || !is_letters(w[i].text)) {
            letters = 0;
            break;
        }
        letters += count_letters(w[i].text);
    }
    if (letters < 2) {
        p->out->either = true;
        return true;
    }
    w[first].part = PERSON_FAMILY;
    p->out->in_front = true;
    return true;
}

static void mark_family(person_cut *p, size_t from, size_t to, person_order order)
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
    if (names == 0 || (names == 1 && order != PERSON_FAMILY_FIRST &&
                       !is_family_alone(p->out, first, to)))
        return;
    if (p->name_case == 'm' && capitals > 0 && names >= 2 &&
        mark_capitals(p, from, last, capitals))
        return;
    if (order == PERSON_FAMILY_FIRST && names >= 2) {
        w[first].part = PERSON_FAMILY;
        return;
    }
    bool shown = p->name_case == 'm' && capitals == 1 && is_capitals(&w[last]);
    if (order == PERSON_AUTO && !shown && !p->out->two_people && mark_asian(p, from, to))
        return;
    if (order == PERSON_AUTO && names >= 2 && !p->out->two_people) {
        if (mark_initials_behind(p, first, last))
            return;
        p->out->either = p->name_case == 'm' && asian_is_given(w[last].text);
        if (p->out->either) /* Ban Ki-moon */
            return;
    }
    for (size_t i = family_start(p, from, to); i <= last; i++)
        if (w[i].part == PERSON_GIVEN)
            w[i].part = PERSON_FAMILY;
}

/* ---- the whole ------------------------------------------------------------------- */

static void mark_initials(person_cut *p)
{
    for (size_t i = 0; i < p->out->count; i++) {
        struct person_word *w = &p->out->words[i];
        w->initials = w->part == PERSON_GIVEN && !person_word_is(w, 'k') &&
                      person_is_initials(w->text, p->name_case, i == 0);
        w->particle =
            (person_word_is(w, 'y') || is_particle(p, w)) && !person_word_is(w, 'k');
    }
}

/* Moves the particles before the family name: Berg, Jan van den. */
static void turn_particles(person_cut *p, size_t comma, size_t end)
{
    struct person_word *w = p->out->words, moved[PERSON_WORDS];
    size_t from = end, family = comma;

    while (from > comma + 1 && w[from - 1].part == PERSON_GIVEN &&
           is_particle(p, &w[from - 1]) && !person_word_is(&w[from - 1], 'q'))
        from--;
    while (family > 0 && w[family - 1].part == PERSON_FAMILY)
        family--;
    if (from == end || family == comma)
        return;
    size_t count = end - from;
    memcpy(moved, w + from, count * sizeof(*w));
    memmove(w + family + count, w + family, (from - family) * sizeof(*w));
    memcpy(w + family, moved, count * sizeof(*w));
    for (size_t i = family; i < family + count; i++)
        w[i].part = PERSON_FAMILY;
}

/* Parses a name with the family name first; the given names are words comma..end.
 * Whitlock, Jr., Sam: they follow the suffix. */
static void parse_turned(person_cut *p, size_t segment)
{
    size_t comma = p->comma[segment], count = p->out->count;
    size_t end = segment + 1 < p->commas ? p->comma[segment + 1] : count;
    struct person_word *w = p->out->words;

    for (size_t c = segment + 1; c < p->commas; c++)
        mark_suffixes(p, p->comma[c], c + 1 < p->commas ? p->comma[c + 1] : count, 0);
    mark_suffixes(p, comma, end, 1);
    mark_titles(p, comma, end, true);
    mark_suffixes(p, 0, p->comma[0], 1);
    mark_titles(p, 0, p->comma[0], false);
    for (size_t i = 0; i < p->comma[0]; i++)
        if (w[i].part == PERSON_GIVEN)
            w[i].part = PERSON_FAMILY;
    p->out->surely = true;
    turn_particles(p, comma, end);
}

/* Is the family name written first? *segment: the comma before the given names. A comma
 * before "Jr." or "MD" alone does not show it, unless there is no other name: Smith, V.
 */
static bool is_turned(person_cut *p, size_t *segment)
{
    size_t real = 0, count = p->out->count;

    for (size_t i = 0; i < p->comma[0]; i++)
        real +=
            p->out->words[i].part == PERSON_GIVEN && !is_particle(p, &p->out->words[i]);
    for (*segment = 0; *segment < p->commas; ++*segment) {
        size_t from = p->comma[*segment],
               to = *segment + 1 < p->commas ? p->comma[*segment + 1] : count;
        struct person_word *w = &p->out->words[from];
        if (to == from || names_in(p->out, from, to) == 0)
            continue;
        bool initials = to == from + 1 && w->initials && real < 2 && *segment == 0;
        bool letters = strpbrk(w->roles, "Cj") && !is_dotted_inside(w->text);
        if ((initials && !letters) || !all_suffixes(p, from, to))
            return true;
    }
    return false;
}

bool person_parse(wn_str name, person_order order, person *out)
{
    person_cut p = {.out = out, .name_case = name_case_of(name)};
    size_t segment;

    *out = (person){.text = name};
    if (!person_cut_words(&p, name))
        return false;
    while (p.commas > 0 && p.comma[p.commas - 1] >= out->count)
        p.commas--;
    person_cut_second(&p);
    person_cut_maiden(&p);
    person_cut_notes(&p);
    size_t end = p.commas ? p.comma[0] : out->count;
    mark_initials(&p);
    if (p.commas && end > 0 && is_turned(&p, &segment)) {
        parse_turned(&p, segment);
        mark_initials(&p);
        return true;
    }
    mark_suffixes(&p, 0, end, 1);
    mark_titles(&p, 0, end, false);
    mark_initials(&p);
    mark_family(&p, 0, end, order);
    return true;
}
