/*
 * csv.c - delimited text, with libcsv.
 *
 * libcsv calls back for each cell and each row and keeps no positions. So it
 * is fed up to and including one line end at a time: what it calls back for
 * then belongs to the line we are on. A row that begins in one piece and ends
 * in another is finished before a full batch is returned.
 */
#include "read.h"

#include "winnow/encoding.h"
#include "winnow/file.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_ROW ((size_t)64 << 20)
#define INSIDE_CELL 2 /* csv_parser.pstate between a cell's quotes; see <csv.h> */

struct reader {
    wn_input *input;
    wn_error *err;
    struct csv_parser parser;
    wn_decoder *decoder; /* NULL: the file is UTF-8 throughout */
    int fd;
    read_dialect dialect;
    char *chunk;
    wn_buf decoded;
    wn_str piece; /* text not yet fed */
    bool at_end, has_header;
    uint64_t line, row_line; /* now; where the row began */
    size_t row_bytes;
    wn_str *cells; /* of the row being read */
    size_t cell_count, cell_room;
    wn_batch *batch; /* on loan during next() */
    bool nul_seen;
    size_t nul_cell;
    wn_rc rc;
};

static int never(unsigned char c)
{
    (void)c;
    return 0; /* blanks around a cell belong to it: raw is what the source said */
}

static wn_rc fail_at(struct reader *r, wn_word word, unsigned long long limit)
{
    if (r->rc >= 0) {
        r->rc = wn_fail(r->err, WN_E_SOURCE, word, limit);
        wn_error_at(r->err, r->input->path, r->row_line);
    }
    return r->rc;
}

static wn_str without_nul(struct reader *r, wn_str text)
{
    if (!r->input->has_nul || !memchr(text.ptr, '\0', text.len))
        return text;
    char *out = (char *)(uintptr_t)text.ptr;
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i])
            out[len++] = text.ptr[i];
    r->nul_seen = true;
    r->nul_cell = r->cell_count;
    return (wn_str){out, len};
}

static void on_cell(void *bytes, size_t len, void *data)
{
    struct reader *r = data;

    if (r->rc < 0)
        return;
    if (len > READ_MAX_CELL) {
        fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
        return;
    }
    if (r->cell_count >= READ_MAX_COLUMNS) {
        fail_at(r, WN_SAY_READ_COLUMNS, READ_MAX_COLUMNS);
        return;
    }
    wn_arena *arena = r->has_header ? &r->batch->arena : &r->input->arena;
    wn_str text = wn_arena_str(arena, (wn_str){bytes ? bytes : "", bytes ? len : 0});
    r->cells = wn_grow(r->cells, r->cell_count, &r->cell_room, sizeof(*r->cells));
    r->cells[r->cell_count] = without_nul(r, text);
    r->cell_count++;
}

static void take_header(struct reader *r)
{
    wn_input *input = r->input;

    input->columns =
        wn_arena_alloc(&input->arena, r->cell_count * sizeof(*input->columns));
    memcpy(input->columns, r->cells, r->cell_count * sizeof(*input->columns));
    input->column_count = r->cell_count;
    read_name_columns(input);
    r->has_header = true;
}

static void note_shape(struct reader *r, wn_record *record)
{
    const wn_check *const *implied = r->batch->entity ? r->batch->entity->implied : NULL;
    wn_arena *arena = &r->batch->arena;
    size_t columns = r->input->column_count;

    if (!implied)
        return;
    if (r->cell_count < columns)
        wn_record_note(record, arena, implied[WN_RULE_ROW_SHORT], -1,
                       (uint32_t)r->cell_count, WN_STR(""));
    else if (r->cell_count > columns)
        wn_record_note(record, arena, implied[WN_RULE_ROW_LONG], -1, (uint32_t)columns,
                       r->cells[columns]);
    if (r->nul_seen)
        wn_record_note(record, arena, implied[WN_RULE_NUL_BYTE], -1,
                       (uint32_t)r->nul_cell, r->cells[r->nul_cell]);
    for (size_t i = 0; r->input->has_lost && i < r->cell_count; i++)
        if (memmem(r->cells[i].ptr, r->cells[i].len, "\xEF\xBF\xBD", 3))
            wn_record_note(record, arena, implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                           r->cells[i]);
}

static void on_row(int terminator, void *data)
{
    struct reader *r = data;

    (void)terminator;
    if (r->rc >= 0 && !r->has_header) {
        take_header(r);
    } else if (r->rc >= 0) {
        wn_record *record = wn_batch_append(r->batch);
        size_t size = r->cell_count * sizeof(*record->source);
        record->source = memcpy(wn_arena_alloc(&r->batch->arena, size), r->cells, size);
        record->source_count = (uint32_t)r->cell_count;
        record->line = r->row_line;
        note_shape(r, record);
    }
    r->cell_count = 0;
    r->row_bytes = 0;
    r->nul_seen = false;
}

/* The next text of the file into r->piece. False at the end. */
static bool refill(struct reader *r)
{
    ssize_t got = read(r->fd, r->chunk, r->input->chunk);

    if (got < 0) {
        r->rc = wn_fail(r->err, WN_E_SOURCE, WN_SAY_CANNOT_READ, r->input->path,
                        strerror(errno));
        return false;
    }
    r->piece = (wn_str){r->chunk, (size_t)got};
    r->input->consumed += (uint64_t)got;
    if (r->decoder) {
        r->decoded.len = 0;
        wn_decoder_feed(r->decoder, r->piece, got == 0, &r->decoded);
        r->piece = wn_buf_str(&r->decoded);
        return got > 0 || r->piece.len > 0;
    }
    return got > 0;
}

/* The next line end in the text, or NULL. Until the header is complete a CR
 * counts as well: libcsv ends rows there, and rows behind it have no batch yet. */
static const char *line_end(const struct reader *r)
{
    const char *cr = NULL, *lf = NULL;

    if (!r->dialect.cr_only)
        lf = memchr(r->piece.ptr, '\n', r->piece.len);
    if (r->dialect.cr_only || !r->has_header)
        cr = memchr(r->piece.ptr, '\r', lf ? (size_t)(lf - r->piece.ptr) : r->piece.len);
    return cr ? cr : lf;
}

/* Feed the text up to and including the next line end. */
static void feed(struct reader *r)
{
    const char *end = line_end(r);
    size_t len = end ? (size_t)(end - r->piece.ptr) + 1 : r->piece.len;

    if (r->cell_count == 0 && r->row_bytes == 0)
        r->row_line = r->line;
    r->row_bytes += len;
    if (csv_parse(&r->parser, r->piece.ptr, len, on_cell, on_row, r) != len)
        fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
    if (r->row_bytes > MAX_ROW || r->parser.entry_pos > READ_MAX_CELL)
        fail_at(r, WN_SAY_READ_CELL_LONG, READ_MAX_CELL >> 20);
    if (end) {
        r->line += *end == (r->dialect.cr_only ? '\r' : '\n');
        if (r->cell_count == 0 && r->parser.entry_pos == 0 && !r->parser.quoted)
            r->row_bytes = 0; /* a blank line: libcsv says nothing of it */
    }
    r->piece = (wn_str){r->piece.ptr + len, r->piece.len - len};
}

/* The end of the file: a last row without a newline, or an open quote. */
static void finish(struct reader *r)
{
    r->at_end = true;
    if (r->parser.quoted && r->parser.pstate == INSIDE_CELL)
        fail_at(r, WN_SAY_READ_QUOTE_OPEN, 0);
    csv_fini(&r->parser, on_cell, on_row, r);
}

static void advance(struct reader *r)
{
    if (r->piece.len == 0 && !refill(r)) {
        finish(r);
        return;
    }
    if (r->piece.len > 0)
        feed(r);
}

static int reader_probe(wn_str head)
{
    wn_str s = wn_str_trim(head);

    if (s.len == 0 || s.ptr[0] == '<')
        return 0;
    return (s.ptr[0] == '{' || s.ptr[0] == '[') && memchr(s.ptr, ':', s.len) ? 0 : 50;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;

    r->batch = batch;
    while (r->rc >= 0 && !r->at_end &&
           (!wn_batch_is_full(batch) || r->cell_count > 0 || r->row_bytes > 0))
        advance(r);
    if (r->rc < 0)
        return r->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    csv_free(&r->parser);
    wn_decoder_free(r->decoder);
    wn_buf_release(&r->decoded);
    if (r->fd >= 0)
        close(r->fd);
    free(r->cells);
    free(r->chunk);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->line = r->row_line = 1;
    input->consumed = 0;
    r->chunk = wn_alloc(input->chunk, 1);
    csv_init(&r->parser, 0);
    r->fd = wn_file_open(input->path, WN_E_SOURCE, err);
    if (r->fd < 0)
        return err->rc;
    if (lseek(r->fd, (off_t)input->mark, SEEK_SET) < 0)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_READ, input->path,
                       strerror(errno));
    if (!input->is_utf8 || strcmp(input->encoding, "utf-8") != 0)
        r->decoder = wn_decoder_new(input->encoding);
    r->dialect = read_dialect_of(input->head);
    csv_set_delim(&r->parser, (unsigned char)r->dialect.delimiter);
    csv_set_quote(&r->parser, (unsigned char)r->dialect.quote);
    csv_set_space_func(&r->parser, never);
    csv_set_blk_size(&r->parser, 4096);
    while (r->rc >= 0 && !r->at_end && !r->has_header)
        advance(r);
    if (r->rc >= 0 && !r->has_header)
        r->rc = wn_fail(err, WN_E_SOURCE, WN_SAY_READ_EMPTY, input->path);
    return r->rc;
}

const wn_reader_class wn_reader_csv = {
    .name = "csv",
    .en = "delimited text: comma, tab, semicolon or bar, in any encoding",
    .zh = "分隔文本：逗号、制表符、分号或竖线，任何编码",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
