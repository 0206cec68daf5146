/* diag.c - the mistakes in mapping files, as text for people. */
#include "core/encoding.h"
#include "core/file.h"
#include "core/mapping.h"
#include "core/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SOURCE ((size_t)16 << 20) /* as of xml_load */

void wn_diag_add(wn_diags *diags, const char *file, uint32_t line, uint32_t column,
                 uint32_t width, wn_str source, wn_word word, ...)
{
    wn_buf text = {0};
    va_list args;

    va_start(args, word);
    wn_buf_format_args(&text, wn_say(diags->lang, word), args);
    va_end(args);
    diags->items =
        wn_grow(diags->items, diags->count, &diags->room, sizeof(*diags->items));
    const wn_diag *last = diags->count ? &diags->items[diags->count - 1] : NULL;
    bool same = last && last->line == line && last->source.len == source.len &&
                !strcmp(last->file, file); /* a long line is kept once */
    diags->items[diags->count++] = (wn_diag){
        .file = same ? last->file : wn_arena_str(&diags->arena, wn_str_of(file)).ptr,
        .line = line,
        .column = column,
        .width = width,
        .text = wn_arena_str(&diags->arena, wn_buf_str(&text)),
        .source = same ? last->source : wn_arena_str(&diags->arena, source),
    };
    diags->errors++;
    wn_buf_release(&text);
}

/* Where the text stands as a value, or as a part of one, in the element that begins in
 * this line: its offset, or the file's length. */
static size_t find_value(wn_str file, size_t from, wn_str text, wn_arena *arena)
{
    wn_buf written = {0};

    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '&')
            wn_buf_add(&written, WN_STR("&amp;"));
        else
            wn_buf_char(&written, text.ptr[i]);
    wn_str wanted = wn_arena_str(arena, wn_buf_str(&written));
    wn_buf_release(&written);
    wn_str rest = {file.ptr + from, file.len - from};
    const char *end = memmem(rest.ptr, rest.len, ">", 1);
    size_t room = end ? (size_t)(end - rest.ptr) : rest.len;
    for (size_t at = 0; wanted.len && at + wanted.len <= room; at++) {
        bool begins = at > 0 && strchr("\" +|", rest.ptr[at - 1]);
        if (begins && !memcmp(rest.ptr + at, wanted.ptr, wanted.len) &&
            at + wanted.len < rest.len && strchr("\" +|", rest.ptr[at + wanted.len]))
            return from + at;
    }
    return file.len;
}

void wn_diag_point(wn_diags *diags, wn_str text)
{
    wn_diag *d = &diags->items[diags->count - 1];
    wn_buf bytes = {0}, decoded = {0};
    wn_error quiet = {.lang = diags->lang};
    wn_arena arena = {0};
    uint32_t line = 1;
    size_t start = 0;

    if (wn_file_read(d->file, MAX_SOURCE, WN_E_MAPPING, &bytes, &quiet) < 0 ||
        !wn_decode_text(wn_buf_str(&bytes), &decoded))
        decoded.len = 0;
    wn_str file = wn_buf_str(&decoded);
    for (size_t i = 0; i < file.len && line < d->line; i++)
        if (file.ptr[i] == '\n') {
            line++;
            start = i + 1;
        }
    size_t at = line == d->line ? find_value(file, start, text, &arena) : file.len;
    for (size_t i = start; at < file.len && i < at; i++)
        if (file.ptr[i] == '\n') {
            d->line++;
            start = i + 1;
        }
    if (at < file.len) {
        d->column = 1 + (uint32_t)wn_utf8_count((wn_str){file.ptr + start, at - start});
        d->width = (uint32_t)wn_utf8_count(text);
    }
    wn_str rest = {file.ptr + start, file.len - start};
    if (rest.len > 0)
        d->source = wn_arena_str(&diags->arena, wn_str_cut(&rest, WN_STR("\n")));
    wn_buf_release(&bytes);
    wn_buf_release(&decoded);
    wn_arena_release(&arena);
}

void wn_diags_release(wn_diags *diags)
{
    free(diags->items);
    wn_arena_release(&diags->arena);
    *diags = (wn_diags){.lang = diags->lang};
}

/* Append the part of the line around the mistake that fits in 80 columns, and a caret. */
static void write_excerpt(const wn_diag *d, wn_buf *out)
{
    size_t at = 0, column = 1, width = 0, start = 0, marked = 0;
    size_t before = 0, under = 0;

    /* skip leading blanks, and more when the place is far to the right */
    while (at < d->source.len &&
           (d->source.ptr[at] == ' ' || d->source.ptr[at] == '\t')) {
        at++;
        column++;
    }
    if (d->column > column + 50)
        for (; column + 30 < d->column && at < d->source.len; column++)
            wn_utf8_next(d->source, &at);
    start = at;
    for (; at < d->source.len && width < 72; column++) {
        size_t from = at;
        wn_utf8_next(d->source, &at);
        size_t columns = wn_shown_width((wn_str){d->source.ptr + from, at - from});
        width += columns;
        if (column < d->column)
            before += columns;
        else if (marked < (d->width ? d->width : 1)) {
            under += columns;
            marked++;
        }
    }
    wn_buf_format(out, "    %.*s\n    %*s^", (int)(at - start), d->source.ptr + start,
                  (int)before, "");
    for (size_t i = 1; i < under; i++)
        wn_buf_char(out, '~');
    wn_buf_char(out, '\n');
}

static int by_place(const void *left, const void *right)
{
    const wn_diag *a = left, *b = right;
    int order = wn_str_compare(wn_str_of(a->file), wn_str_of(b->file));

    if (order == 0 && a->sheet != b->sheet)
        return a->sheet < b->sheet ? -1 : 1;
    if (order == 0 && a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return order ? order : a->column < b->column ? -1 : a->column > b->column;
}

void wn_diags_settle(wn_diags *diags)
{
    if (diags->settle)
        diags->settle(diags->settle_data, diags);
}

void wn_diags_write(wn_diags *diags, wn_buf *out)
{
    wn_diags_settle(diags);
    if (diags->count == 0)
        return;
    qsort(diags->items, diags->count, sizeof(*diags->items), by_place);
    for (size_t i = 0; i < diags->count; i++) {
        const wn_diag *d = &diags->items[i];
        if (d->place.len)
            wn_buf_format(out, "%s: %.*s: %.*s\n", d->file, WN_FMT(d->place),
                          WN_FMT(d->text));
        else if (d->line)
            wn_buf_format(out, "%s:%u:%u: %.*s\n", d->file, d->line, d->column,
                          WN_FMT(d->text));
        else
            wn_buf_format(out, "%s: %.*s\n", d->file, WN_FMT(d->text));
        if (d->source.len && d->column && !d->place.len)
            write_excerpt(d, out);
    }
}
