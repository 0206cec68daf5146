/* han.c - look-ups in the tables that tools/tables.c wrote at build time. */
#include "winnow/han.h"

#include "tables.inc"

const char *wn_pinyin(uint32_t c)
{
    if (c < 0x4E00 || c > 0x9FFF || table_pinyin[c - 0x4E00] == 0)
        return NULL;
    return table_syllables[table_pinyin[c - 0x4E00]];
}

const char *wn_pinyin_surname(uint32_t c)
{
    for (const struct table_surname *s = table_surnames; s->c; s++)
        if (s->c == c)
            return table_syllables[s->syllable];
    return wn_pinyin(c);
}

uint32_t wn_simplified(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF ? table_simplified[c - 0x4E00] : c;
}

const char *wn_latin_ascii(uint32_t c)
{
    if (c < 0xC0 || c > 0x24F || !table_latin[c - 0xC0][0])
        return NULL;
    return table_latin[c - 0xC0];
}

uint32_t wn_narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 || c == 0xA0 ? ' ' : c;
}
