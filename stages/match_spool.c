/*
 * match_spool.c - keeps records in a file until their groups are known.
 *
 * One record in the file (numbers of several bytes as the machine writes them; the
 * file has no name and ends with the process):
 *
 *   number number, line, file, nth, disposition   u8 sha256[32]
 *   text key
 *   number n, then n source cells as text
 *   by field: u8 form * 16 + state, number column + 1, then
 *       form 0: nothing (raw and value are empty)
 *            1: value is the source cell `column`, raw too
 *            2: raw is the source cell `column`; text value, text advice
 *            3: text raw, text value, text advice
 *   number n, then n findings: number check, field + 1, column + 1, text value,
 *       text advice
 *
 * A number has 7 bits in each byte, low bits first; the high bit says that more bytes
 * follow (LEB128). A text is a number, its length, and the bytes. WN_NO_COLUMN is
 * written as column + 1 = 0.
 */
#include "match_spool.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef WINNOW_HARD
#define WINDOW ((size_t)512)
#define FLUSH_AT ((size_t)64)
#else
#define WINDOW ((size_t)1 << 20)
#define FLUSH_AT ((size_t)1 << 20)
#endif

static wn_rc fail(match_spool *spool)
{
    wn_rc rc = wn_fail(spool->err, WN_E_TARGET, WN_SAY_SPOOL_FAILED, spool->dir,
                       wn_why(spool->err->lang, errno));

    wn_error_hint(spool->err, WN_SAY_DISK_FULL_HINT);
    return rc;
}

wn_rc match_spool_open(match_spool *spool, const char *dir, wn_error *err)
{
    char path[4096];

    *spool = (match_spool){.fd = -1, .err = err, .dir = dir};
    snprintf(path, sizeof(path), "%s/.spool-XXXXXX", dir);
    spool->fd = mkostemp(path, O_CLOEXEC);
    if (spool->fd < 0)
        return fail(spool);
    unlink(path);
    spool->window = wn_alloc(WINDOW, 1);
    return WN_OK;
}

/* ---- writing ---------------------------------------------------------------------- */

/* The most bytes of a number. Room is made once for a record, so that the rest can write
 * through a pointer. */
#define NUMBER 10

static char *put_number(char *to, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *to++ = (char)(number | 0x80);
    *to++ = (char)number;
    return to;
}

static char *put_text(char *to, wn_str text)
{
    to = put_number(to, text.len);
    return text.len ? mempcpy(to, text.ptr, text.len) : to;
}

static char *put_cell(char *to, const wn_record *record, const wn_cell *cell)
{
    bool from_source = cell->column < record->source_count &&
                       cell->raw.ptr == record->source[cell->column].ptr;
    bool same = from_source && wn_str_equal(cell->value, cell->raw);
    int form = cell->raw.len == 0 && cell->value.len == 0 ? 0
               : same                                     ? 1
               : from_source                              ? 2
                                                          : 3;

    *to++ = (char)(form << 4 | (int)cell->state);
    to = put_number(to, (uint32_t)(cell->column + 1));
    if (form == 3)
        to = put_text(to, cell->raw);
    return form >= 2 ? put_text(to, cell->value) : to;
}

static size_t bound(const wn_record *record, const wn_entity *entity)
{
    size_t size = (8 + record->source_count + 4 * entity->field_count) * NUMBER +
                  WN_SHA256_SIZE + record->key.len;

    for (uint32_t i = 0; i < record->source_count; i++)
        size += record->source[i].len;
    for (size_t f = 0; f < entity->field_count; f++)
        size += record->cells[f].raw.len + record->cells[f].value.len;
    for (const wn_finding *f = record->findings; f; f = f->next)
        size += 5 * NUMBER + f->value.len + f->advice.len;
    return size;
}

wn_rc match_spool_flush(match_spool *spool)
{
    if (!wn_file_put(spool->fd, wn_buf_str(&spool->out)))
        return fail(spool);
    spool->written += spool->out.len;
    spool->out.len = 0;
    return WN_OK;
}

wn_rc match_spool_add(match_spool *spool, const wn_record *record,
                      const wn_entity *entity)
{
    uint32_t findings = 0;

    if (spool->count + 1 >= spool->room) {
        spool->room = spool->room ? spool->room * 2 : 64;
        spool->offsets = wn_realloc(spool->offsets, spool->room, sizeof(*spool->offsets));
    }
    spool->offsets[spool->count++] = spool->written + spool->out.len;
    char *start = wn_buf_reserve(&spool->out, bound(record, entity)), *to = start;
    to = put_number(to, record->number);
    to = put_number(to, record->line);
    to = put_number(to, (uint64_t)record->file->number);
    to = put_number(to, record->nth);
    to = put_number(to, (uint64_t)record->disposition);
    to = mempcpy(to, record->sha256, sizeof(record->sha256));
    to = put_text(to, record->key);
    to = put_number(to, record->source_count);
    for (uint32_t i = 0; i < record->source_count; i++)
        to = put_text(to, record->source[i]);
    for (size_t f = 0; f < entity->field_count; f++)
        to = put_cell(to, record, &record->cells[f]);
    for (const wn_finding *f = record->findings; f; f = f->next)
        findings++;
    to = put_number(to, findings);
    for (const wn_finding *f = record->findings; f; f = f->next) {
        WN_ASSERT(f->check->entity == entity);
        to = put_number(to, (uint64_t)(f->check - entity->checks));
        to = put_number(to, (uint64_t)(f->field + 1));
        to = put_number(to, (uint32_t)(f->column + 1));
        to = put_text(to, f->value);
        to = put_text(to, f->advice);
    }
    spool->out.len += (size_t)(to - start);
    spool->offsets[spool->count] = spool->written + spool->out.len;
    return spool->out.len > FLUSH_AT ? match_spool_flush(spool) : WN_OK;
}

/* ---- reading ---------------------------------------------------------------------- */

static bool read_at(match_spool *spool, uint64_t at, char *to, size_t len)
{
    while (len > 0) {
        ssize_t got = pread(spool->fd, to, len, (off_t)at);
        if (got <= 0)
            return false;
        to += got;
        at += (uint64_t)got;
        len -= (size_t)got;
    }
    return true;
}

static bool is_in_window(const match_spool *spool, uint64_t at, size_t len)
{
    return at >= spool->window_at && at + len <= spool->window_at + spool->window_len;
}

/* Return the bytes of a record, copied into the arena; NULL: they cannot be read. Those
 * that are asked for in order come from the window, which moves on. Any other is taken
 * from it if it is there, or else read alone, and leaves the window where it is. */
static const char *fetch(match_spool *spool, size_t index, bool in_order, wn_arena *arena)
{
    uint64_t at = spool->offsets[index];
    size_t len = (size_t)(spool->offsets[index + 1] - at);
    char *bytes = wn_arena_bytes(arena, len);

    if (in_order && len <= WINDOW && !is_in_window(spool, at, len)) {
        uint64_t left = spool->written - at;
        spool->window_at = at;
        spool->window_len = left < WINDOW ? (size_t)left : WINDOW;
        if (!read_at(spool, at, spool->window, spool->window_len))
            return NULL;
    }
    if (is_in_window(spool, at, len))
        return memcpy(bytes, spool->window + (at - spool->window_at), len);
    return read_at(spool, at, bytes, len) ? bytes : NULL;
}

static void take(const char **from, void *to, size_t len)
{
    memcpy(to, *from, len);
    *from += len;
}

static uint64_t take_number(const char **from)
{
    uint64_t number = 0;
    unsigned char byte;
    int shift = 0;

    do {
        byte = (unsigned char)*(*from)++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        shift += 7;
    } while (byte & 0x80);
    return number;
}

static wn_str take_text(const char **from)
{
    size_t len = (size_t)take_number(from);
    wn_str text = {*from, len};

    *from += len;
    return text;
}

static void take_cell(const char **from, const wn_record *record, wn_cell *cell)
{
    unsigned char head = (unsigned char)*(*from)++;
    int form = head >> 4;
    cell->state = (wn_cell_state)(head & 15);
    cell->column = (uint32_t)take_number(from) - 1;
    cell->raw = cell->value = WN_STR("");
    if (form == 1 || form == 2)
        cell->raw = cell->value = record->source[cell->column];
    if (form == 3)
        cell->raw = take_text(from);
    if (form >= 2)
        cell->value = take_text(from);
}

static void take_findings(const char **from, const wn_entity *entity, wn_record *record,
                          wn_arena *arena)
{
    for (uint64_t left = take_number(from); left > 0; left--) {
        size_t check = (size_t)take_number(from);
        int32_t field = (int32_t)take_number(from) - 1;
        uint32_t column = (uint32_t)take_number(from) - 1;
        WN_ASSERT(check < entity->check_count && field < (int32_t)entity->field_count);
        wn_finding *f = wn_record_note(record, arena, &entity->checks[check], field,
                                       column, take_text(from));
        f->advice = take_text(from);
    }
}

static wn_record *read_record(match_spool *spool, size_t index, bool in_order,
                              const wn_plan *plan, wn_batch *batch)
{
    const char *from = fetch(spool, index, in_order, &batch->arena);

    if (!from) {
        fail(spool);
        return NULL;
    }
    wn_record *record = wn_batch_append(batch);
    record->number = take_number(&from);
    record->line = take_number(&from);
    record->file = &plan->files[take_number(&from)];
    record->nth = (uint32_t)take_number(&from);
    record->disposition = (wn_disposition)take_number(&from);
    take(&from, record->sha256, sizeof(record->sha256));
    record->key = take_text(&from);
    record->source_count = (uint32_t)take_number(&from);
    record->source =
        wn_arena_alloc(&batch->arena, record->source_count * sizeof(*record->source));
    for (uint32_t i = 0; i < record->source_count; i++)
        record->source[i] = take_text(&from);
    const wn_entity *entity = record->file->entity;
    record->cells = wn_arena_alloc(&batch->arena, entity->field_count * sizeof(wn_cell));
    for (size_t f = 0; f < entity->field_count; f++)
        take_cell(&from, record, &record->cells[f]);
    take_findings(&from, entity, record, &batch->arena);
    return record;
}

wn_record *match_spool_read(match_spool *spool, size_t index, const wn_plan *plan,
                            wn_batch *batch)
{
    return read_record(spool, index, false, plan, batch);
}

wn_record *match_spool_next(match_spool *spool, size_t index, const wn_plan *plan,
                            wn_batch *batch)
{
    return read_record(spool, index, true, plan, batch);
}

wn_rc match_spool_clear(match_spool *spool)
{
    wn_rc rc = spool->fd >= 0 &&
                       (ftruncate(spool->fd, 0) != 0 || lseek(spool->fd, 0, SEEK_SET) < 0)
                   ? fail(spool)
                   : WN_OK;

    spool->count = 0;
    spool->written = 0;
    spool->window_at = 0;
    spool->window_len = 0;
    spool->out.len = 0;
    return rc;
}

void match_spool_close(match_spool *spool)
{
    if (spool->fd >= 0)
        close(spool->fd);
    free(spool->offsets);
    free(spool->window);
    wn_buf_release(&spool->out);
    *spool = (match_spool){.fd = -1};
}
