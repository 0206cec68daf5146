/* han_name.h - the parts of a person's name in the characters of China and Japan. */
#ifndef TRANSFORMS_HAN_NAME_H
#define TRANSFORMS_HAN_NAME_H

#include "winnow/arena.h"

typedef struct han_name {
    wn_str family, given; /* 欧阳 晓红; the likeliest where `unsure` */
    wn_str title;         /* the title after the name: 先生, 总, 经理; or "" */
    bool unsure;          /* the border or the order of the parts is not certain */
    bool dotted;          /* 阿依古丽·买买提: no Chinese family name */
    bool familiar;        /* 小王, 老张: the family name alone is known */
} han_name;

/* Is the title only a form of address (先生, 女士), with no other information? */
bool han_name_is_courtesy(wn_str title);

/* Is the character a title behind a family name: 总, 姐? */
bool han_name_is_title(wn_str character);

/* Takes a name apart that has at most one blank. A title is only cut off: 王先生 has a
 * family name and no given name. The parts point into the text. */
void han_name_parse(wn_str name, han_name *out);

/* The name with every dot between characters (・ • ‧ ∙ .) written as ·. */
wn_str han_name_dots(wn_str name, wn_arena *arena);

/* Cuts an honorific off: 서연 씨, 김 부장님, 鈴木さん. Returns the name; *title is what
 * was cut; *courtesy: it means no more than Mr. */
wn_str han_name_honorific(wn_str name, wn_str *title, bool *courtesy);

/* Takes a name in kana or hangul apart: 田中 さくら, 김 민준. The border shows only by a
 * blank after Chinese characters or after one syllable, or by a Korean family name before
 * two syllables. False: the border is not known. */
bool han_name_syllabic(wn_str name, wn_str *family, wn_str *given);

#endif
