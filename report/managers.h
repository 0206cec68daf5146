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
/* The manager of the owner, who is named as one of the users (by name, number or
 * mailbox); MANAGERS_NONE: nobody is known. */
int64_t managers_of(const report *r, wn_str owner);
wn_str managers_name(const report *r, int64_t manager); /* borrowed */
bool managers_any(const report *r); /* does any user have a manager? */
void managers_release(report *r);

#endif
