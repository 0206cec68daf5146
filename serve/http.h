/* http.h - listens on this machine, and turns HTTP into requests and replies. */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include "guard.h"
#include "request.h"

#include "winnow/error.h"

#include <signal.h>

#define HTTP_FIELDS 400               /* of a form, at most */
#define HTTP_FORM ((size_t)256 << 10) /* bytes of a form without its files */

typedef struct http http;

/* Who answers. */
typedef struct http_site {
    void (*answer)(void *data, request *q, reply *a);
    void (*idle)(void *data); /* called some times a second */
    void *data;
    int folder; /* where uploads are put until they are complete */
    wn_lang lang;
} http_site;

/* Listen; `port` 0: any that is free. WN_E_USAGE: somebody else listens there. */
wn_rc http_open(http **out, const http_site *site, int port, wn_error *err);
int http_port(const http *h);
const char *http_key(const http *h);  /* lets one browser in, once */
const char *http_form(const http *h); /* what every form brings along */
void http_loop(http *h, const volatile sig_atomic_t *stop);
void http_close(http *h); /* NULL is fine */

#endif
