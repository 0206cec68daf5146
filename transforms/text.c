/* text.c - free text: blanks, width and invisible characters put right. */
#include "tidy.h"
#include "winnow/transform.h"

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    (void)config;
    out->value = tidy(in, TIDY_LINES, arena);
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static const wn_example examples[] = {
    {NULL, "  two   blanks ", "two blanks"},
    {NULL, "ＡＢＣ１２３（注）", "ABC123（注）"},
    {NULL, "zero\xE2\x80\x8Bwidth", "zerowidth"},
    {NULL, "\xE3\x80\x80", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_text = {
    .name = "text",
    .en = "free text: blanks, width and invisible characters put right",
    .zh = "自由文本：整理空格、全半角和不可见字符",
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
