/*
 * scan.c - the mistakes that people make when they edit XML by hand.
 *
 * A parser says "AttValue: \" or ' expected" and stops. This scanner knows
 * the mistakes that admins really make (an & in a name, Chinese quotation
 * marks, a quote or a slash forgotten), says each in plain words at its
 * place, and mends the text so that the rest of the file is checked too.
 * libxml2 then parses the mended text: what it accepts is what counts.
 */
#include "xml_tree.h"

#include "core/memory.h"

#include <string.h>

typedef struct scan {
    xml_doc *doc;
    wn_str text;
    size_t at;         /* offset of the cursor */
    uint32_t line;     /* line number of the cursor */
    size_t line_start; /* offset of that line's first byte */
    struct {
        size_t start, at;
        uint32_t column;
    } last; /* the last column computed, so that a long line is counted only once */
    wn_buf *out;
    int open[64]; /* nodes not yet closed */
    size_t depth;
    bool cut_off; /* a comment that nobody ends swallowed the rest */
    struct {
        wn_str name;
        size_t at;
        bool is_end;
    } ahead[8]; /* by name: the next tag of it, so that each is looked for once */
} scan;

static bool ends(const scan *s)
{
    return s->at >= s->text.len;
}

static char peek(const scan *s)
{
    return ends(s) ? '\0' : s->text.ptr[s->at];
}

static bool looks_at(const scan *s, const char *word)
{
    size_t len = strlen(word);

    return s->text.len - s->at >= len && !memcmp(s->text.ptr + s->at, word, len);
}

/* Move over one byte; `copy`: append it to the output. */
static void skip(scan *s, bool copy)
{
    char c = s->text.ptr[s->at++];

    if (copy || c == '\n')
        wn_buf_char(s->out, c);
    if (c == '\n') {
        s->line++;
        s->line_start = s->at;
    }
}

static void skip_many(scan *s, size_t count, bool copy)
{
    while (count-- > 0 && !ends(s))
        skip(s, copy);
}

/* The line of a byte at or before the cursor, and where that line starts. */
static uint32_t line_of(const scan *s, size_t at, size_t *start)
{
    uint32_t line = s->line;

    *start = s->line_start;
    while (at < *start) {
        line--;
        for (--*start; *start > 0 && s->text.ptr[*start - 1] != '\n';)
            --*start;
    }
    return line;
}

static uint32_t column_of(scan *s, size_t at)
{
    size_t start;

    line_of(s, at, &start);
    if (s->last.column == 0 || s->last.start != start || s->last.at > at) {
        s->last.at = s->last.start = start;
        s->last.column = 1;
    }
    s->last.column +=
        (uint32_t)wn_utf8_count((wn_str){s->text.ptr + s->last.at, at - s->last.at});
    s->last.at = at;
    return s->last.column;
}

#define note(s, position, width, ...)                                                    \
    wn_diag_add((s)->doc->diags, (s)->doc->path, line_of((s), (position), &(size_t){0}), \
                column_of((s), (position)), (uint32_t)(width),                           \
                xml_line((s)->doc, line_of((s), (position), &(size_t){0})), __VA_ARGS__)

static bool is_name_char(char c)
{
    unsigned char u = (unsigned char)c;

    return u >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The length of the full-width or curly mark at the cursor that somebody typed
 * instead of the ASCII mark; 0: there is none. */
static size_t wide_mark(const scan *s, char ascii)
{
    static const struct {
        char ascii;
        const char *wide;
    } marks[] = {
        {'"', "“"},  {'"', "”"},  {'"', "＂"}, {'"', "‘"},  {'"', "’"},
        {'=', "＝"}, {'=', "："}, {'/', "／"}, {'>', "＞"}, {'<', "＜"},
    };

    for (size_t i = 0; i < WN_COUNT(marks); i++)
        if (marks[i].ascii == ascii && looks_at(s, marks[i].wide))
            return strlen(marks[i].wide);
    return 0;
}

static void scan_comment(scan *s)
{
    const char *text = s->text.ptr;

    if (!memmem(text + s->at, s->text.len - s->at, "-->", 3)) {
        note(s, s->at, 4, WN_SAY_XML_COMMENT_OPEN);
        while (!ends(s))
            skip(s, false);
        s->cut_off = true;
        return;
    }
    skip_many(s, 4, true);
    while (!ends(s) && !looks_at(s, "-->")) {
        if (looks_at(s, "--")) {
            note(s, s->at, 2, WN_SAY_XML_COMMENT_DASHES);
            while (peek(s) == '-' && !looks_at(s, "-->")) {
                skip(s, false);
                wn_buf_char(s->out, '=');
            }
            continue;
        }
        skip(s, true);
    }
    skip_many(s, 3, true);
}

/* <?xml ...?> and the like: it ends in its line. */
static void scan_instruction(scan *s)
{
    size_t start = s->at;

    while (!ends(s) && !looks_at(s, "?>") && peek(s) != '\n')
        skip(s, false);
    wn_str all = {s->text.ptr + start, s->at - start};
    if (peek(s) == '\n' || ends(s)) {
        note(s, start, 2, WN_SAY_XML_INSTRUCTION_OPEN);
        return;
    }
    wn_buf_add(s->out, all);
    skip_many(s, 2, true);
}

static bool is_reference(const scan *s)
{
    static const char *const known[] = {"&amp;",  "&lt;",   "&gt;",
                                        "&quot;", "&apos;", "&#"};

    for (size_t i = 0; i < WN_COUNT(known); i++)
        if (looks_at(s, known[i]))
            return true;
    return false;
}

/* Copy the bytes of a value up to `end`, with & and < mended. Inside 'single' quotation
 * marks a double one is part of the value; elsewhere it is a mistake. */
static void copy_value(scan *s, size_t end, char quote)
{
    while (s->at < end) {
        if (peek(s) == '&' && !is_reference(s)) {
            note(s, s->at, 1, WN_SAY_XML_AMPERSAND);
            skip(s, true);
            wn_buf_add(s->out, WN_STR("amp;"));
        } else if (peek(s) == '<') {
            note(s, s->at, 1, WN_SAY_XML_LESS_THAN);
            skip(s, false);
            wn_buf_add(s->out, WN_STR("&lt;"));
        } else {
            bool marks = peek(s) == '"';
            if (marks && quote == '\'')
                wn_buf_add(s->out, WN_STR("&quot;"));
            skip(s, !marks);
        }
    }
}

/*
 * A value that swallowed the next attribute's name: from="A  to=" ends in
 * `to=`, and the next value follows at once. Returns where the value really ends, or
 * `end` when it is whole, as in from="Rate =" to="rate".
 */
static size_t swallowed(const scan *s, size_t start, size_t end)
{
    size_t at = end;
    char behind = end + 1 < s->text.len ? s->text.ptr[end + 1] : '>';

    if (is_blank(behind) || behind == '/' || behind == '>' || behind == '?')
        return end;
    while (at > start && is_blank(s->text.ptr[at - 1]))
        at--;
    if (at == start || s->text.ptr[at - 1] != '=')
        return end;
    at--;
    while (at > start && is_name_char(s->text.ptr[at - 1]))
        at--;
    if (at == start || !is_blank(s->text.ptr[at - 1]))
        return end;
    while (at > start && is_blank(s->text.ptr[at - 1]))
        at--;
    return at;
}

/* Where the quoted value that starts here ends: at its quote, or where the
 * line makes clear that the quote was forgotten. */
static size_t value_end(const scan *s, char quote, bool *closed)
{
    size_t at = s->at;

    while (at < s->text.len && s->text.ptr[at] != quote && s->text.ptr[at] != '\n')
        at++;
    *closed = at < s->text.len && s->text.ptr[at] == quote;
    size_t end = *closed ? swallowed(s, s->at, at) : at;
    if (end != at)
        *closed = false;
    while (!*closed && end > s->at && strchr("/> \r\t", s->text.ptr[end - 1]))
        end--;
    return end;
}

static void scan_value(scan *s, xml_attr *attr, size_t name_at)
{
    size_t wide = wide_mark(s, '"'), end;
    bool closed = true;

    if (wide) {
        note(s, s->at, 1, WN_SAY_XML_WIDE_QUOTE);
        skip_many(s, wide, false);
        for (end = s->at;
             end < s->text.len && s->text.ptr[end] != '\n' && s->text.ptr[end] != '"';
             end++) {
            scan ahead = *s;
            ahead.at = end;
            if (wide_mark(&ahead, '"'))
                break;
        }
        wn_buf_char(s->out, '"');
        copy_value(s, end, '"');
        skip_many(s, peek(s) == '"' ? 1 : wide_mark(s, '"'), false);
    } else if (peek(s) == '"' || peek(s) == '\'') {
        char quote = peek(s);
        skip(s, false);
        wn_buf_char(s->out, '"');
        end = value_end(s, quote, &closed);
        if (!closed)
            note(s, name_at, s->at - name_at, WN_SAY_XML_QUOTE_MISSING,
                 WN_FMT(attr->name));
        copy_value(s, end, quote);
        if (closed)
            skip(s, false);
    } else {
        note(s, s->at, 1, WN_SAY_XML_NO_QUOTES, WN_FMT(attr->name));
        for (end = s->at; end < s->text.len && !is_blank(s->text.ptr[end]) &&
                          !strchr("/>", s->text.ptr[end]);
             end++)
            ;
        wn_buf_char(s->out, '"');
        copy_value(s, end, '"');
    }
    wn_buf_char(s->out, '"');
}

static void scan_attr(scan *s, xml_node *node)
{
    size_t name_at = s->at;
    uint32_t line = s->line, column = column_of(s, s->at);

    while (!ends(s) && is_name_char(peek(s)) && !wide_mark(s, '=') && !wide_mark(s, '"'))
        s->at++;
    xml_attr attr = {
        .name = {s->text.ptr + name_at, s->at - name_at}, .line = line, .column = column};
    bool repeated = xml_attr_find(node, wn_arena_str(&s->doc->arena, attr.name).ptr);
    size_t mended_from = s->out->len;
    wn_buf_add(s->out, attr.name);
    while (is_blank(peek(s)))
        skip(s, false);
    size_t wide = wide_mark(s, '=');
    if (wide)
        note(s, s->at, 1, WN_SAY_XML_WIDE_MARK, "=");
    if (wide || peek(s) == '=')
        skip_many(s, wide ? wide : 1, false);
    else
        note(s, name_at, attr.name.len, WN_SAY_XML_NO_EQUALS, WN_FMT(attr.name));
    wn_buf_char(s->out, '=');
    while (is_blank(peek(s)))
        skip(s, false);
    scan_value(s, &attr, name_at);
    attr.width = line == s->line ? column_of(s, s->at) - column : 1;
    if (repeated) {
        note(s, name_at, attr.width, WN_SAY_XML_ATTR_TWICE, WN_FMT(attr.name));
        s->out->len = mended_from; /* leave it out: libxml2 would stop here */
        return;
    }
    wn_buf_char(s->out, ' ');
    node->attrs = wn_realloc(node->attrs, node->attr_count + 1, sizeof(*node->attrs));
    node->attrs[node->attr_count++] = attr;
}

/* <field to="name">Name</field>: the element takes no text. Skip it and the end tag. */
static bool scan_content(scan *s, wn_str name)
{
    wn_str rest = {s->text.ptr + s->at, s->text.len - s->at};
    const char *tag = memchr(rest.ptr, '<', rest.len);
    size_t len = tag ? (size_t)(tag - rest.ptr) : 0;

    if (wn_str_trim((wn_str){rest.ptr, len}).len == 0 || rest.len < len + name.len + 3 ||
        tag[1] != '/' || memcmp(tag + 2, name.ptr, name.len) != 0 ||
        tag[2 + name.len] != '>')
        return false;
    note(s, s->at, wn_utf8_count((wn_str){rest.ptr, len}), WN_SAY_XML_TEXT_IN,
         WN_FMT(name));
    skip_many(s, len + name.len + 3, false);
    return true;
}

/* After the attributes: "/>", ">", or neither. True when the tag closes itself. */
static bool scan_tag_end(scan *s, const xml_node *node, size_t tag_at)
{
    bool empty = peek(s) == '/' || wide_mark(s, '/'),
         container = xml_is_container(node->name);

    if (empty)
        skip_many(s, peek(s) == '/' ? 1 : wide_mark(s, '/'), false);
    if (peek(s) == '>' || wide_mark(s, '>'))
        skip_many(s, peek(s) == '>' ? 1 : wide_mark(s, '>'), false);
    else
        note(s, tag_at, node->name.len + 1, WN_SAY_XML_TAG_OPEN, WN_FMT(node->name));
    if (!empty && !container) {
        size_t after = s->at;
        while (after < s->text.len && is_blank(s->text.ptr[after]))
            after++;
        if (scan_content(s, node->name))
            empty = true;
        else if (s->text.len - after < 2 || memcmp(s->text.ptr + after, "</", 2) != 0 ||
                 s->text.len - after < 2 + node->name.len ||
                 memcmp(s->text.ptr + after + 2, node->name.ptr, node->name.len) != 0) {
            note(s, s->at > tag_at ? s->at - 1 : tag_at, 1, WN_SAY_XML_SLASH_MISSING,
                 WN_FMT(node->name));
            empty = true;
        }
    }
    wn_buf_add(s->out, empty ? WN_STR("/>") : WN_STR(">"));
    return empty;
}

/* ---- end tags that are missing --------------------------------------------------- */

static wn_str name_of(const scan *s, size_t depth)
{
    return s->doc->nodes[s->open[depth]].name;
}

/* Where the next tag of this name begins, or the text ends; is it an end tag? */
static size_t next_tag(const scan *s, wn_str name, size_t from, bool *is_end)
{
    const char *text = s->text.ptr;
    size_t len = s->text.len;

    for (size_t at = from; at < len; at++) {
        const char *found = memchr(text + at, '<', len - at);
        if (!found)
            break;
        at = (size_t)(found - text);
        *is_end = at + 1 < len && text[at + 1] == '/';
        size_t begins = at + 1 + *is_end, ends = begins + name.len;
        if (ends < len && !memcmp(text + begins, name.ptr, name.len) &&
            !is_name_char(text[ends]))
            return at;
    }
    *is_end = false;
    return len;
}

/* Is the innermost open element never closed? So it is when the next tag of its name does
 * not end it. */
static bool lacks_end(scan *s)
{
    wn_str name = name_of(s, s->depth - 1);
    size_t i = 0;

    while (i + 1 < WN_COUNT(s->ahead) && s->ahead[i].name.len > 0 &&
           !wn_str_equal(s->ahead[i].name, name))
        i++;
    if (!wn_str_equal(s->ahead[i].name, name) || s->ahead[i].at < s->at) {
        s->ahead[i].name = name;
        s->ahead[i].at = next_tag(s, name, s->at, &s->ahead[i].is_end);
    }
    return !s->ahead[i].is_end;
}

/* Close the innermost open element here, and say that its end tag is missing. */
static void close_missing(scan *s, size_t at, size_t width)
{
    const xml_node *node = &s->doc->nodes[s->open[--s->depth]];

    note(s, at, width, WN_SAY_XML_NEVER_CLOSED, WN_FMT(node->name), WN_FMT(node->name),
         node->line);
    wn_buf_format(s->out, "</%.*s>", WN_FMT(node->name));
}

/* An element begins. If it cannot stand in the one that is open, but in one around that,
 * the end tag between them may be missing. */
static void close_before(scan *s, wn_str name)
{
    size_t depth = s->depth;

    while (depth > 0 && !xml_may_hold(name_of(s, depth - 1), name))
        depth--;
    while (depth > 0 && s->depth > depth && lacks_end(s))
        close_missing(s, s->at, name.len + 1);
}

static void scan_start_tag(scan *s)
{
    xml_doc *doc = s->doc;
    size_t tag_at = s->at, name_end = s->at + 1;

    while (name_end < s->text.len && is_blank(s->text.ptr[name_end]))
        name_end++;
    size_t blanks = name_end - tag_at - 1;
    while (name_end < s->text.len && is_name_char(s->text.ptr[name_end]))
        name_end++;
    wn_str name = {s->text.ptr + tag_at + 1 + blanks, name_end - tag_at - 1 - blanks};
    wn_str proper = xml_proper(name);
    if (blanks > 0)
        note(s, tag_at, 1, WN_SAY_XML_BLANK, WN_FMT(name));
    if (!wn_str_equal(name, proper))
        note(s, tag_at, name_end - tag_at, WN_SAY_XML_CAPITALS, WN_FMT(name),
             WN_FMT(proper));
    close_before(s, proper);
    xml_node node = {.parent = s->depth ? s->open[s->depth - 1] : -1,
                     .line = s->line,
                     .column = column_of(s, s->at)};

    skip(s, true);
    while (s->at < name_end)
        skip(s, false);
    wn_buf_add(s->out, proper);
    node.name = proper;
    wn_buf_char(s->out, ' ');
    for (;;) {
        while (is_blank(peek(s)))
            skip(s, false);
        if (ends(s) || strchr("/><", peek(s)) || wide_mark(s, '/') || wide_mark(s, '>'))
            break;
        if (is_name_char(peek(s)) && !wide_mark(s, '"')) {
            scan_attr(s, &node);
        } else {
            note(s, s->at, 1, WN_SAY_XML_STRAY);
            skip(s, false);
            while ((peek(s) & 0xC0) == 0x80)
                skip(s, false);
        }
    }
    bool empty = scan_tag_end(s, &node, tag_at);
    doc->nodes = wn_grow(doc->nodes, doc->count, &doc->room, sizeof(*doc->nodes));
    doc->nodes[doc->count] = node;
    if (!empty && s->depth < WN_COUNT(s->open))
        s->open[s->depth++] = (int)doc->count;
    doc->count++;
}

static void scan_end_tag(scan *s)
{
    size_t tag_at = s->at, at = s->at + 2;

    while (at < s->text.len && is_name_char(s->text.ptr[at]))
        at++;
    wn_str name = {s->text.ptr + tag_at + 2, at - tag_at - 2};
    size_t depth = s->depth;
    while (depth > 0 && !wn_str_equal(name_of(s, depth - 1), name))
        depth--;
    bool fits = depth > 0;
    if (!fits && s->depth > 0 && wn_edits(name_of(s, s->depth - 1), name) <= 2) {
        note(s, tag_at, name.len + 2, WN_SAY_XML_END_OTHER, WN_FMT(name),
             WN_FMT(name_of(s, s->depth - 1)));
        s->depth--;
        wn_buf_format(s->out, "</%.*s", WN_FMT(name_of(s, s->depth)));
        skip_many(s, at - tag_at, false);
        while (!ends(s) && peek(s) != '>' && peek(s) != '<' && peek(s) != '\n')
            skip(s, false);
        skip_many(s, peek(s) == '>', false);
        wn_buf_char(s->out, '>');
        return;
    }
    while (fits && s->depth > depth)
        close_missing(s, tag_at, name.len + 2);
    if (!fits)
        note(s, tag_at, name.len + 2, WN_SAY_XML_END_UNEXPECTED, WN_FMT(name));
    skip_many(s, at - tag_at, fits);
    while (!ends(s) && peek(s) != '>' && peek(s) != '<' && peek(s) != '\n')
        skip(s, false);
    if (peek(s) == '>')
        skip(s, fits);
    else if (fits)
        wn_buf_char(s->out, '>');
    if (fits)
        s->depth--;
}

static void scan_text(scan *s)
{
    size_t start = s->at;
    bool stray = false;

    while (!ends(s) && peek(s) != '<' && peek(s) != '\n') {
        stray = stray || !is_blank(peek(s));
        s->at++;
    }
    if (stray)
        note(s, start, wn_utf8_count((wn_str){s->text.ptr + start, s->at - start}),
             WN_SAY_XML_TEXT_OUTSIDE);
    if (peek(s) == '\n')
        skip(s, true);
}

void xml_scan(xml_doc *doc, wn_buf *mended)
{
    scan s = {.doc = doc, .text = doc->text, .line = 1, .out = mended};

    while (!ends(&s)) {
        if (looks_at(&s, "<!--"))
            scan_comment(&s);
        else if (looks_at(&s, "<?"))
            scan_instruction(&s);
        else if (looks_at(&s, "<!")) {
            note(&s, s.at, 2, WN_SAY_XML_DTD);
            while (!ends(&s) && peek(&s) != '>')
                skip(&s, false);
            skip_many(&s, 1, false);
        } else if (looks_at(&s, "</"))
            scan_end_tag(&s);
        else if (peek(&s) == '<')
            scan_start_tag(&s);
        else
            scan_text(&s);
    }
    size_t last = s.at;
    while (last > 0 && is_blank(s.text.ptr[last - 1]))
        last--;
    for (; s.depth > 0; s.depth--) {
        const xml_node *node = &doc->nodes[s.open[s.depth - 1]];
        if (!s.cut_off)
            note(&s, last ? last - 1 : 0, 1, WN_SAY_XML_END_MISSING, WN_FMT(node->name),
                 WN_FMT(node->name), node->line);
        wn_buf_format(mended, "</%.*s>", WN_FMT(node->name));
    }
}
