/* write_cells.c - how the cells of a mapping's workbook look, and what they offer. */
#include "writing.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

void book_make_looks(book_writing *w)
{
    static const struct {
        uint32_t background;
        bool bold, wrap;
        int format; /* of numbers, by Excel's index */
    } looks[LOOK_LOOKS] = {
        [LOOK_TEXT] = {0, false, true, 49},
        [LOOK_GIVEN] = {0xF3F5F8, false, true, 49},
        [LOOK_SHARE] = {0xF3F5F8, false, false, 9},
        [LOOK_COUNT] = {0xF3F5F8, false, false, 3},
        [LOOK_GRAVE] = {0xFBDDDD, false, true, 49},
        [LOOK_DOUBT] = {0xFFF3D1, false, true, 49},
        [LOOK_HEAD] = {0xDCE5EF, true, true, 0},
        [LOOK_TITLE] = {0, true, false, 0},
        [LOOK_LINK] = {0, false, false, 0},
    };

    for (int i = 0; i < LOOK_LOOKS; i++) {
        lxw_format *f = workbook_add_format(w->book.lxw);
        if (looks[i].background)
            format_set_bg_color(f, looks[i].background);
        if (looks[i].bold)
            format_set_bold(f);
        if (looks[i].wrap)
            format_set_text_wrap(f);
        if (looks[i].format)
            format_set_num_format_index(f, (uint8_t)looks[i].format);
        format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
        w->looks[i] = f;
    }
    format_set_font_size(w->looks[LOOK_TITLE], 14);
    format_set_font_color(w->looks[LOOK_LINK], 0x1F4E9E);
    format_set_underline(w->looks[LOOK_LINK], LXW_UNDERLINE_SINGLE);
}

/* How many lines the text takes in its column. */
static void count_lines(book_writing *w, int column, wn_str text)
{
    unsigned lines = 0;

    for (wn_str rest = text; rest.len > 0 && column < w->column_count; lines++) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        lines += (unsigned)((double)wn_utf8_width(line) / w->columns[column].width);
    }
    w->lines = lines > w->lines ? lines : w->lines;
}

#define LINE 15.0      /* points */
#define MOST_LINES 20u /* a row that fills the screen helps nobody */

void book_end_row(book_writing *w, lxw_worksheet *page, uint32_t row)
{
    unsigned lines = w->lines < MOST_LINES ? w->lines : MOST_LINES;

    if (lines > 1)
        worksheet_set_row(page, row, LINE * lines, NULL);
    w->lines = 0;
}

/* Does _xHHHH_ begin here, which workbooks use for characters that XML has not? */
static bool is_escape(wn_str text, size_t at)
{
    size_t i = 2;

    if (text.len - at < 7 || text.ptr[at] != '_' || text.ptr[at + 1] != 'x')
        return false;
    while (i < 6 && strchr("0123456789abcdefABCDEF", text.ptr[at + i]))
        i++;
    return i == 6 && text.ptr[at + 6] == '_';
}

void book_put(book_writing *w, lxw_worksheet *page, uint32_t row, int column, wn_str text,
              book_look look)
{
    wn_str shown = book_shown(text, &w->arena);
    wn_buf cell = {0};

    count_lines(w, column, shown);
    for (size_t i = 0; i < shown.len; i++) { /* _x0041_ would be read as A */
        if (is_escape(shown, i))
            wn_buf_add(&cell, WN_STR("_x005F"));
        wn_buf_char(&cell, shown.ptr[i]);
    }
    if (cell.len > 0)
        worksheet_write_string(page, row, (lxw_col_t)column, cell.ptr, w->looks[look]);
    else
        worksheet_write_blank(page, row, (lxw_col_t)column, w->looks[look]);
    wn_buf_release(&cell);
}

void book_put_number(book_writing *w, lxw_worksheet *page, uint32_t row, int column,
                     double number, book_look look)
{
    worksheet_write_number(page, row, (lxw_col_t)column, number, w->looks[look]);
}

void book_put_head(book_writing *w, lxw_worksheet *page, uint32_t row,
                   const book_column *columns, int count)
{
    w->columns = columns;
    w->column_count = count;
    w->lines = 0;
    for (int c = 0; c < count; c++) {
        worksheet_set_column(page, (lxw_col_t)c, (lxw_col_t)c, columns[c].width, NULL);
        book_put(w, page, row, c, wn_str_of(wn_say(w->lang, columns[c].word)), LOOK_HEAD);
    }
    book_end_row(w, page, row);
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

void book_put_link(book_writing *w, lxw_worksheet *page, uint32_t row, int column,
                   wn_str tab, wn_str text)
{
    wn_buf url = {0};

    wn_buf_add(&url, WN_STR("internal:'"));
    for (size_t i = 0; i < tab.len; i++) {
        if (tab.ptr[i] == '\'')
            wn_buf_char(&url, '\'');
        wn_buf_char(&url, tab.ptr[i]);
    }
    wn_buf_add(&url, WN_STR("'!A1"));
    worksheet_write_url_opt(page, row, (lxw_col_t)column, url.ptr, w->looks[LOOK_LINK],
                            wn_arena_str(&w->arena, text).ptr, NULL);
    wn_buf_release(&url);
}

lxw_worksheet *book_add_page(book_writing *w, wn_str name, wn_str *taken)
{
    char out[SHEET_NAME];

    book_sheet_name(&w->book, wn_arena_str(&w->arena, name).ptr, out);
    if (taken)
        *taken = wn_arena_str(&w->arena, wn_str_of(out));
    lxw_worksheet *page = book_page(&w->book, out, w->err);
    w->column_count = 0; /* its columns are not known yet */
    if (page) {          /* prints in landscape on A4, as wide as a page */
        worksheet_set_landscape(page);
        worksheet_set_paper(page, 9);
        worksheet_fit_to_pages(page, 1, 0);
    }
    return page;
}
