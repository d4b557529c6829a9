/*
 * tariff_diff.h - what changed from one edition of the tariff schedule to another.
 * Layer: model.  Pure.
 */
#ifndef MODEL_TARIFF_DIFF_H
#define MODEL_TARIFF_DIFF_H

#include "model/tariff.h"

/* A numbered row that is new, gone, or says something else.  Rows are TARIFF_NONE where it is not. */
struct tariff_change {
	size_t	old, new;	/* rows of either edition */
};

struct tariff_diff {
	struct tariff_change *v;	/* by number */
	size_t	n, cap;
	size_t	n_new, n_gone, n_retitled;
};

/* Compare two finished editions; the changes live in the arena.  A line is retitled when its own text
 * or that of an unnumbered row right above it differs (tariff_title). */
void	tariff_compare(struct tariff_diff *, struct arena *, const struct tariff *old,
	    const struct tariff *new);
/*
 * The headings of an edition that the site does not know, in the arena: those that no rule gives a
 * Center (RULES), or those without a section in scopes/.
 */
struct strings tariff_unknown(struct arena *, const struct tariff *, const struct site *,
	    bool rules);

#endif
