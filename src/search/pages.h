/*
 * pages.h - questions about the Centers, answered by pages and FAQs.
 * Layer: search.
 */
#ifndef SEARCH_PAGES_H
#define SEARCH_PAGES_H

#include <stdbool.h>

#include "base/arena.h"
#include "search/query.h"

struct page_hit {
	const char *url, *kind, *title;
	const char *snippet;	/* plain; the words found stand between bytes 2 and 3 */
	double	score;
	bool	covers;		/* its title and other names hold every word of the query */
	double	fit;			/* how near the query comes to a wording of it, 0 to 1; 0 in English */
};

struct page_hits {
	struct page_hit *v;	/* best first */
	size_t	n;
	bool	timed_out;	/* not all were looked at */
};

enum intent {
	INTENT_GOODS,		/* names goods */
	INTENT_QUESTION,	/* asks about Centers, procedures, contacts */
	INTENT_BOTH		/* a question about goods: "which center handles steel screws?" */
};

/* Fill in the store's words of Centers' names, once, when it has the Centers. */
void	pages_prepare(struct store *);
/* What Q wants; *GOODS is the part of the text that names goods when it is INTENT_BOTH. */
enum intent intent_of(const struct store *, struct arena *, const struct query *q,
	    struct str *goods);
/* The pages that answer Q, at most twelve. */
void	pages_find(struct page_hits *, struct arena *, const struct store *, const struct query *);

#endif
