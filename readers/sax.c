/*
 * sax.c - XML as events, with libxml2's push parser.
 *
 * A DTD stops the parser at once. So there are no entities to expand or to fetch, except
 * &amp; and the like; in attributes these are expanded only with the option NOENT.
 */
#include "package.h"

#include "core/fail.h"

#include <libxml/parserInternals.h>
#include <string.h>

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int ns_count, const xmlChar **ns, int count,
                     int defaulted, const xmlChar **attributes)
{
    read_sax *s = ((xmlParserCtxt *)context)->_private;
    read_attrs attrs = {attributes, count};

    (void)prefix, (void)uri, (void)ns_count, (void)ns, (void)defaulted;
    if (!s->stopped)
        s->class->start(s->data, (const char *)name, &attrs);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    read_sax *s = ((xmlParserCtxt *)context)->_private;

    (void)prefix, (void)uri;
    if (!s->stopped)
        s->class->end(s->data, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    read_sax *s = ((xmlParserCtxt *)context)->_private;

    if (!s->stopped)
        s->class->text(s->data, (wn_str){(const char *)text, (size_t)len});
}

static void on_dtd(void *context, const xmlChar *name, const xmlChar *external,
                   const xmlChar *system)
{
    read_sax *s = ((xmlParserCtxt *)context)->_private;

    (void)name, (void)external, (void)system;
    wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_XML_DTD, s->input->path);
    read_sax_stop(s);
}

/* Is it a mistake that Excel itself makes: a control character, a prefix without a
 * namespace? */
static bool is_harmless(const xmlError *e)
{
    return e->level < XML_ERR_ERROR || e->code == XML_ERR_INVALID_CHAR ||
           e->code == XML_ERR_INVALID_CHARREF || e->domain == XML_FROM_NAMESPACE;
}

static void on_error(void *data, xmlErrorPtr error)
{
    read_sax *s = ((xmlParserCtxt *)data)->_private;

    if (s->stopped || (s->strict ? error->level < XML_ERR_ERROR : is_harmless(error)))
        return;
    wn_str why = wn_str_trim(wn_str_of(error->message ? error->message : "?"));
    if (s->last)
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_XML_CUT, s->input->path);
    else
        wn_fail(s->err, WN_E_SOURCE, WN_SAY_READ_XML_BROKEN, WN_FMT(why));
    wn_error_at(s->err, s->input->path,
                !s->part && error->line > 0 ? (uint64_t)error->line : 0);
    read_sax_stop(s);
}

wn_rc read_sax_open(read_sax *s, const read_sax_class *class, void *data, wn_input *input,
                    bool strict, wn_error *err)
{
    *s = (read_sax){
        .class = class, .data = data, .input = input, .err = err, .strict = strict};
    s->handler = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                 .startElementNs = on_start,
                                 .endElementNs = on_end,
                                 .characters = on_text,
                                 .ignorableWhitespace = on_text,
                                 .cdataBlock = on_text,
                                 .internalSubset = on_dtd,
                                 .serror = (xmlStructuredErrorFunc)on_error};
    s->parser = xmlCreatePushParserCtxt(&s->handler, NULL, NULL, 0, NULL);
    if (!s->parser)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_XML_CUT, input->path);
    s->parser->_private = s;
    xmlCtxtUseOptions(s->parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT |
                                     (strict ? XML_PARSE_IGNORE_ENC : XML_PARSE_RECOVER));
    return WN_OK;
}

void read_sax_stop(read_sax *s)
{
    s->stopped = true;
    xmlStopParser(s->parser);
}

bool read_sax_feed(read_sax *s, wn_str bytes, bool last)
{
    s->last = last && bytes.len == 0;
    do {
        size_t some = bytes.len < (1u << 30) ? bytes.len : 1u << 30;
        xmlParseChunk(s->parser, bytes.ptr, (int)some, last && some == bytes.len);
        bytes = (wn_str){bytes.ptr + some, bytes.len - some};
    } while (!s->stopped && bytes.len > 0);
    return !s->stopped;
}

void read_sax_close(read_sax *s)
{
    if (s->parser) {
        if (s->parser->myDoc)
            xmlFreeDoc(s->parser->myDoc);
        xmlFreeParserCtxt(s->parser);
    }
    s->parser = NULL;
}

wn_str read_attr(const read_attrs *attrs, const char *name)
{
    for (int i = 0; i < attrs->count; i++) {
        const xmlChar **a = attrs->items + 5 * i;
        if (!strcmp((const char *)a[0], name))
            return (wn_str){(const char *)a[3], (size_t)(a[4] - a[3])};
    }
    return WN_STR("");
}

wn_rc read_sax_part(read_package *p, const char *name, const read_sax_class *class,
                    void *data)
{
    read_sax s = {0};
    char chunk[65536];
    size_t got;
    read_part *part = read_part_open(p, name);

    if (!part)
        return p->err->rc;
    read_sax_open(&s, class, data, p->input, false, p->err);
    s.part = name;
    do {
        got = read_part_next(p, part, chunk, sizeof(chunk));
    } while (p->err->rc >= 0 && read_sax_feed(&s, (wn_str){chunk, got}, got == 0) && got);
    read_sax_close(&s);
    read_part_close(part);
    return p->err->rc;
}
