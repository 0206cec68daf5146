/* wanted_rows.c - selects the rows of a table that are a <file>'s records (where=). */
#include "han.h"
#include "memory.h"
#include "reader.h"

#include <stdlib.h>

wn_rc wn_rows_open(wn_rows *rows, const wn_model *model, const wn_file *file,
                   wn_input *input, wn_error *err)
{
    *rows = (wn_rows){.model = model, .file = file, .input = input};
    input->rows = 0;
    wn_rc rc = input->reader->open(&rows->reader, input, err);
    if (rc < 0 || file->term_count == 0)
        return rc;
    rows->columns = wn_alloc(file->term_count, sizeof(*rows->columns));
    for (size_t t = 0; t < file->term_count; t++) {
        const wn_term *term = &file->terms[t];
        rows->columns[t] = wn_alloc(term->count + 1, sizeof(int));
        for (size_t c = 0; c < term->count; c++)
            rows->columns[t][c] = wn_input_column(input, term->columns[c]);
    }
    return rc;
}

void wn_rows_close(wn_rows *rows)
{
    if (rows->reader)
        rows->input->reader->close(rows->reader);
    for (size_t t = 0; rows->columns && t < rows->file->term_count; t++)
        free(rows->columns[t]);
    free(rows->columns);
    rows->reader = NULL;
    rows->columns = NULL;
}

/* Is it a number with a point, comma or sign? Such numbers are not folded, because
 * folding removes these marks: 1.0 is not 10, and -1 is not 1. */
static bool is_figure(wn_str s)
{
    return wn_str_span(s, "0123456789.,+-") == s.len &&
           wn_str_span(s, "0123456789") < s.len;
}

static bool is_one_of(const wn_term *term, wn_str cell)
{
    char room[512];
    wn_str folded = {0};

    for (size_t v = 0; v < term->value_count; v++)
        if (wn_str_equal(cell, term->values[v]))
            return true;
    if (cell.len == 0 || is_figure(cell))
        return false;
    folded = wn_fold(cell, room, sizeof(room));
    bool is_long = folded.len + 4 > sizeof(room); /* folded may be only a part */
    for (size_t v = 0; v < term->value_count && folded.len > 0; v++)
        if ((is_long ? wn_fold_equal(cell, term->values[v])
                     : wn_str_equal(folded, term->folded[v])) &&
            !is_figure(term->values[v]))
            return true;
    return false;
}

static bool holds(const wn_rows *rows, size_t t, const wn_record *record)
{
    const wn_term *term = &rows->file->terms[t];
    bool any = false;

    for (size_t c = 0; c < term->count && !any; c++) {
        int at = rows->columns[t][c];
        wn_str cell = at >= 0 ? wn_record_cell(record, (size_t)at) : WN_STR("");
        any = term->value_count
                  ? is_one_of(term, cell)
                  : cell.len && (wn_has_digit(cell) || /* a key, an amount */
                                 !wn_model_is_blank(rows->model, cell));
    }
    return any != term->negated;
}

static bool is_taken(const wn_rows *rows, const wn_record *record)
{
    for (size_t t = 0; t < rows->file->term_count; t++)
        if (!holds(rows, t, record))
            return false;
    return true;
}

wn_rc wn_rows_next(wn_rows *rows, wn_batch *batch)
{
    wn_input *input = rows->input;
    size_t kept = 0;
    wn_rc rc = input->reader->next(rows->reader, batch);
    uint64_t first = input->rows;

    input->rows += batch->count;
    if (rows->file->term_count == 0)
        return rc;
    input->taken = wn_reach(input->taken, (size_t)(input->rows / 8), &input->taken_room,
                            sizeof(*input->taken));
    for (size_t i = 0; i < batch->count; i++) {
        if (!is_taken(rows, &batch->records[i]))
            continue;
        input->taken[(first + i) / 8] |= (uint8_t)(1u << (first + i) % 8);
        batch->records[kept++] = batch->records[i];
    }
    batch->count = kept;
    return rc;
}
