/*
 * gaps_group.h - wordings that mean the same goods.
 * Layer: cmd.
 */
#ifndef CMD_GAPS_GROUP_H
#define CMD_GAPS_GROUP_H

#include "cmd/gaps_read.h"
#include "search/store.h"

struct gaps_group {
	const char *word;		/* that the site does not have, as typed most; NULL: it has all */
	const struct gaps_wording **wordings;	/* most frequent first */
	size_t	n_wordings;
	struct gaps_tally tally;	/* of all */
};

struct gaps_groups {
	struct gaps_group *v;		/* most frequent first */
	size_t	n;
};

/*
 * Put together what has the same word that no text of the site has: whatever its number or form, another
 * word for it by WordNet, or one letter off in six; and, where every word is known, what has the same
 * terms in any order.  WORDINGS is borrowed; the rest is in the arena.
 */
void	gaps_group(struct gaps_groups *out, struct arena *, const struct store *,
	    const struct gaps_wordings *wordings);
/* Is SURFACE a word that neither the names nor the texts have? */
bool	gaps_is_missing(struct arena *, const struct store *, const char *surface);

#endif
