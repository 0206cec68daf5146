/* unread_list.c - the list of files, tables and rows that were given but not read. */
#include "outcome.h"

#include <stdlib.h>

const char *const wn_unread_names[WN_UNREAD_COUNT] = {
    "no file",  "where",           "below", "not understood",
    "left out", "another is read", "folder"};

bool wn_unread_is_open(const wn_unread *unread)
{
    return unread->why != WN_UNREAD_LEFT &&
           (unread->rows > 0 || unread->why == WN_UNREAD_UNKNOWN ||
            unread->why == WN_UNREAD_FOLDER);
}

void wn_unreads_release(wn_unreads *unreads)
{
    free(unreads->items);
    wn_arena_release(&unreads->arena);
    *unreads = (wn_unreads){0};
}
