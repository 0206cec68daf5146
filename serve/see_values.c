/* see_values.c - values of lists: what each is read as, unknown ones first; and what it is
 * to be read as, which becomes a spelling of that item in the model. */
#include "shown_book.h"
#include "which_mapping.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#define MOST_SELECTS 200 /* more values are typed, with the items offered */

typedef struct value_row {
    const shown_sheet *sheet;
    const grid_row *row;
    const wn_list *list;
} value_row;

static wn_str cell(const value_row *v, wn_word heading)
{
    return shown_cell(v->sheet, v->row, heading);
}

static value_row row_at(const shown_book *book, size_t r)
{
    value_row v = {.sheet = &book->values, .row = &book->values.sheet->rows[r]};

    v.list = book_list_named(book->model, cell(&v, WN_SAY_BOOK_VALUE_LIST));
    return v;
}

static bool is_unknown(const value_row *v)
{
    return cell(v, WN_SAY_BOOK_VALUE_NOW).len == 0;
}

static wn_str item_label(const wn_list_item *item, wn_lang lang)
{
    return wn_label(lang, item->en, item->zh, item->code);
}

/* The item of the list that is called so. */
static const wn_list_item *item_called(const wn_list *list, wn_str label)
{
    for (size_t i = 0; list && i < list->count && label.len; i++)
        if (wn_fold_equal(list->items[i].en, label) ||
            wn_fold_equal(list->items[i].zh, label) ||
            wn_fold_equal(list->items[i].code, label))
            return &list->items[i];
    return NULL;
}

/* How many other lists have the same value, and do not know it either. */
static size_t count_alike(const shown_book *book, const value_row *v)
{
    size_t count = 0;

    for (size_t r = book->values.first; r < book->values.sheet->count; r++) {
        value_row other = row_at(book, r);
        count += other.row != v->row && is_unknown(&other) &&
                 wn_fold_equal(cell(&other, WN_SAY_BOOK_VALUE_SOURCE),
                               cell(v, WN_SAY_BOOK_VALUE_SOURCE));
    }
    return count;
}

/* ---- a row ------------------------------------------------------------------------ */

static void write_label(frame *f, const value_row *v)
{
    frame_raw(f, " aria-label=\"");
    frame_say(f, WN_SAY_BOOK_VALUE_TO);
    frame_raw(f, ": ");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_SOURCE));
    frame_raw(f, "\"");
}

static void write_choice(frame *f, const value_row *v, bool is_select)
{
    unsigned long long line = v->row->line;

    if (!is_select) {
        wn_buf_format(f->out, "<input id=\"v%llu\" name=\"to\" list=\"items-%.*s\"", line,
                      WN_FMT(v->list->name));
        write_label(f, v);
        frame_raw(f, ">");
        return;
    }
    wn_buf_format(f->out, "<select id=\"v%llu\" name=\"to\"", line);
    write_label(f, v);
    frame_raw(f, "><option value=\"\">—</option>");
    for (size_t i = 0; i < v->list->count; i++) {
        frame_raw(f, "<option>");
        frame_text(f, item_label(&v->list->items[i], f->lang));
        frame_raw(f, "</option>");
    }
    frame_raw(f, "</select>");
}

static void write_form(frame *f, const shown_book *book, const value_row *v, bool is_select)
{
    wn_str near = cell(v, WN_SAY_BOOK_VALUE_NEAREST);
    size_t alike = is_unknown(v) ? count_alike(book, v) : 0;

    frame_form(f, "/values", " class=\"live value\"");
    frame_raw(f, "<input type=\"hidden\" name=\"list\" value=\"");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_LIST));
    frame_raw(f, "\"><input type=\"hidden\" name=\"value\" value=\"");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_SOURCE));
    frame_raw(f, "\">");
    write_choice(f, v, is_select);
    frame_raw(f, "<button class=\"save quiet\">");
    frame_say(f, WN_SAY_SERVE_KEEP);
    frame_raw(f, "</button>");
    if (near.len) {
        frame_raw(f, "<button class=\"chip\" name=\"near\" value=\"");
        frame_text(f, near);
        frame_raw(f, "\">");
        frame_text(f, near);
        frame_raw(f, "</button>");
    }
    if (alike) {
        frame_raw(f, "<label class=\"alike\"><input type=\"checkbox\" name=\"all\" value=\"1\" checked> ");
        frame_say(f, WN_SAY_SERVE_ALIKE, alike);
        frame_raw(f, "</label>");
    }
    frame_raw(f, "</form>");
}

static void write_row(frame *f, const shown_book *book, const value_row *v, bool is_select)
{
    frame_raw(f, "<tr><th scope=\"row\">");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_SOURCE));
    frame_raw(f, "</th><td>");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_LIST));
    frame_raw(f, "</td><td class=\"n\">");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_COUNT));
    frame_raw(f, "</td><td>");
    frame_text(f, cell(v, WN_SAY_BOOK_VALUE_NOW));
    frame_raw(f, "</td><td>");
    if (v->list)
        write_form(f, book, v, is_select);
    frame_raw(f, "</td></tr>\n");
}

/* ---- the page --------------------------------------------------------------------- */

static void write_rows(frame *f, const shown_book *book, bool unknown)
{
    static const wn_word heads[] = {WN_SAY_BOOK_VALUE_SOURCE, WN_SAY_BOOK_VALUE_LIST,
                                    WN_SAY_BOOK_VALUE_COUNT, WN_SAY_BOOK_VALUE_NOW,
                                    WN_SAY_BOOK_VALUE_TO};
    size_t written = 0;

    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table class=\"values\"><thead><tr>");
    for (size_t i = 0; i < WN_COUNT(heads); i++)
        frame_put(f, "th scope=\"col\"", heads[i]);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t r = book->values.first; r < book->values.sheet->count; r++) {
        value_row v = row_at(book, r);
        if (is_unknown(&v) == unknown)
            write_row(f, book, &v, written++ < MOST_SELECTS && unknown);
    }
    frame_raw(f, "</tbody></table></div>\n");
}

static void write_items(frame *f, const shown_book *book)
{
    for (size_t l = 0; l < book->model->list_count; l++) {
        const wn_list *list = &book->model->lists[l];
        wn_buf_format(f->out, "<datalist id=\"items-%.*s\">", WN_FMT(list->name));
        for (size_t i = 0; i < list->count; i++) {
            frame_raw(f, "<option value=\"");
            frame_text(f, item_label(&list->items[i], f->lang));
            frame_raw(f, "\">");
            frame_text(f, f->lang == WN_ZH ? list->items[i].en : list->items[i].zh);
            frame_raw(f, "</option>");
        }
        frame_raw(f, "</datalist>");
    }
}

static void write_values(frame *f, const shown_book *book)
{
    size_t all = 0, unknown = 0;

    for (size_t r = book->values.first;
         book->values.sheet && r < book->values.sheet->count; r++) {
        value_row v = row_at(book, r);
        unknown += is_unknown(&v);
        all++;
    }
    if (all == 0) {
        frame_put(f, "p", WN_SAY_SERVE_NO_VALUES);
        return;
    }
    frame_put(f, unknown ? "p class=\"c1 note\" role=\"status\"" : "p class=\"c0 note\" role=\"status\"",
              WN_SAY_SERVE_UNKNOWN_OF, unknown, all);
    write_items(f, book);
    if (unknown)
        write_rows(f, book, true);
    if (unknown < all) {
        frame_raw(f, "<details id=\"known\"><summary>");
        frame_say(f, WN_SAY_SERVE_KNOWN, all - unknown);
        frame_raw(f, "</summary>");
        write_rows(f, book, false);
        frame_raw(f, "</details>\n");
    }
}

static void write_page(serve *s, request *q, reply *a, const mapping_change *refused)
{
    frame f = frame_begin(s, q, a, WN_SAY_BOOK_SHEET_VALUES, "/values");
    wn_error err = {.lang = q->lang};
    shown_book book;
    job j;

    if (refused)
        write_not_made(&f, refused);
    write_which_mapping(&f, "/values");
    if (!shown_book_open(s, q->lang, &book, &j, &err))
        shown_book_missing(&f, &j, &err);
    write_last_change(&f, "/values");
    if (book.table_count)
        write_values(&f, &book);
    shown_book_release(&book);
    frame_end(&f);
}

void see_values(serve *s, request *q, reply *a)
{
    write_page(s, q, a, NULL);
}

/* ---- changes ---------------------------------------------------------------------- */

/* The row that is asked about, or one with the same value that no list knows. */
static bool is_meant(const request *q, const value_row *v, wn_str to)
{
    wn_str source = cell(v, WN_SAY_BOOK_VALUE_SOURCE), value = request_field(q, "value");

    if (wn_str_equal(cell(v, WN_SAY_BOOK_VALUE_LIST), request_field(q, "list")) &&
        wn_str_equal(source, value))
        return true;
    return request_field(q, "all").len && is_unknown(v) && wn_fold_equal(source, value) &&
           item_called(v->list, to);
}

void take_value(serve *s, request *q, reply *a)
{
    mapping_change change = {.err = {.lang = q->lang}};
    wn_str near = request_field(q, "near"), to = near.len ? near : request_field(q, "to");
    wn_buf address = {0};
    shown_book book;

    which_mapping_add(s, &address, "/values");
    reply_go(a, q, address.ptr);
    wn_buf_release(&address);
    if (to.len == 0)
        return; /* nothing was chosen */
    bool is_open = shown_book_open(s, q->lang, &book, &change.job, &change.err);
    for (size_t r = book.values.first; is_open && book.values.sheet &&
                                       r < book.values.sheet->count &&
                                       change.count < EDIT_CELLS;
         r++) {
        value_row v = row_at(&book, r);
        if (is_meant(q, &v, to))
            change.cells[change.count++] =
                shown_set(v.sheet, v.row, WN_SAY_BOOK_VALUE_TO, to, &q->arena);
    }
    shown_book_release(&book);
    if (mapping_change_make(s, q, &change))
        return;
    a->location = WN_STR("");
    a->status = 409;
    write_page(s, q, a, &change);
}
