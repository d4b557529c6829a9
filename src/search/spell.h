/*
 * spell.h - a word that the index does not know: two words in one, or a slip of the keys.
 * Layer: search.
 *
 * Works on surface words, never on stems.  The caller asks only for words that are no real ones.
 * Costs are of the likeliest slip: about 1 for one wrong letter, less for a common word.
 */
#ifndef SEARCH_SPELL_H
#define SEARCH_SPELL_H

#include <stdbool.h>

#include "base/arena.h"
#include "search/store.h"

struct spell_split {
	const char *first, *second;	/* the store's */
	double	cost;
	bool	pair;			/* a name holds both words */
};

/* Is there a name that holds both terms?  UINT32_MAX is in none. */
bool	spell_pair(const struct store *, uint32_t term, uint32_t other);
/* Cut SURFACE into two known words ("boardgame": "board", "game"), each of three letters or more: words
 * that a name holds together, else those of which the rarer one is commonest. */
bool	spell_split(const struct store *, struct arena *, const char *surface, struct spell_split *out);
/* The word that SURFACE, typed without its end ("courg"), was to be, when it can be one alone: all known
 * words that begin so are forms of it, and two letters or more are missing.  NULL when there is none. */
const char *spell_finish(const struct store *, struct arena *a, const char *surface);
/* The known word that SURFACE was meant to be, one edit away, or two from eight letters on, with its
 * COST; NULL when there is none.  OTHERS: the terms of the query's other words; a word that a name
 * holds beside one of them is likelier.  A slip in the first letter costs more, and in a short word is
 * believed only with such help. */
const char *spell_mend(const struct store *, struct arena *, const char *surface,
	    const uint32_t *others, size_t n_others, double *cost);

#endif
