/* surveys.h - what is known of the files that were looked over; see surveys.c. */
#ifndef READERS_SURVEYS_H
#define READERS_SURVEYS_H

#include "shape.h"

#include <sys/stat.h>

typedef enum read_container {
    READ_NOT_ASKED,
    READ_NO_ZIP,
    READ_BROKEN_ZIP,
    READ_ARCHIVE,
    READ_WORKBOOK
} read_container;

typedef struct read_surveyed read_surveyed;

/* A file as it stands there. */
typedef struct read_known {
    wn_surveys *surveys;
    struct stat st;
    read_container container;
    read_surveyed **surveyed;
    size_t count, room;
} read_known;

/* NULL: nobody keeps what is known, or it is no file. */
read_known *read_known_of(wn_surveys *surveys, const char *path);
/* What a survey would find out; false: it is not known yet. */
bool read_recall(wn_input *input, const char *path, wn_str forced);
/* What one did find out, of the file that is at hand; `known`: as it stood before. */
void read_remember(wn_input *input, read_known *known, wn_str forced);
/* Which places the whole file has, when one look has found them. What was noted on the
 * way is noted by no copy: of such a file they are not kept. */
bool read_recall_shape(wn_input *input, shape *out);
void read_remember_shape(const wn_input *input, const shape *s);

#endif
