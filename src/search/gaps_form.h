/*
 * gaps_form.h - what of a query may be counted, and in which words.
 * Layer: search.  Pure but for the store's vocabulary.
 */
#ifndef SEARCH_GAPS_FORM_H
#define SEARCH_GAPS_FORM_H

#include "base/arena.h"
#include "search/store.h"

#define GAPS_TEXT	200	/* bytes of a query; a longer one describes, or tells of somebody */
#define GAPS_WORDS	6	/* that carry meaning */
#define GAPS_WORD	20	/* letters of one; longer is a key, a token, an address */
#define GAPS_FORM	80	/* bytes of the outcome */

/*
 * TEXT as words of a to z in lower case, single spaces between, in the arena; words that ask or carry
 * nothing are cut off at its ends.  Words with digits, and what a hyphen joins to them, are left out.
 *
 * NULL when nothing of it may be counted: it holds an "@", an address of the web, seven digits in all or
 * five together, a house number before a street, a title or another sign of a person; more than
 * GAPS_WORDS words that carry meaning, or none; two words that neither STORE nor WordNet knows, as the
 * names of people are.
 */
const char *gaps_form(struct arena *, const struct store *, struct str text);
/* True for what gaps_form() may return, whatever its words. */
bool	gaps_is_form(struct str);
/* True when neither the texts nor WordNet have the folded word. */
bool	gaps_unknown(struct arena *, const struct store *, const char *surface);

#endif
