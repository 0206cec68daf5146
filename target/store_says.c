/*
 * store_says.c - what the sources said of each field of a golden record when it was
 * written last (winnow_source.says). With this a later run can tell whether the source
 * changed a cell, or a person changed it in the target.
 *
 * It is a text: a mark (STORE_SAYS_ALL, _STAY, _ASK), then 10 characters for each field
 * that had a value: a hash of its name (5) and a hash of the value (5; all zeros when it
 * is only known that the value was another one). Two different values are taken as equal
 * with a probability of 2^-30, and only in a record that was edited.
 */
#include "store.h"

#include <string.h>

#define NAME 5
#define VALUE 5

static const char digits[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

static void put(char *to, uint64_t hash, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = digits[hash >> (6 * i) & 63];
}

/* Writes the characters of the field to `out`, not terminated. Returns the whole hash of
 * the value; 0: value.ptr is NULL. */
static uint64_t code(const wn_field *field, wn_str value, char out[STORE_SAYS])
{
    uint64_t hash = value.ptr ? store_hash_value(field, value) : 0, part = hash >> 8;

    put(out, field->print, NAME);
    put(out + NAME, value.ptr && (part & 0x3FFFFFFF) == 0 ? 1 : part, VALUE);
    return hash;
}

void store_says_begin(wn_buf *says)
{
    says->len = 0;
    wn_buf_char(says, STORE_SAYS_ALL);
}

uint64_t store_says_add(wn_buf *says, const wn_field *field, wn_str value)
{
    char one[STORE_SAYS];
    uint64_t hash = code(field, value, one);

    wn_buf_add(says, (wn_str){one, STORE_SAYS});
    return hash;
}

wn_str store_says_find(wn_str says, const wn_field *field)
{
    char name[NAME];

    put(name, field->print, NAME);
    for (size_t at = 1; at + STORE_SAYS <= says.len; at += STORE_SAYS)
        if (!memcmp(says.ptr + at, name, NAME))
            return (wn_str){says.ptr + at, STORE_SAYS};
    return (wn_str){0};
}

bool store_says_that(wn_str says, const wn_field *field, wn_str value)
{
    wn_str found = store_says_find(says, field);
    char one[STORE_SAYS];

    if (!value.ptr || !found.ptr)
        return !value.ptr && !found.ptr;
    code(field, value, one);
    return !memcmp(found.ptr, one, STORE_SAYS);
}
