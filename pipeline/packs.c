/*
 * packs.c - before a run with a shipped mapping: which of its files are there, whatever
 * they are called, and which of their columns. What is not there is passed over.
 */
#include "inputs.h"
#include "winnow/file.h"
#include "winnow/pack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD (1 << 20) /* bytes of a file that are looked at to know it */

static bool exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

static wn_rc open_head(const wn_file *file, wn_input *input, const char *path,
                       wn_error *err)
{
    input->chunk = WN_CHUNK;
    input->survey_limit = HEAD;
    return input_open(file, input, path, err);
}

/* A file among all those given whose columns fit one of the signatures. */
static const char *find_by_signature(const wn_file *file, const wn_input_list *all)
{
    for (size_t i = 0; i < all->count; i++) {
        wn_error quiet = {.lang = WN_EN};
        wn_input input = {0};
        bool fits = open_head(file, &input, all->paths[i], &quiet) >= 0 &&
                    wn_signature_fits(file->signatures, file->signature_count, &input);
        wn_input_release(&input);
        if (fits)
            return all->paths[i];
    }
    return NULL;
}

/* Keep of the names those that the input has. */
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
        size_t besides = 0;
        bind->count = keep_known(bind->columns, bind->count, input);
        for (size_t i = 0; i < bind->beside_count; i++)
            if (wn_input_column(input, bind->besides[i].column) >= 0)
                bind->besides[besides++] = bind->besides[i];
        bind->beside_count = besides;
        if (bind->count > 0)
            file->binds[kept++] = *bind;
    }
    file->bind_count = kept;
    file->key_count = keep_known(file->keys, file->key_count, input);
}

/* Of where= too: "A | B filled" of a file with A alone asks A. False: it asks for columns
 * that are all not there, and nobody knows which rows are meant. */
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

/* A <drop> of a column that is not there drops nothing. */
static void drop_idle_rests(wn_file *file, const wn_input *input)
{
    size_t kept = 0;

    for (size_t r = 0; r < file->rest_count; r++) {
        bool idle = true;
        for (size_t c = 0; c < input->column_count; c++)
            idle = idle && !wn_pattern_match(file->rests[r].pattern, input->columns[c]);
        if (!idle)
            file->rests[kept++] = file->rests[r];
    }
    file->rest_count = kept;
}

/* A weekly export has a file for each kind of record, most of them only a header. */
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

/* True: the file is there, and is cut down to the columns that it has. */
static bool fit(wn_plan *plan, wn_file *file, const char *const *folders, size_t count,
                const wn_input_list *all)
{
    wn_error quiet = {.lang = WN_EN};
    wn_input input = {0};
    const char *path = input_find(file, folders, count, &plan->arena);

    if (!path || !exists(path))
        path = wn_input_member(path ? path : "", file->path, &plan->arena);
    if (!path)
        path = find_by_signature(file, all);
    if (!path)
        return false;
    bool good = open_head(file, &input, path, &quiet) >= 0 && has_records(&input) &&
                keep_known_terms(file, &input);
    if (good) {
        drop_unknown(file, &input);
        drop_idle_rests(file, &input);
        file->path = wn_arena_str(&plan->arena, wn_str_of(path));
    }
    wn_input_release(&input);
    return good && file->bind_count > 0;
}

wn_rc wn_plan_fit(wn_plan *plan, const char *const *folders, size_t count, wn_error *err)
{
    wn_input_list all = {0};
    size_t kept = 0;
    const wn_file *gone = NULL;

    for (size_t i = 0; i < count; i++)
        wn_input_list_add(&all, folders[i]);
    for (size_t i = 0; i < plan->file_count; i++) {
        wn_file *file = &plan->files[i];
        if (!input_is_wanted(file, folders, count, &plan->arena) ||
            (file->is_pack && !fit(plan, file, folders, count, &all))) {
            gone = file;
            free(file->binds);
            free(file->rests);
            continue;
        }
        plan->files[kept] = *file;
        plan->files[kept].number = (int)kept;
        kept++;
    }
    if (gone && kept == 0) {
        wn_fail(err, WN_E_SOURCE, WN_SAY_PACK_NO_FILES, gone->mapping);
        wn_error_hint(err, WN_SAY_PACK_NO_FILES_HINT);
    }
    plan->file_count = kept;
    wn_plan_name_files(plan);
    wn_input_list_release(&all);
    return err->rc;
}
