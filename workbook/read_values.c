/* read_values.c - which item of a list a value of the source is to be read as. It becomes
 * another spelling of the item, in the model. */
#include "reading.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { LIST, SOURCE, COUNT, NOW, TO, NEAREST, HEADINGS };
static const book_heading_of headings[] = {{NULL, TO}};

const wn_list *book_list_named(const wn_model *model, wn_str text)
{
    const char *open = text.len ? memrchr(text.ptr, '(', text.len) : NULL;
    wn_str name = open && text.ptr[text.len - 1] == ')'
                      ? (wn_str){open + 1, text.len - (size_t)(open - text.ptr) - 2}
                      : text;

    for (size_t i = 0; i < model->list_count; i++)
        if (wn_fold_equal(model->lists[i].name, name))
            return &model->lists[i];
    for (size_t e = 0; e < model->entity_count; e++) {
        int f = book_field_find(&model->entities[e], text).at;
        if (f >= 0 && model->entities[e].fields[f].list)
            return model->entities[e].fields[f].list;
    }
    return NULL;
}

static const wn_list_item *find_item(const wn_list *list, wn_str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (wn_fold_equal(list->items[i].code, text))
            return &list->items[i];
    for (size_t i = 0; i < list->count; i++)
        if (wn_fold_equal(list->items[i].zh, text) ||
            wn_fold_equal(list->items[i].en, text))
            return &list->items[i];
    return NULL;
}

/* The <item> of the list with this code; NULL: the model's text has none. */
static edit_node *item_node(edit_doc *doc, wn_str list, wn_str code)
{
    for (size_t n = 0; n < doc->count; n++) {
        edit_node *node = &doc->nodes[n];
        if (wn_str_equal(node->name, WN_STR("item")) && node->parent >= 0 &&
            wn_str_equal(edit_value(&doc->nodes[node->parent], "name"), list) &&
            wn_str_equal(edit_value(node, "code"), code))
            return node;
    }
    return NULL;
}

/* The spellings without the value. Several values may be added to one item, so what is
 * set is kept beside the node. */
static void without(wn_str also, wn_str value, wn_buf *out)
{
    wn_str rest = also;

    while (rest.len > 0) {
        wn_str one = wn_str_trim(wn_str_cut(&rest, WN_STR("|")));
        if (one.len == 0 || wn_fold_equal(one, value))
            continue;
        wn_buf_format(out, "%s%.*s", out->len ? " | " : "", WN_FMT(one));
    }
}

typedef struct spelling {
    edit_node *node;
    wn_buf also;
} spelling;

typedef struct spellings {
    spelling *items;
    size_t count, room;
} spellings;

static wn_buf *also_of(spellings *all, edit_node *node)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].node == node)
            return &all->items[i].also;
    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count] = (spelling){.node = node};
    wn_buf_add(&all->items[all->count].also, edit_value(node, "also"));
    return &all->items[all->count++].also;
}

static void move(wn_workbook *b, spellings *all, const wn_list *list, wn_str value,
                 edit_node *to)
{
    const wn_list_item *now = wn_list_find(list, value);
    edit_node *from = now ? item_node(&b->model, list->name, now->code) : NULL;
    wn_buf rest = {0};

    if (from) {
        wn_buf *also = also_of(all, from);
        without(wn_buf_str(also), value, &rest);
        wn_buf_release(also);
        *also = rest;
    }
    wn_buf *also = also_of(all, to);
    wn_buf_format(also, "%s%.*s", also->len ? " | " : "", WN_FMT(value));
}

static void take_row(wn_workbook *b, spellings *all, const grid_row *row)
{
    const book_table *t = &b->values;
    wn_str value = book_cell(t, row, SOURCE), wanted = book_cell(t, row, TO);
    const wn_list *list = book_list_named(&b->plan.model, book_cell(t, row, LIST));
    const wn_list_item *item = list ? find_item(list, wanted) : NULL;

    if (!wanted.len || !value.len)
        return;
    if (!list) {
        book_note(b, t, row, LIST, WN_SAY_BOOK_LIST_UNKNOWN,
                  WN_FMT(book_cell(t, row, LIST)));
    } else if (!item) {
        wn_str close = wn_list_nearest(list, wanted);
        if (close.len)
            book_note(b, t, row, TO, WN_SAY_BOOK_VALUE_CLOSE, WN_FMT(list->name),
                      WN_FMT(wanted), WN_FMT(close));
        else
            book_note(b, t, row, TO, WN_SAY_BOOK_VALUE_UNKNOWN, WN_FMT(list->name),
                      WN_FMT(wanted));
    } else if (memchr(value.ptr, '|', value.len)) {
        book_note(b, t, row, SOURCE, WN_SAY_BOOK_VALUE_BAR);
    } else if (item != wn_list_find(list, value)) {
        edit_node *node = item_node(&b->model, list->name, item->code);
        if (!node || list->path.len) {
            book_note(b, t, row, TO, WN_SAY_BOOK_VALUE_FILE, WN_FMT(list->name),
                      WN_FMT(list->path), WN_FMT(value));
            return;
        }
        move(b, all, list, value, node);
        node->ref = book_place_add(b, t, row, headings);
    }
}

void book_take_values(wn_workbook *b)
{
    static const int must[] = {LIST, SOURCE, TO, -1, -1};
    book_table *t = &b->values;
    spellings all = {0};

    if (!t->sheet ||
        !book_table_open(b, t, t->sheet, WN_SAY_BOOK_VALUE_LIST, HEADINGS, must))
        return;
    for (size_t r = t->first; r < t->sheet->count; r++)
        take_row(b, &all, &t->sheet->rows[r]);
    for (size_t i = 0; i < all.count; i++) {
        edit_set(&b->model, all.items[i].node, "also", wn_buf_str(&all.items[i].also));
        wn_buf_release(&all.items[i].also);
    }
    free(all.items);
}
