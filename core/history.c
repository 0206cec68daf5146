/* history.c - findings and records over the periods. */
#include "history.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static int64_t number_of(wn_str system, wn_str entity, wn_str key)
{
    uint64_t hash = wn_hash(key, wn_hash(entity, wn_hash(system, 1)));

    return (int64_t)(hash >> 1 | 1);
}

int64_t wn_record_number(const wn_record *record)
{
    wn_str whole = {(const char *)record->sha256, WN_SHA256_SIZE};

    return number_of(record->file->source->system, record->file->entity->name,
                     record->key.len ? record->key : whole);
}

int64_t wn_finding_number(const wn_check *check, const wn_record *record)
{
    return (int64_t)(wn_hash(check->id, (uint64_t)wn_record_number(record)) >> 1 | 1);
}

int64_t wn_finding_number_of(wn_str rule, wn_str system, wn_str entity, wn_str key)
{
    return (int64_t)(wn_hash(rule, (uint64_t)number_of(system, entity, key)) >> 1 | 1);
}

/* ---- numbers ---------------------------------------------------------------------- */

static size_t slot_of(const wn_index *index, int64_t number)
{
    size_t at = ((uint64_t)number * 0x9E3779B97F4A7C15u >> 20) & (index->slot_count - 1);

    while (index->slots[at] && index->numbers[index->slots[at] - 1] != number)
        at = (at + 1) & (index->slot_count - 1);
    return at;
}

static void make_slots(wn_index *index)
{
    index->slot_count = index->slot_count ? index->slot_count * 2 : 1024;
    free(index->slots);
    index->slots = wn_alloc(index->slot_count, sizeof(*index->slots));
    for (size_t i = 0; i < index->count; i++)
        index->slots[slot_of(index, index->numbers[i])] = (uint32_t)i + 1;
}

uint32_t wn_index_find(const wn_index *index, int64_t number)
{
    return index->count ? index->slots[slot_of(index, number)] - 1u : WN_NOWHERE;
}

uint32_t wn_index_add(wn_index *index, int64_t number, bool *is_new)
{
    uint32_t at = wn_index_find(index, number);

    WN_ASSERT(number > 0 && index->count < WN_NOWHERE);
    *is_new = at == WN_NOWHERE;
    if (!*is_new)
        return at;
    if ((index->count + 1) * 4 > index->slot_count * 3)
        make_slots(index);
    index->numbers =
        wn_grow(index->numbers, index->count, &index->room, sizeof(*index->numbers));
    index->numbers[index->count] = number;
    index->slots[slot_of(index, number)] = (uint32_t)++index->count;
    return (uint32_t)index->count - 1;
}

static void release_index(wn_index *index)
{
    free(index->numbers);
    free(index->slots);
}

/* ---- findings and records --------------------------------------------------------- */

wn_fingerprint wn_level_fingerprint(wn_str place, wn_str field)
{
    return wn_fingerprint_mix(wn_fingerprint_of(place), field);
}

const wn_level *wn_history_level(const wn_history *history, wn_str system, wn_str entity,
                                 wn_str field)
{
    wn_buf place = {0};

    wn_buf_format(&place, "%.*s/%.*s", WN_FMT(system), WN_FMT(entity));
    const int64_t *at = history
                            ? wn_map_find(&history->level_of,
                                          wn_level_fingerprint(wn_buf_str(&place), field))
                            : NULL;
    wn_buf_release(&place);
    return at ? &history->levels[*at - 1] : NULL;
}

const wn_episode *wn_history_episode(const wn_history *history, int64_t finding)
{
    uint32_t at = history ? wn_index_find(&history->findings, finding) : WN_NOWHERE;

    return at == WN_NOWHERE ? NULL : &history->episodes[at];
}

bool wn_is_waived(const wn_history *history, const wn_check *check,
                  const wn_record *record)
{
    return history && history->waived.count &&
           wn_map_find(
               &history->waived,
               wn_fingerprint_numbers((uint64_t)wn_finding_number(check, record), 0));
}

uint64_t wn_touch_content(const wn_record *record)
{
    const wn_entity *entity = record->file->entity;
    uint64_t sum = 0;

    for (size_t f = 0; f < entity->field_count; f++)
        if ((int)f != entity->means[WN_MEANS_UPDATED] &&
            wn_cell_has_value(&record->cells[f]))
            sum += wn_hash(record->cells[f].raw, entity->fields[f].print);
    return sum;
}

const wn_touch *wn_history_touch(const wn_history *history, const wn_record *record)
{
    uint32_t at = history && history->touched.count
                      ? wn_index_find(&history->touched, wn_record_number(record))
                      : WN_NOWHERE;

    return at == WN_NOWHERE ? NULL : &history->touches[at];
}

bool wn_touched_since(const wn_history *history, const wn_record *record, int64_t *since)
{
    const wn_touch *touch = wn_history_touch(history, record);

    if (!touch || touch->content != wn_touch_content(record))
        return false;
    *since = touch->since;
    return true;
}

wn_history_group *wn_history_group_named(const wn_history *history, wn_str name)
{
    const int64_t *at = wn_map_find(&history->group_of, wn_fold_fingerprint(name));

    return at ? &history->groups[*at - 1] : NULL;
}

void wn_history_begin(wn_history *history, const wn_model *model)
{
    history->lifecycles =
        wn_alloc((size_t)model->check_count, sizeof(*history->lifecycles));
    for (size_t i = 0; i < history->answers.count; i++)
        history->answers.items[i].found = false;
}

void wn_answers_release(wn_answers *answers)
{
    free(answers->items);
    wn_map_release(&answers->known);
    wn_arena_release(&answers->arena);
    *answers = (wn_answers){0};
}

void wn_history_release(wn_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        free(history->periods[i].counts);
        free(history->periods[i].asked);
        free(history->periods[i].rows);
    }
    for (size_t i = 0; i < history->group_count; i++)
        free(history->groups[i].counts);
    free(history->periods);
    free(history->groups);
    wn_map_release(&history->group_of);
    free(history->episodes);
    free(history->waivers);
    free(history->touches);
    free(history->lifecycles);
    free(history->novelties);
    free(history->values);
    free(history->levels);
    wn_map_release(&history->level_of);
    release_index(&history->findings);
    release_index(&history->touched);
    wn_map_release(&history->waived);
    wn_arena_release(&history->arena);
    *history = (wn_history){.answers = history->answers};
}
