/* name_people.c - names that are not the name of one person: two people, a dummy, a
 * company. */
#include "name_people.h"

#include "asian_names.h"
#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#include "name_dummies.inc"

/* ---- two people -------------------------------------------------------------------- */

static wn_str before(wn_str s, const char *mark)
{
    return wn_str_trim((wn_str){s.ptr, (size_t)(mark - s.ptr)});
}

static wn_str behind(wn_str s, const char *mark, size_t len)
{
    return wn_str_trim((wn_str){mark + len, (size_t)(s.ptr + s.len - mark) - len});
}

/* Can the two to four characters be a name? `sure`: the first is a family name. */
static bool is_han_name(wn_str s, bool sure)
{
    size_t count = 0;

    for (size_t at = 0; at < s.len; count++) {
        uint32_t c = wn_utf8_next(s, &at);
        if (!wn_is_han(c) || count > 3)
            return false;
        if (count == 0 && sure && !asian_chinese(c))
            return false;
    }
    return count >= 2 && (!sure || count < 4);
}

/* Is it a family name of two characters: 欧阳 晓红, 山本 花子? */
static bool is_family(wn_str s)
{
    return asian_japanese(s) || (s.len == 6 && wn_compound_surname(s));
}

bool name_is_two_han(wn_str s)
{
    static const char *const marks[] = {"、", "/", ";", ",", "&", "|", "+"};
    static const char *const words[] = {" ", "和", "与", "及", "與", "暨"};

    if (s.len < 13) /* two characters, a blank, two characters */
        return false;
    for (size_t i = 0; i < WN_COUNT(marks); i++) {
        size_t len = strlen(marks[i]);
        const char *mark = memmem(s.ptr, s.len, marks[i], len);
        if (!mark)
            continue;
        wn_str rest = behind(s, mark, len);
        if (is_han_name(before(s, mark), false) &&
            (is_han_name(rest, false) || name_is_two_han(rest)))
            return true;
    }
    for (size_t i = 0; i < WN_COUNT(words); i++) {
        const char *mark = memmem(s.ptr + 3, s.len - 3, words[i], strlen(words[i]));
        if (mark && is_han_name(before(s, mark), true) &&
            is_han_name(behind(s, mark, strlen(words[i])), true) &&
            !is_family(before(s, mark)))
            return true;
    }
    return false;
}

/* How many letters stand beside the mark; only one means s/o, c/o, A/L. */
static size_t letters_at(wn_str s, size_t at, bool forward)
{
    size_t count = 0;

    while (count < 9) {
        if (forward ? at >= s.len : at == 0)
            break;
        char c = s.ptr[forward ? at : at - 1];
        bool letter = (c & 0x80) || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (!letter && (count > 0 || c != ' '))
            break;
        count += letter;
        at = forward ? at + 1 : at - 1;
    }
    return count;
}

bool name_is_two_latin(wn_str s)
{
    for (size_t i = 1; i + 1 < s.len; i++) {
        bool mark = s.ptr[i] == ';' || s.ptr[i] == '/' || s.ptr[i] == '|';
        size_t to = i + 1;
        if (s.len - i > 3 && !memcmp(s.ptr + i, "、", 3)) {
            mark = true;
            to = i + 3;
        }
        if (mark && letters_at(s, i, false) > 1 && letters_at(s, to, true) > 1)
            return true;
    }
    return false;
}

/* ---- nobody ------------------------------------------------------------------------ */

/* A number at the end does not count: test1, Test User 2. */
bool name_is_dummy(wn_str s)
{
    char text[64];
    size_t len = 0;

    if (s.len > 40 || s.len < 3)
        return false;
    if ((unsigned char)s.ptr[0] <
        0x80) { /* most names are not in the table: found at once */
        for (size_t i = 0; i < 3; i++)
            text[i] =
                s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 32) : s.ptr[i];
        if (!lookup_may_begin(&name_dummies, text))
            return false;
    }
    wn_str folded = lookup_folded(s, text, sizeof(text));
    for (len = folded.len; len > 0 && text[len - 1] >= '0' && text[len - 1] <= '9';)
        len--;
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '.'))
        len--;
    return lookup_find(&name_dummies, (wn_str){text, len}) != NULL;
}

/* ---- firms ------------------------------------------------------------------------- */

bool name_is_company(wn_str s, bool han)
{
    static const char *const signs[] = {"公司", "有限",   "集团",
                                        "工厂", "事务所", "研究院"};
    static const char *const forms[] = {"inc", "ltd", "llc", "gmbh", "corp", "limited"};

    for (size_t i = 0; i < WN_COUNT(signs) && han; i++)
        if (memmem(s.ptr, s.len, signs[i], strlen(signs[i])))
            return true;
    const char *blank = han ? NULL : memrchr(s.ptr, ' ', s.len);
    for (size_t i = 0; i < WN_COUNT(forms) && blank; i++) {
        wn_str last = {blank + 1, (size_t)(s.ptr + s.len - blank - 1)};
        last.len -= last.len > 0 && last.ptr[last.len - 1] == '.';
        if (wn_str_equal_nocase(last, wn_str_of(forms[i])))
            return true;
    }
    return false;
}
