/*
 * rows.c - makes a header and records of rows of cells.
 *
 * It serves all formats that are a grid: delimited text, sheets, tables of web pages. The
 * first rows are kept until the header is found. Rows that are not records are counted
 * and noted: empty rows, titles before the table, totals after it, the header repeated on
 * each page. A second table below the first is left out, unless it is the one that was
 * asked for.
 */
#include "header.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROWS 40 /* rows in which the header is searched */
#define TAIL_ROWS 40  /* more narrow rows than this are records, not a footer */
#define FAR 64        /* so many cells beyond the columns may have gaps */

void read_rows_init(read_rows *t, wn_input *input, wn_error *err,
                    bool (*advance)(void *reader), void *reader)
{
    *t = (read_rows){.input = input, .err = err, .advance = advance, .reader = reader};
    t->has_margin = true;
    input->note_count = input->left = input->column_count = 0;
    input->is_headless = false;
    input->header_count = input->header_rows = 0;
}

wn_arena *read_rows_arena(read_rows *t)
{
    return t->batch ? &t->batch->arena : &t->first.arena;
}

/* Are rows wanted just as they are, and not as records? */
static bool is_grid(const read_rows *t)
{
    return t->input->is_raw && !t->is_text;
}

/* ---- lists of rows ---------------------------------------------------------------- */

static void list_add(read_row_list *list, const read_row *row, bool copy)
{
    read_row kept = *row;

    kept.cells = wn_arena_alloc(&list->arena, row->count * sizeof(*row->cells));
    for (size_t i = 0; i < row->count; i++)
        kept.cells[i] = copy ? wn_arena_str(&list->arena, row->cells[i]) : row->cells[i];
    if (row->across) {
        kept.across = wn_arena_alloc(&list->arena, row->count * sizeof(*row->across));
        memcpy(kept.across, row->across, row->count * sizeof(*row->across));
    }
    if (row->numbers) {
        kept.numbers = wn_arena_alloc(&list->arena, row->count * sizeof(*row->numbers));
        memcpy(kept.numbers, row->numbers, row->count * sizeof(*row->numbers));
    }
    list->items = wn_grow(list->items, list->count, &list->room, sizeof(*list->items));
    list->items[list->count++] = kept;
}

static void list_clear(read_row_list *list)
{
    list->count = 0;
    wn_arena_reset(&list->arena);
}

static void list_release(read_row_list *list)
{
    wn_arena_release(&list->arena);
    free(list->items);
}

/* ---- records ---------------------------------------------------------------------- */

static void note_shape(read_rows *t, wn_record *record, const read_row *row)
{
    const wn_check *const *implied = t->batch->entity ? t->batch->entity->implied : NULL;
    wn_arena *arena = &t->batch->arena;
    size_t columns = t->input->column_count;

    if (!implied)
        return;
    if (row->mended)
        wn_record_note(record, arena, implied[WN_RULE_ROW_QUOTES], -1, 0, row->cells[0]);
    if (t->is_text && row->count < columns)
        wn_record_note(record, arena, implied[WN_RULE_ROW_SHORT], -1,
                       (uint32_t)row->count, WN_STR(""));
    for (size_t i = columns; i < row->count; i++)
        if (wn_str_trim(row->cells[i]).len > 0) {
            wn_record_note(record, arena, implied[WN_RULE_ROW_LONG], -1,
                           (uint32_t)columns, row->cells[i]);
            break;
        }
    for (size_t i = 0; t->input->has_lost && i < row->count; i++)
        if (memmem(row->cells[i].ptr, row->cells[i].len, "\xEF\xBF\xBD", 3))
            wn_record_note(record, arena, implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                           row->cells[i]);
}

/* Remove NUL bytes from the cells. Returns the first cell that had one; row->count: none
 * had. */
static size_t take_out_nul(const read_row *row)
{
    size_t found = row->count;

    for (size_t c = row->count; c-- > 0;) {
        wn_str *cell = &row->cells[c];
        if (!cell->len || !memchr(cell->ptr, '\0', cell->len))
            continue;
        char *out = (char *)(uintptr_t)cell->ptr;
        size_t len = 0;
        for (size_t i = 0; i < cell->len; i++)
            if (cell->ptr[i])
                out[len++] = cell->ptr[i];
        cell->len = len;
        found = c;
    }
    return found;
}

/* In a very wide row of a sheet, keep only the filled cells beyond the columns. */
static size_t without_gaps(const read_rows *t, wn_str *cells, size_t count)
{
    size_t columns = t->input->column_count, kept = columns;

    if (t->is_text || is_grid(t) || count <= columns + FAR)
        return count;
    for (size_t i = columns; i < count; i++)
        if (cells[i].len > 0)
            cells[kept++] = cells[i];
    return kept;
}

/* Repeat the last record for an empty row of a sheet after another empty one: there may
 * be a million of them, and wide ones. */
static bool emit_again(read_rows *t, const read_row *row)
{
    bool again = t->is_void;

    t->is_void = is_grid(t) && row->count == 0;
    if (!again || !t->is_void)
        return false;
    wn_record *record = wn_batch_append(t->batch);
    *record = record[-1];
    record->line = row->line;
    return true;
}

/* Add the row to the batch as a record. Its texts are in the batch's arena. */
static void emit(read_rows *t, const read_row *row)
{
    if (emit_again(t, row))
        return;
    wn_record *record = wn_batch_append(t->batch);
    const wn_entity *entity = t->batch->entity;
    size_t all = row->count > t->left ? row->count - t->left : 0;
    size_t count = without_gaps(t, row->cells + row->count - all, all);
    size_t room = count < t->input->column_count ? t->input->column_count : count;

    if (is_grid(t)) /* each row as wide as the widest so far, like Excel */
        room = t->widest = room < t->widest ? t->widest : room;
    record->source =
        wn_arena_alloc(&t->batch->arena, (room + 1) * sizeof(*record->source));
    if (count > 0)
        memcpy(record->source, row->cells + row->count - all,
               count * sizeof(*record->source));
    if (row->numbers && all > 0) {
        size_t known = all < room ? all : room;
        bool *numbers = wn_arena_alloc(&t->batch->arena, room * sizeof(*numbers));
        memcpy(numbers, row->numbers + row->count - all, known * sizeof(*numbers));
        record->numbers = numbers;
    }
    if (!t->is_text)
        count = room; /* in a sheet, missing cells are just empty */
    record->source_count = (uint32_t)count;
    record->line = row->line;
    read_row own = {.cells = record->source, .count = count, .mended = row->mended};
    size_t nul = t->input->has_nul ? take_out_nul(&own) : count;
    note_shape(t, record, &own);
    for (size_t i = 0; entity && i < t->left && i < row->count; i++)
        if (row->cells[i].len > 0)
            wn_record_note(record, &t->batch->arena, entity->implied[WN_RULE_ROW_LONG],
                           -1, 0, row->cells[i]);
    if (nul < count && entity)
        wn_record_note(record, &t->batch->arena, entity->implied[WN_RULE_NUL_BYTE], -1,
                       (uint32_t)nul, own.cells[nul]);
}

static void emit_copied(read_rows *t, read_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        row->cells[i] = wn_arena_str(&t->batch->arena, row->cells[i]);
    emit(t, row);
}

/* ---- what is no record ------------------------------------------------------------ */

static bool is_same_row(const read_row *a, const read_row *b, size_t first)
{
    size_t count = a->count > b->count ? a->count : b->count;

    if (first < a->count && first < b->count &&
        !wn_str_equal(a->cells[first], b->cells[first]))
        return false; /* cheap test first: every row is asked */
    for (size_t i = 0; i < count; i++)
        if (!wn_str_equal(read_cell(a, i), read_cell(b, i)))
            return false;
    return read_filled(a) > 1;
}

/* Is it a row of the header, repeated on another page? It is counted once for a header of
 * several rows. */
static bool is_header_again(read_rows *t, const read_row *row)
{
    for (size_t i = 0; i < t->heads.count; i++)
        if (is_same_row(row, &t->heads.items[i], t->left)) {
            t->repeated += i == 0;
            return true;
        }
    return false;
}

/* Is the row narrow beside the table, like a title or a total? */
static bool is_narrow(const read_rows *t, const read_row *row)
{
    return t->input->column_count >= 3 && read_filled(row) <= 2 &&
           read_filled(row) * 2 < t->input->column_count;
}

static wn_str first_filled(const read_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (wn_str_trim(row->cells[i]).len > 0)
            return row->cells[i];
    return WN_STR("");
}

/* The first filled cell that was not carried down into the row. */
static wn_str first_own(const read_row *row)
{
    for (size_t i = row->own; i < row->count; i++)
        if (read_cell(row, i).len > 0)
            return read_cell(row, i);
    return WN_STR("");
}

static void release_tail(read_rows *t)
{
    for (size_t i = 0; i < t->tail.count; i++)
        emit_copied(t, &t->tail.items[i]);
    list_clear(&t->tail);
}

/* Is it a title inside the table: one cell, merged over nearly all columns? */
static bool is_section(const read_rows *t, const read_row *row)
{
    return row->reach > 1 && read_filled(row) == 1 &&
           row->reach * 4 >= t->input->column_count * 3;
}

/* Count the row if it is a total, a remark or a title inside the table. False: it is
 * not. */
static bool is_set_aside(read_rows *t, const read_row *row, read_aside aside)
{
    struct read_aside_rows *rows = aside == READ_TOTAL    ? &t->totals
                                   : aside == READ_REMARK ? &t->remarks
                                   : is_section(t, row)   ? &t->sections
                                                          : NULL;

    if (!rows)
        return false;
    if (rows->count++ == 0) {
        rows->line = row->line;
        rows->example = wn_arena_str(&t->input->arena, first_own(row));
    }
    return true;
}

/* Cut off the cells of the table on the right. False: nothing is left. */
static bool cut_beside(read_rows *t, read_row *row)
{
    size_t whole = read_filled(row);

    row->count = row->count < t->beside ? row->count : t->beside;
    size_t left = read_filled(row);
    t->outside += left < whole;
    return left > 0;
}

/* Handle a row below the header. */
static void take(read_rows *t, read_row *row)
{
    if (t->beside && !cut_beside(t, row))
        return;
    if (t->at_end) {
        t->outside++;
        return;
    }
    if (is_header_again(t, row))
        return;
    if (read_is_other_table(t, row)) {
        t->at_end = true; /* the title above belongs to the next table */
        t->outside += 1 + t->tail.count;
        list_clear(&t->tail);
        read_note_other_table(t, WN_SAY_READ_NOTE_TABLES, row->line, 0, 0);
        return;
    }
    read_aside aside = read_aside_of(row, t->input->column_count);
    if (aside == READ_RECORD && read_is_group_total(row, t->input->column_count,
                                                    (wn_str){t->group, t->group_len}))
        aside = READ_TOTAL;
    if (is_set_aside(t, row, aside))
        return;
    bool narrow = is_narrow(t, row);
    if ((aside == READ_FOOTER && (narrow || read_filled(row) == 1)) ||
        (narrow && (t->tail.count > 0 || row->after_blank))) {
        list_add(&t->tail, row, true);
        if (t->tail.count > TAIL_ROWS)
            release_tail(t);
        return;
    }
    release_tail(t);
    wn_str group = first_own(row);
    t->group_len = group.len < sizeof(t->group) ? group.len : 0;
    memcpy(t->group, group.ptr, t->group_len);
    emit(t, row);
}

/* ---- the header ------------------------------------------------------------------- */

static void set_columns(read_rows *t, const read_head *head, const read_row *rows)
{
    wn_input *input = t->input;
    wn_str *names = wn_arena_alloc(&input->arena, (head->columns + 1) * sizeof(*names));

    if (head->rows > 0)
        read_head_names(head, rows, &input->arena, names);
    input->left = t->is_text ? 0 : t->left;
    input->column_count = head->columns - t->left;
    input->columns = wn_arena_alloc(&input->arena,
                                    (input->column_count + 1) * sizeof(*input->columns));
    for (size_t i = 0; i < input->column_count; i++)
        input->columns[i] = names[i + t->left];
    input->header_rows = head->rows + head->units + head->skipped;
    bool joined = head->rows + head->units > 1;
    const read_row *first = &rows[head->first];
    input->header_count = head->rows == 0 ? 0 : joined ? head->columns : first->count;
    input->header =
        wn_arena_alloc(&input->arena, (input->header_count + 1) * sizeof(wn_str));
    for (size_t i = 0; i < input->header_count; i++)
        input->header[i] =
            wn_arena_str(&input->arena, joined ? names[i] : first->cells[i]);
    list_clear(&t->heads);
    wn_map_release(&t->names);
    for (size_t r = 0; r < input->header_rows; r++)
        list_add(&t->heads, &first[r], true);
    for (size_t i = 0; i < input->header_count; i++)
        wn_map_set(&t->names, wn_fingerprint_of(input->header[i]), NULL);
    read_name_columns(input);
    t->has_header = true;
}

/* Note which of the first rows are not records. */
static void say_heads(read_rows *t, const read_head *head, const read_row *rows)
{
    wn_input *input = t->input;
    const read_row *marks = &rows[head->first + head->rows + head->units];

    if (head->first > 0 && head->rows > 0)
        read_note(input, WN_SAY_READ_NOTE_BEFORE, rows[head->first].line, WN_STR(""));
    else if (head->first > 0)
        read_note(input, WN_SAY_READ_NOTE_ABOVE, head->first, first_filled(rows));
    else if (head->rows == 0)
        read_note(input, WN_SAY_READ_NOTE_HEADLESS, 0, WN_STR(""));
    if (head->rows + head->units > 1)
        read_note(input, WN_SAY_READ_NOTE_JOINED, head->rows + head->units,
                  input->columns[input->column_count - 1]);
    if (head->skipped > 0)
        read_note_at(input, WN_SAY_READ_NOTE_MARKS, head->skipped, first_filled(marks),
                     marks->line);
}

/* The row is the header of the next table: look for that table's columns. */
static void begin_anew(read_rows *t, const read_row *row)
{
    list_clear(&t->tail);
    list_add(&t->tail, row, true); /* its texts are in t->first, which is cleared now */
    list_clear(&t->first);
    list_add(&t->first, &t->tail.items[0], true);
    list_clear(&t->tail);
    t->passing--;
    t->has_header = false;
    t->left = 0;
}

/* Handle a row of a table above the wanted one. */
static void pass_over(read_rows *t, const read_row *row)
{
    if (read_is_other_table(t, row)) {
        begin_anew(t, row);
        return;
    }
    list_clear(&t->tail);
    if (is_narrow(t, row) && row->after_blank) /* may be the title of the next table */
        list_add(&t->tail, row, true);
    list_clear(&t->first);
}

/* Look for the wanted table in the rows that were read together with the header above
 * it. */
static void look_for_next_table(read_rows *t)
{
    read_row_list rest = t->first;

    t->first = (read_row_list){0};
    for (size_t i = 0; i < rest.count; i++)
        if (t->has_header && t->passing > 0)
            pass_over(t, &rest.items[i]);
        else
            list_add(&t->first, &rest.items[i], true);
    list_release(&rest);
}

/* The first rows are there: find the header and remove it and all above it. */
static void settle(read_rows *t)
{
    read_row_list *list = &t->first;

    if (list->count == 0)
        return;
    read_head head =
        read_find_header(list->items, t->names_first ? 1 : list->count, t->is_text);
    size_t gone = head.first + head.rows + head.units + head.skipped;
    t->left = t->has_margin ? head.left : 0;
    for (size_t r = 0; t->input->has_nul && r < gone; r++)
        take_out_nul(&list->items[r]);
    t->input->is_headless = head.rows == 0;
    t->beside = t->is_text ? 0 : read_beside(&head, list->items, list->count);
    if (t->beside) {
        read_note_other_table(t, WN_SAY_READ_NOTE_BESIDE, 0, t->beside + 1,
                              head.columns - 1);
        head.columns = t->beside;
        for (size_t r = 0; r < gone; r++)
            if (list->items[r].count > t->beside)
                list->items[r].count = t->beside;
    }
    set_columns(t, &head, list->items);
    say_heads(t, &head, list->items);
    list->count -= gone;
    memmove(list->items, list->items + gone, list->count * sizeof(*list->items));
    if (t->passing > 0)
        look_for_next_table(t);
}

void read_rows_skip(read_rows *t, uint64_t count, uint64_t line)
{
    const wn_range *range = &t->input->range;

    t->after_blank = true;
    for (uint64_t i = 0; is_grid(t) && i < count; i++)
        if (!range->top || (line + i >= range->top && line + i <= range->bottom))
            read_rows_add(t, &(read_row){.line = line + i});
}

void read_rows_add(read_rows *t, const read_row *row)
{
    if (is_grid(t)) {
        t->has_header = true;
        if (t->batch)
            emit(t, row);
        else
            list_add(&t->first, row, false);
        return;
    }
    if (read_is_blank(row)) {
        t->blank += row->count > 1;
        t->after_blank = true;
        return;
    }
    read_row now = *row;
    now.after_blank = t->after_blank;
    t->after_blank = false;
    if (t->batch) {
        take(t, &now);
        return;
    }
    if (t->has_header && t->passing > 0) {
        pass_over(t, &now);
        return;
    }
    list_add(&t->first, &now, false);
    if (!t->has_header && t->first.count == FIRST_ROWS)
        settle(t);
}

size_t read_rows_piece(const read_rows *t)
{
    bool known = t->has_header && !is_grid(t);

    return read_piece(t->input, known ? t->input->column_count : READ_MAX_COLUMNS);
}

wn_rc read_rows_open(read_rows *t)
{
    while ((!t->has_header || t->passing > 0) && t->err->rc >= 0 && t->advance(t->reader))
        ;
    while (t->err->rc >= 0 && !t->has_header && t->first.count > 0)
        settle(t);
    if (t->err->rc >= 0 && t->passing > 0)
        wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_SHEET_UNKNOWN, t->input->path,
                WN_FMT(t->input->sheet));
    else if (t->err->rc >= 0 && !t->has_header)
        wn_fail(t->err, WN_E_SOURCE, WN_SAY_READ_EMPTY, t->input->path);
    return t->err->rc;
}

/* Is the end of the table a footer: a row with footer words, or one cell in each row? */
static bool is_footer(const read_row_list *tail, size_t columns)
{
    size_t single = 0;

    for (size_t i = 0; i < tail->count; i++) {
        if (read_aside_of(&tail->items[i], columns) == READ_FOOTER)
            return true;
        single += read_filled(&tail->items[i]) == 1;
    }
    return single == tail->count && tail->items[0].after_blank;
}

static void say_set_aside(read_rows *t, wn_word word, struct read_aside_rows *rows)
{
    if (rows->count > 0)
        read_note_at(t->input, word, rows->count, rows->example, rows->line);
    rows->count = 0;
}

static void say_what_is_left_out(read_rows *t)
{
    if (t->tail.count > 0 && !is_footer(&t->tail, t->input->column_count))
        release_tail(t);
    if (t->tail.count > 0)
        read_note(t->input, WN_SAY_READ_NOTE_FOOTER, t->tail.count,
                  first_filled(&t->tail.items[0]));
    say_set_aside(t, WN_SAY_READ_NOTE_TOTALS, &t->totals);
    say_set_aside(t, WN_SAY_READ_NOTE_REMARKS, &t->remarks);
    say_set_aside(t, WN_SAY_READ_NOTE_SECTIONS, &t->sections);
    if (t->repeated > 0)
        read_note(t->input, WN_SAY_READ_NOTE_REPEATED, t->repeated, WN_STR(""));
    if (t->blank > 0)
        read_note(t->input, WN_SAY_READ_NOTE_BLANK, t->blank, WN_STR(""));
    if (t->outside > 0)
        read_note(t->input, WN_SAY_READ_NOTE_OUTSIDE, t->outside, WN_STR(""));
    list_clear(&t->tail);
    t->repeated = t->blank = t->outside = 0;
}

wn_rc read_rows_next(read_rows *t, wn_batch *batch)
{
    t->batch = batch;
    t->is_void = false;
    for (size_t i = 0; i < t->first.count; i++) {
        read_row *row = &t->first.items[i];
        for (size_t c = 0; c < row->count; c++)
            row->cells[c] = wn_arena_str(&batch->arena, row->cells[c]);
        if (is_grid(t))
            emit(t, row);
        else
            take(t, row);
    }
    list_clear(&t->first);
    bool more = true;
    while (t->err->rc >= 0 && more && !wn_batch_is_full(batch))
        more = t->advance(t->reader);
    if (!more)
        say_what_is_left_out(t);
    t->batch = NULL;
    if (t->err->rc < 0)
        return t->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

void read_rows_release(read_rows *t)
{
    list_release(&t->first);
    list_release(&t->tail);
    list_release(&t->heads);
    wn_map_release(&t->names);
}
