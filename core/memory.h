/* memory.h - allocation, arrays that grow, and assertions, for winnow's own code. */
#ifndef CORE_MEMORY_H
#define CORE_MEMORY_H

#include "winnow/arena.h"

#define WN_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A condition that must hold whatever the data are. The hard build (make HARD=1) prints
 * where it does not hold, and aborts; the release does not evaluate it. */
#ifdef WINNOW_HARD
#define WN_ASSERT(condition) \
    ((condition) ? (void)0 : wn_assert_failed(__FILE__, __LINE__, #condition))
#else
#define WN_ASSERT(condition) ((void)sizeof(!(condition)))
#endif
void wn_assert_failed(const char *file, int line, const char *condition)
    __attribute__((noreturn));

/* The element with this key in an array sorted by it, or NULL. Elements are of `size`
 * bytes and begin with their key, a uint32_t. */
const void *wn_find_key(const void *array, size_t count, size_t size, uint32_t key);

/* Memory is out: the handler is called, or the process ends (wn_on_memory_out). wn_alloc
 * says so itself; this is for libraries that say so with a code. */
void wn_memory_out(size_t bytes) __attribute__((noreturn));
/* Ask for so much, and give it back: else memory is out. Before work of a library that
 * crashes, keeps the error for ever or answers wrong when memory is out within it. */
void wn_memory_spare(size_t bytes);
/* Allocate count * size bytes. Never NULL: see wn_on_memory_out. The caller frees. */
void *wn_alloc(size_t count, size_t size); /* zeroed */
void *wn_realloc(void *old, size_t count, size_t size);
/* Much was freed that nobody asks for again soon: give it back to the system. */
void wn_give_back(void);
/* Make room for one more element; the room doubles. Returns the array. */
void *wn_grow(void *array, size_t count, size_t *room, size_t size);
/* The same in an arena, which keeps the smaller arrays too. */
void *wn_arena_grow(wn_arena *arena, const void *array, size_t count, size_t *room,
                    size_t size);
/* Make room for element number `at`; new elements are zeroed. For arrays that are filled
 * in any order. Returns the array. */
void *wn_reach(void *array, size_t at, size_t *room, size_t size);

#endif
