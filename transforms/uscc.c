/*
 * uscc.c - the Chinese unified social credit code (统一社会信用代码), 18
 * characters with a check character: GB 32100-2015, modulus 31 with the
 * weights 3^(i-1).
 */
#include "tidy.h"
#include "winnow/transform.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = tidy(in, TIDY_NARROW | TIDY_SQUEEZE, arena);
    int sum = 0, weight = 1, last = 0;

    (void)config;
    if (s.len == 0)
        return WN_EMPTY;
    if (s.len != 18)
        return WN_INVALID;
    char *upper = wn_arena_bytes(arena, s.len);
    for (size_t i = 0; i < s.len; i++) {
        upper[i] = s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ? (char)(s.ptr[i] - 32) : s.ptr[i];
        const char *found = memchr(alphabet, upper[i], sizeof(alphabet) - 1);
        if (!found)
            return WN_INVALID;
        last = (int)(found - alphabet);
        if (i < 17)
            sum += last * weight;
        weight = weight * 3 % 31;
    }
    out->value = (wn_str){upper, s.len};
    return (31 - sum % 31) % 31 == last ? WN_CLEAN : WN_INVALID;
}

static const wn_example examples[] = {
    {NULL, "91350100m000100y43", "91350100M000100Y43"},
    {NULL, " 9135 0100 M000 100Y 43", "91350100M000100Y43"},
    {NULL, "91350100M000100Y44", NULL},
    {NULL, "12345", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_uscc = {
    .name = "uscc",
    .en = "a Chinese unified social credit code, check character verified",
    .zh = "统一社会信用代码，核对校验位",
    .role = WN_ROLE_TAX_ID,
    .sql = "TEXT",
    .mask = "tail4",
    .apply = apply,
    .examples = examples,
};
