/* memory.h - what winnow's own code wants of memory, and of what must hold. */
#ifndef CORE_MEMORY_H
#define CORE_MEMORY_H

#include "winnow/base.h"

#define WN_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What must hold whatever the data say. The hard build (make HARD=1) says where it does
 * not, and aborts; the release does not even look. */
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

/* Memory that never comes as NULL: see wn_on_memory_out. Sizes are count * size. */
void *wn_alloc(size_t count, size_t size); /* zeroed */
void *wn_realloc(void *old, size_t count, size_t size);
/* Room for one more in an array that doubles: returns the array. */
void *wn_grow(void *array, size_t count, size_t *room, size_t size);
/* Room for element `at`, what is new of it zeroed: for arrays that are filled in no
 * order. */
void *wn_reach(void *array, size_t at, size_t *room, size_t size);

#endif
