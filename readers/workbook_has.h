/* workbook_has.h - what a workbook is, before it is read. */
#ifndef READERS_WORKBOOK_HAS_H
#define READERS_WORKBOOK_HAS_H

#include <stdbool.h>

/* Is the file an .xlsx workbook with a sheet of this name, which needs no escape in XML? */
bool read_workbook_has(const char *path, const char *sheet);

#endif
