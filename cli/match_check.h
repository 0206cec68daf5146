/* match_check.h - winnow match --check-pairs: pairs for a person, and their answers. */
#ifndef CLI_MATCH_CHECK_H
#define CLI_MATCH_CHECK_H

#include "match_rows.h"

#include "core/rulings.h"
#include "core/output.h"

typedef struct match_check {
    size_t asked;        /* pairs written for a person */
    size_t unknown;      /* answers about records that are not in these files */
    wn_link_check found; /* answers 0: there were none */
} match_check;

/* Append pairs for a person to look at, as CSV: two rows each, and a column for the
 * answer. Reads the files a second time. */
wn_rc match_check_ask(match_check *c, match_rows *r, wn_buf *out);
/* Read the answers, and hold them against the linkage (wn_linkage_check). */
wn_rc match_check_read(match_check *c, match_rows *r);

/* The decisions as answers about records; those about records that are not there are left
 * out. `out` has room for all. Returns how many. */
size_t match_answers(const match_rows *r, const wn_decisions *all, wn_link_answer *out);

/* match_book.c: read the decisions (read), put together what is the same (join) before
 * clusters are made, and keep apart what is not: `may` of wn_linkage_cluster. */
typedef struct match_decided {
    match_rows *rows;
    wn_decisions all;
    wn_rulings rulings;
    uint8_t *ruled; /* by first record of a cluster: somebody decided about it */
} match_decided;
wn_rc match_decided_read(match_decided *d, match_rows *r);
void match_decided_join(match_decided *d);
bool match_decided_may(void *data, uint32_t x, uint32_t y);
void match_decided_release(match_decided *d);
/* Write the pairs that a person should decide into a workbook; `refused`: nothing was put together. */
wn_rc match_book_write(match_rows *r, const wn_output *to, bool refused);

/* match_told.c: print what was found; with --explain also what was found out. `refused`:
 * no groups were written, and what the model estimates of them is not said. */
void cli_tell_match(const cli_options *options, wn_linkage *linkage,
                    const wn_link_summary *s, const match_check *check, bool refused,
                    FILE *to);

#endif
