/* company.h - a company's name taken apart. */
#ifndef TRANSFORMS_COMPANY_H
#define TRANSFORMS_COMPANY_H

#include "core/text.h"

#define COMPANY_WORDS 40

/* The parts point into the name or the arena; a missing part is "". */
typedef struct company {
    wn_str base;  /* the name without its legal form, as written */
    wn_str form;  /* the legal form as it is usually written: Ltd, 有限公司 */
    wn_str place; /* the place: 北京 in 北京华信科技有限公司 or 华信（北京）有限公司 */
    wn_str branch; /* the branch, after the company's name: 深圳分公司 */
    wn_str core;   /* folded, without form, place and branch: 华信科技 */
    bool is_han;
} company;

void company_parse(wn_str name, wn_arena *arena, company *out);
/* The core without the word for the trade: 华信 of 华信科技. */
wn_str company_brand(const company *c);

#endif
