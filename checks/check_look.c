/* check_look.c - what the kinds of checks share: judging fields, noting findings,
 * conditions. */
#include "check.h"

#include "core/han.h"
#include "transforms/transforms.h"

#include <string.h>

#define MAX_NEAREST 50000 /* unlisted values that a worker remembers */

/* The spelling in the list that was probably meant, or "". Rows repeat their mistakes,
 * so each answer is remembered. */
static wn_str nearest(const wn_check_context *cx, const wn_list *list, wn_str value)
{
    bool is_new = false;
    wn_fingerprint print = wn_fingerprint_mix(wn_fingerprint_of(list->name), value);
    const int64_t *known = wn_map_find(cx->nearest, print);

    if (known)
        return *known ? list->spellings[*known - 1] : WN_STR("");
    if (cx->nearest->count >= MAX_NEAREST)
        wn_map_release(cx->nearest); /* start again; results do not depend on the cache */
    wn_str found = wn_list_nearest(list, value);
    int64_t number = 0;
    for (size_t i = 0; i < list->spelling_count && !number && found.len; i++)
        number = list->spellings[i].ptr == found.ptr ? (int64_t)i + 1 : 0;
    *wn_map_set(cx->nearest, print, &is_new) = number;
    return found;
}

wn_finding *wn_check_note(const wn_check_context *cx, size_t i, wn_policy policy)
{
    const wn_cell *cell = wn_check_cell(cx, i);
    const wn_list *list = wn_check_field(cx, i)->list;
    bool read = cell->state != WN_CELL_ABSENT;

    wn_finding *finding =
        wn_record_note(cx->record, cx->arena, cx->check, cx->check->fields[i],
                       read ? cell->column : WN_NO_COLUMN, cell->raw);
    if (list && cell->state == WN_CELL_UNKNOWN)
        finding->advice = nearest(cx, list, cell->value);
    wn_record_judge(cx->record, policy);
    wn_record_judge(cx->record, cx->check->disposition);
    return finding;
}

wn_str wn_check_narrow(const wn_check_context *cx, wn_str s)
{
    if (!s.len || (!memchr(s.ptr, 0xEF, s.len) && !memmem(s.ptr, s.len, "　", 3)))
        return s;
    char *out = wn_arena_bytes(cx->arena, s.len * 3 + 4);
    size_t len = 0;
    for (size_t at = 0; at < s.len;)
        len += wn_utf8_put(out + len, wn_narrow(wn_utf8_next(s, &at)));
    wn_str narrow = {out, len};
    return wn_str_equal(narrow, s) ? s : narrow;
}

/* The host of a web address: between // and the path, without the port. */
static wn_str host_of(wn_str url)
{
    const char *from = memmem(url.ptr, url.len, "//", 2);
    wn_str host = url;

    if (from)
        host = (wn_str){from + 2, (size_t)(url.ptr + url.len - from - 2)};
    size_t len = 0;
    while (len < host.len && !strchr("/:?#", host.ptr[len]))
        len++;
    return (wn_str){host.ptr, len};
}

wn_str wn_check_domain(const wn_field *field, const wn_cell *cell)
{
    wn_str domain = cell->value;

    if (field->type->role == WN_ROLE_URL)
        return host_of(domain);
    wn_str_cut(&domain, WN_STR("@"));
    return domain;
}

wn_place wn_check_place(const wn_field *field)
{
    return field->type->role == WN_ROLE_ADDRESS ? WN_PLACE_ADDRESS
                                                : wn_place_of(field->name);
}

wn_check_result wn_check_each(const wn_check_context *cx, wn_judge judge)
{
    wn_check_result worst = WN_NOT_APPLICABLE;

    for (size_t i = 0; i < cx->check->field_count; i++) {
        wn_check_result outcome = judge(cx, i);
        worst = outcome > worst ? outcome : worst;
    }
    return worst;
}

wn_check_result wn_check_noted(const wn_check_context *cx)
{
    return wn_record_is_noted(cx->record, cx->check) ? WN_FAILED : WN_PASSED;
}

wn_check_result wn_check_remarked(const wn_check_context *cx)
{
    if (wn_check_noted(cx) == WN_FAILED)
        return WN_FAILED;
    for (size_t i = 0; i < cx->check->field_count; i++)
        if (wn_cell_has_value(wn_check_cell(cx, i)))
            return WN_PASSED;
    return WN_NOT_APPLICABLE;
}

/* Dates sort as text: one is too old when it is below the limit. Only the day is
 * compared. */
static wn_check_result judge_age(const wn_check_context *cx, size_t i)
{
    const wn_cell *cell = wn_check_cell(cx, i);

    if (cell->state != WN_CELL_CLEAN)
        return WN_NOT_APPLICABLE;
    size_t len = cell->value.len < 10 ? cell->value.len : 10;
    if (wn_str_compare((wn_str){cell->value.ptr, len}, (wn_str){cx->limit, 10}) >= 0)
        return WN_PASSED;
    wn_check_note(cx, i, cx->check->disposition);
    return WN_FAILED;
}

wn_check_result wn_check_age(const wn_check_context *cx)
{
    return wn_check_each(cx, judge_age);
}

/* ---- conditions (where=) ---------------------------------------------------------- */

static bool holds(const wn_condition *condition, const wn_record *record)
{
    const wn_cell *cell = &record->cells[condition->field];
    bool found = condition->count == 0 && wn_cell_has_value(cell);

    for (size_t i = 0; i < condition->count && !found; i++)
        found = wn_cell_has_value(cell) &&
                wn_str_equal_nocase(cell->value, condition->values[i]);
    return found != condition->negated;
}

bool wn_check_applies(const wn_check *check, const wn_record *record)
{
    for (size_t i = 0; i < check->condition_count; i++)
        if (!holds(&check->conditions[i], record))
            return false;
    return true;
}

const wn_check *wn_check_for(const wn_entity *entity, wn_rule_id rule, int field)
{
    for (size_t c = 0; c < entity->check_count; c++)
        for (size_t i = 0; i < entity->checks[c].field_count; i++)
            if (entity->checks[c].rule == rule && entity->checks[c].fields[i] == field)
                return &entity->checks[c];
    return NULL;
}
