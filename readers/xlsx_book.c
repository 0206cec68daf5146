/*
 * xlsx_book.c - what the sheets of a workbook share: their names, the formats of numbers,
 * the texts (ECMA-376 part 1: 18.2 workbook, 18.4 shared strings, 18.8 styles).
 *
 *   _rels/.rels                     -> xl/workbook.xml
 *   xl/workbook.xml                 sheets: name, state, r:id; 1904; is it computed
 *   xl/_rels/workbook.xml.rels      r:id -> part of the sheet, of styles, of texts
 */
#include "xlsx.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SHEETS 4096
#define MOST_FORMATS 65536
#define MOST_OWN 4096 /* formats that the file defines */

typedef struct relation {
    wn_str id, type, target;
} relation;

typedef struct sheet {
    wn_str name, id;
    bool is_hidden;
} sheet;

typedef struct loading {
    xlsx_book *book;
    wn_input *input;
    wn_arena *arena;
    relation *relations;
    size_t relation_count, relation_room;
    sheet *sheets;
    size_t sheet_count, sheet_room;
    struct own_format {
        unsigned id;
        read_number_format format;
    } * own;
    size_t own_count, own_room;
    bool in_cell_formats, in_text, in_phonetic;
} loading;

typedef struct own_format own_format;

static void no_text(void *data, wn_str text)
{
    (void)data, (void)text;
}

static void no_end(void *data, const char *name)
{
    (void)data, (void)name;
}

static bool is(const char *name, const char *wanted)
{
    return !strcmp(name, wanted);
}

static unsigned number_of(wn_str s)
{
    int64_t n = 0;

    return wn_str_number(s, &n) && n >= 0 && n < INT32_MAX ? (unsigned)n : 0;
}

/* ---- relations ------------------------------------------------------------------------
 */

static void relation_start(void *data, const char *name, const read_attrs *attrs)
{
    loading *l = data;

    if (!is(name, "Relationship") || l->relation_count > MOST_SHEETS)
        return;
    l->relations = wn_grow(l->relations, l->relation_count, &l->relation_room,
                           sizeof(*l->relations));
    l->relations[l->relation_count++] =
        (relation){wn_arena_str(l->arena, read_attr(attrs, "Id")),
                   wn_arena_str(l->arena, read_attr(attrs, "Type")),
                   wn_arena_str(l->arena, read_attr(attrs, "Target"))};
}

static const read_sax_class relation_events = {relation_start, no_end, no_text};

/* Read the relations of a part. Their targets are relative to the part, or begin at the
 * root. */
static void read_relations(loading *l, const char *part)
{
    wn_str whole = wn_str_of(part);
    const char *slash = memrchr(part, '/', whole.len);
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    wn_str name =
        wn_arena_format(l->arena, "%.*s_rels/%s.rels", (int)folder, part, part + folder);

    l->relation_count = 0;
    read_sax_part(&l->book->package, name.ptr, &relation_events, l);
    for (size_t i = 0; i < l->relation_count; i++) {
        wn_str *target = &l->relations[i].target;
        if (target->len > 0 && target->ptr[0] == '/')
            *target = (wn_str){target->ptr + 1, target->len - 1};
        else
            *target =
                wn_arena_format(l->arena, "%.*s%.*s", (int)folder, part, WN_FMT(*target));
    }
}

static wn_str target_of_type(const loading *l, const char *type)
{
    for (size_t i = 0; i < l->relation_count; i++)
        if (wn_str_ends(l->relations[i].type, wn_str_of(type)))
            return l->relations[i].target;
    return WN_STR("");
}

static wn_str target_of_id(const loading *l, wn_str id)
{
    for (size_t i = 0; i < l->relation_count; i++)
        if (wn_str_equal(l->relations[i].id, id))
            return l->relations[i].target;
    return WN_STR("");
}

/* ---- sheets ---------------------------------------------------------------------------
 */

static bool is_true(const read_attrs *attrs, const char *name)
{
    wn_str value = read_attr(attrs, name);

    return wn_str_equal(value, WN_STR("1")) || wn_str_equal(value, WN_STR("true"));
}

static void book_start(void *data, const char *name, const read_attrs *attrs)
{
    loading *l = data;

    if (is(name, "workbookPr"))
        l->book->from_1904 = is_true(attrs, "date1904");
    if (is(name, "calcPr"))
        l->book->to_compute = is_true(attrs, "fullCalcOnLoad");
    if (!is(name, "sheet") || l->sheet_count >= MOST_SHEETS)
        return;
    l->sheets = wn_grow(l->sheets, l->sheet_count, &l->sheet_room, sizeof(*l->sheets));
    l->sheets[l->sheet_count++] =
        (sheet){wn_arena_str(l->arena, read_attr(attrs, "name")),
                wn_arena_str(l->arena, read_attr(attrs, "id")),
                wn_str_ends(read_attr(attrs, "state"), WN_STR("idden"))};
}

static const read_sax_class book_events = {book_start, no_end, no_text};

/* List the sheets that are tables; charts and dialogs are left out. */
static void list_sheets(loading *l)
{
    xlsx_book *b = l->book;
    wn_input *input = l->input;

    input->tables = wn_arena_alloc(l->arena, (l->sheet_count + 1) * sizeof(wn_table));
    input->table_count = 0;
    for (size_t i = 0; i < l->sheet_count; i++) {
        wn_str part = target_of_id(l, l->sheets[i].id);
        if (part.len == 0 || memmem(part.ptr, part.len, "chartsheets/", 12) ||
            memmem(part.ptr, part.len, "dialogsheets/", 13) ||
            memmem(part.ptr, part.len, "macrosheets/", 12))
            continue;
        b->parts = wn_grow(b->parts, b->part_count, &b->part_room, sizeof(*b->parts));
        b->parts[b->part_count++] = part;
        input->tables[input->table_count++] =
            (wn_table){l->sheets[i].name, l->sheets[i].is_hidden};
    }
}

/* ---- formats --------------------------------------------------------------------------
 */

static void format_start(void *data, const char *name, const read_attrs *attrs)
{
    loading *l = data;
    xlsx_book *b = l->book;

    if (is(name, "numFmt") && l->own_count < MOST_OWN) {
        l->own = wn_grow(l->own, l->own_count, &l->own_room, sizeof(*l->own));
        l->own[l->own_count++] =
            (own_format){number_of(read_attr(attrs, "numFmtId")),
                         read_format_of(read_attr(attrs, "formatCode"), l->arena)};
    } else if (is(name, "cellXfs")) {
        l->in_cell_formats = true;
    } else if (is(name, "xf") && l->in_cell_formats && b->format_count < MOST_FORMATS) {
        unsigned id = number_of(read_attr(attrs, "numFmtId"));
        read_number_format format = read_format_builtin(id);
        for (size_t i = 0; i < l->own_count; i++)
            if (l->own[i].id == id)
                format = l->own[i].format;
        b->formats =
            wn_grow(b->formats, b->format_count, &b->format_room, sizeof(*b->formats));
        b->formats[b->format_count++] = format;
    }
}

static void format_end(void *data, const char *name)
{
    if (is(name, "cellXfs"))
        ((loading *)data)->in_cell_formats = false;
}

static const read_sax_class format_events = {format_start, format_end, no_text};

/* ---- texts ----------------------------------------------------------------------------
 */

/* The character of an escape: "_x000D_" -> 0x0D; -1: it is not an escape. */
static int escaped(wn_str s, size_t at)
{
    int value = 0;

    if (s.len - at < 7 || s.ptr[at] != '_' || s.ptr[at + 1] != 'x' ||
        s.ptr[at + 6] != '_')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = wn_hex_digit(s.ptr[i]);
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value >= 0xD800 && value < 0xE000 ? -1 : value;
}

void xlsx_add_text(wn_buf *out, wn_str text)
{
    while (text.len > 0) {
        const char *mark = memmem(text.ptr, text.len, "_x", 2);
        size_t plain = mark ? (size_t)(mark - text.ptr) : text.len;
        wn_buf_add(out, (wn_str){text.ptr, plain});
        text = (wn_str){text.ptr + plain, text.len - plain};
        if (text.len == 0)
            return;
        int code = escaped(text, 0);
        size_t used = code >= 0 ? 7 : 1;
        char bytes[4];
        if (code > 0)
            wn_buf_add(out, (wn_str){bytes, wn_utf8_put(bytes, (uint32_t)code)});
        else if (code < 0)
            wn_buf_char(out, '_');
        text = (wn_str){text.ptr + used, text.len - used};
    }
}

static void text_start(void *data, const char *name, const read_attrs *attrs)
{
    loading *l = data;

    (void)attrs;
    l->in_phonetic = l->in_phonetic || is(name, "rPh");
    l->in_text = is(name, "t") && !l->in_phonetic;
}

static void text_end(void *data, const char *name)
{
    loading *l = data;
    xlsx_book *b = l->book;

    l->in_text = false;
    if (is(name, "rPh"))
        l->in_phonetic = false;
    if (!is(name, "si"))
        return;
    size_t from = b->text_count ? b->ends[b->text_count - 1] : 0;
    wn_str raw = wn_buf_from(&b->texts, from);
    if (raw.len > 6 && memmem(raw.ptr, raw.len, "_x", 2)) {
        wn_buf clean = {0};
        xlsx_add_text(&clean, raw);
        b->texts.len = from;
        wn_buf_add(&b->texts, wn_buf_str(&clean));
        wn_buf_release(&clean);
    }
    b->ends = wn_grow(b->ends, b->text_count, &b->text_room, sizeof(*b->ends));
    b->ends[b->text_count++] = (uint32_t)b->texts.len;
}

static void text_text(void *data, wn_str text)
{
    loading *l = data;

    if (!l->in_text)
        return;
    if (l->book->texts.len + text.len > READ_MAX_TEXTS)
        wn_fail(l->book->package.err, WN_E_SOURCE, WN_SAY_READ_TEXTS_BIG,
                (unsigned long long)(READ_MAX_TEXTS >> 20));
    else
        wn_buf_add(&l->book->texts, text);
}

static const read_sax_class text_events = {text_start, text_end, text_text};

wn_str xlsx_book_text(const xlsx_book *b, size_t number)
{
    if (number >= b->text_count)
        return WN_STR("");
    size_t from = number ? b->ends[number - 1] : 0;
    return (wn_str){wn_buf_from(&b->texts, from).ptr, b->ends[number] - from};
}

/* ---- the workbook ----------------------------------------------------------------- */

static wn_rc load(loading *l)
{
    xlsx_book *b = l->book;
    wn_error *err = b->package.err;

    read_relations(l, "");
    wn_str book = target_of_type(l, "/officeDocument");
    if (book.len == 0)
        book = WN_STR("xl/workbook.xml");
    if (wn_str_ends(book, WN_STR(".bin")))
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_IS_XLSB, l->input->path);
    if (err->rc >= 0)
        read_sax_part(&b->package, book.ptr, &book_events, l);
    read_relations(l, book.ptr);
    list_sheets(l);
    wn_str styles = target_of_type(l, "/styles"),
           texts = target_of_type(l, "/sharedStrings");
    if (err->rc >= 0 && styles.len)
        read_sax_part(&b->package, styles.ptr, &format_events, l);
    if (err->rc >= 0 && texts.len)
        read_sax_part(&b->package, texts.ptr, &text_events, l);
    if (err->rc >= 0 && l->input->table_count == 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_NO_SHEET, l->input->path);
    return err->rc;
}

wn_rc xlsx_book_open(xlsx_book *b, wn_input *input, wn_error *err)
{
    loading l = {.book = b, .input = input, .arena = &input->arena};
    wn_rc rc = read_package_open(&b->package, input, err);

    if (rc >= 0)
        rc = load(&l);
    free(l.relations);
    free(l.sheets);
    free(l.own);
    return rc;
}

void xlsx_book_close(xlsx_book *b)
{
    read_package_close(&b->package);
    wn_buf_release(&b->texts);
    free(b->ends);
    free(b->formats);
    free(b->parts);
}
