/* list_name.c - how the sheet of a check is called in a work list, and which check a
 * sheet is about. */
#include "list_name.h"

#include "core/finding.h"
#include "core/stage.h"

#include <stdio.h>

/* How much a name says: the label; the entity, too; the id. */
enum { LABEL, ENTITY, ID, LEVELS };

static void name_at(const wn_check *check, wn_lang lang, int level, char out[SHEET_NAME])
{
    const wn_entity *entity = check->entity;
    wn_str label = wn_check_label(check, lang),
           more = level == ENTITY ? wn_label(lang, entity->en, entity->zh, entity->name)
                  : level == ID   ? check->id
                                  : WN_STR("");
    char text[1024];

    snprintf(text, sizeof(text), "%.*s%s%.*s", (int)(more.len < 300 ? more.len : 300),
             more.ptr, more.len ? " " : "", (int)(label.len < 600 ? label.len : 600),
             label.ptr);
    sheet_begin_name(wn_str_of(text), out);
}

static bool is_alone(const wn_model *model, const wn_check *check, wn_lang lang,
                     int level, const char *name)
{
    char other[SHEET_NAME];

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *each = &model->entities[e].checks[c];
            if (each == check)
                continue;
            name_at(each, lang, level, other);
            if (wn_str_equal_nocase(wn_str_of(other), wn_str_of(name)))
                return false;
        }
    return true;
}

void list_name(const wn_model *model, const wn_check *check, wn_lang lang,
               char out[SHEET_NAME])
{
    int level = LABEL;

    do
        name_at(check, lang, level, out);
    while (!is_alone(model, check, lang, level, out) && ++level < LEVELS);
}

/* Is the sheet called so, with "(2)" behind it or not? */
static bool is_called(wn_str title, wn_str name)
{
    size_t digits = title.len > name.len + 2 ? title.len - name.len - 2 : 0;

    if (name.len == 0 || title.len < name.len ||
        !wn_str_equal((wn_str){title.ptr, name.len}, name))
        return false;
    wn_str number = {title.ptr + name.len + 1, digits};
    return title.len == name.len ||
           (digits > 0 && wn_str_span(number, "0123456789") == digits &&
            title.ptr[name.len] == '(' && title.ptr[title.len - 1] == ')');
}

/* In older lists: the id; of a check that the model implies, its kind and the entity. */
static bool is_by_id(const wn_check *check, wn_str title)
{
    char name[512];

    snprintf(name, sizeof(name), "%.*s %.*s", WN_FMT(check->id),
             WN_FMT(check->entity->name));
    return is_called(title, check->id) || is_called(title, wn_str_of(name));
}

static bool is_of(const wn_model *model, const wn_check *check, wn_str title)
{
    char name[SHEET_NAME];

    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        for (int level = LABEL; level < LEVELS; level++) {
            name_at(check, lang, level, name);
            if (!is_called(title, wn_str_of(name)))
                continue;
            list_name(model, check, lang, name);
            if (is_called(title, wn_str_of(name)))
                return true;
        }
    return is_by_id(check, title);
}

const wn_check *list_check(const wn_model *model, wn_str title)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            if (is_of(model, &model->entities[e].checks[c], title))
                return &model->entities[e].checks[c];
    return NULL;
}

/* ---- workbooks of departments ----------------------------------------------------- */

static bool is_taken(const wn_str *names, size_t count, wn_str name)
{
    for (size_t i = 0; i < count; i++)
        if (wn_str_equal_nocase(names[i], name))
            return true;
    return false;
}

#define LONGEST 150 /* bytes of a department in the name of its workbook */

wn_str list_book_name(const wn_str *names, size_t count, wn_str department,
                      wn_arena *arena)
{
    char kept[LONGEST];
    wn_str base = {kept, department.len < LONGEST ? department.len : LONGEST};

    for (size_t i = 0; i < base.len; i++) {
        unsigned char c = (unsigned char)department.ptr[i];
        bool good = c >= 0x80 || (c >= '0' && c <= '9') || (c | 32) - 'a' + 0u < 26u ||
                    c == '-' || c == '_';
        kept[i] = good ? (char)c : '_';
    }
    base.len = wn_utf8_valid(base);
    wn_str name = wn_arena_format(arena, "worklists-%.*s.xlsx", WN_FMT(base));
    for (size_t n = 2; is_taken(names, count, name); n++)
        name = wn_arena_format(arena, "worklists-%.*s-%zu.xlsx", WN_FMT(base), n);
    return name;
}
