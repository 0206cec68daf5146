/* company_words.h - tables of words in names of companies. */
#ifndef TRANSFORMS_COMPANY_WORDS_H
#define TRANSFORMS_COMPANY_WORDS_H

#include "core/lookup.h"

/* How a word stands in a name: SA, sa, Sa, in a name that is all capitals, or with marks
 * in it (S.A.). A set of bits. */
enum {
    FORM_UPPER = 1,
    FORM_LOWER = 2,
    FORM_TITLE = 4,
    FORM_SHOUTED = 8,
    FORM_MARKED = 16,
    FORM_ANY = FORM_UPPER | FORM_LOWER | FORM_TITLE | FORM_SHOUTED,
};

/* The usual way to write a legal form ("Ltd"), of folded words; NULL: no form. */
const char *company_form(wn_str words);
/* The same of a word that is an ordinary one as well: a form only if it is written so. */
const char *company_form_if(wn_str word, unsigned written);
/* How many words the longest form that ends with this one can have; 0: none does. */
size_t company_form_words(wn_str last);
/* May the folded words stand before a name as its form? PREFIX: PT, ООО; PAIRED: if the
 * rest is in quotes, or ends with a form; MORE: with words that follow; ARTICLE: it is no
 * form, but does not count in comparing. */
enum { COMPANY_NAME, COMPANY_PREFIX, COMPANY_PAIRED, COMPANY_MORE, COMPANY_ARTICLE };
int company_prefix(wn_str words);
/* Is it a form that nobody is called by: a name that says nothing? */
bool company_is_form_alone(wn_str words);

/* Of text in simplified characters; bytes from its beginning or end, 0: none. */
size_t company_place_length(wn_str text);  /* 北京, 浙江; without 市 and 省 */
size_t company_form_length(wn_str text);   /* 有限公司, 集团股份有限公司 */
size_t company_trade_length(wn_str text);  /* 科技, 贸易 */
size_t company_branch_length(wn_str text); /* 分公司, 办事处 */

/* Forms that need no blank, in front of a name and behind it: （株）, 株式会社, (주).
 * What is left, and its form in *form, unless that has one already. */
wn_str company_ends(wn_str name, wn_str *form);

#endif
