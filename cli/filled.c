/* filled.c - reads files that people filled in and sent back. They sorted and filtered
 * them, put rows above the headings, or saved them with another program: so rows are read
 * as they are, and whoever takes them looks for the headings. */
#include "filled.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct reading {
    const filled_taker *taker;
    wn_error *err;
    wn_input input;
    wn_batch batch;
    void *reader;
} reading;

/* The headings of a file whose format has some: a table of text. */
static wn_rc give_headings(reading *r)
{
    const wn_input *input = &r->input;

    if (input->header_count > 0)
        return r->taker->row(r->taker->data, input->header, input->header_count, 1);
    return !input->is_headless && input->column_count > 0
               ? r->taker->row(r->taker->data, input->columns, input->column_count, 1)
               : WN_OK;
}

static wn_rc give_rows(reading *r)
{
    wn_rc rc = give_headings(r);

    for (bool more = true; more && rc >= 0;) {
        rc = r->input.reader->next(r->reader, &r->batch);
        more = rc == WN_MORE;
        for (size_t i = 0; i < r->batch.count && rc >= 0; i++) {
            const wn_record *record = &r->batch.records[i];
            rc = r->taker->row(r->taker->data, record->source, record->source_count,
                               record->line);
        }
        wn_batch_clear(&r->batch);
    }
    return rc < 0 ? rc : WN_OK;
}

static wn_rc open_sheet(reading *r, const char *path, wn_str sheet)
{
    wn_rc rc = wn_input_survey(&r->input, path, WN_STR(""), r->err);

    r->input.chunk = WN_CHUNK;
    r->input.sheet = sheet;
    r->input.is_raw = true;
    wn_batch_init(&r->batch, 512);
    return rc < 0 ? rc : r->input.reader->open(&r->reader, &r->input, r->err);
}

static void close_sheet(reading *r)
{
    if (r->reader)
        r->input.reader->close(r->reader);
    wn_input_release(&r->input);
    wn_batch_release(&r->batch);
}

static wn_rc read_sheet(const char *path, wn_str sheet, const filled_taker *taker,
                        wn_error *err)
{
    reading r = {.taker = taker, .err = err};
    wn_rc rc = open_sheet(&r, path, sheet);
    const filled_sheet told = {path, sheet, sheet.len > 0};

    if (rc >= 0)
        rc = taker->begin(taker->data, &told);
    if (rc >= 0)
        rc = give_rows(&r);
    if (rc >= 0)
        rc = taker->end(taker->data);
    close_sheet(&r);
    return rc;
}

/* The names of the sheets, in the arena; of a file without sheets one empty name. */
static wn_rc list_sheets(const char *path, wn_str **out, size_t *count, wn_arena *arena,
                         wn_error *err)
{
    reading r = {.err = err};
    wn_rc rc = open_sheet(&r, path, WN_STR(""));

    *count = rc >= 0 ? r.input.table_count : 0;
    *out = wn_arena_alloc(arena, (*count + 1) * sizeof(**out));
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = wn_arena_str(arena, r.input.tables[i].name);
    if (rc >= 0 && *count == 0)
        (*out)[(*count)++] = WN_STR("");
    close_sheet(&r);
    return rc;
}

wn_rc filled_read(const char *path, const filled_taker *taker, wn_error *err)
{
    wn_str *sheets = NULL;
    size_t count = 0;
    wn_arena arena = {0};
    wn_rc rc = list_sheets(path, &sheets, &count, &arena, err);

    for (size_t i = 0; i < count && rc >= 0; i++)
        rc = read_sheet(path, sheets[i], taker, err);
    wn_arena_release(&arena);
    return rc < 0 ? rc : WN_OK;
}

wn_str filled_place(const filled_sheet *sheet, uint64_t line, size_t column,
                    wn_arena *arena)
{
    char letter[8];

    return sheet->is_grid
               ? wn_arena_format(arena, "%s: %.*s!%s%llu", sheet->path,
                                 WN_FMT(sheet->name), wn_column_letter(letter, column),
                                 (unsigned long long)line)
               : wn_arena_format(arena, "%s:%llu", sheet->path, (unsigned long long)line);
}

bool filled_is_word(wn_str cell, wn_word word)
{
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        if (wn_fold_equal(cell, wn_str_of(wn_say(lang, word))))
            return true;
    return false;
}
