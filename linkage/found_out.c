/* found_out.c - what was found out about the table, for people: the columns that say
 * again what others say, those that only one list has, pairs that are alike and not the
 * same. */
#include "found_out.h"

#include "core/memory.h"

#include <stdlib.h>

#define LEAST_PAIRS 10 /* of a class that is worth a word */
#define SHARED 0.5 /* a class shares so much of the columns that it is said to share */
#define TOLD 0.25  /* of a column's bits, that answers add or take: worth a word */
#define LACKED 0.1 /* and of those that it is said to lack at most so much */

/* The names of these columns, as they came, each once. */
static wn_str names_of(link_notes *n, const link_table *t, uint32_t columns)
{
    wn_buf out = {0};
    wn_str last = WN_STR("");

    for (size_t i = 0; i < t->column_count; i++) {
        const link_column *c = &t->columns[t->shown[i]];
        if (!(columns >> t->shown[i] & 1) || wn_str_equal(c->source, last))
            continue;
        if (out.len > 0)
            wn_buf_add(&out, WN_STR(", "));
        wn_buf_add(&out, c->source);
        last = c->source;
    }
    wn_str names = wn_arena_str(&n->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return names;
}

static void add(link_notes *n, wn_link_note note)
{
    n->items = wn_grow(n->items, n->count, &n->room, sizeof(*n->items));
    n->items[n->count++] = note;
}

static void add_repeats(link_notes *n, const link_table *t)
{
    for (size_t i = 0; i < t->column_count; i++) {
        size_t c = t->shown[i];
        const link_column *column = &t->columns[c];
        if (t->made_of[c] && column->filled > 0)
            add(n, (wn_link_note){.kind = WN_LINK_REPEATS,
                                  .columns = names_of(n, t, 1u << c),
                                  .others = names_of(n, t, t->made_of[c]),
                                  .number = 100.0 * (double)column->repeated /
                                            (double)column->filled});
    }
}

static void add_class(link_notes *n, const link_model *model, const link_table *t,
                      const link_class *class)
{
    uint32_t shared = 0, lacked = 0;
    double pairs = class->prior * model->pairs;

    for (size_t c = 0; c < t->column_count; c++) {
        bool tells = !t->columns[c].is_repeat && t->columns[c].filled > 0;
        shared |= (uint32_t)(tells && class->shared[c] >= SHARED) << c;
        lacked |= (uint32_t)(tells && class->shared[c] <= LACKED) << c;
    }
    if (pairs < LEAST_PAIRS || !(shared & (shared - 1)) || !lacked)
        return; /* sharing one column only is no news */
    wn_link_note note = {.kind = class->is_match ? WN_LINK_MOVED : WN_LINK_ALIKE,
                         .columns = names_of(n, t, shared),
                         .others = names_of(n, t, lacked),
                         .number = pairs};
    for (size_t i = 0; i < n->count; i++) /* sessions often find the same class */
        if (n->items[i].kind == note.kind &&
            wn_str_equal(n->items[i].columns, note.columns) &&
            wn_str_equal(n->items[i].others, note.others))
            return;
    add(n, note);
}

static void add_one_sided(link_notes *n, const link_table *t)
{
    wn_buf out = {0};

    for (size_t i = 0; i < t->one_sided_count; i++) {
        wn_buf_add(&out, i ? WN_STR(", ") : WN_STR(""));
        wn_buf_add(&out, t->one_sided[i]);
    }
    if (out.len > 0)
        add(n, (wn_link_note){.kind = WN_LINK_ONE_SIDED,
                              .columns = wn_arena_str(&n->arena, wn_buf_str(&out))});
    wn_buf_release(&out);
}

/* Which columns count more or less than they did, by people's answers. */
static void add_calibration(link_notes *n, const link_model *model, const link_table *t)
{
    uint32_t more = 0, less = 0;

    for (size_t c = 0; c < t->column_count && model->calibration.answers > 0; c++) {
        double factor = model->calibration.factor[2 + c];
        more |= (uint32_t)(factor >= TOLD) << c;
        less |= (uint32_t)(factor <= -TOLD) << c;
    }
    if (more)
        add(n, (wn_link_note){.kind = WN_LINK_MORE, .columns = names_of(n, t, more)});
    if (less)
        add(n, (wn_link_note){.kind = WN_LINK_LESS, .columns = names_of(n, t, less)});
}

void link_notes_make(link_notes *n, const link_model *model, const link_table *t)
{
    link_notes_release(n);
    add_repeats(n, t);
    add_one_sided(n, t);
    if (model->contradicts)
        add(n, (wn_link_note){.kind = WN_LINK_CONTRADICTS,
                              .columns = names_of(n, t, model->contradicts)});
    for (size_t k = 0; k < model->class_count; k++)
        add_class(n, model, t, &model->classes[k]);
    add_calibration(n, model, t);
    if (model->mixed)
        add(n, (wn_link_note){.kind = WN_LINK_MIXED,
                              .columns = names_of(n, t, model->mixed)});
}

void link_notes_release(link_notes *n)
{
    free(n->items);
    wn_arena_release(&n->arena);
    *n = (link_notes){0};
}
