/*
 * labels.h - how sure an answer is: five signals, their weights, and where the labels begin.
 * Layer: search.
 *
 * The signals are joined by a logistic model; the numbers below come from `cee eval --fit`, which
 * says anew what belongs here when the ranking or the content has changed.
 */
#ifndef SEARCH_LABELS_H
#define SEARCH_LABELS_H

#include "base/arena.h"
#include "search/find.h"

enum label_signal {
	SIGNAL_LEAD,	/* logarithm of the odds of the first Center's share, -6 to 6 */
	SIGNAL_FIT,	/* 0 to 1: how exactly the best name is what was asked */
	SIGNAL_OPINION,	/* how far the second opinion prefers that Center to the best other (or it to
			 * another, when negative): difference of logarithms, -5 to 5 */
	SIGNAL_TELLS,	/* 0 to 1: weight of the query's words, a few rare words being enough */
	SIGNAL_LONE,	/* one word only: 1 less the fit; else 0 */
	SIGNAL__MAX
};

/*
 * Fitted 2026-11-22 by `make fit`.  Cross-validated over five folds, each file of products weighing the
 * same: "very likely" precision 0.966, coverage 0.807; "probably" precision 0.81, coverage 0.14.
 *   tests/gold/products.tsv (2059 rows, SHA-256 9f71609301b2...): very likely 0.989 of 0.865
 *   development set (829 rows, SHA-256 69033ef09952...): very likely 0.939 of 0.749
 *   tests/gold/vague.tsv (244 rows, SHA-256 c5b34b19aede...): very likely 0.10 (all of them wrong)
 */
#define LABEL_BIAS	-5.96
#define LABEL_LEAD	0.25
#define LABEL_FIT	5.54
#define LABEL_OPINION	0.39
#define LABEL_TELLS	3.42
#define LABEL_LONE	-3.56

#define LABEL_LIKELY_CHANCE	0.67	/* "very likely" from here */
#define LABEL_PROBABLY_CHANCE	0.34	/* "probably" from here; below, the visitor is asked */
#define LABEL_NONE_FIT		0.05	/* fit and coverage below it: nothing was understood */

/* Fill OUT for a result with headings. */
void	label_signals(double out[SIGNAL__MAX], struct arena *, const struct store *,
	    const struct find_result *, const struct query *);
/* The chance, 0 to 1, that the first Center is right. */
double	label_chance(const double signals[SIGNAL__MAX]);
/* "lead", "fit" and so on. */
const char *label_signal_name(enum label_signal);

#endif
