/* line_diff.h - two texts, line by line. */
#ifndef SERVE_LINE_DIFF_H
#define SERVE_LINE_DIFF_H

#include "site.h"

/* Write the lines that are gone and those that came, as <del> and <ins>, with the one
 * before them. Returns how many are not shown, because they are too many. */
size_t line_diff(frame *f, wn_str before, wn_str now);

#endif
