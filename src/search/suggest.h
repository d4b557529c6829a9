/*
 * suggest.h - what a visitor may be typing: product names, chapters and headings, Centers, questions.
 * Layer: search.
 */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include "base/arena.h"
#include "search/store.h"

#define SUGGEST_STARTS 65536	/* pairs of bytes */
#define SUGGEST_MAX 10	/* rows; more are not read */

struct suggestion {
	const char *text;	/* what to show */
	const char *kind;	/* "product", "code", "center", "question" */
	const char *url;	/* where it leads */
	const struct store_center *center;	/* NULL: none */
};

/* Fill OUT (room for SUGGEST_MAX) for the beginning TEXT; returns how many.  The general before the
 * special: few words before many, the name that other goods are a kind of first.  Digits, with dots
 * or spaces among them, give codes only.  Fewer than two letters give nothing. */
size_t	suggest_find(struct suggestion *out, struct arena *, const struct store *, struct str text);

/* Before the first suggest_find(), once the names are there: which of them have a word that begins with
 * each two letters, so that not all are looked at each time. */
void	suggest_prepare(struct store *);

#endif
