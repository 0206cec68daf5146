/* name_rows.h - what words of the tables stand for. */
#ifndef DRAFT_NAME_ROWS_H
#define DRAFT_NAME_ROWS_H

#include "column_name.h"
#include "name_words.h"

/* What a word around the name of a thing is: the first column of qualifiers.tsv. */
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

/* The second column: of owners and uses. */
enum {
    DRAFT_VALUE_none = 0,
    DRAFT_VALUE_company = DRAFT_OF_COMPANY,
    DRAFT_VALUE_person = DRAFT_OF_PERSON,
    DRAFT_VALUE_parent = DRAFT_OF_PARENT,
    DRAFT_VALUE_deal = DRAFT_OF_DEAL,
    DRAFT_VALUE_user = DRAFT_OF_USER,
    DRAFT_VALUE_lead = DRAFT_OF_LEAD,
    DRAFT_VALUE_ticket = DRAFT_OF_TICKET,
    DRAFT_VALUE_product = DRAFT_OF_PRODUCT,
    DRAFT_VALUE_order = DRAFT_OF_ORDER,
    DRAFT_VALUE_invoice = DRAFT_OF_INVOICE,
    DRAFT_VALUE_activity = DRAFT_OF_ACTIVITY,
    DRAFT_VALUE_owner = DRAFT_OF_OWNER,
    DRAFT_VALUE_else = DRAFT_OF_ELSE,
    DRAFT_VALUE_work = DRAFT_USE_WORK,
    DRAFT_VALUE_home = DRAFT_USE_HOME,
    DRAFT_VALUE_billing = DRAFT_USE_BILLING,
    DRAFT_VALUE_shipping = DRAFT_USE_SHIPPING,
    DRAFT_VALUE_mailing = DRAFT_USE_MAILING,
    DRAFT_VALUE_main = DRAFT_USE_MAIN,
    DRAFT_VALUE_other = DRAFT_USE_OTHER,
    DRAFT_VALUE_assistant = DRAFT_USE_ASSISTANT,
    DRAFT_VALUE_emergency = DRAFT_USE_EMERGENCY,
};

typedef struct draft_around {
    draft_what what;
    unsigned value;
} draft_around;

const draft_meaning *draft_meaning_of(const draft_word *word); /* of names.tsv */
const draft_around *draft_around_of(const draft_word *word);   /* of qualifiers.tsv */
const char *draft_kind_at(const draft_word *word);             /* of kinds.tsv */

#endif
