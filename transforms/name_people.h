/* name_people.h - names that are not the name of one person: two people, a dummy, a
 * company. */
#ifndef TRANSFORMS_NAME_PEOPLE_H
#define TRANSFORMS_NAME_PEOPLE_H

#include "winnow/base.h"

/* Two people in characters: 张三、李四, 张三和李四, 张三 李四 */
bool name_is_two_han(wn_str s);
/* Two people in Latin letters: John Smith; Jane Doe or John Smith / Jane Doe. Not
 * 唐晓/Eric, s/o. */
bool name_is_two_latin(wn_str s);
/* A made-up name: Test Test, John Doe, 测试 */
bool name_is_dummy(wn_str s);
/* A company: 华信有限公司, Acme Inc. `han`: the text has Chinese characters. */
bool name_is_company(wn_str s, bool han);

#endif
