/* write_cells.c - the cells of a mapping's workbook, and what they offer. */
#include "writing.h"

#include <stdio.h>

void book_put(book_writing *w, sheet *s, int column, wn_str text, book_look look)
{
    static const sheet_shade shades[LOOK_LOOKS] = {[LOOK_TEXT] = SHEET_INPUT,
                                                   [LOOK_GIVEN] = SHEET_PLAIN,
                                                   [LOOK_DOUBT] = SHEET_NEAR,
                                                   [LOOK_GRAVE] = SHEET_OTHER};

    sheet_cell(&w->book, s, (uint16_t)column, SHEET_TEXT, shades[look], false, text);
}

void book_put_number(book_writing *w, sheet *s, int column, sheet_kind kind,
                     double number)
{
    wn_str text =
        wn_arena_format(&w->arena, kind == SHEET_PERCENT ? "%.4f" : "%.0f", number);

    sheet_cell(&w->book, s, (uint16_t)column, kind, SHEET_PLAIN, false, text);
}

static void offer(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                  lxw_data_validation *validation)
{
    validation->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation->ignore_blank = LXW_VALIDATION_ON;
    if (first <= last)
        worksheet_data_validation_range(page, first, (lxw_col_t)column, last,
                                        (lxw_col_t)column, validation);
}

void book_offer_name(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                     const char *name)
{
    char formula[64];
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                      .value_formula = formula};

    snprintf(formula, sizeof(formula), "=%s", name);
    offer(page, column, first, last, &validation);
}

void book_offer(lxw_worksheet *page, int column, uint32_t first, uint32_t last,
                const char *const *words)
{
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = (char **)(uintptr_t)words};

    offer(page, column, first, last, &validation);
}

sheet book_add_sheet(book_writing *w, wn_str name, wn_str *taken)
{
    char out[SHEET_NAME];

    book_sheet_name(&w->book, wn_arena_str(&w->arena, name).ptr, out);
    if (taken)
        *taken = wn_arena_str(&w->arena, wn_str_of(out));
    return (sheet){.lxw = book_page(&w->book, out, w->err)};
}
