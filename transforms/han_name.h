/* han_name.h - the parts of a person's name in Chinese characters. */
#ifndef TRANSFORMS_HAN_NAME_H
#define TRANSFORMS_HAN_NAME_H

#include "winnow/base.h"

typedef struct han_name {
    wn_str family, given; /* 欧阳 晓红 */
    wn_str title;         /* 先生, 总, 经理 behind it, or "" */
} han_name;

/* Take a name without blanks apart. A title is only cut off: 王先生 has a family name
 * and no given name. The parts borrow from the text. */
void han_name_parse(wn_str name, han_name *out);

#endif
