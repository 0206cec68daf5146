/* sheet.c - writes workbooks with libxlsxwriter, in its mode that keeps only one row in
 * memory. */
#include "sheet.h"

#include "core/fail.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LONGEST 2000 /* bytes of a cell; Excel allows 32,767 characters */

/* libxlsxwriter opens a file for each sheet, and some more when it packs them. When it
 * cannot, it prints and goes on, or returns NULL. So has_room first checks that SPARE
 * more files can be opened. */
#define SPARE 4

static wn_rc has_room(const book *w, wn_error *err)
{
    int fds[SPARE];
    size_t got = 0;

    while (got < SPARE && (fds[got] = dup(STDERR_FILENO)) >= 0)
        got++;
    bool few = got < SPARE && (errno == EMFILE || errno == ENFILE);
    for (size_t i = 0; i < got; i++)
        close(fds[i]);
    return few ? wn_output_fail(w->output, EMFILE, err) : WN_OK;
}

wn_rc book_open(book *w, const wn_output *output, const char *folder, wn_lang lang,
                wn_error *err)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE,
                                    .tmpdir = (char *)(uintptr_t)folder,
                                    .use_zip64 = LXW_TRUE};

    *w = (book){.lang = lang, .output = output};
    if (!output)
        return err->rc;
    w->lxw = workbook_new_opt(output->aside, &options);
    if (!w->lxw)
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, output->path,
                       "libxlsxwriter");
    w->head = workbook_add_format(w->lxw);
    format_set_bold(w->head);
    format_set_bg_color(w->head, 0xE7ECF1);
    format_set_bottom(w->head, LXW_BORDER_THIN);
    w->text = workbook_add_format(w->lxw);
    format_set_num_format_index(w->text, 49); /* Excel's own format "text" */
    format_set_align(w->text, LXW_ALIGN_VERTICAL_TOP);
    w->title = workbook_add_format(w->lxw);
    format_set_bold(w->title);
    format_set_font_size(w->title, 14);
    return WN_OK;
}

wn_rc book_close(book *w, wn_error *err)
{
    if (!w->lxw)
        return WN_OK;
    if (has_room(w, err) < 0)
        return err->rc;
    lxw_error failed = workbook_close(w->lxw);
    w->lxw = NULL;
    return failed == LXW_NO_ERROR ? WN_OK
                                  : wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE,
                                            w->output->path, lxw_strerror(failed));
}

void book_drop(book *w)
{
    if (w->lxw)
        lxw_workbook_free(w->lxw);
    w->lxw = NULL;
}

/* Copies at most `most` characters, those that a sheet's name may not have as "_".
 * Returns the length in bytes. */
static size_t begin_name(wn_str wanted, int most, char out[128])
{
    size_t at = 0, len = 0;

    for (int i = 0; i < most && at < wanted.len; i++) {
        size_t from = at;
        wn_utf8_next(wanted, &at);
        bool bad = at - from == 1 && (strchr("[]:*?/\\'", wanted.ptr[from]) ||
                                      (unsigned char)wanted.ptr[from] < 0x20);
        if (bad)
            out[len++] = '_';
        for (; !bad && from < at; from++)
            out[len++] = wanted.ptr[from];
    }
    out[len] = '\0';
    return len;
}

/* Excel's rules for a sheet's name: at most 31 characters, none of []:*?/\ , no quote at
 * an end, unique without regard to case. A name that is taken gets "(2)" and so on. */
static void name_sheet(book *w, const char *wanted, char out[128])
{
    size_t len = begin_name(wn_str_of(wanted), 26, out);

    for (int n = 2;
         n < 100000 &&
         (len == 0 || workbook_validate_sheet_name(w->lxw, out) != LXW_NO_ERROR);
         n++) {
        if (n == 1000) /* "(1000)" takes more room */
            len = begin_name(wn_str_of(wanted), 24, out);
        snprintf(out + len, 128 - len, "(%d)", n);
    }
}

lxw_worksheet *book_page(book *w, const char *name, wn_error *err)
{
    lxw_worksheet *page =
        has_room(w, err) >= 0 ? workbook_add_worksheet(w->lxw, name) : NULL;

    if (!page)
        wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, w->output->path, "libxlsxwriter");
    return page;
}

wn_rc book_sheet(book *w, sheet *out, const char *name, const sheet_column *columns,
                 size_t count, wn_error *err)
{
    char taken[128];
    sheet s = {0};

    name_sheet(w, name, taken);
    s.lxw = book_page(w, taken, err);
    if (!s.lxw)
        return err->rc;
    for (size_t c = 0; c < count; c++)
        worksheet_set_column(s.lxw, (lxw_col_t)c, (lxw_col_t)c, columns[c].width, NULL);
    worksheet_freeze_panes(s.lxw, 1, 0);
    for (size_t c = 0; c < count; c++)
        worksheet_write_string(s.lxw, 0, (lxw_col_t)c, wn_say(w->lang, columns[c].word),
                               w->head);
    s.row = 1;
    *out = s;
    return WN_OK;
}

void sheet_text(book *w, sheet *s, uint16_t column, wn_str text)
{
    char cell[LONGEST + 4];
    size_t len = 0;

    if (text.len == 0)
        return;
    bool cut = text.len > LONGEST;
    text.len = cut ? LONGEST : text.len;
    text.len = wn_utf8_valid(text);
    for (size_t i = 0; i < text.len; i++) /* XML allows no control characters */
        if ((unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n')
            cell[len++] = text.ptr[i];
    snprintf(cell + len, sizeof(cell) - len, "%s", cut ? "…" : "");
    worksheet_write_string(s->lxw, s->row, column, cell, w->text);
}

void sheet_finish(sheet *s, int choice_column, const char *const *choices,
                  uint16_t columns)
{
    if (s->row < 2)
        return;
    worksheet_autofilter(s->lxw, 0, 0, s->row - 1, (lxw_col_t)(columns - 1));
    if (choice_column < 0)
        return;
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = (char **)(uintptr_t)choices,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    worksheet_data_validation_range(s->lxw, 1, (lxw_col_t)choice_column, s->row - 1,
                                    (lxw_col_t)choice_column, &validation);
}
