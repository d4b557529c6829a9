/*
 * coverage.h - what the content lacks, for those who look after it: counts, and lists to work off.
 * Layer: cmd.
 *
 * judge.h counts what is written.  Here stands what is not: headings that have few names, pages that
 * nobody has read for a year, reviews that are overdue, rules that rest on little, questions that no
 * search reaches.  As of the site's day; only what is live counts.
 */
#ifndef CMD_COVERAGE_H
#define CMD_COVERAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/judge.h"
#include "model/site.h"

#define COVERAGE_YEAR 365 /* days after which a page counts as unread */

/* A chapter at a glance: its headings, by what they have. */
struct coverage_chapter {
	const struct chapter *chapter;
	size_t headings;
	size_t named; /* with JUDGE_NAMES_MIN names or more, Spanish ones not counted */
	size_t few; /* with some */
	size_t none; /* without any */
	size_t spanish; /* with Spanish names */
	size_t basis[BASIS__MAX]; /* by the basis of the rule that gives the Center */
	size_t undated; /* the rule has no source with a date */
	size_t sound; /* the rule has one, and is not inferred */
};

struct coverage_heading {
	const struct heading *heading;
	size_t names; /* Spanish ones not counted; fewer than JUDGE_NAMES_MIN */
};

/* A rule that rests on little. */
struct coverage_rule {
	const struct rule *rule;
	bool inferred; /* nobody has said so: our own reading */
	bool undated; /* none of its sources has a date */
};

/* What one FAQ is asked as, and how often that led to it. */
struct coverage_faq {
	const struct faq *faq;
	size_t asked; /* the question and its other forms */
	size_t reached; /* of them, led to the page */
	const char **missed; /* the others, asked - reached of them */
};

struct coverage {
	const struct site *site;
	struct judge_rows rows; /* judge.h */
	struct coverage_chapter *chapters; /* by number */
	size_t n_chapters;
	struct coverage_chapter all; /* chapter: NULL */
	struct coverage_heading *few; /* by code */
	size_t n_few;
	const struct page **unread; /* reviewed COVERAGE_YEAR days ago or more; oldest first */
	size_t n_unread;
	const struct page **older; /* translations older than their English pages; by file */
	size_t n_older;
	const struct page **overdue; /* review_by is past; by owner (none: last), then by day */
	size_t n_overdue;
	struct coverage_rule *thin; /* in the order of site->rules: by length, then code */
	size_t n_thin;
	size_t n_live; /* pages that are on the site */
	struct coverage_faq *faqs; /* every one, by file */
	size_t n_faqs;
	bool asked; /* an index was asked; otherwise the figures of FAQS are 0 */
};

/*
 * Fill C from SITE, of a site_load() that returned 0.  With an INDEX (path of a search.db; NULL: not
 * asked) every question is typed into its search in each of its forms.  Lists live in the arena,
 * texts in SITE.  Returns 0, or -1 after reporting that the index cannot be read; C is good but for
 * the questions then.
 */
int coverage_make(struct coverage *c, struct diag *, struct arena *, const struct site *,
    const char *index);

#endif
