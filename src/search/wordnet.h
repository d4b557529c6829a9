/*
 * wordnet.h - what the index knows, by WordNet, of a word that no name holds.
 * Layer: search.
 */
#ifndef SEARCH_WORDNET_H
#define SEARCH_WORDNET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "search/store.h"

#define WORDNET_READINGS 3	/* of one word */

/* One reading of a word: what it is another word for, or a kind of. */
struct wordnet_reading {
	const char *target;	/* words that names have, spaces between */
	const char *steps;	/* from the word to the target: "= drill", "> weight > equipment" */
	float	share;		/* 0 to 1: how near the target is */
};

/* The readings of SURFACE, a folded word or a regular form of one, nearest first, into OUT; returns
 * how many.  All in the arena.  None when the index was built without WordNet. */
size_t	wordnet_read(const struct store *, struct arena *, const char *surface,
	    struct wordnet_reading out[WORDNET_READINGS]);
/* True for a real word, whatever its form: nobody meant another. */
bool	wordnet_real(const struct store *, const char *surface);

#endif
