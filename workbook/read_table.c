/* read_table.c - a sheet with headings, and mistakes that are about one of its cells. */
#include "reading.h"

#include "core/memory.h"

#include <string.h>

#define MOST_ABOVE 10 /* rows in which the headings are looked for */

int book_headings(const grid_row *row, wn_word first, int count, int *at)
{
    int found = 0;

    for (int h = 0; h < count; h++) {
        at[h] = -1;
        for (size_t c = 0; c < row->count && at[h] < 0; c++)
            if (wn_is_word(grid_cell(row, c), (wn_word)(first + h)))
                at[h] = (int)c;
        found += at[h] >= 0;
    }
    return found;
}

static bool find_headings(book_table *t, const grid_row *row, wn_word first, int count,
                          const int *must)
{
    book_headings(row, first, count, t->at);
    for (; *must >= 0; must++)
        if (t->at[*must] < 0)
            return false;
    return true;
}

/* A heading that is none of the sheet's, where the missing one was: between those beside
 * it. -1: none. */
static int renamed(const book_table *t, const grid_row *row, int count, int heading)
{
    int from = 0, to = (int)row->count;

    for (int h = 0; h < count; h++) {
        if (h < heading && t->at[h] >= 0)
            from = t->at[h] + 1;
        if (h > heading && t->at[h] >= 0 && t->at[h] < to)
            to = t->at[h];
    }
    for (int c = from; c < to; c++)
        if (grid_cell(row, (size_t)c).len > 0)
            return c;
    return -1;
}

/* Tell of columns that would not be read, because their headings were changed. */
static bool check_renamed(wn_workbook *b, book_table *t, const grid_row *row,
                          wn_word first, int count, const int *may)
{
    bool good = true;

    for (; *may >= 0; may++) {
        int column = t->at[*may] < 0 ? renamed(t, row, count, *may) : -1;
        if (column < 0)
            continue;
        t->at[*may] = column; /* for the mistake's place */
        book_note(b, t, row, *may, WN_SAY_BOOK_RENAMED,
                  WN_FMT(grid_cell(row, (size_t)column)),
                  wn_say(b->lang, (wn_word)(first + *may)));
        good = false;
    }
    return good;
}

bool book_table_open(wn_workbook *b, book_table *t, const grid_sheet *sheet,
                     wn_word first, int count, const int *must)
{
    *t = (book_table){.sheet = sheet, .number = (size_t)(sheet - b->grid.sheets) + 1};
    WN_ASSERT(count <= BOOK_MOST_HEADINGS);
    for (size_t r = 0; r < sheet->count && r < MOST_ABOVE; r++)
        if (find_headings(t, &sheet->rows[r], first, count, must)) {
            const int *may = must;
            while (*may >= 0)
                may++;
            t->first = r + 1;
            return check_renamed(b, t, &sheet->rows[r], first, count, may + 1);
        }
    book_note(b, t, NULL, 0, WN_SAY_BOOK_NO_HEADINGS,
              wn_say(b->lang, (wn_word)(first + must[0])),
              wn_say(b->lang, (wn_word)(first + must[1])));
    return false;
}

wn_str book_cell(const book_table *t, const grid_row *row, int heading)
{
    return t->at[heading] >= 0 ? grid_cell(row, (size_t)t->at[heading]) : WN_STR("");
}

uint32_t book_place_add(wn_workbook *b, const book_table *t, const grid_row *row,
                        const book_heading_of *headings)
{
    b->places = wn_grow(b->places, b->place_count, &b->place_room, sizeof(*b->places));
    b->places[b->place_count] = (book_place){t, row, headings};
    return (uint32_t)b->place_count++;
}

/* Give the mistake its cell. */
static void put_at(wn_workbook *b, wn_diag *d, const book_table *t, const grid_row *row,
                   int heading)
{
    wn_arena *arena = &b->diags->arena;
    char letter[8];
    int column = t->at[heading] < 0 ? 0 : t->at[heading];

    d->sheet = t->number;
    d->line = row ? (uint32_t)row->line : 1;
    d->column = (uint32_t)column + 1;
    d->place = row ? wn_arena_format(arena, "%.*s!%s%llu", WN_FMT(t->sheet->name),
                                     wn_column_letter(letter, (size_t)column),
                                     (unsigned long long)row->line)
                   : wn_arena_str(arena, t->sheet->name);
}

void book_at(wn_workbook *b, const book_table *t, const grid_row *row, int heading)
{
    put_at(b, &b->diags->items[b->diags->count - 1], t, row, heading);
}

/* ---- mistakes in the XML, by the cell that it is made of --------------------------- */

/* The offset of a place in the text, which counts lines and characters from 1. */
static size_t offset_of(wn_str text, uint32_t line, uint32_t column)
{
    size_t at = 0;

    for (; line > 1; line--) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        if (!end)
            return text.len;
        at = (size_t)(end - text.ptr) + 1;
    }
    for (; column > 1 && at < text.len; column--)
        wn_utf8_next(text, &at);
    return at;
}

/* The innermost element that the place is in; NULL: none that came from a cell. */
static const edit_span *span_at(const wn_workbook *b, int which, size_t at)
{
    const edit_span *found = NULL;

    for (size_t i = 0; i < b->span_counts[which] && b->spans[which][i].from <= at; i++)
        if (at < b->spans[which][i].to)
            found = &b->spans[which][i];
    return found;
}

static int heading_at(const book_heading_of *headings, wn_str text, size_t at)
{
    size_t len = 0;

    while (at + len < text.len &&
           (text.ptr[at + len] == '-' || text.ptr[at + len] == '_' ||
            ((text.ptr[at + len] | 32) >= 'a' && (text.ptr[at + len] | 32) <= 'z')))
        len++;
    wn_str name = {text.ptr + at, len};
    while (headings->attr && !wn_str_equal(name, wn_str_of(headings->attr)))
        headings++;
    return headings->heading;
}

void wn_workbook_places(const wn_workbook *book, wn_diags *diags)
{
    wn_workbook *b = (wn_workbook *)(uintptr_t)book;

    b->diags = diags;
    if (!b->after.model_path) /* it could not be read */
        return;
    for (size_t i = 0; i < diags->count; i++) {
        wn_diag *d = &diags->items[i];
        bool is_model = !strcmp(d->file, b->after.model_path);
        wn_str text = is_model ? b->after.model : b->after.mapping;
        if (d->place.len || !d->line || (!is_model && strcmp(d->file, b->path) != 0))
            continue;
        size_t at = offset_of(text, d->line, d->column);
        const edit_span *span = span_at(b, is_model, at);
        if (!span)
            continue;
        const book_place *p = &b->places[span->ref];
        d->file = b->path;
        d->text = book_in_words(diags->lang, d->text, &diags->arena);
        put_at(b, d, p->table, p->row,
               heading_at(p->headings, text, at == span->from ? text.len : at));
    }
}
