/*
 * id.c - identifiers, and links, which are identifiers of other records.
 *
 * Compared bytewise: 0012 is not 12, and 001A is not 001a. So nothing changes
 * but blanks around it and the guards that exports put around numbers.
 */
#include "winnow/transform.h"

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str s = wn_str_trim(in);

    (void)config, (void)arena;
    if (s.len >= 3 && s.ptr[0] == '=' && s.ptr[1] == '"' && s.ptr[s.len - 1] == '"')
        s = wn_str_trim((wn_str){s.ptr + 2, s.len - 3});
    else if (s.len >= 2 && s.ptr[0] == '\'')
        s = wn_str_trim((wn_str){s.ptr + 1, s.len - 1});
    out->value = s;
    return s.len ? WN_CLEAN : WN_EMPTY;
}

static const wn_example examples[] = {
    {NULL, " 00120 ", "00120"},
    {NULL, "=\"00123\"", "00123"},
    {NULL, "'00123", "00123"},
    {NULL, "KH-2012-000004\t", "KH-2012-000004"},
    {NULL, " ", ""},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_id = {
    .name = "id",
    .en = "an identifier: kept byte for byte, leading zeros too",
    .zh = "编号：逐字保留，前导零也保留",
    .sql = "TEXT",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};

const wn_transform wn_transform_link = {
    .name = "link",
    .en = "the key of another record; becomes that record's id in the target",
    .zh = "另一条记录的主键；装入后为该记录在目标库里的 id",
    .role = WN_ROLE_LINK,
    .sql = "INTEGER",
    .mask = "none",
    .apply = apply,
    .examples = examples,
};
