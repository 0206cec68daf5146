/* rules.c - what each rule looks at. One function a rule, one table. */
#include "validate.h"

#include <stdio.h>
#include <string.h>

static const wn_cell *cell_of(const validate_view *v, size_t i)
{
    return &v->record->cells[v->check->fields[i]];
}

static const wn_field *field_of(const validate_view *v, size_t i)
{
    return &v->entity->fields[v->check->fields[i]];
}

#define MAX_NEAREST 50000 /* values not in a list that a worker remembers */

/* The spelling of the list that was likely meant. Rows repeat their mistakes, so each
 * is looked up once. */
static wn_str nearest(const validate_view *v, const wn_list *list, wn_str value)
{
    bool is_new = false;
    wn_print print = wn_print_mix(wn_print_of(list->name), value);
    const int64_t *known = wn_map_find(v->nearest, print);

    if (known)
        return *known ? list->spellings[*known - 1] : WN_STR("");
    if (v->nearest->count >= MAX_NEAREST)
        wn_map_release(v->nearest); /* and from the beginning: the same for any order */
    wn_str found = wn_list_nearest(list, value);
    int64_t number = 0;
    for (size_t i = 0; i < list->spelling_count && !number && found.len; i++)
        number = list->spellings[i].ptr == found.ptr ? (int64_t)i + 1 : 0;
    *wn_map_set(v->nearest, print, &is_new) = number;
    return found;
}

static wn_finding *note(const validate_view *v, size_t i, wn_policy policy)
{
    const wn_cell *cell = cell_of(v, i);
    const wn_list *list = field_of(v, i)->list;
    bool read = cell->state != WN_CELL_ABSENT;

    wn_finding *finding =
        wn_record_note(v->record, v->arena, v->check, v->check->fields[i],
                       read ? cell->column : WN_NO_COLUMN, cell->raw);
    if (list && cell->state == WN_CELL_UNKNOWN)
        finding->advice = nearest(v, list, cell->value);
    wn_record_judge(v->record, policy);
    wn_record_judge(v->record, v->check->fate);
    return finding;
}

static validate_outcome check_required(const validate_view *v)
{
    validate_outcome outcome = PASSED;

    for (size_t i = 0; i < v->check->field_count; i++) {
        if (wn_cell_has_value(cell_of(v, i)))
            continue;
        note(v, i, field_of(v, i)->missing);
        outcome = FAILED;
    }
    return outcome;
}

/* An invalid value is no way to reach anybody: it does not count as filled. */
static validate_outcome check_any_of(const validate_view *v)
{
    for (size_t i = 0; i < v->check->field_count; i++)
        if (cell_of(v, i)->state == WN_CELL_CLEAN)
            return PASSED;
    if (v->check->field_count > 0)
        note(v, 0, v->check->fate);
    return FAILED;
}

/* A remark of the transform says more than "not valid" (ambiguous, damaged ...): one
 * finding a value is enough. */
static bool is_remarked(const validate_view *v, size_t i)
{
    for (const wn_finding *f = v->record->findings; f; f = f->next)
        if (f->field == v->check->fields[i] && f->check->rule >= WN_RULE_SEVERAL)
            return true;
    return false;
}

static validate_outcome check_state(const validate_view *v, wn_cell_state bad)
{
    validate_outcome outcome = NOT_APPLICABLE;

    for (size_t i = 0; i < v->check->field_count; i++) {
        const wn_cell *cell = cell_of(v, i);
        const wn_field *field = field_of(v, i);
        if (!wn_cell_has_value(cell))
            continue;
        if (outcome == NOT_APPLICABLE)
            outcome = PASSED;
        if (cell->state != bad)
            continue;
        wn_policy policy =
            bad == WN_CELL_UNKNOWN && field->list ? field->list->unknown : field->invalid;
        if (!is_remarked(v, i))
            note(v, i, policy);
        wn_record_judge(v->record, policy);
        wn_record_judge(v->record, v->check->fate);
        outcome = FAILED;
    }
    return outcome;
}

static validate_outcome check_valid(const validate_view *v)
{
    return check_state(v, WN_CELL_INVALID);
}

static validate_outcome check_classified(const validate_view *v)
{
    return check_state(v, WN_CELL_UNKNOWN);
}

/* A whole part is enough to compare with whole limits, but for the edge. */
static bool is_outside(const wn_field *field, wn_str value)
{
    wn_str rest = value, whole = wn_str_cut(&rest, WN_STR("."));
    bool fraction = wn_str_span(rest, "0") < rest.len, minus = value.ptr[0] == '-';
    int64_t number;

    if (!wn_str_number(whole, &number))
        return true; /* more digits than any limit */
    return (field->has_max &&
            (number > field->max || (number == field->max && fraction && !minus))) ||
           (field->has_min &&
            (number < field->min || (number == field->min && fraction && minus)));
}

static validate_outcome check_range(const validate_view *v)
{
    validate_outcome outcome = NOT_APPLICABLE;

    for (size_t i = 0; i < v->check->field_count; i++) {
        if (cell_of(v, i)->state != WN_CELL_CLEAN)
            continue;
        if (outcome == NOT_APPLICABLE)
            outcome = PASSED;
        if (!is_outside(field_of(v, i), cell_of(v, i)->value))
            continue;
        note(v, i, field_of(v, i)->invalid);
        outcome = FAILED;
    }
    return outcome;
}

static validate_outcome check_length(const validate_view *v)
{
    validate_outcome outcome = NOT_APPLICABLE;

    for (size_t i = 0; i < v->check->field_count; i++) {
        const wn_field *field = field_of(v, i);
        if (!wn_cell_has_value(cell_of(v, i)))
            continue;
        if (outcome == NOT_APPLICABLE)
            outcome = PASSED;
        int64_t length = (int64_t)wn_utf8_count(cell_of(v, i)->value);
        if ((!field->has_max || length <= field->max) &&
            (!field->has_min || length >= field->min))
            continue;
        note(v, i, field->invalid);
        outcome = FAILED;
    }
    return outcome;
}

/* Dates are text that sorts: too old when below the limit. */
static validate_outcome check_age(const validate_view *v)
{
    validate_outcome outcome = NOT_APPLICABLE;

    for (size_t i = 0; i < v->check->field_count; i++) {
        if (cell_of(v, i)->state != WN_CELL_CLEAN)
            continue;
        if (outcome == NOT_APPLICABLE)
            outcome = PASSED;
        if (wn_str_compare(cell_of(v, i)->value, wn_str_of(v->limit)) >= 0)
            continue;
        note(v, i, v->check->fate);
        outcome = FAILED;
    }
    return outcome;
}

/* Links to other entities were resolved before; those to the own entity are
 * resolved, and noted, by merge, when all golden ids are known. */
static validate_outcome check_reference(const validate_view *v)
{
    validate_outcome outcome = NOT_APPLICABLE;

    for (size_t i = 0; i < v->check->field_count; i++) {
        const wn_field *field = field_of(v, i);
        if (!wn_cell_has_value(cell_of(v, i)) || field->target == v->entity->number)
            continue;
        if (outcome == NOT_APPLICABLE)
            outcome = PASSED;
        if (cell_of(v, i)->state == WN_CELL_CLEAN)
            continue;
        note(v, i, field->orphan)->advice = wn_xref_culprit(
            v->context, v->record->file, &v->context->plan->model.entities[field->target],
            cell_of(v, i)->value, v->arena);
        outcome = FAILED;
    }
    return outcome;
}

static validate_outcome check_key(const validate_view *v)
{
    if (v->record->key.len > 0)
        return PASSED;
    wn_record_note(v->record, v->arena, v->check, v->entity->key, WN_NO_COLUMN,
                   WN_STR(""));
    wn_record_judge(v->record, v->check->fate);
    return FAILED;
}

/* Noted by the reader; here it is only counted. */
static validate_outcome check_noted(const validate_view *v)
{
    for (const wn_finding *f = v->record->findings; f; f = f->next)
        if (f->check == v->check)
            return FAILED;
    return PASSED;
}

/* Remarks of transforms: of the records that have a value in such a field. */
static validate_outcome check_remarked(const validate_view *v)
{
    for (size_t i = 0; i < v->check->field_count; i++)
        if (wn_cell_has_value(cell_of(v, i)))
            return check_noted(v);
    return NOT_APPLICABLE;
}

const validate_rule validate_rules[WN_RULE_COUNT] = {
    [WN_RULE_REQUIRED] = check_required,   [WN_RULE_ANY_OF] = check_any_of,
    [WN_RULE_VALID] = check_valid,         [WN_RULE_CLASSIFIED] = check_classified,
    [WN_RULE_RANGE] = check_range,         [WN_RULE_LENGTH] = check_length,
    [WN_RULE_STALE] = check_age,           [WN_RULE_INACTIVE] = check_age,
    [WN_RULE_REFERENCE] = check_reference, [WN_RULE_KEY_MISSING] = check_key,
    [WN_RULE_ROW_SHORT] = check_noted,     [WN_RULE_ROW_LONG] = check_noted,
    [WN_RULE_ROW_QUOTES] = check_noted,    [WN_RULE_TEXT_LOST] = check_noted,
    [WN_RULE_NUL_BYTE] = check_noted,      [WN_RULE_SEVERAL] = check_remarked,
    [WN_RULE_TWO_PEOPLE] = check_remarked, [WN_RULE_MISPLACED] = check_remarked,
    [WN_RULE_GARBLED] = check_remarked,    [WN_RULE_AMBIGUOUS] = check_remarked,
    [WN_RULE_DAMAGED] = check_remarked,    [WN_RULE_TYPO] = check_remarked,
    [WN_RULE_SHARED] = check_remarked,     [WN_RULE_INCOMPLETE] = check_remarked,
    [WN_RULE_PRIVATE] = check_remarked,
};

void validate_limit(char *out, const char *as_of, wn_duration after)
{
    static const int days_in[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 0, month = 1, day = 1;

    sscanf(as_of, "%4d-%2d-%2d", &year, &month, &day);
    if (after.unit == 'y')
        year -= after.count;
    for (int i = 0; after.unit == 'm' && i < after.count; i++)
        if (--month == 0) {
            month = 12;
            year--;
        }
    for (int i = 0; after.unit == 'd' && i < after.count; i++)
        if (--day == 0) {
            if (--month == 0) {
                month = 12;
                year--;
            }
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            day = days_in[month - 1] + (leap && month == 2);
        }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int last = days_in[month - 1] + (leap && month == 2);
    snprintf(out, 16, "%04d-%02d-%02d", year, month, day > last ? last : day);
}
