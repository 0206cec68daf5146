/* target_mapping.c - writes a mapping whose files are the target's tables. */
#include "catalog.h"

#include "target.h"
#include "core/memory.h"
#include "core/reader.h"

#include <string.h>
#include <sys/stat.h>

static void add_field(wn_buf *out, const wn_field *field, const wn_entity *known)
{
    bool is_known = known && wn_field_find(known, field->name) >= 0;

    wn_buf_add(out, WN_STR("    <field"));
    wn_xml_attr(out, "to", field->name);
    wn_xml_attr(out, "from", field->name);
    if (!is_known) /* links and lists need the model: here they are text */
        wn_xml_attr(out, "type",
                    field->type->role == WN_ROLE_LINK ||
                            wn_option_find(field->type, WN_STR("list"))
                        ? WN_STR("text")
                        : wn_str_of(field->type->name));
    wn_buf_add(out, WN_STR("/>\n"));
}

static void add_file(wn_buf *out, db *d, wn_str path, const wn_entity *entity,
                     const wn_entity *known)
{
    wn_buf_add(out, WN_STR("  <file"));
    wn_xml_attr(out, "entity", entity->name);
    wn_xml_attr(out, "path", path);
    wn_xml_attr(out, "sheet", entity->name);
    wn_xml_attr(out, "key", WN_STR("id"));
    wn_buf_add(out, WN_STR(">\n"));
    for (size_t f = 0; f < entity->field_count; f++)
        if (!wn_str_equal(entity->fields[f].name, WN_STR("extra")) &&
            d->class->has_column(d, entity->name, entity->fields[f].name))
            add_field(out, &entity->fields[f], known);
    if (d->class->has_column(d, entity->name, WN_STR("extra")))
        wn_buf_add(out, WN_STR("    <keep from=\"extra\" as=\"extra\"/>\n"));
    wn_buf_add(out, WN_STR("    <drop from=\"*\" why=\"-\"/>\n  </file>\n"));
}

wn_rc wn_target_mapping(const char *target, const wn_model *model, const char *model_path,
                        wn_buf *out, wn_error *err)
{
    catalog c = {0};
    db *d = NULL;
    wn_arena arena = {0};
    wn_rc rc = db_open(&d, target, DB_READ, "health", err);

    if (rc >= 0)
        rc = catalog_read(&c, d);
    wn_buf_add(out, WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mapping "
                           "version=\"1\""));
    wn_xml_attr(out, "model", wn_str_of(model_path));
    wn_buf_add(out, WN_STR(">\n  <source system=\"database\"/>\n"));
    wn_str path =
        wn_input_shown(strncmp(target, "sqlite:", 7) ? target : target + 7, &arena);
    for (size_t e = 0; e < c.model.entity_count && rc >= 0; e++) {
        const wn_entity *entity = &c.model.entities[e];
        int known = wn_entity_find(model, entity->name);
        int64_t rows = 0;
        if (known < 0 || entity->field_count == 0 ||
            !d->class->has_table(d, entity->name))
            continue;
        rc = db_number(d, &rows, "SELECT 1 FROM %I LIMIT 1", entity->name);
        if (rc >= 0 && rows)
            add_file(out, d, path, entity, &model->entities[known]);
    }
    wn_buf_add(out, WN_STR("</mapping>\n"));
    catalog_release(&c);
    wn_arena_release(&arena);
    return db_close(d, rc >= 0, rc);
}

wn_rc wn_target_is_known(const char *target, wn_error *err)
{
    db *d = NULL;
    wn_rc rc = db_open(&d, target, DB_READ, "export", err);

    return db_close(d, rc >= 0, rc);
}

typedef struct listing {
    wn_known_file *items;
    size_t count, room;
    wn_arena *arena;
} listing;

/* Takes a file of a run; the rows come with the latest run first, so later rows of the
 * same file and entity are ignored. */
static bool take_known(void *data, const wn_str *cells)
{
    listing *l = data;

    for (size_t i = 0; i < l->count; i++)
        if (wn_str_equal(l->items[i].file, cells[0]) &&
            wn_str_equal(l->items[i].entity, cells[1]))
            return true;
    l->items = wn_arena_grow(l->arena, l->items, l->count, &l->room, sizeof(*l->items));
    l->items[l->count++] = (wn_known_file){wn_arena_str(l->arena, cells[0]),
                                           wn_arena_str(l->arena, cells[1]),
                                           wn_arena_str(l->arena, cells[2])};
    return true;
}

size_t wn_target_files(const char *target, wn_known_file **out, wn_arena *arena)
{
    wn_error quiet = {.lang = WN_EN};
    listing l = {.arena = arena};
    struct stat st;
    db *d = NULL;
    const char *path = strncmp(target, "sqlite:", 7) ? target : target + 7;

    /* a database file that does not exist has no files; a server is always asked */
    if (!db_class_of(target) ||
        (!strstr(target, "://") && !strchr(target, '=') && stat(path, &st) != 0))
        return 0;
    wn_rc rc = db_open(&d, target, DB_READ, "draft", &quiet);
    if (rc >= 0 && d->class->has_table(d, WN_STR("winnow_file")))
        rc = db_each(
            d, take_known, &l,
            "SELECT DISTINCT f.file, f.entity, f.system, f.run FROM winnow_file f "
            "JOIN winnow_run r ON r.number=f.run WHERE coalesce(r.kind,'run')="
            "'run' AND r.undone_by IS NULL ORDER BY f.run DESC, f.file");
    db_close(d, rc >= 0, rc);
    *out = l.items;
    return l.count;
}
