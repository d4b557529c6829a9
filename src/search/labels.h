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
 * same: "very likely" precision 0.967, coverage 0.816; "probably" precision 0.787, coverage 0.120.
 *   tests/gold/products.tsv, 2059 rows, SHA-256 f1cea0ad5920...: "very likely" 0.990 of 0.872
 *   the development set, 829 rows, SHA-256 69033ef09952...: "very likely" 0.941 of 0.759
 *   tests/gold/vague.tsv, 244 rows, SHA-256 c5b34b19aede...: "very likely" 0.103, each of them wrong;
 *   at most 0.02 of them would take a limit of 0.93, with precision 0.990 and coverage 0.503
 */
#define LABEL_BIAS	(-5.77)
#define LABEL_LEAD	0.28
#define LABEL_FIT	5.34
#define LABEL_OPINION	0.37
#define LABEL_TELLS	3.24
#define LABEL_LONE	(-3.81)

#define LABEL_LIKELY_CHANCE	0.65	/* "very likely" from here */
#define LABEL_PROBABLY_CHANCE	0.38	/* "probably" from here; below, the visitor is asked */
#define LABEL_NONE_FIT		0.05	/* fit and coverage below it: nothing was understood */

/* Fill OUT for a result with headings. */
void	label_signals(double out[SIGNAL__MAX], struct arena *, const struct store *,
	    const struct find_result *, const struct query *);
/* The chance, 0 to 1, that the first Center is right. */
double	label_chance(const double signals[SIGNAL__MAX]);
/* "lead", "fit" and so on. */
const char *label_signal_name(enum label_signal);

#endif
