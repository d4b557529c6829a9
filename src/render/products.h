/*
 * products.h - the product names of all headings in alphabetical order, cut into pages.
 * Layer: render.
 *
 * Order and grouping follow a key: the name folded (utf8.h), its ASCII letters and digits
 * alone, so that "T-shirt", "t shirts" and "tshirt" stand together.  English pages list no Spanish names,
 * Spanish pages nothing else; CAS numbers are in neither.
 */
#ifndef RENDER_PRODUCTS_H
#define RENDER_PRODUCTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/site.h"

struct product {
	const char *key;		/* see above */
	const struct name *name;
	const struct heading *heading;	/* under which the name stands */
	const struct rule *rule;	/* of the line that the name belongs to */
};

/* Names N from FIRST on whose keys begin with the same two characters, or three where two
 * begin too many. */
struct products_group {
	char	slug[4];		/* "st", "ste"; "q-": the key is one character long */
	size_t	first, n;
};

/* Names whose keys begin with the same letter; all that begin with a digit go together. */
struct products_letter {
	char	slug[4];		/* "s", "0-9" */
	size_t	first, n;
	struct products_group *groups;	/* when cut; else none */
	size_t	n_groups;
};

struct products {
	struct product *v;		/* N of them, by key, name, heading */
	size_t	n;
	struct products_letter *letters;	/* those that have names, "0-9" first */
	size_t	n_letters;
};

/* Only count the names of the site: P's n. */
void	products_count(struct products *p, const struct site *, enum lang);
/* Fill P, in the arena, from the headings of the site; letters with more than MAX names are
 * cut into groups of two characters, and groups with more into groups of three. */
void	products_build(struct products *p, struct arena *, const struct site *, enum lang, size_t max);
/* Is URL ("/products/st/") a page of these names? */
bool	products_has(const struct products *, struct str url);

#endif
