/*
 * arena.c - bump allocation in blocks.
 *
 * With -fsanitize=address every allocation becomes a malloc of its own, so
 * that a write past the end of one cell is caught and not hidden in the
 * block (libgit2 does the same for its pools under valgrind).
 */
#include "winnow/arena.h"
#include "memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define BLOCK_SIZE ((size_t)0)
#else
#define BLOCK_SIZE ((size_t)64 * 1024)
#endif

struct wn_arena_block {
    wn_arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

static wn_arena_block *block_new(wn_arena *arena, size_t size)
{
    wn_arena_block *block = arena->idle;

    if (size <= BLOCK_SIZE && block) {
        arena->idle = block->next;
    } else {
        if (size + 1 <= BLOCK_SIZE) /* never so under ASan, where it is 0 */
            size = BLOCK_SIZE;
        block = wn_realloc(NULL, 1, sizeof(*block) + size);
        block->size = size;
    }
    block->used = 0;
    block->next = arena->head;
    arena->head = block;
    arena->held += block->size;
    return block;
}

static char *take(wn_arena *arena, size_t size, size_t align)
{
    wn_arena_block *block = arena->head;
    size_t start = block ? (block->used + align - 1) / align * align : 0;

    if (!block || start > block->size || block->size - start < size) {
        block = block_new(arena, size);
        start = 0;
    }
    block->used = start + size;
    return (char *)block->bytes + start;
}

void *wn_arena_alloc(wn_arena *arena, size_t size)
{
    return memset(take(arena, size, sizeof(max_align_t)), 0, size);
}

void *wn_arena_grow(wn_arena *arena, const void *array, size_t count, size_t *room,
                    size_t size)
{
    WN_ASSERT(count <= *room);
    if (count < *room)
        return (void *)(uintptr_t)array;
    *room = *room ? *room * 2 : 16;
    void *grown = wn_arena_alloc(arena, *room * size);
    if (count > 0)
        memcpy(grown, array, count * size);
    return grown;
}

char *wn_arena_bytes(wn_arena *arena, size_t size)
{
    return take(arena, size, 1);
}

void wn_arena_trim(wn_arena *arena, char *bytes, size_t asked, size_t used)
{
    wn_arena_block *block = arena->head;

    WN_ASSERT(used <= asked);
    if (BLOCK_SIZE > 0 && bytes + asked == (char *)block->bytes + block->used)
        block->used -= asked - used;
}

wn_str wn_arena_str(wn_arena *arena, wn_str s)
{
    char *copy = wn_arena_bytes(arena, s.len + 1);

    if (s.len > 0)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (wn_str){copy, s.len};
}

wn_str wn_arena_format(wn_arena *arena, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        len = 0;
    char *text = wn_arena_bytes(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (wn_str){text, (size_t)len};
}

static void free_blocks(wn_arena_block *block)
{
    while (block) {
        wn_arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void wn_arena_reset(wn_arena *arena)
{
    arena->held = 0;
    while (arena->head) {
        wn_arena_block *block = arena->head;
        arena->head = block->next;
        if (block->size != BLOCK_SIZE || BLOCK_SIZE == 0) {
            free(block);
            continue;
        }
        block->next = arena->idle;
        arena->idle = block;
    }
}

void wn_arena_release(wn_arena *arena)
{
    free_blocks(arena->head);
    free_blocks(arena->idle);
    *arena = (wn_arena){0};
}
