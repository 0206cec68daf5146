/*
 * match_repeats.c - records with the same key in a group.
 *
 * It is no mistake when they say the same: a list of contacts repeats its companies.
 * Where they contradict each other, that is a finding. A <file> with once="yes" says
 * that its rows may only name a record again: such a row beside a record of another
 * <file>, or beside the first such row, is no record of its own, and no duplicate.
 */
#include "match.h"

#include "checks/check.h"
#include "core/memory.h"
#include "core/stage.h"

#include <stdlib.h>

#define NONE_YET SIZE_MAX

struct match_key {
    bool is_seen;
    size_t mention; /* index in the batch: the record that counts as long as all others
                       came from files with once="yes"; or NONE_YET */
    struct {
        wn_str value; /* the first value that a record gave */
        bool is_said, is_disputed;
    } * fields;
};

void match_repeats_release(match_repeats *r)
{
    free(r->items);
    wn_map_release(&r->known);
    wn_arena_release(&r->arena);
    *r = (match_repeats){0};
}

/* Does the record contradict one with its key that came before? Its values are noted for
 * the next one. Dates are left out: they differ from row to row, whatever the record
 * is. */
static bool contradicts(const wn_entity *entity, struct match_key *key,
                        const wn_record *record)
{
    bool found = false;

    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_cell *cell = &record->cells[f];
        if (entity->fields[f].type->is_date || !wn_cell_has_value(cell))
            continue;
        bool other =
            key->fields[f].is_said && !wn_str_equal(key->fields[f].value, cell->value);
        found = found || other || key->fields[f].is_disputed;
        key->fields[f].is_disputed |= other;
        if (!key->fields[f].is_said)
            key->fields[f].value = cell->value;
        key->fields[f].is_said = true;
    }
    return found;
}

static bool same_key(const wn_record *a, const wn_record *b)
{
    return wn_str_equal(a->key, b->key) &&
           wn_str_equal(a->file->source->system, b->file->source->system);
}

/* Take the record in; true: it contradicts one before it. */
static bool enter(const wn_entity *entity, struct match_key *key, wn_batch *batch,
                  size_t at)
{
    wn_record *record = &batch->records[at];

    if (record->file->once) {
        record->again = key->is_seen;
        key->mention = key->is_seen ? key->mention : at;
    } else if (key->mention != NONE_YET) {
        batch->records[key->mention].again = true;
        key->mention = NONE_YET;
    }
    key->is_seen = true;
    return contradicts(entity, key, record);
}

/* A key came a second time. Take in the record that had it first, which nobody looked at;
 * it may be missing in the group, when it was refused. */
static void begin(struct match *m, struct match_key *key, wn_batch *batch, size_t first,
                  size_t at)
{
    const wn_entity *entity = m->entity;

    *key = (struct match_key){.mention = NONE_YET};
    key->fields = wn_arena_alloc(&m->repeats.arena,
                                 (entity->field_count + 1) * sizeof(*key->fields));
    while (first < at && !same_key(&batch->records[first], &batch->records[at]))
        first++;
    if (first < at)
        enter(entity, key, batch, first);
}

void match_repeats_see(struct match *m, wn_batch *batch, size_t first, size_t at)
{
    match_repeats *r = &m->repeats;
    wn_record *record = &batch->records[at];
    bool is_new;
    int64_t *known = wn_map_set(&r->known, m->prints[m->numbers[at - first]], &is_new);

    if (is_new) {
        *known = (int64_t)r->count;
        r->items = wn_grow(r->items, r->count, &r->room, sizeof(*r->items));
        begin(m, &r->items[r->count++], batch, first, at);
    }
    if (enter(m->entity, &r->items[*known], batch, at))
        wn_record_note(record, &batch->arena, m->entity->implied[WN_RULE_KEY_REPEATED],
                       m->entity->key, WN_NO_COLUMN, record->key);
}

void match_repeats_count(struct match *m, wn_batch *batch, size_t first)
{
    const wn_context *context = m->stage.context;
    const wn_check *check = m->entity->implied[WN_RULE_KEY_REPEATED];

    for (size_t i = first; i < batch->count; i++) {
        wn_record *record = &batch->records[i];
        bool failed = wn_record_is_noted(record, check);
        if (record->disposition != WN_DISPOSITION_SKIPPED &&
            wn_check_is_asked(context, check) && (failed || !record->again))
            wn_tallies_count(context->tallies, wn_tallies_group(context->tallies, record),
                             context->known->history, record, check,
                             failed ? WN_FAILED : WN_PASSED);
    }
    if (m->repeats.count > 0)
        wn_map_release(&m->repeats.known);
    wn_arena_reset(&m->repeats.arena);
    m->repeats.count = 0;
}
