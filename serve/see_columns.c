/*
 * see_columns.c - which column goes to which field: a table at a time, what is wrong with
 * it above, by cause, with the cures; and all columns of it below, mapped or not.
 *
 * What is shown is the workbook of the mapping (shown_book.h), what is changed are its
 * cells (mapping_edit.h).
 */
#include "column_row.h"
#include "which_mapping.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <string.h>

static wn_str cell(const shown_column *c, wn_word heading)
{
    return shown_cell(&c->table->sheet, c->row, heading);
}

/* ---- the tables ------------------------------------------------------------------- */

/* The tables that are not read are told, too. */
static void write_left_out(frame *f, const shown_book *book)
{
    const shown_sheet *s = &book->files;

    for (size_t r = s->first; s->sheet && r < s->sheet->count; r++) {
        const grid_row *row = &s->sheet->rows[r];
        if (!wn_is_word(shown_cell(s, row, WN_SAY_BOOK_FILE_ACTION_HEAD), WN_SAY_BOOK_SKIP))
            continue;
        frame_raw(f, "<li class=\"dim\">");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_FILE_PATH));
        frame_raw(f, " ");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_FILE_TABLE));
        frame_raw(f, ": ");
        frame_say(f, WN_SAY_BOOK_SKIP);
        frame_raw(f, " · ");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_FILE_WHY));
        frame_raw(f, "</li>");
    }
}

static void write_tables(frame *f, const shown_book *book, const shown_table *shown)
{
    wn_buf_format(f->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
                  wn_say(f->lang, WN_SAY_SERVE_TABLES));
    for (size_t i = 0; i < book->table_count; i++) {
        const shown_table *t = &book->tables[i];
        frame_raw(f, "<li><a href=\"");
        which_mapping_table(f->site, f->out, t->sheet.sheet->name);
        frame_raw(f, t == shown ? "\" aria-current=\"true\">" : "\">");
        frame_text(f, t->sheet.sheet->name);
        frame_raw(f, " <small>");
        frame_say(f, t->problems ? WN_SAY_SERVE_PROBLEMS : WN_SAY_SERVE_NO_PROBLEM,
                  t->problems);
        frame_raw(f, "</small></a></li>");
    }
    write_left_out(f, book);
    frame_raw(f, "</ul></nav>\n");
}

/* ---- links ------------------------------------------------------------------------ */

static void write_links(frame *f, const shown_book *book)
{
    const shown_sheet *s = &book->links;

    if (!s->sheet || s->first == s->sheet->count)
        return;
    frame_put(f, "h2", WN_SAY_BOOK_SHEET_LINKS);
    frame_raw(f, "<ul class=\"linked\">");
    for (size_t r = s->first; r < s->sheet->count; r++) {
        const grid_row *row = &s->sheet->rows[r];
        wn_str hits = shown_cell(s, row, WN_SAY_BOOK_LINK_HITS);
        frame_raw(f, "<li>");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_LINK_TABLE));
        frame_raw(f, " · ");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_LINK_COLUMN));
        frame_raw(f, " <span aria-hidden=\"true\">──▶</span> <b>");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_LINK_TO));
        frame_raw(f, "</b> ");
        if (hits.len)
            frame_say(f, WN_SAY_SERVE_HITS, WN_FMT(hits));
        else
            frame_say(f, WN_SAY_SERVE_HITS_UNKNOWN);
        frame_raw(f, " <span class=\"dim\">");
        frame_text(f, shown_cell(s, row, WN_SAY_BOOK_LINK_FATE));
        frame_raw(f, "</span></li>");
    }
    frame_raw(f, "</ul>\n");
}

/* ---- what is wrong ---------------------------------------------------------------- */

static const struct cause {
    wn_word title;
    const char *option; /* whose choices cure it; NULL: none */
} causes[CAUSES] = {[CAUSE_UNDECIDED] = {WN_SAY_SERVE_CAUSE_UNDECIDED, NULL},
                    [CAUSE_ORDER] = {WN_SAY_SERVE_CAUSE_ORDER, "date-order"},
                    [CAUSE_DECIMAL] = {WN_SAY_SERVE_CAUSE_DECIMAL, "decimal"},
                    [CAUSE_REGION] = {WN_SAY_SERVE_CAUSE_REGION, "region"},
                    [CAUSE_UNIT] = {WN_SAY_SERVE_CAUSE_UNIT, "unit"},
                    [CAUSE_VALUES] = {WN_SAY_SERVE_CAUSE_VALUES, NULL},
                    [CAUSE_OTHER] = {WN_SAY_SERVE_CAUSE_OTHER, NULL}};

static void write_cure(frame *f, const shown_column *c, column_cause cause)
{
    if (cause == CAUSE_VALUES) {
        frame_raw(f, "<p><a class=\"button\" href=\"");
        which_mapping_add(f->site, f->out, "/values");
        frame_raw(f, "\">");
        frame_say(f, WN_SAY_SERVE_GO_VALUES);
        frame_raw(f, "</a></p>");
    } else if (causes[cause].option) {
        begin_row_form(f, c, NULL);
        write_choices(f, c, causes[cause].option, "");
        frame_raw(f, "</form>");
    }
}

static void write_item(frame *f, const shown_column *c, column_cause cause)
{
    frame_raw(f, "<li><p><a href=\"#row");
    wn_buf_format(f->out, "%llu\"><b>", (unsigned long long)c->row->line);
    frame_text(f, cell(c, WN_SAY_BOOK_FROM));
    frame_raw(f, "</b></a>");
    if (cause != CAUSE_UNDECIDED) {
        frame_raw(f, " ");
        frame_text(f, cell(c, WN_SAY_BOOK_PROBLEM));
    }
    frame_raw(f, "</p>");
    write_cure(f, c, cause);
    frame_raw(f, "</li>");
}

static void write_cause(frame *f, const shown_book *book, const shown_table *t,
                        column_cause cause)
{
    const shown_sheet *s = &t->sheet;
    size_t count = 0;

    for (size_t r = s->first; r < s->sheet->count; r++) {
        shown_column c = shown_column_of(book, t, &s->sheet->rows[r]);
        if (!cell(&c, WN_SAY_BOOK_PROBLEM).len || column_cause_of(&c, f->lang) != cause)
            continue;
        if (count++ == 0) {
            frame_raw(f, "<section class=\"card\">");
            frame_put(f, "h2", causes[cause].title);
            frame_raw(f, "<ul class=\"plain\">");
        }
        write_item(f, &c, cause);
    }
    if (count == 0)
        return;
    frame_raw(f, "</ul>");
    if (cause == CAUSE_UNDECIDED) {
        shown_column first = shown_column_of(book, t, &s->sheet->rows[s->first]);
        begin_row_form(f, &first, NULL);
        frame_button(f, "all", "keep", "", WN_SAY_SERVE_KEEP_ALL);
        frame_raw(f, "</form>");
    }
    frame_raw(f, "</section>\n");
}

/* ---- the table -------------------------------------------------------------------- */

/* All fields of its records, found by their labels in every language. */
static void write_fields(frame *f, const shown_table *t)
{
    const wn_entity *entity = t->file->entity;
    wn_arena arena = {0};

    frame_raw(f, "<datalist id=\"fields\">");
    for (size_t i = 0; i < entity->field_count; i++) {
        const wn_field *field = &entity->fields[i];
        wn_str other = f->lang == WN_ZH ? field->en : field->zh;
        frame_raw(f, "<option value=\"");
        frame_text(f, book_field_label(entity, field, f->lang, &arena));
        frame_raw(f, "\">");
        if (other.len) {
            frame_text(f, other);
            frame_raw(f, " · ");
        }
        frame_text(f, field->name);
        frame_raw(f, " · ");
        frame_text(f, book_type_label(f->lang, wn_str_of(field->type->name)));
        frame_raw(f, "</option>");
    }
    frame_raw(f, "</datalist>\n");
    wn_arena_release(&arena);
}

static void write_table(frame *f, const shown_book *book, const shown_table *t,
                        bool is_refused)
{
    const shown_sheet *s = &t->sheet;
    bool is_asked = is_refused && wn_str_equal(request_field(f->request, "table"),
                                               s->sheet->name);

    write_fields(f, t);
    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table class=\"columns\"><thead><tr>");
    for (wn_word w = WN_SAY_BOOK_LETTER; w <= WN_SAY_BOOK_WHY; w++)
        frame_put(f, "th scope=\"col\"", w);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t r = s->first; r < s->sheet->count; r++) {
        shown_column c = shown_column_of(book, t, &s->sheet->rows[r]);
        write_column_row(f, &c, is_asked && is_row_asked(f->request, t, c.row));
    }
    frame_raw(f, "</tbody></table></div>\n");
    frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_FIRST_ROWS);
}

static const shown_table *asked_table(const shown_book *book, const request *q)
{
    const shown_table *asked = shown_table_find(book, request_field(q, "table"));

    for (size_t i = 0; i < book->table_count && !asked; i++)
        if (book->tables[i].problems)
            asked = &book->tables[i];
    return asked ? asked : book->table_count ? &book->tables[0] : NULL;
}

/* `refused`: a change that was not made, or NULL. */
static void write_page(serve *s, request *q, reply *a, const mapping_change *refused)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_MAPPING, "/columns");
    wn_error err = {.lang = q->lang};
    shown_book book;
    job j;

    if (refused)
        write_not_made(&f, refused);
    write_which_mapping(&f, "/columns");
    if (!shown_book_open(s, q->lang, &book, &j, &err)) {
        shown_book_missing(&f, &j, &err);
        write_last_change(&f, "/columns");
    } else {
        const shown_table *t = asked_table(&book, q);
        write_tables(&f, &book, t);
        write_last_change(&f, "/columns");
        for (column_cause c = 0; c < CAUSES && t; c++)
            write_cause(&f, &book, t, c);
        if (t)
            write_table(&f, &book, t, refused != NULL);
        write_links(&f, &book);
        frame_raw(&f, "<p class=\"answers\"><a class=\"button yes\" href=\"/try\">");
        frame_say(&f, WN_SAY_SERVE_GO_TRY);
        frame_raw(&f, "</a></p>\n");
    }
    shown_book_release(&book);
    frame_end(&f);
}

void see_columns(serve *s, request *q, reply *a)
{
    write_page(s, q, a, NULL);
}

/* ---- changes ---------------------------------------------------------------------- */

/* Keep all columns of the table about which nobody has said anything. */
static size_t keep_all(const shown_table *t, const char **cells, wn_lang lang,
                       wn_arena *arena)
{
    const shown_sheet *s = &t->sheet;
    size_t count = 0;

    for (size_t r = s->first; r < s->sheet->count && count < EDIT_CELLS; r++) {
        const grid_row *row = &s->sheet->rows[r];
        if (!shown_cell(s, row, WN_SAY_BOOK_ACTION).len &&
            !shown_cell(s, row, WN_SAY_BOOK_FIELD).len)
            cells[count++] = shown_set(s, row, WN_SAY_BOOK_ACTION,
                                       wn_str_of(wn_say(lang, WN_SAY_BOOK_KEEP)), arena);
    }
    return count;
}

/* Back to the row. */
static void go_to_row(const serve *s, request *q, reply *a, const shown_table *t, const grid_row *row)
{
    wn_buf address = {0};

    if (t)
        which_mapping_table(s, &address, t->sheet.sheet->name);
    else
        which_mapping_add(s, &address, "/columns");
    if (row)
        wn_buf_format(&address, "#row%llu", (unsigned long long)row->line);
    reply_go(a, q, address.ptr);
    wn_buf_release(&address);
}

static void turn_to_xml(serve *s, request *q, reply *a, mapping_change *change)
{
    reply_go(a, q, "/columns");
    if (mapping_to_xml(s, q, change))
        return;
    a->location = WN_STR("");
    a->status = 409;
    write_page(s, q, a, change);
}

void take_columns(serve *s, request *q, reply *a)
{
    mapping_change change = {.err = {.lang = q->lang}};
    bool is_same = false; /* the row is there, and says already what was sent */
    shown_book book;

    if (wn_str_equal(request_field(q, "what"), WN_STR("xml"))) {
        turn_to_xml(s, q, a, &change);
        return;
    }
    bool is_open = shown_book_open(s, q->lang, &book, &change.job, &change.err);
    const shown_table *t = is_open ? shown_table_find(&book, request_field(q, "table")) : NULL;
    const grid_row *row = t ? column_row_asked(q, t) : NULL;
    if (wn_str_equal(request_field(q, "back"), WN_STR("start")))
        reply_go(a, q, "/");
    else
        go_to_row(s, q, a, t, row);
    if (t && request_field(q, "all").len) {
        change.count = keep_all(t, change.cells, q->lang, &q->arena);
    } else if (row) {
        shown_column c = shown_column_of(&book, t, row);
        change.count = column_row_cells(q, &c, change.cells, &q->arena);
        is_same = change.count == 0;
    }
    shown_book_release(&book);
    if (change.count == SIZE_MAX)
        wn_fail(&change.err, WN_E_USAGE, WN_SAY_SERVE_BAD_OPTIONS);
    if (is_same || mapping_change_make(s, q, &change))
        return;
    a->location = WN_STR("");
    a->status = 409;
    write_page(s, q, a, &change);
}
