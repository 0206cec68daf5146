/*
 * inputs.c - before a run: find the files of a plan, look at all of them, and
 * see that every column of every file has been thought of.
 */
#include "inputs.h"
#include "winnow/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

bool input_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* As it was given, which may have a password, else as the mapping has it. */
static const char *find_address(const wn_file *file, const char *const *given,
                                size_t count, wn_arena *arena)
{
    for (size_t i = 0; i < count; i++)
        if (wn_input_is_address(given[i]) &&
            wn_str_equal(wn_input_shown(given[i], arena),
                         wn_input_shown(file->path.ptr, arena)))
            return given[i];
    return file->path.ptr;
}

/* A folder that an earlier run made of what it refused: what is not in it is not wanted.
 */
static bool is_of_refused(const char *folder, wn_arena *arena)
{
    wn_str readme = wn_path_join(arena, wn_str_of(folder), WN_STR("README.txt"));
    wn_error quiet = {.lang = WN_EN};
    wn_buf text = {0};
    bool is = exists(readme.ptr) &&
              wn_file_read(readme.ptr, 4096, WN_E_SOURCE, &text, &quiet) >= 0 &&
              text.len > 8 && !memcmp(text.ptr, "winnow: ", 8);

    wn_buf_release(&text);
    return is;
}

/* In the folder by its path, or by its name alone; with ".csv" behind it, it is a file of
 * refused records. Of those, one table of several has a file of its own. */
static const char *find_in_folder(const wn_file *file, const char *folder,
                                  wn_arena *arena)
{
    wn_str own = wn_refused_name(file, arena);
    bool alone = (file->sheet.len || file->records.len) && is_of_refused(folder, arena);
    wn_str plain = wn_arena_format(arena, "%.*s.csv", WN_FMT(file->path));
    wn_str names[] = {file->path, wn_path_base(file->path), own, wn_path_base(own),
                      plain,      wn_path_base(plain)};

    for (size_t i = alone ? 2 : 0; i < (alone ? 4 : WN_COUNT(names)); i++) {
        wn_str path = wn_path_join(arena, wn_str_of(folder), names[i]);
        if (exists(path.ptr))
            return path.ptr;
    }
    return NULL;
}

/* "2024/deals.csv", where several of the given files, or folders, have a deals.csv. */
static const char *find_by_path(const wn_file *file, const char *const *given,
                                size_t count, wn_arena *arena)
{
    wn_str end = wn_arena_format(arena, "/%.*s", WN_FMT(file->path));

    for (size_t i = 0; i < count && memchr(file->path.ptr, '/', file->path.len); i++) {
        wn_str path = wn_str_of(given[i]);
        if (wn_str_equal(path, file->path) || wn_str_ends(path, end))
            return given[i];
        while (path.len > 1 && path.ptr[path.len - 1] == '/')
            path.len--;
        wn_str name = wn_path_base(path);
        if (!input_is_folder(given[i]) || file->path.len < name.len + 1 ||
            memcmp(file->path.ptr, name.ptr, name.len) || file->path.ptr[name.len] != '/')
            continue;
        wn_str inside = {file->path.ptr + name.len + 1, file->path.len - name.len - 1};
        const char *found = wn_path_join(arena, path, inside).ptr;
        if (exists(found))
            return found;
    }
    return NULL;
}

static const char *find_given(const wn_file *file, const char *const *folders,
                              size_t count, wn_arena *arena)
{
    wn_str base = wn_path_base(file->path);
    const char *by_path = find_by_path(file, folders, count, arena);

    if (by_path)
        return by_path;

    for (size_t i = 0; i < count; i++) {
        if (input_is_folder(folders[i])) {
            const char *found = find_in_folder(file, folders[i], arena);
            if (found)
                return found;
        } else if (wn_str_equal(wn_path_base(wn_str_of(folders[i])), base)) {
            return folders[i];
        } else {
            const char *member = wn_input_member(folders[i], file->path, arena);
            if (member)
                return member;
        }
    }
    return NULL;
}

const char *input_find(const wn_file *file, const char *const *folders, size_t count,
                       wn_arena *arena)
{
    if (wn_input_is_address(file->path.ptr))
        return find_address(file, folders, count, arena);
    if (file->is_pack && memchr(file->path.ptr, '/', file->path.len))
        return file->path.ptr; /* it was found before: wn_plan_fit */
    const char *given = find_given(file, folders, count, arena);
    if (given)
        return given;
    wn_str beside =
        wn_path_join(arena, wn_path_dir(wn_str_of(file->mapping)), file->path);
    return exists(beside.ptr) || count == 0 ? beside.ptr : NULL;
}

bool input_is_wanted(const wn_file *file, const char *const *folders, size_t count,
                     wn_arena *arena)
{
    bool refused = false;

    for (size_t i = 0; i < count && !refused; i++)
        refused = input_is_folder(folders[i]) && is_of_refused(folders[i], arena);
    return !refused || find_given(file, folders, count, arena);
}

static wn_rc look(wn_input *input, wn_error *err)
{
    void *reader = NULL;
    wn_rc rc = input->reader->open(&reader, input, err);

    if (reader)
        input->reader->close(reader);
    return rc;
}

/* How many of the columns that the mapping uses the input has. */
static size_t columns_found(const wn_file *file, const wn_input *input)
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
    size_t best = columns_found(file, input), chosen = input->table;
    wn_table *tables = input->tables;
    size_t count = input->table_count;

    for (size_t i = 0; i < count; i++) {
        wn_error quiet = {.lang = err->lang};
        if (i == input->table || tables[i].is_hidden)
            continue;
        input->sheet = tables[i].name;
        size_t found = look(input, &quiet) >= 0 ? columns_found(file, input) : 0;
        if (found > best) {
            best = found;
            chosen = i;
        }
    }
    input->sheet = tables[chosen].name;
    return look(input, err);
}

wn_rc input_open(const wn_file *file, wn_input *input, const char *path, wn_error *err)
{
    wn_rc rc = wn_input_survey(input, path, file->encoding, err);
    wn_str again = wn_path_base(wn_refused_name(file, &input->arena));
    bool is_again = wn_str_equal(wn_path_base(wn_str_of(path)), again);

    input->records = is_again ? WN_STR("") : file->records;
    input->sheet = is_again ? WN_STR("") : file->sheet;
    if (rc >= 0)
        rc = look(input, err);
    if (rc >= 0 && input->sheet.len == 0 && input->table_count > 1)
        rc = choose_table(file, input, err);
    return rc;
}

/* ---- coverage --------------------------------------------------------------------- */

static void check_column(const wn_file *file, const wn_input *input, wn_str name,
                         uint32_t line, bool *used, wn_diags *diags)
{
    int found = wn_input_column(input, name);

    if (found >= 0) {
        used[found] = true;
        return;
    }
    wn_str close = wn_suggest(name, input->columns, input->column_count);
    wn_str base = wn_path_base(wn_str_of(input->path));
    if (close.len)
        wn_diag_add(diags, file->mapping, line, file->column, 0, WN_STR(""),
                    WN_SAY_COLUMN_MISSING_CLOSE, WN_FMT(base), WN_FMT(name),
                    WN_FMT(close));
    else
        wn_diag_add(diags, file->mapping, line, file->column, 0, WN_STR(""),
                    WN_SAY_COLUMN_MISSING, WN_FMT(base), WN_FMT(name));
}

static void mark_columns(const wn_file *file, const wn_input *input, bool *used,
                         wn_diags *diags)
{
    for (size_t b = 0; b < file->bind_count; b++) {
        for (size_t c = 0; c < file->binds[b].count; c++)
            check_column(file, input, file->binds[b].columns[c], file->binds[b].line,
                         used, diags);
        for (size_t i = 0; i < file->binds[b].beside_count; i++)
            check_column(file, input, file->binds[b].besides[i].column,
                         file->binds[b].line, used, diags);
    }
    for (size_t k = 0; k < file->key_count; k++)
        check_column(file, input, file->keys[k], file->line, used, diags);
    for (size_t t = 0; t < file->term_count; t++)
        for (size_t c = 0; c < file->terms[t].count; c++)
            check_column(file, input, file->terms[t].columns[c], file->line, used, diags);
    for (size_t r = 0; r < file->rest_count; r++)
        for (size_t c = 0; c < input->column_count; c++)
            if (wn_pattern_match(file->rests[r].pattern, input->columns[c]))
                used[c] = true;
}

/* Files read twice (for accounts and for contacts) cover their columns together. */
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
    }
    free(used);
}

wn_rc wn_inputs_open(const wn_plan *plan, const char *const *folders, size_t count,
                     wn_input *inputs, wn_diags *diags, wn_error *err)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *file = &plan->files[i];
        const char *path = input_find(file, folders, count, &inputs[i].arena);
        if (!path) {
            wn_rc rc =
                wn_fail(err, WN_E_SOURCE, WN_SAY_INPUT_NOT_FOUND, WN_FMT(file->path));
            wn_error_at(err, file->mapping, file->line);
            wn_error_hint(err, WN_SAY_INPUT_NOT_FOUND_HINT);
            return rc;
        }
        wn_rc rc = input_open(file, &inputs[i], path, err);
        if (rc < 0)
            return rc;
    }
    for (size_t i = 0; i < plan->file_count; i++)
        check_coverage(plan, inputs, i, diags);
    if (diags->errors == 0)
        return WN_OK;
    return wn_fail(err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, diags->errors);
}
