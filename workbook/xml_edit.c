/*
 * xml_edit.c - where the elements and attributes of a well-formed XML text stand, and the
 * text with some of them changed.
 */
#include "xml_edit.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- where everything stands ------------------------------------------------------ */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The character that an entity or a reference by number stands for. */
static void add_reference(wn_buf *out, wn_str name)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    char digits[12], utf8[4];

    for (size_t i = 0; i < WN_COUNT(known); i++)
        if (wn_str_equal(name, wn_str_of(known[i].name)))
            wn_buf_char(out, known[i].c);
    if (name.len < 2 || name.ptr[0] != '#' || name.len >= sizeof(digits))
        return;
    bool hex = name.ptr[1] == 'x';
    memcpy(digits, name.ptr + 1 + hex, name.len - 1 - hex);
    digits[name.len - 1 - hex] = '\0';
    size_t len = wn_utf8_put(utf8, (uint32_t)strtoul(digits, NULL, hex ? 16 : 10));
    wn_buf_add(out, (wn_str){utf8, len});
}

/* The value between quotation marks, as XML reads it. */
static wn_str value_of(edit_doc *doc, wn_str written)
{
    wn_buf out = {0};

    for (size_t at = 0; at < written.len; at++) {
        char c = written.ptr[at];
        const char *end =
            c == '&' ? memchr(written.ptr + at, ';', written.len - at) : NULL;
        if (end) {
            wn_str name = {written.ptr + at + 1, (size_t)(end - written.ptr) - at - 1};
            add_reference(&out, name);
            at = (size_t)(end - written.ptr);
        } else if (c != '\r') {
            wn_buf_char(&out, is_blank(c) ? ' ' : c);
        }
    }
    wn_str value = wn_arena_str(&doc->arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return value;
}

/* Read the attributes of a start tag from `at`; returns where its > or / stands. */
static size_t read_attrs(edit_doc *doc, edit_node *node, size_t at)
{
    wn_str t = doc->text;

    for (;;) {
        size_t from = at;
        while (at < t.len && is_blank(t.ptr[at]))
            at++;
        size_t name = at;
        while (at < t.len && !is_blank(t.ptr[at]) && !strchr("=/>", t.ptr[at]))
            at++;
        size_t end = at;
        while (at < t.len && (is_blank(t.ptr[at]) || t.ptr[at] == '='))
            at++;
        if (end == name || at == t.len || (t.ptr[at] != '"' && t.ptr[at] != '\''))
            return name;
        const char *quote = memchr(t.ptr + at + 1, t.ptr[at], t.len - at - 1);
        if (!quote)
            return name;
        size_t behind = (size_t)(quote - t.ptr) + 1;
        node->attrs = wn_grow(node->attrs, node->attr_count, &node->attr_room,
                              sizeof(*node->attrs));
        node->attrs[node->attr_count++] =
            (edit_attr){.name = {t.ptr + name, end - name},
                        .value = value_of(doc, (wn_str){t.ptr + at + 1, behind - at - 2}),
                        .from = from,
                        .to = behind};
        at = behind;
    }
}

static size_t behind(wn_str text, size_t at, const char *mark)
{
    const char *end = memmem(text.ptr + at, text.len - at, mark, strlen(mark));

    return end ? (size_t)(end - text.ptr) + strlen(mark) : text.len;
}

void edit_open(edit_doc *doc, wn_str text)
{
    int open = -1;

    *doc = (edit_doc){.text = text};
    for (size_t at = 0; at < text.len;) {
        const char *tag = memchr(text.ptr + at, '<', text.len - at);
        if (!tag)
            break;
        at = (size_t)(tag - text.ptr);
        wn_str rest = {tag, text.len - at};
        if (rest.len > 3 && !memcmp(tag, "<!--", 4)) {
            at = behind(text, at, "-->");
        } else if (rest.len > 1 && (tag[1] == '?' || tag[1] == '!')) {
            at = behind(text, at, tag[1] == '?' ? "?>" : ">");
        } else if (rest.len > 1 && tag[1] == '/') {
            at = behind(text, at, ">");
            if (open >= 0) {
                doc->nodes[open].end = at;
                open = doc->nodes[open].parent;
            }
        } else {
            edit_node node = {.parent = open, .from = at++, .ref = EDIT_NO_REF};
            size_t name = at;
            while (at < text.len && !is_blank(text.ptr[at]) &&
                   !strchr("/>", text.ptr[at]))
                at++;
            node.name = (wn_str){text.ptr + name, at - name};
            at = read_attrs(doc, &node, at);
            bool closed = at < text.len && text.ptr[at] == '/';
            at = node.to = node.end = behind(text, at, ">");
            doc->nodes = wn_grow(doc->nodes, doc->count, &doc->room, sizeof(*doc->nodes));
            doc->nodes[doc->count++] = node;
            open = closed ? open : (int)doc->count - 1;
        }
    }
}

void edit_close(edit_doc *doc)
{
    for (size_t i = 0; i < doc->count; i++)
        free(doc->nodes[i].attrs);
    free(doc->nodes);
    free(doc->changes);
    wn_arena_release(&doc->arena);
    *doc = (edit_doc){0};
}

static const edit_attr *find(const edit_node *node, const char *name)
{
    for (size_t i = 0; i < node->attr_count; i++)
        if (wn_str_equal(node->attrs[i].name, wn_str_of(name)))
            return &node->attrs[i];
    return NULL;
}

wn_str edit_value(const edit_node *node, const char *name)
{
    const edit_attr *attr = find(node, name);

    return attr ? attr->value : WN_STR("");
}

bool edit_has(const edit_node *node, const char *name)
{
    return find(node, name) != NULL;
}

/* ---- changes ---------------------------------------------------------------------- */

static void change(edit_doc *doc, size_t from, size_t to, wn_str text, uint32_t ref)
{
    doc->changes = wn_grow(doc->changes, doc->change_count, &doc->change_room,
                           sizeof(*doc->changes));
    doc->changes[doc->change_count] =
        (edit_change){from, to, wn_arena_str(&doc->arena, text), ref, doc->change_count};
    doc->change_count++;
}

void edit_set(edit_doc *doc, edit_node *node, const char *name, wn_str value)
{
    const edit_attr *attr = find(node, name);
    wn_buf text = {0};

    if (attr && wn_str_equal(attr->value, value))
        return;
    size_t at = node->to - (doc->text.ptr[node->to - 2] == '/' ? 2 : 1);
    while (!attr && at > node->from && is_blank(doc->text.ptr[at - 1]))
        at--;
    wn_xml_attr(&text, name, value);
    change(doc, attr ? attr->from : at, attr ? attr->to : at, wn_buf_str(&text),
           EDIT_NO_REF);
    wn_buf_release(&text);
}

void edit_unset(edit_doc *doc, edit_node *node, const char *name)
{
    const edit_attr *attr = find(node, name);

    if (attr)
        change(doc, attr->from, attr->to, WN_STR(""), EDIT_NO_REF);
}

void edit_replace(edit_doc *doc, edit_node *node, wn_str text)
{
    change(doc, node->from, node->end, text, EDIT_NO_REF);
}

/* Where the line begins that the place is in. */
static size_t line_start(wn_str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] != '\n')
        at--;
    return at;
}

void edit_remove(edit_doc *doc, edit_node *node)
{
    size_t from = node->from, to = node->end, start = line_start(doc->text, from);
    const char *p = doc->text.ptr;

    while (from > start && is_blank(p[from - 1]))
        from--;
    while (to < doc->text.len && is_blank(p[to]) && p[to] != '\n')
        to++;
    bool alone = from == start && to < doc->text.len && p[to] == '\n';
    change(doc, alone ? from : node->from, alone ? to + 1 : node->end, WN_STR(""),
           EDIT_NO_REF);
}

static wn_str indent_of(const edit_doc *doc, size_t at)
{
    size_t start = line_start(doc->text, at), end = start;

    while (end < at && (doc->text.ptr[end] == ' ' || doc->text.ptr[end] == '\t'))
        end++;
    return (wn_str){doc->text.ptr + start, end - start};
}

/* Add `text` as a line of its own before what stands at the place. Where something stands
 * before it in its line, which may be a comment that began above, the line is parted. */
static void add_line(edit_doc *doc, size_t at, wn_str indent, wn_str text, uint32_t ref)
{
    wn_buf line = {0};
    size_t start = line_start(doc->text, at);
    bool crlf = memmem(doc->text.ptr, doc->text.len, "\r\n", 2) != NULL;
    bool alone = indent_of(doc, at).len == at - start;
    wn_str end = crlf ? WN_STR("\r\n") : WN_STR("\n");

    if (alone)
        wn_buf_add(&line, indent);
    wn_buf_add(&line, text);
    wn_buf_add(&line, end);
    if (!alone)
        wn_buf_add(&line, indent_of(doc, at));
    change(doc, alone ? start : at, alone ? start : at, wn_buf_str(&line), ref);
    wn_buf_release(&line);
}

void edit_add_before(edit_doc *doc, const edit_node *node, wn_str text, uint32_t ref)
{
    add_line(doc, node->from, indent_of(doc, node->from), text, ref);
}

void edit_add_last(edit_doc *doc, const edit_node *parent, wn_str text, uint32_t ref)
{
    size_t tag = parent->end; /* the end tag's < */
    wn_str indent = WN_STR("    ");

    while (tag > parent->to && doc->text.ptr[--tag] != '<')
        ;
    for (const edit_node *n = doc->nodes; n < doc->nodes + doc->count; n++)
        if (n->parent == (int)(parent - doc->nodes))
            indent = indent_of(doc, n->from);
    add_line(doc, tag, indent, text, ref);
}

/* ---- the changed text ------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
    const edit_change *a = left, *b = right;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if ((a->to == a->from) != (b->to == b->from)) /* what is inserted stands before */
        return a->to == a->from ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* By how much the place moves, counted on from the last call for an earlier place. */
typedef struct shift {
    size_t next;
    size_t added, gone;
} shift;

static size_t moved(const edit_doc *doc, shift *s, size_t at, bool start)
{
    for (; s->next < doc->change_count; s->next++) {
        const edit_change *c = &doc->changes[s->next];
        bool before = c->from < at || (start && c->from == at && c->to == at);
        if (!before)
            break;
        s->added += c->text.len;
        s->gone += c->to - c->from;
    }
    return at + s->added - s->gone;
}

static int by_from(const void *left, const void *right)
{
    const edit_span *a = left, *b = right;

    return a->from < b->from ? -1 : a->from > b->from;
}

size_t edit_apply(edit_doc *doc, wn_buf *out, edit_span **spans)
{
    size_t at = 0, count = 0, base = out->len;
    shift start = {0};

    if (doc->change_count > 1)
        qsort(doc->changes, doc->change_count, sizeof(*doc->changes), by_place);
    *spans = wn_alloc(doc->count + doc->change_count + 1, sizeof(**spans));
    for (size_t i = 0; i < doc->change_count; i++) {
        const edit_change *c = &doc->changes[i];
        if (c->from < at) /* inside of what an earlier change replaced */
            continue;
        wn_buf_add(out, (wn_str){doc->text.ptr + at, c->from - at});
        if (c->ref != EDIT_NO_REF)
            (*spans)[count++] =
                (edit_span){out->len - base, out->len - base + c->text.len, c->ref};
        wn_buf_add(out, c->text);
        at = c->to;
    }
    wn_buf_add(out, (wn_str){doc->text.ptr + at, doc->text.len - at});
    for (size_t i = 0; i < doc->count; i++) {
        const edit_node *n = &doc->nodes[i];
        size_t from = moved(doc, &start, n->from, true);
        shift end = start;
        if (n->ref != EDIT_NO_REF)
            (*spans)[count++] = (edit_span){from, moved(doc, &end, n->to, false), n->ref};
    }
    if (count > 1)
        qsort(*spans, count, sizeof(**spans), by_from);
    return count;
}
