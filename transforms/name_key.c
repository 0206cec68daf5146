/*
 * name_key.c - the key under which spellings of one person's name meet.
 *
 * Pinyin or plain Latin letters, the parts sorted, so that 张伟, 張偉, Zhang Wei and
 * "Wei, ZHANG" share one. Characters are looked up in tables: measured 135 µs for a
 * call of ICU's Han-Latin transliterator, 150 ns for a whole key here.
 */
#include "han_name.h"
#include "winnow/han.h"
#include "winnow/text.h"
#include "winnow/transform.h"

#include <string.h>

#define MAX_PARTS 8

typedef struct key {
    char *text; /* room for all parts */
    size_t len, start;
    wn_str parts[MAX_PARTS + 1];
    size_t count;
} key;

static bool is_title(wn_str s)
{
    static const char *const titles[] = {"mr", "mrs", "ms", "miss", "dr",  "prof",
                                         "jr", "sr",  "mx", "herr", "frau"};

    if (s.len > 4)
        return false;
    for (size_t i = 0; i < WN_COUNT(titles); i++)
        if (wn_str_equal(s, wn_str_of(titles[i])))
            return true;
    return false;
}

static void end_part(key *k)
{
    wn_str part = {k->text + k->start, k->len - k->start};

    if (part.len == 0)
        return;
    if (part.len == 2 && part.ptr[1] == 'v' && (part.ptr[0] == 'l' || part.ptr[0] == 'n'))
        k->text[k->len - 1] = 'u'; /* Lv Bu: how 吕 is typed */
    k->start = k->len;
    if (k->count < MAX_PARTS && !is_title(part))
        k->parts[k->count++] = part;
}

static void add_sound(key *k, const char *sound, uint32_t c)
{
    if (sound)
        k->len = (size_t)(stpcpy(k->text + k->len, sound) - k->text);
    else
        k->len += wn_utf8_put(k->text + k->len, c);
}

/* Pinyin of a Chinese name as two parts: "zhang" and "wei". */
static void add_han(key *k, wn_str name)
{
    han_name parts;
    char plain[16];
    size_t len = 0;

    han_name_parse(name, &parts);
    for (size_t at = 0; at < parts.family.len && len < 6;)
        len += wn_utf8_put(plain + len, wn_simplified(wn_utf8_next(parts.family, &at)));
    const char *compound = len == 6 ? wn_compound_surname((wn_str){plain, 6}) : NULL;
    if (compound) {
        add_sound(k, compound, 0);
    } else {
        for (size_t at = 0; at < parts.family.len;) {
            bool first = at == 0;
            uint32_t c = wn_simplified(wn_utf8_next(parts.family, &at));
            if (c != 0xB7)
                add_sound(k, first ? wn_pinyin_surname(c) : wn_pinyin(c), c);
        }
    }
    end_part(k);
    wn_str given = parts.given.len ? parts.given : parts.title;
    for (size_t at = 0; at < given.len;) {
        uint32_t c = wn_simplified(wn_utf8_next(given, &at));
        add_sound(k, wn_pinyin(c), c);
    }
    end_part(k);
}

/* Latin and other scripts: lower case, accents off, cut at blanks and marks. */
static void add_latin(key *k, wn_str s)
{
    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.ptr[at];
        if (byte < 0x80) {
            at++;
            if ((byte | 32) >= 'a' && (byte | 32) <= 'z')
                k->text[k->len++] = (char)(byte | 32);
            else if (byte != '\'')
                end_part(k);
            continue;
        }
        uint32_t c = wn_utf8_next(s, &at);
        if (c == 0xB7 || c == 0x3000 || c == 0x30FB || (c >= 0x2000 && c <= 0x206F)) {
            if (c != 0x2019 && c != 0x2018 && c != 0x200C && c != 0x200D)
                end_part(k);
            continue;
        }
        const char *sound = wn_latin_ascii(c);
        add_sound(k, sound ? sound : wn_pinyin(wn_simplified(c)), wn_lower(c));
    }
    end_part(k);
}

/* The run of Chinese characters in a name of two scripts (张伟 Zhang Wei): those of
 * two or more decide. Blanks between them count: 张 伟. */
static wn_str han_run(wn_str s, char *out)
{
    size_t len = 0, count = 0;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            if (s.ptr[from] == ' ')
                continue;
            if (count >= 2)
                break;
            len = count = 0;
            continue;
        }
        uint32_t c = wn_utf8_next(s, &at);
        if (wn_is_han(c) || (c == 0xB7 && count > 0)) {
            memcpy(out + len, s.ptr + from, at - from);
            len += at - from;
            count += c != 0xB7;
        } else if (wn_latin_ascii(c) && c >= 0x3040) {
            return WN_STR(""); /* Japanese, Korean: the whole is one name */
        }
    }
    return count >= 2 || (count == 1 && len == s.len) ? (wn_str){out, len} : WN_STR("");
}

static void sort(wn_str *parts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        wn_str part = parts[i];
        size_t at = i;
        for (; at > 0 && wn_str_compare(part, parts[at - 1]) < 0; at--)
            parts[at] = parts[at - 1];
        parts[at] = part;
    }
}

wn_str wn_person_key(wn_str name, wn_arena *arena)
{
    size_t room = name.len * 4 + 16, len = 0;
    key k = {.count = 0};

    if (name.len == 0)
        return WN_STR("");
    char *memory = wn_arena_bytes(arena, 3 * room);
    k.text = memory + room;
    wn_str han = wn_is_ascii(name) ? WN_STR("") : han_run(name, memory + 2 * room);
    if (han.len)
        add_han(&k, han);
    else
        add_latin(&k, name);
    sort(k.parts, k.count);
    for (size_t i = 0; i < k.count; i++) {
        if (i > 0)
            memory[len++] = ' ';
        memcpy(memory + len, k.parts[i].ptr, k.parts[i].len);
        len += k.parts[i].len;
    }
    wn_arena_trim(arena, memory, 3 * room, len);
    return (wn_str){memory, len};
}
