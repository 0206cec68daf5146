/* write_columns.c - the sheet of a table: a row for each of its columns, in the order
 * that they have in the file. */
#include "writing.h"

#include "core/memory.h"
#include "core/reader.h"

#include <stdlib.h>
#include <string.h>

enum {
    LETTER,
    FROM,
    FILLED,
    SAMPLES,
    ACTION,
    FIELD,
    OPTIONS,
    AFTER,
    VALID,
    PROBLEM,
    WHY,
    HEADINGS
};

static const sheet_column columns[HEADINGS] = {
    [LETTER] = {.word = WN_SAY_BOOK_LETTER, .width = 8},
    [FROM] = {.word = WN_SAY_BOOK_FROM, .width = 22},
    [FILLED] = {.word = WN_SAY_BOOK_FILLED, .width = 7},
    [SAMPLES] = {.word = WN_SAY_BOOK_SAMPLES, .width = 32},
    [ACTION] = {.word = WN_SAY_BOOK_ACTION, .width = 10},
    [FIELD] = {.word = WN_SAY_BOOK_FIELD, .width = 20},
    [OPTIONS] = {.word = WN_SAY_BOOK_OPTIONS, .width = 24},
    [AFTER] = {.word = WN_SAY_BOOK_AFTER, .width = 28},
    [VALID] = {.word = WN_SAY_BOOK_VALID, .width = 7},
    [PROBLEM] = {.word = WN_SAY_BOOK_PROBLEM, .width = 40},
    [WHY] = {.word = WN_SAY_BOOK_WHY, .width = 28},
};

typedef struct columns_writing {
    book_writing *w;
    sheet *sheet;
    const wn_file *file;
    const wn_seen_file *seen; /* or NULL */
    const edit_node *element; /* the <file> */
    bool *done;               /* by element of the mapping */
    int *binds;               /* by element: the number of its <field>, or -1 */
} columns_writing;

static uint32_t line_of(const book_writing *w, const edit_node *node)
{
    uint32_t line = 1;

    for (const char *p = w->text->mapping.ptr, *end = p + node->from;
         (p = memchr(p, '\n', (size_t)(end - p))); p++)
        line++;
    return line;
}

/* Append the problems with this line; true: one of them is grave. */
static bool add_problems(book_writing *w, const edit_node *node, wn_buf *out)
{
    uint32_t line = w->seen->problem_count ? line_of(w, node) : 0;
    bool grave = false;

    for (size_t i = 0; i < w->seen->problem_count; i++) {
        const wn_seen_problem *p = &w->seen->problems[i];
        if (p->line != line)
            continue;
        wn_str words = book_in_words(w->lang, p->text, &w->arena);
        wn_buf_format(out, "%s%.*s", out->len ? "\n" : "", WN_FMT(words));
        grave = grave || p->is_grave;
    }
    return grave;
}

static void put(columns_writing *c, int column, wn_str text, book_look look)
{
    book_put(c->w, c->sheet, column, text, look);
}

static void put_problem(columns_writing *c, wn_str text, bool grave)
{
    book_look look = !text.len ? LOOK_GIVEN : grave ? LOOK_GRAVE : LOOK_DOUBT;

    c->w->problems += text.len > 0;
    put(c, PROBLEM, text, look);
}

static void put_share(columns_writing *c, int column, uint64_t part, uint64_t all)
{
    if (all)
        book_put_number(c->w, c->sheet, column, SHEET_PERCENT,
                        (double)part / (double)all);
    else
        put(c, column, WN_STR(""), LOOK_GIVEN);
}

/* The cells about the column as it is in the file. */
static void put_seen(columns_writing *c, const wn_seen_column *column, wn_str from)
{
    bool seen = column != NULL;

    put(c, LETTER, seen ? wn_str_of(column->letter) : WN_STR(""), LOOK_GIVEN);
    put(c, FROM, from, LOOK_GIVEN);
    put_share(c, FILLED, seen ? column->filled : 0, seen ? c->seen->rows : 0);
    put(c, SAMPLES, seen ? column->samples : WN_STR(""), LOOK_GIVEN);
}

static void put_word(columns_writing *c, int column, wn_word word, book_look look)
{
    put(c, column, wn_str_of(wn_say(c->w->lang, word)), look);
}

static void put_empty(columns_writing *c, int first, int last, book_look look)
{
    for (int column = first; column <= last; column++)
        put(c, column, WN_STR(""), look);
}

static wn_str field_label(columns_writing *c, const edit_node *node)
{
    const wn_entity *entity = c->file->entity;
    int f = wn_field_named(entity, edit_value(node, "to")).at;

    return f < 0 ? edit_value(node, "to")
                 : book_field_label(entity, &entity->fields[f], c->w->lang, &c->w->arena);
}

/* The row of an element. */
static void put_element(columns_writing *c, const edit_node *node,
                        const wn_seen_column *column)
{
    book_writing *w = c->w;
    size_t at = (size_t)(node - w->mapping.nodes);
    bool is_field = c->binds[at] >= 0, is_drop = wn_str_equal(node->name, WN_STR("drop"));
    const wn_seen_field *seen =
        is_field && c->seen && c->seen->fields ? &c->seen->fields[c->binds[at]] : NULL;
    wn_buf text = {0};

    c->done[at] = true;
    put_seen(c, column, edit_value(node, "from"));
    put_word(c, ACTION,
             is_field  ? WN_SAY_BOOK_MAP
             : is_drop ? WN_SAY_BOOK_DROP
                       : WN_SAY_BOOK_KEEP,
             LOOK_TEXT);
    put(c, FIELD, is_field ? field_label(c, node) : WN_STR(""), LOOK_TEXT);
    if (is_field)
        book_say_options(node, book_own_field, "=", w->lang, &text);
    put(c, OPTIONS, wn_buf_str(&text), LOOK_TEXT);
    put(c, AFTER, seen ? seen->after : WN_STR(""), LOOK_GIVEN);
    put_share(c, VALID, seen ? seen->valid : 0, seen ? seen->filled : 0);
    text.len = 0;
    bool grave = add_problems(w, node, &text);
    if (seen && seen->valid < seen->filled) {
        wn_buf_format(&text, "%s", text.len ? "\n" : "");
        wn_buf_format(&text, wn_say(w->lang, WN_SAY_BOOK_INVALID),
                      (unsigned long long)(seen->filled - seen->valid),
                      (unsigned long long)seen->filled, WN_FMT(seen->invalid));
        grave = grave || seen->stops;
    }
    bool is_pattern =
        memchr(edit_value(node, "from").ptr, '*', edit_value(node, "from").len);
    if (c->seen && c->seen->is_seen && !column && !is_pattern && !c->file->is_pack)
        wn_buf_format(&text, "%s%s", text.len ? "\n" : "",
                      wn_say(w->lang, WN_SAY_BOOK_NOT_THERE));
    put_problem(c, wn_buf_str(&text), grave);
    put(c, WHY, edit_value(node, is_drop ? "why" : "note"), LOOK_TEXT);
    sheet_next(c->sheet);
    wn_buf_release(&text);
}

static const edit_node *rule_of(columns_writing *c, wn_str column)
{
    const book_writing *w = c->w;

    for (size_t n = 0; n < w->mapping.count; n++)
        if (w->mapping.nodes[n].parent == (int)(c->element - w->mapping.nodes) &&
            c->binds[n] < 0 &&
            !wn_str_equal(w->mapping.nodes[n].name, WN_STR("signature")) &&
            wn_pattern_match(edit_value(&w->mapping.nodes[n], "from"), column))
            return &w->mapping.nodes[n];
    return NULL;
}

/* What becomes of a column that no element names, in words; "": nobody has said. */
static wn_str said_of(columns_writing *c, wn_str column, const edit_node **rule)
{
    book_writing *w = c->w;
    wn_str part = book_part_of(c->seen, c->file, column);

    *rule = part.len ? NULL : rule_of(c, column);
    if (part.len)
        return wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_PART_OF),
                               WN_FMT(part));
    if (*rule)
        return wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_BY_PATTERN),
                               WN_FMT(edit_value(*rule, "from")));
    return book_use_of(w, (size_t)(c->file - w->plan->files), column);
}

/* The row of such a column. */
static void put_unnamed(columns_writing *c, const wn_seen_column *column)
{
    const edit_node *rule;
    wn_str said = said_of(c, column->name, &rule);
    bool is_drop = rule && wn_str_equal(rule->name, WN_STR("drop"));

    put_seen(c, column, column->name);
    if (rule)
        put_word(c, ACTION, is_drop ? WN_SAY_BOOK_DROP : WN_SAY_BOOK_KEEP, LOOK_TEXT);
    else if (said.len)
        put_word(c, ACTION, WN_SAY_BOOK_PART, LOOK_TEXT);
    else
        put_empty(c, ACTION, ACTION, LOOK_TEXT);
    put_empty(c, FIELD, OPTIONS, LOOK_TEXT);
    put(c, AFTER, said, LOOK_GIVEN);
    put_empty(c, VALID, VALID, LOOK_GIVEN);
    put_problem(
        c, said.len ? WN_STR("") : wn_str_of(wn_say(c->w->lang, WN_SAY_BOOK_NOT_DECIDED)),
        true);
    put(c, WHY, is_drop ? edit_value(rule, "why") : WN_STR(""), LOOK_TEXT);
    sheet_next(c->sheet);
}

/* Is this the element's column, or the first of them? */
static bool begins_with(columns_writing *c, size_t n, wn_str column)
{
    const edit_node *node = &c->w->mapping.nodes[n];

    if (node->parent != (int)(c->element - c->w->mapping.nodes) || c->done[n] ||
        wn_str_equal(node->name, WN_STR("signature")))
        return false;
    return book_is_meant(c->seen,
                         c->binds[n] >= 0 ? c->file->binds[c->binds[n]].columns[0]
                                          : edit_value(node, "from"),
                         column);
}

static void put_rows(columns_writing *c)
{
    const edit_doc *doc = &c->w->mapping;

    for (size_t s = 0; c->seen && s < c->seen->column_count; s++) {
        const wn_seen_column *column = &c->seen->columns[s];
        uint32_t before = c->sheet->row;
        for (size_t n = 0; n < doc->count; n++)
            if (begins_with(c, n, column->name))
                put_element(c, &doc->nodes[n], column);
        if (c->sheet->row == before)
            put_unnamed(c, column);
    }
    for (size_t n = 0; n < doc->count; n++)
        if (doc->nodes[n].parent == (int)(c->element - doc->nodes) && !c->done[n] &&
            !wn_str_equal(doc->nodes[n].name, WN_STR("signature")))
            put_element(c, &doc->nodes[n], NULL);
}

/* Number the <field>s of the <file>, in the order of the plan. */
static void number_binds(columns_writing *c, size_t file)
{
    const edit_doc *doc = &c->w->mapping;
    size_t files = 0, binds = 0;

    for (size_t n = 0; n < doc->count; n++) {
        c->binds[n] = -1;
        if (wn_str_equal(doc->nodes[n].name, WN_STR("file")) && files++ == file)
            c->element = &doc->nodes[n];
    }
    for (size_t n = 0; n < doc->count; n++)
        if (c->element && doc->nodes[n].parent == (int)(c->element - doc->nodes) &&
            wn_str_equal(doc->nodes[n].name, WN_STR("field")) &&
            binds < c->file->bind_count)
            c->binds[n] = (int)binds++;
}

static void finish(columns_writing *c)
{
    const char *actions[] = {wn_say(c->w->lang, WN_SAY_BOOK_MAP),
                             wn_say(c->w->lang, WN_SAY_BOOK_KEEP),
                             wn_say(c->w->lang, WN_SAY_BOOK_DROP), NULL};
    const sheet *s = c->sheet;
    char name[32];

    snprintf(name, sizeof(name), "fields_%d", c->file->entity->number + 1);
    book_offer_name(s->lxw, FIELD, s->head + 1, s->row - 1, name);
    sheet_finish(c->sheet, ACTION, actions);
}

wn_rc book_write_columns(book_writing *w, size_t file)
{
    columns_writing c = {.w = w,
                         .file = &w->plan->files[file],
                         .seen = w->seen->files && w->seen->files[file].is_seen
                                     ? &w->seen->files[file]
                                     : NULL,
                         .sheet = &w->tables[file]};
    const char *files = wn_say(w->lang, WN_SAY_BOOK_SHEET_FILES);

    c.done = wn_alloc(w->mapping.count + 1, sizeof(*c.done));
    c.binds = wn_alloc(w->mapping.count + 1, sizeof(*c.binds));
    number_binds(&c, file);
    worksheet_set_tab_color(c.sheet->lxw, 0x1F4E9E);
    sheet_title(&w->book, c.sheet, w->titles[file].ptr);
    sheet_link(&w->book, c.sheet, ACTION, files,
               wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_BACK), files).ptr);
    c.sheet->row++;
    sheet_heads(&w->book, c.sheet, columns, HEADINGS, 2);
    if (c.element)
        put_rows(&c);
    finish(&c);
    free(c.done);
    free(c.binds);
    return WN_OK;
}
