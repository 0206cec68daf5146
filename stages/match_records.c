/* match_records.c - the records of an entity, and the groups they are in so far. */
#include "match.h"

#include "core/memory.h"

#include <stdlib.h>

/* Groups are a union-find over `first`; the root is the first record of the group. */
uint32_t match_first(struct match *m, uint32_t i)
{
    while (m->first[i] != i) {
        m->first[i] = m->first[m->first[i]];
        i = m->first[i];
    }
    return i;
}

uint32_t match_first_of(void *data, uint32_t i)
{
    return match_first(data, i);
}

void match_make_room(struct match *m, size_t count)
{
    if (count < m->room)
        return;
    m->room = m->room ? m->room * 2 : 256;
    m->golden = wn_realloc(m->golden, m->room, sizeof(*m->golden));
    m->differs =
        wn_realloc(m->differs, m->room * m->never_count + 1, sizeof(*m->differs));
    m->apart = wn_realloc(m->apart, m->room, sizeof(*m->apart));
    m->marks.of =
        wn_realloc(m->marks.of, m->room * m->marks.width + 1, sizeof(*m->marks.of));
    m->times = wn_realloc(m->times, m->room, sizeof(*m->times));
    m->first = wn_realloc(m->first, m->room, sizeof(*m->first));
    m->prints = wn_realloc(m->prints, m->room, sizeof(*m->prints));
}

/* The slot of the key, or the free one where it would be. A slot has half of a
 * fingerprint, so that those of other keys are hardly ever looked up. */
static uint64_t *slot_of(const struct match *m, wn_fingerprint key)
{
    const struct match_keys *k = &m->keys;
    size_t at = key.a & (k->room - 1);

    for (; k->slots[at]; at = (at + 1) & (k->room - 1)) {
        const wn_fingerprint *known = &m->prints[(uint32_t)k->slots[at] - 1];
        if (k->slots[at] >> 32 == key.a >> 32 && known->a == key.a && known->b == key.b)
            break;
    }
    return &k->slots[at];
}

static void enlarge_keys(struct match *m)
{
    struct match_keys old = m->keys;

    m->keys.room = old.room ? old.room * 2 : 256;
    m->keys.slots = wn_alloc(m->keys.room, sizeof(*m->keys.slots));
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i])
            *slot_of(m, m->prints[(uint32_t)old.slots[i] - 1]) = old.slots[i];
    free(old.slots);
}

uint32_t match_with_key(const struct match *m, wn_fingerprint key)
{
    return m->keys.room ? (uint32_t)*slot_of(m, key) - 1 : NONE;
}

uint32_t match_keep_key(struct match *m, uint32_t i)
{
    if (m->keys.count * 4 >= m->keys.room * 3)
        enlarge_keys(m);
    uint64_t *slot = slot_of(m, m->prints[i]);
    if (!*slot) {
        *slot = m->prints[i].a >> 32 << 32 | (i + 1);
        m->keys.count++;
    }
    return (uint32_t)*slot - 1;
}

/* Is the value in a list of the model that is no evidence (switchboards, shared
 * mailboxes)? */
bool match_is_no_evidence(const wn_entity *entity, int field, wn_str value)
{
    for (size_t i = 0; i < entity->never_count; i++)
        if (entity->nevers[i].list && entity->nevers[i].field == field &&
            wn_list_find(entity->nevers[i].list, value))
            return true;
    return false;
}

uint64_t match_fingerprint(wn_str value)
{
    return value.len ? wn_hash(value, 7) | 1 : 0;
}
