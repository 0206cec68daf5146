/*
 * nested.c - in a file of nested values: which places are tables, which table is read,
 * and which values around the records say to whom a record belongs.
 *
 * A place that repeats is a table. Inside a record it is a table only if it has two or
 * more values. A list of single values, perhaps each with its kind ({"type": "work",
 * "value": ..}), is just a cell of the record.
 */
#include "shape.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST_KEYS 8 /* keys taken of each record around */

/* Names of values that only tell the kind of another value; they do not count. */
static const char *const qualifiers[] = {
    "type",      "kind",    "label",   "primary",  "isprimary", "default",
    "isdefault", "rel",     "lang",    "language", "currency",  "unit",
    "category",  "purpose", "system",  "metadata", "use",       "formattedtype",
    "verified",  "context", "ordinal", "art",      "typ",       "tipo",
    "soort",     "类型",    "种类",    "标签",     NULL,
};

/* Names of what identifies a record end like this. */
static const char *const identities[] = {
    "id",   "code", "key",  "number", "no", "nr",   "num",  "name", "guid",
    "uuid", "ref",  "编号", "编码",   "号", "代码", "名称", "姓名", NULL,
};

bool shape_bare_name(wn_str name, char *out, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool is_letter = (c | 32) - 'a' + 0u < 26u || c >= 0x80;
        if (!is_letter && (c < '0' || c > '9'))
            continue;
        if (len + 1 >= room)
            return false;
        out[len++] = (char)(c < 0x80 && is_letter ? c | 32 : c);
    }
    out[len] = '\0';
    return true;
}

static bool is_qualifier(wn_str name)
{
    char bare[32];

    if (!shape_bare_name(name, bare, sizeof(bare)))
        return false;
    for (size_t i = 0; qualifiers[i]; i++)
        if (!strcmp(bare, qualifiers[i]))
            return true;
    return false;
}

static bool is_identity(wn_str name)
{
    for (size_t i = 0; identities[i]; i++) {
        size_t len = strlen(identities[i]);
        if (name.len >= len &&
            !strncasecmp(name.ptr + name.len - len, identities[i], len))
            return true;
    }
    return false;
}

/* ---- tables ----------------------------------------------------------------------- */

/* How many values a place holds, without those of tables inside it. */
static uint32_t count_values(shape *s, const uint32_t *values, uint32_t node)
{
    uint32_t count = 0, child = s->nodes[node].first_child;
    bool has_value = false, has_id = false, has_text = s->nodes[node].filled > 0;

    if (child == SHAPE_NOTHING)
        return 1;
    for (; child != SHAPE_NOTHING; child = s->nodes[child].next) {
        const shape_node *c = &s->nodes[child];
        bool is_plain = c->first_child == SHAPE_NOTHING;
        if (is_qualifier(c->name) || (!is_plain && c->repeats && values[child] > 1))
            continue;
        has_value = has_value || (is_plain && wn_str_equal(c->name, WN_STR("value")));
        has_id = has_id || (is_plain && wn_str_equal_nocase(c->name, WN_STR("id")));
        has_text = has_text && c->is_attribute;
        count += is_plain ? 1 : values[child];
    }
    if (has_text && count < 2) /* an attribute beside text tells its kind */
        return 1;
    return count + (s->nodes[node].filled > 0) - (has_value && has_id);
}

/* Set is_table and list the tables. Returns how many there are. */
static size_t mark_tables(shape *s, uint32_t *tables)
{
    uint32_t *values = wn_alloc(s->count, sizeof(*values));
    bool *inside = wn_alloc(s->count, sizeof(*inside));
    size_t count = 0;

    for (size_t n = s->count; n-- > 1;) /* children have larger numbers */
        values[n] = count_values(s, values, (uint32_t)n);
    for (size_t n = 1; n < s->count && count < SHAPE_MOST_TABLES; n++) {
        shape_node *node = &s->nodes[n];
        inside[n] = inside[node->parent] || s->nodes[node->parent].is_table;
        node->is_table =
            node->first_child != SHAPE_NOTHING &&
            (inside[n] ? node->repeats && values[n] > 1 : node->repeats || node->is_list);
        if (node->is_table)
            tables[count++] = (uint32_t)n;
    }
    free(values);
    free(inside);
    return count;
}

/* Set input->tables, the largest first. So an inner table comes after the one around
 * it. */
static void list_tables(shape *s, uint32_t *tables, size_t count)
{
    wn_input *input = s->input;

    for (size_t i = 1; i < count; i++)
        for (size_t k = i;
             k > 0 && s->nodes[tables[k]].bytes > s->nodes[tables[k - 1]].bytes; k--) {
            uint32_t swap = tables[k];
            tables[k] = tables[k - 1];
            tables[k - 1] = swap;
        }
    if (count == 1 && tables[0] == 1) /* the top itself: it needs no name */
        return;
    input->tables = wn_arena_alloc(&input->arena, (count + 1) * sizeof(wn_table));
    input->table_count = count;
    for (size_t i = 0; i < count; i++)
        input->tables[i] = (wn_table){.name = shape_path(s, tables[i], &input->arena)};
}

/* Does the path end at this node? *whole: it also begins at the top. */
static bool fits(const shape *s, uint32_t node, wn_str path, bool *whole)
{
    for (path = wn_str_trim(path); node != 0 && path.len > 0;
         node = s->nodes[node].parent) {
        wn_str name = s->nodes[node].name;
        size_t before = path.len - name.len;
        if (path.len < name.len || memcmp(path.ptr + before, name.ptr, name.len) != 0 ||
            (before > 0 && path.ptr[before - 1] != '/'))
            return false;
        while (before > 0 && path.ptr[before - 1] == '/')
            before--;
        path = wn_str_trim((wn_str){path.ptr, before});
    }
    *whole = s->nodes[node].parent == 0;
    return path.len == 0;
}

/* The node that a path names. A path from the top comes first; else it may begin
 * anywhere. */
static uint32_t node_of_path(const shape *s, wn_str path)
{
    uint32_t found = SHAPE_NOTHING;
    bool whole = false;

    for (uint32_t n = 1; n < s->count && !whole; n++) {
        bool from_top = false;
        if (!fits(s, n, path, &from_top) || (found != SHAPE_NOTHING && !from_top))
            continue;
        found = n;
        whole = from_top;
    }
    return found;
}

/* Note which tables are inside the records that are read. */
static void note_inner(const shape *s, const uint32_t *tables, size_t count,
                       uint32_t record)
{
    wn_buf names = {0};
    uint64_t records = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t up = s->nodes[tables[i]].parent;
        while (up != 0 && !s->nodes[up].is_table)
            up = s->nodes[up].parent;
        if (up != record)
            continue;
        records += s->nodes[tables[i]].count;
        if (names.len > 400)
            continue;
        wn_buf_format(&names, "%s%.*s (%llu)", names.len ? ", " : "",
                      WN_FMT(s->input->tables[i].name),
                      (unsigned long long)s->nodes[tables[i]].count);
    }
    if (records > 0)
        read_note(s->input, WN_SAY_READ_NOTE_INSIDE, records, wn_buf_str(&names));
    wn_buf_release(&names);
}

/* Note values that stand beside the records and belong to no table. */
static void note_beside(const shape *s, uint32_t record)
{
    wn_buf names = {0};
    wn_arena paths = {0};
    uint64_t values = 0;

    for (size_t n = 1; n < s->count; n++) {
        uint32_t up = (uint32_t)n;
        while (up != 0 && up != record && !s->nodes[up].is_table)
            up = s->nodes[up].parent;
        if (up != 0 || s->nodes[n].filled == 0)
            continue;
        wn_str path = shape_path(s, (uint32_t)n, &paths);
        values += s->nodes[n].filled;
        if (names.len + path.len < 200)
            wn_buf_format(&names, "%s%.*s", names.len ? ", " : "", WN_FMT(path));
    }
    if (values > 0)
        read_note(s->input, WN_SAY_READ_NOTE_LOOSE, values, wn_buf_str(&names));
    wn_buf_release(&names);
    wn_arena_release(&paths);
}

wn_rc shape_choose(shape *s, uint32_t alone, uint32_t *node_out, wn_error *err)
{
    uint32_t tables[SHAPE_MOST_TABLES];
    wn_input *input = s->input;

    *node_out = alone;
    input->table_count = input->table = 0;
    if (input->records.len > 0) {
        *node_out = node_of_path(s, input->records);
        return WN_OK;
    }
    size_t count = mark_tables(s, tables);
    list_tables(s, tables, count);
    if (input->table_count > 0 && read_choose_table(input, err) < 0)
        return err->rc;
    if (count > 0) {
        *node_out = tables[input->table];
        note_inner(s, tables, count, *node_out);
    }
    if (*node_out != SHAPE_NOTHING)
        note_beside(s, *node_out);
    return WN_OK;
}

/* ---- keys ------------------------------------------------------------------------- */

static int rank_of(const shape_node *n)
{
    return 2 * is_identity(n->name) + n->is_attribute;
}

static void add_key(shape *s, shape_keys *out, uint32_t node, int up)
{
    wn_buf column = {0};

    for (int i = 0; i < up; i++)
        wn_buf_add(&column, WN_STR("../"));
    wn_buf_add(&column, s->nodes[node].name);
    out->items = wn_grow(out->items, out->count, &out->room, sizeof(*out->items));
    out->items[out->count++] = (shape_key){
        node, s->nodes[node].parent, wn_arena_str(&s->input->arena, wn_buf_str(&column))};
    s->nodes[s->nodes[node].parent].is_around = true;
    wn_buf_release(&column);
}

/* Add keys of `owner`: values that all its occurrences have; if there are none, the other
 * values. */
static void add_keys(shape *s, uint32_t record, shape_keys *out, uint32_t owner, int up,
                     bool all)
{
    for (int part = 0; part < 2; part++) {
        size_t before = out->count;
        for (int rank = all ? 0 : 3; rank >= 0; rank--)
            for (uint32_t c = s->nodes[owner].first_child; c != SHAPE_NOTHING;
                 c = s->nodes[c].next) {
                const shape_node *n = &s->nodes[c];
                bool always = n->filled == s->nodes[owner].count;
                if (!n->has_text || n->repeats || n->is_table || c == record)
                    continue;
                if (all || (rank_of(n) == rank && always == (part == 0) &&
                            out->count < before + MOST_KEYS))
                    add_key(s, out, c, up);
            }
        if (all || out->count > before)
            return;
    }
}

void shape_find_keys(shape *s, uint32_t record, bool all, shape_keys *out)
{
    int up = 1;

    for (uint32_t at = s->nodes[record].parent; at != 0; at = s->nodes[at].parent) {
        if (all || s->nodes[at].repeats || s->nodes[at].is_list)
            add_keys(s, record, out, at, up, all);
        up++;
    }
}
