/* xml_node.c - looks up attributes and lines of a document. */
#include "xml_tree.h"

#include <stdlib.h>

wn_str xml_line(xml_doc *doc, uint32_t line)
{
    wn_str rest = doc->text, found = WN_STR("");
    uint32_t from = 0;

    if (doc->last_line > 0 && line == doc->last_line)
        return doc->last;
    if (doc->last_line > 0 && line > doc->last_line) { /* mistakes are noted in order */
        size_t gone = (size_t)(doc->last.ptr - doc->text.ptr);
        rest = (wn_str){doc->last.ptr, doc->text.len - gone};
        from = doc->last_line - 1;
    }
    for (uint32_t i = from; i < line; i++)
        found = wn_str_cut(&rest, WN_STR("\n"));
    if (found.len > 0 && found.ptr[found.len - 1] == '\r')
        found.len--;
    if (found.len > 0) {
        doc->last = found;
        doc->last_line = line;
    }
    return found;
}

const xml_attr *xml_attr_find(const xml_node *node, const char *name)
{
    for (size_t i = 0; i < node->attr_count; i++)
        if (wn_str_equal(node->attrs[i].name, wn_str_of(name)))
            return &node->attrs[i];
    return NULL;
}

wn_str node_text(const xml_node *node, const char *name)
{
    const xml_attr *attr = xml_attr_find(node, name);

    return attr ? attr->value : WN_STR("");
}

void xml_forget_nodes(xml_doc *doc)
{
    for (size_t i = 0; i < doc->count; i++)
        free(doc->nodes[i].attrs);
    doc->count = 0;
}

void xml_release(xml_doc *doc)
{
    xml_forget_nodes(doc);
    free(doc->nodes);
    wn_arena_release(&doc->arena);
    *doc = (xml_doc){0};
}
