/* managers.c - finds the manager of an owner. Owners are texts: the name, the number or
 * the mailbox of a user. Where two users are called the same and have different managers,
 * nobody is known. */
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
    wn_str *books;  /* names of managers */
    size_t book_count, book_room;
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
}

int64_t managers_of(const report *r, wn_str owner)
{
    int64_t user = user_called(r->managers, wn_str_trim(owner));

    return user == NOBODY ? MANAGERS_NONE : r->managers->users[user].is_under;
}

wn_str managers_name(const report *r, int64_t manager)
{
    return r->managers->books[manager];
}

bool managers_any(const report *r)
{
    return r->managers->book_count > 0;
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
    free(r->managers);
}
