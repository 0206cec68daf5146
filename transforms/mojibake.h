/* mojibake.h - text that was once read in a wrong encoding. */
#ifndef TRANSFORMS_MOJIBAKE_H
#define TRANSFORMS_MOJIBAKE_H

#include "winnow/arena.h"

typedef enum mojibake {
    MOJIBAKE_NONE,
    MOJIBAKE_MENDED, /* undone: the way back lost nothing */
    MOJIBAKE_LOST,   /* 锟斤拷, U+FFFD, ?? among Chinese: there is no way back */
} mojibake;

/* Repairs text where that is possible: UTF-8 read as Latin-1, Windows-1252 or GBK (also
 * twice), GBK read as Latin-1. *out is `in` itself, or a copy in the arena. */
mojibake mojibake_mend(wn_str in, wn_arena *arena, wn_str *out);

/* May the text be one to mend? Of names in characters only the first is looked at. */
bool mojibake_suspected(wn_str in);

/* The character of this byte, 0x80 to 0x9F, in Windows-1252. */
uint32_t mojibake_character(unsigned byte);

#endif
