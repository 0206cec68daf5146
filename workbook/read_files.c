/* read_files.c - what people changed on the sheets of files and of settings. */
#include "reading.h"

#include "core/memory.h"

#include <string.h>

enum {
    FILE_ACTION,
    FILE_SHEET,
    FILE_PATH,
    FILE_TABLE,
    FILE_ENTITY,
    FILE_KEY,
    FILE_WHERE,
    FILE_OPTIONS,
    FILE_WHY,
    FILE_HEADINGS
};

static const book_heading_of file_headings[] = {
    {"entity", FILE_ENTITY}, {"path", FILE_PATH},   {"sheet", FILE_TABLE},
    {"key", FILE_KEY},       {"where", FILE_WHERE}, {NULL, FILE_OPTIONS}};

/* ---- options ---------------------------------------------------------------------- */

static bool is_listed(wn_str name, const char *const *own)
{
    while (*own && !wn_str_equal(name, wn_str_of(*own)))
        own++;
    return *own != NULL;
}

void book_take_options(wn_workbook *b, edit_doc *doc, edit_node *node, wn_str text,
                       const char *const *own, const book_table *t, const grid_row *row,
                       int heading)
{
    book_option options[BOOK_OPTIONS];
    wn_str bad = WN_STR("");
    wn_buf said = {0};

    book_say_options(node, own, "=", b->lang, &said);
    bool same = book_same(text, wn_buf_str(&said), &b->arena);
    wn_buf_release(&said);
    if (same)
        return;
    size_t count = book_read_options(text, options, &bad, &b->arena);
    if (count == SIZE_MAX) {
        book_note(b, t, row, heading, WN_SAY_BOOK_OPTION_UNKNOWN, WN_FMT(bad),
                  wn_say(b->lang, WN_SAY_BOOK_SHEET_OPTIONS));
        return;
    }
    for (size_t i = 0; i < count; i++)
        edit_set(doc, node, options[i].name.ptr, options[i].value);
    for (size_t a = 0; a < node->attr_count; a++) {
        bool stays = is_listed(node->attrs[a].name, own);
        for (size_t i = 0; i < count && !stays; i++)
            stays = wn_str_equal(node->attrs[a].name, options[i].name);
        if (!stays)
            edit_unset(doc, node, wn_arena_str(&b->arena, node->attrs[a].name).ptr);
    }
}

/* Set an attribute to the cell, or remove it where the cell is empty. A sheet without the
 * heading says nothing. */
static void take(wn_workbook *b, edit_node *node, const char *name, const book_table *t,
                 const grid_row *row, int heading)
{
    wn_str text = book_cell(t, row, heading);

    if (t->at[heading] < 0 || book_same(text, edit_value(node, name), &b->arena))
        return;
    if (text.len)
        edit_set(&b->mapping, node, name, text);
    else
        edit_unset(&b->mapping, node, name);
}

/* ---- settings --------------------------------------------------------------------- */

enum { SETTING_NAME, SETTING_VALUE, SETTING_MEANING, SETTING_HEADINGS };
static const book_heading_of setting_headings[] = {{NULL, SETTING_VALUE}};

static const struct setting {
    wn_word word;
    const char *attr; /* NULL: all the others */
} settings[] = {{WN_SAY_BOOK_SETTING_SYSTEM, "system"},
                {WN_SAY_BOOK_SETTING_REGION, "region"},
                {WN_SAY_BOOK_SETTING_ZONE, "timezone"},
                {WN_SAY_BOOK_SETTING_REST, NULL}};

static void take_setting(wn_workbook *b, edit_node *source, size_t setting,
                         const grid_row *row)
{
    book_table *t = &b->settings;
    wn_str text = book_cell(t, row, SETTING_VALUE);

    if (!settings[setting].attr) {
        book_take_options(b, &b->mapping, source, text, book_own_source, t, row,
                          SETTING_VALUE);
        return;
    }
    take(b, source, settings[setting].attr, t, row, SETTING_VALUE);
    if (settings[setting].word != WN_SAY_BOOK_SETTING_SYSTEM)
        return;
    if (!text.len)
        book_note(b, t, row, SETTING_VALUE, WN_SAY_BOOK_CELL_EMPTY,
                  wn_say(b->lang, WN_SAY_BOOK_SETTING_SYSTEM));
    source->ref = book_place_add(b, t, row, setting_headings);
}

void book_take_settings(wn_workbook *b)
{
    static const int must[] = {SETTING_NAME, SETTING_VALUE, -1, -1};
    edit_node *source = NULL;
    book_table *t = &b->settings;
    const grid_row *taken[WN_COUNT(settings)] = {NULL};

    for (size_t n = 0; n < b->mapping.count; n++)
        if (wn_str_equal(b->mapping.nodes[n].name, WN_STR("source")))
            source = &b->mapping.nodes[n];
    if (!t->sheet || !source ||
        !book_table_open(b, t, t->sheet, WN_SAY_BOOK_SETTING, SETTING_HEADINGS, must))
        return;
    for (size_t r = t->first; r < t->sheet->count; r++) {
        const grid_row *row = &t->sheet->rows[r];
        wn_str name = book_cell(t, row, SETTING_NAME);
        size_t i = 0;
        while (i < WN_COUNT(settings) && !wn_is_word(name, settings[i].word))
            i++;
        if (i == WN_COUNT(settings)) {
            if (book_cell(t, row, SETTING_VALUE).len)
                book_note(b, t, row, SETTING_NAME, WN_SAY_BOOK_SETTING_UNKNOWN,
                          WN_FMT(name));
        } else if (taken[i]) {
            book_note(b, t, row, SETTING_NAME, WN_SAY_BOOK_SETTING_TWICE, WN_FMT(name),
                      (unsigned long long)taken[i]->line);
        } else {
            taken[i] = row;
            take_setting(b, source, i, row);
        }
    }
}

/* ---- files ------------------------------------------------------------------------ */

static struct book_of_file *file_of(wn_workbook *b, wn_str sheet)
{
    for (size_t i = 0; i < b->file_count; i++)
        if (sheet.len && wn_fold_equal(b->files[i].sheet, sheet))
            return &b->files[i];
    return NULL;
}

/* The <skip> that this row is about, or NULL. */
static edit_node *skip_of(wn_workbook *b, wn_str path, wn_str table)
{
    for (size_t n = 0; n < b->mapping.count; n++) {
        edit_node *node = &b->mapping.nodes[n];
        if (wn_str_equal(node->name, WN_STR("skip")) &&
            wn_str_equal(edit_value(node, "path"), path) &&
            wn_str_equal(edit_value(node, "sheet"), table))
            return node;
    }
    return NULL;
}

static void take_entity(wn_workbook *b, struct book_of_file *file, const book_table *t,
                        const grid_row *row)
{
    wn_str text = book_cell(t, row, FILE_ENTITY);
    const wn_model *model = &b->plan.model;
    wn_buf names = {0};

    if (t->at[FILE_ENTITY] < 0 ||
        book_same(
            text,
            book_entity_label(model, &model->entities[file->entity], b->lang, &b->arena),
            &b->arena))
        return;
    wn_named named = book_entity_find(model, text);
    if (named.other >= 0)
        book_note(b, t, row, FILE_ENTITY, WN_SAY_MAP_NAMED_TWICE, WN_FMT(text),
                  WN_FMT(model->entities[named.at].name),
                  WN_FMT(model->entities[named.other].name));
    file->entity = named.at;
    if (file->entity >= 0) {
        edit_set(&b->mapping, file->node, "entity", model->entities[file->entity].name);
        return;
    }
    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        wn_str label = wn_label(b->lang, entity->en, entity->zh, entity->name);
        wn_buf_format(&names, "%s%.*s", e ? b->lang == WN_ZH ? "、" : ", " : "",
                      WN_FMT(label));
    }
    book_note(b, t, row, FILE_ENTITY, WN_SAY_BOOK_ENTITY_UNKNOWN, WN_FMT(text),
              WN_FMT(wn_buf_str(&names)));
    wn_buf_release(&names);
}

/* The file is not wanted: in the place of its <file> with all columns, a <skip>. */
static void leave_out(wn_workbook *b, struct book_of_file *file, const book_table *t,
                      const grid_row *row)
{
    wn_str why = book_cell(t, row, FILE_WHY);
    wn_buf tag = {0};

    file->is_left_out = true;
    for (size_t i = 0; i < b->file_count; i++) {
        const struct book_of_file *other = &b->files[i];
        if (other != file && !other->is_left_out &&
            wn_str_equal(edit_value(other->node, "path"),
                         edit_value(file->node, "path")) &&
            wn_str_equal(edit_value(other->node, "sheet"),
                         edit_value(file->node, "sheet"))) {
            book_note(b, t, row, FILE_ACTION, WN_SAY_BOOK_SKIP_SHARED,
                      WN_FMT(other->sheet));
            return;
        }
    }
    if (!why.len) {
        book_note(b, t, row, FILE_WHY, WN_SAY_BOOK_WHY_MISSING,
                  wn_say(b->lang, WN_SAY_BOOK_WHY));
        return;
    }
    wn_buf_add(&tag, WN_STR("<skip"));
    wn_xml_attr(&tag, "path", edit_value(file->node, "path"));
    if (edit_has(file->node, "sheet"))
        wn_xml_attr(&tag, "sheet", edit_value(file->node, "sheet"));
    wn_xml_attr(&tag, "why", why);
    wn_buf_add(&tag, WN_STR("/>"));
    edit_replace(&b->mapping, file->node, wn_buf_str(&tag));
    wn_buf_release(&tag);
}

static void take_file(wn_workbook *b, struct book_of_file *file, const book_table *t,
                      const grid_row *row)
{
    static const struct {
        const char *attr;
        int heading;
    } cells[] = {{"path", FILE_PATH},
                 {"sheet", FILE_TABLE},
                 {"key", FILE_KEY},
                 {"where", FILE_WHERE},
                 {"note", FILE_WHY}};

    take_entity(b, file, t, row);
    if (t->at[FILE_PATH] >= 0 && !book_cell(t, row, FILE_PATH).len) {
        book_note(b, t, row, FILE_PATH, WN_SAY_BOOK_CELL_EMPTY,
                  wn_say(b->lang, WN_SAY_BOOK_FILE_PATH));
        return;
    }
    for (size_t i = 0; i < WN_COUNT(cells); i++)
        take(b, file->node, cells[i].attr, t, row, cells[i].heading);
    if (t->at[FILE_OPTIONS] >= 0)
        book_take_options(b, &b->mapping, file->node, book_cell(t, row, FILE_OPTIONS),
                          book_own_file, t, row, FILE_OPTIONS);
}

static void take_skip(wn_workbook *b, edit_node *skip, bool reads, const book_table *t,
                      const grid_row *row)
{
    if (!reads)
        take(b, skip, "why", t, row, FILE_WHY);
    else
        book_note(b, t, row, FILE_ACTION, WN_SAY_BOOK_FILE_NO_SHEET);
}

void book_take_files(wn_workbook *b)
{
    static const int must[] = {FILE_SHEET,   FILE_ACTION, -1,       FILE_PATH,
                               FILE_TABLE,   FILE_ENTITY, FILE_KEY, FILE_WHERE,
                               FILE_OPTIONS, FILE_WHY,    -1};
    book_table *t = &b->files_table;
    size_t errors = b->diags->errors;

    if (!t->sheet || !book_table_open(b, t, t->sheet, WN_SAY_BOOK_FILE_ACTION_HEAD,
                                      FILE_HEADINGS, must))
        return;
    for (size_t r = t->first; r < t->sheet->count; r++) {
        const grid_row *row = &t->sheet->rows[r];
        wn_str action = book_cell(t, row, FILE_ACTION);
        struct book_of_file *file = file_of(b, book_cell(t, row, FILE_SHEET));
        edit_node *skip = file ? NULL
                               : skip_of(b, book_cell(t, row, FILE_PATH),
                                         book_cell(t, row, FILE_TABLE));
        bool reads = wn_is_word(action, WN_SAY_BOOK_READ), yes = false;
        bool leaves = wn_is_word(action, WN_SAY_BOOK_SKIP);
        if (!reads && !leaves && book_yes_no(action, &yes)) {
            reads = yes;
            leaves = !yes;
        }
        if (file && file->row) {
            book_note(b, t, row, FILE_SHEET, WN_SAY_BOOK_FILE_TWICE, WN_FMT(file->sheet),
                      (unsigned long long)file->row->line);
            continue;
        }
        if (file)
            file->row = row;
        if (!file && !skip) {
            if (reads || leaves)
                book_note(b, t, row, FILE_ACTION, WN_SAY_BOOK_FILE_NO_SHEET);
        } else if (!reads && !leaves) {
            book_note(b, t, row, FILE_ACTION, WN_SAY_BOOK_FILE_ACTION, WN_FMT(action));
        } else if (skip) {
            take_skip(b, skip, reads, t, row);
        } else if (leaves) {
            leave_out(b, file, t, row);
        } else {
            file->node->ref = book_place_add(b, t, row, file_headings);
            take_file(b, file, t, row);
        }
    }
    for (size_t i = 0; i < b->file_count && errors == b->diags->errors; i++)
        if (!b->files[i].row)
            book_note(b, t, NULL, FILE_SHEET, WN_SAY_BOOK_FILE_ROW_GONE,
                      WN_FMT(b->files[i].sheet));
}
