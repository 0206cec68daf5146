/*
 * mask.h - values as they may leave the machine: 138****8000, 张**, z***@d.cn, or a
 * pseudonym that is the same each time and says nothing without the key.
 */
#ifndef CORE_MASK_H
#define CORE_MASK_H

#include "mapping.h"
#include "text.h"

#include "winnow/error.h"

typedef struct wn_key {
    uint8_t bytes[32];
} wn_key;

/* The kinds of masks: none, name, email, phone, tail4, year, pseudonym, all; ends with
 * NULL. What is no kind masks like "all". */
extern const char *const wn_mask_names[];

/* In the arena. `key` is for pseudonyms only; without one they mask like "all". */
wn_str wn_mask(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena);

/* The value for those who only read: as wn_mask has it; and where the kind is "none",
 * what tells of a person is masked where it stands (mailboxes, phone, identity, card and
 * account numbers), whatever the column is called. A placeholder (N/A, 000000) is shown.
 */
wn_str wn_mask_shown(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena);
/* The same of a field's value. What its model says may be shown (mask="none") is. */
wn_str wn_field_shown(const wn_field *field, wn_str value, const wn_key *key,
                      wn_arena *arena);
/* A text of no field: what tells of a person in it is masked, as above; not cut. */
wn_str wn_mask_parts(wn_str text, wn_arena *arena);
/* Does the value tell nobody anything: a placeholder, or empty? */
bool wn_mask_is_idle(wn_str value);

/* The key in a file of 64 hexadecimal digits. False: there is none, or it is no key. */
bool wn_key_load(const char *path, wn_key *out);
/* This user's own: $XDG_CONFIG_HOME/winnow/pseudonym.key (or ~/.config/...), made anew
 * with mode 0600 where there is none. */
wn_rc wn_key_own(wn_key *out, wn_error *err);

#endif
