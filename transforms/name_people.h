/* name_people.h - names that are not one person's: of two, of nobody, of a firm. */
#ifndef TRANSFORMS_NAME_PEOPLE_H
#define TRANSFORMS_NAME_PEOPLE_H

#include "winnow/base.h"

/* 张三、李四, 张三和李四, 张三 李四 */
bool name_is_two_han(wn_str s);
/* John Smith; Jane Doe and John Smith / Jane Doe. Not 唐晓/Eric, s/o. */
bool name_is_two_latin(wn_str s);
/* Test Test, John Doe, 测试 */
bool name_is_dummy(wn_str s);
/* 华信有限公司, Acme Inc. */
bool name_is_company(wn_str s, bool han);

#endif
