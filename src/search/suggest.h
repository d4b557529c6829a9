/*
 * suggest.h - what a visitor may be typing: product names, headings, Centers and pages.
 * Layer: search.
 */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include "base/arena.h"
#include "search/store.h"

#define SUGGEST_MAX 10	/* rows; more are not read */

struct suggestion {
	const char *text;	/* what to show */
	const char *kind;	/* "product", "code", "center" */
	const char *url;	/* where it leads */
	const struct store_center *center;	/* NULL: none */
};

/* Fill OUT (room for SUGGEST_MAX) for the beginning TEXT; returns how many.  Shorter names first:
 * the general before the special.  Fewer than two letters give nothing. */
size_t	suggest_find(struct suggestion *out, struct arena *, const struct store *, struct str text);

#endif
