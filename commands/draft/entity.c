/*
 * entity.c - what a table is a list of: by its columns, by the name of the sheet or file,
 * by its keys. A list that the model has no entity for becomes an entity of its own, but
 * never a list of people.
 */
#include "drafting.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#define OF_ITS_NAME 6 /* points for the entity that a sheet's or file's name says */
#define LEAST 3       /* points that an entity needs */
#define MOST 5        /* the same, if the name says a kind that the model does not have */

/* The name of the sheet, or of the file if the sheet has a default name like "Sheet1". */
static wn_str called(const draft_table *t)
{
    static const char *const plain[] = {"sheet",    "tabelle", "feuil",  "hoja", "foglio",
                                        "planilha", "blad",    "arkusz", "лист", "工作表",
                                        "シート",   "시트",    "sayfa"};
    wn_str name = draft_table_name(t), base = wn_path_base(wn_str_of(t->path));
    int64_t number;

    if (!name.len || wn_str_number(name, &number) || wn_str_equal(name, WN_STR("/")))
        return base;
    for (size_t i = 0; i < WN_COUNT(plain); i++)
        if (name.len >= strlen(plain[i]) &&
            wn_str_equal_nocase((wn_str){name.ptr, strlen(plain[i])},
                                wn_str_of(plain[i])))
            return base;
    return name;
}

/* Prose in one or two columns: text about the workbook, not a table. */
static bool is_prose(const draft *d, const draft_table *t)
{
    size_t filled = 0, characters = 0;

    if (t->count > 2 || t->rows.count > 100 || t->is_known)
        return false;
    for (size_t c = 0; c < t->count; c++) {
        if (t->columns[c].meaning)
            return false;
        filled += t->columns[c].filled;
        characters += t->columns[c].characters;
    }
    bool named = t->kind && !strcmp(t->kind, "read_me");
    return (t->input.table_count > 1 || (named && d->table_count > 1)) &&
           (named || (filled && characters > 25 * filled));
}

/* Points for the table's own key: "Ticket ID", different in each row. */
static void ask_ids(const draft *d, const draft_table *t, int *scores)
{
    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        size_t len = column->meaning ? strlen(column->meaning->name) : 0;
        if (len < 4 || strcmp(column->meaning->name + len - 3, "_id") ||
            !draft_is_unique(column) || column->filled < t->rows.count)
            continue;
        int e = draft_entity_find(d, (wn_str){column->meaning->name, len - 3});
        if (e >= 0 && t->rows.count > 1)
            scores[e] += t->kind && e == draft_entity_find(d, wn_str_of(t->kind)) ? 6 : 2;
    }
}

/* Points for a column that is just "Name": a person if there is a company column, else
 * what its values and the other columns say. */
static void ask_bare_name(const draft *d, const draft_table *t, int *scores)
{
    const draft_column *name = draft_column_for(t, "name");
    int account = draft_entity_find(d, WN_STR("account")),
        contact = draft_entity_find(d, WN_STR("contact"));

    if (!name)
        return;
    double people = draft_share(name, draft_is_person),
           companies = draft_share(name, draft_is_company);
    if (draft_column_for(t, "company"))
        scores[contact] += people >= .5 ? 6 : 4;
    else if (companies >= .3 || name->how == DRAFT_BY_LIKENESS)
        scores[account] += 4;
    else if (people < .3 && name->some_count > 0)
        scores[account] += 2;
    else
        scores[scores[contact] >= scores[account] ? contact : account] += 3;
}

/* Points for a list of customers. If the table is named so, or each row has its own
 * customer number, it is a list of companies, even if it also names contact persons. */
static void ask_customers(const draft *d, const draft_table *t, int *scores)
{
    const draft_column *name = draft_column_for(t, "name"),
                       *company = draft_column_for(t, "company");
    int account = draft_entity_find(d, WN_STR("account"));
    bool persons = draft_column_for(t, "person") || draft_column_for(t, "family_name");

    const draft_column *number = draft_column_for(t, "account_id");
    bool called_so = t->kind && !strcmp(t->kind, "account");
    bool numbered = !t->kind && number && draft_is_unique(number) &&
                    number->filled == t->rows.count &&
                    !draft_column_for(t, "contact_id") && !draft_column_for(t, "id");

    if (!name && company && draft_is_unique(company) && company->filled > 1)
        name = company;
    if ((called_so || (numbered && name == company)) && name && persons &&
        name->filled * 10 >= t->rows.count * 9)
        scores[account] += 10;
}

/* A table that only links records of two lists: deal_id, person_id, and hardly more. */
static bool is_between(const draft_table *t)
{
    size_t links = 0;

    for (size_t c = 0; c < t->count; c++)
        links += t->columns[c].meaning && !strcmp(t->columns[c].meaning->type, "link") &&
                 t->columns[c].filled > 0;
    return links >= 2 && links * 3 >= t->count * 2;
}

/* Mailboxes, numbers or addresses of people: rows have no name, but the number of a
 * person. */
static bool is_appendix(draft *d, const draft_table *t, int entity)
{
    static const char *const names[] = {"name",       "person",      "family_name",
                                        "given_name", "company",     "subject",
                                        "deal_name",  "product_name"};
    wn_str wanted =
        wn_arena_format(&d->arena, "%.*s_id", WN_FMT(d->entities[entity].name));

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (draft_column_for(t, names[i]))
            return false;
    if (is_between(t))
        return true;
    const draft_column *owner = draft_column_for(t, wanted.ptr),
                       *own = draft_column_for(t, "id");
    return owner && own && !draft_is_unique(owner);
}

/* Lists of leads and of users have the same columns as a list of people. Only the table's
 * name tells them apart, or a column that no other list has. */
static void ask_twins(const draft *d, const draft_table *t, int *scores)
{
    int lead = draft_entity_find(d, WN_STR("lead")),
        user = draft_entity_find(d, WN_STR("user"));
    bool is_lead = t->kind && !strcmp(t->kind, "lead"),
         is_user = t->kind && !strcmp(t->kind, "user");

    if (lead >= 0 && !is_lead && !draft_column_for(t, "lead_id"))
        scores[lead] = 0;
    if (user >= 0 && !is_user && !draft_column_for(t, "username") &&
        !draft_column_for(t, "manager_id"))
        scores[user] = 0;
}

/* Kinds of lists of people and companies: their names are used for each other. */
static bool is_of_people(const char *kind)
{
    return !strcmp(kind, "account") || !strcmp(kind, "contact") ||
           !strcmp(kind, "lead") || !strcmp(kind, "user");
}

/* Is it an entity of the model that ships, but not one of these two? */
static bool is_of_model(const draft *d, int entity, const char *but, const char *and_but)
{
    return entity >= 0 && d->entities[entity].in_model &&
           !wn_str_equal(d->entities[entity].name, wn_str_of(but)) &&
           !wn_str_equal(d->entities[entity].name, wn_str_of(and_but));
}

/* Orders, invoices, contracts name people and dates in every row, but are no lists of
 * people or activities. */
static bool is_trade(const draft *d, const char *kind, int entity)
{
    static const char *const kinds[] = {"order",        "order_line", "invoice",
                                        "invoice_line", "payment",    "contract",
                                        "vendor"};
    bool trade = false;

    for (size_t i = 0; kind && i < WN_COUNT(kinds); i++)
        trade = trade || !strcmp(kind, kinds[i]);
    return trade && is_of_model(d, entity, "deal", "product");
}

static bool is_name(const draft_column *c)
{
    static const char *const names[] = {"name",        "company",    "person",
                                        "family_name", "given_name", "nickname"};

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (draft_means(c, names[i]))
            return true;
    return false;
}

/* Do at least half of the rows have a name of a company or person? */
static bool is_named(const draft_table *t)
{
    size_t named = 0;

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        bool is = false;
        for (size_t c = 0; c < t->count && c < row->source_count && !is; c++)
            is = row->source[c].len > 0 && is_name(&t->columns[c]);
        named += is;
    }
    return named * 2 >= t->rows.count;
}

/* Customers may be people: a list of companies needs company names, a list of people
 * needs names of people. */
static int if_named(const draft *d, const draft_table *t, int best)
{
    int account = draft_entity_find(d, WN_STR("account"));
    const draft_column *company = draft_column_for(t, "company");
    bool persons = draft_column_for(t, "person") || draft_column_for(t, "family_name") ||
                   draft_column_for(t, "given_name");

    int contact = draft_entity_find(d, WN_STR("contact"));
    bool nobody = !persons && !draft_column_for(t, "name");
    if (best == contact && nobody && company && company->filled * 10 >= t->rows.count * 9)
        return account;
    if (best == contact && nobody && !company && !draft_column_for(t, "email") &&
        !draft_column_for(t, "mobile") && !draft_column_for(t, "contact_id"))
        return -1; /* it lists addresses or mailboxes */
    if (best != account || !persons || draft_column_for(t, "name") ||
        (company && company->filled * 10 >= t->rows.count * 9))
        return best;
    return draft_entity_find(d, WN_STR("contact"));
}

static int best_of(const int *scores, size_t count, int but)
{
    int best = -1;

    for (size_t e = 0; e < count; e++)
        if ((int)e != but && (best < 0 || scores[e] > scores[best]))
            best = (int)e;
    return best;
}

/* Does the list name people? */
static bool names_people(const draft_table *t)
{
    return draft_column_for(t, "person") || draft_column_for(t, "family_name") ||
           draft_column_for(t, "given_name") ||
           (draft_column_for(t, "name") && draft_column_for(t, "company"));
}

/* In a list of people, the company and columns about it do not count as points for a list
 * of companies. */
static bool is_of_company(const draft_column *c, bool people)
{
    if (draft_means(c, "company"))
        return people;
    return c->says.of == HEADING_OF_COMPANY && !draft_means(c, "account_id");
}

static int entity_by_columns(draft *d, draft_table *t, double *confidence)
{
    size_t count = d->entity_count;
    int *scores = wn_arena_alloc(&d->arena, count * sizeof(*scores));
    bool people = names_people(t);

    for (size_t c = 0; c < t->count; c++)
        for (size_t e = 0; e < count; e++)
            if (!is_of_company(&t->columns[c], people))
                scores[e] += (int)draft_speaks(d, t->columns[c].meaning, (int)e);
    int kind = t->kind ? draft_entity_find(d, wn_str_of(t->kind)) : -1;
    if (kind >= 0)
        scores[kind] += OF_ITS_NAME;
    if (kind >= 0 && scores[kind] > OF_ITS_NAME && !is_of_people(t->kind))
        scores[kind] += OF_ITS_NAME; /* because orders name their customers as well */
    ask_ids(d, t, scores);
    ask_bare_name(d, t, scores);
    ask_customers(d, t, scores);
    ask_twins(d, t, scores);
    int best = best_of(scores, count, -1);
    if (is_trade(d, t->kind, best))
        return kind;
    int next = best_of(scores, count, best);
    *confidence =
        1 - .5 * (next < 0 ? 0 : scores[next]) / (scores[best] ? scores[best] : 1);
    bool is_other = t->kind && kind < 0; /* the model has no entity for this kind */
    if (scores[best] < (is_other ? MOST : LEAST) || is_appendix(d, t, best))
        return -1;
    if (best == draft_entity_find(d, WN_STR("account")) && !is_named(t))
        return -1; /* each row would be refused, because it has no name */
    return if_named(d, t, best);
}

/* The entity that is named like the sheet or file; "_list" is added if the model has
 * another entity of that name. */
static int own_entity(draft *d, const draft_table *t)
{
    wn_str base = called(t);
    const char *dot = memrchr(base.ptr, '.', base.len);
    bool own_kind = t->kind && draft_entity_find(d, wn_str_of(t->kind)) < 0;
    wn_str name =
        own_kind ? wn_str_of(t->kind)
                 : draft_own_name(dot && base.ptr == wn_path_base(wn_str_of(t->path)).ptr
                                      ? (wn_str){base.ptr, (size_t)(dot - base.ptr)}
                                      : base,
                                  &d->arena);

    if (name.len == 0)
        name = WN_STR("list");
    int known = draft_entity_find(d, name);
    if (known >= 0 && d->entities[known].in_model)
        name = wn_arena_format(&d->arena, "%.*s_list", WN_FMT(name));
    known = draft_entity_find(d, name);
    return known >= 0 ? known : draft_entity_add(d, name, false);
}

bool draft_is_otherwise(const draft *d, draft_table *t)
{
    wn_pack_match match = t->match;
    wn_arena arena = {0};
    const char *kind = t->called;

    if (strcmp(wn_pack_name(match.pack), "chinese") != 0)
        return false; /* packs of one system: file names prove nothing */
    match.node = t->parts[0].node;
    int entity = kind ? draft_entity_find(d, wn_str_of(kind)) : -1;
    bool otherwise = is_of_model(d, entity, "account", "contact") && t->part_count > 0 &&
                     entity != t->parts[0].entity &&
                     wn_pack_id(&match, &t->input, &arena).len == 0;
    for (size_t c = 0; otherwise && c < t->count; c++)
        t->columns[c].is_packed = false;
    t->is_known = t->is_known && !otherwise;
    wn_arena_release(&arena);
    return otherwise;
}

void draft_read_names(draft *d)
{
    for (size_t i = 0; i < d->table_count; i++)
        d->tables[i]->called = heading_kind_of(called(d->tables[i]));
}

/* The kind that the table's name says, or the name of a table with the same columns:
 * "zam.csv" beside "orders". */
static const char *kind_of(const draft *d, const draft_table *t)
{
    const char *kind = t->called;

    for (size_t i = 0; !kind && t->count > 2 && i < d->table_count; i++)
        if (d->tables[i]->header == t->header)
            kind = d->tables[i]->called;
    return kind;
}

void draft_decide_entity(draft *d, draft_table *t)
{
    double confidence = 1;
    draft_part *part = &t->parts[0];
    wn_str answer = draft_answer(d, t, WN_STR(""), WN_DOUBT_ENTITY);

    *part = (draft_part){.key_column = -1};
    t->part_count = 1;
    t->kind = kind_of(d, t);
    if (wn_str_equal(answer, WN_STR("-")) || (!answer.len && is_prose(d, t))) {
        t->skipped = answer.len ? WN_STR("not wanted") : WN_STR("text, no table");
        t->part_count = 0;
        draft_doubt(d, t, NULL, WN_DOUBT_TABLE, .8, 1, WN_SAY_DOUBT_PROSE,
                    WN_FMT(draft_shown(d, t)));
        return;
    }
    part->entity =
        answer.len ? draft_entity_find(d, answer) : entity_by_columns(d, t, &confidence);
    if (part->entity < 0) {
        part->entity = own_entity(d, t);
        confidence = .5;
    }
    if (!answer.len)
        draft_doubt(d, t, NULL, WN_DOUBT_ENTITY, confidence, 3, WN_SAY_DOUBT_ENTITY,
                    WN_FMT(draft_shown(d, t)), WN_FMT(d->entities[part->entity].name));
}
