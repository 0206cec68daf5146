/* ole.h - reads streams of a compound file (MS-CFB), the container of old Office
 * documents. */
#ifndef READERS_OLE_H
#define READERS_OLE_H

#include "core/file.h"
#include "core/text.h"

/* Put the bytes of the named stream into out. False: there is no such stream, or the file
 * is broken. `file` is the whole file. */
bool read_ole_stream(wn_str file, const char *name, wn_buf *out);
bool read_ole_has(wn_str file, const char *name);

static inline uint16_t read_u16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t read_u32(const char *p)
{
    return read_u16(p) | (uint32_t)read_u16(p + 2) << 16;
}

#endif
