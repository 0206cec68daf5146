/* write_book.c - a mapping as a workbook: its parts in order; the sheet that explains it,
 * and the hidden one. */
#include "writing.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- the first sheet -------------------------------------------------------------- */

static wn_rc write_help(book_writing *w)
{
    sheet *s = &w->help;

    sheet_cover(&w->book, s, wn_say(w->lang, WN_SAY_BOOK_HELP_TITLE));
    for (wn_word word = WN_SAY_BOOK_HELP_1; word <= WN_SAY_BOOK_HELP_8; word++) {
        const char *text = wn_say(w->lang, word);
        if (word == WN_SAY_BOOK_HELP_7)
            text = wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_HELP_7),
                                   w->name, w->name)
                       .ptr;
        sheet_line(&w->book, s, text);
    }
    const char *files = wn_say(w->lang, WN_SAY_BOOK_SHEET_FILES);
    s->row++;
    sheet_link(&w->book, s, 0, files, files);
    return WN_OK;
}

/* ---- the hidden sheet, see read_book.c --------------------------------------------- */

typedef struct hidden {
    book_writing *w;
    sheet sheet;
} hidden;

static void put_row(hidden *h, const char *kind, wn_str text, wn_str more)
{
    wn_str cells[] = {wn_str_of(kind), text, more};

    for (uint16_t c = 0; c < WN_COUNT(cells); c++)
        sheet_cell(&h->w->book, &h->sheet, c, SHEET_TEXT, SHEET_FAINT, false, cells[c]);
    sheet_next(&h->sheet);
}

static void put_pair(hidden *h, const char *kind, wn_str text)
{
    put_row(h, kind, text, WN_STR(""));
}

#define PIECE 10000 /* bytes of a line that one cell takes */

/* A piece ends before PIECE bytes, and not within a character. */
static wn_str cut_piece(wn_str *line)
{
    wn_str piece = *line;

    if (piece.len > PIECE) {
        piece.len = PIECE;
        while (piece.len > 0 && ((unsigned char)line->ptr[piece.len] & 0xC0) == 0x80)
            piece.len--;
    }
    *line = (wn_str){line->ptr + piece.len, line->len - piece.len};
    return piece;
}

static void put_text(hidden *h, const char *kind, wn_str text)
{
    wn_buf cell = {0};
    char more[16];

    snprintf(more, sizeof(more), "%s+", kind);
    for (bool last = false; !last;) {
        const char *end = memchr(text.ptr, '\n', text.len);
        wn_str line = {text.ptr, end ? (size_t)(end - text.ptr) : text.len};
        last = end == NULL;
        text = (wn_str){line.ptr + line.len + !last, text.len - line.len - !last};
        do {
            wn_str piece = cut_piece(&line);
            cell.len = 0;
            wn_buf_char(&cell, '|');
            for (size_t i = 0; i < piece.len; i++) {
                char c = piece.ptr[i];
                if (c == '\\' || c == '\r' || c == '\t')
                    wn_buf_char(&cell, '\\');
                wn_buf_char(&cell, c == '\r' ? 'r' : c == '\t' ? 't' : c);
            }
            put_pair(h, line.len ? more : kind, wn_buf_str(&cell));
        } while (line.len > 0);
    }
    wn_buf_release(&cell);
}

static wn_rc write_hidden(book_writing *w)
{
    hidden h = {.w = w, .sheet = book_add_sheet(w, WN_STR("winnow"), NULL)};
    sheet_column heads[5] = {{.label = WN_STR("winnow")},
                             {.label = WN_STR("1")},
                             {.label = wn_str_of(wn_languages[w->lang].code)}};
    char sums[2][2 * WN_SHA256_SIZE + 1];

    if (!h.sheet.lxw)
        return w->err->rc;
    wn_file_sha256(w->text->mapping, sums[0]);
    wn_file_sha256(w->text->model, sums[1]);
    heads[3].label = wn_str_of(sums[0]);
    heads[4].label = wn_str_of(sums[1]);
    for (int c = 0; c < 5; c++)
        heads[c].width = 20;
    sheet_heads(&w->book, &h.sheet, heads, WN_COUNT(heads), 0);
    wn_str model = wn_path_base(wn_str_of(w->text->model_path));
    const char *colon = memrchr(model.ptr, ':', model.len);
    put_pair(&h, "model-path",
             colon ? (wn_str){colon + 1, model.len - (size_t)(colon - model.ptr) - 1}
                   : model);
    for (size_t i = 0; i < w->plan->file_count; i++)
        put_row(&h, "sheet", w->sheets[i], w->titles[i]);
    put_text(&h, "mapping", w->text->mapping);
    put_text(&h, "model", w->text->model);
    worksheet_hide(h.sheet.lxw);
    return WN_OK;
}

/* ---- all of it -------------------------------------------------------------------- */

/* Sheets are called after their tables, but never as one of the others. */
static void name_sheets(book_writing *w)
{
    const wn_plan *plan = w->plan;

    w->sheets = wn_arena_alloc(&w->arena, (plan->file_count + 1) * sizeof(*w->sheets));
    w->titles = wn_arena_alloc(&w->arena, (plan->file_count + 1) * sizeof(*w->titles));
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *file = &plan->files[i];
        wn_str name = file->sheet.len ? file->sheet : wn_path_base(file->path);
        const char *dot =
            file->sheet.len || !name.len ? NULL : memrchr(name.ptr, '.', name.len);
        if (dot > name.ptr)
            name.len = (size_t)(dot - name.ptr);
        for (wn_word word = WN_SAY_BOOK_SHEET_HELP; word <= WN_SAY_BOOK_SHEET_OPTIONS;
             word++)
            if (wn_is_word(name, word) || wn_fold_equal(name, WN_STR("winnow")))
                name = wn_arena_format(&w->arena, "%.*s 1", WN_FMT(name));
        w->sheets[i] = name;
        w->titles[i] = wn_arena_format(&w->arena, "%.*s → %.*s", WN_FMT(file->name),
                                       WN_FMT(book_label_of(w, file->entity)));
    }
}

static bool add_own(book_writing *w, wn_word name, sheet *out)
{
    *out = book_add_sheet(w, wn_str_of(wn_say(w->lang, name)), NULL);
    return out->lxw != NULL;
}

/* The sheets in their order, before anything is written: links need their names. */
static wn_rc add_pages(book_writing *w)
{
    size_t count = w->plan->file_count;

    w->tables = wn_arena_alloc(&w->arena, (count + 1) * sizeof(*w->tables));
    bool good = add_own(w, WN_SAY_BOOK_SHEET_HELP, &w->help) &&
                add_own(w, WN_SAY_BOOK_SHEET_FILES, &w->files) &&
                add_own(w, WN_SAY_BOOK_SHEET_SETTINGS, &w->settings);
    for (size_t i = 0; i < count && good; i++) {
        w->tables[i] = book_add_sheet(w, w->sheets[i], &w->sheets[i]);
        good = w->tables[i].lxw != NULL;
    }
    return good ? WN_OK : w->err->rc;
}

static wn_rc write_parts(book_writing *w)
{
    static wn_rc (*const before[])(book_writing *) = {write_help, book_write_files,
                                                      book_write_settings};
    static wn_rc (*const after[])(book_writing *) = {book_write_values,  book_write_links,
                                                     book_write_fields,  book_write_codes,
                                                     book_write_options, write_hidden};
    wn_rc rc = add_pages(w);

    for (size_t i = 0; i < WN_COUNT(before) && rc >= 0; i++)
        rc = before[i](w);
    for (size_t i = 0; i < w->plan->file_count && rc >= 0; i++)
        rc = book_write_columns(w, i);
    for (size_t i = 0; i < WN_COUNT(after) && rc >= 0; i++)
        rc = after[i](w);
    return rc;
}

wn_rc wn_workbook_write(const wn_plan *plan, const wn_text *text, const wn_seen *seen,
                        const wn_output *output, const char *name, wn_lang lang,
                        size_t *problems, wn_error *err)
{
    book_writing w = {
        .plan = plan, .text = text, .seen = seen, .name = name, .lang = lang, .err = err};
    wn_rc rc = book_open(&w.book, output, NULL, lang, err);

    if (rc >= 0) {
        w.book.longest = SHEET_LONGEST;
        edit_open(&w.mapping, text->mapping);
        name_sheets(&w);
        rc = write_parts(&w);
    }
    if (rc >= 0)
        rc = book_close(&w.book, err);
    *problems = w.problems;
    book_drop(&w.book);
    edit_close(&w.mapping);
    wn_arena_release(&w.arena);
    return rc;
}
