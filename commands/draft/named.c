/*
 * named.c - lists of companies that other tables point to by name and not by number:
 * "Company" in a list of people. If the names are unique, they become the keys, so that
 * the records link.
 */
#include "drafting.h"

#include "core/memory.h"

#include <stdlib.h>

#define OFTEN .5 /* share of values that must be names there */

/* Are the cells of the part's rows all filled and all different? */
static bool tells(const draft_table *t, const draft_part *part, size_t column)
{
    wn_map seen = {0};
    bool tells = t->rows.count > 0;

    for (size_t r = 0; r < t->rows.count && tells; r++) {
        const wn_record *row = &t->rows.records[r];
        if (part->rows && !part->rows[r])
            continue;
        tells = column < row->source_count && row->source[column].len > 0;
        if (tells)
            wn_map_set(&seen, wn_fingerprint_of(row->source[column]), &tells);
    }
    wn_map_release(&seen);
    return tells;
}

/* The column with the names of the part's companies; NULL: there is none, or two
 * companies share a name. */
static const draft_column *name_of(const draft_table *t, const draft_part *part)
{
    for (size_t c = 0; c < t->count; c++)
        if ((draft_means(&t->columns[c], "company") ||
             draft_means(&t->columns[c], "name")) &&
            (!part->has || part->has[c]) && !draft_is_expression(t->columns[c].name) &&
            tells(t, part, c))
            return &t->columns[c];
    return NULL;
}

/* Does the column of the part say to which company a record belongs, by name or
 * number? */
static bool points(const draft_part *part, const draft_column *c, int account)
{
    bool parent = draft_means(c, "parent_company") || draft_means(c, "parent_id");

    return parent || (part->entity != account &&
                      (draft_means(c, "company") || draft_means(c, "account_id")));
}

typedef struct pointer {
    draft_table *table;
    draft_part *part;
    draft_column *column;
} pointer;

/* Share of the values that are company names. For the name column itself: 1 if rows of
 * people also fill it, with their companies. */
static double share_of(const pointer *from, const draft_column *names)
{
    const draft_table *t = from->table;
    size_t at = (size_t)(from->column - t->columns);

    if (from->column != names)
        return from->column->filled ? draft_inclusion(from->column, names) : 0;
    for (size_t r = 0; from->part->rows && r < t->rows.count; r++)
        if (from->part->rows[r] && at < t->rows.records[r].source_count &&
            t->rows.records[r].source[at].len)
            return 1;
    return 0;
}

/* The next column that points to companies; `at` is the position to go on from. */
static bool next_pointer(const draft *d, size_t at[3], int account, pointer *out)
{
    for (; at[0] < d->table_count; at[0]++, at[1] = 0)
        for (; at[1] < d->tables[at[0]]->part_count; at[1]++, at[2] = 0)
            while (at[2] < d->tables[at[0]]->count) {
                draft_table *t = d->tables[at[0]];
                *out = (pointer){t, &t->parts[at[1]], &t->columns[at[2]++]};
                bool has = !out->part->has || out->part->has[out->column - t->columns];
                if (has && points(out->part, out->column, account))
                    return true;
            }
    return false;
}

/* Add a part for companies that only rows of people name, once each, beside the companies
 * that have rows of their own. */
static void add_companies_of_people(draft *d, draft_table *t, const draft_column *names)
{
    const draft_part *people = &t->parts[1];
    pointer of_people = {t, &t->parts[1], &t->columns[names - t->columns]};

    if (!draft_means(names, "company") || t->part_count != 2 || !people->rows ||
        !people->has[names - t->columns] || share_of(&of_people, names) == 0)
        return;
    t->parts[2] =
        (draft_part){.entity = t->parts[0].entity,
                     .where = wn_arena_format(&d->arena, "%.*s and %.*s filled",
                                              WN_FMT(people->where), WN_FMT(names->name)),
                     .once = true,
                     .key = names->name,
                     .key_column = (int)(names - t->columns),
                     .has = wn_alloc(t->count + 1, sizeof(bool))};
    t->parts[2].has[names - t->columns] = true;
    t->part_count = 3;
}

static void choose(draft *d, draft_table *t, draft_part *part)
{
    const draft_column *names = name_of(t, part);
    size_t at[3] = {0};
    bool wanted = t->part_count == 2 && t->parts[1].is_beside && part->key_column < 0;
    pointer from;
    const draft_column *key =
        part->key_column >= 0 ? &t->columns[part->key_column] : NULL;

    if (!names || names == key ||
        !t->is_whole) /* rows that were not read may repeat a name */
        return;
    while (next_pointer(d, at, part->entity, &from)) {
        if (key && from.column != key && draft_inclusion(from.column, key) >= OFTEN)
            return; /* the others point to the company's number */
        wanted = wanted || (share_of(&from, names) >= OFTEN && from.column != names) ||
                 (key && from.part != part && share_of(&from, names) >= OFTEN);
    }
    if (!wanted)
        return;
    part->by_name = true;
    part->number_column = part->key_column;
    part->key_column = (int)(names - t->columns);
    part->key = names->name;
    draft_doubt(d, t, names, WN_DOUBT_KEY, .8, 1, WN_SAY_DOUBT_KEY_NAME,
                WN_FMT(draft_shown(d, t)), WN_FMT(names->name));
    if (part == &t->parts[0])
        add_companies_of_people(d, t, names);
}

void draft_key_by_names(draft *d)
{
    int account = draft_entity_find(d, WN_STR("account"));

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++)
            if (d->tables[i]->parts[p].entity == account && !d->tables[i]->is_known &&
                !d->tables[i]->parts[p].once &&
                !draft_answer(d, d->tables[i], WN_STR(""), WN_DOUBT_KEY).len)
                choose(d, d->tables[i], &d->tables[i]->parts[p]);
}

static void link_to(draft *d, draft_table *t, draft_part *part)
{
    const draft_column *names = &t->columns[part->key_column];
    size_t at[3] = {0};
    pointer from;

    while (next_pointer(d, at, part->entity, &from)) {
        int *link = &from.part->links[from.column - from.table->columns];
        bool linked = false;
        double hits = share_of(&from, names);
        for (size_t c = 0; c < from.table->count; c++)
            linked = linked || from.part->links[c] == part->entity;
        if (linked || hits < OFTEN || (from.part == part && from.column == names))
            continue;
        *link = part->entity;
        from.part->kin = from.part->kin ? from.part->kin : part;
        draft_doubt(d, from.table, from.column, WN_DOUBT_LINK, .85, 1,
                    WN_SAY_DOUBT_LINK_FOUND, WN_FMT(draft_shown(d, from.table)),
                    WN_FMT(from.column->name), WN_FMT(draft_shown(d, t)));
    }
}

/* Link by name those columns that have no link yet. */
void draft_link_by_names(draft *d)
{
    int account = draft_entity_find(d, WN_STR("account"));

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            draft_table *t = d->tables[i];
            draft_part *part = &t->parts[p];
            if (part->entity == account && !part->once && part->key_column >= 0 &&
                name_of(t, part) == &t->columns[part->key_column])
                link_to(d, t, part);
        }
}
