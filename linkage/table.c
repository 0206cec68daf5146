/* table.c - interned values, and records as rows of their numbers. */
#include "table.h"
#include "column_type.h"

#include "core/hash.h"
#include "core/memory.h"
#include "core/parallel.h"

#include <stdlib.h>
#include <string.h>

const char *const link_type_names[] = {"skip",     "text",  "digits",  "date", "email",
                                       "category", "words", "company", "year"};
_Static_assert(WN_COUNT(link_type_names) == WN_LINK_TYPE_COUNT, "a name for each");

const char *wn_link_type_name(wn_link_type type)
{
    return link_type_names[type];
}

static void enlarge(link_dictionary *d)
{
    size_t room = d->slot_room ? d->slot_room * 2 : 256;

    d->slots = wn_realloc(d->slots, room, sizeof(*d->slots));
    memset(d->slots, 0, room * sizeof(*d->slots));
    for (size_t i = 1; i < d->count; i++) {
        uint32_t hash = d->values[i].hash;
        size_t at = hash & (room - 1);
        while (d->slots[at])
            at = (at + 1) & (room - 1);
        d->slots[at] = (uint64_t)hash << 32 | i;
    }
    d->slot_room = room;
}

static link_value *append(link_dictionary *d)
{
    if (d->count == d->room) {
        d->room = d->room ? d->room + d->room / 2 : 64;
        d->values = wn_realloc(d->values, d->room, sizeof(*d->values));
    }
    d->values[d->count] = (link_value){0};
    return &d->values[d->count++];
}

void link_dictionary_open(link_dictionary *d)
{
    link_value *nothing = append(d);

    nothing->sound = "";
}

uint32_t link_hash_text(wn_str text)
{
    return (uint32_t)wn_hash(text, 0x6d617463);
}

uint32_t link_intern_hashed(link_dictionary *d, wn_str text, uint32_t hash,
                            wn_arena *arena)
{
    if (text.len == 0)
        return 0;
    if (text.len > UINT16_MAX)
        text.len = UINT16_MAX;
    if (d->count * 4 >= d->slot_room * 3)
        enlarge(d);
    size_t at = hash & (d->slot_room - 1);
    for (; d->slots[at]; at = (at + 1) & (d->slot_room - 1)) {
        if (d->slots[at] >> 32 != hash)
            continue;
        const link_value *v = &d->values[(uint32_t)d->slots[at]];
        if (wn_str_equal(link_text(v), text))
            return (uint32_t)d->slots[at];
    }
    char *copy = memcpy(wn_arena_bytes(arena, text.len), text.ptr, text.len);
    link_value *v = append(d);
    *v = (link_value){.sound = copy,
                      .len = (uint16_t)text.len,
                      .sound_len = (uint16_t)text.len,
                      .hash = hash};
    d->slots[at] = (uint64_t)hash << 32 | (d->count - 1);
    return (uint32_t)(d->count - 1);
}

uint32_t link_intern_text(link_dictionary *d, wn_str text, wn_arena *arena)
{
    return link_intern_hashed(d, text, link_hash_text(text), arena);
}

void link_set_sound(link_value *v, wn_str sound, wn_arena *arena)
{
    wn_str text = link_text(v);

    if (v->apart && wn_str_equal(sound, (wn_str){v->sound, v->sound_len}))
        return;
    if (sound.len > UINT16_MAX)
        sound.len = UINT16_MAX;
    if (!v->apart) /* its room is used again, where it is the last one */
        wn_arena_trim(arena, (char *)(uintptr_t)text.ptr, text.len, 0);
    char *to = wn_arena_bytes(arena, text.len + sound.len);
    memmove(to, text.ptr, text.len);
    v->sound = memcpy(to + text.len, sound.ptr, sound.len);
    v->sound_len = (uint16_t)sound.len;
    v->apart = true;
}

void link_dictionary_close(link_dictionary *d)
{
    free(d->slots);
    d->slots = NULL;
    d->slot_room = 0;
    d->values = wn_realloc(d->values, d->count, sizeof(*d->values));
    d->room = d->count;
}

void link_dictionary_release(link_dictionary *d)
{
    free(d->values);
    free(d->slots);
    *d = (link_dictionary){0};
}

uint32_t link_signature(wn_str s)
{
    uint32_t bits = 0, length = 0;

    for (size_t at = 0; at < s.len; length++) {
        uint32_t c = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        bits |= 1u << (c == ' ' ? 25 : (c >= '0' && c <= '9' ? c * 2 : c + 3) % 25);
    }
    return bits | (length < 63 ? length : 63) << 26;
}

uint32_t link_date_signature(wn_str s)
{
    int64_t number;

    return s.len == 8 && wn_str_number(s, &number) ? (uint32_t)number : 0;
}

uint32_t link_year_signature(wn_str s)
{
    int64_t number;

    return s.len == 4 && wn_str_number(s, &number) ? (uint32_t)number * 10000 : 0;
}

void link_table_init(link_table *t, const wn_str *names, const char *const *types,
                     size_t count)
{
    *t = (link_table){
        .source_count = count, .threads = wn_core_count(), .given = -1, .family = -1};
    t->sources = wn_alloc(count + 1, sizeof(*t->sources));
    link_dictionary_open(&t->token_names);
    for (size_t c = 0; c < count; c++) {
        t->sources[c].name = wn_arena_str(&t->arena, names[c]);
        t->sources[c].given_at = c;
        t->sources[c].seed = wn_hash(names[c], 0x6e616d65);
        link_dictionary_open(&t->sources[c].values);
        t->sources[c].transform = types ? types[c] : NULL;
        t->sources[c].ignored = link_is_ignored(&t->sources[c]);
    }
}

void link_source_release(link_source_column *s)
{
    link_dictionary_release(&s->values);
    free(s->ids);
    s->ids = NULL;
    wn_arena_release(&s->arena);
}

static void column_release(link_column *c)
{
    link_dictionary_release(&c->values);
    wn_arena_release(&c->arena);
    free(c->more);
}

void link_table_release(link_table *t)
{
    for (size_t c = 0; c < t->source_count; c++)
        link_source_release(&t->sources[c]);
    for (size_t c = 0; c < t->column_count; c++)
        column_release(&t->columns[c]);
    link_dictionary_release(&t->token_names);
    free(t->sources);
    free(t->rows);
    free(t->places);
    free(t->waiting.texts);
    wn_arena_release(&t->waiting.arena);
    free(t->copies);
    free(t->rows_like);
    free(t->number);
    free(t->record);
    free(t->origin);
    free(t->tokens);
    free(t->token_lists);
    free(t->fulls);
    free(t->sample);
    free(t->repeated);
    wn_arena_release(&t->arena);
    *t = (link_table){0};
}
