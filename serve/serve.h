/*
 * serve.h - winnow serve: a page on the own machine for what commands do in a folder.
 *
 * The server does no work of its own: it shows what is in the folder and in the target,
 * and starts commands of winnow as processes (jobs.h). So whatever the page does, a
 * command does; a file that breaks a reader breaks a process and not the page; and a run
 * goes on when the page, the browser or the server is gone.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "winnow/error.h"

#include <signal.h>

typedef struct serve serve;

#define SERVE_MAPPINGS 60

typedef struct serve_settings {
    const char *folder; /* where all of it happens */
    const char *const *mappings; /* that are used, as a run would from the folder; none: the
                                    one in the folder, with the exports that are there */
    size_t mapping_count; /* at most SERVE_MAPPINGS */
    const char *target;  /* NULL: clean.db in the folder */
    const char *program; /* the path of winnow */
    int port;            /* 0: any that is free */
    wn_lang lang;
} serve_settings;

/* Listen on 127.0.0.1 and, where there is one, ::1. Texts are borrowed until serve_close.
 * WN_E_USAGE: there is no such folder, or somebody else listens on the port. */
wn_rc serve_open(serve **out, const serve_settings *settings, wn_error *err);
/* The address to open, with the key that lets one browser in, once. Borrowed. */
const char *serve_address(const serve *s);
void serve_loop(serve *s, const volatile sig_atomic_t *stop); /* until *stop is not 0 */
void serve_close(serve *s);                                   /* NULL is fine */

#endif
