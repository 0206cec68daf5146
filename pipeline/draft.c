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
#include "winnow/pack.h"
#include "winnow/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.inc" /* mappings/crm.model.xml as bytes, made by tools/embed.c */

#define SAMPLE 200

static const char *const entities[] = {"account", "contact", "deal"};

/* "name": of a company or of a person, by the company it keeps. */
static const char *const bare_names[] = {"name", "名称"};

typedef struct column {
    wn_str name;
    const draft_meaning *meaning;
    bool bare;           /* just "Name" */
    wn_str near;         /* the name that this one is like, where it is none itself */
    const char *guessed; /* type by its values, when the name says nothing */
    wn_profile *profile; /* of its first rows */
} column;

static bool listed(const char *names, wn_str name)
{
    wn_str rest = wn_str_of(names);
    char folded[256];

    while (rest.len > 0) {
        wn_str one = wn_str_cut(&rest, WN_STR(" "));
        if (wn_str_equal(wn_fold(one, folded, sizeof(folded)), name))
            return true;
    }
    return false;
}

/* A name that from= would take for two: "A + B", "A | B". */
static bool is_expression(wn_str name)
{
    return memmem(name.ptr, name.len, " + ", 3) || memmem(name.ptr, name.len, " | ", 3);
}

/* A slip of the hand, or pinyin: "Compny", "xingming", 电话号马. */
static bool is_near(wn_str name, wn_str known)
{
    size_t length = wn_utf8_count(name), other = wn_utf8_count(known);

    if (wn_sounds_alike(name, known))
        return length >= 2;
    return length >= 5 && other >= 5 && name.ptr[0] == known.ptr[0] &&
           wn_edits(name, known) <= length / 5;
}

static void recognise_near(column *c, wn_str name)
{
    for (const draft_meaning *m = draft_meanings; m->names && !c->meaning; m++) {
        wn_str rest = wn_str_of(m->names);
        while (rest.len > 0 && !c->meaning) {
            wn_str known = wn_str_cut(&rest, WN_STR(" "));
            if (is_near(name, known)) {
                c->meaning = m;
                c->near = known;
            }
        }
    }
}

static void recognise(column *c)
{
    char folded[256];

    if (is_expression(c->name))
        return; /* it will be kept: a pattern is taken as it is */
    wn_str name = wn_fold(c->name, folded, sizeof(folded));

    if (name.len > 3 && wn_str_ends(name, WN_STR("c")) && c->name.len > 3 &&
        wn_str_ends(c->name, WN_STR("__c")))
        name.len--; /* a custom field of Salesforce */
    for (size_t i = 0; i < WN_COUNT(bare_names); i++)
        c->bare = c->bare || wn_str_equal(name, wn_str_of(bare_names[i]));
    for (const draft_meaning *m = draft_meanings; m->names && !c->meaning; m++)
        if (listed(m->names, name))
            c->meaning = m;
    if (!c->meaning && !c->bare)
        recognise_near(c, name);
}

/* ---- values ----------------------------------------------------------------------- */

/* Types that a draft takes from values alone. Country, gender and the like are left
 * to a person: the field they belong to is not known. So are whole numbers: the first
 * rows do not show that 02134 is a code. */
static const char *const guessable[] = {"uscc", "cn_id",    "iban",  "vat",     "email",
                                        "url",  "datetime", "phone", "percent", "money"};

static void guess(column *c)
{
    wn_profile_summary summary;

    if (is_expression(c->name) || c->meaning || c->bare || !c->profile)
        return;
    wn_profile_sum(c->profile, &summary);
    for (size_t i = 0; i < WN_COUNT(guessable) && summary.type; i++)
        if (!strcmp(summary.type->name, guessable[i]))
            c->guessed = guessable[i];
}

/* Does the column say what a record is called? */
static bool is_name(const column *c)
{
    return c->bare || (c->meaning && (!strcmp(c->meaning->type, "name") ||
                                      !strcmp(c->meaning->type, "company")));
}

/* Names, but not of the record. */
static const char other_names[] = "username loginname filename nickname pagename";

static bool is_called_name(const column *c)
{
    char folded[256];
    wn_str name = wn_fold(c->name, folded, sizeof(folded));

    return !c->meaning && !c->guessed && !is_expression(c->name) &&
           !listed(other_names, name) &&
           (wn_str_ends(name, WN_STR("name")) || wn_str_ends(name, WN_STR("名称")));
}

/* Records without a name are refused. Where no column is known for one, it is the first
 * that is called the name of something: "Site name". */
static void guess_name(column *columns, size_t count)
{
    column *found = NULL;

    for (size_t c = 0; c < count; c++) {
        if (is_name(&columns[c]))
            return;
        if (!found && is_called_name(&columns[c]))
            found = &columns[c];
    }
    if (found) {
        found->bare = true;
        found->near = WN_STR("Name");
    }
}

static void sample(const wn_input *input, column *columns, const wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++) {
        const wn_record *record = &batch->records[r];
        for (size_t c = 0; c < record->source_count && c < input->column_count; c++)
            if (columns[c].profile)
                wn_profile_add(columns[c].profile, record->source[c]);
    }
}

/* ---- writing ---------------------------------------------------------------------- */

static int entity_of(const column *columns, size_t count)
{
    int scores[ENTITY_COUNT] = {0}, best = CONTACT;
    bool company = false;

    for (size_t c = 0; c < count; c++) {
        for (int e = 0; e < ENTITY_COUNT && columns[c].meaning; e++)
            scores[e] += columns[c].meaning->speaks[e];
        company =
            company || (columns[c].meaning && columns[c].meaning->speaks[ACCOUNT] == 3);
    }
    for (size_t c = 0; c < count; c++) /* beside a company, a name is a full name */
        if (columns[c].bare)
            scores[company ? CONTACT : ACCOUNT] += company ? 4 : 2;
    for (int e = 0; e < ENTITY_COUNT; e++)
        if (scores[e] > scores[best])
            best = e;
    return best;
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
static const char *own_field(const column *c, int entity, taking *t)
{
    char room[64];
    wn_str name = own_name(c->name, room, sizeof(room));

    if (is_expression(c->name) || name.len == 0 || t->own_count == OWN_FIELDS ||
        wn_str_equal(name, WN_STR("id")) || wn_str_equal(name, WN_STR("extra")))
        return NULL;
    const char *field = wn_arena_str(&t->arena, name).ptr;
    if (is_taken(t, field) || in_model(entities[entity], field))
        return NULL;
    t->own_count++;
    return field;
}

/* Why somebody should look at the row. */
static void write_note(wn_buf *out, const column *c, bool added)
{
    if (c->near.len)
        wn_buf_format(out,
                      " note=\"uncertain: its name is like %.*s / 列名与其相近，请核对\"",
                      WN_FMT(c->near));
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

static void write_column(wn_buf *out, const column *c, int entity, taking *t)
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

static const column *column_for(const column *columns, size_t count, int entity,
                                const char *field)
{
    for (size_t c = 0; c < count; c++)
        if (columns[c].meaning && columns[c].meaning->fields[entity] &&
            !strcmp(columns[c].meaning->fields[entity], field))
            return &columns[c];
    return NULL;
}

static void write_head(wn_buf *out, const wn_input *input, const char *entity, wn_str key)
{
    wn_buf_format(out, "  <file entity=\"%s\"", entity);
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
static int doubt_of(const column *c, int entity)
{
    if (c->bare || (c->meaning && c->meaning->fields[entity]))
        return c->near.len ? 1 : 0;
    return c->guessed ? 1 : 2;
}

/* The columns that no row takes yet: what is sure first, what is uncertain last. */
static void write_rest(wn_buf *out, const wn_input *input, const column *columns,
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

    write_head(out, input, entity.ptr, wn_pack_key(match, input, &t->arena));
    wn_buf_format(out, "    <!-- known as %s / 识别为 %s -->\n",
                  wn_pack_name(match->pack), wn_pack_name(match->pack));
    wn_pack_write_fields(match, input, t->used, fields, &count, WN_COUNT(fields),
                         &t->arena, out);
    for (size_t i = 0; i < count; i++)
        take(t, fields[i].ptr);
    return entity_named(entity);
}

static int write_guessed(wn_buf *out, const wn_input *input, const column *columns,
                         taking *t)
{
    size_t count = input->column_count;
    int entity = entity_of(columns, count);
    char key[32];

    snprintf(key, sizeof(key), "%s_id", entities[entity]);
    const column *id = column_for(columns, count, entity, key);
    const column *family = column_for(columns, count, entity, "family_name");
    const column *given = column_for(columns, count, entity, "given_name");
    write_head(out, input, entities[entity], id ? id->name : WN_STR(""));
    if (family && given && entity == CONTACT) {
        wn_buf_format(out, "    <field to=\"full_name\" from=\"%.*s + %.*s\"/>\n",
                      WN_FMT(given->name), WN_FMT(family->name));
        take(t, "full_name");
        t->used[family - columns] = t->used[given - columns] = true;
    }
    return entity;
}

static void write_file(wn_buf *out, const wn_input *input, const column *columns,
                       const wn_pack_match *match)
{
    taking t = {.used = wn_alloc(input->column_count + 1, sizeof(bool)),
                .taken = wn_alloc(input->column_count + 260, sizeof(*t.taken)),
                .own_count = match ? OWN_FIELDS : 0};
    int entity = match ? write_pack(out, input, match, &t)
                       : write_guessed(out, input, columns, &t);

    write_rest(out, input, columns, entity, &t);
    wn_buf_add(out, WN_STR("  </file>\n"));
    free(t.taken);
    free(t.used);
    wn_arena_release(&t.arena);
}

/* The <source>: of the system that all files are exports of; else nobody's. */
typedef struct drafting {
    wn_str records, sheet;
    wn_pack_match system;
    bool is_known, is_mixed;
    wn_buf files;
} drafting;

static void note_system(drafting *d, const wn_pack_match *match)
{
    d->is_mixed = d->is_mixed || !match || (d->is_known && match->pack != d->system.pack);
    d->is_known = d->is_known || match;
    if (match)
        d->system = *match;
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
    column *columns = wn_alloc(input.column_count, sizeof(*columns));
    for (size_t c = 0; c < input.column_count; c++) {
        columns[c].name = input.columns[c];
        recognise(&columns[c]);
        columns[c].profile =
            columns[c].meaning || columns[c].bare ? NULL : wn_profile_new();
    }
    if (rc >= 0)
        rc = input.reader->next(reader, &batch);
    if (rc >= 0) {
        sample(&input, columns, &batch);
        for (size_t c = 0; c < input.column_count; c++)
            guess(&columns[c]);
        guess_name(columns, input.column_count);
        bool known = wn_pack_find(&input, &match);
        note_system(d, known ? &match : NULL);
        write_file(&d->files, &input, columns, known ? &match : NULL);
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
    if (d.is_known && !d.is_mixed)
        wn_pack_write_source(&d.system, out);
    else
        wn_buf_add(out, WN_STR("  <source system=\"draft\"/>\n"));
    wn_buf_add(out, WN_STR("\n"));
    wn_buf_add(out, wn_buf_str(&d.files));
    wn_buf_add(out, WN_STR("</mapping>\n"));
    wn_buf_release(&d.files);
    wn_input_list_release(&list);
    return err->rc;
}

wn_str wn_draft_model(void)
{
    return (wn_str){(const char *)embedded_model, sizeof(embedded_model)};
}
