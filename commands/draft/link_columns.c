/*
 * link_columns.c - which column of a table points to the records of another. A column's
 * name shows it, and its values: most of them are keys of the other table. If nearly all
 * values are keys there, it is a link, whatever its name is.
 */
#include "drafting.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define OFTEN .5   /* share of values that must be keys, if the name is known */
#define ALMOST .8  /* the same, if the name is similar to a known one */
#define ALWAYS .95 /* the same, if the name says nothing */
#define SEVERAL 3
#define FAR 6 /* steps from entity to entity that are followed */

/* Meanings that point to an entity although the model that ships has no link or key of
 * that name. */
static const struct {
    const char *meaning, *entity;
} pointing[] = {{"owner", "user"},     {"sku", "product"},    {"vendor_id", "vendor"},
                {"order_id", "order"}, {"order_no", "order"}, {"invoice_no", "invoice"}};

/* The entity that the model's field of this name points to, or is the key of; -1:
 * none. */
static int model_points_to(const draft *d, const char *meaning)
{
    for (size_t e = 0; e < d->entity_count; e++) {
        const draft_field *field = draft_model_field(d, (int)e, wn_str_of(meaning));
        if (field && field->target.len)
            return draft_entity_find(d, field->target);
        if (field && field == d->entities[e].model) /* the key stands first */
            return (int)e;
    }
    return -1;
}

static int points_to(const draft *d, const draft_column *c)
{
    size_t i = 0;
    int known = c->meaning ? model_points_to(d, c->meaning->name) : -1;

    if (known >= 0)
        return known;
    for (; c->meaning && i < WN_COUNT(pointing); i++)
        if (!strcmp(c->meaning->name, pointing[i].meaning))
            break;
    if (!c->meaning) /* no meaning: "Client" over numbers may be named like a list */
        return heading_kind_of(c->name)
                   ? draft_entity_find(d, wn_str_of(heading_kind_of(c->name)))
                   : -1;
    if (i == WN_COUNT(pointing))
        return -1;
    int entity = draft_entity_find(d, wn_str_of(pointing[i].entity));
    bool vendor = !strcmp(pointing[i].entity, "vendor"); /* or among the companies */
    return entity < 0 && vendor ? draft_entity_find(d, WN_STR("account")) : entity;
}

typedef struct target {
    const draft_table *table;
    const draft_part *part;
    double hits; /* share of the values that are keys there */
} target;

/* The part that has the most of the column's values as keys; `entity`: only parts of it,
 * -1: of any. */
static target best_target(const draft *d, const draft_table *t, const draft_column *c,
                          int entity)
{
    target best = {0};

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            const draft_table *other = d->tables[i];
            const draft_part *part = &other->parts[p];
            if (part->key_column < 0 || (entity >= 0 && part->entity != entity) ||
                &other->columns[part->key_column] == c)
                continue;
            double hits = draft_inclusion(c, &other->columns[part->key_column]);
            bool same_file = best.table && best.hits == hits && other->path == t->path;
            if (!best.table || hits > best.hits || same_file)
                best = (target){other, part, hits};
        }
    return best;
}

static bool is_same_name(const draft_column *a, const draft_column *b)
{
    return wn_fold_equal(a->name, b->name);
}

/* The best target in other tables: for "Customer No." if customers are people, or a key
 * of the same name. */
static target other_target(const draft *d, const draft_table *t, const draft_column *c)
{
    static const char *const parties[] = {"account", "contact", "lead", "vendor"};
    int wanted = points_to(d, c);
    target best = {0};
    bool points = false;

    for (size_t i = 0; i < WN_COUNT(parties); i++)
        points |= wanted == draft_entity_find(d, wn_str_of(parties[i]));
    for (size_t i = 0; c->distinct > 1 && i < d->table_count; i++)
        for (size_t p = 0; d->tables[i] != t && p < d->tables[i]->part_count; p++) {
            const draft_table *other = d->tables[i];
            const draft_part *part = &other->parts[p];
            if (part->key_column < 0)
                continue;
            const draft_column *key = &other->columns[part->key_column];
            bool is_party = false;
            for (size_t k = 0; k < WN_COUNT(parties); k++)
                is_party |= part->entity == draft_entity_find(d, wn_str_of(parties[k]));
            if (!is_same_name(c, key) && !(is_party && points))
                continue;
            double hits = draft_inclusion(c, key);
            if (hits >= ALMOST && hits > best.hits)
                best = (target){other, part, hits};
        }
    return best;
}

/* Do records of one entity point to the other, in at most `depth` steps? */
static bool leads_to(const draft *d, int from, int to, unsigned depth)
{
    const draft_entity *e = &d->entities[from];

    if (from == to)
        return true;
    for (size_t i = 0; depth > 0 && i < e->model_count; i++) {
        int next = draft_entity_find(d, e->model[i].target);
        if (e->model[i].target.len && next >= 0 && next != from &&
            leads_to(d, next, to, depth - 1))
            return true;
    }
    for (size_t i = 0; depth > 0 && i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            const draft_part *part = &d->tables[i]->parts[p];
            for (size_t c = 0; part->entity == from && c < d->tables[i]->count; c++)
                if (part->links[c] >= 0 && part->links[c] != from &&
                    leads_to(d, part->links[c], to, depth - 1))
                    return true;
        }
    return false;
}

/* Can a column point somewhere by its values alone? */
static bool may_point(const draft_table *t, const draft_column *c, const target *to)
{
    const draft_column *key = &to->table->columns[to->part->key_column];
    bool own = to->table == t;

    if (!draft_is_telling(c) && c->distinct < SEVERAL) /* a company may be called "1" */
        return false;
    return !own && to->hits >= ALWAYS && draft_is_unique(key) &&
           (!c->meaning || !strcmp(c->meaning->type, "link") ||
            !strcmp(c->meaning->type, "id") || draft_means(c, "company"));
}

/* The column with the names of the part's records; NULL: none. */
static const draft_column *name_of(const draft_table *t, const draft_part *part)
{
    static const char *const meanings[] = {"company", "name", "person"};

    for (size_t i = 0; i < WN_COUNT(meanings); i++) {
        const draft_column *c = draft_column_for(t, meanings[i]);
        if (c && (!part->has || part->has[c - t->columns]))
            return c;
    }
    return NULL;
}

/* Does the column hold the names of the entity's records, while their key is a number?
 * Then it cannot link; noted as a doubt, unless another column links the two. */
static bool names_records(const draft_table *t, const draft_part *part,
                          const draft_column *c, int entity, draft *d)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            const draft_table *other = d->tables[i];
            const draft_part *of = &other->parts[p];
            const draft_column *name = name_of(other, of);
            if (of->entity != entity || of->key_column < 0 || !name || name == c ||
                name == &other->columns[of->key_column] ||
                draft_inclusion(c, name) < OFTEN)
                continue;
            for (size_t k = 0; k < t->count; k++)
                if (part->links[k] == entity)
                    return true;
            draft_doubt(d, t, c, WN_DOUBT_LINK, .5, 2, WN_SAY_DOUBT_LINK_NAMES,
                        WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                        WN_FMT(draft_shown(d, other)));
            return true;
        }
    return false;
}

/* "Customer No." in a list of customers that has another key: it is the row's own number,
 * not a link. */
static bool is_own_number(const draft_table *t, const draft_part *part,
                          const draft_column *c, int entity, const target *to)
{
    return entity == part->entity && (!to->table || to->table == t) &&
           !draft_means(c, "parent_id") && !draft_means(c, "manager_id") &&
           !draft_means(c, "owner");
}

static void settle(draft *d, draft_table *t, draft_part *part, size_t at)
{
    draft_column *c = &t->columns[at];
    int entity = points_to(d, c);
    bool named = entity >= 0;
    wn_str answer = draft_answer(d, t, c->name, WN_DOUBT_LINK);

    if (c->filled == 0 || draft_is_expression(c->name) ||
        (!named && !draft_is_telling(c) && !draft_means(c, "company")) ||
        wn_str_equal(answer, WN_STR("-")))
        return;
    target to = best_target(
        d, t, c,
        draft_means(c, "company") ? draft_entity_find(d, WN_STR("account")) : entity);
    target other = named && to.hits < OFTEN ? other_target(d, t, c) : (target){0};
    if (other.table) {
        to = other;
        entity = to.part->entity;
    }
    if (is_own_number(t, part, c, entity, &to))
        return;
    bool is_link = named && c->meaning && !strcmp(c->meaning->type, "link");
    if (!to.table) {
        if (is_link)
            draft_doubt(d, t, c, WN_DOUBT_LINK, .6, 1, WN_SAY_DOUBT_LINK_ABSENT,
                        WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                        WN_FMT(d->entities[entity].name));
        return;
    }
    bool good = named ? to.hits >= OFTEN || (is_link && to.hits > 0) ||
                            (is_link && !to.table->is_whole)
                      : may_point(t, c, &to);
    if (!good) {
        if (is_link && !names_records(t, part, c, to.part->entity, d))
            draft_doubt(d, t, c, WN_DOUBT_LINK, .4, 2, WN_SAY_DOUBT_LINK_NOWHERE,
                        WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                        WN_FMT(draft_shown(d, to.table)));
        return;
    }
    if (to.part->entity != part->entity &&
        leads_to(d, to.part->entity, part->entity, FAR)) {
        draft_doubt(d, t, c, WN_DOUBT_LINK, .6, 1, WN_SAY_DOUBT_LINK_RING,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                    WN_FMT(draft_shown(d, to.table)));
        return;
    }
    part->links[at] = to.part->entity;
    if (to.hits < 1 && to.table->is_whole)
        draft_doubt(d, t, c, WN_DOUBT_LINK, to.hits, 2, WN_SAY_DOUBT_LINK_SOME,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                    (size_t)((1 - to.hits) * (double)c->distinct + .5), c->distinct,
                    WN_FMT(draft_shown(d, to.table)));
    else if (!is_link)
        draft_doubt(d, t, c, WN_DOUBT_LINK, .85, 1, WN_SAY_DOUBT_LINK_FOUND,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name),
                    WN_FMT(draft_shown(d, to.table)));
    part->kin = part->kin ? part->kin : to.part;
}

/* In a table that is split, people point to the companies of the same rows by name. */
static void link_to_companies(draft *d, draft_table *t)
{
    int account = draft_entity_find(d, WN_STR("account"));

    if (t->part_count == 2 && t->parts[0].once)
        t->parts[1].links[t->parts[0].key_column] = account;
}

/* Note tables that name companies of another list, without their number. */
static void look_for_names(draft *d)
{
    int account = draft_entity_find(d, WN_STR("account"));

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            draft_table *t = d->tables[i];
            const draft_column *company = draft_column_for(t, "company");
            if (company && t->parts[p].entity != account && company->filled > 0 &&
                t->parts[p].links[company - t->columns] < 0)
                names_records(t, &t->parts[p], company, account, d);
        }
}

void draft_find_links(draft *d)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            draft_table *t = d->tables[i];
            draft_part *part = &t->parts[p];
            part->links = wn_alloc(t->count + 1, sizeof(*part->links));
            for (size_t c = 0; c < t->count; c++)
                part->links[c] = -1;
        }
    for (size_t i = 0; i < d->table_count; i++) {
        draft_table *t = d->tables[i];
        for (size_t p = 0; p < t->part_count; p++)
            for (size_t c = 0; c < t->count; c++)
                if ((int)c != t->parts[p].key_column && !t->columns[c].is_packed &&
                    (!t->parts[p].has || t->parts[p].has[c]))
                    settle(d, t, &t->parts[p], c);
        link_to_companies(d, t);
    }
    draft_link_by_names(d);
    look_for_names(d);
}
