/*
 * eval_full.h - where the answers are right and where not: Centers, chapters, shares, labels.
 * Layer: cmd.
 */
#ifndef CMD_EVAL_FULL_H
#define CMD_EVAL_FULL_H

#include "cmd/eval_run.h"

/*
 * Count the products among the outcomes in groups of OUT: "Centers" (precision and recall of each),
 * "worst chapters" (the ten with the lowest center@1 of those with enough rows), "shares" (ten bins of
 * the first Center's share: how many were right) and "labels" (precision and coverage of each).
 */
void	eval_full(const struct eval *, struct eval_tally *out);

/* How often each Center (rows) was answered by each (columns; the last: none), as text. */
void	eval_confusion_text(FILE *, const struct eval *);
/* The same as the value of the pending key: "centers", and a list of counts for each. */
void	eval_confusion_json(struct jsonw *, const struct eval *);

/* Every row that was answered wrongly: "file:line: query: wanted ..., got ...". */
void	eval_wrong_text(FILE *, const struct eval *);

#endif
