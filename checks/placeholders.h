/* placeholders.h - values made of words that say nothing. */
#ifndef CHECKS_PLACEHOLDERS_H
#define CHECKS_PLACEHOLDERS_H

#include "core/text.h"

/* Test Test, test 123, Demo Company, asdf asdf, 测试测试: words of which each says
 * nothing, or which say that it is a test. Of any case and width. */
bool placeholder_in_words(wn_str value);

#endif
