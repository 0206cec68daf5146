/*
 * masking.c - the masks: one function for each kind, and a table of them.
 *
 * A pseudonym is the first 60 bits of the value's HMAC-SHA256 (RFC 2104) in Crockford's
 * base 32. In a file of a million values the probability that any two have the same
 * pseudonym is one in two million.
 */
#include "mask.h"

#include "fail.h"
#include "file.h"
#include "memory.h"

#include <errno.h>
#include <nettle/hmac.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

static size_t first_character(wn_str s)
{
    size_t at = 0;

    if (s.len > 0)
        wn_utf8_next(s, &at);
    return at;
}

/* Of several mailboxes only the first; the text after its domain is not shown. */
static wn_str mask_email(wn_str s, const wn_key *key, wn_arena *arena)
{
    const char *at = memchr(s.ptr, '@', s.len);
    size_t from = at ? (size_t)(at - s.ptr) : s.len, to = from;

    (void)key;
    while (to < s.len && !strchr(" ;,/|>\n", s.ptr[to]))
        to++;
    return wn_arena_format(arena, "%.*s***%.*s", (int)first_character(s), s.ptr,
                           (int)(to - from), s.ptr + from);
}

/* Show the first three and the last four characters; in a cell that is too long for one
 * number, only the first three. */
static wn_str mask_phone(wn_str s, const wn_key *key, wn_arena *arena)
{
    size_t shown = wn_str_span(s, "+0123456789 -().");

    (void)key;
    if (s.len < 8 || shown < 3)
        return WN_STR("****");
    return wn_arena_format(arena, "%.3s****%.*s", s.ptr,
                           s.len <= 20 && shown == s.len ? 4 : 0, s.ptr + s.len - 4);
}

static wn_str mask_none(wn_str s, const wn_key *key, wn_arena *arena)
{
    wn_str copy = wn_arena_str(arena, s);

    (void)key;
    return copy.len > 60
               ? wn_arena_format(arena, "%.*s…",
                                 (int)wn_utf8_valid((wn_str){copy.ptr, 60}), copy.ptr)
               : copy;
}

static wn_str mask_name(wn_str s, const wn_key *key, wn_arena *arena)
{
    (void)key;
    return wn_arena_format(arena, "%.*s**", (int)first_character(s), s.ptr);
}

static wn_str mask_tail4(wn_str s, const wn_key *key, wn_arena *arena)
{
    (void)key;
    return s.len > 8 && wn_is_ascii(s)
               ? wn_arena_format(arena, "****%.4s", s.ptr + s.len - 4)
               : WN_STR("****");
}

static wn_str mask_year(wn_str s, const wn_key *key, wn_arena *arena)
{
    (void)key;
    return wn_str_span(s, "0123456789") == 4 ? wn_arena_format(arena, "%.4s-**-**", s.ptr)
                                             : WN_STR("****");
}

static wn_str mask_pseudonym(wn_str s, const wn_key *key, wn_arena *arena)
{
    struct hmac_sha256_ctx hmac;
    uint8_t digest[8];
    uint64_t bits = 0;
    char *text = wn_arena_bytes(arena, 12);

    if (!key)
        return WN_STR("****");
    hmac_sha256_set_key(&hmac, sizeof(key->bytes), key->bytes);
    hmac_sha256_update(&hmac, s.len, (const uint8_t *)s.ptr);
    hmac_sha256_digest(&hmac, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++)
        bits = bits << 8 | digest[i];
    for (size_t i = 0; i < 12; i++)
        text[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> (59 - 5 * i) & 31];
    return (wn_str){text, 12};
}

static wn_str mask_all(wn_str s, const wn_key *key, wn_arena *arena)
{
    (void)s;
    (void)key;
    (void)arena;
    return WN_STR("****");
}

/* The names of the kinds, in the order of the table of functions. */
const char *const wn_mask_names[] = {"none", "name",      "email", "phone", "tail4",
                                     "year", "pseudonym", "all",   NULL};
static wn_str (*const masks[])(wn_str s, const wn_key *key, wn_arena *arena) = {
    mask_none,  mask_name, mask_email,     mask_phone,
    mask_tail4, mask_year, mask_pseudonym, mask_all};
_Static_assert(WN_COUNT(masks) + 1 == WN_COUNT(wn_mask_names), "a function for each");

wn_str wn_mask(wn_str kind, wn_str value, const wn_key *key, wn_arena *arena)
{
    size_t i = 0;

    while (i + 1 < WN_COUNT(masks) && !wn_str_equal(kind, wn_str_of(wn_mask_names[i])))
        i++;
    return value.len ? masks[i](value, key, arena) : WN_STR("");
}

/* ---- the key ---------------------------------------------------------------------- */

bool wn_key_load(const char *path, wn_key *out)
{
    wn_error ignored = {0};
    wn_buf text = {0};
    bool good = wn_file_read(path, 4096, WN_E_SOURCE, &text, &ignored) == WN_OK;
    wn_str s = wn_str_trim(wn_buf_str(&text));

    good = good && s.len == 2 * sizeof(out->bytes);
    for (size_t i = 0; good && i < sizeof(out->bytes); i++) {
        int high = wn_hex_digit(s.ptr[2 * i]), low = wn_hex_digit(s.ptr[2 * i + 1]);
        good = high >= 0 && low >= 0;
        out->bytes[i] = (uint8_t)(high << 4 | low);
    }
    wn_buf_release(&text);
    return good;
}

static wn_rc make_key(const char *path, wn_key *out, wn_arena *arena, wn_error *err)
{
    char hex[2 * sizeof(out->bytes) + 2];
    wn_str dir = wn_path_dir(wn_str_of(path));

    if (getrandom(out->bytes, sizeof(out->bytes), 0) != (ssize_t)sizeof(out->bytes))
        return wn_fail(err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, path,
                       wn_why(err->lang, errno));
    wn_hex(hex, out->bytes, sizeof(out->bytes));
    hex[sizeof(hex) - 2] = '\n';
    wn_rc rc = wn_path_make(wn_arena_str(arena, dir).ptr, err);
    return rc < 0 ? rc : wn_file_write(path, (wn_str){hex, sizeof(hex) - 1}, err);
}

wn_rc wn_key_own(wn_key *out, wn_error *err)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    wn_arena arena = {0};
    struct stat there;
    wn_rc rc = WN_OK;
    wn_str path = config && *config
                      ? wn_arena_format(&arena, "%s/winnow/pseudonym.key", config)
                      : wn_arena_format(&arena, "%s/.config/winnow/pseudonym.key",
                                        home ? home : "");

    if (!wn_key_load(path.ptr, out))
        /* an existing file that has no key is not written over */
        rc = stat(path.ptr, &there) == 0
                 ? wn_fail(err, WN_E_TARGET, WN_SAY_NO_KEY, path.ptr)
                 : make_key(path.ptr, out, &arena, err);
    wn_arena_release(&arena);
    return rc;
}
