/* choice.c - a value of a controlled list: replaces any of its spellings by its code. */
#include "tidy.h"
#include "core/mapping.h"

struct config {
    const wn_list *list;
};

static const wn_option options[] = {
    {.name = "list",
     .type = WN_OPT_LIST,
     .offset = offsetof(struct config, list),
     .en = "the controlled list of the model",
     .zh = "模型里的下拉值列表"},
    {.type = WN_OPT_END},
};

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);

    if (s.len == 0)
        return WN_EMPTY;
    const wn_list_item *item = c->list ? wn_list_find(c->list, s) : NULL;
    if (!item)
        return WN_UNKNOWN;
    out->value = item->code;
    return WN_CLEAN;
}

const wn_transform wn_transform_choice = {
    .name = "choice",
    .en = "a value of a controlled list, by any of its spellings; the code is loaded",
    .zh = "下拉值：认识各种写法，导入代码",
    .options = options,
    .config_size = sizeof(struct config),
    .blanks = WN_BLANKS_OWN,
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
};
