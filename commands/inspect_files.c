/*
 * inspect_files.c - what is in a file that nobody has looked at yet: a profile of each
 * column, and what Excel or a lossy export did to its values.
 */
#include "inspect.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define TRIED 2000 /* values of a column that are checked for a wrong encoding */

static bool all_of(wn_str s, const char *set)
{
    return s.len > 0 && wn_str_span(s, set) == s.len;
}

/* Transforms that find damage. */
typedef struct trial {
    const wn_transform *id, *text;
    const void *id_config, *text_config;
    wn_arena arena;
} trial;

static void count_damage(wn_inspected_column *c, const trial *t, wn_str value,
                         uint64_t row)
{
    wn_cleaned as_id = {0}, as_text = {0};
    wn_arena scratch = {0};

    value = wn_str_trim(value);
    if (value.len == 0)
        return;
    t->id->apply(value, t->id_config, &scratch, &as_id);
    c->damaged[WN_DAMAGE_SCIENTIFIC] += as_id.remark == WN_REMARK_DAMAGED;
    if (value.len <= 32 && all_of(value, "0123456789")) {
        c->digits[value.len]++;
        c->damaged[WN_DAMAGE_ROUNDED] +=
            value.len >= 17 && value.len <= 20 && wn_str_ends(value, WN_STR("000"));
    }
    c->damaged[WN_DAMAGE_MARKS] +=
        memmem(value.ptr, value.len, "??", 2) != NULL ||
        memmem(value.ptr, value.len, "\xEF\xBF\xBD", 3) != NULL;
    if (row < TRIED && !wn_is_ascii(value) &&
        t->text->apply(value, t->text_config, &scratch, &as_text) == WN_CLEAN)
        c->damaged[WN_DAMAGE_GARBLED] += as_text.remark == WN_REMARK_GARBLED;
    wn_arena_release(&scratch);
}

/* Most codes have one length and some are one digit shorter: they lost a leading zero. */
static void find_lost_zeros(wn_inspected_column *c)
{
    uint64_t all = 0, most = 0, shorter = 0;
    size_t usual = 0;

    for (size_t len = 1; len < WN_COUNT(c->digits); len++) {
        all += c->digits[len];
        if (c->digits[len] > most) {
            most = c->digits[len];
            usual = len;
        }
    }
    for (size_t len = usual > 3 ? usual - 2 : usual; len < usual; len++)
        shorter += c->digits[len];
    if (usual >= 5 && all >= 20 && most * 10 >= all * 7 && shorter > 0 &&
        shorter + most == all)
        c->damaged[WN_DAMAGE_ZEROS] = shorter;
}

static void take(wn_inspection *out, const trial *t, const wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++, out->rows++) {
        const wn_record *record = &batch->records[r];
        for (size_t c = 0; c < out->input.column_count && c < WN_INSPECT_COLUMNS; c++) {
            wn_str value = c < record->source_count ? record->source[c] : WN_STR("");
            wn_profile_add(out->columns[c].profile, value);
            count_damage(&out->columns[c], t, value, out->rows);
        }
    }
}

wn_rc wn_inspect(wn_inspection *out, const char *path, wn_error *err)
{
    wn_batch batch;
    void *reader = NULL;
    wn_input *input = &out->input;
    trial t = {.id = wn_transform_find(WN_STR("id")),
               .text = wn_transform_find(WN_STR("text"))};
    wn_rc rc = wn_input_survey(input, path, WN_STR(""), err);

    input->chunk = WN_CHUNK;
    t.id_config = wn_config_new(t.id, &t.arena);
    t.text_config = wn_config_new(t.text, &t.arena);
    wn_batch_init(&batch, 512);
    if (rc >= 0)
        rc = input->reader->open(&reader, input, err);
    out->columns = wn_alloc(input->column_count + 1, sizeof(*out->columns));
    for (size_t c = 0; c < input->column_count && c < WN_INSPECT_COLUMNS; c++)
        out->columns[c].profile = wn_profile_new();
    while (rc >= 0 && (rc = input->reader->next(reader, &batch)) == WN_MORE) {
        take(out, &t, &batch);
        wn_batch_clear(&batch);
    }
    if (reader)
        input->reader->close(reader);
    wn_batch_release(&batch);
    wn_arena_release(&t.arena);
    for (size_t c = 0; c < input->column_count && c < WN_INSPECT_COLUMNS; c++)
        find_lost_zeros(&out->columns[c]);
    out->is_cut = out->rows == 65535 || out->rows == 65536 || out->rows == 1048575 ||
                  out->rows == 1048576;
    return rc;
}

void wn_inspection_release(wn_inspection *out)
{
    for (size_t c = 0; out->columns && c < out->input.column_count; c++)
        wn_profile_free(out->columns[c].profile);
    free(out->columns);
    wn_input_release(&out->input);
    *out = (wn_inspection){0};
}

wn_word wn_inspect_sure(const wn_input *input)
{
    if (!input->encoding)
        return WN_SAY_SURE_FORMAT;
    if (input->mark > 0)
        return WN_SAY_SURE_MARK;
    if (strcmp(input->encoding, "utf-8") != 0)
        return WN_SAY_SURE_GUESS;
    return input->is_utf8 ? WN_SAY_SURE_BYTES : WN_SAY_SURE_MOSTLY;
}
