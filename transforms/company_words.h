/* company_words.h - tables of words in names of companies. */
#ifndef TRANSFORMS_COMPANY_WORDS_H
#define TRANSFORMS_COMPANY_WORDS_H

#include "lookup.h"

/* The usual way to write a legal form ("Ltd"), of folded words; NULL: no form. */
const char *company_form(wn_str words);
/* May the folded word stand before a name as its form: PT, ООО? */
bool company_is_prefix(wn_str word);

/* Of text in simplified characters; bytes from its beginning or end, 0: none. */
size_t company_place_length(wn_str text);  /* 北京, 浙江; without 市 and 省 */
size_t company_form_length(wn_str text);   /* 有限公司, 集团股份有限公司 */
size_t company_trade_length(wn_str text);  /* 科技, 贸易 */
size_t company_branch_length(wn_str text); /* 分公司, 办事处 */

#endif
