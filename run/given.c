/*
 * given.c - which of the given files a <file> reads.
 *
 * Files are compared by their whole path; in an archive that is the path of the
 * archive and then the path inside. path= may be the end of it: "list.csv",
 * "north/list.csv". A file given by itself comes before one in a given folder; refused
 * records that were corrected come before the export they are from; and a match of all
 * of path= comes before one of its last name only. Exactly one file must fit best.
 */
#include "inputs.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIT_WHOLE,   /* its path as given ends with all of path= */
    FIT_FILE,    /* given by itself, with this name, in another folder */
    FIT_REFUSED, /* in a folder of refused records */
    FIT_INSIDE,  /* in the folder or archive, by all of path= */
    FIT_DEEPER,  /* in a folder inside the archive, by all of path= */
    FIT_NAME,    /* in the folder or archive, by its name alone */
    FIT_BESIDE,  /* its name and ".csv": refused records, if nothing else fits */
};

/* A folder that the user gave. */
typedef struct folder {
    const char *path;
    wn_str whole;
    bool is_of_refused, is_listed;
} folder;

/* A file that the user gave, or that is in a given archive. */
typedef struct entry {
    const char *path;
    wn_str whole, inside; /* inside: path in the archive; "": in no archive */
    size_t next;          /* next entry with this name, + 1 */
} entry;

struct input_given {
    const char *const *given;
    size_t given_count;
    wn_surveys *surveys;
    folder *folders;
    size_t folder_count, folder_room;
    entry *entries;
    size_t entry_count, entry_room;
    wn_map names;    /* name -> an entry with it, + 1 */
    wn_map children; /* number of a listed folder, and name of a file in it */
    bool has_refused;
    wn_arena arena;
};

typedef struct fit {
    const char *path;
    int rank;
    size_t at; /* its place among the given files */
} fit;

typedef struct fit_list {
    fit *items;
    size_t count, room;
} fit_list;

/* ---- what is given ---------------------------------------------------------------- */

/* Did an earlier run make this folder for its refused records? Files that are not in it
 * are then not wanted. */
static bool is_of_refused(const char *path, wn_arena *arena)
{
    wn_str readme = wn_path_join(arena, wn_str_of(path), WN_STR("README.txt"));
    wn_error quiet = {.lang = WN_EN};
    wn_buf text = {0};
    bool is = wn_path_exists(readme.ptr) &&
              wn_file_read(readme.ptr, 4096, WN_E_SOURCE, &text, &quiet) >= 0 &&
              text.len > 8 && !memcmp(text.ptr, "winnow: ", 8);

    wn_buf_release(&text);
    return is;
}

static void add_entry(input_given *g, const char *path, wn_str inside)
{
    entry e = {.path = wn_arena_str(&g->arena, wn_str_of(path)).ptr,
               .inside = wn_arena_str(&g->arena, inside)};
    int64_t *name;

    e.whole = wn_input_whole(e.path, &g->arena);
    name = wn_map_set(&g->names, wn_fingerprint_of(wn_path_base(e.whole)), NULL);
    e.next = (size_t)*name;
    g->entries = wn_grow(g->entries, g->entry_count, &g->entry_room, sizeof(*g->entries));
    g->entries[g->entry_count++] = e;
    *name = (int64_t)g->entry_count;
}

/* Add the file, and, if it is an archive, the files in it. */
static void add_file(input_given *g, const char *path)
{
    size_t len = strlen(path);
    wn_input_list list = {.surveys = g->surveys};

    add_entry(g, path, WN_STR(""));
    wn_input_list_add(&list, path);
    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.paths[i], path) != 0)
            add_entry(g, list.paths[i], wn_str_of(list.paths[i] + len + 1));
    wn_input_list_release(&list);
}

static wn_fingerprint child(size_t number, wn_str name)
{
    wn_fingerprint print = wn_fingerprint_of(name);

    return wn_fingerprint_numbers(print.a ^ print.b, number);
}

/* List the folder once, so that a thousand <file>s do not have to ask a thousand
 * folders. */
static void list_children(input_given *g, folder *f)
{
    DIR *dir = opendir(f->path);

    for (struct dirent *e; dir && (e = readdir(dir));)
        wn_map_set(&g->children, child(g->folder_count, wn_str_of(e->d_name)), NULL);
    f->is_listed = dir != NULL;
    if (dir)
        closedir(dir);
}

static void add_folder(input_given *g, const char *path)
{
    folder f = {.path = path,
                .whole = wn_input_whole(path, &g->arena),
                .is_of_refused = is_of_refused(path, &g->arena)};

    list_children(g, &f);
    g->folders =
        wn_grow(g->folders, g->folder_count, &g->folder_room, sizeof(*g->folders));
    g->folders[g->folder_count++] = f;
    g->has_refused = g->has_refused || f.is_of_refused;
}

input_given *input_given_open(const char *const *given, size_t count, wn_surveys *surveys)
{
    input_given *g = wn_alloc(1, sizeof(*g));

    g->given = given;
    g->given_count = count;
    g->surveys = surveys;
    for (size_t i = 0; i < count; i++) {
        if (wn_input_is_address(given[i]))
            continue;
        if (wn_path_is_folder(given[i]))
            add_folder(g, given[i]);
        else
            add_file(g, given[i]);
    }
    return g;
}

void input_given_close(input_given *g)
{
    if (!g)
        return;
    free(g->folders);
    free(g->entries);
    wn_map_release(&g->names);
    wn_map_release(&g->children);
    wn_arena_release(&g->arena);
    free(g);
}

/* ---- what fits -------------------------------------------------------------------- */

static void add(fit_list *all, const char *path, int rank, size_t at)
{
    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = (fit){path, rank, at};
}

/* Add the given files, and files in archives, that fit the path. */
static void add_entries(input_given *g, wn_str path, fit_list *all)
{
    const int64_t *first = wn_map_find(&g->names, wn_fingerprint_of(wn_path_base(path)));

    for (size_t at = first ? (size_t)*first : 0; at > 0; at = g->entries[at - 1].next) {
        const entry *e = &g->entries[at - 1];
        bool deep = e->inside.len > 0;
        bool whole = wn_path_ends(e->whole, path) && (!deep || path.len > e->inside.len);
        add(all, e->path,
            whole                           ? FIT_WHOLE
            : !deep                         ? FIT_FILE
            : wn_str_equal(e->inside, path) ? FIT_INSIDE
            : wn_path_ends(e->inside, path) ? FIT_DEEPER
                                            : FIT_NAME,
            at);
    }
}

/* Add a file as "north/list.csv" of a given folder ".../north". */
static void add_by_folder(input_given *g, const folder *f, wn_str path, fit_list *all)
{
    for (size_t i = 1; i + 1 < path.len; i++) {
        wn_str head = {path.ptr, i}, rest = {path.ptr + i + 1, path.len - i - 1};
        if (path.ptr[i] != '/' || !wn_path_ends(f->whole, head))
            continue;
        const char *found = wn_path_join(&g->arena, wn_str_of(f->path), rest).ptr;
        if (wn_path_exists(found))
            add(all, found, FIT_WHOLE, g->entry_count + all->count);
    }
}

/* Add a file in an archive of the folder: "north.zip/list.csv". */
static void add_archived(input_given *g, const folder *f, wn_str path, fit_list *all)
{
    const char *slash = path.len ? memchr(path.ptr, '/', path.len) : NULL;

    for (; slash; slash = memchr(slash + 1, '/', (size_t)(path.ptr + path.len - slash) - 1)) {
        wn_str head = wn_arena_str(&g->arena, (wn_str){path.ptr, (size_t)(slash - path.ptr)});
        const char *archive = wn_path_join(&g->arena, wn_str_of(f->path), head).ptr,
                   *member = wn_path_join(&g->arena, wn_str_of(f->path), path).ptr;
        wn_input_list list = {.surveys = g->surveys};
        if (head.len == 0 || !wn_path_exists(archive) || wn_path_is_folder(archive))
            continue;
        wn_input_list_add(&list, archive);
        for (size_t i = 0; i < list.count; i++)
            if (!strcmp(list.paths[i], member))
                add(all, member, FIT_INSIDE, g->entry_count + all->count);
        wn_input_list_release(&list);
    }
}

static bool is_in(input_given *g, const folder *f, wn_str path)
{
    wn_str rest = path, first = wn_str_cut(&rest, WN_STR("/"));

    if (path.len == 0 || path.ptr[0] == '/' ||
        (f->is_listed &&
         !wn_map_find(&g->children, child((size_t)(f - g->folders), first))))
        return false;
    return wn_path_exists(wn_path_join(&g->arena, wn_str_of(f->path), path).ptr);
}

/* Add the first of these names that is in the folder; false: none is. */
static bool add_first(input_given *g, const folder *f, const wn_str *names, size_t count,
                      int rank, fit_list *all)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_in(g, f, names[i]))
            continue;
        add(all, wn_path_join(&g->arena, wn_str_of(f->path), names[i]).ptr, rank,
            g->entry_count + all->count);
        return true;
    }
    return false;
}

#define DEEPEST 8 /* levels of folders */

/* Add files by name from all levels below a folder of refused records: a pack knows only
 * their names, not their folders. */
static void add_below(input_given *g, const char *path, wn_str name, int depth,
                      fit_list *all)
{
    DIR *dir = opendir(path);

    for (struct dirent *e; dir && (e = readdir(dir));) {
        const char *inner =
            wn_path_join(&g->arena, wn_str_of(path), wn_str_of(e->d_name)).ptr;
        if (e->d_name[0] == '.')
            continue;
        if (wn_path_is_folder(inner)) {
            if (depth < DEEPEST)
                add_below(g, inner, name, depth + 1, all);
        } else if (depth > 0 && wn_str_equal(wn_str_of(e->d_name), name)) {
            add(all, inner, FIT_REFUSED, g->entry_count + all->count);
        }
    }
    if (dir)
        closedir(dir);
}

/* Add the file in the folder: by its path, else by its name alone, else, with ".csv"
 * after the name, as a file of refused records. A table that is one of several in its
 * file has its own file of refused records. */
static void add_inside(input_given *g, const wn_file *file, const folder *f, int rank,
                       fit_list *all)
{
    wn_str path = file->path, base = wn_path_base(path);
    wn_str own = wn_refused_name(file, &g->arena);
    wn_str plain = wn_arena_format(&g->arena, "%.*s.csv", WN_FMT(path));
    wn_str names[] = {path, base, own, wn_path_base(own), plain, wn_path_base(plain)};
    bool has_table = file->sheet.len || file->records.len;

    if (!f->is_of_refused) {
        if (rank == FIT_INSIDE)
            add_first(g, f, names, 1, rank, all);
        else if (rank == FIT_NAME)
            add_first(g, f, names + 1, base.len < path.len, rank, all);
        else
            add_first(g, f, names + 2, 4, rank, all);
    } else if (rank == FIT_INSIDE) {
        add_first(g, f, names + (has_table ? 2 : 0), has_table ? 2 : 6, FIT_REFUSED, all);
        if (file->is_pack && !file->found)
            add_below(g, f->path, wn_path_base(own), 0, all);
    }
}

static void add_folders(input_given *g, const wn_file *file, wn_str path, fit_list *all)
{
    static const int ranks[] = {FIT_INSIDE, FIT_NAME, FIT_BESIDE};

    for (size_t r = 0; r < WN_COUNT(ranks); r++) {
        bool is_better = false;
        for (size_t i = 0; i < all->count && !is_better; i++)
            is_better = all->items[i].rank < ranks[r];
        for (size_t i = 0; i < g->folder_count && (r == 0 || !is_better); i++) {
            if (r == 0 && !g->folders[i].is_of_refused) {
                add_by_folder(g, &g->folders[i], path, all);
                add_archived(g, &g->folders[i], path, all);
            }
            add_inside(g, file, &g->folders[i], ranks[r], all);
        }
    }
}

static int by_rank(const void *a, const void *b)
{
    const fit *x = a, *y = b;

    return x->rank != y->rank ? x->rank - y->rank : (x->at > y->at) - (x->at < y->at);
}

static bool is_by_name(const fit *one)
{
    return one->rank == FIT_FILE || one->rank == FIT_NAME || one->rank == FIT_BESIDE;
}

/* Does another <file> name a file of this name in another folder? Then the name alone
 * does not say which is meant. */
static bool is_shared_name(const wn_plan *plan, const wn_file *file)
{
    wn_str base = wn_path_base(file->path);

    for (size_t i = 0; i < plan->file_count; i++)
        if (!wn_str_equal(plan->files[i].path, file->path) &&
            wn_str_equal(wn_path_base(plan->files[i].path), base))
            return true;
    return false;
}

/* Sort, best first. Drop files that fit by name alone, where one fits by its whole path
 * or where the name does not say which is meant. */
static void keep_meant(const wn_plan *plan, const wn_file *file, fit_list *all)
{
    size_t kept = 0;

    if (all->count > 1)
        qsort(all->items, all->count, sizeof(*all->items), by_rank);
    bool by_name =
        all->count > 0 && is_by_name(&all->items[0]) && !is_shared_name(plan, file);
    for (size_t i = 0; i < all->count; i++)
        if (by_name || !is_by_name(&all->items[i]))
            all->items[kept++] = all->items[i];
    all->count = kept;
}

/* Keep each file once, with its best fit. */
static void keep_different(input_given *g, fit_list *all)
{
    wn_map seen = {0};
    size_t kept = 0;

    if (all->count < 2)
        return;
    for (size_t i = 0; i < all->count; i++) {
        bool is_new;
        wn_map_set(&seen,
                   wn_fingerprint_of(
                       wn_input_identity(g->surveys, all->items[i].path, &g->arena)),
                   &is_new);
        if (is_new)
            all->items[kept++] = all->items[i];
    }
    all->count = kept;
    wn_map_release(&seen);
}

/* Return the paths, best first, and how many of them fit equally well. */
static input_fits take(input_given *g, const fit_list *all)
{
    input_fits out = {
        .paths = wn_arena_alloc(&g->arena, (all->count + 1) * sizeof(*out.paths))};

    for (size_t i = 0; i < all->count; i++) {
        out.best += all->items[i].rank == all->items[0].rank;
        out.paths[out.count++] = all->items[i].path;
    }
    return out;
}

/* Return the address of a database as given, which may have a password, else as in the
 * mapping. */
static const char *find_address(const input_given *g, const wn_file *file,
                                wn_arena *arena)
{
    for (size_t i = 0; i < g->given_count; i++)
        if (wn_input_is_address(g->given[i]) &&
            wn_str_equal(wn_input_shown(g->given[i], arena),
                         wn_input_shown(file->path.ptr, arena)))
            return g->given[i];
    return file->path.ptr;
}

input_fits input_given_fits(input_given *g, const wn_plan *plan, const wn_file *file)
{
    wn_str path = file->path;
    fit_list all = {0};

    while (path.len > 2 && !memcmp(path.ptr, "./", 2))
        path = (wn_str){path.ptr + 2, path.len - 2};
    if (path.ptr[0] == '/' && wn_path_exists(path.ptr))
        add(&all, path.ptr, FIT_INSIDE, 0);
    add_entries(g, path, &all);
    add_folders(g, file, path, &all);
    keep_meant(plan, file, &all);
    keep_different(g, &all);
    input_fits out = take(g, &all);
    free(all.items);
    return out;
}

bool input_given_wants(input_given *g, const wn_plan *plan, const wn_file *file)
{
    return !g->has_refused || wn_input_is_address(file->path.ptr) ||
           input_given_fits(g, plan, file).count > 0;
}

static wn_rc fail_several(input_given *g, const wn_file *file, const input_fits *fits,
                          wn_error *err)
{
    wn_str *names = wn_arena_alloc(&g->arena, fits->best * sizeof(*names));

    wn_input_names(fits->paths, fits->best, names, &g->arena);
    wn_rc rc = wn_fail(err, WN_E_MAPPING, WN_SAY_INPUT_SEVERAL, WN_FMT(file->path),
                       fits->paths[0], fits->paths[1]);
    wn_error_at(err, file->mapping, file->line);
    wn_error_hint(err, WN_SAY_INPUT_SEVERAL_HINT, WN_FMT(names[0]), WN_FMT(names[1]));
    return rc;
}

static wn_rc fail_missing(const wn_file *file, wn_error *err)
{
    wn_rc rc = wn_fail(err, WN_E_SOURCE, WN_SAY_INPUT_NOT_FOUND, WN_FMT(file->path));

    wn_error_at(err, file->mapping, file->line);
    wn_error_hint(err, WN_SAY_INPUT_NOT_FOUND_HINT);
    return rc;
}

wn_rc input_given_find(input_given *g, const wn_plan *plan, const wn_file *file,
                       const char **path_out, wn_arena *arena, wn_error *err)
{
    *path_out = file->found;
    if (file->found)
        return WN_OK;
    if (wn_input_is_address(file->path.ptr)) {
        *path_out = find_address(g, file, arena);
        return WN_OK;
    }
    input_fits fits = input_given_fits(g, plan, file);
    if (fits.best > 1)
        return fail_several(g, file, &fits, err);
    wn_str beside =
        wn_path_join(arena, wn_path_dir(wn_str_of(file->mapping)), file->path);
    if (fits.count > 0)
        *path_out = wn_arena_str(arena, wn_str_of(fits.paths[0])).ptr;
    else if (wn_path_exists(beside.ptr) || g->given_count == 0)
        *path_out = beside.ptr;
    return *path_out ? WN_OK : fail_missing(file, err);
}
