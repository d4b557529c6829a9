/*
 * spell.h - a word that the index does not know: two words in one, or a slip of the keys.
 * Layer: search.
 *
 * Works on surface words, never on stems.  A word that stands in the texts is never changed.
 */
#ifndef SEARCH_SPELL_H
#define SEARCH_SPELL_H

#include <stdbool.h>

#include "base/arena.h"
#include "search/store.h"

/* Cut SURFACE into two known words ("boardgame": "board", "game"), each of three letters or more;
 * the cut whose rarer part is commonest wins. */
bool	spell_split(const struct store *, struct arena *, const char *surface, const char **first,
	    const char **second);
/* The known word that SURFACE was meant to be: one edit away, or two from eight letters on; NULL
 * when none is clearly nearest.  A slip in the first letter counts as more. */
const char *spell_mend(const struct store *, struct arena *, const char *surface);

#endif
