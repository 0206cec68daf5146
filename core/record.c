/* record.c - batches of records and the notes on them. */
#include "record.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_BYTES                                                      \
    ((size_t)8 << 20) /* a batch of wide rows is full before it is long \
                       */

const char *const wn_disposition_names[WN_DISPOSITION_COUNT] = {
    "loaded", "unchanged", "review", "refused", "absorbed", "skipped",
};

const char *wn_disposition_name(wn_disposition disposition)
{
    return wn_disposition_names[disposition];
}

void wn_batch_init(wn_batch *batch, size_t capacity)
{
    *batch = (wn_batch){.capacity = capacity, .room = capacity};
    batch->records = wn_alloc(capacity, sizeof(*batch->records));
}

void wn_batch_release(wn_batch *batch)
{
    wn_arena_release(&batch->arena);
    free(batch->records);
    *batch = (wn_batch){0};
}

void wn_batch_clear(wn_batch *batch)
{
    wn_arena_reset(&batch->arena);
    batch->count = 0;
    batch->pairs = NULL;
    batch->pair_count = 0;
}

bool wn_batch_is_full(const wn_batch *batch)
{
    return batch->count >= batch->capacity ||
           (batch->count > 0 && batch->arena.held > MOST_BYTES);
}

wn_record *wn_batch_append(wn_batch *batch)
{
    batch->records =
        wn_grow(batch->records, batch->count, &batch->room, sizeof(*batch->records));
    wn_record *record = &batch->records[batch->count++];
    *record = (wn_record){0};
    return record;
}

wn_finding *wn_record_note(wn_record *record, wn_arena *arena, const wn_check *check,
                           int32_t field, uint32_t column, wn_str value)
{
    wn_finding *finding = wn_arena_alloc(arena, sizeof(*finding));

    WN_ASSERT(!record->file || check->entity == record->file->entity);
    *finding =
        (wn_finding){.check = check, .field = field, .column = column, .value = value};
    *(record->last_finding ? &record->last_finding->next : &record->findings) = finding;
    record->last_finding = finding;
    return finding;
}

void wn_record_forget(wn_record *record, const wn_check *check)
{
    wn_finding **at = &record->findings;

    record->last_finding = NULL;
    while (*at) {
        if ((*at)->check == check) {
            *at = (*at)->next;
            continue;
        }
        record->last_finding = *at;
        at = &(*at)->next;
    }
}

bool wn_record_is_noted(const wn_record *record, const wn_check *check)
{
    for (const wn_finding *f = record->findings; f; f = f->next)
        if (f->check == check)
            return true;
    return false;
}

void wn_record_judge(wn_record *record, wn_policy policy)
{
    if (policy == WN_POLICY_REFUSE)
        record->disposition = WN_DISPOSITION_REFUSED;
    else if (policy == WN_POLICY_REVIEW && record->disposition == WN_DISPOSITION_LOADED)
        record->disposition = WN_DISPOSITION_REVIEW;
}
