/* name_typed.h - a name as people type it into a cell: with notes, companies, numbers and
 * marks beside it. */
#ifndef TRANSFORMS_NAME_TYPED_H
#define TRANSFORMS_NAME_TYPED_H

#include "winnow/arena.h"
#include "winnow/transform.h"

typedef struct typed_name {
    wn_str name;      /* what is left of the cell */
    wn_str title;     /* a title among the notes that were cut off, or "" */
    bool cut, nobody; /* something was cut off; there is no name, only notes */
    wn_remark remark; /* on letters and digits that were cut off */
    bool marks;       /* marks alone were cut off */
    bool alone;       /* one name alone is a family name: Smith, Acme Ltd */
} typed_name;

/* Finds the name in a tidy cell. Where it is not certain which piece is the name, all
 * stays. `han`: it has nothing but Chinese characters; `two`: the pieces may
 * be two people. */
void name_typed_read(wn_str cell, bool han, bool two, typed_name *out);

/* The name in two scripts, for its parts: 唐峰晓/Eric, 张伟 Zhang Wei are 唐峰晓 and
 * 张伟; Tony老师 is Tony, with the remark that something was left out. In 王David,
 * Kevin Chen 陈 the one character is the family name: *family is that, and the rest is
 * returned. */
wn_str name_typed_mixed(wn_str name, wn_arena *arena, wn_str *family, wn_remark *remark);

#endif
