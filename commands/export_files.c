/*
 * export_files.c - writes golden records of a target as files for another CRM's importer.
 *
 * The tables of the target are read like any other input. Each row becomes a row of the
 * system's file; a new file is started when one is as large as the importer allows.
 * README.txt beside the files names the columns of the target that no file of the system
 * has a place for: nothing is left out silently.
 */
#include "export_table.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"
#include "core/reader.h"
#include "target/target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct exporter {
    const export_system *system;
    const char *target, *folder;
    wn_lang lang;
    wn_error *err;
    wn_buf *said, readme;
    wn_map names; /* golden id of an account -> its index in name_list, + 1 */
    wn_str *name_list;
    size_t name_count, name_room;
    wn_arena arena;
    const wn_transform *person;
    void *family, *given;
    uint64_t replaced, lacking;
    wn_outputs files;
    bool known; /* the target's tables have a version that this code knows */
} exporter;

/* The file of an object that is being written. */
typedef struct output {
    exporter *x;
    const export_object *object;
    const export_column *columns;
    size_t column_count;
    int *from; /* by column: its column in the input, or -1 */
    wn_buf text, row;
    size_t rows, parts;
    uint64_t all;
} output;

/* ---- cells ------------------------------------------------------------------------ */

static wn_str part_of_name(exporter *x, wn_str name, const void *config,
                           wn_arena *scratch)
{
    wn_cleaned out = {0};

    return x->person->apply(name, config, scratch, &out) == WN_CLEAN ? out.value
                                                                     : WN_STR("");
}

static wn_str name_of_parent(exporter *x, wn_str id)
{
    int64_t *index = wn_map_set(&x->names, wn_fingerprint_of(id), NULL);

    return *index > 0 ? x->name_list[*index - 1] : WN_STR("");
}

static wn_str cell_of(exporter *x, const export_column *c, wn_str value,
                      wn_arena *scratch)
{
    switch (c->kind) {
    case EXPORT_FAMILY: {
        wn_str family = part_of_name(x, value, x->family, scratch);
        return family.len ? family
                          : value; /* importers insist on one: a name of one word */
    }
    case EXPORT_GIVEN:
        return part_of_name(x, value, x->given, scratch);
    case EXPORT_DATE:
        return (wn_str){value.ptr, value.len > 10 ? 10 : value.len};
    case EXPORT_VALUE: {
        const char *word = export_word(x->system->name, wn_str_of(c->field), value);
        return *word ? wn_str_of(word) : value;
    }
    case EXPORT_PARENT_NAME:
        return name_of_parent(x, value);
    case EXPORT_TEXT:
    case EXPORT_PARENT:
    case EXPORT_KEY:
        break;
    }
    return value;
}

/* Replace what the importer does not accept: '"' by a single quotation mark, other
 * characters by a blank. */
static wn_str allowed(exporter *x, wn_str value, wn_arena *scratch)
{
    const char *bad = x->system->forbidden;
    size_t i = 0;

    while (bad && i < value.len && !(value.ptr[i] && strchr(bad, value.ptr[i])))
        i++;
    if (!bad || i == value.len)
        return value;
    wn_str copy = wn_arena_str(scratch, value);
    char *p = (char *)(uintptr_t)copy.ptr;
    for (; i < copy.len; i++)
        if (p[i] && strchr(bad, p[i]))
            p[i] = p[i] == '"' ? '\'' : ' ';
    x->replaced++;
    return copy;
}

static void add_cell(const exporter *x, wn_buf *out, wn_str cell)
{
    if (!x->system->quotes_all) {
        wn_csv_add(out, cell);
        return;
    }
    wn_buf_char(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            wn_buf_char(out, '"');
        wn_buf_char(out, cell.ptr[i]);
    }
    wn_buf_char(out, '"');
}

/* ---- files ------------------------------------------------------------------------ */

static void write_file(exporter *x, const char *name, wn_str text)
{
    wn_output *file =
        x->err->rc >= 0 ? wn_outputs_add(&x->files, x->folder, name, x->err) : NULL;

    if (file)
        wn_output_put(file, text, x->err);
}

static void begin_part(output *o)
{
    o->text.len = 0;
    if (o->x->system->has_mark)
        wn_buf_add(&o->text, WN_STR("\xEF\xBB\xBF"));
    for (size_t c = 0; c < o->column_count; c++) {
        if (c > 0)
            wn_buf_char(&o->text, ',');
        add_cell(o->x, &o->text, wn_str_of(o->columns[c].header));
    }
    wn_buf_char(&o->text, '\n');
    o->rows = 0;
}

static void end_part(output *o)
{
    char name[128], digits[28];

    if (o->rows == 0)
        return;
    o->parts++;
    if (o->parts == 1)
        snprintf(name, sizeof(name), "%s.csv", o->object->file);
    else
        snprintf(name, sizeof(name), "%s-%zu.csv", o->object->file, o->parts);
    write_file(o->x, name, wn_buf_str(&o->text));
    wn_buf_format(o->x->said, wn_say(o->x->lang, WN_SAY_EXPORT_FILE), name,
                  wn_thousands(digits, o->rows));
    wn_buf_format(&o->x->readme, "%s  %zu rows / 行\n", name, o->rows);
    begin_part(o);
}

static void add_row(output *o, const wn_record *record, wn_arena *scratch)
{
    const export_system *s = o->x->system;

    o->row.len = 0;
    for (size_t c = 0; c < o->column_count; c++) {
        wn_str value = o->from[c] >= 0 ? record->source[o->from[c]] : WN_STR("");
        value = cell_of(o->x, &o->columns[c], value, scratch);
        value = allowed(o->x, value, scratch);
        o->x->lacking += o->columns[c].is_required && value.len == 0;
        if (c > 0)
            wn_buf_char(&o->row, ',');
        add_cell(o->x, &o->row, value);
    }
    wn_buf_char(&o->row, '\n');
    if ((s->most_rows && o->rows >= s->most_rows) ||
        (s->most_bytes && o->rows > 0 && o->text.len + o->row.len > s->most_bytes))
        end_part(o);
    wn_buf_add(&o->text, wn_buf_str(&o->row));
    o->rows++;
    o->all++;
}

/* Write the map for Data Loader: COLUMN=ApiName; Object\:Field for the external id of a
 * parent. */
static void write_sdl(output *o)
{
    wn_buf text = {0};
    char name[128];

    wn_buf_add(&text, WN_STR("#Mapping values\n"));
    for (size_t c = 0; c < o->column_count; c++) {
        const char *header = o->columns[c].header, *dot = strchr(header, '.');
        if (dot)
            wn_buf_format(&text, "%s=%.*s\\:%s\n", header, (int)(dot - header), header,
                          dot + 1);
        else
            wn_buf_format(&text, "%s=%s\n", header, header);
    }
    snprintf(name, sizeof(name), "%s.sdl", o->object->file);
    write_file(o->x, name, wn_buf_str(&text));
    wn_buf_release(&text);
}

/* ---- a table ---------------------------------------------------------------------- */

/* Name the columns of the target that are used in no column of the file. */
static void say_left_out(output *o, const wn_input *input)
{
    wn_buf names = {0};

    for (size_t i = 0; i < input->column_count; i++) {
        bool used = false;
        for (size_t c = 0; c < o->column_count; c++)
            used = used || o->from[c] == (int)i;
        if (!used)
            wn_buf_format(&names, "%s%.*s", names.len ? ", " : "",
                          WN_FMT(input->columns[i]));
    }
    if (names.len)
        wn_buf_format(&o->x->readme, "    not in it / 未包含: %.*s\n",
                      WN_FMT(wn_buf_str(&names)));
    wn_buf_release(&names);
}

static void note_name(exporter *x, wn_str id, wn_str name)
{
    x->name_list =
        wn_grow(x->name_list, x->name_count, &x->name_room, sizeof(*x->name_list));
    x->name_list[x->name_count++] = wn_arena_str(&x->arena, name);
    *wn_map_set(&x->names, wn_fingerprint_of(id), NULL) = (int64_t)x->name_count;
}

/* Set the columns of the file: those of the object; for CSV those of the target's
 * table. */
static void set_columns(output *o, const wn_input *input)
{
    size_t count = 0;

    if (!o->object->columns) {
        export_column *all =
            wn_arena_alloc(&o->x->arena, (input->column_count + 1) * sizeof(*all));
        for (size_t i = 0; i < input->column_count; i++)
            all[i] = (export_column){input->columns[i].ptr, input->columns[i].ptr,
                                     EXPORT_TEXT, false};
        o->columns = all;
    } else {
        o->columns = o->object->columns;
    }
    while (o->columns[count].header)
        count++;
    o->column_count = count;
    o->from = wn_alloc(count + 1, sizeof(*o->from));
    for (size_t c = 0; c < count; c++)
        o->from[c] = o->columns[c].field
                         ? wn_input_column(input, wn_str_of(o->columns[c].field))
                         : -1;
}

static wn_rc write_rows(output *o, const wn_input *input, void *reader)
{
    wn_batch batch;
    wn_rc rc = WN_MORE;
    int id = wn_input_column(input, WN_STR("id")),
        name = wn_input_column(input, WN_STR("name"));

    wn_batch_init(&batch, 512);
    while (rc == WN_MORE && o->x->err->rc >= 0) {
        rc = input->reader->next(reader, &batch);
        for (size_t i = 0; i < batch.count; i++) {
            const wn_record *r = &batch.records[i];
            if (id >= 0 && name >= 0 && !strcmp(o->object->entity, "account"))
                note_name(o->x, r->source[id], r->source[name]);
            add_row(o, r, &batch.arena);
        }
        wn_batch_clear(&batch);
    }
    wn_batch_release(&batch);
    return rc < 0 ? rc : o->x->err->rc;
}

static bool has_table(const wn_input *input, const char *name)
{
    for (size_t i = 0; i < input->table_count; i++)
        if (wn_str_equal(input->tables[i].name, wn_str_of(name)))
            return true;
    return false;
}

static void export_object_of(exporter *x, const export_object *object)
{
    output o = {.x = x, .object = object};
    wn_input input = {.sheet = wn_str_of(object->entity), .chunk = WN_CHUNK};
    wn_error quiet = {.lang = x->lang};
    void *reader = NULL;
    wn_rc rc = wn_input_survey(&input, x->target, WN_STR(""), x->err);

    if (rc >= 0 && strcmp(input.reader->name, "sqlite") &&
        strcmp(input.reader->name, "postgresql"))
        rc = wn_fail(x->err, WN_E_SOURCE, WN_SAY_EXPORT_NO_TARGET, x->target);
    if (rc >= 0 && !x->known)
        rc = wn_target_is_known(x->target, x->err);
    x->known = rc >= 0;
    if (rc >= 0)
        rc = input.reader->open(&reader, &input, &quiet);
    bool none = rc < 0 && !has_table(&input, object->entity); /* the model has it not */
    if (rc >= 0) {
        set_columns(&o, &input);
        begin_part(&o);
        rc = write_rows(&o, &input, reader);
    }
    if (quiet.rc < 0 && x->err->rc >= 0 && !none)
        *x->err = quiet;
    if (rc >= 0) {
        end_part(&o);
        say_left_out(&o, &input);
    }
    if (rc >= 0 && x->system->writes_sdl && o.all > 0)
        write_sdl(&o);
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_buf_release(&o.text);
    wn_buf_release(&o.row);
    free(o.from);
}

/* ---- all of it -------------------------------------------------------------------- */

static const export_system *find_system(const char *name)
{
    const export_system *s = export_systems;

    while (s->name && strcmp(s->name, name))
        s++;
    return s->name ? s : NULL;
}

static void prepare_names(exporter *x)
{
    x->person = wn_transform_find(WN_STR("name"));
    x->family = wn_config_new(x->person, &x->arena);
    x->given = wn_config_new(x->person, &x->arena);
    wn_config_parse(x->person, WN_STR("part=family"), x->family, &x->arena);
    wn_config_parse(x->person, WN_STR("part=given"), x->given, &x->arena);
}

static void conclude(exporter *x)
{
    char digits[28];

    wn_buf_format(&x->readme, "\n%s\n%s\n", x->system->note_en, x->system->note_zh);
    if (x->lacking > 0) {
        wn_buf_format(&x->readme,
                      "%llu required cells are empty / 有 %llu 个必填单元格为空\n",
                      (unsigned long long)x->lacking, (unsigned long long)x->lacking);
        wn_buf_format(x->said, wn_say(x->lang, WN_SAY_EXPORT_LACKING),
                      wn_thousands(digits, x->lacking));
    }
    if (x->replaced > 0)
        wn_buf_format(x->said, wn_say(x->lang, WN_SAY_EXPORT_REPLACED),
                      wn_thousands(digits, x->replaced));
    write_file(x, "README.txt", wn_buf_str(&x->readme));
}

/* All files that the export to this system may write. */
static const char **files_of(exporter *x)
{
    size_t count = 0, used = 0;

    while (x->system->objects[count].entity)
        count++;
    const char **names = wn_arena_alloc(&x->arena, (3 * count + 2) * sizeof(*names));
    for (size_t i = 0; i < count; i++) {
        const char *file = x->system->objects[i].file;
        names[used++] = wn_arena_format(&x->arena, "%s.csv", file).ptr;
        names[used++] = wn_arena_format(&x->arena, "%s-*.csv", file).ptr;
        names[used++] = wn_arena_format(&x->arena, "%s.sdl", file).ptr;
    }
    names[used++] = "README.txt";
    names[used] = NULL;
    return names;
}

/* Give all files their final names at once, and remove what an earlier export left. */
static void keep(exporter *x, const char *const *names)
{
    if (x->err->rc >= 0)
        wn_outputs_ready(&x->files, x->err);
    if (x->err->rc >= 0)
        wn_outputs_keep(&x->files, x->err);
    if (x->err->rc >= 0)
        wn_folder_clear(x->folder, names, &x->files);
    wn_outputs_drop(&x->files);
}

wn_rc wn_export(const char *target, const char *system, const char *folder, bool force,
                wn_lang lang, wn_buf *said, wn_error *err)
{
    exporter x = {.system = find_system(system ? system : ""),
                  .target = strncmp(target, "sqlite:", 7) ? target : target + 7,
                  .folder = folder,
                  .files = {.force = force},
                  .lang = lang,
                  .said = said,
                  .err = err};

    if (!x.system)
        return wn_fail(err, WN_E_USAGE, WN_SAY_EXPORT_SYSTEM, system ? system : "");
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, folder,
                       wn_why(err->lang, errno));
    const char **names = files_of(&x);
    wn_folder_check(folder, names, &x.target, 1, force, err);
    prepare_names(&x);
    wn_buf_format(&x.readme, "%s\n\nLoad in this order / 按此顺序导入:\n\n",
                  x.system->title);
    for (const export_object *o = x.system->objects; o->entity && err->rc >= 0; o++)
        export_object_of(&x, o);
    if (err->rc >= 0)
        conclude(&x);
    keep(&x, names);
    wn_buf_release(&x.readme);
    wn_map_release(&x.names);
    free(x.name_list);
    wn_arena_release(&x.arena);
    return err->rc;
}
