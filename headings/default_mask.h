/* default_mask.h - what the name of a column says of how its values may be shown. */
#ifndef HEADINGS_DEFAULT_MASK_H
#define HEADINGS_DEFAULT_MASK_H

#include "core/mapping.h"

/* How values of a column of that name may be shown, as a kind of mask: "none" where the
 * name says nothing of a person. False: it says nothing at all. */
bool wn_heading_mask(wn_str column, wn_str *kind_out);
/* The same for all fields that the model gives no mask. */
void wn_heading_masks(wn_model *model);

#endif
