/* waiver_file.c - reads and writes the work lists of waivers. */
#include "waiver_file.h"

#include "guard.h"

#include "core/memory.h"
#include "core/words.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADINGS "Record,System,Owner,Outcome,Valid until,Note,Code\n"
#define MOST ((size_t)16 << 20) /* bytes of a list */

enum { RECORD, SYSTEM, WHO, OUTCOME, UNTIL, NOTE, CODE, CELLS };

/* "answers/C02 account.csv"; "": a check of such a name has no file. */
static wn_str path_of(const waiver_row *row, wn_arena *arena)
{
    wn_str name = wn_arena_format(arena, "%.*s %.*s.csv", WN_FMT(row->rule),
                                  WN_FMT(row->entity));
    char safe[GUARD_NAME + 1];

    return guard_name(name, safe) && wn_str_equal(wn_str_of(safe), name)
               ? wn_arena_format(arena, ROOM_ANSWERS "/%.*s", WN_FMT(name))
               : WN_STR("");
}

int64_t waiver_finding(wn_str code)
{
    char text[24];

    snprintf(text, sizeof(text), "%.*s", WN_FMT(code));
    return *text ? (int64_t)strtoull(text + 1, NULL, 16) : 0;
}

static bool read_line(wn_str line, waiver_row *out, wn_arena *arena)
{
    wn_str cells[CELLS];
    size_t n = 0;

    while (n < CELLS && wn_csv_next(&line, &cells[n], arena))
        n++;
    if (n < CELLS || cells[CODE].len < 2)
        return false;
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = wn_csv_bare(cells[i]);
    out->record = cells[RECORD];
    out->system = cells[SYSTEM];
    out->who = cells[WHO];
    out->note = cells[NOTE];
    out->until = cells[UNTIL];
    out->finding = waiver_finding(cells[CODE]);
    return true;
}

/* The text of the list behind its headings. False: it is not the page's. */
static bool read_list(const room *r, const char *path, wn_buf *text, wn_str *rows)
{
    const wn_str head = WN_STR(HEADINGS);
    bool own = room_read(r, path, MOST, text) && text->len >= head.len &&
               wn_str_equal((wn_str){text->ptr, head.len}, head);

    *rows = own ? (wn_str){text->ptr + head.len, text->len - head.len} : WN_STR("");
    return own;
}

void waiver_rows_release(waiver_rows *all)
{
    free(all->items);
    wn_arena_release(&all->arena);
    *all = (waiver_rows){0};
}

static void add_rows(waiver_rows *all, wn_str name, wn_str rows)
{
    wn_str rest = {name.ptr, name.len - 4}, rule = wn_str_cut(&rest, WN_STR(" "));

    while (rows.len > 0) {
        wn_str line = wn_str_cut(&rows, WN_STR("\n"));
        waiver_row row = {.rule = rule, .entity = rest};
        if (!read_line(wn_arena_str(&all->arena, line), &row, &all->arena))
            continue;
        all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
        all->items[all->count++] = row;
    }
}

void waiver_rows_read(waiver_rows *all, const room *r)
{
    room_names names;

    *all = (waiver_rows){0};
    room_files(r, ROOM_ANSWERS, &names, &all->arena);
    for (size_t i = 0; i < names.count; i++) {
        wn_buf text = {0};
        wn_str rows, path = wn_arena_format(&all->arena, ROOM_ANSWERS "/%.*s",
                                            WN_FMT(names.items[i]));
        if (wn_str_ends(names.items[i], WN_STR(".csv")) &&
            read_list(r, path.ptr, &text, &rows))
            add_rows(all, names.items[i], rows);
        wn_buf_release(&text);
    }
    free(names.items);
}

/* Add the headings, and all rows but that of this finding. True: there is one. */
static bool keep_rows(wn_str rows, const waiver_row *but, wn_buf *out)
{
    wn_arena arena = {0};
    bool any = false;

    wn_buf_add(out, WN_STR(HEADINGS));
    while (rows.len > 0) {
        wn_str line = wn_str_cut(&rows, WN_STR("\n"));
        waiver_row row;
        if (line.len == 0 ||
            (read_line(line, &row, &arena) && row.finding == but->finding))
            continue;
        wn_buf_format(out, "%.*s\n", WN_FMT(line));
        any = true;
    }
    wn_arena_release(&arena);
    return any;
}

static void add_line(wn_buf *out, const waiver_row *row)
{
    wn_arena arena = {0};
    wn_word outcome = row->until.len ? WN_SAY_REPLY_NO_NEED : WN_SAY_REPLY_FIXED;
    const wn_str cells[CELLS] = {
        [RECORD] = row->record, [SYSTEM] = row->system, [WHO] = row->who,
        [OUTCOME] = wn_str_of(wn_say(WN_EN, outcome)), [UNTIL] = row->until,
        [NOTE] = row->note,
        [CODE] = wn_arena_format(&arena, "x%" PRIx64, (uint64_t)row->finding)};

    for (size_t i = 0; i < CELLS; i++) {
        wn_csv_add_safe(out, cells[i]);
        wn_buf_char(out, i + 1 < CELLS ? ',' : '\n');
    }
    wn_arena_release(&arena);
}

/* Write the list of the row's check again, with the row or without it. */
static bool write_again(const room *r, const waiver_row *row, bool add)
{
    wn_arena arena = {0};
    wn_buf text = {0}, kept = {0};
    wn_str rows = WN_STR(""), path = path_of(row, &arena);
    bool done = path.len > 0, is_there = done && room_has(r, path.ptr);

    errno = EINVAL;
    if (done && is_there && !read_list(r, path.ptr, &text, &rows)) {
        errno = EEXIST;
        done = false;
    }
    bool any = done && keep_rows(rows, row, &kept);
    if (done && add)
        add_line(&kept, row);
    if (done && (any || add))
        done = room_write(r, path.ptr, wn_buf_str(&kept));
    else if (done && is_there)
        done = unlinkat(r->fd, path.ptr, 0) == 0;
    int why = errno;
    wn_buf_release(&text);
    wn_buf_release(&kept);
    wn_arena_release(&arena);
    errno = why;
    return done;
}

bool waiver_write(const room *r, const waiver_row *row)
{
    mkdirat(r->fd, ROOM_ANSWERS, 0700); /* where it fails, writing does */
    return write_again(r, row, true);
}

bool waiver_drop(const room *r, const waiver_row *row)
{
    return write_again(r, row, false);
}

void waiver_tidy(const room *r, bool (*is_taken)(void *data, const waiver_row *row), void *data)
{
    waiver_rows all;

    waiver_rows_read(&all, r);
    for (size_t i = 0; i < all.count; i++)
        if (is_taken(data, &all.items[i]))
            waiver_drop(r, &all.items[i]);
    waiver_rows_release(&all);
}
