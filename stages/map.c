/*
 * map.c - stage 2: columns of the source become fields of the model.
 *
 * From here on the raw cell is kept beside the value. The record's key, and the
 * SHA-256 of its source cells by which a later run knows it again, are made here, too,
 * because this stage runs on all workers.
 */
#include "core/memory.h"
#include "core/stage.h"

#include <jansson.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

struct map {
    wn_stage stage;
    const wn_file *file;
    const wn_input *input;
    int **columns; /* by bind: source column of each part */
    size_t bind_count;
    int *keys;
    const void *key_config; /* config of `id` for the key, which that transform
                               rewrites */
    bool *kept;             /* by source column: it goes into extra */
    int *other; /* by source column: the field that takes its value where all columns
                   before it are empty; -1: none. A value that the field does not take is
                   kept */
    bool keeps, has_others;
    const wn_transform *id;
    wn_arena arena;
};

static void forget_file(struct map *map)
{
    for (size_t b = 0; b < map->bind_count; b++)
        free(map->columns[b]);
    free(map->columns);
    free(map->keys);
    free(map->kept);
    free(map->other);
    map->other = NULL;
    map->columns = NULL;
    map->keys = NULL;
    map->kept = NULL;
    map->bind_count = 0;
}

/* For "Mobile | Phone 2": keep values of the second column where the first has another
 * value. */
static void plan_others(struct map *map)
{
    const wn_file *file = map->file;

    map->other = wn_alloc(map->input->column_count + 1, sizeof(*map->other));
    map->has_others = false;
    for (size_t c = 0; c < map->input->column_count; c++)
        map->other[c] = -1;
    for (size_t b = 0; b < file->bind_count && file->entity->extra >= 0; b++)
        for (size_t i = 0; i < file->binds[b].count && file->binds[b].first_filled; i++)
            if (file->binds[b].count > 1 && map->columns[b][i] >= 0) {
                map->other[map->columns[b][i]] = file->binds[b].field;
                map->has_others = true;
            }
    for (size_t b = 0; b < file->bind_count; b++) /* not if another field has it whole */
        for (size_t i = 0; i < file->binds[b].count; i++)
            if ((file->binds[b].count == 1 || !file->binds[b].first_filled) &&
                map->columns[b][i] >= 0)
                map->other[map->columns[b][i]] = -1;
}

/* Which columns go into extra: those that no <field> takes; for these the first pattern
 * of <keep> and <drop> that fits decides. */
static void plan_kept(struct map *map)
{
    const wn_file *file = map->file;

    int *rules = wn_alloc(map->input->column_count + 1, sizeof(*rules));

    map->kept = wn_alloc(map->input->column_count, sizeof(*map->kept));
    map->keeps = false;
    wn_input_column_rules(map->input, file, rules);
    for (size_t b = 0; b < file->bind_count; b++)
        for (size_t i = 0; i < file->binds[b].count; i++)
            if (map->columns[b][i] >= 0)
                rules[map->columns[b][i]] = -1;
    for (size_t c = 0; c < map->input->column_count; c++) {
        map->kept[c] = rules[c] >= 0 && file->column_rules[rules[c]].keep;
        map->keeps = map->keeps || map->kept[c];
    }
    free(rules);
}

/* Return the config of the field that the only key column fills, if its type is id; so
 * keys are written as that field is. */
static const void *config_of_key(struct map *map)
{
    const wn_file *file = map->file;

    for (size_t b = 0; b < map->bind_count && file->key_count == 1; b++) {
        const wn_bind *bind = &file->binds[b];
        if (file->entity->fields[bind->field].type == map->id && bind->count == 1 &&
            map->keys[0] >= 0 && map->columns[b][0] == map->keys[0])
            return bind->config;
    }
    return wn_config_new(map->id, &map->arena);
}

static wn_rc stage_begin_file(wn_stage *stage, const wn_file *file)
{
    struct map *map = (struct map *)stage;

    forget_file(map);
    map->file = file;
    map->input = &stage->context->known->inputs[file->number];
    map->columns = wn_alloc(file->bind_count, sizeof(*map->columns));
    map->bind_count = file->bind_count;
    for (size_t b = 0; b < file->bind_count; b++) {
        map->columns[b] = wn_alloc(file->binds[b].count, sizeof(int));
        for (size_t i = 0; i < file->binds[b].count; i++)
            map->columns[b][i] = wn_input_column(map->input, file->binds[b].columns[i]);
    }
    map->keys = wn_alloc(file->key_count, sizeof(*map->keys));
    for (size_t k = 0; k < file->key_count; k++)
        map->keys[k] = wn_input_column(map->input, file->keys[k]);
    map->id = wn_transform_find(WN_STR("id"));
    map->key_config = config_of_key(map);
    plan_kept(map);
    plan_others(map);
    return WN_OK;
}

static wn_str source_cell(const wn_record *record, int column)
{
    return column >= 0 && (uint32_t)column < record->source_count ? record->source[column]
                                                                  : WN_STR("");
}

static wn_str join(const wn_record *record, const int *columns, size_t count,
                   wn_str between, wn_arena *arena)
{
    size_t size = 0, len = 0;

    for (size_t i = 0; i < count; i++)
        size += source_cell(record, columns[i]).len + between.len;
    char *text = wn_arena_bytes(arena, size + 1);
    for (size_t i = 0; i < count; i++) {
        wn_str part = wn_str_trim(source_cell(record, columns[i]));
        if (part.len == 0)
            continue;
        if (len > 0) {
            memcpy(text + len, between.ptr, between.len);
            len += between.len;
        }
        memcpy(text + len, part.ptr, part.len);
        len += part.len;
    }
    return (wn_str){text, len};
}

/* For "A | B": return the first column that says something. A column with N/A or the like
 * is passed over where another column says more. */
static size_t pick_column(const struct map *map, const wn_record *record,
                          const wn_bind *bind, const int *columns, wn_arena *arena)
{
    const wn_transform *type = map->file->entity->fields[bind->field].type;
    size_t blank = bind->count;

    for (size_t i = 0; i < bind->count; i++) {
        wn_str cell = wn_str_trim(source_cell(record, columns[i]));
        if (cell.len == 0)
            continue;
        if (!wn_value_is_blank(&map->stage.context->plan->model, type, bind->config, cell,
                               arena))
            return i;
        blank = blank < i ? blank : i;
    }
    return blank < bind->count ? blank : 0;
}

static void fill_cell(const struct map *map, const wn_record *record, const wn_bind *bind,
                      const int *columns, wn_cell *cell, wn_arena *arena)
{
    size_t pick = bind->first_filled ? pick_column(map, record, bind, columns, arena) : 0;

    cell->column = columns[pick] < 0 ? WN_NO_COLUMN : (uint32_t)columns[pick];
    if (bind->count == 1 || bind->first_filled) {
        if (columns[pick] < 0 || (uint32_t)columns[pick] >= record->source_count)
            return; /* a short row: ABSENT */
        cell->raw = record->source[columns[pick]];
    } else {
        cell->raw = join(record, columns, bind->count, bind->join, arena);
    }
    cell->value = wn_str_trim(cell->raw);
    cell->state = cell->value.len > 0 ? WN_CELL_FILLED : WN_CELL_EMPTY;
}

/* Does the field that may take this column's value have another value? */
static bool is_left(const struct map *map, const wn_record *record, uint32_t c,
                    wn_str value)
{
    int field = map->other[c];

    return field >= 0 && !wn_str_equal(record->cells[field].value, value);
}

static bool has_left(const struct map *map, const wn_record *record)
{
    for (uint32_t c = 0; c < record->source_count && c < map->input->column_count; c++) {
        wn_str value = wn_str_trim(record->source[c]);
        if (value.len > 0 && is_left(map, record, c, value))
            return true;
    }
    return false;
}

static void fill_extra(const struct map *map, const wn_record *record, wn_cell *cell,
                       wn_arena *arena)
{
    json_t *object = json_object();
    uint32_t first = WN_NO_COLUMN;

    for (uint32_t c = 0; c < record->source_count && c < map->input->column_count; c++) {
        wn_str value = wn_str_trim(record->source[c]);
        if (value.len == 0 || (!map->kept[c] && !is_left(map, record, c, value)))
            continue;
        json_t *text = json_stringn(value.ptr, value.len);
        json_object_setn_new(object, map->input->columns[c].ptr,
                             map->input->columns[c].len, text);
        first = first == WN_NO_COLUMN ? c : first;
    }
    if (first != WN_NO_COLUMN) {
        char *dump = json_dumps(object, JSON_COMPACT);
        cell->raw = cell->value = wn_arena_str(arena, wn_str_of(dump));
        cell->state = WN_CELL_CLEAN;
        cell->column = first;
        free(dump);
    } else {
        cell->state = WN_CELL_EMPTY;
    }
    json_decref(object);
}

/* Each cell goes in with its length before it, so that different rows have different
 * bytes. */
static void fill_sha256(wn_record *record, wn_arena *arena)
{
    struct sha256_ctx sha;
    size_t size = 0, len = 0;

    for (uint32_t c = 0; c < record->source_count; c++)
        size += record->source[c].len + 4;
    char *bytes = wn_arena_bytes(arena, size + 1);
    for (uint32_t c = 0; c < record->source_count; c++) {
        wn_str cell = record->source[c];
        for (int i = 0; i < 4; i++)
            bytes[len++] = (char)(cell.len >> (8 * i) & 0xFF);
        if (cell.len)
            memcpy(bytes + len, cell.ptr, cell.len);
        len += cell.len;
    }
    sha256_init(&sha);
    sha256_update(&sha, len, (const uint8_t *)bytes);
    sha256_digest(&sha, WN_SHA256_SIZE, record->sha256);
    wn_arena_trim(arena, bytes, size + 1, 0);
}

/* Return the key, rewritten by the transform of ids as links to it are. A key that the
 * transform refuses stays as it is. */
static wn_str key_of(const struct map *map, const wn_record *record, wn_arena *arena)
{
    wn_str key = wn_str_trim(source_cell(record, map->keys[0]));
    wn_cleaned out = {.value = key};

    return map->id->apply(key, map->key_config, arena, &out) == WN_CLEAN ? out.value
                                                                         : key;
}

/* N/A, null and the like are no key: all records with them would be one record. */
static bool is_no_key(const struct map *map, const wn_record *record)
{
    for (size_t k = 0; k < map->file->key_count; k++) {
        wn_str part = wn_str_trim(source_cell(record, map->keys[k]));
        if (part.len > 0 && !(wn_model_is_blank(&map->stage.context->plan->model, part) &&
                              wn_blank_is_plain(map->id, part)))
            return false;
    }
    return true;
}

/* Set the key of the record; without key columns, it is made of the row's content. */
static void fill_key(const struct map *map, wn_record *record, wn_arena *arena)
{
    if (map->file->key_count == 0) {
        char *hex = wn_arena_bytes(arena, 2 * WN_SHA256_SIZE + 1);
        wn_hex(hex, record->sha256, WN_SHA256_SIZE / 2);
        record->key = wn_str_of(hex);
    } else if (is_no_key(map, record)) {
        record->key = WN_STR("");
    } else if (map->file->key_count == 1) {
        record->key = key_of(map, record, arena);
    } else {
        record->key = join(record, map->keys, map->file->key_count, WN_STR(" + "), arena);
    }
}

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    struct map *map = (struct map *)stage;
    const wn_entity *entity = map->file->entity;
    /* a pass that needs some fields only has no use for it, unless it is the key */
    bool is_hashed = !stage->context->needed || map->file->key_count == 0;

    for (size_t r = 0; r < batch->count; r++) {
        wn_record *record = &batch->records[r];
        record->cells =
            wn_arena_alloc(&batch->arena, entity->field_count * sizeof(wn_cell));
        for (size_t b = 0; b < map->bind_count; b++)
            fill_cell(map, record, &map->file->binds[b], map->columns[b],
                      &record->cells[map->file->binds[b].field], &batch->arena);
        if (map->keeps || (map->has_others && has_left(map, record)))
            fill_extra(map, record, &record->cells[entity->extra], &batch->arena);
        if (is_hashed)
            fill_sha256(record, &batch->arena);
        fill_key(map, record, &batch->arena);
    }
    return WN_OK;
}

static void stage_close(wn_stage *stage, bool committed)
{
    (void)committed;
    forget_file((struct map *)stage);
    wn_arena_release(&((struct map *)stage)->arena);
}

const wn_stage_class wn_stage_map = {
    .name = "map",
    .en = "turn source columns into fields of the model",
    .zh = "对应字段",
    .size = sizeof(struct map),
    .is_parallel = true,
    .begin_file = stage_begin_file,
    .process = stage_process,
    .close = stage_close,
};
