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

static const book_column columns[HEADINGS] = {
    [ACTION] = {WN_SAY_BOOK_FILE_ACTION_HEAD, 10},
    [SHEET] = {WN_SAY_BOOK_FILE_SHEET, 22},
    [PATH] = {WN_SAY_BOOK_FILE_PATH, 28},
    [TABLE] = {WN_SAY_BOOK_FILE_TABLE, 18},
    [ENTITY] = {WN_SAY_BOOK_FILE_ENTITY, 14},
    [KEY] = {WN_SAY_BOOK_FILE_KEY, 18},
    [WHERE] = {WN_SAY_BOOK_FILE_WHERE, 24},
    [OPTIONS] = {WN_SAY_BOOK_FILE_OPTIONS, 24},
    [WHY] = {WN_SAY_BOOK_FILE_WHY, 32},
    [ROWS] = {WN_SAY_BOOK_FILE_ROWS, 9},
    [COLUMNS] = {WN_SAY_BOOK_FILE_COLUMNS, 14},
};

static void put(book_writing *w, lxw_worksheet *page, uint32_t row, int column,
                wn_str text)
{
    book_put(w, page, row, column, text, LOOK_TEXT);
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

static void put_file(book_writing *w, lxw_worksheet *page, uint32_t row, size_t file,
                     size_t at)
{
    const edit_node *node = &w->mapping.nodes[at];
    const wn_seen_file *seen = w->seen->files ? &w->seen->files[file] : NULL;
    wn_buf options = {0};

    put(w, page, row, ACTION, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_READ)));
    book_put_link(w, page, row, SHEET, w->sheets[file], w->sheets[file]);
    put(w, page, row, PATH, edit_value(node, "path"));
    put(w, page, row, TABLE, edit_value(node, "sheet"));
    put(w, page, row, ENTITY, book_label_of(w, w->plan->files[file].entity));
    put(w, page, row, KEY, edit_value(node, "key"));
    put(w, page, row, WHERE, edit_value(node, "where"));
    book_say_options(node, book_own_file, w->lang, &options);
    put(w, page, row, OPTIONS, wn_buf_str(&options));
    put(w, page, row, WHY, edit_value(node, "note"));
    if (seen && seen->is_seen)
        book_put_number(w, page, row, ROWS, (double)seen->rows, LOOK_COUNT);
    else
        book_put(w, page, row, ROWS, WN_STR(""), LOOK_GIVEN);
    book_put(w, page, row, COLUMNS, count_elements(w, at), LOOK_GIVEN);
    book_end_row(w, page, row);
    wn_buf_release(&options);
}

static void put_skip(book_writing *w, lxw_worksheet *page, uint32_t row,
                     const edit_node *node)
{
    put(w, page, row, ACTION, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SKIP)));
    put(w, page, row, SHEET, WN_STR(""));
    put(w, page, row, PATH, edit_value(node, "path"));
    put(w, page, row, TABLE, edit_value(node, "sheet"));
    for (int c = ENTITY; c <= OPTIONS; c++)
        put(w, page, row, c, WN_STR(""));
    put(w, page, row, WHY, edit_value(node, "why"));
    book_end_row(w, page, row);
}

wn_rc book_write_files(book_writing *w)
{
    const char *actions[] = {wn_say(w->lang, WN_SAY_BOOK_READ),
                             wn_say(w->lang, WN_SAY_BOOK_SKIP), NULL};
    lxw_worksheet *page = w->files;
    uint32_t row = 1;
    size_t file = 0;

    worksheet_freeze_panes(page, 1, 2);
    book_put_head(w, page, 0, columns, HEADINGS);
    for (size_t n = 0; n < w->mapping.count; n++) {
        const edit_node *node = &w->mapping.nodes[n];
        if (wn_str_equal(node->name, WN_STR("file")) && file < w->plan->file_count)
            put_file(w, page, row++, file++, n);
        else if (wn_str_equal(node->name, WN_STR("skip")))
            put_skip(w, page, row++, node);
    }
    book_offer(page, ACTION, 1, row - 1, actions);
    book_offer_name(page, ENTITY, 1, row - 1, "entities");
    return WN_OK;
}

/* ---- settings --------------------------------------------------------------------- */

wn_rc book_write_settings(book_writing *w)
{
    static const book_column heads[] = {{WN_SAY_BOOK_SETTING, 28},
                                        {WN_SAY_BOOK_SETTING_VALUE, 28},
                                        {WN_SAY_BOOK_SETTING_MEANING, 80}};
    static const struct {
        wn_word word, means;
        const char *attr;
    } rows[] = {{WN_SAY_BOOK_SETTING_SYSTEM, WN_SAY_BOOK_SETTING_SYSTEM_MEANS, "system"},
                {WN_SAY_BOOK_SETTING_REGION, WN_SAY_BOOK_SETTING_REGION_MEANS, "region"},
                {WN_SAY_BOOK_SETTING_ZONE, WN_SAY_BOOK_SETTING_ZONE_MEANS, "timezone"},
                {WN_SAY_BOOK_SETTING_REST, WN_SAY_BOOK_SETTING_REST_MEANS, NULL}};
    lxw_worksheet *page = w->settings;
    const edit_node *source = NULL;
    wn_buf rest = {0};

    for (size_t n = 0; n < w->mapping.count; n++)
        if (wn_str_equal(w->mapping.nodes[n].name, WN_STR("source")))
            source = &w->mapping.nodes[n];
    book_put_head(w, page, 0, heads, 3);
    for (size_t i = 0; i < WN_COUNT(rows) && source; i++) {
        uint32_t row = (uint32_t)i + 1;
        if (!rows[i].attr)
            book_say_options(source, book_own_source, w->lang, &rest);
        book_put(w, page, row, 0, wn_str_of(wn_say(w->lang, rows[i].word)), LOOK_GIVEN);
        put(w, page, row, 1,
            rows[i].attr ? edit_value(source, rows[i].attr) : wn_buf_str(&rest));
        book_put(w, page, row, 2, wn_str_of(wn_say(w->lang, rows[i].means)), LOOK_GIVEN);
        book_end_row(w, page, row);
    }
    wn_buf_release(&rest);
    return WN_OK;
}
