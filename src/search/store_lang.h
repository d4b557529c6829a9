/*
 * store_lang.h - a store in each language of the site: the same goods and rules, other words.
 * Layer: search, private to store.c.
 */
#ifndef SEARCH_STORE_LANG_H
#define SEARCH_STORE_LANG_H

#include "search/store.h"

/* Fill S->in; S is whole but for that.  Returns 0, or -1 after reporting. */
int	store_lang_load(struct diag *, struct store *s);
void	store_lang_close(struct store *s);	/* what store_lang_load() opened */

#endif
