/*
 * finding.h - the kinds of things that can be wrong with data, and the ledger.
 *
 * A rule is a kind ("a required field is empty"); a check is a rule applied to
 * fields of an entity, with its severity, its limits and its consequence (see
 * mapping.h). Stages note findings on records; the ledger keeps the counts,
 * and only report reads it. That is the one side channel of the pipeline.
 */
#ifndef WINNOW_FINDING_H
#define WINNOW_FINDING_H

#include "winnow/record.h"

typedef struct wn_rule {
    const char *name; /* stable: in mapping files, findings and reports */
    wn_dimension dimension;
    wn_severity severity;      /* when the check does not say */
    double green, red;         /* largest share that may fail, when it does not say */
    bool in_model;             /* may be written as <check rule="...">, see rules.c */
    const char *en, *zh;       /* what is wrong, one sentence */
    const char *do_en, *do_zh; /* what to do about it */
} wn_rule;

/* The rule that a transform's remark is a finding of; not of WN_REMARK_NONE. */
static inline wn_rule_id wn_remark_rule(wn_remark remark)
{
    return (wn_rule_id)(WN_RULE_SEVERAL + (remark - WN_REMARK_SEVERAL));
}

extern const wn_rule wn_rules[WN_RULE_COUNT];
int wn_rule_find(wn_str name); /* index into wn_rules, or -1 */

/* What a person reads for a check: its own label, else its rule's. */
wn_str wn_check_label(const wn_check *check, wn_lang lang);

/* Counts of one entity. Each worker has a ledger of its own; they are added
 * up when the entity is done, so the sums do not depend on their number. */
typedef struct wn_ledger {
    uint64_t *applicable, *failed;           /* by check, over the whole model */
    uint64_t (*states)[WN_CELL_STATE_COUNT]; /* by field, over the whole model */
    uint64_t changed;                        /* values a transform rewrote */
    size_t checks, fields;
} wn_ledger;

void wn_ledger_init(wn_ledger *ledger, const wn_model *model);
void wn_ledger_add(wn_ledger *to, const wn_ledger *from);
void wn_ledger_release(wn_ledger *ledger);

#endif
