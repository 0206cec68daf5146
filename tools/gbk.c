/* gbk.c - runs while winnow is built: writes tables of GBK's two-byte characters in both
 * directions, from ICU. */
#include <stdint.h>
#include <stdio.h>
#include <unicode/ucnv.h>

#define TRAILS 191 /* 0x40 to 0xFE */

static uint16_t to_unicode[126 * TRAILS], from_unicode[0x10000];

int main(void)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *gbk = ucnv_open("GBK", &code);
    int rare = 0;

    for (int lead = 0x81; lead <= 0xFE && U_SUCCESS(code); lead++)
        for (int trail = 0x40; trail <= 0xFE; trail++) {
            const char bytes[] = {(char)lead, (char)trail};
            UErrorCode bad = U_ZERO_ERROR;
            UChar out[4];
            if (ucnv_toUChars(gbk, out, 4, bytes, 2, &bad) != 1 || U_FAILURE(bad) ||
                out[0] == 0xFFFD || (out[0] >= 0xE000 && out[0] <= 0xF8FF))
                continue;
            to_unicode[(lead - 0x81) * TRAILS + trail - 0x40] = out[0];
            if (!from_unicode[out[0]])
                from_unicode[out[0]] = (uint16_t)(lead << 8 | trail);
        }
    if (U_FAILURE(code))
        return 1;
    printf("/* Written by tools/gbk.c from ICU. */\n#include <stdint.h>\n"
           "static const uint16_t gbk_to_unicode[] = {");
    for (int i = 0; i < 126 * TRAILS; i++)
        printf("%d,%s", to_unicode[i], i % 32 == 31 ? "\n" : "");
    printf("};\nstatic const uint16_t gbk_han[] = {");
    for (int c = 0x4E00; c <= 0x9FFF; c++)
        printf("%d,%s", from_unicode[c], c % 32 == 31 ? "\n" : "");
    printf("};\nstatic const struct gbk_pair { uint32_t c, bytes; } gbk_rare[] = {");
    for (int c = 0x80; c <= 0xFFFF; c++)
        if (from_unicode[c] && (c < 0x4E00 || c > 0x9FFF))
            printf("{%d,%d},%s", c, from_unicode[c], rare++ % 16 == 15 ? "\n" : "");
    printf("};\n");
    ucnv_close(gbk);
    return 0;
}
