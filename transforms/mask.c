/*
 * mask.c - masks a value, for files that go to somebody else. Reports mask fields by
 * their type or by mask= in the model; this transform does the same to the value.
 */
#include "core/mask.h"

#include "tidy.h"
#include "winnow/transform.h"

struct config {
    int kind;
    const wn_key *key;
};

static const wn_option options[] = {
    {.name = "kind",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, kind),
     .fallback = "all",
     .choices = wn_mask_names,
     .en = "what to leave: of a name the first character, of a phone number the ends ...",
     .zh = "留下什么：姓名的首字、号码的头尾……"},
    {.name = "key-file",
     .type = WN_OPT_KEY,
     .offset = offsetof(struct config, key),
     .en = "kind=pseudonym: a file of 64 hexadecimal digits (openssl rand -hex 32)",
     .zh = "kind=pseudonym：密钥文件，64 个十六进制字符（openssl rand -hex 32）"},
    {.type = WN_OPT_END},
};

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    wn_str s = tidy(in, TIDY_LINES, arena);

    if (s.len == 0)
        return WN_EMPTY;
    out->value = wn_mask(wn_str_of(wn_mask_names[c->kind]), s, c->key, arena);
    return WN_CLEAN;
}

static const wn_example examples[] = {
    {NULL, "13800138000", "****"},
    {"kind=name", "张伟", "张**"},
    {"kind=phone", "+8613800138000", "+86****8000"},
    {"kind=email", "zhang.wei@example.com", "z***@example.com"},
    {"kind=tail4", "91350100M000100Y43", "****0Y43"},
    {"kind=year", "1987-05-01", "1987-**-**"},
    {"kind=name", " ", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_mask = {
    .name = "mask",
    .en = "a value as it may leave the machine",
    .zh = "遮盖后可以外传的值",
    .options = options,
    .config_size = sizeof(struct config),
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
