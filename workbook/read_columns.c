/*
 * read_columns.c - what people changed in the sheet of a table: which column goes where.
 *
 * Rows may be sorted, so a row is known by its column's name, and, where a column goes to
 * several fields, by its field. What no row is about any more was deleted by somebody.
 */
#include "reading.h"

#include "core/memory.h"

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

static const book_heading_of headings[] = {
    {"to", FIELD},     {"from", FROM},   {"why", WHY},   {"note", WHY},
    {"type", OPTIONS}, {"field", FIELD}, {NULL, OPTIONS}};

static const char *const tags[] = {
    [BOOK_MAP] = "field", [BOOK_KEEP] = "keep", [BOOK_DROP] = "drop"};

/* A row of the sheet. */
typedef struct column_row {
    const grid_row *row;
    wn_str from, to, why, options; /* to: as the mapping names the field */
    book_action action;
    edit_node *node; /* the element that it is of; NULL: none */
} column_row;

typedef struct taking {
    wn_workbook *b;
    struct book_of_file *file;
    const book_table *t;
    column_row *rows;
    size_t count;
    edit_node **nodes; /* the elements of the file; NULL: taken by a row */
    size_t node_count;
} taking;

/* ---- what a row says -------------------------------------------------------------- */

/* Set row->to to the name of the field that the cell means. A name that the model does
 * not have is a new field if the options name its type. */
static bool find_field(taking *k, column_row *row)
{
    wn_workbook *b = k->b;
    wn_str text = book_cell(k->t, row->row, FIELD);
    const wn_model *model = &b->plan.model;
    const wn_entity *entity =
        k->file->entity >= 0 ? &model->entities[k->file->entity] : NULL;
    wn_named named = entity ? book_field_find(entity, text) : (wn_named){-1, -1};
    int found = named.at;
    book_option options[BOOK_OPTIONS];
    wn_str bad = WN_STR("");

    if (named.other >= 0)
        book_note(b, k->t, row->row, FIELD, WN_SAY_MAP_NAMED_TWICE, WN_FMT(text),
                  WN_FMT(entity->fields[named.at].name),
                  WN_FMT(entity->fields[named.other].name));
    row->to = found >= 0 ? entity->fields[found].name : text;
    if (found >= 0 || !entity)
        return true;
    if (!text.len) {
        book_note(b, k->t, row->row, FIELD, WN_SAY_BOOK_FIELD_MISSING,
                  wn_say(b->lang, WN_SAY_BOOK_FIELD));
        return false;
    }
    size_t count = book_read_options(row->options, options, &bad, &b->arena);
    for (size_t i = 0; i < count && count != SIZE_MAX; i++)
        if (wn_str_equal(options[i].name, WN_STR("type")))
            return true;
    wn_str *labels = wn_alloc(entity->field_count + 1, sizeof(*labels));
    for (size_t f = 0; f < entity->field_count; f++)
        labels[f] = book_field_label(entity, &entity->fields[f], b->lang, &b->arena);
    wn_str close = wn_suggest(text, labels, entity->field_count),
           label = wn_label(b->lang, entity->en, entity->zh, entity->name);
    if (close.len)
        book_note(b, k->t, row->row, FIELD, WN_SAY_BOOK_FIELD_CLOSE, WN_FMT(label),
                  WN_FMT(text), WN_FMT(close));
    else
        book_note(b, k->t, row->row, FIELD, WN_SAY_BOOK_FIELD_UNKNOWN, WN_FMT(label),
                  WN_FMT(text));
    free(labels);
    return false;
}

/* Read the row; false: it says nothing, or something that cannot be. */
static bool read_row(taking *k, const grid_row *row, column_row *out)
{
    wn_workbook *b = k->b;
    wn_str action = book_cell(k->t, row, ACTION), field = book_cell(k->t, row, FIELD);

    *out = (column_row){.row = row,
                        .from = book_cell(k->t, row, FROM),
                        .why = book_cell(k->t, row, WHY),
                        .options = book_cell(k->t, row, OPTIONS)};
    if (!out->from.len && !action.len && !field.len)
        return false;
    if (!out->from.len) {
        book_note(b, k->t, row, FROM, WN_SAY_BOOK_FROM_MISSING);
        return false;
    }
    out->action = BOOK_MAP; /* a field alone says enough */
    if (action.len ? !book_action_find(action, &out->action) : !field.len) {
        if (!action.len && b->set_count && !book_is_set(b, row))
            return false; /* it is still to be decided; this is about other cells */
        if (action.len)
            book_note(b, k->t, row, ACTION, WN_SAY_BOOK_ACTION_UNKNOWN, WN_FMT(action));
        else
            book_note(b, k->t, row, ACTION, WN_SAY_BOOK_ACTION_MISSING,
                      WN_FMT(out->from));
        return false;
    }
    return out->action != BOOK_PART && (out->action != BOOK_MAP || find_field(k, out));
}

/* ---- the element that it is of ---------------------------------------------------- */

/* Does the <field> go to the field of this name? It may say it by a label. */
static bool goes_to(const taking *k, const edit_node *node, wn_str name)
{
    const wn_entity *entity = k->b->plan.files[k->file - k->b->files].entity;
    wn_str to = edit_value(node, "to");
    int at = wn_field_named(entity, to).at;

    return wn_str_equal(at < 0 ? to : entity->fields[at].name, name);
}

enum { SAME_FIELD, SAME_ACTION, SAME_COLUMN, WAYS };

static bool fits(const taking *k, const column_row *row, const edit_node *node, int way,
                 bool exactly)
{
    wn_str from = edit_value(node, "from");
    bool column = exactly ? wn_str_equal(wn_str_trim(from), row->from)
                          : wn_fold_equal(from, row->from);
    bool action = wn_str_equal(node->name, wn_str_of(tags[row->action]));
    bool field = row->action != BOOK_MAP || goes_to(k, node, row->to);

    return column && (way == SAME_COLUMN || (action && (way == SAME_ACTION || field)));
}

/* Somebody wrote another column for the field. */
static bool has_target(const taking *k, const column_row *row, const edit_node *node)
{
    return row->action == BOOK_MAP && wn_str_equal(node->name, WN_STR("field")) &&
           goes_to(k, node, row->to);
}

/* First the names that are the same to the letter: a table may have Phone and Phone*. */
static void find_nodes(taking *k)
{
    for (int way = 0; way < 2 * WAYS + 1; way++)
        for (size_t r = 0; r < k->count; r++)
            for (size_t n = 0; n < k->node_count && !k->rows[r].node; n++) {
                if (!k->nodes[n] ||
                    !(way == 2 * WAYS
                          ? has_target(k, &k->rows[r], k->nodes[n])
                          : fits(k, &k->rows[r], k->nodes[n], way % WAYS, way < WAYS)))
                    continue;
                k->rows[r].node = k->nodes[n];
                k->nodes[n] = NULL;
            }
}

/* A row that was there before, of the same column and field; or NULL. */
static const column_row *find_twin(const taking *k, const column_row *row)
{
    for (const column_row *other = k->rows; other < row; other++)
        if (wn_str_equal(other->from, row->from) && other->action == row->action &&
            wn_str_equal(other->to, row->to))
            return other;
    return NULL;
}

/* A row above that goes to the same field; or NULL. */
static const column_row *find_rival(const taking *k, const column_row *row)
{
    for (const column_row *other = k->rows; other < row; other++)
        if (row->action == BOOK_MAP && other->action == BOOK_MAP &&
            wn_str_equal(other->to, row->to))
            return other;
    return NULL;
}

/* The <keep> or <drop> that the column falls under, by its name or by a pattern. */
static const edit_node *rule_of(const taking *k, wn_str column)
{
    const edit_doc *doc = &k->b->mapping;

    for (const edit_node *n = k->file->node + 1; n < doc->nodes + doc->count; n++) {
        if (n->parent != (int)(k->file->node - doc->nodes))
            continue;
        if (!wn_str_equal(n->name, WN_STR("field")) &&
            wn_pattern_match(edit_value(n, "from"), column))
            return n;
    }
    return NULL;
}

/* Does the rule stay as it is? Somebody may have changed or deleted its row. */
static bool stays(const taking *k, const edit_node *rule)
{
    for (const column_row *row = k->rows; row < k->rows + k->count; row++)
        if (row->node == rule)
            return wn_str_equal(rule->name, wn_str_of(tags[row->action])) &&
                   wn_str_equal(wn_str_trim(edit_value(rule, "from")), row->from);
    return false;
}

/* ---- changes ---------------------------------------------------------------------- */

static wn_str element_of(taking *k, const column_row *row)
{
    wn_workbook *b = k->b;
    wn_buf tag = {0};
    book_option options[BOOK_OPTIONS];
    wn_str bad = WN_STR("");

    wn_buf_format(&tag, "<%s", tags[row->action]);
    if (row->action == BOOK_MAP)
        wn_xml_attr(&tag, "to", row->to);
    wn_xml_attr(&tag, "from", row->from);
    if (row->action == BOOK_KEEP)
        wn_xml_attr(&tag, "as", WN_STR("extra"));
    size_t count = row->action == BOOK_MAP
                       ? book_read_options(row->options, options, &bad, &b->arena)
                       : 0;
    if (count == SIZE_MAX)
        book_note(b, k->t, row->row, OPTIONS, WN_SAY_BOOK_OPTION_UNKNOWN, WN_FMT(bad),
                  wn_say(b->lang, WN_SAY_BOOK_SHEET_OPTIONS));
    for (size_t i = 0; i < count && count != SIZE_MAX; i++)
        wn_xml_attr(&tag, options[i].name.ptr, options[i].value);
    if (row->why.len)
        wn_xml_attr(&tag, row->action == BOOK_DROP ? "why" : "note", row->why);
    wn_buf_add(&tag, WN_STR("/>"));
    wn_str out = wn_arena_str(&b->arena, wn_buf_str(&tag));
    wn_buf_release(&tag);
    return out;
}

static void change(taking *k, column_row *row)
{
    wn_workbook *b = k->b;
    edit_doc *doc = &b->mapping;
    const char *why = row->action == BOOK_DROP ? "why" : "note";

    if (!wn_str_equal(row->node->name, wn_str_of(tags[row->action]))) {
        edit_replace(doc, row->node, element_of(k, row));
        return;
    }
    if (!book_same(row->from, edit_value(row->node, "from"), &b->arena))
        edit_set(doc, row->node, "from", row->from);
    if (row->action == BOOK_MAP) {
        if (!goes_to(k, row->node, row->to))
            edit_set(doc, row->node, "to", row->to);
        if (k->t->at[OPTIONS] >= 0)
            book_take_options(b, doc, row->node, row->options, book_own_field, k->t,
                              row->row, OPTIONS);
    }
    if (k->t->at[WHY] < 0 || book_same(row->why, edit_value(row->node, why), &b->arena))
        return;
    if (row->why.len)
        edit_set(doc, row->node, why, row->why);
    else
        edit_unset(doc, row->node, why);
}

static void add(taking *k, const column_row *row, uint32_t ref)
{
    const edit_node *rule = row->action == BOOK_MAP ? NULL : rule_of(k, row->from);

    if (rule && stays(k, rule) &&
        wn_str_equal(rule->name, wn_str_of(tags[row->action])) &&
        (row->action == BOOK_KEEP || !row->why.len ||
         wn_str_equal(row->why, edit_value(rule, "why"))))
        return; /* what it says is so already */
    if (rule)   /* the first rule that fits a column counts */
        edit_add_before(&k->b->mapping, rule, element_of(k, row), ref);
    else
        edit_add_last(&k->b->mapping, k->file->node, element_of(k, row), ref);
}

/* Are the options those that the row had before? Then nobody asks for them. */
static bool are_left(const taking *k, const column_row *row)
{
    wn_buf text = {0};

    if (row->node)
        book_say_options(row->node, book_own_field, "=", k->b->lang, &text);
    bool same = row->node && book_same(row->options, wn_buf_str(&text), &k->b->arena);
    wn_buf_release(&text);
    return same;
}

static void take_row(taking *k, column_row *row)
{
    wn_workbook *b = k->b;
    const column_row *twin = find_twin(k, row), *rival = find_rival(k, row);
    uint32_t ref = book_place_add(b, k->t, row->row, headings);

    if (twin && !row->node) {
        book_note(b, k->t, row->row, FROM, WN_SAY_BOOK_TWICE, WN_FMT(row->from),
                  (unsigned long long)twin->row->line);
        return;
    }
    if (rival) {
        book_note(b, k->t, row->row, FIELD, WN_SAY_BOOK_FIELD_TWICE,
                  WN_FMT(book_cell(k->t, row->row, FIELD)),
                  (unsigned long long)rival->row->line, WN_FMT(rival->from));
        return;
    }
    if (row->action == BOOK_DROP && !row->why.len) {
        const edit_node *rule = row->node ? NULL : rule_of(k, row->from);
        if (!rule || !stays(k, rule) || !wn_str_equal(rule->name, WN_STR("drop"))) {
            book_note(b, k->t, row->row, WHY, WN_SAY_BOOK_WHY_MISSING,
                      wn_say(b->lang, WN_SAY_BOOK_WHY));
            return;
        }
    }
    if (row->action != BOOK_MAP && row->options.len && !are_left(k, row))
        book_note(b, k->t, row->row, OPTIONS, WN_SAY_BOOK_OPTIONS_NOWHERE);
    if (!row->node) {
        add(k, row, ref);
        return;
    }
    row->node->ref = ref;
    change(k, row);
}

static void remove_rest(taking *k, bool complete)
{
    for (size_t n = 0; n < k->node_count && complete; n++) {
        if (!k->nodes[n])
            continue;
        wn_str from = edit_value(k->nodes[n], "from");
        edit_remove(&k->b->mapping, k->nodes[n]);
        book_note(k->b, k->t, NULL, FROM, WN_SAY_BOOK_ROW_GONE, WN_FMT(from));
        k->b->diags->items[k->b->diags->count - 1].is_note = true;
        k->b->diags->errors--;
    }
}

void book_take_columns(wn_workbook *b, struct book_of_file *file)
{
    static const int must[] = {FROM, ACTION, FIELD, -1, OPTIONS, WHY, -1};
    taking k = {.b = b, .file = file, .t = &file->table};
    size_t errors = b->diags->errors;

    if (!book_table_open(b, &file->table, file->table.sheet, WN_SAY_BOOK_LETTER, HEADINGS,
                         must))
        return;
    k.rows = wn_alloc(file->table.sheet->count + 1, sizeof(*k.rows));
    for (size_t r = file->table.first; r < file->table.sheet->count; r++)
        k.count += read_row(&k, &file->table.sheet->rows[r], &k.rows[k.count]);
    k.nodes = wn_alloc(b->mapping.count + 1, sizeof(*k.nodes));
    for (size_t n = 0; n < b->mapping.count; n++) {
        edit_node *node = &b->mapping.nodes[n];
        if (node->parent == (int)(file->node - b->mapping.nodes) &&
            !wn_str_equal(node->name, WN_STR("signature")))
            k.nodes[k.node_count++] = node;
    }
    find_nodes(&k);
    for (size_t r = 0; r < k.count; r++)
        take_row(&k, &k.rows[r]);
    remove_rest(&k, errors == b->diags->errors);
    free(k.rows);
    free(k.nodes);
}
