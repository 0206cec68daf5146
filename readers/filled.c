/* filled.c - the rows of all sheets of a file, as they are. */
#include "filled.h"

#include "core/fail.h"

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

static wn_rc read_sheet(reading *r, const filled_sheet *sheet)
{
    wn_error own = {.lang = r->err->lang};

    r->input.sheet = sheet->name;
    wn_rc rc = r->input.reader->open(&r->reader, &r->input, &own);
    bool is_void = rc < 0 && own.word == WN_WORD_NUMBER(WN_SAY_READ_EMPTY);
    if (rc < 0 && !is_void)
        *r->err = own;
    if (rc >= 0 || is_void)
        rc = r->taker->begin(r->taker->data, sheet);
    if (rc >= 0 && !is_void)
        rc = give_rows(r);
    for (size_t i = 0; r->taker->note && i < r->input.note_count && rc >= 0; i++)
        rc = r->taker->note(r->taker->data, &r->input.notes[i]);
    if (rc >= 0)
        rc = r->taker->end(r->taker->data);
    if (r->reader)
        r->input.reader->close(r->reader);
    r->reader = NULL;
    return rc;
}

/* The first sheet may be empty: that is no reason to read none. */
static wn_rc list_sheets(wn_input *input, wn_error *err)
{
    wn_error own = {.lang = err->lang};
    wn_rc rc = wn_input_look(input, &own);
    bool is_void =
        rc < 0 && own.word == WN_WORD_NUMBER(WN_SAY_READ_EMPTY) && input->table_count > 0;

    if (rc < 0 && !is_void)
        *err = own;
    return is_void ? WN_OK : rc;
}

/* Read the sheets; their names are copied, since opening one makes the list anew. */
static wn_rc read_sheets(reading *r, const char *path, const char *only)
{
    wn_arena arena = {0};
    size_t count = r->input.table_count;
    wn_str *names = wn_arena_alloc(&arena, (count + 1) * sizeof(*names));
    wn_rc rc = WN_OK;

    names[0] = WN_STR("");
    for (size_t i = 0; i < count; i++)
        names[i] = wn_arena_str(&arena, r->input.tables[i].name);
    for (size_t i = 0; i < (count ? count : 1) && rc >= 0; i++)
        if (!only || wn_str_equal(names[i], wn_str_of(only)))
            rc = read_sheet(r, &(filled_sheet){path, names[i], i + 1});
    wn_arena_release(&arena);
    return rc;
}

wn_rc filled_read(const char *path, const char *only, const filled_taker *taker,
                  wn_error *err)
{
    reading r = {.taker = taker, .err = err};
    wn_rc rc = wn_input_survey(&r.input, path, WN_STR(""), err);

    r.input.chunk = WN_CHUNK;
    r.input.is_raw = r.input.is_filled = true;
    wn_batch_init(&r.batch, 512);
    if (rc >= 0)
        rc = list_sheets(&r.input, err);
    if (rc >= 0)
        rc = read_sheets(&r, path, only);
    wn_input_release(&r.input);
    wn_batch_release(&r.batch);
    return rc < 0 ? rc : WN_OK;
}

wn_str filled_place(const filled_sheet *sheet, uint64_t line, size_t column,
                    wn_arena *arena)
{
    char letter[8];

    return sheet->name.len
               ? wn_arena_format(arena, "%s: %.*s!%s%llu", sheet->path,
                                 WN_FMT(sheet->name), wn_column_letter(letter, column),
                                 (unsigned long long)line)
               : wn_arena_format(arena, "%s:%llu", sheet->path, (unsigned long long)line);
}
