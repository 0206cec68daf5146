/* write_values.c - the sheets of the values of lists, and of links between records. */
#include "writing.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- values ----------------------------------------------------------------------- */

enum { LIST, SOURCE, COUNT, NOW, TO, NEAREST, HEADINGS };

static const sheet_column columns[HEADINGS] = {
    [LIST] = {.word = WN_SAY_BOOK_VALUE_LIST, .width = 26},
    [SOURCE] = {.word = WN_SAY_BOOK_VALUE_SOURCE, .width = 26},
    [COUNT] = {.word = WN_SAY_BOOK_VALUE_COUNT, .width = 9},
    [NOW] = {.word = WN_SAY_BOOK_VALUE_NOW, .width = 22},
    [TO] = {.word = WN_SAY_BOOK_VALUE_TO, .width = 22},
    [NEAREST] = {.word = WN_SAY_BOOK_VALUE_NEAREST, .width = 22},
};

/* By list, those that are not in it first, then by how many rows have them. */
static int by_need(const void *left, const void *right)
{
    const wn_seen_value *a = left, *b = right;
    bool a_known = wn_list_find(a->list, a->value) != NULL,
         b_known = wn_list_find(b->list, b->value) != NULL;

    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    if (a_known != b_known)
        return a_known ? 1 : -1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return wn_str_compare(a->value, b->value);
}

static wn_str item_label(book_writing *w, const wn_list_item *item)
{
    return item ? wn_label(w->lang, item->en, item->zh, item->code) : WN_STR("");
}

static void put_value(book_writing *w, sheet *s, const wn_seen_value *v)
{
    const wn_list_item *now = wn_list_find(v->list, v->value);
    wn_str near = now ? WN_STR("") : wn_list_nearest(v->list, v->value);

    book_put(w, s, LIST, book_list_label(&w->plan->model, v->list, w->lang, &w->arena),
             LOOK_GIVEN);
    book_put(w, s, SOURCE, v->value, LOOK_GIVEN);
    book_put_number(w, s, COUNT, SHEET_NUMBER, (double)v->count);
    book_put(w, s, NOW, item_label(w, now), now ? LOOK_GIVEN : LOOK_DOUBT);
    book_put(w, s, TO, WN_STR(""), LOOK_TEXT);
    book_put(w, s, NEAREST, item_label(w, near.len ? wn_list_find(v->list, near) : NULL),
             LOOK_GIVEN);
    w->problems += now == NULL;
    sheet_next(s);
}

wn_rc book_write_values(book_writing *w)
{
    const wn_seen *seen = w->seen;
    sheet s =
        book_add_sheet(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_VALUES)), NULL);
    char name[32];

    if (!s.lxw)
        return w->err->rc;
    wn_seen_value *values = wn_alloc(seen->value_count + 1, sizeof(*values));
    if (seen->value_count)
        memcpy(values, seen->values, seen->value_count * sizeof(*values));
    if (seen->value_count > 1)
        qsort(values, seen->value_count, sizeof(*values), by_need);
    sheet_heads(&w->book, &s, columns, HEADINGS, 0);
    for (size_t from = 0, to; from < seen->value_count; from = to) {
        for (to = from; to < seen->value_count && values[to].list == values[from].list;
             to++)
            put_value(w, &s, &values[to]);
        snprintf(name, sizeof(name), "list_%zu",
                 (size_t)(values[from].list - w->plan->model.lists) + 1);
        book_offer_name(s.lxw, TO, (uint32_t)from + 1, (uint32_t)to, name);
    }
    sheet_finish(&s, -1, NULL);
    free(values);
    return WN_OK;
}

/* ---- links ------------------------------------------------------------------------ */

static wn_word fate_of(const wn_field *field)
{
    return field->orphan == WN_POLICY_REFUSE   ? WN_SAY_BOOK_FATE_REFUSE
           : field->orphan == WN_POLICY_REVIEW ? WN_SAY_BOOK_FATE_REVIEW
                                               : WN_SAY_BOOK_FATE_REPORT;
}

static void put_links(book_writing *w, sheet *s, size_t file)
{
    const wn_file *f = &w->plan->files[file];
    const wn_seen_field *seen = w->seen->files ? w->seen->files[file].fields : NULL;

    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_field *field = &f->entity->fields[f->binds[b].field];
        if (field->target < 0)
            continue;
        sheet_link(&w->book, s, 0, w->sheets[file].ptr, w->sheets[file].ptr);
        book_put(w, s, 1, f->binds[b].columns[0], LOOK_GIVEN);
        book_put(w, s, 2, book_field_label(f->entity, field, w->lang, &w->arena),
                 LOOK_GIVEN);
        book_put(w, s, 3, book_label_of(w, &w->plan->model.entities[field->target]),
                 LOOK_GIVEN);
        book_put(w, s, 4, wn_str_of(wn_say(w->lang, fate_of(field))), LOOK_GIVEN);
        if (seen && seen[b].linked)
            book_put_number(w, s, 5, SHEET_PERCENT,
                            (double)seen[b].found / (double)seen[b].linked);
        else
            book_put(w, s, 5, WN_STR(""), LOOK_GIVEN);
        sheet_next(s);
    }
}

wn_rc book_write_links(book_writing *w)
{
    static const sheet_column heads[] = {{.word = WN_SAY_BOOK_LINK_TABLE, .width = 24},
                                         {.word = WN_SAY_BOOK_LINK_COLUMN, .width = 24},
                                         {.word = WN_SAY_BOOK_LINK_FIELD, .width = 20},
                                         {.word = WN_SAY_BOOK_LINK_TO, .width = 16},
                                         {.word = WN_SAY_BOOK_LINK_FATE, .width = 40},
                                         {.word = WN_SAY_BOOK_LINK_HITS, .width = 9}};
    sheet s =
        book_add_sheet(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_LINKS)), NULL);

    if (!s.lxw)
        return w->err->rc;
    sheet_heads(&w->book, &s, heads, WN_COUNT(heads), 0);
    for (size_t i = 0; i < w->plan->file_count; i++)
        put_links(w, &s, i);
    sheet_finish(&s, -1, NULL);
    return WN_OK;
}
