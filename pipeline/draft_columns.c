/*
 * draft_columns.c - what a column is, by its name (a table of what CRM systems call it),
 * else by its first values; and what a file of such columns is about.
 */
#include "draft.h"

#include "winnow/hash.h"
#include "winnow/mapping.h"

#include <string.h>

/* "name": of a company or of a person, by the company it keeps. */
static const char *const bare_names[] = {"name", "名称"};

static bool listed(const char *names, wn_str name)
{
    wn_str rest = wn_str_of(names);
    char folded[256];

    while (rest.len > 0) {
        wn_str one = wn_str_cut(&rest, WN_STR(" "));
        if (wn_str_equal(wn_fold(one, folded, sizeof(folded)), name))
            return true;
    }
    return false;
}

bool draft_is_expression(wn_str name)
{
    return memmem(name.ptr, name.len, " + ", 3) || memmem(name.ptr, name.len, " | ", 3);
}

/* A slip of the hand, or pinyin: "Compny", "xingming", 电话号马. */
static bool is_near(wn_str name, wn_str known)
{
    size_t length = wn_utf8_count(name), other = wn_utf8_count(known);

    if (wn_sounds_alike(name, known))
        return length >= 2;
    return length >= 5 && other >= 5 && name.ptr[0] == known.ptr[0] &&
           wn_edits(name, known) <= length / 5;
}

static void recognise_near(draft_column *c, wn_str name)
{
    for (const draft_meaning *m = draft_meanings; m->names && !c->meaning; m++) {
        wn_str rest = wn_str_of(m->names);
        while (rest.len > 0 && !c->meaning) {
            wn_str known = wn_str_cut(&rest, WN_STR(" "));
            if (is_near(name, known)) {
                c->meaning = m;
                c->near = known;
            }
        }
    }
}

void draft_recognise(draft_column *c)
{
    char folded[256];

    if (draft_is_expression(c->name))
        return; /* it will be kept: a pattern is taken as it is */
    wn_str name = wn_fold(c->name, folded, sizeof(folded));

    if (name.len > 3 && wn_str_ends(name, WN_STR("c")) && c->name.len > 3 &&
        wn_str_ends(c->name, WN_STR("__c")))
        name.len--; /* a custom field of Salesforce */
    for (size_t i = 0; i < WN_COUNT(bare_names); i++)
        c->bare = c->bare || wn_str_equal(name, wn_str_of(bare_names[i]));
    for (const draft_meaning *m = draft_meanings; m->names && !c->meaning; m++)
        if (listed(m->names, name))
            c->meaning = m;
    if (!c->meaning && !c->bare)
        recognise_near(c, name);
}

/* ---- values ----------------------------------------------------------------------- */

/* Types that a draft takes from values alone. Country, gender and the like are left
 * to a person: the field they belong to is not known. So are whole numbers: the first
 * rows do not show that 02134 is a code. */
static const char *const guessable[] = {"uscc", "cn_id",    "iban",  "vat",     "email",
                                        "url",  "datetime", "phone", "percent", "money"};

static void guess(draft_column *c)
{
    wn_profile_summary summary;

    if (draft_is_expression(c->name) || c->meaning || c->bare || !c->profile)
        return;
    wn_profile_sum(c->profile, &summary);
    for (size_t i = 0; i < WN_COUNT(guessable) && summary.type; i++)
        if (!strcmp(summary.type->name, guessable[i]))
            c->guessed = guessable[i];
}

/* Does the column say what a record is called? */
static bool is_name(const draft_column *c)
{
    return c->bare || (c->meaning && (!strcmp(c->meaning->type, "name") ||
                                      !strcmp(c->meaning->type, "company")));
}

/* Names, but not of the record. */
static const char other_names[] = "username loginname filename nickname pagename";

static bool is_called_name(const draft_column *c)
{
    char folded[256];
    wn_str name = wn_fold(c->name, folded, sizeof(folded));

    return !c->meaning && !c->guessed && !draft_is_expression(c->name) &&
           !listed(other_names, name) &&
           (wn_str_ends(name, WN_STR("name")) || wn_str_ends(name, WN_STR("名称")));
}

/* Records without a name are refused. Where no column is known for one, it is the first
 * that is called the name of something: "Site name". */
static void guess_name(draft_column *columns, size_t count)
{
    draft_column *found = NULL;

    for (size_t c = 0; c < count; c++) {
        if (is_name(&columns[c]))
            return;
        if (!found && is_called_name(&columns[c]))
            found = &columns[c];
    }
    if (found) {
        found->bare = true;
        found->near = WN_STR("Name");
    }
}

void draft_guess(draft_column *columns, size_t count)
{
    for (size_t c = 0; c < count; c++)
        guess(&columns[c]);
    guess_name(columns, count);
}

static bool is_key(const draft_column *c)
{
    const char *field = c->meaning ? c->meaning->fields[CONTACT] : NULL;

    return field && !strcmp(field, "contact_id") && !strcmp(c->meaning->type, "id");
}

/* Do two rows say the same in half of what both say, or more? */
static bool are_alike(const wn_record *a, const wn_record *b, size_t but)
{
    size_t both = 0, same = 0;

    for (size_t c = 0; c < a->source_count && c < b->source_count; c++) {
        if (c == but || !a->source[c].len || !b->source[c].len)
            continue;
        both++;
        same += wn_str_equal(a->source[c], b->source[c]);
    }
    return same * 2 >= both;
}

#define MOST_STRANGE 0.1 /* of the rows whose key came before */
#define MOST_EMPTY 0.1   /* of all: a record without a key would be refused */

static bool is_no_key(const wn_batch *rows, size_t column)
{
    wn_map first = {0};
    double again = 0, strange = 0, empty = 0;

    for (size_t r = 0; r < rows->count; r++) {
        const wn_record *row = &rows->records[r];
        bool is_new;
        if (column >= row->source_count || !row->source[column].len) {
            empty++;
            continue;
        }
        int64_t *at = wn_map_set(&first, wn_print_of(row->source[column]), &is_new);
        if (is_new)
            *at = (int64_t)r;
        again += !is_new;
        strange += !is_new && !are_alike(&rows->records[*at], row, column);
    }
    wn_map_release(&first);
    return strange > MOST_STRANGE * again || empty > MOST_EMPTY * (double)rows->count;
}

void draft_check_keys(draft_column *columns, size_t count, const wn_batch *rows)
{
    for (size_t c = 0; c < count; c++)
        if (is_key(&columns[c]) && is_no_key(rows, c)) {
            columns[c].meaning = NULL;
            columns[c].no_key = true;
        }
}

/* Names of the row as one number; 0: it has none. */
static int64_t name_of(const draft_column *columns, const wn_record *row)
{
    uint64_t hash = 0;
    char folded[256];

    for (size_t c = 0; c < row->source_count; c++) {
        wn_str name = is_name(&columns[c])
                          ? wn_fold(row->source[c], folded, sizeof(folded))
                          : WN_STR("");
        if (name.len)
            hash = wn_hash(name, hash + 1);
    }
    return (int64_t)hash;
}

void draft_name_keys(const draft_column *columns, size_t count, const wn_batch *rows,
                     wn_map *out)
{
    size_t key = 0;

    while (key < count && !is_key(&columns[key]))
        key++;
    for (size_t r = 0; r < rows->count && key < count; r++) {
        const wn_record *row = &rows->records[r];
        int64_t name = key < row->source_count && row->source_count <= count
                           ? name_of(columns, row)
                           : 0;
        if (name && row->source[key].len)
            *wn_map_set(out, wn_print_of(row->source[key]), NULL) = name;
    }
}

int draft_entity_of(const draft_column *columns, size_t count)
{
    int scores[ENTITY_COUNT] = {0}, best = CONTACT;
    bool company = false;

    for (size_t c = 0; c < count; c++) {
        for (int e = 0; e < ENTITY_COUNT && columns[c].meaning; e++)
            scores[e] += columns[c].meaning->speaks[e];
        company =
            company || (columns[c].meaning && columns[c].meaning->speaks[ACCOUNT] == 3);
    }
    for (size_t c = 0; c < count; c++) /* beside a company, a name is a full name */
        if (columns[c].bare)
            scores[company ? CONTACT : ACCOUNT] += company ? 4 : 2;
    for (int e = 0; e < ENTITY_COUNT; e++)
        if (scores[e] > scores[best])
            best = e;
    return best;
}
