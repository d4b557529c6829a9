/*
 * find.h - headings that fit the words, and the Centers that they speak for.
 * Layer: search.
 */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "search/query.h"
#include "search/store.h"

struct find_heading {
	const struct store_heading *heading;
	const struct store_rule *rule;	/* of the heading, or of the line that the best name names */
	const struct store_name *name;	/* the name that fits best; NULL: only prose matched */
	double	score;			/* higher is better; comparable within one search */
	double	fit;			/* 0 to 1: how exactly that name is what was asked */
	double	coverage;		/* 0 to 1: of the query's words, by weight, found here */
	uint64_t words;			/* bit i: query word i stands in its names or text */
};

struct find_center {
	const struct store_center *center;
	double	share;			/* 0 to 1 of the evidence */
};

struct find_result {
	struct find_heading *headings;	/* best first */
	size_t	n_headings;
	struct find_center *centers;	/* best first */
	size_t	n_centers;
	bool	timed_out;		/* the database ran out of its time: the best so far */
};

/* Search for Q.  Results live in the arena; at most FIND_MAX headings.  Cannot fail: without
 * evidence both lists are empty. */
#define FIND_MAX 60
void	find_run(struct find_result *, struct arena *, const struct store *, const struct query *);

#endif
