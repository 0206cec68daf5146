/*
 * wrap.c - puts fuzzed bytes into containers, so that a changed byte changes a cell
 * and not a checksum: a zip archive around the parts of a workbook, a compound file
 * around a stream.
 */
#include "targets.h"

#include "core/memory.h"

#include <string.h>

static void add_u16(wn_buf *out, unsigned n)
{
    wn_buf_char(out, (char)(n & 0xFF));
    wn_buf_char(out, (char)(n >> 8 & 0xFF));
}

static void add_u32(wn_buf *out, uint32_t n)
{
    add_u16(out, n & 0xFFFF);
    add_u16(out, n >> 16);
}

static void add_fill(wn_buf *out, char c, size_t count)
{
    memset(wn_buf_reserve(out, count), c, count);
    out->len += count;
}

/* ---- zip ------------------------------------------------------------------------- */

static uint32_t crc_of(wn_str bytes)
{
    uint32_t crc = ~0u;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

/* Add the members that local and central headers have in common, from the version on. */
static void add_facts(wn_buf *out, wn_str name, wn_str body)
{
    add_u16(out, 20);
    add_u16(out, 1 << 11); /* the name is UTF-8 */
    add_u16(out, 0);       /* stored */
    add_u32(out, 0);       /* time, date */
    add_u32(out, crc_of(body));
    add_u32(out, (uint32_t)body.len);
    add_u32(out, (uint32_t)body.len);
    add_u16(out, (unsigned)name.len);
    add_u16(out, 0);
}

static void add_member(wn_buf *out, wn_buf *list, unsigned *count, wn_str name,
                       wn_str body)
{
    uint32_t at = (uint32_t)out->len;

    if (name.len == 0 || name.len > 200 || *count == 100)
        return;
    wn_buf_add(out, WN_STR("PK\3\4"));
    add_facts(out, name, body);
    wn_buf_add(out, name);
    wn_buf_add(out, body);
    wn_buf_add(list, WN_STR("PK\1\2"));
    add_u16(list, 20);
    add_facts(list, name, body);
    add_fill(list, 0, 10); /* comment, disk, attributes */
    add_u32(list, at);
    wn_buf_add(list, name);
    ++*count;
}

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const struct {
    const char *name, *body;
} workbook[] = {
    {"[Content_Types].xml", "<Types/>"},
    {"_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
                    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"xl/workbook.xml",
     "<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"A\" sheetId=\"1\" "
     "r:id=\"r1\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE "/worksheet\" "
     "Target=\"sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" OFFICE "/worksheet\" "
     "Target=\"sheet2.xml\"/><Relationship Id=\"r3\" Type=\"" OFFICE "/styles\" "
     "Target=\"styles.xml\"/><Relationship Id=\"r4\" Type=\"" OFFICE "/sharedStrings\" "
     "Target=\"sharedStrings.xml\"/></Relationships>"}};

void fuzz_wrap_zip(wn_str parts, wn_buf *out)
{
    wn_str rest = parts, name, body;
    wn_buf list = {0};
    unsigned count = 0;

    while (fuzz_next_part(&rest, &name, &body))
        add_member(out, &list, &count, name.len ? name : WN_STR("xl/sheet1.xml"), body);
    for (size_t i = 0; i < WN_COUNT(workbook); i++)
        if (fuzz_part(parts, workbook[i].name).len == 0)
            add_member(out, &list, &count, wn_str_of(workbook[i].name),
                       wn_str_of(workbook[i].body));
    uint32_t at = (uint32_t)out->len;
    wn_buf_add(out, wn_buf_str(&list));
    wn_buf_add(out, WN_STR("PK\5\6"));
    add_u32(out, 0);
    add_u16(out, count);
    add_u16(out, count);
    add_u32(out, (uint32_t)list.len);
    add_u32(out, at);
    add_u16(out, 0);
    wn_buf_release(&list);
}

/* ---- compound file ----------------------------------------------------------------- */

#define SECTOR 512
#define MOST_SECTORS 126 /* one sector of the allocation table names them all */

static void add_entry(wn_buf *out, const char *name, char type, uint32_t start,
                      uint32_t size)
{
    size_t len = strlen(name), from = out->len;

    for (size_t i = 0; i <= len; i++)
        add_u16(out, (unsigned char)name[i]);
    add_fill(out, 0, from + 64 - out->len);
    add_u16(out, (unsigned)(2 * len + 2));
    wn_buf_char(out, type);
    wn_buf_char(out, 1);
    add_fill(out, '\xFF', 8);
    add_u32(out, type == 5 ? 1 : ~0u);
    add_fill(out, 0, 36);
    add_u32(out, start);
    add_u32(out, size);
    add_u32(out, 0);
}

void fuzz_wrap_ole(wn_str stream, wn_buf *out)
{
    uint32_t count = 8; /* a smaller stream would be in small sectors */

    if (stream.len > MOST_SECTORS * SECTOR)
        stream.len = MOST_SECTORS * SECTOR;
    if (stream.len > 8 * SECTOR)
        count = (uint32_t)((stream.len + SECTOR - 1) / SECTOR);
    wn_buf_add(out, WN_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    add_fill(out, 0, 16);
    add_u16(out, 0x3E);
    add_u16(out, 3);
    add_u16(out, 0xFFFE);
    add_u16(out, 9); /* a sector has 512 bytes, a small one 64 */
    add_u16(out, 6);
    add_fill(out, 0, 10);
    add_u32(out, 1); /* sectors of the table */
    add_u32(out, 1); /* the directory */
    add_u32(out, 0);
    add_u32(out, 8 * SECTOR);
    add_u32(out, ~1u);
    add_u32(out, 0);
    add_u32(out, ~1u);
    add_u32(out, 0);
    add_u32(out, 0); /* the table is sector 0 */
    add_fill(out, '\xFF', SECTOR - out->len);
    add_u32(out, ~2u);
    add_u32(out, ~1u);
    for (uint32_t i = 0; i < count; i++)
        add_u32(out, i + 1 < count ? i + 3 : ~1u);
    add_fill(out, '\xFF', 2 * SECTOR - out->len);
    add_entry(out, "Root Entry", 5, ~1u, 0);
    add_entry(out, "Workbook", 2, 2, count * SECTOR);
    add_fill(out, 0, 256);
    wn_buf_add(out, stream);
    add_fill(out, 0, count * SECTOR - stream.len);
}
