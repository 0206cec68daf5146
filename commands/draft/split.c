/*
 * split.c - a table that is two lists in one: companies and people.
 *
 * A column may say which a row is (is_company), or some rows name a company and no
 * person. A list of people may also describe their companies (industry, tax id, the
 * company's own e-mail): then each company becomes a record once.
 */
#include "drafting.h"

#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#include "side_words.inc"

enum { PERSON, COMPANY, NEITHER };

/* Small letters without accents, and nothing else. */
static wn_str fold(wn_str s, char *out, size_t room)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len && len + 4 < room;) {
        uint32_t c = wn_fold_letter(wn_simplified(wn_narrow(wn_utf8_next(s, &at))));
        if (wn_is_letter(c) || (c >= '0' && c <= '9'))
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

static int side_of(wn_str value)
{
    char room[128];
    const char *side = lookup_find(&side_words, fold(value, room, sizeof(room)));

    return !side ? NEITHER : *side == 'c' ? COMPANY : PERSON;
}

/* Whether the row is a company, by a column that means is_company: true, yes, 1. */
static int side_of_flag(wn_str value)
{
    const wn_transform *type = wn_transform_find(WN_STR("bool"));
    wn_arena arena = {0};
    wn_cleaned out = {.value = value};
    wn_verdict verdict = type->apply(value, wn_config_new(type, &arena), &arena, &out);
    int side = verdict != WN_CLEAN ? NEITHER
               : wn_str_equal(out.value, WN_STR("1")) ||
                       wn_str_equal_nocase(out.value, WN_STR("true"))
                   ? COMPANY
                   : PERSON;

    wn_arena_release(&arena);
    return side;
}

/* The column that says for each row whether it is a company or a person. Its values for
 * companies are written to `out` ("A | B"). NULL: there is none. */
static const draft_column *find_flag(const draft_table *t, wn_buf *out)
{
    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        bool flag = draft_means(column, "is_company");
        size_t sides[3] = {0};
        out->len = 0;
        for (size_t i = 0; column->distinct <= 8 && i < column->some_count; i++) {
            int side = flag ? side_of_flag(column->some[i]) : side_of(column->some[i]);
            sides[side]++;
            if (side == COMPANY)
                wn_buf_format(out, "%s%.*s", sides[COMPANY] > 1 ? " | " : "",
                              WN_FMT(column->some[i]));
        }
        if (sides[COMPANY] > 0 && (sides[PERSON] > 0 || flag) && sides[NEITHER] <= 1 &&
            !memchr(column->name.ptr, '=', column->name.len))
            return column;
    }
    return NULL;
}

/* Is the column about a person, not the company: a name, a way to reach them? */
static bool is_of_person(const draft_column *c)
{
    static const char *const meanings[] = {"person",      "family_name", "given_name",
                                           "middle_name", "email",       "mobile"};

    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (draft_means(c, meanings[i]))
            return c->says.of != HEADING_OF_COMPANY;
    return false;
}

static bool is_name_of_person(const draft_column *c)
{
    return is_of_person(c) && !draft_means(c, "email") && !draft_means(c, "mobile");
}

/* The names of the columns for which `is` is true, "A | B". */
static wn_str columns_that(draft *d, const draft_table *t,
                           bool (*is)(const draft_column *c))
{
    wn_str all = WN_STR("");

    for (size_t c = 0; c < t->count; c++)
        if (is(&t->columns[c]) && !draft_is_expression(t->columns[c].name))
            all = wn_arena_format(&d->arena, "%.*s%s%.*s", WN_FMT(all),
                                  all.len ? " | " : "", WN_FMT(t->columns[c].name));
    return all;
}

static size_t rows_without(const draft_table *t, bool (*is)(const draft_column *c),
                           const draft_column *but)
{
    size_t without = 0;

    for (size_t r = 0; r < t->rows.count; r++) {
        bool any = false, filled = !but;
        for (size_t c = 0; c < t->count && !any; c++)
            any = is(&t->columns[c]) && wn_record_cell(&t->rows.records[r], c).len > 0;
        if (but)
            filled =
                wn_record_cell(&t->rows.records[r], (size_t)(but - t->columns)).len > 0;
        without += !any && filled;
    }
    return without;
}

/* ---- what belongs to the company ----------------------------------------------------
 */

/* Do rows of the same company have the same value in this column? Few exceptions are
 * allowed. */
static bool follows_from(const draft_table *t, size_t column, size_t company)
{
    wn_map first = {0};
    size_t same = 0, other = 0;

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        bool is_new;
        if (wn_record_cell(row, company).len == 0 || wn_record_cell(row, column).len == 0)
            continue;
        int64_t *at =
            wn_map_set(&first, wn_fingerprint_of(wn_record_cell(row, company)), &is_new);
        if (is_new) {
            *at = (int64_t)r;
            continue;
        }
        bool equal = wn_str_equal(wn_record_cell(&t->rows.records[*at], column),
                                  wn_record_cell(row, column));
        same += equal;
        other += !equal;
    }
    wn_map_release(&first);
    return same >= 2 && other * 20 <= same + other && t->columns[column].distinct > 1;
}

/* Does the meaning belong to the company, if its values follow from the company? */
static bool may_follow(const draft_column *c)
{
    static const char *const meanings[] = {"industry", "address", "website", "postcode",
                                           "city",     "state",   "country"};

    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (draft_means(c, meanings[i]))
            return true;
    return false;
}

/* Mark the columns that belong to the company. Returns how many of them say more than its
 * name and place. */
static size_t mark_company(const draft *d, const draft_table *t, int people,
                           size_t company, bool *has)
{
    int account = draft_entity_find(d, WN_STR("account"));
    size_t found = 0;

    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        if (c == company || is_name_of_person(column) ||
            draft_is_expression(column->name))
            continue;
        bool own = column->meaning && draft_field_for(d, column->meaning, account).len &&
                   !draft_field_for(d, column->meaning, people).len;
        bool named = column->says.of == HEADING_OF_COMPANY;
        bool follows = may_follow(column) && follows_from(t, c, company);
        has[c] = own || named || follows;
        found += has[c] && !draft_means(column, "city") &&
                 !draft_means(column, "state") && !draft_means(column, "country") &&
                 !draft_means(column, "parent_id");
    }
    return found;
}

/* Is another table a list of companies? Then this one's companies are in it. */
static bool has_accounts(const draft *d, const draft_table *but, int account)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; d->tables[i] != but && p < d->tables[i]->part_count; p++)
            if (d->tables[i]->parts[p].entity == account)
                return true;
    return false;
}

/* ---- the parts ----------------------------------------------------------------------
 */

static bool *all_columns(const draft_table *t)
{
    bool *has = wn_alloc(t->count + 1, sizeof(*has));

    memset(has, true, t->count);
    return has;
}

static void set_parts(draft *d, draft_table *t, int people, wn_str companies_where,
                      wn_str people_where)
{
    free(t->parts[0].has);
    t->part_count = 2;
    t->parts[0] = (draft_part){.entity = draft_entity_find(d, WN_STR("account")),
                               .where = companies_where,
                               .key_column = -1,
                               .has = all_columns(t)};
    t->parts[1] = (draft_part){
        .entity = people, .where = people_where, .key_column = -1, .has = all_columns(t)};
}

static bool has_any(const draft_table *t, size_t column, const bool *rows)
{
    for (size_t r = 0; r < t->rows.count; r++)
        if (rows[r] && wn_record_cell(&t->rows.records[r], column).len > 0)
            return true;
    return false;
}

/* Mark which rows are companies and which are people. A name column that is empty in all
 * rows of one side does not belong to that side. */
static void mark_rows(draft_table *t, const draft_column *flag)
{
    bool is_flag = flag && draft_means(flag, "is_company");

    for (size_t p = 0; p < 2; p++)
        t->parts[p].rows = wn_alloc(t->rows.count + 1, sizeof(bool));
    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        bool named = false;
        for (size_t c = 0; c < t->count && !named; c++)
            named = is_name_of_person(&t->columns[c]) && wn_record_cell(row, c).len > 0;
        if (flag) {
            wn_str value = wn_record_cell(row, (size_t)(flag - t->columns));
            named = (is_flag ? side_of_flag(value) : side_of(value)) != COMPANY;
        }
        t->parts[0].rows[r] = !named;
        t->parts[1].rows[r] = named;
    }
    for (size_t c = 0; t->is_whole && c < t->count; c++) {
        bool companies = has_any(t, c, t->parts[0].rows),
             people = has_any(t, c, t->parts[1].rows);
        if (companies != people && (draft_means(&t->columns[c], "company") ||
                                    draft_means(&t->columns[c], "name"))) {
            t->parts[0].has[c] = companies;
            t->parts[1].has[c] = people;
        }
    }
}

/* If no column holds names of people, they are in the company column: it becomes
 * "name". */
static void take_name_for_both(draft_table *t)
{
    draft_column *company = draft_column_for(t, "company");

    for (size_t c = 0; c < t->count; c++)
        if (is_name_of_person(&t->columns[c]) && t->columns[c].filled > 0)
            return;
    if (company && !draft_column_for(t, "name"))
        company->meaning = heading_meaning_find("name");
}

static bool split_by_flag(draft *d, draft_table *t, int people)
{
    wn_buf values = {0};
    const draft_column *flag = find_flag(t, &values);

    if (flag) {
        take_name_for_both(t);
        set_parts(d, t, people,
                  wn_arena_format(&d->arena, "%.*s = %.*s", WN_FMT(flag->name),
                                  WN_FMT(wn_buf_str(&values))),
                  wn_arena_format(&d->arena, "%.*s != %.*s", WN_FMT(flag->name),
                                  WN_FMT(wn_buf_str(&values))));
        mark_rows(t, flag);
        draft_doubt(d, t, flag, WN_DOUBT_ENTITY, .95, 2, WN_SAY_DOUBT_SPLIT_FLAG,
                    WN_FMT(draft_shown(d, t)), WN_FMT(flag->name),
                    WN_FMT(wn_buf_str(&values)));
    }
    wn_buf_release(&values);
    return flag;
}

/* Split a list of people that also describes companies. */
static bool split_off_companies(draft *d, draft_table *t, int people,
                                const draft_column *company)
{
    int account = draft_entity_find(d, WN_STR("account"));
    size_t at = (size_t)(company - t->columns);
    bool *has = wn_alloc(t->count + 1, sizeof(*has));
    size_t own = mark_company(d, t, people, at, has);

    if (own == 0 || has_accounts(d, t, account)) {
        free(has);
        return false;
    }
    bool empty = rows_without(t, is_of_person, NULL) > 0;
    set_parts(d, t, people,
              wn_arena_format(&d->arena, "%.*s filled", WN_FMT(company->name)),
              empty ? wn_arena_format(&d->arena, "%.*s filled",
                                      WN_FMT(columns_that(d, t, is_of_person)))
                    : WN_STR(""));
    for (size_t c = 0; c < t->count; c++)
        t->parts[1].has[c] = !has[c];
    has[at] = true;
    free(t->parts[0].has);
    t->parts[0].has = has;
    t->parts[0].once = true;
    t->parts[0].key = company->name;
    t->parts[0].key_column = (int)at;
    draft_doubt(d, t, company, WN_DOUBT_ENTITY, .8, 2, WN_SAY_DOUBT_SPLIT_COMPANY,
                WN_FMT(draft_shown(d, t)), WN_FMT(company->name));
    return true;
}

/* Does no row name both a company and a person? */
static bool is_either(const draft_table *t, const draft_column *company)
{
    size_t companies = 0, at = (size_t)(company - t->columns);

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        bool person = false;
        for (size_t c = 0; c < t->count && !person; c++)
            person = is_name_of_person(&t->columns[c]) && wn_record_cell(row, c).len > 0;
        companies += wn_record_cell(row, at).len > 0;
        if (person && wn_record_cell(row, at).len > 0)
            return false;
    }
    return companies > 0;
}

static void split_by_rows(draft *d, draft_table *t, int people,
                          const draft_column *company)
{
    size_t nobody = rows_without(t, is_name_of_person, company);
    wn_str names = columns_that(d, t, is_name_of_person);
    wn_str empty = WN_STR("");

    if (nobody == 0 || nobody == t->rows.count || names.len == 0)
        return;
    for (size_t c = 0; c < t->count; c++)
        if (is_name_of_person(&t->columns[c]))
            empty = wn_arena_format(&d->arena, "%.*s%s%.*s empty", WN_FMT(empty),
                                    empty.len ? " and " : "", WN_FMT(t->columns[c].name));
    set_parts(d, t, people, empty,
              wn_arena_format(&d->arena, "%.*s filled", WN_FMT(names)));
    mark_rows(t, NULL);
    for (size_t c = 0; c < t->count; c++)
        t->parts[0].has[c] = t->parts[0].has[c] && !is_name_of_person(&t->columns[c]);
    draft_doubt(d, t, company, WN_DOUBT_ENTITY, .85, 2, WN_SAY_DOUBT_SPLIT_ROWS,
                WN_FMT(draft_shown(d, t)), nobody);
}

/* Is the column about the contact person, in a list of companies? */
static bool is_of_contact(const draft_table *t, size_t c)
{
    static const char *const meanings[] = {"mobile", "job_title", "salutation",
                                           "gender", "birthday",  "name_prefix",
                                           "wechat"};
    const draft_column *column = &t->columns[c];

    if (is_name_of_person(column))
        return true;
    if (!column->meaning || column->says.of == HEADING_OF_COMPANY ||
        draft_means(column, "contact_id"))
        return false;
    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (draft_means(column, meanings[i]))
            return true;
    if (draft_means(column, "department"))
        return c > 0 && is_of_contact(t, c - 1);
    return column->says.of == HEADING_OF_PERSON;
}

/* After the person's name, an e-mail or phone belongs to the company as well. */
static bool is_of_both(const draft_table *t, size_t c)
{
    const draft_column *column = &t->columns[c];
    bool phone =
        c > 0 && is_name_of_person(&t->columns[c - 1]) && draft_means(column, "phone");

    return column->says.of == HEADING_OF_NOBODY &&
           (phone || draft_means(column, "email"));
}

static bool is_number_of_either(const draft_column *c)
{
    return draft_means(c, "id") || draft_means(c, "account_id") ||
           draft_means(c, "contact_id") || draft_means(c, "external_id");
}

/* Split a list of companies that says more about the contact persons than their names. */
static void split_off_people(draft *d, draft_table *t, int people)
{
    const draft_column *name = NULL;
    size_t more = 0;

    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        if (is_name_of_person(column) && column->filled > 0)
            name = name ? name : column;
        else
            more += (is_of_contact(t, c) ||
                     (is_of_both(t, c) && draft_means(column, "phone"))) &&
                    column->filled > 0;
    }
    if (!name || more == 0)
        return;
    set_parts(d, t, people, WN_STR(""),
              wn_arena_format(&d->arena, "%.*s filled",
                              WN_FMT(columns_that(d, t, is_name_of_person))));
    t->parts[1].is_beside = true;
    for (size_t c = 0; c < t->count; c++) {
        bool own = is_of_contact(t, c) && !is_of_both(t, c);
        t->parts[0].has[c] = !own;
        t->parts[1].has[c] =
            own || is_of_both(t, c) || is_number_of_either(&t->columns[c]);
    }
    draft_doubt(d, t, name, WN_DOUBT_ENTITY, .8, 2, WN_SAY_DOUBT_SPLIT_COMPANY,
                WN_FMT(draft_shown(d, t)), WN_FMT(name->name));
}

void draft_split(draft *d, draft_table *t)
{
    int entity = t->part_count ? t->parts[0].entity : -1;
    int account = draft_entity_find(d, WN_STR("account")),
        lead = draft_entity_find(d, WN_STR("lead")),
        contact = draft_entity_find(d, WN_STR("contact"));

    if (t->is_known || t->part_count != 1 ||
        (entity != account && entity != contact && entity != lead))
        return;
    int people = entity == lead ? lead : contact;
    if (split_by_flag(d, t, people))
        return;
    if (entity == account) {
        split_off_people(d, t, people);
        return;
    }
    const draft_column *company = draft_column_for(t, "company");
    if (!company || !columns_that(d, t, is_name_of_person).len)
        return;
    if (is_either(t, company) || !split_off_companies(d, t, people, company))
        split_by_rows(d, t, people, company);
}
