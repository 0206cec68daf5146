/*
 * ole.c - streams of a compound file (MS-CFB).
 *
 *   0  D0 CF 11 E0 A1 B1 1A E1
 *  30  u16 log2 of a sector's size       32  u16 of a small sector's
 *  48  u32 first sector of the directory 56  u32 size from which a stream has own sectors
 *  60  u32 first sector of the small table 68 u32 first of more of the list that follows
 *  76  u32[109] sectors of the table: sector -> next sector of its stream
 *
 * Every chain is followed for no more steps than the file has sectors, and every sector
 * must lie within the file: what a file says of itself is not believed.
 */
#include "ole.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define HEADER 512
#define LAST_SECTOR 0xFFFFFFFAu
#define MOST_ENTRIES 65536

typedef struct ole {
    wn_str file;
    size_t sector, small_sector; /* in bytes */
    uint32_t *table;             /* sector -> next sector of its stream */
    size_t table_count;
    wn_buf directory, small, small_table;
    uint32_t cutoff;
} ole;

static const char *sector_at(const ole *o, uint32_t number)
{
    uint64_t at = ((uint64_t)number + 1) * o->sector;

    return number < LAST_SECTOR && at + o->sector <= o->file.len ? o->file.ptr + at
                                                                 : NULL;
}

/* The bytes of a sector. The last sector of a file is often cut short. */
static wn_str sector_bytes(const ole *o, uint32_t number)
{
    uint64_t at = ((uint64_t)number + 1) * o->sector;

    if (number >= LAST_SECTOR || at >= o->file.len)
        return WN_STR("");
    size_t left = o->file.len - (size_t)at;
    return (wn_str){o->file.ptr + at, left < o->sector ? left : o->sector};
}

static bool read_table(ole *o)
{
    size_t per = o->sector / 4, room = o->file.len / o->sector + per, lists = 0;
    uint32_t next = read_u32(o->file.ptr + 68);
    const char *list = o->file.ptr + 76;
    size_t count = 109;

    o->table = wn_alloc(room + 1, sizeof(*o->table));
    for (;;) {
        for (size_t i = 0; i < count; i++) {
            const char *s = sector_at(o, read_u32(list + 4 * i));
            for (size_t k = 0; s && k < per && o->table_count < room; k++)
                o->table[o->table_count++] = read_u32(s + 4 * k);
        }
        list = sector_at(o, next);
        if (!list || lists++ > o->file.len / o->sector)
            return o->table_count > 0;
        count = per - 1;
        next = read_u32(list + 4 * count);
    }
}

static bool read_chain(const ole *o, uint32_t first, uint64_t size, wn_buf *out)
{
    size_t steps = 0;

    for (uint32_t at = first; at < LAST_SECTOR && out->len < size; at = o->table[at]) {
        wn_str bytes = sector_bytes(o, at);
        if (bytes.len == 0 || at >= o->table_count || steps++ > o->table_count)
            return false;
        if (bytes.len > size - out->len)
            bytes.len = (size_t)(size - out->len);
        wn_buf_add(out, bytes);
    }
    return true;
}

static bool read_small_chain(const ole *o, uint32_t first, uint64_t size, wn_buf *out)
{
    size_t steps = 0, count = o->small_table.len / 4;

    for (uint32_t at = first; at < LAST_SECTOR && out->len < size;
         at = read_u32(o->small_table.ptr + 4 * (size_t)at)) {
        uint64_t place = (uint64_t)at * o->small_sector;
        if (at >= count || place + o->small_sector > o->small.len || steps++ > count)
            return false;
        size_t len = o->small_sector;
        if (len > size - out->len)
            len = (size_t)(size - out->len);
        wn_buf_add(out, (wn_str){o->small.ptr + place, len});
    }
    return true;
}

/* The directory entry of that name (type 5: the root), or NULL. */
static const char *find_entry(const ole *o, const char *name, int type)
{
    for (size_t at = 0; at + 128 <= o->directory.len && at / 128 < MOST_ENTRIES;
         at += 128) {
        const char *e = o->directory.ptr + at;
        size_t len = read_u16(e + 64) / 2, i = 0;
        if (type == 5 && e[66] == 5)
            return e;
        if (e[66] != 2 || type == 5 || len == 0 || len > 32 || strlen(name) != len - 1)
            continue;
        while (i < len - 1 && (read_u16(e + 2 * i) | 32) == (name[i] | 32))
            i++;
        if (i == len - 1)
            return e;
    }
    return NULL;
}

static bool open_file(ole *o)
{
    static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    unsigned shift, small_shift;

    if (o->file.len < HEADER || memcmp(o->file.ptr, magic, 8) != 0)
        return false;
    shift = read_u16(o->file.ptr + 30);
    small_shift = read_u16(o->file.ptr + 32);
    if (shift < 7 || shift > 16 || small_shift < 4 || small_shift >= shift)
        return false;
    o->sector = (size_t)1 << shift;
    o->small_sector = (size_t)1 << small_shift;
    o->cutoff = read_u32(o->file.ptr + 56);
    if (!read_table(o) ||
        !read_chain(o, read_u32(o->file.ptr + 48), MOST_ENTRIES * 128, &o->directory))
        return false;
    const char *root = find_entry(o, "", 5);
    if (root) { /* small sectors are in the root's stream */
        read_chain(o, read_u32(root + 116), read_u32(root + 120), &o->small);
        read_chain(o, read_u32(o->file.ptr + 60), o->file.len, &o->small_table);
    }
    return true;
}

static void close_file(ole *o)
{
    free(o->table);
    wn_buf_release(&o->directory);
    wn_buf_release(&o->small);
    wn_buf_release(&o->small_table);
}

bool read_ole_stream(wn_str file, const char *name, wn_buf *out)
{
    ole o = {.file = file};
    const char *entry = open_file(&o) ? find_entry(&o, name, 2) : NULL;
    bool good = entry != NULL;

    if (good) {
        uint32_t first = read_u32(entry + 116), size = read_u32(entry + 120);
        good = (size < o.cutoff ? read_small_chain(&o, first, size, out)
                                : read_chain(&o, first, size, out)) &&
               out->len == size;
    }
    close_file(&o);
    return good;
}

bool read_ole_has(wn_str file, const char *name)
{
    ole o = {.file = file};
    bool has = open_file(&o) && find_entry(&o, name, 2);

    close_file(&o);
    return has;
}
