/* decision.c - what people decided about pairs of records. */
#include "decision.h"
#include "lookup.h"
#include "mapping.h"
#include "memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ruling_words.inc"

const char *const wn_ruling_names[WN_RULING_COUNT] = {"", "same", "different",
                                                     "undecided"};
const char *const wn_apart_names[WN_APART_COUNT] = {
    [WN_APART_UNSURE] = "unsure",   [WN_APART_LEVEL] = "level",
    [WN_APART_FORM] = "form",       [WN_APART_TAX_ID] = "tax_id",
    [WN_APART_CITIZEN] = "citizen", [WN_APART_SITE] = "site",
    [WN_APART_TRADE] = "trade",
    [WN_APART_TARGET] = "target",   [WN_APART_COLUMNS] = "columns",
    [WN_APART_GROUP] = "group",     [WN_APART_CONTRARY] = "contrary",
};

bool wn_apart_may_join(wn_apart apart)
{
    return apart == WN_APART_UNSURE || apart == WN_APART_TARGET;
}

void wn_pair_id(uint64_t left, uint64_t right, char out[WN_PAIR_ID + 1])
{
    snprintf(out, WN_PAIR_ID + 1, "%016" PRIx64 "-%016" PRIx64,
             left < right ? left : right, left < right ? right : left);
}

static bool number_of(wn_str hex, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < hex.len; i++) {
        int digit = wn_hex_digit(hex.ptr[i]);
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return hex.len == 16;
}

wn_ruling wn_ruling_named(wn_str name)
{
    int ruling = WN_RULING_COUNT - 1;

    while (ruling > 0 && !wn_str_equal(name, wn_str_of(wn_ruling_names[ruling])))
        ruling--;
    return (wn_ruling)ruling;
}

wn_ruling wn_ruling_of(wn_str word)
{
    char folded[64];
    const char *name =
        word.len < sizeof(folded)
            ? lookup_find(&ruling_words, wn_fold(word, folded, sizeof(folded)))
            : NULL;

    return name ? wn_ruling_named(wn_str_of(name)) : WN_RULING_NONE;
}

static bool read_id(wn_str id, wn_decision *out)
{
    wn_str right = wn_str_trim(id), left = wn_str_cut(&right, WN_STR("-"));

    return number_of(left, &out->left) && number_of(right, &out->right);
}

static bool read_decision(wn_str id, wn_str ruling, wn_decision *out)
{
    *out = (wn_decision){.ruling = wn_ruling_of(ruling)};
    return read_id(id, out) && out->ruling;
}

bool wn_is_pair_id(wn_str text)
{
    wn_decision d;

    return read_id(text, &d);
}

bool wn_decide(wn_decisions *all, wn_str id, wn_str ruling)
{
    wn_decision d;
    bool is_new;

    if (!read_decision(id, ruling, &d))
        return false;
    int64_t *at = wn_map_set(&all->known, (wn_fingerprint){d.left, d.right}, &is_new);
    if (!is_new)
        return true;
    *at = (int64_t)all->count;
    all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
    all->items[all->count++] = d;
    return true;
}

wn_decision *wn_decided(wn_decisions *all, wn_str id)
{
    wn_decision d;
    const int64_t *at =
        read_id(id, &d) ? wn_map_find(&all->known, (wn_fingerprint){d.left, d.right})
                        : NULL;

    return at ? &all->items[*at] : NULL;
}

bool wn_is_decided_otherwise(const wn_decisions *all, wn_str id, wn_str ruling)
{
    wn_decision d;

    if (!read_decision(id, ruling, &d))
        return false;
    const int64_t *at = wn_map_find(&all->known, (wn_fingerprint){d.left, d.right});
    return at && all->items[*at].ruling != d.ruling;
}

void wn_decisions_release(wn_decisions *all)
{
    free(all->items);
    wn_map_release(&all->known);
    *all = (wn_decisions){0};
}
