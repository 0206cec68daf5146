/* export_table.h - shared by export_files.c and export_table.c. */
#ifndef COMMANDS_EXPORT_TABLE_H
#define COMMANDS_EXPORT_TABLE_H

#include "export.h"

/* How a field of the clean model becomes a cell. */
typedef enum export_kind {
    EXPORT_TEXT,
    EXPORT_FAMILY, /* the family name of a person */
    EXPORT_GIVEN,
    EXPORT_DATE,
    EXPORT_VALUE,  /* a code of a controlled list, as the system's own word */
    EXPORT_PARENT, /* a link, as the key of the record that it points to */
    EXPORT_PARENT_NAME,
    EXPORT_KEY, /* the golden record's id */
} export_kind;

typedef struct export_column {
    const char *header, *field;
    export_kind kind;
    bool is_required; /* the importer refuses rows without it */
} export_column;

/* A file of a system: the records of one entity. */
typedef struct export_object {
    const char *entity, *file;
    const export_column *columns; /* ends with a NULL header */
} export_object;

typedef struct export_system {
    const char *name, *title;
    const export_object *objects; /* in load order: parents first; ends with NULL */
    size_t most_rows, most_bytes; /* the most that a file may have; 0: no limit */
    bool has_mark, quotes_all, writes_sdl;
    const char *forbidden; /* characters that the importer does not accept, or NULL */
    const char *note_en, *note_zh;
} export_system;

extern const export_system export_systems[]; /* ends with a NULL name */

/* The word that the system uses for a code of a controlled list: "WON" -> "Closed Won".
 * "": use the code as it is. */
const char *export_word(const char *system, wn_str field, wn_str code);

#endif
