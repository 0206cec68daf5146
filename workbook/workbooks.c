/* workbooks.c - mappings of a run, of which some are workbooks. */
#include "workbook.h"

#include "core/memory.h"
#include "model/pack.h"

#include <stdlib.h>
#include <string.h>

void wn_workbooks_add(wn_workbooks *books, const wn_text *text)
{
    books->texts = wn_grow(books->texts, books->text_count, &books->text_room,
                           sizeof(*books->texts));
    books->texts[books->text_count++] = *text;
}

void wn_workbooks_take(wn_workbooks *books, wn_workbook *book)
{
    books->items =
        wn_grow(books->items, books->count, &books->room, sizeof(*books->items));
    books->items[books->count++] = book;
    wn_workbooks_add(books, wn_workbook_text(book));
}

static void settle(const void *data, wn_diags *diags)
{
    const wn_workbooks *books = data;

    for (size_t i = 0; i < books->count; i++)
        wn_workbook_places(books->items[i], diags);
}

const wn_text *wn_workbooks_text(const wn_workbooks *books, const char *path)
{
    for (size_t i = 0; i < books->text_count; i++)
        if (!strcmp(books->texts[i].path, path))
            return &books->texts[i];
    return NULL;
}

wn_rc wn_mappings_load(wn_plan *plan, wn_workbooks *books, const char *const *paths,
                       size_t count, wn_diags *diags, wn_error *err)
{
    wn_rc rc = WN_OK;

    *plan = (wn_plan){0};
    diags->settle = settle;
    diags->settle_data = books;
    for (size_t i = 0; i < count && err->rc >= 0; i++) {
        wn_text pack;
        if (!wn_workbooks_text(books, paths[i]) && wn_pack_text(paths[i], &pack))
            wn_workbooks_add(books, &pack);
        if (wn_workbooks_text(books, paths[i]) || !wn_is_workbook(paths[i]))
            continue;
        books->items =
            wn_grow(books->items, books->count, &books->room, sizeof(*books->items));
        if (wn_workbook_read(&books->items[books->count++], paths[i], diags, err) < 0)
            rc = WN_E_MAPPING;
        else
            wn_workbooks_add(books, wn_workbook_text(books->items[books->count - 1]));
    }
    return rc < 0 || err->rc < 0
               ? WN_E_MAPPING
               : wn_plan_load(plan, books->texts, books->text_count, paths, count, diags);
}

void wn_workbooks_release(wn_workbooks *books)
{
    for (size_t i = 0; i < books->count; i++)
        wn_workbook_free(books->items[i]);
    free(books->items);
    free(books->texts);
    *books = (wn_workbooks){0};
}
