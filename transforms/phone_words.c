/*
 * phone_words.c - words beside a telephone number: they must not be read as digits
 * ("(office)" is 633423 on the keys), and must not be lost.
 */
#include "phone_words.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#define LONGEST 32

/* Small letters, between blanks. Labels only repeat what the field says. */
static const struct {
    phone_word kind;
    const char *words;
} lists[] = {
    {PHONE_WORD_EXTENSION,
     " x xt ext exten extn xtn extension xtension extensión xtensión extensio xtensio "
     "anexo int "
     "interno ramal poste dw durchwahl app apparat nst nebenstelle klappe toestel tst "
     "doorkiesnummer ankn anknytning lokal lokalnummer dahili wew wewn wewnętrzny linka "
     "klapka доб добавочный вн внутр внутренний 转 轉 转接 分机 分機 分机号 分機號 内线 "
     "內線 内線 내선 "
     "转分机 轉分機 转内线 "},
    {PHONE_WORD_OR,
     " or and und et ou oder y o e en of и или 或 和 及 与 或者 以及 至 到 "
     "與 또는 "},
    {PHONE_WORD_LABEL,
     " t m p c ph tel telephone phone mob mobile cell cellphone handy mobil telefon tél "
     "no nr number 电话 手机 手机号 手机号码 电话号码 联系电话 移动电话 固定电话 固话 "
     "座机 "
     "號碼 手機 電話 тел 号 號 "},
};

size_t phone_count_digits(wn_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
    return digits;
}

size_t phone_word_end(wn_str s, size_t at)
{
    size_t next = at;

    for (; at < s.len; at = next) {
        uint32_t c = wn_utf8_next(s, &next);
        bool letter = c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z'
                               : (c == 0x301 || wn_is_letter(c)) && wn_digit(c) < 0;
        if (!letter)
            return at;
    }
    return at;
}

phone_word phone_word_kind(wn_str word)
{
    char text[LONGEST + 8] = " ";
    size_t len = 1;

    if (word.len > LONGEST)
        return PHONE_WORD_TEXT;
    for (size_t at = 0; at < word.len && len < LONGEST;)
        len += wn_utf8_put(text + len, wn_lower(wn_utf8_next(word, &at)));
    text[len++] = ' ';
    for (size_t i = 0; i < WN_COUNT(lists); i++)
        if (memmem(lists[i].words, strlen(lists[i].words), text, len))
            return lists[i].kind;
    return PHONE_WORD_TEXT;
}
