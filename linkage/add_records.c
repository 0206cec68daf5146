/*
 * add_records.c - records are added: each value of a column gets its number.
 *
 * Records wait until there are some thousands of them. Then each column is interned by
 * itself, by as many threads as there are; its dictionary is larger than a cache, so the
 * places where a value may be are fetched some values ahead. (Measured on a million
 * records of eight columns: a third of the time of interning record by record.)
 */
#include "intern.h"
#include "table.h"

#include "core/hash.h"
#include "core/memory.h"
#include "core/parallel.h"

#include <stdlib.h>
#include <string.h>

#define WAITING 8192       /* records */
#define ALONE 1024         /* fewer are interned sooner than another thread has begun */
#define AHEAD 8            /* values from one step of a prefetch to the next */
#define LONGEST_VALUE 2000 /* bytes that are compared; the rest says little */

/* What may be the value of a text, if it is known: none or the first one of its hash. */
static const link_value *likely(const link_dictionary *d, const link_waiting_text *text)
{
    uint64_t slot = d->slots[text->hash & (d->slot_room - 1)];

    return slot >> 32 == text->hash ? &d->values[(uint32_t)slot] : NULL;
}

static void fetch(const link_dictionary *d, const link_waiting_text *text, int step)
{
    if (text->len == 0 || d->slot_room == 0)
        return;
    if (step == 0) {
        __builtin_prefetch(&d->slots[text->hash & (d->slot_room - 1)]);
        return;
    }
    const link_value *v = likely(d, text);
    if (v)
        __builtin_prefetch(step == 1 ? (const void *)v : v->sound);
}

static void intern_column(void *data, size_t column)
{
    link_table *t = data;
    link_source_column *s = &t->sources[column];
    size_t count = t->waiting.count, first = t->records - count;
    const link_waiting_text *texts = t->waiting.texts + column * WAITING;

    for (size_t i = 0; i < count && !s->ignored; i++) {
        for (int step = 0; step < 3; step++)
            if (i + (size_t)(3 - step) * AHEAD < count)
                fetch(&s->values, &texts[i + (size_t)(3 - step) * AHEAD], step);
        uint32_t id = link_intern_hashed(
            &s->values, (wn_str){texts[i].text, texts[i].len}, texts[i].hash, &s->arena);
        s->ids[first + i] = id;
        s->values.values[id].count += id != 0;
    }
}

void link_table_settle(link_table *t)
{
    wn_parallel(t->waiting.count < ALONE ? 1 : t->threads, t->source_count, intern_column,
                t);
    t->waiting.count = 0;
    wn_arena_reset(&t->waiting.arena);
}

void link_table_rest(link_table *t, uint64_t rest)
{
    t->places[t->records - 1].content += link_mix(0x72657374, rest);
}

static void make_room(link_table *t)
{
    t->room = t->room ? t->room + t->room / 2 : 1024;
    t->origin = wn_realloc(t->origin, t->room, sizeof(*t->origin));
    t->places = wn_realloc(t->places, t->room, sizeof(*t->places));
    for (size_t c = 0; c < t->source_count; c++)
        if (!t->sources[c].ignored)
            t->sources[c].ids =
                wn_realloc(t->sources[c].ids, t->room, sizeof(*t->sources[c].ids));
}

/* The value waits; returns what it adds to the record's content. */
static uint64_t add_value(link_table *t, size_t column, wn_str value)
{
    const link_source_column *s = &t->sources[column];
    link_waiting_text *to = &t->waiting.texts[column * WAITING + t->waiting.count];

    if (s->ignored)
        return value.len ? link_mix(s->seed, wn_hash(value, 1)) : 0;
    *to = (link_waiting_text){NULL, 0, 0};
    if (value.len == 0)
        return 0;
    if (value.len > LONGEST_VALUE)
        value.len = LONGEST_VALUE;
    to->text = memcpy(wn_arena_bytes(&t->waiting.arena, value.len), value.ptr, value.len);
    to->len = (uint32_t)value.len;
    to->hash = link_hash_text(value);
    return link_mix(s->seed, to->hash);
}

void link_table_add(link_table *t, const wn_str *values, uint16_t origin)
{
    uint64_t content = 0;

    if (t->records == t->room)
        make_room(t);
    if (!t->waiting.texts)
        t->waiting.texts =
            wn_realloc(NULL, WAITING * t->source_count + 1, sizeof(*t->waiting.texts));
    for (size_t c = 0; c < t->source_count; c++)
        content += add_value(t, c, values[c]);
    t->places[t->records] = (link_place){content, (uint32_t)t->records, origin};
    t->origin[t->records++] = origin;
    if (origin >= t->origins)
        t->origins = (size_t)origin + 1;
    if (++t->waiting.count == WAITING)
        link_table_settle(t);
}
