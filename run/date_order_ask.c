/* date_order_ask.c - writes what the rows of a column leave open as a question. */
#include "date_order.h"

#include "core/file.h"

#include <string.h>

static const char *const between[WN_SHAPES] = {"-", "/", ".", "others"};

/* Return the value as this choice reads it. */
static wn_str read_as(const evidence *e, wn_str value, int choice, wn_arena *arena)
{
    void *config = wn_arena_alloc(arena, e->type->config_size + 1);
    wn_cleaned out = {.value = value};

    memcpy(config, e->bind->config, e->type->config_size);
    wn_option_set(e->option, wn_str_of(e->option->choices[choice]), config, arena, NULL);
    return e->type->apply(value, config, arena, &out) == WN_CLEAN ? out.value
                                                                  : WN_STR("-");
}

static void ask_number(questions *q, const wn_file *file, const wn_input *input,
                       const evidence *e, const shape_evidence *s, int column, bool both)
{
    char letter[8];
    wn_arena arena = {0};

    wn_diag_add(
        q->diags, file->mapping, e->bind->line, e->bind->column, 0, WN_STR(""),
        both ? WN_SAY_DECIMAL_CONTRADICTED : WN_SAY_DECIMAL_UNPROVEN,
        WN_FMT(wn_path_base(wn_str_of(input->path))), WN_FMT(input->columns[column]),
        wn_column_letter(letter, (size_t)column + input->left),
        (unsigned long long)(s->asking + s->usual), WN_FMT(s->first),
        (unsigned long long)s->first_line, WN_FMT(read_as(e, s->first, 1, &arena)),
        WN_FMT(read_as(e, s->first, 2, &arena)));
    wn_arena_release(&arena);
    q->others++;
}

static void ask_date(questions *q, const wn_file *file, const wn_input *input,
                     const evidence *e, size_t shape, int column, bool both)
{
    const shape_evidence *s = &e->shapes[shape];
    char letter[8];
    size_t shapes = 0;

    for (size_t i = 0; i < WN_SHAPES; i++)
        shapes += evidence_rows(&e->shapes[i]) > 0;
    q->dates++;
    if (shapes > 1 && shape != WN_SHAPE_OTHER)
        wn_diag_add(q->diags, file->mapping, e->bind->line, e->bind->column, 0,
                    WN_STR(""), both ? WN_SAY_ORDER_SHAPE_BOTH : WN_SAY_ORDER_SHAPE_OPEN,
                    WN_FMT(wn_path_base(wn_str_of(input->path))),
                    WN_FMT(input->columns[column]),
                    wn_column_letter(letter, (size_t)column + input->left),
                    between[shape], (unsigned long long)s->first_line);
    else
        wn_diag_add(q->diags, file->mapping, e->bind->line, e->bind->column, 0,
                    WN_STR(""), both ? WN_SAY_ORDER_CONTRADICTED : WN_SAY_ORDER_UNPROVEN,
                    WN_FMT(wn_path_base(wn_str_of(input->path))),
                    WN_FMT(input->columns[column]),
                    wn_column_letter(letter, (size_t)column + input->left),
                    (unsigned long long)s->first_line);
}

void orders_ask(questions *q, const wn_file *file, const wn_input *input,
                const evidence *e, size_t shape, bool both)
{
    int column = e->columns[0] >= 0 ? e->columns[0] : 0;

    if (e->type->is_date)
        ask_date(q, file, input, e, shape, column, both);
    else
        ask_number(q, file, input, e, &e->shapes[shape], column, both);
}
