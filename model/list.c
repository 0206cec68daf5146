/* list.c - controlled lists: items, synonyms, look-up, and lists in CSV files. */
#include "build.h"

#include "winnow/encoding.h"
#include "winnow/file.h"
#include "winnow/han.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LIST_FILE ((size_t)16 << 20)

/* Blanks of other widths, and marks that nobody sees: N/A with one behind it is N/A. */
static bool is_unseen(uint32_t c)
{
    return c == 0xAD || c == 0x61C || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0xFEFF;
}

/* From byte *at on, as much as `room` takes. */
static wn_str fold_some(wn_str s, size_t *at, char *out, size_t room)
{
    size_t len = 0;

    while (*at < s.len && len + 4 <= room) {
        unsigned char byte = (unsigned char)s.ptr[*at];
        uint32_t c = byte < 0x80 ? (++*at, byte) : wn_narrow(wn_utf8_next(s, at));
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (c == ' ' || c == '\t' || c == '_' || c == '-' || c == '.' || c == ',' ||
            c == '*' || c == '\r' || c == '\n' || (c >= 0xAD && is_unseen(c)))
            continue;
        if (c < 0x80)
            out[len++] = (char)c;
        else
            len += wn_utf8_put(out + len, wn_simplified(c));
    }
    return (wn_str){out, len};
}

wn_str wn_fold(wn_str s, char *out, size_t room)
{
    size_t at = 0;

    return fold_some(s, &at, out, room);
}

/* Of all of it, piece by piece. *is_empty: it folds to nothing. */
static wn_print fold_print(wn_str s, bool *is_empty)
{
    char folded[1024];
    size_t at = 0;
    wn_str piece = fold_some(s, &at, folded, sizeof(folded));
    wn_print print = wn_print_of(piece);

    *is_empty = piece.len == 0;
    while (at < s.len) {
        piece = fold_some(s, &at, folded, sizeof(folded));
        print = piece.len ? wn_print_mix(print, piece) : print;
    }
    return print;
}

wn_print wn_fold_print(wn_str s)
{
    bool unused;

    return fold_print(s, &unused);
}

bool wn_fold_equal(wn_str a, wn_str b)
{
    wn_print x = wn_fold_print(a), y = wn_fold_print(b);

    return x.a == y.a && x.b == y.b;
}

/* Of a spelling: "-" folds to nothing, and is itself. */
static wn_print spelling_print(wn_str s)
{
    bool is_empty;
    wn_print print = fold_print(s, &is_empty);

    return is_empty ? wn_print_of(s) : print;
}

static void add_spelling(wn_list *list, wn_str spelling, int64_t item)
{
    bool is_new;

    spelling = wn_str_trim(spelling);
    if (spelling.len == 0)
        return;
    int64_t *value = wn_map_set(&list->index, spelling_print(spelling), &is_new);
    if (!is_new)
        return;
    *value = item;
    list->spellings = wn_grow(list->spellings, list->spelling_count, &list->spelling_room,
                              sizeof(*list->spellings));
    list->spellings[list->spelling_count++] = spelling;
}

void wn_list_add(wn_list *list, wn_list_item item, wn_str synonyms, wn_str separator)
{
    int64_t number = (int64_t)list->count;

    list->items = wn_grow(list->items, list->count, &list->room, sizeof(*list->items));
    list->items[list->count++] = item;
    add_spelling(list, item.code, number);
    add_spelling(list, item.zh, number);
    add_spelling(list, item.en, number);
    while (synonyms.len > 0)
        add_spelling(list, wn_str_cut(&synonyms, separator), number);
}

const wn_list_item *wn_list_find(const wn_list *list, wn_str value)
{
    const int64_t *found = wn_map_find(&list->index, spelling_print(value));

    return found ? &list->items[*found] : NULL;
}

wn_str wn_list_nearest(const wn_list *list, wn_str value)
{
    wn_str near = wn_suggest(value, list->spellings, list->spelling_count);

    /* 华北 is no slip of 华南, nor UK of US: words so short must sound alike */
    return wn_utf8_count(value) < 3 && !wn_sounds_alike(value, near) ? WN_STR("") : near;
}

/* The first character as folding leaves it; -1: one that folding drops. */
static int32_t first_folded(wn_str value)
{
    char folded[8];
    size_t at = 0, end = 0;

    wn_utf8_next(value, &end);
    wn_str one = wn_fold((wn_str){value.ptr, end}, folded, sizeof(folded));
    return one.len ? (int32_t)wn_utf8_next(one, &at) : -1;
}

/* Points and hyphens make another number, though no other word: 1,234.56 is not the
 * listed 123456. */
static wn_print blank_print(wn_str value)
{
    return wn_has_digit(value) ? wn_print_of(value) : spelling_print(value);
}

void blank_add(wn_model *model, wn_str value)
{
    value = wn_str_trim(value);
    if (value.len == 0)
        return;
    *wn_map_set(&model->blanks, blank_print(value), NULL) = 1;
    if (value.len > model->blank_longest)
        model->blank_longest = value.len;
    for (size_t at = 0; at < value.len; at++) { /* "- 无" begins with 无, folded */
        int32_t first = first_folded((wn_str){value.ptr + at, value.len - at});
        if (first < 0)
            continue;
        model->blank_first[(uint32_t)first % WN_COUNT(model->blank_first)] = true;
        break;
    }
}

bool wn_model_is_blank(const wn_model *model, wn_str value)
{
    /* most values are told by their length or their first character */
    if (value.len > 3 * model->blank_longest + 4)
        return false;
    int32_t first = first_folded(value);
    if (first >= 0 && !model->blank_first[(uint32_t)first % WN_COUNT(model->blank_first)])
        return false;
    return wn_map_find(&model->blanks, blank_print(value)) != NULL;
}

bool wn_value_is_blank(const wn_model *model, const wn_transform *type,
                       const void *config, wn_str value, wn_arena *arena)
{
    wn_cleaned out = {.value = value};

    if (!wn_model_is_blank(model, value))
        return false;
    switch (type->blanks) {
    case WN_BLANKS_WORDS:
    case WN_BLANKS_KEYS:
        return !wn_has_digit(value);
    case WN_BLANKS_OWN:
        return type->apply(value, config, arena, &out) != WN_CLEAN || out.remark;
    case WN_BLANKS_LISTED:
        break;
    }
    return true;
}

bool wn_blank_is_plain(const wn_transform *type, wn_str value)
{
    static const char *const words[] = {"",    "na",  "无",   "空",   "空白",
                                        "nan", "nil", "null", "none", "blank"};
    bool may_be_name = type->role == WN_ROLE_PERSON || type->role == WN_ROLE_COMPANY;
    size_t count = WN_COUNT(words) - (may_be_name ? 5 : 0);
    char letters[16];
    size_t len = 0;

    if (wn_str_equal_nocase(value, WN_STR("na")))
        return false; /* Napoli, Namibia, a name: n/a is plain */
    if (wn_str_equal(value, WN_STR("\\N")))
        return true; /* as MySQL and PostgreSQL write it */
    for (size_t at = 0; at < value.len;) {
        uint32_t c = wn_lower(wn_simplified(wn_narrow(wn_utf8_next(value, &at))));
        if (wn_digit(c) >= 0 || len + 4 > sizeof(letters))
            return false;
        if (wn_is_letter(c))
            len += wn_utf8_put(letters + len, c);
    }
    for (size_t i = 0; i < count; i++)
        if (wn_str_equal((wn_str){letters, len}, wn_str_of(words[i])))
            return true;
    return false;
}

/* ---- lists in CSV files ------------------------------------------------------ */

enum { COLUMN_CODE, COLUMN_ZH, COLUMN_EN, COLUMN_ALSO, COLUMN_COUNT };

typedef struct list_reader {
    wn_list *list;
    wn_arena *arena;
    wn_str *cells; /* of the row */
    size_t cell_count, cell_room;
    int at[COLUMN_COUNT]; /* of the columns we know, or -1 */
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
    static const char *const names[] = {"code", "zh", "en", "also"};
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
    }
    r->cell_count = 0;
}

bool list_load(wn_list *list, const char *path, wn_arena *arena, wn_error *err)
{
    wn_buf bytes = {0}, text = {0};
    list_reader reader = {.list = list, .arena = arena, .at = {-1, -1, -1, -1}};
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
