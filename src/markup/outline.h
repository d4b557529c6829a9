/*
 * outline.h - slugs of texts, and ids that are unique within a page.
 * Layer: markup.
 */
#ifndef MARKUP_OUTLINE_H
#define MARKUP_OUTLINE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Append the slug of TEXT: folded (utf8.h), its words of ASCII letters and digits joined by
 * "-".  An apostrophe joins ("what's" is "whats"); every other byte separates.  Only [a-z0-9-],
 * no "-" at the ends; appends nothing when TEXT has no such word.
 */
void	outline_slug(struct buf *out, struct str text);

struct outline_id;

/* The ids given out in one page.  Start with { 0 }; the rest is the functions' own. */
struct outline_ids {
	struct outline_id *slots;	/* hash table with open addressing, in the arena */
	size_t	n, cap;			/* ids in it; slots, 0 or a power of two */
};

/*
 * The slug of TEXT ("section" if it has none), with "-2", "-3" ... appended when the page has
 * it already.  Lives in the arena, as the set does.  Many equal texts cost constant time each.
 */
struct str outline_id(struct arena *, struct outline_ids *, struct str text);

#endif
