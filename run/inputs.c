/*
 * inputs.c - before a run: find the files of a plan, survey all of them, and check
 * that the mapping says something about every column of every file.
 */
#include "inputs.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

size_t input_columns_found(const wn_file *file, const wn_input *input)
{
    size_t found = 0;

    for (size_t b = 0; b < file->bind_count; b++)
        for (size_t c = 0; c < file->binds[b].count; c++)
            found += wn_input_column(input, file->binds[b].columns[c]) >= 0;
    for (size_t k = 0; k < file->key_count; k++)
        found += wn_input_column(input, file->keys[k]) >= 0;
    for (size_t t = 0; t < file->term_count; t++)
        for (size_t c = 0; c < file->terms[t].count; c++)
            found += wn_input_column(input, file->terms[t].columns[c]) >= 0;
    return found;
}

static wn_rc choose_table(const wn_file *file, wn_input *input, wn_error *err)
{
    size_t best = input_columns_found(file, input), chosen = input->table;
    wn_table *tables = input->tables;
    size_t count = input->table_count;

    for (size_t i = 0; i < count; i++) {
        wn_error quiet = {.lang = err->lang};
        if (i == input->table || tables[i].is_hidden)
            continue;
        input->sheet = tables[i].name;
        size_t found =
            wn_input_look(input, &quiet) >= 0 ? input_columns_found(file, input) : 0;
        if (found > best) {
            best = found;
            chosen = i;
        }
    }
    input->sheet = tables[chosen].name;
    return wn_input_look(input, err);
}

wn_rc input_open(const wn_file *file, wn_input *input, const char *path, wn_error *err)
{
    wn_rc rc = wn_input_survey(input, path, file->encoding, err);
    wn_str again = wn_path_base(wn_refused_name(file, &input->arena));
    bool is_again = wn_str_equal(wn_path_base(wn_str_of(path)), again);

    input->records = is_again ? WN_STR("") : file->records;
    input->sheet = is_again ? WN_STR("") : file->sheet;
    if (rc >= 0)
        rc = wn_input_look(input, err);
    if (rc >= 0 && input->sheet.len == 0 && input->table_count > 1)
        rc = choose_table(file, input, err);
    return rc;
}

/* ---- coverage --------------------------------------------------------------------- */

/* Does the name, cut at a mark without blanks around it, name columns that the file has?
 * They are marked as used. */
static bool is_joined(const wn_input *input, wn_str name, const char *mark, bool *used)
{
    for (int pass = 0; pass < 2; pass++) {
        wn_str rest = name;
        size_t parts = 0;
        for (; rest.len > 0; parts++) {
            wn_str part = wn_str_trim(wn_str_cut(&rest, wn_str_of(mark)));
            int found = wn_input_column(input, part);
            if (found < 0)
                return false;
            used[found] = used[found] || pass > 0;
        }
        if (parts < 2)
            return false;
    }
    return true;
}

/* Say that the file has no such column: once, and with what was likely meant. That column
 * then counts as used, since it has its place once the name is right. */
static void note_missing(const wn_file *file, const wn_input *input, wn_str name,
                         uint32_t line, bool *used, wn_diags *diags)
{
    static const struct {
        const char *mark, *plain;
    } marks[] = {{"+", "+"},  {"＋", "+"}, {"|", "|"},  {"｜", "|"},
                 {"、", "+"}, {",", "+"},  {"，", "+"}, {";", "+"}};
    wn_str close = wn_suggest(name, input->columns, input->column_count);
    wn_str base = wn_path_base(wn_str_of(input->path));
    size_t m = 0;

    while (m < WN_COUNT(marks) && !is_joined(input, name, marks[m].mark, used))
        m++;
    if (m < WN_COUNT(marks))
        wn_diag_add(diags, file->mapping, line, file->column, 0, WN_STR(""),
                    WN_SAY_COLUMN_JOINED, WN_FMT(base), WN_FMT(name), marks[m].plain);
    else if (close.len)
        wn_diag_add(diags, file->mapping, line, file->column, 0, WN_STR(""),
                    WN_SAY_COLUMN_MISSING_CLOSE, WN_FMT(base), WN_FMT(name),
                    WN_FMT(close));
    else
        wn_diag_add(diags, file->mapping, line, file->column, 0, WN_STR(""),
                    WN_SAY_COLUMN_MISSING, WN_FMT(base), WN_FMT(name));
    wn_diag_point(diags, name);
    if (m == WN_COUNT(marks) && close.len)
        used[wn_input_column(input, close)] = true;
}

/* `told`: the names of this <file> that were said to be missing. */
static void check_column(const wn_file *file, const wn_input *input, wn_str name,
                         uint32_t line, bool *used, wn_map *told, wn_diags *diags)
{
    int found = wn_input_column(input, name);
    bool is_new = true;

    if (found >= 0)
        used[found] = true;
    else
        wn_map_set(told, wn_fingerprint_of(name), &is_new);
    if (found < 0 && is_new)
        note_missing(file, input, name, line, used, diags);
}

static void mark_columns(const wn_file *file, const wn_input *input, bool *used,
                         wn_diags *diags)
{
    wn_map told = {0};

    for (size_t b = 0; b < file->bind_count; b++) {
        for (size_t c = 0; c < file->binds[b].count; c++)
            check_column(file, input, file->binds[b].columns[c], file->binds[b].line,
                         used, &told, diags);
        for (size_t i = 0; i < file->binds[b].context_column_count; i++)
            check_column(file, input, file->binds[b].context_columns[i].column,
                         file->binds[b].line, used, &told, diags);
    }
    for (size_t k = 0; k < file->key_count; k++)
        check_column(file, input, file->keys[k], file->line, used, &told, diags);
    for (size_t t = 0; t < file->term_count; t++)
        for (size_t c = 0; c < file->terms[t].count; c++)
            check_column(file, input, file->terms[t].columns[c], file->line, used, &told,
                         diags);
    int *rules = wn_alloc(input->column_count + 1, sizeof(*rules));
    wn_input_column_rules(input, file, rules);
    for (size_t c = 0; c < input->column_count; c++)
        used[c] = used[c] || rules[c] >= 0;
    free(rules);
    wn_map_release(&told);
}

/* Two <file>s may read one input (for accounts and for contacts): they cover its columns
 * together. */
static bool same_input(const wn_input *a, const wn_input *b)
{
    return !strcmp(a->path, b->path) && wn_str_equal(a->records, b->records) &&
           wn_str_equal(a->sheet, b->sheet);
}

static void check_coverage(const wn_plan *plan, const wn_input *inputs, size_t at,
                           wn_diags *diags)
{
    const wn_input *input = &inputs[at];
    bool *used = wn_alloc(input->column_count, sizeof(*used));
    bool first = true;

    for (size_t i = 0; i < plan->file_count; i++) {
        if (!same_input(&inputs[i], input))
            continue;
        first = first && i >= at;
        wn_diags quiet = {.lang = diags->lang};
        mark_columns(&plan->files[i], &inputs[i], used, i == at ? diags : &quiet);
        wn_diags_release(&quiet);
    }
    for (size_t c = 0; c < input->column_count && first; c++) {
        char letter[8];
        wn_str name = input->columns[c];
        if (!used[c] && c < input->column_count - wn_input_own_columns(input))
            wn_diag_add(diags, plan->files[at].mapping, plan->files[at].line,
                        plan->files[at].column, 0, WN_STR(""), WN_SAY_COLUMN_UNMAPPED,
                        WN_FMT(wn_path_base(wn_str_of(input->path))), WN_FMT(name),
                        wn_column_letter(letter, c + input->left), WN_FMT(name),
                        WN_FMT(name));
        else
            continue;
        wn_diag_point(diags, plan->files[at].path);
    }
    free(used);
}

/* Note files that path= of a <file> could also mean, and that no <file> reads. */
static void note_passed(input_given *given, const wn_plan *plan, const wn_input *inputs,
                        wn_surveys *surveys, wn_diags *diags)
{
    wn_arena arena = {0};
    wn_map read = {0};

    for (size_t i = 0; i < plan->file_count; i++)
        wn_map_set(&read,
                   wn_fingerprint_of(
                       wn_input_identity(inputs[i].surveys, inputs[i].path, &arena)),
                   NULL);
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *file = &plan->files[i];
        input_fits fits = {0};
        if (!wn_input_is_address(file->path.ptr))
            fits = input_given_fits(given, plan, file);
        for (size_t k = 1; k < fits.count; k++) {
            bool is_new;
            wn_map_set(
                &read,
                wn_fingerprint_of(wn_input_identity(surveys, fits.paths[k], &arena)),
                &is_new);
            if (!is_new)
                continue;
            wn_diag_add(diags, file->mapping, file->line, file->column, 0, WN_STR(""),
                        WN_SAY_INPUT_PASSED, inputs[i].path, WN_FMT(file->path),
                        fits.paths[k]);
            diags->items[diags->count - 1].is_note = true;
            diags->errors--;
        }
    }
    wn_map_release(&read);
    wn_arena_release(&arena);
}

wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_surveys *surveys, wn_input *inputs, wn_diags *diags,
                     wn_error *err)
{
    input_given *given = input_given_open(folders, count, surveys);
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < plan->file_count && rc >= 0; i++) {
        const char *path;
        rc = input_given_find(given, plan, &plan->files[i], &path, &inputs[i].arena, err);
        inputs[i].surveys = surveys;
        if (rc >= 0)
            rc = input_open(&plan->files[i], &inputs[i], path, err);
        wn_input_let_go(&inputs[i]); /* close it: there may be thousands of files */
    }
    if (rc >= 0)
        note_passed(given, plan, inputs, surveys, diags);
    input_given_close(given);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < plan->file_count; i++)
        check_coverage(plan, inputs, i, diags);
    if (diags->errors == 0)
        return WN_OK;
    return wn_fail(err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, diags->errors);
}
