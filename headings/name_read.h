/* name_read.h - shared by the files that read a name: name.c, name_cover.c, name_judge.c,
 * name_near.c. */
#ifndef HEADINGS_NAME_READ_H
#define HEADINGS_NAME_READ_H

#include "name_parts.h"
#include "name_rows.h"

#define DRAFT_PIECES 12
#define DRAFT_YEARS 1980 /* "Revenue 2023": numbers from here are years, of a century */

/* A piece of a name: the known thing, a word around it, or a number. */
typedef struct draft_piece {
    const draft_word *word;     /* NULL: a number */
    const draft_around *around; /* NULL: the thing itself, or a number */
    uint8_t from, to;           /* bytes of the text */
    uint8_t at;                 /* its first word */
    bool cuts; /* it begins or ends inside a word of letters: Kunden|name */
    unsigned number;
} draft_piece;

/* A way to see a name: pieces that cover all of it. */
typedef struct draft_cover {
    draft_piece pieces[DRAFT_PIECES];
    size_t count;
    const draft_piece *core; /* the thing */
} draft_cover;

/* The best that the name can be seen as. */
typedef struct draft_reading {
    heading name;
    size_t pieces, core, at; /* how many; bytes of the core, and where it begins */
    bool is_blocked;         /* it is known, and nothing that is looked for */
} draft_reading;

/* All covers of the parts go to draft_judge, the best stays in `best`. */
void draft_cover_all(const draft_parts *parts, heading_owner owner, draft_reading *best);
/* What the cover says; kept in `best` if it is better than what is there. */
void draft_judge(const draft_parts *parts, const draft_cover *cover, heading_owner owner,
                 draft_reading *best);
/* A name that looks or sounds like the parts. */
bool draft_near(const draft_parts *parts, heading *out);
/* The meanings of a word, those of more languages first; of the languages only. */
void draft_meanings_add(heading *out, const heading_meaning *meaning, unsigned languages);

#endif
