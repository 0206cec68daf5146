/*
 * script.c - which scripts names are in, since across some of them spelling tells
 * nothing.
 *
 * Nobody can romanize فيصل as Faisal for sure; and Chinese people have English given
 * names that do not sound like their own: Peter Zhang may well be 张立国.
 */
#include "column_type.h"
#include "intern.h"

#include "core/han.h"
#include "core/hash.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_SYLLABLE 6 /* zhuang */
#define LONGEST_NAME 32

static uint64_t key_of(const char *text, size_t len)
{
    return wn_hash((wn_str){text, len}, 0x70696e79) | 1;
}

/* All syllables of pinyin. */
static void learn_syllables(link_interner *syllables)
{
    for (uint32_t c = 0x4E00; c <= 0x9FA5; c++) {
        const char *sound = wn_pinyin(c);
        if (sound)
            link_intern_key(syllables, key_of(sound, strlen(sound)));
    }
}

/* Can the name be cut into syllables? */
static bool is_pinyin(const link_interner *syllables, wn_str name)
{
    bool reached[LONGEST_NAME + 1] = {true};

    if (name.len > LONGEST_NAME)
        return false;
    for (size_t at = 0; at < name.len; at++)
        for (size_t n = 1; reached[at] && n <= LONGEST_SYLLABLE && at + n <= name.len;
             n++)
            if ((n == 1 && name.ptr[at] == ' ') ||
                link_interner_has(syllables, key_of(name.ptr + at, n)))
                reached[at + n] = true;
    return reached[name.len];
}

/* Letters whose vowels are not written, or that are not romanized here. */
static bool is_unread(const link_value *v)
{
    wn_str text = link_text(v);

    for (size_t at = 0; at < text.len;) {
        uint32_t c = wn_utf8_next(text, &at);
        if (c >= 0x590 && c <= 0x8FF)
            return true;
    }
    return !wn_is_ascii((wn_str){v->sound, v->sound_len});
}

bool link_is_han(const link_value *v)
{
    size_t at = 0;

    return v->len >= 3 && wn_is_han(wn_utf8_next(link_text(v), &at));
}

static link_script script_of(const link_value *v, const link_interner *syllables)
{
    if (is_unread(v))
        return LINK_SCRIPT_UNREAD;
    if (syllables->count == 0)
        return LINK_SCRIPT_PLAIN;
    if (link_is_han(v))
        return LINK_SCRIPT_HAN;
    return is_pinyin(syllables, (wn_str){v->sound, v->sound_len}) ? LINK_SCRIPT_PLAIN
                                                                  : LINK_SCRIPT_ENGLISH;
}

void link_set_scripts(link_column *c)
{
    link_interner syllables = {0};
    bool chinese = false;

    for (size_t i = 1; i < c->values.count && !chinese; i++)
        chinese = c->role == LINK_ROLE_GIVEN && link_is_han(&c->values.values[i]);
    if (chinese)
        learn_syllables(&syllables);
    for (size_t i = 1; i < c->values.count; i++) {
        link_value *v = &c->values.values[i];
        v->script = script_of(v, &syllables);
        v->signature |= v->script != LINK_SCRIPT_PLAIN ? LINK_SIGNATURE_LOOK : 0;
    }
    link_interner_release(&syllables);
}
