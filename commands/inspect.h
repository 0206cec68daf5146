/* inspect.h - shows what is in a file that nobody has looked at yet. */
#ifndef COMMANDS_INSPECT_H
#define COMMANDS_INSPECT_H

#include "profile.h"
#include "core/reader.h"

/* Columns after this many get no profile: only their names are known. */
#define WN_INSPECT_COLUMNS 1000

/* Damage that values of a column may have had before they came here. */
typedef enum wn_damage {
    WN_DAMAGE_SCIENTIFIC, /* 1.38E+10: digits were lost */
    WN_DAMAGE_ZEROS,      /* codes shorter than the others: leading zeros were lost */
    WN_DAMAGE_ROUNDED,    /* 18 digits, the last three 0: Excel keeps only 15 */
    WN_DAMAGE_MARKS,      /* ?? in the place of other characters */
    WN_DAMAGE_GARBLED,    /* text was read in a wrong encoding and then saved */
    WN_DAMAGE_COUNT
} wn_damage;

typedef struct wn_inspected_column {
    wn_profile *profile; /* NULL beyond WN_INSPECT_COLUMNS */
    uint64_t damaged[WN_DAMAGE_COUNT];
    uint64_t digits[33]; /* how many values are digits only, by length */
} wn_inspected_column;

typedef struct wn_inspection {
    wn_input input;
    wn_inspected_column *columns;
    uint64_t rows;
    bool is_cut; /* it has as many rows as an Excel sheet can have: rows may be missing */
} wn_inspection;

/* Read the whole file. Zero `out` before, except input.sheet and input.records, and
 * release it whatever is returned. */
wn_rc wn_inspect(wn_inspection *out, const char *path, wn_error *err);
void wn_inspection_release(wn_inspection *out);
/* How sure the encoding is, as a name in words.def. */
wn_word wn_inspect_sure(const wn_input *input);

#endif
