/* findings.h - shared by the pages of findings, of a record's story, and of waivers. */
#ifndef SERVE_FINDINGS_H
#define SERVE_FINDINGS_H

#include "site.h"

/* Which findings a page is about: ?of=load or ?of=check. */
finding_place finding_place_of(const request *q);
const char *finding_place_name(finding_place place);
/* The database that they stand in; NULL: there is none. */
const char *finding_target(const serve *s, finding_place place);
/* What the check is called; the rule where the model has no such check. */
wn_str finding_check_label(serve *s, wn_str rule, wn_str entity, wn_lang lang);
/* Links to the findings that there are. */
void findings_links(frame *f);

/* see_waivers.c: the form that waives the finding that the request is about; nothing where
 * it is about none of a monthly check. */
void waiver_form(frame *f);
/* Before a check: what an earlier one has taken goes. */
void waivers_tidy(serve *s);

#endif
