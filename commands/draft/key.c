/*
 * key.c - chooses the key of a table: the column that is named like the record's number
 * and really identifies records.
 */
#include "drafting.h"

#include "core/memory.h"

#include <string.h>

/* Of the columns that both rows fill, do at least half agree? */
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

#define MOST_STRANGE 0.1 /* share of the rows that repeat a key */
#define MOST_EMPTY 0.1   /* of all rows: a record without a key would be refused */

/* Is the column no key? So if rows that share a value differ (a company's number in a
 * list of its people), or if many rows are empty. */
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
        int64_t *at = wn_map_set(&first, wn_fingerprint_of(row->source[column]), &is_new);
        if (is_new)
            *at = (int64_t)r;
        again += !is_new;
        strange += !is_new && !are_alike(&rows->records[*at], row, column);
    }
    wn_map_release(&first);
    return strange > MOST_STRANGE * again || empty > MOST_EMPTY * (double)rows->count;
}

/* Is it the key of another table's records: "Customer No." in a list of people? */
static bool is_foreign(const draft *d, const draft_table *t, const draft_part *part,
                       const draft_column *c)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; d->tables[i] != t && p < d->tables[i]->part_count; p++) {
            const draft_table *other = d->tables[i];
            const draft_part *of = &other->parts[p];
            if (of->entity == part->entity || of->key_column < 0)
                continue;
            const draft_column *key = &other->columns[of->key_column];
            bool same_name = wn_fold_equal(c->name, key->name);
            bool plain = c->name.len <= 3; /* "id", "No.": belongs to the table itself */
            if (!plain && (same_name || c->says.of != HEADING_OF_NOBODY) &&
                draft_inclusion(c, key) >= .5)
                return true;
        }
    return false;
}

/* How well the column's name fits as the number of this entity; 0: not at all. */
static int suits(const draft *d, const draft_part *part, const draft_column *c)
{
    wn_str entity = d->entities[part->entity].name;
    const char *m = c->meaning ? c->meaning->name : "";
    size_t len = strlen(m);

    wn_str end = {m + entity.len, len > entity.len ? len - entity.len : 0};

    if ((wn_str_equal(end, WN_STR("_id")) || wn_str_equal(end, WN_STR("_no"))) &&
        !memcmp(m, entity.ptr, entity.len))
        return 4;
    if (!strcmp(m, "id")) /* a column named just "id" is better than any other */
        return c->name.len == 2 ? 5 : 3;
    if (!strcmp(m, "sku") && wn_str_equal(entity, WN_STR("product")))
        return 2;
    if (!strcmp(m, "external_id"))
        return 1;
    bool people = wn_str_equal(entity, WN_STR("contact")) ||
                  wn_str_equal(entity, WN_STR("account")) ||
                  wn_str_equal(entity, WN_STR("lead"));
    return people && (!strcmp(m, "account_id") || !strcmp(m, "contact_id") ||
                      !strcmp(m, "vendor_id"))
               ? 1
               : 0;
}

/* The column that fits best, if it fits at least this well; -1: none. */
static int best_key(draft *d, draft_table *t, const draft_part *part, int least)
{
    int best = -1, most = least - 1;

    for (size_t c = 0; c < t->count; c++) {
        draft_column *column = &t->columns[c];
        int suit = suits(d, part, column);
        if (suit <= most || draft_is_expression(column->name) || column->is_packed ||
            (part->has && !part->has[c]) || is_foreign(d, t, part, column))
            continue;
        /* rows of an unknown entity are not merged into one record: an order has many
         * lines */
        bool twice = !d->entities[part->entity].in_model && !draft_is_unique(column);
        if (twice || is_no_key(&t->rows, c)) {
            column->no_key = true;
            continue;
        }
        best = (int)c;
        most = suit;
    }
    return best;
}

/* One word of capitals or digits, at most 24 bytes long. */
static bool is_code(wn_str value)
{
    size_t said = 0;

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if ((unsigned char)c <= ' ' || c == '@' || (c >= 'a' && c <= 'z'))
            return false;
        said += (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
    return said > 0 && value.len <= 24;
}

/* 1, 2, 3, ...: the number of the row, not of a record. */
static bool is_count_of_rows(const draft_table *t, size_t column)
{
    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        int64_t number;
        if (column >= row->source_count || !wn_str_number(row->source[column], &number) ||
            number != (int64_t)r + 1)
            return false;
    }
    return true;
}

/* "Opp No", 序列号: a number of something unknown. */
static bool ends_as_number(draft *d, const draft_column *c)
{
    static const char *const ends[] = {"no",   "nr",     "num",     "id",
                                       "code", "number", "nummer",  "numero",
                                       "kod",  "hao",    "bianhao", "bianma"};
    wn_str name = draft_own_name(c->name, &d->arena);

    for (size_t i = 0; i < WN_COUNT(ends); i++)
        if (wn_str_ends(name, wn_str_of(ends[i])))
            return true;
    return false;
}

/* A column without a meaning that has a different code in each row: the first column, or
 * one that is named like a number. -1: there is none. */
static int unknown_key(draft *d, const draft_table *t, const draft_part *part)
{
    int best = -1;

    for (size_t c = t->count; c-- > 0;) {
        const draft_column *column = &t->columns[c];
        bool counted = draft_means(column, "row_no");
        bool known = (column->meaning && !counted) || column->guessed ||
                     column->is_packed || draft_is_expression(column->name) ||
                     (part->has && !part->has[c]);
        bool number =
            counted ? !is_count_of_rows(t, c) : c == 0 || ends_as_number(d, column);
        if (!known && number && t->is_whole && t->rows.count > 1 &&
            column->filled == t->rows.count && draft_is_unique(column) &&
            draft_share(column, is_code) == 1 && !is_foreign(d, t, part, column))
            best = (int)c;
    }
    if (best >= 0)
        draft_doubt(d, t, &t->columns[best], WN_DOUBT_KEY, .8, 1, WN_SAY_DOUBT_KEY_FOUND,
                    WN_FMT(draft_shown(d, t)), WN_FMT(t->columns[best].name));
    return best;
}

static void choose_key(draft *d, draft_table *t, draft_part *part)
{
    wn_str answer = draft_answer(d, t, WN_STR(""), WN_DOUBT_KEY);
    int best = answer.len ? wn_input_column(&t->input, answer) : best_key(d, t, part, 2);

    if (best < 0) /* the number of something else, if it identifies the records */
        best = best_key(d, t, part, 1);
    if (best < 0)
        best = unknown_key(d, t, part);
    part->key_column = best;
    part->key = best >= 0 ? t->columns[best].name : WN_STR("");
    if (best >= 0)
        t->columns[best].no_key = false;
}

/* If the pack's records have a number, the number is the key. The pack may join other
 * columns to it for files in which numbers are missing. */
static void choose_pack_key(draft *d, draft_table *t, draft_part *part)
{
    wn_pack_match match = t->match;

    match.node = part->node;
    wn_str id = wn_pack_id(&match, &t->input, &d->arena);
    int at = id.len ? wn_input_column(&t->input, id) : -1;

    part->key = wn_pack_key(&match, &t->input, &d->arena);
    if (at < 0) { /* a column that the pack does not use may be the record's number */
        at = best_key(d, t, part, 3);
        at = at >= 0 && !t->columns[at].no_key ? at : -1;
    }
    if (at >= 0 && draft_is_unique(&t->columns[at]) &&
        t->columns[at].filled == t->rows.count)
        part->key = t->columns[at].name;
    part->key_column = wn_input_column(&t->input, part->key);
}

void draft_choose_keys(draft *d, bool companies)
{
    int account = draft_entity_find(d, WN_STR("account"));

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            draft_table *t = d->tables[i];
            draft_part *part = &t->parts[p];
            if ((part->entity == account) != companies)
                continue;
            if (t->is_known)
                choose_pack_key(d, t, part);
            if (!part->once && part->key.len == 0)
                choose_key(d, t, part);
        }
}
