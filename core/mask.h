/*
 * mask.h - masked values, which may leave the machine: 138****8000, 张**, z***@d.cn; or a
 * pseudonym, which is the same for the same value and says nothing without the key.
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
 * NULL. Any other kind masks like "all". */
extern const char *const wn_mask_names[];

/* The masked value, in the arena. `key` is for pseudonyms only; if it is NULL, they mask
 * like "all". */
wn_str wn_mask(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena);

/* The value for people who only read it: like wn_mask, but with the kind "none" the parts
 * that identify a person are masked (mailboxes, phone, identity, card and account
 * numbers), whatever the name of the column. A placeholder (N/A, 000000) is shown. */
wn_str wn_mask_shown(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena);
/* The same for a field's value; with mask="none" in the model it is shown as it is. */
wn_str wn_field_shown(const wn_field *field, wn_str value, const wn_key *key,
                      wn_arena *arena);
/* A text that is not a field's value: the parts that identify a person are masked as
 * above. The text is not cut. */
wn_str wn_mask_parts(wn_str text, wn_arena *arena);
/* Does the value identify nobody: is it a placeholder, or empty? */
bool wn_mask_is_idle(wn_str value);

/* Read the key from a file of 64 hexadecimal digits. False: no file, or no key in it. */
bool wn_key_load(const char *path, wn_key *out);
/* The key of this user: $XDG_CONFIG_HOME/winnow/pseudonym.key (or ~/.config/...); made
 * with mode 0600 if there is none. */
wn_rc wn_key_own(wn_key *out, wn_error *err);

#endif
