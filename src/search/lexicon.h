/*
 * lexicon.h - the product names of a store and the terms that lead to them.
 * Layer: search.
 */
#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

#include "search/store.h"

/* Fill the store's names, terms and postings from its database; its headings must be there.
 * 0, or -1 after reporting. */
int	lexicon_load(struct diag *, struct store *);

#endif
