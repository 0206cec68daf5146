/* column_type.h - what a source column is taken for. For stage 5 only. */
#ifndef MATCH_COLUMNS_H
#define MATCH_COLUMNS_H

#include "table.h"

#include "winnow/mapping.h"

typedef enum kind {
    KIND_UNKNOWN,
    KIND_GIVEN,
    KIND_FAMILY,
    KIND_PERSON,
    KIND_COMPANY,
    KIND_PLACE, /* of a company: its city or province */
    KIND_UNIT,  /* of a company: a branch, the group, or the company itself */
    KIND_URL,
    KIND_LINK,
    KIND_PHONE,
    KIND_EMAIL,
    KIND_DATE,
    KIND_BIRTH,
    KIND_ADDRESS,
    KIND_CITY,
    KIND_IDENTITY,
    KIND_ATTRIBUTE, /* of the model's lists, an amount: only training says what it tells
                     */
    KIND_ADMIN,     /* not compared */
    KIND_COUNT
} kind;

extern const char *const match_kind_names[KIND_COUNT];

/* What all values of a column are like. */
typedef struct shape {
    double filled, digits, mails, dates, blanks, han, length, firms;
    size_t distinct;
    unsigned orders; /* of day and month that all values allow */
} shape;

/* Never compared, whatever its values are. */
bool match_is_idle(const match_source_column *s);
/* By the name alone. */
kind match_kind_by_name(wn_str column);
void match_look(const match_source_column *s, shape *out);
kind match_kind_of(const match_source_column *s, const shape *h, size_t records);
wn_link_type match_type_of(kind k, const shape *h);

/* placeholder.c: is the (folded) value no value, but what people type to get past a
 * field? */
bool match_is_placeholder(wn_str s, kind k);
/* script.c: which spellings of names say nothing against each other. */
void match_set_scripts(match_column *c);

/* gather.c: what is in the one column or the other by chance goes where it belongs.
 * Addresses of source columns that are never filled side by side; of compared columns,
 * names (the first takes what the other has where it has nothing) and phones (mobile and
 * fixed numbers that were exchanged). */
void match_gather_addresses(match_table *t);
void match_gather_names(match_table *t, size_t first, size_t other);
void match_sort_phones(match_table *t, size_t a, size_t b);

/* exchange.c: people under companies and companies under people, numbers under addresses
 * and addresses under numbers, row by row. */
void match_put_exchanged_right(match_table *t);

#endif
