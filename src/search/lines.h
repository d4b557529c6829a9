/*
 * lines.h - what the imported edition of the tariff schedule says of a number.
 * Layer: search.
 */
#ifndef SEARCH_LINES_H
#define SEARCH_LINES_H

#include "base/arena.h"
#include "search/store.h"

/*
 * A sentence about the number CODE (6, 8 or 10 digits, under a known heading): what it is, or that there is
 * no such line and which is the nearest.  In the arena.  NULL when no edition was imported.
 */
const char *lines_say(struct arena *, const struct store *, const char *code);

#endif
