/*
 * base.h - text, results and languages: the small words of the library.
 *
 *     wn_str s = wn_str_trim(wn_str_of("  abc "));
 *     printf("%.*s\n", WN_FMT(s));
 *
 * Strings carry their length. They may hold any UTF-8 except NUL: readers
 * remove NUL bytes (and report them), so no other code has to expect them.
 *
 * For the whole library: lengths are in bytes, unless a comment says characters. The
 * caller borrows what a function returns by pointer or as wn_str. The caller owns what a
 * function puts through a pointer to a pointer, and what a function named _new returns.
 * An argument may be NULL only where a comment says so. Functions keep state only in
 * their arguments: two threads may call any of them, each with its own objects.
 */
#ifndef WINNOW_BASE_H
#define WINNOW_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A borrowed piece of text: a wn_str never owns its bytes. */
typedef struct wn_str {
    const char *ptr;
    size_t len;
} wn_str;

#ifdef __cplusplus
#define WN_STR(literal) (wn_str{(literal), sizeof(literal) - 1})
#else
#define WN_STR(literal) ((wn_str){(literal), sizeof(literal) - 1})
#endif
#define WN_FMT(s) (int)(s).len, (s).ptr /* the two arguments of "%.*s" */

wn_str wn_str_of(const char *text); /* of a C string; NULL gives "" */
bool wn_str_equal(wn_str a, wn_str b);
bool wn_str_equal_nocase(wn_str a, wn_str b); /* ASCII letters only */
bool wn_str_ends(wn_str s, wn_str end);       /* does s end with `end`? */
int wn_str_compare(wn_str a, wn_str b);       /* bytewise, as memcmp */
wn_str wn_str_trim(wn_str s);                 /* ASCII blanks only */
/* How many bytes at the beginning of s are in the set. Like strspn, which cannot be used:
 * a wn_str has no NUL at its end. */
size_t wn_str_span(wn_str s, const char *set);
/* Return the text before the first `separator`; *rest becomes the text after it. Without
 * a separator, return all of *rest; *rest becomes "". */
wn_str wn_str_cut(wn_str *rest, wn_str separator);
/* "12" -> 12, "-3" -> -3. False: s is not a whole number of at most 18 digits. */
bool wn_str_number(wn_str s, int64_t *out);

/* Set the handler that is called when memory runs out, with the number of bytes that were
 * wanted, on the thread that wanted them. NULL, the default: print one line on stderr and
 * exit with code 70; a target database rolls back on its own.
 * The handler must not return (abort() follows if it does). It ends the process, or
 * leaves by longjmp. longjmp works only where the caller's own thread asks for memory:
 * transforms, arenas and linkage; not a run, which has workers. After a longjmp the
 * object that was being built is lost, except for what is in the caller's arenas. There
 * is one handler for the process; set it while no other thread is in winnow. */
void wn_on_memory_out(void (*handler)(size_t bytes, void *data), void *data);

/*
 * The result of a call that can fail. Zero and above: the call worked. Below
 * zero: it failed, and the run's wn_error says why (see error.h).
 */
typedef enum wn_rc {
    WN_OK = 0,
    WN_MORE = 1,           /* the batch is full, call again */
    WN_E_USAGE = -1,       /* an option or a setting is wrong */
    WN_E_MAPPING = -2,     /* a mapping or model file is wrong */
    WN_E_SOURCE = -3,      /* an input cannot be read */
    WN_E_TARGET = -4,      /* the target or an output failed */
    WN_E_INTERNAL = -5,    /* a bug in winnow: an invariant did not hold */
    WN_E_INTERRUPTED = -6, /* the user asked to stop: Ctrl-C */
    /* The last two are no errors, and the library never returns them to its caller. They
     * end a pass that has a question; another pass finds the answer. */
    WN_ASKS_ORDER = -7,
    WN_ASKS_COLUMNS = -8,
} wn_rc;

/* The languages of all texts for people: WN_EN, WN_ZH ... */
typedef enum wn_lang {
#define LANGUAGE(name, code, tag, own) WN_##name,
#include "winnow/languages.def"
#undef LANGUAGE
    WN_LANG_COUNT
} wn_lang;

#ifdef __cplusplus
}
#endif

#endif
