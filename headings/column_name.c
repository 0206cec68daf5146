/*
 * column_name.c - the meaning of a column's name. Tried in this order: the whole name;
 * the name without its brackets; the last segment of a path; the text in brackets; a
 * known name that is similar.
 */
#include "name_read.h"

#include "core/memory.h"

#include <string.h>

static bool read_parts(const heading_parts *parts, heading_owner owner,
                       heading_reading *out)
{
    *out = (heading_reading){.pieces = HEADING_PIECES + 1};
    if (parts->count > 0)
        heading_cover_all(parts, owner, out);
    return out->name.meaning_count > 0;
}

/* Does a word in brackets change the meaning? 氏名（カナ） is the reading of a name, and
 * no name. */
static bool is_refused(const heading_parts *all)
{
    for (size_t w = 0; w < all->count; w++) {
        wn_str text = {all->text + all->words[w].from,
                       (size_t)(all->words[w].to - all->words[w].from)};
        const heading_word *word =
            all->words[w].bracket
                ? heading_words_find(&heading_words_qualifiers, text, heading_hash(text))
                : NULL;
        for (; word; word = heading_words_next(&heading_words_qualifiers, word))
            if (heading_around_of(word)->what == HEADING_IS_never)
                return true;
    }
    return false;
}

static bool begins_segment(const heading_part *w)
{
    return w->before == '/' || (w->before && !w->spaced && strchr(".:>\\@|", w->before));
}

/* Is it the name or the number of the record itself (t.id), and not of an unknown thing
 * in the record ("Converted Deal.id")? */
static bool is_of_record(const heading_parts *all, size_t segment, const heading *name)
{
    bool is_bare = !strcmp(name->meanings[0]->name, "id") ||
                   !strcmp(name->meanings[0]->name, "name") ||
                   !strcmp(name->meanings[0]->name, "row_no");

    return !is_bare || all->words[segment].from <= 2;
}

/* Does the column hold two parts of an address, as "PLZ/Ort"? Other names with a slash
 * are two words for one thing. */
static bool is_both(const heading_meaning *m, const heading_parts *rest,
                    heading_owner owner)
{
    static const char *const of_places[] = {"postcode", "city",    "state",   "district",
                                            "country",  "address", "house_no"};
    heading_reading second;

    for (size_t i = 0; i < WN_COUNT(of_places); i++)
        if (!strcmp(m->name, of_places[i]))
            return read_parts(rest, owner, &second) && second.name.meanings[0] != m;
    return false;
}

/* Read a path by its last segment: "s.nom", properties.email, Contacts/Contact/@code. Of
 * "Zip/Postal" read the first segment. */
static bool read_path(const heading_parts *all, heading_owner owner, heading_reading *out)
{
    heading_parts some, before;

    for (size_t w = 1; w < all->count; w++) {
        if (!begins_segment(&all->words[w]))
            continue;
        heading_parts_some(all, 0, w, -1, &before);
        heading_parts_some(all, w, all->count, -1, &some);
        if (all->words[w].before == '/' && read_parts(&before, owner, out)) {
            if (is_both(out->name.meanings[0], &some, owner))
                *out = (heading_reading){.is_blocked = true};
            return out->name.meaning_count > 0;
        }
        if (out->is_blocked)
            return false; /* of somebody else */
        bool found = read_parts(&some, owner, out);
        if (found && !is_of_record(all, w, &out->name))
            *out = (heading_reading){.is_blocked = true};
        if (found || out->is_blocked)
            return out->name.meaning_count > 0;
    }
    return false;
}

static bool read_outside(const heading_parts *all, heading_owner owner,
                         heading_reading *out)
{
    heading_parts some;

    if (read_parts(all, owner, out) || out->is_blocked)
        return true;
    if (is_refused(all))
        return false;
    heading_parts_some(all, 0, all->count, 0, &some);
    bool found = (all->brackets > 0 && read_parts(&some, owner, out)) ||
                 (!out->is_blocked && read_path(&some, owner, out));
    if (found)
        out->name.how = HEADING_STRIPPED;
    return found || out->is_blocked;
}

/* Read the text in brackets, when the rest is not known: "Feld 7 (email)". */
static bool read_inside(const heading_parts *all, heading_owner owner,
                        heading_reading *out)
{
    heading_parts some;

    for (int b = 1; b <= all->brackets; b++) {
        heading_parts_some(all, 0, all->count, b, &some);
        if (read_parts(&some, owner, out) || read_path(&some, owner, out)) {
            out->name.how = HEADING_STRIPPED;
            return true;
        }
    }
    return false;
}

static bool read_name(const heading_parts *all, heading_owner owner, heading_reading *out)
{
    if (read_outside(all, owner, out))
        return true;
    return !is_refused(all) && read_inside(all, owner, out);
}

/* "../@code" is a value of the element around the record, which is taken for a company.
 * Takes the "../" off and returns the owner. */
static heading_owner owner_of_path(wn_str *column)
{
    heading_owner owner = HEADING_OF_NOBODY;

    while (column->len > 3 && !memcmp(column->ptr, "../", 3)) {
        column->ptr += 3;
        column->len -= 3;
        owner = HEADING_OF_COMPANY;
    }
    return owner;
}

bool heading_read(wn_str column, heading *out)
{
    heading_parts parts, outside;
    heading_reading reading;

    memset(out, 0, sizeof(*out));
    heading_owner owner = owner_of_path(&column);
    if (!heading_parts_of(column, &parts))
        return false;
    bool found = read_name(&parts, owner, &reading), is_marked = parts.is_marked;
    heading_parts_some(&parts, 0, parts.count, 0, &outside);
    if (!found && heading_parts_umlauts(&parts))
        found = read_name(&parts, owner, &reading);
    if (found)
        *out = reading.name;
    else if (!is_refused(&parts) && outside.count > 0)
        heading_near(&outside, out);
    out->is_required_mark = out->is_required_mark || is_marked;
    return out->meaning_count > 0;
}
