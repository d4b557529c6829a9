/*
 * opinion.h - the second opinion that the build learned, asked (see index/opinion.h).
 * Layer: search.
 */
#ifndef SEARCH_OPINION_H
#define SEARCH_OPINION_H

#include "search/query.h"
#include "search/store.h"

/* Load the store's `opinion`; its Centers must be there. */
int	opinion_load(struct diag *, struct store *);
/* The logarithm of each Center's chance for Q, in the order of the store's Centers, in the arena; all
 * zero when Q has no word or the store has no opinion. */
const double *opinion_of(const struct store *, struct arena *, const struct query *q);

#endif
