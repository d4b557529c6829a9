/*
 * eval_tally.h - counts of hits by group and metric, and how they are printed.
 * Layer: cmd.
 */
#ifndef CMD_EVAL_TALLY_H
#define CMD_EVAL_TALLY_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/jsonw.h"
#include "base/str.h"

struct eval_metric {
	const char *name;
	size_t	hit, of;
};

struct eval_group {
	const char *name;
	struct eval_metric *metrics;	/* in the order in which they were first counted */
	size_t	n, cap;
	double	*us;			/* microseconds of each query; none: not timed */
	size_t	n_us, cap_us;
};

struct eval_tally {
	struct arena *arena;		/* borrowed; holds groups, metrics and names */
	struct eval_group *groups;	/* in the order in which they were first asked for */
	size_t	n, cap;
};

/* The group of that name, made when missing.  Valid until the next call. */
struct eval_group *eval_group(struct eval_tally *, struct str name);
/* Count one case of METRIC, a hit or not. */
void	eval_count(struct eval_tally *, struct eval_group *, const char *metric, bool hit);
/* Make the metric if it is missing, so that it is printed without a case too. */
void	eval_declare(struct eval_tally *, struct eval_group *, const char *metric);
void	eval_time(struct eval_tally *, struct eval_group *, double us);

/* Groups, an empty line between: name, then "metric value [low, high] n=N" with Wilson's interval at
 * 95%, then the percentiles of the times.  Sorts the times. */
void	eval_tally_text(FILE *, struct eval_tally *);
/* A key for each group in the open object: metrics with value, low, high and n, then percentiles. */
void	eval_tally_json(struct jsonw *, struct eval_tally *);

double	eval_value(const struct eval_metric *);
/* Wilson's score interval at 95%; 0 and 0 without a case. */
void	eval_wilson(const struct eval_metric *, double *low, double *high);

#endif
