/*
 * xml_sheet.c - XML Spreadsheet 2003, which older CRMs write, often with the name .xls.
 *
 *   <Workbook> <Styles> <Style ss:ID> <NumberFormat ss:Format/> ...
 *     <Worksheet ss:Name> <Table> <Row ss:Index ss:Span> <Cell ss:Index ss:MergeAcross
 *     ss:StyleID> <Data ss:Type="String|Number|DateTime|Boolean|Error">
 *
 * The file is read twice: first for the names of the sheets, then for the cells of one.
 */
#include "number_format.h"
#include "package.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_SHEETS 4096
#define MOST_STYLES 65536
#define LAST_ROW 1048576

struct reader {
    wn_input *input;
    wn_error *err;
    int fd;
    char *chunk;
    read_sax sax;
    read_rows rows;
    read_cells cells;
    read_number_format *formats; /* by style */
    size_t format_count, format_room;
    wn_map by_id;    /* style id -> number of its format */
    wn_str style_id; /* of the current style */
    wn_table *tables;
    size_t table_count, table_room;
    size_t sheet; /* the current sheet, from 1 */
    bool reading; /* in the second pass */
    int in_data, in_comment;
    bool in_visible;
    uint64_t row;
    size_t column, across;
    read_number_format format;
    char type; /* first letter of ss:Type */
    wn_buf value;
    uint64_t merged, hidden;
    bool at_end;
};

static bool is(const char *name, const char *wanted)
{
    return name[0] == wanted[0] && !strcmp(name, wanted);
}

static uint64_t number_of(wn_str s, uint64_t most)
{
    int64_t n = 0;

    return wn_str_number(s, &n) && n > 0 ? ((uint64_t)n < most ? (uint64_t)n : most) : 0;
}

/* ---- events ----------------------------------------------------------------------- */

static read_number_format format_of_name(wn_str name, wn_arena *arena)
{
    static const struct {
        const char *name;
        read_number_kind kind;
    } names[] = {{"General Date", READ_NUMBER_DATE},  {"Long Date", READ_NUMBER_DATE},
                 {"Medium Date", READ_NUMBER_DATE},   {"Short Date", READ_NUMBER_DATE},
                 {"Long Time", READ_NUMBER_TIME},     {"Medium Time", READ_NUMBER_TIME},
                 {"Short Time", READ_NUMBER_TIME},    {"Percent", READ_NUMBER_PERCENT},
                 {"Standard", READ_NUMBER_PLAIN},     {"Fixed", READ_NUMBER_PLAIN},
                 {"Scientific", READ_NUMBER_PLAIN},   {"Currency", READ_NUMBER_PLAIN},
                 {"Euro Currency", READ_NUMBER_PLAIN}};

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_equal(name, wn_str_of(names[i].name)))
            return (read_number_format){.kind = (uint8_t)names[i].kind};
    return read_format_of(name, arena);
}

static read_number_format format_of_style(const struct reader *r, wn_str id)
{
    const int64_t *found = id.len ? wn_map_find(&r->by_id, wn_fingerprint_of(id)) : NULL;

    return found ? r->formats[*found] : (read_number_format){0};
}

static void start_sheet(struct reader *r, const read_attrs *attrs)
{
    r->sheet++;
    r->row = 0;
    if (r->reading || r->table_count >= MOST_SHEETS)
        return;
    r->tables = wn_grow(r->tables, r->table_count, &r->table_room, sizeof(*r->tables));
    r->tables[r->table_count++] =
        (wn_table){wn_arena_str(&r->input->arena, read_attr(attrs, "Name")), false};
}

static void start_style(struct reader *r, const read_attrs *attrs, const char *name)
{
    if (is(name, "Style"))
        r->style_id = wn_arena_str(&r->input->arena, read_attr(attrs, "ID"));
    if (!is(name, "NumberFormat") || r->format_count >= MOST_STYLES || r->reading)
        return;
    wn_str format = read_attr(attrs, "Format");
    r->formats =
        wn_grow(r->formats, r->format_count, &r->format_room, sizeof(*r->formats));
    r->formats[r->format_count] =
        format.len ? format_of_name(format, &r->input->arena) : (read_number_format){0};
    *wn_map_set(&r->by_id, wn_fingerprint_of(r->style_id), NULL) =
        (int64_t)r->format_count++;
}

static void start_row(struct reader *r, const read_attrs *attrs)
{
    uint64_t index = number_of(read_attr(attrs, "Index"), LAST_ROW);

    if (index > r->row + 1) {
        read_rows_skip(&r->rows, index - r->row - 1, r->row + 1);
        r->row = index - 1;
    }
    r->row++;
    r->column = 0;
    r->hidden += wn_str_equal(read_attr(attrs, "Hidden"), WN_STR("1"));
}

static void merge(struct reader *r, uint32_t down)
{
    size_t right = r->column + r->across;

    if (right < READ_MAX_COLUMNS)
        read_cells_merge(&r->cells, &r->rows,
                         (read_range){(uint32_t)r->row, (uint32_t)r->row + down,
                                      (uint16_t)r->column, (uint16_t)right});
}

static void start_cell(struct reader *r, const read_attrs *attrs)
{
    uint64_t index = number_of(read_attr(attrs, "Index"), READ_MAX_COLUMNS + 1);

    if (index > 0)
        r->column = (size_t)index - 1;
    r->across = (size_t)number_of(read_attr(attrs, "MergeAcross"), READ_MAX_COLUMNS);
    uint64_t down = number_of(read_attr(attrs, "MergeDown"), LAST_ROW);
    r->merged += r->across > 0 || down > 0;
    if ((r->across > 0 || down > 0) && !wn_input_as_shown(r->input))
        merge(r, (uint32_t)down);
    r->format = format_of_style(r, read_attr(attrs, "StyleID"));
    r->value.len = 0;
    r->type = 'S';
}

static void on_start(void *data, const char *name, const read_attrs *attrs)
{
    struct reader *r = data;
    bool ours = r->reading && r->sheet == r->input->table + 1;

    if (is(name, "Worksheet"))
        start_sheet(r, attrs);
    else if (r->sheet == 0)
        start_style(r, attrs, name);
    else if (is(name, "Visible"))
        r->in_visible = true;
    else if (!ours)
        return;
    else if (is(name, "Row"))
        start_row(r, attrs);
    else if (is(name, "Cell"))
        start_cell(r, attrs);
    else if (is(name, "Comment") || is(name, "PhoneticText"))
        r->in_comment++;
    else if (is(name, "Data") && !r->in_comment) {
        wn_str type = read_attr(attrs, "Type");
        r->type = type.len ? type.ptr[0] : 'S';
        r->in_data++;
    }
}

/* "2010-01-02T00:00:00.000" -> "2010-01-02". A time of day is stored as a time on day
 * 0. */
static wn_str date_text(wn_str s, bool is_time, char *out)
{
    if (s.len < 19 || s.len > 32 || s.ptr[10] != 'T')
        return s;
    wn_str day = {s.ptr, 10}, time = {s.ptr + 11, 8};
    if (is_time && s.ptr[0] == '1' && s.ptr[1] == '8')
        return time;
    if (wn_str_equal(day, WN_STR("1899-12-31")))
        day = WN_STR("1900-01-00"); /* as Excel shows it */
    if (wn_str_equal(time, WN_STR("00:00:00")))
        return day;
    memcpy(out, day.ptr, 10);
    out[10] = ' ';
    memcpy(out + 11, time.ptr, 8);
    return (wn_str){out, 19};
}

static void end_cell(struct reader *r)
{
    char out[READ_NUMBER_ROOM], digits[64], *end;
    wn_str text = wn_buf_str(&r->value);

    if (r->type == 'N' && text.len > 0 && text.len < sizeof(digits)) {
        memcpy(digits, text.ptr, text.len);
        digits[text.len] = '\0';
        double value = strtod(digits, &end);
        if (*end == '\0')
            text = (wn_input_as_shown(r->input) ? read_format_shown : read_format_number)(
                value, text, r->format, false, out);
    } else if (r->type == 'D') {
        text = date_text(text, r->format.kind == READ_NUMBER_TIME, out);
    } else if (r->type == 'B') {
        text = wn_str_equal(text, WN_STR("1")) ? WN_STR("TRUE") : WN_STR("FALSE");
    }
    if (text.len > 0)
        read_cells_put(&r->cells, &r->rows, r->column, text, r->type == 'N');
    r->column += 1 + r->across;
}

static void on_end(void *data, const char *name)
{
    struct reader *r = data;
    bool ours = r->reading && r->sheet == r->input->table + 1;

    if (is(name, "Visible"))
        r->in_visible = false;
    else if (!ours)
        return;
    else if (is(name, "Cell"))
        end_cell(r);
    else if (is(name, "Row"))
        read_cells_give(&r->cells, &r->rows, r->row);
    else if (is(name, "Data") && r->in_data > 0)
        r->in_data--;
    else if ((is(name, "Comment") || is(name, "PhoneticText")) && r->in_comment > 0)
        r->in_comment--;
    else if (is(name, "Worksheet"))
        read_sax_stop(&r->sax);
}

static void on_text(void *data, wn_str text)
{
    struct reader *r = data;

    if (r->in_visible && !r->reading && memmem(text.ptr, text.len, "Hidden", 6))
        r->tables[r->table_count - 1].is_hidden = true;
    if (r->in_data > 0 && r->value.len <= READ_MAX_CELL)
        wn_buf_add(&r->value, text);
}

static const read_sax_class events = {on_start, on_end, on_text};

/* ---- the reader ------------------------------------------------------------------- */

static bool advance(void *reader)
{
    struct reader *r = reader;

    if (r->at_end || r->err->rc < 0)
        return false;
    ssize_t got = read(r->fd, r->chunk, read_rows_piece(&r->rows));
    if (got < 0) {
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, r->input->path,
                wn_why(r->err->lang, errno));
        return false;
    }
    r->input->consumed += (uint64_t)got;
    r->at_end =
        !read_sax_feed(&r->sax, (wn_str){r->chunk, (size_t)got}, got == 0) || got == 0;
    if (r->at_end)
        read_note_sheet(r->input, &r->cells.merges, r->hidden, r->merged);
    return r->err->rc >= 0 && !r->at_end;
}

static wn_rc begin(struct reader *r)
{
    r->sheet = 0;
    r->row = 0;
    r->at_end = false;
    r->input->consumed = 0;
    read_sax_close(&r->sax);
    if (lseek(r->fd, 0, SEEK_SET) < 0)
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, r->input->path,
                       wn_why(r->err->lang, errno));
    return read_sax_open(&r->sax, &events, r, r->input, false, r->err);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    wn_str s = wn_str_trim(head);

    (void)input;
    return s.len > 10 && s.ptr[0] == '<' &&
                   memmem(s.ptr, s.len, "urn:schemas-microsoft-com:office:spreadsheet",
                          44) &&
                   memmem(s.ptr, s.len, "Workbook", 8) &&
                   !memmem(s.ptr, s.len, "<html", 5)
               ? 96
               : 0;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_sax_close(&r->sax);
    read_rows_release(&r->rows);
    read_cells_release(&r->cells);
    wn_buf_release(&r->value);
    if (r->fd >= 0)
        close(r->fd);
    free(r->tables);
    free(r->formats);
    wn_map_release(&r->by_id);
    free(r->chunk);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->chunk = wn_alloc(input->chunk, 1);
    read_rows_init(&r->rows, input, err, advance, r);
    r->fd = read_source_open(input, err);
    if (r->fd < 0 || begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    input->tables =
        wn_arena_alloc(&input->arena, (r->table_count + 1) * sizeof(wn_table));
    for (size_t i = 0; i < r->table_count; i++)
        input->tables[i] = r->tables[i];
    input->table_count = r->table_count;
    if (err->rc >= 0 && r->table_count == 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_NO_SHEET, input->path);
    if (err->rc < 0 || read_choose_table(input, err) < 0)
        return err->rc;
    r->reading = true;
    return begin(r) < 0 ? err->rc : read_rows_open(&r->rows);
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    return read_rows_next(&((struct reader *)reader)->rows, batch);
}

const wn_reader_class wn_reader_xml_sheet = {
    .name = "xml-sheet",
    .en = "XML Spreadsheet 2003, whatever it is called",
    .zh = "XML 电子表格 2003，不论扩展名",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
