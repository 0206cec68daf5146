/* standard_changes.c - what a mapping changes for the people who work with the data. */
#include "standard_parts.h"

#include "core/finding.h"

#include <string.h>

/* ---- fields ----------------------------------------------------------------------- */

/* Is the field still called as its column was, in any language? */
static bool keeps_name(const wn_field *field, wn_str column)
{
    return wn_fold_equal(field->name, column) || wn_fold_equal(field->en, column) ||
           wn_fold_equal(field->zh, column);
}

static void put_renamed(standard_making *m, const wn_file *f)
{
    static const wn_word heads[] = {WN_SAY_STANDARD_OLD, WN_SAY_STANDARD_NEW};
    size_t shown = 0, same = 0;

    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_bind *bind = &f->binds[b];
        const wn_field *field = &f->entity->fields[bind->field];
        if (bind->count != 1)
            continue;
        if (keeps_name(field, bind->columns[0])) {
            same++;
            continue;
        }
        if (shown++ == 0) {
            standard_heading(m, 3, standard_word(m, WN_SAY_STANDARD_RENAMED));
            standard_table(m, heads, WN_COUNT(heads));
        }
        const wn_str cells[] = {bind->columns[0], standard_field(m, f->entity, field)};
        standard_row(m, cells, WN_COUNT(cells));
    }
    if (same > 0)
        standard_note(m, standard_format(m, WN_SAY_STANDARD_SAME, same));
}

/* How many fields read the column? */
static size_t readers_of(const wn_file *f, wn_str column)
{
    size_t count = 0;

    for (size_t b = 0; b < f->bind_count; b++)
        for (size_t c = 0; c < f->binds[b].count; c++)
            count += wn_str_equal(f->binds[b].columns[c], column);
    return count;
}

static bool is_first(const wn_file *f, size_t bind, size_t column)
{
    for (size_t b = 0; b <= bind; b++)
        for (size_t c = 0; c < (b < bind ? f->binds[b].count : column); c++)
            if (wn_str_equal(f->binds[b].columns[c], f->binds[bind].columns[column]))
                return false;
    return true;
}

/* The fields that read the column, in one text. */
static wn_str fields_of(standard_making *m, const wn_file *f, wn_str column)
{
    wn_buf out = {0};

    for (size_t b = 0; b < f->bind_count; b++)
        for (size_t c = 0; c < f->binds[b].count; c++) {
            const wn_field *field = &f->entity->fields[f->binds[b].field];
            wn_str label = standard_field(m, f->entity, field);
            if (wn_str_equal(f->binds[b].columns[c], column))
                wn_buf_format(&out, "%s%.*s", out.len ? " / " : "", WN_FMT(label));
        }
    wn_str text = wn_arena_str(&m->out->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return text;
}

static void put_joined(standard_making *m, const wn_file *f)
{
    static const wn_word heads[] = {WN_SAY_STANDARD_OLD, WN_SAY_STANDARD_NEW,
                                    WN_SAY_STANDARD_HOW};
    size_t before = m->out->count;

    standard_heading(m, 3, standard_word(m, WN_SAY_STANDARD_JOINED));
    standard_table(m, heads, WN_COUNT(heads));
    size_t empty = m->out->count;
    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_bind *bind = &f->binds[b];
        const wn_field *field = &f->entity->fields[bind->field];
        const wn_str joined[] = {
            standard_columns(m, bind), standard_field(m, f->entity, field),
            standard_word(m, bind->first_filled ? WN_SAY_STANDARD_FIRST_FILLED
                                                : WN_SAY_STANDARD_TOGETHER)};
        if (bind->count > 1)
            standard_row(m, joined, WN_COUNT(joined));
        for (size_t c = 0; c < bind->count; c++) {
            wn_str column = bind->columns[c];
            const wn_str split[] = {column, fields_of(m, f, column),
                                    standard_word(m, WN_SAY_STANDARD_SPLIT)};
            if (readers_of(f, column) > 1 && is_first(f, b, c))
                standard_row(m, split, WN_COUNT(split));
        }
    }
    if (m->out->count == empty)
        m->out->count = before;
}

/* ---- formats ---------------------------------------------------------------------- */

#define SHORT 24 /* columns of an example that people read at a glance */

typedef struct example {
    wn_str in, after;
} example;

/* The next character that people see, and is no blank; 0: none. */
static uint32_t next_seen(wn_str s, size_t *at)
{
    while (*at < s.len) {
        uint32_t c = wn_utf8_next(s, at);
        if (c != ' ' && c != 0xA0 && c != 0x3000 && (c < 0x2000 || c > 0x200F) &&
            !wn_is_hidden(c))
            return c;
    }
    return 0;
}

static bool differ(wn_str a, wn_str b)
{
    uint32_t c, d;
    size_t at = 0, bt = 0;

    do {
        c = next_seen(a, &at);
        d = next_seen(b, &bt);
    } while (c == d && c != 0);
    return c != d;
}

/* An example of the field's type that this column would change: as the type's own
 * examples have it, read with the column's options. False: none. */
static bool example_of(standard_making *m, const wn_file *f, size_t bind, example *out)
{
    const wn_field *field = &f->entity->fields[f->binds[bind].field];
    const wn_example *e = field->type->examples;

    *out = (example){0};
    for (; e && e->in && !field->list && field->target < 0; e++) {
        wn_cleaned cleaned;
        wn_verdict verdict =
            wn_transform_apply(field->type, wn_str_of(e->in), f->binds[bind].config,
                               &m->out->arena, &cleaned);
        if (verdict == WN_CLEAN && cleaned.remark == WN_REMARK_NONE &&
            differ(cleaned.value, wn_str_of(e->in)) &&
            (out->in.len == 0 || (wn_utf8_width(out->in) > SHORT &&
                                  wn_utf8_width(wn_str_of(e->in)) <= SHORT)))
            *out =
                (example){wn_str_of(e->in), wn_arena_str(&m->out->arena, cleaned.value)};
    }
    return out->in.len > 0;
}

/* Fields that change in the same way share a row. */
static void put_formats(standard_making *m, const wn_file *f)
{
    static const wn_word heads[] = {WN_SAY_STANDARD_NEW, WN_SAY_BOOK_FIELD_TYPE,
                                    WN_SAY_STANDARD_WRITTEN, WN_SAY_STANDARD_BECOMES};
    size_t first = 0;

    for (size_t b = 0; b < f->bind_count; b++) {
        const wn_field *field = &f->entity->fields[f->binds[b].field];
        wn_standard_line *same = NULL;
        example found;
        if (!example_of(m, f, b, &found))
            continue;
        if (first == 0) {
            standard_heading(m, 3, standard_word(m, WN_SAY_STANDARD_FORMATS));
            standard_table(m, heads, WN_COUNT(heads));
            first = m->out->count;
        }
        const wn_str cells[] = {standard_field(m, f->entity, field),
                                book_type_label(m->lang, wn_str_of(field->type->name)),
                                found.in, found.after};
        for (size_t i = first; i < m->out->count; i++)
            if (wn_str_equal(m->out->lines[i].cells[1], cells[1]) &&
                wn_str_equal(m->out->lines[i].cells[2], found.in) &&
                wn_str_equal(m->out->lines[i].cells[3], found.after))
                same = &m->out->lines[i];
        if (!same) {
            standard_row(m, cells, WN_COUNT(cells));
        } else {
            const wn_str both[] = {same->cells[0], cells[0]};
            same->cells[0] = standard_join(m, both, 2, " / ");
        }
    }
}

/* ---- lists ------------------------------------------------------------------------ */

/* What the old system may have for the item, in one text. */
static wn_str old_values(standard_making *m, const wn_list *list, size_t i)
{
    const wn_list_item *item = &list->items[i];
    wn_str label = wn_label(m->lang, item->en, item->zh, item->code),
           other = m->lang == WN_ZH ? item->en : item->zh,
           words = standard_contains(m, list, i);
    wn_str texts[] = {
        wn_str_equal(other, label) ? WN_STR("") : other, standard_spellings(m, list, i),
        words.len ? standard_format(m, WN_SAY_STANDARD_WITH_WORDS, WN_FMT(words))
                  : WN_STR("")};
    size_t count = 0;

    for (size_t t = 0; t < WN_COUNT(texts); t++)
        if (texts[t].len > 0)
            texts[count++] = texts[t];
    return standard_join(m, texts, count, " | ");
}

static void put_list(standard_making *m, const wn_list *list)
{
    static const wn_word heads[] = {WN_SAY_STANDARD_WAS, WN_SAY_STANDARD_BECOMES,
                                    WN_SAY_BOOK_CODE};

    standard_heading(m, 3, standard_list(m, list));
    standard_table(m, heads, WN_COUNT(heads));
    for (size_t i = 0; i < list->count; i++) {
        const wn_list_item *item = &list->items[i];
        const wn_str cells[] = {old_values(m, list, i),
                                wn_label(m->lang, item->en, item->zh, item->code),
                                item->code};
        if (cells[0].len > 0)
            standard_row(m, cells, WN_COUNT(cells));
    }
    standard_unknown(m, list);
}

/* ---- what must be filled from now on ---------------------------------------------- */

/* Is the field asked for, by itself or by a check of the model? */
static bool is_asked(const wn_entity *entity, int field)
{
    if (entity->fields[field].required)
        return true;
    for (size_t c = 0; c < entity->check_count; c++)
        if (entity->checks[c].rule == WN_RULE_REQUIRED)
            for (size_t i = 0; i < entity->checks[c].field_count; i++)
                if (entity->checks[c].fields[i] == field)
                    return true;
    return false;
}

static void put_required(standard_making *m)
{
    static const wn_word heads[] = {WN_SAY_BOOK_FIELD_ENTITY, WN_SAY_STANDARD_NEW,
                                    WN_SAY_BOOK_FIELD_TYPE};
    const wn_model *model = &m->plan->model;
    size_t shown = 0;

    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        for (size_t f = 0; standard_is_read(m, entity) && f < entity->field_count; f++) {
            const wn_field *field = &entity->fields[f];
            if (!is_asked(entity, (int)f) || standard_is_filled(m, entity, (int)f))
                continue;
            if (shown++ == 0) {
                standard_heading(m, 2, standard_word(m, WN_SAY_STANDARD_NEWLY_ASKED));
                standard_table(m, heads, WN_COUNT(heads));
            }
            const wn_str cells[] = {
                standard_entity(m, entity), standard_field(m, entity, field),
                book_type_label(m->lang, wn_str_of(field->type->name))};
            standard_row(m, cells, WN_COUNT(cells));
        }
    }
}

void wn_standard_changes(wn_standard *out, const wn_plan *plan, wn_str text, wn_lang lang)
{
    static const wn_word unknown[] = {WN_SAY_STANDARD_NOT_COLUMNS,
                                      WN_SAY_STANDARD_NOT_VALUES,
                                      WN_SAY_STANDARD_NOT_SCREENS};
    static const wn_word known = WN_SAY_STANDARD_LISTS_KNOWN;
    standard_making m;

    standard_begin(&m, out, plan, text, lang, WN_SAY_STANDARD_CHANGES);
    standard_note(&m, standard_word(&m, WN_SAY_STANDARD_CHANGES_ABOUT));
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *f = &plan->files[i];
        wn_str entity = standard_entity(&m, f->entity);
        standard_heading(
            &m, 2,
            standard_format(&m, WN_SAY_STANDARD_TABLE, WN_FMT(f->name), WN_FMT(entity)));
        put_renamed(&m, f);
        put_joined(&m, f);
        put_formats(&m, f);
        standard_columns_of(&m, i, "drop");
        standard_columns_of(&m, i, "keep");
    }
    standard_skips(&m);
    standard_lists(&m, WN_SAY_STANDARD_LISTS_CHANGED, &known, put_list);
    put_required(&m);
    standard_heading(&m, 2, standard_word(&m, WN_SAY_STANDARD_NOT_KNOWN));
    for (size_t i = 0; i < WN_COUNT(unknown); i++)
        standard_note(&m, standard_word(&m, unknown[i]));
    standard_end(&m);
}
