/*
 * write.c - writes the mapping as XML. In a <file>, what is sure stands first and what is
 * uncertain last. A column without a meaning becomes a field of its own; if there are
 * many, the rest are kept in `extra`. So the draft runs as it is.
 */
#include "drafting.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* So many columns without a meaning become fields. */
#define OWN_FIELDS 24

typedef struct writing {
    draft *d;
    draft_table *t;
    draft_part *part;
    wn_map taken; /* fields of the entity that are written */
    bool *used;   /* by column: it is written */
    size_t own_count;
} writing;

static wn_buf *out(const writing *w)
{
    return &w->d->out->mapping;
}

static bool is_taken(const writing *w, wn_str field)
{
    return wn_map_find(&w->taken, wn_fingerprint_of(field));
}

/* The number of the line that is written next. Counts on from the last call. */
static uint32_t line_of(draft *d)
{
    const wn_buf *text = &d->out->mapping;
    const char *p = text->ptr + d->counted, *end = text->ptr + text->len;

    for (; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        d->lines++;
    d->counted = text->len;
    return d->lines + 1;
}

static draft_entity *entity_of(const writing *w)
{
    return &w->d->entities[w->part->entity];
}

static bool in_model(const writing *w, wn_str field)
{
    return entity_of(w)->in_model && draft_model_field(w->d, w->part->entity, field);
}

/* Add a field to the drafted model. */
static void add_to_model(const writing *w, const draft_column *c, wn_str field,
                         const char *type, const char *more, wn_str value)
{
    draft_entity *e = entity_of(w);
    bool is_new;

    wn_map_set(&e->added, wn_fingerprint_of(field), &is_new);
    if (!is_new)
        return;
    wn_buf_add(&e->fields, WN_STR("    <field"));
    wn_xml_attr(&e->fields, "name", field);
    wn_xml_attr(&e->fields, "type", wn_str_of(type));
    if (more)
        wn_xml_attr(&e->fields, more, value);
    if (more && !strcmp(more, "target"))
        wn_xml_attr(&e->fields, "orphan", WN_STR("hold"));
    if (!strcmp(type, "text"))
        wn_xml_attr(&e->fields, "mask", WN_STR("all"));
    wn_xml_attr(&e->fields, "zh", c->name);
    wn_xml_attr(&e->fields, "en", c->name);
    wn_buf_add(&e->fields, WN_STR("/>\n"));
}

/* ---- which field ------------------------------------------------------------------- */

/* The field for a column that is just "Name". */
static wn_str bare_field(const writing *w)
{
    wn_str entity = entity_of(w)->name;
    bool people = draft_model_field(w->d, w->part->entity, WN_STR("full_name")) != NULL;

    return people ? WN_STR("full_name")
           : wn_str_equal(entity, WN_STR("ticket")) ||
                   wn_str_equal(entity, WN_STR("activity"))
               ? WN_STR("subject")
               : WN_STR("name");
}

/* "Title", Titel, of a deal or ticket without another name is its name, not a job
 * title. */
static bool is_title(const writing *w, const draft_column *c)
{
    static const char *const names[] = {"name", "deal_name", "subject", "product_name"};
    static const char *const untitled[] = {"account", "contact", "lead", "user"};

    if (!draft_means(c, "job_title") && !draft_means(c, "name_prefix"))
        return false;
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (draft_column_for(w->t, names[i]) ||
            wn_str_equal(entity_of(w)->name, wn_str_of(untitled[i])))
            return false;
    return entity_of(w)->in_model ||
           (draft_means(c, "job_title") && !draft_column_for(w->t, "company"));
}

/* The field for a link: one that the model has for that entity, else a new one. */
static wn_str link_field(const writing *w, const draft_column *c, int target)
{
    wn_str wanted = draft_means(c, "parent_company") && target == w->part->entity
                        ? WN_STR("parent_id")
                        : draft_field_for(w->d, c->meaning, w->part->entity);
    const draft_field *f =
        wanted.len ? draft_model_field(w->d, w->part->entity, wanted) : NULL;
    wn_str to = w->d->entities[target].name;

    if (f && wn_str_equal(f->target, to) && !is_taken(w, wanted))
        return wanted;
    wanted = wn_arena_format(&w->d->arena, "%.*s_id", WN_FMT(to));
    f = draft_model_field(w->d, w->part->entity, wanted);
    if (f && wn_str_equal(f->target, to) && !is_taken(w, wanted))
        return wanted;
    wn_str own = draft_own_name(c->name, &w->d->arena);
    if (own.len == 0 || is_taken(w, own) || in_model(w, own) ||
        wn_str_equal(own, WN_STR("id")))
        own = wn_arena_format(&w->d->arena, "%.*s_link", WN_FMT(own.len ? own : to));
    if (is_taken(w, own))
        return WN_STR("");
    add_to_model(w, c, own, "link", "target", to);
    return own;
}

static bool is_reserved(wn_str name)
{
    return wn_str_equal(name, WN_STR("id")) || wn_str_equal(name, WN_STR("extra")) ||
           (name.len > 6 && (!memcmp(name.ptr, "winnow", 6)));
}

/* The name of a new field for a column that no field of the model fits; "": none is
 * possible. */
static wn_str own_field(writing *w, const draft_column *c)
{
    wn_str name = draft_own_name(c->name, &w->d->arena);

    if (draft_is_expression(c->name) || name.len == 0 || is_reserved(name) ||
        (!c->meaning && w->own_count == OWN_FIELDS))
        return WN_STR("");
    if (is_taken(w, name) || in_model(w, name)) /* the name has another meaning there */
        name = wn_arena_format(&w->d->arena, "%.*s_2", WN_FMT(name));
    if (is_taken(w, name) || in_model(w, name))
        return WN_STR("");
    w->own_count += !c->meaning;
    return name;
}

/* The field whose name or label in the model is the column's name, if the values fit
 * it. */
static wn_str named_field(const writing *w, const draft_column *c)
{
    const draft_field *f = c->meaning || c->guessed || c->refuted
                               ? NULL
                               : draft_model_named(w->d, w->part->entity, c->name);

    if (!f || wn_str_equal(f->type, WN_STR("link")) || is_taken(w, f->name))
        return WN_STR("");
    const char *type = wn_arena_str(&w->d->arena, f->type).ptr;
    return draft_is_strict(type) && draft_fit(c, type) < .5 ? WN_STR("") : f->name;
}

static wn_str field_of(writing *w, const draft_column *c)
{
    size_t at = (size_t)(c - w->t->columns);
    wn_str entity = entity_of(w)->name, field;

    if (w->part->links && w->part->links[at] >= 0 && (int)at != w->part->key_column)
        return link_field(w, c, w->part->links[at]);
    if ((int)at == (w->part->by_name ? w->part->number_column : w->part->key_column) &&
        !w->part->once)
        return wn_arena_format(&w->d->arena, "%.*s_id", WN_FMT(entity));
    if (c->no_key || (c->meaning && !strcmp(c->meaning->type, "link")))
        return WN_STR(""); /* it points to records that are not among the files */
    if (draft_means(c, "id"))
        return WN_STR("");
    field = draft_means(c, "name") || is_title(w, c)
                ? bare_field(w)
                : draft_field_for(w->d, c->meaning, w->part->entity);
    return field.len ? field : named_field(w, c);
}

/* ---- options and notes --------------------------------------------------------------
 */

static const char *type_of(const writing *w, const draft_column *c, wn_str field)
{
    const draft_field *f =
        entity_of(w)->in_model ? draft_model_field(w->d, w->part->entity, field) : NULL;
    const char *type = c->meaning ? c->meaning->type : c->guessed;

    if (f)
        return wn_arena_str(&w->d->arena, f->type).ptr;
    if (!type || !strcmp(type, "choice") || !strcmp(type, "link") ||
        (!strcmp(type, "id") && !(w->part->key_column == (int)(c - w->t->columns))))
        type = "text";
    return type;
}

static void write_options(const writing *w, const draft_column *c, const char *type)
{
    if (!strcmp(type, "phone") && c->some_count > 0) {
        if (w->t->region_from.len)
            wn_xml_attr(out(w), "region-from",
                        draft_region_from(w->d, w->t, c->says.use));
        if (w->t->region[0])
            wn_xml_attr(out(w), "region", wn_str_of(w->t->region));
    }
    wn_str order = draft_answer(w->d, w->t, c->name, WN_DOUBT_ORDER);
    if (!order.len && c->order)
        order = wn_str_of(c->order);
    if (!strncmp(type, "date", 4) && order.len)
        wn_xml_attr(out(w), "date-order", order);
    wn_str mark = draft_answer(w->d, w->t, c->name, WN_DOUBT_DECIMAL);
    if (mark.len &&
        (!strcmp(type, "money") || !strcmp(type, "integer") || !strcmp(type, "percent")))
        wn_xml_attr(out(w), "decimal", mark);
    if ((!strcmp(type, "money") || !strcmp(type, "integer")) && c->says.unit.len &&
        draft_unit_is_known(c->says.unit))
        wn_xml_attr(out(w), "unit", c->says.unit);
}

/* Write a note: why somebody should check the row. */
static void write_note(const writing *w, const draft_column *c, bool added)
{
    size_t at = (size_t)(c - w->t->columns);
    bool is_link = w->part->links && w->part->links[at] >= 0;

    if (c->how == DRAFT_BY_LIKENESS)
        wn_buf_format(out(w),
                      " note=\"uncertain: its name is like %.*s / 列名与其相近，请核对\"",
                      WN_FMT(c->says.near));
    else if (c->no_key)
        wn_buf_add(out(w),
                   WN_STR(" note=\"uncertain: no key, rows that share it differ, or many "
                          "have none / 不是主键：值相同的行内容不同，或很多行没有值\""));
    else if (c->refuted && !is_link)
        wn_buf_format(out(w),
                      " note=\"uncertain: called like %s, but its values are not / "
                      "列名像 %s，但值不是\"",
                      c->refuted->name, c->refuted->name);
    else if (c->how == DRAFT_BY_VALUES || (!c->meaning && (c->guessed || is_link)))
        wn_buf_add(out(w), WN_STR(" note=\"uncertain: guessed from its values / "
                                  "由内容猜测，请核对\""));
    else if (!c->meaning)
        wn_buf_add(out(w),
                   WN_STR(" note=\"uncertain: not recognised / 未识别，请核对\""));
    else if (added)
        wn_buf_add(out(w), WN_STR(" note=\"a field this file adds to the model / "
                                  "本文件新增的字段\""));
}

/* ---- rows of a <file> ---------------------------------------------------------------
 */

/* A column without name and value: it exists only because some row or title reaches so
 * far. */
static bool is_nothing(const writing *w, const draft_column *c)
{
    return c->filled == 0 && w->t->is_whole && c->name.len > 8 &&
           !memcmp(c->name.ptr, "(column ", 8);
}

static void write_keep(const writing *w, const draft_column *c)
{
    if (is_nothing(w, c)) {
        wn_buf_add(out(w), WN_STR("    <drop"));
        wn_xml_attr(out(w), "from", c->name);
        wn_buf_add(out(w), WN_STR(" why=\"empty / 空列\"/>\n"));
        return;
    }
    wn_buf_add(out(w), WN_STR("    <keep"));
    wn_xml_attr(out(w), "from", c->name);
    wn_buf_add(out(w), WN_STR(" as=\"extra\" note=\"uncertain: not recognised / "
                              "未识别，请核对\"/>\n"));
}

static void write_field(writing *w, const draft_column *c, wn_str field, wn_str from)
{
    bool is_link = w->part->links && w->part->links[c - w->t->columns] >= 0;
    const char *type = type_of(w, c, field);
    bool added = !in_model(w, field) && entity_of(w)->in_model && !is_link;
    wn_str list = WN_STR("");

    wn_map_set(&w->taken, wn_fingerprint_of(field), NULL);
    draft_write_doubts(w->d, w->t, c, "    ");
    draft_doubt_line(w->d, w->t, c, line_of(w->d));
    if (!in_model(w, field) && !is_link)
        list = draft_make_list(w->d, w->t, w->part->entity, c, field);
    if (list.len)
        add_to_model(w, c, field, "choice", "list", list);
    else if (!entity_of(w)->in_model && !is_link)
        add_to_model(w, c, field, type, NULL, WN_STR(""));
    wn_buf_add(out(w), WN_STR("    <field"));
    wn_xml_attr(out(w), "to", field);
    wn_xml_attr(out(w), "from", from);
    if (added && !list.len)
        wn_xml_attr(out(w), "type", wn_str_of(type));
    if (!is_link)
        write_options(w, c, list.len ? "choice" : type);
    write_note(w, c, added);
    wn_buf_add(out(w), WN_STR("/>\n"));
}

/* Can the field have this type? It must have the same type in all tables of the
 * entity. */
static bool has_type(const writing *w, wn_str field, const char *type)
{
    bool is_new;
    int64_t hash = (int64_t)wn_hash(wn_str_of(type), 7),
            *had = wn_map_set(&entity_of(w)->types, wn_fingerprint_of(field), &is_new);

    *had = is_new ? hash : *had;
    return *had == hash;
}

static wn_str with_type(const writing *w, const draft_column *c, wn_str field)
{
    bool is_link = w->part->links && w->part->links[c - w->t->columns] >= 0;
    const char *type = is_link ? "link" : type_of(w, c, field);

    if (!field.len || in_model(w, field) || has_type(w, field, type))
        return field;
    field = wn_arena_format(&w->d->arena, "%.*s_%s", WN_FMT(field), type);
    if (in_model(w, field) || is_taken(w, field) || !has_type(w, field, type))
        return WN_STR("");
    if (is_link)
        add_to_model(w, c, field, type, "target",
                     w->d->entities[w->part->links[c - w->t->columns]].name);
    return field;
}

/* A company name that links is also kept as text, because the link may find nothing. */
static void write_name_of_link(writing *w, const draft_column *c)
{
    int *link = &w->part->links[c - w->t->columns], target = *link;
    wn_str field = draft_means(c, "company")
                       ? draft_field_for(w->d, c->meaning, w->part->entity)
                       : WN_STR("");

    if (!field.len || is_taken(w, field))
        return;
    *link = -1;
    write_field(w, c, field, c->name);
    *link = target;
}

static void write_column(writing *w, const draft_column *c)
{
    wn_str field = field_of(w, c);

    if (!field.len || is_taken(w, field))
        field = is_nothing(w, c) ? WN_STR("") : own_field(w, c);
    field = with_type(w, c, field);
    w->used[c - w->t->columns] = true;
    if (!field.len) {
        write_keep(w, c);
        return;
    }
    write_field(w, c, field, c->name);
    if (w->part->links && w->part->links[c - w->t->columns] >= 0)
        write_name_of_link(w, c);
}

/* full_name from "First + Last", in the order that is usual in the language. */
static void write_full_name(writing *w)
{
    static const char *const western[] = {"given_name", "middle_name", "family_name"};
    static const char *const eastern[] = {"family_name", "given_name", NULL};
    bool east = w->t->languages == 1u << 1 || w->t->languages == 1u << 10 ||
                w->t->languages == 1u << 11; /* zh, ja, ko: see headings/name_words.h */
    const draft_column *family = draft_column_for(w->t, "family_name"),
                       *given = draft_column_for(w->t, "given_name"),
                       *whole = draft_column_for(w->t, "person");
    wn_str from = WN_STR("");

    whole = whole ? whole : draft_column_for(w->t, "name");
    if (!family || !given || is_taken(w, WN_STR("full_name")) ||
        w->used[family - w->t->columns] || w->used[given - w->t->columns] ||
        !draft_model_field(w->d, w->part->entity, WN_STR("full_name")) ||
        draft_is_expression(family->name) || draft_is_expression(given->name) ||
        (w->part->has && !w->part->has[family - w->t->columns]) ||
        (whole && whole->filled > family->filled && whole->filled > given->filled))
        return;
    for (size_t i = 0; i < 3; i++) {
        const char *meaning = east ? eastern[i] : western[i];
        const draft_column *c = meaning ? draft_column_for(w->t, meaning) : NULL;
        if (!c || c->filled == 0)
            continue;
        w->used[c - w->t->columns] = true;
        from = wn_arena_format(&w->d->arena, "%.*s%s%.*s", WN_FMT(from),
                               from.len ? " + " : "", WN_FMT(c->name));
    }
    if (!from.len)
        return;
    wn_buf_add(out(w), WN_STR("    <field to=\"full_name\""));
    wn_xml_attr(out(w), "from", from);
    wn_buf_add(out(w), WN_STR("/>\n"));
    wn_map_set(&w->taken, wn_fingerprint_of(WN_STR("full_name")), NULL);
}

/* 0: known by its name; 1: by its values, or by a similar name; 2: not known. */
static int doubt_of(const draft_column *c)
{
    return c->meaning ? c->how == DRAFT_BY_LIKENESS || c->how == DRAFT_BY_VALUES
                      : (c->guessed ? 1 : 2);
}

static void write_columns(writing *w)
{
    const draft_part *part = w->part;

    if (part->key_column >= 0 && !part->once && !w->used[part->key_column])
        write_column(w, &w->t->columns[part->key_column]);
    for (int doubt = 0; doubt < 3; doubt++)
        for (size_t c = 0; c < w->t->count; c++)
            if (!w->used[c] && doubt_of(&w->t->columns[c]) == doubt &&
                (!part->has || part->has[c]))
                write_column(w, &w->t->columns[c]);
}

/* Write the company of each row: the link to it and its name. */
static void write_company_link(writing *w)
{
    const draft_part *companies = &w->t->parts[0];
    bool beside = w->part->is_beside;

    if (w->part == companies || companies->key_column < 0 ||
        !(beside || (w->t->part_count == 2 && companies->once)))
        return;
    const draft_column *c = &w->t->columns[companies->key_column], *name = c;
    int *link = &w->part->links[companies->key_column];
    w->used[c - w->t->columns] = !beside;
    *link = companies->entity;
    write_field(w, c, WN_STR("account_id"), c->name);
    *link = -1;
    if (beside)
        name = draft_column_for(w->t,
                                draft_column_for(w->t, "company") ? "company" : "name");
    if (name && !draft_is_expression(name->name))
        write_field(w, name, WN_STR("company"), name->name);
}

/* Write the rows of a shipped mapping for which this file has columns. */
static void write_pack(writing *w)
{
    wn_str fields[256];
    size_t count = 0;
    wn_pack_match match = w->t->match;

    match.node = w->part->node;
    wn_buf_format(out(w), "    <!-- known as %s / 识别为 %s -->\n",
                  wn_pack_name(match.pack), wn_pack_name(match.pack));
    wn_pack_write_fields(&match, &w->t->input, w->used, fields, &count, WN_COUNT(fields),
                         &w->d->arena, out(w));
    for (size_t i = 0; i < count; i++)
        wn_map_set(&w->taken, wn_fingerprint_of(fields[i]), NULL);
    w->own_count = OWN_FIELDS;
    for (size_t c = 0; c < w->t->count; c++) /* links that the pack leaves out */
        if (w->t->columns[c].is_packed && w->part->links && w->part->links[c] >= 0 &&
            draft_means(&w->t->columns[c], "company")) {
            wn_str field = link_field(w, &w->t->columns[c], w->part->links[c]);
            if (field.len)
                write_field(w, &w->t->columns[c], field, w->t->columns[c].name);
        }
}

static void write_head(writing *w)
{
    const wn_input *input = &w->t->input;
    draft_part *part = w->part;

    draft_write_doubts(w->d, w->t, NULL, "  ");
    draft_doubt_line(w->d, w->t, NULL, line_of(w->d));
    wn_buf_add(out(w), WN_STR("  <file"));
    wn_xml_attr(out(w), "entity", entity_of(w)->name);
    if (part->system.len && !wn_str_equal(part->system, w->d->system))
        wn_xml_attr(out(w), "system", part->system);
    wn_xml_attr(out(w), "path",
                wn_input_is_address(input->path) ? wn_str_of(input->path)
                                                 : w->t->file_name);
    if (input->records.len)
        wn_xml_attr(out(w), "records", input->records);
    if (draft_table_name(w->t).len)
        wn_xml_attr(out(w), "sheet", draft_table_name(w->t));
    if (part->where.len)
        wn_xml_attr(out(w), "where", part->where);
    if (part->once)
        wn_xml_attr(out(w), "once", WN_STR("yes"));
    if (part->key.len)
        wn_xml_attr(out(w), "key", part->key);
    else
        wn_buf_add(out(w), WN_STR(" note=\"no key column found: a row's content is its "
                                  "key / 未找到主键列，以整行内容为主键\""));
    wn_buf_add(out(w), WN_STR(">\n"));
}

static void write_part(draft *d, draft_table *t, draft_part *part, bool *used)
{
    writing w = {.d = d, .t = t, .part = part, .used = used};

    write_head(&w);
    if (t->is_known)
        write_pack(&w);
    else
        write_company_link(&w);
    write_full_name(&w);
    write_columns(&w);
    wn_buf_add(out(&w), WN_STR("  </file>\n"));
    wn_map_release(&w.taken);
}

static void write_table(draft *d, draft_table *t)
{
    for (size_t p = 0; p < t->part_count; p++) {
        bool *used = wn_alloc(t->count + 1, sizeof(*used));
        write_part(d, t, &t->parts[p], used);
        free(used);
    }
    if (!t->skipped.len)
        return;
    draft_write_doubts(d, t, NULL, "  ");
    draft_doubt_line(d, t, NULL, line_of(d));
    wn_buf_add(&d->out->mapping, WN_STR("  <skip"));
    wn_xml_attr(&d->out->mapping, "path", t->file_name);
    if (draft_table_name(t).len)
        wn_xml_attr(&d->out->mapping, "sheet", draft_table_name(t));
    wn_xml_attr(&d->out->mapping, "why", t->skipped);
    wn_buf_add(&d->out->mapping, WN_STR("/>\n"));
}

/* ---- all of it ------------------------------------------------------------------------
 */

/* A table of the known system, if all files are exports of that one system; else NULL. */
static const draft_table *known_system(const draft *d)
{
    const draft_table *known = NULL;

    for (size_t i = 0; i < d->table_count; i++) {
        const draft_table *t = d->tables[i];
        if (t->part_count == 0)
            continue;
        if (!t->is_known || (known && t->match.pack != known->match.pack))
            return NULL;
        known = t;
    }
    return known;
}

void draft_write(draft *d)
{
    wn_buf *to = &d->out->mapping;
    const draft_table *known = known_system(d);

    d->system = known ? wn_str_of(wn_pack_name(known->match.pack)) : WN_STR("draft");
    wn_buf_add(
        to, WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<!-- A draft by winnow: look at every line marked \"uncertain\".\n"
                   "     起草的映射：请核对每一个标有 uncertain 的行。 -->\n"
                   "<mapping version=\"1\" model=\"crm.model.xml\" name=\"draft\">\n"));
    if (known)
        wn_pack_write_source(&known->match, to);
    else
        wn_buf_format(to, "  <source system=\"%.*s\"/>\n", WN_FMT(d->system));
    wn_buf_add(to, WN_STR("\n"));
    for (size_t i = 0; i < d->table_count; i++)
        write_table(d, d->tables[i]);
    wn_buf_add(to, WN_STR("</mapping>\n"));
    draft_write_model(d);
}
