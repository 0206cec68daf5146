/* package.h - parts of a zip archive, and XML in them, as it is needed to read sheets. */
#ifndef READERS_PACKAGE_H
#define READERS_PACKAGE_H

#include "read.h"

#include <libxml/parser.h>

/* ---- package.c: a zip archive --------------------------------------------------------
 */

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

/* A part as a stream of bytes. NULL: there is none, or it cannot be read and err says so.
 */
typedef struct zip_file read_part;
read_part *read_part_open(read_package *p, const char *name);
read_part *read_part_open_at(read_package *p, size_t number);
/* What the archive says of its size, unpacked. */
uint64_t read_part_size(const read_package *p, const char *name);
/* Up to `room` bytes; 0 at the end, or when err says why not. */
size_t read_part_next(read_package *p, read_part *part, char *to, size_t room);
void read_part_close(read_part *part);

/* ---- sax.c: XML as events, fed piece by piece -----------------------------------------
 */

/* Attributes as libxml2 gives them: five pointers each. */
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
    const char *part;  /* name for messages, or NULL */
    bool strict, last; /* last: nothing follows what is fed now */
    bool stopped;      /* by read_sax_stop: enough is known */
} read_sax;

/* `strict`: what is fed is UTF-8, whatever the file says, and must be well-formed to the
 * letter; else mistakes that Excel makes are passed over. */
wn_rc read_sax_open(read_sax *s, const read_sax_class *class, void *data, wn_input *input,
                    bool strict, wn_error *err);
/* `last`: nothing follows. False: stopped, or broken and err says so. */
bool read_sax_feed(read_sax *s, wn_str bytes, bool last);
void read_sax_stop(read_sax *s);
void read_sax_close(read_sax *s);
/* The attribute of that local name; "" where there is none. Entities in it are left to
 * the caller: there are none in what sheets say in attributes but names. */
wn_str read_attr(const read_attrs *attrs, const char *name);
/* Feed a whole part. */
wn_rc read_sax_part(read_package *p, const char *name, const read_sax_class *class,
                    void *data);

#endif
