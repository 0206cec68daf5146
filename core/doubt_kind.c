/* doubt_kind.c - the kinds of decisions of a draft, and how much they matter. */
#include "draft.h"

const char *const wn_doubt_kinds[WN_DOUBT_KIND_COUNT] = {
    "table",  "header", "entity", "key",      "link", "field",
    "region", "order",  "unit",   "encoding", "rows", "decimal"};

bool wn_doubt_is_open(const wn_doubt *doubt)
{
    return doubt->weight > 0 && doubt->confidence < .9;
}

bool wn_doubt_is_grave(const wn_doubt *doubt)
{
    return doubt->weight >= 2 && doubt->confidence < .75;
}
