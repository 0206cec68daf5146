/* inspect.h - what is in a file that nobody has looked at yet. */
#ifndef COMMANDS_INSPECT_H
#define COMMANDS_INSPECT_H

#include "profile.h"
#include "core/pipeline.h"

/* Beyond so many columns only the names are known. */
#define WN_INSPECT_COLUMNS 1000

/* What may have happened to a column's values before they came here. */
typedef enum wn_damage {
    WN_DAMAGE_SCIENTIFIC, /* 1.38E+10: digits are lost */
    WN_DAMAGE_ZEROS,      /* codes shorter than the others: zeros in front are lost */
    WN_DAMAGE_ROUNDED,    /* 18 digits, the last three 0: Excel keeps 15 */
    WN_DAMAGE_MARKS,      /* ?? where other characters were */
    WN_DAMAGE_GARBLED,    /* read in a wrong encoding, and saved */
    WN_DAMAGE_COUNT
} wn_damage;

typedef struct wn_inspected_column {
    wn_profile *profile; /* NULL beyond WN_INSPECT_COLUMNS */
    uint64_t damaged[WN_DAMAGE_COUNT];
    uint64_t digits[33]; /* values of digits alone, by length */
} wn_inspected_column;

typedef struct wn_inspection {
    wn_input input;
    wn_inspected_column *columns;
    uint64_t rows;
    bool is_cut; /* as many rows as an Excel sheet can have */
} wn_inspection;

/* Read the whole file. `out` is zeroed, but for input.sheet and input.records; release it
 * whatever comes back. */
wn_rc wn_inspect(wn_inspection *out, const char *path, wn_error *err);
void wn_inspection_release(wn_inspection *out);
/* How sure the encoding is, as a word of words.def. */
wn_word wn_inspect_sure(const wn_input *input);

#endif
