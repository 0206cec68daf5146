/* company_words.h - tables of words in names of companies. */
#ifndef TRANSFORMS_COMPANY_WORDS_H
#define TRANSFORMS_COMPANY_WORDS_H

#include "core/lookup.h"

/* How a word is written in a name, as a set of bits: SA, sa, Sa, in a name that is all
 * in capitals, with marks in it (S.A.). */
enum {
    FORM_UPPER = 1,
    FORM_LOWER = 2,
    FORM_TITLE = 4,
    FORM_SHOUTED = 8,
    FORM_MARKED = 16,
    FORM_ANY = FORM_UPPER | FORM_LOWER | FORM_TITLE | FORM_SHOUTED,
};

/* The usual way to write the legal form ("Ltd") that these folded words are; NULL: they
 * are no form. */
const char *company_form(wn_str words);
/* The same, for a form that is an ordinary word as well: it counts only if it is
 * written so (FORM_ bits). */
const char *company_form_if(wn_str word, unsigned written);
/* How many words the longest form that ends with this one can have; 0: none does. */
size_t company_form_words(wn_str last);
/* Can the folded words stand before a name as its legal form? PREFIX: yes (PT, ООО);
 * PAIRED: if the rest is in quotes, or ends with a form; MORE: together with words that
 * follow; ARTICLE: they are no form, but are left out when names are compared; NAME:
 * no. */
enum { COMPANY_NAME, COMPANY_PREFIX, COMPANY_PAIRED, COMPANY_MORE, COMPANY_ARTICLE };
int company_prefix(wn_str words);
/* Is the text nothing but a legal form, so that it names nobody? */
bool company_is_form_alone(wn_str words);

/* For text in simplified characters. How many bytes at its beginning (place) or end
 * (the others) are such a word; 0: none. */
size_t company_place_length(wn_str text);  /* 北京, 浙江; without 市 and 省 */
size_t company_form_length(wn_str text);   /* 有限公司, 集团股份有限公司 */
size_t company_trade_length(wn_str text);  /* 科技, 贸易 */
size_t company_branch_length(wn_str text); /* 分公司, 办事处 */

/* Cuts off legal forms that stand without a blank before or after a name: （株）,
 * 株式会社, (주). Returns what is left; sets *form, unless it is set already. */
wn_str company_ends(wn_str name, wn_str *form);

#endif
