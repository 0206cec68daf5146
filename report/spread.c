/* spread.c - counts of the values of fields with a list: as they were written, and as
 * they are now; in a health check, as they were in the last period. What is counted is
 * bounded: values beyond MOST are counted together. */
#include "report.h"

#include "core/history.h"
#include "core/memory.h"

#include <stdlib.h>

#define MOST 2000 /* different spellings of a field that are told apart */

static report_spread *spread_of(report *r, const wn_entity *entity, const wn_field *field)
{
    report_spread **at = &r->spreads[field->number];

    if (!*at) {
        *at = wn_alloc(1, sizeof(**at));
        (*at)->entity = entity;
        (*at)->field = field;
    }
    return *at;
}

static spread_value *value_of(report *r, report_spread *s, wn_str value)
{
    bool is_new = false;
    int64_t *at = wn_map_set(&s->value_of, wn_fingerprint_of(value), &is_new);

    if (is_new) {
        *at = (int64_t)s->value_count;
        s->values =
            wn_grow(s->values, s->value_count, &s->value_room, sizeof(*s->values));
        s->values[s->value_count++] =
            (spread_value){.value = wn_arena_str(&r->arena, value)};
    }
    return &s->values[*at];
}

static void count(report *r, report_spread *s, const wn_cell *cell)
{
    wn_fingerprint print = wn_fingerprint_mix(wn_fingerprint_of(cell->value), cell->raw);
    bool is_new = false;

    s->filled++;
    if (s->spelling_count == MOST && !wn_map_find(&s->spelling_of, print)) {
        s->others++;
        return;
    }
    int64_t *at = wn_map_set(&s->spelling_of, print, &is_new);
    if (is_new) {
        spread_value *value = value_of(r, s, cell->value);
        *at = (int64_t)s->spelling_count;
        s->spellings = wn_grow(s->spellings, s->spelling_count, &s->spelling_room,
                               sizeof(*s->spellings));
        s->spellings[s->spelling_count++] =
            (spread_spelling){report_masked(r, s->field, cell->raw, &r->arena),
                              (size_t)(value - s->values), 0, NULL};
        value->spellings++;
    }
    s->spellings[*at].count++;
    s->values[s->spellings[*at].value].count++;
}

void report_spread_add(report *r, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;

    for (size_t f = 0; f < entity->field_count && report_shows_values(r); f++) {
        const wn_field *field = &entity->fields[f];
        const wn_cell *cell = &record->cells[f];
        if (!field->list || cell->state == WN_CELL_ABSENT)
            continue;
        report_spread *s = spread_of(r, entity, field);
        s->records++;
        if (wn_cell_has_value(cell))
            count(r, s, cell);
    }
}

/* ---- at the end ------------------------------------------------------------------- */

static int by_count(const void *left, const void *right)
{
    const spread_value *a = left, *b = right;
    uint64_t x = a->count > a->was ? a->count : a->was,
             y = b->count > b->was ? b->count : b->was;

    return x != y ? (x < y) - (x > y) : wn_str_compare(a->value, b->value);
}

static int by_frequency(const void *left, const void *right)
{
    const spread_spelling *a = left, *b = right;

    return a->count != b->count ? (a->count < b->count) - (a->count > b->count)
                                : wn_str_compare(a->text, b->text);
}

/* Adds what the last period had of the field. */
static void add_before(report *r, report_spread *s)
{
    const wn_history *history = r->stage.context->known->history;

    for (size_t i = 0; i < history->value_count; i++) {
        const wn_value_count *v = &history->values[i];
        if (!wn_str_equal(v->entity, s->entity->name) ||
            !wn_str_equal(v->field, s->field->name))
            continue;
        s->was += v->count;
        if (s->value_count < MOST ||
            wn_map_find(&s->value_of, wn_fingerprint_of(v->value)))
            value_of(r, s, v->value)->was += v->count;
    }
}

void report_spread_end(report *r)
{
    for (int f = 0; f < r->stage.context->plan->model.field_count; f++) {
        report_spread *s = r->spreads[f];
        if (!s)
            continue;
        if (s->spelling_count > 0)
            qsort(s->spellings, s->spelling_count, sizeof(*s->spellings), by_frequency);
        for (size_t i = s->spelling_count; i-- > 0;) { /* the most frequent is first */
            spread_spelling *p = &s->spellings[i];
            p->next = s->values[p->value].first;
            s->values[p->value].first = p;
        }
        if (r->kind->compares)
            add_before(r, s);
        if (s->value_count > 0)
            qsort(s->values, s->value_count, sizeof(*s->values), by_count);
    }
}

void report_spread_release(report *r)
{
    for (int f = 0; r->spreads && f < r->stage.context->plan->model.field_count; f++)
        if (r->spreads[f]) {
            free(r->spreads[f]->values);
            free(r->spreads[f]->spellings);
            wn_map_release(&r->spreads[f]->value_of);
            wn_map_release(&r->spreads[f]->spelling_of);
            free(r->spreads[f]);
        }
    free(r->spreads);
}
