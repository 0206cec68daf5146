/* request.h - what a browser asks, and what it is answered. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include "core/text.h"
#include "core/words.h"

typedef struct serve_field {
    wn_str name, value;
} serve_field;

/* A file that was sent. It lies under `aside` in the server's own folder until a page
 * takes it; what no page takes is removed with the request. */
typedef struct serve_upload {
    wn_str name; /* as it may be called in the folder (guard_name); "": it may not */
    wn_str given;
    char aside[48];
    int fd;
    int why; /* the errno of what failed; 0: it is complete */
    uint64_t bytes;
    struct serve_upload *next;
} serve_upload;

typedef struct request {
    wn_arena arena;
    wn_str path; /* begins with "/" */
    bool is_post;
    bool is_script; /* the page's script asks, and wants JSON */
    wn_lang lang;
    serve_field *fields; /* of the address and of the form, in this order */
    size_t field_count, field_room;
    serve_upload *uploads;
} request;

typedef struct reply {
    unsigned status;
    const char *type;  /* Content-Type */
    wn_str location;   /* "": none */
    wn_str cookie;     /* a whole Set-Cookie; "": none */
    const char *rules; /* Content-Security-Policy; NULL: that of pages */
    wn_str saved_as;   /* the name under which a browser saves it; "": it shows it */
    wn_buf body;
    int fd; /* a file that is sent in place of the body; -1: none */
    uint64_t size;
} reply;

/* The field's value, trimmed; "": there is none. */
wn_str request_field(const request *q, const char *name);
/* The same as a number; `other` where it is none. */
int64_t request_number(const request *q, const char *name, int64_t other);
void request_add(request *q, wn_str name, wn_str value);

/* Answer with another address, after a change: so a reload changes nothing again. */
void reply_go(reply *a, request *q, const char *address);
/* Answer with a sentence in plain text. */
void reply_say(reply *a, const request *q, unsigned status, wn_word word);

#endif
