/*
 * named.h - what the index keeps of a name beside its text.
 * Layer: index.
 *
 * The indexer writes it, and unpacking makes it anew (unpack.h): a function of the text alone.
 */
#ifndef INDEX_NAMED_H
#define INDEX_NAMED_H

#include <stddef.h>

#include "base/arena.h"
#include "words/terms.h"

struct named {
	const struct word *word;	/* N of them */
	size_t	n;
	const char *terms;		/* words_terms_of() them */
	/* The term that names the goods; "" when no word does, NULL when it is the last of TERMS, in
	 * Spanish the first. */
	const char *head;
};

/* What NAME, some text in a language, comes to; in the arena. */
void	named_read(struct named *, struct words *, enum lang, struct arena *, const char *name);

#endif
