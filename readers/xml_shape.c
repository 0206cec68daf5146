/*
 * xml_shape.c - finds the elements of an XML file by a scan for tags.
 *
 * A reader must know all columns before the first record. Parsing the file twice would
 * take twice as long; this scan looks only at tags (measured: over 1 GB a second, while
 * libxml2 parses 0.2).
 */
#include "shape.h"

#include "core/fail.h"

#include <string.h>

#define MOST_DEPTH 256

typedef struct scanner {
    shape *shape;
    wn_error *err;
    read_text *text;
    wn_buf buf;
    size_t at;       /* next byte of buf */
    uint64_t before; /* bytes of the file before buf */
    uint32_t current;
    int depth;
    bool no_more;
} scanner;

static wn_str local_name(wn_str name)
{
    const char *colon = memchr(name.ptr, ':', name.len);

    return colon ? (wn_str){colon + 1, (size_t)(name.ptr + name.len - colon - 1)} : name;
}

/* ---- tags ------------------------------------------------------------------------- */

/* The child of the current node with this name; added if it is new. */
static uint32_t enter(scanner *s, wn_str name, bool is_attribute, uint64_t place)
{
    uint32_t child = shape_child(s->shape, s->current, name);

    if (child == SHAPE_NOTHING)
        child = shape_add(s->shape, s->current, name, is_attribute);
    if (child == SHAPE_NOTHING) {
        if (name.len > READ_MAX_NAME)
            wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_NAME_LONG, s->shape->input->path,
                    READ_MAX_NAME);
        else
            wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_COLUMNS,
                    (unsigned long long)READ_MAX_COLUMNS);
        return 0;
    }
    shape_enter(s->shape, child, place);
    return child;
}

static void add_attribute(scanner *s, wn_str name, wn_str value)
{
    char text[256];

    if (name.len > 5 && !memcmp(name.ptr, "xmlns", 5) &&
        (name.len == 5 || name.ptr[5] == ':'))
        return;
    if (wn_str_equal(name, WN_STR("xmlns")))
        return;
    name = local_name(name);
    if (name.len + 1 > sizeof(text))
        return;
    text[0] = '@';
    memcpy(text + 1, name.ptr, name.len);
    uint32_t child = enter(s, (wn_str){text, name.len + 1}, true, 0);
    s->shape->nodes[child].has_text = true;
    if (wn_str_trim(value).len > 0)
        shape_say(s->shape, child);
}

/* Add attributes: Name="value" name='value' ... */
static void add_attributes(scanner *s, wn_str rest)
{
    for (;;) {
        rest = wn_str_trim(rest);
        const char *equals = rest.len ? memchr(rest.ptr, '=', rest.len) : NULL;
        if (!equals)
            return;
        wn_str name = wn_str_trim((wn_str){rest.ptr, (size_t)(equals - rest.ptr)});
        rest = (wn_str){equals + 1, (size_t)(rest.ptr + rest.len - equals - 1)};
        rest = wn_str_trim(rest);
        if (rest.len == 0)
            return;
        const char *end = memchr(rest.ptr + 1, rest.ptr[0], rest.len - 1);
        if (!end)
            return;
        add_attribute(s, name, (wn_str){rest.ptr + 1, (size_t)(end - rest.ptr) - 1});
        rest = (wn_str){end + 1, (size_t)(rest.ptr + rest.len - end - 1)};
    }
}

static void open_element(scanner *s, wn_str tag, uint64_t place)
{
    size_t len = 0;

    while (len < tag.len && !strchr(" \t\r\n/>", tag.ptr[len]))
        len++;
    s->current = enter(s, local_name((wn_str){tag.ptr, len}), false, place);
    s->depth++;
    if (len < tag.len)
        add_attributes(s, (wn_str){tag.ptr + len, tag.len - len});
}

static void close_element(scanner *s, uint64_t place)
{
    shape_node *n = &s->shape->nodes[s->current];

    if (s->depth == 0)
        return;
    shape_leave(s->shape, s->current, place);
    if (n->first_child == SHAPE_NOTHING) /* empty so far: still a column */
        n->has_text = true;
    s->current = n->parent;
    s->depth--;
}

static void take_tag(scanner *s, wn_str tag, uint64_t place)
{
    if (tag.len == 0 || tag.ptr[0] == '?')
        return;
    if (tag.ptr[0] == '!') {
        if (tag.len > 7 && !memcmp(tag.ptr + 1, "DOCTYPE", 7))
            wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_XML_DTD, s->shape->input->path);
        return;
    }
    if (tag.ptr[0] == '/') {
        close_element(s, place + tag.len + 2);
        return;
    }
    if (s->depth >= MOST_DEPTH) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_DEEP, s->shape->input->path, MOST_DEPTH);
        return;
    }
    bool empty = tag.ptr[tag.len - 1] == '/';
    open_element(s, (wn_str){tag.ptr, tag.len - empty}, place);
    if (empty)
        close_element(s, place + tag.len + 2);
}

/* ---- the text --------------------------------------------------------------------- */

static bool refill(scanner *s)
{
    if (s->no_more)
        return false;
    if (s->at > 0) {
        memmove(s->buf.ptr, s->buf.ptr + s->at, s->buf.len - s->at);
        s->buf.len -= s->at;
        s->before += s->at;
        s->at = 0;
    }
    if (s->buf.len > READ_MAX_ROW) {
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_CELL_LONG,
                (unsigned long long)(READ_MAX_CELL >> 20));
        return false;
    }
    size_t had = s->buf.len; /* double the piece, so that searching again stays cheap */
    do {
        wn_str more = read_text_next(s->text);
        wn_buf_add(&s->buf, more);
        s->no_more = more.len == 0;
    } while (!s->no_more && s->buf.len < 2 * had);
    return true; /* at the end as well: the rest may be a tag */
}

/* Where the markup at s->at ends, which `close` closes; 0: its end is not read yet. */
static size_t end_of(const scanner *s, const char *close, size_t skip)
{
    size_t left = s->buf.len - s->at;
    const char *p = wn_buf_from(&s->buf, s->at).ptr;
    const char *end =
        left > skip ? memmem(p + skip, left - skip, close, strlen(close)) : NULL;

    return end ? (size_t)(end - p) + strlen(close) : 0;
}

/* Where the tag ends: at a '>' outside of quotes. */
static size_t end_of_tag(const scanner *s)
{
    const wn_str rest = wn_buf_from(&s->buf, s->at);
    const char *p = rest.ptr, *end = rest.ptr + rest.len;

    for (char quote = 0; p < end; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '>')
            return (size_t)(p - rest.ptr) + 1;
    }
    return 0;
}

/* Skip what begins with '<'. False: its end is not read yet. */
static bool take_markup(scanner *s)
{
    const char *p = wn_buf_from(&s->buf, s->at).ptr;
    size_t left = s->buf.len - s->at, len;

    if (left < 9 && !s->no_more)
        return false;
    if (left >= 4 && !memcmp(p, "<!--", 4)) {
        len = end_of(s, "-->", 4);
    } else if (left >= 9 && !memcmp(p, "<![CDATA[", 9)) {
        len = end_of(s, "]]>", 9);
        shape_say(s->shape, s->current);
    } else if (left >= 2 && p[1] == '?') {
        len = end_of(s, "?>", 2);
    } else {
        len = end_of_tag(s);
        if (len > 1)
            take_tag(s, (wn_str){p + 1, len - 2}, s->before + s->at);
    }
    s->at += len;
    return len > 0;
}

/* Take the text up to the next tag. False: no tag is read yet. */
static bool take_text(scanner *s)
{
    const char *p = wn_buf_from(&s->buf, s->at).ptr;
    size_t left = s->buf.len - s->at;
    const char *tag = left ? memchr(p, '<', left) : NULL;
    size_t len = tag ? (size_t)(tag - p) : left;
    const char *end = len ? memrchr(p, '\n', len) : NULL;

    if (end)
        s->shape->line_end = s->before + s->at + (size_t)(end - p);
    if (len > 0 && !s->shape->nodes[s->current].is_said &&
        wn_str_trim((wn_str){p, len}).len > 0)
        shape_say(s->shape, s->current);
    s->at += len;
    return tag != NULL;
}

wn_rc xml_shape_read(shape *out, read_text *text, wn_error *err)
{
    scanner s = {.shape = out, .err = err, .text = text};

    shape_init(out, text->input);
    for (bool more = true; more && err->rc >= 0;) {
        while (err->rc >= 0 && take_text(&s) && take_markup(&s))
            ;
        more = refill(&s);
    }
    wn_buf_release(&s.buf);
    return err->rc;
}
