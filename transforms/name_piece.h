/* name_piece.h - what a piece of a cell is that has a person's name: the name, a note, a
 * company. */
#ifndef TRANSFORMS_NAME_PIECE_H
#define TRANSFORMS_NAME_PIECE_H

#include "winnow/base.h"

/* In the order of how much a piece looks like the name. */
typedef enum name_piece {
    PIECE_NOTE,   /* 采购, 已离职, Sales Manager, do not call: nobody's name */
    PIECE_NUMBER, /* 2, 13800138000 */
    PIECE_FIRM,   /* 华信科技, Acme Ltd */
    PIECE_OTHER,
    PIECE_MAY_BE, /* 福思, Acme: a rare family name, or one word */
    PIECE_NAME,   /* 刘碧敏, John Smith */
} name_piece;

/* What the piece is. It is tidy, and has no blank at its ends. */
name_piece name_piece_of(wn_str piece);

/* How many bytes at the end of a Chinese name are notes that were written to it without a
 * blank: 王芳财务, 张伟销售总监. 0: there are none, or a title alone, which han_name.c
 * knows. *title: the title at the end of them, or "". */
size_t name_note_behind(wn_str name, wn_str *title);
/* The same at the beginning: 财务王芳. */
size_t name_note_before(wn_str name);
/* Is all of this Chinese text notes: 财务部, 销售总监? */
bool name_is_note(wn_str name);
/* May the beginning or the last two characters be a note? Found at once. */
bool name_may_be_note(wn_str name);
/* The title at the end of a note: 销售总监; or "". */
wn_str name_note_title(wn_str note);
/* The same of a text in Latin letters: Reception, do not call. */
bool name_is_latin_note(wn_str name);
/* Are its words jobs, two or more: Sales Manager, Head of Purchasing? */
bool name_is_job(wn_str name);
/* Is it a company, by its last word: Acme Ltd, Siemens AG? */
bool name_is_firm(wn_str name);
/* How many bytes at the beginning are what is written before a name: "c/o ". */
size_t name_prefix(wn_str name);

#endif
