/*
 * han.h - the sound, the case and the simplified form of a character, from tables that
 * ICU fills when winnow is built (tools/tables.c). Measured: a call of ICU's Han-Latin
 * transliterator takes 135 µs, a look-up here 5 ns.
 */
#ifndef CORE_HAN_H
#define CORE_HAN_H

#include "winnow/base.h"

const char *wn_pinyin(uint32_t c);         /* "zhang" without tone, or NULL */
const char *wn_pinyin_surname(uint32_t c); /* 单 "shan", 曾 "zeng"; or NULL */
/* The pinyin of the two-character surname at the beginning of the name (欧阳, 歐陽):
 * "ouyang". NULL: the name begins with none. */
const char *wn_compound_surname(wn_str name);
uint32_t wn_simplified(uint32_t c); /* 張 -> 张; others unchanged */
/* A text in simplified characters, with OpenCC's exceptions (乾隆 stays). `out` has
 * room for s.len * 3 + 4 bytes; returns the length. */
size_t wn_simplify(wn_str s, char *out);
size_t wn_traditionalize(wn_str s, char *out); /* 头发 头髮, 出发 出發; as above */
const char *wn_latin_ascii(uint32_t c); /* é "e", Ж "zh", か "ka", 김 "gim"; or NULL */
/* Full-width forms and ideographic space to their ASCII twins; others unchanged. */
uint32_t wn_narrow(uint32_t c);
uint32_t wn_lower(uint32_t c);
uint32_t wn_upper(uint32_t c);
/* A letter without case and accents: é e, Й и. 0: c is a separate accent, or a mark of no
 * width that joins or separates letters. */
uint32_t wn_fold_letter(uint32_t c);
bool wn_has_digit(wn_str s);
int wn_digit(uint32_t c);      /* 0 to 9 of any script's digits, or -1 */
bool wn_is_letter(uint32_t c); /* of any script; ideographs and kana too */

#endif
