/*
 * near.h - how far apart two spellings are, and "did you mean".
 * Layer: base.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stddef.h>

#include "base/str.h"

/* Edits (insert, delete, replace, swap of neighbours) from A to B, bytes, or MAX + 1 when there are
 * more than MAX.  Strings over 64 bytes count as far apart. */
unsigned near_distance(struct str a, struct str b, unsigned max);
/* The nearest of N candidates within two edits (one for words under five bytes), ASCII case folded;
 * the first of equals; NULL when none is near. */
const char *near_best(struct str word, const char *const *candidates, size_t n);

#endif
