/*
 * pins.h - one wording has one pinned answer, whatever the forms of its words.
 * Layer: index.  It knows the forms as the search does: "grips" and "grip" are one.
 */
#ifndef INDEX_PINS_H
#define INDEX_PINS_H

#include "base/diag.h"
#include "model/site.h"

/* Report every wording of SITE that two pinned answers have, in one language or in two ("pan").    0, or -1 after reporting. */
int	pins_check(struct diag *, const struct site *);

#endif
