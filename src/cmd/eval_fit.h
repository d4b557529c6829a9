/*
 * eval_fit.h - the numbers of search/labels.h, found anew from the outcomes.
 * Layer: cmd.
 */
#ifndef CMD_EVAL_FIT_H
#define CMD_EVAL_FIT_H

#include <stdio.h>

#include "cmd/eval_run.h"

/* What the labels must keep to, on rows that the model has not seen. */
#define FIT_LIKELY_PRECISION 0.965 /* "very likely": right at least so often */
#define FIT_PROBABLY_PRECISION 0.75 /* "probably" */
#define FIT_VAGUE_PROBABLY 0.10 /* of what names no goods, "probably" at most so often */
#define FIT_VAGUE_CONFIDENT 0.02 /* "very likely", for the stricter limit that is printed beside */

/*
 * Fit a logistic model of the signals to whether the first Center was right, each file of products
 * weighing the same in all; a file of what names no goods weighs as much, every answer in it being
 * wrong.  Thresholds are chosen on five folds, each judged by a model of the other four; a row's fold
 * is a hash of its query.  Prints the lines of labels.h and what they reach.
 */
void	eval_fit(FILE *, const struct eval *, const struct eval_file *files, size_t n_files);

#endif
