/*
 * read_book.c - a mapping's workbook, read back: the XML that its hidden sheet has, with
 * what people changed in the other sheets.
 *
 * The hidden sheet: a first row "winnow", version, language, SHA-256 of the mapping and
 * of the model; then rows of a kind and a text: "model-path"; "sheet", the name and the
 * title of the sheet of each <file>, in order; "mapping" and "model", a line of the XML
 * each, behind a bar, "+" what goes on in the line; \\, \r and \t stand for what they
 * mean in C.
 */
#include "reading.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "model/pack.h"
#include "readers/workbook_has.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool wn_is_workbook(const char *path)
{
    size_t len = strlen(path);

    return len > 5 && !strcasecmp(path + len - 5, ".xlsx") &&
           read_workbook_has(path, "winnow");
}

bool wn_is_mapping_file(const char *path)
{
    wn_text pack;

    return wn_pack_text(path, &pack) || wn_is_mapping(path) || wn_is_workbook(path);
}

/* ---- the hidden sheet ------------------------------------------------------------- */

static bool says(const grid_row *row, size_t column, const char *text)
{
    return wn_str_equal(grid_cell(row, column), wn_str_of(text));
}

/* A line, or a piece of one, as it is in the XML. */
static void add_line(wn_buf *out, wn_str line, bool more)
{
    if (line.len > 0 && line.ptr[0] == '|')
        line = (wn_str){line.ptr + 1, line.len - 1};
    for (size_t i = 0; i < line.len; i++) {
        bool escape = line.ptr[i] == '\\' && i + 1 < line.len;
        if (escape)
            i++;
        char c = line.ptr[i];
        wn_buf_char(out, escape && c == 'r' ? '\r' : escape && c == 't' ? '\t' : c);
    }
    if (!more)
        wn_buf_char(out, '\n');
}

static wn_str text_of(wn_workbook *b, const grid_sheet *hidden, const char *kind)
{
    wn_buf text = {0};
    char more[16];

    snprintf(more, sizeof(more), "%s+", kind);
    for (size_t r = 1; r < hidden->count; r++) {
        const grid_row *row = &hidden->rows[r];
        bool goes_on = says(row, 0, more);
        if (goes_on || says(row, 0, kind))
            add_line(&text, row->count > 1 ? row->cells[1] : WN_STR(""), goes_on);
    }
    if (text.len > 0) /* no newline behind the last line: it has one of its own */
        text.len--;
    wn_str out = wn_arena_str(&b->arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return out;
}

static bool is_whole(wn_str text, wn_str sum)
{
    char hex[2 * WN_SHA256_SIZE + 1];

    wn_file_sha256(text, hex);
    return wn_str_equal(sum, wn_str_of(hex));
}

static bool read_hidden(wn_workbook *b)
{
    const grid_sheet *hidden = grid_find(&b->grid, WN_STR("winnow"));
    const grid_row *head = hidden && hidden->count ? &hidden->rows[0] : NULL;

    if (!head || !says(head, 0, "winnow") || !wn_lang_find(grid_cell(head, 2), &b->lang))
        return false;
    b->before = (wn_text){.path = b->path,
                          .mapping = text_of(b, hidden, "mapping"),
                          .model = text_of(b, hidden, "model")};
    b->files = wn_alloc(hidden->count, sizeof(*b->files));
    for (size_t r = 1; r < hidden->count; r++) {
        const grid_row *row = &hidden->rows[r];
        if (says(row, 0, "model-path"))
            b->before.model_path =
                wn_arena_format(&b->arena, "%s:%.*s", b->path, WN_FMT(grid_cell(row, 1)))
                    .ptr;
        if (says(row, 0, "sheet"))
            b->files[b->file_count++] = (struct book_of_file){.sheet = grid_cell(row, 1),
                                                              .title = grid_cell(row, 2)};
    }
    return b->before.model_path && is_whole(b->before.mapping, grid_cell(head, 3)) &&
           is_whole(b->before.model, grid_cell(head, 4));
}

bool wn_workbook_says_lang(const char *path, wn_lang *lang)
{
    wn_error quiet = {.lang = WN_EN};
    book_grid grid = {0};
    bool known = wn_is_workbook(path) && grid_read(&grid, path, "winnow", &quiet) >= 0 &&
                 grid.count > 0 && grid.sheets[0].count > 0 &&
                 wn_lang_find(grid_cell(&grid.sheets[0].rows[0], 2), lang);

    grid_release(&grid);
    return known;
}

/* ---- the sheets ------------------------------------------------------------------- */

static bool has_heading(const grid_sheet *sheet, wn_word word)
{
    for (size_t r = 0; r < sheet->count && r < 10; r++)
        for (size_t c = 0; c < sheet->rows[r].count; c++)
            if (wn_is_word(grid_cell(&sheet->rows[r], c), word))
                return true;
    return false;
}

/* One of the sheets that every workbook has: by its name, or, where somebody gave it
 * another, by two of its headings. NULL, and it is told: it is not there. */
static const grid_sheet *own_sheet(wn_workbook *b, wn_word word, wn_word one, wn_word two)
{
    const grid_sheet *found = NULL;

    for (int by_name = 1; by_name >= 0 && !found; by_name--)
        for (size_t i = 0; i < b->grid.count && !found; i++) {
            const grid_sheet *s = &b->grid.sheets[i];
            if ((!by_name || wn_is_word(s->name, word)) && has_heading(s, one) &&
                has_heading(s, two))
                found = s;
        }
    if (!found)
        wn_diag_add(b->diags, b->path, 0, 0, 0, WN_STR(""), WN_SAY_BOOK_OWN_GONE,
                    wn_say(b->lang, word));
    return found;
}

static bool has_title(const grid_sheet *sheet, wn_str title)
{
    for (size_t r = 0; r < sheet->count && r < 2; r++)
        for (size_t c = 0; c < sheet->rows[r].count; c++)
            if (wn_str_equal(grid_cell(&sheet->rows[r], c), title))
                return true;
    return false;
}

/* The sheet of a table: by its title, which stays where somebody gives the sheet another
 * name; of several copies, the one that has the name. */
static const grid_sheet *sheet_of(wn_workbook *b, const struct book_of_file *file)
{
    const grid_sheet *found = NULL, *named = grid_find(&b->grid, file->sheet);
    size_t count = 0;

    for (size_t i = 0; i < b->grid.count; i++)
        if (has_title(&b->grid.sheets[i], file->title)) {
            found = &b->grid.sheets[i];
            count++;
        }
    if (count > 1)
        wn_diag_add(b->diags, b->path, 0, 0, 0, WN_STR(""), WN_SAY_BOOK_SHEET_TWICE,
                    WN_FMT(file->title));
    return found ? found : named;
}

/* Join the <file>s of the mapping with the sheets. False: they do not fit together. */
static bool find_files(wn_workbook *b)
{
    size_t at = 0;

    for (size_t n = 0; n < b->mapping.count; n++) {
        if (!wn_str_equal(b->mapping.nodes[n].name, WN_STR("file")))
            continue;
        if (at == b->file_count || at == b->plan.file_count)
            return false;
        b->files[at].node = &b->mapping.nodes[n];
        b->files[at].entity = b->plan.files[at].entity->number;
        b->files[at].table.sheet = sheet_of(b, &b->files[at]);
        at++;
    }
    return at == b->file_count;
}

static void take_sheets(wn_workbook *b)
{
    b->settings.sheet = own_sheet(b, WN_SAY_BOOK_SHEET_SETTINGS, WN_SAY_BOOK_SETTING,
                                  WN_SAY_BOOK_SETTING_VALUE);
    b->files_table.sheet = own_sheet(b, WN_SAY_BOOK_SHEET_FILES, WN_SAY_BOOK_FILE_SHEET,
                                     WN_SAY_BOOK_FILE_ACTION_HEAD);
    b->values.sheet = own_sheet(b, WN_SAY_BOOK_SHEET_VALUES, WN_SAY_BOOK_VALUE_SOURCE,
                                WN_SAY_BOOK_VALUE_TO);
    book_take_settings(b);
    book_take_files(b);
    for (size_t i = 0; i < b->file_count; i++) {
        struct book_of_file *file = &b->files[i];
        if (file->is_left_out)
            continue;
        if (file->table.sheet)
            book_take_columns(b, file);
        else
            wn_diag_add(b->diags, b->path, 0, 0, 0, WN_STR(""), WN_SAY_BOOK_SHEET_GONE,
                        WN_FMT(file->sheet));
    }
    book_take_values(b);
}

static wn_rc damaged(wn_workbook *b, wn_error *err)
{
    return wn_fail(err, WN_E_MAPPING, WN_SAY_BOOK_DAMAGED, b->path);
}

/* The XML that the workbook was made of, as a plan; it was without a mistake. */
static bool load_before(wn_workbook *b)
{
    wn_diags quiet = {.lang = b->diags->lang};
    bool good = wn_plan_load(&b->plan, &b->before, 1, &b->path, 1, &quiet) >= 0;

    wn_diags_release(&quiet);
    return good;
}

wn_rc wn_workbook_read(wn_workbook **out, const char *path, wn_diags *diags,
                       wn_error *err)
{
    return wn_workbook_edit(out, path, path, NULL, 0, diags, err);
}

wn_rc wn_workbook_edit(wn_workbook **out, const char *path, const char *name,
                       const char *const *cells, size_t count, wn_diags *diags,
                       wn_error *err)
{
    wn_workbook *b = wn_alloc(1, sizeof(*b));

    *out = b;
    b->diags = diags;
    b->path = wn_arena_str(&b->arena, wn_str_of(name)).ptr;
    if (grid_read(&b->grid, path, NULL, err) < 0)
        return err->rc;
    if (!read_hidden(b) || !load_before(b))
        return damaged(b, err);
    edit_open(&b->mapping, b->before.mapping);
    edit_open(&b->model, b->before.model);
    if (!find_files(b))
        return damaged(b, err);
    book_set_cells(b, cells, count);
    take_sheets(b);
    book_check_cells(b);
    b->after = b->before;
    b->span_counts[0] = edit_apply(&b->mapping, &b->texts[0], &b->spans[0]);
    b->span_counts[1] = edit_apply(&b->model, &b->texts[1], &b->spans[1]);
    b->after.mapping = wn_buf_str(&b->texts[0]);
    b->after.model = wn_buf_str(&b->texts[1]);
    return diags->errors ? WN_E_MAPPING : WN_OK;
}

void wn_workbook_free(wn_workbook *b)
{
    if (!b)
        return;
    edit_close(&b->mapping);
    edit_close(&b->model);
    wn_plan_release(&b->plan);
    grid_release(&b->grid);
    free(b->files);
    free(b->sets);
    free(b->places);
    for (int i = 0; i < 2; i++) {
        wn_buf_release(&b->texts[i]);
        free(b->spans[i]);
    }
    wn_arena_release(&b->arena);
    free(b);
}

const wn_text *wn_workbook_text(const wn_workbook *book)
{
    return &book->after;
}
