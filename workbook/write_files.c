/* write_files.c - the sheets of files and of settings. */
#include "writing.h"

#include "core/memory.h"

#include <string.h>

enum {
    ACTION,
    SHEET,
    PATH,
    TABLE,
    ENTITY,
    KEY,
    WHERE,
    OPTIONS,
    WHY,
    ROWS,
    COLUMNS,
    HEADINGS
};

static const sheet_column columns[HEADINGS] = {
    [ACTION] = {.word = WN_SAY_BOOK_FILE_ACTION_HEAD, .width = 10},
    [SHEET] = {.word = WN_SAY_BOOK_FILE_SHEET, .width = 22},
    [PATH] = {.word = WN_SAY_BOOK_FILE_PATH, .width = 28},
    [TABLE] = {.word = WN_SAY_BOOK_FILE_TABLE, .width = 18},
    [ENTITY] = {.word = WN_SAY_BOOK_FILE_ENTITY, .width = 14},
    [KEY] = {.word = WN_SAY_BOOK_FILE_KEY, .width = 18},
    [WHERE] = {.word = WN_SAY_BOOK_FILE_WHERE, .width = 24},
    [OPTIONS] = {.word = WN_SAY_BOOK_FILE_OPTIONS, .width = 24},
    [WHY] = {.word = WN_SAY_BOOK_FILE_WHY, .width = 32},
    [ROWS] = {.word = WN_SAY_BOOK_FILE_ROWS, .width = 9},
    [COLUMNS] = {.word = WN_SAY_BOOK_FILE_COLUMNS, .width = 14},
};

static void put(book_writing *w, sheet *s, int column, wn_str text)
{
    book_put(w, s, column, text, LOOK_TEXT);
}

/* "12, 3, 1": how many of its elements are <field>, <keep> and <drop>. */
static wn_str count_elements(book_writing *w, size_t at)
{
    static const char *const names[] = {"field", "keep", "drop"};
    size_t counts[3] = {0};

    for (size_t n = at + 1; n < w->mapping.count; n++)
        for (int i = 0; i < 3 && w->mapping.nodes[n].parent == (int)at; i++)
            counts[i] += wn_str_equal(w->mapping.nodes[n].name, wn_str_of(names[i]));
    return wn_arena_format(&w->arena, "%zu, %zu, %zu", counts[0], counts[1], counts[2]);
}

static void put_file(book_writing *w, sheet *s, size_t file, size_t at)
{
    const edit_node *node = &w->mapping.nodes[at];
    const wn_seen_file *seen = w->seen->files ? &w->seen->files[file] : NULL;
    wn_buf options = {0};

    put(w, s, ACTION, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_READ)));
    sheet_link(&w->book, s, SHEET, w->sheets[file].ptr, w->sheets[file].ptr);
    put(w, s, PATH, edit_value(node, "path"));
    put(w, s, TABLE, edit_value(node, "sheet"));
    put(w, s, ENTITY, book_label_of(w, w->plan->files[file].entity));
    put(w, s, KEY, edit_value(node, "key"));
    put(w, s, WHERE, edit_value(node, "where"));
    book_say_options(node, book_own_file, "=", w->lang, &options);
    put(w, s, OPTIONS, wn_buf_str(&options));
    put(w, s, WHY, edit_value(node, "note"));
    if (seen && seen->is_seen)
        book_put_number(w, s, ROWS, SHEET_NUMBER, (double)seen->rows);
    else
        book_put(w, s, ROWS, WN_STR(""), LOOK_GIVEN);
    book_put(w, s, COLUMNS, count_elements(w, at), LOOK_GIVEN);
    sheet_next(s);
    wn_buf_release(&options);
}

static void put_skip(book_writing *w, sheet *s, const edit_node *node)
{
    put(w, s, ACTION, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SKIP)));
    put(w, s, SHEET, WN_STR(""));
    put(w, s, PATH, edit_value(node, "path"));
    put(w, s, TABLE, edit_value(node, "sheet"));
    for (int c = ENTITY; c <= OPTIONS; c++)
        put(w, s, c, WN_STR(""));
    put(w, s, WHY, edit_value(node, "why"));
    sheet_next(s);
}

wn_rc book_write_files(book_writing *w)
{
    const char *actions[] = {wn_say(w->lang, WN_SAY_BOOK_READ),
                             wn_say(w->lang, WN_SAY_BOOK_SKIP), NULL};
    sheet *s = &w->files;
    size_t file = 0;

    sheet_heads(&w->book, s, columns, HEADINGS, 2);
    for (size_t n = 0; n < w->mapping.count; n++) {
        const edit_node *node = &w->mapping.nodes[n];
        if (wn_str_equal(node->name, WN_STR("file")) && file < w->plan->file_count)
            put_file(w, s, file++, n);
        else if (wn_str_equal(node->name, WN_STR("skip")))
            put_skip(w, s, node);
    }
    book_offer_name(s->lxw, ENTITY, s->head + 1, s->row - 1, "entities");
    sheet_finish(s, ACTION, actions);
    return WN_OK;
}

/* ---- settings --------------------------------------------------------------------- */

wn_rc book_write_settings(book_writing *w)
{
    static const sheet_column heads[] = {
        {.word = WN_SAY_BOOK_SETTING, .width = 28},
        {.word = WN_SAY_BOOK_SETTING_VALUE, .width = 28},
        {.word = WN_SAY_BOOK_SETTING_MEANING, .width = 80}};
    static const struct {
        wn_word word, means;
        const char *attr;
    } rows[] = {{WN_SAY_BOOK_SETTING_SYSTEM, WN_SAY_BOOK_SETTING_SYSTEM_MEANS, "system"},
                {WN_SAY_BOOK_SETTING_REGION, WN_SAY_BOOK_SETTING_REGION_MEANS, "region"},
                {WN_SAY_BOOK_SETTING_ZONE, WN_SAY_BOOK_SETTING_ZONE_MEANS, "timezone"},
                {WN_SAY_BOOK_SETTING_REST, WN_SAY_BOOK_SETTING_REST_MEANS, NULL}};
    sheet *s = &w->settings;
    const edit_node *source = NULL;
    wn_buf rest = {0};

    for (size_t n = 0; n < w->mapping.count; n++)
        if (wn_str_equal(w->mapping.nodes[n].name, WN_STR("source")))
            source = &w->mapping.nodes[n];
    sheet_heads(&w->book, s, heads, WN_COUNT(heads), 0);
    for (size_t i = 0; i < WN_COUNT(rows) && source; i++) {
        if (!rows[i].attr)
            book_say_options(source, book_own_source, "=", w->lang, &rest);
        book_put(w, s, 0, wn_str_of(wn_say(w->lang, rows[i].word)), LOOK_GIVEN);
        put(w, s, 1, rows[i].attr ? edit_value(source, rows[i].attr) : wn_buf_str(&rest));
        book_put(w, s, 2, wn_str_of(wn_say(w->lang, rows[i].means)), LOOK_GIVEN);
        sheet_next(s);
    }
    wn_buf_release(&rest);
    return WN_OK;
}
