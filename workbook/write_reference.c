/* write_reference.c - what may be chosen: fields, codes of lists, options. Drop-downs
 * take their words from here, by names of the workbook. */
#include "writing.h"

#include "core/memory.h"
#include "model/grammar.h"
#include "transforms/transforms.h"

#include <string.h>

/* Give the cells of a column, from `first` to `last`, a name. */
static void define(book_writing *w, const char *name, wn_str tab, char column,
                   uint32_t first, uint32_t last)
{
    wn_str formula =
        wn_arena_format(&w->arena, "='%.*s'!$%c$%u:$%c$%u", WN_FMT(tab), column,
                        first + 1, column, (last > first ? last : first) + 1);

    workbook_define_name(w->book.lxw, name, formula.ptr);
}

/* ---- fields ----------------------------------------------------------------------- */

static void put_field(book_writing *w, sheet *s, const wn_entity *entity,
                      const wn_field *field)
{
    const wn_model *model = &w->plan->model;
    wn_str more = field->list          ? field->list->name
                  : field->target >= 0 ? book_label_of(w, &model->entities[field->target])
                                       : WN_STR("");

    book_put(w, s, 0, book_label_of(w, entity), LOOK_GIVEN);
    book_put(w, s, 1, book_field_label(entity, field, w->lang, &w->arena), LOOK_GIVEN);
    book_put(w, s, 2, field->name, LOOK_GIVEN);
    book_put(w, s, 3, book_type_label(w->lang, wn_str_of(field->type->name)), LOOK_GIVEN);
    book_put(w, s, 4,
             field->required ? wn_str_of(wn_say(w->lang, WN_SAY_BOOK_VALUE_YES))
                             : WN_STR(""),
             LOOK_GIVEN);
    book_put(w, s, 5, more, LOOK_GIVEN);
    sheet_next(s);
}

wn_rc book_write_fields(book_writing *w)
{
    static const sheet_column heads[] = {
        {.word = WN_SAY_BOOK_FIELD_ENTITY, .width = 16},
        {.word = WN_SAY_BOOK_FIELD_LABEL, .width = 26},
        {.word = WN_SAY_BOOK_FIELD_NAME, .width = 22},
        {.word = WN_SAY_BOOK_FIELD_TYPE, .width = 18},
        {.word = WN_SAY_BOOK_FIELD_REQUIRED, .width = 10},
        {.word = WN_SAY_BOOK_FIELD_LIST, .width = 28}};
    const wn_model *model = &w->plan->model;
    wn_str tab;
    sheet s =
        book_add_sheet(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_FIELDS)), &tab);
    char name[32];

    if (!s.lxw)
        return w->err->rc;
    sheet_heads(&w->book, &s, heads, WN_COUNT(heads), 0);
    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        uint32_t first = s.row;
        for (size_t f = 0; f < entity->field_count; f++)
            if ((int)f != entity->extra)
                put_field(w, &s, entity, &entity->fields[f]);
        snprintf(name, sizeof(name), "fields_%zu", e + 1);
        define(w, name, tab, 'B', first, s.row - 1);
    }
    sheet_finish(&s, -1, NULL);
    return WN_OK;
}

/* ---- codes ------------------------------------------------------------------------ */

wn_rc book_write_codes(book_writing *w)
{
    static const sheet_column heads[] = {{.word = WN_SAY_BOOK_VALUE_LIST, .width = 26},
                                         {.word = WN_SAY_BOOK_CODE, .width = 26},
                                         {.word = WN_SAY_BOOK_CODE_LABEL, .width = 30}};
    const wn_model *model = &w->plan->model;
    wn_str tab;
    sheet s =
        book_add_sheet(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_CODES)), &tab);
    char name[32];

    if (!s.lxw)
        return w->err->rc;
    sheet_heads(&w->book, &s, heads, WN_COUNT(heads), 0);
    for (size_t i = 0; i < model->list_count; i++) {
        const wn_list *list = &model->lists[i];
        uint32_t first = s.row;
        for (size_t k = 0; k < list->count; k++) {
            const wn_list_item *item = &list->items[k];
            book_put(w, &s, 0, list->name, LOOK_GIVEN);
            book_put(w, &s, 1, item->code, LOOK_GIVEN);
            book_put(w, &s, 2, wn_label(w->lang, item->en, item->zh, item->code),
                     LOOK_GIVEN);
            sheet_next(&s);
        }
        snprintf(name, sizeof(name), "list_%zu", i + 1);
        define(w, name, tab, 'C', first, s.row - 1);
    }
    sheet_finish(&s, -1, NULL);
    uint32_t first = ++s.row; /* below: what records can be */
    for (size_t e = 0; e < model->entity_count; e++) {
        book_put(w, &s, 2, book_label_of(w, &model->entities[e]), LOOK_GIVEN);
        sheet_next(&s);
    }
    define(w, "entities", tab, 'C', first, s.row - 1);
    return WN_OK;
}

/* ---- options ---------------------------------------------------------------------- */

/* Append the types that have the option, and take its values and meaning from the first
 * of them. */
static void find_types(book_writing *w, const char *name, wn_buf *types,
                       const wn_option **option)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++) {
        const wn_option *o = wn_option_find(*t, wn_str_of(name));
        if (!o)
            continue;
        *option = *option ? *option : o;
        wn_buf_format(types, "%s%.*s", types->len ? w->lang == WN_ZH ? "、" : ", " : "",
                      WN_FMT(book_type_label(w->lang, wn_str_of((*t)->name))));
    }
}

/* What an attribute of <field> or <file> means, where it is no option of a type. */
static const char *meaning_of(book_writing *w, const char *name)
{
    for (const element_rule *e = grammar; e->name; e++) {
        bool holds =
            (e->parent && !strcmp(e->parent, "file") && !strcmp(e->name, "field")) ||
            (!strcmp(e->name, "file") && e->parent);
        for (const attr_rule *a = e->attrs; holds && a->name; a++)
            if (!strcmp(a->name, name))
                return w->lang == WN_ZH ? a->zh : a->en;
    }
    return "";
}

static void put_option(book_writing *w, sheet *s, const char *name)
{
    const wn_option *option = NULL;
    wn_buf types = {0}, values = {0};

    find_types(w, name, &types, &option);
    for (size_t i = 0; option && option->choices && option->choices[i]; i++)
        wn_buf_format(&values, "%s%.*s", i ? " | " : "",
                      WN_FMT(book_value_label(w->lang, wn_str_of(name),
                                              wn_str_of(option->choices[i]))));
    const char *means = !option            ? meaning_of(w, name)
                        : w->lang == WN_ZH ? option->zh
                                           : option->en;
    book_put(w, s, 0, book_option_label(w->lang, wn_str_of(name)), LOOK_GIVEN);
    book_put(w, s, 1, wn_buf_str(&values), LOOK_GIVEN);
    book_put(w, s, 2, wn_str_of(means), LOOK_GIVEN);
    book_put(w, s, 3, wn_buf_str(&types), LOOK_GIVEN);
    book_put(w, s, 4, wn_str_of(name), LOOK_GIVEN);
    sheet_next(s);
    wn_buf_release(&types);
    wn_buf_release(&values);
}

wn_rc book_write_options(book_writing *w)
{
    static const sheet_column heads[] = {{.word = WN_SAY_BOOK_OPTION, .width = 22},
                                         {.word = WN_SAY_BOOK_OPTION_VALUES, .width = 32},
                                         {.word = WN_SAY_BOOK_OPTION_MEANS, .width = 80},
                                         {.word = WN_SAY_BOOK_OPTION_TYPES, .width = 32},
                                         {.word = WN_SAY_BOOK_OPTION_NAME, .width = 14}};
    sheet s =
        book_add_sheet(w, wn_str_of(wn_say(w->lang, WN_SAY_BOOK_SHEET_OPTIONS)), NULL);

    if (!s.lxw)
        return w->err->rc;
    sheet_heads(&w->book, &s, heads, WN_COUNT(heads), 0);
    for (size_t i = 0; book_option_name(i); i++)
        put_option(w, &s, book_option_name(i));
    return WN_OK;
}
