/*
 * transform.h - one way to judge and rewrite one value.
 *
 * A transform is a pure function of the text and its options: no clock, no
 * file, no memory of the last record. Its examples are printed by `winnow
 * explain` and in the manual, and run as tests, so the manual cannot lie.
 */
#ifndef WINNOW_TRANSFORM_H
#define WINNOW_TRANSFORM_H

#include "winnow/arena.h"
#include "winnow/option.h"

typedef enum wn_verdict {
    WN_CLEAN,   /* out is the canonical form (it may equal in) */
    WN_EMPTY,   /* says nothing: blanks, or the type's own "never" (0000-00-00) */
    WN_INVALID, /* not such a thing at all; out is not looked at */
    WN_UNKNOWN, /* choice only: not in the list; out is not looked at */
} wn_verdict;

typedef struct wn_example {
    const char *options; /* "region=US", or NULL */
    const char *in;
    const char *out; /* NULL: INVALID or UNKNOWN; "": EMPTY */
} wn_example;

/* What a value of the type is compared as, when records are matched. */
typedef enum wn_role {
    WN_ROLE_NONE,
    WN_ROLE_PERSON,
    WN_ROLE_COMPANY,
    WN_ROLE_PHONE,
    WN_ROLE_EMAIL,
    WN_ROLE_TAX_ID,
    WN_ROLE_URL,
    WN_ROLE_ADDRESS,
    WN_ROLE_LINK,
    WN_ROLE_COUNT
} wn_role;

typedef struct wn_transform {
    const char *name;
    const char *en, *zh;      /* one sentence */
    const wn_option *options; /* ends with WN_OPT_END; NULL: none */
    size_t config_size;       /* of the struct the options fill; 0: none */
    bool is_number;           /* min= and max= are values, not lengths */
    bool is_date;             /* values sort as text and can grow stale */
    wn_role role;
    const char *sql;  /* column type in a database */
    const char *mask; /* how a report shows it, unless mask= says otherwise */
    wn_verdict (*apply)(wn_str in, const void *config, wn_arena *arena, wn_str *out);
    const wn_example *examples; /* ends with a NULL in; NULL: none */
} wn_transform;

/* All transforms, by name; ends with NULL. */
extern const wn_transform *const wn_transforms[];
const wn_transform *wn_transform_find(wn_str name);

/* Keys under which two spellings of one name meet. Both write into the arena
 * and return "" when there is nothing to compare. */
wn_str wn_person_key(wn_str name, wn_arena *arena); /* 张伟 = 張偉 = Zhang Wei */
wn_str wn_company_key(wn_str name, wn_arena *arena); /* 北京华信科技有限公司 = 华信科技 */
/* The city or province that the name begins with, or "". */
wn_str wn_company_place(wn_str name);

#endif
