/* managers.c - finds who is above an owner, on all levels. Owners are texts: the name, the
 * number or the mailbox of a user. Where two users are called the same and have different
 * managers, nobody is known. */
#include "managers.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct one_user {
    wn_str key, name, mailbox, manager; /* manager: as the record says it */
    int64_t is_under;                   /* index into `books`, or MANAGERS_NONE */
} one_user;

typedef struct managers {
    one_user *users;
    size_t count, room;
    wn_map user_of; /* folded key, name or mailbox -> index; NOBODY: it is of several */
    wn_str *books;       /* names of managers */
    int64_t *book_users; /* who they are; NOBODY: no user of the list */
    size_t book_count, book_room, user_room;
    int64_t *chain;  /* the answer of all_above */
    size_t *seen_in; /* by book: the number of the walk that saw it last */
    size_t walks;
    wn_str *owners; /* of rows that are listed, each once */
    size_t owner_count, owner_room;
    wn_map owner_of;
    int64_t *chosen; /* books that are written */
    size_t chosen_count;
    wn_map book_of; /* user's number, or folded text -> index of books */
    wn_arena arena;
} managers;

#define NOBODY (-1)

void managers_open(report *r)
{
    r->managers = wn_alloc(1, sizeof(*r->managers));
}

/* The first value of a field with this role that the record has. */
static wn_str value_of(const wn_record *record, wn_role role)
{
    const wn_entity *entity = record->file->entity;

    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].type->role == role && wn_cell_has_value(&record->cells[f]))
            return record->cells[f].value;
    return WN_STR("");
}

void managers_take(report *r, const wn_record *record)
{
    managers *m = r->managers;
    int field = record->file->entity->means[WN_MEANS_MANAGER];

    if (field < 0)
        return;
    m->users = wn_grow(m->users, m->count, &m->room, sizeof(*m->users));
    /* raw: a link says by now where it leads in the target */
    m->users[m->count++] = (one_user){
        wn_arena_str(&m->arena, wn_str_trim(record->key)),
        wn_arena_str(&m->arena, value_of(record, WN_ROLE_PERSON)),
        wn_arena_str(&m->arena, value_of(record, WN_ROLE_EMAIL)),
        wn_arena_str(&m->arena, wn_str_trim(record->cells[field].raw)), MANAGERS_NONE};
}

/* Calls the user by this text; one that several have, with other managers, is nobody's.
 */
static void call(managers *m, wn_str text, size_t user)
{
    bool is_new = false;

    if (text.len == 0)
        return;
    int64_t *at = wn_map_set(&m->user_of, wn_fold_fingerprint(text), &is_new);
    if (is_new)
        *at = (int64_t)user;
    else if (*at != NOBODY &&
             !wn_fold_equal(m->users[*at].manager, m->users[user].manager))
        *at = NOBODY;
}

static int64_t user_called(const managers *m, wn_str text)
{
    const int64_t *at =
        text.len ? wn_map_find(&m->user_of, wn_fold_fingerprint(text)) : NULL;

    return at ? *at : NOBODY;
}

static int64_t book_of(managers *m, int64_t user, wn_str text)
{
    bool is_new = false;
    int64_t *at = wn_map_set(&m->book_of,
                             user == NOBODY ? wn_fold_fingerprint(text)
                                            : wn_fingerprint_numbers((uint64_t)user, 1),
                             &is_new);

    if (is_new) {
        wn_str name =
            user == NOBODY || m->users[user].name.len == 0 ? text : m->users[user].name;
        m->books = wn_grow(m->books, m->book_count, &m->book_room, sizeof(*m->books));
        *at = (int64_t)m->book_count;
        m->book_users =
            wn_grow(m->book_users, m->book_count, &m->user_room, sizeof(*m->book_users));
        m->book_users[m->book_count] = user;
        m->books[m->book_count++] = name;
    }
    return *at;
}

void managers_settle(report *r)
{
    managers *m = r->managers;

    for (size_t u = 0; u < m->count; u++) {
        call(m, m->users[u].key, u);
        call(m, m->users[u].name, u);
        call(m, m->users[u].mailbox, u);
    }
    for (size_t u = 0; u < m->count; u++) {
        one_user *user = &m->users[u];
        int64_t manager = user_called(m, user->manager);
        if (user->manager.len > 0 && manager != (int64_t)u)
            user->is_under = book_of(m, manager, user->manager);
    }
    m->chain = wn_alloc(m->book_count + 1, sizeof(*m->chain));
    m->seen_in = wn_alloc(m->book_count + 1, sizeof(*m->seen_in));
}

static int64_t above(const managers *m, int64_t user)
{
    return user == NOBODY ? MANAGERS_NONE : m->users[user].is_under;
}

/* Who is above the owner, the nearest first, each once; *count 0: nobody is known. Ends
 * where nobody is above, at the owner, and where a ring closes. */
static const int64_t *all_above(managers *m, wn_str owner, size_t *count)
{
    int64_t user = user_called(m, wn_str_trim(owner));

    *count = 0;
    m->walks++;
    for (int64_t at = above(m, user); at != MANAGERS_NONE && m->seen_in[at] != m->walks &&
                                      m->book_users[at] != user;
         at = above(m, m->book_users[at])) {
        m->seen_in[at] = m->walks;
        m->chain[(*count)++] = at;
    }
    return m->chain;
}

bool managers_is_above(const report *r, int64_t manager, wn_str owner)
{
    size_t count;
    const int64_t *chain = all_above(r->managers, owner, &count);

    while (count > 0 && chain[count - 1] != manager)
        count--;
    return count > 0;
}

/* The user who is the manager of a user, or NOBODY. */
static int64_t boss_of(const managers *m, int64_t user)
{
    int64_t at = above(m, user);

    return at == MANAGERS_NONE ? NOBODY : m->book_users[at];
}

/* How many users are above themselves, by others; *first: one of them. */
static size_t ring_of(const managers *m, wn_str *first)
{
    size_t *seen_from = wn_alloc(m->count + 1, sizeof(*seen_from)), count = 0;

    for (size_t u = 0; u < m->count; u++) {
        int64_t at = (int64_t)u;
        for (; at != NOBODY && seen_from[at] == 0; at = boss_of(m, at))
            seen_from[at] = u + 1;
        if (at == NOBODY || seen_from[at] != u + 1)
            continue;
        const int64_t begin = at; /* a ring that nobody walked before */
        if (count == 0)
            *first = m->users[at].name.len ? m->users[at].name : m->users[at].key;
        do {
            count++;
            at = boss_of(m, at);
        } while (at != begin);
    }
    free(seen_from);
    return count;
}

wn_str managers_name(const report *r, int64_t manager)
{
    return r->managers->books[manager];
}

/* ---- who gets a workbook ---------------------------------------------------------- */

void managers_see(report *r, wn_str owner)
{
    managers *m = r->managers;
    bool is_new = false;

    if (owner.len == 0)
        return;
    wn_map_set(&m->owner_of, wn_fold_fingerprint(owner), &is_new);
    if (!is_new)
        return;
    m->owners = wn_grow(m->owners, m->owner_count, &m->owner_room, sizeof(*m->owners));
    m->owners[m->owner_count++] = wn_arena_str(&m->arena, owner);
}

/* Tells which owners have no manager that is known, which users form a ring, and how many
 * managers have no workbook. */
static void tell(report *r, size_t unknown, wn_str first, size_t beyond)
{
    managers *m = r->managers;
    wn_str one = WN_STR("");
    size_t ring = ring_of(m, &one);

    if (m->book_count == 0)
        report_left(r, WN_SAY_LEFT_NO_MANAGERS);
    else if (unknown > 0)
        report_left(r, WN_SAY_LEFT_OWNERS, unknown,
                    WN_FMT(report_seen(r, first, &m->arena)));
    if (ring > 0)
        report_left(r, WN_SAY_LEFT_RING, ring, WN_FMT(report_seen(r, one, &m->arena)));
    if (beyond > 0)
        report_left(r, WN_SAY_LEFT_MANAGERS, m->chosen_count, beyond);
}

void managers_choose(report *r, size_t most)
{
    managers *m = r->managers;
    size_t unknown = 0, beyond = 0, levels;
    bool *seen = wn_alloc(m->book_count + 1, sizeof(*seen));
    wn_str first = WN_STR("");

    m->chosen = wn_alloc(m->book_count + 1, sizeof(*m->chosen));
    for (size_t o = 0; o < m->owner_count; o++) {
        const int64_t *above = all_above(m, m->owners[o], &levels);
        if (levels == 0 && unknown++ == 0)
            first = m->owners[o];
        for (size_t i = 0; i < levels; i++) {
            if (!seen[above[i]] && m->chosen_count < most)
                m->chosen[m->chosen_count++] = above[i];
            else
                beyond += !seen[above[i]];
            seen[above[i]] = true;
        }
    }
    free(seen);
    tell(r, unknown, first, beyond);
}

const int64_t *managers_chosen(const report *r, size_t *count)
{
    *count = r->managers ? r->managers->chosen_count : 0;
    return r->managers ? r->managers->chosen : NULL;
}

void managers_release(report *r)
{
    if (!r->managers)
        return;
    wn_map_release(&r->managers->user_of);
    wn_map_release(&r->managers->book_of);
    wn_arena_release(&r->managers->arena);
    free(r->managers->users);
    free(r->managers->books);
    free(r->managers->book_users);
    free(r->managers->chain);
    free(r->managers->owners);
    free(r->managers->chosen);
    wn_map_release(&r->managers->owner_of);
    free(r->managers->seen_in);
    free(r->managers);
}
