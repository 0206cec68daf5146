/*
 * column_name.h - the meaning of the name of a column, a sheet or a file, in thirteen
 * languages (names.tsv, qualifiers.tsv, kinds.tsv). It reads names only; the caller must
 * test whether the values agree. Tables are constant and nothing is allocated, so any
 * thread may call these functions.
 */
#ifndef HEADINGS_COLUMN_NAME_H
#define HEADINGS_COLUMN_NAME_H

#include "winnow/base.h"

typedef struct heading_meaning {
    const char *name, *type; /* "postcode", "text"; a row of names.tsv */
} heading_meaning;

/* Whose value it is, if the name says so: "Contact Email", 客户电话, "Parent Account". */
typedef enum heading_owner {
    HEADING_OF_NOBODY,
    HEADING_OF_COMPANY,
    HEADING_OF_PERSON,
    HEADING_OF_PARENT, /* of the parent company */
    HEADING_OF_DEAL,
    HEADING_OF_USER,
    HEADING_OF_LEAD,
    HEADING_OF_TICKET,
    HEADING_OF_PRODUCT,
    HEADING_OF_ORDER,
    HEADING_OF_INVOICE,
    HEADING_OF_ACTIVITY,
    HEADING_OF_OWNER, /* of the responsible colleague: no value of the record itself */
    HEADING_OF_ELSE, /* of a spouse, a bank, a warehouse: no value of the record itself */
} heading_owner;

/* What the value is used for: "Work Phone", Rechnungsanschrift, 备用手机. */
typedef enum heading_use {
    HEADING_USE_PLAIN,
    HEADING_USE_WORK,
    HEADING_USE_HOME,
    HEADING_USE_BILLING,
    HEADING_USE_SHIPPING,
    HEADING_USE_MAILING,
    HEADING_USE_MAIN,
    HEADING_USE_OTHER,
    HEADING_USE_ASSISTANT, /* another person's value: the heading gets no meanings */
    HEADING_USE_EMERGENCY, /* the same */
} heading_use;

#define HEADING_MEANINGS 4

typedef struct heading {
    const heading_meaning *meanings[HEADING_MEANINGS]; /* the best first */
    size_t meaning_count;                              /* 0: the name is not known */
    unsigned languages[HEADING_MEANINGS]; /* languages in which the name has the meaning:
                                           bits in the order of the tables' columns: en zh
                                           de fr es pt it nl pl ru ja ko tr */
    heading_owner of;
    heading_use use;
    unsigned rank;         /* "Phone 2": 2; 0: no number in the name */
    bool is_required_mark; /* the name has a star, or (必填) */
    wn_str unit; /* the unit in the name, "万元", "%": borrowed from it; or "" */
    wn_str near; /* with HEADING_NEAR: the known name; else "" */
    enum {
        HEADING_EXACT,
        HEADING_STRIPPED, /* known after some words around it were taken off */
        HEADING_NEAR,     /* it only looks or sounds like a known name */
    } how;
} heading;

/* Read the column's name. False: no known meaning; `out` is filled all the same. */
bool heading_read(wn_str column, heading *out);
/* The kind of records in a table or file of this name: "account", "order_line" ... as in
 * kinds.tsv; NULL: the name does not say. Folders and an ending like .csv are ignored. */
const char *heading_kind_of(wn_str table_or_file_name);
/* The row of names.tsv, or NULL. */
const heading_meaning *heading_meaning_find(const char *name);

#endif
