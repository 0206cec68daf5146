/*
 * name_columns.c - given and family names whose headings do not say it (c1, Feld 3).
 *
 * Where mailboxes are made of names, the names are in them: anna.weber93@ has both names
 * of its row. Given names have short forms (Bob, Kate), and there are fewer different
 * ones of them than of family names.
 */
#include "column_type.h"
#include "normal_form.h"

#include "transforms/transforms.h"

#include <string.h>

#define TRIED 2000      /* records that are looked at */
#define LEAST_ROWS 30   /* of these, with a name, and with a mailbox */
#define IN_MAILBOX 0.15 /* share of names that stand in the mailbox of their row */
#define SHORT 0.02      /* share of given names that are short forms */
#define LEAST_LETTERS 3 /* of a name: a shorter one stands in a mailbox by chance */
#define LOOKED_AT 200   /* values of a column */

static wn_str value_of(const link_source_column *s, size_t record)
{
    const link_value *v = &s->values.values[s->ids[record]];

    return s->ids[record] ? link_text(v) : WN_STR("");
}

/* One or two words of letters. */
static bool is_like_a_name(wn_str s)
{
    size_t blanks = 0, others = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        blanks += c == ' ';
        others += (c < 'A' && !strchr(" -.'", c)) || c == '@';
    }
    return s.len <= 24 && blanks <= 1 && others == 0;
}

static bool has_at(wn_str s)
{
    return memchr(s.ptr, '@', s.len) != NULL;
}

/* How many of the first values are so? Nothing is said of a column with few values. */
static double share_of(const link_source_column *s, bool (*is_so)(wn_str))
{
    size_t so = 0, all = 0;

    for (size_t i = 1; !s->ignored && i < s->values.count && all < LOOKED_AT; i++, all++)
        so += is_so(link_text(&s->values.values[i]));
    return all >= 20 ? (double)so / (double)all : 0;
}

static const link_source_column *mailboxes(const link_table *t)
{
    for (size_t s = 0; s < t->source_count; s++)
        if (share_of(&t->sources[s], has_at) >= 0.6)
            return &t->sources[s];
    return NULL;
}

/* What the values of a column say. */
typedef struct name_column {
    link_source_column *source;
    double in_mailbox, short_forms; /* shares; 0: too few rows */
} name_column;

static name_column look(const link_table *t, link_source_column *s,
                        const link_source_column *mail)
{
    double rows = 0, mailed = 0, in_mailbox = 0, short_forms = 0;
    wn_arena scratch = {0};

    for (size_t r = 0; r < t->records; r += t->records / TRIED + 1) {
        wn_str name = link_folded(value_of(s, r), &scratch);
        rows += name.len > 0;
        short_forms += name.len && wn_full_names(name);
        wn_str box = mail ? link_folded(value_of(mail, r), &scratch) : WN_STR("");
        box = wn_str_cut(&box, WN_STR("@"));
        if (box.len > 0 && name.len >= LEAST_LETTERS) {
            mailed++;
            in_mailbox += memmem(box.ptr, box.len, name.ptr, name.len) != NULL;
        }
        wn_arena_reset(&scratch);
    }
    wn_arena_release(&scratch);
    return (name_column){s, mailed >= LEAST_ROWS ? in_mailbox / mailed : 0,
                         rows >= LEAST_ROWS ? short_forms / rows : 0};
}

static bool are_named(const link_table *t)
{
    for (size_t s = 0; s < t->source_count; s++) {
        link_kind k = link_kind_by_name(t->sources[s].name);
        if (k == LINK_KIND_GIVEN || k == LINK_KIND_FAMILY || k == LINK_KIND_PERSON ||
            (t->sources[s].transform && !strcmp(t->sources[s].transform, "name")))
            return true;
    }
    return false;
}

static bool is_better(double new, double old, double least)
{
    return new >= least && new > old;
}

/* The two columns whose values stand in mailboxes most often: of these the one with fewer
 * different values holds given names. Else the one with short forms does. */
void link_find_names(link_table *t)
{
    const link_source_column *mail = mailboxes(t);
    name_column first = {0}, second = {0}, bob = {0};

    if (are_named(t))
        return;
    for (size_t s = 0; s < t->source_count; s++) {
        link_source_column *source = &t->sources[s];
        if (source->transform || link_kind_by_name(source->name) != LINK_KIND_UNKNOWN ||
            share_of(source, is_like_a_name) < 0.9)
            continue;
        name_column x = look(t, source, mail);
        if (is_better(x.short_forms, bob.short_forms, SHORT))
            bob = x;
        if (is_better(x.in_mailbox, first.in_mailbox, IN_MAILBOX)) {
            second = first;
            first = x;
        } else if (is_better(x.in_mailbox, second.in_mailbox, IN_MAILBOX)) {
            second = x;
        }
    }
    if (second.source) {
        bool fewer = first.source->values.count < second.source->values.count;
        (fewer ? first : second).source->found = LINK_KIND_GIVEN;
        (fewer ? second : first).source->found = LINK_KIND_FAMILY;
    } else if (bob.source) {
        bob.source->found = LINK_KIND_GIVEN;
        if (first.source && first.source != bob.source)
            first.source->found = LINK_KIND_FAMILY;
    }
}
