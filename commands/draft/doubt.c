/* doubt.c - the draft's decisions as sentences in every language, and the answers of
 * people. */
#include "drafting.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

wn_str draft_shown(draft *d, const draft_table *t)
{
    wn_str file = t->file_name, name = draft_table_name(t);

    return name.len ? wn_arena_format(&d->arena, "%.*s: %.*s", WN_FMT(file), WN_FMT(name))
                    : file;
}

void draft_doubt(draft *d, const draft_table *t, const draft_column *c,
                 wn_doubt_kind kind, double confidence, unsigned weight, wn_word word,
                 ...)
{
    wn_drafted *out = d->out;
    wn_doubt doubt = {.kind = kind,
                      .confidence = confidence,
                      .weight = weight,
                      .file = wn_arena_str(&out->arena, wn_str_of(t->input.path)),
                      .sheet = wn_arena_str(&out->arena, draft_table_name(t))};

    doubt.column = wn_arena_str(&out->arena, c ? c->name : WN_STR(""));
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        wn_buf said = {0};
        va_list args;
        va_start(args, word);
        wn_buf_format_args(&said, wn_say(lang, word), args);
        va_end(args);
        doubt.said[lang] = wn_arena_str(&out->arena, wn_buf_str(&said));
        wn_buf_release(&said);
        doubt.cure[lang] = wn_str_of(wn_say(lang, WN_SAY_CURE_TABLE + (wn_word)kind));
    }
    for (size_t i = 0; i < out->doubt_count; i++) /* only once for a table */
        if (wn_str_equal(out->doubts[i].said[WN_EN], doubt.said[WN_EN]))
            return;
    out->doubts =
        wn_grow(out->doubts, out->doubt_count, &out->doubt_room, sizeof(*out->doubts));
    out->doubts[out->doubt_count++] = doubt;
}

wn_str draft_answer(const draft *d, const draft_table *t, wn_str column,
                    wn_doubt_kind kind)
{
    for (size_t i = 0; i < d->request->answer_count; i++) {
        const wn_draft_answer *a = &d->request->answers[i];
        if (a->kind == kind && wn_str_equal(a->file, wn_str_of(t->input.path)) &&
            wn_str_equal(a->sheet, draft_table_name(t)) &&
            wn_str_equal(a->column, column))
            return a->value;
    }
    return WN_STR("");
}

/* Append the text as part of an XML comment, which may hold no "--" and no control
 * characters. */
static void add_comment(wn_buf *out, wn_str text)
{
    wn_buf shown = {0};

    wn_buf_shown(&shown, text, true);
    for (size_t i = 0; i < shown.len; i++) {
        wn_buf_char(out, shown.ptr[i]);
        if (shown.ptr[i] == '-' && (i + 1 == shown.len || shown.ptr[i + 1] == '-'))
            wn_buf_char(out, ' ');
    }
    wn_buf_release(&shown);
}

static bool is_about(const wn_doubt *doubt, const draft_table *t, const draft_column *c)
{
    return wn_str_equal(doubt->file, wn_str_of(t->input.path)) &&
           wn_str_equal(doubt->sheet, draft_table_name(t)) &&
           wn_str_equal(doubt->column, c ? c->name : WN_STR(""));
}

void draft_write_doubts(draft *d, const draft_table *t, const draft_column *c,
                        const char *indent)
{
    wn_buf *out = &d->out->mapping;

    for (size_t i = 0; i < d->out->doubt_count; i++) {
        const wn_doubt *doubt = &d->out->doubts[i];
        bool noted = doubt->kind == WN_DOUBT_FIELD && c; /* the note of the row says it */
        if (doubt->line || noted || !is_about(doubt, t, c))
            continue;
        wn_buf_format(out, "%s<!-- %.0f %%: ", indent, 100 * doubt->confidence);
        add_comment(out, doubt->said[WN_EN]);
        wn_buf_format(out, "\n%s     ", indent);
        add_comment(out, doubt->said[WN_ZH]);
        wn_buf_add(out, WN_STR(" -->\n"));
    }
}

void draft_doubt_line(draft *d, const draft_table *t, const draft_column *c,
                      uint32_t line)
{
    for (size_t i = 0; i < d->out->doubt_count; i++) {
        wn_doubt *doubt = &d->out->doubts[i];
        if (!doubt->line && is_about(doubt, t, c))
            doubt->line = line;
    }
}

/* How much may go wrong, times how likely it is. */
static double harm(const wn_doubt *doubt)
{
    return (doubt->weight + .1) * (1.02 - doubt->confidence);
}

static int by_harm(const void *a, const void *b)
{
    const wn_doubt *x = a, *y = b;
    double one = harm(x), other = harm(y);

    return one != other ? (one < other) - (one > other)
                        : (x->line > y->line) - (x->line < y->line);
}

void draft_sort_doubts(wn_drafted *out)
{
    if (out->doubt_count > 1)
        qsort(out->doubts, out->doubt_count, sizeof(*out->doubts), by_harm);
}
