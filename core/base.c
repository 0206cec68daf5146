/* base.c - the few operations on text and memory that all code needs. */
#include "winnow/base.h"
#include "memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

wn_str wn_str_of(const char *text)
{
    return text ? (wn_str){text, strlen(text)} : WN_STR("");
}

bool wn_str_equal(wn_str a, wn_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Not tolower: in a process whose locale is Turkish, I is no capital i. */
static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool wn_str_equal_nocase(wn_str a, wn_str b)
{
    bool same = a.len == b.len;

    for (size_t i = 0; i < a.len && same; i++)
        same = small(a.ptr[i]) == small(b.ptr[i]);
    return same;
}

bool wn_str_ends(wn_str s, wn_str end)
{
    return s.len >= end.len && !memcmp(s.ptr + s.len - end.len, end.ptr, end.len);
}

int wn_str_compare(wn_str a, wn_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

wn_str wn_str_trim(wn_str s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t wn_str_span(wn_str s, const char *set)
{
    size_t span = 0;

    while (span < s.len && s.ptr[span] && strchr(set, s.ptr[span]))
        span++;
    return span;
}

wn_str wn_str_cut(wn_str *rest, wn_str separator)
{
    wn_str all = *rest;
    const char *found =
        all.len ? memmem(all.ptr, all.len, separator.ptr, separator.len) : NULL;

    if (!found) {
        *rest = (wn_str){all.ptr + all.len, 0};
        return all;
    }
    size_t len = (size_t)(found - all.ptr);
    *rest = (wn_str){found + separator.len, all.len - len - separator.len};
    return (wn_str){all.ptr, len};
}

bool wn_str_number(wn_str s, int64_t *out)
{
    bool minus = s.len > 0 && s.ptr[0] == '-';
    int64_t number = 0;

    if (s.len == (size_t)minus || s.len - minus > 18)
        return false;
    for (size_t i = minus; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        number = number * 10 + (s.ptr[i] - '0');
    }
    *out = minus ? -number : number;
    return true;
}

void wn_assert_failed(const char *file, int line, const char *condition)
{
    fprintf(stderr, "winnow: %s:%d: this does not hold: %s\n", file, line, condition);
    abort();
}

static struct {
    void (*handler)(size_t bytes, void *data);
    void *data;
} memory_out;

void wn_on_memory_out(void (*handler)(size_t bytes, void *data), void *data)
{
    memory_out.handler = handler;
    memory_out.data = data;
}

void wn_memory_out(size_t bytes)
{
    if (memory_out.handler) {
        memory_out.handler(bytes, memory_out.data);
        abort();
    }
    fprintf(stderr, "winnow: out of memory (%zu bytes wanted); nothing was loaded\n",
            bytes);
    exit(70);
}

static void memory_is_out(size_t count, size_t size)
{
    wn_memory_out(size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

void wn_memory_spare(size_t bytes)
{
    void *volatile memory = wn_realloc(NULL, 1, bytes);

    free(memory);
}

void wn_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

const void *wn_find_key(const void *array, size_t count, size_t size, uint32_t key)
{
    const char *at = array;

    while (count > 0) {
        const char *middle = at + count / 2 * size;
        uint32_t found;
        memcpy(&found, middle, sizeof(found));
        if (found == key)
            return middle;
        if (found < key) {
            at = middle + size;
            count -= count / 2 + 1;
        } else {
            count /= 2;
        }
    }
    return NULL;
}

void *wn_alloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        memory_is_out(count, size);
    return memory;
}

void *wn_realloc(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size ? size : 1);

    if (!memory)
        memory_is_out(count, size);
    return memory;
}

void *wn_reach(void *array, size_t at, size_t *room, size_t size)
{
    size_t wanted = *room ? *room : 1024;

    if (at < *room)
        return array;
    while (wanted <= at)
        wanted *= 2;
    array = wn_realloc(array, wanted, size);
    memset((char *)array + *room * size, 0, (wanted - *room) * size);
    *room = wanted;
    return array;
}

void *wn_grow(void *array, size_t count, size_t *room, size_t size)
{
    WN_ASSERT(count <= *room);
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 16;
    return wn_realloc(array, *room, size);
}
