/* column_choices.c - options of a column as buttons, each with an example of its own. */
#include "column_choices.h"

#include "core/memory.h"

#include <string.h>

/* An option, a value of it, and a sample for which they matter; NULL: as before. */
static const struct choice {
    const char *name, *value, *sample;
    column_cause cures;
} choices[] = {
    {"date-order", "dmy", "03/04/2024", CAUSE_ORDER},
    {"date-order", "mdy", "03/04/2024", CAUSE_ORDER},
    {"date-order", "ymd", "03/04/05", CAUSE_ORDER},
    {"decimal", "point", "1.234", CAUSE_DECIMAL},
    {"decimal", "comma", "1.234", CAUSE_DECIMAL},
    {"unit", "k", "12.5", CAUSE_UNIT},
    {"unit", "M", "12.5", CAUSE_UNIT},
    {"unit", "万", "12.5", CAUSE_UNIT},
    {"unit", "亿", "12.5", CAUSE_UNIT},
    {"region", "CN", "010 6512 3456", CAUSE_REGION},
    {"region", "US", "(212) 555-0123", CAUSE_REGION},
    {"region", "GB", "020 7946 0958", CAUSE_REGION},
    {"region", "DE", "030 23125678", CAUSE_REGION},
    {"region", "FR", "01 42 68 53 00", CAUSE_REGION},
    {"region", "JP", "03-3224-5000", CAUSE_REGION},
    {"region", "IN", "022 2282 4536", CAUSE_REGION},
};

/* Of two that say the same, only one may stand. */
static const char *const apart[][2] = {{"region", "region-from"}};

static wn_str cell(const shown_column *c, wn_word heading)
{
    return shown_cell(&c->table->sheet, c->row, heading);
}

shown_column shown_column_of(const shown_book *book, const shown_table *table,
                             const grid_row *row)
{
    shown_column c = {.book = book, .table = table, .row = row};
    wn_str label = cell(&c, WN_SAY_BOOK_FIELD);
    int at = label.len ? book_field_find(table->file->entity, label).at : -1;

    c.field = at >= 0 ? &table->file->entity->fields[at] : NULL;
    return c;
}

/* ---- causes ----------------------------------------------------------------------- */

/* Does the problem say "date order=..."? */
static bool names_option(wn_str problem, const char *name, wn_lang lang)
{
    wn_arena arena = {0};
    wn_str word = wn_arena_format(
        &arena, "%.*s=", WN_FMT(book_option_label(lang, wn_str_of(name))));
    bool does = memmem(problem.ptr, problem.len, word.ptr, word.len) != NULL;

    wn_arena_release(&arena);
    return does;
}

static bool has_option(const shown_column *c, const char *name)
{
    return c->field && wn_option_find(c->field->type, wn_str_of(name));
}

column_cause column_cause_of(const shown_column *c, wn_lang lang)
{
    static const struct {
        const char *option;
        column_cause cause;
    } named[] = {{"date-order", CAUSE_ORDER},
                 {"decimal", CAUSE_DECIMAL},
                 {"region", CAUSE_REGION},
                 {"region-from", CAUSE_REGION},
                 {"unit", CAUSE_UNIT}};
    wn_str problem = cell(c, WN_SAY_BOOK_PROBLEM);
    bool is_valid = wn_str_equal(cell(c, WN_SAY_BOOK_VALID), WN_STR("100%")) ||
                    cell(c, WN_SAY_BOOK_VALID).len == 0;

    if (!cell(c, WN_SAY_BOOK_ACTION).len && !cell(c, WN_SAY_BOOK_FIELD).len)
        return CAUSE_UNDECIDED;
    for (size_t i = 0; i < WN_COUNT(named); i++)
        if (has_option(c, named[i].option) && names_option(problem, named[i].option, lang))
            return named[i].cause;
    return c->field && c->field->list && !is_valid ? CAUSE_VALUES : CAUSE_OTHER;
}

/* ---- options ---------------------------------------------------------------------- */

static bool are_apart(wn_str a, wn_str b)
{
    for (size_t i = 0; i < WN_COUNT(apart); i++)
        if ((wn_str_equal(a, wn_str_of(apart[i][0])) &&
             wn_str_equal(b, wn_str_of(apart[i][1]))) ||
            (wn_str_equal(a, wn_str_of(apart[i][1])) &&
             wn_str_equal(b, wn_str_of(apart[i][0]))))
            return true;
    return false;
}

bool column_choose(wn_str options, wn_str choice, wn_lang lang, wn_arena *arena,
                   wn_str *out)
{
    wn_str value = choice, name = wn_str_cut(&value, WN_STR("=")), bad;
    book_option all[BOOK_OPTIONS];
    size_t count = book_read_options(options, all, &bad, arena);
    bool is_set = false;
    wn_buf text = {0};

    if (count == SIZE_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        bool same = wn_str_equal(all[i].name, name);
        is_set = is_set || (same && wn_str_equal(all[i].value, value));
        if (same || are_apart(all[i].name, name))
            continue;
        wn_buf_format(&text, "%s", text.len ? lang == WN_ZH ? "；" : "; " : "");
        book_say_option(all[i].name, all[i].value, "=", lang, &text);
    }
    if (!is_set) {
        wn_buf_format(&text, "%s", text.len ? lang == WN_ZH ? "；" : "; " : "");
        book_say_option(name, value, "=", lang, &text);
    }
    *out = wn_arena_str(arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return true;
}

static bool is_chosen(const book_option *all, size_t count, const char *name, wn_str value)
{
    for (size_t i = 0; i < count && count != SIZE_MAX; i++)
        if (wn_str_equal(all[i].name, wn_str_of(name)) && wn_fold_equal(all[i].value, value))
            return true;
    return false;
}

/* ---- examples --------------------------------------------------------------------- */

/* What the sample becomes with the option, beside the others of the row; "": nothing. */
static wn_str becomes(const shown_column *c, const book_option *all, size_t count,
                      const char *name, const char *value, wn_str sample, wn_arena *arena)
{
    const wn_transform *type = c->field->type;
    void *config = wn_config_new(type, arena);
    const wn_option *option = wn_option_find(type, wn_str_of(name));
    wn_cleaned out;

    for (size_t i = 0; i < count && count != SIZE_MAX; i++) {
        const wn_option *other = wn_option_find(type, all[i].name);
        if (other && other != option && other->type != WN_OPT_COLUMN)
            wn_option_set(other, all[i].value, config, arena, c->book->model);
    }
    if (!wn_option_set(option, wn_str_of(value), config, arena, c->book->model))
        return WN_STR("");
    return wn_transform_apply(type, sample, config, arena, &out) == WN_CLEAN ? out.value
                                                                            : WN_STR("");
}

/* A sample of the column that is not masked and means another day or amount with the
 * option than with its other value; else the usual one. */
static wn_str sample_for(const shown_column *c, const char *name, wn_str usual,
                         wn_arena *arena)
{
    wn_str rest = cell(c, WN_SAY_BOOK_SAMPLES);
    bool is_order = !strcmp(name, "date-order"), is_decimal = !strcmp(name, "decimal");

    while (rest.len > 0 && (is_order || is_decimal)) {
        wn_str one = wn_str_trim(wn_str_cut(&rest, WN_STR(", ")));
        wn_str a = becomes(c, NULL, 0, name, is_order ? "dmy" : "point", one, arena),
               b = becomes(c, NULL, 0, name, is_order ? "mdy" : "comma", one, arena);
        if (a.len && b.len && !wn_str_equal(a, b))
            return one;
    }
    return usual;
}

/* ---- buttons ---------------------------------------------------------------------- */

static void write_button(frame *f, const char *form, wn_str name, wn_str value,
                         bool is_pressed, wn_str sample, wn_str after)
{
    frame_raw(f, "<button class=\"chip\" name=\"choice\" value=\"");
    frame_text(f, name);
    frame_raw(f, "=");
    frame_text(f, value);
    frame_raw(f, "\"");
    if (*form)
        wn_buf_format(f->out, " form=\"%s\"", form);
    wn_buf_format(f->out, " aria-pressed=\"%s\">", is_pressed ? "true" : "false");
    frame_text(f, book_option_label(f->lang, name));
    frame_raw(f, "=");
    frame_text(f, book_value_label(f->lang, name, value));
    if (after.len) {
        frame_raw(f, " <small>");
        frame_text(f, sample);
        frame_raw(f, " → ");
        frame_text(f, after);
        frame_raw(f, "</small>");
    }
    frame_raw(f, "</button>");
}

/* Other columns of the table that hold a country. */
static size_t write_country_columns(frame *f, const shown_column *c,
                                    const book_option *all, size_t count, const char *form)
{
    size_t written = 0;
    const shown_sheet *sheet = &c->table->sheet;

    for (size_t r = sheet->first; r < sheet->sheet->count && has_option(c, "region-from"); r++) {
        shown_column other = shown_column_of(c->book, c->table, &sheet->sheet->rows[r]);
        if (!other.field || strcmp(other.field->type->name, "country") != 0)
            continue;
        wn_str name = cell(&other, WN_SAY_BOOK_FROM);
        write_button(f, form, WN_STR("region-from"), name,
                     is_chosen(all, count, "region-from", name), WN_STR(""), WN_STR(""));
        written++;
    }
    return written;
}

/* Does one of the option's values above make the same of the sample? Then it cures as
 * much. */
static bool says_as_before(const shown_column *c, const book_option *all, size_t count,
                           size_t at, wn_str sample, wn_str after, wn_arena *arena)
{
    const char *name = choices[at].name;

    while (at-- > 0 && !strcmp(choices[at].name, name))
        if (wn_str_equal(becomes(c, all, count, name, choices[at].value, sample, arena),
                         after))
            return true;
    return false;
}

/* A unit is written in many ways (k€, TEUR, Tsd.): the one that stands there, if it makes of
 * the sample what the choice does; else the choice. */
static wn_str unit_written(const shown_column *c, const book_option *all, size_t count,
                           wn_str choice, wn_str sample, wn_str after, wn_arena *arena)
{
    for (size_t i = 0; i < count && count != SIZE_MAX; i++) {
        if (!wn_str_equal(all[i].name, WN_STR("unit")))
            continue;
        const char *written = wn_arena_str(arena, all[i].value).ptr;
        if (after.len &&
            wn_str_equal(becomes(c, all, count, "unit", written, sample, arena), after))
            return all[i].value;
    }
    return choice;
}

size_t write_choices(frame *f, const shown_column *c, const char *only, const char *form)
{
    wn_arena arena = {0};
    book_option all[BOOK_OPTIONS];
    wn_str bad;
    size_t written = 0,
           count = book_read_options(cell(c, WN_SAY_BOOK_OPTIONS), all, &bad, &arena);

    for (size_t i = 0; i < WN_COUNT(choices) && c->field; i++) {
        const char *name = choices[i].name;
        if (!has_option(c, name) || (only && strcmp(only, name) != 0))
            continue;
        wn_str value = wn_str_of(choices[i].value),
               sample = sample_for(c, name, wn_str_of(choices[i].sample), &arena);
        wn_str after = becomes(c, all, count, name, choices[i].value, sample, &arena);
        if (!after.len) {
            sample = wn_str_of(choices[i].sample);
            after = becomes(c, all, count, name, choices[i].value, sample, &arena);
        }
        if (!strcmp(name, "unit"))
            value = unit_written(c, all, count, value, sample, after, &arena);
        bool is_pressed = is_chosen(all, count, name, value);
        bool is_same = only && i > 0 && !strcmp(choices[i - 1].name, name) &&
                       says_as_before(c, all, count, i, sample, after, &arena);
        if ((!after.len || is_same) && !is_pressed)
            continue;
        write_button(f, form, wn_str_of(name), value, is_pressed, sample, after);
        written++;
    }
    if (c->field && (!only || !strcmp(only, "region")))
        written += write_country_columns(f, c, all, count, form);
    wn_arena_release(&arena);
    return written;
}
