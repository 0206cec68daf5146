/* mark_book.c - a workbook of a mapping as people left it, with its mistakes in the
 * cells: what cannot be understood is red, and the column of problems says why. Nothing
 * that they wrote is changed. */
#include "reading.h"
#include "writing.h"

#include "core/memory.h"

#include <string.h>

#define MOST_COLUMNS ((size_t)LXW_COL_MAX - 1) /* one more for the problems */
#define WIDEST 40
#define MARK "✗ " /* before a mistake: it goes when the cell is put right */

typedef struct marking {
    const wn_workbook *b;
    book_writing w;
    const wn_diags *diags;
    bool is_told; /* what is about no row stands on a sheet */
} marking;

/* A sheet that is copied. */
typedef struct copying {
    marking *m;
    const grid_sheet *from;
    size_t number;        /* of the sheet, as mistakes have it */
    const grid_row *head; /* its headings; NULL: it has none */
    sheet to;
    bool is_own;     /* people fill it in, and it has a column of problems */
    size_t count;    /* columns */
    size_t problems; /* that column; SIZE_MAX: none */
    bool *inputs;    /* by column: people write there */
    bool *bad;       /* by column: of the row, there is a mistake */
} copying;

const grid_row *book_heading_row(const wn_workbook *b, const grid_sheet *from)
{
    const book_table *tables[] = {&b->files_table, &b->settings, &b->values};
    const book_table *found = NULL;

    for (size_t i = 0; i < WN_COUNT(tables); i++)
        if (tables[i]->sheet == from)
            found = tables[i];
    for (size_t i = 0; i < b->file_count; i++)
        if (b->files[i].table.sheet == from)
            found = &b->files[i].table;
    return found && found->first > 0 ? &from->rows[found->first - 1] : NULL;
}

/* Of any other sheet: its first row, where it has columns; NULL: it is text. */
static const grid_row *first_row(const grid_sheet *from)
{
    for (size_t r = 0; r < from->count; r++)
        for (size_t i = 1; i < from->rows[r].count; i++)
            if (from->rows[r].cells[i].len > 0)
                return from->rows;
    return NULL;
}

static int column_of(const copying *c, wn_word heading)
{
    for (size_t i = 0; c->head && i < c->head->count && i < MOST_COLUMNS; i++)
        if (wn_is_word(grid_cell(c->head, i), heading))
            return (int)i;
    return -1;
}

bool book_is_input(wn_str heading)
{
    static const wn_word words[] = {
        WN_SAY_BOOK_ACTION,           WN_SAY_BOOK_FIELD,
        WN_SAY_BOOK_OPTIONS,          WN_SAY_BOOK_WHY,
        WN_SAY_BOOK_VALUE_TO,         WN_SAY_BOOK_SETTING_VALUE,
        WN_SAY_BOOK_FILE_ACTION_HEAD, WN_SAY_BOOK_FILE_PATH,
        WN_SAY_BOOK_FILE_TABLE,       WN_SAY_BOOK_FILE_ENTITY,
        WN_SAY_BOOK_FILE_KEY,         WN_SAY_BOOK_FILE_WHERE,
        WN_SAY_BOOK_FILE_OPTIONS,     WN_SAY_BOOK_FILE_WHY};

    for (size_t i = 0; i < WN_COUNT(words); i++)
        if (wn_is_word(heading, words[i]))
            return true;
    return false;
}

static double width_of(const grid_sheet *from, size_t column)
{
    size_t widest = 6;

    for (size_t r = 0; r < from->count; r++) {
        wn_str rest = grid_cell(&from->rows[r], column);
        size_t width = wn_utf8_width(wn_str_cut(&rest, WN_STR("\n"))) + 2;
        widest = width > widest ? width : widest;
    }
    return widest < WIDEST ? (double)widest : WIDEST;
}

/* ---- rows ------------------------------------------------------------------------- */

static bool is_of(const copying *c, const wn_diag *d, const grid_row *row)
{
    return !d->is_note && d->sheet == c->number && d->line == row->line &&
           !strcmp(d->file, c->m->b->path);
}

/* Appends the mistakes of the row, and notes which of its cells they are about. */
static void mistakes_of(const copying *c, const grid_row *row, wn_buf *out)
{
    memset(c->bad, 0, c->count * sizeof(*c->bad));
    for (size_t i = 0; i < c->m->diags->count; i++) {
        const wn_diag *d = &c->m->diags->items[i];
        if (!is_of(c, d, row))
            continue;
        wn_buf_format(out, "%s" MARK "%.*s", out->len ? "\n" : "", WN_FMT(d->text));
        if (d->column >= 1 && d->column <= c->count)
            c->bad[d->column - 1] = true;
    }
}

/* Appends the problems that were found in the data; not mistakes of an earlier look. */
static void keep_problems(wn_str text, wn_buf *out)
{
    while (text.len > 0) {
        wn_str line = wn_str_cut(&text, WN_STR("\n"));
        bool is_mistake =
            line.len >= strlen(MARK) && !memcmp(line.ptr, MARK, strlen(MARK));
        if (line.len > 0 && !is_mistake)
            wn_buf_format(out, "%s%.*s", out->len ? "\n" : "", WN_FMT(line));
    }
}

static void copy_row(copying *c, const grid_row *row)
{
    wn_buf problems = {0};

    mistakes_of(c, row, &problems);
    bool is_bad = problems.len > 0;
    c->m->w.problems += is_bad;
    c->to.row = (uint32_t)row->line - 1;
    if (c->problems < row->count)
        keep_problems(row->cells[c->problems], &problems);
    for (size_t i = 0; i < c->count; i++) {
        wn_str text = i == c->problems ? wn_buf_str(&problems)
                      : i < row->count ? row->cells[i]
                                       : WN_STR("");
        book_look look = c->bad[i] ? LOOK_GRAVE : c->inputs[i] ? LOOK_TEXT : LOOK_GIVEN;
        if (i == c->problems && text.len > 0)
            look = is_bad ? LOOK_GRAVE : LOOK_DOUBT;
        book_put(&c->m->w, &c->to, (int)i, text, look);
    }
    sheet_next(&c->to);
    wn_buf_release(&problems);
}

/* ---- sheets ----------------------------------------------------------------------- */

static void begin_table(copying *c)
{
    marking *m = c->m;
    int problems = column_of(c, WN_SAY_BOOK_PROBLEM);

    for (size_t r = 0; r < c->from->count; r++)
        c->count = c->from->rows[r].count > c->count ? c->from->rows[r].count : c->count;
    c->count = c->count < MOST_COLUMNS ? c->count : MOST_COLUMNS;
    c->problems = problems >= 0 ? (size_t)problems : c->is_own ? c->count : SIZE_MAX;
    sheet_column *columns =
        wn_arena_alloc(&m->w.arena, (c->count + 1) * sizeof(*columns));
    c->inputs = wn_arena_alloc(&m->w.arena, 2 * (c->count + 1) * sizeof(*c->inputs));
    c->bad = c->inputs + c->count + 1;
    for (size_t i = 0; i < c->count; i++) {
        wn_str label = grid_cell(c->head, i);
        columns[i] = (sheet_column){.label = label.len ? label : WN_STR(" "),
                                    .width = width_of(c->from, i)};
        c->inputs[i] = book_is_input(label);
    }
    if (c->problems == c->count) {
        c->inputs[c->count] = false;
        columns[c->count++] = (sheet_column){.word = WN_SAY_BOOK_PROBLEM};
    }
    if (c->is_own)
        columns[c->problems].width = WIDEST;
    c->to.row = (uint32_t)c->head->line - 1;
    sheet_heads(&m->w.book, &c->to, columns, c->count, 2);
}

/* The drop-downs: they take their words from the sheets of fields and codes. */
static void offer(copying *c)
{
    const wn_workbook *b = c->m->b;
    lxw_worksheet *page = c->to.lxw;
    uint32_t first = c->to.head + 1, last = c->to.row - 1;
    int field = column_of(c, WN_SAY_BOOK_FIELD), to = column_of(c, WN_SAY_BOOK_VALUE_TO),
        entity = column_of(c, WN_SAY_BOOK_FILE_ENTITY);
    char name[32];

    for (size_t i = 0; i < b->file_count; i++)
        if (b->files[i].table.sheet == c->from && field >= 0 && b->files[i].entity >= 0) {
            snprintf(name, sizeof(name), "fields_%d", b->files[i].entity + 1);
            book_offer_name(page, field, first, last, name);
        }
    if (c->from == b->files_table.sheet && entity >= 0)
        book_offer_name(page, entity, first, last, "entities");
    for (size_t r = 0; r < c->from->count && c->from == b->values.sheet && to >= 0; r++) {
        const grid_row *row = &c->from->rows[r];
        const wn_list *list = book_list_named(&b->plan.model, grid_cell(row, 0));
        if (row <= c->head || !list)
            continue;
        snprintf(name, sizeof(name), "list_%zu",
                 (size_t)(list - b->plan.model.lists) + 1);
        book_offer_name(page, to, (uint32_t)row->line - 1, (uint32_t)row->line - 1, name);
    }
}

/* The rows above the headings: what the table is with the link back, and what people put
 * there. */
static void copy_above(copying *c)
{
    wn_arena *arena = &c->m->w.arena;
    book_writing *w = &c->m->w;
    wn_str files = wn_str_of(wn_say(c->m->b->lang, WN_SAY_BOOK_SHEET_FILES));
    wn_str back =
        wn_arena_format(arena, wn_say(c->m->b->lang, WN_SAY_BOOK_BACK), files.ptr);

    for (const grid_row *row = c->from->rows; row < c->head; row++) {
        c->to.row = (uint32_t)row->line - 1;
        for (size_t i = 0; i < row->count && i < MOST_COLUMNS; i++) {
            const char *text = wn_arena_str(arena, row->cells[i]).ptr;
            if (row == c->from->rows && i == 0)
                sheet_title(&w->book, &c->to, text);
            else if (wn_str_equal(row->cells[i], back))
                sheet_link(&w->book, &c->to, (uint16_t)i, files.ptr, text);
            else
                sheet_text(&w->book, &c->to, (uint16_t)i, row->cells[i]);
        }
    }
}

static void copy_table(copying *c)
{
    const wn_workbook *b = c->m->b;
    const char *actions[] = {wn_say(b->lang, WN_SAY_BOOK_MAP),
                             wn_say(b->lang, WN_SAY_BOOK_KEEP),
                             wn_say(b->lang, WN_SAY_BOOK_DROP), NULL},
               *reads[] = {wn_say(b->lang, WN_SAY_BOOK_READ),
                           wn_say(b->lang, WN_SAY_BOOK_SKIP), NULL};
    bool is_files = c->from == b->files_table.sheet;
    const char *const *choices = is_files ? reads : actions;

    copy_above(c);
    begin_table(c);
    for (const grid_row *row = c->head + 1; row < c->from->rows + c->from->count; row++)
        copy_row(c, row);
    offer(c);
    sheet_finish(&c->to,
                 !c->is_own ? -1
                            : column_of(c, is_files ? WN_SAY_BOOK_FILE_ACTION_HEAD
                                                    : WN_SAY_BOOK_ACTION),
                 choices);
}

/* Stands the mistake in a row of a copied table? */
static bool is_in_row(const marking *m, const wn_diag *d)
{
    const grid_row *head = d->sheet > 0 && d->sheet <= m->b->grid.count
                               ? book_heading_row(m->b, &m->b->grid.sheets[d->sheet - 1])
                               : NULL;

    return head && d->line > head->line;
}

/* What is about no row: below the first sheet, whatever it is. */
static void put_rest(copying *c)
{
    marking *m = c->m;

    m->is_told = true;
    c->to.row++;
    for (size_t i = 0; i < m->diags->count; i++) {
        const wn_diag *d = &m->diags->items[i];
        if (d->is_note || is_in_row(m, d))
            continue;
        m->w.problems++;
        book_put(&m->w, &c->to, 0,
                 wn_arena_format(&m->w.arena, "%.*s%s%.*s", WN_FMT(d->place),
                                 d->place.len ? ": " : "", WN_FMT(d->text)),
                 LOOK_GRAVE);
        sheet_next(&c->to);
    }
}

/* A sheet of text in its first column; it may be empty. */
static void copy_text(copying *c)
{
    marking *m = c->m;
    const grid_row *rows = c->from->rows;
    bool has_title = c->from->count > 0 && rows[0].line == 1;

    sheet_cover(&m->w.book, &c->to,
                has_title ? wn_arena_str(&m->w.arena, grid_cell(&rows[0], 0)).ptr : "");
    for (size_t r = has_title ? 1 : 0; r < c->from->count; r++) {
        c->to.row = (uint32_t)rows[r].line - 1;
        sheet_line(&m->w.book, &c->to,
                   wn_arena_str(&m->w.arena, grid_cell(&rows[r], 0)).ptr);
    }
}

/* The hidden sheet, cell by cell. */
static void copy_hidden(copying *c)
{
    sheet_column columns[5] = {{.width = 20}};
    const grid_row *head = c->from->rows;

    for (size_t i = 0; i < WN_COUNT(columns); i++)
        columns[i] = (sheet_column){.label = grid_cell(head, i), .width = 20};
    sheet_heads(&c->m->w.book, &c->to, columns, WN_COUNT(columns), 0);
    for (const grid_row *row = head + 1; row < head + c->from->count; row++) {
        for (size_t i = 0; i < row->count && i < WN_COUNT(columns); i++)
            sheet_cell(&c->m->w.book, &c->to, (uint16_t)i, SHEET_TEXT, SHEET_FAINT, false,
                       row->cells[i]);
        sheet_next(&c->to);
    }
    worksheet_hide(c->to.lxw);
}

/* Sheets to look things up are written anew: drop-downs need them in their places. */
static wn_rc (*reference_of(wn_str name))(book_writing *)
{
    static const struct {
        wn_word word;
        wn_rc (*write)(book_writing *);
    } sheets[] = {{WN_SAY_BOOK_SHEET_FIELDS, book_write_fields},
                  {WN_SAY_BOOK_SHEET_CODES, book_write_codes},
                  {WN_SAY_BOOK_SHEET_OPTIONS, book_write_options}};

    for (size_t i = 0; i < WN_COUNT(sheets); i++)
        if (wn_is_word(name, sheets[i].word))
            return sheets[i].write;
    return NULL;
}

static wn_rc copy_sheet(marking *m, size_t at)
{
    const grid_sheet *from = &m->b->grid.sheets[at];
    wn_rc (*write)(book_writing *) = reference_of(from->name);
    copying c = {.m = m, .from = from, .number = at + 1, .head = book_heading_row(m->b, from)};
    c.is_own = c.head != NULL;
    c.head = c.head ? c.head : first_row(from);

    if (write)
        return write(&m->w);
    c.to = book_add_sheet(&m->w, from->name, NULL);
    if (!c.to.lxw)
        return m->w.err->rc;
    if (wn_str_equal(from->name, WN_STR("winnow")) && from->count > 0) {
        copy_hidden(&c);
        return WN_OK;
    }
    (c.head ? copy_table : copy_text)(&c);
    if (!m->is_told)
        put_rest(&c);
    return WN_OK;
}

wn_rc wn_workbook_mark(const wn_workbook *b, const wn_diags *diags,
                       const wn_output *output, size_t *problems, wn_error *err)
{
    marking m = {.b = b, .diags = diags};

    m.w = (book_writing){.plan = &b->plan, .lang = b->lang, .err = err};
    wn_rc rc = book_open(&m.w.book, output, NULL, b->lang, err);
    m.w.book.longest = SHEET_LONGEST;
    for (size_t i = 0; i < b->grid.count && rc >= 0; i++)
        rc = copy_sheet(&m, i);
    if (rc >= 0)
        rc = book_close(&m.w.book, err);
    *problems = m.w.problems;
    book_drop(&m.w.book);
    wn_arena_release(&m.w.arena);
    return rc;
}
