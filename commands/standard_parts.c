/* standard_parts.c - the pieces of a standard: lines, and the names of things. */
#include "standard_parts.h"

#include "core/file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static wn_standard_line *add(standard_making *m, wn_standard_kind kind, int level,
                             size_t count)
{
    wn_standard *out = m->out;

    out->lines = wn_grow(out->lines, out->count, &out->room, sizeof(*out->lines));
    wn_standard_line *line = &out->lines[out->count++];
    *line = (wn_standard_line){.kind = kind, .level = level, .count = count};
    return line;
}

void standard_heading(standard_making *m, int level, wn_str text)
{
    add(m, STANDARD_HEADING, level, 1)->cells[0] = wn_arena_str(&m->out->arena, text);
}

void standard_note(standard_making *m, wn_str text)
{
    add(m, STANDARD_NOTE, 0, 1)->cells[0] = wn_arena_str(&m->out->arena, text);
}

void standard_table(standard_making *m, const wn_word *heads, size_t count)
{
    wn_standard_line *line = add(m, STANDARD_TABLE, 0, count);

    for (size_t i = 0; i < count; i++)
        line->cells[i] = standard_word(m, heads[i]);
}

void standard_row(standard_making *m, const wn_str *cells, size_t count)
{
    wn_standard_line *line = add(m, STANDARD_ROW, 0, count);

    for (size_t i = 0; i < count; i++)
        line->cells[i] = wn_arena_str(&m->out->arena, cells[i]);
}

wn_str standard_format(standard_making *m, wn_word word, ...)
{
    wn_buf text = {0};
    va_list args;

    va_start(args, word);
    wn_buf_format_args(&text, wn_say(m->lang, word), args);
    va_end(args);
    wn_str out = wn_arena_str(&m->out->arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return out;
}

void standard_begin(standard_making *m, wn_standard *out, const wn_plan *plan,
                    wn_str text, wn_lang lang, wn_word word)
{
    *out = (wn_standard){.lang = lang};
    *m = (standard_making){.out = out, .plan = plan, .lang = lang};
    edit_open(&m->doc, text);
    wn_str name = m->doc.count ? edit_value(&m->doc.nodes[0], "name") : WN_STR("");
    if (name.len == 0)
        name = wn_path_base(wn_str_of(plan->paths[0]));
    out->title = standard_format(m, word, WN_FMT(name));
}

void standard_end(standard_making *m)
{
    edit_close(&m->doc);
}

void wn_standard_release(wn_standard *standard)
{
    free(standard->lines);
    wn_arena_release(&standard->arena);
}

/* ---- names ------------------------------------------------------------------------ */

wn_str standard_entity(standard_making *m, const wn_entity *entity)
{
    return book_entity_label(&m->plan->model, entity, m->lang, &m->out->arena);
}

wn_str standard_field(standard_making *m, const wn_entity *entity, const wn_field *field)
{
    return book_field_label(entity, field, m->lang, &m->out->arena);
}

wn_str standard_list(standard_making *m, const wn_list *list)
{
    return book_list_label(&m->plan->model, list, m->lang, &m->out->arena);
}

wn_str standard_join(standard_making *m, const wn_str *texts, size_t count,
                     const char *mark)
{
    wn_buf out = {0};

    for (size_t i = 0; i < count; i++)
        wn_buf_format(&out, "%s%.*s", i ? mark : "", WN_FMT(texts[i]));
    wn_str joined = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return joined;
}

wn_str standard_columns(standard_making *m, const wn_bind *bind)
{
    return standard_join(m, bind->columns, bind->count,
                         bind->first_filled ? " | " : " + ");
}

wn_str standard_spellings(standard_making *m, const wn_list *list, size_t item)
{
    const wn_list_item *it = &list->items[item];
    wn_buf out = {0};

    for (size_t s = 0; s < list->spelling_count; s++) {
        wn_str text = list->spellings[s];
        if (wn_list_has(list, text) == it && !wn_str_equal(text, it->code) &&
            !wn_str_equal(text, it->zh) && !wn_str_equal(text, it->en))
            wn_buf_format(&out, "%s%.*s", out.len ? " | " : "", WN_FMT(text));
    }
    wn_str spellings = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return spellings;
}

wn_str standard_contains(standard_making *m, const wn_list *list, size_t item)
{
    wn_buf out = {0};

    for (size_t w = 0; w < list->word_count; w++)
        if (list->words[w].item == item)
            wn_buf_format(&out, "%s%.*s", out.len ? " | " : "",
                          WN_FMT(list->words[w].word));
    wn_str words = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return words;
}

void standard_unknown(standard_making *m, const wn_list *list)
{
    static const wn_word fates[] = {WN_SAY_STANDARD_UNKNOWN_REPORT,
                                    WN_SAY_STANDARD_UNKNOWN_REVIEW,
                                    WN_SAY_STANDARD_UNKNOWN_REFUSE};

    standard_note(m, standard_word(m, fates[list->unknown]));
}

/* ---- what the mapping has --------------------------------------------------------- */

bool standard_is_read(const standard_making *m, const wn_entity *entity)
{
    for (size_t i = 0; i < m->plan->file_count; i++)
        if (m->plan->files[i].entity == entity)
            return true;
    return false;
}

bool standard_is_filled(const standard_making *m, const wn_entity *entity, int field)
{
    for (size_t i = 0; i < m->plan->file_count; i++)
        for (size_t b = 0; b < m->plan->files[i].bind_count; b++)
            if (m->plan->files[i].entity == entity &&
                m->plan->files[i].binds[b].field == field)
                return true;
    return false;
}

static bool uses(const standard_making *m, const wn_list *list)
{
    for (size_t i = 0; i < m->plan->file_count; i++) {
        const wn_file *file = &m->plan->files[i];
        for (size_t b = 0; b < file->bind_count; b++)
            if (file->entity->fields[file->binds[b].field].list == list)
                return true;
    }
    return false;
}

void standard_lists(standard_making *m, wn_word heading, const wn_word *note,
                    void (*put)(standard_making *m, const wn_list *list))
{
    const wn_model *model = &m->plan->model;
    size_t shown = 0;

    for (size_t i = 0; i < model->list_count; i++) {
        if (!uses(m, &model->lists[i]))
            continue;
        if (shown++ == 0)
            standard_heading(m, 2, standard_word(m, heading));
        if (shown == 1 && note)
            standard_note(m, standard_word(m, *note));
        put(m, &model->lists[i]);
    }
}

const edit_node *standard_file(const standard_making *m, size_t file)
{
    for (size_t n = 0, files = 0; n < m->doc.count; n++)
        if (wn_str_equal(m->doc.nodes[n].name, WN_STR("file")) && files++ == file)
            return &m->doc.nodes[n];
    return NULL;
}

int standard_next(const standard_making *m, const edit_node *file, int after,
                  const char *name)
{
    for (size_t n = (size_t)(after + 1); file && n < m->doc.count; n++)
        if (m->doc.nodes[n].parent == (int)(file - m->doc.nodes) &&
            wn_str_equal(m->doc.nodes[n].name, wn_str_of(name)))
            return (int)n;
    return -1;
}

/* A table of the columns that are kept, or dropped, and why. */
void standard_columns_of(standard_making *m, size_t file, const char *element)
{
    const edit_node *node = standard_file(m, file);
    bool drop = !strcmp(element, "drop");
    const wn_word heads[] = {WN_SAY_STANDARD_OLD, WN_SAY_BOOK_WHY};
    int at = standard_next(m, node, -1, element);

    if (at < 0)
        return;
    standard_heading(
        m, 3, standard_word(m, drop ? WN_SAY_STANDARD_DROPPED : WN_SAY_STANDARD_KEPT));
    standard_table(m, heads, 2);
    for (; at >= 0; at = standard_next(m, node, at, element)) {
        const edit_node *rule = &m->doc.nodes[at];
        const wn_str cells[] = {edit_value(rule, "from"),
                                edit_value(rule, drop ? "why" : "note")};
        standard_row(m, cells, 2);
    }
}

/* Files and tables that the mapping leaves out. */
void standard_skips(standard_making *m)
{
    static const wn_word heads[] = {WN_SAY_BOOK_FILE_PATH, WN_SAY_BOOK_FILE_TABLE,
                                    WN_SAY_BOOK_WHY};

    if (m->plan->skip_count == 0)
        return;
    standard_heading(m, 2, standard_word(m, WN_SAY_STANDARD_LEFT_OUT));
    standard_table(m, heads, WN_COUNT(heads));
    for (size_t i = 0; i < m->plan->skip_count; i++) {
        const wn_skip *skip = &m->plan->skips[i];
        const wn_str cells[] = {skip->path, skip->sheet, skip->why};
        standard_row(m, cells, WN_COUNT(cells));
    }
}
