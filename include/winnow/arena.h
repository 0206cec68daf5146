/*
 * arena.h - memory that is given back all at once.
 *
 *     wn_arena arena = {0};
 *     wn_str copy = wn_arena_str(&arena, text);
 *     ... many values, each with what it needs ...
 *     wn_arena_release(&arena);
 *
 * Whatever is allocated from an arena lives until the arena is reset or
 * released; nothing is freed one by one. Allocation never returns NULL: see
 * wn_on_memory_out in base.h. An arena is used by one thread at a time.
 */
#ifndef WINNOW_ARENA_H
#define WINNOW_ARENA_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wn_arena_block wn_arena_block;

/* Zero it to begin; the members are the arena's own. */
typedef struct wn_arena {
    wn_arena_block *head; /* the block now being filled */
    wn_arena_block *idle; /* empty blocks kept by a reset */
    size_t held;          /* bytes of the blocks in use */
} wn_arena;

void *wn_arena_alloc(wn_arena *arena, size_t size); /* zeroed, max-aligned */
char *wn_arena_bytes(wn_arena *arena, size_t size); /* for text: not zeroed or aligned */
/* Give back the end of what the last wn_arena_bytes() returned: of `asked` bytes the
 * first `used` stay. */
void wn_arena_trim(wn_arena *arena, char *bytes, size_t asked, size_t used);
wn_str wn_arena_str(wn_arena *arena, wn_str s); /* a copy, NUL after it */
wn_str wn_arena_format(wn_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* as printf, NUL after it */
void wn_arena_reset(wn_arena *arena);      /* forget all, keep the blocks */
void wn_arena_release(wn_arena *arena);    /* give everything back; it may be used anew */

#ifdef __cplusplus
}
#endif

#endif
