/* verify_found.c - the items of golden records, and the list of differences. */
#include "verifying.h"

#include "core/memory.h"

#include <stdarg.h>

bool verify_is_id(int64_t golden)
{
    return golden > 0 && golden < (int64_t)UINT32_MAX;
}

expected *verify_reserve(wn_verification *v, int entity, int64_t golden)
{
    expectations *all = &v->all[entity];
    size_t at = verify_is_id(golden) ? (size_t)golden : 0;

    if (at >= all->room) /* else workers read them */
        all->items = wn_reach(all->items, at, &all->room, sizeof(*all->items));
    return &all->items[at];
}

expected *verify_of(wn_verification *v, int entity, int64_t golden)
{
    v->all[entity].is_used = true;
    return verify_reserve(v, entity, golden);
}

wn_fingerprint verify_print(int entity, int64_t golden, size_t field)
{
    return wn_fingerprint_numbers((uint64_t)golden, (uint64_t)entity << 32 | field);
}

void verify_say(wn_verification *v, wn_word word, ...)
{
    va_list args;

    if (++v->list_count > VERIFY_NAMED)
        return;
    va_start(args, word);
    wn_buf_format_args(&v->out->list, wn_say(v->store.context->settings->lang, word),
                       args);
    va_end(args);
    wn_buf_char(&v->out->list, '\n');
}
