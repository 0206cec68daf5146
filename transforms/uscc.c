/*
 * uscc.c - the Chinese unified social credit code (统一社会信用代码): 18 characters with
 * a check character (GB 32100-2015: modulus 31, weights 3^(i-1)).
 */
#include "tidy.h"
#include "core/check_digit.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* Is it a known registering office and kind (tables 1 and 2)? 91 a company, 51 an
 * association, 12 an institution; 9 in second place is "other". */
static bool is_organ(const char *code)
{
    static const char *const kinds[] = {"91239",   "11239", "219",  "3123459", "419",
                                        "5123459", "6129",  "7129", "819",     "91239",
                                        "A19",     "N1239", "Y19"};

    for (size_t i = 0; i < WN_COUNT(kinds); i++)
        if (kinds[i][0] == code[0])
            return strchr(kinds[i] + 1, code[1]) != NULL;
    return false;
}

/* Is it a division code of GB/T 2260, or 100000 for the whole country? */
static bool is_division(const char *code)
{
    for (size_t i = 0; i < 6; i++)
        if (code[i] < '0' || code[i] > '9')
            return false;
    return wn_is_cn_province(code) || !memcmp(code, "10", 2);
}

/* Is it a made-up code: 123456789012345678, or a body of one repeated character? */
static bool is_idle(const char *code)
{
    return !memcmp(code, "123456789012345678", 18) ||
           (code[8] == code[9] && !memcmp(code + 8, code + 9, 7));
}

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
    bool right =
        (31 - sum % 31) % 31 == last && is_organ(upper) && is_division(upper + 2);
    if (wn_check_cn_person(upper)) {
        out->remark = WN_REMARK_MISPLACED;
        return WN_INVALID;
    }
    if (!right)
        return WN_INVALID;
    if (is_idle(upper))
        out->remark = WN_REMARK_DUMMY;
    out->value = (wn_str){upper, s.len};
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "91350100m000100y43", "91350100M000100Y43"},
    {NULL, " 9135 0100 M000 100Y 43", "91350100M000100Y43"},
    {NULL, "91350100M000100Y44", NULL},
    {NULL, "000000000000000000", NULL},
    {NULL, "11010519491231002X", NULL},
    {NULL, "12345", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_uscc = {
    .name = "uscc",
    .en =
        "a Chinese unified social credit code (GB 32100): the organ that registered it, "
        "the division and the check character must be right; a person's identity number "
        "is none",
    .zh = "统一社会信用代码（GB 32100）：登记机关、行政区划和校验位都要对；身份证号不是",
    .role = WN_ROLE_TAX_ID,
    .sql = "TEXT",
    .mask = "tail4",
    .remarks = 1u << WN_REMARK_MISPLACED | 1u << WN_REMARK_DUMMY,
    .apply = apply,
    .examples = examples,
};
