/*
 * unread.c - what the given files have beside what was read: sheets and tables that no
 * <file> reads, files in the folders, rows that no where= takes, rows below a table.
 *
 * Nothing is lost without a word: each of these is named, with the number of its rows.
 * They are counted by reading them once, at the end of a run. What cannot be read is
 * named with the reason.
 */
#include "inputs.h"
#include "core/file.h"
#include "core/history.h"
#include "core/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define HEAD (1 << 20)    /* bytes of a file that are read to recognize it */
#define MOST_ROWS 1000000 /* of a table in a file, no more rows are counted */

typedef struct finder {
    const wn_context *context;
    const wn_plan *plan;
    wn_surveys *surveys;
    wn_unreads *out;
    const char **paths; /* canonical paths of the plan's inputs */
} finder;

/* ---- the list --------------------------------------------------------------------- */

/* Return the path without the folders above what was given; if several were given, the
 * folder's own name stays in front. */
static wn_str shown(const finder *f, const char *path)
{
    const wn_context *context = f->context;
    wn_str whole = wn_str_of(path), best = whole;

    if (wn_input_is_address(path))
        return whole;
    for (size_t i = 0; i < context->settings->given_count; i++) {
        wn_str given = wn_str_of(context->settings->given[i]);
        while (given.len > 1 && given.ptr[given.len - 1] == '/')
            given.len--;
        size_t gone = wn_path_is_folder(context->settings->given[i]) &&
                              context->settings->given_count == 1
                          ? given.len + 1
                          : given.len - wn_path_base(given).len;
        if (whole.len > gone && whole.len >= given.len &&
            !memcmp(path, given.ptr, given.len) && whole.len - gone < best.len)
            best = (wn_str){path + gone, whole.len - gone};
    }
    return best;
}

static const wn_skip *skip_of(const wn_plan *plan, const wn_unread *item)
{
    for (size_t i = 0; i < plan->skip_count; i++) {
        const wn_skip *skip = &plan->skips[i];
        if ((wn_pattern_match(skip->path, item->file) ||
             wn_pattern_match(skip->path, wn_path_base(item->file))) &&
            (!skip->sheet.len || wn_pattern_match(skip->sheet, item->table)))
            return skip;
    }
    return NULL;
}

static void add(finder *f, wn_unread item)
{
    wn_unreads *out = f->out;
    const wn_skip *skip = skip_of(f->plan, &item);

    if (skip)
        item.why = WN_UNREAD_LEFT;
    for (int lang = 0; lang < WN_LANG_COUNT; lang++)
        item.reason[lang] =
            wn_arena_str(&out->arena, skip ? skip->why : item.reason[lang]);
    item.file = wn_arena_str(&out->arena, item.file);
    item.table = wn_arena_str(&out->arena, item.table);
    out->items = wn_grow(out->items, out->count, &out->room, sizeof(*out->items));
    out->items[out->count++] = item;
    if (!wn_unread_is_open(&item))
        return;
    out->open++;
    out->rows += item.rows;
}

/* ---- tables below and beside ------------------------------------------------------- */

static bool is_other_table(const wn_note *note)
{
    return note->word == WN_SAY_READ_NOTE_TABLES || note->word == WN_SAY_READ_NOTE_BESIDE;
}

static bool is_sheet_read(const wn_context *context, const wn_input *input, wn_str sheet)
{
    for (size_t i = 0; i < context->plan->file_count; i++)
        if (!strcmp(context->known->inputs[i].path, input->path) &&
            wn_str_equal(context->known->inputs[i].sheet, sheet))
            return true;
    return false;
}

/* Are all tables that the input names read by other <file>s? */
static bool are_read(const wn_context *context, const wn_input *input)
{
    bool any = false;

    for (size_t n = 0; n < input->note_count; n++) {
        if (!is_other_table(&input->notes[n]))
            continue;
        any = true;
        if (!is_sheet_read(context, input, input->notes[n].text))
            return false;
    }
    return any;
}

bool wn_note_is_settled(const wn_context *context, const wn_input *input,
                        const wn_note *note)
{
    return (is_other_table(note) && is_sheet_read(context, input, note->text)) ||
           (note->word == WN_SAY_READ_NOTE_OUTSIDE && are_read(context, input));
}

/* ---- counting --------------------------------------------------------------------- */

static bool is_one_of(const wn_input *input, const char *const *names)
{
    while (*names && strcmp(input->reader->name, *names))
        names++;
    return *names != NULL;
}

static bool is_workbook(const wn_input *input)
{
    static const char *const names[] = {"xls", "xlsx", "xml-sheet", NULL};

    return is_one_of(input, names);
}

static bool is_database(const wn_input *input)
{
    static const char *const names[] = {"sqlite", "postgresql", NULL};

    return is_one_of(input, names);
}

/* Does the format have records within records (JSON, XML)? */
static bool is_nested(const wn_input *input)
{
    static const char *const names[] = {"json", "xml", NULL};

    return is_one_of(input, names);
}

/* Is it text? There, tables below each other have no names, only numbers: sheet="2". */
static bool is_text(const wn_input *input)
{
    static const char *const names[] = {"csv", NULL};

    return is_one_of(input, names);
}

static uint64_t rows_below(const wn_input *input)
{
    for (size_t n = 0; n < input->note_count; n++)
        if (input->notes[n].word == WN_SAY_READ_NOTE_OUTSIDE)
            return input->notes[n].number;
    return 0;
}

static wn_rc survey(const finder *f, wn_input *input, const char *path, wn_error *err)
{
    *input = (wn_input){.chunk = f->context->settings->chunk,
                        .survey_limit = HEAD,
                        .surveys = f->surveys};
    return wn_input_survey(input, path, WN_STR(""), err);
}

/* The query by which a database counts its rows itself. */
static wn_str count_query(wn_input *input, wn_str table)
{
    wn_buf sql = {0};

    wn_buf_add(&sql, WN_STR("select count(*) from \""));
    for (size_t i = 0; i < table.len; i++) {
        if (table.ptr[i] == '.' && !strcmp(input->reader->name, "postgresql"))
            wn_buf_add(&sql, WN_STR("\".\""));
        else
            wn_buf_add(&sql, (wn_str){table.ptr + i, 1});
        if (table.ptr[i] == '"')
            wn_buf_char(&sql, '"');
    }
    wn_buf_char(&sql, '"');
    wn_str query = wn_arena_str(&input->arena, wn_buf_str(&sql));
    wn_buf_release(&sql);
    return query;
}

static wn_rc read_rows(const finder *f, wn_input *input, wn_unread *item, wn_error *err)
{
    wn_batch batch;
    void *reader = NULL;
    int64_t number = 0;
    bool asked = is_database(input);

    item->rows = 0;
    wn_batch_init(&batch, 512);
    input->records = asked ? count_query(input, item->table) : WN_STR("");
    input->sheet = asked ? WN_STR("") : item->table;
    wn_rc rc = input->reader->open(&reader, input, err);
    while (rc >= 0 && !item->is_more && !wn_is_cancelled(f->context->watch) &&
           (rc = input->reader->next(reader, &batch)) == WN_MORE) {
        if (asked && batch.records[0].source_count == 1 &&
            wn_str_number(batch.records[0].source[0], &number))
            item->rows = (uint64_t)number;
        else
            item->rows += batch.count;
        item->is_more = !asked && item->rows >= MOST_ROWS;
        wn_batch_clear(&batch);
    }
    if (!is_text(input))
        item->rows += rows_below(input);
    if (reader)
        input->reader->close(reader);
    wn_batch_release(&batch);
    return rc;
}

/* Take the reason why it is not read, in all languages. False: there is nothing in it. */
static bool take_reason(wn_unread *item, wn_arena *arena, const wn_error *err)
{
    item->reason[err->lang] = wn_arena_str(arena, wn_str_of(err->text));
    if (err->word == WN_WORD_NUMBER(WN_SAY_READ_EMPTY) ||
        err->word == WN_WORD_NUMBER(WN_SAY_READ_NO_TABLES))
        return false;
    item->why = WN_UNREAD_UNKNOWN;
    return true;
}

static void count(finder *f, wn_input *input, wn_unread item)
{
    item.is_counted = true;
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        wn_error err = {.lang = lang};
        if (read_rows(f, input, &item, &err) >= 0)
            break;
        item.is_counted = !take_reason(&item, &f->out->arena, &err);
        item.rows = 0;
    }
    add(f, item);
}

/* ---- tables of a file ------------------------------------------------------------- */

static bool is_winnows(const wn_input *input)
{
    for (size_t i = 0; i < input->table_count; i++)
        if (wn_str_equal(input->tables[i].name, WN_STR("winnow_run")))
            return true;
    return false;
}

/* Is the path a part of the other one, in whole names? "order" in "crm/order/line". */
static bool is_part(wn_str path, wn_str of)
{
    const char *at = of.ptr, *end = of.ptr + of.len;

    while (path.len && (at = memmem(at, (size_t)(end - at), path.ptr, path.len))) {
        if ((at == of.ptr || at[-1] == '/' || at[-1] == '.') &&
            (at + path.len == end || at[path.len] == '/' || at[path.len] == '.'))
            return true;
        at++;
    }
    return false;
}

/* Does <file> i read the table? For records within records, also a table around it or in
 * it counts: one has the columns of the other. */
static bool reads(const finder *f, size_t i, const wn_input *of, wn_str table)
{
    const wn_input *input = &f->context->known->inputs[i];
    wn_str own = input->records;

    if (own.len && is_database(input))
        return memmem(own.ptr, own.len, table.ptr, table.len) != NULL;
    if (!own.len && input->table_count)
        own = input->tables[input->table].name;
    return wn_str_equal(own, table) ||
           (is_nested(of) && (is_part(own, table) || is_part(table, own)));
}

static bool is_read(const finder *f, const char *path, const wn_input *of, wn_str table)
{
    for (size_t i = 0; i < f->plan->file_count; i++)
        if (!strcmp(f->paths[i], path) && reads(f, i, of, table))
            return true;
    return false;
}

/* A table of its own? Not views, winnow's own tables, elements within others. */
static bool is_own_table(const wn_input *input, size_t t)
{
    if (input->tables[t].is_hidden && !is_workbook(input))
        return false;
    for (size_t i = 0; i < t && is_nested(input); i++)
        if (is_part(input->tables[i].name, input->tables[t].name))
            return false;
    return true;
}

/* Add each table of the file that no <file> reads. path NULL: none of them is read. */
static void add_tables(finder *f, wn_input *input, const char *path)
{
    const wn_table *tables = input->tables;
    size_t all = input->table_count;

    for (size_t t = 0; t < all; t++) {
        input->table_count = all; /* counting by a query sets it to 0 */
        if (!is_own_table(input, t) || (path && is_read(f, path, input, tables[t].name)))
            continue;
        count(f, input,
              (wn_unread){.file = shown(f, input->path),
                          .table = tables[t].name,
                          .is_sheet = is_workbook(input)});
    }
}

static bool is_first(const finder *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(f->paths[k], f->paths[i]))
            return false;
    return true;
}

#define MOST_BELOW 100 /* tables below each other */

static wn_str number_of(const wn_input *input)
{
    return input->sheet.len ? input->sheet : WN_STR("1");
}

static bool is_number_read(const finder *f, const char *path, wn_str number)
{
    for (size_t i = 0; i < f->plan->file_count; i++)
        if (!strcmp(f->paths[i], path) &&
            wn_str_equal(number_of(&f->context->known->inputs[i]), number))
            return true;
    return false;
}

/* Does a file that is read have several tables below each other? */
static bool is_stacked(const wn_input *input)
{
    return is_text(input) && input->table_count == 0 &&
           (rows_below(input) > 0 || !wn_str_equal(number_of(input), WN_STR("1")));
}

/* Add each of these tables from number `from` on that no <file> reads; path: as above. */
static void add_stacked(finder *f, wn_input *input, const char *path, size_t from)
{
    wn_error quiet = {.lang = WN_EN};

    for (size_t n = from; n < MOST_BELOW; n++) {
        wn_unread item = {.file = shown(f, input->path),
                          .table = wn_arena_format(&input->arena, "%zu", n)};
        if (path && is_number_read(f, path, item.table))
            continue;
        input->sheet = item.table;
        if (wn_input_look(input, &quiet) < 0)
            break;
        count(f, input, item);
    }
}

/* Add the other tables of a file that is read. If records= names one, the reader has not
 * listed the others. */
static void find_tables(finder *f, size_t i)
{
    const wn_input *read = &f->context->known->inputs[i];
    const char *path = wn_input_is_address(read->path) ? read->file : read->path;
    wn_error quiet = {.lang = WN_EN};
    wn_input input;

    if (read->records.len == 0 && read->table_count < 2 && !is_stacked(read))
        return;
    if (survey(f, &input, path, &quiet) >= 0 && is_stacked(read))
        add_stacked(f, &input, f->paths[i], 1);
    else if (quiet.rc >= 0) {
        if (read->records.len == 0) /* look as the run did: that lists all tables */
            input.sheet = read->sheet;
        if (wn_input_look(&input, &quiet) >= 0)
            add_tables(f, &input, f->paths[i]);
    }
    wn_input_release(&input);
}

/* ---- rows of a table -------------------------------------------------------------- */

static wn_str table_of(const wn_input *input)
{
    return input->table_count ? input->tables[input->table].name : WN_STR("");
}

static bool same_table(const finder *f, size_t i, size_t k)
{
    const wn_input *a = &f->context->known->inputs[i], *b = &f->context->known->inputs[k];

    return !strcmp(f->paths[i], f->paths[k]) && wn_str_equal(table_of(a), table_of(b)) &&
           wn_str_equal(a->records, b->records) &&
           (a->table_count || wn_str_equal(number_of(a), number_of(b)));
}

/* Return how many rows of the table that file i reads first were taken by no <file>. */
static uint64_t rows_left(const finder *f, size_t i)
{
    const wn_input *inputs = f->context->known->inputs;
    uint64_t left = 0;

    for (uint64_t row = 0; row < inputs[i].rows; row++) {
        bool taken = false;
        for (size_t k = i; k < f->plan->file_count && !taken; k++)
            taken = (k == i || same_table(f, i, k)) && row / 8 < inputs[k].taken_room &&
                    inputs[k].taken[row / 8] >> row % 8 & 1;
        left += !taken;
    }
    return left;
}

static void find_rows(finder *f, size_t i)
{
    const wn_input *input = &f->context->known->inputs[i];
    bool is_first_of_table = true, all = true;

    for (size_t k = 0; k < f->plan->file_count; k++) {
        bool same = same_table(f, i, k);
        is_first_of_table = is_first_of_table && !(same && k < i);
        all = all && (!same || f->plan->files[k].term_count > 0);
    }
    if (!is_first_of_table)
        return;
    wn_unread item = {.file = shown(f, input->path),
                      .table = table_of(input),
                      .is_sheet = is_workbook(input),
                      .is_counted = true};
    if (all && (item.rows = rows_left(f, i)) > 0) {
        item.why = WN_UNREAD_WHERE;
        add(f, item);
    }
    if (rows_below(input) > 0 && !is_stacked(input) &&
        !are_read(f->context, input)) { /* no mapping can name that table */
        item.why = WN_UNREAD_BELOW;
        item.rows = rows_below(input);
        add(f, item);
    }
}

/* ---- files ------------------------------------------------------------------------ */

static void look_at_file(finder *f, const char *path, wn_unread_why why)
{
    wn_unread item = {.file = shown(f, path), .why = why, .is_counted = true};
    wn_input input;
    bool good = false;

    for (wn_lang lang = 0; lang < WN_LANG_COUNT && !good; lang++) {
        wn_error err = {.lang = lang};
        if (lang > 0)
            wn_input_release(&input);
        good = survey(f, &input, path, &err) >= 0;
        if (!good)
            item.is_counted = !take_reason(&item, &f->out->arena, &err);
    }
    wn_error quiet = {.lang = WN_EN};
    if (!good)
        add(f, item);
    else if (wn_input_look(&input, &quiet) < 0 || input.table_count == 0) {
        count(f, &input, item);
        if (is_stacked(&input))
            add_stacked(f, &input, NULL, 2);
    } else if (!is_winnows(&input))
        add_tables(f, &input, NULL);
    wn_input_release(&input);
}

/* Find files that path= of a <file> could also mean. */
static void find_namesakes(finder *f, wn_map *seen, wn_arena *arena)
{
    input_given *given = input_given_open(f->context->settings->given,
                                          f->context->settings->given_count, f->surveys);

    for (size_t i = 0; i < f->plan->file_count && !wn_is_cancelled(f->context->watch);
         i++) {
        const wn_file *file = &f->plan->files[i];
        input_fits fits = {0};
        if (!wn_input_is_address(file->path.ptr))
            fits = input_given_fits(given, f->plan, file);
        for (size_t k = 1; k < fits.count; k++) {
            bool is_new;
            wn_map_set(
                seen,
                wn_fingerprint_of(wn_input_identity(f->surveys, fits.paths[k], arena)),
                &is_new);
            if (is_new && !input_is_own(f->context, fits.paths[k]))
                look_at_file(f, fits.paths[k], WN_UNREAD_INSTEAD);
        }
    }
    input_given_close(given);
}

/* List the files in the given folders and archives, and in archives in these folders. */
static void list_files(const finder *f, wn_input_list *files)
{
    wn_input_list outer = {.surveys = f->surveys};

    for (size_t i = 0; i < f->context->settings->given_count; i++)
        wn_input_list_add(&outer, f->context->settings->given[i]);
    for (size_t i = 0; i < outer.count; i++)
        wn_input_list_add(files, outer.paths[i]);
    wn_input_list_release(&outer);
}

static void find_files(finder *f)
{
    wn_input_list files = {.surveys = f->surveys};
    wn_arena arena = {0};
    wn_map seen = {0};

    for (size_t i = 0; i < f->plan->file_count; i++)
        wn_map_set(&seen, wn_fingerprint_of(wn_str_of(f->paths[i])), NULL);
    find_namesakes(f, &seen, &arena);
    list_files(f, &files);
    for (size_t i = 0; i < files.count && !wn_is_cancelled(f->context->watch); i++) {
        bool is_new;
        const char *real = wn_input_identity(f->surveys, files.paths[i], &arena).ptr;
        wn_map_set(&seen, wn_fingerprint_of(wn_str_of(real)), &is_new);
        if (is_new && !input_is_own(f->context, files.paths[i]))
            look_at_file(f, files.paths[i], WN_UNREAD_FILE);
    }
    wn_map_release(&seen);
    wn_arena_release(&arena);
    wn_input_list_release(&files);
}

/* Find folders inside the given folders; a draft does not look into them. */
static void find_folders(finder *f)
{
    wn_arena arena = {0};

    for (size_t i = 0;
         f->context->settings->drafted && i < f->context->settings->given_count; i++) {
        DIR *dir = wn_path_is_folder(f->context->settings->given[i])
                       ? opendir(f->context->settings->given[i])
                       : NULL;
        for (struct dirent *e; dir && (e = readdir(dir));) {
            const char *path =
                wn_path_join(&arena, wn_str_of(f->context->settings->given[i]),
                             wn_str_of(e->d_name))
                    .ptr;
            wn_input_list inside = {.surveys = f->surveys};
            if (e->d_name[0] == '.' || !wn_path_is_folder(path))
                continue;
            wn_input_list_add(&inside, path);
            if (inside.count > 0 && !input_is_own(f->context, inside.paths[0]))
                add(f, (wn_unread){.file = shown(f, path), .why = WN_UNREAD_FOLDER});
            wn_input_list_release(&inside);
        }
        if (dir)
            closedir(dir);
    }
    wn_arena_release(&arena);
}

void unread_find(const wn_context *context, wn_unreads *out)
{
    finder f = {context, context->plan, context->known->surveys, out, NULL};
    wn_arena arena = {0};
    size_t count = context->plan->file_count;

    /* a run on part of the records, or on what is loaded, leaves things out on purpose */
    if (context->pass->is_partial && (wn_is_partial(context->settings) ||
                                      !strcmp(context->settings->basis, "database")))
        return;
    f.paths = wn_alloc(count + 1, sizeof(*f.paths));
    for (size_t i = 0; i < count; i++) {
        const wn_input *input = &context->known->inputs[i];
        f.paths[i] = wn_input_identity(f.surveys, input->path, &arena).ptr;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_first(&f, i))
            find_tables(&f, i);
        find_rows(&f, i);
    }
    find_files(&f);
    find_folders(&f);
    free(f.paths);
    wn_arena_release(&arena);
}
