/* match_records.c - the records of an entity, and the groups they are in so far. */
#include "match.h"

#include "core/memory.h"

/* Groups are a union-find over `first`; the root is the first record of the group. */
uint32_t match_first(struct match *m, uint32_t i)
{
    while (m->first[i] != i) {
        m->first[i] = m->first[m->first[i]];
        i = m->first[i];
    }
    return i;
}

void match_make_room(struct match *m, size_t count)
{
    if (count < m->room)
        return;
    m->room = m->room ? m->room * 2 : 256;
    m->golden = wn_realloc(m->golden, m->room, sizeof(*m->golden));
    m->differs =
        wn_realloc(m->differs, m->room * (m->never_count + 1), sizeof(*m->differs));
    m->apart = wn_realloc(m->apart, m->room, sizeof(*m->apart));
    m->marks.of =
        wn_realloc(m->marks.of, m->room * (m->marks.width + 1), sizeof(*m->marks.of));
    m->times = wn_realloc(m->times, m->room, sizeof(*m->times));
    m->first = wn_realloc(m->first, m->room, sizeof(*m->first));
    m->prints = wn_realloc(m->prints, m->room, sizeof(*m->prints));
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
