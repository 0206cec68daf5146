/* set_cells.c - texts that are put into cells of a mapping's workbook before it is read, as
 * if somebody had typed them there. */
#include "reading.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct address {
    wn_str sheet, text;
    size_t column; /* from 0 */
    uint64_t line; /* from 1 */
} address;

#define told(b, ...) wn_diag_add((b)->diags, (b)->path, 0, 0, 0, WN_STR(""), __VA_ARGS__)

/* "!F12=TEXT" at the place: the cell, and what is to stand in it. */
static bool cell_at(wn_str given, size_t at, address *out)
{
    size_t column = 0;

    if (at >= given.len || given.ptr[at] != '!')
        return false;
    size_t from = ++at;
    for (; at < given.len && at - from < 4 && (given.ptr[at] | 32) >= 'a' &&
           (given.ptr[at] | 32) <= 'z';
         at++)
        column = 26 * column + (size_t)((given.ptr[at] | 32) - 'a') + 1;
    size_t digits = at;
    out->line = 0;
    for (; at < given.len && at - digits < 8 && given.ptr[at] >= '0' && given.ptr[at] <= '9';
         at++)
        out->line = 10 * out->line + (uint64_t)(given.ptr[at] - '0');
    out->column = column - 1;
    if (digits == from || at == digits || at == given.len || given.ptr[at] != '=')
        return false;
    out->text = wn_str_trim((wn_str){given.ptr + at + 1, given.len - at - 1});
    return true;
}

/* The length of 'It''s' at the beginning, and the name in it; 0: there is no such. */
static size_t quoted_name(wn_str given, wn_str *name, wn_arena *arena)
{
    wn_buf text = {0};
    size_t at = 1;

    for (; at < given.len; at++) {
        bool quote = given.ptr[at] == '\'';
        if (quote && !(at + 1 < given.len && given.ptr[at + 1] == '\''))
            break;
        at += quote;
        wn_buf_char(&text, given.ptr[at]);
    }
    *name = wn_arena_str(arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return given.len && given.ptr[0] == '\'' && at < given.len ? at + 1 : 0;
}

/* The sheet that is called so; a sheet that every workbook has, in any language. */
static grid_sheet *sheet_named(wn_workbook *b, wn_str name)
{
    for (size_t i = 0; i < b->grid.count; i++)
        if (wn_str_equal(b->grid.sheets[i].name, name))
            return &b->grid.sheets[i];
    for (size_t i = 0; i < b->grid.count; i++)
        if (wn_fold_equal(b->grid.sheets[i].name, name))
            return &b->grid.sheets[i];
    for (wn_word w = WN_SAY_BOOK_SHEET_HELP; w <= WN_SAY_BOOK_SHEET_OPTIONS; w++)
        for (size_t i = 0; i < b->grid.count && wn_is_word(name, w); i++)
            if (wn_is_word(b->grid.sheets[i].name, w))
                return &b->grid.sheets[i];
    return NULL;
}

/* A name may have a "!" itself, so the first cell behind a sheet that is there counts. */
static grid_sheet *find_sheet(wn_workbook *b, wn_str given, address *out, bool *is_address)
{
    grid_sheet *sheet = NULL;
    size_t quoted = quoted_name(given, &out->sheet, &b->arena);

    *is_address = quoted && cell_at(given, quoted, out);
    if (*is_address)
        sheet = sheet_named(b, out->sheet);
    for (size_t at = 1; at < given.len && !sheet; at++) {
        if (!cell_at(given, at, out))
            continue;
        *is_address = true;
        out->sheet = (wn_str){given.ptr, at};
        sheet = sheet_named(b, out->sheet);
    }
    return sheet;
}

static grid_row *find_row(grid_sheet *sheet, uint64_t line)
{
    for (size_t r = 0; r < sheet->count; r++)
        if (sheet->rows[r].line == line)
            return &sheet->rows[r];
    return NULL;
}

/* Only what a workbook and XML can hold. */
static bool may_be_text(wn_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F)
            return false;
    }
    return wn_utf8_valid(text) == text.len && text.len <= 32767 &&
           !memmem(text.ptr, text.len, "\xEF\xBF\xBE", 3) &&
           !memmem(text.ptr, text.len, "\xEF\xBF\xBF", 3);
}

static void put_text(wn_workbook *b, grid_row *row, const address *a)
{
    if (a->column >= row->count) {
        wn_str *cells = wn_arena_alloc(&b->arena, (a->column + 1) * sizeof(*cells));
        for (size_t c = 0; c <= a->column; c++)
            cells[c] = c < row->count ? row->cells[c] : WN_STR("");
        row->cells = cells;
        row->count = a->column + 1;
    }
    row->cells[a->column] = wn_arena_str(&b->arena, a->text);
}

static bool is_twice(const wn_workbook *b, const grid_row *row, size_t column)
{
    for (size_t i = 0; i < b->set_count; i++)
        if (b->sets[i].row == row && b->sets[i].column == column)
            return true;
    return false;
}

static void set_cell(wn_workbook *b, wn_str given)
{
    address a = {.sheet = WN_STR("")};
    bool is_address;
    grid_sheet *sheet = find_sheet(b, given, &a, &is_address);
    grid_row *row = sheet ? find_row(sheet, a.line) : NULL;

    if (!is_address)
        told(b, WN_SAY_BOOK_SET_SHAPE, WN_FMT(given));
    else if (!sheet)
        told(b, WN_SAY_BOOK_SET_SHEET, WN_FMT(given), WN_FMT(a.sheet));
    else if (!row)
        told(b, WN_SAY_BOOK_SET_ROW, WN_FMT(given), WN_FMT(sheet->name),
             (unsigned long long)a.line);
    else if (is_twice(b, row, a.column))
        told(b, WN_SAY_BOOK_SET_TWICE, WN_FMT(given));
    else if (!may_be_text(a.text))
        told(b, WN_SAY_BOOK_SET_TEXT, WN_FMT(given));
    else {
        if (a.column < 16384)
            put_text(b, row, &a);
        b->sets[b->set_count++] = (struct book_set){sheet, row, a.column};
    }
}

void book_set_cells(wn_workbook *b, const char *const *cells, size_t count)
{
    b->sets = wn_alloc(count + 1, sizeof(*b->sets));
    for (size_t i = 0; i < count; i++)
        set_cell(b, wn_str_of(cells[i]));
}

/* A field in a row that is not mapped is read by nobody. */
static bool is_idle(const struct book_set *s, const grid_row *head)
{
    book_action action = BOOK_MAP;

    for (size_t c = 0; c < head->count; c++)
        if (wn_is_word(grid_cell(head, c), WN_SAY_BOOK_ACTION))
            book_action_find(grid_cell(s->row, c), &action);
    return wn_is_word(grid_cell(head, s->column), WN_SAY_BOOK_FIELD) &&
           grid_cell(s->row, s->column).len && action != BOOK_MAP;
}

void book_check_cells(wn_workbook *b)
{
    char letter[8];

    for (size_t i = 0; i < b->set_count; i++) {
        const struct book_set *s = &b->sets[i];
        const grid_row *head = book_heading_row(b, s->sheet);
        wn_str heading = head ? grid_cell(head, s->column) : WN_STR("");
        bool is_read = s->row > head && (book_is_input(heading) ||
                                         wn_is_word(heading, WN_SAY_BOOK_FROM));
        if (head && is_read && is_idle(s, head))
            told(b, WN_SAY_BOOK_SET_IDLE, WN_FMT(s->sheet->name),
                 wn_column_letter(letter, s->column), (unsigned long long)s->row->line,
                 wn_say(b->lang, WN_SAY_BOOK_ACTION), wn_say(b->lang, WN_SAY_BOOK_MAP));
        if (head && is_read)
            continue;
        told(b, WN_SAY_BOOK_SET_CELL, WN_FMT(s->sheet->name),
             s->column < 16384 ? wn_column_letter(letter, s->column) : "?",
             (unsigned long long)s->row->line);
    }
}

bool book_is_set(const wn_workbook *b, const grid_row *row)
{
    for (size_t i = 0; i < b->set_count; i++)
        if (b->sets[i].row == row)
            return true;
    return false;
}
