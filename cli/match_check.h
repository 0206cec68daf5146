/* match_check.h - winnow match --check-pairs: pairs for a person, and their answers. */
#ifndef CLI_MATCH_CHECK_H
#define CLI_MATCH_CHECK_H

#include "match_rows.h"

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

/* match_told.c: print what was found; with --explain also what was found out. `refused`:
 * no groups were written, and what the model estimates of them is not said. */
void cli_tell_match(const cli_options *options, wn_linkage *linkage,
                    const wn_link_summary *s, const match_check *check, bool refused,
                    FILE *to);

#endif
