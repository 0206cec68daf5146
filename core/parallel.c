/* parallel.c - threads that take one part after another. */
#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#define MOST_THREADS 64

typedef struct parallel_work {
    wn_part work;
    void *data;
    size_t parts;
    atomic_size_t next;
} parallel_work;

static void *take_parts(void *of)
{
    parallel_work *w = of;

    for (size_t i; (i = atomic_fetch_add(&w->next, 1)) < w->parts;)
        w->work(w->data, i);
    return NULL;
}

void wn_parallel(size_t threads, size_t parts, wn_part work, void *data)
{
    parallel_work w = {.work = work, .data = data, .parts = parts};
    pthread_t others[MOST_THREADS];
    size_t most = threads < parts ? threads : parts, count = 0;

    most = most < MOST_THREADS ? most : MOST_THREADS;
    while (count + 1 < most && pthread_create(&others[count], NULL, take_parts, &w) == 0)
        count++;
    take_parts(&w);
    while (count > 0)
        pthread_join(others[--count], NULL);
}

size_t wn_core_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > 0 ? (size_t)count : 1;
}
