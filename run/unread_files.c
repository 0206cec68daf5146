/* unread_files.c - finds files among the exports that are no exports. */
#include "inputs.h"
#include "core/artefacts.h"
#include "core/file.h"
#include "core/memory.h"
#include "workbook/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_same(const wn_context *context, const char *path, const char *other,
                    wn_arena *arena)
{
    wn_surveys *surveys = context->known->surveys;

    return wn_str_equal(wn_input_identity(surveys, path, arena),
                        wn_input_identity(surveys, other, arena));
}

/* Does the file have the text near its beginning? */
static bool begins_with(wn_str path, const char *text)
{
    char head[80];
    FILE *file = fopen(path.ptr, "rb");
    size_t got = file ? fread(head, 1, sizeof(head), file) : 0;

    if (file)
        fclose(file);
    return memmem(head, got, text, strlen(text)) != NULL;
}

/* Is it a file that a run writes into its folder? */
static bool is_artefact(const wn_context *context, wn_str dir, wn_str base,
                        wn_arena *arena)
{
    static const char *const databases[] = {"clean.db", "before*.db*", "history.db",
                                            NULL};
    static const char *const others[] = {"report.*.html", "README.txt", NULL};
    const char *const *const lists[] = {wn_run_files, wn_verify_files, wn_database_files,
                                        databases, others};
    bool known = false;

    for (size_t i = 0; i < WN_COUNT(lists); i++)
        for (size_t n = 0; lists[i][n] && !known; n++)
            known = wn_pattern_match(wn_str_of(lists[i][n]), base);
    if (!known)
        return false;
    wn_str folder = wn_arena_str(arena, dir);
    return begins_with(wn_path_join(arena, folder, WN_STR("manifest.json")),
                       "winnow.run/") ||
           begins_with(wn_path_join(arena, folder, WN_STR("README.txt")), "winnow: ") ||
           is_same(context, folder.ptr, context->settings->out_dir, arena);
}

/* Is it a file that a program puts beside another file: a table's memos and indexes, a
 * database's journal, a workbook's lock? */
static bool is_companion(wn_str path, wn_str base, wn_arena *arena)
{
    static const struct {
        const char *end, *of;
    } kinds[] = {{".fpt", ".dbf"}, {".dbt", ".dbf"}, {".smt", ".dbf"}, {".cdx", ".dbf"},
                 {".mdx", ".dbf"}, {".idx", ".dbf"}, {".ndx", ".dbf"}, {".fpt", ".DBF"},
                 {".dbt", ".DBF"}, {".smt", ".DBF"}, {".cdx", ".DBF"}, {".mdx", ".DBF"},
                 {".idx", ".DBF"}, {".ndx", ".DBF"}, {"-wal", ""},     {"-shm", ""},
                 {"-journal", ""}, {".sha256", ""}};

    for (size_t i = 0; i < WN_COUNT(kinds); i++) {
        wn_str end = wn_str_of(kinds[i].end);
        if (path.len <= end.len)
            continue;
        wn_str stem = {path.ptr, path.len - end.len};
        if (wn_str_equal_nocase((wn_str){path.ptr + stem.len, end.len}, end) &&
            wn_path_exists(
                wn_arena_format(arena, "%.*s%s", WN_FMT(stem), kinds[i].of).ptr))
            return true;
    }
    return (base.len > 2 && !memcmp(base.ptr, "~$", 2)) ||
           wn_str_equal(base, WN_STR("winnow.xsd")) || /* beside a draft: for editors */
           wn_str_equal_nocase(base, WN_STR("Thumbs.db")) ||
           wn_str_equal_nocase(base, WN_STR("desktop.ini"));
}

static bool is_list_of_model(const wn_context *context, const char *path, wn_arena *arena)
{
    const wn_model *model = &context->plan->model;

    for (size_t i = 0; i < model->list_count; i++)
        if (model->lists[i].path.len &&
            is_same(context, model->lists[i].path.ptr, path, arena))
            return true;
    return false;
}

bool input_is_own(const wn_context *context, const char *path)
{
    wn_arena arena = {0};
    wn_str whole = wn_str_of(path);
    bool own = false;

    for (size_t i = 0; i < context->settings->own_count && !own; i++)
        own = is_same(context, context->settings->own[i], path, &arena);
    own = own || wn_is_mapping_file(path) ||
          is_companion(whole, wn_path_base(whole), &arena) ||
          is_artefact(context, wn_path_dir(whole), wn_path_base(whole), &arena) ||
          is_list_of_model(context, path, &arena);
    wn_arena_release(&arena);
    return own;
}
