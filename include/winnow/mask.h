/*
 * mask.h - values as they may leave the machine: 138****8000, 张**, z***@d.cn, or a
 * pseudonym that is the same each time and says nothing without the key.
 */
#ifndef WINNOW_MASK_H
#define WINNOW_MASK_H

#include "winnow/error.h"
#include "winnow/text.h"

typedef struct wn_key {
    uint8_t bytes[32];
} wn_key;

/* The kinds of masks: none, name, email, phone, tail4, year, pseudonym, all; ends with
 * NULL. What is no kind masks like "all". */
extern const char *const wn_mask_names[];

/* In the arena. `key` is for pseudonyms only; without one they mask like "all". */
wn_str wn_mask(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena);

/* The key in a file of 64 hexadecimal digits. False: there is none, or it is no key. */
bool wn_key_load(const char *path, wn_key *out);
/* This user's own: $XDG_CONFIG_HOME/winnow/pseudonym.key (or ~/.config/...), made anew
 * with mode 0600 where there is none. */
wn_rc wn_key_own(wn_key *out, wn_error *err);

#endif
