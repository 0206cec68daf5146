/*
 * dbf.c - tables of dBASE, FoxPro and what stores like them: GoldMine, ACT!.
 *
 *    0  u8 version    4  u32 records   8  u16 where they begin  10  u16 size of one
 *   29  u8 code page  32.. fields of 32 bytes: name[11], type, then at 16 length, at 17
 *       decimals; a byte 0D ends them
 *   a record: a byte, ' ' or '*' (deleted), then its fields side by side
 *
 * Long texts (memo fields) are in a file beside it, .dbt or .fpt, in blocks.
 */
#include "decimal.h"
#include "named_values.h"
#include "ole.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_FIELDS 2048
#define MOST_MEMO ((size_t)1 << 20)

typedef struct field {
    char type;
    size_t at, len;
} field;

struct reader {
    wn_input *input;
    wn_error *err;
    int fd, memo;
    bool is_fpt; /* kind of the memo file */
    size_t memo_block;
    field *fields;
    size_t field_count;
    size_t record_size;
    uint64_t records, next, deleted;
    char *record;
    wn_str *cells; /* of the current record */
    bool *numbers; /* by field: it has a numeric type */
    wn_decoder *decoder;
    wn_buf text, bytes;
};

/* ---- values ----------------------------------------------------------------------- */

static const char *page_of(unsigned char driver)
{
    static const struct {
        unsigned char driver;
        const char *name;
    } pages[] = {{0x01, "ibm-437"},      {0x02, "ibm-850"},      {0x03, "windows-1252"},
                 {0x57, "windows-1252"}, {0x4D, "gb18030"},      {0x7A, "gb18030"},
                 {0x4F, "big5"},         {0x78, "big5"},         {0x4E, "windows-949"},
                 {0x79, "windows-949"},  {0x13, "windows-31j"},  {0x7B, "windows-31j"},
                 {0x26, "ibm866"},       {0x65, "ibm866"},       {0xC8, "windows-1250"},
                 {0xC9, "windows-1251"}, {0xCA, "windows-1254"}, {0xCB, "windows-1253"},
                 {0x64, "ibm-852"},      {0x58, "windows-1252"}, {0x59, "windows-1252"}};

    for (size_t i = 0; i < WN_COUNT(pages); i++)
        if (pages[i].driver == driver)
            return pages[i].name;
    return NULL;
}

static wn_str decoded(struct reader *r, wn_str bytes)
{
    if (wn_is_ascii(bytes))
        return bytes;
    if (!r->decoder) { /* so far all was ASCII: this is a memo */
        const char *guess =
            wn_utf8_valid(bytes) == bytes.len ? "utf-8" : wn_encoding_guess(bytes);
        r->input->encoding = guess ? guess : "utf-8";
        r->decoder = wn_decoder_new(r->input->encoding);
    }
    r->text.len = 0;
    wn_decoder_feed(r->decoder, bytes, true, &r->text);
    return wn_buf_str(&r->text);
}

/* Julian day and milliseconds -> YYYY-MM-DD HH:MM:SS (Fliegel and Van Flandern, 1968). */
static wn_str moment(uint32_t julian, uint32_t ms, char *out, size_t room)
{
    int64_t l = (int64_t)julian + 68569, n = 4 * l / 146097;

    l -= (146097 * n + 3) / 4;
    int64_t i = 4000 * (l + 1) / 1461001;
    l = l - 1461 * i / 4 + 31;
    int64_t j = 80 * l / 2447, day = l - 2447 * j / 80;
    int64_t month = j + 2 - 12 * (j / 11), year = 100 * (n - 49) + i + j / 11;
    uint32_t s = ms / 1000;
    if (julian == 0 || year < 1 || year > 9999)
        return WN_STR("");
    snprintf(out, room, "%04d-%02d-%02d %02u:%02u:%02u", (int)year, (int)month, (int)day,
             s / 3600 % 24, s / 60 % 60, s % 60);
    return wn_str_of(out);
}

/* The memo that begins at this block. */
static wn_str memo_of(struct reader *r, uint64_t block)
{
    char head[8];
    uint64_t at = block * r->memo_block;
    size_t want = MOST_MEMO;

    if (block == 0 || r->memo < 0 || pread(r->memo, head, 8, (off_t)at) != 8)
        return WN_STR("");
    r->bytes.len = 0;
    if (r->is_fpt) { /* u32 kind, u32 length; big-endian */
        want = (size_t)(unsigned char)head[4] << 24 |
               (size_t)(unsigned char)head[5] << 16 |
               (size_t)(unsigned char)head[6] << 8 | (unsigned char)head[7];
        at += 8;
    } else if (!memcmp(head, "\xFF\xFF\x08\x00", 4)) { /* dBASE IV: with its length */
        want = read_u32(head + 4) > 8 ? read_u32(head + 4) - 8 : 0;
        at += 8;
    }
    want = want < MOST_MEMO ? want : MOST_MEMO;
    char *to = wn_buf_reserve(&r->bytes, want + 1);
    ssize_t got = pread(r->memo, to, want, (off_t)at);
    wn_str text = {to, got > 0 ? (size_t)got : 0};
    const char *end = memchr(text.ptr, 0x1A, text.len);
    if (!r->is_fpt && end)
        text.len = (size_t)(end - text.ptr);
    return wn_str_trim(text);
}

static wn_str memo_field(struct reader *r, wn_str raw)
{
    int64_t block = 0;

    if (raw.len == 4)
        block = read_u32(raw.ptr);
    else
        wn_str_number(wn_str_trim(raw), &block);
    return decoded(r, block > 0 ? memo_of(r, (uint64_t)block) : WN_STR(""));
}

static wn_str binary(char type, wn_str raw, char *out, size_t room)
{
    uint64_t bits = 0;
    double real;

    for (size_t i = raw.len < 8 ? raw.len : 8; i-- > 0;)
        bits = bits << 8 | (unsigned char)raw.ptr[i];
    memcpy(&real, &bits, sizeof(real));
    if (type == 'I' || type == '+')
        snprintf(out, room, "%d", (int)(int32_t)bits);
    else if (type == 'Y')
        snprintf(out, room, "%s%llu.%04d", (int64_t)bits < 0 ? "-" : "",
                 (unsigned long long)(((int64_t)bits < 0 ? 0 - bits : bits) / 10000),
                 (int)(((int64_t)bits < 0 ? 0 - bits : bits) % 10000));
    else if (type == 'B' || type == 'O')
        return read_double(real, out);
    else
        return moment((uint32_t)bits, (uint32_t)(bits >> 32), out, room);
    return wn_str_of(out);
}

static wn_str value_of(struct reader *r, const field *f, char *out, size_t room)
{
    wn_str raw = {r->record + f->at, f->len};

    if (strchr("I+Y", f->type) || (strchr("BOT@", f->type) && f->len == 8))
        return binary(f->type, raw, out, room);
    if (f->type == 'M' || f->type == 'G' || f->type == 'P')
        return f->type == 'M' ? memo_field(r, raw) : WN_STR("");
    size_t end = raw.len; /* fields are filled up with blanks or NULs */
    while (end > 0 && (raw.ptr[end - 1] == ' ' || raw.ptr[end - 1] == '\0'))
        end--;
    raw.len = end;
    if (memchr(raw.ptr, '\0', raw.len))
        raw.len = strlen(raw.ptr);
    if (f->type == 'D' && raw.len == 8 && wn_str_span(raw, "0123456789") == 8) {
        snprintf(out, room, "%.4s-%.2s-%.2s", raw.ptr, raw.ptr + 4, raw.ptr + 6);
        return wn_str_of(out);
    }
    if (f->type == 'L')
        return raw.len == 0 || raw.ptr[0] == '?'    ? WN_STR("")
               : strchr("TtYy", raw.ptr[0]) != NULL ? WN_STR("TRUE")
                                                    : WN_STR("FALSE");
    return f->type == 'C' ? decoded(r, raw) : wn_str_trim(raw);
}

/* ---- opening ---------------------------------------------------------------------- */

static wn_rc broken(struct reader *r)
{
    return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_DBF_BROKEN, r->input->path);
}

/* Open the memo file beside the table: NAME.fpt or NAME.dbt, in upper or lower case. */
static void open_memo(struct reader *r)
{
    static const char *const ends[] = {".fpt", ".FPT", ".dbt", ".DBT"};
    wn_str base = wn_str_of(r->input->file);
    char head[24];

    if (base.len > 4)
        base.len -= 4;
    for (size_t i = 0; i < WN_COUNT(ends) && r->memo < 0; i++) {
        wn_error quiet = {.lang = r->err->lang};
        wn_str path = wn_arena_format(&r->input->arena, "%.*s%s", WN_FMT(base), ends[i]);
        r->memo = wn_file_open(path.ptr, WN_E_SOURCE, &quiet);
        r->is_fpt = i < 2;
    }
    if (r->memo < 0 || pread(r->memo, head, sizeof(head), 0) != sizeof(head))
        return;
    r->memo_block = r->is_fpt
                        ? (size_t)(unsigned char)head[6] << 8 | (unsigned char)head[7]
                        : read_u16(head + 20);
    if (r->memo_block == 0)
        r->memo_block = r->is_fpt ? 1 : 512;
}

static wn_rc find_fields(struct reader *r, const char *head, size_t size)
{
    wn_input *input = r->input;
    size_t at = 1;
    bool has_memo = false;

    r->fields = wn_alloc(MOST_FIELDS, sizeof(*r->fields));
    input->columns = wn_arena_alloc(&input->arena, MOST_FIELDS * sizeof(wn_str));
    for (size_t p = 32; p + 32 <= size && head[p] != 0x0D && r->field_count < MOST_FIELDS;
         p += 32) {
        const char *f = head + p;
        size_t len = (unsigned char)f[16];
        if (f[11] == 'C')
            len |= (size_t)(unsigned char)f[17] << 8;
        if (f[11] == '0') { /* not a column: flags of NULL fields */
            at += len;
            continue;
        }
        if (len == 0 || at + len > r->record_size)
            return broken(r);
        r->fields[r->field_count] = (field){f[11], at, len};
        input->columns[r->field_count++] =
            wn_arena_str(&input->arena, (wn_str){f, strnlen(f, 11)});
        at += len;
        has_memo = has_memo || f[11] == 'M';
    }
    input->column_count = r->field_count;
    if (r->field_count == 0)
        return broken(r);
    r->cells = wn_alloc(r->field_count, sizeof(*r->cells));
    r->numbers = wn_alloc(r->field_count, sizeof(*r->numbers));
    for (size_t i = 0; i < r->field_count; i++)
        r->numbers[i] = strchr("NFIBYO+", r->fields[i].type) != NULL;
    if (has_memo)
        open_memo(r);
    return WN_OK;
}

/* The file does not name its code page: guess it from the field names and the texts of
 * the first records. */
static void guess_page(struct reader *r, off_t at)
{
    wn_buf sample = {0};
    char chunk[65536];
    ssize_t got = pread(r->fd, chunk, sizeof(chunk), at);

    for (size_t f = 0; f < r->field_count; f++) {
        wn_buf_add(&sample, r->input->columns[f]);
        wn_buf_char(&sample, '\n');
    }
    for (ssize_t i = 0; i < got; i++) {
        size_t row = (size_t)i % r->record_size;
        bool edge = row == 0;
        for (size_t f = 0; f < r->field_count && !edge; f++)
            edge = row == r->fields[f].at;
        if (edge)
            wn_buf_char(&sample, '\n');
        wn_buf_char(&sample, chunk[i]);
    }
    wn_str text = wn_buf_str(&sample);
    if (text.len && !wn_is_ascii(text))
        r->input->encoding =
            wn_utf8_valid(text) == text.len ? "utf-8" : wn_encoding_guess(text);
    wn_buf_release(&sample);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    static const unsigned char versions[] = {0x02, 0x03, 0x30, 0x31, 0x32, 0x43,
                                             0x83, 0x8B, 0xCB, 0xF5, 0xFB};

    (void)input;
    if (head.len < 65 || !memchr(versions, (unsigned char)head.ptr[0], sizeof(versions)))
        return 0;
    unsigned month = (unsigned char)head.ptr[2], day = (unsigned char)head.ptr[3];
    size_t first = read_u16(head.ptr + 8), size = read_u16(head.ptr + 10);
    if (month > 12 || day > 31 || first < 65 || size < 2 || first > head.len)
        return 0;
    for (size_t p = 64; p < first; p += 32)
        if (head.ptr[p] == 0x0D)
            return 90;
    return 0;
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    if (r->fd >= 0)
        close(r->fd);
    if (r->memo >= 0)
        close(r->memo);
    wn_decoder_free(r->decoder);
    wn_buf_release(&r->text);
    wn_buf_release(&r->bytes);
    free(r->fields);
    free(r->record);
    free(r->cells);
    free(r->numbers);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));
    char head[65536];

    *reader_out = r;
    *r = (struct reader){.input = input, .err = err, .memo = -1};
    input->note_count = input->table_count = 0;
    r->fd = read_source_open(input, err);
    if (r->fd < 0)
        return err->rc;
    ssize_t got = pread(r->fd, head, sizeof(head), 0);
    if (got < 65)
        return broken(r);
    size_t first = read_u16(head + 8);
    r->record_size = read_u16(head + 10);
    r->records = read_u32(head + 4);
    input->encoding = page_of((unsigned char)head[29]);
    if (find_fields(r, head, first < (size_t)got ? first : (size_t)got) < 0)
        return err->rc;
    if (!input->encoding)
        guess_page(r, (off_t)first);
    if (input->encoding)
        r->decoder = wn_decoder_new(input->encoding);
    for (size_t f = 0; f < r->field_count; f++)
        input->columns[f] = wn_arena_str(&input->arena, decoded(r, input->columns[f]));
    read_name_columns(input);
    r->record = wn_alloc(r->record_size + 1, 1);
    if (lseek(r->fd, (off_t)first, SEEK_SET) < 0)
        return broken(r);
    return WN_OK;
}

/* Read the next record into r->record. False: there is none, or the file is cut off and
 * err is set. */
static bool next_record(struct reader *r)
{
    size_t got = 0;

    while (got < r->record_size && r->next < r->records) {
        ssize_t some = read(r->fd, r->record + got, r->record_size - got);
        if (some <= 0)
            break;
        got += (size_t)some;
    }
    if (got == r->record_size && r->record[0] != 0x1A) {
        r->next++;
        return true;
    }
    if (r->next < r->records)
        wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_DBF_CUT, r->input->path,
                (unsigned long long)r->records, (unsigned long long)r->next);
    return false;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;
    char out[64];

    while (!wn_batch_is_full(batch) && next_record(r)) {
        if (r->record[0] == '*') {
            read_note(r->input, WN_SAY_READ_NOTE_DELETED, ++r->deleted, WN_STR(""));
            continue;
        }
        for (size_t i = 0; i < r->field_count; i++)
            r->cells[i] =
                wn_arena_str(&batch->arena, value_of(r, &r->fields[i], out, sizeof(out)));
        read_give(r->input, batch, r->next, r->cells, r->numbers);
        r->input->consumed += r->record_size;
    }
    if (r->err->rc < 0)
        return r->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

const wn_reader_class wn_reader_dbf = {
    .name = "dbf",
    .en = "tables of dBASE and FoxPro with their memo files (GoldMine, ACT!)",
    .zh = "dBASE、FoxPro 数据表及备注文件（GoldMine、ACT!）",
    .is_binary = true,
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
