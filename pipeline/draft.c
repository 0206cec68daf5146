/*
 * draft.c - a mapping for exports that nobody mapped yet.
 *
 * A column is recognised by its name (a table of what CRM systems call it, in
 * English and Chinese), else by its first values. The entity is the one whose
 * own columns are there. What is not recognised becomes a field of its own, or, of
 * many, is kept in `extra`, so that the draft runs as it is.
 */
#include "draft.h"

#include "winnow/file.h"
#include "winnow/han.h"
#include "winnow/hash.h"
#include "winnow/pack.h"
#include "winnow/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.inc" /* mappings/crm.model.xml as bytes, made by tools/embed.c */

#define SAMPLE 5000 /* rows */

static const char *const entities[] = {"account", "contact", "deal"};

static void sample(const wn_input *input, draft_column *columns, const wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++) {
        const wn_record *record = &batch->records[r];
        for (size_t c = 0; c < record->source_count && c < input->column_count; c++)
            if (columns[c].profile)
                wn_profile_add(columns[c].profile, record->source[c]);
    }
}

static const char *bare_field(int entity)
{
    return entity == CONTACT ? "full_name" : "name";
}

/* What a <file> takes so far: columns of the input, fields of the entity. */
typedef struct taking {
    bool *used;
    const char **taken;
    size_t taken_count, own_count;
    size_t system_at; /* in the draft: where the file's system= goes */
    wn_arena arena;
} taking;

static bool is_taken(const taking *t, const char *field)
{
    for (size_t i = 0; i < t->taken_count; i++)
        if (!strcmp(t->taken[i], field))
            return true;
    return false;
}

static void take(taking *t, const char *field)
{
    t->taken[t->taken_count++] = field;
}

static bool in_model(const char *entity, const char *field)
{
    char open[64], close[] = "</entity>", name[64];
    wn_str model = wn_draft_model();

    snprintf(open, sizeof(open), "<entity name=\"%s\"", entity);
    snprintf(name, sizeof(name), "<field name=\"%s\"", field);
    const char *from = memmem(model.ptr, model.len, open, strlen(open));
    const char *to =
        from ? memmem(from, model.len - (size_t)(from - model.ptr), close, strlen(close))
             : NULL;
    return to && memmem(from, (size_t)(to - from), name, strlen(name));
}

/* What a column is called as a field of its own: small letters, digits and _; Chinese and
 * other letters as they sound. Empty: nothing is left of its name. */
static wn_str own_name(wn_str name, char *room, size_t size)
{
    size_t len = 0;
    bool gap = false;

    for (size_t at = 0; at < name.len;) {
        uint32_t c = wn_fold_letter(wn_simplified(wn_narrow(wn_utf8_next(name, &at))));
        char plain[2] = {(char)c, '\0'};
        const char *sound = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? plain
                            : c < 0x80                                       ? NULL
                            : wn_pinyin(c) ? wn_pinyin(c)
                                           : wn_latin_ascii(c);
        if (sound && len + strlen(sound) + 2 > size)
            break;
        if (sound && (gap || (len == 0 && *sound <= '9')))
            room[len++] = '_';
        if (sound)
            len = (size_t)(stpcpy(room + len, sound) - room);
        gap = !sound && len > 0;
    }
    return (wn_str){room, len};
}

/* Of columns that nobody knows, so many become fields; the rest is kept in `extra`, as is
 * all that a shipped mapping passes over. */
#define OWN_FIELDS 24

/* The field of a column that no field of the model is for: NULL: there is none. */
static const char *own_field(const draft_column *c, int entity, taking *t)
{
    char room[64];
    wn_str name = own_name(c->name, room, sizeof(room));

    if (draft_is_expression(c->name) || name.len == 0 || t->own_count == OWN_FIELDS ||
        wn_str_equal(name, WN_STR("id")) || wn_str_equal(name, WN_STR("extra")))
        return NULL;
    const char *field = wn_arena_str(&t->arena, name).ptr;
    if (is_taken(t, field) || in_model(entities[entity], field))
        return NULL;
    t->own_count++;
    return field;
}

/* Why somebody should look at the row. */
static void write_note(wn_buf *out, const draft_column *c, bool added)
{
    if (c->near.len)
        wn_buf_format(out,
                      " note=\"uncertain: its name is like %.*s / 列名与其相近，请核对\"",
                      WN_FMT(c->near));
    else if (c->no_key)
        wn_buf_add(
            out,
            WN_STR(" note=\"uncertain: no key, rows that share it differ, or many have "
                   "none / 不是主键：值相同的行内容不同，或很多行没有值\""));
    else if (!c->meaning && !c->bare)
        wn_buf_add(out, c->guessed
                            ? WN_STR(" note=\"uncertain: guessed from its values / "
                                     "由内容猜测，请核对\"")
                            : WN_STR(" note=\"uncertain: not recognised / "
                                     "未识别，请核对\""));
    else if (added)
        wn_buf_add(
            out,
            WN_STR(" note=\"a field this file adds to the model / 本文件新增的字段\""));
}

static void write_column(wn_buf *out, const draft_column *c, int entity, taking *t)
{
    const char *field = c->bare      ? bare_field(entity)
                        : c->meaning ? c->meaning->fields[entity]
                                     : NULL;
    const char *type = c->meaning ? c->meaning->type : c->guessed;

    if (!field || is_taken(t, field))
        field = own_field(c, entity, t);
    if (!field) {
        wn_buf_add(out, WN_STR("    <keep"));
        wn_xml_attr(out, "from", c->name);
        wn_buf_add(
            out,
            WN_STR(
                " as=\"extra\" note=\"uncertain: not recognised / 未识别，请核对\"/>\n"));
        return;
    }
    bool added = !in_model(entities[entity], field);
    if (!type || !strcmp(type, "choice") || !strcmp(type, "link"))
        type = "text";
    take(t, field);
    wn_buf_add(out, WN_STR("    <field"));
    wn_xml_attr(out, "to", wn_str_of(field));
    wn_xml_attr(out, "from", c->name);
    if (added)
        wn_xml_attr(out, "type", wn_str_of(type));
    write_note(out, c, added);
    wn_buf_add(out, WN_STR("/>\n"));
}

static const draft_column *column_for(const draft_column *columns, size_t count,
                                      int entity, const char *field)
{
    for (size_t c = 0; c < count; c++)
        if (columns[c].meaning && columns[c].meaning->fields[entity] &&
            !strcmp(columns[c].meaning->fields[entity], field))
            return &columns[c];
    return NULL;
}

static void write_head(wn_buf *out, const wn_input *input, const char *entity, wn_str key,
                       taking *t)
{
    wn_buf_format(out, "  <file entity=\"%s\"", entity);
    t->system_at = out->len;
    wn_xml_attr(out, "path",
                wn_input_is_address(input->path) ? wn_str_of(input->path)
                                                 : wn_path_base(wn_str_of(input->path)));
    if (input->records.len)
        wn_xml_attr(out, "records", input->records);
    if (input->table_count > 1)
        wn_xml_attr(out, "sheet", input->tables[input->table].name);
    if (key.len)
        wn_xml_attr(out, "key", key);
    else
        wn_buf_add(out,
                   WN_STR(" note=\"no key column found: a row's content is its key / "
                          "未找到主键列，以整行内容为主键\""));
    wn_buf_add(out, WN_STR(">\n"));
}

/* 0: known by its name; 1: guessed from its values; 2: not known. */
static int doubt_of(const draft_column *c, int entity)
{
    if (c->bare || (c->meaning && c->meaning->fields[entity]))
        return c->near.len ? 1 : 0;
    return c->guessed ? 1 : 2;
}

/* The columns that no row takes yet: what is sure first, what is uncertain last. */
static void write_rest(wn_buf *out, const wn_input *input, const draft_column *columns,
                       int entity, taking *t)
{
    for (int doubt = 0; doubt < 3; doubt++)
        for (size_t c = 0; c < input->column_count; c++)
            if (!t->used[c] && doubt_of(&columns[c], entity) == doubt)
                write_column(out, &columns[c], entity, t);
}

static int entity_named(wn_str name)
{
    for (int e = 0; e < ENTITY_COUNT; e++)
        if (wn_str_equal(name, wn_str_of(entities[e])))
            return e;
    return CONTACT;
}

/* The rows of a shipped mapping that this file has columns for. */
static int write_pack(wn_buf *out, const wn_input *input, const wn_pack_match *match,
                      taking *t)
{
    wn_str fields[256], entity = wn_pack_entity(match, &t->arena);
    size_t count = 0;

    write_head(out, input, entity.ptr, wn_pack_key(match, input, &t->arena), t);
    wn_buf_format(out, "    <!-- known as %s / 识别为 %s -->\n",
                  wn_pack_name(match->pack), wn_pack_name(match->pack));
    wn_pack_write_fields(match, input, t->used, fields, &count, WN_COUNT(fields),
                         &t->arena, out);
    for (size_t i = 0; i < count; i++)
        take(t, fields[i].ptr);
    return entity_named(entity);
}

static int write_guessed(wn_buf *out, const wn_input *input, const draft_column *columns,
                         taking *t)
{
    size_t count = input->column_count;
    int entity = draft_entity_of(columns, count);
    char key[32];

    snprintf(key, sizeof(key), "%s_id", entities[entity]);
    const draft_column *id = column_for(columns, count, entity, key);
    const draft_column *family = column_for(columns, count, entity, "family_name");
    const draft_column *given = column_for(columns, count, entity, "given_name");
    write_head(out, input, entities[entity], id ? id->name : WN_STR(""), t);
    if (family && given && entity == CONTACT) {
        wn_buf_add(out, WN_STR("    <field to=\"full_name\""));
        wn_xml_attr(out, "from",
                    wn_arena_format(&t->arena, "%.*s + %.*s", WN_FMT(given->name),
                                    WN_FMT(family->name)));
        wn_buf_add(out, WN_STR("/>\n"));
        take(t, "full_name");
        t->used[family - columns] = t->used[given - columns] = true;
    }
    return entity;
}

/* Which system a drafted file is of. Numbers of two systems do not mean the same record.
 */
typedef struct placed {
    size_t at; /* in the draft: where its system= goes */
    int entity;
    uint64_t header;
    wn_map names; /* see draft_name_keys */
    const char *path;
    bool is_known;
    wn_str system; /* "": not yet said */
} placed;

/* The <source>: of the system that all files are exports of; else nobody's. */
typedef struct drafting {
    wn_str records, sheet;
    wn_pack_match system;
    bool is_known, is_mixed;
    wn_buf files;
    placed *placed;
    size_t placed_count, placed_room;
    wn_arena arena;
} drafting;

static const wn_str nobody = {"draft", 5};

static uint64_t header_of(const wn_input *input)
{
    uint64_t hash = input->column_count;

    for (size_t c = 0; c < input->column_count; c++)
        hash = wn_hash(input->columns[c], hash);
    return hash;
}

static bool is_system(const drafting *d, wn_str name)
{
    for (size_t i = 0; i < d->placed_count; i++)
        if (wn_str_equal(d->placed[i].system, name))
            return true;
    return wn_str_equal(name, nobody);
}

/* Named like the file, and like no other. */
static wn_str own_system(drafting *d, const char *path)
{
    char room[64];
    wn_str base = wn_path_base(wn_str_of(path));
    const char *dot = memrchr(base.ptr, '.', base.len);
    wn_str name = own_name(dot ? (wn_str){base.ptr, (size_t)(dot - base.ptr)} : base,
                           room, sizeof(room));
    name = name.len ? name : WN_STR("file");
    wn_str own = wn_arena_str(&d->arena, name);

    for (int n = 2; is_system(d, own); n++)
        own = wn_arena_format(&d->arena, "%.*s_%d", WN_FMT(name), n);
    return own;
}

/* Where keys of the one file come in the other: do they mostly have the same names? Where
 * none do, files with the same columns are of one system. */
static bool are_of_one(const placed *a, const placed *b)
{
    size_t both = 0, same = 0;

    for (size_t i = 0; i < a->names.room; i++) {
        const wn_map_slot *slot = &a->names.slots[i];
        const int64_t *other =
            slot->used ? wn_map_find(&b->names, (wn_print){slot->a, slot->b}) : NULL;
        both += other != NULL;
        same += other && *other == slot->value;
    }
    return both ? same * 2 >= both : a->header == b->header;
}

/* That of a file of such records which is of the same system; where there are such files,
 * but of others, its own; else the only one that is known, or nobody's. */
static wn_str system_of(drafting *d, const placed *p, wn_str usual)
{
    bool seen = false;

    for (size_t i = 0; i < d->placed_count; i++) {
        const placed *other = &d->placed[i];
        if (!other->system.len || other->entity != p->entity)
            continue;
        if (are_of_one(p, other))
            return other->system;
        seen = true;
    }
    return seen ? own_system(d, p->path) : usual;
}

/* Of known files it is said; of the others, when all are there. */
static void name_systems(drafting *d)
{
    wn_str usual = WN_STR("");

    for (size_t i = 0; i < d->placed_count; i++)
        if (d->placed[i].is_known)
            usual = usual.len && !wn_str_equal(usual, d->placed[i].system)
                        ? nobody
                        : d->placed[i].system;
    usual = usual.len ? usual : nobody;
    for (size_t i = 0; i < d->placed_count; i++)
        if (!d->placed[i].is_known)
            d->placed[i].system = system_of(d, &d->placed[i], usual);
}

static void note_system(drafting *d, const wn_pack_match *match)
{
    d->is_mixed = d->is_mixed || !match || (d->is_known && match->pack != d->system.pack);
    d->is_known = d->is_known || match;
    if (match)
        d->system = *match;
}

static void write_file(drafting *d, const char *path, const wn_input *input,
                       const draft_column *columns, const wn_batch *rows,
                       const wn_pack_match *match)
{
    taking t = {.used = wn_alloc(input->column_count + 1, sizeof(bool)),
                .taken = wn_alloc(input->column_count + 260, sizeof(*t.taken)),
                .own_count = match ? OWN_FIELDS : 0};
    placed p = {.header = header_of(input), .path = path, .is_known = match};

    p.entity = match ? write_pack(&d->files, input, match, &t)
                     : write_guessed(&d->files, input, columns, &t);
    p.at = t.system_at;
    draft_name_keys(columns, input->column_count, rows, &p.names);
    if (match)
        p.system = wn_str_of(wn_pack_name(match->pack));
    write_rest(&d->files, input, columns, p.entity, &t);
    wn_buf_add(&d->files, WN_STR("  </file>\n"));
    d->placed = wn_grow(d->placed, d->placed_count, &d->placed_room, sizeof(*d->placed));
    d->placed[d->placed_count++] = p;
    free(t.taken);
    free(t.used);
    wn_arena_release(&t.arena);
}

/* The files, each with its system where that is not the mapping's. */
static void write_files(const drafting *d, wn_str system, wn_buf *out)
{
    wn_str files = wn_buf_str(&d->files);
    size_t from = 0;

    for (size_t i = 0; i < d->placed_count; i++) {
        const placed *p = &d->placed[i];
        wn_buf_add(out, (wn_str){files.ptr + from, p->at - from});
        if (!wn_str_equal(p->system, system))
            wn_xml_attr(out, "system", p->system);
        from = p->at;
    }
    wn_buf_add(out, (wn_str){files.ptr + from, files.len - from});
}

static wn_rc draft_file(drafting *d, const char *path, wn_error *err)
{
    wn_input input = {.chunk = WN_CHUNK,
                      .records = d->records,
                      .sheet = d->sheet,
                      .survey_limit = 1 << 20};
    wn_pack_match match;
    wn_batch batch;
    void *reader = NULL;
    wn_rc rc = wn_input_survey(&input, path, WN_STR(""), err);

    wn_batch_init(&batch, SAMPLE);
    if (rc >= 0)
        rc = input.reader->open(&reader, &input, err);
    draft_column *columns = wn_alloc(input.column_count, sizeof(*columns));
    for (size_t c = 0; c < input.column_count; c++) {
        columns[c].name = input.columns[c];
        draft_recognise(&columns[c]);
        columns[c].profile =
            columns[c].meaning || columns[c].bare ? NULL : wn_profile_new();
    }
    if (rc >= 0)
        rc = input.reader->next(reader, &batch);
    if (rc >= 0) {
        sample(&input, columns, &batch);
        draft_guess(columns, input.column_count);
        draft_check_keys(columns, input.column_count, &batch);
        bool known = wn_pack_find(&input, &match);
        note_system(d, known ? &match : NULL);
        write_file(d, path, &input, columns, &batch, known ? &match : NULL);
    }
    if (reader)
        input.reader->close(reader);
    for (size_t c = 0; c < input.column_count; c++)
        wn_profile_free(columns[c].profile);
    free(columns);
    wn_batch_release(&batch);
    wn_input_release(&input);
    return rc < 0 ? rc : WN_OK;
}

wn_rc wn_draft(const char *const *paths, size_t count, wn_str records, wn_str sheet,
               wn_buf *out, wn_error *err)
{
    drafting d = {.records = records, .sheet = sheet};
    wn_input_list list = {0};

    for (size_t i = 0; i < count; i++)
        wn_input_list_add(&list, paths[i]);
    if (list.count == 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_FOLDER_EMPTY, count ? paths[0] : "");
    for (size_t i = 0; i < list.count && err->rc >= 0; i++)
        draft_file(&d, list.paths[i], err);
    wn_buf_add(
        out, WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<!-- A draft by winnow: look at every line marked \"uncertain\".\n"
                    "     起草的映射：请核对每一个标有 uncertain 的行。 -->\n"
                    "<mapping version=\"1\" model=\"crm.model.xml\" name=\"draft\">\n"));
    bool is_one = d.is_known && !d.is_mixed;
    name_systems(&d);
    if (is_one)
        wn_pack_write_source(&d.system, out);
    else
        wn_buf_format(out, "  <source system=\"%.*s\"/>\n", WN_FMT(nobody));
    wn_buf_add(out, WN_STR("\n"));
    write_files(&d, is_one ? wn_str_of(wn_pack_name(d.system.pack)) : nobody, out);
    wn_buf_add(out, WN_STR("</mapping>\n"));
    wn_buf_release(&d.files);
    wn_arena_release(&d.arena);
    for (size_t i = 0; i < d.placed_count; i++)
        wn_map_release(&d.placed[i].names);
    free(d.placed);
    wn_input_list_release(&list);
    return err->rc;
}

wn_str wn_draft_model(void)
{
    return (wn_str){(const char *)embedded_model, sizeof(embedded_model)};
}
