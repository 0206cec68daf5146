/* placeholders.h - values made of words that say nothing. */
#ifndef CHECKS_PLACEHOLDERS_H
#define CHECKS_PLACEHOLDERS_H

#include "core/text.h"

/* Test Test, test 123, Demo Company, asdf asdf, 测试测试: is the value made only of words
 * that say nothing, or that say "this is a test"? Case and width do not matter. */
bool placeholder_in_words(wn_str value);

#endif
