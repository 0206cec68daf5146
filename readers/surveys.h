/* surveys.h - remembers what was found out about files; see surveys.c. */
#ifndef READERS_SURVEYS_H
#define READERS_SURVEYS_H

#include "shape.h"

#include <sys/stat.h>

typedef enum read_container {
    READ_NOT_ASKED,
    READ_NO_ZIP,
    READ_BROKEN_ZIP,
    READ_ARCHIVE,
    READ_WORKBOOK,
    READ_DOCUMENT /* of an office program, and no Excel: nobody reads it */
} read_container;

typedef struct read_surveyed read_surveyed;

/* A file in one state: as its size and times were. */
typedef struct read_known {
    wn_surveys *surveys;
    struct stat st;
    read_container container;
    read_surveyed **surveyed;
    size_t count, room;
} read_known;

/* Is it the same file, and unchanged? */
bool read_is_same_file(const struct stat *a, const struct stat *b);
/* The entry for the file as it is now, added if there is none. NULL: `surveys` is NULL,
 * or the path is not a regular file. */
read_known *read_known_of(wn_surveys *surveys, const char *path);
/* Fill the input with what an earlier survey found. False: there was none. */
bool read_recall(wn_input *input, const char *path, wn_str forced);
/* Remember what the survey found about the file that is open in the input. `known`: its
 * entry from before the survey. Nothing is kept if the file changed since. */
void read_remember(wn_input *input, read_known *known, wn_str forced);
/* Recall, remember the places of the whole file, found in one pass. They are not
 * remembered if the pass noted something: a recalled shape could not note it again. */
bool read_recall_shape(wn_input *input, shape *out);
void read_remember_shape(const wn_input *input, const shape *s);

#endif
