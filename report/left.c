/*
 * left.c - lines about what workbooks and pages have no room for. Nothing is lost: each
 * line says where the rest is. They are shown on the terminal, in the page, in
 * health.json and in each workbook.
 */
#include "report.h"
#include "sheet.h"

#include <stdarg.h>

void report_left(const report *r, wn_word word, ...)
{
    wn_buf *left = r->stage.may.report->left;

    for (int lang = 0; lang < WN_LANG_COUNT; lang++) {
        va_list args;
        va_start(args, word);
        wn_buf_format_args(&left[lang], wn_say((wn_lang)lang, word), args);
        va_end(args);
        wn_buf_char(&left[lang], '\n');
    }
}

size_t report_left_write(const report *r, wn_lang lang, void *data,
                         void (*give)(void *data, size_t i, wn_str line))
{
    wn_str rest = wn_buf_str(&r->stage.context->outcome->report.left[lang]);
    size_t i = 0;

    for (; rest.len > 0; i++)
        give(data, i, wn_str_cut(&rest, WN_STR("\n")));
    return i;
}

typedef struct below {
    book *book;
    sheet *sheet;
} below;

static void give_row(void *data, size_t i, wn_str line)
{
    const below *b = data;

    (void)i;
    sheet_text(b->book, b->sheet, 0, line);
    sheet_next(b->sheet);
}

void sheet_left(book *w, sheet *s, const report *r)
{
    below b = {w, s};

    report_left_write(r, w->lang, &b, give_row);
}
