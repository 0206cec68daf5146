/* column_type.h - what a source column is taken for. */
#ifndef LINKAGE_COLUMN_TYPE_H
#define LINKAGE_COLUMN_TYPE_H

#include "table.h"

#include "core/mapping.h"

typedef enum link_kind {
    LINK_KIND_UNKNOWN,
    LINK_KIND_GIVEN,
    LINK_KIND_FAMILY,
    LINK_KIND_PERSON,
    LINK_KIND_COMPANY,
    LINK_KIND_PLACE, /* of a company: its city or province */
    LINK_KIND_UNIT,  /* of a company: a branch, the group, or the company itself */
    LINK_KIND_URL,
    LINK_KIND_LINK,
    LINK_KIND_PHONE,
    LINK_KIND_EMAIL,
    LINK_KIND_DATE,
    LINK_KIND_BIRTH,
    LINK_KIND_ADDRESS,
    LINK_KIND_CITY,
    LINK_KIND_IDENTITY,
    LINK_KIND_ATTRIBUTE, /* a list of the model, an amount: only training says what it
                          * tells
                          */
    LINK_KIND_ADMIN,     /* not compared */
    LINK_KIND_COUNT
} link_kind;

extern const char *const link_kind_names[LINK_KIND_COUNT];

/* What the values of a column are like. */
typedef struct link_shape {
    double filled; /* records that have a value; of these, how many have ... */
    double digits, mails, dates; /* nothing but digits; an @; a date */
    double years;                /* a year of the last centuries, and nothing else */
    double blanks, han, firms; /* a blank; a Chinese character; a company's legal form */
    double length;             /* characters of all of them together */
    size_t distinct;           /* different values */
    unsigned orders;           /* of day and month that all dates allow, as bits */
} link_shape;

/* Is the column never compared, whatever its values are? */
bool link_is_ignored(const link_source_column *s);
link_kind link_kind_by_name(wn_str column);
void link_shape_of(const link_source_column *s, link_shape *out);
/* By name, type in the model, and values. */
link_kind link_kind_of(const link_source_column *s, const link_shape *h, size_t records);
/* How a column of this kind is compared. */
wn_link_type link_type_of(link_kind k, const link_shape *h);

/* name_columns.c: where no heading says so, find the columns of given and family names by
 * their values (link_source_column.found). */
void link_find_names(link_table *t);

/* placeholder_value.c: is the (folded) value what people type to get past a required
 * field? */
bool link_is_placeholder(wn_str s, link_kind k);
/* script.c: set the script of each value of a column of names. */
void link_set_scripts(link_column *c);
/* Does the value begin with a Chinese character? */
bool link_is_han(const link_value *v);

/* same_columns.c: values that stand in the one column or the other by chance go where
 * they belong. Addresses of source columns that are never filled side by side; of
 * compared columns, names (the first takes what the other has where it has nothing) and
 * phones (mobile and fixed numbers in each other's column). */
void link_gather_addresses(link_table *t);
/* Of whole names beside given and family names of their row: what these two do not say. */
void link_cut_whole_names(link_table *t);
void link_gather_names(link_table *t, size_t first, size_t other);
void link_sort_phones(link_table *t, size_t a, size_t b);

/* swapped_values.c: rows in which a person stands under companies and the company under
 * people, or a number under addresses and the address under numbers. */
void link_restore_swapped_values(link_table *t);

#endif
