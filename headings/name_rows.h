/* name_rows.h - from a word of the tables to its row. */
#ifndef HEADINGS_NAME_ROWS_H
#define HEADINGS_NAME_ROWS_H

#include "column_name.h"
#include "name_words.h"

/* What a word around a thing says about it: the first column of qualifiers.tsv. */
typedef enum heading_what {
    HEADING_IS_owner,
    HEADING_IS_use,
    HEADING_IS_noise,
    HEADING_IS_first,
    HEADING_IS_last,
    HEADING_IS_number,
    HEADING_IS_date,
    HEADING_IS_address,
    HEADING_IS_phone,
    HEADING_IS_id,
    HEADING_IS_unit,
    HEADING_IS_required,
    HEADING_IS_optional,
    HEADING_IS_again,
    HEADING_IS_never,
    HEADING_WHATS,
} heading_what;

/* The second column of qualifiers.tsv, for owners and uses. */
enum {
    HEADING_VALUE_none = 0,
    HEADING_VALUE_company = HEADING_OF_COMPANY,
    HEADING_VALUE_person = HEADING_OF_PERSON,
    HEADING_VALUE_parent = HEADING_OF_PARENT,
    HEADING_VALUE_deal = HEADING_OF_DEAL,
    HEADING_VALUE_user = HEADING_OF_USER,
    HEADING_VALUE_lead = HEADING_OF_LEAD,
    HEADING_VALUE_ticket = HEADING_OF_TICKET,
    HEADING_VALUE_product = HEADING_OF_PRODUCT,
    HEADING_VALUE_order = HEADING_OF_ORDER,
    HEADING_VALUE_invoice = HEADING_OF_INVOICE,
    HEADING_VALUE_activity = HEADING_OF_ACTIVITY,
    HEADING_VALUE_owner = HEADING_OF_OWNER,
    HEADING_VALUE_else = HEADING_OF_ELSE,
    HEADING_VALUE_work = HEADING_USE_WORK,
    HEADING_VALUE_home = HEADING_USE_HOME,
    HEADING_VALUE_billing = HEADING_USE_BILLING,
    HEADING_VALUE_shipping = HEADING_USE_SHIPPING,
    HEADING_VALUE_mailing = HEADING_USE_MAILING,
    HEADING_VALUE_main = HEADING_USE_MAIN,
    HEADING_VALUE_other = HEADING_USE_OTHER,
    HEADING_VALUE_assistant = HEADING_USE_ASSISTANT,
    HEADING_VALUE_emergency = HEADING_USE_EMERGENCY,
};

typedef struct heading_around {
    heading_what what;
    unsigned value;
} heading_around;

const heading_meaning *heading_meaning_of(const heading_word *word); /* of names.tsv */
const heading_around *heading_around_of(const heading_word *word); /* of qualifiers.tsv */
const char *heading_kind_at(const heading_word *word);             /* of kinds.tsv */

#endif
