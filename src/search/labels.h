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
 * Weights fitted 2026-11-22 by `make fit`, cross-validated over five folds, each file of products
 * weighing the same.  The limit of "very likely" was then set where the development set gives 0.96:
 *   tests/gold/products.tsv, 2059 rows: "very likely" 0.995 of 0.770, "probably" 0.953 of 0.207
 *   the development set, 829 rows: "very likely" 0.968 of 0.615, "probably" 0.840 of 0.310
 *   tests/gold/vague.tsv, 244 rows that must not be answered: 0.012 of them "very likely"
 * `make eval` prints these again.
 */
#define LABEL_BIAS	(-7.96)
#define LABEL_LEAD	0.23
#define LABEL_FIT	7.90
#define LABEL_OPINION	0.47
#define LABEL_TELLS	2.68
#define LABEL_LONE	(-1.94)

#define LABEL_LIKELY_CHANCE	0.885	/* "very likely" from here */
#define LABEL_PROBABLY_CHANCE	0.35	/* "probably" from here; below, the visitor is asked */
/* Of 100 answers with that label, how many name the Center that our table gives, rounded down: from
 * the set where it does worse to tests/gold/products.tsv.  content/pages/about/method.md says the
 * same. */
#define LABEL_LIKELY_LEAST	96
#define LABEL_LIKELY_RIGHT	99
#define LABEL_PROBABLY_LEAST	84
#define LABEL_PROBABLY_RIGHT	95

#define LABEL_NONE_FIT		0.05	/* fit and coverage below it: nothing was understood */

/* Fill OUT for a result with headings. */
void	label_signals(double out[SIGNAL__MAX], struct arena *, const struct store *,
	    const struct find_result *, const struct query *);
/* The chance, 0 to 1, that the first Center is right. */
double	label_chance(const double signals[SIGNAL__MAX]);
/* "lead", "fit" and so on. */
const char *label_signal_name(enum label_signal);

#endif
