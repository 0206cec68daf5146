/*
 * verify_write.c - writes verify.json and the sample sheet.
 *
 * The sheet has about 300 records. Each file has its share, chosen by a number made of
 * a seed and the record's key. For each field it shows what the source says, what the
 * target says, and whether they agree. People compare it with the old system, and sign
 * it.
 */
#include "verifying.h"

#include "core/artefacts.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- choosing --------------------------------------------------------------------- */

bool verify_is_sampled(const wn_verification *v, const wn_record *record)
{
    return wn_hash(record->key, v->out->seed ^ record->nth) <=
           v->limits[record->file->number];
}

void verify_sample(wn_verification *v, const wn_record *record, const store_known *known,
                   const bool *says)
{
    const wn_entity *entity = record->file->entity;

    v->samples = wn_grow(v->samples, v->sample_count, &v->sample_room, sizeof(sampled));
    sampled *one = &v->samples[v->sample_count++];
    *one = (sampled){.file = record->file,
                     .mark = wn_line_mark(v->store.context, record->file),
                     .line = record->line,
                     .key = wn_arena_str(&v->arena, record->key),
                     .golden = store_golden_id(&v->store, known),
                     .disposition = (wn_disposition)known->disposition};
    one->raw = wn_arena_alloc(&v->arena, (entity->field_count + 1) * sizeof(wn_str));
    one->value = wn_arena_alloc(&v->arena, (entity->field_count + 1) * sizeof(wn_str));
    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_cell *cell = &record->cells[f];
        one->raw[f] = wn_arena_str(&v->arena, cell->raw);
        one->value[f] = !says[f] ? (wn_str){0}
                        : store_has_value(&entity->fields[f], cell)
                            ? wn_arena_str(&v->arena, cell->value)
                            : WN_STR("");
    }
    verify_of(v, entity->number, store_golden_id(&v->store, known))->sampled = true;
    v->out->sampled++;
}

/* ---- the sheet -------------------------------------------------------------------- */

static void add_cell(wn_buf *out, wn_str cell)
{
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, cell);
}

/* The columns of the source that the field is made of. */
static void add_columns(wn_buf *out, const wn_file *file, size_t field, wn_arena *arena)
{
    wn_buf names = {0};

    for (size_t b = 0; b < file->bind_count; b++)
        for (size_t c = 0; file->binds[b].field == (int)field && c < file->binds[b].count;
             c++)
            wn_buf_format(&names, "%s%.*s", names.len ? " + " : "",
                          WN_FMT(file->binds[b].columns[c]));
    add_cell(out, wn_arena_str(arena, wn_buf_str(&names)));
    wn_buf_release(&names);
}

static const char *verdict(const wn_field *field, wn_str wanted, wn_str there)
{
    if (!wanted.ptr)
        return "other record";
    if (wanted.len == 0 || there.len == 0)
        return wanted.len == there.len ? "same" : "differs";
    return store_hash_value(field, wanted) == store_hash_value(field, there) ? "same"
                                                                             : "differs";
}

static void add_sample(wn_verification *v, const sampled *one, wn_buf *out)
{
    const wn_entity *entity = one->file->entity;
    const int64_t *at =
        wn_map_find(&v->sample_rows, verify_print(entity->number, one->golden, 0));
    wn_arena arena = {0};

    for (size_t f = 0; f < entity->field_count; f++) {
        wn_str there = at ? v->rows[*at - 1][f] : WN_STR("");
        if (one->raw[f].len == 0 && there.len == 0)
            continue;
        wn_csv_add_safe(out, one->file->name);
        wn_buf_format(out, one->mark == '#' ? ",#%llu" : ",%llu",
                      (unsigned long long)one->line);
        add_cell(out, one->key);
        add_cell(out, entity->name);
        wn_buf_format(out, ",%lld,%s", (long long)one->golden,
                      wn_disposition_names[one->disposition]);
        add_cell(out, entity->fields[f].name);
        add_columns(out, one->file, f, &arena);
        add_cell(out, one->raw[f]);
        add_cell(out, there);
        wn_buf_format(out, ",%s,\n", verdict(&entity->fields[f], one->value[f], there));
    }
    wn_arena_release(&arena);
}

static wn_rc write_file(wn_verification *v, const char *name, wn_str bytes)
{
    const wn_context *context = v->store.context;

    if (!wn_artefact_goes(name, context->settings->audience))
        return WN_OK;
    wn_output *file =
        wn_outputs_add(&v->outputs, context->settings->out_dir, name, context->err);

    return file ? wn_output_put(file, bytes, context->err) : context->err->rc;
}

static wn_rc write_sheet(wn_verification *v)
{
    wn_buf out = {0};

    wn_buf_add(&out, WN_STR("\xEF\xBB\xBF"
                            "file,line,key,entity,id,fate,field,column,as read,in the "
                            "target,verdict,checked by\n"));
    for (size_t i = 0; i < v->sample_count; i++)
        add_sample(v, &v->samples[i], &out);
    wn_rc rc = write_file(v, "verify_sample.csv", wn_buf_str(&out));
    wn_buf_release(&out);
    return rc;
}

/* ---- the numbers ------------------------------------------------------------------ */

static json_t *differences_json(const wn_verified *o)
{
    json_t *all = json_array();

    for (wn_str rest = wn_buf_str(&o->list); rest.len > 0;) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        json_array_append_new(all, json_stringn(line.ptr, line.len));
    }
    return all;
}

static wn_rc write_json(wn_verification *v)
{
    const wn_verified *o = v->out;
    char seed[24];
    wn_buf out = {0};

    snprintf(seed, sizeof(seed), "%016llx", (unsigned long long)o->seed);
    json_t *root = json_pack(
        "{s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:{s:s,s:I,s:s},s:s}",
        "schema", "winnow.verify/1", "run", wn_run_name(v->store.context), "records",
        (json_int_t)o->records, "compared", (json_int_t)o->compared, "missing",
        (json_int_t)o->missing, "altered", (json_int_t)o->altered, "golden",
        (json_int_t)o->golden, "values", (json_int_t)o->values, "differ",
        (json_int_t)o->differ, "edited", (json_int_t)o->edited, "stayed",
        (json_int_t)o->stayed, "older", (json_int_t)o->older, "uncovered",
        (json_int_t)o->uncovered, "sample", "file", "verify_sample.csv", "records",
        (json_int_t)o->sampled, "seed", seed, "hash",
        v->key ? "HMAC-SHA256, 60 bits" : "none: no key");
    json_object_set_new(root, "differences", differences_json(o));
    json_object_set(root, "chunks", v->chunks);
    char *text = json_dumps(root, JSON_INDENT(1));
    wn_buf_format(&out, "%s\n", text);
    free(text);
    json_decref(root);
    wn_rc rc = write_file(v, "verify.json", wn_buf_str(&out));
    wn_buf_release(&out);
    return rc;
}

wn_rc verify_write(wn_verification *v)
{
    wn_error *err = v->store.context->err;

    v->outputs.force = v->store.context->settings->force;
    wn_rc rc = write_sheet(v);
    if (rc >= 0)
        rc = write_json(v);
    return wn_outputs_finish(&v->outputs, rc, err);
}
