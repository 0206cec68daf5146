/*
 * base.h - text, results and languages: the small words of the library.
 *
 *     wn_str s = wn_str_trim(wn_str_of("  abc "));
 *     printf("%.*s\n", WN_FMT(s));
 *
 * Strings carry their length. They may hold any UTF-8 except NUL: readers
 * take NUL out at the border (and say so), so nobody else need think of it.
 *
 * For the whole library: lengths are bytes, unless a comment says characters. What a
 * function returns by pointer or as wn_str is borrowed; what it puts through a pointer
 * to a pointer, and what a function named _new returns, is the caller's. NULL is no
 * argument, unless a comment says so. Functions keep no state between calls but in what
 * they are handed: two threads may call any of them with things of their own.
 */
#ifndef WINNOW_BASE_H
#define WINNOW_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A borrowed piece of text. Whoever owns the bytes says so; a wn_str never does. */
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
bool wn_str_ends(wn_str s, wn_str end);
int wn_str_compare(wn_str a, wn_str b); /* bytewise, as memcmp */
wn_str wn_str_trim(wn_str s);           /* ASCII blanks only */
/* How many bytes at its beginning are of the set; a wn_str has no NUL behind
 * it, so strspn would read on. */
size_t wn_str_span(wn_str s, const char *set);
/* Cut off what stands before the first `separator` and return it; *rest keeps
 * what follows. Without a separator all of *rest is returned. */
wn_str wn_str_cut(wn_str *rest, wn_str separator);
/* "12" -> 12. False when it is not a whole number that fits. */
bool wn_str_number(wn_str s, int64_t *out);

/* What is called when there is no memory, with the bytes that were wanted, on the thread
 * that wanted them. NULL, as at the beginning: one line on stderr and exit code 70; a
 * target database rolls back on its own. A handler does not return (if it does, abort
 * follows): it ends the process, or leaves by longjmp where its caller's own thread asked
 * for memory, which is so of transforms, arenas and linkage, but not of a run, which has
 * workers. What was being built then is lost but for what stands in arenas of the caller.
 * One for the process; set it while no other thread is in winnow. */
void wn_on_memory_out(void (*handler)(size_t bytes, void *data), void *data);

/*
 * What a call that can fail returns. Zero and above: it worked. Below zero:
 * it failed, and the run's wn_error says why (see error.h).
 */
typedef enum wn_rc {
    WN_OK = 0,
    WN_MORE = 1,           /* the batch is filled, call again */
    WN_E_USAGE = -1,       /* what was asked for is wrong: an option, a setting */
    WN_E_MAPPING = -2,     /* a mapping or model file is wrong */
    WN_E_SOURCE = -3,      /* an input cannot be read */
    WN_E_TARGET = -4,      /* the target or an output failed */
    WN_E_INTERNAL = -5,    /* a bug in winnow: an invariant did not hold */
    WN_E_INTERRUPTED = -6, /* it was asked to stop: Ctrl-C */
    WN_ASKS_ORDER = -7, /* no errors, and no caller of the library hears of them: what */
    WN_ASKS_COLUMNS = -8, /* ends a pass, to be found out by another one */
} wn_rc;

/* The languages of everything that people read: WN_EN, WN_ZH, .. */
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
