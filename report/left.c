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
    lxw_worksheet *page;
    lxw_row_t row;
} below;

static void give_row(void *data, size_t i, wn_str line)
{
    const below *b = data;
    char text[512];

    snprintf(text, sizeof(text), "%.*s", WN_FMT(line));
    worksheet_write_string(b->page, b->row + (lxw_row_t)i, 0, text, NULL);
}

size_t sheet_left(lxw_worksheet *page, uint32_t row, const report *r, wn_lang lang)
{
    below b = {page, row};

    return report_left_write(r, lang, &b, give_row);
}
