/* default_mask.h - how the values of a column may be shown, by the column's name. */
#ifndef HEADINGS_DEFAULT_MASK_H
#define HEADINGS_DEFAULT_MASK_H

#include "core/mapping.h"

/* The kind of mask for values of a column of this name; "none": the name is known, and
 * such values do not identify a person. False: the name is not known. */
bool wn_heading_mask(wn_str column, wn_str *kind_out);
/* Set the masks of all fields for which the model says none. */
void wn_heading_masks(wn_model *model);

#endif
