/* column_row.c - what is to become of a column: the cells that may be changed, and what
 * they make of its values. */
#include "column_row.h"
#include "which_mapping.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

static const struct cell_field {
    wn_word heading;
    const char *name, *was;
} fields[] = {{WN_SAY_BOOK_ACTION, "action", "was-action"},
              {WN_SAY_BOOK_FIELD, "field", "was-field"},
              {WN_SAY_BOOK_OPTIONS, "options", "was-options"},
              {WN_SAY_BOOK_WHY, "why", "was-why"}};

static wn_str cell(const shown_column *c, wn_word heading)
{
    return shown_cell(&c->table->sheet, c->row, heading);
}

/* Which row with this column it is: a column may go to several fields. */
static size_t nth_of(const shown_table *table, const grid_row *row)
{
    const shown_sheet *sheet = &table->sheet;
    wn_str from = shown_cell(sheet, row, WN_SAY_BOOK_FROM);
    size_t nth = 0;

    for (const grid_row *r = sheet->sheet->rows + sheet->first; r < row; r++)
        nth += wn_str_equal(shown_cell(sheet, r, WN_SAY_BOOK_FROM), from);
    return nth;
}

static void write_hidden(frame *f, const char *name, wn_str value)
{
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    frame_text(f, value);
    frame_raw(f, "\">");
}

void write_row_fields(frame *f, const shown_column *c)
{
    char nth[24];

    snprintf(nth, sizeof(nth), "%zu", nth_of(c->table, c->row));
    write_hidden(f, "table", c->table->sheet.sheet->name);
    write_hidden(f, "from", cell(c, WN_SAY_BOOK_FROM));
    write_hidden(f, "nth", wn_str_of(nth));
}

void begin_row_form(frame *f, const shown_column *c, const char *back)
{
    wn_buf address = {0};

    which_mapping_table(f->site, &address, c->table->sheet.sheet->name);
    frame_form(f, address.ptr, " class=\"live chips\"");
    write_row_fields(f, c);
    if (back)
        write_hidden(f, "back", wn_str_of(back));
    wn_buf_release(&address);
}

bool is_row_asked(const request *q, const shown_table *table, const grid_row *row)
{
    return wn_str_equal(shown_cell(&table->sheet, row, WN_SAY_BOOK_FROM),
                        request_field(q, "from")) &&
           (int64_t)nth_of(table, row) == request_number(q, "nth", 0);
}

const grid_row *column_row_asked(const request *q, const shown_table *table)
{
    const shown_sheet *sheet = &table->sheet;

    for (size_t r = sheet->first; r < sheet->sheet->count; r++)
        if (is_row_asked(q, table, &sheet->sheet->rows[r]))
            return &sheet->sheet->rows[r];
    return NULL;
}

static bool has_field(const request *q, const char *name)
{
    for (size_t i = 0; i < q->field_count; i++)
        if (wn_str_equal(q->fields[i].name, wn_str_of(name)))
            return true;
    return false;
}

static bool is_changed(const request *q, const struct cell_field *field)
{
    return has_field(q, field->name) &&
           !wn_str_equal(request_field(q, field->name), request_field(q, field->was));
}

size_t column_row_cells(const request *q, const shown_column *c, const char **cells,
                        wn_arena *arena)
{
    wn_str choice = request_field(q, "choice");
    size_t count = 0;
    bool maps = is_changed(q, &fields[1]) && request_field(q, "field").len &&
                !is_changed(q, &fields[0]);

    for (size_t i = 0; i < WN_COUNT(fields); i++) {
        wn_word heading = fields[i].heading;
        wn_str now = has_field(q, fields[i].name) ? request_field(q, fields[i].name)
                                                  : cell(c, heading);
        bool changed = is_changed(q, &fields[i]);
        if (heading == WN_SAY_BOOK_ACTION && maps && !wn_is_word(now, WN_SAY_BOOK_MAP)) {
            now = wn_str_of(wn_say(q->lang, WN_SAY_BOOK_MAP)); /* a field says so */
            changed = true;
        }
        if (heading == WN_SAY_BOOK_OPTIONS && choice.len) {
            if (!column_choose(now, choice, q->lang, arena, &now))
                return SIZE_MAX;
            changed = true;
        }
        if (changed && !wn_str_equal(now, cell(c, heading)))
            cells[count++] = shown_set(&c->table->sheet, c->row, heading, now, arena);
    }
    return count;
}

/* ---- the row ---------------------------------------------------------------------- */

typedef struct row_writing {
    frame *f;
    const shown_column *c;
    char form[24];
    bool is_typed; /* show what the request says */
} row_writing;

static wn_str text_of(const row_writing *w, const struct cell_field *field)
{
    return w->is_typed && has_field(w->f->request, field->name)
               ? request_field(w->f->request, field->name)
               : cell(w->c, field->heading);
}

static void write_label(const row_writing *w, wn_word heading)
{
    frame_raw(w->f, " aria-label=\"");
    frame_say(w->f, heading);
    frame_raw(w->f, ": ");
    frame_text(w->f, cell(w->c, WN_SAY_BOOK_FROM));
    frame_raw(w->f, "\"");
}

static void write_action(const row_writing *w)
{
    static const wn_word words[] = {WN_SAY_BOOK_MAP, WN_SAY_BOOK_KEEP, WN_SAY_BOOK_DROP,
                                    WN_SAY_BOOK_PART};
    frame *f = w->f;
    wn_str now = text_of(w, &fields[0]);
    bool is_part = wn_is_word(now, WN_SAY_BOOK_PART);

    wn_buf_format(f->out, "<select name=\"action\" form=\"%s\" id=\"%s-action\"", w->form,
                  w->form);
    write_label(w, WN_SAY_BOOK_ACTION);
    frame_raw(f, ">");
    if (!now.len)
        frame_raw(f, "<option value=\"\" selected>—</option>");
    for (size_t i = 0; i < WN_COUNT(words) - !is_part; i++) {
        frame_raw(f, "<option");
        frame_raw(f, wn_is_word(now, words[i]) ? " selected>" : ">");
        frame_say(f, words[i]);
        frame_raw(f, "</option>");
    }
    frame_raw(f, "</select>");
}

static void write_input(const row_writing *w, const struct cell_field *field,
                        const char *list)
{
    frame *f = w->f;

    wn_buf_format(f->out, "<input name=\"%s\" form=\"%s\" id=\"%s-%s\"", field->name,
                  w->form, w->form, field->name);
    if (list)
        wn_buf_format(f->out, " list=\"%s\" autocomplete=\"off\"", list);
    write_label(w, field->heading);
    if (w->is_typed)
        frame_raw(f, " aria-invalid=\"true\"");
    frame_raw(f, " value=\"");
    frame_text(f, text_of(w, field));
    frame_raw(f, "\">");
}

static void write_form(const row_writing *w)
{
    frame *f = w->f;
    char attributes[64];
    wn_buf address = {0};

    which_mapping_table(f->site, &address, w->c->table->sheet.sheet->name);
    snprintf(attributes, sizeof(attributes), " id=\"%s\" class=\"live\"", w->form);
    frame_form(f, address.ptr, attributes);
    write_row_fields(f, w->c);
    for (size_t i = 0; i < WN_COUNT(fields); i++)
        write_hidden(f, fields[i].was, cell(w->c, fields[i].heading));
    frame_raw(f, "<button class=\"save quiet\"");
    write_label(w, WN_SAY_SERVE_KEEP);
    frame_raw(f, ">");
    frame_say(f, WN_SAY_SERVE_KEEP);
    frame_raw(f, "</button></form>");
    wn_buf_release(&address);
}

static void write_cell(frame *f, const char *class, wn_str text)
{
    wn_buf_format(f->out, "<td class=\"%s\">", class);
    frame_text(f, text);
    frame_raw(f, "</td>");
}

/* The options that its type has, folded away where nothing is to be chosen. */
static void write_options(const row_writing *w)
{
    frame *f = w->f;

    write_input(w, &fields[2], NULL);
    size_t kept = f->out->len;
    wn_buf_format(f->out, "<details id=\"%s-more\"><summary>", w->form);
    frame_say(f, WN_SAY_SERVE_CHOICES);
    frame_raw(f, "</summary><div class=\"chips\">");
    if (write_choices(f, w->c, NULL, w->form) == 0)
        f->out->len = kept;
    else
        frame_raw(f, "</div></details>");
}

void write_column_row(frame *f, const shown_column *c, bool is_typed)
{
    row_writing w = {.f = f, .c = c, .is_typed = is_typed};
    wn_str problem = cell(c, WN_SAY_BOOK_PROBLEM);
    bool is_undecided = !cell(c, WN_SAY_BOOK_ACTION).len;

    snprintf(w.form, sizeof(w.form), "r%llu", (unsigned long long)c->row->line);
    wn_buf_format(f->out, "<tr id=\"row%llu\"%s>", (unsigned long long)c->row->line,
                  is_undecided  ? " class=\"grave\""
                  : problem.len ? " class=\"doubt\""
                                : "");
    write_cell(f, "dim", cell(c, WN_SAY_BOOK_LETTER));
    frame_raw(f, "<th scope=\"row\">");
    frame_text(f, cell(c, WN_SAY_BOOK_FROM));
    frame_raw(f, "</th>");
    write_cell(f, "n", cell(c, WN_SAY_BOOK_FILLED));
    write_cell(f, "v", cell(c, WN_SAY_BOOK_SAMPLES));
    frame_raw(f, "<td>");
    write_form(&w);
    write_action(&w);
    frame_raw(f, "</td><td>");
    write_input(&w, &fields[1], "fields");
    frame_raw(f, "</td><td>");
    write_options(&w);
    frame_raw(f, "</td>");
    write_cell(f, "v", cell(c, WN_SAY_BOOK_AFTER));
    write_cell(f, "n", cell(c, WN_SAY_BOOK_VALID));
    write_cell(f, problem.len ? "problem" : "", problem);
    frame_raw(f, "<td>");
    write_input(&w, &fields[3], NULL);
    frame_raw(f, "</td></tr>\n");
}
