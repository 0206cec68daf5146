/*
 * across.c - a value of the record is one of a record of another entity (by="contact"): a
 * lead whose mailbox or mobile is a contact's.
 *
 * Telephone numbers are held against all of its telephone numbers, mailboxes against all
 * mailboxes, other fields against the one of the same name; as they are loaded, of the
 * same case and width. A value of five and more records is nobody's own, nor is info@,
 * and a lead that is linked to the contact was made into it.
 */
#include "links.h"

#include <string.h>

#define NOBODYS 5

enum { HOLDERS, LINKS };

/* Who has a value: the first of them, and how many there are. */
typedef struct holder {
    wn_str name;
    uint64_t print, count; /* print: of the latest of them */
} holder;

typedef struct holders {
    holder *items;
    size_t count, room;
} holders;

static bool is_like(const wn_field *own, const wn_field *other)
{
    wn_role role = own->type->role;

    return role == WN_ROLE_PHONE || role == WN_ROLE_EMAIL
               ? other->type->role == role
               : wn_str_equal(own->name, other->name);
}

static bool needs(const wn_check *check, const wn_field *of_by)
{
    for (size_t i = 0; i < check->field_count; i++)
        if (is_like(&check->entity->fields[check->fields[i]], of_by))
            return true;
    return false;
}

/* What kind of value, and which. */
static wn_print print_of(const wn_field *field, wn_str value)
{
    wn_role role = field->type->role;
    wn_print kind = role == WN_ROLE_PHONE || role == WN_ROLE_EMAIL
                        ? wn_print_numbers(role, 3)
                        : wn_print_of(field->name),
             folded = wn_fold_print(value);

    return wn_print_numbers(kind.a ^ folded.a, kind.b ^ folded.b);
}

static bool is_value(const wn_cell *cell)
{
    return wn_cell_has_value(cell) && cell->state != WN_CELL_INVALID;
}

static void grow(holders *all, wn_arena *arena)
{
    size_t room = all->room ? all->room * 2 : 64;
    holder *items = wn_arena_alloc(arena, room * sizeof(*items));

    if (all->count)
        memcpy(items, all->items, all->count * sizeof(*items));
    all->items = items;
    all->room = room;
}

/* A record of the other entity has the value. */
static void take_holder(const wn_look *look, wn_print print)
{
    holders *all = wn_gather_state(look, sizeof(*all));
    wn_arena *arena = wn_gather_arena(look);
    uint64_t who = wn_record_print(look->record).a;
    int64_t *at = wn_map_set(wn_gather_table(look, HOLDERS), print, NULL);

    wn_map_set(wn_gather_table(look, LINKS), wn_print_numbers(print.a, who), NULL);
    if (*at > 0) {
        holder *known = &all->items[*at - 1];
        known->count += known->print != who;
        known->print = who;
        return;
    }
    if (all->count == all->room)
        grow(all, arena);
    wn_str name = wn_arena_format(arena, "%.*s %.*s", WN_FMT(look->entity->name),
                                  WN_FMT(look->record->key));
    all->items[all->count++] = (holder){name, who, 1};
    *at = (int64_t)all->count;
}

/* The record's nth link to the other entity. */
static wn_print link_of(const wn_look *look, size_t nth)
{
    return wn_print_numbers(wn_record_print(look->record).b, nth);
}

static void gather(const wn_look *look)
{
    const wn_check *check = look->check;
    const wn_entity *entity = look->entity;
    size_t links = 0;

    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_cell *cell = &look->record->cells[f];
        if (!is_value(cell))
            continue;
        if (entity != check->entity && needs(check, &entity->fields[f]))
            take_holder(look, print_of(&entity->fields[f], cell->value));
        else if (entity == check->entity && entity->fields[f].target == check->by_entity)
            *wn_map_set(wn_gather_table(look, LINKS), link_of(look, links++), NULL) =
                (int64_t)wn_link_print(look, cell, check->by_entity).a;
    }
}

/* Is the record linked to one that has the value? */
static bool is_linked(const wn_look *look, wn_print print)
{
    int64_t to;

    for (size_t n = 0; (to = wn_gathered_find(look, LINKS, link_of(look, n), 0)) != 0;
         n++)
        if (wn_gathered_find(look, LINKS, wn_print_numbers(print.a, (uint64_t)to), -1) >=
            0)
            return true;
    return false;
}

/* info@ and test@test.com are nobody's. */
static bool is_nobodys(const wn_look *look, size_t i)
{
    for (const wn_finding *f = look->record->findings; f; f = f->next)
        if (f->field == look->check->fields[i] &&
            (f->check->rule == WN_RULE_SHARED || f->check->rule == WN_RULE_DUMMY))
            return true;
    return false;
}

static wn_check_result judge(const wn_look *look, size_t i)
{
    const wn_cell *cell = wn_look_cell(look, i);
    const holders *all = wn_gathered_state(look);

    if (!is_value(cell))
        return WN_NOT_APPLICABLE;
    wn_print print = print_of(wn_look_field(look, i), cell->value);
    int64_t at = wn_gathered_find(look, HOLDERS, print, 0);
    if (at == 0 || all->items[at - 1].count >= NOBODYS || is_nobodys(look, i) ||
        is_linked(look, print))
        return WN_PASSED;
    wn_look_note(look, i, look->check->fate)->advice = all->items[at - 1].name;
    return WN_FAILED;
}

/* Does a file bring what is held against the fields? */
static bool is_asked(const wn_look *look)
{
    const wn_plan *plan = look->context->plan;
    const wn_entity *by = &plan->model.entities[look->check->by_entity];

    if (wn_gathered_state(look))
        return true; /* somebody has a value */
    for (size_t f = 0; f < by->field_count; f++)
        if (needs(look->check, &by->fields[f]) && wn_is_brought(plan, by, (int)f))
            return true;
    return false;
}

static wn_check_result look(const wn_look *look)
{
    return is_asked(look) ? wn_look_each(look, judge) : WN_NOT_APPLICABLE;
}

static void total(const wn_look *look)
{
    links_total(look);
    if (links_are_read(look) && !is_asked(look))
        wn_total_skip(look, -1, WN_STR(""), WN_SAY_REPORT_NO_VALUES);
}

const wn_rule wn_rule_across = {
    .name = "across",
    .dimension = WN_UNIQUENESS,
    .severity = WN_WARN,
    .green = .02,
    .red = .10,
    .in_model = true,
    .says = WN_SAYS_BY,
    .must_say = WN_SAYS_BY,
    .by = WN_BY_OTHER,
    .min_fields = 1,
    .look = look,
    .gather = gather,
    .needs = needs,
    .gathers_all = true,
    .total = total,
    .en = "a record of another kind has the same value",
    .zh = "另一类记录有相同的值",
    .do_en = "link the two, or close the one that is no longer needed",
    .do_zh = "请关联两条记录，或关闭不再需要的一条",
};
