/* fields.c - records that are named values, of which no header tells all names. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>

void read_fields_init(read_fields *f, wn_input *input, wn_error *err)
{
    *f = (read_fields){.input = input, .err = err};
    input->note_count = input->column_count = 0;
}

void read_fields_put(read_fields *f, wn_str name, wn_str value)
{
    bool is_new = false;

    if (f->err->rc < 0)
        return;
    int64_t *index = wn_map_set(&f->columns, wn_print_of(name), &is_new);
    if (is_new) {
        if (f->count >= READ_MAX_COLUMNS) {
            wn_fail(f->err, WN_E_SOURCE, WN_SAY_READ_COLUMNS,
                    (unsigned long long)READ_MAX_COLUMNS);
            return;
        }
        f->names = wn_grow(f->names, f->count, &f->room, sizeof(*f->names));
        f->names[f->count++] = wn_arena_str(&f->input->arena, name);
        *index = (int64_t)f->count;
    }
    if (!f->values || (size_t)*index > f->input->column_count)
        return;
    wn_buf *to = &f->values[*index - 1];
    if (to->len + value.len > READ_MAX_CELL) {
        wn_fail(f->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return;
    }
    if (to->len > 0 && value.len > 0)
        wn_buf_add(to, WN_STR(" | "));
    for (size_t i = 0; i < value.len; i++) /* never a NUL */
        if (value.ptr[i])
            wn_buf_char(to, value.ptr[i]);
}

void read_fields_settle(read_fields *f)
{
    wn_input *input = f->input;

    input->columns = wn_arena_alloc(&input->arena, (f->count + 1) * sizeof(wn_str));
    if (f->count > 0)
        memcpy(input->columns, f->names, f->count * sizeof(wn_str));
    input->column_count = f->count;
    read_name_columns(input);
    f->values = wn_alloc(f->count + 1, sizeof(*f->values));
}

void read_fields_give(read_fields *f, wn_batch *batch, uint64_t line)
{
    size_t count = f->input->column_count;

    if (!f->values || f->err->rc < 0)
        return;
    wn_record *record = wn_batch_append(batch);
    record->line = line;
    record->source_count = (uint32_t)count;
    record->source = wn_arena_alloc(&batch->arena, (count + 1) * sizeof(wn_str));
    for (size_t i = 0; i < count; i++) {
        record->source[i] = wn_arena_str(&batch->arena, wn_buf_str(&f->values[i]));
        f->values[i].len = 0;
        if (f->input->has_lost && batch->entity &&
            memmem(record->source[i].ptr, record->source[i].len, "\xEF\xBF\xBD", 3))
            wn_record_note(record, &batch->arena,
                           batch->entity->implied[WN_RULE_TEXT_LOST], -1, (uint32_t)i,
                           record->source[i]);
    }
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
    for (size_t i = 0; f->values && i < f->input->column_count; i++)
        wn_buf_release(&f->values[i]);
    wn_map_release(&f->columns);
    free(f->values);
    free(f->names);
}
