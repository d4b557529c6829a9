/*
 * noise.h - words that sellers and shippers add and that tell nothing, or little, of the goods.
 * Layer: search.
 */
#ifndef SEARCH_NOISE_H
#define SEARCH_NOISE_H

#include <stdbool.h>

#include "words/terms.h"

/* True when word I of the N words W is noise where it stands. */
bool	noise_is(const struct word *w, size_t i, size_t n);
/* True for a folded word that says little of the goods beside another: a color, a size, "handmade". */
bool	noise_is_faint(const char *surface);

/* True for a word that a description or a ruling says of any goods: "consists", "identified". */
bool	noise_is_told(const char *surface);
/* True for a word that a number before it makes a measure or a packing: "2 tubes", "1 carton". */
bool	noise_is_counted(const char *surface);

#endif
