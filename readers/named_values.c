/* named_values.c - collects records whose values have names, in files without a
 * header. */
#include "named_values.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- values by column ------------------------------------------------------------- */

void read_values_open(read_values *v, wn_input *input, wn_error *err)
{
    *v = (read_values){.input = input, .err = err, .count = input->column_count};
    v->texts = wn_alloc(v->count + 1, sizeof(*v->texts));
    v->cells = wn_alloc(v->count + 1, sizeof(*v->cells));
    v->many = wn_alloc(v->count + 1, sizeof(*v->many));
    v->numbers = wn_alloc(v->count + 1, sizeof(*v->numbers));
}

/* Is the value in this record's list for the column already? */
static bool is_listed(read_values *v, size_t column, wn_str value)
{
    wn_str of = {(const char *)&column, sizeof(column)};
    bool is_new = false;

    if (v->many[column] == 1) {
        wn_str first = wn_buf_str(&v->texts[column]);
        if (wn_str_equal(first, value))
            return true;
        wn_map_set(&v->listed, wn_fingerprint_mix(wn_fingerprint_of(first), of), NULL);
    }
    wn_map_set(&v->listed, wn_fingerprint_mix(wn_fingerprint_of(value), of), &is_new);
    return !is_new;
}

void read_values_add(read_values *v, size_t column, wn_str value)
{
    wn_buf *to = &v->texts[column];

    if (value.len == 0 || (to->len > 0 && is_listed(v, column, value)))
        return;
    if (to->len + value.len > READ_MAX_CELL) {
        wn_fail(v->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return;
    }
    if (to->len > 0)
        wn_buf_add(to, WN_STR(" | "));
    v->many[column]++;
    v->numbers[column] = false;
    if (!memchr(value.ptr, 0, value.len)) {
        wn_buf_add(to, value);
        return;
    }
    for (size_t i = 0; i < value.len; i++) /* leave out NUL bytes */
        if (value.ptr[i])
            wn_buf_char(to, value.ptr[i]);
}

void read_values_drop(read_values *v, size_t column)
{
    v->texts[column].len = 0;
    v->many[column] = 0;
    v->numbers[column] = false;
}

const wn_str *read_values_cells(read_values *v)
{
    for (size_t i = 0; i < v->count; i++)
        v->cells[i] = wn_buf_str(&v->texts[i]);
    if (v->listed.count > 0)
        wn_map_release(&v->listed);
    return v->cells;
}

void read_values_release(read_values *v)
{
    for (size_t i = 0; i < v->count; i++)
        wn_buf_release(&v->texts[i]);
    wn_map_release(&v->listed);
    free(v->texts);
    free(v->cells);
    free(v->many);
    free(v->numbers);
    *v = (read_values){0};
}

/* The text without NUL bytes; they are noted as a finding. */
static wn_str without_nul(wn_batch *batch, wn_record *record, size_t column, wn_str cell)
{
    const wn_entity *entity = batch->entity;
    size_t len = 0;

    if (cell.len == 0 || !memchr(cell.ptr, '\0', cell.len))
        return cell;
    char *out = wn_arena_bytes(&batch->arena, cell.len);
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i])
            out[len++] = cell.ptr[i];
    if (entity)
        wn_record_note(record, &batch->arena, entity->implied[WN_RULE_NUL_BYTE], -1,
                       (uint32_t)column, (wn_str){out, len});
    return (wn_str){out, len};
}

void read_give(wn_input *input, wn_batch *batch, uint64_t line, const wn_str *cells,
               const bool *numbers)
{
    wn_record *record = wn_batch_append(batch);
    size_t count = input->column_count;

    record->line = line;
    record->source_count = (uint32_t)count;
    record->source = wn_arena_alloc(&batch->arena, (count + 1) * sizeof(wn_str));
    if (numbers && count > 0 && memchr(numbers, true, count)) {
        bool *kept = wn_arena_alloc(&batch->arena, count * sizeof(*kept));
        memcpy(kept, numbers, count * sizeof(*kept));
        record->numbers = kept;
    }
    for (size_t i = 0; i < count; i++) {
        wn_str cell = read_as_text(input, cells[i], &batch->arena);
        cell = without_nul(batch, record, i, cell);
        record->source[i] = wn_arena_str(&batch->arena, cell);
        if (input->has_lost && batch->entity &&
            memmem(record->source[i].ptr, record->source[i].len, "\xEF\xBF\xBD", 3))
            wn_record_note(record, &batch->arena,
                           batch->entity->implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                           record->source[i]);
    }
}

/* ---- values by name --------------------------------------------------------------- */

void read_fields_init(read_fields *f, wn_input *input, wn_error *err)
{
    *f = (read_fields){.input = input, .err = err};
    input->note_count = input->column_count = 0;
}

wn_str read_lowered(char *out, size_t room, wn_str word)
{
    if (word.len >= room || (word.len > 0 && memchr(word.ptr, '\0', word.len)))
        word.len = 0;
    for (size_t i = 0; i < word.len; i++)
        out[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + 32
                                                                 : word.ptr[i]);
    out[word.len] = '\0';
    return (wn_str){out, word.len};
}

bool read_has_word(const char *words, wn_str lower)
{
    for (const char *at = words; lower.len > 0 && (at = strstr(at, lower.ptr)); at++)
        if (at > words && at[-1] == ' ' && at[lower.len] == ' ')
            return true;
    return false;
}

static wn_fingerprint fingerprint_of(const read_fields *f, wn_str name)
{
    char text[256];
    wn_str lower = f->any_case ? read_lowered(text, sizeof(text), name) : name;

    return wn_fingerprint_of(lower.len > 0 ? lower : name);
}

/* Put the value under its name. Returns the column, from 1; 0: it has none. */
static size_t put(read_fields *f, wn_str name, wn_str value)
{
    bool is_new = false;

    if (f->err->rc < 0)
        return 0;
    if (name.len > READ_MAX_NAME) {
        wn_fail(f->err, WN_E_SOURCE, WN_SAY_READ_NAME_LONG, f->input->path,
                READ_MAX_NAME);
        return 0;
    }
    int64_t *index = wn_map_set(&f->columns, fingerprint_of(f, name), &is_new);
    if (is_new) {
        if (f->count >= READ_MAX_COLUMNS) {
            wn_fail(f->err, WN_E_SOURCE, WN_SAY_READ_COLUMNS,
                    (unsigned long long)READ_MAX_COLUMNS);
            return 0;
        }
        f->names = wn_grow(f->names, f->count, &f->room, sizeof(*f->names));
        f->names[f->count++] = wn_arena_str(&f->input->arena, name);
        *index = (int64_t)f->count;
    }
    if (!f->is_settled || (size_t)*index > f->values.count)
        return 0;
    read_values_add(&f->values, (size_t)*index - 1, value);
    return (size_t)*index;
}

void read_fields_put(read_fields *f, wn_str name, wn_str value)
{
    put(f, name, value);
}

void read_fields_put_number(read_fields *f, wn_str name, wn_str value)
{
    size_t column = put(f, name, value);

    if (column > 0)
        f->values.numbers[column - 1] = f->values.many[column - 1] == 1;
}

void read_fields_settle(read_fields *f)
{
    wn_input *input = f->input;

    input->columns = wn_arena_alloc(&input->arena, (f->count + 1) * sizeof(wn_str));
    if (f->count > 0)
        memcpy(input->columns, f->names, f->count * sizeof(wn_str));
    input->column_count = f->count;
    read_name_columns(input);
    read_values_open(&f->values, input, f->err);
    f->is_settled = true;
}

void read_fields_give(read_fields *f, wn_batch *batch, uint64_t line)
{
    if (!f->is_settled || f->err->rc < 0)
        return;
    read_give(f->input, batch, line, read_values_cells(&f->values), f->values.numbers);
    for (size_t i = 0; i < f->values.count; i++)
        read_values_drop(&f->values, i);
}

wn_rc read_fields_next(read_fields *f, wn_batch *batch, bool (*advance)(void *reader),
                       void *reader)
{
    while (!wn_batch_is_full(batch) && advance(reader))
        ;
    if (f->err->rc < 0)
        return f->err->rc;
    return batch->count > 0 ? WN_MORE : WN_OK;
}

void read_fields_release(read_fields *f)
{
    read_values_release(&f->values);
    wn_map_release(&f->columns);
    free(f->names);
}
