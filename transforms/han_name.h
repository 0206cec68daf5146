/* han_name.h - the parts of a person's name in the characters of China and Japan. */
#ifndef TRANSFORMS_HAN_NAME_H
#define TRANSFORMS_HAN_NAME_H

#include "winnow/arena.h"

typedef struct han_name {
    wn_str family, given; /* 欧阳 晓红; the likeliest where `unsure` */
    wn_str title;         /* 先生, 总, 经理 behind it, or "" */
    bool unsure;          /* nobody can say where the parts meet, or which is which */
    bool dotted;          /* 阿依古丽·买买提: no Chinese family name */
} han_name;

/* 先生, 女士: how somebody is addressed, which says no more of them. */
bool han_name_is_courtesy(wn_str title);

/* Take a name apart: no blank in it, or one. A title is only cut off: 王先生 has a family
 * name and no given name. The parts borrow from the text. */
void han_name_parse(wn_str name, han_name *out);

/* The dots in foreign names (・ • ‧ ∙ .) between characters are all of them a ·. */
wn_str han_name_dots(wn_str name, wn_arena *arena);

/* 서연 씨, 김 부장님, 鈴木さん: the name without how somebody is addressed; `courtesy`:
 * no more than Mr. */
wn_str han_name_honorific(wn_str name, wn_str *title, bool *courtesy);

/* 田中 さくら, 김 민준: kana and hangul show nothing of where the parts meet, but a blank
 * behind characters, or behind one syllable, does, and a Korean family name before two
 * syllables. False: it cannot be said. */
bool han_name_syllabic(wn_str name, wn_str *family, wn_str *given);

#endif
