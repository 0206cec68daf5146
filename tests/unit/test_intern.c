/* test_intern.c - the numbers that stand for values. If these fail, two values get one
 * number, and people who share nothing are taken for the same. */
#include "linkage/intern.h"
#include "linkage/table.h"

#include "tap.h"

#include <stdlib.h>
#include <string.h>

#define KEYS 5000 /* several times what a new table has room for */

static void numbers(void)
{
    link_interner n = {0}, other = {0};
    uint64_t keys[KEYS];
    uint32_t all[KEYS];
    int wrong = 0, known = 0;

    ok(!link_interner_has(&n, 7), "an empty one knows nothing");
    for (uint32_t i = 0; i < KEYS; i++) {
        keys[i] = i % 10 == 9 ? 0 : link_mix(1, i) | 1;
        if (keys[i])
            wrong += link_intern_key(&n, keys[i]) != n.count;
    }
    ok(wrong == 0, "new keys get the next number, while the table grows");
    for (uint32_t i = 0, next = 0; i < KEYS; i++) {
        wrong += keys[i] && link_intern_key(&n, keys[i]) != ++next;
        known += keys[i] && link_interner_has(&n, keys[i]);
    }
    ok(wrong == 0 && known == KEYS / 10 * 9, "known keys keep theirs");
    ok(!link_interner_has(&n, link_mix(2, 1) | 1), "what was not seen is not known");
    link_intern_keys(&other, keys, KEYS, all);
    for (size_t i = 0; i < KEYS; i++)
        wrong += all[i] != (keys[i] ? link_intern_key(&n, keys[i]) : 0);
    ok(wrong == 0, "all at once is one by one; key 0 has number 0");
    link_interner_release(&n);
    link_interner_release(&other);
}

static void texts(void)
{
    link_dictionary d = {0};
    wn_arena arena = {0};
    char text[32] = "zhang wei";
    int wrong = 0;

    link_dictionary_open(&d);
    ok(link_intern_text(&d, WN_STR(""), &arena) == 0, "nothing has number 0");
    uint32_t id = link_intern_text(&d, wn_str_of(text), &arena);
    text[0] = 'c';
    ok(id == 1 && d.values[1].len == 9 && !memcmp(link_text(&d.values[1]).ptr, "zhang wei", 9),
       "the text is a copy");
    ok(link_intern_text(&d, wn_str_of(text), &arena) == 2,
       "another text, another number");
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof(text), "value %d", i);
        wrong += link_intern_text(&d, wn_str_of(text), &arena) != (uint32_t)i + 3;
    }
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof(text), "value %d", i);
        wrong += link_intern_text(&d, wn_str_of(text), &arena) != (uint32_t)i + 3;
    }
    ok(wrong == 0, "while it grows, each text keeps its number");
    link_dictionary_close(&d);
    ok(d.count == KEYS + 3 && !memcmp(link_text(&d.values[3]).ptr, "value 0", 7),
       "closed, it still has its values");
    link_dictionary_release(&d);
    wn_arena_release(&arena);
}

int main(void)
{
    numbers();
    texts();
    return tap_end();
}
