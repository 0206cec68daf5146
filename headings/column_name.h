/*
 * column_name.h - what the name of a column, a sheet or a file says, in thirteen languages
 * (names.tsv, qualifiers.tsv, kinds.tsv). Names only: whether the values agree is for
 * others to look at. Tables are constant; nothing is allocated; any thread may ask.
 */
#ifndef DRAFT_NAME_H
#define DRAFT_NAME_H

#include "winnow/base.h"

typedef struct draft_meaning {
    const char *name, *type; /* "postcode", "text"; a row of names.tsv */
} draft_meaning;

/* Whose it is, if the name says so: "Contact Email", 客户电话, "Parent Account". */
typedef enum draft_owner {
    DRAFT_OF_NOBODY,
    DRAFT_OF_COMPANY,
    DRAFT_OF_PERSON,
    DRAFT_OF_PARENT, /* of the company that it belongs to */
    DRAFT_OF_DEAL,
    DRAFT_OF_USER,
    DRAFT_OF_LEAD,
    DRAFT_OF_TICKET,
    DRAFT_OF_PRODUCT,
    DRAFT_OF_ORDER,
    DRAFT_OF_INVOICE,
    DRAFT_OF_ACTIVITY,
    DRAFT_OF_OWNER, /* of the colleague that is responsible: no datum of the record */
    DRAFT_OF_ELSE,  /* of a spouse, a bank, a warehouse: no datum of the record */
} draft_owner;

/* What it is for: "Work Phone", Rechnungsanschrift, 备用手机. */
typedef enum draft_use {
    DRAFT_USE_PLAIN,
    DRAFT_USE_WORK,
    DRAFT_USE_HOME,
    DRAFT_USE_BILLING,
    DRAFT_USE_SHIPPING,
    DRAFT_USE_MAILING,
    DRAFT_USE_MAIN,
    DRAFT_USE_OTHER,
    DRAFT_USE_ASSISTANT, /* of somebody else: there are no meanings */
    DRAFT_USE_EMERGENCY, /* the same */
} draft_use;

#define DRAFT_MEANINGS 4

typedef struct draft_name {
    const draft_meaning *meanings[DRAFT_MEANINGS]; /* the best first */
    size_t meaning_count;                          /* 0: it says nothing that is known */
    unsigned languages[DRAFT_MEANINGS]; /* in which it means that; bits in the order of
                                           the tables' columns: en zh de fr es pt it nl
                                           pl ru ja ko tr */
    draft_owner of;
    draft_use use;
    unsigned rank;         /* "Phone 2": 2; 0: it has no number */
    bool is_required_mark; /* a star, (必填) */
    wn_str unit;           /* "万元", "%" out of the name: borrowed from it; "" */
    wn_str near; /* the known name that this is only like; "": it is that name */
    enum {
        DRAFT_EXACT,
        DRAFT_STRIPPED, /* words around it were taken off */
        DRAFT_NEAR,     /* it only looks or sounds like a known name */
    } how;
} draft_name;

/* What the column's name says. False: nothing; `out` is filled all the same. */
bool draft_name_read(wn_str column, draft_name *out);
/* What a list of that name holds: "account", "order_line" ... as in kinds.tsv; NULL: the
 * name does not say. A folder before it and an ending like .csv are no matter. */
const char *draft_kind_of(wn_str table_or_file_name);
/* The row of names.tsv, or NULL. */
const draft_meaning *draft_meaning_find(const char *name);

#endif
