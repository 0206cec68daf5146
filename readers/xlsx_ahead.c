/*
 * xlsx_ahead.c - reads the part of a sheet ahead to find its merged cells, which stand
 * after all rows (ECMA-376, 18.3.1.55).
 *
 * A sheet is unpacked once and held in memory. Only a sheet that is too large is unpacked
 * twice.
 */
#include "xlsx.h"

#include "core/fail.h"

#include <string.h>
#include <sys/mman.h>

#ifdef WINNOW_HARD
#define MOST_HELD ((size_t)1 << 10)
#else
#define MOST_HELD ((size_t)256 << 20)
#endif
#define MOST_TAIL ((size_t)256 << 20)
#define AT_ONCE ((size_t)1 << 20)
#define OVERLAP 16 /* bytes, more than the name below has */

static const char LAST[] = "sheetData"; /* ends the rows; a text cannot hold "<" */

/* The place of the tag that ends the rows, the last one; SIZE_MAX: there is none after
 * `from`. */
static size_t end_of_rows(wn_str s, size_t from)
{
    size_t len = sizeof(LAST) - 1;
    const char *found = NULL;

    for (size_t window = 1 << 12; !found; window *= 4) {
        size_t begin = s.len - from > window ? s.len - window : from;
        const char *at = s.ptr + begin, *end = s.ptr + s.len;
        while ((at = memmem(at, (size_t)(end - at), LAST, len))) {
            if (at > s.ptr && strchr("/<:", at[-1]))
                found = at;
            at += len;
        }
        if (begin == from)
            break;
    }
    return found ? (size_t)(found - s.ptr) : SIZE_MAX;
}

/* The value of ref="A1:B3" in an element's attributes. */
static wn_str ref_of(wn_str attrs)
{
    const char *at = memmem(attrs.ptr, attrs.len, "ref=", 4);
    const char *end = attrs.ptr + attrs.len;

    if (!at || end - at < 6 || (at[4] != '"' && at[4] != '\''))
        return WN_STR("");
    const char *close = memchr(at + 5, at[4], (size_t)(end - at) - 5);
    return close ? (wn_str){at + 5, (size_t)(close - at) - 5} : WN_STR("");
}

static void find_merges(const xlsx_ahead *a, wn_str tail)
{
    const char *at = tail.ptr, *end = tail.ptr + tail.len, *close;

    while ((at = memchr(at, '<', (size_t)(end - at))) &&
           (close = memchr(at, '>', (size_t)(end - at)))) {
        wn_str tag = {at + 1, (size_t)(close - at) - 1}, name = tag;
        name.len = name.len < 40 ? name.len : 40;
        const char *found = memmem(name.ptr, name.len, "mergeCell ", 10);
        if (found && a->package->err->rc >= 0)
            a->merge(a->data, ref_of(tag));
        at = close;
    }
}

/* For a sheet that is too large to be held: read only what stands after its rows. */
static void skim(xlsx_ahead *a)
{
    wn_buf buf = {0}, *tail = &buf;
    bool is_behind = false;
    size_t got;

    while ((got = read_part_next(a->package, a->part, wn_buf_reserve(tail, AT_ONCE),
                                 AT_ONCE)) > 0) {
        size_t from = tail->len > OVERLAP ? tail->len - OVERLAP : 0;
        tail->len += got;
        size_t rows = end_of_rows(wn_buf_str(tail), from), cut = 0;
        is_behind = is_behind || rows != SIZE_MAX;
        if (rows != SIZE_MAX)
            cut = rows;
        else if (tail->len > OVERLAP && (!is_behind || tail->len > MOST_TAIL))
            cut = tail->len - OVERLAP;
        memmove(tail->ptr, tail->ptr + cut, tail->len - cut);
        tail->len -= cut;
    }
    find_merges(a, wn_buf_str(tail));
    wn_buf_release(tail);
    read_part_close(a->part);
    a->part = read_part_open(a->package, a->name);
}

/* Get memory for the whole part, in huge pages: getting many small pages takes longer
 * than filling them. */
static void hold(xlsx_ahead *a)
{
    uint64_t size = read_part_size(a->package, a->name);

    if (size == 0 || size > MOST_HELD)
        return;
    void *room =
        mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return;
    a->held = room;
    a->room = size + 1;
    madvise(room, a->room, MADV_HUGEPAGE);
}

static void let_go(xlsx_ahead *a)
{
    if (a->held)
        munmap(a->held, a->room);
    a->held = NULL;
}

static void look_ahead(xlsx_ahead *a)
{
    size_t got = 1;

    hold(a);
    while (a->held && got > 0 && a->len < a->room) {
        size_t left = a->room - a->len;
        got = read_part_next(a->package, a->part, a->held + a->len,
                             left < AT_ONCE ? left : AT_ONCE);
        a->len += got;
    }
    if (a->held && got > 0) { /* larger than the archive states */
        let_go(a);
        read_part_close(a->part);
        a->part = read_part_open(a->package, a->name);
    }
    if (!a->held) {
        skim(a);
        return;
    }
    size_t rows = end_of_rows((wn_str){a->held, a->len}, 0);
    if (rows != SIZE_MAX)
        find_merges(a, (wn_str){a->held + rows, a->len - rows});
}

wn_rc xlsx_ahead_open(xlsx_ahead *a, bool look)
{
    wn_error *err = a->package->err;

    a->part = read_part_open(a->package, a->name);
    if (a->part && look)
        look_ahead(a);
    if (!a->part && err->rc >= 0)
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_BROKEN, a->package->input->path);
    return err->rc;
}

wn_str xlsx_ahead_next(xlsx_ahead *a, char *chunk, size_t room)
{
    if (!a->held)
        return (wn_str){chunk, read_part_next(a->package, a->part, chunk, room)};
    size_t left = a->len - a->at;
    wn_str next = {a->held + a->at, left < room ? left : room};

    a->at += next.len;
    return next;
}

void xlsx_ahead_close(xlsx_ahead *a)
{
    read_part_close(a->part);
    let_go(a);
}
