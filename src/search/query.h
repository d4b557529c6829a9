/*
 * query.h - what a visitor typed, read: its words, what each is for, which names the goods.
 * Layer: search.  Pure but for the store's vocabulary.
 *
 * Every change made to a word (a spelling mended, a compound split or joined, a British word read as
 * the American one) is kept, so that the page can show it and offer to undo it.
 */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "search/store.h"

enum query_role {
	ROLE_HEAD,	/* names the goods: "leash" in "leather dog leash" */
	ROLE_MODIFIER,	/* stands before it: "leather", "dog" */
	ROLE_LATER,	/* in a later part: after a comma, "for", "of", "with" */
	ROLE_ASIDE	/* set aside: stop word, number, marketplace noise, exclusion */
};

enum query_how {
	HOW_NAME, HOW_SPELLING, HOW_SPLIT, HOW_JOINED, HOW_WORDNET,
	HOW_FORM	/* of a correction only: another spelling or word for the same, "tyres" */
};

struct query_word {
	struct str typed;		/* as typed */
	const char *surface;		/* folded; after a correction the corrected word */
	const char *term;		/* compared with the index */
	uint32_t id;			/* its number in the store, or UINT32_MAX */
	unsigned ending;		/* words_ending() of the surface */
	enum query_role role;
	enum query_how how;
	float	weight;			/* what it tells; 0 when set aside */
	float	share;			/* 0 to 1: of the weight, for finding it; below 1 by WordNet */
	bool	known;			/* in the vocabulary of names or prose */
	bool	ends;			/* a comma or another break follows */
	bool	faint;			/* a color, a size: tells little beside another word */
	bool	other;			/* another reading of the word before: counts if found */
	bool	context;		/* follows "for", "of", "with", ...: about the goods, not them */
	bool	tail;			/* the same, and no comma: English words only */
};

struct query_correction {
	struct str from;		/* as typed */
	const char *to;
	enum query_how how;
	const char *steps;		/* HOW_WORDNET: from the word to TO (search/wordnet.h); else NULL */
};

struct query {
	struct str text;		/* trimmed; as typed */
	enum lang lang;			/* it is read in (search/spanish.h) */
	struct query_word *words;
	size_t	n_words;
	size_t	n_content;		/* words that are not set aside, each read once */
	struct query_correction *corrections;
	size_t	n_corrections;
	bool	truncated;		/* longer than LIMIT_QUERY_WORDS or with words left unsearched */
};

/*
 * Read TEXT (any bytes) against STORE.  KEEP, N_KEEP: words that the visitor does not want corrected.
 * Cannot fail; a query without words has n_words 0.  All in the arena.
 */
void	query_read(struct query *, struct arena *, const struct store *, struct str text,
	    const struct str *keep, size_t n_keep);

/* An FTS5 expression that ORs the terms of the searched words, quoted; empty when there is none. */
void	query_match(struct buf *out, const struct query *);
/* The same over what pages are indexed by, stop words left out: surface words in English, terms in Spanish. */
void	query_match_pages(struct buf *out, struct arena *, const struct store *,
	    const struct query *);

#endif
