/*
 * opinion.h - a second opinion on the Center, learned at build time from the site's own names.
 * Layer: index.
 *
 * A linear model over words and parts of words (words/features.h): for each Center and feature a weight,
 * found by logistic regression on every product name with the Center that the mapping gives it.  It
 * knows nothing that the content does not say, but it speaks of words that no name has as a whole.
 * The same content gives the same model, and one name more or less nearly the same: the order in which
 * the names are learned follows from their texts.
 */
#ifndef INDEX_OPINION_H
#define INDEX_OPINION_H

#include "base/diag.h"
#include "db/db.h"
#include "model/site.h"
#include "words/terms.h"

struct opinion;

/* Learn from SITE, which is only read: another thread may read it meanwhile.  WORDS is scratch. */
struct opinion *opinion_learn(const struct site *, struct words *);
void	opinion_free(struct opinion *);	/* NULL is accepted */
/* Write table `opinion`: one row per Center, in the site's order.  0, or -1 after reporting. */
int	opinion_write(struct diag *, struct db *, const struct opinion *);

#endif
