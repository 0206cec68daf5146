/*
 * plan.c - the mappings of a run and the model they share.
 *
 * The order matters: first the model, then each mapping (which may add fields to
 * the model), at last the checks that all fields imply.
 */
#include "build.h"

#include "core/encoding.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/reader.h"
#include "transforms/transforms.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- from="..." ------------------------------------------------------------------- */

/* An option of the field's type: from this element, the model's field, or the
 * mapping's <source>, in this order; else its default. */
static void fill_config(wn_plan *plan, xml_doc *doc, const xml_node *node,
                        const xml_node *source, const wn_field *field, void *config)
{
    for (const wn_option *o = field->type->options; o && o->type != WN_OPT_END; o++) {
        const xml_attr *attr = xml_attr_find(node, o->name);
        const xml_attr *inherited = source ? xml_attr_find(source, o->name) : NULL;
        wn_str text = inherited ? inherited->value : WN_STR("");
        for (size_t i = 0; i < field->setting_count; i++)
            if (wn_str_equal(field->settings[i].name, wn_str_of(o->name)))
                text = field->settings[i].value;
        if (attr)
            text = attr->value;
        if (o->type == WN_OPT_LIST && field->list && !attr)
            text = field->list->name;
        if (text.len && !wn_option_set(o, text, config, &plan->arena, &plan->model)) {
            const xml_node *at = attr || !source ? node : source;
            wn_str choices = o->choices
                                 ? grammar_choices(&doc->arena, o->choices)
                                 : wn_str_of(doc->diags->lang == WN_ZH ? o->zh : o->en);
            wn_str meant = option_meant(o, text, &doc->arena);
            if (meant.len)
                xml_note(doc, at, attr ? attr : inherited, WN_SAY_MAP_OPTION_CLOSE,
                         o->name, WN_FMT(text), WN_FMT(meant), WN_FMT(choices));
            else
                xml_note(doc, at, attr ? attr : inherited, WN_SAY_MAP_OPTION_VALUE,
                         o->name, WN_FMT(text), WN_FMT(choices));
        }
    }
}

/* Add a field that only the mapping has. Nobody said what its texts are, so reports mask
 * them. */
static wn_field *add_field(wn_plan *plan, wn_entity *entity, wn_str name,
                           const wn_transform *type)
{
    wn_field *field = field_add(entity, wn_arena_str(&plan->arena, name), type);

    if (!strcmp(type->name, "text"))
        field->mask = WN_STR("all");
    means_by_name(entity, (int)entity->field_count - 1, false);
    return field;
}

static wn_field *field_for(wn_plan *plan, wn_entity *entity, xml_doc *doc,
                           const xml_node *node)
{
    const xml_attr *attr = xml_attr_find(node, "to");
    const wn_transform *type = wn_transform_find(node_text(node, "type"));
    int found = !attr  ? -1
                : type ? wn_field_find(entity, attr->value)
                       : field_named(entity, doc, node, attr, attr->value);

    if (found >= 0 && type && entity->fields[found].type != type)
        xml_note(doc, node, xml_attr_find(node, "type"), WN_SAY_MAP_TYPE_DIFFERS,
                 WN_FMT(attr->value), entity->fields[found].type->name);
    if (found >= 0)
        return &entity->fields[found];
    if (!attr || !attr->value.len)
        return NULL;
    bool is_reserved = wn_str_equal_nocase(attr->value, WN_STR("id")) ||
                       wn_str_equal_nocase(attr->value, WN_STR("extra"));
    if (is_reserved)
        xml_note(doc, node, attr, WN_SAY_MAP_NAME_RESERVED, WN_FMT(attr->value));
    else if (type && !is_name(attr->value))
        xml_note(doc, node, attr, WN_SAY_MAP_NAME, WN_FMT(attr->name),
                 WN_FMT(attr->value));
    else if (type && type->role != WN_ROLE_LINK && !wn_option_find(type, WN_STR("list")))
        return add_field(plan, entity, attr->value, type);
    else if (type)
        xml_note(doc, node, xml_attr_find(node, "type"), WN_SAY_MAP_TYPE_NEEDS_MODEL,
                 type->name);
    else {
        called all = called_fields(entity, doc->diags->lang, &doc->arena);
        wn_str close = wn_suggest(attr->value, all.names, all.count);
        if (close.len)
            xml_note(doc, node, attr, WN_SAY_MAP_TO_CLOSE, WN_FMT(attr->value),
                     WN_FMT(entity->name), WN_FMT(close));
        else
            xml_note(doc, node, attr, WN_SAY_MAP_TO, WN_FMT(attr->value),
                     WN_FMT(entity->name), WN_FMT(all.text));
    }
    return NULL;
}

/* Read the context columns that options name: "A", or "A | B". */
static void read_besides(wn_bind *bind, const wn_transform *type, wn_arena *arena)
{
    for (const wn_option *o = type->options; o && o->type != WN_OPT_END; o++) {
        wn_str *names, text = WN_STR("");
        size_t count;
        bool unused;
        if (o->type == WN_OPT_COLUMN)
            text = *(const wn_str *)((const char *)bind->config + o->offset);
        if (text.len == 0)
            continue;
        parse_columns(text, arena, &names, &count, &unused);
        wn_context_column *all =
            wn_arena_alloc(arena, (bind->context_column_count + count) * sizeof(*all));
        for (size_t i = 0; i < bind->context_column_count; i++)
            all[i] = bind->context_columns[i];
        bind->context_columns = all;
        for (size_t i = 0; i < count; i++)
            all[bind->context_column_count++] =
                (wn_context_column){o, names[i], wn_place_of(names[i])};
    }
}

static void build_bind(wn_plan *plan, wn_file *file, xml_doc *doc, const xml_node *node,
                       const xml_node *source)
{
    wn_entity *entity = &plan->model.entities[file->entity->number];
    wn_field *field = field_for(plan, entity, doc, node);
    wn_bind bind = {
        .join = WN_STR(" "), .refused = .20, .line = node->line, .column = node->column};
    const xml_attr *join = xml_attr_find(node, "join");
    wn_setting *unused;
    size_t unused_count;

    if (!field)
        return;
    bind.field = (int)(field - entity->fields);
    for (size_t i = 0; i < file->bind_count; i++)
        if (file->binds[i].field == bind.field)
            xml_note(doc, node, xml_attr_find(node, "to"), WN_SAY_MAP_TO_TWICE,
                     WN_FMT(field->name), file->binds[i].line);
    if (join)
        bind.join = wn_arena_str(&plan->arena, join->value);
    parse_share(node_text(node, "refused"), &bind.refused);
    parse_columns(node_text(node, "from"), &plan->arena, &bind.columns, &bind.count,
                  &bind.first_filled);
    settings_read(doc, node, field->type, &doc->arena, &unused, &unused_count);
    void *config = wn_config_new(field->type, &plan->arena);
    fill_config(plan, doc, node, source, field, config);
    bind.config = config;
    read_besides(&bind, field->type, &plan->arena);
    file->binds =
        wn_grow(file->binds, file->bind_count, &file->bind_room, sizeof(*file->binds));
    file->binds[file->bind_count++] = bind;
}

static void build_column_rule(wn_plan *plan, wn_file *file, const xml_node *node,
                              bool keep)
{
    wn_entity *entity = &plan->model.entities[file->entity->number];

    if (keep && entity->extra < 0) {
        field_add(entity, WN_STR("extra"), wn_transform_find(WN_STR("text")));
        entity->extra = (int)entity->field_count - 1;
        entity->fields[entity->extra].mask = WN_STR("all");
    }
    file->column_rules = wn_grow(file->column_rules, file->column_rule_count,
                                 &file->column_rule_room, sizeof(*file->column_rules));
    file->column_rules[file->column_rule_count++] = (wn_column_rule){
        .pattern = wn_arena_str(&plan->arena, node_text(node, "from")),
        .keep = keep,
        .why = wn_arena_str(&plan->arena, node_text(node, "why")),
    };
}

static void build_signature(wn_plan *plan, wn_file *file, const xml_node *node)
{
    wn_signature *all = file->signatures;
    size_t count = file->signature_count;

    if ((count & (count - 1)) == 0) { /* full: twice the room */
        all = wn_arena_alloc(&plan->arena, (2 * count + 1) * sizeof(*all));
        if (count > 0)
            memcpy(all, file->signatures, count * sizeof(*all));
    }
    all[file->signature_count++] =
        (wn_signature){wn_arena_str(&plan->arena, node_text(node, "has")),
                       wn_arena_str(&plan->arena, node_text(node, "not")),
                       wn_arena_str(&plan->arena, node_text(node, "format"))};
    file->signatures = all;
}

/* ---- <file> ---------------------------------------------------------------------------
 */

static void check_encoding(wn_file *file, xml_doc *doc, const xml_node *node)
{
    const xml_attr *attr = xml_attr_find(node, "encoding");

    if (!attr || wn_str_equal(attr->value, WN_STR("auto"))) {
        file->encoding = WN_STR("");
        return;
    }
    const char *known = wn_encoding_find(attr->value);
    if (!known)
        xml_note(doc, node, attr, WN_SAY_MAP_ENCODING, WN_FMT(attr->value));
    else
        file->encoding = wn_str_of(known);
}

/* The system of this name; a new one is added, so they are in the order of the command
 * line. */
static wn_source *add_source(wn_plan *plan, wn_str system)
{
    wn_source *source = &plan->sources[plan->source_count];

    *source = (wn_source){wn_arena_str(&plan->arena, system), (int)plan->source_count++};
    for (size_t i = plan->source_count - 1; i-- > 0;)
        if (wn_str_equal(plan->sources[i].system, source->system))
            source->number = plan->sources[i].number;
    return source;
}

/* Without key= the columns of the entity's key field are the key. */
static void imply_key(wn_file *file)
{
    int key = file->entity->key;

    for (size_t b = 0; file->key_count == 0 && key >= 0 && b < file->bind_count; b++)
        if (file->binds[b].field == key) {
            file->keys = file->binds[b].columns;
            file->key_count = file->binds[b].count;
        }
}

static void build_file(wn_plan *plan, xml_doc *doc, size_t at, const wn_source *source,
                       const xml_node *source_node)
{
    const xml_node *node = &doc->nodes[at];
    const wn_entity *entity = entity_of(&plan->model, doc, node, "entity");
    bool unused;

    if (!entity)
        return;
    wn_file *file = &plan->files[plan->file_count];
    wn_str system = node_text(node, "system");
    *file = (wn_file){.source = system.len ? add_source(plan, system) : source,
                      .entity = entity,
                      .line = node->line,
                      .column = node->column,
                      .number = (int)plan->file_count++};
    file->mapping = wn_arena_str(&plan->arena, wn_str_of(doc->path)).ptr;
    file->path = wn_arena_str(&plan->arena, node_text(node, "path"));
    file->records = wn_arena_str(&plan->arena, node_text(node, "records"));
    file->sheet = wn_arena_str(&plan->arena, node_text(node, "sheet"));
    file->link = wn_arena_str(&plan->arena, node_text(node, "link"));
    file->is_pack = node_text(&doc->nodes[0], "pack").len > 0;
    if (wn_input_is_address(file->path.ptr) &&
        !wn_str_equal(wn_input_shown(file->path.ptr, &doc->arena), file->path))
        xml_note(doc, node, xml_attr_find(node, "path"), WN_SAY_MAP_PASSWORD);
    check_encoding(file, doc, node);
    parse_columns(node_text(node, "key"), &plan->arena, &file->keys, &file->key_count,
                  &unused);
    file->clears = wn_str_equal(node_text(node, "gone"), WN_STR("clear"));
    file->once = wn_str_equal(node_text(node, "once"), WN_STR("yes"));
    terms_build(file, doc, node, &plan->arena);
    for (size_t i = at + 1; i < doc->count; i++) {
        const xml_node *child = &doc->nodes[i];
        if (child->parent != (int)at)
            continue;
        if (wn_str_equal(child->name, WN_STR("field")))
            build_bind(plan, file, doc, child, source_node);
        else if (wn_str_equal(child->name, WN_STR("keep")))
            build_column_rule(plan, file, child, true);
        else if (wn_str_equal(child->name, WN_STR("drop")))
            build_column_rule(plan, file, child, false);
        else if (wn_str_equal(child->name, WN_STR("signature")))
            build_signature(plan, file, child);
    }
    imply_key(file);
    if (file->bind_count == 0 && file->column_rule_count == 0)
        xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_FILE_EMPTY, WN_FMT(file->path));
}

static void build_skip(wn_plan *plan, const xml_node *node)
{
    plan->skips =
        wn_grow(plan->skips, plan->skip_count, &plan->skip_room, sizeof(*plan->skips));
    plan->skips[plan->skip_count++] =
        (wn_skip){wn_arena_str(&plan->arena, node_text(node, "path")),
                  wn_arena_str(&plan->arena, node_text(node, "sheet")),
                  wn_arena_str(&plan->arena, node_text(node, "why"))};
}

/* ---- a mapping -------------------------------------------------------------------- */

static void build_mapping(wn_plan *plan, xml_doc *doc)
{
    const xml_node *source_node = NULL;

    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *node = &doc->nodes[i];
        if (node->parent != 0 || !wn_str_equal(node->name, WN_STR("source")))
            continue;
        if (source_node)
            xml_note(doc, node, (xml_attr *)NULL, WN_SAY_MAP_SOURCE_TWICE);
        else
            source_node = node;
    }
    if (!source_node && doc->count > 0)
        xml_note(doc, &doc->nodes[0], (xml_attr *)NULL, WN_SAY_MAP_SOURCE_MISSING);
    const wn_source *source =
        add_source(plan, source_node ? node_text(source_node, "system") : WN_STR(""));
    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *node = &doc->nodes[i];
        if (node->parent == 0 && wn_str_equal(node->name, WN_STR("file")))
            build_file(plan, doc, i, source, source_node);
        else if (node->parent == 0 && wn_str_equal(node->name, WN_STR("skip")))
            build_skip(plan, node);
    }
    if (plan->file_count == 0 && doc->diags->errors == 0 && doc->count > 0)
        xml_note(doc, &doc->nodes[0], (xml_attr *)NULL, WN_SAY_MAP_NO_FILES);
}

static void build_model(wn_plan *plan, xml_doc *doc)
{
    grammar_check(doc, "model");
    model_build(&plan->model, doc, &plan->arena);
}

static wn_rc load_model(wn_plan *plan, plan_texts t, const char *path, xml_doc *doc,
                        wn_diags *diags)
{
    wn_rc rc = plan_load_text(doc, t, path, diags);

    if (rc == WN_OK)
        build_model(plan, doc);
    return rc;
}

/* The table that the <file> names; "" for a query. */
static wn_str table_of(const wn_file *file)
{
    wn_str table = file->sheet.len ? file->sheet : file->records;

    return memchr(table.ptr, ' ', table.len) && !file->sheet.len ? WN_STR("") : table;
}

/* Does another <file> read another table of the same file? */
static bool has_tables(const wn_plan *plan, const wn_file *file)
{
    for (size_t i = 0; i < plan->file_count; i++)
        if (wn_str_equal(plan->files[i].path, file->path) &&
            !wn_str_equal(table_of(&plan->files[i]), table_of(file)))
            return true;
    return false;
}

/* The number of earlier <file>s that read other rows of the same table for the same
 * entity. */
static size_t count_alike(const wn_plan *plan, const wn_file *file)
{
    size_t count = 0;

    for (const wn_file *other = plan->files; other < file; other++)
        count += wn_str_equal(other->path, file->path) &&
                 wn_str_equal(table_of(other), table_of(file)) &&
                 other->entity == file->entity &&
                 wn_str_equal(other->source->system, file->source->system);
    return count;
}

void wn_plan_name_files(wn_plan *plan)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        wn_file *file = &plan->files[i];
        wn_str table = table_of(file);
        size_t alike = count_alike(plan, file);
        file->name = file->path;
        if (table.len && has_tables(plan, file))
            file->name = wn_arena_format(&plan->arena, "%.*s/%.*s", WN_FMT(file->path),
                                         WN_FMT(table));
        if (alike > 0)
            file->name =
                wn_arena_format(&plan->arena, "%.*s #%zu", WN_FMT(file->name), alike + 1);
    }
}

wn_rc wn_plan_load(wn_plan *plan, const wn_text *items, size_t item_count,
                   const char *const *paths, size_t count, wn_diags *diags)
{
    plan_texts t = {items, item_count};
    xml_doc *docs = wn_alloc(count, sizeof(*docs)), model = {0};
    size_t files = 0;

    *plan = (wn_plan){.path_count = count};
    plan->paths = wn_arena_alloc(&plan->arena, (count + 1) * sizeof(*plan->paths));
    plan->sha256 = wn_arena_alloc(&plan->arena, (count + 1) * sizeof(*plan->sha256));
    for (size_t i = 0; i < count; i++) {
        plan->paths[i] = wn_arena_str(&plan->arena, wn_str_of(paths[i])).ptr;
        if (plan_load_text(&docs[i], t, paths[i], diags) == WN_OK)
            grammar_check(&docs[i], "mapping");
        memcpy(plan->sha256[i], docs[i].sha256, sizeof(plan->sha256[i]));
        files += docs[i].count;
    }
    plan->sources = wn_alloc(count + files + 1, sizeof(*plan->sources));
    plan->files = wn_alloc(files + 1, sizeof(*plan->files));
    const char *model_path = plan_find_model(&plan->arena, t, docs, count);
    if (model_path)
        load_model(plan, t, model_path, &model, diags);
    for (size_t i = 0; model.count > 0 && i < count; i++)
        build_mapping(plan, &docs[i]);
    if (model.count > 0)
        model_finish(&plan->model, &model, &plan->arena);
    wn_plan_name_files(plan);
    for (size_t i = 0; i < count; i++)
        xml_release(&docs[i]);
    free(docs);
    xml_release(&model);
    return diags->errors ? WN_E_MAPPING : WN_OK;
}

wn_rc wn_plan_load_model(wn_plan *plan, const char *path, wn_diags *diags)
{
    xml_doc doc = {0};

    *plan = (wn_plan){0};
    if (load_model(plan, (plan_texts){0}, path, &doc, diags) == WN_OK && doc.count > 0)
        model_finish(&plan->model, &doc, &plan->arena);
    xml_release(&doc);
    return diags->errors ? WN_E_MAPPING : WN_OK;
}

wn_rc wn_plan_read_model(wn_plan *plan, const char *name, wn_str text, wn_diags *diags)
{
    xml_doc doc = {0};

    *plan = (wn_plan){0};
    if (xml_parse(&doc, name, text, diags) == WN_OK) {
        build_model(plan, &doc);
        model_finish(&plan->model, &doc, &plan->arena);
    }
    xml_release(&doc);
    return diags->errors ? WN_E_MAPPING : WN_OK;
}

void wn_plan_release(wn_plan *plan)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        free(plan->files[i].binds);
        free(plan->files[i].column_rules);
    }
    free(plan->files);
    free(plan->skips);
    free(plan->sources);
    model_release(&plan->model);
    wn_arena_release(&plan->arena);
    *plan = (wn_plan){0};
}

/* Does the text have this element, and not one whose name only begins like it? */
static bool begins(wn_str s, wn_str with)
{
    return s.len >= with.len && !memcmp(s.ptr, with.ptr, with.len);
}

/* Is it the document's first element? Before it there may be a mark of the encoding, the
 * declaration, instructions and comments: an element of that name within is data. */
static bool is_root(wn_str head, wn_str element)
{
    static const struct {
        const char *begin, *end;
    } before[] = {{"\xEF\xBB\xBF", ""}, {"<?", "?>"}, {"<!--", "-->"}, {"<!", ">"}};

    for (size_t i = 0; i < WN_COUNT(before); i++) {
        head = wn_str_trim(head);
        if (!begins(head, wn_str_of(before[i].begin)))
            continue;
        const char *end = memmem(head.ptr + strlen(before[i].begin),
                                 head.len - strlen(before[i].begin), before[i].end,
                                 strlen(before[i].end));
        if (!end)
            return false;
        end += strlen(before[i].end);
        head = (wn_str){end, head.len - (size_t)(end - head.ptr)};
        i = SIZE_MAX; /* from the first again */
    }
    return begins(head, element) && head.len > element.len &&
           strchr(" \t\r\n>/", head.ptr[element.len]);
}

/* Read lang= and model= of the file's root. Mistakes are ignored here: they are reported
 * when the file is loaded. */
static bool root_lang(const char *path, wn_lang *lang, wn_str *model, wn_arena *arena)
{
    wn_diags quiet = {0};
    xml_doc doc = {0};
    wn_str text = WN_STR("");

    if (xml_load(&doc, path, &quiet) == WN_OK && doc.count > 0) {
        text = node_text(&doc.nodes[0], "lang");
        wn_str name = node_text(&doc.nodes[0], "model");
        if (model && name.len > 0)
            *model = wn_path_join(arena, wn_path_dir(wn_str_of(path)), name);
    }
    bool says = wn_lang_find(text, lang);
    xml_release(&doc);
    wn_diags_release(&quiet);
    return says;
}

bool wn_mapping_lang(const char *path, wn_lang *lang_out)
{
    wn_arena arena = {0};
    wn_str model = WN_STR("");
    bool says = wn_is_mapping(path) &&
                (root_lang(path, lang_out, &model, &arena) ||
                 (model.len > 0 && root_lang(model.ptr, lang_out, NULL, &arena)));

    wn_arena_release(&arena);
    return says;
}

bool wn_is_mapping(const char *path)
{
    char head[16384];
    size_t len = strlen(path);
    struct stat st;

    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return len > 4 && !strcmp(path + len - 4, ".xml");
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(head, 1, sizeof(head), file) : 0;
    if (file)
        fclose(file);
    wn_str text = {head, got};
    return is_root(text, WN_STR("<mapping")) ||
           (is_root(text, WN_STR("<model")) && memmem(head, got, "<entity", 7));
}
