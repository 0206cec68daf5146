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

uint32_t wn_fold_letter(uint32_t c)
{
    if (c < FOLD_FIRST)
        return c >= 'A' && c <= 'Z' ? c | 32 : c;
    return c <= FOLD_LAST ? table_fold[c - FOLD_FIRST] : c;
}

int wn_digit(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (c >= 0xFF10 && c <= 0xFF19)
        return (int)(c - 0xFF10);
    if (c < table_zeros[0] || (c >= 0x3000 && c <= 0x9FFF))
        return -1;
    for (size_t i = 0; i < WN_COUNT(table_zeros) && table_zeros[i] <= c; i++)
        if (c - table_zeros[i] < 10)
            return (int)(c - table_zeros[i]);
    return -1;
}

bool wn_is_letter(uint32_t c)
{
    size_t low = 0, high = WN_COUNT(table_letters);

    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > table_letters[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < WN_COUNT(table_letters) && c >= table_letters[low].first;
}
