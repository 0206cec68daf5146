/*
 * lists.c - a column with few different values becomes a controlled list of the drafted
 * model, with the values that it has.
 */
#include "drafting.h"

#include "core/han.h"

#include <string.h>

#define LEAST_ROWS 20
#define MOST_VALUES 20
#define LONGEST 40

/* A word: not a number, a date or an address. */
static bool is_word(wn_str value)
{
    size_t letters = 0;

    for (size_t at = 0; at < value.len;)
        letters += wn_is_letter(wn_utf8_next(value, &at));
    return letters > 0 && wn_utf8_count(value) <= LONGEST &&
           !memchr(value.ptr, '@', value.len) && !memchr(value.ptr, '\n', value.len) &&
           !memchr(value.ptr, '|', value.len);
}

static bool is_list(const draft_column *c)
{
    bool free_text = !c->meaning || !strcmp(c->meaning->type, "text") ||
                     !strcmp(c->meaning->type, "choice");

    return free_text && !c->guessed && c->filled >= LEAST_ROWS && c->distinct >= 2 &&
           c->distinct <= MOST_VALUES && c->distinct * 4 <= c->filled &&
           !draft_means(c, "owner") && !draft_means(c, "city") &&
           !draft_means(c, "company") && draft_share(c, is_word) == 1;
}

/* Is it the only table of this entity? Another may have other values in the same
 * field. */
static bool is_only(const draft *d, int entity)
{
    size_t count = 0;

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++)
            count += d->tables[i]->parts[p].entity == entity;
    return count == 1;
}

wn_str draft_make_list(draft *d, const draft_table *t, int entity, const draft_column *c,
                       wn_str field)
{
    wn_map folded = {0};
    char room[256];

    if (!is_list(c) || !t->is_whole || !is_only(d, entity))
        return WN_STR("");
    wn_str name = wn_arena_format(&d->arena, "%.*s_%.*s",
                                  WN_FMT(d->entities[entity].name), WN_FMT(field));
    wn_buf_add(&d->lists, WN_STR("  <list"));
    wn_xml_attr(&d->lists, "name", name);
    wn_buf_add(&d->lists,
               WN_STR(" note=\"values as the files have them / 文件里的值\">\n"));
    for (size_t i = 0; i < c->some_count; i++) {
        bool is_new;
        wn_map_set(&folded, wn_fingerprint_of(wn_fold(c->some[i], room, sizeof(room))),
                   &is_new);
        if (!is_new)
            continue;
        wn_buf_add(&d->lists, WN_STR("    <item"));
        wn_xml_attr(&d->lists, "code", c->some[i]);
        wn_buf_add(&d->lists, WN_STR("/>\n"));
    }
    wn_map_release(&folded);
    wn_buf_add(&d->lists, WN_STR("  </list>\n"));
    return name;
}
