/* write_values.c - the sheets of the values of lists, and of links between records. */
#include "writing.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- values ----------------------------------------------------------------------- */

enum { LIST, SOURCE, COUNT, NOW, TO, NEAREST, HEADINGS };

static const book_column columns[HEADINGS] = {
    [LIST] = {WN_SAY_BOOK_VALUE_LIST, 26},  [SOURCE] = {WN_SAY_BOOK_VALUE_SOURCE, 26},
    [COUNT] = {WN_SAY_BOOK_VALUE_COUNT, 9}, [NOW] = {WN_SAY_BOOK_VALUE_NOW, 22},
    [TO] = {WN_SAY_BOOK_VALUE_TO, 22},      [NEAREST] = {WN_SAY_BOOK_VALUE_NEAREST, 22},
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

/* "行业 (industry)": the label of a field that has the list, and its name. */
static wn_str list_label(book_writing *w, const wn_list *list)
{
    for (size_t e = 0; e < w->plan->model.entity_count; e++) {
        const wn_entity *entity = &w->plan->model.entities[e];
        for (size_t f = 0; f < entity->field_count; f++) {
            const wn_field *field = &entity->fields[f];
            if (field->list == list)
                return wn_arena_format(
                    &w->arena, "%.*s (%.*s)",
                    WN_FMT(wn_label(w->lang, field->en, field->zh, field->name)),
                    WN_FMT(list->name));
        }
    }
    return list->name;
}

static wn_str item_label(book_writing *w, const wn_list_item *item)
{
    return item ? wn_label(w->lang, item->en, item->zh, item->code) : WN_STR("");
}

static void put_value(book_writing *w, lxw_worksheet *page, uint32_t row,
                      const wn_seen_value *v)
{
    const wn_list_item *now = wn_list_find(v->list, v->value);
    wn_str near = now ? WN_STR("") : wn_list_nearest(v->list, v->value);

    book_put(w, page, row, LIST, list_label(w, v->list), LOOK_GIVEN);
    book_put(w, page, row, SOURCE, v->value, LOOK_GIVEN);
    book_put_number(w, page, row, COUNT, (double)v->count, LOOK_COUNT);
    book_put(w, page, row, NOW, item_label(w, now), now ? LOOK_GIVEN : LOOK_DOUBT);
    book_put(w, page, row, TO, WN_STR(""), LOOK_TEXT);
    book_put(w, page, row, NEAREST,
             item_label(w, near.len ? wn_list_find(v->list, near) : NULL), LOOK_GIVEN);
    w->problems += now == NULL;
    book_end_row(w, page, row);
}

wn_rc book_write_values(book_writing *w)
{
    const wn_seen *seen = w->seen;
    lxw_worksheet *page =
        book_add_page(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_VALUES)), NULL);
    char name[32];

    if (!page)
        return w->err->rc;
    wn_seen_value *values = wn_alloc(seen->value_count + 1, sizeof(*values));
    if (seen->value_count)
        memcpy(values, seen->values, seen->value_count * sizeof(*values));
    if (seen->value_count > 1)
        qsort(values, seen->value_count, sizeof(*values), by_need);
    worksheet_freeze_panes(page, 1, 0);
    book_put_head(w, page, 0, columns, HEADINGS);
    for (size_t from = 0, to; from < seen->value_count; from = to) {
        for (to = from; to < seen->value_count && values[to].list == values[from].list;
             to++)
            put_value(w, page, (uint32_t)to + 1, &values[to]);
        snprintf(name, sizeof(name), "list_%zu",
                 (size_t)(values[from].list - w->plan->model.lists) + 1);
        book_offer_name(page, TO, (uint32_t)from + 1, (uint32_t)to, name);
    }
    if (seen->value_count)
        worksheet_autofilter(page, 0, 0, (uint32_t)seen->value_count, HEADINGS - 1);
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

static void put_links(book_writing *w, lxw_worksheet *page, size_t file, uint32_t *row)
{
    const wn_file *f = &w->plan->files[file];

    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_field *field = &f->entity->fields[f->binds[b].field];
        if (field->target < 0)
            continue;
        book_put_link(w, page, *row, 0, w->sheets[file], w->sheets[file]);
        book_put(w, page, *row, 1, f->binds[b].columns[0], LOOK_GIVEN);
        book_put(w, page, *row, 2, book_field_label(f->entity, field, w->lang, &w->arena),
                 LOOK_GIVEN);
        book_put(w, page, *row, 3,
                 book_label_of(w, &w->plan->model.entities[field->target]), LOOK_GIVEN);
        book_put(w, page, *row, 4, wn_str_of(wn_say(w->lang, fate_of(field))),
                 LOOK_GIVEN);
        book_end_row(w, page, (*row)++);
    }
}

wn_rc book_write_links(book_writing *w)
{
    static const book_column heads[] = {{WN_SAY_BOOK_LINK_TABLE, 24},
                                        {WN_SAY_BOOK_LINK_COLUMN, 24},
                                        {WN_SAY_BOOK_LINK_FIELD, 20},
                                        {WN_SAY_BOOK_LINK_TO, 16},
                                        {WN_SAY_BOOK_LINK_FATE, 40}};
    lxw_worksheet *page =
        book_add_page(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_LINKS)), NULL);
    uint32_t row = 1;

    if (!page)
        return w->err->rc;
    worksheet_freeze_panes(page, 1, 0);
    book_put_head(w, page, 0, heads, 5);
    for (size_t i = 0; i < w->plan->file_count; i++)
        put_links(w, page, i, &row);
    return WN_OK;
}
