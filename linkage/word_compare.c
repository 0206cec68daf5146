/* word_compare.c - comparing word by word: addresses, titles, names of companies. */
#include "word_compare.h"
#include "comparison.h"
#include "distance.h"

#include <math.h>
#include <string.h>

/* Are the words one edit apart? Only words of four letters or more (which have a
 * signature) are asked. */
static bool is_slip(const link_token *x, const link_token *y)
{
    return y->signature && link_lengths_apart(x->signature, y->signature) <= 1 &&
           link_kinds_apart(x->signature, y->signature) <= 2 &&
           link_osa((wn_str){x->text, x->len}, (wn_str){y->text, y->len}) <= 1;
}

/* The words of a value, and which numbers they may have, as bits: most words of another
 * value are none of them, which is seen without looking. */
typedef struct word_list {
    const uint32_t *tokens;
    int count;
    uint64_t may_have;
    bool may_slip; /* has a word that may be misspelled */
} word_list;

static word_list words_of(const link_table *t, const link_value *v)
{
    word_list l = {&t->token_lists[v->first_token], v->token_count, 0, v->may_slip};

    for (int k = 0; k < l.count; k++)
        l.may_have |= 1ull << (l.tokens[k] & 63);
    return l;
}

/* The place in the list of this word, or of one that is one edit away; -1: none. `used`:
 * places that are taken, as bits. */
static int find_token(const link_table *t, const word_list *l, uint32_t used,
                      uint32_t token)
{
    for (int k = 0; l->may_have >> (token & 63) & 1 && k < l->count; k++)
        if (l->tokens[k] == token)
            return used >> k & 1 ? -1 : k;
    for (int k = 0; l->may_slip && t->tokens[token].signature && k < l->count; k++)
        if (!(used >> k & 1) && is_slip(&t->tokens[token], &t->tokens[l->tokens[k]]))
            return k;
    return -1;
}

/* The weight of the words that both have. */
static double common_words(const link_table *t, const link_value *x, const link_value *y)
{
    word_list l = words_of(t, y);
    double both = 0;
    uint32_t used = 0;

    l.may_slip &= x->may_slip;
    for (int i = 0; i < x->token_count; i++) {
        uint32_t token = t->token_lists[x->first_token + i];
        int k = find_token(t, &l, used, token);
        if (k < 0)
            continue;
        used |= 1u << k;
        both += (double)fminf(t->tokens[token].weight, t->tokens[l.tokens[k]].weight);
    }
    return both;
}

double link_shared_words(const link_table *t, const link_value *x, const link_value *y)
{
    double both = common_words(t, x, y);
    double either = (double)x->token_weight + (double)y->token_weight - both;

    return either > 0 ? both / either : 0;
}

uint32_t link_rarest_shared(const link_table *t, const link_value *x, const link_value *y)
{
    uint32_t rarest = 0;

    for (int i = 0; i < x->token_count; i++)
        for (int k = 0; k < y->token_count; k++) {
            uint32_t token = t->token_lists[x->first_token + i];
            if (token == t->token_lists[y->first_token + k] &&
                (!rarest || t->tokens[token].count < rarest))
                rarest = t->tokens[token].count;
        }
    return rarest;
}

int link_compare_words(const link_table *t, const link_value *x, const link_value *y)
{
    double both = common_words(t, x, y);
    double either = (double)x->token_weight + (double)y->token_weight - both;
    double share = either > 0 ? both / either : 0;
    double lesser = fmin((double)x->token_weight, (double)y->token_weight);

    if (share < 0.4 && both >= 0.9 * lesser && both >= (double)t->distinctive)
        return 3; /* 4 Hillview Rise, and the same with house and city */
    return share >= 0.8    ? 5
           : share >= 0.6  ? 4
           : share >= 0.4  ? 3
           : share >= 0.25 ? 2
           : share >= 0.1  ? 1
                           : 0;
}

/* Do all characters of the short name stand in the long one, in their order? So does
 * 方盛制药 in 方盛环球制药. */
static bool is_abbreviated(wn_str shorter, wn_str name)
{
    size_t at = 0;

    for (size_t i = 0; i < shorter.len;) {
        uint32_t wanted = wn_utf8_next(shorter, &i), c = 0;
        while (at < name.len && (c = wn_utf8_next(name, &at)) != wanted)
            ;
        if (c != wanted)
            return false;
    }
    return true;
}

/* Is one a short form of the other? 2: with the same beginning, 1: as a part of it, 0:
 * no. */
static int short_form(wn_str a, wn_str b)
{
    wn_str shorter = a.len < b.len ? a : b, name = a.len < b.len ? b : a;
    bool han = shorter.len >= 6 && (unsigned char)shorter.ptr[0] >= 0xE3;
    size_t beginning = han ? 6 : shorter.len; /* two characters, or all words */

    if (shorter.len < 4 || shorter.len == name.len ||
        (han && memchr(name.ptr, ' ', name.len)))
        return 0; /* 华信 深圳分公司 is a branch of 华信 */
    if (!memcmp(shorter.ptr, name.ptr, beginning) &&
        (han ? is_abbreviated(shorter, name) : name.ptr[beginning] == ' '))
        return 2;
    const char *part = memmem(name.ptr, name.len, shorter.ptr, shorter.len);
    return part && (han || (part > name.ptr && part[-1] == ' '));
}

/* Companies go by short names: 华信科技 is 北京华信创业科技有限公司, and Acme is Acme
 * Robotics where few others begin so. */
int link_compare_company(const link_table *t, const link_value *x, const link_value *y)
{
    double both = common_words(t, x, y);
    double either = (double)x->token_weight + (double)y->token_weight - both;
    double share = either > 0 ? both / either : 0;
    int form = short_form(link_sound(x), link_sound(y));
    bool distinctive = both >= (double)t->distinctive;

    if (form == 2 && distinctive)
        return LINK_SHORT_FORM;
    if (share >= 0.8 || (form && (distinctive || form == 2)))
        return 4;
    return share >= 0.6 ? 3 : share >= 0.4 ? 2 : share >= 0.2 ? 1 : 0;
}
