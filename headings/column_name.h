/*
 * column_name.h - what the name of a column, a sheet or a file says, in thirteen
 * languages (names.tsv, qualifiers.tsv, kinds.tsv). Names only: whether the values agree
 * is for others to look at. Tables are constant; nothing is allocated; any thread may
 * ask.
 */
#ifndef HEADINGS_COLUMN_NAME_H
#define HEADINGS_COLUMN_NAME_H

#include "winnow/base.h"

typedef struct heading_meaning {
    const char *name, *type; /* "postcode", "text"; a row of names.tsv */
} heading_meaning;

/* Whose it is, if the name says so: "Contact Email", 客户电话, "Parent Account". */
typedef enum heading_owner {
    HEADING_OF_NOBODY,
    HEADING_OF_COMPANY,
    HEADING_OF_PERSON,
    HEADING_OF_PARENT, /* of the company that it belongs to */
    HEADING_OF_DEAL,
    HEADING_OF_USER,
    HEADING_OF_LEAD,
    HEADING_OF_TICKET,
    HEADING_OF_PRODUCT,
    HEADING_OF_ORDER,
    HEADING_OF_INVOICE,
    HEADING_OF_ACTIVITY,
    HEADING_OF_OWNER, /* of the colleague that is responsible: no datum of the record */
    HEADING_OF_ELSE,  /* of a spouse, a bank, a warehouse: no datum of the record */
} heading_owner;

/* What it is for: "Work Phone", Rechnungsanschrift, 备用手机. */
typedef enum heading_use {
    HEADING_USE_PLAIN,
    HEADING_USE_WORK,
    HEADING_USE_HOME,
    HEADING_USE_BILLING,
    HEADING_USE_SHIPPING,
    HEADING_USE_MAILING,
    HEADING_USE_MAIN,
    HEADING_USE_OTHER,
    HEADING_USE_ASSISTANT, /* of somebody else: there are no meanings */
    HEADING_USE_EMERGENCY, /* the same */
} heading_use;

#define HEADING_MEANINGS 4

typedef struct heading {
    const heading_meaning *meanings[HEADING_MEANINGS]; /* the best first */
    size_t meaning_count;                 /* 0: it says nothing that is known */
    unsigned languages[HEADING_MEANINGS]; /* in which it means that; bits in the order of
                                           the tables' columns: en zh de fr es pt it nl
                                           pl ru ja ko tr */
    heading_owner of;
    heading_use use;
    unsigned rank;         /* "Phone 2": 2; 0: it has no number */
    bool is_required_mark; /* a star, (必填) */
    wn_str unit;           /* "万元", "%" out of the name: borrowed from it; "" */
    wn_str near; /* the known name that this is only like; "": it is that name */
    enum {
        HEADING_EXACT,
        HEADING_STRIPPED, /* words around it were taken off */
        HEADING_NEAR,     /* it only looks or sounds like a known name */
    } how;
} heading;

/* What the column's name says. False: nothing; `out` is filled all the same. */
bool heading_read(wn_str column, heading *out);
/* What a list of that name holds: "account", "order_line" ... as in kinds.tsv; NULL: the
 * name does not say. A folder before it and an ending like .csv are no matter. */
const char *heading_kind_of(wn_str table_or_file_name);
/* The row of names.tsv, or NULL. */
const heading_meaning *heading_meaning_find(const char *name);

#endif
