/* name_rows.h - from a word of the tables to its row. */
#ifndef HEADINGS_NAME_ROWS_H
#define HEADINGS_NAME_ROWS_H

#include "column_name.h"
#include "name_words.h"

/* What a word around a thing says about it: the first column of qualifiers.tsv. */
typedef enum draft_what {
    DRAFT_IS_owner,
    DRAFT_IS_use,
    DRAFT_IS_noise,
    DRAFT_IS_first,
    DRAFT_IS_last,
    DRAFT_IS_number,
    DRAFT_IS_date,
    DRAFT_IS_address,
    DRAFT_IS_phone,
    DRAFT_IS_id,
    DRAFT_IS_unit,
    DRAFT_IS_required,
    DRAFT_IS_optional,
    DRAFT_IS_again,
    DRAFT_IS_never,
    DRAFT_WHATS,
} draft_what;

/* The second column of qualifiers.tsv, for owners and uses. */
enum {
    DRAFT_VALUE_none = 0,
    DRAFT_VALUE_company = HEADING_OF_COMPANY,
    DRAFT_VALUE_person = HEADING_OF_PERSON,
    DRAFT_VALUE_parent = HEADING_OF_PARENT,
    DRAFT_VALUE_deal = HEADING_OF_DEAL,
    DRAFT_VALUE_user = HEADING_OF_USER,
    DRAFT_VALUE_lead = HEADING_OF_LEAD,
    DRAFT_VALUE_ticket = HEADING_OF_TICKET,
    DRAFT_VALUE_product = HEADING_OF_PRODUCT,
    DRAFT_VALUE_order = HEADING_OF_ORDER,
    DRAFT_VALUE_invoice = HEADING_OF_INVOICE,
    DRAFT_VALUE_activity = HEADING_OF_ACTIVITY,
    DRAFT_VALUE_owner = HEADING_OF_OWNER,
    DRAFT_VALUE_else = HEADING_OF_ELSE,
    DRAFT_VALUE_work = HEADING_USE_WORK,
    DRAFT_VALUE_home = HEADING_USE_HOME,
    DRAFT_VALUE_billing = HEADING_USE_BILLING,
    DRAFT_VALUE_shipping = HEADING_USE_SHIPPING,
    DRAFT_VALUE_mailing = HEADING_USE_MAILING,
    DRAFT_VALUE_main = HEADING_USE_MAIN,
    DRAFT_VALUE_other = HEADING_USE_OTHER,
    DRAFT_VALUE_assistant = HEADING_USE_ASSISTANT,
    DRAFT_VALUE_emergency = HEADING_USE_EMERGENCY,
};

typedef struct draft_around {
    draft_what what;
    unsigned value;
} draft_around;

const heading_meaning *draft_meaning_of(const draft_word *word); /* of names.tsv */
const draft_around *draft_around_of(const draft_word *word);     /* of qualifiers.tsv */
const char *draft_kind_at(const draft_word *word);               /* of kinds.tsv */

#endif
