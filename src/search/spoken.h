/*
 * spoken.h - what the goods of a heading are called where titles are English and the reader is not.
 * Layer: search.
 */
#ifndef SEARCH_SPOKEN_H
#define SEARCH_SPOKEN_H

#include "base/arena.h"
#include "search/store.h"

/* The first few names of H in the store's language, "a, b, c", in the arena; BEST (may be NULL), a
 * name of H that the query matched, goes first.  NULL in English, or where H has none. */
const char *spoken(struct arena *, const struct store *, const struct store_heading *h,
	    const struct store_name *best);

#endif
