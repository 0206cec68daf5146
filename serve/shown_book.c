/* shown_book.c - the workbook of the mapping, kept fresh and read. */
#include "shown_book.h"

#include "core/fail.h"
#include "core/hash.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOOK ROOM_OWN "/book.xlsx"
#define PATIENCE 3000 /* milliseconds that a page waits for it */
#define MOST_ABOVE 10 /* rows in which headings are looked for */

/* ---- kept fresh ------------------------------------------------------------------- */

/* Changes with the mapping, its model, the files and the language. */
static uint64_t stamp_of(serve *s, wn_lang lang, wn_arena *arena)
{
    room_names names;

    room_exports(&s->room, &names, arena);
    uint64_t parts[] = {s->plan_stamp, room_stamp(&s->room, &names), (uint64_t)lang,
                        s->room.shown};
    free(names.items);
    return wn_hash((wn_str){(const char *)parts, sizeof(parts)}, 0) | 1;
}

const char *shown_book_files(const serve *s, const char *mapping, wn_arena *arena)
{
    wn_str folder = wn_path_dir(wn_str_of(mapping));

    return s->room.given_count && folder.len ? wn_arena_str(arena, folder).ptr : ".";
}

/* The job that wrote the workbook of what is there now, or that does so. */
static job fresh(serve *s, const char *mapping, wn_lang lang, wn_arena *arena,
                 wn_error *err)
{
    const char *files = shown_book_files(s, mapping, arena);
    const char *const words[] = {"sheet", mapping, "--in", files, "--quiet", "--lang",
                                 wn_languages[lang].code, "-o", BOOK, NULL};
    uint64_t stamp = stamp_of(s, lang, arena), seal = 0;
    job j = job_latest(&s->room, JOB_SHEET, &seal);
    bool is_lost = j.state == JOB_ENDED && j.code == 0 && !room_has(&s->room, BOOK);

    if (j.state == JOB_NONE || j.state == JOB_BROKEN || seal != stamp || is_lost) {
        if (j.state == JOB_RUNS) /* of what was before: two must not write one file */
            job_wait(&s->room, &j, PATIENCE);
        if (j.state == JOB_RUNS)
            return j;
        unlinkat(s->room.fd, BOOK, 0); /* what is there then is this job's */
        job_start(&s->room, JOB_SHEET, words, stamp, &j, err);
    }
    if (err->rc >= 0)
        job_wait(&s->room, &j, PATIENCE);
    return j;
}

/* ---- read ------------------------------------------------------------------------- */

static shown_sheet open_sheet(const grid_sheet *sheet, wn_word head, int count)
{
    shown_sheet out = {.head = head};

    for (size_t r = 0; sheet && r < sheet->count && r < MOST_ABOVE; r++) {
        if (book_headings(&sheet->rows[r], head, count, out.at) < count / 2 + 1)
            continue;
        out.sheet = sheet;
        out.first = r + 1;
        break;
    }
    return out;
}

static const grid_sheet *own_sheet(const book_grid *grid, wn_word word)
{
    for (size_t i = 0; i < grid->count; i++)
        if (wn_is_word(grid->sheets[i].name, word))
            return &grid->sheets[i];
    return NULL;
}

wn_str shown_cell(const shown_sheet *sheet, const grid_row *row, wn_word heading)
{
    int at = sheet->at[(int)(heading - sheet->head)];

    return at >= 0 ? grid_cell(row, (size_t)at) : WN_STR("");
}

static size_t count_problems(const shown_sheet *sheet)
{
    size_t count = 0;

    for (size_t r = sheet->first; sheet->sheet && r < sheet->sheet->count; r++)
        count += shown_cell(sheet, &sheet->sheet->rows[r], WN_SAY_BOOK_PROBLEM).len > 0;
    return count;
}

/* The sheets of the tables stand in the hidden sheet, in the order of the mapping. */
static bool read_tables(serve *s, const char *mapping, shown_book *out)
{
    const wn_file *file = s->plan.files, *end = file + s->plan.file_count;

    const grid_sheet *hidden = grid_find(&out->grid, WN_STR("winnow"));

    out->tables = wn_alloc(s->plan.file_count + 1, sizeof(*out->tables));
    for (size_t r = 1; hidden && r < hidden->count; r++) {
        const grid_row *row = &hidden->rows[r];
        if (!wn_str_equal(grid_cell(row, 0), WN_STR("sheet")))
            continue;
        while (file < end && strcmp(file->mapping, mapping) != 0)
            file++; /* of another mapping that was named */
        if (file == end)
            return false;
        shown_table *t = &out->tables[out->table_count];
        t->sheet = open_sheet(grid_find(&out->grid, grid_cell(row, 1)),
                              WN_SAY_BOOK_LETTER,
                              (int)(WN_SAY_BOOK_WHY - WN_SAY_BOOK_LETTER) + 1);
        t->file = file++;
        out->table_count++;
        t->problems = count_problems(&t->sheet);
        if (!t->sheet.sheet)
            return false;
    }
    return true;
}

static bool read_book(serve *s, const char *mapping, shown_book *out, wn_error *err)
{
    if (grid_read(&out->grid, BOOK, NULL, err) < 0)
        return false;
    out->files = open_sheet(own_sheet(&out->grid, WN_SAY_BOOK_SHEET_FILES),
                            WN_SAY_BOOK_FILE_ACTION_HEAD,
                            (int)(WN_SAY_BOOK_FILE_COLUMNS - WN_SAY_BOOK_FILE_ACTION_HEAD) + 1);
    out->values = open_sheet(own_sheet(&out->grid, WN_SAY_BOOK_SHEET_VALUES),
                             WN_SAY_BOOK_VALUE_LIST,
                             (int)(WN_SAY_BOOK_VALUE_NEAREST - WN_SAY_BOOK_VALUE_LIST) + 1);
    out->links = open_sheet(own_sheet(&out->grid, WN_SAY_BOOK_SHEET_LINKS),
                            WN_SAY_BOOK_LINK_TABLE,
                            (int)(WN_SAY_BOOK_LINK_HITS - WN_SAY_BOOK_LINK_TABLE) + 1);
    return read_tables(s, mapping, out);
}

bool shown_book_open(serve *s, wn_lang lang, shown_book *out, job *j, wn_error *err)
{
    *out = (shown_book){0};
    *j = (job){0};
    const char *mapping = room_mapping(&s->room, &out->arena).ptr;
    if (!mapping || !*mapping)
        return false;
    out->model = site_model(s);
    *j = fresh(s, mapping, lang, &out->arena, err);
    return err->rc >= 0 && j->state == JOB_ENDED && out->model &&
           room_has(&s->room, BOOK) && read_book(s, mapping, out, err);
}

void shown_book_release(shown_book *book)
{
    grid_release(&book->grid);
    free(book->tables);
    wn_arena_release(&book->arena);
    *book = (shown_book){0};
}

void shown_book_missing(frame *f, const job *j, const wn_error *err)
{
    if (err->rc < 0)
        frame_error(f, err);
    else if (j->state == JOB_NONE)
        frame_put(f, "p class=\"c1 note\"", WN_SAY_SERVE_NO_MAPPING);
    else
        frame_job(f, j);
    if (j->state == JOB_ENDED)
        frame_put(f, "p", WN_SAY_SERVE_MEND_MAPPING);
}

shown_table *shown_table_find(const shown_book *book, wn_str name)
{
    for (size_t i = 0; i < book->table_count; i++)
        if (wn_str_equal(book->tables[i].sheet.sheet->name, name))
            return &book->tables[i];
    return NULL;
}

const char *shown_set(const shown_sheet *sheet, const grid_row *row, wn_word heading,
                      wn_str text, wn_arena *arena)
{
    int at = sheet->at[(int)(heading - sheet->head)];
    wn_str name = sheet->sheet->name;
    wn_buf out = {0};
    char letter[8];

    if (at < 0)
        return "";
    bool is_plain = name.len && !memchr(name.ptr, '!', name.len) && name.ptr[0] != '\'';
    wn_buf_format(&out, "--set=%s", is_plain ? "" : "'");
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '\'' && !is_plain)
            wn_buf_char(&out, '\'');
        wn_buf_char(&out, name.ptr[i]);
    }
    wn_buf_format(&out, "%s!%s%llu=", is_plain ? "" : "'", wn_column_letter(letter, (size_t)at),
                  (unsigned long long)row->line);
    wn_buf_add(&out, text);
    const char *word = wn_arena_str(arena, wn_buf_str(&out)).ptr;
    wn_buf_release(&out);
    return word;
}
