/*
 * cn_id.c - identity numbers of Chinese citizens (GB 11643): 18 digits with a check
 * character. The 15 digits of cards before 1999 are converted to 18.
 */
#include "tidy.h"
#include "core/check_digit.h"
#include "winnow/transform.h"

#include <string.h>

enum { PART_NUMBER, PART_BIRTHDAY, PART_GENDER, PART_PROVINCE };
static const char *const parts[] = {"number", "birthday", "gender", "province", NULL};

struct config {
    int part;
};

static const wn_option options[] = {
    {.name = "part",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, part),
     .fallback = "number",
     .choices = parts,
     .en = "take what the number says: birthday, gender or province (GB/T 2260)",
     .zh = "取号码里的信息：出生日期、性别或省级代码（GB/T 2260）"},
    {.type = WN_OPT_END},
};

/* A county code that does not exist: 123456, 111111. */
static bool is_idle(const char *d)
{
    return !memcmp(d, "123456", 6) || (memcmp(d, d + 1, 5) == 0) ||
           !memcmp(d + 2, "0000", 4);
}

static wn_str part_of(const char *text, int part, wn_arena *arena)
{
    switch (part) {
    case PART_BIRTHDAY:
        return wn_arena_format(arena, "%.4s-%.2s-%.2s", text + 6, text + 10, text + 12);
    case PART_GENDER:
        return wn_str_of((text[16] - '0') % 2 ? "male" : "female");
    case PART_PROVINCE:
        return wn_arena_format(arena, "%.2s0000", text);
    default:
        return (wn_str){text, 18};
    }
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_SQUEEZE, arena);
    char *text = wn_arena_bytes(arena, 20);

    if (s.len == 0)
        return WN_EMPTY;
    if (s.len > 2 && s.ptr[0] == '\'')
        s = (wn_str){s.ptr + 1, s.len - 1};
    size_t digits = wn_str_span(s, "0123456789");
    if (digits > 0 && digits < s.len && (s.ptr[digits] == 'E' || s.ptr[digits] == '.'))
        out->remark = WN_REMARK_DAMAGED; /* 1.10101E+17 */
    if (s.len == 15 && digits == 15) {
        memcpy(text, s.ptr, 6);
        memcpy(text + 6, "19", 2);
        memcpy(text + 8, s.ptr + 6, 9);
        text[17] = wn_check_mod_11_2(text);
    } else if (s.len == 18 && digits >= 17) {
        memcpy(text, s.ptr, 18);
        text[17] = text[17] == 'x' ? 'X' : text[17];
    } else {
        return WN_INVALID;
    }
    if (!wn_check_cn_person(text))
        return WN_INVALID;
    if (is_idle(text))
        out->remark = WN_REMARK_DUMMY;
    out->value = part_of(text, c->part, arena);
    return WN_CLEAN;
}

/* Made up: no person has these codes of region and person together. */
static const wn_example examples[] = {
    {NULL, "11010519491231002X", "11010519491231002X"},
    {NULL, " 11010519491231002x ", "11010519491231002X"},
    {NULL, "110105491231002", "11010519491231002X"},
    {"part=birthday", "11010519491231002X", "1949-12-31"},
    {"part=gender", "11010519491231002X", "female"},
    {NULL, "110105194912310021", NULL},
    {NULL, "11010519491331002X", NULL},
    {NULL, "1.10105E+17", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_cn_id = {
    .name = "cn_id",
    .en = "a Chinese identity number (GB 11643): its province, the day of birth and the "
          "check character must be right; 15 digits become 18. One of a county that is "
          "none (123456...) is remarked on",
    .zh = "居民身份证号（GB 11643）：省份、出生日期和校验码都要对，15 位升为 18 "
          "位；县级代码"
          "不存在的（123456 等）加备注",
    .options = options,
    .config_size = sizeof(struct config),
    .sql = "TEXT",
    .mask = "tail4",
    .remarks = 1u << WN_REMARK_DAMAGED | 1u << WN_REMARK_DUMMY,
    .apply = apply,
    .examples = examples,
};
