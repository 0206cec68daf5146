/* mask.c - values as they may leave the machine: 138****8000, 张*, z***@d.cn. */
#include "report.h"

#include <string.h>

static size_t first_character(wn_str s)
{
    size_t at = 0;

    if (s.len > 0)
        wn_utf8_next(s, &at);
    return at;
}

/* The first of several only; what stands behind its domain is not shown. */
static wn_str mask_email(wn_str s, wn_arena *arena)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;
    size_t from = at ? (size_t)(at - s.ptr) : s.len, to = from;

    while (to < s.len && !strchr(" ;,/|>\n", s.ptr[to]))
        to++;
    return wn_arena_format(arena, "%.*s***%.*s", (int)first_character(s), s.ptr,
                           (int)(to - from), s.ptr + from);
}

/* The first three characters and the last four; of a cell that is longer than one
 * number, only the first three. */
static wn_str mask_phone(wn_str s, wn_arena *arena)
{
    size_t shown = wn_str_span(s, "+0123456789 -().");

    if (s.len < 8 || shown < 3)
        return WN_STR("****");
    return wn_arena_format(arena, "%.3s****%.*s", s.ptr,
                           s.len <= 20 && shown == s.len ? 4 : 0, s.ptr + s.len - 4);
}

wn_str report_mask(const wn_field *field, wn_str value, wn_arena *arena)
{
    wn_str mask = field ? field->mask : WN_STR("all");

    if (value.len == 0)
        return WN_STR("");
    if (wn_str_equal(mask, WN_STR("none"))) {
        wn_str copy = wn_arena_str(arena, value);
        return copy.len > 60
                   ? wn_arena_format(arena, "%.*s…",
                                     (int)wn_utf8_valid((wn_str){copy.ptr, 60}), copy.ptr)
                   : copy;
    }
    if (wn_str_equal(mask, WN_STR("name")))
        return wn_arena_format(arena, "%.*s**", (int)first_character(value), value.ptr);
    if (wn_str_equal(mask, WN_STR("email")))
        return mask_email(value, arena);
    if (wn_str_equal(mask, WN_STR("phone")))
        return mask_phone(value, arena);
    if (wn_str_equal(mask, WN_STR("tail4")))
        return value.len > 8 && wn_is_ascii(value)
                   ? wn_arena_format(arena, "****%s",
                                     wn_arena_str(arena, value).ptr + value.len - 4)
                   : WN_STR("****");
    if (wn_str_equal(mask, WN_STR("year")))
        return wn_arena_format(arena, "%.*s-**-**", value.len < 4 ? (int)value.len : 4,
                               value.ptr);
    return WN_STR("****");
}
