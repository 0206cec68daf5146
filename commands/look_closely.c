/* look_closely.c - from what a reading found out to the cells of a workbook. */
#include "look_closely.h"

#include "core/mask.h"
#include "headings/default_mask.h"

#include <string.h>

/* ---- columns ---------------------------------------------------------------------- */

/* The field that the column goes to, or NULL. */
static const wn_field *field_of(const wn_file *file, const wn_input *input, size_t column)
{
    for (size_t b = 0; b < file->bind_count; b++)
        for (size_t c = 0; c < file->binds[b].count; c++)
            if (wn_input_column(input, file->binds[b].columns[c]) == (int)column)
                return &file->entity->fields[file->binds[b].field];
    return NULL;
}

static wn_str shown(const wn_field *field, wn_str column, wn_str value, bool unmasked,
                    wn_arena *arena)
{
    wn_str kind = WN_STR("all");

    if (unmasked)
        return wn_mask(WN_STR("none"), value, NULL, arena);
    if (field)
        return wn_field_shown(field, value, NULL, arena);
    wn_heading_mask(column, &kind);
    return wn_mask_shown(kind, value, NULL, arena);
}

static void add_sample(wn_buf *out, wn_str sample)
{
    wn_buf_format(out, "%s%.*s", out->len ? ", " : "", WN_FMT(sample));
}

static wn_str keep(wn_buf *text, wn_arena *arena)
{
    wn_str out = wn_arena_str(arena, wn_buf_str(text));

    wn_buf_release(text);
    return out;
}

static void fill_columns(const wn_file *file, const wn_input *input,
                         const wn_table_seen *table, bool unmasked, wn_arena *arena,
                         wn_seen_file *out)
{
    out->column_count = input->column_count;
    out->columns = wn_arena_alloc(arena, (out->column_count + 1) * sizeof(*out->columns));
    for (size_t c = 0; c < out->column_count; c++) {
        wn_seen_column *column = &out->columns[c];
        const wn_field *field = field_of(file, input, c);
        wn_buf samples = {0};
        *column = (wn_seen_column){.name = input->columns[c]};
        wn_column_letter(column->letter, c + input->left);
        for (size_t i = 0; table->columns && i < table->columns[c].sample_count; i++)
            add_sample(&samples, shown(field, column->name, table->columns[c].samples[i],
                                       unmasked, arena));
        column->filled = table->columns ? table->columns[c].filled : 0;
        column->samples = keep(&samples, arena);
    }
}

static void fill_fields(const wn_file *file, const wn_column_seen *items, wn_lang lang,
                        bool unmasked, wn_arena *arena, wn_seen_file *out)
{
    out->fields = wn_arena_alloc(arena, (file->bind_count + 1) * sizeof(*out->fields));
    for (size_t b = 0; b < file->bind_count; b++) {
        const wn_column_seen *item = &items[b];
        const wn_field *field = &file->entity->fields[item->bind->field];
        uint64_t bad = wn_column_refused(&item->counts) + item->unlisted;
        wn_buf after = {0}, invalid = {0};
        for (size_t i = 0; i < item->sample_count && bad; i++)
            wn_buf_format(&invalid, wn_say(lang, WN_SAY_REFUSED_SAMPLE),
                          i ? wn_say(lang, WN_SAY_REFUSED_BETWEEN) : "",
                          WN_FMT(wn_column_sample(item, i, unmasked, arena)),
                          (unsigned long long)item->samples[i].line);
        for (size_t i = 0; i < item->after_count; i++)
            add_sample(&after,
                       shown(field, field->name, item->after[i], unmasked, arena));
        out->fields[b] = (wn_seen_field){.filled = item->counts.filled,
                                         .valid = item->counts.filled - bad,
                                         .linked = item->is_found_known ? item->linked : 0,
                                         .found = item->found,
                                         .after = keep(&after, arena),
                                         .invalid = keep(&invalid, arena),
                                         .stops = wn_column_stops(item)};
    }
}

/* ---- values ----------------------------------------------------------------------- */

static void add_value(wn_seen *out, wn_map *at, const wn_list *list, wn_str value,
                      uint64_t count)
{
    bool is_new = false;
    wn_fingerprint print = wn_fingerprint_mix(wn_fingerprint_of(list->name), value);
    int64_t *index = wn_map_set(at, print, &is_new);

    if (is_new) {
        *index = (int64_t)out->value_count;
        out->values[out->value_count++] = (wn_seen_value){.list = list, .value = value};
    }
    out->values[*index].count += count;
}

static void fill_values(const wn_columns *columns, wn_arena *arena, wn_seen *out)
{
    size_t most = 0;
    wn_map at = {0};

    for (size_t i = 0; i < columns->count; i++)
        most += columns->items[i].value_count;
    out->values = wn_arena_alloc(arena, (most + 1) * sizeof(*out->values));
    for (size_t i = 0; i < columns->count; i++) {
        const wn_column_seen *item = &columns->items[i];
        const wn_list *list = item->file->entity->fields[item->bind->field].list;
        for (size_t v = 0; v < item->value_count; v++)
            add_value(out, &at, list, item->values[v].value, item->values[v].count);
    }
    wn_map_release(&at);
}

/* ---- problems --------------------------------------------------------------------- */

/* Is there a question about the line already? A doubt would say the same once more. */
static bool is_asked(const wn_seen *seen, uint32_t line)
{
    for (size_t i = 0; i < seen->problem_count; i++)
        if (seen->problems[i].line == line && seen->problems[i].is_grave)
            return true;
    return false;
}

static void fill_problems(const wn_run *run, const wn_drafted *drafted, wn_arena *arena,
                          wn_seen *out)
{
    const wn_diags *diags = &run->diags;
    size_t doubts = drafted ? drafted->doubt_count : 0;
    wn_lang lang = run->settings.lang;

    out->problems =
        wn_arena_alloc(arena, (diags->count + doubts + 1) * sizeof(*out->problems));
    for (size_t i = 0; i < diags->count; i++) {
        const wn_diag *d = &diags->items[i];
        if (!d->place.len && !strcmp(d->file, run->plan.paths[0]))
            out->problems[out->problem_count++] =
                (wn_seen_problem){d->line, !d->is_note, d->text};
    }
    for (size_t i = 0; i < doubts; i++) {
        const wn_doubt *d = &drafted->doubts[i];
        if (!d->line || !wn_doubt_is_open(d) || is_asked(out, d->line))
            continue;
        out->problems[out->problem_count++] =
            (wn_seen_problem){d->line, wn_doubt_is_grave(d),
                              d->cure[lang].len ? wn_arena_format(arena, "%.*s → %.*s",
                                                                  WN_FMT(d->said[lang]),
                                                                  WN_FMT(d->cure[lang]))
                                                : d->said[lang]};
    }
}

void wn_look_closely(const wn_run *run, const wn_columns *columns,
                     const wn_drafted *drafted, bool unmasked, wn_arena *arena,
                     wn_seen *out)
{
    const wn_plan *plan = &run->plan;
    const wn_column_seen *items = columns ? columns->items : NULL;

    *out = (wn_seen){0};
    fill_problems(run, drafted, arena, out);
    if (!columns || !columns->items || !run->inputs)
        return;
    out->files = wn_arena_alloc(arena, (plan->file_count + 1) * sizeof(*out->files));
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *file = &plan->files[i];
        out->files[i] = (wn_seen_file){.is_seen = true, .rows = columns->tables[i].rows};
        fill_columns(file, &run->inputs[i], &columns->tables[i], unmasked, arena,
                     &out->files[i]);
        fill_fields(file, items, run->settings.lang, unmasked, arena, &out->files[i]);
        items += file->bind_count;
    }
    fill_values(columns, arena, out);
}
