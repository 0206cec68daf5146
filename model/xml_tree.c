/*
 * xml_tree.c - a mapping file from disk to a list of elements, with libxml2.
 *
 * No DTD, no entities, no network: scan.c refuses <!DOCTYPE before libxml2
 * sees it, and libxml2 is told the same.
 */
#include "grammar.h"

#include "core/encoding.h"
#include "core/file.h"

#include <libxml/parser.h>
#include <string.h>

#define MAX_FILE ((size_t)16 << 20)

/* Decode the bytes to UTF-8. An XML declaration that names another encoding is
 * replaced by blanks: from here on the text is UTF-8. */
static bool decode(xml_doc *doc, wn_str bytes)
{
    wn_buf text = {0};
    const char *name = wn_decode_text(bytes, &text);

    if (!name)
        return false;
    doc->text = wn_arena_str(&doc->arena, wn_buf_str(&text));
    wn_buf_release(&text);
    char *start = (char *)(uintptr_t)doc->text.ptr;
    if (doc->text.len > 5 && !memcmp(start, "<?xml", 5)) {
        char *end = memmem(start, doc->text.len, "?>", 2);
        if (end)
            memset(start, ' ', (size_t)(end + 2 - start));
    }
    if (strncmp(name, "utf-", 4) != 0) {
        wn_diag_add(doc->diags, doc->path, 1, 1, 0, WN_STR(""), WN_SAY_XML_READ_AS, name);
        doc->diags->items[doc->diags->count - 1].is_note = true;
        doc->diags->errors--;
    }
    return true;
}

static void fill_values(xml_doc *doc, const xmlNode *xml, size_t *next)
{
    for (; xml; xml = xml->next) {
        if (xml->type != XML_ELEMENT_NODE)
            continue;
        if (*next >= doc->count)
            return;
        xml_node *node = &doc->nodes[(*next)++];
        for (size_t i = 0; i < node->attr_count; i++) {
            wn_str name = wn_arena_str(&doc->arena, node->attrs[i].name);
            xmlChar *value = xmlGetNoNsProp(xml, (const xmlChar *)name.ptr);
            node->attrs[i].value =
                wn_arena_str(&doc->arena, wn_str_of((const char *)value));
            xmlFree(value);
        }
        fill_values(doc, xml->children, next);
    }
}

static void silent(void *context, const char *message, ...)
{
    (void)context, (void)message;
}

static wn_rc parse(xml_doc *doc, const wn_buf *mended)
{
    xmlParserCtxt *context = xmlNewParserCtxt();
    size_t next = 0;

    xmlSetGenericErrorFunc(NULL, silent);
    xmlDoc *xml = xmlCtxtReadMemory(
        context, mended->ptr ? mended->ptr : "", (int)mended->len, NULL, "UTF-8",
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (xml) {
        fill_values(doc, xmlDocGetRootElement(xml), &next);
        xmlFreeDoc(xml);
    } else {
        const xmlError *error = xmlCtxtGetLastError(context);
        uint32_t line = error && error->line > 0 ? (uint32_t)error->line : 1;
        wn_str why = wn_str_trim(wn_str_of(error ? error->message : ""));
        if (doc->diags->errors == 0)
            wn_diag_add(doc->diags, doc->path, line, 1, 0, xml_line(doc, line),
                        WN_SAY_XML_BROKEN, WN_FMT(why));
        xml_forget_nodes(doc);
    }
    xmlFreeParserCtxt(context);
    return xml ? WN_OK : WN_E_MAPPING;
}

/* If the root is not one of the language, the file is another kind of XML: only that is
 * noted, and no other mistakes. */
static wn_rc scan_and_parse(xml_doc *doc)
{
    wn_buf mended = {0};
    size_t count = doc->diags->count, errors = doc->diags->errors;
    wn_rc rc = WN_OK;

    xml_scan(doc, &mended);
    wn_str root = doc->count ? doc->nodes[0].name : WN_STR("");
    if (root.len && !grammar_is_root(root)) {
        doc->diags->count = count;
        doc->diags->errors = errors;
    } else {
        rc = parse(doc, &mended);
    }
    wn_buf_release(&mended);
    return rc;
}

/* A zip, as .xlsx, .ods and archives are, or an .xls? */
static bool is_container(wn_str bytes)
{
    return bytes.len > 4 && (!memcmp(bytes.ptr, "PK\x03\x04", 4) ||
                             !memcmp(bytes.ptr, "\xD0\xCF\x11\xE0", 4));
}

wn_rc xml_parse(xml_doc *doc, const char *name, wn_str bytes, wn_diags *diags)
{
    *doc = (xml_doc){.diags = diags};
    doc->path = (char *)(uintptr_t)wn_arena_str(&diags->arena, wn_str_of(name)).ptr;
    wn_file_sha256(bytes, doc->sha256);
    bool is_packed = is_container(bytes);
    if (!is_packed && decode(doc, bytes))
        return scan_and_parse(doc);
    wn_diag_add(diags, doc->path, 1, 1, 0, WN_STR(""),
                is_packed ? WN_SAY_XML_IS_WORKBOOK : WN_SAY_XML_NOT_TEXT);
    return WN_E_MAPPING;
}

wn_rc xml_load(xml_doc *doc, const char *path, wn_diags *diags)
{
    wn_buf bytes = {0};
    wn_error err = {.lang = diags->lang};
    wn_rc rc = wn_file_read(path, MAX_FILE, WN_E_MAPPING, &bytes, &err);

    if (rc >= 0) {
        rc = xml_parse(doc, path, wn_buf_str(&bytes), diags);
    } else {
        *doc = (xml_doc){.diags = diags};
        doc->path = (char *)(uintptr_t)wn_arena_str(&diags->arena, wn_str_of(path)).ptr;
        wn_diag_add(diags, doc->path, 0, 0, 0, WN_STR(""), WN_SAY_PLAIN, err.text);
    }
    wn_buf_release(&bytes);
    return rc;
}
