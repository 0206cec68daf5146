/*
 * packs.c - before a run with a shipped mapping: find which of its files are given,
 * whatever their names are, and which of their columns they have. What is missing is
 * left out of the plan.
 */
#include "inputs.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "model/pack.h"

#include <stdlib.h>
#include <string.h>

#define HEAD (1 << 20) /* bytes of a file that are read to recognize it */

/* Keep only the names that the input has; return how many. */
static size_t keep_known(wn_str *names, size_t count, const wn_input *input)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (wn_input_column(input, names[i]) >= 0)
            names[kept++] = names[i];
    return kept;
}

static void drop_unknown(wn_file *file, const wn_input *input)
{
    size_t kept = 0;

    for (size_t b = 0; b < file->bind_count; b++) {
        wn_bind *bind = &file->binds[b];
        size_t context_columns = 0;
        bind->count = keep_known(bind->columns, bind->count, input);
        for (size_t i = 0; i < bind->context_column_count; i++)
            if (wn_input_column(input, bind->context_columns[i].column) >= 0)
                bind->context_columns[context_columns++] = bind->context_columns[i];
        bind->context_column_count = context_columns;
        if (bind->count > 0)
            file->binds[kept++] = *bind;
    }
    file->bind_count = kept;
    file->key_count = keep_known(file->keys, file->key_count, input);
}

/* Do the same with where=: "A | B filled" in a file with A alone asks A. False: the input
 * has none of the columns of a condition, so nobody knows which rows are meant. */
static bool keep_known_terms(wn_file *file, const wn_input *input)
{
    bool all = true;

    for (size_t t = 0; t < file->term_count; t++) {
        wn_term *term = &file->terms[t];
        term->count = keep_known(term->columns, term->count, input);
        all = all && term->count > 0;
    }
    return all;
}

/* Remove each <drop> of a column that the input does not have. */
static void drop_idle_rules(wn_file *file, const wn_input *input)
{
    size_t kept = 0;

    for (size_t r = 0; r < file->column_rule_count; r++) {
        bool idle = true;
        for (size_t c = 0; c < input->column_count; c++)
            idle = idle &&
                   !wn_pattern_match(file->column_rules[r].pattern, input->columns[c]);
        if (!idle)
            file->column_rules[kept++] = file->column_rules[r];
    }
    file->column_rule_count = kept;
}

/* Does the input have records? A weekly export has a file for each kind of record, most
 * of them with a header only. */
static bool has_records(wn_input *input)
{
    wn_error quiet = {.lang = WN_EN};
    wn_batch batch;
    void *reader = NULL;

    wn_batch_init(&batch, 8);
    bool has = input->reader->open(&reader, input, &quiet) >= 0 &&
               input->reader->next(reader, &batch) == WN_MORE;
    if (reader)
        input->reader->close(reader);
    wn_batch_release(&batch);
    return has;
}

/* ---- which files ------------------------------------------------------------------ */

typedef struct fitting {
    wn_plan *plan; /* the plan as it was loaded */
    input_given *given;
    wn_input_list all; /* every file given */
    wn_map named;      /* the files that fit a <file> by name */
    size_t *known;     /* by <file> and given file: see known_of(); NULL: not yet asked */
    wn_file *kept;
    size_t count, room;
} fitting;

static wn_rc open_head(const fitting *f, const wn_file *file, wn_input *input,
                       const char *path, wn_error *err)
{
    input->surveys = f->all.surveys;
    input->chunk = WN_CHUNK;
    input->survey_limit = HEAD;
    return input_open(file, input, path, err);
}

/* Return a copy of what will be cut down, because the next file has other columns. */
static wn_file copy_of(wn_plan *plan, const wn_file *file)
{
    wn_file copy = *file;
    wn_arena *arena = &plan->arena;

    copy.binds = wn_alloc(file->bind_count + 1, sizeof(*copy.binds));
    copy.column_rules = wn_alloc(file->column_rule_count + 1, sizeof(*copy.column_rules));
    copy.keys = wn_arena_alloc(arena, (file->key_count + 1) * sizeof(*copy.keys));
    copy.terms = wn_arena_alloc(arena, (file->term_count + 1) * sizeof(*copy.terms));
    for (size_t b = 0; b < file->bind_count; b++) {
        const wn_bind *bind = &file->binds[b];
        wn_str *columns =
            wn_arena_alloc(arena, (bind->count + 1) * sizeof(*bind->columns));
        for (size_t c = 0; c < bind->count; c++)
            columns[c] = bind->columns[c];
        copy.binds[b] = *bind;
        copy.binds[b].columns = columns;
    }
    for (size_t r = 0; r < file->column_rule_count; r++)
        copy.column_rules[r] = file->column_rules[r];
    for (size_t k = 0; k < file->key_count; k++)
        copy.keys[k] = file->keys[k];
    for (size_t t = 0; t < file->term_count; t++) {
        const wn_term *term = &file->terms[t];
        copy.terms[t] = *term;
        copy.terms[t].columns =
            wn_arena_alloc(arena, (term->count + 1) * sizeof(*term->columns));
        for (size_t c = 0; c < term->count; c++)
            copy.terms[t].columns[c] = term->columns[c];
    }
    return copy;
}

static void keep(fitting *f, wn_file file)
{
    f->kept = wn_grow(f->kept, f->count, &f->room, sizeof(*f->kept));
    file.number = (int)f->count;
    f->kept[f->count++] = file;
}

/* Add the <file> as it reads this file: cut down to the columns that the file has.
 * Nothing is added where the file has none of them, or no records. */
static void fit(fitting *f, const wn_file *file, const char *path)
{
    wn_error quiet = {.lang = WN_EN};
    wn_input input = {0};
    wn_file copy = copy_of(f->plan, file);
    bool good = open_head(f, &copy, &input, path, &quiet) >= 0 && has_records(&input) &&
                keep_known_terms(&copy, &input);

    if (good) {
        drop_unknown(&copy, &input);
        drop_idle_rules(&copy, &input);
        copy.found = wn_arena_str(&f->plan->arena, wn_str_of(path)).ptr;
    }
    wn_input_release(&input);
    if (good && copy.bind_count > 0) {
        keep(f, copy);
        return;
    }
    free(copy.binds);
    free(copy.column_rules);
}

static wn_str identity(fitting *f, const char *path)
{
    return wn_input_identity(f->all.surveys, path, &f->all.arena);
}

/* Return all files with this name: a system's exports of two years are two files. */
static input_fits find_by_name(fitting *f, const wn_file *file)
{
    input_fits fits = input_given_fits(f->given, f->plan, file);

    fits.count = fits.best;
    return fits;
}

/* Does every <file> see the input in the same way? */
static bool is_plain(const wn_file *file)
{
    return !file->sheet.len && !file->records.len && !file->encoding.len;
}

/* Note how well each <file> knows this given file: 1 + the columns that it knows; 0: the
 * file does not fit it. */
static void look_at(fitting *f, size_t at)
{
    wn_input input = {0};
    bool is_open = false, opened = false;

    for (size_t i = 0; i < f->plan->file_count; i++) {
        const wn_file *file = &f->plan->files[i];
        wn_error quiet = {.lang = WN_EN};
        if (!file->is_pack)
            continue;
        if (!opened || !is_plain(file) || input.table_count > 1) {
            wn_input_release(&input);
            is_open = open_head(f, file, &input, f->all.paths[at], &quiet) >= 0;
            opened = is_plain(file);
        }
        if (is_open && wn_signature_fits(file->signatures, file->signature_count, &input))
            f->known[i * f->all.count + at] = 1 + input_columns_found(file, &input);
    }
    wn_input_release(&input);
}

static size_t known_of(fitting *f, size_t file, size_t at)
{
    if (!f->known) {
        f->known = wn_alloc(f->plan->file_count * f->all.count, sizeof(*f->known));
        for (size_t i = 0; i < f->all.count; i++)
            look_at(f, i);
    }
    return f->known[file * f->all.count + at];
}

/* Does another <file> of the pack know more of this file? A <file> that reads other rows
 * of it does not count. */
static bool is_known_better(fitting *f, size_t file, size_t at)
{
    const wn_file *files = f->plan->files;

    for (size_t i = 0; i < f->plan->file_count; i++)
        if (files[i].is_pack && !wn_str_equal(files[i].path, files[file].path) &&
            known_of(f, i, at) > known_of(f, file, at))
            return true;
    return false;
}

/* Add files whose columns fit one of the signatures: all that no other <file> fits by
 * name or knows better; if there are none, the first file that fits. */
static void fit_by_signature(fitting *f, size_t file)
{
    const char *first = NULL;
    size_t before = f->count;

    for (size_t i = 0; i < f->all.count; i++) {
        const char *path = f->all.paths[i];
        if (known_of(f, file, i) == 0)
            continue;
        first = first ? first : path;
        if (!wn_map_find(&f->named, wn_fingerprint_of(identity(f, path))) &&
            !is_known_better(f, file, i))
            fit(f, &f->plan->files[file], path);
    }
    if (f->count == before && first)
        fit(f, &f->plan->files[file], first);
}

/* Add the files of one <file> of the pack: those given under its name; else the file
 * beside the mapping, where files that were given do not rule that out; else files by
 * signature. */
static void fit_pack(fitting *f, size_t number, size_t given_count)
{
    const wn_file *file = &f->plan->files[number];
    input_fits fits = find_by_name(f, file);
    wn_arena *arena = &f->plan->arena;
    const char *beside =
        wn_path_join(arena, wn_path_dir(wn_str_of(file->mapping)), file->path).ptr;

    for (size_t i = 0; i < fits.count; i++)
        fit(f, file, fits.paths[i]);
    if (fits.count == 0 && wn_path_exists(beside) &&
        (given_count == 0 || input_given_wants(f->given, f->plan, file)))
        fit(f, file, beside);
    else if (fits.count == 0)
        fit_by_signature(f, number);
}

static void note_named(fitting *f)
{
    for (size_t i = 0; i < f->plan->file_count; i++) {
        input_fits fits = {0};
        if (f->plan->files[i].is_pack)
            fits = find_by_name(f, &f->plan->files[i]);
        for (size_t k = 0; k < fits.count; k++)
            wn_map_set(&f->named, wn_fingerprint_of(identity(f, fits.paths[k])), NULL);
    }
}

/* Name the <file>s that were found after their files, so that people can tell them
 * apart. */
static void name_found(wn_plan *plan)
{
    const char **paths = wn_alloc(plan->file_count + 1, sizeof(*paths));
    wn_str *names = wn_alloc(plan->file_count + 1, sizeof(*names));
    size_t count = 0;

    for (size_t i = 0; i < plan->file_count; i++)
        if (plan->files[i].found)
            paths[count++] = plan->files[i].found;
    wn_input_names(paths, count, names, &plan->arena);
    count = 0;
    for (size_t i = 0; i < plan->file_count; i++)
        if (plan->files[i].found)
            plan->files[i].path = names[count++];
    free(paths);
    free(names);
}

wn_rc wn_plan_fit(wn_plan *plan, const char *const *folders, size_t count,
                  wn_surveys *surveys, wn_error *err)
{
    fitting f = {.plan = plan,
                 .given = input_given_open(folders, count, surveys),
                 .all = {.surveys = surveys}};
    const wn_file *gone = NULL;

    for (size_t i = 0; i < count; i++)
        wn_input_list_add(&f.all, folders[i]);
    note_named(&f);
    bool *moved = wn_alloc(plan->file_count + 1, sizeof(*moved));
    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file *file = &plan->files[i];
        size_t before = f.count;
        if (file->is_pack)
            fit_pack(&f, i, count);
        else if ((moved[i] = input_given_wants(f.given, plan, file)))
            keep(&f, *file);
        if (f.count == before)
            gone = file;
    }
    for (size_t i = 0; i < plan->file_count; i++)
        if (!moved[i]) {
            free(plan->files[i].binds);
            free(plan->files[i].column_rules);
        }
    free(moved);
    if (gone && f.count == 0) {
        wn_fail(err, WN_E_SOURCE, WN_SAY_PACK_NO_FILES, gone->mapping);
        wn_error_hint(err, WN_SAY_PACK_NO_FILES_HINT);
    }
    free(plan->files);
    plan->files = f.kept;
    plan->file_count = f.count;
    name_found(plan);
    wn_plan_name_files(plan);
    free(f.known);
    wn_map_release(&f.named);
    wn_input_list_release(&f.all);
    input_given_close(f.given);
    return err->rc;
}
