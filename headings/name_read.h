/* name_read.h - shared by the files that read a name: column_name.c, name_cover.c,
 * name_judge.c, name_near.c. */
#ifndef HEADINGS_NAME_READ_H
#define HEADINGS_NAME_READ_H

#include "name_parts.h"
#include "name_rows.h"

#define HEADING_PIECES 12
/* "Revenue 2023": numbers in the hundred years from here are years. */
#define HEADING_YEARS 1980

/* A piece of a name: the known thing ("phone"), a word around it ("work"), a number. */
typedef struct heading_piece {
    const heading_word *word;     /* NULL: a number */
    const heading_around *around; /* NULL: the thing itself, or a number */
    uint8_t from, to;             /* byte offsets in the text */
    uint8_t at;                   /* number of its first word */
    bool cuts; /* the piece begins or ends inside a word of letters: Kunden|name */
    unsigned number;
} heading_piece;

/* One way to cut a name into pieces that cover all of it. */
typedef struct heading_cover {
    heading_piece pieces[HEADING_PIECES];
    size_t count;
    const heading_piece *core; /* the thing */
} heading_cover;

/* The best way found to read a name. */
typedef struct heading_reading {
    heading name;
    size_t pieces, core, at; /* number of pieces; bytes of the core; where it begins */
    bool is_blocked;         /* the name is known, but means no field of a record */
} heading_reading;

/* Give all covers of the parts to heading_judge; the best reading stays in `best`. */
void heading_cover_all(const heading_parts *parts, heading_owner owner,
                       heading_reading *best);
/* Read the cover; put the reading into `best` if it is better than the one there. */
void heading_judge(const heading_parts *parts, const heading_cover *cover,
                   heading_owner owner, heading_reading *best);
/* Find a known name that looks or sounds like the parts. False: there is none. */
bool heading_near(const heading_parts *parts, heading *out);
/* Add a meaning, for these languages; meanings with more languages come first. */
void heading_meanings_add(heading *out, const heading_meaning *meaning,
                          unsigned languages);

#endif
