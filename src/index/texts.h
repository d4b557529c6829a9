/*
 * texts.h - pages and Centers, in every language, to rows of search.db.  Private to the layer.
 * Layer: index.
 */
#ifndef INDEX_TEXTS_H
#define INDEX_TEXTS_H

#include "index/writer.h"

/* A page that can be found: what it answers beside its own text is ALSO. */
struct found {
	const struct page *page;
	const char *kind;
	struct str also;
};

struct found_list {
	struct arena arena;
	struct found *v; /* N of them, in the order of the rows */
	size_t n, cap;
};

/* The pages of SITE that can be found, into a list whose arena is initialised. */
void	texts_find(struct found_list *, const struct site *);
/* Pages in English; pages, and Centers, in other languages.  0, or -1 after reporting. */
int	texts_put(struct writer *, const struct found_list *);
int	texts_put_in(struct writer *);
int	texts_put_centers(struct writer *);

#endif
