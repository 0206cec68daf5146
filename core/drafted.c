/* drafted.c - the kinds of decisions of a draft, and how much they matter. */
#include "drafted.h"

#include <stdlib.h>

const char *const wn_doubt_kinds[] = {
    "table",  "header", "entity", "key",      "link", "field",
    "region", "order",  "unit",   "encoding", "rows", "decimal"};
_Static_assert(sizeof(wn_doubt_kinds) / sizeof(char *) == WN_DOUBT_KIND_COUNT,
               "a name for each");

bool wn_doubt_is_open(const wn_doubt *doubt)
{
    return doubt->weight > 0 && doubt->confidence < .9;
}

bool wn_doubt_is_grave(const wn_doubt *doubt)
{
    return doubt->weight >= 2 && doubt->confidence < .75;
}

void wn_drafted_release(wn_drafted *drafted)
{
    wn_buf_release(&drafted->mapping);
    wn_buf_release(&drafted->model);
    free(drafted->doubts);
    wn_arena_release(&drafted->arena);
    *drafted = (wn_drafted){0};
}
