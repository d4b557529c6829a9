/*
 * eval_base.h - what simpler means reach on the same queries, and what a typing mistake costs.
 * Layer: cmd.
 */
#ifndef CMD_EVAL_BASE_H
#define CMD_EVAL_BASE_H

#include "cmd/eval_run.h"

/*
 * Ask two simple searches the products among the outcomes and count center@1 of each in OUT's groups
 * "baseline: Center paragraphs" (the text of the ten Center pages alone) and "baseline: plain FTS5 AND"
 * (every word of the query must stand in the heading's titles, prose and names).  INDEX is the
 * search.db that the outcomes come from.  0, or -1 after reporting.
 */
int	eval_baselines(struct eval *, struct eval_tally *out, const char *index);

/*
 * Ask the products again with one random edit (a letter inserted, deleted, replaced or swapped with the
 * next) in a word of five letters or more, never in its first; queries without such a word are left
 * out.  Counts in OUT's group "typing mistakes": center@1 of these rows without and with the edit.
 * The same query gets the same edit in every run.
 */
void	eval_typos(struct eval *, struct eval_tally *out);

#endif
