/* pool.h - texts one behind the other, each with its end, and tables that say where each
 * begins. A pointer in a table is set by the loader at each start of the program: a
 * hundred thousand of them took a third of the time of a small command. */
#ifndef TOOLS_POOL_H
#define TOOLS_POOL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *pool_texts;
static size_t pool_len, pool_room;

/* Put the text behind the others. Returns where it begins. */
static inline size_t pool_add(const char *text)
{
    size_t len = strlen(text) + 1, at = pool_len;

    while (pool_len + len > pool_room) {
        pool_room = pool_room * 2 + 4096;
        pool_texts = realloc(pool_texts, pool_room);
        if (!pool_texts)
            exit(1);
    }
    memcpy(pool_texts + at, text, len);
    pool_len += len;
    return at;
}

/* Write them as an array of characters, PREFIX NAME_texts, and begin anew. */
static inline void pool_write(const char *prefix, const char *name)
{
    printf("#pragma GCC diagnostic push\n"
           "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"
           "static const char %s%s_texts[] =\n",
           prefix, name);
    for (size_t at = 0; at < pool_len; at += strlen(pool_texts + at) + 1) {
        putchar('"');
        for (const char *c = pool_texts + at; *c; c++)
            printf(*c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
        printf("\\0\"\n");
    }
    printf(";\n#pragma GCC diagnostic pop\n");
    pool_len = 0;
}

#endif
