/*
 * across.c - a record of another entity (by="contact") has the same value: a lead whose
 * mailbox or mobile number belongs to a contact.
 *
 * Telephone numbers are compared with all telephone numbers of the other record,
 * mailboxes with all its mailboxes, other fields with the field of the same name. The
 * values are compared as they are loaded; case and width do not matter. Not found are: a
 * value that five or more records of the other entity share, mailboxes such as info@, and
 * a record that links to the other one (the lead became that contact).
 */
#include "links.h"

#include "core/memory.h"

#define NOBODYS 5

enum { HOLDERS, LINKS };

/* The records that have a value: the first one's name, and how many there are. */
typedef struct holder {
    wn_str name;
    uint64_t print, count; /* print: of the last one counted */
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

/* Fingerprint of the value and its kind: telephone, mailbox, or else the name of the
 * field. */
static wn_fingerprint print_of(const wn_field *field, wn_str value)
{
    wn_role role = field->type->role;
    wn_fingerprint kind = role == WN_ROLE_PHONE || role == WN_ROLE_EMAIL
                              ? wn_fingerprint_numbers(role, 3)
                              : wn_fingerprint_of(field->name),
                   folded = wn_fold_fingerprint(value);

    return wn_fingerprint_numbers(kind.a ^ folded.a, kind.b ^ folded.b);
}

static bool is_value(const wn_cell *cell)
{
    return wn_cell_has_value(cell) && cell->state != WN_CELL_INVALID;
}

/* Remember that the record, of the other entity, has the value. */
static void take_holder(const wn_check_context *cx, wn_fingerprint print)
{
    holders *all = wn_gather_state(cx, sizeof(*all));
    wn_arena *arena = wn_gather_arena(cx);
    uint64_t who = wn_record_fingerprint(cx->record).a;
    int64_t *at = wn_map_set(wn_gather_table(cx, HOLDERS), print, NULL);

    wn_map_set(wn_gather_table(cx, LINKS), wn_fingerprint_numbers(print.a, who), NULL);
    if (*at > 0) {
        holder *known = &all->items[*at - 1];
        known->count += known->print != who;
        known->print = who;
        return;
    }
    all->items =
        wn_arena_grow(arena, all->items, all->count, &all->room, sizeof(*all->items));
    wn_str name = wn_arena_format(arena, "%.*s %.*s", WN_FMT(cx->entity->name),
                                  WN_FMT(cx->record->key));
    all->items[all->count++] = (holder){name, who, 1};
    *at = (int64_t)all->count;
}

/* The key in LINKS of the record's nth link to the other entity. */
static wn_fingerprint link_of(const wn_check_context *cx, size_t nth)
{
    return wn_fingerprint_numbers(wn_record_fingerprint(cx->record).b, nth);
}

static void gather(const wn_check_context *cx)
{
    const wn_check *check = cx->check;
    const wn_entity *entity = cx->entity;
    size_t links = 0;

    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_cell *cell = &cx->record->cells[f];
        if (!is_value(cell))
            continue;
        if (entity != check->entity && needs(check, &entity->fields[f]))
            take_holder(cx, print_of(&entity->fields[f], cell->value));
        else if (entity == check->entity && entity->fields[f].target == check->by_entity)
            *wn_map_set(wn_gather_table(cx, LINKS), link_of(cx, links++), NULL) =
                (int64_t)wn_link_fingerprint(cx, cell, check->by_entity).a;
    }
}

/* Is the record linked to one that has the value? */
static bool is_linked(const wn_check_context *cx, wn_fingerprint print)
{
    int64_t to;

    for (size_t n = 0; (to = wn_gathered_find(cx, LINKS, link_of(cx, n), 0)) != 0; n++)
        if (wn_gathered_find(cx, LINKS, wn_fingerprint_numbers(print.a, (uint64_t)to),
                             -1) >= 0)
            return true;
    return false;
}

/* Values such as info@ and test@test.com, which belong to nobody: other checks found
 * them. */
static bool is_nobodys(const wn_check_context *cx, size_t i)
{
    for (const wn_finding *f = cx->record->findings; f; f = f->next)
        if (f->field == cx->check->fields[i] &&
            (f->check->rule == WN_RULE_SHARED || f->check->rule == WN_RULE_DUMMY))
            return true;
    return false;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    const holders *all = wn_gathered_state(cx);

    if (!is_value(cell))
        return WN_NOT_APPLICABLE;
    wn_fingerprint print = print_of(wn_check_field(cx, i), cell->value);
    int64_t at = wn_gathered_find(cx, HOLDERS, print, 0);
    if (at == 0 || all->items[at - 1].count >= NOBODYS || is_nobodys(cx, i) ||
        is_linked(cx, print))
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition)->advice = all->items[at - 1].name;
    return WN_FAILED;
}

/* Does a file have a column that the fields are compared with? */
static bool is_asked(const wn_check_context *cx)
{
    const wn_plan *plan = cx->context->plan;
    const wn_entity *by = &plan->model.entities[cx->check->by_entity];

    if (wn_gathered_state(cx))
        return true; /* such a value was gathered */
    for (size_t f = 0; f < by->field_count; f++)
        if (needs(cx->check, &by->fields[f]) && wn_is_brought(plan, by, (int)f))
            return true;
    return false;
}

static wn_check_result look(const wn_check_context *cx)
{
    return is_asked(cx) ? wn_check_each(cx, judge) : WN_NOT_APPLICABLE;
}

static void total(const wn_check_context *cx)
{
    links_total(cx);
    if (links_are_read(cx) && !is_asked(cx))
        wn_total_skip(cx, -1, WN_STR(""), WN_SAY_REPORT_NO_VALUES);
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
