/* managers.h - whose manager is who, by the records of users. */
#ifndef REPORT_MANAGERS_H
#define REPORT_MANAGERS_H

#include "report.h"

#define MANAGERS_NONE (-1)

/* Takes a record, where it is of an entity that has a field with role="manager". */
void managers_open(report *r);
void managers_take(report *r, const wn_record *record);
/* Once, after the last record: finds the manager of each user. */
void managers_settle(report *r);
/* Is the manager above the owner, directly or over others? The owner is named as one of
 * the users: by name, number or mailbox. */
bool managers_is_above(const report *r, int64_t manager, wn_str owner);
wn_str managers_name(const report *r, int64_t manager); /* borrowed */
/* An owner of rows that are listed. When all are seen: choose the managers who are above
 * one of them, so many at most, and tell whom the users' records leave out. */
void managers_see(report *r, wn_str owner);
void managers_choose(report *r, size_t most);
const int64_t *managers_chosen(const report *r, size_t *count);
void managers_release(report *r);

#endif
