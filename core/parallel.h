/*
 * parallel.h - the same work on many parts, on several threads.
 *
 * How the work is cut into parts must not depend on how many threads there are: then what
 * comes out does not, either.
 */
#ifndef CORE_PARALLEL_H
#define CORE_PARALLEL_H

#include <stddef.h>

typedef void (*wn_part)(void *data, size_t part);

/* Call work(data, i) for each i below `parts`, on at most so many threads, one of which is
 * the caller's. Parts begin in their order and end in any; what one of them writes, no
 * other one may touch. Returns when all are done. (Where no thread can be made, the caller
 * does them all.) */
void wn_parallel(size_t threads, size_t parts, wn_part work, void *data);
/* How many cores there are, one at least. */
size_t wn_core_count(void);

#endif
