/* match_apart.c - which groups must stay apart: by a rule of the model, by parents, or by
 * somebody's decision. */
#include "match.h"

bool match_is_ruled_apart(struct match *m, uint32_t x, uint32_t y)
{
    return m->ruled[x] && m->ruled[y] &&
           wn_rulings_apart(&m->rulings, match_first_of, m, x, y);
}

bool match_is_opened(struct match *m, uint32_t x, uint32_t y)
{
    return (x < m->count || y < m->count) &&
           wn_rulings_opened(&m->rulings, match_first_of, m, x, y);
}

bool match_is_apart(struct match *m, uint32_t x, uint32_t y)
{
    for (size_t n = 0; n < m->never_count; n++) {
        uint64_t p = m->differs[x * m->never_count + n],
                 q = m->differs[y * m->never_count + n];
        if (p && q && p != q)
            return true;
    }
    return match_are_kin(m, x, y) || match_is_ruled_apart(m, x, y);
}
