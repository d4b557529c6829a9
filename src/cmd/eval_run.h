/*
 * eval_run.h - asks the rows of the files and keeps what came of each.
 * Layer: cmd.
 *
 * Every row counts, whatever the label: the ranked Centers and headings of the answer are scored, and
 * an empty list is wrong.  The expected Center of a product is the one that our own mapping gives its
 * code.
 */
#ifndef CMD_EVAL_RUN_H
#define CMD_EVAL_RUN_H

#include <stdbool.h>

#include "cmd/eval_data.h"
#include "cmd/eval_tally.h"
#include "search/answer.h"

/* What came of one row of products or of what is vague. */
struct eval_outcome {
	const struct eval_row *row;
	const struct store_center *first;	/* of the answer; NULL: none */
	const struct store_center *expected;	/* FIRST when it is right; NULL: vague, unknown code */
	bool	right;
	enum answer_label label;
	double	share;				/* of the first Center */
	bool	weighed;			/* as in struct answer */
	bool	held;				/* an editors' question keeps it from "very likely" */
	double	signals[SIGNAL__MAX];
};

struct eval_wrong {
	const struct eval_row *row;
	const char *got;			/* in words */
};

struct eval {
	struct arena arena;			/* everything below */
	struct diag *diag;			/* borrowed */
	struct store *store;			/* owned by the caller */
	struct eval_tally tally;
	struct eval_outcome *outcomes;
	size_t	n_outcomes, cap_outcomes;
	struct eval_wrong *wrong;
	size_t	n_wrong, cap_wrong;
};

/* True for an answer that says a Center with confidence. */
bool	eval_confident(enum answer_label, size_t n_centers);
/* Is the Center that our mapping gives one of the codes HTS, joined by "|", CENTER?  *EXPECTED: the
 * Center of the first code that has one, else NULL; may be NULL. */
bool	eval_right(const struct store *, struct str hts, const struct store_center *center,
	    const struct store_center **expected);
/* Does URL fit one of PATTERNS, joined by "|"?  "/faq/~x" is any page below /faq/ whose slug has x. */
bool	eval_url(struct str patterns, const char *url);

/* Ask every row of FILE and count; the answers' memory is given back row by row. */
void	eval_run(struct eval *, const struct eval_file *file);

#endif
