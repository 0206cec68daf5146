/* standard.c - the data standard that a mapping is: what becomes of every column, the
 * lists, the links, the checks. */
#include "standard_parts.h"

#include "core/finding.h"

#include <string.h>

/* ---- tables ----------------------------------------------------------------------- */

/* What else there is to say of a field that a column goes to: its list, where it leads,
 * the options, the remark. */
static wn_str more_of(standard_making *m, const wn_field *field, const edit_node *node)
{
    static const char *const own[] = {"to", "from", "note", "type", NULL};
    wn_buf out = {0}, options = {0};
    wn_str note = node ? edit_value(node, "note") : WN_STR(""), list = WN_STR("");

    if (field->list) {
        list = standard_list(m, field->list);
        wn_buf_format(&out, wn_say(m->lang, WN_SAY_STANDARD_OF_LIST), WN_FMT(list));
    } else if (field->target >= 0) {
        list = standard_entity(m, &m->plan->model.entities[field->target]);
        wn_buf_format(&out, wn_say(m->lang, WN_SAY_STANDARD_LINK_TO), WN_FMT(list));
    }
    if (node)
        book_say_options(node, own, wn_say(m->lang, WN_SAY_REPORT_COLON), m->lang,
                         &options);
    const wn_str more[] = {wn_buf_str(&options), note};
    for (size_t i = 0; i < WN_COUNT(more); i++)
        if (more[i].len > 0)
            wn_buf_format(&out, "%s%.*s",
                          out.len ? wn_say(m->lang, WN_SAY_STANDARD_BETWEEN) : "",
                          WN_FMT(more[i]));
    wn_str text = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    wn_buf_release(&options);
    return text;
}

static wn_str required(standard_making *m, const wn_field *field)
{
    return field->required ? standard_word(m, WN_SAY_BOOK_VALUE_YES) : WN_STR("");
}

static void put_fields(standard_making *m, size_t file)
{
    static const wn_word heads[] = {WN_SAY_STANDARD_OLD, WN_SAY_STANDARD_NEW,
                                    WN_SAY_BOOK_FIELD_TYPE, WN_SAY_BOOK_FIELD_REQUIRED,
                                    WN_SAY_STANDARD_MORE};
    const wn_file *f = &m->plan->files[file];
    const edit_node *element = standard_file(m, file);
    int at = -1;

    standard_table(m, heads, WN_COUNT(heads));
    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_field *field = &f->entity->fields[f->binds[b].field];
        at = standard_next(m, element, at, "field");
        const wn_str cells[] = {
            standard_columns(m, &f->binds[b]), standard_field(m, f->entity, field),
            book_type_label(m->lang, wn_str_of(field->type->name)), required(m, field),
            more_of(m, field, at >= 0 ? &m->doc.nodes[at] : NULL)};
        standard_row(m, cells, WN_COUNT(cells));
        if (at < 0)
            element = NULL;
    }
}

/* Which records the table has: its key, its conditions. */
static void put_facts(standard_making *m, size_t file)
{
    static const char *const own[] = {"entity", "path", "key", "where", "note", NULL};
    const wn_file *f = &m->plan->files[file];
    const edit_node *element = standard_file(m, file);
    wn_str keys = standard_join(m, f->keys, f->key_count, " + ");
    wn_buf options = {0};

    if (keys.len > 0)
        standard_note(m, standard_format(m, WN_SAY_STANDARD_KEY, WN_FMT(keys)));
    if (!element)
        return;
    wn_str where = edit_value(element, "where"), note = edit_value(element, "note");
    if (where.len > 0)
        standard_note(m, standard_format(m, WN_SAY_STANDARD_WHERE, WN_FMT(where)));
    book_say_options(element, own, wn_say(m->lang, WN_SAY_REPORT_COLON), m->lang,
                     &options);
    if (options.len > 0)
        standard_note(
            m, standard_format(m, WN_SAY_STANDARD_OPTIONS, WN_FMT(wn_buf_str(&options))));
    if (note.len > 0)
        standard_note(m, note);
    wn_buf_release(&options);
}

static void put_tables(standard_making *m)
{
    for (size_t i = 0; i < m->plan->file_count; i++) {
        const wn_file *f = &m->plan->files[i];
        wn_str entity = standard_entity(m, f->entity);
        standard_heading(
            m, 2,
            standard_format(m, WN_SAY_STANDARD_TABLE, WN_FMT(f->name), WN_FMT(entity)));
        put_facts(m, i);
        put_fields(m, i);
        standard_columns_of(m, i, "keep");
        standard_columns_of(m, i, "drop");
    }
    standard_skips(m);
}

/* ---- fields without a column ------------------------------------------------------ */

static void put_unfilled(standard_making *m)
{
    static const wn_word heads[] = {WN_SAY_BOOK_FIELD_ENTITY, WN_SAY_BOOK_FIELD_LABEL,
                                    WN_SAY_BOOK_FIELD_TYPE, WN_SAY_BOOK_FIELD_REQUIRED};
    const wn_model *model = &m->plan->model;
    size_t shown = 0;

    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        for (size_t f = 0; standard_is_read(m, entity) && f < entity->field_count; f++) {
            const wn_field *field = &entity->fields[f];
            if ((int)f == entity->extra || standard_is_filled(m, entity, (int)f))
                continue;
            if (shown++ == 0) {
                standard_heading(m, 2, standard_word(m, WN_SAY_STANDARD_UNFILLED));
                standard_table(m, heads, WN_COUNT(heads));
            }
            const wn_str cells[] = {
                standard_entity(m, entity), standard_field(m, entity, field),
                book_type_label(m->lang, wn_str_of(field->type->name)),
                required(m, field)};
            standard_row(m, cells, WN_COUNT(cells));
        }
    }
}

/* ---- lists ------------------------------------------------------------------------ */

static void put_list(standard_making *m, const wn_list *list)
{
    static const wn_word heads[] = {WN_SAY_BOOK_CODE, WN_SAY_BOOK_CODE_LABEL,
                                    WN_SAY_STANDARD_SPELLINGS, WN_SAY_STANDARD_CONTAINS};
    size_t columns = list->word_count > 0 ? 4 : 3;

    standard_heading(m, 3, standard_list(m, list));
    standard_unknown(m, list);
    standard_table(m, heads, columns);
    for (size_t i = 0; i < list->count; i++) {
        const wn_list_item *item = &list->items[i];
        const wn_str cells[] = {
            item->code, wn_label(m->lang, item->en, item->zh, item->code),
            standard_spellings(m, list, i), standard_contains(m, list, i)};
        standard_row(m, cells, columns);
    }
}

/* ---- links and checks ------------------------------------------------------------- */

static void put_links(standard_making *m)
{
    static const wn_word heads[] = {WN_SAY_BOOK_LINK_TABLE, WN_SAY_STANDARD_OLD,
                                    WN_SAY_STANDARD_NEW, WN_SAY_BOOK_LINK_TO,
                                    WN_SAY_BOOK_LINK_FATE};
    static const wn_word fates[] = {WN_SAY_BOOK_FATE_REPORT, WN_SAY_BOOK_FATE_REVIEW,
                                    WN_SAY_BOOK_FATE_REFUSE};
    size_t shown = 0;

    for (size_t i = 0; i < m->plan->file_count; i++) {
        const wn_file *f = &m->plan->files[i];
        for (size_t b = 0; b < f->bind_count; b++) {
            const wn_field *field = &f->entity->fields[f->binds[b].field];
            if (field->target < 0)
                continue;
            if (shown++ == 0) {
                standard_heading(m, 2, standard_word(m, WN_SAY_BOOK_SHEET_LINKS));
                standard_table(m, heads, WN_COUNT(heads));
            }
            const wn_str cells[] = {
                f->name, standard_columns(m, &f->binds[b]),
                standard_field(m, f->entity, field),
                standard_entity(m, &m->plan->model.entities[field->target]),
                standard_word(m, fates[field->orphan])};
            standard_row(m, cells, WN_COUNT(cells));
        }
    }
}

static wn_str fields_of(standard_making *m, const wn_check *check)
{
    wn_buf out = {0};

    for (size_t i = 0; i < check->field_count; i++) {
        wn_str label =
            standard_field(m, check->entity, &check->entity->fields[check->fields[i]]);
        wn_buf_format(&out, "%s%.*s", i ? wn_say(m->lang, WN_SAY_REPORT_LIST_COMMA) : "",
                      WN_FMT(label));
    }
    wn_str text = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return text;
}

/* The checks that the model names; those of every field of its type are no news. */
static void put_checks(standard_making *m)
{
    static const wn_word heads[] = {WN_SAY_BOOK_FIELD_ENTITY, WN_SAY_STANDARD_CHECK,
                                    WN_SAY_BOOK_FIELD_LABEL, WN_SAY_STANDARD_FAILS};
    static const wn_word fates[] = {WN_SAY_STANDARD_TOLD, WN_SAY_BOOK_FATE_REVIEW,
                                    WN_SAY_BOOK_FATE_REFUSE};
    const wn_model *model = &m->plan->model;

    standard_heading(m, 2, standard_word(m, WN_SAY_STANDARD_CHECKS));
    standard_note(m, standard_word(m, WN_SAY_STANDARD_CHECKS_ALL));
    for (size_t e = 0, shown = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        for (size_t c = 0; standard_is_read(m, entity) && c < entity->check_count; c++) {
            const wn_check *check = &entity->checks[c];
            if (wn_str_equal(check->id, wn_str_of(wn_rules[check->rule]->name)))
                continue;
            if (shown++ == 0)
                standard_table(m, heads, WN_COUNT(heads));
            const wn_str cells[] = {standard_entity(m, entity),
                                    wn_check_label(check, m->lang), fields_of(m, check),
                                    standard_word(m, fates[check->disposition])};
            standard_row(m, cells, WN_COUNT(cells));
        }
    }
}

void wn_standard_make(wn_standard *out, const wn_plan *plan, wn_str text, wn_lang lang)
{
    standard_making m;

    standard_begin(&m, out, plan, text, lang, WN_SAY_STANDARD_TITLE);
    standard_note(&m, standard_word(&m, WN_SAY_STANDARD_ABOUT));
    put_tables(&m);
    put_unfilled(&m);
    standard_lists(&m, WN_SAY_STANDARD_LISTS, NULL, put_list);
    put_links(&m);
    put_checks(&m);
    standard_end(&m);
}
