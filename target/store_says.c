/*
 * store_says.c - what the sources said of each field of a golden record when it was
 * written last (winnow_source.says). With this a later run can tell whether the source
 * changed a cell, or a person changed it in the target.
 *
 * It is a text: a mark (STORE_SAYS_ALL, _STAY, _ASK), a colon, then for the columns of
 * the entity's table, by their number in the catalog, STORE_SAYS characters for each that
 * had a value: a hash of it, all zeros when it is only known that the value was another
 * one. "+" and a digit stand for up to 64 columns without a value. Two different values
 * are taken as equal with a probability of 2^-24, and only in a record that was edited.
 *
 * In targets of version 1 there is no colon, and each value has 10 characters: a hash of
 * the field's name (5) and a hash of the value, of which the first 4 are those of today.
 */
#include "store.h"

#include "core/memory.h"

#include <string.h>

#define NAME 5 /* of version 1 */
#define OLDER (2 * NAME)

static const char digits[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

static void put(char *to, uint64_t hash, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = digits[hash >> (6 * i) & 63];
}

/* Writes the characters of the value, not terminated. Returns its whole hash; 0:
 * value.ptr is NULL. */
static uint64_t code(const wn_field *field, wn_str value, char out[STORE_SAYS])
{
    uint64_t hash = value.ptr ? store_hash_value(field, value) : 0, part = hash >> 8;

    put(out, value.ptr && (part & 0xFFFFFF) == 0 ? 1 : part, STORE_SAYS);
    return hash;
}

/* ---- writing ---------------------------------------------------------------------- */

void store_says_begin(store_said *said)
{
    if (said->room > 0)
        memset(said->codes, 0, said->count * sizeof(*said->codes));
    said->count = 0;
}

static char *place(store_said *said, int number)
{
    size_t at = (size_t)number;

    said->codes = wn_reach(said->codes, at, &said->room, sizeof(*said->codes));
    said->count = at >= said->count ? at + 1 : said->count;
    return said->codes[at];
}

uint64_t store_says_add(store_said *said, int number, const wn_field *field, wn_str value)
{
    return code(field, value, place(said, number));
}

void store_says_keep(store_said *said, int number, wn_str says)
{
    if (says.ptr)
        memcpy(place(said, number), says.ptr, STORE_SAYS);
}

void store_says_text(const store_said *said, char mark, wn_buf *out)
{
    size_t none = 0;

    out->len = 0;
    wn_buf_char(out, mark);
    wn_buf_char(out, ':');
    for (size_t i = 0; i < said->count; i++) {
        if (!said->codes[i][0]) {
            none++;
            continue;
        }
        for (size_t skip; none > 0; none -= skip) {
            skip = none < 64 ? none : 64;
            wn_buf_char(out, '+');
            wn_buf_char(out, digits[skip - 1]);
        }
        wn_buf_add(out, (wn_str){said->codes[i], STORE_SAYS});
    }
}

void store_says_release(store_said *said)
{
    free(said->codes);
    *said = (store_said){0};
}

/* ---- reading ---------------------------------------------------------------------- */

static wn_str find_older(wn_str says, const wn_field *field)
{
    char name[NAME];

    put(name, field->print, NAME);
    for (size_t at = 1; at + OLDER <= says.len; at += OLDER)
        if (!memcmp(says.ptr + at, name, NAME))
            return (wn_str){says.ptr + at + NAME, STORE_SAYS};
    return (wn_str){0};
}

wn_str store_says_find(wn_str says, int number, const wn_field *field)
{
    size_t at = 2, left = (size_t)number;

    if (says.len < 2 || says.ptr[1] != ':')
        return find_older(says, field);
    while (at + 2 <= says.len) {
        bool skips = says.ptr[at] == '+';
        const char *digit = skips ? strchr(digits, says.ptr[at + 1]) : NULL;
        size_t columns = digit ? (size_t)(digit - digits) + 1 : 1;
        if (left < columns)
            return skips || at + STORE_SAYS > says.len
                       ? (wn_str){0}
                       : (wn_str){says.ptr + at, STORE_SAYS};
        left -= columns;
        at += skips ? 2 : STORE_SAYS;
    }
    return (wn_str){0};
}

bool store_says_that(wn_str says, int number, const wn_field *field, wn_str value)
{
    wn_str found = store_says_find(says, number, field);
    char one[STORE_SAYS];

    if (!value.ptr || !found.ptr)
        return !value.ptr && !found.ptr;
    code(field, value, one);
    return !memcmp(found.ptr, one, STORE_SAYS);
}
