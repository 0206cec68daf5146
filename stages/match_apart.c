/* match_apart.c - which groups must stay apart: by a rule of the model, by parents, or by
 * somebody's decision. */
#include "match.h"

bool match_is_ruled_apart(struct match *m, uint32_t x, uint32_t y)
{
    for (size_t i = 0; m->ruled[x] && m->ruled[y] && i < m->rulings.pair_count; i++) {
        const match_ruled *r = &m->rulings.pairs[i];
        uint32_t a = match_first(m, r->left), b = match_first(m, r->right);
        if (r->ruling == WN_RULING_DIFFERENT &&
            ((a == x && b == y) || (a == y && b == x)))
            return true;
    }
    return false;
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
