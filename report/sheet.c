/* sheet.c - writes workbooks with libxlsxwriter, in its mode that keeps only one row in
 * memory. */
#include "sheet.h"

#include "core/fail.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_NAME 26  /* characters of a sheet's name; Excel allows 31 */
#define LINE 15.0     /* points: the height of a line of text */
#define MOST_LINES 12 /* of a cell that are shown */
#define LONGEST 2000  /* bytes of a cell; nobody reads more in a list */

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

    *w = (book){.lang = lang, .output = output, .longest = LONGEST};
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
    format_set_text_wrap(w->head);
    format_set_align(w->head, LXW_ALIGN_VERTICAL_CENTER);
    w->title = workbook_add_format(w->lxw);
    format_set_bold(w->title);
    format_set_font_size(w->title, 14);
    w->link = workbook_add_format(w->lxw);
    format_set_font_color(w->link, 0x0550AE);
    format_set_underline(w->link, LXW_UNDERLINE_SINGLE);
    format_set_text_wrap(w->link);
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
    wn_arena_release(&w->arena);
    return failed == LXW_NO_ERROR ? WN_OK
                                  : wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE,
                                            w->output->path, lxw_strerror(failed));
}

void book_drop(book *w)
{
    if (w->lxw)
        lxw_workbook_free(w->lxw);
    w->lxw = NULL;
    wn_arena_release(&w->arena);
}

/* Copies at most `most` characters, those that a sheet's name may not have as "_".
 * Returns the length in bytes. */
static size_t begin_name(wn_str wanted, int most, char out[SHEET_NAME])
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

size_t sheet_begin_name(wn_str wanted, char out[SHEET_NAME])
{
    return begin_name(wanted, MOST_NAME, out);
}

/* Excel's rules for a sheet's name: at most 31 characters, none of []:*?/\ , no quote at
 * an end, unique without regard to case. A name that is taken gets "(2)" and so on. */
void book_sheet_name(book *w, const char *wanted, char out[SHEET_NAME])
{
    size_t len = sheet_begin_name(wn_str_of(wanted), out);

    for (int n = 2;
         n < 100000 &&
         (len == 0 || workbook_validate_sheet_name(w->lxw, out) != LXW_NO_ERROR);
         n++) {
        if (n == 1000) /* "(1000)" takes more room */
            len = begin_name(wn_str_of(wanted), 24, out);
        snprintf(out + len, SHEET_NAME - len, "(%d)", n);
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

/* Prints in landscape on A4, as wide as a page, with the headings on each page, the
 * sheet's name and the number of the page. */
static void set_up_page(lxw_worksheet *page)
{
    worksheet_set_landscape(page);
    worksheet_set_paper(page, 9);
    worksheet_fit_to_pages(page, 1, 0);
    worksheet_set_margins(page, 0.4, 0.4, 0.5, 0.6);
    worksheet_set_footer(page, "&L&A&R&P / &N");
    /* phone numbers and keys are text on purpose: no green corners */
    worksheet_ignore_errors(page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}

static void begin(book *w, sheet *s, const sheet_column *columns, size_t count)
{
    s->columns = columns;
    s->count = count;
    s->filled = wn_arena_alloc(&w->arena, count * sizeof(*s->filled));
    memset(s->filled, 0, count * sizeof(*s->filled));
}

wn_rc book_sheet(book *w, sheet *out, const char *name, const sheet_column *columns,
                 size_t count, uint16_t frozen, char name_out[SHEET_NAME], wn_error *err)
{
    char taken[SHEET_NAME];

    book_sheet_name(w, name, taken);
    if (name_out)
        memcpy(name_out, taken, sizeof(taken));
    *out = (sheet){.lxw = book_page(w, taken, err)};
    if (!out->lxw)
        return err->rc;
    sheet_heads(w, out, columns, count, frozen);
    return WN_OK;
}

void sheet_heads(book *w, sheet *s, const sheet_column *columns, size_t count,
                 uint16_t frozen)
{
    begin(w, s, columns, count);
    s->head = s->row;
    for (size_t c = 0; c < count; c++)
        worksheet_set_column(s->lxw, (lxw_col_t)c, (lxw_col_t)c, columns[c].width, NULL);
    worksheet_freeze_panes(s->lxw, s->head + 1, frozen);
    set_up_page(s->lxw);
    worksheet_repeat_rows(s->lxw, s->head, s->head);
    for (size_t c = 0; c < count; c++) {
        const char *head = columns[c].label.len
                               ? wn_arena_str(&w->arena, columns[c].label).ptr
                               : wn_say(w->lang, columns[c].word);
        worksheet_write_string(s->lxw, s->head, (lxw_col_t)c, head, w->head);
    }
    worksheet_set_row(s->lxw, s->head, 2 * LINE, NULL); /* a long one takes two lines */
    s->row++;
}

/* ---- cells ------------------------------------------------------------------------ */

static const struct {
    uint32_t fill, font;
    bool bold;
} shades[SHEET_SHADE_COUNT] = {
    [SHEET_SAME] = {0xE3F4E6, 0, false},  [SHEET_NEAR] = {0xFFF1CC, 0, false},
    [SHEET_OTHER] = {0xFBDDDD, 0, true},  [SHEET_INPUT] = {0xEAF2FF, 0, false},
    [SHEET_FAINT] = {0, 0x8C959F, false},
};

static lxw_format *format_of(book *w, sheet_kind kind, sheet_shade shade, bool above)
{
    static const char *const masks[SHEET_KIND_COUNT] = {[SHEET_PERCENT] = "0.0%",
                                                        [SHEET_DATE] = "yyyy-mm-dd",
                                                        [SHEET_MOMENT] =
                                                            "yyyy-mm-dd hh:mm",
                                                        [SHEET_MONTH] = "yyyy-mm"};
    lxw_format **at = &w->formats[kind][shade][above], *f = *at;

    if (f)
        return f;
    *at = f = workbook_add_format(w->lxw);
    if (kind == SHEET_TEXT)
        format_set_num_format_index(f, 49); /* Excel's own format "text" */
    else if (masks[kind])
        format_set_num_format(f, masks[kind]);
    if (kind == SHEET_TEXT && shade != SHEET_FAINT)
        format_set_text_wrap(f);
    if (kind == SHEET_PERCENT)
        format_set_align(f, LXW_ALIGN_CENTER);
    if (kind == SHEET_DATE || kind == SHEET_MOMENT || kind == SHEET_MONTH)
        format_set_align(f, LXW_ALIGN_LEFT);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (shades[shade].fill)
        format_set_bg_color(f, shades[shade].fill);
    if (shades[shade].font)
        format_set_font_color(f, shades[shade].font);
    if (shades[shade].bold)
        format_set_bold(f);
    if (above)
        format_set_top(f, LXW_BORDER_THIN);
    return f;
}

/* A decimal number that a spreadsheet keeps to its last digit. */
static bool number_of(wn_str text, double *out)
{
    char digits[32], *end;
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            count++;
        else if (text.ptr[i] != '.' && !(text.ptr[i] == '-' && i == 0))
            return false;
    if (count == 0 || count > 15 || text.len >= sizeof(digits))
        return false;
    snprintf(digits, sizeof(digits), "%.*s", WN_FMT(text));
    *out = strtod(digits, &end);
    return *end == '\0';
}

/* A month, a day or a moment, from 1901 on: Excel has no days before, and one too many in
 * 1900. */
static bool day_of(wn_str text, sheet_kind kind, lxw_datetime *out)
{
    static const size_t lengths[SHEET_KIND_COUNT] = {
        [SHEET_MONTH] = 7, [SHEET_DATE] = 10, [SHEET_MOMENT] = 19};
    char digits[32];
    int end = 0, seconds = 0;

    *out = (lxw_datetime){.day = 1};
    if (lengths[kind] == 0 || text.len != lengths[kind])
        return false;
    snprintf(digits, sizeof(digits), "%.*s", WN_FMT(text));
    if (kind == SHEET_MONTH)
        sscanf(digits, "%4d-%2d%n", &out->year, &out->month, &end);
    else if (kind == SHEET_DATE)
        sscanf(digits, "%4d-%2d-%2d%n", &out->year, &out->month, &out->day, &end);
    else
        sscanf(digits, "%4d-%2d-%2d%*1[ T]%2d:%2d:%2d%n", &out->year, &out->month,
               &out->day, &out->hour, &out->min, &seconds, &end);
    out->sec = seconds;
    return (size_t)end == text.len && out->year > 1900 && out->month >= 1 &&
           out->month <= 12 && out->day >= 1 && out->day <= 31 && out->hour >= 0 &&
           out->hour < 24 && out->min >= 0 && out->min < 60 && seconds >= 0 &&
           seconds < 60;
}

/* How many lines the text takes in its column. */
static size_t lines_of(const sheet *s, uint16_t column, wn_str text)
{
    size_t room = (size_t)s->columns[column].width, lines = 0;

    while (text.len > 0 && lines < MOST_LINES) {
        size_t width = wn_utf8_width(wn_str_cut(&text, WN_STR("\n")));
        lines += 1 + (width ? (width - 1) / (room > 2 ? room - 1 : 1) : 0);
    }
    return lines < MOST_LINES ? lines : MOST_LINES;
}

void sheet_next(sheet *s)
{
    if (s->lines > 1)
        worksheet_set_row(s->lxw, s->row, LINE * (double)s->lines, NULL);
    s->lines = 0;
    s->row++;
}

wn_str sheet_shown(wn_str text, size_t longest, wn_arena *arena)
{
    wn_str cut = text.len > longest ? WN_STR("…") : WN_STR("");

    text.len = text.len > longest ? longest : text.len;
    text.len = wn_utf8_valid(text);
    char *cell = wn_arena_alloc(arena, text.len + cut.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) /* XML allows no control characters */
        if ((unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n')
            cell[len++] = text.ptr[i];
    memcpy(cell + len, cut.ptr, cut.len + 1);
    return (wn_str){cell, len + cut.len};
}

/* Does _xHHHH_ begin here? In a workbook that is a character: _x0041_ is read as A. */
static bool is_escape(wn_str text, size_t at)
{
    size_t i = 2;

    if (text.len - at < 7 || text.ptr[at] != '_' || text.ptr[at + 1] != 'x')
        return false;
    while (i < 6 && strchr("0123456789abcdefABCDEF", text.ptr[at + i]))
        i++;
    return i == 6 && text.ptr[at + 6] == '_';
}

static void write_text(book *w, sheet *s, uint16_t column, wn_str text,
                       lxw_format *format)
{
    wn_arena arena = {0};
    wn_str shown = sheet_shown(text, w->longest, &arena);
    wn_buf cell = {0};

    bool may_escape = memmem(shown.ptr, shown.len, "_x", 2) != NULL;
    for (size_t i = 0; i < shown.len && may_escape; i++) {
        if (is_escape(shown, i))
            wn_buf_add(&cell, WN_STR("_x005F"));
        wn_buf_char(&cell, shown.ptr[i]);
    }
    if (shown.len > 0)
        worksheet_write_string(s->lxw, s->row, column, cell.len ? cell.ptr : shown.ptr,
                               format);
    else
        worksheet_write_blank(s->lxw, s->row, column, format);
    wn_buf_release(&cell);
    wn_arena_release(&arena);
}

void sheet_cell(book *w, sheet *s, uint16_t column, sheet_kind kind, sheet_shade shade,
                bool above, wn_str text)
{
    double number;
    lxw_datetime day;

    if (text.len == 0 && shade == SHEET_PLAIN && !above)
        return;
    if (s->filled)
        s->filled[column] |= text.len > 0;
    if ((kind == SHEET_NUMBER || kind == SHEET_PERCENT) && number_of(text, &number)) {
        worksheet_write_number(s->lxw, s->row, column, number,
                               format_of(w, kind, shade, above));
    } else if (day_of(text, kind, &day)) {
        worksheet_write_datetime(s->lxw, s->row, column, &day,
                                 format_of(w, kind, shade, above));
    } else {
        bool is_one = shade == SHEET_FAINT || !s->columns; /* above the headings */
        size_t lines = is_one ? 1 : lines_of(s, column, text);
        s->lines = lines > s->lines ? lines : s->lines;
        if (text.len > 0)
            kind = SHEET_TEXT; /* an empty cell keeps its kind, for what people write */
        write_text(w, s, column, text, format_of(w, kind, shade, above));
    }
}

void sheet_text(book *w, sheet *s, uint16_t column, wn_str text)
{
    sheet_cell(w, s, column, SHEET_TEXT, SHEET_PLAIN, false, text);
}

static size_t printed_of(const sheet_column *columns, size_t count)
{
    while (count > 1 && columns[count - 1].is_left_out)
        count--;
    return count;
}

static void hide_empty(sheet *s)
{
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};

    for (size_t c = 0; c < s->count; c++)
        if (s->columns[c].hides && !s->filled[c])
            worksheet_set_column_opt(s->lxw, (lxw_col_t)c, (lxw_col_t)c,
                                     s->columns[c].width, NULL, &hidden);
}

void sheet_finish(sheet *s, int choice_column, const char *const *choices)
{
    if (s->row < s->head + 2)
        return;
    hide_empty(s);
    worksheet_print_area(s->lxw, 0, 0, s->row - 1,
                         (lxw_col_t)(printed_of(s->columns, s->count) - 1));
    worksheet_autofilter(s->lxw, s->head, 0, s->row - 1, (lxw_col_t)(s->count - 1));
    if (choice_column < 0)
        return;
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = (char **)(uintptr_t)choices,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    worksheet_data_validation_range(s->lxw, s->head + 1, (lxw_col_t)choice_column,
                                    s->row - 1, (lxw_col_t)choice_column, &validation);
}

/* ---- covers ----------------------------------------------------------------------- */

static const sheet_column cover[] = {
    {.width = 90}, {.width = 14}, {.width = 14}, {.width = 14}};

void sheet_title(book *w, sheet *s, const char *title)
{
    worksheet_write_string(s->lxw, s->row, 0, title, w->title);
}

void sheet_cover(book *w, sheet *s, const char *title)
{
    begin(w, s, cover, sizeof(cover) / sizeof(*cover));
    for (size_t c = 0; c < s->count; c++)
        worksheet_set_column(s->lxw, (lxw_col_t)c, (lxw_col_t)c, cover[c].width, NULL);
    worksheet_set_paper(s->lxw, 9);
    worksheet_set_landscape(s->lxw);
    worksheet_fit_to_pages(s->lxw, 1, 0);
    sheet_title(w, s, title);
    s->row = 2;
}

wn_rc book_cover(book *w, sheet *out, const char *title, wn_error *err)
{
    *out = (sheet){.lxw = book_page(w, wn_say(w->lang, WN_SAY_LIST_README), err)};
    if (!out->lxw)
        return err->rc;
    sheet_cover(w, out, title);
    return WN_OK;
}

void sheet_line(book *w, sheet *s, const char *text)
{
    sheet_text(w, s, 0, wn_str_of(text));
    sheet_next(s);
}

void sheet_link(book *w, sheet *s, uint16_t column, const char *name, const char *text)
{
    char url[SHEET_NAME + 32];

    snprintf(url, sizeof(url), "internal:'%s'!A1", name);
    worksheet_write_url_opt(s->lxw, s->row, column, url, w->link, text, NULL);
}
