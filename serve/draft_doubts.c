/*
 * draft_doubts.c - what a draft is not sure of: where one option of one column is the cure,
 * its choices are buttons, which send the form of the page of columns; else a link leads to
 * the column there.
 */
#include "draft_doubts.h"

#include "core/memory.h"
#include "column_row.h"
#include "job_lines.h"
#include "which_mapping.h"

typedef struct doubting {
    frame *frame;
    const shown_book *book; /* NULL: there is none yet */
} doubting;

/* Which option cures which kind of doubt (wn_doubt_kinds). */
static const struct {
    const char *kind, *option;
} cures[] = {{"order", "date-order"}, {"decimal", "decimal"}, {"region", "region"},
             {"unit", "unit"}};

static const shown_table *table_of(const shown_book *book, wn_str path, wn_str sheet)
{
    const shown_table *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < book->table_count; i++) {
        const shown_table *t = &book->tables[i];
        if (t->file && t->sheet.sheet &&
            wn_str_equal(wn_path_base(t->file->path), wn_path_base(path)) &&
            (!sheet.len || !t->file->sheet.len || wn_str_equal(t->file->sheet, sheet))) {
            found = t;
            count++;
        }
    }
    return count == 1 ? found : NULL; /* of one table, or it is not known of which */
}

static const grid_row *row_of(const shown_table *t, wn_str column)
{
    const shown_sheet *s = &t->sheet;

    for (size_t r = s->first; r < s->sheet->count && column.len; r++)
        if (wn_str_equal(shown_cell(s, &s->sheet->rows[r], WN_SAY_BOOK_FROM), column))
            return &s->sheet->rows[r];
    return NULL;
}

static void write_link(frame *f, const shown_table *t, const grid_row *row)
{
    frame_raw(f, "<p><a class=\"button\" href=\"");
    which_mapping_table(f->site, f->out, t->sheet.sheet->name);
    if (row)
        wn_buf_format(f->out, "#row%llu", (unsigned long long)row->line);
    frame_raw(f, "\">");
    frame_say(f, row ? WN_SAY_SERVE_GO_COLUMN : WN_SAY_SERVE_GO_COLUMNS);
    frame_raw(f, "</a></p>");
}

static void write_cure(doubting *d, const json_t *doubt)
{
    const shown_table *t = d->book ? table_of(d->book, json_member(doubt, "file"),
                                              json_member(doubt, "sheet"))
                                   : NULL;
    const grid_row *row = t ? row_of(t, json_member(doubt, "column")) : NULL;
    wn_str kind = json_member(doubt, "kind");

    for (size_t i = 0; i < WN_COUNT(cures) && row; i++)
        if (wn_str_equal(kind, wn_str_of(cures[i].kind))) {
            shown_column c = shown_column_of(d->book, t, row);
            begin_row_form(d->frame, &c, "start");
            write_choices(d->frame, &c, cures[i].option, "");
            frame_raw(d->frame, "</form>");
        }
    if (t)
        write_link(d->frame, t, row);
}

static void write_doubt(void *data, const json_t *line)
{
    doubting *d = data;
    frame *f = d->frame;

    if (!wn_str_equal(json_member(line, "event"), WN_STR("doubt")))
        return;
    wn_buf_format(f->out, "<li class=\"%s note\"><p>",
                  json_is_true(json_object_get(line, "grave")) ? "c2" : "c1");
    frame_text(f, json_member(line, "message"));
    frame_raw(f, "</p><p class=\"dim\">→ ");
    frame_text(f, json_member(line, "cure"));
    frame_raw(f, "</p>");
    write_cure(d, line);
    frame_raw(f, "</li>\n");
}

void draft_doubts_write(frame *f, const job *drafted)
{
    wn_error quiet = {.lang = f->lang};
    shown_book book;
    job j;
    bool is_open = shown_book_open(f->site, f->lang, &book, &j, &quiet);
    doubting d = {.frame = f, .book = is_open ? &book : NULL};

    if (j.state == JOB_RUNS) /* its cures come with it */
        frame_job(f, &j);
    frame_raw(f, "<ul class=\"plain\">");
    job_each_line(&f->site->room, drafted, write_doubt, &d);
    frame_raw(f, "</ul>\n");
    shown_book_release(&book);
}
