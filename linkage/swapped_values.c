/*
 * swapped_values.c - rows in which two values stand in each other's column: a person and
 * a company ("北京智盛新能源 | 曹燕德" under name and company), or a phone number and an
 * address ("a@example.com | 13800138000" under mobile and e-mail).
 *
 * A number or an address is recognized by itself. Of people and companies the other rows
 * decide: one value stands elsewhere among the companies, the other among the people, and
 * neither stands more often where it is. Only names are asked about that are too long for
 * a person or have a legal form.
 */
#include "column_type.h"

#include "core/memory.h"
#include "transforms/transforms.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 4 /* characters of a Chinese name */

typedef struct swapped_names {
    const wn_transform *name;
    void *config;             /* the key of a name, without titles */
    wn_arena options;         /* of config */
    wn_map people, companies; /* key -> records */
} swapped_names;

static wn_str text_of(const link_source_column *s, uint32_t id)
{
    const link_value *v = &s->values.values[id];

    return link_text(v);
}

static bool may_be_company(wn_str s, wn_arena *arena)
{
    size_t han = 0, count = 0;

    for (size_t at = 0; at < s.len; count++)
        han += wn_is_han(wn_utf8_next(s, &at));
    return han == count ? count > LONGEST_NAME : wn_company_has_form(s, arena);
}

static wn_fingerprint person_fingerprint(const swapped_names *x, wn_str s,
                                         wn_arena *arena)
{
    wn_cleaned out = {.value = s};

    return wn_fingerprint_of(
        x->name->apply(s, x->config, arena, &out) == WN_CLEAN ? out.value : s);
}

static wn_fingerprint company_fingerprint(wn_str s, wn_arena *arena)
{
    wn_str key = wn_company_key(s, arena, NULL);

    return wn_fingerprint_of(key.len ? key : s);
}

static int64_t times(const wn_map *map, wn_fingerprint print)
{
    const int64_t *found = wn_map_find(map, print);

    return found ? *found : 0;
}

/* How often each key stands in its column. */
static void count_keys(swapped_names *x, const link_source_column *people,
                       const link_source_column *companies)
{
    wn_arena arena = {0};

    for (size_t i = 1; i < people->values.count; i++, wn_arena_reset(&arena))
        *wn_map_set(&x->people,
                    person_fingerprint(x, text_of(people, (uint32_t)i), &arena), NULL) +=
            people->values.values[i].count;
    for (size_t i = 1; i < companies->values.count; i++, wn_arena_reset(&arena))
        *wn_map_set(&x->companies,
                    company_fingerprint(text_of(companies, (uint32_t)i), &arena), NULL) +=
            companies->values.values[i].count;
    wn_arena_release(&arena);
}

static bool are_swapped(const swapped_names *x, const link_source_column *people,
                        const link_source_column *companies, size_t r, wn_arena *arena)
{
    uint32_t p = people->ids[r], c = companies->ids[r];
    wn_str person = text_of(people, p), company = text_of(companies, c);
    int64_t among_companies = times(&x->companies, company_fingerprint(person, arena)),
            among_people = times(&x->people, person_fingerprint(x, company, arena));

    return among_companies > 0 && among_people > 0 &&
           among_companies >= times(&x->people, person_fingerprint(x, person, arena)) -
                                  people->values.values[p].count &&
           among_people >= times(&x->companies, company_fingerprint(company, arena)) -
                               companies->values.values[c].count;
}

static uint32_t put(link_source_column *to, wn_str text)
{
    uint32_t id = link_intern_text(&to->values, text, &to->arena);

    to->values.values[id].count++;
    return id;
}

/* Rows whose name may be a company's; 0: none. */
static size_t suspects(const link_table *t, const link_source_column *people,
                       const link_source_column *companies, uint8_t *suspect)
{
    wn_arena arena = {0};
    size_t count = 0;

    for (size_t i = 1; i < people->values.count; i++, wn_arena_reset(&arena))
        suspect[i] = may_be_company(text_of(people, (uint32_t)i), &arena);
    for (size_t r = 0; r < t->records; r++)
        count += people->ids[r] && companies->ids[r] && suspect[people->ids[r]];
    wn_arena_release(&arena);
    return count;
}

static void put_right(link_table *t, link_source_column *people,
                      link_source_column *companies)
{
    size_t known = people->values.count;
    uint8_t *suspect = wn_alloc(known, 1);
    swapped_names x = {.name = wn_transform_find(WN_STR("name"))};
    wn_arena arena = {0};

    if (suspects(t, people, companies, suspect) > 0) {
        x.config = wn_config_new(x.name, &x.options);
        wn_config_parse(x.name, WN_STR("part=key"), x.config, &x.options);
        count_keys(&x, people, companies);
        for (size_t r = 0; r < t->records; r++, wn_arena_reset(&arena)) {
            uint32_t p = people->ids[r], c = companies->ids[r];
            if (!p || !c || p >= known || !suspect[p] ||
                !are_swapped(&x, people, companies, r, &arena))
                continue;
            wn_str person = text_of(companies, c), company = text_of(people, p);
            people->values.values[p].count--;
            companies->values.values[c].count--;
            people->ids[r] = put(people, person);
            companies->ids[r] = put(companies, company);
        }
    }
    wn_map_release(&x.people);
    wn_map_release(&x.companies);
    wn_arena_release(&x.options);
    wn_arena_release(&arena);
    free(suspect);
}

/* ---- numbers and addresses -------------------------------------------------------- */

static bool is_address(wn_str s)
{
    return memchr(s.ptr, '@', s.len) != NULL;
}

/* Mostly digits, and as many as a telephone number has. */
static bool is_number(wn_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
    return digits >= 7 && digits * 2 > s.len && !is_address(s);
}

/* By value: does it belong into the other column? NULL: none of them does. */
static uint8_t *misplaced(const link_source_column *s, bool (*belongs_elsewhere)(wn_str))
{
    uint8_t *marks = wn_alloc(s->values.count, 1), any = 0;

    for (uint32_t i = 1; i < s->values.count; i++)
        any |= marks[i] = belongs_elsewhere(text_of(s, i));
    if (any)
        return marks;
    free(marks);
    return NULL;
}

static void take(link_source_column *s, size_t record, wn_str text)
{
    s->values.values[s->ids[record]].count -= s->ids[record] != 0;
    s->ids[record] = text.len ? put(s, text) : 0;
}

/* Where one value belongs into the other column, and the value there does not belong
 * there. */
static void put_numbers_right(link_table *t, link_source_column *phone,
                              link_source_column *mail)
{
    uint8_t *addresses = misplaced(phone, is_address),
            *numbers = misplaced(mail, is_number);

    for (size_t r = 0; r < t->records && (addresses || numbers); r++) {
        uint32_t p = phone->ids[r], m = mail->ids[r];
        bool address = addresses && addresses[p], number = numbers && numbers[m];
        if ((!address && !number) || (p && !address) || (m && !number))
            continue;
        wn_str left = text_of(phone, p), right = text_of(mail, m);
        take(phone, r, right);
        take(mail, r, left);
    }
    free(addresses);
    free(numbers);
}

static bool is_of(const link_source_column *s, link_kind k, const char *type)
{
    return !s->ignored &&
           (s->transform ? !strcmp(s->transform, type) : link_kind_by_name(s->name) == k);
}

static void put_all_numbers_right(link_table *t, link_source_column *mail)
{
    for (size_t s = 0; s < t->source_count; s++)
        if (is_of(&t->sources[s], LINK_KIND_PHONE, "phone"))
            put_numbers_right(t, &t->sources[s], mail);
}

void link_restore_swapped_values(link_table *t)
{
    link_source_column *people = NULL, *companies = NULL;

    for (size_t s = 0; s < t->source_count; s++) {
        link_source_column *column = &t->sources[s];
        if (!people && is_of(column, LINK_KIND_PERSON, "name"))
            people = column;
        else if (!companies && is_of(column, LINK_KIND_COMPANY, "company"))
            companies = column;
        else if (is_of(column, LINK_KIND_EMAIL, "email"))
            put_all_numbers_right(t, column);
    }
    if (people && companies)
        put_right(t, people, companies);
}
