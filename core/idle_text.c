/* idle_text.c - what people type to get past a required field. It tells of nobody. */
#include "winnow/text.h"

#include <stdio.h>
#include <string.h>

/* How many of the last digits are one and the same. */
static size_t same_at_end(wn_str s)
{
    size_t count = 0;

    while (count < s.len && s.ptr[s.len - 1 - count] == s.ptr[s.len - 1])
        count++;
    return count;
}

/* 11111111111, 123456, 13800000000. */
static bool is_idle_number(wn_str s)
{
    size_t steps = 1;

    if (s.len == 0 || wn_str_span(s, "0123456789") < s.len)
        return false;
    for (size_t i = 1; i < s.len; i++)
        steps += s.ptr[i] == s.ptr[i - 1] + 1;
    return (s.len >= 5 && steps == s.len) || (s.len >= 5 && same_at_end(s) == s.len) ||
           (s.len >= 10 && same_at_end(s) >= 7);
}

bool wn_is_placeholder(wn_str s)
{
    static const char words[] =
        "|test|test user|testtest|tester|测试|测试客户|测试公司|测试用户|测试数据|asdf|"
        "asdfasdf|qwerty|qwer|aaa|aaaa|aa|abc|xx|xxx|xxxx|tbd|na|n "
        "a|null|none|nil|unknown|"
        "undefined|no "
        "name|noname|n.a|无|暂无|没有|未知|不详|不知道|无邮箱|无电话|空|待定|"
        "待补充|请勿删除|保密|匿名|某先生|某女士|某某|先生|女士|customer|客户|";
    static const char mailboxes[] =
        "|test|noemail|no.email|nomail|none|no|na|n.a|null|unknown|abc|a|aa|aaa|1|11|111|"
        "123|1234|12345|123456|x|xx|xxx|noreply|nobody|asdf|qwer|email|mail|";
    char marked[48];
    const char *at = memchr(s.ptr, '@', s.len);
    wn_str word = at ? (wn_str){s.ptr, (size_t)(at - s.ptr)} : s;

    if (word.len + 2 > sizeof(marked))
        return false;
    if (!at && is_idle_number(s))
        return true;
    snprintf(marked, sizeof(marked), "|%.*s|", WN_FMT(word));
    return strstr(at ? mailboxes : words, marked) != NULL;
}
