/*
 * match_marks.c - what records say of themselves that keeps them apart, whatever the
 * linkage thinks: a holding is not its company, an Inc is not an LLC, two valid tax ids
 * are two companies, and two sites of one parent are two. Nor is a shop called as another
 * one is, in another town, when nothing else is the same: a name with a legal form is
 * registered, "Harrow Tools" is not. A person may still be asked.
 *
 * A mark is a number for what a field says, 0: nothing. A group has the first mark that
 * one of its records has.
 */
#include "match.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"
#include "transforms/transforms.h"

#include <stdlib.h>
#include <string.h>

static uint64_t level_of(wn_str value, wn_arena *arena)
{
    (void)arena;
    return wn_company_level(value) + 1;
}

static uint64_t site_of(wn_str value, wn_arena *arena)
{
    (void)arena;
    return match_fingerprint(value);
}

/* What the transform makes of it, a part of it where `part` is not NULL; "": nothing. */
static wn_str made_of(wn_str value, const char *type, const char *part, wn_arena *arena)
{
    const wn_transform *transform = wn_transform_find(wn_str_of(type));
    void *config = wn_config_new(transform, arena);
    wn_cleaned out = {0};

    if (part)
        wn_option_set(wn_option_find(transform, WN_STR("part")), wn_str_of(part), config,
                      arena, NULL);
    return wn_transform_apply(transform, value, config, arena, &out) == WN_CLEAN
               ? out.value
               : WN_STR("");
}

#define BEGINS 3 /* letters of a town */

/* How a town begins, as it sounds: 北京市朝阳区 and Beijing, München and Munich, LEEDS and
 * "Leeds, West Yorkshire" are one; of towns that begin alike nothing can be said. */
static uint64_t town_of(wn_str value, wn_arena *arena)
{
    wn_str city = wn_is_ascii(value) ? value : made_of(value, "address", "city", arena);
    wn_str from = city.len ? city : value;
    uint32_t letters[BEGINS] = {0};
    size_t count = 0;

    for (size_t at = 0; at < from.len && count < BEGINS;) {
        uint32_t c = wn_utf8_next(from, &at);
        const char *sound = wn_pinyin(wn_simplified(c));
        for (; sound && *sound && count < BEGINS; sound++)
            letters[count++] = (unsigned char)*sound;
        c = wn_fold_letter(c);
        if (!sound && ((c >= 'a' && c <= 'z') || c >= 0xC0))
            letters[count++] = c;
    }
    return match_fingerprint((wn_str){(const char *)letters, count * sizeof(*letters)});
}

static uint64_t host_of(wn_str value, wn_arena *arena)
{
    return match_fingerprint(made_of(value, "url", "domain", arena));
}

static uint64_t name_of(wn_str value, wn_arena *arena)
{
    return match_fingerprint(wn_company_key(value, arena, NULL));
}

/* The number of a Chinese citizen, who has 18 digits with a check digit: in any field. */
#define CITIZEN 18

static uint64_t citizen_of(wn_str value, wn_arena *arena)
{
    return value.len == CITIZEN ? match_fingerprint(made_of(value, "cn_id", NULL, arena))
                                : 0;
}

/* What differing marks say. */
enum { TWO, TWO_IF_NO_ID, TWO_IF_SIBLINGS, NOTHING };

static const struct {
    uint64_t (*of)(wn_str value, wn_arena *arena);
    bool is_id;
    int says;
} kinds[] = {[MATCH_MARK_LEVEL] = {level_of, false, TWO},
             [MATCH_MARK_FORM] = {wn_company_form, false, TWO_IF_NO_ID},
             [MATCH_MARK_TAX_ID] = {site_of, true, TWO},
             [MATCH_MARK_CITIZEN] = {citizen_of, true, TWO},
             [MATCH_MARK_NAME] = {name_of, false, TWO_IF_SIBLINGS},
             [MATCH_MARK_TOWN] = {town_of, false, TWO_IF_SIBLINGS},
             [MATCH_MARK_NUMBER] = {site_of, false, TWO_IF_SIBLINGS},
             [MATCH_MARK_REACH] = {site_of, false, NOTHING},
             [MATCH_MARK_HOST] = {host_of, false, NOTHING}};

/* ---- which fields ----------------------------------------------------------------- */

/* Return the field with the company's name by which the entity's records are called; -1:
 * the records are no companies. */
static int company_field(const wn_entity *entity)
{
    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].required && !entity->fields[f].key)
            return entity->fields[f].type->role == WN_ROLE_COMPANY ? (int)f : -1;
    return -1;
}

/* Numbers of citizens have one place in all: nobody has two. */
static void add(struct match *m, size_t field, int kind)
{
    size_t n = m->marks.count;
    bool again = n > 0 && kind == MATCH_MARK_CITIZEN && m->marks.list[n - 1].kind == kind;

    m->marks.list = wn_grow(m->marks.list, n, &m->marks.room, sizeof(*m->marks.list));
    m->marks.list[m->marks.count++] =
        (struct match_mark){(int)field, kind, m->marks.width - again};
    m->marks.width += !again;
}

/* Where companies are, and how they are reached. */
static void add_sites(struct match *m)
{
    int city = wn_link_heading(WN_STR("city"));

    for (size_t f = 0; f < m->entity->field_count; f++) {
        const wn_field *field = &m->entity->fields[f];
        if (wn_link_heading(field->name) == city)
            add(m, f, MATCH_MARK_TOWN);
        else if (field->type->role == WN_ROLE_PHONE)
            add(m, f, MATCH_MARK_NUMBER);
        else if (field->type->role == WN_ROLE_EMAIL ||
                 field->type->role == WN_ROLE_ADDRESS)
            add(m, f, MATCH_MARK_REACH);
        else if (field->type->role == WN_ROLE_URL)
            add(m, f, MATCH_MARK_HOST);
    }
}

static bool may_hold_citizen(const wn_field *field)
{
    return !field->key &&
           (!strcmp(field->type->name, "text") || !strcmp(field->type->name, "cn_id"));
}

void match_marks_begin(struct match *m)
{
    const wn_entity *entity = m->entity;
    int name = company_field(entity);

    for (int kind = MATCH_MARK_LEVEL; name >= 0 && kind <= MATCH_MARK_FORM; kind++)
        add(m, (size_t)name, kind);
    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].type->role == WN_ROLE_TAX_ID && !entity->fields[f].key)
            add(m, f, MATCH_MARK_TAX_ID);
    for (size_t f = 0; f < entity->field_count && name < 0; f++)
        if (may_hold_citizen(&entity->fields[f]))
            add(m, f, MATCH_MARK_CITIZEN);
    if (name >= 0) {
        add(m, (size_t)name, MATCH_MARK_NAME);
        add_sites(m);
    }
}

/* ---- records and groups ----------------------------------------------------------- */

static bool is_first_of_place(const struct match *m, size_t k)
{
    return k == 0 || m->marks.list[k].place != m->marks.list[k - 1].place;
}

void match_marks_set(struct match *m, uint32_t i, size_t mark, wn_str value)
{
    const struct match_mark *k = &m->marks.list[mark];
    uint64_t *to = &m->marks.of[i * m->marks.width + k->place];

    if (is_first_of_place(m, mark) || !*to)
        *to = kinds[k->kind].of(value, &m->marks.scratch);
    wn_arena_reset(&m->marks.scratch);
}

void match_marks_see(struct match *m, uint32_t i, const wn_record *record)
{
    for (size_t k = 0; k < m->marks.count; k++) {
        const wn_cell *cell = &record->cells[m->marks.list[k].field];
        bool good =
            cell->state == WN_CELL_CLEAN || m->marks.list[k].kind == MATCH_MARK_LEVEL;
        match_marks_set(m, i, k, good ? cell->value : WN_STR(""));
    }
}

void match_marks_share(struct match *m, uint32_t low, uint32_t high)
{
    uint64_t *to = &m->marks.of[low * m->marks.width],
             *from = &m->marks.of[high * m->marks.width];

    for (size_t k = 0; k < m->marks.width; k++)
        to[k] = to[k] ? to[k] : from[k];
}

int match_marks_differing(struct match *m, uint32_t x, uint32_t y)
{
    int says[NOTHING + 1] = {-1, -1, -1, -1};
    bool same_id = false, is_alike = false, has_form = false, two_towns = false;

    for (size_t k = 0; k < m->marks.count; k++) {
        int kind = m->marks.list[k].kind;
        uint64_t p = m->marks.of[x * m->marks.width + m->marks.list[k].place],
                 q = m->marks.of[y * m->marks.width + m->marks.list[k].place];
        if (p && q && p != q)
            says[kinds[kind].says] = kind;
        same_id |= kinds[kind].is_id && p && p == q;
        is_alike |= kind > MATCH_MARK_NAME && p && p == q;
        has_form |= kind == MATCH_MARK_FORM && (p || q);
        two_towns |= kind == MATCH_MARK_TOWN && p && q && p != q;
    }
    return says[TWO] >= 0                        ? says[TWO]
           : says[TWO_IF_NO_ID] >= 0 && !same_id ? says[TWO_IF_NO_ID]
           : says[TWO_IF_SIBLINGS] >= 0 && match_are_siblings(m, x, y)
               ? says[TWO_IF_SIBLINGS]
           : two_towns && !is_alike && !same_id && !has_form ? MATCH_MARK_TRADE
                                                             : -1;
}

void match_marks_release(struct match *m)
{
    free(m->marks.list);
    free(m->marks.of);
    wn_arena_release(&m->marks.scratch);
}
