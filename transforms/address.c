/* address.c - postal addresses: on one line, blanks and width put right. */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

static bool is_only_marks(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" ,.-/;:", s.ptr[i]))
            return false;
    return true;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, 0, arena);

    (void)config;
    while (s.len > 0 && strchr(" ,;", s.ptr[0]))
        s = (wn_str){s.ptr + 1, s.len - 1};
    while (s.len > 0 && strchr(" ,;", s.ptr[s.len - 1]))
        s.len--;
    out->value = s;
    return is_only_marks(s) ? WN_EMPTY : WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "北京市西城区新华路４７号", "北京市西城区新华路47号"},
    {NULL, "2270 Second Road,\n New York", "2270 Second Road, New York"},
    {NULL, ", , ", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_address = {
    .name = "address",
    .en = "a postal address on one line",
    .zh = "地址，整理为一行",
    .role = WN_ROLE_ADDRESS,
    .sql = "TEXT",
    .mask = "all",
    .apply = apply,
    .examples = examples,
};
