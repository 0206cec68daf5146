/* list_name.h - how the sheet of a check is called in a work list. */
#ifndef REPORT_LIST_NAME_H
#define REPORT_LIST_NAME_H

#include "sheet.h"

#include "core/record.h"

/* What the check is called in the language, as the name of a sheet may be: its label;
 * where several checks have it, with the entity's; where that is not enough, with its
 * id. */
void list_name(const wn_model *model, const wn_check *check, wn_lang lang,
               char out[SHEET_NAME]);
/* The check that a sheet is about: also one of the language, or of an older list, in
 * which it was called by the check's id; "(2)" may follow. NULL: there is none. */
const wn_check *list_check(const wn_model *model, wn_str title);

/* The name of a department's workbook: worklists-华南区.xlsx. It keeps letters, digits
 * and all that is not ASCII, so it cannot lead out of the folder. A name that an earlier
 * one of `names` has, but for case, gets "-2" and so on. */
wn_str list_book_name(const wn_str *names, size_t count, wn_str department,
                      wn_arena *arena);

/* list_place.c: the web address of the record in its system, by the pattern in the
 * mapping; "" without a pattern or a key. Where a finding is: FILE:LINE or FILE#NUMBER, and
 * the column with its letter. In the arena. */
struct report;
wn_str list_link(const wn_record *record, wn_arena *arena);
wn_str list_where(const struct report *r, const wn_record *record, const wn_finding *f,
                  wn_arena *arena);
/* Days and numbers are typed; whatever may have leading zeros is text. */
sheet_kind list_kind(const wn_record *record, const wn_finding *f);

#endif
