/*
 * pack.c - the mappings that ship with winnow: found by the names of a file's columns,
 * and reduced to the columns that the file has.
 */
#include "pack.h"

#include "grammar.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#include "model.inc" /* mappings/crm.model.xml as bytes, made by tools/embed.c */
#include "packs.inc" /* the other mappings, with their paths */

/* ---- signatures ------------------------------------------------------------------- */

/* Has the input a column of this name? Latin names must be equal but for case: Record ID
 * is a name of HubSpot's, record_id one that anybody may use; firstName is not First
 * Name.
 */
static bool has_column(const wn_input *input, wn_str name)
{
    if (!wn_is_ascii(name))
        return wn_input_column(input, name) >= 0;
    for (size_t c = 0; c < input->column_count; c++)
        if (wn_str_equal_nocase(input->columns[c], name))
            return true;
    return false;
}

/* Has the input one of the columns "A | B"? */
static bool has_one_of(const wn_input *input, wn_str names)
{
    while (names.len > 0)
        if (has_column(input, wn_str_trim(wn_str_cut(&names, WN_STR(" | ")))))
            return true;
    return false;
}

/* Has the input a column of exactly this name? */
static bool is_written(const wn_input *input, wn_str name)
{
    for (size_t c = 0; c < input->column_count; c++)
        if (wn_str_equal(input->columns[c], name))
            return true;
    return false;
}

static bool fits(const wn_signature *s, const wn_input *input)
{
    wn_str has = s->has, hasnt = s->hasnt;

    if (s->format.len && !wn_str_equal(s->format, wn_str_of(input->reader->name)))
        return false;
    while (has.len > 0)
        if (!has_one_of(input, wn_str_cut(&has, WN_STR(" + "))))
            return false;
    while (hasnt.len > 0)
        if (has_column(input, wn_str_trim(wn_str_cut(&hasnt, WN_STR(" + ")))))
            return false;
    return s->has.len > 0 || s->format.len > 0;
}

bool wn_signature_fits(const wn_signature *signatures, size_t count,
                       const wn_input *input)
{
    for (size_t i = 0; i < count; i++)
        if (fits(&signatures[i], input))
            return true;
    return false;
}

/* ---- packs as documents ----------------------------------------------------------- */

size_t wn_pack_count(void)
{
    return WN_COUNT(embedded_packs);
}

const char *wn_pack_name(size_t pack)
{
    return embedded_packs[pack].path + strlen(WN_PACK);
}

const char *wn_pack_path(size_t pack)
{
    return embedded_packs[pack].path;
}

static wn_str bytes_of(size_t pack)
{
    return (wn_str){(const char *)embedded_packs[pack].bytes, embedded_packs[pack].size};
}

wn_str wn_pack_model(void)
{
    return (wn_str){(const char *)embedded_model, sizeof(embedded_model)};
}

bool wn_pack_text(const char *path, wn_text *out)
{
    for (size_t p = 0; p < WN_COUNT(embedded_packs); p++)
        if (!strcmp(path, embedded_packs[p].path)) {
            *out = (wn_text){embedded_packs[p].path, WN_PACK "/crm.model.xml", bytes_of(p),
                             wn_pack_model()};
            return true;
        }
    return false;
}

/* The pack as a document, parsed once, because a draft of a thousand files needs it a
 * thousand times. It lives as long as the thread. */
static const xml_doc *open_pack(size_t pack)
{
    static _Thread_local struct {
        xml_doc doc;
        wn_diags diags;
        bool is_parsed;
    } packs[WN_COUNT(embedded_packs)];

    if (!packs[pack].is_parsed) {
        packs[pack].diags = (wn_diags){.lang = WN_EN};
        xml_parse(&packs[pack].doc, wn_pack_name(pack), bytes_of(pack),
                  &packs[pack].diags);
        packs[pack].is_parsed = true;
    }
    return &packs[pack].doc;
}

static bool is_named(const xml_node *node, const char *name)
{
    return wn_str_equal(node->name, wn_str_of(name));
}

/* Append the columns of from= that the input has, as the input writes them. Returns their
 * number. */
static size_t columns_there(const wn_input *input, wn_str from, bool *used, wn_buf *out)
{
    bool first = memmem(from.ptr, from.len, " | ", 3) != NULL;
    wn_str cut = first ? WN_STR(" | ") : WN_STR(" + ");
    size_t count = 0;

    while (from.len > 0) {
        int column = wn_input_column(input, wn_str_trim(wn_str_cut(&from, cut)));
        if (column < 0)
            continue;
        if (used)
            used[column] = true;
        if (out)
            wn_buf_format(out, "%s%.*s", count ? cut.ptr : "",
                          WN_FMT(input->columns[column]));
        count++;
    }
    return count;
}

/* The number of columns of from= that the input has, in exactly this spelling. */
static size_t columns_exact(const wn_input *input, wn_str from)
{
    bool first = memmem(from.ptr, from.len, " | ", 3) != NULL;
    size_t exact = 0;

    while (from.len > 0) {
        wn_str name =
            wn_str_trim(wn_str_cut(&from, first ? WN_STR(" | ") : WN_STR(" + ")));
        exact += is_written(input, name);
    }
    return exact;
}

/* The number of columns in has= that have no synonyms: only files of this system have
 * them. */
static size_t own_columns(wn_str has)
{
    size_t own = 0;

    while (has.len > 0) {
        wn_str group = wn_str_cut(&has, WN_STR(" + "));
        own += !memmem(group.ptr, group.len, " | ", 3);
    }
    return own;
}

static bool signature_fits(const xml_node *n, const wn_input *input)
{
    wn_signature s = {node_text(n, "has"), node_text(n, "not"), node_text(n, "format")};

    return fits(&s, input);
}

/* How well the <file> fits: the number of columns that it knows, plus more for exact
 * spellings and for columns that only this system has. */
static size_t known_columns(const xml_doc *doc, int file, const wn_input *input)
{
    size_t known = 0, own = 0;

    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *n = &doc->nodes[i];
        if (n->parent == file && is_named(n, "field"))
            known += columns_there(input, node_text(n, "from"), NULL, NULL) +
                     columns_exact(input, node_text(n, "from"));
        else if (n->parent == file && is_named(n, "signature") &&
                 signature_fits(n, input))
            own = own_columns(node_text(n, "has")) > own
                      ? own_columns(node_text(n, "has"))
                      : own;
    }
    return known + 2 * own;
}

static bool file_fits(const xml_doc *doc, int file, const wn_input *input)
{
    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *n = &doc->nodes[i];
        if (n->parent == file && is_named(n, "signature") && signature_fits(n, input))
            return true;
    }
    return false;
}

bool wn_pack_find(const wn_input *input, wn_pack_match *out)
{
    *out = (wn_pack_match){0};
    for (size_t p = 0; p < wn_pack_count(); p++) {
        const xml_doc *doc = open_pack(p);
        for (size_t i = 0; i < doc->count; i++) {
            if (!is_named(&doc->nodes[i], "file") || !file_fits(doc, (int)i, input))
                continue;
            size_t known = known_columns(doc, (int)i, input);
            if (known > out->known)
                *out = (wn_pack_match){p, (int)i, known};
        }
    }
    return out->known > 0;
}

/* Is it the pack's name, or one of the systems that its title begins with:
 * "SYSTEM / SYSTEM: ..."? */
static bool is_called(size_t pack, wn_str name)
{
    const xml_doc *doc = open_pack(pack);
    wn_str title = doc->count ? node_text(&doc->nodes[0], "name") : WN_STR("");
    wn_str systems = wn_str_cut(&title, WN_STR("："));
    bool is = wn_str_equal_nocase(wn_str_of(wn_pack_name(pack)), name);

    systems = wn_str_cut(&systems, WN_STR(":"));
    while (systems.len > 0 && !is)
        is = wn_str_equal_nocase(wn_str_trim(wn_str_cut(&systems, WN_STR(" / "))), name);
    return is;
}

const char *wn_pack_called(wn_str name, wn_str *close)
{
    wn_str names[WN_COUNT(embedded_packs)];

    for (size_t p = 0; p < wn_pack_count(); p++) {
        if (is_called(p, name))
            return wn_pack_path(p);
        names[p] = wn_str_of(wn_pack_name(p));
    }
    *close = wn_suggest(name, names, WN_COUNT(names));
    return NULL;
}

void wn_pack_explain(size_t pack, wn_lang lang, wn_buf *out)
{
    static const char *const levels[][3] = {
        {"seen", "seen in real exports", "见过真实的导出文件"},
        {"documented", "from public code or the vendor's documents",
         "依据公开代码或厂商文档"},
        {"unconfirmed", "unconfirmed: check it against an export",
         "未经证实，请对照导出文件核对"}};
    const xml_doc *doc = open_pack(pack);

    wn_str title = doc->count ? node_text(&doc->nodes[0], "name") : WN_STR("");
    wn_str level = doc->count ? node_text(&doc->nodes[0], "pack") : WN_STR("");
    wn_buf_format(out, "%-14s%.*s\n    ", wn_pack_name(pack), WN_FMT(title));
    for (size_t i = 0; i < WN_COUNT(levels); i++)
        if (wn_str_equal(level, wn_str_of(levels[i][0])))
            wn_buf_add(out, wn_str_of(levels[i][lang == WN_ZH ? 2 : 1]));
    wn_buf_add(out, WN_STR("\n"));
    wn_str note = doc->count ? node_text(&doc->nodes[0], "note") : WN_STR("");
    if (note.len)
        wn_buf_format(out, "    %.*s\n", WN_FMT(note));
}

/* ---- writing a part of a pack ----------------------------------------------------- */

static void write_attr(const xml_attr *attr, const wn_input *input, const wn_buf *from,
                       wn_buf *out)
{
    char name[32] = {0};
    wn_buf beside = {0};

    memcpy(name, attr->name.ptr, attr->name.len < 31 ? attr->name.len : 31);
    if (from && wn_str_equal(attr->name, WN_STR("from")))
        wn_xml_attr(out, name, wn_buf_str(from));
    else if (!input || !wn_str_ends(attr->name, WN_STR("-from")))
        wn_xml_attr(out, name, attr->value);
    else if (columns_there(input, attr->value, NULL, &beside) > 0)
        wn_xml_attr(out, name, wn_buf_str(&beside));
    wn_buf_release(&beside);
}

/* Append the element for the columns that the input has, with `from` instead of its
 * from=.
 */
static void write_node(const xml_node *node, const wn_input *input, const wn_buf *from,
                       wn_buf *out)
{
    wn_buf_format(out, "%s<%.*s", is_named(node, "source") ? "  " : "    ",
                  WN_FMT(node->name));
    for (size_t a = 0; a < node->attr_count; a++)
        write_attr(&node->attrs[a], input, from, out);
    wn_buf_add(out, WN_STR("/>\n"));
}

void wn_pack_write_source(const wn_pack_match *m, wn_buf *out)
{
    const xml_doc *doc = open_pack(m->pack);

    for (size_t i = 0; i < doc->count; i++)
        if (is_named(&doc->nodes[i], "source")) {
            write_node(&doc->nodes[i], NULL, NULL, out);
            break;
        }
}

wn_str wn_pack_entity(const wn_pack_match *m, wn_arena *arena)
{
    const xml_doc *doc = open_pack(m->pack);

    wn_str entity = wn_arena_str(arena, node_text(&doc->nodes[m->node], "entity"));
    return entity;
}

size_t wn_pack_parts(const wn_pack_match *m, const wn_input *input, int *nodes,
                     size_t room)
{
    const xml_doc *doc = open_pack(m->pack);
    size_t count = 0;

    const xml_node *own = &doc->nodes[m->node];
    for (size_t i = 0; node_text(own, "where").len && i < doc->count; i++) {
        const xml_node *n = &doc->nodes[i];
        if (is_named(n, "file") && count < room && node_text(n, "where").len &&
            wn_str_equal(node_text(n, "path"), node_text(own, "path")) &&
            file_fits(doc, (int)i, input))
            nodes[count++] = (int)i;
    }
    if (count == 0)
        nodes[count++] = m->node;
    return count;
}

wn_str wn_pack_where(const wn_pack_match *m, wn_arena *arena)
{
    const xml_doc *doc = open_pack(m->pack);

    wn_str where = wn_arena_str(arena, node_text(&doc->nodes[m->node], "where"));
    return where;
}

wn_str wn_pack_id(const wn_pack_match *m, const wn_input *input, wn_arena *arena)
{
    const xml_doc *doc = open_pack(m->pack);
    wn_buf from = {0};
    char field[64];
    size_t count = 0;

    snprintf(field, sizeof(field), "%.*s_id",
             WN_FMT(node_text(&doc->nodes[m->node], "entity")));
    for (size_t i = 0; i < doc->count && count == 0; i++)
        if (doc->nodes[i].parent == m->node && is_named(&doc->nodes[i], "field") &&
            wn_str_equal(node_text(&doc->nodes[i], "to"), wn_str_of(field)))
            count = columns_there(input, node_text(&doc->nodes[i], "from"), NULL, &from);
    wn_str id = count == 1 ? wn_arena_str(arena, wn_buf_str(&from)) : WN_STR("");
    wn_buf_release(&from);
    return id;
}

wn_str wn_pack_key(const wn_pack_match *m, const wn_input *input, wn_arena *arena)
{
    const xml_doc *doc = open_pack(m->pack);
    wn_buf key = {0};

    columns_there(input, node_text(&doc->nodes[m->node], "key"), NULL, &key);
    wn_str copy = wn_arena_str(arena, wn_buf_str(&key));
    wn_buf_release(&key);
    return copy;
}

void wn_pack_write_fields(const wn_pack_match *m, const wn_input *input, bool *used,
                          wn_str *fields, size_t *field_count, size_t room,
                          wn_arena *arena, wn_buf *out)
{
    const xml_doc *doc = open_pack(m->pack);
    wn_buf from = {0};

    for (size_t i = 0; i < doc->count; i++) {
        const xml_node *n = &doc->nodes[i];
        if (n->parent != m->node)
            continue;
        from.len = 0;
        wn_str wanted = node_text(n, "from");
        bool pattern = memchr(wanted.ptr, '*', wanted.len) != NULL;
        bool is_field = is_named(n, "field");
        if ((!is_field && !is_named(n, "drop")) || pattern ||
            columns_there(input, wanted, used, &from) == 0)
            continue;
        write_node(n, input, &from, out);
        if (is_field && *field_count < room)
            fields[(*field_count)++] = wn_arena_str(arena, node_text(n, "to"));
    }
    wn_buf_release(&from);
}
