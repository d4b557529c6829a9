/*
 * opinion.h - a second opinion on the Center, learned at build time from the site's own names.
 * Layer: index.
 *
 * A linear model over words and parts of words (words/features.h): for each Center and feature a weight,
 * found by logistic regression on every product name with the Center that the mapping gives it.  It
 * knows nothing that the content does not say, but it speaks of words that no name has as a whole.
 * The same content gives the same model: the order of the names is shuffled by a fixed seed.
 */
#ifndef INDEX_OPINION_H
#define INDEX_OPINION_H

#include "base/diag.h"
#include "db/db.h"
#include "model/site.h"
#include "words/terms.h"

/* Learn from SITE and write table `opinion`: one row per Center, in the site's order. */
int	opinion_write(struct diag *, struct db *, const struct site *, struct words *);

#endif
