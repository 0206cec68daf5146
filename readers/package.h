/* package.h - the parts of a zip archive, and the XML in them, as far as sheets need
 * it. */
#ifndef READERS_PACKAGE_H
#define READERS_PACKAGE_H

#include "read.h"

#include <libxml/parser.h>

/* ---- package.c: a zip archive ------------------------------------------------------ */

typedef struct read_package {
    struct zip *zip;
    wn_input *input;
    wn_error *err;
} read_package;

wn_rc read_package_open(read_package *p, wn_input *input, wn_error *err);
bool read_package_has(const read_package *p, const char *name);
size_t read_package_count(const read_package *p);
const char *read_package_name(const read_package *p, size_t number); /* or NULL */
void read_package_close(read_package *p);

/* Open a part as a stream of bytes; close it with read_part_close. NULL: there is no such
 * part, or it cannot be read and err is set. */
typedef struct zip_file read_part;
read_part *read_part_open(read_package *p, const char *name);
read_part *read_part_open_at(read_package *p, size_t number);
/* The unpacked size that the archive states. */
uint64_t read_part_size(const read_package *p, const char *name);
/* Read up to `room` bytes. 0: at the end, or err is set. */
size_t read_part_next(read_package *p, read_part *part, char *to, size_t room);
void read_part_close(read_part *part);

/* ---- sax.c: XML as events, fed piece by piece -------------------------------------- */

/* Attributes as libxml2 gives them: five pointers for each. */
typedef struct read_attrs {
    const xmlChar **items;
    int count;
} read_attrs;

typedef struct read_sax_class {
    void (*start)(void *data, const char *name, const read_attrs *attrs);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, wn_str text);
} read_sax_class;

typedef struct read_sax {
    const read_sax_class *class;
    void *data;
    wn_input *input;
    wn_error *err;
    xmlParserCtxt *parser;
    xmlSAXHandler handler;
    const char *part;  /* the name for messages, or NULL */
    bool strict, last; /* last: nothing follows the bytes that are fed now */
    bool stopped;      /* read_sax_stop was called: the caller knows enough */
} read_sax;

/* `strict`: the bytes are UTF-8, whatever the file declares, and must be well-formed.
 * Else the mistakes that Excel makes are accepted. */
wn_rc read_sax_open(read_sax *s, const read_sax_class *class, void *data, wn_input *input,
                    bool strict, wn_error *err);
/* Feed the next bytes. `last`: nothing follows. False: the parser was stopped, or the XML
 * is broken and err is set. */
bool read_sax_feed(read_sax *s, wn_str bytes, bool last);
void read_sax_stop(read_sax *s);
void read_sax_close(read_sax *s);
/* The value of the attribute with this local name, borrowed; "": there is none. Entities
 * in it are not expanded. In sheets only names hold entities, so the caller expands them
 * there. */
wn_str read_attr(const read_attrs *attrs, const char *name);
/* Feed all bytes of a part. */
wn_rc read_sax_part(read_package *p, const char *name, const read_sax_class *class,
                    void *data);

#endif
