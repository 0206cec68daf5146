/* company.h - a company's name taken apart. */
#ifndef TRANSFORMS_COMPANY_H
#define TRANSFORMS_COMPANY_H

#include "core/text.h"

#define COMPANY_WORDS 40

/* The parts borrow from the name or the arena; those that are not there are "". */
typedef struct company {
    wn_str base; /* the name without its legal form, as written */
    wn_str form; /* the form's usual way to write it: Ltd, 有限公司 */
    wn_str place; /* 北京, of 北京华信科技有限公司 or 华信（北京）有限公司 */
    wn_str branch; /* 深圳分公司 behind the name of the whole */
    wn_str core;   /* folded: without form, place, branch and brackets: 华信科技 */
    bool is_han;
} company;

void company_parse(wn_str name, wn_arena *arena, company *out);
/* The core without what the company does: 华信 of 华信科技. */
wn_str company_brand(const company *c);

#endif
