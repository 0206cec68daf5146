/* person_cut.c - cuts a name into words; finds nicknames, initials, a second person. */
#include "person_cut.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

bool person_is_initials(wn_str s, char name_case, bool first)
{
    size_t letters = 0, vowels = 0, dots = 0, hyphens = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.')
            dots++;
        else if (s.ptr[i] == '-')
            hyphens++;
        else if (is_letter(s.ptr[i]))
            letters++;
        else
            return s.len <= 3 && wn_utf8_count(s) == 1 + (s.ptr[s.len - 1] == '.');
        vowels += strchr("aeiouyAEIOUY", s.ptr[i]) != NULL;
    }
    if (letters <= 1)
        return letters == 1 && !hyphens;
    if (hyphens)
        return letters == hyphens + 1 && letters <= 4;
    if (dots > 0 && dots >= letters - 1)
        return letters <= 5;
    if (name_case != 'm')
        return letters == 2 && vowels == 0;
    return name_case_of(s) == 'u' && (first ? letters <= 3 && vowels == 0 : letters <= 4);
}

static void add_word(person_cut *p, wn_str text, person_part part)
{
    person *o = p->out;

    p->more = p->more || o->count == PERSON_WORDS;
    if (p->more)
        return;
    bool behind = p->commas > 0 && p->comma[p->commas - 1] == o->count;
    o->words[o->count++] =
        (struct person_word){.text = text, .part = part, .behind = behind, .roles = ""};
}

static bool is_opening(char c)
{
    return c == '(' || c == '"' || c == '[';
}

/* Takes a nickname in quotes or brackets at s.ptr[i]. Returns where it ends; i: there
 * is none. */
static size_t take_nickname(person_cut *p, wn_str s, size_t i)
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

/* Length of the initials in "J.R.Smith" and "P.Girard", if a name follows; else 0. */
static size_t glued_initials(wn_str s)
{
    size_t at = 0, letters = 0;

    while (at + 1 < s.len && is_upper(s.ptr[at]) && s.ptr[at + 1] == '.')
        at += 2;
    for (size_t i = at; i < s.len; i++) {
        if (s.ptr[i] == '.')
            return 0;
        letters += is_letter(s.ptr[i]) || (s.ptr[i] & 0x80);
    }
    return letters > 2 ? at : 0;
}

/* Is the word titles with dots between them: Lt.Gen., Lt.Gov.? */
static bool is_titles(wn_str s)
{
    size_t count = 0;

    for (size_t from = 0, to; from < s.len; from = to + 1) {
        for (to = from; to < s.len && s.ptr[to] != '.';)
            to++;
        if (to - from < 2 ||
            !strpbrk(person_roles((wn_str){s.ptr + from, to - from}), "st"))
            return false;
        count++;
    }
    return count > 1;
}

static bool has_letter(wn_str s)
{
    for (size_t at = 0; at < s.len;)
        if (wn_is_letter(wn_utf8_next(s, &at)))
            return true;
    return false;
}

static void add_name(person_cut *p, wn_str s)
{
    size_t glued = s.len > 4 && s.ptr[1] == '.' ? glued_initials(s) : 0;

    if (!is_letter(*s.ptr) && !strchr("&+", *s.ptr) && !has_letter(s)) {
        p->out->marks = true;
        return;
    }
    if (glued > 0)
        add_word(p, (wn_str){s.ptr, glued}, PERSON_GIVEN);
    wn_str name = {s.ptr + glued, s.len - glued};
    add_word(p, name, PERSON_GIVEN);
    struct person_word *w = &p->out->words[p->out->count - 1];
    const char *dot = memchr(name.ptr, '.', name.len);
    w->roles = dot && dot + 1 < name.ptr + name.len && is_titles(name)
                   ? "s"
                   : person_roles(name);
    p->beside = p->beside || strpbrk(w->roles, "nNw");
    p->generation = p->generation || (person_word_is(w, 'j') && !glued &&
                                      (!dot || dot + 1 == name.ptr + name.len));
}

bool person_cut_words(person_cut *p, wn_str s)
{
    for (size_t i = 0; i < s.len;) {
        char c = s.ptr[i];
        if (is_opening(c) || (c == '\'' && (i == 0 || s.ptr[i - 1] == ' '))) {
            size_t to = take_nickname(p, s, i);
            bool word = to == i && i > 0 && i + 2 < s.len && s.ptr[i + 2] == ' ';
            i = to > i ? to : i + !word;
            if (!word) /* van 't Hof */
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
        add_name(p, (wn_str){s.ptr + from, i - from});
    }
    return !p->more;
}

/* ---- a second person --------------------------------------------------------------- */

static bool is_word(const person *o, size_t i, const char *const *list, size_t count)
{
    for (size_t k = 0; k < count && i < o->count; k++) {
        wn_str s = o->words[i].text;
        s.len -= s.ptr[s.len - 1] == '.';
        if (wn_str_equal_nocase(s, wn_str_of(list[k])))
            return true;
    }
    return false;
}

static void drop(person *o, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        o->words[i].part = PERSON_DROPPED;
}

/* "& Co." and the words after it are a company's; "and Ann" is a second person; "et
 * al." means other people. */
void person_cut_second(person_cut *p)
{
    static const char *const firms[] = {"co", "company", "sons", "cie", "partners"};
    static const char *const others[] = {"al", "alii", "alia"};
    person *o = p->out;

    for (size_t i = 1; i < o->count; i++) {
        struct person_word *w = &o->words[i];
        if (!person_word_is(w, 'x') && !wn_str_equal_nocase(w->text, WN_STR("et.")))
            continue;
        if (is_word(o, i, (const char *const[]){"et"}, 1) &&
            is_word(o, i + 1, others, WN_COUNT(others))) {
            drop(o, i, o->count);
            o->others = true;
            return;
        }
        if (person_word_is(w, 'z') && (p->name_case != 'm' || is_upper(*w->text.ptr)))
            continue;
        if (is_word(o, i + 1, firms, WN_COUNT(firms))) {
            drop(o, i, o->count);
            o->company = true;
        } else if (i + 1 < o->count) {
            o->two_people = true;
            o->two_names = i > 1 && i + 2 < o->count &&
                           !person_is_initials(o->words[i - 1].text, 'm', false) &&
                           !strpbrk(o->words[i - 2].roles, "st") &&
                           !strpbrk(o->words[i + 1].roles, "st");
        }
        return;
    }
}

void person_cut_maiden(person_cut *p)
{
    person *o = p->out;

    for (size_t i = 1; i + 1 < o->count; i++) {
        const struct person_word *w = &o->words[i];
        if (!person_word_is(w, 'm') || is_upper(*w->text.ptr) || p->name_case != 'm')
            continue;
        size_t from = i, to = i + 1, k = 0;
        bool polish = wn_str_equal(w->text, WN_STR("domu"));
        if (polish && !wn_str_equal(w[-1].text, WN_STR("z")))
            continue;
        from -= polish;
        while (k < p->commas && p->comma[k] <= i)
            k++;
        to = k < p->commas ? p->comma[k] : o->count;
        drop(o, from, to);
        o->maiden = from > 0 && to > i + 1;
        return;
    }
}

/* ---- notes and jobs ---------------------------------------------------------------- */

static bool is_text(const struct person_word *w, const char *text)
{
    return wn_str_equal_nocase(w->text, wn_str_of(text));
}

/* How many words of a note end with word i, of those from `from` on: VIP, do not call; 0:
 * none. */
static size_t note_at(const person_cut *p, size_t from, size_t i)
{
    const struct person_word *w = &p->out->words[i];
    char c = name_case_of(w->text);

    if (person_word_is(w, 'N'))
        return 1;
    if (!person_word_is(w, 'n'))
        return 0;
    if (i >= from + 2 && is_text(w - 1, "not") && is_text(w - 2, "do"))
        return 3;
    if (i >= from + 1 && (is_text(w - 1, "no") || is_text(w - 1, "don't")))
        return 2;
    return p->name_case == 'm' && c != 'm';
}

static size_t given_in(const person *o, size_t from, size_t to)
{
    size_t count = 0;

    for (size_t i = from; i < to; i++)
        count += o->words[i].part == PERSON_GIVEN;
    return count;
}

static void cut_notes(person_cut *p, size_t *from, size_t *to)
{
    person *o = p->out;
    size_t len;

    while (*to > *from + 1 && (len = note_at(p, *from, *to - 1)) > 0) {
        bool sure = len > 1 || person_word_is(&o->words[*to - 1], 'N');
        if (given_in(o, *from, *to - len) < (sure ? 1 : 2))
            break;
        drop(o, *to - len, *to);
        *to -= len;
        o->notes = true;
    }
    while (*from + 1 < *to && strpbrk(o->words[*from].roles, "nN")) {
        bool of = *from + 3 < *to && is_text(&o->words[*from + 1], "of");
        bool sure = of || person_word_is(&o->words[*from], 'N');
        if (given_in(o, *from + 1 + of, *to) < (sure ? 1 : 2))
            break;
        drop(o, *from, *from + 1 + of);
        *from += 1 + of;
        o->notes = true;
    }
}

/* Marks the jobs at the beginning of the words from..to, or at the end. */
static void mark_jobs(person *o, size_t from, size_t to)
{
    size_t first = from, last = to;
    bool sure = false;

    while (first < to && person_word_is(&o->words[first], 'w'))
        first++;
    if (first > from && given_in(o, first, to) >= 2) {
        for (size_t i = from; i < first; i++)
            o->words[i].part = PERSON_TITLE;
        from = first;
    }
    while (last > from && person_word_is(&o->words[last - 1], 'w')) {
        last--;
        sure = sure || to - last > 1 || person_word_is(&o->words[last], 'W');
        if (last > from + 2 && is_text(&o->words[last - 1], "of")) { /* Head of */
            last -= 2;
            sure = true;
        }
    }
    if (sure && given_in(o, from, last) >= 2)
        for (size_t i = last; i < to; i++)
            o->words[i].part = PERSON_CREDENTIAL;
}

void person_cut_notes(person_cut *p)
{
    size_t from = 0, to = p->out->count;

    if (!p->beside || p->out->two_people || p->out->company)
        return;
    cut_notes(p, &from, &to);
    if (p->commas == 0)
        mark_jobs(p->out, from, to);
}
