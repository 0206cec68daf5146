/*
 * owner_left.c - the owner of the record has left, or is in no list of users: nobody
 * looks after the record.
 *
 * by="user.active" names the list of users and the field that says who is still there
 * (no: has left; empty: is there); by="user" names the list alone. The record may name
 * its owner by key, mailbox, person's name (Wei Zhang is 张伟) or any other id. Where two
 * users share a name and one of them is still there, the owner counts as still there.
 * Keys and ids hold within one system: where a system has no list of users, no owner is
 * reported as missing from it.
 */
#include "links.h"

#include <string.h>

enum { USERS, SYSTEMS };
enum { LEFT = 1, THERE };

/* The fields, beside key and ids, by which a user is known. */
static bool is_name(const wn_field *field)
{
    return field->type->role == WN_ROLE_PERSON || field->type->role == WN_ROLE_EMAIL;
}

static bool needs(const wn_check *check, const wn_field *of_by)
{
    (void)check;
    return is_name(of_by) || !strcmp(of_by->type->name, "id");
}

/* Fingerprint of the text in the list of one system; system "": in all lists; " name":
 * as the key of a person's name, in all lists. */
static wn_fingerprint print_of(wn_str system, wn_str text)
{
    wn_fingerprint folded = wn_fold_fingerprint(text);

    return wn_fingerprint_mix(wn_fingerprint_numbers(folded.a, folded.b), system);
}

static void take(const wn_check_context *cx, wn_fingerprint print, bool there)
{
    int64_t *known = wn_map_set(wn_gather_table(cx, USERS), print, NULL);

    *known = there ? THERE : *known ? *known : LEFT;
}

static void gather(const wn_check_context *cx)
{
    const wn_check *check = cx->check;
    const wn_record *record = cx->record;
    wn_str system = record->file->source->system;

    if (cx->entity == check->entity)
        return;
    const wn_cell *active = check->by_field >= 0 ? &record->cells[check->by_field] : NULL;
    bool there = !active || !wn_cell_has_value(active) ||
                 !wn_str_equal(active->value, WN_STR("0"));
    wn_map_set(wn_gather_table(cx, SYSTEMS), wn_fingerprint_of(system), NULL);
    take(cx, print_of(system, record->key), there);
    for (size_t f = 0; f < cx->entity->field_count; f++) {
        const wn_field *field = &cx->entity->fields[f];
        const wn_cell *cell = &record->cells[f];
        if (!needs(check, field) || !wn_cell_has_value(cell))
            continue;
        take(cx, print_of(is_name(field) ? WN_STR("") : system, cell->value), there);
        wn_str name = field->type->role == WN_ROLE_PERSON
                          ? wn_person_key(cell->value, cx->arena)
                          : WN_STR("");
        if (name.len)
            take(cx, print_of(WN_STR(" name"), name), there);
    }
}

static int64_t state_of(const wn_check_context *cx, const wn_cell *cell)
{
    wn_str system = cx->record->file->source->system;
    int64_t state = wn_gathered_find(cx, USERS, print_of(system, cell->value), 0);

    if (!state) /* a resolved link has another value: try the text as read */
        state = wn_gathered_find(cx, USERS, print_of(system, wn_str_trim(cell->raw)), 0);
    if (!state)
        state = wn_gathered_find(cx, USERS, print_of(WN_STR(""), cell->value), 0);
    if (state)
        return state;
    wn_str name = wn_person_key(cell->value, cx->arena);
    return name.len ? wn_gathered_find(cx, USERS, print_of(WN_STR(" name"), name), 0) : 0;
}

static wn_check_result judge(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    wn_fingerprint system = wn_fingerprint_of(cx->record->file->source->system);

    if (!wn_cell_has_value(cell))
        return WN_NOT_APPLICABLE;
    int64_t state = state_of(cx, cell);
    if (state == THERE)
        return WN_PASSED;
    if (!state && wn_gathered_find(cx, SYSTEMS, system, -1) < 0)
        return WN_NOT_APPLICABLE;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

static wn_check_result look(const wn_check_context *cx)
{
    return links_are_read(cx) ? wn_check_each(cx, judge) : WN_NOT_APPLICABLE;
}

const wn_rule wn_rule_owner_left = {
    .name = "owner-left",
    .dimension = WN_CONSISTENCY,
    .severity = WN_WARN,
    .green = .01,
    .red = .05,
    .in_model = true,
    .says = WN_SAYS_BY,
    .must_say = WN_SAYS_BY,
    .by = WN_BY_OTHER,
    .min_fields = 1,
    .look = look,
    .gather = gather,
    .needs = needs,
    .gathers_all = true,
    .total = links_total,
    .en = "its owner has left, or is no user",
    .zh = "负责人已离职，或不在员工名单里",
    .do_en = "give it to somebody who is there",
    .do_zh = "请交接给在职的员工",
};
