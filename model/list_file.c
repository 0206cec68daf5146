/* list_file.c - controlled lists in CSV files. */
#include "build.h"

#include "core/encoding.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <csv.h>
#include <stdlib.h>

#define MAX_LIST_FILE ((size_t)16 << 20)

enum { COLUMN_CODE, COLUMN_ZH, COLUMN_EN, COLUMN_ALSO, COLUMN_CONTAINS, COLUMN_COUNT };

typedef struct list_reader {
    wn_list *list;
    wn_arena *arena;
    wn_str *cells; /* of the row */
    size_t cell_count, cell_room;
    int at[COLUMN_COUNT]; /* position of each known column, or -1 */
    size_t row;
} list_reader;

static void on_cell(void *bytes, size_t len, void *data)
{
    list_reader *r = data;

    r->cells = wn_grow(r->cells, r->cell_count, &r->cell_room, sizeof(*r->cells));
    r->cells[r->cell_count++] =
        wn_str_trim(wn_arena_str(r->arena, (wn_str){bytes ? bytes : "", len}));
}

static wn_str cell(const list_reader *r, int column)
{
    int at = r->at[column];

    return at >= 0 && (size_t)at < r->cell_count ? r->cells[at] : WN_STR("");
}

static void on_row(int terminator, void *data)
{
    static const char *const names[] = {"code", "zh", "en", "also", "contains"};
    list_reader *r = data;

    (void)terminator;
    if (r->row++ == 0) {
        for (int c = 0; c < COLUMN_COUNT; c++)
            for (size_t i = 0; i < r->cell_count; i++)
                if (wn_str_equal_nocase(r->cells[i], wn_str_of(names[c])))
                    r->at[c] = (int)i;
    } else if (r->at[COLUMN_CODE] >= 0 && cell(r, COLUMN_CODE).len > 0) {
        wn_list_add(
            r->list,
            (wn_list_item){cell(r, COLUMN_CODE), cell(r, COLUMN_ZH), cell(r, COLUMN_EN)},
            cell(r, COLUMN_ALSO), WN_STR("|"));
        wn_list_contains(r->list, cell(r, COLUMN_CONTAINS));
    }
    r->cell_count = 0;
}

bool list_load(wn_list *list, const char *path, wn_arena *arena, wn_error *err)
{
    wn_buf bytes = {0}, text = {0};
    list_reader reader = {.list = list, .arena = arena, .at = {-1, -1, -1, -1, -1}};
    struct csv_parser parser;
    bool good = wn_file_read(path, MAX_LIST_FILE, WN_E_MAPPING, &bytes, err) == WN_OK;

    if (good && !wn_decode_text(wn_buf_str(&bytes), &text)) {
        wn_fail(err, WN_E_MAPPING, WN_SAY_LIST_NOT_TEXT, path);
        good = false;
    }
    if (good && csv_init(&parser, 0) == 0) {
        csv_parse(&parser, text.ptr ? text.ptr : "", text.len, on_cell, on_row, &reader);
        csv_fini(&parser, on_cell, on_row, &reader);
        csv_free(&parser);
        if (reader.at[COLUMN_CODE] < 0 || list->count == 0) {
            wn_fail(err, WN_E_MAPPING, WN_SAY_LIST_NO_CODE, path);
            good = false;
        }
    }
    free(reader.cells);
    wn_buf_release(&bytes);
    wn_buf_release(&text);
    return good;
}
